"""A fire and rescue service's page, rounds 2018/19 and 2021/22.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2021/avon/
As a force's page, with the pillar people instead of legitimacy; the summary is the inspector's, questions may be headed
by their short names (docs/layouts.md, 8).
"""

from __future__ import annotations

from schemas.vocabulary import OrganisationKind
from scraper.parsers.spec import of_body, sibling

from . import force

SPEC = sibling(force.SPEC, "service", era=of_body(OrganisationKind.FIRE), headed_by_name=True)
