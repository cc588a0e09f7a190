"""Pages that the live site says are gone: held until the run has seen how many, since a broken site says so of many.

Where five or more, and a fifth or more, of the known pages that a run asked for answer that they are gone, the site looks
broken and none is marked: all are asked again by the next run.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.fetcher.snapshot import Missed
from scraper.loader.load import mark_gone
from scraper.store.frontier import Frontier
from scraper.store.outcomes import SITE_BROKEN, Outcome

if TYPE_CHECKING:
    from .context import RunContext

_LEAST = 5
_SHARE = 0.2
_NOT_ASKED = frozenset({"not_reached", "robots"})


@dataclass
class Disappearance:
    """What a run hears of pages that were there: how many it asked for, and which are said to be gone.

    `known` are the pages that the live site has shown and that are not gone, by id; `words` is what the verdict says of a
    broken site, None where it is not.
    """

    known: frozenset[str]
    asked: int = 0
    held: list[tuple[Missed, dt.datetime]] = field(default_factory=list)
    words: str | None = None

    @classmethod
    def before(cls, run: RunContext) -> Disappearance:
        """Return what is known before a run asks for anything."""
        items = Frontier(run.state).items().values()
        gone = {item.page for item in items if item.outcome == "gone"}
        shown = {item.page for item in items if item.good_at is not None and item.tier != "index"}
        sql = "SELECT p.id FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE s.source = 'web' AND p.gone_at IS NULL"
        return cls(frozenset((shown | {row[0] for row in run.db.conn.execute(sql)}) - gone))

    def hear(self, page: str, outcome: Outcome) -> None:
        """Note what became of a page that was asked for."""
        self.asked += page in self.known and outcome not in _NOT_ASKED

    def hold(self, missed: Missed, at: dt.datetime) -> None:
        """Keep what the site says is gone, and when it said so, until `settle`."""
        self.held.append((missed, at))
        self.asked += missed.page in self.known

    def settle(self, run: RunContext) -> None:
        """Give each held page its outcome: gone, or failed where the site looks broken."""
        lost = [missed for missed, _ in self.held if missed.page in self.known]
        if len(lost) >= _LEAST and len(lost) >= _SHARE * self.asked:
            self.words = (
                f"the site looks broken: {len(lost)} of {self.asked} known pages answer that they are gone; "
                "none is taken for gone, all are asked again by the next run"
            )
        for missed, at in self.held:
            page = missed.page or missed.url
            outcome, reason = missed.outcome, missed.reason
            if self.words is not None:
                outcome, reason = "failed", SITE_BROKEN
            elif (marked := mark_gone(run.db, missed.url, at, page)) is not None:
                run.newly_gone.add(marked)
            run.state.record(run.id, page, outcome, reason, None, missed.url, missed.message, at=at.isoformat())
            run.tell(page, outcome)
        self.held.clear()
