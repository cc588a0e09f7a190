"""Write the sample database of today's schema version: `python -m tests.loader.make_sample`.

Done once for each version, before it is released; the samples of older versions are never written again. Prints
the hash that tests/loader/test_schema.py knows the version by.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from scraper.loader.database import open_database
from scraper.loader.load import load
from scraper.loader.migrations import SCHEMA_VERSION
from scraper.loader.tables import schema_hash

from .pages import assessment_page, before_grading, snapshot

FOLDER = Path(__file__).parents[2] / "fixtures" / "databases"
STATES = ((before_grading(), "2016-12-20T09:30:00"), (assessment_page(), "2017-03-02T10:00:00"))


def make_sample(path: Path) -> None:
    """Write a small database of two captures, the same bytes every time."""
    path.unlink(missing_ok=True)
    db = open_database(path)
    for made, time in STATES:
        load(db, snapshot(made, time), made)
    db.execute("UPDATE _sqlite_migrations SET applied_at = '2026-01-01 00:00:00+00:00'")
    db.close()
    conn = sqlite3.connect(path)
    conn.execute("PRAGMA page_size = 1024")
    conn.execute("VACUUM")
    conn.close()


if __name__ == "__main__":
    make_sample(FOLDER / f"peel-v{SCHEMA_VERSION}.db")
    print(SCHEMA_VERSION, schema_hash())
