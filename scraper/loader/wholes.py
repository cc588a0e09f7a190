"""Cited blocks: those that are the whole of one row of texts stand there alone, the others in `_blocks`.

A paragraph of `findings` is its block, word for word, so that its text is not stored again. The view `blocks` lays
both together: a block that `_blocks` has is its, of every other one the row that cites it tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol, cast

from schemas.vocabulary import BlockKind

from .statements import ReadBlock, Rows
from .view import View


class _Text(Protocol):
    """A row of texts."""

    @property
    def text(self) -> str:
        """The text as published."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def block(self) -> int | None:
        """The block that it cites."""


class _Whole(NamedTuple):
    """What claims the blocks that are the rows of a table, and what they are on the page: a kind, None for the row's own."""

    claimed_by: str
    kind: str | None = None

    def sql(self, table: str) -> str:
        # A literal has no affinity; SQLite makes a UNION ALL whose parts differ in it first, and looks it up by no index.
        kind = f"CAST('{self.kind}' AS TEXT) AS kind" if self.kind else "t.kind"
        return (
            f"SELECT t.snapshot, t.block, {kind}, t.text, CAST('{self.claimed_by}' AS TEXT) AS claimed_by "
            f"FROM {table} t WHERE t.block IS NOT NULL"
        )


_WHOLES: dict[str, _Whole] = {
    "observations": _Whole("observations"),
    "context": _Whole("context"),
    "findings": _Whole("findings"),
    "recommendations": _Whole("recommendations", BlockKind.LIST_ITEM.value),
    "publication_texts": _Whole("findings"),
}
WHOLE_TABLES = tuple(_WHOLES)
"""The tables whose rows are whole blocks, as a rule."""
TOLD_BY_ROWS = "\nUNION ALL\n".join(whole.sql(table) for table, whole in _WHOLES.items())
"""What rows of texts tell of the blocks that they cite, in SQL; rows that are more or less than their block included."""

BLOCKS = View(
    "blocks",
    "a block of a capture that a current row cites",
    {
        "snapshot": "The capture.",
        "block": "Number of the block on its page, from 1.",
        "kind": "What the block was.",
        "text": "The visible text.",
        "claimed_by": "The field that the text went to.",
    },
    "SELECT snapshot, block, kind, text, claimed_by FROM _blocks\nUNION ALL\n"
    + "\nUNION ALL\n".join(
        f"{whole.sql(table)}\n"
        "  AND NOT EXISTS (SELECT 1 FROM _blocks b WHERE b.snapshot = t.snapshot AND b.block = t.block)"
        for table, whole in _WHOLES.items()
    ),
    ("snapshot", "block"),
    {"block": "INTEGER"},
)


def whole_blocks(rows: Rows, blocks: Mapping[int, ReadBlock]) -> frozenset[int]:
    """Return the blocks (numbers) of a capture that are the whole of just one of its rows of texts."""
    wholes: set[int] = set()
    others: set[int] = set()
    for table, whole in _WHOLES.items():
        kind, claimed_by = whole.kind, whole.claimed_by
        for row in cast(Collection[_Text], rows.of(table).values()):
            number = row.block
            if number is None:
                continue
            block = blocks[number]
            is_whole = row.text == block.text and (kind or row.kind) == block.kind and claimed_by == block.claimed_by
            (wholes if is_whole and number not in wholes else others).add(number)
    return frozenset(wholes - others)
