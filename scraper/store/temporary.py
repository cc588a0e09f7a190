"""Temporary files, and the line that says what to do where there is no room for them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from scraper.errors import PeelError


class NoRoomError(PeelError):
    """The folder for temporary files is full, is missing, or cannot be written (exit 1)."""


_FULL = frozenset({
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_GETTEMPPATH,
})  # fmt: skip
_SQLITES = ("/var/tmp", "/usr/tmp", "/tmp")  # noqa: S108 - where SQLite looks after SQLITE_TMPDIR and TMPDIR; Python begins with the last


def is_no_room(error: sqlite3.Error) -> bool:
    """Return whether SQLite could not write what it wants: where a database is only read, that is a temporary file."""
    return getattr(error, "sqlite_errorcode", 0) in _FULL


def no_room(what: str, error: OSError | sqlite3.Error) -> NoRoomError:
    """Return the error of temporary data, `what`, that could not be kept."""
    folder = (_folder_of_sqlite() if isinstance(error, sqlite3.Error) else None) or _folder()
    why = getattr(error, "strerror", None) or str(error)
    return NoRoomError(
        f"{what} needs a temporary file, and {folder} takes none ({why}); set TMPDIR to a folder with room"
    )


def _folder() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:
        return "any folder for temporary files"


def _folder_of_sqlite() -> str | None:
    """Return the folder that SQLite takes; it is chosen by SQLite's rules, not by Python's."""
    named = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), *_SQLITES)
    return next((one for one in named if one and Path(one).is_dir() and os.access(one, os.W_OK | os.X_OK)), None)


@contextmanager
def temporary_database(what: str) -> Iterator[sqlite3.Connection]:
    """Make a database that lies in memory as far as it fits, else in a temporary file. What has no room in the block raises NoRoomError."""
    with closing(sqlite3.connect("")) as db:
        try:
            yield db
        except sqlite3.OperationalError as error:
            if is_no_room(error) or error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CANTOPEN:
                raise no_room(what, error) from error
            raise


@contextmanager
def temporary_file(what: str) -> Iterator[BinaryIO]:
    """Make a nameless temporary file for `what`, which goes with the block. Raises NoRoomError where there is none."""
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, whatever happens
    except OSError as error:
        raise no_room(what, error) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # what had no room when it was written has none when it is closed
            file.close()


@contextmanager
def temporary_copies(what: str, *paths: Path) -> Iterator[list[Path]]:
    """Copy files into a temporary folder that goes with the block; return those that are there, whole.

    Raises NoRoomError where there is no room for them; a file that cannot be read is no copy.
    """
    try:
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    except OSError as error:
        raise no_room(what, error) from error
    with folder as name:
        yield [copy for path in paths if (copy := _copied(what, path, Path(name))) is not None]


def _copied(what: str, path: Path, folder: Path) -> Path | None:
    try:
        source = path.open("rb")
    except OSError:
        return None
    copy = folder / path.name
    with source:
        try:
            with copy.open("wb") as out:
                shutil.copyfileobj(source, out)
        except OSError as error:
            raise no_room(what, error) from error
    return copy
