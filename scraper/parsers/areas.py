"""Which lines of a long report head its areas: the areas of one page are headed in one way.

The same name stands in the table of grades, in lists of what is inspected, as a sub-heading, and above the area
itself. The strongest kind of line that names at least three areas heads them; levels decide among headings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, BlockKind

from .lines import Line, LineKind

_STRENGTH: dict[BlockKind, int] = {
    BlockKind.HEADING: 0,
    BlockKind.TERM: 0,
    BlockKind.PARAGRAPH: 1,
    BlockKind.TABLE_CELL: 2,
    BlockKind.LIST_ITEM: 3,
}
_WEAKEST = 4
_PLAIN_HEADS = frozenset({"area", "areas", "question", "grade", "grades", "judgment", "judgement", "score"})
"""Heads of columns that say no more than that there are areas and grades."""
_ENOUGH = 3  # areas that lines of one kind must name; a sub-heading or two may bear an area's name


class AreaHeadings:
    """Tells of each line that names an area whether it heads one; `lines` are all lines of the page."""

    def __init__(self, lines: Iterable[Line]) -> None:
        rows: dict[str, set[str]] = defaultdict(set)
        named: list[Line] = []
        levels: set[int] = set()
        beside: set[str] = set()
        for line in lines:
            if line.block.kind is BlockKind.TABLE_CELL:
                row, _, cell = line.block.path.rpartition("/t")
                if "/" in cell:  # one of several paragraphs of a cell
                    cell = cell[: cell.index("/")]
                rows[row].add(cell)
                if (line.stated or line.question) and not cell.endswith("[1]"):
                    beside.add(_table(row))
            if line.block.level is not None and line.block.level > 1:
                levels.add(line.block.level)
            if line.kind is LineKind.QUESTION:
                named.append(line)
        self._shared = {row for row, cells in rows.items() if len(cells) > 1}
        self._grids = beside | _grids(rows, self._shared)
        self.flat = len(levels) < 2
        """Whether all headings are of one level, so that none says what it is part of."""
        self._depth: int | None = None
        self._strength = self._strongest(named)

    def _strongest(self, named: list[Line]) -> int:
        keys: dict[int, set[str]] = defaultdict(set)
        for line in named:
            if line.question is not None and not self.is_in_row(line):
                keys[_STRENGTH.get(line.block.kind, _WEAKEST)].add(line.question.key)
        most = min((s for s, found in keys.items() if len(found) >= _ENOUGH), default=None)
        return min(keys, default=0) if most is None else most

    def is_in_row(self, line: Line) -> bool:
        """Return whether a line is a cell beside others, or below columns: an entry of a table."""
        if line.block.kind is not BlockKind.TABLE_CELL:
            return False
        row = line.block.row_path
        return row in self._shared or _table(row) in self._grids

    def is_below_heads(self, name: Line, body: list[Line]) -> bool:
        """Return whether a name is a cell of a table whose columns have heads that may say whose its grades are, or of when.

        `body` are the lines before it, itself the last.
        """
        table = f"{_table(name.block.path)}/"
        heads = (line.text for line in body if line.question is None and line.block.path.startswith(table))
        return self.is_in_row(name) and any(fold(head) not in _PLAIN_HEADS for head in heads)

    @property
    def depth(self) -> int | None:
        """The level of the areas' headings, None where they have none or none was met yet."""
        return self._depth

    def heads(self, line: Line, front: bool, inside: bool, level_now: int | None) -> bool:
        """Return whether a line that names an area heads one.

        `front` says that no section but the summary was opened yet, `inside` that an area is open, `level_now` is
        the level of the open section's heading.
        """
        level = line.block.level
        if self.is_in_row(line):
            return False
        if _STRENGTH.get(line.block.kind, _WEAKEST) != self._strength:
            return front and line.block.kind not in HEADING_KINDS
        if front and not inside:
            return True
        if not inside and self._depth is None:
            return level is None or level_now is None or level <= level_now
        return level == self._depth or (level is not None and (self._depth is None or level < self._depth))

    def as_high(self, line: Line) -> bool:
        """Return whether a heading that names no known area stands as high as those of the areas."""
        return not self.flat and line.block.level is not None and line.block.level == self._depth

    def opened(self, line: Line) -> None:
        """Take note that a line was taken as an area's heading."""
        if _STRENGTH.get(line.block.kind, _WEAKEST) == self._strength:
            self._depth = line.block.level


def _grids(rows: Iterable[str], shared: set[str]) -> set[str]:
    """Return the tables that are grids, not layout: the first row, or a third of the rows, has several cells."""
    tables: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        tables[_table(row)].append(row in shared)
    return {table for table, several in tables.items() if several[0] or 3 * sum(several) >= len(several)}


def _table(row: str) -> str:
    """Return the path of the table that a row's path lies in."""
    place = row.rfind("/table")
    return row[: row.find("/", place + 1)] if place >= 0 else row
