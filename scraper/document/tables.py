"""Tables that hold data, and tables that only lay a page out (old templates, saved copies, mails)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from .markup import HEADINGS

_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_PIECES = ("p", "li", "div", "br")
_SENTENCE_ENDS = (".", ".”", '."', ".’")
_SHORTEST_SENTENCE = 20  # characters; shorter ones are the notes of a cell ("Not known.")
_DEEPEST_DATA = 8  # tables around a table; nobody nests data so deep


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
