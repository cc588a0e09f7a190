"""Pages in WARC and WACZ files of any crawler: every sound record of the site's hosts, damage named."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from scraper.catalogue.urls import HOSTS

from .errors import SourceError
from .planner import Plan
from .records import VERDICT, judged, page_uri, snapshot_of
from .snapshot import Missed, Snapshot
from .warcread import Damage, Headers, WarcRecord, parse_digest, read_warc

_TYPES = frozenset({"response", "revisit", "resource"})
_REDIRECTS = range(300, 400)
_SLACK = 1 << 16
_PIECE = 1 << 20
Key = tuple[str, str]


def is_ours(headers: Headers) -> bool:
    """Return whether a record may hold a page of the site."""
    if headers.get("warc-type") not in _TYPES or VERDICT.lower() in headers:
        return False
    url = page_uri(headers)
    return url.startswith("urn:sha256:") or _host(url) in HOSTS


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


class WarcSource:
    """One .warc, .warc.gz or .wacz file. `counts` tells after reading what was skipped and why."""

    name = "warc"
    requests = 0

    def __init__(self, path: Path, *, cap: int = 20 << 20) -> None:
        self._path = path
        self.options = f"warc|{path}"
        self._cap = cap
        self.counts: Counter[str] = Counter()

    def plan(self) -> Plan:
        """Return the file's size; what is in it shows when it is read."""
        size = self._path.stat().st_size
        return Plan(0, 0, 0.0, (f"warc {self._path}: {size / 1e6:.1f} MB to read, no requests",))

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each page of the site's hosts in the file's order; damage is a Missed with its offset."""
        if self._path.name.lower().endswith(".wacz"):
            yield from self._wacz()
            return
        try:
            with self._path.open("rb") as file:
                yield from self._pages(file, self._path.name)
        except OSError as error:
            raise SourceError(f"{self._path} cannot be read ({error.strerror})") from error

    def _pages(self, file: BinaryIO, name: str) -> Iterator[Snapshot | Missed]:
        index = _Index()
        for item in read_warc(file, is_ours, self._cap + _SLACK):
            if isinstance(item, Damage):
                yield self._damaged(item, name)
            elif not is_ours(item.headers):
                self.counts["skipped"] += 1
            elif item.type == "revisit":
                yield from self._revisit(file, name, item, index)
            else:
                index.add(item)
                yield from self._page(item, item, name)

    def _damaged(self, damage: Damage, name: str) -> Missed:
        self.counts["damaged"] += 1
        where = f"{self._path}" if name == self._path.name else f"{self._path}:{name}"
        message = f"{where} at offset {damage.offset}: {damage.message}; the sound records around it are read"
        key = f"{name}@{damage.offset}"
        return Missed(key, "failed", f"warc_{damage.kind}", message, key)

    def _revisit(self, file: BinaryIO, name: str, record: WarcRecord, index: _Index) -> Iterator[Snapshot | Missed]:
        offset = index.find(record)
        original = _at(file, offset, self._cap + _SLACK) if offset is not None else None
        if original is not None:
            yield from self._page(original, record, name)
            return
        key = f"{name}@{record.offset}"
        words = f"{self._path} at offset {record.offset}: unchanged since a capture that is not in this file"
        self.counts["unchanged"] += 1
        yield Missed(page_uri(record.headers), "unchanged", "revisit_without_original", words, key)

    def _page(self, record: WarcRecord, told: WarcRecord, name: str) -> Iterator[Snapshot | Missed]:
        """Return the page of a record; redirects and files that are no pages are only counted."""
        key = f"{name}@{told.offset}"
        found = snapshot_of(record, name, self._cap, dates=told.headers)
        if isinstance(found, Missed):
            yield Missed(found.url, found.outcome, found.reason, found.message, key)
            return
        if found.status in _REDIRECTS:
            self.counts["redirects"] += 1
            return
        result = judged(found, f"{self._path} at offset {record.offset}")
        if isinstance(result, Missed):
            self.counts[result.reason] += 1
            if result.reason != "not_html":
                yield Missed(result.url, result.outcome, result.reason, result.message, key)
            return
        yield Snapshot(
            body=found.body,
            url=found.url,
            captured_at=found.captured_at,
            source=found.source if found.source != "web" else "warc",
            status=found.status,
            headers=found.headers,
            requested_url=found.requested_url,
            origin=f"{self._path}@{told.offset}",
            page=key,
        )

    def _wacz(self) -> Iterator[Snapshot | Missed]:
        try:
            archive = zipfile.ZipFile(self._path)
        except (zipfile.BadZipFile, OSError) as error:
            raise SourceError(f"{self._path} is no WACZ file ({error})") from error
        with archive:
            hashes = _member_hashes(archive)
            names = [n for n in archive.namelist() if n.lower().endswith((".warc", ".warc.gz"))]
            if not names:
                yield Missed(str(self._path), "failed", "empty", f"{self._path} holds no WARC file", "wacz")
            for name in names:
                yield from self._member(archive, name, hashes.get(name))

    def _member(self, archive: zipfile.ZipFile, name: str, wanted: str | None) -> Iterator[Snapshot | Missed]:
        with _unpacked(archive, name) as (file, digest, fault):
            words = fault or (None if wanted in {None, digest} else "does not match its hash in datapackage.json")
            if words:
                self.counts["damaged"] += 1
                message = f"{self._path}: member {name} {words}; its sound records are read"
                yield Missed(f"{self._path.name}:{name}", "failed", "wacz_member", message, name)
            yield from self._pages(file, name)


def _member_hashes(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sha256 of each member that datapackage.json states."""
    try:
        package: Any = json.loads(archive.read("datapackage.json"))
        resources = package.get("resources", [])
        pairs = {str(r["path"]): str(r["hash"]) for r in resources if "path" in r and "hash" in r}
    except (KeyError, ValueError, AttributeError, TypeError, zipfile.BadZipFile):
        return {}
    return {path: text.partition(":")[2] or text for path, text in pairs.items()}


@contextmanager
def _unpacked(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[BinaryIO, str, str | None]]:
    """Return a member as a seekable file with its sha256; what can be read of a broken one, and what is wrong.

    The copy is a nameless temporary file on disk: a member's name is never used as a path.
    """
    digest = hashlib.sha256()
    fault = None
    with tempfile.TemporaryFile() as copy:
        try:
            with archive.open(name) as member:
                while piece := member.read(_PIECE):
                    digest.update(piece)
                    copy.write(piece)
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            fault = f"is damaged ({error})"
            copy.seek(0)
            copy.truncate()
            _copy_raw(archive, name, copy)
        yield copy, digest.hexdigest(), fault


def _copy_raw(archive: zipfile.ZipFile, name: str, out: BinaryIO) -> None:
    """Copy a stored member's bytes without the zip's own check; nothing of a compressed one."""
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_STORED or archive.filename is None:
        return
    with Path(archive.filename).open("rb") as file:
        file.seek(info.header_offset + 26)
        lengths = file.read(4)
        skip = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        file.seek(info.header_offset + 30 + skip)
        left = info.compress_size
        while left and (piece := file.read(min(left, _PIECE))):
            out.write(piece)
            left -= len(piece)


def _at(file: BinaryIO, offset: int, cap: int) -> WarcRecord | None:
    found = next(read_warc(file, cap=cap, start=offset), None)
    return found if isinstance(found, WarcRecord) else None


class _Index:
    """Where the responses of the site are in a file, for the revisit records after them."""

    def __init__(self) -> None:
        self._places: dict[Key, int] = {}

    def add(self, record: WarcRecord) -> None:
        """Note a response by its id, its digest, and its address and date."""
        for key in _keys(record.headers, "warc-record-id", "warc-target-uri", "warc-date"):
            self._places[key] = record.offset

    def find(self, record: WarcRecord) -> int | None:
        """Return the offset of the record that a revisit refers to, None where the file lacks it."""
        names = ("warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date")
        for key in _keys(record.headers, *names):
            if key in self._places:
                return self._places[key]
        return None


def _keys(headers: Headers, record_id: str, uri: str, date: str) -> Iterator[Key]:
    if headers.get(record_id):
        yield "id", headers[record_id]
    if headers.get(uri) and headers.get(date):
        yield "uri", f"{headers[uri].strip('<>')} {headers[date]}"
    digest = parse_digest(headers.get("warc-payload-digest"))
    if digest is not None and digest[1]:
        yield "digest", f"{digest[0]}:{digest[1].hex()}"
