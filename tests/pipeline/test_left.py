"""Copies that a killed run left in the archive: the run that goes on from there takes them, and only where they are the same."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.capture_rows import DatedBy
from scraper.fetcher.archive import Archive, pages, warc_files
from scraper.fetcher.snapshot import Snapshot
from scraper.pipeline.left import Left
from scraper.settings import load_settings
from scraper.store.rows import Place
from tests.runs.site import BASE, content, history, run_here


def killed(unbroken: Path, out: Path, length: int) -> None:
    """Lay out what a kill leaves of an archive when no group is committed yet: so many bytes of its file, and nothing else."""
    (file,) = warc_files(unbroken / "archive")
    (out / "archive").mkdir(parents=True)
    (out / "archive" / file.name).write_bytes(file.read_bytes()[:length])


@pytest.mark.parametrize("form", ["folder", "WARC file"])
def test_no_capture_is_archived_twice_wherever_the_kill_came(tmp_path: Path, form: str) -> None:
    site = history(tmp_path / "site", 2)
    if form == "WARC file":
        assert run_here(tmp_path / "packed", site) == 0
        (site,) = warc_files(tmp_path / "packed/archive")
    assert run_here(tmp_path / "unbroken", site) == 0
    wanted, (file,) = content(tmp_path / "unbroken/peel.db"), warc_files(tmp_path / "unbroken/archive")
    captures, size = len(list(pages(file.parent))), file.stat().st_size
    for length in (*random.Random(1).sample(range(size), 1), size):
        out = tmp_path / f"killed-{length}"
        killed(tmp_path / "unbroken", out, length)
        assert run_here(out, site) == 0
        assert content(out / "peel.db") == wanted
        assert len(list(pages(out / "archive"))) == captures, length


SNAPSHOT = Snapshot(
    b"<main>caf\xc3\xa9</main>",
    f"{BASE}/kent/",
    dt.datetime(2018, 1, 5, 10, tzinfo=dt.UTC),
    "warc",
    headers={
        "Content-Type": "text/html; charset=utf-8",
        "ETag": '"1"',
        "Last-Modified": "Wed, 02 Mar 2016 00:00:00 GMT",
    },
    origin="crawl.warc.gz@12",
    dated_by=DatedBy.RECORD,
)


def labelled(**more: str) -> Snapshot:
    return replace(SNAPSHOT, headers={**SNAPSHOT.headers, **more})


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    settings = load_settings(archive_dir=tmp_path_factory.mktemp("archive"))
    with Archive(settings.archive_dir, "killed") as archive:
        place = archive.keep(SNAPSHOT)
    nowhere = [Place(place.file, place.offset + 1), Place("lost.warc.gz", 0)]
    return Left.read(settings, [*nowhere, place])


def test_a_capture_is_found_whatever_the_plan_says_of_it(left: Left) -> None:
    assert left.place_of(SNAPSHOT)
    assert left.place_of(
        replace(SNAPSHOT, page="kent", requested_url="http://x/", obtained="archive")
    ) == left.place_of(SNAPSHOT)


@pytest.mark.parametrize(
    "other",
    [
        replace(SNAPSHOT, origin="crawl.warc.gz@13"),
        replace(SNAPSHOT, status=203),
        replace(SNAPSHOT, source="folder"),
        replace(SNAPSHOT, dated_by=DatedBy.ADDRESS),
        replace(SNAPSHOT, url=f"{BASE}/surrey/"),
        replace(SNAPSHOT, captured_at=None),
        replace(SNAPSHOT, body=SNAPSHOT.body + b" "),
        replace(SNAPSHOT, warc_file="peel-1-00000.warc.gz", warc_offset=7),
        labelled(**{"Content-Type": "text/html; charset=windows-1252"}),
        labelled(ETag='"2"'),
        labelled(**{"Last-Modified": "Thu, 03 Mar 2016 00:00:00 GMT"}),
    ],
)
def test_a_copy_stands_for_no_other_capture(left: Left, other: Snapshot) -> None:
    assert left.place_of(other) is None
