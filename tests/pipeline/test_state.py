"""What a run does with the state that earlier runs, and earlier versions, left beside its database."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.pipeline import Request, run
from scraper.quality.report import Report
from scraper.settings import Settings
from scraper.store.file import state_path
from scraper.store.frontier import Frontier
from scraper.store.schema import VERSION
from scraper.store.state import State
from tests.fetcher.server import Site, answer
from tests.runs.site import PAGE, ask, peel, save
from tests.runs.site import run as peel_run
from tests.store.make_sample import FOLDER, IDS, SITE

STAFFORDSHIRE = "/peel-assessments/peel-2016/staffordshire/"


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    server.routes[STAFFORDSHIRE] = [answer(PAGE)]
    yield server
    server.close()


def fetch(folder: Path, site: Site, said: list[str]) -> Report:
    settings = Settings(db=folder / "peel.db", archive_dir=folder / "archive", delay=0, jitter=0)
    return run(settings, Request((site.base + STAFFORDSHIRE,)), say=said.append)


def test_a_page_that_the_archive_has_and_nobody_noted_is_taken_up_once_and_not_fetched(
    tmp_path: Path, site: Site
) -> None:
    assert fetch(tmp_path, site, []).counts == {"loaded": 1}
    (tmp_path / "peel.db").unlink()
    state_path(tmp_path / "peel.db").unlink()
    site.log.clear()
    said: list[str] = []
    report = fetch(tmp_path, site, said)
    assert report.counts == {"loaded": 1} and report.obtained == {"archive": 1}
    assert site.pages() == [] and report.requests == 0
    assert len([line for line in said if "was fetched and not loaded" in line]) == 1


def test_a_run_over_a_state_of_version_1_goes_on_with_its_frontier(tmp_path: Path, site: Site) -> None:
    shutil.copy(FOLDER / "state-v1.db", tmp_path / "state.db")
    assert fetch(tmp_path, site, []).counts["loaded"] == 1
    with State(tmp_path / "state.db") as state:
        items = Frontier(state).items()
        assert set(IDS.values()) < set(items)
        assert items[IDS["kent"]].good_at == dt.datetime(2026, 11, 20, 2, 0, 3, tzinfo=dt.UTC)
        assert items[IDS["dorset"]].tries == 0 and items[IDS["atlantis"]].outcome == "gone"
        assert f"{SITE}surrey/" in dict(state.gone_since())


def test_a_newer_state_is_one_line_and_exit_2_for_every_verb_that_needs_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pages = save(tmp_path / "site", forces=["Kent"])
    assert peel_run(out, pages).code == 0
    with closing(sqlite3.connect(out / "state.db")) as state:
        state.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = (out / "state.db").read_bytes(), ask(out / "peel.db", "SELECT count(*) FROM snapshots")
    for done in (
        peel_run(out, pages),
        peel("check", "--db", out / "peel.db", cwd=out),
        peel("changes", "--since", "some-run", "--db", out / "peel.db", cwd=out),
    ):
        assert done.code == 2, done.said
        assert f"state.db has schema {VERSION + 1}" in done.err and len(done.err.splitlines()) == 1
    assert peel("status", "--db", out / "peel.db", cwd=out).code == 0
    assert before == ((out / "state.db").read_bytes(), ask(out / "peel.db", "SELECT count(*) FROM snapshots"))


def test_the_keys_of_a_runs_sources_are_kept_with_it(tmp_path: Path) -> None:
    pages = [str(save(tmp_path / name, forces=[name.title()])) for name in ("kent", "essex")]
    run(Settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive"), Request(tuple(pages)))
    assert ask(tmp_path / "state.db", "SELECT options FROM runs") == [
        (f"folder|{pages[0]}+folder|{pages[1]}+revisits",)
    ]
    reports = list((tmp_path / "runs").glob("*/report.json"))
    assert json.loads(reports[0].read_text("utf-8"))["pages"]["loaded"] == 2
