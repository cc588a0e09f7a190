"""Targets to units of work: a WARC or WACZ file, or some hundred saved pages of a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from scraper.fetcher.folder import FolderSource
from scraper.fetcher.originals import Originals
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.sources import Source, is_address, open_target
from scraper.fetcher.walk import is_new

from .errors import EngineUsageError

PAGES = 200
"""Saved pages in a unit: about a second of work, so that a lost worker loses little."""


@dataclass(frozen=True)
class Unit:
    """What one worker reads at a time: a number (its place in the order of merging) and paths, read in order."""

    number: int
    paths: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a person calls it."""
        more = len(self.paths) - 1
        return self.paths[0] if not more else f"{self.paths[0]} and {more} more"

    def sources(self, cap: int, originals: Originals) -> Iterator[Source]:
        """Return the sources of the unit; `cap` (bytes) bounds a page, `originals` notes what revisits elsewhere need."""
        for path in self.paths:
            yield open_target(path, cap=cap, originals=originals, is_named=False)

    def found(self, sources: Sequence[Source]) -> Iterator[Snapshot | Missed]:
        """Return what the sources give, in order."""
        for source in sources:
            yield from source.snapshots()


def units_of(
    targets: Sequence[str], *, sound_only: bool = False, absolute: bool = False, cap: int = 20 << 20
) -> tuple[list[Unit], Counter[str]]:
    """Return the units of targets, in the order in which a single machine reads them, and what was passed over, by kind.

    `absolute` gives whole paths, for workers in other folders. Raises SourceError for a path that is not there,
    EngineUsageError for an address.
    """
    parts: list[tuple[str, ...]] = []
    counts: Counter[str] = Counter()
    seen: set[tuple[int, int]] = set()
    for target in targets:
        if is_address(target):
            raise EngineUsageError(f"the engine reads files, and {target} is an address; run it without --engine")
        path = str(Path(target).resolve()) if absolute else target
        source = open_target(path, sound_only=sound_only, cap=cap, seen=seen)
        if is_new(Path(path), seen):
            parts.extend(_parts(source, path, seen))
            counts.update(source.counts)
    return [Unit(number, paths) for number, paths in enumerate(parts)], counts


def _parts(source: Source, path: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """Return an archive file alone, and saved pages in parcels, in the order in which they stand in a folder."""
    if not isinstance(source, FolderSource) or not Path(path).is_dir():
        yield (path,)
        return
    for is_archive, group in groupby(source.files(seen), lambda found: found[1].is_archive):
        if is_archive:
            yield from ((str(file),) for file, _ in group)
            continue
        files = iter(group)
        while part := tuple(str(file) for file, _ in islice(files, PAGES)):
            yield part
