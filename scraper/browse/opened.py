"""The database that `peel browse` serves: one file for as long as it runs, whatever a run puts in its place."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.database import Database

from scraper.loader.database import refuse_odd
from scraper.loader.errors import DatabaseError, damaged
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.store.sqlite import Database as Tables

from .who import Who


class Opened(Database):  # type: ignore[misc]  # Datasette has no types
    """The published database, opened at the start.

    Datasette opens a file anew in each of its threads as one is needed. A run renames a new file into the place, so that
    half of the answers would come from the old one and half from the new: all that can be needed are opened at once.
    """

    def __init__(self, served: Any, path: Path) -> None:
        super().__init__(served, path=str(path), is_mutable=False)
        self._stamp = _stamp(path)
        self.people: dict[str, Who] = {}
        self.topics: set[str] = set()
        self._damage: DatabaseError | None = None
        self._is_looked_at = False
        threads = max(1, int(served.setting("num_sql_threads")))
        self._spare = [self._opened(path) for _ in range(threads)]
        # Datasette asks for both when a page shows them: the file may be another one by then, or none.
        self.cached_size = path.stat().st_size
        self.cached_hash = self.hash

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """Return a connection to the file as it was at the start."""
        if self._spare and not write:
            return self._spare.pop()
        return self._opened(Path(str(self.path)))

    def _opened(self, path: Path) -> sqlite3.Connection:
        """Open the file; in Datasette's own form of its address a name with `?`, `#` or `%` in it is another file's, which is made."""
        where = f"file:{quote(os.fsencode(path.resolve()))}?immutable=1&mode=ro"
        conn = sqlite3.connect(where, uri=True, check_same_thread=False)
        self._all_file_connections.append(conn)
        return conn

    async def execute(self, *words: Any, **options: Any) -> Any:
        """Return what a statement gives, as Datasette's does, which writes each that fails to the terminal; `faults.py` tells of it."""
        return await super().execute(*words, **{**options, "log_sql_errors": False})

    async def damage(self) -> DatabaseError | None:
        """Return what in the file no run can have left so, None where nothing is; to be asked where something has failed: all is read, once."""
        if not self._is_looked_at:
            self._damage = await self.execute_fn(lambda conn: _damage(conn, Path(str(self.path))))
            self._is_looked_at = True
        return self._damage

    @property
    def is_replaced(self) -> bool:
        """Return whether another file has taken the place of the one that is shown."""
        return _stamp(Path(str(self.path))) != self._stamp


def _damage(conn: sqlite3.Connection, path: Path) -> DatabaseError | None:
    db = Tables(conn)
    try:
        if version_of(db) == SCHEMA_VERSION:
            refuse_odd(db, path)
    except DatabaseError as error:
        return error
    except sqlite3.DatabaseError as error:
        return damaged(path, f"is damaged ({error})")
    return None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns
