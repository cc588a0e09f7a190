"""How fresh the record is, as state.db has it: only what runs keep can be overdue, and only by what the site told."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scraper.fetcher.scope import Scope
from scraper.store.file import reading
from scraper.store.freshness import Freshness, freshness
from scraper.store.frontier import Frontier
from scraper.store.outcomes import TROUBLES, Outcome
from scraper.store.rows import Item
from scraper.store.state import State

from .make_sample import FOLDER

START = dt.datetime(2026, 1, 1, 3, tzinfo=dt.UTC)
KENT, SURREY = "police/kent/2016/assessment", "police/surrey/2017/assessment"
INDEX = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/"


class Nights:
    """A state database whose runs are on days of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = folder / "state.db"
        self._patch = monkeypatch

    def night(self, day: float, kept: bool = True, **outcomes: Outcome) -> None:
        """Let a run on a day end so: `kent` and `surrey` are pages, `index` an index page."""
        pages = {"kent": KENT, "surrey": SURREY, "index": INDEX}
        moment = (START + dt.timedelta(days=day)).isoformat()
        self._patch.setattr("scraper.store.state.utc_now", lambda: moment)
        with State(self.path) as state:
            frontier = Frontier(state)
            state.start_run(f"{day}")
            for name, outcome in outcomes.items():
                page = pages[name]
                tier = "index" if name == "index" else "new"
                frontier.add([Item(page, f"https://x/{name}/", page.split("/")[2], tier)])
                state.record(f"{day}", page, outcome)
                frontier.keep_fresh([page] if kept else [])
            state.finish_run(f"{day}", 0)

    def fresh(self, day: float, scope: Scope | None = None) -> Freshness:
        """The facts as they stand on a day, read as `peel check` reads them."""
        covers = (scope or Scope()).covers
        with reading(self.path) as state:
            return freshness(state, 30, START + dt.timedelta(days=day), covers)


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    return Nights(tmp_path, monkeypatch)


def test_a_page_is_overdue_after_its_bound_and_an_alarm_a_week_later(nights: Nights) -> None:
    nights.night(0, kent="loaded", surrey="loaded")
    nights.night(20, surrey="unchanged")
    assert [look.page for look in nights.fresh(29).looks] == [KENT, SURREY]
    assert nights.fresh(29).overdue == []
    assert [look.page for look in nights.fresh(31).overdue] == [KENT]
    nights.night(36, surrey="loaded")
    assert not nights.fresh(37).is_stale
    assert [look.page for look in nights.fresh(38.1).long_overdue] == [KENT] and nights.fresh(38.1).is_stale


def test_a_good_look_is_a_page_obtained_and_a_week_without_one_is_an_alarm(nights: Nights) -> None:
    nights.night(0, kent="loaded", index="loaded")
    nights.night(3, index="unchanged")
    assert nights.fresh(4).good_days == pytest.approx(1)
    nights.night(9, kent="blocked", index="blocked")
    assert nights.fresh(9).good_days == pytest.approx(6)
    assert not nights.fresh(10.5).is_stale and nights.fresh(11).is_stale
    assert [look.page for look in nights.fresh(9).looks] == [KENT], "an index page is no page of the record"


@pytest.mark.parametrize("outcome", sorted(TROUBLES))
def test_what_tells_nothing_of_a_page_is_no_look_at_it(nights: Nights, outcome: Outcome) -> None:
    nights.night(0, kent="loaded")
    nights.night(25, kent=outcome)
    with State(nights.path) as state:
        item = Frontier(state).items()[KENT]
    assert item.outcome == "loaded" and item.checked_at == item.good_at == START
    assert [look.page for look in nights.fresh(31).overdue] == [KENT]


@pytest.mark.parametrize(("outcome", "late"), [("gone", []), ("rejected", [KENT]), ("unchanged", [KENT])])
def test_what_the_site_says_is_gone_is_not_overdue(nights: Nights, outcome: Outcome, late: list[str]) -> None:
    nights.night(0, kent="loaded")
    nights.night(10, kent=outcome)
    assert [look.page for look in nights.fresh(50).overdue] == late


def test_an_address_that_never_had_a_page_and_a_page_of_a_target_are_not_looked_after(nights: Nights) -> None:
    nights.night(0, kent="not_published")
    nights.night(1, kept=False, surrey="loaded")
    fresh = nights.fresh(90)
    assert fresh.looks == () and fresh.good_days is None and not fresh.is_stale


def test_a_scope_narrows_the_pages_and_not_the_last_good_look(nights: Nights) -> None:
    nights.night(0, kent="loaded")
    nights.night(5, surrey="loaded")
    fresh = nights.fresh(33, Scope(rounds=frozenset({"2016"})))
    assert [look.page for look in fresh.overdue] == [KENT]
    assert fresh.good_days == pytest.approx(28)
    assert nights.fresh(33, Scope(organisations=frozenset({"police/surrey"}))).overdue == []


def test_nothing_is_known_without_a_state_or_with_one_of_an_older_peel(tmp_path: Path) -> None:
    assert freshness(None, 30).looks == ()
    with closing(sqlite3.connect(shutil.copy(FOLDER / "state-v2.db", tmp_path / "state.db"))) as old:
        assert not freshness(old, 30).is_stale
