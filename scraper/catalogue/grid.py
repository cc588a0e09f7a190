"""The grid: which pages a complete data set has, organisation by round by page type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemas.vocabulary import ROUNDS, PageType, Round

from .organisations import ORGANISATIONS, Organisation
from .urls import CANONICAL_HOST, page_id

_BASE = f"https://{CANONICAL_HOST}/"
_YEAR_PATH = {
    ("police", "2014"): "peel-assessments/peel-2014",
    ("police", "2015"): "peel-assessments/peel-2015",
    ("police", "2016"): "peel-assessments/peel-2016",
    ("police", "2017"): "peel-assessments/peel-2017",
    ("police", "2018-19"): "peel-assessments/peel-2018",
    ("fire", "2018-19"): "frs-assessment/frs-2018",
    ("fire", "2021-22"): "frs-assessment/frs-2021",
}
_REPORT_PATH = {
    ("police", "2021-22"): "peel-reports/{slug}-2021-22",
    ("police", "2023-25"): "peel-reports/{slug}-2023-25",
    ("fire", "2023-25"): "frs-assessments/{slug}-2023-2025",
}
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


def _cell(o: Organisation, r: Round, page_type: PageType, pillar: str | None, path: str) -> Cell:
    assessment = f"{o.id}/{r.id}"
    key = page_id(page_type, assessment, pillar)
    return Cell(str(key), page_type, assessment, o.id, r.id, pillar, f"{_BASE}{path}/")


def _cells(o: Organisation, r: Round) -> Iterator[Cell]:
    if r.long_report:
        path = _REPORT_PATH[r.kind.value, r.id].format(slug=o.slug)
        yield _cell(o, r, PageType.REPORT, None, path)
        return
    base = f"{_YEAR_PATH[r.kind.value, r.id]}/{o.slug}"
    yield _cell(o, r, PageType.ASSESSMENT, None, base)
    for pillar in (*r.pillars, *r.narrative):
        yield _cell(o, r, PageType.PILLAR, pillar.value, f"{base}/{pillar.value}")
        if r.kind.value == "police" and r.id == "2018-19":
            yield _cell(o, r, PageType.FINDINGS, pillar.value, f"{base}/{pillar.value}/detailed-findings")
    if r.kind.value == "police" and r.id in {"2014", "2015", "2016"}:
        yield _cell(o, r, PageType.OTHER_REPORTS, None, f"{base}/other-reports")


def expected_pages(
    rounds: set[str] | None = None, organisations: set[str] | None = None, verified_only: bool = True
) -> Iterator[Cell]:
    """Give the pages of the grid, organisation by organisation and round by round.

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
