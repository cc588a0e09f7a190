"""Empty databases: to lay out the tables takes as long as ten pages, so it is done once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.loader.database import open_database
from scraper.store.sqlite import Database


@cache
def _laid_out() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "empty.db")
        open_database(path).close()
        return path.read_bytes()


def empty_database(path: Path) -> Database:
    """Return a new database in a file, as `open_database` makes it, that waits for no disk."""
    path.write_bytes(_laid_out())
    db = open_database(path)
    db.execute("PRAGMA synchronous = OFF")
    return db
