"""How fresh the record is, and whether its days can be believed, in words for a verdict and a report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from schemas.text import some_of
from scraper.store.freshness import ALARM_DAYS, DAY, Freshness
from scraper.store.sqlite import Database

_NAMED = 3  # pages, or files, that a reason names


def stale_reasons(age: Freshness) -> list[str]:
    """Return why the record is too old; empty where it is fresh enough, or where nothing is kept fresh."""
    if not age.is_stale:
        return []
    reasons = []
    late = age.long_overdue
    if late:
        named = some_of([look.page for look in late], _NAMED)
        count = "1 page was" if len(late) == 1 else f"{len(late)} pages were"
        reasons.append(
            f"{count} not looked at for over {age.bound:g} days and {ALARM_DAYS} more ({named}); let runs end, or look "
            "at what keeps them from it"
        )
    if int(age.good_days or 0) > ALARM_DAYS:
        reasons.append(f"the last good look at the site is {int(age.good_days or 0)} days ago")
    return reasons


def ahead_reasons(db: Database, now: dt.datetime | None = None) -> list[str]:
    """Return why no clock can be believed: pages whose newest capture was made later than the day after now (UTC); else nothing.

    Either this machine's clock is behind, or it was ahead when they were captured: then what was captured since is older to
    the record and does not speak. Nothing tells which, so that it is said and nothing is changed.
    """
    now = now or dt.datetime.now(dt.UTC)
    rows = db.conn.execute(
        "SELECT p.id, s.captured_at, s.warc_file FROM pages p JOIN snapshots s ON s.id = p.snapshot "
        "WHERE s.captured_at > ? ORDER BY s.captured_at DESC, p.id",
        ((now + DAY).isoformat().replace("+00:00", "Z"),),
    ).fetchall()
    if not rows:
        return []
    named = some_of([page for page, _, _ in rows], _NAMED)
    files = some_of(sorted({str(file) for _, _, file in rows}), _NAMED)
    what = "1 page was" if len(rows) == 1 else f"{len(rows)} pages were"
    return [
        f"{what} captured after now ({now:%Y-%m-%d %H:%M} UTC by this machine's clock), up to {rows[0][1][:10]} ({named}), and "
        f"what is captured until then does not show; set the clock right, or, if it was wrong then, move {files} out of the "
        "archive and run `peel rebuild`"
    ]


def fresh_line(age: Freshness) -> str:
    """Return the age of the record in one line; empty where nothing is kept fresh."""
    if not age.looks:
        return ""
    days = "" if age.good_days is None else f"; last good look at the site: {_ago(age.good_days)}"
    return f"freshness: {len(age.overdue)} of {len(age.looks)} pages are overdue (every {age.bound:g} days){days}"


def _ago(days: float) -> str:
    return "today" if days < 1 else "1 day ago" if days < 2 else f"{int(days)} days ago"


def fresh_json(age: Freshness) -> dict[str, Any]:
    """Return the age of the record as plain data."""
    return {
        "kept": len(age.looks),
        "every_days": age.bound,
        "overdue": len(age.overdue),
        "overdue_by_more_than_a_week": len(age.long_overdue),
        "last_good_look": age.good_at.isoformat() if age.good_at and age.looks else None,
        "days_since_last_good_look": round(age.good_days, 2) if age.good_days is not None else None,
    }
