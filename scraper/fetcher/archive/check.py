"""What is wrong with the archive's files: every record verified, torn ends cut off and kept beside."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.warcread import Damage, WarcRecord
from scraper.store.rows import Place

from .reader import root_of, scan, warc_files


@dataclass(frozen=True)
class Finding:
    """What `check` found wrong: `kind` is torn, flipped, digest, not_warc, empty or missing."""

    file: str
    offset: int
    kind: str
    message: str


@dataclass(frozen=True)
class Checked:
    """How many sound records the archive holds, and what is wrong with it."""

    records: int
    findings: list[Finding]


@dataclass(frozen=True)
class Repair:
    """A torn end that was cut off: `side` is the file that keeps the bytes."""

    file: str
    offset: int
    side: str


def repair(folder: Path, known: Mapping[str, int]) -> tuple[list[Repair], list[tuple[str, WarcRecord]]]:
    """Cut torn ends off into side files; return the repairs and the whole records that nobody knows of.

    `known` says for each file up to which byte its records are already known; only what follows is read. A file that never
    held a whole record is none of the archive's: what is torn in it is its side file, and an empty one is taken away.
    """
    repairs: list[Repair] = []
    records: list[tuple[str, WarcRecord]] = []
    for path in warc_files(folder, known):
        size = path.stat().st_size
        start = known.get(path.name, 0)
        if start == size and size:
            continue
        items = list(scan(path, start if start < size else 0))
        records += [(path.name, item) for item in items if isinstance(item, WarcRecord)]
        if items and isinstance(items[-1], Damage):
            offset = items[-1].offset
            if size or start:
                repairs.append(_cut_off(path, offset))
            if not (offset or start):
                _take_away(path)
    return repairs, records


def _take_away(path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise ArchiveError(f"{path}, which holds nothing, cannot be taken away ({error.strerror})") from error


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


def check(folder: Path, references: Iterable[tuple[str, int]] = ()) -> Checked:
    """Verify every record of the archive, and every place that a database or a revisit record names.

    Returns what is wrong, and how many records are sound. `references` are (file, offset in bytes) pairs; memory grows with
    them and the number of records only.
    """
    findings: list[Finding] = []
    offsets: dict[str, set[int]] = {}
    revisits: list[tuple[Place, Place]] = []
    for path in warc_files(folder):
        offsets[path.name] = set()
        for item in scan(path, 0):
            if isinstance(item, Damage):
                message = f"{path} at {item.offset}: {item.message}"
                findings.append(Finding(path.name, item.offset, item.kind, message))
            else:
                offsets[path.name].add(item.offset)
                revisits += _standing(path, item, findings)
        findings += _odd_heads(path, offsets[path.name])
    for file, offset in sorted(set(references)):
        if offset not in offsets.get(file, set()):
            message = f"{folder / file} at {offset}: a database names this place and no sound record is there"
            findings.append(Finding(file, offset, "missing", message))
    for own, root in revisits:
        if root.offset not in offsets.get(root.file, set()):
            message = f"{folder / own.file} at {own.offset}: a revisit record whose body was in {root}, where no sound record is"
            findings.append(Finding(own.file, own.offset, "missing", message))
    return Checked(sum(map(len, offsets.values())), findings)


def _standing(path: Path, record: WarcRecord, findings: list[Finding]) -> list[tuple[Place, Place]]:
    """Return the place of a revisit record and that of the record that it stands in for; nothing for other records."""
    try:
        root = root_of(path.name, record)
    except ArchiveError as error:
        findings.append(Finding(path.name, record.offset, "missing", error.message))
        return []
    return [(Place(path.name, record.offset), root)] if root is not None else []


def _odd_heads(path: Path, offsets: set[int]) -> Iterator[Finding]:
    """Return the members whose gzip head differs from the most common: no checksum covers those ten bytes."""
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
