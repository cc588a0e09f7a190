"""Temporary files, and the line that says what to do where there is no room for them."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from scraper.errors import PeelError


class NoRoomError(PeelError):
    """The folder for temporary files is full, is missing, or cannot be written (exit 1)."""


def no_room(what: str, error: OSError | sqlite3.OperationalError) -> NoRoomError:
    """Return the error of temporary data, `what`, that could not be kept."""
    try:
        folder = tempfile.gettempdir()
    except OSError:
        folder = "any folder for temporary files"
    why = getattr(error, "strerror", None) or str(error)
    return NoRoomError(
        f"{what} needs a temporary file, and {folder} takes none ({why}); set TMPDIR to a folder with room"
    )


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
