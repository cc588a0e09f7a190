"""The blocks that rows cite: which they are, and their text kept in `_blocks` where no row of texts is the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlite_utils import Database

from schemas.capture_rows import BlockRow
from schemas.columns import Row

from .history import Cited
from .line import Line
from .sql import delete_rows, rows_where, write
from .statements import ROW_OF
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


def write_blocks(
    db: Database, was: CitedBy, now: CitedBy, elsewhere: Iterable[Cited], lines: Mapping[str, Line]
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
    stored = {snapshot for snapshot, _ in was.places} if was.places else set()
    for snapshot in sorted(changed):
        there: set[BlockRow] = set()
        if snapshot in stored:
            found = rows_where(db, BlockRow, "snapshot = ?", (snapshot,))
            there = {row for row in found if (snapshot, row.block) not in others}
        wanted = _wanted(snapshot, now, others, lines.get(snapshot) or next(iter(lines.values())))
        kept = {row.block for row in wanted}
        delete_rows(db, [row for row in there if row.block not in kept])
        write(db, sorted(wanted - there))


def _wanted(snapshot: str, now: CitedBy, others: set[Place], line: Line) -> set[BlockRow]:
    """Return the blocks of a capture that rows cite, and that no row of texts is the whole of."""
    numbers = [place[1] for place in now.places if place[0] == snapshot and place not in others]
    if not numbers:
        return set()
    said, texts = line.said(snapshot), now.texts
    told = {number for number in said.whole if texts[snapshot, number] == 1}
    blocks = [said.blocks[number] for number in numbers if number not in told]
    return {BlockRow(snapshot, one.block, str(one.kind), one.text, one.claimed_by) for one in blocks}
