"""The versions of the schema, and the way from an older one to today's.

A new database is made at today's schema in one step. A later version adds a step here, and a sample of the
version before it to fixtures/databases; a test opens and upgrades every sample and compares it with a new
one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from schemas.capture_rows import CaptureSource, DatedBy, SchemaRow
from schemas.prose_rows import TEXT_TABLES
from schemas.vocabulary import MAIN_PROGRAMME, Unit
from scraper.catalogue.organisations import IDENTIFIERS
from scraper.places import take_rights
from scraper.store.sqlite import Database, Migrations

from .sql import write
from .tables import SEARCHED, SPECS, column_docs, schema_hash, statements
from .views import VIEWS
from .wholes import TOLD_BY_ROWS, WHOLE_TABLES

SCHEMA_VERSION = 10
APPLICATION_ID = 0x5065656C
"""`Peel` in ASCII, in the header of the file (SQLite, PRAGMA application_id)."""

_USUAL_EVIDENCE = {
    CaptureSource.WEB: DatedBy.RECORD,
    CaptureSource.WARC: DatedBy.RECORD,
    CaptureSource.WAYBACK: DatedBy.ADDRESS,
    CaptureSource.UKGWA: DatedBy.ADDRESS,
    CaptureSource.FOLDER: DatedBy.SAVED_PAGE,
}
"""What dated the captures of a source before it was written down."""
_UNUSED_INDEXES = (
    "idx_findings_assessment_pillar", "idx_findings_question_key", "idx_judgments_question_key", "idx_judgments_status_grade",
    "idx_key_facts_topic_measure_scope", "idx_problems_severity", "idx_recommendations_kind",
)  # fmt: skip
"""Indexes up to version 3 that no query used: they were a tenth of what a page takes."""

migrations = Migrations("peel")


@migrations()
def first(db: Database) -> None:
    """Make every table, index, search index and view."""
    for sql in statements():
        db.conn.execute(sql)


@migrations()
def publications(db: Database) -> None:
    """Let `pages.type` be `publication` (version 2)."""
    _with_todays_words(db, "pages")


@migrations()
def layouts_and_programmes(db: Database) -> None:
    """Add the layout that a capture was read by and the programme of an assessment; name the ratio of the workforce.

    Version 3. Its unit was called by the officers alone; the number is that of officers, staff and PCSOs.
    """
    if "layout" in db.table("snapshots").columns_dict:  # made by `first`, as it is today
        return
    db.conn.execute("ALTER TABLE snapshots ADD COLUMN layout TEXT")
    db.conn.execute("ALTER TABLE assessments ADD COLUMN programme TEXT")
    for kind, programme in MAIN_PROGRAMME.items():
        sql = "UPDATE assessments SET programme = ? WHERE id LIKE ?"
        db.conn.execute(sql, (programme.value, f"{kind.value}/%"))
    for table in ("snapshots", "assessments", "key_facts"):
        _with_todays_words(db, table)
    db.conn.execute(
        "UPDATE key_facts SET unit = ? WHERE unit = 'officers_per_1000_people'", (Unit.WORKFORCE_PER_1000_PEOPLE.value,)
    )


@migrations()
def official_codes(db: Database) -> None:
    """Add the official codes of an organisation, its region and its days; let its kind be `regional` (version 4)."""
    there = db.table("organisations").columns_dict
    for column in ("continued_by", *IDENTIFIERS, "active_from", "active_to"):
        if column not in there:
            db.conn.execute(f"ALTER TABLE organisations ADD COLUMN {column} TEXT")
    _with_todays_words(db, "organisations")


_OF_ORGANISATIONS = ("context", "findings", "recommendations", "key_facts", "letters")
_PUBLICATIONS = ("publications", "publication_texts")


@migrations()
def publications_and_whose_rows(db: Database) -> None:
    """Say whose a row is that may be of no assessment, and keep publications and their texts (version 4)."""
    if set(_PUBLICATIONS) <= set(db.table_names()):  # made by `first`, as it is today
        return
    for table in _OF_ORGANISATIONS:
        if "organisation" not in db.table(table).columns_dict:
            db.conn.execute(f"ALTER TABLE {table} ADD COLUMN organisation TEXT")
        db.conn.execute(
            f"UPDATE {table} SET organisation = (SELECT organisation FROM assessments a WHERE a.id = {table}.assessment)"
        )
        _with_todays_words(db, table)
    _with_todays_words(db, "pages")
    for spec in (SPECS[name] for name in _PUBLICATIONS):
        for sql in (spec.create, *spec.indexes, *spec.search):
            db.conn.execute(sql)


@migrations()
def evidence_of_the_time(db: Database) -> None:
    """Add what dated a capture, and where an undated one stands (version 4).

    What is undated stands where it stood, before all others, until it is read again.
    """
    if "dated_by" in db.table("snapshots").columns_dict:  # made by `first`, as it is today
        return
    db.conn.execute("ALTER TABLE snapshots ADD COLUMN dated_by TEXT")
    db.conn.execute("ALTER TABLE snapshots ADD COLUMN inferred_at TEXT")
    for source, evidence in _USUAL_EVIDENCE.items():
        sql = "UPDATE snapshots SET dated_by = ? WHERE source = ? AND captured_at IS NOT NULL"
        db.conn.execute(sql, (evidence.value, source.value))
    _with_todays_words(db, "snapshots")


@migrations()
def places_of_captures(db: Database) -> None:
    """Add the places of captures, drop the indexes that no query uses (version 4).

    The places of a page are filled in when it is written next.
    """
    if "_places" in db.table_names():
        return
    db.conn.execute(SPECS["_places"].create)
    for name in _UNUSED_INDEXES:
        db.conn.execute(f'DROP INDEX IF EXISTS "{name}"')
    db.conn.execute('CREATE INDEX "idx_findings_assessment" ON "findings" ("assessment")')


@migrations()
def dates_and_dataset(db: Database) -> None:
    """Add what says when an assessment was, which time a text is printed, and what the file is (version 4)."""
    if "dataset" in db.table_names():  # made by `first`, as it is today
        return
    for name in ("published", "inspected_from", "inspected_to", "layout"):
        _add_column(db, "assessments", f"{name} TEXT")
    db.conn.execute(
        "UPDATE assessments SET layout = (SELECT layout FROM snapshots s WHERE s.id = assessments.snapshot)"
    )
    for table in TEXT_TABLES:
        _add_column(db, table, "printing INTEGER NOT NULL DEFAULT 1")
        # Every row is written, since the default goes with the next statement.
        db.conn.execute(
            f"UPDATE {table} SET printing = t.place FROM (SELECT rowid AS row, row_number() OVER "
            f"(PARTITION BY snapshot, text ORDER BY block, position) AS place FROM {table}) t "
            f"WHERE t.row = {table}.rowid"
        )
    for table in ("assessments", *TEXT_TABLES):
        _with_todays_words(db, table)
    db.conn.execute(SPECS["dataset"].create)


@migrations()
def blocks_that_rows_tell(db: Database) -> None:
    """Keep of the cited blocks those that no row of texts is the whole of; `blocks` is a view over both (version 5).

    Texts are looked up by capture and block for it, judgments by their page.
    """
    if "_blocks" in db.table_names():
        return
    for name in (*WHOLE_TABLES, "judgments"):
        for index in SPECS[name].indexes:
            db.conn.execute(index.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))
    db.conn.execute(SPECS["_blocks"].create)
    db.conn.execute(
        "INSERT INTO _blocks SELECT b.* FROM blocks b LEFT JOIN ("
        f"SELECT snapshot, block, min(kind) AS kind, min(text) AS text, min(claimed_by) AS claimed_by FROM ({TOLD_BY_ROWS}) "
        "GROUP BY snapshot, block HAVING count(*) = 1) t ON t.snapshot = b.snapshot AND t.block = b.block "
        "WHERE t.kind IS NOT b.kind OR t.text IS NOT b.text OR t.claimed_by IS NOT b.claimed_by"
    )
    db.conn.execute("DROP TABLE blocks")


@migrations()
def search_that_waits(db: Database) -> None:
    """Let texts wait for the search index while a group of pages is loaded (version 5)."""
    if "_unsearched" in db.table_names():
        return
    db.conn.execute(SPECS["_unsearched"].create)
    for name in SEARCHED:
        for trigger in SPECS[name].search[1:]:
            db.conn.execute(f"DROP TRIGGER {trigger.split()[2]}")
            db.conn.execute(trigger)


@migrations()
def views_by_where_captures_stand(db: Database) -> None:
    """Let views order captures by where they stand in time (version 6); no table changes, and views are made anew."""


@migrations()
def dates_that_letters_lent(db: Database) -> None:
    """Take from assessments of which only letters are loaded the days of the letters (version 7); the views are made anew.

    Where other pages are loaded too, the next reading of one puts it right.
    """
    db.conn.execute(
        "UPDATE assessments SET published = NULL, inspected_from = NULL, inspected_to = NULL WHERE NOT EXISTS "
        "(SELECT 1 FROM pages p WHERE p.assessment = assessments.id AND p.type <> 'letter')"
    )


@migrations()
def pages_of_regions(db: Database) -> None:
    """Let `coverage` count a region's report among the pages of each force (version 8); the views are made anew."""


@migrations()
def history_of_reports_without_address(db: Database) -> None:
    """Let `judgment_history` hear a page without an address behind others of its type (version 9); the views are made anew."""


@migrations()
def moments_in_their_order(db: Database) -> None:
    """Let a fraction of a second stand behind its whole (version 10); the views are made anew.

    The places of pages that had two captures otherwise are filled in when they are written next.
    """
    db.conn.execute("CREATE TEMP TABLE moved AS SELECT page, place, snapshot FROM _places")
    db.conn.execute(f"UPDATE moved SET place = {_WITHOUT_ZONE}")
    db.conn.execute(
        "DELETE FROM _places WHERE page IN (SELECT page FROM (SELECT p.page, row_number() OVER (PARTITION BY p.page "
        "ORDER BY p.place, p.snapshot) <> row_number() OVER (PARTITION BY p.page ORDER BY m.place, m.snapshot) AS is_moved "
        "FROM _places p JOIN moved m ON m.page = p.page AND m.snapshot = p.snapshot) WHERE is_moved)"
    )
    db.conn.execute("DROP TABLE moved")
    db.conn.execute(f"UPDATE _places SET place = {_WITHOUT_ZONE}")


_WITHOUT_ZONE = "rtrim(substr(place, 1, instr(place, char(9)) - 1), 'Z') || substr(place, instr(place, char(9)))"
"""The place of a capture whose time has no `Z`: it stands before the first tab."""


def _add_column(db: Database, table: str, column: str) -> None:
    """Add a column, unless an earlier step wrote the table's statement of today, which has it."""
    if column.split()[0] not in db.table(table).columns_dict:
        db.conn.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def _with_todays_words(db: Database, table: str) -> None:
    """Write a table's statement as it is made today, where only the words of its constraints are others.

    No row changes, so the statement alone is written anew (SQLite, ALTER TABLE, 8 "Making Other Kinds Of Table
    Schema Changes"): a table made again would have to be dropped below the rows that point to it.
    """
    if db.table(table).schema == SPECS[table].create:
        return
    number = int(db.conn.execute("PRAGMA schema_version").fetchone()[0])
    db.conn.execute("PRAGMA writable_schema = on")
    try:
        db.conn.execute(
            "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (SPECS[table].create, table)
        )
        db.conn.execute(f"PRAGMA schema_version = {number + 1}")
    finally:
        db.conn.execute("PRAGMA writable_schema = reset")


def create(db: Database) -> None:
    """Make an empty database at today's schema, in one transaction."""
    with db.atomic():
        migrations.apply(db)
        _stamp(db, SCHEMA_VERSION)


def version_of(db: Database) -> int:
    """Return the version of a database's schema."""
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


def upgrade(
    db: Database,
    path: Path,
    *,
    steps: Migrations = migrations,
    version: int = SCHEMA_VERSION,
) -> Path | None:
    """Bring an older database to today's schema; the caller holds the lock.

    The file is copied beside itself first, then every step runs in one transaction: all or nothing. Tables
    and views that a user made stay. Returns the copy's path, or None where nothing was to be done.
    """
    old = version_of(db)
    if old >= version:
        return None
    copy = path.with_name(f"{path.name}.v{old}")
    _copy(db, copy, path)
    with db.atomic():
        _without_views(db, lambda: steps.apply(db))
        _stamp(db, version)
    return copy


def _copy(db: Database, path: Path, old: Path) -> None:
    path.touch(mode=0o600)
    take_rights(path, old)
    target = sqlite3.connect(path)
    try:
        db.conn.backup(target)
    finally:
        target.close()


def _without_views(db: Database, change: Callable[[], None]) -> None:
    """Run a change while our views are out of its way, and make them as they are today."""
    there = set(db.view_names())
    for view in VIEWS:
        if view.name in there:  # what is a view today may be a table of an older version
            db.conn.execute(f'DROP VIEW "{view.name}"')
    change()
    for view in VIEWS:
        db.conn.execute(f'CREATE VIEW IF NOT EXISTS "{view.name}" AS\n{view.sql}')


def _stamp(db: Database, version: int) -> None:
    """Write down which schema this is, and what its columns mean."""
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {version}")
    db.table("_schema").delete_where()
    write(db, [SchemaRow(version, schema_hash())])
    db.table("_column_doc").delete_where()
    write(db, column_docs())
