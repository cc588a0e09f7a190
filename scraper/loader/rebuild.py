"""The database made again from the archive alone, as it is or as it was on a day."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from schemas.extraction import Extraction
from schemas.rows import OrganisationRow
from scraper import __version__
from scraper.errors import PeelError
from scraper.fetcher.snapshot import Snapshot
from scraper.garbage import seldom_searched
from scraper.places import put_in_place

from .carry import carry_over
from .database import open_database, reading, verify
from .dataset import write_dataset
from .errors import DatabaseError
from .load import load_groups, mark_gone, set_organisations
from .lock import locked
from .migrations import SCHEMA_VERSION
from .publish import Say, disk_error, remove_copy
from .readings import newest_date

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
    lost: Sequence[str] = (),
    say: Say = lambda line: None,
) -> int:
    """Make a database from captures, in any order, and put it in place of the one that is there.

    `as_of` leaves out what was captured after that day (UTC), of undated captures those that state a later date.
    `gone` is the addresses that were found gone, and when. Captures carry the source they were first loaded
    with, and those of the web come in the order they were made. What a user made in the file that is replaced
    is carried over; where that can't be, the file is damaged or the archive has `lost` (in words) what it holds, it is kept
    as `<name>.replaced` (`.replaced-2` …), and `say` is told. Returns the number of captures loaded. Raises LockedError where a run is at work,
    DatabaseError where nothing was loaded or the disk is full, and what `may_replace` raises.
    """
    building = db_path.with_name(db_path.name + ".rebuilding")
    may_replace(db_path)
    with locked(db_path), seldom_searched():
        remove_copy(building)
        try:
            count = _fill(building, captures, as_of, gone, organisations, parser_version)
            if not count:
                raise DatabaseError("the archive gave no capture that can be loaded; the database is what it was")
            if db_path.exists():
                _keep(db_path, building, lost, say)
            put_in_place(building, db_path)
        except (sqlite3.OperationalError, OSError) as error:
            raise disk_error(error, building) from error
        finally:
            remove_copy(building)
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
        chosen = (one for one in captures if _is_by(_stands_at(*one), as_of))
        done = load_groups(db, chosen, _GROUP, parser_version=parser_version)
        count = sum(one.outcome != "rejected" for one in done)
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


def _stands_at(snapshot: Snapshot, extraction: Extraction) -> dt.datetime | None:
    """Return where a capture stands in time: when it was made, else at the newest date that it states."""
    if snapshot.captured_at is not None or extraction.record is None:
        return snapshot.captured_at
    newest = newest_date(extraction.record)
    return dt.datetime.fromisoformat(newest).replace(tzinfo=dt.UTC) if newest else None


def _is_by(moment: dt.datetime | None, day: dt.date | None) -> bool:
    if moment is None or day is None:
        return True
    return (moment if moment.tzinfo is None else moment.astimezone(dt.UTC)).date() <= day


def may_replace(path: Path) -> None:
    """Raise where a file is not one that a rebuild may replace: another program's database, or a newer peel's.

    A damaged one may be; it is kept beside the new one. Raises ForeignDatabaseError, NewerSchemaError, or
    NotAFileError for a folder.
    """
    if not path.exists():
        return
    try:
        with reading(path):
            pass
    except DatabaseError:
        return


def _keep(path: Path, building: Path, lost: Sequence[str], say: Say) -> None:
    """Carry over what in a file is not peel's; keep the file where that can't be done, or where it is damaged."""
    try:
        with reading(path):
            db = open_database(building)
            try:
                left = [*lost, *carry_over(path, db)]
            finally:
                db.close()
    except (PeelError, sqlite3.DatabaseError):
        left = ["all that it held"]
    if not left:
        return
    number, kept = 1, path.with_name(path.name + ".replaced")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.replaced-{number}")
    os.link(path, kept)
    say(f"the file that was replaced is kept as {kept}; not carried over: {', '.join(left)}")
