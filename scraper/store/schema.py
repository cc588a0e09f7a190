"""The schema of state.db, declared once, and the way to it from every version before.

Each step adds to what the steps before it made, and none drops a row: a state database of an older peel opens with
its frontier, its runs and its outcomes. A step that was released stays as it is; a change is a step of its own, a
higher VERSION, and a sample of the version in fixtures/databases that a test opens.
"""

from __future__ import annotations

import sqlite3

from .sqlite import Database, Migrations

VERSION = 7
migrations = Migrations("peel-state")
OURS = frozenset({"runs", "outcomes", "frontier", "captures"})
"""Tables by which a file without a version is known to be a state database of peel's."""

_RUNS_AND_FRONTIER = """
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    exit_code INTEGER,
    options TEXT NOT NULL DEFAULT '',
    planned INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    loaded INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    robots INTEGER NOT NULL DEFAULT 0,
    not_reached INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE IF NOT EXISTS planned (
    run TEXT NOT NULL REFERENCES runs(id),
    page TEXT NOT NULL,
    PRIMARY KEY (run, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outcomes (
    run TEXT NOT NULL REFERENCES runs(id),
    page TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('loaded', 'unchanged', 'gone', 'blocked', 'failed', 'rejected', 'robots', 'not_reached')),
    reason TEXT,
    snapshot TEXT,
    url TEXT,
    message TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (run, page)
) STRICT;
CREATE TABLE IF NOT EXISTS frontier (
    page TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    round TEXT,
    tier TEXT NOT NULL DEFAULT 'page',
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'archived', 'done')),
    tries INTEGER NOT NULL DEFAULT 0,
    found_at TEXT NOT NULL,
    checked_at TEXT,
    good_at TEXT,
    outcome TEXT,
    reason TEXT,
    warc_file TEXT,
    warc_offset INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS captures (
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    page TEXT NOT NULL,
    url TEXT NOT NULL,
    captured_at TEXT,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    payload_digest TEXT,
    warc_date TEXT,
    loaded INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (warc_file, warc_offset)
) STRICT;
CREATE INDEX IF NOT EXISTS captures_of_page ON captures (page, source, captured_at);
CREATE INDEX IF NOT EXISTS captures_by_digest ON captures (sha256);
CREATE TABLE IF NOT EXISTS robots (
    host TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY,
    not_before TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS warc_files (
    name TEXT PRIMARY KEY,
    length INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS shown (
    index_page TEXT NOT NULL,
    page TEXT NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (index_page, page)
) STRICT, WITHOUT ROWID;
"""
_DRIFT = """
CREATE TABLE IF NOT EXISTS drift_accepted (
    run TEXT NOT NULL, at TEXT NOT NULL, pages INTEGER NOT NULL, parser_version TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS drift_layouts (
    id TEXT PRIMARY KEY, family TEXT NOT NULL, page TEXT NOT NULL, skeleton TEXT NOT NULL, run TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS drift_pages (
    page TEXT PRIMARY KEY, family TEXT NOT NULL, record TEXT NOT NULL, filled TEXT NOT NULL, grades TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS profiles (
    record TEXT NOT NULL, version INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;
"""
_LOOKS = """
ALTER TABLE frontier ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE frontier ADD COLUMN tried_at TEXT;
ALTER TABLE frontier ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE frontier ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS outcomes_of_page ON outcomes (page, at);
ALTER TABLE runs ADD COLUMN not_published INTEGER NOT NULL DEFAULT 0;
CREATE TABLE IF NOT EXISTS answer_times (
    host TEXT PRIMARY KEY, seconds REAL NOT NULL
) STRICT;
"""
_ALARMS = """
CREATE TABLE IF NOT EXISTS accepted (
    alarm TEXT PRIMARY KEY, run TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lost_files (
    name TEXT PRIMARY KEY, run TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_BEFORE = """
CREATE TABLE IF NOT EXISTS read_before (
    container TEXT NOT NULL, start INTEGER NOT NULL, behind INTEGER NOT NULL, version TEXT NOT NULL,
    digest BLOB NOT NULL, gave BLOB NOT NULL, PRIMARY KEY (container, start)
) STRICT;
CREATE TABLE IF NOT EXISTS audited (
    database TEXT PRIMARY KEY, version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audited_parts (
    part TEXT PRIMARY KEY, made_of TEXT NOT NULL, found TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_REVISITS = """
CREATE TABLE IF NOT EXISTS originals_before (
    container TEXT NOT NULL, start INTEGER NOT NULL, behind INTEGER NOT NULL, proof BLOB NOT NULL, noted BLOB NOT NULL,
    PRIMARY KEY (container, start)
) STRICT;
CREATE TABLE IF NOT EXISTS revisits_before (
    container TEXT NOT NULL, start INTEGER NOT NULL, inner INTEGER NOT NULL, proof BLOB NOT NULL, gave TEXT NOT NULL,
    PRIMARY KEY (container, start, inner)
) STRICT, WITHOUT ROWID;
"""
_DAMAGED = """
CREATE TABLE IF NOT EXISTS damaged_files (
    name TEXT PRIMARY KEY, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_OUTCOMES_BEFORE = "'loaded', 'unchanged', 'gone', 'blocked'"
_OUTCOMES_NOW = "'loaded', 'unchanged', 'gone', 'not_published', 'blocked'"


@migrations()
def runs_and_frontier(db: Database) -> None:
    """Make what a run needs to go on where the last one stopped (version 1, which had no migrations)."""
    _make(db, _RUNS_AND_FRONTIER)


@migrations()
def drift(db: Database) -> None:
    """Make the baseline of drift and the profiles of readings (version 2; version 1 made them when first needed)."""
    _make(db, _DRIFT)


@migrations()
def looks(db: Database) -> None:
    """Add what the plan of a night asks of a page, how long hosts take, and the outcome `not_published` (version 3)."""
    _make(db, _LOOKS)
    _with_another_word(db, "outcomes", _OUTCOMES_BEFORE, _OUTCOMES_NOW)


@migrations()
def alarms(db: Database) -> None:
    """Add the alarms that a person accepted, and the files that the archive has lost (version 4)."""
    _make(db, _ALARMS)


@migrations()
def before(db: Database) -> None:
    """Add what files gave when they were read before, and what was found in the parts of a database (version 5)."""
    _make(db, _BEFORE)


@migrations()
def revisits(db: Database) -> None:
    """Add what revisits gave, and the records that they may stand for (version 6)."""
    _make(db, _REVISITS)


@migrations()
def damaged(db: Database) -> None:
    """Add the files of the archive that are there and do not hold what was written to them (version 7)."""
    _make(db, _DAMAGED)


def _with_another_word(db: Database, table: str, before: str, now: str) -> None:
    """Let a table's CHECK accept more words: no row changes, so only the statement is written anew.

    That is what SQLite's page on ALTER TABLE (8, "Making Other Kinds Of Table Schema Changes") gives for it.
    """
    number = int(db.conn.execute("PRAGMA schema_version").fetchone()[0])
    db.conn.execute("PRAGMA writable_schema = on")
    try:
        db.conn.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?", (before, now, table)
        )
        db.conn.execute(f"PRAGMA schema_version = {number + 1}")
    finally:
        db.conn.execute("PRAGMA writable_schema = reset")


def _make(db: Database, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


def version_of(db: sqlite3.Connection) -> int:
    """Return the version of a state database's schema, 0 where none is marked."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(db: sqlite3.Connection) -> bool:
    """Return whether a database without a version holds tables that are not peel's."""
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    return bool(names) and not names >= OURS


def upgrade(db: sqlite3.Connection) -> None:
    """Bring an empty or older state database to today's schema: every step or none. Raises sqlite3.Error.

    `db` commits by itself (isolation level None). Of two processes that come at once the second finds all done.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(db))
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
