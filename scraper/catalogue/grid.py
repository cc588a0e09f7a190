"""The grid: which pages a complete data set has, organisation by round by page type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.page_types import PAGE_TYPES, PageFacts, PageType, Place
from schemas.vocabulary import ROUNDS, Pillar, Round

from .organisations import ORGANISATIONS, Organisation
from .urls import CANONICAL_HOST, page_id

_BASE = f"https://{CANONICAL_HOST}/"
ROUND_INDEX_URLS: tuple[str, ...] = tuple(
    _BASE + path
    for path in (
        "peel-assessments/",
        "peel-assessments/what-is-peel/peel-assessments-2021-22/",
        "peel-assessments/what-is-peel/peel-assessments-2023-2025/",
        "fire-and-rescue-services/how-we-inspect-fire-and-rescue-services/2023-25-frs-assessment/",
        "fire-and-rescue-services/how-we-inspect-fire-and-rescue-services/2025-27-frs-assessment/",
    )
)
# Forces and services that a round did not inspect: absent by design, not unexplained. The fire services of
# Wales are not inspected at all and so are not in the catalogue.
NOT_INSPECTED: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Cell:
    """A page that the grid expects."""

    page_id: str
    type: PageType
    assessment: str
    organisation: str
    round: str
    pillar: str | None
    url: str


def _cell(o: Organisation, r: Round, facts: PageFacts, place: Place, pillar: Pillar | None) -> Cell:
    assessment, name = f"{o.id}/{r.id}", pillar.value if pillar else None
    path = place.path.format(slug=o.slug, pillar=name)
    return Cell(str(page_id(facts.type, assessment, name)), facts.type, assessment, o.id, r.id, name, f"{_BASE}{path}/")


def _cells(o: Organisation, r: Round) -> Iterator[Cell]:
    """Make the cells of an organisation in a round, type by type as the table of page types has them."""
    for facts in PAGE_TYPES:
        pillars = (*r.pillars, *r.narrative) if facts.of_pillar else (None,)
        for place in facts.places:
            if place.expected and (place.kind, place.round) == (r.kind, r.id):
                yield from (_cell(o, r, facts, place, pillar) for pillar in pillars)


def expected_pages(
    rounds: set[str] | None = None, organisations: set[str] | None = None, verified_only: bool = True
) -> Iterator[Cell]:
    """Return the pages of the grid, organisation by organisation and round by round.

    `rounds` and `organisations` (ids) narrow it; a service whose slug was never seen in a real address is
    left out unless `verified_only` is False, so that a guessed address never counts as unexplained.
    """
    for o in ORGANISATIONS.values():
        if (organisations is not None and o.id not in organisations) or (verified_only and not o.verified):
            continue
        for r in ROUNDS:
            wanted = rounds is None or r.id in rounds
            if wanted and r.kind.value == o.kind and o.in_round(r.id) and (o.id, r.id) not in NOT_INSPECTED:
                yield from _cells(o, r)
