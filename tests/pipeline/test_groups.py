"""Pages in groups: what is kept, what is undone, and whose fault is told."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scraper.errors import Interrupted, PeelError
from scraper.fetcher.archive import Archive, repair
from scraper.fetcher.options import FetchSettings
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.errors import DatabaseError
from scraper.loader.publish import Publication
from scraper.pipeline import groups
from scraper.pipeline.context import RunContext
from scraper.pipeline.groups import in_groups
from scraper.pipeline.interrupt import Stop
from scraper.pipeline.request import Request
from scraper.settings import load_settings
from scraper.store.errors import StateError
from scraper.store.frontier import Frontier
from scraper.store.state import State


@pytest.fixture
def run(tmp_path: Path) -> Iterator[RunContext]:
    settings = load_settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive")
    with (
        Publication(settings.db, say=lambda line: None) as publication,
        State(tmp_path / "state.db") as state,
        Archive(settings.archive_dir, "run") as archive,
    ):
        state.start_run("run")
        yield RunContext(
            "run", settings, Request(), publication.db, state, archive, Stop(), lambda line: None, lambda *_: None
        )


def put(run: RunContext, key: str, size: int = 10) -> None:
    run.state.record("run", key, "loaded")
    run.db.execute("INSERT INTO dataset (key, value) VALUES (?, ?)", [key, "x" * size])


def kept(run: RunContext) -> list[str]:
    return [row[0] for row in run.db.execute("SELECT key FROM dataset WHERE key LIKE 'k%' ORDER BY key")]


def test_an_error_of_a_page_keeps_what_came_before(run: RunContext) -> None:
    def handle(key: str) -> None:
        if key == "k3":
            raise PeelError("no more")
        put(run, key)

    with pytest.raises(PeelError, match="no more"):
        in_groups(run, ["k1", "k2", "k3", "k4"], handle)
    assert kept(run) == ["k1", "k2"]


@pytest.mark.parametrize("asked_before", [False, True])
def test_a_signal_while_a_group_is_committed_waits_and_nothing_of_it_is_undone(
    run: RunContext, monkeypatch: pytest.MonkeyPatch, asked_before: bool
) -> None:
    """The archive has its pages already: undone, the next run would archive each of them again."""
    keep_told = groups.keep_told

    def interrupted(*given: Any) -> None:
        if not asked_before:
            signal.raise_signal(signal.SIGINT)
        keep_told(*given)

    def handle(key: str) -> None:
        put(run, key)
        if asked_before and key == "k2":
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(groups, "keep_told", interrupted)
    with run.stop.listening(), pytest.raises(Interrupted):
        in_groups(run, ["k1", "k2"], handle)
    assert kept(run) == ["k1", "k2"]
    assert run.state.counts("run")["loaded"] == 2


def keep(run: RunContext, name: str) -> None:
    run.archive.keep(Snapshot(random.Random(name).randbytes(900), f"urn:{name}", None, "warc"))


def test_what_a_group_wrote_to_the_archive_need_not_be_looked_at_again(run: RunContext, tmp_path: Path) -> None:
    run.archive = Archive(tmp_path / "archive", "run", FetchSettings(max_archive_file=3000))
    in_groups(run, ["a", "b", "c", "d"], lambda name: keep(run, name))
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "archive").iterdir()}
    assert Frontier(run.state).files() == sizes and len(sizes) == 4
    assert repair(tmp_path / "archive", Frontier(run.state).files()) == ([], [])


def test_a_group_that_is_undone_leaves_the_archives_end_where_it_was(run: RunContext, tmp_path: Path) -> None:
    in_groups(run, ["a"], lambda name: keep(run, name))
    before = Frontier(run.state).files()

    def handle(name: str) -> None:
        keep(run, name)
        raise ValueError(name)

    with pytest.raises(ValueError, match="b"):
        in_groups(run, ["b"], handle)
    assert Frontier(run.state).files() == before
    _, found = repair(tmp_path / "archive", before)
    assert [one.headers["warc-target-uri"] for _, one in found] == ["urn:b"]


def test_a_database_without_room_is_told_as_the_database_and_its_group_undone(run: RunContext) -> None:
    pages = run.db.execute("PRAGMA page_count").fetchone()[0]
    run.db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(DatabaseError, match=r"peel\.db\.working could not be written"):
        in_groups(run, ["k1", "k2"], lambda key: put(run, key, 500_000))
    assert kept(run) == []


def test_a_state_without_room_is_told_as_the_state(run: RunContext) -> None:
    pages = run.state.db.execute("PRAGMA page_count").fetchone()[0]
    run.state.db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StateError, match=r"state\.db cannot be written"):
        in_groups(run, ["k" * 100_000], lambda key: put(run, key))
    assert kept(run) == []
