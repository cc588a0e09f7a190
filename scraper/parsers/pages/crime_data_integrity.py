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
from schemas.vocabulary import OrganisationKind, Programme
from scraper.parsers.builder import Builder
from scraper.parsers.counts import each_topic_judged
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge
from scraper.parsers.inspections import reports_on_one
from scraper.parsers.outline import Outline
from scraper.parsers.spec import Lack, Proof, Strength

from ._inspection import graded_report

_TITLE = re.compile(r"\bcrime data integrity (?:re-?)?inspection\b")
_TOPICS = frozenset(
    fold(name)
    for topic in questions_of(OrganisationKind.POLICE, Programme.CRIME_DATA_INTEGRITY)
    for name in (topic.label, *topic.names)
)
_is_on_one = reports_on_one(CRIME_DATA_INTEGRITY, _TITLE)


def _is_read(e: Evidence) -> bool:
    """Return whether the page is such a report; a landing page is where it states grades, or names what is graded."""
    return _is_on_one(e) and (e.promised is not PageType.LANDING or any(_is_of_judgment(b.text) for b in e.blocks))


def _is_of_judgment(text: str) -> bool:
    return read_badge(text) is not None or fold(text) in _TOPICS


def _each_question(b: Builder, outline: Outline) -> Iterator[Lack]:
    """Ask a report for each question; a landing page states what it likes."""
    if "/publications/" not in (b.page.url or ""):
        yield from each_topic_judged(b, outline)


SPEC = replace(
    graded_report(CRIME_DATA_INTEGRITY, _TITLE), proof=(Proof(Strength.CERTAIN, _is_read),), counts=(_each_question,)
)
