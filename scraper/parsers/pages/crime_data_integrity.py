"""A report on how a force records crime, 2016 to 2020: an overall judgment and three questions, each graded.

Sample: …/publication-html/wiltshire-crime-data-integrity-inspection-2018/
Most of these reports are PDF; their landing page is read where it states grades. Scale of four (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.page_types import CRIME_DATA_INTEGRITY, PageType
from schemas.questions import questions_of
from schemas.text import fold
from schemas.vocabulary import GRADE_ALTERNATION, OrganisationKind, Programme
from scraper.parsers.builder import Builder
from scraper.parsers.counts import each_topic_judged
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge, split_badge
from scraper.parsers.inspections import reports_on_one
from scraper.parsers.outline import Outline
from scraper.parsers.spec import Lack, Proof, Strength

from ._inspection import graded_report

_LONGEST = 80  # characters of a line that is a grade, or the name of what is graded
_TITLE = re.compile(r"\bcrime data integrity (?:re-?)?inspection\b")
_TOPICS = {
    fold(name): topic.key
    for topic in questions_of(OrganisationKind.POLICE, Programme.CRIME_DATA_INTEGRITY)
    for name in (topic.label, *topic.names)
}
_GRADE_BEFORE = rf"(?:{GRADE_ALTERNATION}) ?[:|-]? "
_BESIDE = re.compile(
    rf"^(?:{_GRADE_BEFORE})?(?:our|the) |^{_GRADE_BEFORE}| ?\((?:show|hide|open|close|expand|collapse)[^)]{{0,20}}\)$|^(?:show|hide) "
)
"""What may stand beside the name of what is graded: whose it is, its grade before it, a button."""
_GRADED = re.compile(
    r"(?:(?:we )?(?:have )?(?:graded|judged|rated|assessed)|(?:our )?(?:grade|judge?ment|rating)(?: is)?)(?: as)?:? (?P<grade>.+)"
)
_is_on_one = reports_on_one(CRIME_DATA_INTEGRITY, _TITLE)


def _is_read(e: Evidence) -> bool:
    """Return whether the page is such a report; a landing page is where it states grades, or names what is graded."""
    return _is_on_one(e) and (e.promised is not PageType.LANDING or any(_is_of_judgment(b.text) for b in e.blocks))


def _is_of_judgment(text: str) -> bool:
    return _topic(text) is not None or _is_grade(text)


def _is_grade(text: str) -> bool:
    """Return whether a line is a grade: `Good`, `Graded good`."""
    graded = _GRADED.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    return read_badge(text) is not None or (graded is not None and read_badge(graded["grade"]) is not None)


def _topic(text: str) -> str | None:
    """Return the key of what a line names that such reports grade, None where it names nothing of it."""
    if len(text) > _LONGEST:
        return None
    graded = split_badge(text.strip("()")) or split_badge(text)
    named = text if graded is None else graded[0].rstrip(" (|–-")
    return _TOPICS.get(_BESIDE.sub("", fold(named)).strip())


def _each_question(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask a report for each question; a landing page, which states what it likes, for each that it names or grades."""
    if "/publications/" not in (b.page.url or ""):
        yield from each_topic_judged(b, outline)
        return
    found = {judgment.question_key for judgment in b.judgments}
    title = b.page.title
    named = [(block, key) for block in b.blocks if block.text != title and (key := _topic(block.text)) is not None]
    yield from (
        (f"The page names “{block.text}”, and no judgment of it was read.", (block.number,))
        for block, key in named
        if key not in found
    )
    stated = next((block for block in b.blocks if _is_grade(block.text)), None)
    if not found and not named and stated is not None:
        yield f"The page states “{stated.text}”, and no judgment was read.", (stated.number,)


SPEC = replace(
    graded_report(CRIME_DATA_INTEGRITY, _TITLE), proof=(Proof(Strength.CERTAIN, _is_read),), counts=(_each_question,)
)
