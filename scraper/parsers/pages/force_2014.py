"""A force's page of 2014: three clauses instead of headline sentences.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2014/durham/
The effectiveness clause grades three areas, not the pillar; legitimacy has no grade; what is below is as in later
rounds (docs/layouts.md, 3). The early state has its title as `{Area} PEEL 2014` and the inspector before the intro.
"""

from __future__ import annotations

from schemas.vocabulary import OrganisationKind
from scraper.parsers.readers.clauses import is_clause, judge_with_areas, read_clauses
from scraper.parsers.readers.preamble import opening
from scraper.parsers.spec import in_rounds, sibling

from . import force

SPEC = sibling(
    force.SPEC,
    "force-2014",
    era=in_rounds(OrganisationKind.POLICE, "2014"),
    opening=opening(is_clause, read_clauses),
    closing=judge_with_areas,
)
