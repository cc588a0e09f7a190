"""What a file gave when it was read before, so that what is known need not be unpacked and judged again.

What is kept stands for the bytes themselves: a stretch of whole members with their SHA-256, and the version of all that
reads them; a saved page stands alone. What is kept is believed where the bytes are the same now and every page in them is in
the database; anything else is read. It lies in state.db (`read_before`), and to lose it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO

from scraper.store.state import State

from .dating import parse_date
from .members import PIECE, ZSTD
from .places import Container, RecordPlace
from .snapshot import Missed, Snapshot
from .warcread import Headers, WarcRecord

SIZE = 100
"""Members of a stretch: their bytes are proven with one digest, and what they gave is one row."""
MOST = 5000
"""Records of one member that are noted: a whole file may be packed as one, and what it gives is held at once."""
AreKnown = Callable[[Sequence[Snapshot]], bool]
"""Whether every one of these captures is in the database and need not be parsed."""


@dataclass
class Gave:
    """What a stretch gave: pages and what was missed in order, what was passed over by kind, revisits that wait."""

    items: list[list[Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[int, int, Headers]] = field(default_factory=list)

    def note(self, place: RecordPlace, found: Snapshot | Missed | str) -> None:
        """Note what a record gave."""
        if isinstance(found, str):
            self.counts[found] += 1
        else:
            self.items.append([place.offset, place.inner, _told(found)])

    def take(self, other: Gave) -> None:
        """Add what came behind it."""
        self.items += other.items
        self.counts.update(other.counts)
        self.waiting += other.waiting

    def found(self, container: Container) -> list[Snapshot | Missed]:
        """Return the pages, without their bodies, and what was missed, in order."""
        return [_found(RecordPlace(container, offset, inner).key, told) for offset, inner, told in self.items]

    def packed(self) -> bytes:
        """Return it as it is kept."""
        return zlib.compress(json.dumps([self.items, self.counts, self.waiting]).encode("ascii"), 1)

    @classmethod
    def unpacked(cls, data: bytes) -> Gave:
        """Return what `packed` was made of."""
        items, counts, waiting = json.loads(zlib.decompress(data))
        return cls(items, Counter(counts), waiting)


def _told(found: Snapshot | Missed) -> Any:
    """Return what identifies a known capture, and all of what was missed."""
    if isinstance(found, Missed):
        return asdict(found)
    moment = found.captured_at and found.captured_at.isoformat()
    return [found.url, moment, found.sha256, found.source, found.note]


def _found(key: str, told: Any) -> Snapshot | Missed:
    if isinstance(told, dict):
        return Missed(**told)
    url, moment, digest, source, note = told
    return Snapshot(
        b"", url, parse_date(moment), source, origin=key, page=key, note=note, digest=digest, is_known=True
    )  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """A stretch of a file that gives what it gave before: where it ends (bytes), and what that is."""

    behind: int
    gave: Gave
    found: list[Snapshot | Missed]


class Before:
    """The stretches of files that were read before; `version` is that of everything that decides what they give."""

    def __init__(self, state: State, version: str, are_known: AreKnown) -> None:
        self._state = state
        self._version = version
        self._are_known = are_known

    def starts(self, container: Container) -> frozenset[int]:
        """Return where the stretches of a file begin."""
        sql = "SELECT start FROM read_before WHERE container = ? AND version = ?"
        return frozenset(row[0] for row in self._state.db.execute(sql, (container.name, self._version)))

    def at(self, file: BinaryIO, container: Container, start: int) -> Stretch | None:
        """Return the stretch that begins at an offset, None where the bytes differ or a page of it is not known."""
        row = self._state.db.execute(
            "SELECT behind, digest, gave FROM read_before WHERE container = ? AND start = ? AND version = ?",
            (container.name, start, self._version),
        ).fetchone()
        if row is None or _digest(file, start, row["behind"]) != row["digest"]:
            return None
        gave = Gave.unpacked(row["gave"])
        found = gave.found(container)
        pages = [one for one in found if isinstance(one, Snapshot)]
        return Stretch(row["behind"], gave, found) if self._are_known(pages) else None

    def page(self, name: str, digest: bytes) -> Snapshot | Missed | None:
        """Return what a saved page gave, None where it was another by its digest, or is not known."""
        row = self._state.db.execute(
            "SELECT gave FROM read_before WHERE container = ? AND start = 0 AND version = ? AND digest = ?",
            (name, self._version, digest),
        ).fetchone()
        if row is None:
            return None
        found = _found(name, Gave.unpacked(row["gave"]).items[0][2])
        return None if isinstance(found, Snapshot) and not self._are_known([found]) else found

    def keep_page(self, name: str, size: int, digest: bytes, found: Snapshot | Missed) -> None:
        """Keep what a saved page of `size` bytes gave; `digest` is of all that it hangs on."""
        self._put(name, 0, size, digest, Gave([[0, 0, _told(found)]]))

    def keep(self, file: BinaryIO, container: Container, start: int, behind: int, gave: Gave) -> None:
        """Keep what a stretch gave, in place of all that was kept of its bytes."""
        self._put(container.name, start, behind, _digest(file, start, behind), gave)

    def _put(self, name: str, start: int, behind: int, digest: bytes, gave: Gave) -> None:
        with self._state.transaction() as db:
            db.execute(
                "DELETE FROM read_before WHERE container = ? AND start >= ? AND start < ?", (name, start, behind)
            )
            row = (name, start, behind, self._version, digest, gave.packed())
            db.execute("INSERT OR REPLACE INTO read_before VALUES (?, ?, ?, ?, ?, ?)", row)

    def cut(self, container: Container, end: int) -> None:
        """Forget what was kept of a file's bytes behind its end."""
        with self._state.transaction() as db:
            db.execute("DELETE FROM read_before WHERE container = ? AND behind > ?", (container.name, end))


class Noting:
    """Notes what the records of a file give as they are read, and keeps it stretch by stretch.

    A stretch holds whole members that follow one another; what is damaged belongs to none, nor does a frame of Zstandard,
    which may hang on a dictionary elsewhere in the file, nor a member of very many records.
    """

    def __init__(self, before: Before, file: BinaryIO, container: Container) -> None:
        self._before, self._file, self._container = before, file, container
        self._start: int | None = None
        self._behind = self._members = 0
        self._gave = Gave()
        self._member: int | None = None
        self._end, self._broken = 0, -1
        self._now = Gave()

    def begin(self, record: WarcRecord) -> Gave:
        """Return where to note what a record gives."""
        if record.offset != self._member:
            self._close_member()
            if record.offset != self._behind or self._members >= SIZE:
                self._close()
            self._member = record.offset
        elif len(self._now.items) + len(self._now.waiting) >= MOST:
            self._broken, self._now = record.offset, Gave()
        self._end = record.end
        return self._now

    def broken(self, offset: int) -> None:
        """Hear of damage at an offset: a member that begins there is not noted, those before it are."""
        self._broken = offset
        self.end()

    def end(self) -> None:
        """Keep what is in hand."""
        self._close_member()
        self._close()

    def _close_member(self) -> None:
        if self._member is not None and not self._is_left_out(self._member):
            self._start = self._member if self._start is None else self._start
            self._gave.take(self._now)
            self._behind = self._end
            self._members += 1
        self._member, self._now = None, Gave()

    def _is_left_out(self, offset: int) -> bool:
        self._file.seek(offset)
        return offset == self._broken or self._file.read(len(ZSTD)) == ZSTD

    def _close(self) -> None:
        if self._start is not None:
            self._before.keep(self._file, self._container, self._start, self._behind, self._gave)
        self._start, self._members, self._gave = None, 0, Gave()


def _digest(file: BinaryIO, start: int, behind: int) -> bytes:
    """Return the SHA-256 of a stretch of a file; of what there is of it, where the file ends before."""
    digest, left = hashlib.sha256(), behind - start
    file.seek(start)
    while left and (piece := file.read(min(left, PIECE))):
        digest.update(piece)
        left -= len(piece)
    return digest.digest()
