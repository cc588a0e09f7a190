"""The archive: every exchange as it was, in WARC 1.1 files, on disk before anyone looks inside.

A record is written whole, flushed and synced, or cut off again; a file with a torn end is repaired into a
side file before the run, and never appended to. Source of the format: WARC 1.1 (ISO 28500:2017).
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .errors import ArchiveError
from .exchange import Exchange
from .options import FetchSettings
from .records import (
    CAPTURED_AT,
    ORIGIN,
    PAGE_URI,
    REFERS_TO,
    SOURCE,
    UNKNOWN,
    VERDICT,
    format_date,
    snapshot_of,
)
from .snapshot import Missed, Snapshot, SourceName
from .warcread import Damage, WarcRecord, read_warc

Maker = Callable[[WARCWriter], Any]

_PREFIX = "peel-"
_HEAD = 1 << 16
_TRUNCATED = {"too_large": "length", "timeout": "time", "cut": "disconnect", "reset": "disconnect"}
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


@dataclass(frozen=True)
class Place:
    """Where a record is: `file` relative to the archive folder, `offset` in bytes."""

    file: str
    offset: int

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}"


@dataclass(frozen=True)
class Original:
    """The stored record that a revisit record stands in for."""

    place: Place
    url: str
    date: str
    payload_digest: str
    profile: str


@dataclass(frozen=True)
class Finding:
    """What `check` found wrong: `kind` is torn, flipped, digest, not_warc, empty or missing."""

    file: str
    offset: int
    kind: str
    message: str


def payload_digest(raw: bytes) -> str:
    """Give the labelled SHA-1 of a payload in base 32, as WARC writers do."""
    return "sha1:" + base64.b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode("ascii")


class Archive:
    """The WARC files of one run, beside those of other runs. One writer at a time (the run's lock)."""

    def __init__(self, folder: Path, run: str, settings: FetchSettings | None = None) -> None:
        self.folder = folder
        self._run = re.sub(r"[^\w.-]", "-", run)
        self._settings = settings or FetchSettings()
        self._file: _Whole | None = None
        self._name = ""
        self._size = 0

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file in use; nothing is lost without it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def end(self) -> Place | None:
        """The end of the file in use, None before the first record."""
        return Place(self._name, self._size) if self._name else None

    def write(
        self,
        exchange: Exchange,
        page: str | None = None,
        source: SourceName = "web",
        captured: str | None = None,
        verdict: str | None = None,
        original: Original | None = None,
    ) -> Place:
        """Keep a request and its answer; gives the place of the answer's record.

        `page` is the page's address on the site where the answer is one; `captured` (WARC-Date form) the
        web archive's time; `verdict` says why the answer is evidence only; with `original` the body is left
        out and a revisit record written. Raises ArchiveError where the disk refuses; the file is then as it
        was before.
        """
        date = format_date(exchange.started_at)
        answer_id = f"<urn:uuid:{uuid.uuid4()}>"
        own = {PAGE_URI: page, SOURCE: source, CAPTURED_AT: captured, VERDICT: verdict}
        told = {k: _line(v) for k, v in own.items() if v is not None}
        answer = {"WARC-Record-ID": answer_id, "WARC-Date": date, **told}
        if exchange.fault is not None:
            answer["WARC-Truncated"] = _TRUNCATED.get(exchange.fault.kind, "unspecified")
        if original is not None:
            answer.update(_refers(original))
        return self._append([_answer(exchange, answer, original is not None), _request(exchange, date, answer_id)])

    def keep(self, snapshot: Snapshot) -> Place:
        """Keep a snapshot that came from a folder or from another WARC file; gives its record's place.

        What HTTP told is kept as a response record without codings, a saved file as a resource record.
        """
        captured = format_date(snapshot.captured_at) if snapshot.captured_at else UNKNOWN
        url = snapshot.url or f"urn:sha256:{snapshot.sha256}"
        told = {PAGE_URI: url, SOURCE: snapshot.source, CAPTURED_AT: captured, ORIGIN: snapshot.origin}
        headers = {k: _line(v) for k, v in told.items() if v}
        if snapshot.captured_at is not None:
            headers["WARC-Date"] = format_date(snapshot.captured_at)
        if snapshot.source == "folder":
            return self._append([_resource(snapshot, url, headers)])
        return self._append([_stored(snapshot, url, headers)])

    def _append(self, makers: list[Maker]) -> Place:
        try:
            return self._write(b"".join(_pack(maker) for maker in makers))
        except OSError as error:
            size = self._size
            with suppress(OSError):
                self._cut_back()
            path = self.folder / (self._name or "")
            words = f"the archive {path} cannot be written at {size} bytes ({error.strerror or error})"
            raise ArchiveError(f"{words}; free space or give another --archive-dir, then run again") from error

    def _write(self, data: bytes) -> Place:
        file = self._ready(len(data))
        place = Place(self._name, self._size)
        file.write(data)
        file.sync()
        self._size += len(data)
        return place

    def _cut_back(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.close()
        self._file = None
        path = self.folder / self._name
        if self._size == 0:
            path.unlink()
            return
        os.truncate(path, self._size)
        self._file = _Whole(path.open("ab", buffering=0))

    def _ready(self, more: int) -> _Whole:
        if self._file is not None and self._size + more <= self._settings.max_archive_file:
            return self._file
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        number = 0
        while (self.folder / self._file_name(number)).exists():
            number += 1
        self._name, self._size = self._file_name(number), 0
        self._file = _Whole((self.folder / self._name).open("xb", buffering=0))
        head = _pack(lambda w: w.create_warcinfo_record(self._name, self._info()))
        self._file.write(head)
        self._size = len(head)
        _sync_folder(self.folder)
        return self._file

    def _file_name(self, number: int) -> str:
        return f"{_PREFIX}{self._run}-{number:05d}.warc.gz"

    def _info(self) -> dict[str, str]:
        info = {
            "software": self._settings.user_agent.split(" ")[0],
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
            "isPartOf": self._run,
            "http-header-user-agent": self._settings.user_agent,
        }
        if self._settings.contact:
            info["operator"] = self._settings.contact
        return info


class _Whole:
    """A raw file whose writes are whole or raise: a full disk may take a part of the bytes first."""

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw

    def write(self, data: bytes) -> None:
        """Write all bytes."""
        view = memoryview(data)
        while view:
            view = view[self._raw.write(view) or 0 :]

    def sync(self) -> None:
        """Wait until the disk has them."""
        os.fsync(self._raw.fileno())

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file as durable as its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _line(text: str) -> str:
    """Give a text as one header line."""
    return "".join(c if c.isprintable() else f"%{ord(c):02X}" for c in text)


def _pack(maker: Maker) -> bytes:
    """Give a record as one gzip member."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    writer.write_record(maker(writer))
    return out.getvalue()


def _refers(original: Original) -> dict[str, str]:
    return {
        "WARC-Profile": original.profile,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Refers-To-Date": original.date,
        "WARC-Payload-Digest": original.payload_digest,
        REFERS_TO: str(original.place),
    }


def _answer(exchange: Exchange, told: dict[str, str], revisit: bool) -> Maker:
    """Give the response record of an exchange; the body is as sent, chunking (undone) renamed in its head."""
    headers = [
        ("X-Archive-Orig-" + k if k.lower() == "transfer-encoding" else _line(k), _line(v)) for k, v in exchange.headers
    ]
    status = StatusAndHeaders(_line(f"{exchange.status} {exchange.reason}"), headers, protocol="HTTP/1.1")
    body = b"" if revisit else exchange.body
    return lambda writer: writer.create_warc_record(
        exchange.url,
        "revisit" if revisit else "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=status,
        warc_headers_dict=told,
    )


def _request(exchange: Exchange, date: str, answer_id: str) -> Maker:
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = StatusAndHeaders(f"GET {path} HTTP/1.1", exchange.request_headers, is_http_request=True)
    told = {"WARC-Date": date, "WARC-Concurrent-To": answer_id}
    return lambda writer: writer.create_warc_record(exchange.url, "request", http_headers=line, warc_headers_dict=told)


def _resource(snapshot: Snapshot, url: str, told: dict[str, str]) -> Maker:
    return lambda writer: writer.create_warc_record(
        url,
        "resource",
        payload=io.BytesIO(snapshot.body),
        length=len(snapshot.body),
        warc_content_type=snapshot.content_type or "text/html",
        warc_headers_dict=told,
    )


_UNDONE = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def _stored(snapshot: Snapshot, url: str, told: dict[str, str]) -> Maker:
    kept = [(_line(k), _line(v)) for k, v in snapshot.headers.items() if k.lower() not in _UNDONE]
    headers = [*kept, ("Content-Length", str(len(snapshot.body)))]
    status = StatusAndHeaders(f"{snapshot.status} -", headers, protocol="HTTP/1.1")
    return lambda writer: writer.create_warc_record(
        snapshot.requested_url or url,
        "response",
        payload=io.BytesIO(snapshot.body),
        length=len(snapshot.body),
        http_headers=status,
        warc_headers_dict=told,
    )


def warc_files(folder: Path) -> list[Path]:
    """Give the archive's files in the order of their names; an archive that is not there has none."""
    return sorted(p for p in folder.glob("*.warc.gz") if p.is_file()) if folder.is_dir() else []


def read_at(folder: Path, file: str, offset: int, cap: int = 20 << 20) -> Snapshot:
    """Give the page that the archive keeps at a place, digests verified; a revisit has its original's body.

    `file` is relative to `folder`, `offset` in bytes, `cap` bounds the decoded body. Raises ArchiveError
    where no sound page is there.
    """
    record = _record_at(folder, file, offset, cap)
    stored = _original_record(folder, file, record, cap)
    found = snapshot_of(stored, file, cap, dates=record.headers)
    if isinstance(found, Missed):
        raise ArchiveError(f"the archive holds no page there: {found.message}")
    return replace(found, warc_file=file, warc_offset=offset, requested_url=record.headers.get("warc-target-uri"))


def original_of(folder: Path, place: Place, profile: str, cap: int = 20 << 20) -> Original:
    """Give what a revisit record says of the response at `place`, or of the one it stands in for itself.

    Revisit records point at responses only, never at one another. Raises ArchiveError as `read_at`.
    """
    record = _record_at(folder, place.file, place.offset, cap)
    stored = _original_record(folder, place.file, record, cap)
    told = stored.headers
    refers = record.headers.get(REFERS_TO.lower())
    root = _place_of(refers, place.file, place.offset) if record.type == "revisit" else place
    digest = told.get("warc-payload-digest", "")
    return Original(root, told.get("warc-target-uri", ""), told.get("warc-date", ""), digest, profile)


def _place_of(text: str | None, file: str, offset: int) -> Place:
    name, _, at = (text or "").rpartition("@")
    if not at.isdecimal():
        raise ArchiveError(f"the revisit record in {file} at {offset} does not say where its original is")
    return Place(name, int(at))


def _original_record(folder: Path, file: str, record: WarcRecord, cap: int) -> WarcRecord:
    """Give the response that a revisit record stands in for, its digest checked; another record as it is."""
    if record.type != "revisit":
        return record
    place = _place_of(record.headers.get(REFERS_TO.lower()), file, record.offset)
    stored = _record_at(folder, place.file, place.offset, cap)
    digests = {r.headers.get("warc-payload-digest") for r in (record, stored)}
    if stored.type == "revisit" or len(digests) > 1:
        raise ArchiveError(f"the revisit record in {file} at {record.offset} does not match its original")
    return stored


def _record_at(folder: Path, file: str, offset: int, cap: int) -> WarcRecord:
    path = folder / file
    if Path(file).name != file or not path.is_file():
        raise ArchiveError(f"the archive file {path} is missing; run `peel archive check`")
    with path.open("rb") as stream:
        found = next(read_warc(stream, cap=cap + _HEAD, start=offset), None)
    if isinstance(found, WarcRecord) and found.offset == offset:
        return found
    what = found.message if isinstance(found, Damage) else "the file ends before it"
    raise ArchiveError(f"no sound record in {path} at {offset}: {what}; run `peel archive check`")


def pages(folder: Path, cap: int = 20 << 20) -> Iterator[Snapshot | Missed]:
    """Give every capture of a page in the archive, file by file in order, one in memory at a time.

    Evidence (refusals, redirects, robots.txt) is left out; a damaged place is a Missed with outcome `failed`.
    """
    for path in warc_files(folder):
        for item in _scan(path, 0):
            if isinstance(item, Damage):
                message = f"{path} at {item.offset}: {item.message}; run `peel archive check`"
                yield Missed(f"{path.name}@{item.offset}", "failed", f"archive_{item.kind}", message)
            elif is_page(item):
                yield _page_or_missed(folder, path.name, item, cap)


def _page_or_missed(folder: Path, name: str, record: WarcRecord, cap: int) -> Snapshot | Missed:
    try:
        return read_at(folder, name, record.offset, cap)
    except ArchiveError as error:
        return Missed(record.headers.get(PAGE_URI.lower(), name), "failed", "archive", error.message)


def is_page(record: WarcRecord) -> bool:
    """Say whether a record of our own holds a capture of a page (and is no evidence)."""
    told = record.headers
    return PAGE_URI.lower() in told and VERDICT.lower() not in told and "warc-truncated" not in told


def _scan(path: Path, start: int) -> Iterator[WarcRecord | Damage]:
    """Give the records of a file without their blocks, and the damage."""
    with path.open("rb") as stream:
        yield from read_warc(stream, want=lambda _: False, start=start)


@dataclass(frozen=True)
class Repair:
    """A torn end that was cut off: `side` is the file that keeps the bytes."""

    file: str
    offset: int
    side: str


def repair(folder: Path, known: Mapping[str, int]) -> tuple[list[Repair], list[tuple[str, WarcRecord]]]:
    """Cut torn ends off into side files; give the repairs and the whole records that nobody knows of.

    `known` says for each file up to which byte its records are already known; only what follows is read.
    """
    repairs: list[Repair] = []
    records: list[tuple[str, WarcRecord]] = []
    for path in warc_files(folder):
        size = path.stat().st_size
        start = known.get(path.name, 0)
        if start == size and size:
            continue
        items = list(_scan(path, start if start < size else 0))
        records += [(path.name, item) for item in items if isinstance(item, WarcRecord)]
        if items and isinstance(items[-1], Damage):
            repairs.append(_cut_off(path, items[-1].offset))
    return repairs, records


def _cut_off(path: Path, offset: int) -> Repair:
    side = path.with_name(f"{path.name}.torn-{offset}")
    try:
        with path.open("rb") as stream, side.open("wb") as kept:
            stream.seek(offset)
            shutil.copyfileobj(stream, kept)
            kept.flush()
            os.fsync(kept.fileno())
        os.truncate(path, offset)
    except OSError as error:
        raise ArchiveError(f"the torn end of {path} at {offset} cannot be cut off ({error.strerror})") from error
    return Repair(path.name, offset, side.name)


def check(folder: Path, references: Iterable[tuple[str, int]] = ()) -> list[Finding]:
    """Verify every record of the archive and every place that a database names; gives what is wrong.

    `references` are (file, offset in bytes) pairs; memory grows with them and the number of records only.
    """
    findings: list[Finding] = []
    offsets: dict[str, set[int]] = {}
    for path in warc_files(folder):
        offsets[path.name] = set()
        for item in _scan(path, 0):
            if isinstance(item, Damage):
                message = f"{path} at {item.offset}: {item.message}"
                findings.append(Finding(path.name, item.offset, item.kind, message))
            else:
                offsets[path.name].add(item.offset)
        findings += _odd_heads(path, offsets[path.name])
    for file, offset in sorted(set(references)):
        if offset not in offsets.get(file, set()):
            message = f"{folder / file} at {offset}: a database names this place and no sound record is there"
            findings.append(Finding(file, offset, "missing", message))
    return findings


def _odd_heads(path: Path, offsets: set[int]) -> Iterator[Finding]:
    """Give the members whose gzip head differs from the most common: no checksum covers those ten bytes."""
    heads: dict[int, bytes] = {}
    with path.open("rb") as stream:
        for offset in sorted(offsets):
            stream.seek(offset)
            heads[offset] = stream.read(10)
    usual = Counter(heads.values()).most_common(1)
    for offset, head in heads.items():
        if head != usual[0][0]:
            message = f"{path} at {offset}: the gzip head differs from the file's others; the record is whole"
            yield Finding(path.name, offset, "flipped", message)
