"""Pages that went: what the published database has, against what is about to be published."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from scraper.errors import PeelError
from scraper.loader.database import reading
from scraper.store.sqlite import Database

_GONE = "SELECT id FROM pages WHERE gone_at IS NOT NULL"


def newly_gone(published: Path, db: Database) -> set[str]:
    """Return the pages that are gone now and not in the published file, which has them; none where there is no such file.

    An earlier run may have marked them that published nothing (a full disk), and nobody would be told.
    """
    gone = {str(row[0]) for row in db.conn.execute(_GONE)}
    if not gone or not published.exists():
        return set()
    try:
        with reading(published) as old:
            there = {str(row[0]) for row in old.conn.execute("SELECT id FROM pages WHERE gone_at IS NULL")}
    except (PeelError, sqlite3.Error):
        return set()
    return gone & there
