"""The detailed findings under a pillar's questions, round 2018/19.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2018/gwent/efficiency/detailed-findings/
As the pillar's page, with areas for improvement before the prose and a fixed lead-in (docs/layouts.md, 10).
"""

from __future__ import annotations

from schemas.page_types import FINDINGS
from scraper.parsers.spec import Proof, Strength, promised, sibling

from . import pillar

SPEC = sibling(
    pillar.SPEC,
    "findings",
    facts=FINDINGS,
    proof=(
        Proof(Strength.PROMISED, promised(FINDINGS)),
        Proof(Strength.LIKELY, pillar.is_detailed),
    ),
)
