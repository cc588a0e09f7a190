"""What is wrong with the state database is named where reading it fails, and only there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.store.errors import StateError
from scraper.store.file import reading
from scraper.store.freshness import freshness
from scraper.store.frontier import Frontier
from scraper.store.rows import Item
from scraper.store.state import State

FAULTS = {
    "UPDATE frontier SET checked_at = 'yesterday'": "frontier.checked_at holds 'yesterday', which is no moment",
    "UPDATE frontier SET checked_at = ''": "frontier.checked_at holds '', which is no moment",
    "UPDATE frontier SET checked_at = '2026-01-01'": "frontier.checked_at holds '2026-01-01', which is no moment",
    "UPDATE frontier SET url = CAST(x'ff' AS TEXT)": "frontier.url holds bytes that are no UTF-8",
    "ALTER TABLE frontier RENAME COLUMN good_at TO good": "it lacks frontier.good_at",
    "DROP TABLE hosts": "it lacks the table hosts",
}


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    with State(tmp_path / "state.db") as state:
        state.start_run("run")
        Frontier(state).add([Item("police/kent/2016/assessment", "https://example.org/")])
        Frontier(state).keep_fresh(["police/kent/2016/assessment"])
        state.record("run", "police/kent/2016/assessment", "loaded")
        yield state.path


def harm(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


def look(db: sqlite3.Connection) -> None:
    """What runs and verbs read of the frontier."""
    freshness(db, 30)
    for table in ("frontier", "hosts"):
        db.execute(f"SELECT * FROM {table}").fetchall()


@pytest.mark.parametrize(("sql", "words"), FAULTS.items())
def test_what_another_program_changed_is_told_as_the_states_own(path: Path, sql: str, words: str) -> None:
    harm(path, sql)
    for opened in (State, reading):
        with pytest.raises(StateError, match="damaged") as raised, opened(path) as state:  # type: ignore[operator]
            db = state.db if isinstance(state, State) else state
            look(db)
            assert db.execute("SELECT good_at FROM frontier").fetchall()
        assert words in raised.value.message and "\n" not in raised.value.message


def test_what_fails_over_a_sound_file_is_raised_as_it_is(path: Path) -> None:
    for opened in (State, reading):
        with pytest.raises(sqlite3.OperationalError, match="of another file"), opened(path):  # type: ignore[operator]
            raise sqlite3.OperationalError("no such column: of another file")
        with pytest.raises(ValueError, match="a fault of ours"), opened(path):  # type: ignore[operator]
            raise ValueError("a fault of ours")


def test_what_is_no_file_is_refused_and_never_taken_for_none(tmp_path: Path) -> None:
    folder, link, loop = tmp_path / "a.db", tmp_path / "b.db", tmp_path / "c.db"
    folder.mkdir()
    link.symlink_to(tmp_path / "unmounted" / "state.db")
    loop.symlink_to(loop)
    for place, words in ((folder, "a folder"), (link, "a link to nothing"), (loop, "a link to nothing")):
        for opened in (State, reading):
            with pytest.raises(StateError, match=words), opened(place):  # type: ignore[operator]
                pass
    with reading(tmp_path / "none.db") as db:
        assert db is None
    made = tmp_path / "d.db"
    made.symlink_to(tmp_path / "real.db")
    with State(made) as state:
        state.start_run("run")
    assert (tmp_path / "real.db").is_file()
