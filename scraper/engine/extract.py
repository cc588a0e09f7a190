"""What a snapshot says: where the bytes of the fetcher meet the parsers, whoever reads them."""

from __future__ import annotations

from schemas.extraction import Extraction
from scraper.document.read import MAX_BYTES
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.readings import Parcel, parcel_of
from scraper.parsers.parse import parse_page


def extract(snapshot: Snapshot, limit: int = MAX_BYTES) -> Extraction:
    """Return what a snapshot says; `limit` is the largest page in bytes."""
    return parse_page(
        snapshot.body, snapshot.url, content_type=snapshot.content_type, captured_at=snapshot.captured_at, limit=limit
    )  # fmt: skip


def read(snapshot: Snapshot, limit: int = MAX_BYTES) -> Parcel:
    """Return what a snapshot says, packed for the loader."""
    return parcel_of(extract(snapshot, limit))
