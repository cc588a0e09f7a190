"""The blocks that rows cite: which they are, and their text kept in `_blocks` where no row of texts is the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from schemas.capture_rows import BlockRow
from schemas.columns import Row
from scraper.store.sqlite import Database

from .line import Line
from .shared import Cited
from .sql import Batch, delete_rows, rows_where
from .statements import ROW_OF
from .tables import SPECS
from .wholes import WHOLE_TABLES

Place = tuple[str, int]
"""A block: the capture's id, and the number there."""


class Citing(Protocol):
    """A row that cites a block."""

    @property
    def snapshot(self) -> str:
        """The capture."""

    @property
    def block(self) -> int | None:
        """The block of that capture, None where the page has none."""


@dataclass(frozen=True)
class CitedBy:
    """The blocks that rows cite, and how many rows of texts cite each."""

    places: set[Place]
    texts: Counter[Place]


def cited_by(stated: Mapping[type[Row], Iterable[Citing]]) -> CitedBy:
    """Return the blocks that rows cite, by their types."""
    places = {(row.snapshot, row.block) for rows in stated.values() for row in rows if row.block is not None}
    texts = [stated[kind] for kind in _TEXTS if kind in stated]
    return CitedBy(
        places, Counter([(row.snapshot, row.block) for rows in texts for row in rows if row.block is not None])
    )


_TEXTS = [ROW_OF[table] for table in WHOLE_TABLES]
_CITING = [
    name
    for name, spec in SPECS.items()
    if spec.table.data and name not in WHOLE_TABLES and {"snapshot", "block"} <= {*spec.names}
]
"""The tables whose rows cite a block and are no text of it themselves."""


def without_text(db: Database) -> Iterator[tuple[str, int]]:
    """Return the tables with rows that cite a block whose text is kept nowhere, and how many."""
    for table in _CITING:
        sql = (
            f"SELECT count(*) FROM {table} t WHERE block IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM blocks b WHERE b.snapshot = t.snapshot AND b.block = t.block)"
        )
        lost = db.conn.execute(sql).fetchone()[0]
        if lost:
            yield table, lost


def write_blocks(
    db: Database, was: CitedBy, now: CitedBy, elsewhere: Iterable[Cited], lines: Mapping[str, Line], batch: Batch
) -> None:
    """Keep the blocks that rows cite now in place of those that they cited.

    `lines` are those of the captures whose reading may be another than before, `elsewhere` the blocks that rows of
    other pages' own cite.
    """
    moved = (was.places ^ now.places) | {place for place in was.places if was.texts[place] != now.texts[place]}
    changed = {snapshot for snapshot, _ in moved}
    changed |= lines.keys() & {snapshot for snapshot, _ in now.places}
    # A capture is one page's: of the others' captures alone a block may be cited by rows that are not at hand.
    foreign = changed - lines.keys()
    others = {(key, number) for one in elsewhere for key in foreign & one.keys() for number in one[key]}
    stored = {snapshot for snapshot, _ in was.places}
    for snapshot in sorted(changed):
        there: set[BlockRow] = set()
        if snapshot in stored:
            found = rows_where(db, BlockRow, "snapshot = ?", (snapshot,))
            there = {row for row in found if (snapshot, row.block) not in others}
        cited = {number for key, number in now.places - others if key == snapshot}
        # What is there of a capture whose reading is what it was, and no row of texts cites, needs no second look.
        kept = {row.block for row in there if not now.texts[snapshot, row.block]}
        right = cited & kept if snapshot in foreign else set()
        line = lines.get(snapshot) or next(iter(lines.values()))
        wanted = _wanted(snapshot, cited - right, now.texts, line)
        right |= {row.block for row in wanted}
        delete_rows(db, [row for row in there if row.block not in right])
        batch.add(sorted(wanted - there))


def _wanted(snapshot: str, cited: set[int], texts: Counter[Place], line: Line) -> set[BlockRow]:
    """Return the cited blocks (numbers) of a capture that no row of texts is the whole of."""
    if not cited:
        return set()
    said = line.said(snapshot)
    told = {number for number in said.whole if texts[snapshot, number] == 1}
    blocks = [said.blocks[number] for number in cited - told]
    return {BlockRow(snapshot, one.block, str(one.kind), one.text, one.claimed_by) for one in blocks}
