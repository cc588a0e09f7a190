"""The blocks that rows cite: which they are, and their text kept in `blocks`, no other's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sqlite_utils import Database

from schemas.capture_rows import BlockRow

from .line import Line
from .sql import write

Citations = set[tuple[str, int]]
"""Blocks: the capture's id, and the number there."""


class Citing(Protocol):
    """A row that cites a block."""

    @property
    def snapshot(self) -> str:
        """The capture."""

    @property
    def block(self) -> int | None:
        """The block of that capture, None where the page has none."""


def cited_by(rows: Iterable[Citing]) -> Citations:
    """Return the blocks that rows cite."""
    return {(row.snapshot, row.block) for row in rows if row.block is not None}


def write_blocks(db: Database, gone: Citations, new: Citations, line: Line) -> None:
    """Take away blocks that nothing cites any more, and keep those that something cites now."""
    db.conn.executemany("DELETE FROM blocks WHERE snapshot = ? AND block = ?", sorted(gone))
    rows: list[BlockRow] = []
    for snapshot in sorted({snapshot for snapshot, _ in new}):
        blocks = line.read(snapshot, line.capture(snapshot).current.record).blocks
        cited = [blocks[number] for key, number in new if key == snapshot]
        rows += [BlockRow(snapshot, one.block, str(one.kind), one.text, one.claimed_by) for one in cited]
    write(db, sorted(rows))
