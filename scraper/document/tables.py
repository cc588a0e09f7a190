"""Tables that hold data, and tables that only lay a page out (old templates, saved copies, mails)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from schemas.text import fold

from .markup import HEADINGS
from .shown import is_hidden

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_PIECES = ("p", "li", "div", "br")
_SENTENCE_ENDS = (".", ".”", '."', ".’")
_SHORTEST_SENTENCE = 20  # characters; shorter ones are the notes of a cell ("Not known.")
_DEEPEST_DATA = 8  # tables around a table; nobody nests data so deep
_HAS_SPOTS = etree.XPath(
    "boolean(descendant::*[@colspan or @rowspan] | descendant::tr/td[1][following-sibling::th]"
    " | descendant::tr/td[last()][preceding-sibling::th[not(normalize-space(translate(., '\u00a0\u200b', '')))]]"
    " | descendant::tr[count(*) != count(ancestor::table[1]/descendant::tr[1]/*)])"
)
"""One cell of a row looks along it: were each to look, a row would cost the square of its cells."""
_HAS_ELEMENTS = etree.XPath("boolean(descendant::tr/td[1]/*[1] | descendant::tr/th[1]/*[1])")
_FEWEST_ROWS = _FEWEST_COLUMNS = 2  # of a table whose cells repeat its heads
_NUMBER = re.compile(r"\s*\+?(\d{1,5})")
_WIDEST = 24  # columns; a table that is wider is laid out by nobody, and reading stays linear


def is_layout(table: etree._Element, around: int) -> bool:
    """Return whether a table lays out what is no table: its cells mean nothing, what stands in them does.

    So does a table of one cell, and one with a cell that holds a heading with its text, or paragraphs of prose.
    Grades, figures and answers stand one in a cell. `around` is the number of tables that this one stands in.
    """
    if around > _DEEPEST_DATA or table.get("role") in ("presentation", "none"):
        return True
    cells = list(_cells(table))
    if len(cells) == 1:
        return True
    headed = any(cell.tag == "th" for cell in cells)
    return any(len(cell) > 0 and (_holds_section(cell) or (not headed and _holds_prose(cell))) for cell in cells)


def _cells(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a table, without those of tables in it."""
    for part in table:
        for row in part if part.tag in _GROUPS else (part,):
            if row.tag == "tr":
                yield from (cell for cell in row if cell.tag in _CELLS)


def _holds_section(cell: etree._Element) -> bool:
    """Return whether a cell holds a heading and text beside it."""
    heading = next(cell.iter(*HEADINGS), None)
    return heading is not None and _length(cell) > _length(heading)


def _length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _holds_prose(cell: etree._Element) -> bool:
    """Return whether a cell holds several pieces of text, two of them sentences."""
    if len(list(islice(cell.iter(*_PIECES), 2))) < 2:
        return False
    texts = (str(text).strip() for text in cell.itertext())
    sentences = (text for text in texts if len(text) >= _SHORTEST_SENTENCE and text.endswith(_SENTENCE_ENDS))
    return len(list(islice(sentences, 2))) == 2


def give_captions(main: etree._Element) -> None:
    """Make the caption of a figure that holds one table, and no picture, that of the table: editors' tools write it so, mostly below it."""
    seen: set[etree._Element] = set()
    for caption in list(main.iter("figcaption")):
        figure = caption.getparent()
        if figure is None or figure.tag != "figure" or figure in seen:
            continue
        seen.add(figure)
        held = list(islice(figure.iter("table", "caption", "img", "svg"), 2))
        if [element.tag for element in held] == ["table"] and not (caption.tail or "").strip():
            caption.tag = "caption"
            held[0].insert(0, caption)


def hide_repeated_heads(table: etree._Element) -> None:
    """Hide the heads of its columns in a table's cells, where each cell begins with its own: narrow screens show them there."""
    if not _HAS_ELEMENTS(table):
        return
    rows = [[cell for cell in row if cell.tag in _CELLS] for group in _row_groups(table) for row in group]
    if len(rows) < _FEWEST_ROWS:
        return
    heads = [fold("".join(map(str, cell.itertext()))) for cell in rows[0]]
    labels: list[etree._Element] = []
    for cells in rows[1:]:
        if len(cells) != len(heads) or len(heads) < _FEWEST_COLUMNS:
            return
        pairs = [(head, cell) for head, cell in zip(heads, cells, strict=True) if _length(cell)]
        if not all(_begins_with(cell, head) for head, cell in pairs):
            return
        labels += [cell[0] for _, cell in pairs]
        if sum(map(_length, cells)) == sum(_length(cell[0]) for _, cell in pairs):  # the row says nothing else
            return
    for label in labels:
        label.set("hidden", "")


def _begins_with(cell: etree._Element, head: str) -> bool:
    """Return whether a cell begins with an element that says just what its column is headed by."""
    label = cell[0] if len(cell) and not (cell.text or "").strip() else None
    return label is not None and head != "" and fold("".join(map(str, label.itertext()))) == head


class Spot(NamedTuple):
    """Where a cell stands in the grid of its table: its first row and column, both from 0, and how far it reaches."""

    row: int
    column: int
    height: int
    width: int


def spots(table: etree._Element) -> dict[etree._Element, Spot]:
    """Return where the cells of a table stand whose places among those of their tag do not say so.

    So it is where cells span columns or rows, where heading cells follow others or are empty before them, where rows differ in length.

    In any other table the place among the cells of its tag says so of each: nothing is returned.

    The rules are those of HTML's table model: a cell takes the first free columns of its row, one that spans rows
    takes its columns of the rows below too, down to the end of its group. What is not shown takes none.
    """
    found: dict[etree._Element, Spot] = {}
    if not _HAS_SPOTS(table):
        return found
    first = 0
    for rows in _row_groups(table):
        taken: list[int] = []  # of each column the row from which on it is free again
        for row, element in enumerate(rows, first):
            column = 0
            for cell in element:
                if cell.tag not in _CELLS or is_hidden(cell, str(cell.tag)):
                    continue
                while column < len(taken) and taken[column] > row:
                    column += 1
                width = max(1, _span(cell, "colspan"))
                left = first + len(rows) - row
                height = min(_span(cell, "rowspan") or left, left)
                if column + width > _WIDEST:
                    return {}
                found[cell] = Spot(row, column, height, width)
                taken.extend([0] * (column + width - len(taken)))
                taken[column : column + width] = [
                    max(until, row + height) for until in taken[column : column + width]
                ]  # cells may overlap
                column += width
        first += len(rows)
    return found


def _row_groups(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the rows of each group of a table in order; rows outside of a group that follow each other are one; one may be empty."""
    loose: list[etree._Element] = []
    for part in table:
        if part.tag == "tr":
            loose.append(part)
        elif part.tag in _GROUPS:
            yield loose
            loose = []
            yield [row for row in part if row.tag == "tr"]
    yield loose


def _span(cell: etree._Element, name: str) -> int:
    """Return how many columns or rows a cell spans: 1 where it does not say, 0 for all rows that are left."""
    match = _NUMBER.match(cell.get(name) or "1")
    return int(match[1]) if match else 1
