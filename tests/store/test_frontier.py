"""The frontier: pages keep their history, captures wait until they are loaded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from scraper.store.frontier import Frontier, page_key
from scraper.store.rows import Item, Place
from scraper.store.state import State

from .make_sample import IDS, SITE, START, capture


def test_a_page_is_known_by_its_id_whatever_address_it_stands_at() -> None:
    old = "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/kent/"
    assert page_key(f"{SITE}kent/") == page_key(old) == IDS["kent"]
    assert page_key("https://elsewhere.example/x") == "https://elsewhere.example/x"


def test_a_page_that_is_noted_again_keeps_its_history_also_after_reopening(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        frontier = Frontier(state)
        frontier.add([Item(IDS["kent"], f"{SITE}kent/", "2016", "new")])
        frontier.tried(IDS["kent"])
        frontier.add([Item(IDS["kent"], "https://elsewhere.example/", "2015", "changed")])
    with State(tmp_path / "state.db") as state:
        found = Frontier(state).get(IDS["kent"])
        assert found is not None
        assert (found.url, found.round, found.tier, found.tries) == (f"{SITE}kent/", "2016", "new", 1)


def test_a_capture_waits_until_its_page_is_recorded(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        frontier = Frontier(state)
        state.start_run("run")
        kept = capture("kent", 0)
        frontier.keep(kept, kept.url)
        assert frontier.waiting("web") == [kept] and frontier.waiting("wayback") == []
        item = frontier.get(IDS["kent"])
        assert item is not None and item.state == "archived" and item.place == kept.place
        state.record("run", IDS["kent"], "loaded", place=(kept.place.file, kept.place.offset))
        assert frontier.waiting("web") == []
        assert frontier.find(IDS["kent"], START, source="web") == replace(kept, loaded=True)
        assert frontier.known() == 1


def test_the_newest_capture_tells_the_conditions_of_the_next_request(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        frontier = Frontier(state)
        first = capture("kent", 0)
        later = replace(first, captured_at="2026-11-21T02:00:00.000000Z", etag=None, place=Place("b.warc.gz", 7))
        for one in (later, first):
            frontier.keep(one, one.url)
        newest = frontier.newest(IDS["kent"])
        assert newest == later
        assert newest.conditional == {"If-Modified-Since": "Thu, 02 Mar 2017 10:00:00 GMT"}
        assert first.conditional["If-None-Match"] == '"kent"'


def test_what_a_database_lacks_waits_to_be_loaded_again(tmp_path: Path) -> None:
    with State(tmp_path / "state.db") as state:
        frontier = Frontier(state)
        for number, name in enumerate(("kent", "surrey")):
            kept = capture(name, number)
            frontier.keep(kept, kept.url)
            state.mark_loaded(kept.place.file, kept.place.offset)
        assert state.reconcile([capture("kent", 0).sha256]) == 1
        assert [one.page for one in frontier.waiting("web")] == [IDS["surrey"]]
        state.forget_capture(frontier.waiting("web")[0].place.file, frontier.waiting("web")[0].place.offset)
        assert frontier.waiting("web") == []


def test_a_host_is_left_alone_until_the_moment_it_named(tmp_path: Path) -> None:
    until = START + dt.timedelta(minutes=5)
    with State(tmp_path / "state.db") as state:
        assert Frontier(state).not_before("a.example") is None
        Frontier(state).hold("a.example", until)
    with State(tmp_path / "state.db") as state:
        assert Frontier(state).not_before("a.example") == until
