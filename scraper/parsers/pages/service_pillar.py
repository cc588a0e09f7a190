"""A pillar's page of a fire and rescue service, rounds 2018/19 and 2021/22.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2021/london/people/
As a force's, but questions may be headed by their short names (docs/layouts.md, 8 and 10).
"""

from __future__ import annotations

from schemas.vocabulary import OrganisationKind
from scraper.parsers.spec import of_body, sibling

from . import pillar

SPEC = sibling(pillar.SPEC, "service-pillar", era=of_body(OrganisationKind.FIRE), headed_by_name=True)
