"""A snapshot: the bytes of one page as they were found, and where and when that was."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from schemas.capture_rows import DatedBy
from scraper.document.decode import decodes_alike
from scraper.store.outcomes import Outcome
from scraper.store.rows import SourceName

Obtained = Literal["fetched", "archive"]


@dataclass(frozen=True)
class Snapshot:
    """One capture of one address.

    `body` has transfer and content coding undone; `url` is the final address, `requested_url` the one asked
    for; `captured_at` is in UTC and None where nothing tells it; `warc_file` (relative to the archive folder)
    and `warc_offset` (bytes) say where the archive keeps the record, None where it is not archived.
    """

    body: bytes
    url: str | None
    captured_at: dt.datetime | None
    source: SourceName
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    requested_url: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    origin: str | None = None
    """Where a person finds it: a file's path, an archive's address."""
    page: str | None = None
    """The key of the run's plan that this capture answers; None outside a plan."""
    obtained: Obtained = "fetched"
    """Whether this run fetched it, or found it in the archive from a run that did not get to load it."""
    dated_by: DatedBy | None = None
    """What says when it was captured; None where nothing does."""
    claimed: str | None = None
    """A time of capture that was stated and cannot be believed."""
    read_at: dt.datetime | None = None
    """When it was first read (UTC); None where that is now."""
    payload_digest: str | None = None
    """The payload digest of the record that it was found in, as stated there: revisits elsewhere may name it."""
    note: str | None = None
    """What a reader of the run report should know of it, in words."""
    digest: str | None = None
    """The SHA-256 of the body where it is known already; the body itself may then be left out."""
    is_known: bool = False
    """Whether the source itself found that it is in the database and need not be parsed: then it comes without a body."""

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the body, hexadecimal."""
        return self.digest or hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """Return a header by its name, whatever the case, or None."""
        wanted = name.lower()
        return next((v for k, v in self.headers.items() if k.lower() == wanted), None)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as sent."""
        return self.header("content-type")

    def reads_like(self, other: Snapshot) -> bool:
        """Return whether another capture of the same address says the same: it has the same bytes, and a label that changes nothing."""
        return self.sha256 == other.sha256 and decodes_alike(self.body, self.content_type, other.content_type)


@dataclass(frozen=True)
class Missed:
    """An address that gave no snapshot worth parsing: the outcome of the contract and the finer reason."""

    url: str
    outcome: Outcome
    reason: str
    message: str
    page: str | None = None
    at: str | None = None
    """When the answer was given, where that was not now: the WARC-Date of its record."""


def bytes_of(found: Snapshot | Missed) -> int:
    """Return how many bytes are held with what an address gave."""
    return len(found.body) if isinstance(found, Snapshot) else 0
