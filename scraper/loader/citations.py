"""The blocks that rows cite: which they are, and their text kept in `_blocks` where no row of texts is the whole of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from sqlite_utils import Database

from schemas.capture_rows import BlockRow

from .line import Line
from .sql import delete_rows, rows_where, write

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


@dataclass
class Cited:
    """The blocks that rows cite, and how many of a page's rows of texts cite each, by capture."""

    places: dict[str, set[int]] = field(default_factory=dict)
    texts: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, rows: Iterable[Citing], *, are_texts: bool = False) -> None:
        """Count what some rows cite."""
        for snapshot, block in ((row.snapshot, row.block) for row in rows if row.block is not None):
            self.places.setdefault(snapshot, set()).add(block)
            if are_texts:
                self.texts.setdefault(snapshot, Counter())[block] += 1

    def of(self, snapshot: str) -> tuple[set[int], Counter[int]]:
        """Return the blocks of a capture that are cited, and how many rows of texts cite each."""
        return self.places.get(snapshot, set()), self.texts.get(snapshot, Counter())


def write_blocks(db: Database, was: Cited, now: Cited, others: set[Place], line: Line, capture: str) -> None:
    """Keep the blocks that rows cite now in place of those that they cited; `others` are those that other pages cite.

    `capture` is the one whose reading may be another than before.
    """
    for snapshot in sorted(was.places.keys() | now.places.keys()):
        if snapshot != capture and was.of(snapshot) == now.of(snapshot):
            continue
        there = set()
        if snapshot in was.places:
            found = rows_where(db, BlockRow, "snapshot = ?", (snapshot,))
            there = {row for row in found if (snapshot, row.block) not in others}
        wanted = set(_wanted(snapshot, now, others, line))
        gone = {row.block for row in there} - {row.block for row in wanted}
        delete_rows(db, [row for row in there if row.block in gone])
        write(db, sorted(wanted - there))


def _wanted(snapshot: str, now: Cited, others: set[Place], line: Line) -> Iterable[BlockRow]:
    cited, texts = now.of(snapshot)
    numbers = sorted(number for number in cited if (snapshot, number) not in others)
    if not numbers:
        return
    said = line.read(snapshot, line.capture(snapshot).current.record)
    for number in numbers:
        if texts[number] != 1 or number not in said.whole:
            one = said.blocks[number]
            yield BlockRow(snapshot, one.block, str(one.kind), one.text, one.claimed_by)
