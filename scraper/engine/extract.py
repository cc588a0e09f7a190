"""What a snapshot says: where the bytes of the fetcher meet the parsers, whoever reads them."""

from __future__ import annotations

from schemas.extraction import Extraction
from scraper.document.read import MAX_BYTES
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.readings import Parcel, parcel_of
from scraper.parsers.parse import parse_page
from scraper.parsers.version import parser_version

_Read = tuple[str, str | None, str | None, int, str]
"""All that a parcel is made of: the digest of the bytes, the address, the content type, the limit, the parser's version."""
_last: tuple[_Read, Parcel] | None = None


def extract(snapshot: Snapshot, limit: int = MAX_BYTES) -> Extraction:
    """Return what a snapshot says; `limit` is the largest page in bytes."""
    return parse_page(
        snapshot.body, snapshot.url, content_type=snapshot.content_type, captured_at=snapshot.captured_at, limit=limit
    )  # fmt: skip


def read(snapshot: Snapshot, limit: int = MAX_BYTES) -> Parcel:
    """Return what a snapshot says, packed for the loader.

    A capture with the bytes and the address of the one before is not parsed again: the revisits of a page come one
    after the other, each with the bytes of their original.
    """
    global _last
    key = (snapshot.sha256, snapshot.url, snapshot.content_type, limit, parser_version())
    last = _last
    if last is None or last[0] != key:
        last = _last = key, parcel_of(extract(snapshot, limit))
    return last[1]
