"""A report on child protection in a force, and the one of a second look at it, 2014 on.

Sample: …/publication-html/cleveland-national-child-protection-inspection-january-2025/
Since the method of February 2024 five topics are graded, in the layout of a long report. Before that, and in
re-inspections, a text in numbered parts with recommendations and no grade; its tables count the files that were good.
The title names the force by its area: `Derbyshire – National child protection re‑inspection` (docs/layouts.md, 17).
"""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.labels import Role
from schemas.page_types import CHILD_PROTECTION
from scraper.parsers.evidence import Evidence
from scraper.parsers.spec import Whose

from ._inspection import graded_report, states_grades, ungraded_report

_TITLE = re.compile(r"\bnational child protection (?:re-?)?inspections?\b")
_GRADED_SINCE = "2024-02"


def _is_ungraded(whose: Whose, e: Evidence) -> bool:
    month = whose.round.id if whose.round else ""
    since = month[:1].isdigit() and month >= _GRADED_SINCE
    return not (since or Role.OUR_JUDGMENTS in e.roles or states_grades(e))


SPEC = graded_report(CHILD_PROTECTION, _TITLE)
_BEFORE = ungraded_report(CHILD_PROTECTION, _TITLE)
SPECS = (SPEC, replace(_BEFORE, name="child-protection-ungraded", era=_is_ungraded, base=SPEC))
