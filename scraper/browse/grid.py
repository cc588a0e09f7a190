"""What of the whole catalogue is loaded: the grid of the catalogue laid over a database and the last runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from schemas.page_types import PAGE_TYPES, PageType
from scraper.catalogue.grid import Cell, expected_pages
from scraper.errors import PeelError
from scraper.store.file import reading, state_path
from scraper.store.outcomes import NOT_PUBLISHED, OBTAINED, TROUBLES
from scraper.store.sqlite import Database

_Row = tuple[str, str | None, str, str | None]
"""A row of the runs' database."""


class State(StrEnum):
    """What became of a page that the grid expects."""

    LOADED = "loaded"
    GONE = "gone"
    NOT_PUBLISHED = "not_published"
    GUESSED = "guessed"
    UNEXPLAINED = "unexplained"


MEANING: dict[State, str] = {
    State.LOADED: "loaded",
    State.GONE: "gone from the site; what it said is kept",
    State.NOT_PUBLISHED: "the site has no page at this address",
    State.GUESSED: "not there; their addresses are formed by rule, nobody has seen them",
    State.UNEXPLAINED: "missing without an explanation",
}


@dataclass(frozen=True)
class Place:
    """A page of the grid with what became of it; `reason` is the last run's word on a page that is missing."""

    cell: Cell
    state: State
    reason: str | None = None


@dataclass(frozen=True)
class Grid:
    """The grid: its places, the loaded pages of assessments that it does not expect, and addresses that no rule knows.

    `apart` counts the loaded pages of no assessment: publications, overviews, lists. `fault` is why nothing is known of the last runs, where their database can't be read.
    """

    places: list[Place]
    beyond: list[str]
    unknown: list[str]
    fault: PeelError | None = None
    apart: int = 0

    def counts(self) -> Counter[State]:
        """Return how many places are in each state."""
        return Counter(place.state for place in self.places)

    def missing(self) -> list[Place]:
        """Return the places that are missing without an explanation, then those whose address is a guess."""
        found = [place for place in self.places if place.state in {State.UNEXPLAINED, State.GUESSED}]
        return sorted(found, key=lambda place: place.state is State.GUESSED)


def lay(db: Database, path: Path) -> Grid:
    """Return the grid of an open database; `path` is its file, beside which the runs' database is looked for."""
    pages = dict(db.conn.execute("SELECT id, gone_at FROM pages").fetchall())
    fault: PeelError | None = None
    told, unknown, shown = {}, [], []
    try:
        told, unknown = _told(state_path(path)), read_state(state_path(path), _UNKNOWN)
        shown = read_state(state_path(path), _SHOWN)
    except PeelError as error:
        fault = error
    cells = list(expected_pages())
    expected = {cell.page_id for cell in cells}
    unasked = "never asked for" if fault is None else _NOT_KNOWN
    led_to = {page for _, _, page, _ in shown}
    beyond = db.conn.execute("SELECT id FROM pages WHERE assessment IS NOT NULL ORDER BY id")
    return Grid(
        [_place(cell, pages, told, unasked, is_shown=cell.page_id in led_to) for cell in cells],
        [key for (key,) in beyond if key not in expected],
        [str(url) for url, *_ in unknown],
        fault,
        db.execute("SELECT count(*) FROM pages WHERE assessment IS NULL").fetchone()[0],
    )


_NOT_KNOWN = "not known whether it was asked for"
_UNKNOWN = "SELECT url, NULL, page, NULL FROM frontier WHERE tier = 'unexplained' ORDER BY url"


_SHOWN = "SELECT index_page, NULL, page, NULL FROM shown"
_Told = dict[str, tuple[str, str | None]]


def _place(cell: Cell, pages: dict[str, str | None], told: _Told, unasked: str, *, is_shown: bool) -> Place:
    if cell.page_id in pages:
        return Place(cell, State.GONE if pages[cell.page_id] else State.LOADED)
    outcome, reason = told.get(cell.page_id) or told.get(cell.url) or (None, None)
    if NOT_PUBLISHED in {outcome, reason}:
        why = "an index of the site leads to it, and its address has no page"
        return Place(cell, State.UNEXPLAINED, why) if is_shown else Place(cell, State.NOT_PUBLISHED, reason)
    if outcome == "gone":
        return Place(cell, State.GONE, reason)
    state = State.GUESSED if cell.guessed else State.UNEXPLAINED
    if outcome is None or outcome in OBTAINED:
        return Place(cell, state, unasked if outcome is None else None)
    return Place(cell, state, f"{outcome}: {reason}" if reason else outcome)


def _told(path: Path) -> _Told:
    """Return what the site last told of each page and address, or where it never did, what went wrong last.

    Empty where there is no runs' database. Raises StateError where it can't be read.
    """
    rows = read_state(path, "SELECT page, url, outcome, reason FROM outcomes ORDER BY at")
    told: _Told = {}
    for page, url, outcome, reason in rows:
        for key in (page, url):
            if key and (outcome not in TROUBLES or told.get(key, (outcome,))[0] in TROUBLES):
                told[key] = (outcome, reason)
    return told


def read_state(path: Path, sql: str, values: tuple[str, ...] = ()) -> list[_Row]:
    """Return the rows of a query on the runs' database, without writing to it; none where there is none.

    Raises PeelError where it can't be read.
    """
    with reading(path) as state:
        return state.execute(sql, values).fetchall() if state is not None else []


TYPES: dict[PageType, str] = {facts.type: facts.column for facts in PAGE_TYPES if facts.column}
"""The page types of the grid with the letter of their column."""
