"""What a file gave when it was read before, so that what is known need not be unpacked and judged again.

What is kept stands for the bytes themselves: a stretch of whole members with their SHA-256, and the version of all that
reads them; a saved page stands alone. What is kept is believed where the bytes are the same now and every page in them is in
the database; anything else is read. It lies in state.db (`read_before`), and to lose it costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import math
import zlib
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, NamedTuple, TypeVar

from pydantic import TypeAdapter

from scraper.document.signs import ZSTD
from scraper.store.reread import Tell, UnreadError, reread_packed, untold
from scraper.store.rows import SourceName
from scraper.store.state import State

from .dating import parse_date
from .members import PIECE
from .originals import Entry, Noted, pack_noted, unpack_noted
from .places import Container, RecordPlace
from .snapshot import Missed, Snapshot
from .warcread import Damage, Headers, Want, WarcRecord, read_warc

T = TypeVar("T")
SIZE = 100
"""Members of a stretch: their bytes are proven with one digest, and what they gave is one row."""
MOST = 5000
"""Records of one member that are noted: a whole file may be packed as one, and what it gives is held at once."""
AreKnown = Callable[[Sequence[Snapshot]], bool]
"""Whether every one of these captures is in the database and need not be parsed."""


Told = tuple[str | None, str | None, str, SourceName, str | None] | Missed
"""What `told_of` gave, read back."""
_Item = tuple[int, int, Told]
_GAVE: TypeAdapter[tuple[list[_Item], dict[str, int], list[tuple[int, int, Headers]]]] = TypeAdapter(
    tuple[list[_Item], dict[str, int], list[tuple[int, int, Headers]]]
)


@dataclass
class Gave:
    """What a stretch gave: pages and what was missed in order, what was passed over by kind, revisits that wait.

    `noted` are the records that revisits may stand for, None where not all of them were looked at for that.
    """

    items: list[Sequence[Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[int, int, Headers]] = field(default_factory=list)
    noted: Noted | None = field(default_factory=list)

    def note(self, place: RecordPlace, found: Snapshot | Missed | str) -> None:
        """Note what a record gave."""
        if isinstance(found, str):
            self.counts[found] += 1
        else:
            self.items.append([place.offset, place.inner, told_of(found)])

    def name(self, place: RecordPlace, entry: Entry | None) -> None:
        """Note by what a record may be named that revisits may stand for; None where that was not looked at."""
        if entry is None:
            self.noted = None
        elif self.noted is not None:
            self.noted.append((place.offset, place.inner, entry))

    def take(self, other: Gave) -> None:
        """Add what came behind it."""
        self.items += other.items
        self.counts.update(other.counts)
        self.waiting += other.waiting
        self.noted = None if self.noted is None or other.noted is None else self.noted + other.noted

    def found(self, container: Container) -> list[Snapshot | Missed]:
        """Return the pages, without their bodies, and what was missed, in order."""
        return [found_of(RecordPlace(container, offset, inner).key, told) for offset, inner, told in self.items]

    def packed(self) -> bytes:
        """Return it as it is kept."""
        return zlib.compress(json.dumps([self.items, self.counts, self.waiting]).encode("ascii"), 1)

    @classmethod
    def unpacked(cls, data: bytes) -> Gave:
        """Return what `packed` was made of. Raises UnreadError where it is of another form."""
        items, counts, waiting = reread_packed(_GAVE, data)
        return cls([*items], Counter(counts), waiting)


def told_of(found: Snapshot | Missed) -> Any:
    """Return as plain data what identifies a known capture, and all of what was missed."""
    if isinstance(found, Missed):
        return asdict(found)
    moment = found.captured_at and found.captured_at.isoformat()
    return [found.url, moment, found.sha256, found.source, found.note]


def found_of(key: str, told: Told) -> Snapshot | Missed:
    """Return what `told_of` was given, a capture without its body; `key` is that of its place."""
    if isinstance(told, Missed):
        return told
    url, moment, digest, source, note = told
    return Snapshot(
        b"", url, parse_date(moment), source, origin=key, page=key, note=note, digest=digest, is_known=True
    )  # fmt: skip


class Proven(NamedTuple):
    """A stretch of a file whose bytes were looked at in this run: where it begins and ends (bytes), their SHA-256."""

    start: int
    behind: int
    digest: bytes


@dataclass(frozen=True)
class Stretch:
    """A stretch of a file that gives what it gave before: where it is, and what that is."""

    where: Proven
    gave: Gave
    found: list[Snapshot | Missed]


class Before:
    """The stretches of files that were read before; `version` is that of everything that decides what they give.

    `tell` gets a line for each table of which something can't be read back: it is as if it had not been kept.
    """

    def __init__(self, state: State, version: str, are_known: AreKnown, tell: Tell = untold) -> None:
        self._state = state
        self._version = version
        self._are_known = are_known
        self._tell = tell
        self._proven: dict[str, list[Proven]] = {}
        self._unread: set[str] = set()

    def of_the_archive(self) -> Before:
        """Return the same for the index of peel's own archive, which takes from its files something else than a run that reads them."""
        other = Before(self._state, f"{self._version} archive", self._are_known, self._tell)
        other._proven, other._unread = self._proven, self._unread
        return other

    def reread(self, table: str, read: Callable[[], T]) -> T | None:
        """Return what a reader gives of a row of a table, None where the row can't be read, which is told once."""
        try:
            return read()
        except UnreadError as error:
            if table not in self._unread:
                self._tell(
                    f"some of {table} in the state database can't be read ({error}); it is read from the files again"
                )
            self._unread.add(table)
            return None

    def are_known(self, found: Sequence[Snapshot]) -> bool:
        """Return whether every one of some captures is in the database and need not be parsed."""
        return self._are_known(found)

    def proof(self, *parts: object) -> bytes:
        """Return a digest of what something kept hangs on, and of the version of all that reads it."""
        return hashlib.sha256("\n".join([self._version, *map(str, parts)]).encode("utf-8", "surrogatepass")).digest()

    def _note(self, container: Container, stretch: Proven) -> Proven:
        insort(self._proven.setdefault(container.name, []), stretch)
        return stretch

    def proven(self, container: Container, start: int, behind: int) -> list[Proven]:
        """Return the stretches inside a part of a file that were read or proven in this run, in order."""
        there = self._proven.get(container.name, [])
        inside = there[bisect_left(there, (start,)) : bisect_left(there, (behind,))]
        return [one for one in inside if one.behind <= behind]

    def proven_at(self, place: RecordPlace) -> Proven | None:
        """Return the stretch that a record stands in, if it was read or proven in this run."""
        there = self._proven.get(place.container.name, [])
        at = bisect_right(there, (place.offset, math.inf)) - 1
        return there[at] if at >= 0 and place.offset < there[at].behind else None

    @property
    def state(self) -> State:
        """Where it is kept."""
        return self._state

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
        gave = self.reread("read_before", lambda: Gave.unpacked(row["gave"]))
        if gave is None:
            return None
        found = gave.found(container)
        if not self._are_known([one for one in found if isinstance(one, Snapshot)]):
            return None
        return Stretch(self._note(container, Proven(start, row["behind"], row["digest"])), gave, found)

    def noted(self, container: Container, stretch: Proven) -> Noted | None:
        """Return the records of a stretch that revisits may stand for, None where they are not kept."""
        row = self._state.db.execute(
            "SELECT noted FROM originals_before WHERE container = ? AND start = ? AND behind = ? AND proof = ?",
            (container.name, stretch.start, stretch.behind, self.proof(stretch.digest.hex())),
        ).fetchone()
        return None if row is None else self.reread("originals_before", lambda: unpack_noted(row[0]))

    def keep_noted(self, container: Container, stretch: Proven, noted: Noted) -> None:
        """Keep the records of a stretch that revisits may stand for."""
        with self._state.transaction() as db:
            row = (container.name, stretch.start, stretch.behind, self.proof(stretch.digest.hex()), pack_noted(noted))
            db.execute("INSERT OR REPLACE INTO originals_before VALUES (?, ?, ?, ?, ?)", row)

    def page(self, name: str, digest: bytes) -> Snapshot | Missed | None:
        """Return what a saved page gave, None where it was another by its digest, or is not known."""
        row = self._state.db.execute(
            "SELECT gave FROM read_before WHERE container = ? AND start = 0 AND version = ? AND digest = ?",
            (name, self._version, digest),
        ).fetchone()
        if row is None:
            return None
        gave = self.reread("read_before", lambda: Gave.unpacked(row["gave"]))
        if gave is None or not gave.items:
            return None
        found = found_of(name, gave.items[0][2])
        return None if isinstance(found, Snapshot) and not self._are_known([found]) else found

    def keep_page(self, name: str, size: int, digest: bytes, found: Snapshot | Missed) -> None:
        """Keep what a saved page of `size` bytes gave; `digest` is of all that it hangs on."""
        self._put(name, 0, size, digest, Gave([[0, 0, told_of(found)]]))

    def keep(self, file: BinaryIO, container: Container, start: int, behind: int, gave: Gave) -> None:
        """Keep what a stretch gave, in place of all that was kept of its bytes."""
        stretch = self._note(container, Proven(start, behind, _digest(file, start, behind)))
        self._put(container.name, start, behind, stretch.digest, gave)
        if gave.noted is not None:
            self.keep_noted(container, stretch, gave.noted)

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
            db.execute("DELETE FROM originals_before WHERE container = ? AND behind > ?", (container.name, end))
            db.execute("DELETE FROM revisits_before WHERE container = ? AND start >= ?", (container.name, end))


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


def replay(
    before: Before | None, file: BinaryIO, container: Container, want: Want, cap: int
) -> Iterator[Stretch | Damage | tuple[WarcRecord, Gave]]:
    """Return what stands in a container, in order: stretches that give what they gave before, and the rest read (`read_warc`).

    Each record comes with where to note what it gives, which is then kept; where there is no `before`, all is read.
    """
    if before is None:
        for item in read_warc(file, want, cap):
            yield item if isinstance(item, Damage) else (item, Gave())
        return
    starts, end, offset = before.starts(container), file.seek(0, 2), 0
    while offset < end or not end:
        stretch = before.at(file, container, offset) if offset in starts else None
        if stretch is not None:
            yield stretch
            offset = stretch.where.behind
            continue
        noting = Noting(before, file, container)
        ended = None
        for item in read_warc(file, want, cap, offset):
            if item.offset > offset and item.offset in starts:
                ended = item.offset
                break
            if isinstance(item, Damage):
                noting.broken(item.offset)
                yield item
            else:
                yield item, noting.begin(item)
        noting.end()
        if ended is None:
            break
        offset = ended
    before.cut(container, end)


def _digest(file: BinaryIO, start: int, behind: int) -> bytes:
    """Return the SHA-256 of a stretch of a file; of what there is of it, where the file ends before."""
    digest, left = hashlib.sha256(), behind - start
    file.seek(start)
    while left and (piece := file.read(min(left, PIECE))):
        digest.update(piece)
        left -= len(piece)
    return digest.digest()
