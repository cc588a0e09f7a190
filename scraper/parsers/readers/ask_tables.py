"""What is asked for in a table: a row for each, below heads that name its columns (`No. | Recommendation | By when`)."""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.parsers.lines import AskRow, Line, LineKind

from .asking import NOTHING_ASKED, says_what_to_do
from .closed import is_closed_alone
from .grid import Row, rows_of, table_of

_ROLES = frozenset({Role.AREAS, Role.RECOMMENDATIONS})
_NUMBERS = re.compile(r"(?:no|number|ref|reference|id)\.?|#")
_DEADLINES = re.compile(
    r"by(?: when)?|when|(?:date for )?completion(?: date| by)?|complete by|deadline|due(?: date| by)?|date due|target(?: date)?|time ?(?:scale|frame)s?|to be (?:completed|done) by"
)
_LONGEST_HEAD = 60
_FEWEST_SPACES = 3


def with_asks_of_tables(lines: list[Line]) -> list[Line]:
    """Return the lines, of each table of asks one line a row, which has the row's other cells.

    The head of the column of asks stands before them as their label, unless such a label stands above the table.
    """
    found = [(line, line.label.role) for line in lines if line.label and line.block.kind is BlockKind.TABLE_CELL]
    for label, role in found:
        if role not in _ROLES or table_of(label) is None:  # a cell outside of any row, as broken tags leave it
            continue
        first, end = _around(lines, next(at for at, line in enumerate(lines) if line is label))
        rows = rows_of(lines[first:end])
        read = [] if _is_box(rows) else _asks(rows, label)
        if read:
            above = [] if _is_labelled(lines[:first], role) else [label]
            lines[first:end] = [*above, *_placed(read, [cell.line for cell in rows[0]])]
    return lines


def _is_box(rows: list[Row]) -> bool:
    """Return whether a table of one column is a box around a label and what stands below it: in one cell stand several lines."""
    return len({cell.column for row in rows for cell in row}) == 1 and any(len(row) > 1 for row in rows)


def _placed(read: list[tuple[Line, AskRow]], heads: list[Line]) -> list[Line]:
    """Give each ask its row, the first one the heads of the columns too; return the asks."""
    for place, (line, row) in enumerate(read):
        line.row = row._replace(beside=(*row.beside, *([] if place else heads)))
        for other in row.others:
            other.kind = LineKind.PROSE
    return [line for line, _ in read]


def _around(lines: list[Line], place: int) -> tuple[int, int]:
    """Return where the table begins in which a line stands, and where it ends."""
    table = table_of(lines[place])
    first, end = place, place + 1
    while first and table_of(lines[first - 1]) == table:
        first -= 1
    while end < len(lines) and table_of(lines[end]) == table:
        end += 1
    return first, end


def _column(rows: list[Row], label: Line) -> int:
    """Return the column that a label heads in a table whose first row is one of heads, no other of them a label; -1 where none."""
    column = next((cell.column for cell in rows[0] if cell.line is label), -1)
    others = [cell.line for cell in rows[0] if cell.line is not label]
    if any(line.label or len(line.text) > _LONGEST_HEAD or says_what_to_do(line.text) for line in others):
        return -1
    return column


def _asks(rows: list[Row], label: Line) -> list[tuple[Line, AskRow]]:
    """Return what the rows of a table ask for below a label, each with what stands beside it; nothing where one asks for nothing."""
    column = _column(rows, label)
    names = {cell.column: fold(cell.line.text) for cell in rows[0]}
    found = [_ask(row, names, column) for row in rows[1:]]
    read = [ask for ask in found if ask is not None]
    return read if len(read) == len(found) and any(says_what_to_do(line.text) for line, _ in read) else []


def _ask(row: Row, names: dict[int, str], column: int) -> tuple[Line, AskRow] | None:
    """Return the line of a row that is asked for; None where nothing in its column may be."""
    asks = [cell.line for cell in row if cell.column == column]
    if not asks or any(line.kind is not LineKind.PROSE for line in asks) or not _may_ask(asks[0].text):
        return None
    numbers = [cell.line for cell in row if _NUMBERS.fullmatch(names.get(cell.column, ""))]
    dates = [cell.line for cell in row if _DEADLINES.fullmatch(names.get(cell.column, ""))]
    known = {line.number for line in (*asks, *numbers, *dates)}
    others = tuple(cell.line for cell in row if cell.line.number not in known)
    return asks[0], AskRow(
        deadline=" ".join(line.text for line in dates),
        more=tuple(asks[1:]),
        beside=(*numbers, *dates),
        others=others,
        closed=any(is_closed_alone(line.text) for line in (*others, *dates)),
    )


def _may_ask(text: str) -> bool:
    """Return whether a cell in a column of asks is one: several words, that do not say that there is none."""
    return text.count(" ") >= _FEWEST_SPACES and NOTHING_ASKED.search(fold(text)) is None


def _is_labelled(above: list[Line], role: Role) -> bool:
    """Return whether a label of a role stands above a table, with nothing but paragraphs or other tables of asks between."""
    for line in reversed(above):
        if line.label is not None:
            return line.label.role is role
        if line.row is None and line.block.kind is not BlockKind.PARAGRAPH:
            return False
    return False
