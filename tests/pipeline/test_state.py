"""What a run does with the state that earlier runs, and earlier versions, left beside its database."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.cli import cli
from scraper.fetcher.archive import read_at, warc_files
from scraper.pipeline import Request, run
from scraper.quality.report import Report
from scraper.settings import Settings
from scraper.store.file import state_path
from scraper.store.frontier import Frontier
from scraper.store.schema import VERSION
from scraper.store.state import State, looks
from tests.fetcher.server import Site, answer
from tests.runs.nights import to_grade
from tests.runs.site import PAGE, ask, data, peel, save
from tests.runs.site import run as peel_run
from tests.store.make_sample import FOLDER, IDS, SITE
from tests.support.forms import Written, put, record

STAFFORDSHIRE = "/peel-assessments/peel-2016/staffordshire/"


SITE_2016 = f"https://hmicfrs.justiceinspectorates.gov.uk{STAFFORDSHIRE}"
CHANGES = (
    "SELECT table_name, row_id, column_name, old, new, old_snapshot, new_snapshot FROM changes ORDER BY 1, 2, 3, 7"
)


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    server.routes[STAFFORDSHIRE] = [answer(PAGE)]
    yield server
    server.close()


def fetch(folder: Path, site: Site, said: list[str]) -> Report:
    return night(folder, site.base + STAFFORDSHIRE, said)


def night(folder: Path, target: object, said: list[str], name: str | None = None) -> Report:
    """A run; `name` is its id, for runs whose files have to stand in their order though they are of one second."""
    settings = Settings(db=folder / "peel.db", archive_dir=folder / "archive", delay=0, jitter=0)
    return run(settings, Request((str(target),)), say=said.append, run_id=name)


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


def test_many_pages_that_nobody_noted_are_one_line(tmp_path: Path, site: Site) -> None:
    """As where an archive is found again that was away."""
    for number in range(5):
        site.routes[STAFFORDSHIRE] = [answer(PAGE.replace("</main>", f"<p>Word {number}.</p></main>"))]
        assert night(tmp_path, site.base + STAFFORDSHIRE, [], f"night-{number}").counts == {"loaded": 1}
    state_path(tmp_path / "peel.db").unlink()
    said: list[str] = []
    fetch(tmp_path, site, said)
    first = "peel-night-0-00000.warc.gz"
    told = [line for line in said if "taken from" in line]
    assert told == [f"5 pages, of which nothing was noted, are taken from 5 files of the archive, the first {first}"]


def test_a_file_of_the_archive_that_is_away_is_named_once_and_not_for_each_page_in_it(tmp_path: Path) -> None:
    """As where `peel.db` alone was copied to a machine with a newer peel."""
    site = save(tmp_path / "site", forces=["Kent", "Essex", "Surrey"])
    assert night(tmp_path, site, []).counts == {"loaded": 3}
    shutil.rmtree(tmp_path / "archive")
    with closing(sqlite3.connect(tmp_path / "peel.db")) as db, db:
        db.execute("UPDATE snapshots SET parser_version = 'older'")
        db.execute("UPDATE _readings SET parser_version = 'older'")
    said: list[str] = []
    report = night(tmp_path, site, said)
    for told in (said, report.notes):
        assert len([line for line in told if "is missing; run" in line]) == 1


GRADE = "SELECT grade FROM judgments WHERE id = 'police/staffordshire/2016/efficiency'"


@pytest.mark.parametrize("how", ["304", "the same bytes"])
def test_what_the_site_shows_again_is_newer_than_a_crawl_that_came_between(
    tmp_path: Path, site: Site, how: str
) -> None:
    again = answer(b"", 304, length=None, ETag='"a"') if how == "304" else answer(PAGE, ETag='"a"')
    site.routes[STAFFORDSHIRE] = [answer(PAGE, ETag='"a"'), again]
    page = site.base + STAFFORDSHIRE
    assert night(tmp_path, page, [], "night-1").counts == {"loaded": 1}
    (shown,) = ask(tmp_path / "peel.db", GRADE)
    other = to_grade("inadequate")(PAGE).encode()
    now = dt.datetime.now(dt.UTC)
    raw = record(Written(SITE_2016, now, other), WARC_Date=now.isoformat().replace("+00:00", "Z"))
    crawl = put(tmp_path, "crawl.warc.gz", gzip.compress(raw))
    assert night(tmp_path, crawl, [], "night-2").counts == {"loaded": 1}
    assert ask(tmp_path / "peel.db", GRADE) == [("inadequate",)] != [shown]
    assert night(tmp_path, page, [], "night-3").counts == {"loaded": 1}
    assert ask(tmp_path / "peel.db", GRADE) == [shown]
    assert night(tmp_path, page, [], "night-4").counts == {"unchanged": 1}
    words = ["--db", str(tmp_path / "peel.db"), "--archive-dir", str(tmp_path / "archive")]
    loaded = data(tmp_path / "peel.db"), ask(tmp_path / "peel.db", CHANGES)
    assert cli.main(["rebuild", *words], standalone_mode=False) == 0
    assert (data(tmp_path / "peel.db"), ask(tmp_path / "peel.db", CHANGES)) == loaded


def test_a_capture_whose_file_is_lost_points_to_a_copy_that_can_be_read(tmp_path: Path, site: Site) -> None:
    page = site.base + STAFFORDSHIRE
    for name in ("night-1", "night-2"):
        night(tmp_path, page, [], name)
    first, second = warc_files(tmp_path / "archive")
    assert b"WARC-Type: revisit" in gzip.decompress(second.read_bytes())
    first.unlink()
    night(tmp_path, page, [], "night-3")
    places = ask(tmp_path / "peel.db", "SELECT warc_file, warc_offset FROM snapshots")
    assert places and all("night-3" in str(file) for file, _ in places), "the second night's stands on the lost file"
    for file, offset in places:
        assert read_at(tmp_path / "archive", str(file), int(str(offset))).body == PAGE.encode()


def test_a_run_over_a_state_of_version_1_goes_on_with_its_frontier(tmp_path: Path, site: Site) -> None:
    shutil.copy(FOLDER / "state-v1.db", tmp_path / "state.db")
    assert fetch(tmp_path, site, []).counts["loaded"] == 1
    with State(tmp_path / "state.db") as state:
        items = Frontier(state).items()
        assert set(IDS.values()) < set(items)
        assert items[IDS["kent"]].good_at == dt.datetime(2026, 11, 20, 2, 0, 3, tzinfo=dt.UTC)
        assert items[IDS["dorset"]].tries == 0 and items[IDS["atlantis"]].outcome == "gone"
        assert f"{SITE}surrey/" in {look.url for look in looks(state.db) if look.is_gone}


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
        peel("status", "--db", out / "peel.db", cwd=out),
    ):
        assert done.code == 2, done.said
        assert f"state.db has schema {VERSION + 1}" in done.err and len(done.err.splitlines()) == 1
    assert before == ((out / "state.db").read_bytes(), ask(out / "peel.db", "SELECT count(*) FROM snapshots"))


def test_the_keys_of_a_runs_sources_are_kept_with_it(tmp_path: Path) -> None:
    pages = [str(save(tmp_path / name, forces=[name.title()])) for name in ("kent", "essex")]
    run(Settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive"), Request(tuple(pages)))
    assert ask(tmp_path / "state.db", "SELECT options FROM runs") == [
        (f"folder|{pages[0]}+folder|{pages[1]}+revisits",)
    ]
    reports = list((tmp_path / "runs").glob("*/report.json"))
    assert json.loads(reports[0].read_text("utf-8"))["pages"]["loaded"] == 2
