"""The places of a run: whether they can be written, and ahead of it whether anything in them would keep it from its first page."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from scraper.errors import UsageError
from scraper.loader.database import reading, verify
from scraper.loader.lock import refuse_held
from scraper.places import not_usable
from scraper.settings import Settings
from scraper.store.file import state_path


def check_places(settings: Settings) -> None:
    """Say before the first request that a place cannot be written (F51)."""
    for path in (settings.db.parent, settings.archive_dir):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_usable(path, error) from None
    _refuse_unwritten(settings)


def check_ahead(settings: Settings) -> None:
    """Raise what a run would, before its first page, of its places, its locks and the database that it would go on from.

    Nothing is written, and no lock is kept.
    """
    for path in (settings.db.parent, settings.archive_dir):
        _check_parents(path)
    _refuse_unwritten(settings)
    state = state_path(settings.db)
    for held, needed in ((state, True), (settings.archive_dir / ".peel", False), (settings.db, True)):
        refuse_held(held, needed=needed)
    if settings.db.exists():
        with reading(settings.db) as db:
            verify(db, settings.db)


def _check_parents(path: Path) -> None:
    """Raise where a folder that is not there can not be made."""
    if path.is_dir():
        return
    if os.path.lexists(path):
        raise not_usable(path, _failure(errno.EEXIST))
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    if not nearest.is_dir():
        raise not_usable(path, _failure(errno.ENOTDIR))
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise not_usable(path, _failure(errno.EACCES))


def _failure(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _refuse_unwritten(settings: Settings) -> None:
    for path in (settings.db.parent, settings.archive_dir):
        if path.exists() and not os.access(path, os.W_OK):
            raise UsageError(f"{path} can't be written; check its rights, or name another with --db or --archive-dir")
    if settings.db.is_dir():
        raise UsageError(f"{settings.db} is a folder; --db names a file")
    for file in (settings.db, state_path(settings.db)):
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            raise not_usable(file, _failure(errno.EACCES))
