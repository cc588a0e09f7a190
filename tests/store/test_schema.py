"""A state database of every version opens with all that it held; one of a newer peel is left alone."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from scraper.errors import ExitCode
from scraper.quality.baseline import load_baseline
from scraper.store.errors import NewerStateError, StateError
from scraper.store.file import reading
from scraper.store.frontier import Frontier
from scraper.store.schema import VERSION
from scraper.store.state import Look, State, looks

from .make_sample import FOLDER, IDS, OPTIONS, SITE

Rows = dict[str, list[tuple[object, ...]]]
VERSIONS = range(1, VERSION + 1)
MADE_BY_MIGRATIONS = frozenset(
    {
        "_sqlite_migrations", "profiles", "answer_times", "accepted", "lost_files", "read_before", "audited", "audited_parts",
        "originals_before", "revisits_before", "damaged_files",
    }
)  # fmt: skip


def rows_of(path: Path, like: Path | None = None) -> Rows:
    """The rows of every table; with `like` only the tables and columns that another file has."""
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = {}
    for name, *_ in tables_of(like or path):
        names[name] = ", ".join(f'"{column}"' for column in columns_of(like or path, name))
    found = {name: conn.execute(f'SELECT {columns} FROM "{name}"').fetchall() for name, columns in names.items()}
    conn.close()
    return {name: rows for name, rows in found.items() if name not in MADE_BY_MIGRATIONS}


def tables_of(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()


def columns_of(path: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [row[1] for row in conn.execute(f'PRAGMA table_info("{table}")')]


def schema_of(path: Path) -> list[tuple[str, str]]:
    conn = sqlite3.connect(path)
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    conn.close()
    return [(name, " ".join(sql.replace(" IF NOT EXISTS", "").split())) for name, sql in found]


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(FOLDER / f"state-v{request.param}.db", tmp_path / "state.db"))


@pytest.mark.parametrize("marked", [True, False])
def test_every_row_of_an_older_version_is_there_and_the_schema_is_todays(
    old: Path, marked: bool, tmp_path: Path
) -> None:
    if not marked:
        conn = sqlite3.connect(old)
        conn.execute("PRAGMA user_version = 0")
        conn.close()
    older = Path(shutil.copy(old, tmp_path / "older.db"))
    before = rows_of(old)
    assert {name: len(rows) for name, rows in before.items()} == {
        "runs": 2, "planned": 7, "outcomes": 6, "frontier": 5, "captures": 3, "robots": 1, "hosts": 1, "warc_files": 1,
        "shown": 2, "drift_accepted": 1, "drift_layouts": 1, "drift_pages": 1,
    }  # fmt: skip
    with State(old):
        pass
    State(tmp_path / "new.db").close()
    assert rows_of(old, older) == before
    assert schema_of(old) == schema_of(tmp_path / "new.db")
    with State(old) as again:
        assert again.db.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert again.db.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == VERSION


def test_a_run_goes_on_with_what_an_older_version_kept(old: Path) -> None:
    with State(old) as state:
        frontier = Frontier(state)
        items = frontier.items()
        assert set(items) == set(IDS.values())
        assert items[IDS["kent"]].outcome == "loaded" and items[IDS["kent"]].tries == 1
        assert items[IDS["surrey"]].outcome == "gone" and items[IDS["surrey"]].good_at is not None
        assert [capture.page for capture in frontier.waiting("web")] == [IDS["essex"]]
        assert looks(state.db) == [
            Look(IDS["surrey"], f"{SITE}surrey/", dt.datetime(2026, 11, 20, 2, 0, 12, tzinfo=dt.UTC), True)
        ]
        copy = frontier.robots("https://hmicfrs.justiceinspectorates.gov.uk/robots.txt")
        assert copy is not None and copy.text.endswith("Crawl-delay: 2\n")
        assert frontier.not_before("web.archive.org") == dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
        assert frontier.shown_changes(SITE, {IDS["kent"]: "aa", IDS["surrey"]: "other"}) == {IDS["surrey"]}
        assert state.left_over("third", OPTIONS) == [IDS["kent"]]
        baseline = load_baseline(state.db)
        assert baseline is not None and baseline.run == "first"
        state.start_run("third", OPTIONS)
        assert state.counts("second") == {"gone": 1, "not_reached": 1}


def test_a_newer_state_is_refused_in_a_line_with_exit_2_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    State(path).close()
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {VERSION + 1}")
    conn.close()
    before = path.read_bytes()
    for opened in (State, lambda path: reading(path).__enter__()):
        with pytest.raises(NewerStateError, match=f"has schema {VERSION + 1}.*upgrade peel") as caught:
            opened(path)
        assert caught.value.exit_code is ExitCode.USAGE and "\n" not in caught.value.message
    assert path.read_bytes() == before


def test_a_foreign_file_is_not_taken_for_the_state(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 20)
    foreign = tmp_path / "foreign.db"
    conn = sqlite3.connect(foreign)
    conn.execute("CREATE TABLE runs (id TEXT)")
    conn.commit()
    conn.close()
    for one in (path, foreign):
        before = one.read_bytes()
        with pytest.raises(StateError, match="move it away"):
            State(one)
        assert one.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_older_version(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conn = sqlite3.connect(old)
    conn.execute("PRAGMA user_version = 0")
    conn.execute("DROP TABLE IF EXISTS _sqlite_migrations")
    conn.execute("DROP TABLE IF EXISTS profiles")
    conn.execute("CREATE VIEW _sqlite_migrations AS SELECT 1")
    conn.commit()
    conn.close()
    before = rows_of(old)
    with pytest.raises(StateError, match="cannot be opened"):
        State(old)
    assert rows_of(old) == before
    conn = sqlite3.connect(old)
    assert conn.execute("PRAGMA user_version").fetchone()[0] == 0
    assert conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'profiles'").fetchone()[0] == 0
    conn.close()


def test_two_that_open_an_older_state_at_once_both_have_it(tmp_path: Path) -> None:
    path = Path(shutil.copy(FOLDER / "state-v1.db", tmp_path / "state.db"))
    failures: list[Exception] = []

    def opened() -> None:
        try:
            State(path).close()
        except StateError as error:
            failures.append(error)

    threads = [threading.Thread(target=opened) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with State(path) as state:
        assert len(Frontier(state).items()) == 5


def test_reading_writes_nothing_and_says_none_where_there_is_no_file(tmp_path: Path) -> None:
    with reading(tmp_path / "none.db") as state:
        assert state is None
    path = Path(shutil.copy(FOLDER / "state-v1.db", tmp_path / "state.db"))
    before = path.read_bytes()
    with reading(path) as state:
        assert state is not None
        assert state.execute("SELECT count(*) FROM frontier").fetchone()[0] == 5
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["state.db"]


def test_the_store_knows_neither_fetcher_nor_loader_nor_parsers() -> None:
    script = (
        "import importlib, pkgutil, sys, scraper.store as store\n"
        "for module in pkgutil.iter_modules(store.__path__): importlib.import_module(f'scraper.store.{module.name}')\n"
        "print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('scraper.')}))\n"
        "assert 'sqlite_utils' in sys.modules and not {'pandas', 'numpy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"catalogue", "errors", "places", "store"}
