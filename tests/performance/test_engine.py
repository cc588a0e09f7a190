"""`peel run --engine dask` on a real cluster of two worker processes, some of which are killed."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.utils import get_mp_context

from benchmarks.forms import captures
from benchmarks.pages import BASES, crawls
from benchmarks.scale import differing
from benchmarks.warcs import write_warc
from schemas.extraction import Extraction, Page, Refused, problem
from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason
from scraper.engine.batch import from_line, read_lines, to_line
from scraper.engine.errors import EngineUsageError
from scraper.engine.extract import extract
from scraper.engine.units import PAGES, Unit, units_of
from scraper.engine.work import Job, Known, read_unit
from scraper.errors import ExitCode, UsageError
from scraper.fetcher.archive import check, pages
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.sources import open_target
from scraper.loader.captures import snapshot_id
from scraper.loader.readings import parcel_of
from scraper.pipeline import Request, run
from scraper.quality.report import Report
from scraper.settings import load_settings
from tests.support.forms import FORMS


class Killer(WorkerPlugin):  # type: ignore[misc]
    """Ends the worker that begins to read the unit `number`, `times` times over all workers."""

    def __init__(self, folder: str, number: int, times: int) -> None:
        self.folder, self.times = folder, times
        # A run's id ends in random digits; the unit's number is what stands after all of it.
        self.key = re.compile(rf"peel-[0-9TZ]+-[0-9a-f]+-{number}(-alone)?")
        self.name = f"killer {number}"

    def transition(self, key: Any, start: str, finish: str, **_: Any) -> None:
        if finish == "executing" and self.key.fullmatch(str(key)):
            for time in range(self.times):
                try:
                    os.close(os.open(f"{self.folder}/{time}", os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    continue
                os._exit(1)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster whose workers are forked from a process that has loaded what they need: those killed start anew quickly."""
    settings = {
        "distributed.worker.multiprocessing-method": "forkserver",
        "distributed.scheduler.allowed-failures": 1,
        "distributed.nanny.pre-spawn-environ.PYTHONPATH": str(Path.cwd()),
    }
    where = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
    with dask.config.set(settings):
        get_mp_context().set_forkserver_preload([__name__])
        with LocalCluster(n_workers=2, threads_per_worker=1, **where) as made:
            yield made


@pytest.fixture(scope="module")
def warcs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Four files: two crawls of the same pages, the second in the last file too."""
    folder = tmp_path_factory.mktemp("warcs")
    of = BASES[:1]
    pages = list(crawls(24, of=of))
    parts = [pages[:8], pages[8:16], pages[16:], pages[20:]]
    for number, part in enumerate(parts):
        write_warc(folder / f"{number}.warc.gz", part)
    return [str(folder / f"{number}.warc.gz") for number in range(len(parts))]


def go(out: Path, targets: list[str], **more: Any) -> Report:
    settings = load_settings(db=out / "peel.db", archive_dir=out / "archive", warning_share=0.99)
    return run(settings, Request(targets=tuple(targets), **more))


def places(out: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(out / "peel.db") as db:
        return db.execute("SELECT warc_file, warc_offset FROM snapshots").fetchall()


def outcomes(report: Report) -> dict[str, int]:
    return {outcome: count for outcome, count in report.counts.items() if count}


@pytest.fixture(scope="module")
def alone(warcs: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    out = tmp_path_factory.mktemp("alone")
    return out, go(out, [*warcs, "fixtures/pillar"], sound_only=True)


def test_a_killed_workers_file_is_done_again_and_the_database_is_the_same(
    cluster: Any, warcs: list[str], alone: tuple[Path, Report], tmp_path: Path
) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with Client(cluster) as client:
        client.register_plugin(Killer(str(marks), 1, 1))
        report = go(
            tmp_path, [*warcs, "fixtures/pillar"], sound_only=True, engine="dask", scheduler=cluster.scheduler_address
        )
        client.unregister_worker_plugin("killer 1")
    assert len(list(marks.iterdir())) == 1
    assert report.verdict.code == alone[1].verdict.code
    assert differing(alone[0] / "peel.db", tmp_path / "peel.db") == []
    assert outcomes(report) == outcomes(alone[1])
    assert report.accounting == alone[1].accounting
    assert check(tmp_path / "archive", places(tmp_path)).findings == []
    assert not list((tmp_path / "engine").glob("*/*"))


def test_a_poison_file_is_set_aside_and_the_rest_is_loaded(cluster: Any, warcs: list[str], tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    with Client(cluster) as client:
        client.register_plugin(Killer(str(marks), 0, 99))
        report = go(tmp_path / "out", warcs[:2], engine="dask", scheduler=cluster.scheduler_address)
        client.unregister_worker_plugin("killer 0")
    assert report.verdict.code == ExitCode.PARTIAL
    assert [(page, reason) for page, outcome, reason, _ in report.outcomes if outcome == "failed"] == [
        (warcs[0], "ends_its_worker")
    ]
    assert report.counts["loaded"] == 8


def test_run_again_it_reads_nothing_and_changes_nothing(cluster: Any, warcs: list[str], tmp_path: Path) -> None:
    first = go(tmp_path, warcs[:1], engine="dask", scheduler=cluster.scheduler_address)
    before, files = (tmp_path / "peel.db").read_bytes(), sorted((tmp_path / "archive").iterdir())
    again = go(tmp_path, warcs[:1], engine="dask", scheduler=cluster.scheduler_address)
    assert set(outcomes(first)) == {"loaded"}
    assert set(outcomes(again)) == {"unchanged"}
    assert (tmp_path / "peel.db").read_bytes() == before
    assert sorted((tmp_path / "archive").iterdir()) == files


def test_its_own_cluster_is_used_where_no_scheduler_is_named(warcs: list[str], tmp_path: Path) -> None:
    settings = load_settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive", workers=1, warning_share=0.99)
    with dask.config.set({"distributed.worker.multiprocessing-method": "spawn"}):  # as it is where nobody sets it
        report = run(settings, Request(targets=(warcs[0],), engine="dask"))
    assert report.verdict.code == ExitCode.CLEAN
    assert set(outcomes(report)) == {"loaded"}


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (Request(targets=("fixtures",), scheduler="tcp://127.0.0.1:1"), "--scheduler is for --engine"),
        (Request(engine="dask"), "name WARC files"),
        (Request(targets=("https://example.org/", "fixtures"), engine="dask"), "is an address"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_written(request_: Request, words: str, tmp_path: Path) -> None:
    settings = load_settings(db=tmp_path / "out" / "peel.db", archive_dir=tmp_path / "out" / "archive")
    with pytest.raises((UsageError, EngineUsageError), match=words) as caught:
        run(settings, request_)
    assert caught.value.exit_code == ExitCode.USAGE
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lacks", ["distributed", "dask"])
def test_without_dask_one_line_says_how_to_install_it(
    lacks: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of one that is there and cannot be loaded too: what it needs may be lost."""
    for name in [name for name in sys.modules if name.split(".")[0] == "distributed"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, lacks, None)
    settings = load_settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive")
    with pytest.raises(EngineUsageError, match=r"pipx install --force '\.\[dask\]'"):
        run(settings, Request(targets=("fixtures",), engine="dask"))


def test_a_scheduler_that_does_not_answer_is_a_wrong_setting(
    monkeypatch: pytest.MonkeyPatch, warcs: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("scraper.engine.cluster._CONNECT", 0.5)
    report = go(tmp_path, warcs[:1], engine="dask", scheduler="tcp://127.0.0.1:9")
    assert report.verdict.code == ExitCode.USAGE
    assert "no Dask cluster with a worker answers at tcp://127.0.0.1:9" in report.verdict.reasons[0]
    assert "; correct --scheduler, or leave it out" in report.verdict.reasons[0]


def test_what_crosses_the_border_is_what_was_read() -> None:
    page = next(crawls(1))
    snapshot = Snapshot(page.body, page.url, page.captured_at, "warc", headers={"ETag": '"1"', "Server": "x"})
    told, parcel = from_line(to_line(snapshot, parcel_of(extract(snapshot))))
    assert isinstance(told, Snapshot)
    assert (told.sha256, told.url, told.captured_at, told.body) == (snapshot.sha256, page.url, page.captured_at, b"")
    assert told.header("etag") == '"1"'
    assert parcel == parcel_of(extract(snapshot))
    missed = Missed("a", "failed", "cut", "a lone \ud800 surrogate")
    assert from_line(to_line(missed, None)) == (missed, None)


@pytest.mark.parametrize("known", ["nothing", "archived", "read"])
def test_a_unit_gives_each_capture_once_in_the_order_of_its_files(warcs: list[str], tmp_path: Path, known: str) -> None:
    """The pages of a batch are read before the first of them is packed: one that comes twice there is read once too."""
    first = next(item for item in open_target(warcs[2]).snapshots() if isinstance(item, Snapshot))
    keys = frozenset({snapshot_id(first)})
    job = Job("run", str(tmp_path), 20 << 20)
    Known(keys if known != "nothing" else frozenset(), keys if known == "read" else frozenset()).write(job)
    folder = Path(read_unit(Unit(0, (warcs[2], warcs[3], warcs[2])), job))
    lines = list(read_lines(folder))
    named = [snapshot_id(item) for item, _ in lines if isinstance(item, Snapshot)]
    said = [snapshot_id(item) for item, parcel in lines if isinstance(item, Snapshot) and parcel is not None]
    assert len(named) == 20
    assert said == [key for key in dict.fromkeys(named) if known != "read" or key not in keys]
    kept = [snapshot_id(item) for item in pages(folder) if isinstance(item, Snapshot)]
    assert kept == [key for key in dict.fromkeys(named) if known == "nothing" or key not in keys]


def test_a_refused_page_crosses_with_its_reason_and_problems() -> None:
    page = Page(
        type=PageType.UNKNOWN, assessment=None, organisation=None, round=None, pillar=None, title=None, url=None
    )
    refused = Refused(reason=RefusalReason.EMPTY, message="nothing")
    found = problem("characters_cleaned", "One.", 3)
    parcel = parcel_of(Extraction(page=page, record=None, refused=refused, problems=[found]))
    snapshot = Snapshot(b"x", None, None, "folder")
    assert from_line(to_line(snapshot, parcel))[1] == parcel
    assert (parcel.content, parcel.refused, parcel.problems) == (
        None,
        "empty",
        (("characters_cleaned", "info", "One.", "[3]"),),
    )


def test_saved_pages_are_parted_and_archives_are_whole(tmp_path: Path, warcs: list[str]) -> None:
    for number in range(PAGES + 1):
        (tmp_path / f"{number:04d}.html").touch()
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    units, passed_over = units_of([warcs[0], str(tmp_path)])
    assert passed_over == {"PDF documents": 1}
    assert [len(unit.paths) for unit in units] == [1, PAGES, 1]
    assert [unit.number for unit in units] == [0, 1, 2]
    assert units[1].name == f"{tmp_path / '0000.html'} and {PAGES - 1} more"


def test_a_cluster_finds_originals_of_revisits_in_other_units_and_passes_over_the_same(
    cluster: Any, tmp_path: Path
) -> None:
    made = captures(9)
    FORMS["split warcs with revisits"](tmp_path / "in", made, random.Random(3))
    FORMS["mhtml"](tmp_path / "in" / "saves", made[:2], random.Random(3))
    (tmp_path / "in" / "report.pdf").write_bytes(b"%PDF-1.7")
    reports = [
        go(tmp_path / "alone", [str(tmp_path / "in")]),
        go(tmp_path / "many", [str(tmp_path / "in")], engine="dask", scheduler=cluster.scheduler_address),
    ]
    assert differing(tmp_path / "alone/peel.db", tmp_path / "many/peel.db") == []
    assert outcomes(reports[0]) == outcomes(reports[1]) and reports[0].verdict.line == reports[1].verdict.line
    assert reports[1].passed_over == {"PDF documents": 1}
