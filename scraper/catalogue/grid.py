"""The grid: which pages a complete data set has, organisation by round by page type; and the pages that lead to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from schemas.catalogued import Line, made
from schemas.page_types import PAGE_TYPES, PageFacts, PageType, Place
from schemas.text import slug
from schemas.vocabulary import ROUNDS, Pillar, Round

from .files import FOLDER
from .organisations import ORGANISATIONS, Organisation
from .urls import CANONICAL_HOST, canonical_url, page_id

_BASE = f"https://{CANONICAL_HOST}/"


@dataclass(frozen=True)
class Known:
    """A page beside the grid whose address is known: an index, a table, an irregular address of an assessment.

    `nightly` says that new pages show on it first, so that every run looks at it; `organisation` and `round` are what
    it is about, None where it is about all.
    """

    page_id: str
    url: str
    organisation: str | None
    round: str | None
    nightly: bool


def _known(line: Line) -> tuple[Known, ...]:
    """Return the page of a row; where the row has a programme, the page that each of its organisations of today has.

    Its path then has `{slug}`, or `{name}` for the slug of the full name.
    """
    if not line["programme"]:
        return (_of_path(line, line["path"], line["organisation"] or None),)
    of_today = [o for o in ORGANISATIONS.values() if o.programme == line["programme"] and o.continued_by is None]
    return tuple(_of_path(line, line["path"].format(slug=o.slug, name=slug(o.full_name)), o.id) for o in of_today)


def _of_path(line: Line, path: str, organisation: str | None) -> Known:
    url = canonical_url(_BASE + path)
    return Known(url, url, organisation, line["round"] or None, bool(line["nightly"]))


KNOWN_PAGES: tuple[Known, ...] = tuple(chain.from_iterable(made(_known, "pages", FOLDER)))
"""The pages of `data/pages.csv`."""
INDEX_URLS: tuple[str, ...] = tuple(page.url for page in KNOWN_PAGES if page.nightly)
"""The addresses of the pages on which new ones show first."""


@dataclass(frozen=True)
class Cell:
    """A page that the grid expects; `guessed` says that nobody saw its address, which is formed like those seen."""

    page_id: str
    type: PageType
    assessment: str
    organisation: str
    round: str
    pillar: str | None
    url: str
    guessed: bool = False


def _cell(o: Organisation, r: Round, facts: PageFacts, place: Place, pillar: Pillar | None) -> Cell:
    assessment, name = f"{o.id}/{r.id}", pillar.value if pillar else None
    path = place.path.format(slug=o.slug, pillar=name)
    return Cell(
        str(page_id(facts.type, assessment, name)), facts.type, assessment, o.id, r.id, name, f"{_BASE}{path}/",
        guessed=not (o.verified and place.seen),
    )  # fmt: skip


def _cells(o: Organisation, r: Round) -> Iterator[Cell]:
    """Make the cells of an organisation in a round, type by type as the table of page types has them."""
    for facts in PAGE_TYPES:
        pillars = (*r.pillars, *r.narrative) if facts.of_pillar else (None,)
        for place in facts.places:
            if place.expected and (place.kind, place.round) == (r.kind, r.id):
                yield from (_cell(o, r, facts, place, pillar) for pillar in pillars)


def expected_pages(rounds: set[str] | None = None, organisations: set[str] | None = None) -> Iterator[Cell]:
    """Return the pages of the grid, organisation by organisation and round by round.

    `rounds` and `organisations` (ids) narrow it. What is not inspected in rounds (other bodies, regions) has no cell.
    """
    for o in ORGANISATIONS.values():
        if (organisations is not None and o.id not in organisations) or not o.in_rounds:
            continue
        for r in ROUNDS:
            if (rounds is None or r.id in rounds) and r.kind.value == o.kind and o.in_round(r.id):
                yield from _cells(o, r)


def known_pages(rounds: set[str] | None = None, organisations: set[str] | None = None) -> Iterator[Known]:
    """Return the known pages beside the grid that are not looked at in every run, narrowed to what they are about.

    A page about no organisation, or about no round, is left out where the scope names some.
    """
    for page in KNOWN_PAGES:
        in_round = rounds is None or page.round in rounds
        if not page.nightly and in_round and (organisations is None or page.organisation in organisations):
            yield page
