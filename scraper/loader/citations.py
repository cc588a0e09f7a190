"""The blocks that rows cite: which they are, and their text kept in `blocks`, no other's."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from schemas.capture_rows import BlockRow

from .history import History, Reader
from .precedence import Merged
from .sql import bounds, kept_under, write
from .statements import OWNED, SHARED

Citation = tuple[str, int]
"""A block: the capture's id, and its number there."""


def _citations(places: Iterable[tuple[str, int | None]]) -> set[Citation]:
    return {(snapshot, block) for snapshot, block in places if block is not None}


def cited_by(merged: Merged) -> set[Citation]:
    """Return the blocks that the shared rows of an assessment cite, the values kept for its pages included."""
    rows = _citations((row.snapshot, row.block) for row in merged.rows.each(SHARED))
    rows |= _citations((row.snapshot, row.block) for row in merged.witnesses)
    return rows | _citations((row.snapshot, row.block) for row in merged.kept)


def _cited_by_own(history: History) -> set[Citation]:
    """Return the blocks that a page's own rows cite."""
    rows = _citations((row.snapshot, row.block) for row in history.state.rows.each(OWNED))
    kept = [one for place, one in history.state.kept.items() if place.table in OWNED]
    return rows | _citations((one.snapshot, one.block) for one in kept)


def cited_before(db: Database, assessment: str | None) -> set[Citation]:
    """Return the blocks that the shared rows of an assessment cite, as they stand in the tables."""
    if assessment is None:
        return set()
    low, high = bounds(assessment + "/")
    cited: set[Citation] = set()
    for table in SHARED:
        column = "id" if table == "assessments" else "assessment"
        cited |= _query(db, f"SELECT snapshot, block FROM {table} WHERE {column} = ?", assessment)
    cited |= _query(db, "SELECT snapshot, block FROM witnesses WHERE judgment > ? AND judgment < ?", low, high)
    where, values = kept_under(assessment, SHARED)
    return cited | _query(db, f"SELECT snapshot, block FROM kept_values WHERE {where}", *values)


def _query(db: Database, sql: str, *values: str) -> set[Citation]:
    return _citations(db.conn.execute(sql, values))


def write_blocks(db: Database, history: History, shared: set[Citation], read: Reader, *, is_new: bool) -> None:
    """Keep the blocks of a page's captures that its own rows or the assessment's shared rows cite."""
    records = {one.id: one.current.record for one in history.captures}
    cited = {(key, block) for key, block in shared if key in records} | _cited_by_own(history)
    there: set[Citation] = set()
    if not is_new:
        for key in records:
            there |= _query(db, "SELECT snapshot, block FROM blocks WHERE snapshot = ?", key)
        db.conn.executemany("DELETE FROM blocks WHERE snapshot = ? AND block = ?", list(there - cited))
    blocks = {key: read(key, record).blocks for key, record in records.items()}
    found = [(key, blocks[key][number]) for key, number in sorted(cited - there) if key in blocks]
    write(db, [BlockRow(key, one.block, str(one.kind), one.text, one.claimed_by) for key, one in found])
