"""How fresh the record is, in words for a verdict and a report."""

from __future__ import annotations

from typing import Any

from scraper.store.freshness import ALARM_DAYS, Freshness

_NAMED = 3  # pages that a reason names


def stale_reasons(age: Freshness) -> list[str]:
    """Return why the record is too old; empty where it is fresh enough, or where nothing is kept fresh."""
    if not age.is_stale:
        return []
    reasons = []
    late = age.long_overdue
    if late:
        named = ", ".join(look.page for look in late[:_NAMED])
        more = f" and {len(late) - _NAMED} more" if len(late) > _NAMED else ""
        count = "1 page was" if len(late) == 1 else f"{len(late)} pages were"
        reasons.append(
            f"{count} not looked at for over {age.bound:g} days and {ALARM_DAYS} more ({named}{more}); let runs end, or look "
            "at what keeps them from it"
        )
    if int(age.good_days or 0) > ALARM_DAYS:
        reasons.append(f"the last good look at the site is {int(age.good_days or 0)} days ago")
    return reasons


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
