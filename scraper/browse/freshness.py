"""The lines of `peel status` that say how fresh the record is: by round, or by organisation where it is narrowed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from scraper.fetcher.scope import Scope
from scraper.settings import Settings
from scraper.store.file import reading, state_path
from scraper.store.freshness import Freshness, freshness
from scraper.store.rows import Look

from .words import plain

_NONE = "how fresh it is: no live run over the catalogue looks after these pages"
_MOST_NAMED = 5


def fresh_lines(settings: Settings, scope: Scope) -> list[str]:
    """Return when the site was last looked at and what is overdue, in total and by round; by organisation in a narrow scope.

    Raises PeelError where the runs' database can't be read.
    """
    with reading(state_path(settings.db)) as state:
        found = freshness(state, settings.settled_days, covers=scope.covers)
    if not found.looks:
        return [_NONE]
    lines = [_total(found), "", *_table(found, "round", lambda look: look.round or "no round")]
    if scope.rounds is not None or scope.organisations is not None:
        lines += ["", *_table(found, "organisation", lambda look: look.organisation or "none")]
    return [*lines, *_named(found)]


def _total(found: Freshness) -> str:
    good = f"{_day(found.good_at)}, {_days(found.good_days)} ago" if found.good_at is not None else "never"
    late = f"{len(found.overdue)} of {len(found.looks)} pages are overdue (not looked at for {found.bound:g} days)"
    long = f", {len(found.long_overdue)} by more than a week" if found.long_overdue else ""
    return f"last good look at the site: {good}; {late}{long}"


def _table(found: Freshness, name: str, key: Callable[[Look], str]) -> Iterable[str]:
    """Return a line for each group of pages: how many, when the newest and the oldest were looked at, how many are overdue."""
    groups: dict[str, list[Look]] = defaultdict(list)
    for look in found.looks:
        groups[key(look)].append(look)
    late = {look.page for look in found.overdue}
    rows = [(name, "pages", "last checked", "last good look", "oldest look", "overdue")]
    for group, looks in sorted(groups.items()):
        ages = [(found.now - look.checked_at) / dt.timedelta(days=1) for look in looks]
        good = max(look.good_at for look in looks)
        rows.append((
            plain(group), str(len(looks)), _day(max(look.checked_at for look in looks)),
            f"{_days((found.now - good) / dt.timedelta(days=1))} ago", f"{_days(max(ages))} ago",
            str(sum(look.page in late for look in looks)),
        ))  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _named(found: Freshness) -> list[str]:
    if not found.overdue:
        return []
    lines = [f"overdue by {_days(found.late_days(look))}: {plain(look.page)}" for look in found.overdue[:_MOST_NAMED]]
    more = len(found.overdue) - _MOST_NAMED
    return ["", *lines, *([f"… and {more} more"] if more > 0 else [])]


def _day(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if moment else "never"


def _days(days: float | None) -> str:
    number = max(0, int(days or 0))
    return f"{number} day{'' if number == 1 else 's'}"
