"""What a rebuild may replace, what it carries over, and the rights of every file that is replaced."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from schemas.extraction import Extraction
from scraper.errors import PeelError
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.database import reading
from scraper.loader.errors import DatabaseError, ForeignDatabaseError, NewerSchemaError
from scraper.loader.publish import Publication, working_path
from scraper.loader.readings import reading_by_id
from scraper.loader.rebuild import rebuild

from .pages import assessment_page, overview_page, refused_page, snapshot
from .test_publish import path, run_with

__all__ = ["path"]

OF_A_USER = """
CREATE TABLE "my notes" (id INTEGER PRIMARY KEY, note TEXT, twice TEXT AS (note || note), j TEXT REFERENCES judgments(id));
INSERT INTO "my notes" (note, j) VALUES ('mine', 'police/staffordshire/2016/effectiveness');
CREATE INDEX by_note ON "my notes" (note);
CREATE INDEX my_index ON judgments (grade);
CREATE VIEW my_view AS SELECT note, grade FROM "my notes" n JOIN judgments j ON j.id = n.j;
CREATE TRIGGER mine AFTER INSERT ON "my notes" BEGIN SELECT 1; END;
"""


def with_things_of_a_user(path: Path, more: str = "") -> list[tuple[Snapshot, Extraction]]:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    conn = sqlite3.connect(path)
    conn.executescript(OF_A_USER + more)
    conn.close()
    return [(snapshot(assessment_page()), assessment_page())]


def test_what_a_user_made_is_carried_over_a_rebuild(path: Path) -> None:
    made = with_things_of_a_user(path)
    for _ in range(2):
        rebuild(path, made)
        with reading(path) as db:
            assert db.execute("SELECT * FROM my_view").fetchall() == [("mine", "requires_improvement")]
            assert db.execute('SELECT twice FROM "my notes"').fetchall() == [("minemine",)]
            names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        assert {"by_note", "my_index", "mine"} <= names
    assert not path.with_name("peel.db.replaced").exists()


@pytest.mark.parametrize(
    "more",
    [
        "INSERT INTO \"my notes\" (j) VALUES ('police/surrey/2016/effectiveness');",
        "CREATE VIRTUAL TABLE v USING fts5(a);",
    ],
    ids=["rows that name rows which are not there", "a virtual table"],
)
def test_what_cannot_be_carried_over_is_kept_beside_and_told(more: str, path: Path) -> None:
    made = with_things_of_a_user(path, more)
    told: list[str] = []
    rebuild(path, made, say=told.append)
    kept = sqlite3.connect(path.with_name("peel.db.replaced"))
    assert kept.execute('SELECT note FROM "my notes" ORDER BY id').fetchone() == ("mine",)
    kept.close()
    assert len(told) == 1 and "my notes" in told[0] and "peel.db.replaced" in told[0]
    rebuild(path, made)
    assert not path.with_name("peel.db.replaced-2").exists()


REFUSED = refused_page()


@pytest.mark.parametrize(
    ("said", "until", "missing"),
    [
        ((None, None), None, 0),
        ((None, ...), None, 1),
        ((None, ...), dt.date(2017, 1, 31), 0),
        ((..., None), dt.date(2017, 3, 31), 1),
        ((None, REFUSED), None, 1),
    ],
    ids=["all of it", "the later capture lost", "the later one not asked for", "the earlier lost", "refused now"],
)
def test_a_file_that_holds_more_than_the_archive_gives_is_kept(
    said: tuple[Any, Any], until: dt.date | None, missing: int, path: Path
) -> None:
    times = ("2017-01-02T10:00:00", "2017-03-02T10:00:00")
    run_with(path, *((assessment_page(), time) for time in times))
    given = [
        (snapshot(assessment_page(), time), one or assessment_page())
        for time, one in zip(times, said, strict=True)
        if one is not ...
    ]
    told: list[str] = []
    assert rebuild(path, given, until, say=told.append).missing == missing
    assert path.with_name("peel.db.replaced").exists() is bool(missing)
    assert [f"{missing} capture that the archive gives no more" in line for line in told] == [True] * missing


@pytest.mark.parametrize(
    ("made", "error"),
    [
        ("CREATE TABLE notes (text); INSERT INTO notes VALUES ('my work')", ForeignDatabaseError),
        (f"PRAGMA application_id = {0x5065656C}; PRAGMA user_version = 99; CREATE TABLE a (b)", NewerSchemaError),
    ],
    ids=["another program's", "a newer peel's"],
)
def test_a_rebuild_replaces_no_database_that_it_does_not_know(made: str, error: type[PeelError], path: Path) -> None:
    path.parent.mkdir()
    conn = sqlite3.connect(path)
    conn.executescript(made)
    conn.close()
    before = path.read_bytes()
    with pytest.raises(error) as caught:
        rebuild(path, [(snapshot(assessment_page()), assessment_page())])
    assert caught.value.exit_code == 2 and path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o604])
def test_the_rights_of_a_published_file_stay(mode: int, path: Path) -> None:
    run_with(path, (overview_page(), None))
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, -1, 12345)
    before = path.stat()
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    rebuild(path, [(snapshot(assessment_page()), assessment_page())])
    after = path.stat()
    assert (after.st_mode, after.st_gid, after.st_uid) == (before.st_mode, before.st_gid, before.st_uid)


def test_the_copy_of_a_closed_file_is_closed_too(path: Path) -> None:
    run_with(path, (overview_page(), None))
    path.chmod(0o600)
    with Publication(path):
        assert working_path(path).stat().st_mode & 0o077 == 0


def test_a_stored_reading_that_is_damaged_is_told_as_damage(path: Path) -> None:
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    conn = sqlite3.connect(path)
    conn.execute("UPDATE _records SET data = CAST(substr(data, 1, 40) || zeroblob(60) || substr(data, 101) AS BLOB)")
    conn.commit()
    conn.close()
    with pytest.raises(DatabaseError, match="peel rebuild"), reading(path) as db:
        reading_by_id(db, db.execute("SELECT id FROM _records").fetchone()[0])
