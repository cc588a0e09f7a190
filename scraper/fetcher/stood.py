"""What revisits gave, and the records that they may stand for, kept so that neither is unpacked again.

It lies in state.db beside what files gave (`before`) and is believed as that is: where the stretch of a file that an
original stands in, and that which its revisit stands in, have the same bytes now, and the page is in the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .before import Before, Proven, found_of, told_of
from .originals import Noted
from .places import Container, RecordPlace
from .snapshot import Missed, Snapshot


class Piece(NamedTuple):
    """A part of a file (bytes): the records that are kept of it, None where it is to be read; the stretch that it is, if it is one."""

    start: int
    behind: int
    noted: Noted | None
    stretch: Proven | None


class Stood:
    """What is kept of revisits and of their originals, by the stretches of files that `before` proves."""

    def __init__(self, before: Before) -> None:
        self._before = before
        self._db = before.state.db

    def pieces(self, container: Container, start: int, behind: int) -> Iterator[Piece]:
        """Return the parts of a container between two offsets, in order."""
        for one in self._before.proven(container, start, behind):
            if start < one.start:
                yield Piece(start, one.start, None, None)
            yield Piece(one.start, one.behind, self._before.noted(container, one), one)
            start = one.behind
        if start < behind:
            yield Piece(start, behind, None, None)

    def ends(self, container: Container) -> dict[int, int]:
        """Return the stretches of a container of which records are kept: the end of each (bytes) by its beginning."""
        sql = "SELECT start, behind FROM originals_before WHERE container = ?"
        return {row[0]: row[1] for row in self._db.execute(sql, (container.name,))}

    def proven(self, file: BinaryIO, container: Container, start: int, behind: int) -> Noted | None:
        """Return the records that are kept of a stretch, None where its bytes are others now."""
        stretch = self._before.stretch(file, start, behind)
        noted = self._before.noted(container, stretch)
        if noted is not None:
            self._before.note(container, stretch)
        return noted

    def keep_stretch(self, file: BinaryIO, container: Container, start: int, behind: int, noted: Noted) -> None:
        """Keep the records of a stretch that was read now."""
        stretch = self._before.note(container, self._before.stretch(file, start, behind))
        self._before.keep_noted(container, stretch, noted)

    def keep_records(self, container: Container, stretch: Proven, noted: Noted) -> None:
        """Keep the records of a stretch that was read or proven in this run."""
        self._before.keep_noted(container, stretch, noted)

    def gave(self, own: RecordPlace, original: RecordPlace) -> Snapshot | Missed | str | None:
        """Return what the revisit at a place gave with its original, None where that is to be read.

        A string is the kind by which it was passed over.
        """
        proof = self._proof(own, original)
        if proof is None:
            return None
        row = self._db.execute(
            "SELECT gave FROM revisits_before WHERE container = ? AND start = ? AND inner = ? AND proof = ?",
            (own.container.name, own.offset, own.inner, proof),
        ).fetchone()
        told = json.loads(row[0]) if row else None
        if told is None or isinstance(told, str):
            return told
        found = found_of(own.key, told)
        return None if isinstance(found, Snapshot) and not self._before.are_known([found]) else found

    def keep(self, own: RecordPlace, original: RecordPlace, found: Snapshot | Missed | str) -> None:
        """Keep what the revisit at a place gave with its original, where the bytes of both were looked at."""
        proof = self._proof(own, original)
        if proof is None:
            return
        told = json.dumps(found if isinstance(found, str) else told_of(found))
        with self._before.state.transaction() as db:
            row = (own.container.name, own.offset, own.inner, proof, told)
            db.execute("INSERT OR REPLACE INTO revisits_before VALUES (?, ?, ?, ?, ?)", row)

    def _proof(self, own: RecordPlace, original: RecordPlace) -> bytes | None:
        """Return a digest of the bytes of both records, None where either stands in no stretch."""
        here, there = self._before.proven_at(own), self._before.proven_at(original)
        if here is None or there is None:
            return None
        return self._before.proof(here.digest.hex(), there.digest.hex(), original.key)
