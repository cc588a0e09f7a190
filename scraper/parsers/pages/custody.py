"""A report on the custody of a force: recommendations, causes of concern, areas for improvement, and no grade.

Sample: …/publication-html/{force}-joint-inspection-of-police-custody/
A text in parts of its own (docs/layouts.md, 17).
"""

from __future__ import annotations

import re

from schemas.page_types import CUSTODY

from ._inspection import ungraded_report

SPEC = ungraded_report(
    CUSTODY, re.compile(r"\bpolice custody(?: suites| facilities)?\b|\bcustody services\b|\bcustody inspection\b")
)
