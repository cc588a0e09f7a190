"""How fresh the record is: when the site was last looked at, and which pages are overdue.

Only pages that a live run without targets looks after (`frontier.kept`) can be overdue; a `peel.db` alone, or one made
from files, has none. The facts are those of state.db, so that a run, `peel status` and `peel check` state the same.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from .moments import moment_of
from .rows import Look

DAY = dt.timedelta(days=1)
ALARM_DAYS = 7
"""Whole days by which a page may be overdue, or the last good look be past, before it is an alarm."""


@dataclass(frozen=True)
class Freshness:
    """What is known of the age of the record at the moment `now`; `bound` is the most days between two looks at a page."""

    now: dt.datetime
    bound: float
    looks: tuple[Look, ...] = ()
    """The pages that runs without targets keep and that were loaded once, the one not looked at for longest first."""
    good_at: dt.datetime | None = None
    """The last good look at the site: when a page of it was last obtained; None before the first."""

    @property
    def overdue(self) -> list[Look]:
        """The pages that the site has told nothing of for longer than the bound; what it says is gone is not among them."""
        return [look for look in self.looks if not look.is_gone and self.late_days(look) > 0]

    @property
    def long_overdue(self) -> list[Look]:
        """The pages that are overdue by more than a week."""
        return [look for look in self.overdue if int(self.late_days(look)) > ALARM_DAYS]

    @property
    def good_days(self) -> float | None:
        """The age of the last good look, in days; None where nothing is kept, or before the first."""
        return self._days(self.good_at) if self.looks and self.good_at is not None else None

    @property
    def is_stale(self) -> bool:
        """Whether the record calls for exit code 3: a page overdue by more than a week, or no good look for as long."""
        return bool(self.long_overdue) or int(self.good_days or 0) > ALARM_DAYS

    def late_days(self, look: Look) -> float:
        """Return how many days the next look at a page is late; negative where it is not due."""
        return self._days(look.checked_at) - self.bound

    def _days(self, moment: dt.datetime) -> float:
        return (self.now - moment) / DAY


def freshness(
    state: sqlite3.Connection | None,
    bound: float,
    now: dt.datetime | None = None,
    covers: Callable[[str | None, str | None], bool] = lambda _round, _organisation: True,
) -> Freshness:
    """Return how fresh the record of an open state database is; nothing is kept where it is None or an older one.

    `bound` is the setting `settled_days`. `covers` narrows the pages by round and organisation (`Scope.covers`); the last
    good look is one at any page. Raises sqlite3.Error where the file cannot be read.
    """
    now = now or dt.datetime.now(dt.UTC)
    if state is None or "kept" not in {row[1] for row in state.execute("PRAGMA table_info(frontier)")}:
        return Freshness(now, bound)
    rows = state.execute(
        "SELECT tier, page, url, round, outcome, checked_at, good_at FROM frontier "
        "WHERE kept = 1 AND good_at IS NOT NULL AND checked_at IS NOT NULL ORDER BY checked_at, page"
    )
    found = [
        (tier, Look(page, url, round_id, outcome, moment_of(checked) or now, moment_of(good) or now))
        for tier, page, url, round_id, outcome, checked, good in rows
    ]
    looks = tuple(look for tier, look in found if tier != "index" and covers(look.round, look.organisation))
    return Freshness(now, bound, looks, max((look.good_at for _, look in found), default=None))
