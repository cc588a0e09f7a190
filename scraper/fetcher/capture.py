"""A fetched snapshot as the capture that the state database notes."""

from __future__ import annotations

from scraper.store.moments import format_date
from scraper.store.rows import Capture, Place

from .snapshot import Snapshot


def captured(page: str, snapshot: Snapshot, place: Place, payload_digest: str | None, date: str | None) -> Capture:
    """Return the capture of a page that the archive holds at `place`; `date` is its record's WARC-Date."""
    return Capture(
        page=page,
        url=snapshot.requested_url or snapshot.url or page,
        captured_at=format_date(snapshot.captured_at) if snapshot.captured_at else None,
        source=snapshot.source,
        sha256=snapshot.sha256,
        etag=snapshot.header("etag"),
        last_modified=snapshot.header("last-modified"),
        payload_digest=payload_digest,
        warc_date=date,
        place=place,
    )
