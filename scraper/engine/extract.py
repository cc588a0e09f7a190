"""What a snapshot says: where the bytes of the fetcher meet the parsers, whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from schemas.extraction import Extraction
from scraper.batches import in_batches, in_step
from scraper.document.read import MAX_BYTES
from scraper.fetcher.snapshot import Snapshot, bytes_of
from scraper.loader.readings import Parcel, parcel_of
from scraper.parsers.parse import parsing
from scraper.parsers.version import parser_version

T = TypeVar("T")
_Read = tuple[str, str | None, str | None, int, str]
"""All that a parcel is made of: the digest of the bytes, the address, the content type, the limit, the parser's version."""
_last: tuple[_Read, Parcel] | None = None


def extract(snapshot: Snapshot, limit: int = MAX_BYTES) -> Extraction:
    """Return what a snapshot says; `limit` is the largest page in bytes."""
    return extract_all([snapshot], limit)[0]


def extract_all(snapshots: Iterable[Snapshot], limit: int = MAX_BYTES) -> list[Extraction]:
    """Return what each snapshot says, in order, all of them read stage by stage (`scraper.batches` says why)."""
    return in_step(
        parsing(one.body, one.url, content_type=one.content_type, captured_at=one.captured_at, limit=limit)
        for one in snapshots
    )


def extract_each(
    items: Iterable[T], snapshot_of: Callable[[T], Snapshot], limit: int = MAX_BYTES
) -> Iterator[tuple[T, Extraction]]:
    """Return each item with what its snapshot says, in order: a whole batch is read before the first of it is handed on."""
    for batch in in_batches(items, weight=lambda item: bytes_of(snapshot_of(item))):
        yield from zip(batch, extract_all(map(snapshot_of, batch), limit), strict=True)


def read_pages(snapshots: Sequence[Snapshot], limit: int = MAX_BYTES) -> list[Parcel]:
    """Return what each snapshot says, in order, packed for the loader.

    A capture with the bytes and the address of one among them, or of the one before them, is not parsed again: the
    revisits of a page come one after the other, each with the bytes of their original.
    """
    global _last
    version = parser_version()
    keys = [(one.sha256, one.url, one.content_type, limit, version) for one in snapshots]
    known = dict([_last]) if _last is not None else {}
    new = {key: one for key, one in zip(keys, snapshots, strict=True) if key not in known}
    known.update(zip(new, map(parcel_of, extract_all(new.values(), limit)), strict=True))
    if keys:
        _last = keys[-1], known[keys[-1]]
    return [known[key] for key in keys]
