"""A rebuild goes through the archive run by run: behind each it loads the looks that the run loaded."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import Grade, Pillar
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.database import open_database
from scraper.loader.rebuild import rebuild

from .pages import assessment_page, before_grading, snapshot

SITE, OTHER = assessment_page(), assessment_page({Pillar.EFFECTIVENESS: Grade.INADEQUATE})
KEY = "police/staffordshire/2016/effectiveness"


def captured(made: Extraction, day: int, source: str, run: int) -> tuple[Snapshot, Extraction]:
    found = snapshot(made, f"2018-05-0{day}T10:00:00", source)
    return replace(found, warc_file=f"peel-{run}-00001.warc.gz", warc_offset=day), made


SEEN = [
    captured(SITE, 1, "web", 1),
    captured(SITE, 3, "web", 2),
    captured(OTHER, 2, "warc", 3),
    captured(SITE, 5, "web", 4),
]


def days(path: Path) -> list[tuple[str, str]]:
    db = open_database(path)
    rows = db.execute("SELECT substr(captured_at, 10, 1), source FROM snapshots ORDER BY captured_at").fetchall()
    db.close()
    return rows


def test_the_newest_look_before_the_end_of_the_run_speaks(tmp_path: Path) -> None:
    assert rebuild(tmp_path / "peel.db", SEEN).captures == len(SEEN)
    assert days(tmp_path / "peel.db") == [("1", "web"), ("2", "warc"), ("3", "web")]


def test_a_look_before_the_capture_from_elsewhere_changes_nothing(tmp_path: Path) -> None:
    later = captured(OTHER, 4, "warc", 3)
    rebuild(tmp_path / "peel.db", [*SEEN[:2], later])
    assert days(tmp_path / "peel.db") == [("1", "web"), ("4", "warc")]


def test_where_the_site_has_changed_since_its_own_capture_speaks(tmp_path: Path) -> None:
    changed = captured(before_grading(), 3, "web", 2)
    rebuild(tmp_path / "peel.db", [SEEN[0], changed, SEEN[2]])
    assert days(tmp_path / "peel.db") == [("1", "web"), ("2", "warc"), ("3", "web")]


@pytest.mark.parametrize("day", range(1, 7))
def test_as_of_any_day_the_history_says_the_same(day: int, tmp_path: Path) -> None:
    rebuild(tmp_path / "peel.db", SEEN)
    rebuild(tmp_path / "then.db", SEEN, dt.date(2018, 5, day))
    end = f"2018-05-0{day}T23:59:59Z"
    history = open_database(tmp_path / "peel.db").execute(
        "SELECT grade FROM judgment_history WHERE judgment = ? AND first_seen <= ? AND (until IS NULL OR until > ?)",
        (KEY, end, end),
    )
    then = open_database(tmp_path / "then.db").execute("SELECT grade FROM judgments WHERE id = ?", (KEY,))
    assert history.fetchall() == then.fetchall()


def test_a_day_before_the_sites_first_capture_knows_no_look(tmp_path: Path) -> None:
    rebuild(tmp_path / "peel.db", [*SEEN[1:2], SEEN[2], SEEN[3]], dt.date(2018, 5, 2))
    assert days(tmp_path / "peel.db") == [("2", "warc")]
