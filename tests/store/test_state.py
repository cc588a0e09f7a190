"""Runs and outcomes: sums that close whatever happened, and what the next run is told."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from scraper.store.errors import StateError
from scraper.store.file import at_once
from scraper.store.outcomes import NOT_OBTAINED, OBTAINED, OUTCOMES, TROUBLES, Outcome
from scraper.store.state import State, loaded_since, looks


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with State(tmp_path / "state.db") as found:
        yield found


def test_every_outcome_is_obtained_or_not_or_gone() -> None:
    assert set(OUTCOMES) == set(get_args(Outcome)) == OBTAINED | NOT_OBTAINED | {"gone", "not_published"}
    assert not OBTAINED & NOT_OBTAINED and TROUBLES < NOT_OBTAINED


def test_the_database_takes_every_outcome_and_no_other(state: State) -> None:
    state.start_run("run")
    for outcome in OUTCOMES:
        state.record("run", outcome, outcome)
    assert state.counts("run") == dict.fromkeys(OUTCOMES, 1)
    assert dict(state.finish_run("run", 0)) == dict.fromkeys(OUTCOMES, 1)
    last = state.last_run()
    assert last is not None and [last[name] for name in OUTCOMES] == [1] * len(OUTCOMES)


def test_planned_pages_without_an_outcome_are_not_reached_and_left_over(state: State) -> None:
    state.start_run("first", "web|all")
    state.plan("first", ["a", "b", "c", "d", "e"])
    state.record("first", "a", "loaded", snapshot="s1")
    state.record("first", "d", "failed", "http_500")
    state.record("first", "e", "gone", "http_404")
    assert state.finish_run("first", 130) == {"loaded": 1, "not_reached": 2, "failed": 1, "gone": 1}
    assert state.left_over("second", "web|all") == ["b", "c", "d"], "what was not obtained is left undone as well"
    assert state.left_over("second", "web|other") is None
    assert loaded_since(state.db, "first") == {"s1"} and loaded_since(state.db, "never") is None


def test_a_page_was_gone_on_the_days_before_it_was_seen_again(state: State) -> None:
    """Gone on the 2nd, there again with the same bytes on the 5th, gone again on the 8th."""
    told = [
        ("2020-01-02", "gone", "http_404"),
        ("2020-01-05", "unchanged", "identical"),
        ("2020-01-08", "gone", "http_404"),
    ]
    for day, outcome, reason in told:
        state.start_run(day)
        state.record(day, "page", outcome, reason, None, "https://site/page/", at=f"{day}T23:30:00+00:00")
    days = [f"2020-01-{day:02}" for day in range(1, 10)]
    found = [
        "".join(f"{look.at:%d}"[1] + "-+"[not look.is_gone] for look in looks(state.db, dt.date.fromisoformat(day)))
        for day in days
    ]
    assert found == ["", *["2-"] * 3, *["2-5+"] * 3, *["2-5+8-"] * 2]
    assert looks(state.db) == looks(state.db, dt.date(2020, 1, 9)) == looks(state.db, dt.date.max)
    assert looks(state.db, dt.date.min) == []


def test_only_pages_of_which_there_is_more_to_say_are_told(state: State) -> None:
    state.start_run("run")
    state.record("run", "plain", "loaded")
    state.record("run", "known", "unchanged", "known")
    state.record("run", "lost", "failed", "http_500", message="the site answers 500")
    assert [(row.page, row.outcome, row.reason) for row in state.outcomes("run")] == [
        ("known", "unchanged", "known"),
        ("lost", "failed", "http_500"),
    ]


def test_a_transaction_is_all_or_nothing_and_nests(state: State) -> None:
    state.start_run("run")
    with pytest.raises(ValueError, match="stop"), state.transaction():
        state.plan("run", ["a"])
        raise ValueError("stop")
    assert state.planned("run") == 0


def test_writes_that_sqlite_has_undone_itself_are_told_by_their_cause(state: State) -> None:
    """As a full disk does; there is no transaction to take back then."""
    state.db.execute(
        "CREATE TRIGGER full BEFORE INSERT ON accepted BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="disk is full"), at_once(state.db):
        state.db.execute("INSERT INTO warc_files VALUES ('a.warc.gz', 1)")
        state.db.execute("INSERT INTO accepted VALUES ('a', 'run', '2026-01-01T00:00:00Z')")
    assert state.db.execute("SELECT count(*) FROM warc_files").fetchone()[0] == 0 and not state.db.in_transaction


def test_a_lock_is_an_error_in_a_line(state: State) -> None:
    with State(state.path) as other:
        other.db.execute("PRAGMA busy_timeout = 10")
        with state.transaction(), pytest.raises(StateError, match="cannot be written"):
            other.start_run("second")
