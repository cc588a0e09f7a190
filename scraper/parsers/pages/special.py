"""A report on one body that belongs to no programme of its own: British Transport Police, and whatever is to come.

Sample: …/publication-html/inspection-into-british-transport-police-effectiveness-efficiency-and-legitimacy/
The layout of a long report. A text about one body is one where it states grades or asks for something; without both it
is a publication (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.labels import ASKS
from schemas.page_types import SPECIAL, PageType
from scraper.parsers.dates import PUBLISHED
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge
from scraper.parsers.inspections import is_of_rounds
from scraper.parsers.spec import Proof, Strength
from scraper.parsers.titles import only_one

from . import long_report
from ._inspection import graded_report

_NO_FORM = re.compile(r"$^")  # such titles have nothing in common


def _is_text(e: Evidence) -> bool:
    if e.address is None:
        return e.says(PUBLISHED, within=30, shorter_than=60)
    return e.promised is PageType.PUBLICATION


def _is_read(e: Evidence) -> bool:
    title = e.title_of_text
    if e.heading is not None or is_of_rounds(e) or not _is_text(e) or title is None or only_one(title.text) is None:
        return False
    return not ASKS.isdisjoint(e.roles) or any(read_badge(block.text) is not None for block in e.blocks)


SPEC = replace(
    graded_report(SPECIAL, _NO_FORM), proof=(Proof(Strength.CERTAIN, _is_read),), counts=long_report.SPEC.counts
)
