"""Rows of the state database as typed objects."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

SourceName = Literal["web", "wayback", "ukgwa", "warc", "folder"]
RobotsState = Literal["rules", "allow", "unreachable", "blocked"]
LOADED, SET_ASIDE, SAME = 1, 2, 3
"""`captures.loaded`: 0 waits to be parsed, 1 is in the database, 2 was refused by its parser, 3 said in other bytes what
the capture before said, so that the database has no need of it."""


@dataclass(frozen=True)
class Place:
    """Where a record is: `file` relative to the archive folder, `offset` in bytes."""

    file: str
    offset: int

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}"


def organisation_in(page: str) -> str | None:
    """Return the organisation that a page's id states, None for an id that is an address."""
    parts = page.split("/")
    return None if ":" in parts[0] or len(parts) < 3 else "/".join(parts[:2])


@dataclass(frozen=True)
class Item:
    """A page to look at. `page` is its id, or its canonical address where it has none.

    `outcome` is what the site last told of it, at `checked_at`; an answer that tells nothing (an outage, a refusal)
    only moves `tried_at`. `misses` counts the answers in a row that had no page, since `good_at`. `again` asks for it in
    the next run, whatever its clock. `shown` tells whether an index of the site leads to it.
    """

    page: str
    url: str
    round: str | None = None
    tier: str = "page"
    priority: int = 0
    state: str = "waiting"
    tries: int = 0
    checked_at: dt.datetime | None = None
    good_at: dt.datetime | None = None
    outcome: str | None = None
    place: Place | None = None
    tried_at: dt.datetime | None = None
    misses: int = 0
    again: bool = False
    shown: bool = False

    @property
    def organisation(self) -> str | None:
        """The organisation that the page's id states, None for an id that is an address."""
        return organisation_in(self.page)


@dataclass(frozen=True)
class Look:
    """A page that runs look after: what the site last told of it and when, and when it was last there."""

    page: str
    url: str
    round: str | None
    outcome: str | None
    checked_at: dt.datetime
    good_at: dt.datetime

    @property
    def organisation(self) -> str | None:
        """The organisation that the page's id states, None for an id that is an address."""
        return organisation_in(self.page)

    @property
    def is_gone(self) -> bool:
        """Whether the site said that there is no such page any more."""
        return self.outcome == "gone"


@dataclass(frozen=True)
class Capture:
    """A stored capture of a page: the address asked, its validators, its digests, its place.

    `captured_at` and `warc_date` have the form of a WARC-Date.
    """

    page: str
    url: str
    captured_at: str | None
    source: SourceName
    sha256: str
    etag: str | None
    last_modified: str | None
    payload_digest: str | None
    warc_date: str | None
    place: Place
    loaded: bool = False

    @property
    def conditional(self) -> dict[str, str]:
        """The headers of a conditional GET (RFC 9110 13.1)."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True)
class RobotsCopy:
    """What a host's robots.txt said: `state` is rules (then `text`), allow, unreachable or blocked."""

    state: RobotsState
    text: str
    fetched_at: dt.datetime
    note: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    """What became of one page in a run."""

    run: str
    page: str
    outcome: str
    reason: str | None
    snapshot: str | None
    url: str | None
    message: str | None
