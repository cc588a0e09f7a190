"""What no run can have written is named, which SQLite's own check of a file that is opened to be read does not do."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from scraper.loader.conforming import unlike_schema
from scraper.loader.database import open_database
from scraper.store.sqlite import Database

from .pages import assessment_page
from .test_publish import run_with

OTHER = zlib.compress(b"{}").hex()
HARMS = {
    "UPDATE _records SET data = x'6a756e6b'": "1 row in _records that can't be read back",
    f"UPDATE _records SET data = x'{OTHER}'": "1 row in _records that can't be read back",
    "UPDATE _places SET carried = x'6a756e6b'": "1 page in _places whose history can't be read back",
    f"UPDATE _places SET carried = x'{zlib.compress(b'[]').hex()}'": "1 page in _places",
    "UPDATE _places SET carried = NULL": "1 page in _places",
    "UPDATE judgments SET statement = CAST(x'ff' AS TEXT)": 'text in judgments that is no UTF-8, in "statement"',
    "DROP VIEW grades": "lacks the view grades",
    "DROP TABLE findings_fts": "lacks the table findings_fts",
    "DROP INDEX idx_links_page": "lacks the index idx_links_page",
    "DROP TRIGGER context_fts_insert": "lacks the trigger context_fts_insert",
    "DELETE FROM _schema": "0 rows in _schema",
    "ALTER TABLE sections RENAME COLUMN pillar TO pillar_": "lacks sections.pillar",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "peel.db"
    run_with(path, (assessment_page(), "2017-03-02T10:00:00"))
    return path


@pytest.fixture
def db(sound: Path, tmp_path: Path) -> Database:
    (tmp_path / "peel.db").write_bytes(sound.read_bytes())
    return open_database(tmp_path / "peel.db")


def test_nothing_is_said_of_a_sound_file(db: Database) -> None:
    assert list(unlike_schema(db)) == []


@pytest.mark.parametrize(("sql", "words"), HARMS.items())
def test_what_a_hand_or_a_disk_changed_is_named(sql: str, words: str, db: Database) -> None:
    db.conn.execute(sql)
    found = next(unlike_schema(db))
    assert words in found


def test_a_view_that_asks_for_something_else_is_told_and_what_a_user_made_is_not(db: Database) -> None:
    db.conn.executescript("CREATE TABLE mine (a); CREATE INDEX idx_mine ON mine (a); CREATE VIEW m AS SELECT 1")
    assert list(unlike_schema(db)) == []
    db.conn.executescript("DROP VIEW coverage; CREATE VIEW coverage AS SELECT 1 AS pages")
    (found,) = unlike_schema(db)
    assert found == "has another view coverage than peel's"
