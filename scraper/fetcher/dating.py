"""When a capture was made: decided here, from all evidence, for every source (docs/database.md, When a capture was made).

The timestamp in a web archive's address is the time of the capture, whenever that was saved again; then the date of the
record (a WARC record's, our clock's for what we ask ourselves, a fixture's `meta.json`); then what the saving left in
the page. A time that cannot be is none: a clock that was wrong would speak for ever. So is one that names no day: the
first day of a year or a month would be made up.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from schemas.capture_rows import DatedBy
from scraper.catalogue.webarchives import archived

_LATEST = dt.timedelta(days=1)
"""How far behind its first reading a capture may be dated: clocks and time zones differ."""
_NO_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.A)
"""A year or a month, which WARC 1.1 allows too."""
_DIGITS = re.compile(r"\d{14}")
_LEAP = re.compile(r"(?<=:\d\d:)60(?=\D|$)")
"""A leap second, which Python has no place for: it is the last moment of its minute."""


@dataclass(frozen=True)
class Dating:
    """When a capture was made (UTC) and what says so; `claimed` is a time that was stated and cannot be believed."""

    captured_at: dt.datetime | None = None
    dated_by: DatedBy | None = None
    claimed: str | None = None


def dated(
    url: str | None,
    record: str | None = None,
    saved: dt.datetime | None = None,
    archived_at: dt.datetime | None = None,
    read_at: dt.datetime | None = None,
    by: DatedBy = DatedBy.RECORD,
    unread: str | None = None,
) -> Dating:
    """Return when a capture was made.

    `url` is the address as it was found, a web archive's included; `record` the date of its record as written, which
    `by` says the origin of; `saved` what the saved page says of its saving, `archived_at` what it says of the web archive
    it was saved from; `read_at` when it was first read, now where that is None; `unread` the time of saving as written,
    where no moment could be read in it.
    """
    of_address = archived(url) if url else None
    of_record = parse_date(record)
    found = (
        (of_address.captured_at if of_address else None, DatedBy.ADDRESS),
        (archived_at, DatedBy.ADDRESS),
        (of_record, by),
        (saved, DatedBy.SAVED_PAGE),
    )
    unread = record if record and of_record is None else unread
    for moment, evidence in found:
        if moment is None:
            continue
        if moment > (read_at or dt.datetime.now(dt.UTC)) + _LATEST:
            return Dating(claimed=moment.isoformat())
        return Dating(moment, evidence)
    return Dating(claimed=unread)


def may_be(stated: str, read_at: dt.datetime | None) -> bool:
    """Return whether a page that was first read at a time, now where that is None, may state a day (ISO 8601) as past."""
    return stated <= ((read_at or dt.datetime.now(dt.UTC)) + _LATEST).date().isoformat()


def parse_date(value: str | None) -> dt.datetime | None:
    """Return a date as records have it (W3C date-time of a day or finer, 14 digits), in UTC; None for anything else."""
    text = (value or "").strip()
    try:
        if _DIGITS.fullmatch(text):
            return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
        moment = dt.datetime.fromisoformat(_LEAP.sub("59", text).replace("Z", "+00:00"))
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return None


def doubt(claimed: str | None) -> tuple[str, str] | None:
    """Return the problem (its code, and words) of a time that was stated and is not believed; None without one."""
    if claimed is None:
        return None
    moment = parse_date(claimed)
    if moment is None:
        why = "names no day" if _NO_DAY.fullmatch(claimed.strip()) else "cannot be read"
        return "date_unreadable", f"The date that stands there, {claimed[:60]!r}, {why}; the capture counts as undated."
    words = f"The capture is dated {moment:%Y-%m-%d}, after the day on which it was first read; it counts as undated."
    return "capture_in_future", words
