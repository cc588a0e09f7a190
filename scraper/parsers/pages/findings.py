"""The detailed findings under a pillar's questions, round 2018/19.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2018/gwent/efficiency/detailed-findings/
As the pillar's page, with areas for improvement before the prose and a fixed lead-in (docs/layouts.md, 10).
"""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.page_types import FINDINGS
from scraper.parsers.evidence import Evidence
from scraper.parsers.spec import Proof, Strength, all_of, has_role, promised, sibling

from . import pillar

_LEAD_IN = re.compile(r"detailed findings", re.I)


def _leads_in(e: Evidence) -> bool:
    return any(_LEAD_IN.search(block.text) for block in e.blocks[:60])


SPEC = sibling(
    pillar.SPEC,
    "findings",
    facts=FINDINGS,
    proof=(
        Proof(Strength.PROMISED, promised(FINDINGS)),
        Proof(Strength.LIKELY, all_of(has_role(Role.QUESTIONS), _leads_in)),
    ),
)
