"""Worker processes of this machine, some of which are killed: nothing is lost, and what kills them is told."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from benchmarks.pages import BASES, crawls
from benchmarks.scale import differing
from benchmarks.street import snapshot
from benchmarks.warcs import write_warc
from scraper.engine import local, pool
from scraper.engine.errors import EngineError
from scraper.engine.local import Done, Found, Work, read_all
from scraper.engine.pool import Lost, Workers
from scraper.errors import ExitCode
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.readings import Parcel
from scraper.pipeline import Request, run
from scraper.quality import current
from scraper.quality.report import Report
from scraper.settings import load_settings

LIMIT = 20 << 20
WORK = Work(pack=False)
CHUNK = 6
PAGES = [snapshot(page) for page in crawls(3 * CHUNK - 2, of=BASES[:3])]


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives workers few pages at a time, so that few pages are many times."""
    monkeypatch.setattr(local, "_CHUNK", CHUNK)


def done(pages: list[Snapshot], workers: int) -> list[tuple[Found, Done]]:
    return list(read_all(iter(pages), lambda _: WORK, LIMIT, workers))


def ids(found: list[tuple[Found, Done]]) -> list[str | None]:
    return [one.said.content.id if one.said and one.said.content else None for _, one in found]


@pytest.fixture(scope="module")
def alone() -> list[str | None]:
    """What one process reads."""
    return ids(done(PAGES, 1))


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[dict[str, int]], None]:
    """Makes the pages at some addresses end the worker that reads them, each so many times; forks have it from here."""
    read = local.read_pages

    def set_up(times: dict[str, int]) -> None:
        def or_die(pages: Sequence[Snapshot], limit: int = LIMIT) -> list[Parcel]:
            for page in pages:
                for time in range(times.get(page.url or "", 0)):
                    mark = tmp_path / f"{page.sha256}-{time}"
                    if not mark.exists():
                        mark.touch()
                        os.kill(os.getpid(), signal.SIGKILL)
            return read(pages, limit)

        monkeypatch.setattr(local, "read_pages", or_die)

    return set_up


@pytest.mark.parametrize("places", [[0], [3, 4], [2, 10, 15]])
def test_what_a_killed_worker_had_is_read_again(
    places: list[int], alone: list[str | None], deadly: Callable[[dict[str, int]], None]
) -> None:
    deadly({PAGES[place].url or "": 1 for place in places})
    found = done(PAGES, 2)
    assert [item for item, _ in found] == PAGES
    assert ids(found) == alone


@pytest.mark.parametrize("places", [[0, 15]])
def test_a_page_that_ends_every_worker_is_missed_and_the_rest_is_read(
    places: list[int], alone: list[str | None], deadly: Callable[[dict[str, int]], None]
) -> None:
    deadly({PAGES[place].url or "": 99 for place in places})
    found = done(PAGES, 2)
    assert ids(found) == [None if place in places else one for place, one in enumerate(alone)]
    missed = [item for item, _ in found if isinstance(item, Missed)]
    assert [(one.url, one.outcome, one.reason) for one in missed] == [
        (PAGES[place].url, "failed", "ends_its_worker") for place in places
    ]


def test_what_is_not_to_be_read_comes_back_as_it_came_beside_a_page_that_ends_its_worker(
    alone: list[str | None], deadly: Callable[[dict[str, int]], None]
) -> None:
    known = set(range(0, 10, 2))
    deadly({PAGES[7].url or "": 99})
    wanted = iter(range(10))
    found = list(read_all(iter(PAGES[:10]), lambda _: None if next(wanted) in known else WORK, LIMIT, 2))
    assert ids(found) == [None if place in known | {7} else alone[place] for place in range(10)]
    assert [isinstance(item, Missed) for item, _ in found] == [place == 7 for place in range(10)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("places", [[0, 0, 1, 0], [*range(8), *range(8)], [2, 3, 2, 4, 5, 6, 7, 8, 2, 3]])
def test_a_capture_that_comes_again_is_asked_for_when_its_like_was_taken(workers: int, places: list[int]) -> None:
    """Two copies of a file: while a page is under way nobody knows of it, and it would be archived twice."""
    taken: set[str] = set()

    def wanted(item: Found) -> Work | None:
        assert isinstance(item, Snapshot)
        return None if item.sha256 in taken else Work(pack=True)

    read = []
    for item, what in read_all(iter([PAGES[place] for place in places]), wanted, LIMIT, workers):
        assert isinstance(item, Snapshot)
        read.append((item.sha256, what.said is not None, what.packed is not None))
        taken.add(item.sha256)
    ids_ = [PAGES[place].sha256 for place in places]
    assert read == [(one, *(2 * [one not in ids_[:at]])) for at, one in enumerate(ids_)]


def test_where_no_worker_lives_it_is_said_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_begin", lambda: os._exit(1))
    with pytest.raises(EngineError, match=r"they end before they do anything.*--workers 1"):
        done(PAGES, 2)


def test_where_the_system_starts_no_process_it_is_said_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(EngineError, match=r"no worker processes .*temporarily unavailable.*--workers 1"):
        done(PAGES, 2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_worker_leaves_the_keyboard_and_the_terminal_to_its_parent(number: signal.Signals) -> None:
    with Workers(1) as workers:
        worker = workers.give(os.getpid).result()
        os.kill(worker, number)
        assert workers.give(os.getpid).result() == worker


def test_a_worker_obeys_a_request_to_end_whatever_its_parent_does_with_one() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        with Workers(1) as workers:
            worker = workers.give(os.getpid).result()
            os.kill(worker, signal.SIGTERM)
            with pytest.raises(Lost):
                while True:
                    workers.give(os.getpid).result()
            workers.renew()
            assert workers.give(os.getpid).result() != worker
    finally:
        signal.signal(signal.SIGTERM, before)


def die_while_sending(size: int) -> bytes:
    """Return more than a pipe holds, and be killed meanwhile."""
    Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()
    return bytes(size)


@pytest.mark.parametrize("size", [1, 1 << 20, 1 << 25])
def test_a_worker_that_is_killed_while_it_sends_is_lost_and_the_other_works_on(size: int) -> None:
    with Workers(2) as workers:
        lost, other = workers.give(die_while_sending, size), workers.give(bytes, 1 << 22)
        assert other.result() == bytes(1 << 22)
        with pytest.raises(Lost):
            assert lost.result() == bytes(size)
            workers.give(os.getpid).result()  # it was sent before it died: then whoever asks next hears of it
            workers.give(os.getpid).result()


def test_what_work_raises_comes_back_and_the_worker_works_on() -> None:
    with Workers(1) as workers:
        with pytest.raises(ZeroDivisionError):
            workers.give(divmod, 1, 0).result()
        assert workers.give(divmod, 7, 2).result() == (3, 1)


def go(out: Path, warc: Path, workers: int) -> Report:
    settings = load_settings(
        db=out / "peel.db", archive_dir=out / "archive", workers=workers, warning_share=0.99, max_page_bytes=LIMIT
    )
    return run(settings, Request(targets=(str(warc),), sound_only=True))


def test_a_run_of_several_processes_keeps_the_profiles_of_one_and_unpacks_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_warc(tmp_path / "a.warc.gz", list(crawls(len(BASES))))

    def profiles(name: str) -> dict[str, str]:
        with closing(sqlite3.connect(tmp_path / name / "state.db")) as state:
            return dict(state.execute("SELECT record, data FROM profiles"))

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("unpacked, though its profile came with it")

    go(tmp_path / "alone", tmp_path / "a.warc.gz", 1)
    monkeypatch.setattr(current, "reading_by_id", refuse)
    go(tmp_path / "two", tmp_path / "a.warc.gz", 2)
    assert profiles("two") == profiles("alone") != {}


def test_a_run_whose_worker_is_killed_ends_in_the_same_database(
    tmp_path: Path, deadly: Callable[[dict[str, int]], None]
) -> None:
    pages = list(crawls(14, of=BASES[:1]))
    write_warc(tmp_path / "a.warc.gz", pages)
    alone = go(tmp_path / "alone", tmp_path / "a.warc.gz", 1)
    deadly({pages[3].url: 1, pages[9].url: 99})
    killed = go(tmp_path / "killed", tmp_path / "a.warc.gz", 2)
    assert (alone.counts["loaded"], killed.counts["loaded"], killed.counts["failed"]) == (14, 13, 1)
    assert killed.verdict.code == ExitCode.PARTIAL
    failed = [(page, reason) for page, outcome, reason, _ in killed.outcomes if outcome == "failed"]
    assert [reason for _, reason in failed] == ["ends_its_worker"]
    # Once it can be read, the next run reads it, and the database is what it is without all this.
    deadly({})
    again = go(tmp_path / "killed", tmp_path / "a.warc.gz", 2)
    assert (again.counts["loaded"], again.counts["unchanged"]) == (1, 13)
    assert differing(tmp_path / "alone" / "peel.db", tmp_path / "killed" / "peel.db") == []
