"""Cited blocks: those that are the whole of one row of texts stand there alone, the others in `_blocks`.

A paragraph of `findings` is its block, word for word, so that its text is not stored again. The view `blocks` lays
both together: a block that `_blocks` has is its, of every other one the row that cites it tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from schemas.columns import table_of
from schemas.vocabulary import BlockKind

from .readings import ReadBlock
from .statements import CitedRow
from .view import View


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


def whole_blocks(rows: Iterable[CitedRow], blocks: dict[int, ReadBlock]) -> frozenset[int]:
    """Return the blocks (numbers) of a capture that are the whole of just one of its rows of texts."""
    found: Counter[int] = Counter()
    for row in rows:
        if row.block is not None:
            found[row.block] += 1 if _is_whole(row, blocks[row.block]) else 2
    return frozenset(number for number, count in found.items() if count == 1)


def _is_whole(row: CitedRow, block: ReadBlock) -> bool:
    whole = _WHOLES[table_of(type(row)).name]
    text, kind = getattr(row, "text", None), whole.kind or getattr(row, "kind", None)
    return text == block.text and kind == block.kind and whole.claimed_by == block.claimed_by
