"""Rows that somebody changed or deleted by hand are told: they are laid beside the readings, which have a digest."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from pathlib import Path

import pytest

from schemas.vocabulary import Pillar
from scraper import __version__
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.database import open_database
from scraper.loader.errors import DatabaseError
from scraper.loader.load import load
from scraper.loader.restated import left_out, unlike_readings
from scraper.loader.statements import OWNED, SHARED
from scraper.loader.tables import SPECS
from scraper.parsers.parse import parse_page
from scraper.store.sqlite import Database

from .pages import (
    assessment_page,
    before_grading,
    letter_page,
    other_reports_page,
    overview_page,
    pillar_page,
    publication_page,
    snapshot,
)
from .test_publish import run_with

TABLES = (
    *SHARED, *OWNED, "witnesses", "kept_values", "pages", "problems", "_blocks", "changes", "judgment_states", "_places",
)  # fmt: skip
_ODD = {"TEXT": "'odd'", "BLOB": "x'77'"}
ROOT = Path(__file__).parents[2]
REGION = (
    "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
    "inspection-of-the-west-midlands-regional-response-to-serious-and-organised-crime/"
)
ELSEWHERE = {("pages", "last_seen"), ("pages", "gone_at"), ("_blocks", "snapshot"), ("_places", "page")}
"""What no reading says, but the answers of the site; and a name that is `reference_broken` where it is odd."""
NOT_MISSED = {"pages", "_blocks", "_places"}
"""Tables of which one lost row is `reference_broken`, since others name it; that of a page's only capture is made again."""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("said") / "peel.db"
    later = ("2017-03-03T10:00:00", "2017-03-04T10:00:00")
    others = (pillar_page(), other_reports_page(), letter_page(), publication_page(), overview_page())
    run_with(
        path,
        (before_grading(), "2016-12-01T00:00:00"),
        (assessment_page(), "2017-03-02T10:00:00"),
        (assessment_page(dates=dict.fromkeys(Pillar), inspector=None), later[0]),
        *((page, later[1]) for page in others),
    )
    db = open_database(path)
    for setting in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        db.conn.execute(f"PRAGMA {setting}")
    return db


def told(db: Database, sql: str) -> list[str]:
    db.conn.execute("BEGIN")
    try:
        db.conn.execute(sql)
        return said_of(db)
    finally:
        db.conn.execute("ROLLBACK")


def said_of(db: Database) -> list[str]:
    try:
        return list(unlike_readings(db, __version__))
    except (DatabaseError, sqlite3.DatabaseError) as error:  # told by `rows_differ`, and by `database_damaged`
        return [str(error)]


def test_nothing_is_said_of_a_sound_file(db: Database) -> None:
    assert list(unlike_readings(db, __version__)) == [] and left_out(db, __version__) == 0


def test_what_is_said_of_several_places_in_the_same_words_is_one_row_with_all_of_them(tmp_path: Path) -> None:
    """One impossible date printed in several sections."""
    body = (ROOT / "fixtures/assessment/staffordshire-2016/page.html").read_text("utf-8")
    made = parse_page(re.sub(r"\d\d/\d\d/\d{4}", "31/02/2017", body).encode(), None)
    said = [block for problem in made.problems if problem.code == "date_invalid" for block in problem.blocks]
    assert len(said) > 1
    db = open_database(tmp_path / "peel.db")
    load(db, snapshot(made), made)
    assert db.execute("SELECT blocks FROM problems WHERE code = 'date_invalid'").fetchall() == [(str(said),)]
    assert list(unlike_readings(db, __version__)) == []


@pytest.mark.parametrize("table", TABLES)
def test_one_value_of_one_row_is_enough(table: str, db: Database) -> None:
    spec = SPECS[table]
    keys = ", ".join(f'"{spec.names[place]}"' for place in spec.key_places)
    one = f"WHERE ({keys}) = (SELECT {keys} FROM {table} ORDER BY 1 DESC LIMIT 1)"
    assert db.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)
    assert table in NOT_MISSED or told(db, f"DELETE FROM {table} {one}")
    for column in spec.columns:
        odd = _ODD.get(column.sql_type, "77")
        found = told(db, f'UPDATE {table} SET "{column.name}" = {odd} {one}')
        assert found or (table, column.name) in ELSEWHERE, column.name


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE snapshots SET captured_at = '2011-01-01T00:00:00Z'", "an address, time or digest of another capture"),
        (
            "UPDATE snapshots SET sha256 = 'x' WHERE id = (SELECT min(id) FROM snapshots)",
            "1 row of snapshots with an address",
        ),
        ("DELETE FROM judgment_states", "judgments without a row in judgment_states"),
        (
            "DELETE FROM _places WHERE snapshot = (SELECT max(snapshot) FROM _places WHERE page LIKE '%/assessment')",
            "1 capture without a row in _places",
        ),
        ("UPDATE judgment_states SET judgment = 'police/x/2016/' || judgment", "a judgment of another assessment"),
    ],
)
def test_what_the_ids_say_is_told_whoever_read_the_pages(sql: str, words: str, db: Database) -> None:
    assert any(words in line for line in told(db, sql))


def test_what_another_version_read_is_left_out_and_counted(db: Database) -> None:
    assert left_out(db, "another") == db.execute("SELECT count(*) FROM pages").fetchone()[0]
    assert list(unlike_readings(db, "another")) == []


@pytest.mark.parametrize("addresses", [(REGION, None), (None, REGION)])
def test_a_report_of_a_region_that_comes_from_two_places_is_no_damage(
    addresses: tuple[str | None, str | None], tmp_path: Path
) -> None:
    """A saved copy that names no address is a page of its own; both state the same judgments."""
    db = open_database(tmp_path / "peel.db")
    body = (ROOT / "fixtures/report/west-midlands-region-2024-a-grade-for-each-force/page.html").read_bytes()
    nameless = re.sub(rb"<link[^>]*canonical[^>]*>", b"", body)
    for day, url in enumerate(addresses, 1):
        page = body if url else nameless
        load(db, Snapshot(page, url, dt.datetime(2024, 6, day, tzinfo=dt.UTC), "warc"), parse_page(page, url))
    assert db.execute("SELECT count(*) FROM pages").fetchone()[0] == 2
    assert list(unlike_readings(db, __version__)) == []
    db.execute("UPDATE judgments SET grade = 'good', grade_rank = 4 WHERE grade = 'adequate'")
    assert list(unlike_readings(db, __version__))
    db.close()
