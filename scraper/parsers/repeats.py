"""Sections that a page prints twice: the same text is read once, other text is said (F40)."""

from __future__ import annotations

from schemas.labels import ASKS, Role
from schemas.text import fold
from schemas.vocabulary import Pillar

from .builder import Builder
from .lines import Line
from .outline import Section

# Labels that a page has once. Others (areas for improvement, sub-headings) stand again under each question.
_ONCE = frozenset(Role) - ASKS - {Role.QUESTIONS, Role.FINDINGS, Role.TOPIC, Role.CHROME, Role.LETTER, Role.KEY_FACTS}
_Key = tuple[Role | None, str, Pillar | None, str | None, str]


def without_repeats(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections without those that repeat an earlier one word for word; they are claimed and noted.

    A section that a page has once and that stands again with other text is kept and flagged. Of several organisations
    the same may be said: what stands under the name of one repeats nothing of another's.
    """
    kept: list[Section] = []
    whose = ""
    seen: dict[_Key, list[Section]] = {}
    for section in sections:
        if section.heading is not None and section.heading.names_whose:
            whose = fold(section.heading.text)
        what = (section.role, section.text, section.pillar, section.question_key)
        texts = _texts(section)
        if texts and section.role not in ASKS and texts in map(_texts, seen.get((*what, ""), [])):
            whose = ""  # what stood above all names is printed again
        earlier = seen.setdefault((*what, whose), [])
        if earlier and texts:
            if texts in map(_texts, earlier):
                _repeated(b, section)
                continue
            if section.heading is not None and any(map(_texts, earlier)) and section.role in _ONCE:
                message = f"The section “{section.text}” stands twice with other text."
                b.flag("section_differs", message, section.heading.number)
        earlier.append(section)
        kept.append(section)
    return kept


def _texts(section: Section) -> tuple[str, ...]:
    return tuple(fold(line.text) for line in (*section.head, *section.body, *section.stray))


def _repeated(b: Builder, section: Section) -> None:
    lines: list[Line] = [*section.head, *section.body, *section.stray]
    if section.heading is not None:
        lines.append(section.heading)
    b.claim("boilerplate:section_repeated", *lines)
    b.flag("section_repeated", f"“{section.text}” is printed again with the same text.", lines[-1].number)
