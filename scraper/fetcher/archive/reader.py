"""The archive's reader: a page by its place, every page in order, digests verified."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.records import PAGE_URI, REFERS_TO, VERDICT, message_of, renewed, snapshot_of
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.warcread import Damage, Headers, WarcRecord, read_warc
from scraper.store.rows import Place

from .records import Original

_HEAD = 1 << 16
_OURS = re.compile(r"peel-.+-\d{5}\.warc\.gz")
_ANY = re.compile(r".+\.w?arc(?:\.gz|\.zst)?|.+\.wacz", re.I)
_SOFTWARE = re.compile(rb"^software: peel/", re.M)


def warc_files(folder: Path, known: Mapping[str, int] = MappingProxyType({})) -> list[Path]:
    """Return the archive's files in the order of their names; an archive that is not there has none.

    They are those that peel wrote; what others keep in the folder is not the archive's (`foreign_files`). A file that is
    as long as is `known` by its name (bytes) need not be opened: it was peel's when that was noted.
    """
    files = (path for path in _named(folder, _OURS) if path.is_file())
    return [path for path in files if known.get(path.name) == path.stat().st_size or _is_ours(path)]


def foreign_files(folder: Path, known: Mapping[str, int] = MappingProxyType({})) -> list[Path]:
    """Return what is in the archive's folder under a WARC file's name and is none that peel wrote.

    It is named, and left as it is: a file of others, a folder, a link that leads nowhere. `known` is as in `warc_files`.
    """
    ours = set(warc_files(folder, known))
    return [path for path in _named(folder, _ANY) if path not in ours]


def _named(folder: Path, pattern: re.Pattern[str]) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))


def _is_ours(path: Path) -> bool:
    """Return whether the first record of a file says that peel wrote it; a file without a whole one goes by its name."""
    with path.open("rb") as stream:
        first = next(read_warc(stream, cap=_HEAD), None)
    if not isinstance(first, WarcRecord):
        return True
    return first.type == "warcinfo" and _SOFTWARE.search(first.block or b"") is not None


def read_at(folder: Path, file: str, offset: int, cap: int = 20 << 20) -> Snapshot:
    """Return the page that the archive keeps at a place, digests verified; a revisit has its original's body.

    `file` is relative to `folder`, `offset` in bytes, `cap` bounds the decoded body. Raises ArchiveError
    where no sound page is there.
    """
    return _snapshot(folder, file, _record_at(folder, file, offset, cap), cap)


def _snapshot(folder: Path, file: str, record: WarcRecord, cap: int) -> Snapshot:
    stored = _original_record(folder, file, record, cap)
    found = snapshot_of(stored, file, cap, dates=record.headers)
    if isinstance(found, Missed):
        raise ArchiveError(f"the archive holds no page there: {found.message}")
    told = message_of(record) if record is not stored else None
    headers = renewed(found.headers, told.headers) if told is not None else found.headers
    return replace(found, headers=headers, warc_file=file, warc_offset=record.offset)


def original_of(folder: Path, place: Place, profile: str, cap: int = 20 << 20) -> Original:
    """Return what a revisit record says of the response at `place`, or of the one it stands in for itself.

    Revisit records point at responses only, never at one another. Raises ArchiveError as `read_at`.
    """
    record = _record_at(folder, place.file, place.offset, cap)
    stored = _original_record(folder, place.file, record, cap)
    told = stored.headers
    root = root_of(place.file, record) or place
    digest = told.get("warc-payload-digest", "")
    return Original(root, told.get("warc-target-uri", ""), told.get("warc-date", ""), digest, profile)


def root_of(file: str, record: WarcRecord) -> Place | None:
    """Return where the response is that a revisit record of the archive's `file` stands in for, None for another record.

    Raises ArchiveError where a revisit record does not say so.
    """
    if record.type != "revisit":
        return None
    return _place_of(record.headers.get(REFERS_TO.lower()), file, record.offset)


def _place_of(text: str | None, file: str, offset: int) -> Place:
    name, _, at = (text or "").rpartition("@")
    if not at.isdecimal():
        raise ArchiveError(f"the revisit record in {file} at {offset} does not say where its original is")
    return Place(name, int(at))


def _original_record(folder: Path, file: str, record: WarcRecord, cap: int) -> WarcRecord:
    """Return the response that a revisit record stands in for, its digest checked; another record as it is."""
    place = root_of(file, record)
    if place is None:
        return record
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
        found = next(read_warc(stream, cap=cap + _HEAD, start=offset, padded=False), None)
    if isinstance(found, WarcRecord) and found.offset == offset:
        return found
    what = found.message if isinstance(found, Damage) else "the file ends before it"
    raise ArchiveError(f"no sound record in {path} at {offset}: {what}; run `peel archive check`", damaged=file)


def pages(folder: Path, cap: int = 20 << 20) -> Iterator[Snapshot | Missed]:
    """Return every capture of a page in the archive, file by file in order, one in memory at a time.

    Evidence (refusals, redirects, robots.txt) is left out; a damaged place is a Missed with outcome `failed`.
    """
    for path in warc_files(folder):
        with path.open("rb") as stream:
            for item in read_warc(stream, want=_tells_page, cap=cap + _HEAD, padded=False):
                if isinstance(item, Damage):
                    message = f"{path} at {item.offset}: {item.message}; run `peel archive check`"
                    yield Missed(f"{path.name}@{item.offset}", "failed", f"archive_{item.kind}", message)
                elif is_page(item):
                    yield _page_or_missed(folder, path.name, item, cap)


def _page_or_missed(folder: Path, name: str, record: WarcRecord, cap: int) -> Snapshot | Missed:
    try:
        return _snapshot(folder, name, record, cap)
    except ArchiveError as error:
        return Missed(record.headers.get(PAGE_URI.lower(), name), "failed", "archive", error.message)


def is_page(record: WarcRecord) -> bool:
    """Return whether a record of our own holds a capture of a page (and is no evidence)."""
    return _tells_page(record.headers)


def _tells_page(told: Headers) -> bool:
    return PAGE_URI.lower() in told and VERDICT.lower() not in told and "warc-truncated" not in told


def scan(path: Path, start: int) -> Iterator[WarcRecord | Damage]:
    """Return the records of a file without their blocks, and the damage; zeros at its end are what a power cut leaves of a record."""
    with path.open("rb") as stream:
        yield from read_warc(stream, want=lambda _: False, start=start, padded=False)


def length_of(path: Path) -> int:
    """Return how long a file of the archive is (bytes), -1 where there is none."""
    return path.stat().st_size if path.is_file() else -1
