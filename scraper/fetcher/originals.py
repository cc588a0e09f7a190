"""Where the originals of revisit records are: an index over all files of a run, in bounded memory.

A revisit record leaves its body out and names the record that has it, in whatever file that is (WARC 1.1, 6.7). The
index is a private temporary database, of which SQLite keeps in memory what fits into its cache, so that neither the
number of records nor the order of the files matters. Revisits wait until all files are read.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from scraper.store.reread import reread_packed
from scraper.store.temporary import no_room

from .dating import parse_date
from .places import Container, RecordPlace
from .records import PAYLOAD
from .snapshot import Snapshot
from .warcread import Headers, parse_digest

_SCHEMA = """
CREATE TABLE IF NOT EXISTS containers (id INTEGER PRIMARY KEY, path BLOB NOT NULL, member TEXT NOT NULL, UNIQUE (path, member));
CREATE TABLE IF NOT EXISTS originals (
    id INTEGER PRIMARY KEY, container INTEGER NOT NULL, start INTEGER NOT NULL, inner INTEGER NOT NULL, uri TEXT NOT NULL,
    date TEXT NOT NULL, UNIQUE (container, start, inner)
);
CREATE TABLE IF NOT EXISTS keys (key BLOB NOT NULL, original INTEGER NOT NULL, PRIMARY KEY (key, original)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS left_out (
    container INTEGER NOT NULL, start INTEGER NOT NULL, behind INTEGER NOT NULL, PRIMARY KEY (container, start)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (
    id INTEGER PRIMARY KEY, container INTEGER NOT NULL, start INTEGER NOT NULL, inner INTEGER NOT NULL, headers TEXT NOT NULL,
    UNIQUE (container, start, inner)
);
"""
_ALGORITHMS = ("sha1", "sha256", "md5")
_KEY = 12
"""Bytes of a key."""
_GATHERED = 100
"""Records that are written down together."""
_EMPTY = frozenset(hashlib.new(name, b"", usedforsecurity=False).hexdigest() for name in (*_ALGORITHMS, "sha512"))
_NOT_MODIFIED = "server-not-modified"


class Entry(NamedTuple):
    """By what a record may be named: its address and date, and the keys of its id, of both, and of its digests."""

    uri: str
    date: str
    keys: tuple[bytes, ...]


def entry_of(headers: Headers, payloads: Iterable[bytes] = (), page: Snapshot | None = None) -> Entry:
    """Return by what a record may be named: its id, its address and date, its stated digest, those of what may be called its payload.

    `page` is what was read from it; its digest need not be made again.
    """
    uri, date = _uri(headers, "warc-target-uri"), _date(headers.get("warc-date"))
    stated = (headers.get("warc-payload-digest"), headers.get(PAYLOAD.lower()))
    keys = {*_names(headers.get("warc-record-id"), uri, date), *(key for one in stated for key in _digests(one))}
    keys.update(_key("digest", digest) for digest in _made(payloads, page))
    return Entry(uri, date, tuple(sorted(keys)))


_Hex = Annotated[str, Field(pattern="^(?:[0-9a-f]{2})*$")]
_NOTED = TypeAdapter(list[tuple[int, int, str, str, _Hex]])
Noted = list[tuple[int, int, Entry]]
"""The records of a part of a file that revisits may stand for: offset, place inside the member (bytes), and their entries."""


def pack_noted(noted: Noted) -> bytes:
    """Return some records as they are kept."""
    rows = [(offset, inner, uri, date, b"".join(keys).hex()) for offset, inner, (uri, date, keys) in noted]
    return zlib.compress(json.dumps(rows).encode("ascii"), 1)


def unpack_noted(data: bytes) -> Noted:
    """Return what `pack_noted` was given. Raises UnreadError where it is of another form."""
    rows = reread_packed(_NOTED, data)
    return [(offset, inner, Entry(uri, date, _cut(bytes.fromhex(keys)))) for offset, inner, uri, date, keys in rows]


def _cut(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + _KEY] for at in range(0, len(joined), _KEY))


class Originals:
    """Records that revisits may stand for, and the revisits that wait for them. `path` names a file to keep it in.

    What adds to it raises NoRoomError where the folder for temporary files is full.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._db = sqlite3.connect(path or "", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = off")
        self._db.execute("PRAGMA synchronous = off")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        self._containers: dict[Container, int] = {}
        self._last = int(self._db.execute("SELECT coalesce(max(id), 0) FROM originals").fetchone()[0])
        self._rows: list[tuple[int, int, int, int, str, str]] = []
        self._keys: list[tuple[bytes, int]] = []
        self._left: list[tuple[int, int, int]] = []
        self._is_waited_for = False
        self._is_kept = path is not None
        self._what = str(path) if path else "the index of the records that revisits stand for"

    def _do(self, sql: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        """Execute a statement; raises NoRoomError where what the cache does not hold has no room on the disk."""
        try:
            return self._db.execute(sql, tuple(values))
        except sqlite3.OperationalError as error:
            raise no_room(self._what, error) from error

    def _do_many(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Execute a statement for each of some rows; raises what `_do` raises."""
        try:
            self._db.executemany(sql, rows)
        except sqlite3.OperationalError as error:
            raise no_room(self._what, error) from error

    def close(self) -> None:
        """Forget it all, or write it down where a file was named."""
        try:
            if self._is_kept:
                self._write()
            self._db.execute("COMMIT")
        finally:
            self._db.close()

    def adopt(self, path: Path) -> None:
        """Take over what another index wrote to a file."""
        other = sqlite3.connect(path)
        try:
            joined = "JOIN containers c ON c.id = o.container ORDER BY o.id"
            for key, file, member, start, inner, uri, date in other.execute(
                f"SELECT o.id, c.path, c.member, o.start, o.inner, o.uri, o.date FROM originals o {joined}"
            ):
                keys = [row[0] for row in other.execute("SELECT key FROM keys WHERE original = ?", (key,))]
                self._add(Container(Path(os.fsdecode(file)), member), start, inner, uri, date, keys)
            for file, member, start, inner, headers in other.execute(
                f"SELECT c.path, c.member, o.start, o.inner, o.headers FROM waiting o {joined}"
            ):
                self._wait(Container(Path(os.fsdecode(file)), member), start, inner, headers)
        finally:
            other.close()

    def add(self, place: RecordPlace, entry: Entry) -> None:
        """Note a record that revisits may stand for."""
        self._add(place.container, place.offset, place.inner, *entry)

    @property
    def is_asked(self) -> bool:
        """Whether records are to be added as they are read: a revisit waits, or the index is for others to adopt."""
        return self._is_waited_for or self._is_kept

    def leave(self, container: Container, start: int, behind: int) -> None:
        """Note a stretch of a container (bytes) whose records are not in the index, and stand in it only if one is asked for."""
        key = self._container(container)
        if self._left and self._left[-1][0] == key and self._left[-1][1] <= start <= self._left[-1][2]:
            key, start, _ = self._left.pop()
        self._left.append((key, start, behind))
        if len(self._left) >= _GATHERED:
            self._write()

    def left(self) -> list[tuple[Container, int, int]]:
        """Return what was left out, container by container, in the order of the places."""
        self._write()
        rows = self._db.execute(
            "SELECT c.path, c.member, l.start, l.behind FROM left_out l JOIN containers c ON c.id = l.container ORDER BY 1, 2, 3"
        )
        return [(Container(Path(os.fsdecode(path)), member), start, behind) for path, member, start, behind in rows]

    def count(self) -> int:
        """Return how many revisits wait."""
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def wait(self, place: RecordPlace, headers: Headers) -> None:
        """Let a revisit record wait until all is read."""
        self._wait(place.container, place.offset, place.inner, json.dumps(headers))

    def found(self) -> Iterator[tuple[RecordPlace | None, Iterator[tuple[RecordPlace, Headers]]]]:
        """Return the originals in the order of their places, each with the revisits that wait for it; None for those lost."""
        self._write()
        self._db.execute("DROP TABLE IF EXISTS answers")
        self._db.execute("CREATE TEMP TABLE answers (original INTEGER, revisit INTEGER)")
        for key, text in self._db.execute("SELECT id, headers FROM waiting"):
            self._do("INSERT INTO answers VALUES (?, ?)", (self._find(json.loads(text)), key))
        places = self._db.execute(
            "SELECT DISTINCT a.original, c.path, c.member, o.start, o.inner FROM answers a LEFT JOIN originals o "
            "ON o.id = a.original LEFT JOIN containers c ON c.id = o.container ORDER BY 2, 3, 4, 5"
        ).fetchall()
        for original, path, *rest in places:
            yield self._place(path, *rest) if path is not None else None, self._waiting_for(original)

    def _waiting_for(self, original: int | None) -> Iterator[tuple[RecordPlace, Headers]]:
        rows = self._db.execute(
            "SELECT c.path, c.member, w.start, w.inner, w.headers FROM answers a JOIN waiting w ON w.id = a.revisit "
            "JOIN containers c ON c.id = w.container WHERE a.original IS ? ORDER BY 1, 2, 3, 4",
            (original,),
        )
        for *place, headers in rows:
            yield self._place(*place), json.loads(headers)

    @staticmethod
    def _place(path: bytes, member: str, offset: int, inner: int) -> RecordPlace:
        return RecordPlace(Container(Path(os.fsdecode(path)), member), offset, inner)

    def _container(self, container: Container) -> int:
        known = self._containers.get(container)
        if known is not None:
            return known
        values = (os.fsencode(container.path), container.member)
        self._do("INSERT OR IGNORE INTO containers (path, member) VALUES (?, ?)", values)
        row = self._db.execute("SELECT id FROM containers WHERE path = ? AND member = ?", values).fetchone()
        self._containers = {container: int(row[0])}  # files are read one after the other
        return int(row[0])

    def _add(self, container: Container, offset: int, inner: int, uri: str, date: str, keys: Iterable[bytes]) -> None:
        self._last += 1
        self._rows.append((self._last, self._container(container), offset, inner, uri, date))
        self._keys += [(key, self._last) for key in keys]
        if len(self._rows) >= _GATHERED:
            self._write()

    def _write(self) -> None:
        """Write down what was gathered."""
        sql = "INSERT OR REPLACE INTO originals (id, container, start, inner, uri, date) VALUES (?, ?, ?, ?, ?, ?)"
        self._do_many(sql, self._rows)
        self._do_many("INSERT OR IGNORE INTO keys VALUES (?, ?)", self._keys)
        self._do_many("INSERT OR REPLACE INTO left_out VALUES (?, ?, ?)", self._left)
        self._rows, self._keys, self._left = [], [], []

    def _wait(self, container: Container, offset: int, inner: int, headers: str) -> None:
        self._is_waited_for = True
        self._do(
            "INSERT OR IGNORE INTO waiting (container, start, inner, headers) VALUES (?, ?, ?, ?)",
            (self._container(container), offset, inner, headers),
        )

    def _find(self, headers: Headers) -> int | None:
        """Return the record that a revisit stands for: the digest of the payload proves it, else it is named.

        A record that is named and has another payload than the revisit says is not believed. The choice among several
        with the payload depends on no order: the same address first, then the oldest.
        """
        digest = headers.get("warc-payload-digest")
        wanted = _digests(digest)
        uri = _uri(headers, "warc-refers-to-target-uri") or _uri(headers, "warc-target-uri")
        by_digest = self._lookup(wanted, uri)
        if by_digest is not None:
            return by_digest
        is_proof = bool(wanted) and parse_digest(digest) is not None
        if is_proof and _NOT_MODIFIED not in headers.get("warc-profile", ""):
            return None
        return self._lookup(_names(headers.get("warc-refers-to"), uri, _date(headers.get("warc-refers-to-date"))), uri)

    def _lookup(self, keys: Iterable[bytes], uri: str) -> int | None:
        marks = list(keys)
        row = self._db.execute(
            "SELECT o.id FROM keys k JOIN originals o ON o.id = k.original JOIN containers c ON c.id = o.container "
            f"WHERE k.key IN ({', '.join('?' * len(marks))}) "
            "ORDER BY o.uri <> ?, o.date, c.path, c.member, o.start, o.inner LIMIT 1",
            (*marks, uri),
        ).fetchone()
        return int(row[0]) if row else None


def _made(payloads: Iterable[bytes], page: Snapshot | None) -> Iterator[str]:
    """Return the digests of what may be called a payload, of what is the same bytes once."""
    different: list[bytes] = []
    for payload in payloads:
        if payload in different:
            continue
        different.append(payload)
        for name in _ALGORITHMS:
            if name == "sha256" and page is not None and payload == page.body:
                yield f"{name}:{page.sha256}"
            else:
                yield f"{name}:{hashlib.new(name, payload, usedforsecurity=False).hexdigest()}"


def _key(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind} {text}".encode("utf-8", "surrogatepass")).digest()[:_KEY]


def _names(record_id: str | None, uri: str, date: str) -> list[bytes]:
    """Return the keys of a record by its id, and by its address and date."""
    named = [_key("id", record_id)] if record_id else []
    return [*named, _key("uri", f"{uri} {date}")] if uri and date else named


def _digests(value: str | None) -> list[bytes]:
    """Return the key of a stated digest; none for a digest of nothing, which says nothing of a body left out."""
    found = parse_digest(value)
    if found is None:
        text = (value or "").strip()
        return [_key("text", text)] if text else []
    name, digest = found
    return [] if digest.hex() in _EMPTY else [_key("digest", f"{name}:{digest.hex()}")]


def _uri(headers: Headers, name: str) -> str:
    return headers.get(name, "").strip("<>")


def _date(value: str | None) -> str:
    moment = parse_date(value)
    return moment.isoformat() if moment else (value or "")
