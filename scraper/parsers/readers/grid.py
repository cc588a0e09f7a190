"""A table of a page as rows and columns: by the paths of its cells, by its grid where cells span others' places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from schemas.vocabulary import BlockKind
from scraper.document.blocks import RawBlock
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line

from .states import NOW, State

_CELL = re.compile(
    r"(?P<row>(?P<table>.*/table\[\d+\])/(?:.*/)?tr\[\d+\])/(?P<tag>t[dh])\[(?P<index>\d+)\]"
)  # in the path of a block; of tables in one another the innermost


TICK = re.compile(r"^(?:[✓✔☑✅xX×•*]|yes|tick)$", re.I)
"""What stands in the column of a grade for it."""


class Cell(NamedTuple):
    """A line that stands in a cell: its column, the cell's tag, what it states, over how many columns it stands.

    `state` is that of the grade by the cell's own words.
    """

    column: int
    tag: str
    line: Line
    stated: Stated | None
    width: int = 1
    state: State = NOW


_IN_CELLS = frozenset({BlockKind.TABLE_CELL, BlockKind.LIST_ITEM, BlockKind.TERM})
Row = list[Cell]
_Placed = tuple[str, str, int, Line]  # the path of a cell's row, its tag, its place among those of its tag, its line


def table_of(line: Line) -> str | None:
    """Return the path of the table in whose cell a line stands, also as an item of a list in it; None for any other line."""
    match = _CELL.match(line.block.path) if line.block.kind in _IN_CELLS else None
    return match["table"] if match else None


def figure_of(line: Line) -> str | None:
    """Return the path of the figure in which a line stands, of figures in one another the innermost; None for any other line."""
    before, figure, rest = line.block.path.rpartition("figure[")
    return f"{before}{figure}{rest.partition(']')[0]}]" if figure else None


def row_of(line: Line) -> str | None:
    """Return the path of the row in whose cell a line stands; None for any other line."""
    match = _CELL.match(line.block.path)
    return match["row"] if match else None


def are_of_one_row(line: Line, other: Line) -> bool:
    """Return whether two lines stand in cells of one row of a table."""
    ours = row_of(line)
    return ours is not None and ours == row_of(other)


def heads_above(blocks: list[RawBlock], line: Line) -> tuple[list[RawBlock], list[str]]:
    """Return what heads a table in whose cell a line stands, the block right above it and its caption, and what stands above its row in it.

    That is the caption and the first row: what is in the line's own row heads nothing. Nothing at all is returned where it stands in no cell.
    """
    match = _CELL.match(line.block.path) if line.block.kind in _IN_CELLS else None
    if match is None:
        return [], []
    place, table = line.number - 1, f"{match['table']}/"
    while place and blocks[place - 1].path.startswith(table):
        place -= 1
    above = blocks[place : line.number]
    rows = [found["row"] for block in above if (found := _CELL.match(block.path)) is not None]
    first = f"{rows[0]}/"
    in_first = first == f"{match['row']}/"
    captions = [block for block in above if is_caption(block)]
    heads = [block.text for block in above if is_caption(block) or (block.path.startswith(first) and not in_first)]
    return [*(blocks[place - 1 : place] if place else []), *captions], heads


def is_caption(block: RawBlock) -> bool:
    """Return whether a block is the caption of a table."""
    return "/caption[" in block.path


def rows_of(lines: Iterable[Line]) -> list[Row]:
    """Return the rows of a table's lines; a cell that spans rows stands in each of them."""
    cells: list[_Placed] = []
    for line in lines:
        match = _CELL.match(line.block.path)
        assert match is not None
        cells.append((match["row"], match["tag"], int(match["index"]), line))
    if cells[0][3].block.spot is None:
        return [_row(list(row)) for _, row in groupby(cells, key=itemgetter(0))]
    return _laid_out(cells)


def _row(cells: list[_Placed]) -> Row:
    """Return the cells of a row; its heading cells stand before its others, which no grid says."""
    heads = max((index for _, tag, index, _ in cells if tag == "th"), default=0)
    return [Cell(index if tag == "th" else index + heads, tag, line, line.stated) for _, tag, index, line in cells]


def _laid_out(cells: list[_Placed]) -> list[Row]:
    """Return the rows of a table with cells that span others' places: those in which a cell of theirs begins."""
    rows: defaultdict[int, Row] = defaultdict(list)
    own = set()
    for _, tag, _, line in cells:
        spot = line.block.spot
        if spot is not None:
            own.add(spot.row)
            for row in range(spot.row, spot.row + spot.height):
                rows[row].append(Cell(spot.column, tag, line, line.stated, spot.width))
    return [sorted(rows[row], key=itemgetter(0)) for row in sorted(own)]


def is_head(row: Row) -> bool:
    """Return whether a table's first row heads its columns: all heading cells, or words that are no entry."""
    stated = [cell.stated is not None for cell in row]
    return all(cell.tag == "th" for cell in row) or not any(stated) or all(stated)


def columns_of(head: list[Row]) -> dict[int, Row]:
    """Return the heading cells of each column, from the top; one that spans columns heads them all."""
    columns: defaultdict[int, Row] = defaultdict(list)
    for row in head:
        for cell in row:
            for place in range(cell.column, cell.column + cell.width):
                if cell not in columns[place]:
                    columns[place].append(cell)
    return dict(columns)


def turned(rows: list[Row], names_area: Callable[[str], object]) -> list[Row]:
    """Return the rows of a table that has areas side by side and their grades below them, as rows of an area and its grade.

    Its two rows may have a label in front of each, which then heads a column. `names_area` tells what a text names.
    """
    if len(rows) != 2:
        return rows
    below = {cell.column: cell for cell in rows[1]}
    areas = [cell for cell in rows[0] if names_area(cell.line.text)]
    pairs = [(cell, below.pop(cell.column)) for cell in areas if cell.column in below]
    if len(pairs) < 2 or any(grade.stated is None for _, grade in pairs):
        return rows
    labels = [[cell for cell in rows[0] if cell not in areas], list(below.values())]
    first = pairs[0][0].column
    if len(pairs) < len(areas) or any(
        len(each) > 1 or any(c.stated or c.column > first for c in each) for each in labels
    ):
        return rows
    head = [[cell._replace(column=place, tag="th") for place, each in enumerate(labels) for cell in each]]
    beside = [[area._replace(column=0, tag="td"), grade._replace(column=1, tag="td")] for area, grade in pairs]
    return (head if head[0] else []) + beside


def are_moved(body: list[Row], grades: Iterable[int]) -> bool:
    """Return whether what stands below the columns of grades may have moved to the left, as where a copy left empty cells out.

    So may it where all ticks of several rows stand below the first grade; and where rows differ in length, so that their number of
    cells proves no column, and the tick, or the areas of each row without a gap, stand below the first grades.
    """
    places = sorted(grades)
    ragged = any(cell.line.block.spot is not None for row in body for cell in row)
    ticks = [cell.column for row in body for cell in row if TICK.match(cell.line.text)]
    if ticks:
        return (ragged or len(ticks) > 1) and set(ticks) == {places[0]}
    filled = [sorted({cell.column for cell in row if cell.column >= places[0]}) for row in body]
    return ragged and all(row == places[: len(row)] for row in filled) and any(row != places for row in filled)
