"""Moments as the state database keeps them."""

from __future__ import annotations

import datetime as dt


def utc_now() -> str:
    """Return the moment as ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat()


def format_date(moment: dt.datetime) -> str:
    """Return a moment as a WARC-Date with microseconds (WARC 1.1, 5.4), in UTC."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def sortable(text: str) -> str:
    """Return a moment, or a day, as text that sorts among others: without its `Z`, before which a fraction of a second would stand."""
    return text.rstrip("Z")


def in_order(moments: str) -> str:
    """Return the SQL that gives moments, or days, as `sortable` does."""
    return f"rtrim({moments}, 'Z')"


def moment_of(text: str | None) -> dt.datetime | None:
    """Return the moment that ISO 8601 text states; None for none. Raises ValueError for what peel has not written."""
    return None if text is None else moment(text)


def moment(text: str) -> dt.datetime:
    """Return the moment that ISO 8601 text states. Raises ValueError for what peel has not written."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"{text!r} does not say of which zone it is")
    return found
