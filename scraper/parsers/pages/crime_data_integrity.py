"""A report on how a force records crime, 2016 to 2020: an overall judgment and three questions, each graded.

Sample: …/publication-html/wiltshire-crime-data-integrity-inspection-2018/
Most of these reports are PDF; their landing page is read where it states grades. Scale of four (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.page_types import CRIME_DATA_INTEGRITY, PageType
from scraper.parsers.evidence import Evidence
from scraper.parsers.inspections import reports_on_one
from scraper.parsers.spec import Proof, Strength

from ._inspection import graded_report, states_grades

_TITLE = re.compile(r"\bcrime data integrity (?:re-?)?inspection\b")
_is_on_one = reports_on_one(CRIME_DATA_INTEGRITY, _TITLE)


def _is_read(e: Evidence) -> bool:
    """Return whether the page is such a report; a landing page is where it states grades."""
    return _is_on_one(e) and (e.promised is not PageType.LANDING or states_grades(e))


SPEC = replace(graded_report(CRIME_DATA_INTEGRITY, _TITLE), proof=(Proof(Strength.CERTAIN, _is_read),), counts=())
