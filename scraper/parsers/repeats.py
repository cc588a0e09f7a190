"""Sections that a page prints twice: the same text is read once, other text is said (F40)."""

from __future__ import annotations

from collections import defaultdict

from schemas.labels import ASKS, Role
from schemas.text import fold
from schemas.vocabulary import Pillar

from .builder import Builder
from .lines import Line
from .outline import Section

# Labels that a page has once. Others (areas for improvement, sub-headings) stand again under each question.
_ONCE = frozenset(Role) - ASKS - {Role.QUESTIONS, Role.FINDINGS, Role.TOPIC, Role.CHROME, Role.LETTER, Role.KEY_FACTS}
_Key = tuple[Role | None, str, Pillar | None, str | None, str, str]


def without_repeats(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections without those that repeat an earlier one word for word; they are claimed and noted.

    A section that a page has once and that stands again with other text is kept and flagged. Of several organisations
    the same may be said: what stands under the name of one repeats nothing of another's. Two causes of concern may ask
    for the same: recommendations are repeated only where their cause is.
    """
    kept: list[Section] = []
    whose, cause = "", None
    seen: defaultdict[_Key, _Earlier] = defaultdict(_Earlier)
    for section in sections:
        if section.heading is not None and section.heading.names_whose:
            whose = fold(section.heading.text)
        what = (section.role, section.text, section.pillar, section.question_key)
        if section.role not in ASKS and seen[*what, "", ""].tell(section):
            whose = ""  # what stood above all names is printed again
        cause = section if section.role is Role.CAUSE else cause
        of_cause = "\n".join(_texts(cause)) if cause is not None and section.role is Role.RECOMMENDATIONS else ""
        earlier = seen[*what, whose, of_cause]
        if earlier.tell(section):
            _repeated(b, section)
            continue
        if section.heading is not None and section.role in _ONCE and earlier.differ(section):
            message = f"The section “{section.text}” stands twice with other text."
            b.flag("section_differs", message, section.heading.number)
        earlier.add(section)
        kept.append(section)
    return kept


_Texts = tuple[str, ...]


class _Earlier:
    """The sections of one kind that were met; their texts are folded once, and only where another of the kind comes."""

    def __init__(self) -> None:
        self._met: list[Section] = []
        self._texts: set[_Texts] = set()

    def add(self, section: Section) -> None:
        """Take note of a section."""
        self._met.append(section)

    def tell(self, section: Section) -> bool:
        """Return whether one of them says the same as a section that says something."""
        return bool(self._all()) and bool(texts := _texts(section)) and texts in self._texts

    def differ(self, section: Section) -> bool:
        """Return whether one of them says something, and so does a section."""
        return any(self._all()) and bool(_texts(section))

    def _all(self) -> set[_Texts]:
        while self._met:
            self._texts.add(_texts(self._met.pop()))
        return self._texts


def _texts(section: Section) -> _Texts:
    return tuple(fold(line.text) for line in (*section.head, *section.body, *section.stray))


def _repeated(b: Builder, section: Section) -> None:
    lines: list[Line] = [*section.head, *section.body, *section.stray]
    if section.heading is not None:
        lines.append(section.heading)
    b.claim("boilerplate:section_repeated", *lines)
    b.flag("section_repeated", f"“{section.text}” is printed again with the same text.", lines[-1].number)
