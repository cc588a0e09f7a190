"""Rows that were changed by hand are an error of the file, whose page can still be read: no damage, and not clean."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scraper.loader.database import open_database
from scraper.quality.check import check_command
from scraper.quality.rows import rows_differ
from scraper.settings import load_settings
from scraper.store.sqlite import Database
from tests.runs.nights import to_grade
from tests.runs.site import peel, run_here, save


@pytest.fixture
def db(tmp_path: Path) -> Database:
    assert run_here(tmp_path / "out", save(tmp_path / "site", forces=["Kent", "Surrey"])) == 0
    return open_database(tmp_path / "out/peel.db")


def test_a_deleted_paragraph_is_told_with_what_to_do_and_ends_with_3(db: Database, tmp_path: Path) -> None:
    settings = load_settings(db=tmp_path / "out/peel.db", archive_dir=tmp_path / "out/archive")
    assert list(rows_differ(db, [])) == [] and check_command(settings, False) == 0
    with db.atomic():
        db.execute("DELETE FROM findings WHERE rowid = (SELECT max(rowid) FROM findings)")
    (flag,) = rows_differ(db, [])
    assert flag.message.startswith("1 row of findings is not as the stored readings say, first of police/")
    assert flag.message.endswith("; run `peel rebuild`.")
    assert check_command(settings, False) == 3
    db.close()


def test_readings_that_cannot_be_read_back_are_damage_and_not_told_twice(db: Database) -> None:
    with db.atomic():
        db.execute("UPDATE _records SET data = x'00'")
    assert list(rows_differ(db, [])) == []
    db.close()


@pytest.mark.parametrize("table", ["changes", "judgment_states"])
def test_a_run_tells_of_rows_that_were_deleted_by_hand_until_they_are_made_again(table: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    save(tmp_path / "first", forces=["Kent", "Surrey"])
    save(tmp_path / "second", "2018-04-01T10:00:00Z", forces=["Kent", "Surrey"], change=to_grade("outstanding"))
    assert run_here(out, tmp_path / "first") == run_here(out, tmp_path / "second") == 0
    with closing(sqlite3.connect(out / "peel.db")) as db:
        assert db.execute(f"DELETE FROM {table} WHERE page LIKE '%kent%'").rowcount
        db.commit()
    for _ in range(2):
        assert run_here(out, tmp_path / "second") == 3
    assert peel("rebuild", "--db", out / "peel.db", "--archive-dir", out / "archive", cwd=tmp_path).code == 0
    for _ in range(2):
        assert run_here(out, tmp_path / "second") == 0


def test_rows_that_a_person_accepted_are_told_no_more_by_runs(tmp_path: Path) -> None:
    out, site = tmp_path / "out", save(tmp_path / "site", forces=["Kent", "Surrey"])
    assert run_here(out, site) == 0
    with closing(sqlite3.connect(out / "peel.db")) as db:
        db.execute("DELETE FROM judgment_states")
        db.commit()
    assert run_here(out, site) == 3
    assert check_command(load_settings(db=out / "peel.db", archive_dir=out / "archive"), True) == 0
    for _ in range(2):
        assert run_here(out, site) == 0
