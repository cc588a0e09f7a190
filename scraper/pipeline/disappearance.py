"""Pages that the live site says are gone: held until the run has seen how many, since a broken site says so of many.

Where five or more, and a fifth or more, of the known pages that a run asked for answer that they are gone, the site looks
broken and none is marked: all are asked again by the next run. So are pages in whose place it shows something else (its home
page, "not found" with 200, nothing), where there are as many of both: their clock would let them wait for days. What such a
site shows in the place of a page that never was is no news of that either.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.text import some_of
from scraper.fetcher.snapshot import Missed
from scraper.loader.gone import mark_gone
from scraper.store.frontier import Frontier
from scraper.store.outcomes import NOT_PUBLISHED, SITE_BROKEN, Outcome, are_many
from scraper.store.state import Look

if TYPE_CHECKING:
    from .context import RunContext

_ELSEWHERE = frozenset({"same_body", "tries"})
"""Finer reasons of pages that were not had because others' addresses show, or lead to, the very same."""
_NOT_ASKED = frozenset({"not_reached", "robots"})


@dataclass
class Disappearance:
    """What a run hears of pages that were there: how many it asked for, and which are said to be gone.

    `known` are the pages that the live site has shown and that are not gone, by id, `absent` those of which it last said
    that there is none; `words` is what the verdict says of a broken site, None where it is not.
    """

    known: frozenset[str]
    absent: frozenset[str] = frozenset()
    asked: int = 0
    held: list[tuple[Missed, dt.datetime]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    """Known pages at whose addresses something else stood."""
    is_cut_short: bool = False
    """Whether the site showed one thing at several addresses, after which it is left alone: there are more than were seen."""
    seem_gone: bool = False
    """Whether so many seem gone that none is marked."""
    words: str | None = None
    of_files: str | None = None
    """What the verdict says of files that tell of a broken site, None where none was read that does."""

    @classmethod
    def before(cls, run: RunContext) -> Disappearance:
        """Return what is known before a run asks for anything."""
        items = Frontier(run.state).items().values()
        gone = {item.page for item in items if item.outcome == "gone"}
        shown = {item.page for item in items if item.good_at is not None and item.tier != "index"}
        sql = "SELECT p.id FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE s.source = 'web' AND p.gone_at IS NULL"
        absent = frozenset(item.page for item in items if item.outcome == NOT_PUBLISHED)
        return cls(frozenset((shown | {row[0] for row in run.db.conn.execute(sql)}) - gone), absent)

    def is_told_last(self, missed: Missed, page: str) -> bool:
        """Return whether what the site says now is to wait for `settle`: that a page is gone, or something in the place of none."""
        is_odd = missed.outcome == "rejected" and page in self.absent
        return missed.at is None and (missed.outcome == "gone" or is_odd)

    def hear(self, page: str, outcome: Outcome, reason: str | None) -> None:
        """Note what became of a page that was asked for."""
        if page in self.known:
            self.asked += outcome not in _NOT_ASKED
            is_other = outcome == "rejected" or reason in _ELSEWHERE
            self.other += [page] if is_other else []
            self.is_cut_short |= reason in _ELSEWHERE

    def hold(self, missed: Missed, at: dt.datetime) -> None:
        """Keep what the site says of a page that is not had, and when it said so, until `settle`."""
        self.held.append((missed, at))
        self.asked += missed.page in self.known

    def hear_of_files(self, broken: Iterable[Look]) -> None:
        """Note answers of files that pages are gone which mark none, since a broken site gave them (`loader.gone`)."""
        told = list(broken)
        pages, days = {look.url for look in told}, sorted({f"{look.at:%Y-%m-%d}" for look in told})
        if pages:
            self.of_files = (
                f"the site looks broken in files: {len(pages)} known pages answer that they are gone, a fifth or more of those "
                f"told of then ({some_of(days, 3)}); none is taken for gone"
            )

    def settle(self, run: RunContext) -> None:
        """Give each held page its outcome: what the site said, or failed where the site looks broken."""
        lost = sum(missed.page in self.known for missed, _ in self.held)
        self.seem_gone = are_many(lost, self.asked)
        if are_many(lost + len(self.other), self.asked):
            what = [*(["answer that they are gone"] if lost else []), *(["show something else"] if self.other else [])]
            self.words = (
                f"the site looks broken: {lost + len(self.other)} of {self.asked} known pages {' or '.join(what)}; "
                "none is taken for gone, all are asked again by the next run"
            )
        if self.words is not None or self.is_cut_short:
            Frontier(run.state).ask_again(self.other)
        for missed, at in self.held:
            page = missed.page or missed.url
            outcome, reason = missed.outcome, missed.reason
            if self.words is not None:
                outcome, reason = "failed", SITE_BROKEN
            elif outcome == "gone" and (marked := mark_gone(run.db, missed.url, at, page)) is not None:
                run.newly_gone.add(marked)
            run.state.record(run.id, page, outcome, reason, None, missed.url, missed.message, at=at.isoformat())
            run.tell(page, outcome)
        self.held.clear()
