"""What a worker does with a unit: read, archive, parse, validate, pack. Nothing here knows of Dask."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from scraper.batches import in_batches
from scraper.fetcher.archive import Archive, warc_files
from scraper.fetcher.originals import Originals
from scraper.fetcher.snapshot import Missed, Snapshot, bytes_of
from scraper.garbage import seldom_searched
from scraper.loader.captures import snapshot_id
from scraper.loader.readings import Parcel
from scraper.parsers.version import parser_version

from .batch import ORIGINALS, RECORDS, Index, to_line, write_index
from .extract import read_pages
from .units import Unit


@dataclass(frozen=True)
class Job:
    """What all units of a run share: the run's id, the folder for batches, the largest page in bytes."""

    run: str
    folder: str
    limit: int


@dataclass(frozen=True)
class Known:
    """Captures, by id, that need not be archived again, and those of them that need not be parsed either."""

    archived: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()

    def write(self, job: Job) -> None:
        """Put it where the workers find it: a file outlives a worker, what a cluster holds in memory does not."""
        lines = (f"{key} {int(key in self.read)}\n" for key in sorted(self.archived))
        (Path(job.folder) / _KNOWN).write_text("".join(lines), "ascii")


_KNOWN = "known.txt"


@lru_cache(maxsize=1)
def known_of(job: Job) -> Known:
    """Return what was written for a job, read once in each worker."""
    pairs = [line.split() for line in (Path(job.folder) / _KNOWN).read_text("ascii").splitlines()]
    return Known(frozenset(key for key, _ in pairs), frozenset(key for key, is_read in pairs if is_read == "1"))


@dataclass
class _Reader:
    archive: Archive
    known: Known
    limit: int
    done: set[str] = field(default_factory=set)

    def lines(self, found: Iterator[Snapshot | Missed]) -> Iterator[str]:
        """Return a line for each capture in order; a whole batch is read before the first of it is packed (`scraper.batches`)."""
        for batch in in_batches(found, weight=bytes_of):
            new = self._new(batch)
            said = dict(zip(new, read_pages(list(new.values()), self.limit), strict=True))
            self.done.update(new)
            for item in batch:
                yield to_line(item, None) if isinstance(item, Missed) else to_line(*self._archived(item, said))

    def _new(self, batch: list[Snapshot | Missed]) -> dict[str, Snapshot]:
        """Return the captures that are to be read, by their ids: of one that comes twice the first."""
        found: dict[str, Snapshot] = {}
        for item in batch:
            if isinstance(item, Snapshot):
                key = snapshot_id(item)
                if key not in self.known.read and key not in self.done:
                    found.setdefault(key, item)
        return found

    def _archived(self, snapshot: Snapshot, said: dict[str, Parcel]) -> tuple[Snapshot, Parcel | None]:
        """Return a capture with what it says, which is taken out of `said`; it is archived if it is not yet."""
        key = snapshot_id(snapshot)
        if key in said and key not in self.known.archived:
            place = self.archive.keep(snapshot)
            snapshot = replace(snapshot, warc_file=place.file, warc_offset=place.offset, digest=snapshot.sha256)
        return snapshot, said.pop(key, None)


def read_unit(unit: Unit, job: Job) -> str:
    """Read a unit into a batch and give the batch's folder.

    Done twice, it makes two folders with the same records: a lost worker's unit is simply done again. Raises
    what the sources raise (SourceError) and ArchiveError where the disk refuses.
    """
    folder = Path(job.folder) / f"{unit.number:05d}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True)
    counts: Counter[str] = Counter()
    with seldom_searched(), Archive(folder, f"{job.run}-{unit.number:05d}") as archive:
        reader = _Reader(archive, known_of(job), job.limit)
        originals = Originals(folder / ORIGINALS)
        sources = list(unit.sources(job.limit, originals))
        with (folder / RECORDS).open("w", encoding="ascii") as file, archive.group():
            file.writelines(reader.lines(unit.found(sources)))
        originals.close()
        for source in sources:
            counts.update(source.counts)
    files = tuple(path.name for path in warc_files(folder))
    write_index(folder, Index(parser_version(), files, dict(counts)))
    return str(folder)
