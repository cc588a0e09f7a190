"""The plan of a night, over simulated years: every page within its bound, each kind by its own clock, in few requests."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from scraper.fetcher.options import FetchSettings
from scraper.fetcher.planner import Planner, limited
from scraper.store.rows import Item
from tests.support.amount import amount

START = dt.datetime(2026, 1, 1, 3, tzinfo=dt.UTC)
SETTINGS = FetchSettings(current_rounds=frozenset({"2023-25"}))
DAY = dt.timedelta(days=1)
MANY, SOME, FEW = amount((225, 150, 25), (450, 300, 50))
"""Pages in the record of a long past, what is asked for beside them in vain, and what is current."""
SHARE = int(0.15 * (MANY + FEW))


@dataclass(frozen=True)
class Cell:
    page_id: str
    round: str
    url: str = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/"


def cells(settled: int = 0, current: int = 0, absent: int = 0) -> list[Cell]:
    kinds = [*["settled"] * settled, *["current"] * current, *["absent"] * absent]
    rounds = {"settled": "2016", "current": "2023-25", "absent": "2017"}
    return [Cell(f"{kind}/{number:04d}", rounds[kind]) for number, kind in enumerate(kinds)]


@dataclass
class Calendar:
    """Nights over a frontier that lives in memory; `tell` says what the site answers for a page on a day."""

    grid: list[Cell]
    settings: FetchSettings = SETTINGS
    known: dict[str, Item] = field(default_factory=dict)
    last: dt.datetime | None = None

    def night(self, day: float, tell: Callable[[str], str] | None = None, indexes: Sequence[str] = ()) -> list[str]:
        """Plan and play the night of a day; returns the pages that were asked for, in order."""
        now = START + day * DAY
        planner = Planner(self.settings, self.known, now, self.last)
        due = limited(planner.due(self.grid, indexes), self.settings.max_pages)
        for item in due:
            usual = "not_published" if item.page.startswith("absent") else "loaded"
            self.known[item.page] = self._told(item, tell(item.page) if tell else usual, now)
        self.last = now
        return [item.page for item in due]

    def _told(self, item: Item, outcome: str, now: dt.datetime) -> Item:
        if outcome == "failed":
            first = item.checked_at is None
            return replace(item, tried_at=now, outcome="failed" if first else item.outcome)
        good = outcome == "loaded"
        misses = 0 if good else item.misses + 1
        at = now if good else item.good_at
        return replace(item, outcome=outcome, checked_at=now, tried_at=now, good_at=at, misses=misses)

    def oldest(self, day: float, kind: str = "") -> float:
        """The age in days of the look at the page that was not looked at for longest."""
        looks = [i.checked_at for i in self.known.values() if i.checked_at and i.page.startswith(kind)]
        return (START + day * DAY - min(looks)) / DAY


def test_every_known_page_is_within_its_bound_and_the_nights_are_even() -> None:
    calendar = Calendar(cells(settled=MANY, current=FEW, absent=SOME))
    assert len(calendar.night(0)) == MANY + FEW + SOME
    for day in range(1, amount(80, 150)):
        asked = calendar.night(day)
        assert len(asked) <= SHARE, day
        assert calendar.oldest(day, "settled") < 30 and calendar.oldest(day, "absent") <= 31
        assert calendar.oldest(day, "current") <= 2


def test_a_current_round_that_eats_the_ration_starves_nothing() -> None:
    calendar = Calendar(cells(settled=MANY // 4, current=MANY))
    calendar.night(0)
    for day in range(1, amount(70, 120)):
        assert len(calendar.night(day)) <= 0.15 * (MANY // 4 + MANY)
        assert calendar.oldest(day, "settled") < 30 and calendar.oldest(day, "current") < 10


@pytest.mark.parametrize(("settled", "most"), [(MANY, MANY // 12), (100, 10)])
def test_a_limit_on_pages_starves_nothing_that_it_leaves_room_for(settled: int, most: int) -> None:
    """A current round larger than the limit took all of it, every night."""
    grid = cells(settled=settled, current=2 * FEW, absent=2 * FEW)
    calendar = Calendar(grid)
    calendar.night(0)
    calendar.settings = replace(SETTINGS, max_pages=most)
    assert most < 2 * FEW
    for day in range(1, 70):
        assert len(calendar.night(day)) <= most
        assert calendar.oldest(day) <= 31, day


def test_what_is_never_had_and_the_indexes_starve_nothing_where_a_limit_is_less_than_both() -> None:
    """Pages that fail and index pages came first, night by night, and took all of a small limit."""
    calendar, most = Calendar(cells(settled=60, absent=50)), 10
    indexes = [f"https://hmicfrs.justiceinspectorates.gov.uk/our-work/{number}/" for number in range(2 * most)]
    calendar.night(0, lambda page: "failed" if page.startswith("absent") else "loaded")
    calendar.settings = replace(SETTINGS, max_pages=most)
    seen: set[str] = set()
    for day in range(1, 60):
        seen |= set(calendar.night(day, lambda page: "failed" if page.startswith("absent") else "loaded", indexes))
        assert calendar.oldest(day, "settled") <= 31, day
    assert len(seen) == 60 + 50 + len(indexes), "each has its turn"


@pytest.mark.parametrize("every", [2, 14, 30, 90])
def test_runs_that_come_rarely_do_what_would_be_late_before_the_next(every: int) -> None:
    calendar = Calendar(cells(settled=MANY, current=FEW, absent=SOME))
    for day in range(0, amount(max(100, 4 * every), 400), every):
        if day:
            assert calendar.oldest(day, "settled") <= max(30, every)
            assert calendar.oldest(day, "absent") <= 30 + every
        calendar.night(day)
    assert calendar.oldest(day, "settled") <= max(0, 30 - every), "what is left is looked at in time by the next run"


@pytest.mark.parametrize("nights", [3, 40])
def test_after_an_outage_the_late_are_caught_up_in_seven_nights_at_most_twice_the_ration_each(nights: int) -> None:
    calendar = Calendar(cells(settled=MANY, current=FEW, absent=SOME))
    for day in range(60):
        calendar.night(day)
    before = len(calendar.night(60))
    for day in range(61, 61 + nights):
        calendar.night(day, lambda _: "failed")
    for day in range(61 + nights, 68 + nights):
        assert len(calendar.night(day)) <= 2 * SHARE
    assert calendar.oldest(67 + nights, "settled") <= 30 and calendar.oldest(67 + nights, "current") <= 7
    last = [len(calendar.night(day)) for day in range(68 + nights, 75 + nights)]
    assert max(last) <= max(before, SHARE)


def test_a_failed_night_costs_the_next_one_nothing() -> None:
    good, bad = Calendar(cells(settled=MANY, current=FEW, absent=SOME)), Calendar(cells(MANY, FEW, SOME))
    for day in range(50):
        good.night(day)
        bad.night(day)
    bad.night(50, lambda _: "failed")
    usual = len(good.night(50))
    assert len(bad.night(51)) <= max(usual, SHARE)


def test_pages_that_fail_for_good_go_to_the_end_of_the_queue() -> None:
    calendar = Calendar(cells(settled=MANY + FEW))
    calendar.night(0)
    broken = {f"settled/{number:04d}" for number in range(SOME // 2)}
    days = amount(110, 200)
    for day in range(1, days):
        calendar.night(day, lambda page: "failed" if page in broken else "loaded")
        if day > 60:
            looks = [i.checked_at for i in calendar.known.values() if i.page not in broken and i.checked_at]
            assert (START + day * DAY - min(looks)) / DAY <= 31
    tried = [calendar.known[page].tried_at for page in broken]
    assert min(t for t in tried if t) > START + (days - 10) * DAY


@pytest.mark.parametrize("outcome", ["gone", "rejected"])
@pytest.mark.parametrize("settled", [50, MANY], ids=["small", "large"])
def test_a_page_that_is_gone_is_asked_again_ever_more_rarely_until_it_is_back(outcome: str, settled: int) -> None:
    calendar = Calendar(cells(settled=settled))
    calendar.night(0)
    page = "settled/0007"
    nights = [day for day in range(1, 130) if page in calendar.night(day, lambda p: outcome if p == page else "loaded")]
    first = nights[0]
    assert [day - first for day in nights] == [0, 1, 3, 7, 15, 31, 61, 91, 121][: len(nights)] and len(nights) >= 6
    again = next(day for day in range(130, 200) if page in calendar.night(day))
    assert calendar.known[page].misses == 0 and again <= first + 181
    assert calendar.oldest(again) <= 30


def test_nights_that_begin_a_little_early_do_not_shift_the_clocks() -> None:
    calendar = Calendar(cells(settled=10))
    calendar.night(0, lambda _: "loaded")
    page = "settled/0003"
    calendar.night(1, lambda p: "gone" if p == page else "loaded")
    assert page in calendar.night(1.95, lambda p: "gone" if p == page else "loaded")


def test_while_few_pages_are_known_every_run_looks_at_all_of_them_but_not_at_what_is_absent() -> None:
    calendar = Calendar(cells(settled=30, current=5, absent=40))
    calendar.night(0)
    for day in range(1, 70):
        kinds = Counter(page.split("/")[0] for page in calendar.night(day))
        assert (kinds["settled"], kinds["current"]) == (30, 5) and kinds["absent"] <= 8
        assert calendar.oldest(day, "absent") <= 37


def test_what_was_never_told_is_new_whatever_went_wrong_so_far() -> None:
    calendar = Calendar(cells(settled=300))
    assert len(calendar.night(0, lambda _: "failed")) == 300
    assert len(calendar.night(1, lambda _: "failed")) == 300
    assert len(calendar.night(2)) == 300
    assert len(calendar.night(2.001)) == 0


def test_a_clock_that_ran_ahead_keeps_no_page_from_being_asked() -> None:
    calendar = Calendar(cells(settled=300, current=20, absent=20))
    calendar.night(2000)
    calendar.last = None
    assert len(calendar.night(1)) >= 320
    for day in range(2, 40):
        calendar.night(day)
    assert calendar.oldest(39) <= 30


def test_refetch_asks_for_all_and_indexes_come_first() -> None:
    calendar = Calendar(cells(settled=300, current=20))
    calendar.night(0)
    now = START + DAY / 24
    planner = Planner(replace(SETTINGS, refetch=True), calendar.known, now, calendar.last)
    due = planner.due(calendar.grid, ["https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/"])
    assert [item.tier for item in due] == ["index", *["current"] * 20, *["settled"] * 300]
