"""A report on vetting, professional standards and counter-corruption in a force, from late 2023 on.

Sample: …/publication-html/{force}-integrity-inspection/
Three topics, each graded, in the layout of a long report (docs/layouts.md, 17).
"""

from __future__ import annotations

import re

from schemas.page_types import INTEGRITY

from ._inspection import graded_report

SPEC = graded_report(
    INTEGRITY, re.compile(r"\bintegrity inspection\b|\binspection of (?:the )?(?:police )?integrity\b")
)
