"""What the site showed after a capture from elsewhere, in a database that is made again: as the runs loaded it.

A look that shows what was known is no capture of its own. Where a capture from elsewhere comes to stand between the two,
the run that brought it loads the newest look after it (`pipeline.looks.settle_looks`); so the archive is gone through run by run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.extraction import Extraction
from scraper.fetcher.snapshot import Snapshot
from scraper.store.sqlite import Database

from .captures import is_outlived
from .readings import Packable, Parcel, has_reading, packed_reading, parcel_of
from .statements import page_id

_Looks = dict[str, tuple[Snapshot, str]]
"""The newest look at the site of each page (without its body), and what it said (the reading's id)."""


def with_looks(db: Database, captures: Iterable[tuple[Snapshot, Extraction]]) -> Iterator[tuple[Snapshot, Parcel]]:
    """Return the captures of an archive in its order, and behind those of each run the looks that it loaded after them.

    Each has to be in the database before the next is asked for.
    """
    looks: _Looks = {}
    elsewhere: set[str] = set()
    run = None
    for snapshot, extraction in captures:
        now = (snapshot.warc_file or "").rpartition("-")[0]
        if now != run:
            yield from _again(db, elsewhere, looks)
            run = now
        said = parcel_of(extraction)
        yield snapshot, said
        if said.content is not None and snapshot.source != "web":
            elsewhere.add(page_id(extraction.page))
        elif said.content is not None and has_reading(db, said.content.id):
            looks[page_id(extraction.page)] = replace(snapshot, body=b"", digest=snapshot.sha256), said.content.id
    yield from _again(db, elsewhere, looks)


def _again(db: Database, elsewhere: set[str], looks: _Looks) -> Iterator[tuple[Snapshot, Parcel]]:
    """Return the newest looks at pages of which captures came from elsewhere, where one of those speaks and is older."""
    for page in sorted(elsewhere & looks.keys()):
        look, record = looks[page]
        if look.captured_at is not None and is_outlived(db, page, look.captured_at):
            yield look, Parcel(Packable.packed(record, packed_reading(db, record)))
    elsewhere.clear()
