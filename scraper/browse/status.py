"""`peel status`: the grid on the terminal, a line an organisation, a letter a cell."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from dataclasses import replace

import click

from schemas.vocabulary import organisation_of
from scraper.errors import PeelError
from scraper.fetcher.scope import Scope
from scraper.loader.database import reading
from scraper.settings import Settings

from .freshness import fresh_lines
from .grid import MEANING, TYPES, Grid, Place, State, lay
from .lastrun import last_run_lines
from .terminal import WIDTH
from .words import plain

# A cell is all pages of a type in a round: a letter for what they are, a small one where they are only in part.
_LETTERS: dict[State, str] = {
    State.LOADED: "L",
    State.GONE: "G",
    State.NOT_PUBLISHED: "-",
    State.GUESSED: "?",
    State.UNEXPLAINED: "M",
}
_PART, _ABSENT = "l", "·"
_LEGEND = (
    "L loaded, l some of its pages, M missing without an explanation, ? its address is a guess, G gone from the site (kept), "
    "- no page at that address, · none by design",
    "A assessment, P pillars, F detailed findings, O other reports, R long report",
)


def status(settings: Settings, scope: Scope, missing: bool) -> None:
    """Print the grid of a database, how fresh it is and how the last run ended, or with `missing` each page that is not there and why.

    `scope` narrows both by round and organisation. Where the runs' database can't be read, the rest is printed all the same, and
    what is wrong with it is raised (PeelError) at the end.
    """
    db = settings.db
    with reading(db) as opened:
        grid = within(lay(opened, db), scope)
    fault, lines = grid.fault, missing_lines(grid) if missing else grid_lines(grid)
    if not missing:
        try:
            fresh, ended = fresh_lines(settings, scope), last_run_lines(db)
            lines += ["", *fresh, *([""] if ended else []), *ended]
        except PeelError as error:
            fault = error
            lines += ["", "how fresh it is: not known"]
    for line in lines:
        click.echo(line)
    if fault is not None:
        raise fault


def within(grid: Grid, scope: Scope) -> Grid:
    """Return the part of a grid that a scope covers."""
    places = [place for place in grid.places if scope.covers(place.cell.round, place.cell.organisation)]
    beyond = [page for page in grid.beyond if scope.covers(page.split("/")[2], organisation_of(page))]
    return replace(grid, places=places, beyond=beyond, apart=grid.apart if scope.is_whole else 0)


def grid_lines(grid: Grid) -> list[str]:
    """Return the grid as lines: per body a head, a line an organisation; then the legend and the totals."""
    lines: list[str] = []
    for kind in ("police", "fire"):
        places = [place for place in grid.places if place.cell.organisation.startswith(f"{kind}/")]
        lines += _body(places) if places else []
    return [*lines, *(part for line in (*_LEGEND, *_totals(grid)) for part in _parts(line))]


def _parts(line: str) -> list[str]:
    """Return a sentence in lines of at most 80 columns, unless an id is longer."""
    return textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def missing_lines(grid: Grid) -> list[str]:
    """Return a line for each page that is not there, and each address that no rule knows; then their numbers.

    Where the runs' database can't be read, a line says so.
    """
    lines = [_missing(place) for place in grid.missing()] + [f"of no known kind  {url}" for url in grid.unknown]
    if grid.fault:
        lines.append("what the last runs met is not known")
    counts = grid.counts()
    told = f"{counts[State.UNEXPLAINED]} pages are missing without an explanation"
    if counts[State.GUESSED]:
        told += f", {counts[State.GUESSED]} more have an address that is a guess"
    if grid.unknown:
        told += f"; {len(grid.unknown)} addresses that pages of the site link to are of no known kind"
    return [*(plain(line) for line in lines), told]


def _missing(place: Place) -> str:
    guess = "a guess" if place.state is State.GUESSED else None
    reason = ", ".join(part for part in (place.reason, guess) if part)
    return f"{place.cell.page_id}  {reason}  {place.cell.url}"


def _body(places: list[Place]) -> list[str]:
    columns: list[tuple[str, str]] = []
    rows: dict[str, dict[tuple[str, str], list[State]]] = defaultdict(lambda: defaultdict(list))
    for place in places:
        column = (place.cell.round, TYPES[place.cell.type])
        if column not in columns:
            columns.append(column)
        rows[place.cell.organisation][column].append(place.state)
    columns.sort(key=lambda column: (column[0], list(TYPES.values()).index(column[1])))
    rounds = list(dict.fromkeys(column[0] for column in columns))
    groups = {name: [column for column in columns if column[0] == name] for name in rounds}
    width = max((len(name) for name in rows), default=0)
    heads = ["".join(letter for _, letter in groups[name]) for name in rounds]
    names = _names(rounds, width)
    sizes = [max(len(name), len(head)) for name, head in zip(names, heads, strict=True)]
    lines = [_line("", names, width, sizes), _line("", heads, width, sizes)]
    for name, cells in rows.items():
        texts = ["".join(_letter(cells.get(column, [])) for column in groups[r]) for r in rounds]
        lines.append(_line(name, texts, width, sizes))
    return [*lines, ""]


def _names(rounds: list[str], width: int) -> list[str]:
    """Return the heads of the rounds, those of several years without the century where 80 columns would not do."""
    if width + 1 + sum(len(name) + 1 for name in rounds) <= WIDTH:
        return rounds
    return [name[2:] if "-" in name else name for name in rounds]


def _line(name: str, texts: list[str], width: int, sizes: list[int]) -> str:
    cells = (text.ljust(size) for text, size in zip(texts, sizes, strict=True))
    return f"{name.ljust(width)}  {' '.join(cells)}".rstrip()


def _letter(states: list[State]) -> str:
    """Return the letter of a cell: none of it by design, one state for all, or a part loaded."""
    found = Counter(states)
    if not found:
        return _ABSENT
    if len(found) == 1:
        return _LETTERS[states[0]]
    if found[State.LOADED]:
        return _PART
    return next(_LETTERS[state] for state in (State.UNEXPLAINED, State.GUESSED, State.GONE) if found[state])


def _totals(grid: Grid) -> list[str]:
    counts = grid.counts()
    total = len(grid.places)
    parts = ", ".join(f"{counts[state]} {MEANING[state]}" for state in State if counts[state])
    lines = [f"{total} pages expected: {parts}"]
    if grid.beyond:
        lines.append(f"{len(grid.beyond)} pages are loaded beyond the grid, e.g. {plain(grid.beyond[0])}")
    if grid.apart:
        lines.append(f"{grid.apart} loaded pages are of no assessment (publications, overviews …)")
    if grid.unknown:
        lines.append(f"{len(grid.unknown)} addresses that pages of the site link to are of no known kind")
    if counts[State.UNEXPLAINED]:
        lines.append("`peel status --missing` lists what is missing")
    return lines
