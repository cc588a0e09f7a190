"""What a run looks at: index pages first, then what is new or changed, the current round, the rest rarely."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from scraper.store.frontier import page_key
from scraper.store.rows import Item

from .options import DAY, FetchSettings

TIERS = ("index", "retry", "new", "changed", "current", "settled", "absent")
"""In the order in which a run asks for them."""
_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_RATIONED = frozenset({"current", "settled", "absent"})
_ABSENT = frozenset({"gone"})
_RETRIED = frozenset({"failed", "blocked", "robots", "not_reached"})
_OVERHEAD = 3
"""Requests of a run that are no page: robots.txt of two hosts and the canary."""


class CellLike(Protocol):
    """A cell of the catalogue's grid."""

    @property
    def page_id(self) -> str:
        """The page's id."""
        ...

    @property
    def round(self) -> str | None:
        """The round's id, None for a page of no round."""
        ...

    @property
    def url(self) -> str:
        """The page's canonical address."""
        ...


@dataclass(frozen=True)
class Plan:
    """What a source is going to do: pages, requests at most without faults, minutes, and words for people."""

    items: int
    requests: int
    minutes: float
    lines: tuple[str, ...]


def order(item: Item) -> tuple[int, float, str]:
    """Sort key: tier, then the longest not looked at, then the id."""
    seen = item.checked_at.timestamp() if item.checked_at else 0.0
    return _RANK.get(item.tier, len(TIERS)), seen, item.page


class Planner:
    """Chooses the pages of a run from the catalogue's grid and the frontier."""

    def __init__(self, settings: FetchSettings, known: dict[str, Item], now: dt.datetime | None = None) -> None:
        self._settings = settings
        self._known = known
        self._now = now or dt.datetime.now(dt.UTC)

    def tier_of(self, item: Item) -> str | None:
        """Return the tier in which a page is due, None where it is not."""
        if item.checked_at is None and item.outcome is None:
            return "new"
        if item.outcome in _RETRIED:
            return "retry"
        tier, every = self._interval(item)
        age = (self._now - item.checked_at).total_seconds() if item.checked_at else every
        always = self._settings.refetch or (self.small and tier != "absent")
        return tier if always or age >= every else None

    @cached_property
    def good(self) -> int:
        """The number of pages that were once loaded."""
        return sum(i.good_at is not None and i.tier != "index" for i in self._known.values())

    @property
    def small(self) -> bool:
        """Whether so few pages are known that each run may look at all of them."""
        return self.good < self._settings.nightly_floor

    def _interval(self, item: Item) -> tuple[str, float]:
        if item.outcome in _ABSENT:
            return "absent", self._settings.absent_days * DAY
        if item.round in self._settings.current_rounds:
            return "current", self._settings.current_days * DAY
        return "settled", self._settings.settled_days * DAY

    def due(self, cells: Iterable[CellLike], index_urls: Sequence[str], beyond: Iterable[Item] = ()) -> list[Item]:
        """Return the pages to ask for, in order, within the nightly share.

        `cells` is the grid, `beyond` what earlier runs found outside it. A run's requests for pages seen
        before are rationed to `nightly_share` of the known pages; what is left over is due the next night.
        """
        chosen = {i.page: i for i in self._indexes(index_urls)}
        wanted = {c.page_id: Item(c.page_id, c.url, c.round) for c in cells}
        wanted.update({i.page: i for i in beyond})
        for page, fresh in wanted.items():
            item = self._known.get(page, fresh)
            tier = self.tier_of(item)
            if tier is not None and page not in chosen:
                chosen[page] = replace(item, tier=tier, round=item.round or fresh.round)
        return self._rationed(sorted(chosen.values(), key=order), len(index_urls))

    def _indexes(self, urls: Sequence[str]) -> list[Item]:
        items = [self._known.get(page_key(u), Item(page_key(u), u)) for u in urls]
        return [replace(item, tier="index") for item in items]

    def allowance(self, indexes: int) -> int:
        """Return how many pages that were seen before a repeated run may ask for."""
        share = int(self._settings.nightly_share * max(self.good, self._settings.nightly_floor))
        return max(0, share - indexes - _OVERHEAD, self.good if self.small else 0)

    def _rationed(self, items: list[Item], indexes: int) -> list[Item]:
        if self._settings.refetch:
            return items
        left = self.allowance(indexes)
        kept = []
        for item in items:
            if item.tier in _RATIONED:
                left -= 1
                if left < 0:
                    continue
            kept.append(item)
        return kept


def limited(items: list[Item], max_pages: int | None) -> list[Item]:
    """Return the first `max_pages` items, all where it is None."""
    return items if max_pages is None else items[: max(0, max_pages)]


def describe(items: list[Item], waiting: int, extra: int, delay: float, settings: FetchSettings, name: str) -> Plan:
    """Return a plan's sums.

    `waiting` copies need no request, `extra` requests are for no page, `delay` is the seconds between two.
    """
    requests = len(items) + (extra if items else 0)
    minutes = requests * delay * (1 + settings.jitter / 2) / 60
    tiers = Counter(item.tier for item in items)
    parts = ", ".join(f"{tiers[t]} {t}" for t in (*TIERS, "page") if tiers[t])
    lines = [f"{name}: {len(items) + waiting} pages, at most {requests} requests, about {minutes:.1f} minutes"]
    if parts:
        lines.append(f"  by tier: {parts}")
    if waiting:
        lines.append(f"  {waiting} pages are in the archive already and need no request")
    lines.append(
        f"  between requests: {delay:g} s;"
        f" current round again after {settings.current_days * 24:g} h,"
        f" settled rounds after {settings.settled_days:g} days,"
        f" at most {settings.nightly_share:g} requests for each known page"
    )
    return Plan(len(items) + waiting, requests, minutes, tuple(lines))
