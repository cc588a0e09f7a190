"""The database made again from the archive alone, as it is or as it was on a day."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from sqlite_utils import Database

from schemas.extraction import Extraction
from schemas.rows import OrganisationRow
from scraper import __version__
from scraper.errors import PeelError
from scraper.fetcher.snapshot import Snapshot

from .database import open_database, reading, verify
from .dataset import write_dataset
from .errors import DatabaseError
from .load import load, mark_gone, set_organisations
from .lock import locked
from .migrations import SCHEMA_VERSION
from .publish import disk_error
from .tables import is_ours

_GROUP = 500
"""Captures in one transaction: a half-made file is thrown away, so that it only bounds what waits in memory."""


def rebuild(
    db_path: Path,
    captures: Iterable[tuple[Snapshot, Extraction]],
    as_of: dt.date | None = None,
    *,
    gone: Iterable[tuple[str, dt.datetime]] = (),
    organisations: Iterable[OrganisationRow] = (),
    parser_version: str = __version__,
) -> int:
    """Make a database from captures, in any order, and put it in place of the one that is there.

    `as_of` leaves out what was captured after that day (UTC); undated captures count as older than all.
    `gone` is the addresses that were found gone, and when. Captures carry the source they were first loaded
    with, and those of the web come in the order they were made. A file that is replaced is kept as
    `<name>.replaced` (`.replaced-2` …) where it is damaged or holds tables of somebody else's. Returns the
    number of captures loaded. Raises LockedError where a run is at work, DatabaseError where nothing was
    loaded or the disk is full.
    """
    building = db_path.with_name(db_path.name + ".rebuilding")
    with locked(db_path):
        building.unlink(missing_ok=True)
        try:
            count = _fill(building, captures, as_of, gone, organisations, parser_version)
            if not count:
                raise DatabaseError("the archive gave no capture that can be loaded; the database is what it was")
            _keep_foreign(db_path)
            building.replace(db_path)
        except OSError as error:
            raise disk_error(error, building) from error
        finally:
            for suffix in ("", "-journal", "-wal", "-shm"):
                building.with_name(building.name + suffix).unlink(missing_ok=True)
    return count


def _fill(
    building: Path,
    captures: Iterable[tuple[Snapshot, Extraction]],
    as_of: dt.date | None,
    gone: Iterable[tuple[str, dt.datetime]],
    organisations: Iterable[OrganisationRow],
    parser_version: str,
) -> int:
    db = open_database(building)
    try:
        # A half-made file is thrown away, so nothing needs to survive a power cut before the rename.
        db.conn.execute("PRAGMA synchronous = off")
        set_organisations(db, organisations)
        chosen = (one for one in captures if _is_by(one[0].captured_at, as_of))
        count = sum(_load_all(db, chosen, parser_version))
        for url, seen_at in gone:
            if _is_by(seen_at, as_of):
                mark_gone(db, url, seen_at)
        write_dataset(db, SCHEMA_VERSION)
        db.conn.execute("ANALYZE")
        db.conn.execute("PRAGMA optimize")
        verify(db, building)
        db.conn.execute("PRAGMA synchronous = full")
    finally:
        db.close()
    with building.open("rb") as file:
        os.fsync(file.fileno())
    return count


def _load_all(db: Database, captures: Iterator[tuple[Snapshot, Extraction]], parser_version: str) -> Iterator[bool]:
    """Load captures, many in a transaction; yields for each whether it was not refused."""
    for first in captures:
        with db.atomic():
            for snapshot, extraction in chain([first], islice(captures, _GROUP - 1)):
                yield load(db, snapshot, extraction, parser_version=parser_version).outcome != "rejected"


def _is_by(moment: dt.datetime | None, day: dt.date | None) -> bool:
    if moment is None or day is None:
        return True
    return (moment if moment.tzinfo is None else moment.astimezone(dt.UTC)).date() <= day


def _keep_foreign(path: Path) -> None:
    """Keep a file that a rebuild can not make again: damaged, or with somebody else's tables or views."""
    if not path.exists() or not _is_foreign(path):
        return
    number, kept = 1, path.with_name(path.name + ".replaced")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.replaced-{number}")
    os.link(path, kept)


def _is_foreign(path: Path) -> bool:
    try:
        with reading(path) as db:
            sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            return not all(is_ours(row[0]) for row in db.conn.execute(sql))
    except PeelError:
        return True
