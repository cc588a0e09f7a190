"""A database opened only to be read, whatever the rights of its folder, and without a file made beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from .temporary import temporary_copies


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for reading. Raises sqlite3.Error where it cannot be, NoRoomError where its copy has no room.

    One with a log that a killed or a running program left beside it needs a file of its own for every reader; where
    none can be made, a copy of both is read.
    """
    log = path.with_name(f"{path.name}-wal")
    if not log.exists():
        with closing(_opened(path, "immutable=1" if _has_log_mode(path) else "mode=ro")) as db:
            yield db
        return
    try:
        db = _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        with _copied(path, log) as copy:
            yield copy
        return
    with closing(db):
        yield db


def _has_log_mode(path: Path) -> bool:
    """Return whether a file is in WAL mode (SQLite's file format, 1.3.3), in which a reader makes files beside it."""
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\x02\x02"


@contextmanager
def _copied(path: Path, log: Path) -> Iterator[sqlite3.Connection]:
    # without the log the file is as it was before what is in the log
    with temporary_copies(f"{path}, whose folder cannot be written,", path, log) as copies:
        is_there = bool(copies) and copies[0].name == path.name
        with closing(_opened(copies[0], "mode=rw") if is_there else _opened(path, "immutable=1")) as db:
            yield db


def _opened(path: Path, how: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{quote(os.fsencode(path.resolve()))}?{how}", uri=True)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    except UnicodeDecodeError as error:  # SQLite's own words, with bytes of a damaged schema in them
        db.close()
        raise sqlite3.DatabaseError("malformed database schema") from error
    return db
