"""Copies that a killed run left in the archive: the group that it was loading is undone, its bytes are not.

The run that goes on from there reads the same captures in their source again, and takes the copies that are there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from scraper.fetcher.archive import read_at
from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.captures import snapshot_id
from scraper.settings import Settings
from scraper.store.rows import Place


@dataclass(frozen=True)
class Left:
    """The copies, by the ids of their captures, without their bodies."""

    copies: dict[str, Snapshot] = field(default_factory=dict)

    @classmethod
    def read(cls, settings: Settings, places: Iterable[Place]) -> Left:
        """Return the copies at some places of the archive; what cannot be read there is no copy, and is archived again."""
        found = {}
        for place in places:
            try:
                copy = read_at(settings.archive_dir, place.file, place.offset, settings.max_page_bytes)
            except ArchiveError:
                continue
            found[snapshot_id(copy)] = replace(copy, body=b"", digest=copy.sha256)
        return cls(found)

    def place_of(self, item: Snapshot) -> Place | None:
        """Return where the archive has a copy of a capture with all that a record keeps of it; None where it has none."""
        copy = self.copies.get(snapshot_id(item)) if self.copies and item.warc_file is None else None
        if copy is None or copy.warc_file is None or not item.reads_like(copy) or _kept(item) != _kept(copy):
            return None
        return Place(copy.warc_file, copy.warc_offset or 0)


def _kept(one: Snapshot) -> tuple[Any, ...]:
    """Return what a record keeps of a capture beside what its id is made of."""
    return (
        one.source,
        one.origin,
        one.status,
        one.dated_by,
        one.claimed,
        one.header("etag"),
        one.header("last-modified"),
    )
