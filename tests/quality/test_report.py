"""A run's report as files: each whole or not there, and what can't be written is a note."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.pipeline import Request, run
from scraper.quality.report import Report, write_report
from scraper.settings import Settings
from tests.runs.site import save
from tests.support.room import no_file_longer_than


@pytest.fixture
def report(tmp_path: Path) -> Report:
    site = save(tmp_path / "site", forces=["Kent"])
    return run(Settings(db=tmp_path / "peel.db", archive_dir=tmp_path / "archive"), Request((str(site),)))


def test_a_report_that_finds_no_room_leaves_nothing_half_and_is_noted(report: Report, tmp_path: Path) -> None:
    report.notes.clear()
    with no_file_longer_than(300):
        write_report(report, tmp_path / "new")
    assert list((tmp_path / "new" / report.run).iterdir()) == []
    (note,) = report.notes
    assert note.startswith(f"the report could not be written to {tmp_path / 'new' / report.run} (File too large)")


def test_where_a_folder_stands_the_report_is_noted(report: Report, tmp_path: Path) -> None:
    report.notes.clear()
    (tmp_path / "new" / report.run / "report.json").mkdir(parents=True)
    write_report(report, tmp_path / "new")
    (note,) = report.notes
    assert note.startswith("the report could not be written: ") and "report.json" in note


def test_both_files_are_written(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "new")
    assert {each.name for each in (tmp_path / "new" / report.run).iterdir()} == {"report.json", "report.md"}
    assert report.written == tmp_path / "new" / report.run / "report.md"
