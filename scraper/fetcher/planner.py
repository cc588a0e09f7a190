"""What a run looks at: index pages first, then what is new or changed, the current round, the rest in turn."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from scraper.store.frontier import page_key
from scraper.store.outcomes import TROUBLES
from scraper.store.rows import Item

from .options import DAY, FetchSettings

TIERS = ("index", "new", "changed", "lost", "shown", "current", "settled", "absent")
"""In the order in which a run asks for them. `lost` was there once and had no page when it was last asked for; `absent`
never had one, nor had `shown`, to which an index of the site leads, or at whose address something else stood."""
_FREE = ("new", "lost", "shown")
_RATIONED = ("current", "settled", "absent")
_RANK = {tier: rank for rank, tier in enumerate(TIERS)}
_LOST = frozenset({"gone", "rejected"})
_LONGEST_DOUBLING = 6  # misses after which the wait is the bound: 1, 2, 4, 8, 16 days, then settled_days
_SLACK = 0.2 * DAY  # nights do not begin to the minute
_NIGHTLY = 2 * DAY  # runs that begin no further apart share what an outage left undone; rarer ones do all of it
_FURTHEST_AHEAD = 7 * DAY
_OVERHEAD = 3
"""Requests of a run that are no page: robots.txt of two hosts and the canary."""
_CATCH_UP_NIGHTS = 5


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
    """What a source is going to do: pages, requests at most, minutes, and words for people."""

    items: int
    requests: int
    minutes: float
    lines: tuple[str, ...]


def order(item: Item) -> tuple[int, float, str]:
    """Sort key: tier, then the longest not tried, then the id."""
    return _RANK.get(item.tier, len(TIERS)), _last_try(item), item.page


def _last_try(item: Item) -> float:
    """Return when a page was last asked for (POSIX seconds), 0 for never: a page that fails goes to the end of the queue."""
    tries = [moment.timestamp() for moment in (item.checked_at, item.tried_at) if moment is not None]
    return max(tries, default=0.0)


class Planner:
    """Chooses the pages of a run from the catalogue's grid and the frontier.

    A repeated run looks at what is new or changed, at the current round, and at a share of the settled pages and of the
    addresses that never had a page, so that each has its turn within its days. That is rationed to the nightly share of the
    known pages; a page that would otherwise pass its bound is asked for whatever the ration.
    """

    def __init__(
        self,
        settings: FetchSettings,
        known: dict[str, Item],
        now: dt.datetime | None = None,
        last_run: dt.datetime | None = None,
    ) -> None:
        """Make the planner; `last_run` is when the run before with the same scope began, None for the first."""
        self._settings = settings
        self._known = known
        self._now = now or dt.datetime.now(dt.UTC)
        self._since = max(0.0, (self._now - last_run).total_seconds()) if last_run else 0.0

    def tier_of(self, item: Item) -> str | None:
        """Return the tier in which a page is due by its own clock, None where it is not."""
        tier = self._tier(item)
        every = {
            "new": 0.0,
            "lost": self._wait(item) - _SLACK,
            "shown": self._wait(item) - _SLACK,
            "current": self._settings.current_days * DAY,
            "settled": self._bound - min(self._since, _FURTHEST_AHEAD),
            "absent": self._settings.absent_days * DAY,
        }[tier]
        always = self._settings.refetch or (self.small and tier in {"current", "settled"})
        return tier if always or self._age(item) >= every else None

    def _tier(self, item: Item) -> str:
        if item.good_at is None:
            if item.outcome is None or item.outcome in TROUBLES:
                return "new"
            return "shown" if item.shown or item.outcome == "rejected" else "absent"
        if item.outcome in _LOST:
            return "lost"
        return "current" if item.round in self._settings.current_rounds else "settled"

    def _age(self, item: Item) -> float:
        """Return the seconds since the site last told something of a page; endless where it never did.

        A moment that lies ahead was written while a clock was wrong, and tells nothing.
        """
        age = (self._now - item.checked_at).total_seconds() if item.checked_at else math.inf
        return age if age > -DAY else math.inf

    @property
    def _bound(self) -> float:
        return self._settings.settled_days * DAY

    def _wait(self, item: Item) -> float:
        doubled = DAY * 2 ** (max(1, item.misses) - 1) if item.misses < _LONGEST_DOUBLING else self._bound
        return min(doubled, self._bound)

    @cached_property
    def good(self) -> int:
        """The number of pages that were once loaded."""
        return sum(i.good_at is not None and i.tier != "index" for i in self._known.values())

    @property
    def small(self) -> bool:
        """Whether so few pages are known that each run may look at all of them."""
        most = self._settings.max_pages
        return self.good < self._settings.nightly_floor and (most is None or self.good <= most)

    def due(self, cells: Iterable[CellLike], index_urls: Sequence[str], beyond: Iterable[Item] = ()) -> list[Item]:
        """Return the pages to ask for, the most urgent first. `cells` is the grid, `beyond` what earlier runs found outside it."""
        indexes = {i.page: i for i in self._indexes(index_urls)}
        wanted = self.wanted(cells, beyond)
        first = sorted(indexes.values(), key=order)
        if self._settings.max_pages is not None:  # they take turns where they would leave no room for what they lead to
            first = first[: math.ceil(self._settings.max_pages / 2)]
        chosen = self._chosen([item for page, item in wanted.items() if page not in indexes], len(first))
        return [*first, *chosen]

    def wanted(self, cells: Iterable[CellLike], beyond: Iterable[Item]) -> dict[str, Item]:
        """Return every page that runs of this scope look after, due or not, as the frontier knows it."""
        wanted = {i.page: i for i in beyond}
        wanted.update({c.page_id: Item(c.page_id, c.url, c.round) for c in cells})
        return {page: self._as_known(page, fresh) for page, fresh in wanted.items()}

    def _as_known(self, page: str, fresh: Item) -> Item:
        """Return a page as the frontier knows it, in the round of the grid where it knows none, and there where it was never seen."""
        known = self._known.get(page, fresh)
        if known.good_at is None and known.url != fresh.url:
            known = replace(known, url=fresh.url)
        return known if known.round or not fresh.round else replace(known, round=fresh.round)

    def _indexes(self, urls: Sequence[str]) -> list[Item]:
        items = [self._known.get(page_key(u), Item(page_key(u), u)) for u in urls]
        return [replace(item, tier="index") for item in items]

    def allowance(self, indexes: int) -> int:
        """Return how many pages that were seen before a repeated run may ask for: the share of each night that passed."""
        share = int(self._settings.nightly_share * max(self.good, self._settings.nightly_floor))
        return max(0, share - indexes - _OVERHEAD) * max(1, round(self._since / DAY))

    def _chosen(self, wanted: list[Item], indexes: int) -> list[Item]:
        by_tier: dict[str, list[Item]] = defaultdict(list)
        for item in sorted(wanted, key=lambda item: (_last_try(item), item.page)):
            tier = self._tier(item)
            by_tier[tier].append(item if item.tier == tier else replace(item, tier=tier))
        due = {tier: [i for i in items if self.tier_of(i) is not None] for tier, items in by_tier.items()}
        if self._settings.refetch:
            return sorted((item for items in by_tier.values() for item in items), key=order)
        free = [item for tier in _FREE for item in due.get(tier, [])]
        ration = self.allowance(indexes)
        if self._settings.max_pages is not None:  # what is never had, night by night, leaves half of it to what was
            room = max(0, self._settings.max_pages - indexes)
            free = free[: room - min(len(self._late(due)) or len(self._turns(by_tier)), room // 2)]
            ration = min(ration, room - len(free))
        again = [item for tier in (*_RATIONED, "lost") for item in by_tier.get(tier, []) if item.again][: 2 * ration]
        rationed = self._rationed(by_tier, due, max(0, ration - len(again)))
        return list({item.page: item for item in (*free, *again, *rationed)}.values())

    def _rationed(self, pages: dict[str, list[Item]], due: dict[str, list[Item]], ration: int) -> list[Item]:
        """Return the pages of a repeated run: what passes its bound, each tier's turn, then what is due and has room.

        In this order, of which `max_pages` takes what comes first, so that no tier starves another.

        Where runs come daily, what an outage left undone is caught up over some nights, at most twice the ration each;
        a run that comes rarely does all of it.
        """
        late = self._late(due)
        nightly = 0 < self._since <= _NIGHTLY and not self.small
        most = max(2 * ration, math.ceil(self.good / _CATCH_UP_NIGHTS)) if nightly else len(late)
        chosen = {i.page: i for i in late[:most]}
        few = ration // 4
        room = max(0, ration - len(chosen)) if nightly else max(few, ration - len(chosen))
        turns = self._turns(pages)
        absent = self._turn(pages.get("absent", []), self._settings.absent_days * DAY)
        others = [*turns, *absent[:few], *(i for t in _RATIONED for i in due.get(t, []))]
        rest = {item.page: item for item in others if item.page not in chosen}
        return [*chosen.values(), *list(rest.values())[:room]]

    def _late(self, due: dict[str, list[Item]]) -> list[Item]:
        """Return the pages that a run looks at whatever the ration, those not tried for longest first."""
        known = sorted([*due.get("current", []), *due.get("settled", [])], key=_last_try)
        return [item for item in known if self.small or self._is_late(item)]

    def _is_late(self, item: Item) -> bool:
        """Return whether a page would pass its bound before the next run, if runs go on as they did."""
        return self._age(item) + min(self._since, _FURTHEST_AHEAD) >= self._bound

    def _turns(self, pages: dict[str, list[Item]]) -> list[Item]:
        """Return the settled pages whose turn it is."""
        return self._turn(pages.get("settled", []), self._bound)

    def _turn(self, oldest_first: list[Item], bound: float) -> list[Item]:
        """Return the pages whose turn it is, so that all have had one within the bound (seconds)."""
        return oldest_first[: round(len(oldest_first) * min(1.0, self._since / bound))]


def limited(items: list[Item], max_pages: int | None) -> list[Item]:
    """Return the first `max_pages` items, all where it is None."""
    return items if max_pages is None else items[: max(0, max_pages)]


def most_requests(pages: int, settings: FetchSettings, found: int = 0) -> int:
    """Return how many requests a run for so many pages sends at most, whatever it meets.

    Each page may redirect or fail once, and so many pages may be `found` on the way; some more is left for robots.txt, the
    canary and single pages that do worse. A run ends its requests there.
    """
    return 2 * (pages + found) + settings.max_hops + 2 * settings.max_tries if pages else 0


def describe(
    items: list[Item], waiting: int, extra: int, found: int, pause: float, answer: float, settings: FetchSettings
) -> Plan:
    """Return the sums of a plan for the live site.

    `waiting` copies need no request, `extra` requests are for no page, so many pages may be `found` on the way, `pause`
    is the seconds between two requests, `answer` those that the host takes for one.
    """
    usual = len(items) + (extra if items else 0)
    most = most_requests(len(items), settings, found)
    minutes = usual * (pause * (1 + settings.jitter / 2) + answer) / 60
    tiers = Counter(item.tier for item in items)
    parts = ", ".join(f"{tiers[t]} {t}" for t in (*TIERS, "page") if tiers[t])
    lines = [
        f"web: {len(items) + waiting} pages, at most {most} requests, about {minutes:.1f} minutes",
        f"  {usual} requests where no page redirects or fails; {pause:g} s between two, about {answer:.2g} s for an answer",
    ]
    if parts:
        lines.append(f"  by tier: {parts}")
    if waiting:
        lines.append(f"  {waiting} pages are in the archive already and need no request")
    lines.append(
        f"  current round again after {settings.current_days * 24:g} h,"
        f" every known page within {settings.settled_days:g} days,"
        f" otherwise at most {settings.nightly_share:g} requests for each known page"
    )
    return Plan(len(items) + waiting, most, minutes, tuple(lines))
