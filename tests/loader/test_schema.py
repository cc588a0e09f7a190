"""The schema: made from the models, guarded by checks, brought up from older versions."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from schemas.columns import table_of
from schemas.rows import ROWS
from scraper.loader.database import open_database, reading
from scraper.loader.dataset import write_dataset
from scraper.loader.load import load
from scraper.loader.migrations import SCHEMA_VERSION, upgrade, version_of
from scraper.loader.publish import Publication
from scraper.loader.tables import SEARCHED, SPECS, schema_hash
from scraper.loader.views import VIEWS
from scraper.store.sqlite import Database, Migrations

from .compare import check_sound, content, differing
from .pages import STAFFORDSHIRE, assessment_page, before_grading, pillar_page, publication_page, snapshot
from .sample import fill

SAMPLES = Path(__file__).parents[2] / "fixtures" / "databases"
HASHES = {
    1: "356380e2275a64de",
    2: "8d5645d225e73c80",
    3: "4e14ec2135ff1852",
    4: "91a99f57b1134ac5",
    5: "8d0414a0d88c81c2",
    6: "f41f031146382bbf",
    7: "f2c2ad18632fbe5d",
    8: "fd1750a5a3d5004d",
    9: "c931ec806483c69c",
    10: "45bac9257928460a",
}
"""The hash of each version's statements: one that is here is released, a change needs a new version."""


def schema_of(db: Database) -> list[tuple[str, str]]:
    sql = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL ORDER BY name"
    return db.execute(sql).fetchall()


def test_the_schema_has_the_version_it_was_released_with() -> None:
    assert HASHES[SCHEMA_VERSION] == schema_hash()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_database_of_every_released_version_opens_and_upgrades(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copy(SAMPLES / f"peel-v{version}.db", path)
    before = sqlite3.connect(path)
    judgments = before.execute("SELECT id, status, grade FROM judgments ORDER BY id").fetchall()
    before.execute("CREATE TABLE my_notes (note TEXT)")
    before.execute("INSERT INTO my_notes VALUES ('mine')")
    before.execute("CREATE VIEW my_view AS SELECT id FROM judgments")
    before.commit()
    before.close()
    with Publication(path) as run:
        load(run.db, snapshot(pillar_page(), "2030-01-01T00:00:00"), pillar_page())
        check_sound(run.db)
        run.publish()
    fresh = open_database(tmp_path / "new.db")
    with reading(path) as db:
        ours = [row for row in schema_of(db) if not row[0].startswith("my_")]
        assert ours == schema_of(fresh)
        assert version_of(db) == SCHEMA_VERSION
        assert set(judgments) <= set(db.execute("SELECT id, status, grade FROM judgments"))
        assert db.execute("SELECT note FROM my_notes").fetchall() == [("mine",)]
        assert db.execute("SELECT count(*) FROM my_view").fetchone()[0] == len(judgments) + 2
    fresh.close()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_an_older_file_tells_the_same_blocks_when_it_is_brought_up(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copy(SAMPLES / f"peel-v{version}.db", path)
    db = open_database(path)
    before = set(db.execute("SELECT snapshot, block, kind, text, claimed_by FROM blocks"))
    upgrade(db, path)
    assert before and set(db.execute("SELECT * FROM blocks")) == before
    assert db.execute("SELECT count(*) FROM _blocks").fetchone()[0] < len(before)
    check_sound(db)
    db.close()


def test_f55_an_older_schema_is_copied_and_brought_up_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "peel.db"
    db = open_database(path)
    fill(db)
    before = content(db)
    steps = Migrations("peel")
    steps(name="first")(lambda db: None)
    steps(name="notes")(lambda db: db.execute("ALTER TABLE judgments ADD COLUMN note TEXT") and None)

    @steps(name="breaks")
    def breaks(db: Database) -> None:
        raise sqlite3.OperationalError("no")

    with pytest.raises(sqlite3.OperationalError):
        upgrade(db, path, steps=steps, version=SCHEMA_VERSION + 1)
    assert version_of(db) == SCHEMA_VERSION and content(db) == before
    assert "note" not in [column.name for column in db.table("judgments").columns]
    good = Migrations("peel")
    good(name="notes")(lambda db: db.execute("ALTER TABLE judgments ADD COLUMN note TEXT") and None)
    copy = upgrade(db, path, steps=good, version=SCHEMA_VERSION + 1)
    assert copy is not None and version_of(db) == SCHEMA_VERSION + 1
    assert "note" in [column.name for column in db.table("judgments").columns]
    with reading(copy) as old:
        assert content(old) == before
    check_sound(db)
    db.close()


def test_moments_of_an_older_file_come_to_stand_in_their_order(tmp_path: Path) -> None:
    captures = [
        (before_grading(), "2017-03-02T10:00:00"),
        (assessment_page(), "2017-03-02T10:00:00.5"),
        (assessment_page(), "2019-01-01T00:00:00"),
    ]
    databases = [open_database(tmp_path / f"{name}.db") for name in ("old", "new")]
    for made, time in captures[:2]:
        load(databases[0], snapshot(made, time), made)
    old = databases[0]
    moved = "UPDATE _places SET place = substr(place, 1, instr(place, char(9)) - 1) || 'Z' || substr(place, instr(place, char(9)))"
    with old.atomic():
        old.execute(moved)
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'moments_in_their_order'")
        old.execute("PRAGMA user_version = 9")
    assert upgrade(old, tmp_path / "old.db") is not None
    for db, left in zip(databases, (captures[2:], captures), strict=True):
        for made, time in left:
            load(db, snapshot(made, time), made)
        check_sound(db)
    assert differing(*databases) == {}
    for db in databases:
        db.close()


def test_every_row_is_one_of_its_model(db: Database) -> None:
    fill(db)
    load(db, snapshot(publication_page()), publication_page())
    write_dataset(db, SCHEMA_VERSION)
    for model in ROWS:
        name, of_model = table_of(model).name, TypeAdapter(model)
        rows = list(db.query(f'SELECT * FROM "{name}"'))
        assert rows or name in {"problems", "_unsearched"}
        for row in rows:
            of_model.validate_python(row, strict=True)


def test_columns_are_described_in_the_words_of_the_peel_that_published_last(db: Database) -> None:
    sql = "SELECT * FROM _column_doc ORDER BY table_name, column_name"
    today = db.execute(sql).fetchall()
    with db.atomic():
        db.execute("UPDATE _column_doc SET description = 'other words' WHERE column_name = 'id'")
        db.execute("DELETE FROM _column_doc WHERE table_name = 'grades_long'")
        db.execute("INSERT INTO _column_doc VALUES ('gone', 'gone', 'a column of before', NULL, 'page')")
    write_dataset(db, SCHEMA_VERSION)
    assert db.execute(sql).fetchall() == today
    written = db.conn.total_changes
    write_dataset(db, SCHEMA_VERSION)
    assert db.conn.total_changes == written


def test_tables_are_strict_and_documented(db: Database) -> None:
    for name in SPECS:
        assert db.table(name).strict, name
    documented = set(db.execute("SELECT table_name, column_name FROM _column_doc WHERE description <> ''"))
    for name, spec in SPECS.items():
        assert {(name, column) for column in spec.names} <= documented
        assert [column.name for column in db.table(name).columns] == list(spec.names)


def test_what_a_view_gives_has_the_type_and_the_unit_that_the_dictionary_says(db: Database) -> None:
    fill(db)
    told = {row[:2]: row[2] for row in db.execute("SELECT table_name, column_name, unit FROM _column_doc")}
    for view in VIEWS:
        for column in view.columns:
            sql = f'SELECT DISTINCT typeof("{column}") FROM "{view.name}" WHERE "{column}" IS NOT NULL'
            assert {row[0].upper() for row in db.execute(sql)} <= {view.sql_type(column)}, (view.name, column)
            assert told[view.name, column] or view.types.get(column) not in {"REAL", "DATE", "TIME", "DAY_OR_TIME"}, (
                column
            )
    for topic, measure, scope, unit in db.execute("SELECT DISTINCT topic, measure, scope, unit FROM key_facts"):
        assert told["key_facts_wide", f"{topic}_{measure}_{scope}"] == unit


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("judgments", "grade", "satisfactory"),
        ("judgments", "grade", None),
        ("judgments", "status", "unknown"),
        ("judgments", "last_updated", "2017-02-31"),
        ("judgments", "last_updated", "2/3/17"),
        ("judgments", "agreement", 2),
        ("judgments", "assessment", "police/nowhere/2016"),
        ("judgments", "snapshot", None),
        ("key_facts", "value", "n/a"),
        ("key_facts", "unit", "miles"),
        ("snapshots", "captured_at", "yesterday"),
        ("witnesses", "source", "rumour"),
        ("changes", "cause", "chance"),
    ],
)
def test_a_value_that_can_not_be_is_refused(table: str, column: str, value: Any, db: Database) -> None:
    fill(db)
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        db.execute(
            f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = 1'
            if SPECS[table].table.rowid
            else f'UPDATE "{table}" SET "{column}" = ?',
            [value],
        )


def test_vacuum_leaves_the_search_index_in_step(db: Database) -> None:
    for made in (assessment_page(), pillar_page(), assessment_page(observations=["Another paragraph."])):
        load(db, snapshot(made, None), made)
    db.execute("VACUUM")
    check_sound(db)


def test_search_indexes_follow_every_kind_of_write(db: Database) -> None:
    load(db, snapshot(assessment_page()), assessment_page())
    sql = "SELECT count(*) FROM observations_fts WHERE observations_fts MATCH ?"
    assert db.execute(sql, ["money"]).fetchone() == (1,)
    key = f"{STAFFORDSHIRE}/observations/%"
    db.execute("UPDATE observations SET text = 'bold plans' WHERE text LIKE '%careful%' AND id LIKE ?", [key])
    assert db.execute(sql, ["money"]).fetchone() == (0,)
    assert db.execute(sql, ["bolder OR plan"]).fetchone() == (1,)
    db.execute("DELETE FROM observations")
    assert db.execute(sql, ["plan"]).fetchone() == (0,)
    assert set(SEARCHED) == {"observations", "context", "findings", "recommendations", "publication_texts"}
    db.execute("INSERT INTO observations_fts (observations_fts, rank) VALUES ('integrity-check', 1)")


def test_an_upgraded_database_holds_today_s_words_and_refuses_others(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copy(SAMPLES / "peel-v1.db", path)
    with Publication(path) as run:
        pages = "UPDATE pages SET type = ? WHERE id = (SELECT min(id) FROM pages)"
        run.db.execute(pages, ["publication"])
        with pytest.raises(sqlite3.IntegrityError):
            run.db.execute(pages, ["brochure"])
        assert run.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert run.db.execute("PRAGMA writable_schema").fetchone()[0] == 0
