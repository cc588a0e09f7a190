"""A report on one body that belongs to no programme of its own: British Transport Police, and whatever is to come.

Sample: …/publication-html/inspection-into-british-transport-police-effectiveness-efficiency-and-legitimacy/
The layout of a long report. A text about one body is one where it states grades or asks for something; without both it
is a publication (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.labels import ASKS, Role
from schemas.page_types import SPECIAL, PageType
from scraper.parsers.counts import as_contents_list
from scraper.parsers.dates import PUBLISHED
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import read_badge
from scraper.parsers.inspections import is_of_rounds, names_in_full
from scraper.parsers.spec import Proof, Strength

from . import long_report
from ._inspection import graded_report

_OF_REPORTS = ASKS | {Role.SUMMARY, Role.OUR_JUDGMENTS}
"""What only a report has: what it asks for, the heads of its front."""
_NO_FORM = re.compile(r"$^")  # such titles have nothing in common


def _is_text(e: Evidence) -> bool:
    if e.address is None:
        return e.says(PUBLISHED, within=30, shorter_than=60)
    return e.promised is PageType.PUBLICATION


def _is_read(e: Evidence) -> bool:
    if e.heading is not None or is_of_rounds(e) or not _is_text(e) or names_in_full(e) is None:
        return False
    return not _OF_REPORTS.isdisjoint(e.roles) or any(read_badge(block.text) is not None for block in e.blocks)


SPEC = replace(
    graded_report(SPECIAL, _NO_FORM),
    proof=(Proof(Strength.CERTAIN, _is_read),),
    counts=(*long_report.SPEC.counts, as_contents_list),
)
