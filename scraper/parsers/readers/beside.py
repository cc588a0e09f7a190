"""Lines that state a grade and were read by nobody: told where they state another than the one that was read.

Such is a short line at the head of a section in words of no known form (`Inadequate – unchanged`), and a name with its
grade (`Vetting: Good`) that heads no section, as where it stands deeper than those that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.text import fold
from schemas.vocabulary import A_BODY, GRADE_WORDS, Grade
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated, sentences
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import judges_all, read_judged, whole_question

from .states import HEAD_WORDS

_NEAR = 3  # lines below a section's head among which such a line stands
_LONGEST = 60
_ANY = re.compile(rf"\b(?:{'|'.join(sorted(GRADE_WORDS, key=len, reverse=True))})\b")
_APART = re.compile(rf"\W*{_ANY.pattern}\s*[^\w\s,;.’'&]|.*[:–—-]\s*{_ANY.pattern}\W*$")
"""A grade with a sign behind it or before it: `Good (see below)`, `Good – what we found`, `Our view: good`."""
_WORD = re.compile(r"[a-z]+")
_BODY = re.compile(rf"\b{A_BODY}\b")
_BESIDE = HEAD_WORDS | frozenset(
    _WORD.findall(
        """
        almost as better change click declined draft duly fully has have here improved longer mostly more nearly no not only
        outcome partly provisional read rise same see similar status still unchanged up verdict very with worse down
        been be are they
        """
    )
)
"""Words of which a line that states a grade consists, beside the grade and the organisation's name."""


def tell_beside(b: Builder, draft: Draft, grade: Grade | None) -> None:
    """Flag the lines at the head of a draft's section that state a grade, none of them the one that was read."""
    if grade is None or draft.section is None:
        return
    for line in draft.section.body[:_NEAR]:
        if len(line.text) > _LONGEST:
            return
        if line.number in b.graded:
            folded = fold(line.text)
            stated = {GRADE_WORDS[word] for word in _ANY.findall(folded)}
            if not stated & {grade, draft.previous[0]} and _states(b, folded):
                _tell(b, draft.name, line)


def _states(b: Builder, folded: str) -> bool:
    """Return whether a folded line with a grade's words states a grade, in whatever words, and nothing else."""
    rest = b.names.sub(" ", _BODY.sub(" ", _ANY.sub(" ", folded)))
    return _APART.match(folded) is not None or set(_WORD.findall(rest)) <= _BESIDE


def _tell(b: Builder, name: str, line: Line) -> None:
    told = f"{name}: “{line.text[:120]}” states another grade than was read, or one that nobody knows whose it is."
    b.flag("grade_unreadable", told, line.number)


_NAMES = frozenset({LineKind.QUESTION, LineKind.LABEL})


def tell_named(b: Builder, sections: Iterable[Section]) -> None:
    """Flag the names that head no section and have a grade, where the judgment of what they name has another one."""
    for section in sections:
        for place, line in enumerate(section.body, 1):
            if (
                line.kind in _NAMES
                and (stated := line.stated or _judged_below(b, line, section.body[place:])) is not None
            ):
                key = line.question.key if line.question is not None else line.pillar
                of_it = [one for one in b.judgments if (one.question_key or one.pillar) == key]
                if not any(stated.grade in (one.grade, one.previous_grade) for one in of_it):
                    _tell(b, line.question.label if line.question is not None else line.text, line)


def _judged_below(b: Builder, name: Line, below: list[Line]) -> Stated | None:
    """Return what the line below the name of an area states of all of that area."""
    if not below or below[0].number not in b.graded:
        return None
    whole = whole_question(name.question, name.text)
    judged = (read_judged(one, b.names) for one in sentences(below[0].text))
    return next((one.stated for one in judged if one is not None and judges_all(one, whole)), None)
