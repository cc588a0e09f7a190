"""The database made again from the archive alone, as it is or as it was on a day."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from schemas.extraction import Extraction
from schemas.rows import OrganisationRow
from scraper import __version__
from scraper.errors import PeelError
from scraper.fetcher.snapshot import Snapshot
from scraper.garbage import seldom_searched
from scraper.places import put_in_place
from scraper.store.state import Look

from .captures import missing_in
from .carry import carry_over
from .database import open_database, reading, verify
from .dataset import write_dataset
from .errors import DatabaseError
from .gone import replay
from .load import load_groups, set_organisations
from .lock import locked
from .migrations import SCHEMA_VERSION
from .outlived import with_looks
from .publish import Say, disk_error, remove_copy, working_path
from .readings import Parcel
from .storing import inferred_day

_GROUP = 500
"""Captures in one transaction: a half-made file is thrown away, so that it only bounds what waits in memory."""

_MOST_NAMED = 3


class Rebuilt(NamedTuple):
    """How many captures a rebuild loaded, and how many of the file that it replaced the archive gave no more."""

    captures: int
    missing: int


def rebuild(
    db_path: Path,
    captures: Iterable[tuple[Snapshot, Extraction]],
    as_of: dt.date | None = None,
    *,
    looks: Iterable[Look] = (),
    organisations: Iterable[OrganisationRow] = (),
    parser_version: str = __version__,
    say: Say = lambda line: None,
) -> Rebuilt:
    """Make a database from captures, in any order, and put it in place of the one that is there.

    `as_of` leaves out what was captured after that day (UTC), of undated captures those that state a later date.
    `looks` are the answers that pages are gone, or are there as they were known, in their order. Captures carry the source they were first loaded
    with, and those of the web come in the order they were made. What a user made in the file that is replaced
    is carried over; where that can't be, the file is damaged or holds captures that the archive gives no more (a file or a
    record of it is lost, or a parser refuses the page now), it is kept as `<name>.replaced` (`.replaced-2` …), and `say`
    is told. Raises LockedError where a run is at work,
    DatabaseError where nothing was loaded or the disk is full, and what `may_replace` raises.
    """
    building = db_path.with_name(db_path.name + ".rebuilding")
    may_replace(db_path)
    with locked(db_path), seldom_searched():
        remove_copy(building)
        try:
            count = _fill(building, captures, as_of, looks, organisations, parser_version)
            if not count:
                raise DatabaseError("the archive gave no capture that can be loaded; the database is what it was")
            missing = _keep(db_path, building, as_of, say) if db_path.exists() else 0
            put_in_place(building, db_path)
            _put_away(working_path(db_path), db_path, as_of, say)
        except (sqlite3.OperationalError, OSError) as error:
            raise disk_error(error, building) from error
        finally:
            remove_copy(building)
    return Rebuilt(count, missing)


def _fill(
    building: Path,
    captures: Iterable[tuple[Snapshot, Extraction]],
    as_of: dt.date | None,
    looks: Iterable[Look],
    organisations: Iterable[OrganisationRow],
    parser_version: str,
) -> int:
    db = open_database(building)
    try:
        # A half-made file is thrown away, so nothing needs to survive a power cut before the rename.
        db.conn.execute("PRAGMA synchronous = off")
        set_organisations(db, organisations)
        chosen = (one for one in with_looks(db, captures) if _is_by(_stands_at(*one), as_of))
        done = load_groups(db, chosen, _GROUP, parser_version=parser_version)
        count = len({one.snapshot for one in done if one.outcome != "rejected"})
        replay(db, (look for look in looks if _is_by(look.at, as_of)))
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


def _stands_at(snapshot: Snapshot, said: Parcel) -> dt.datetime | None:
    """Return where a capture stands in time: when it was made, else at the newest date that it states."""
    if snapshot.captured_at is not None or said.content is None:
        return snapshot.captured_at
    newest = inferred_day(snapshot, said.content.gist)
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


def _keep(path: Path, building: Path, as_of: dt.date | None, say: Say) -> int:
    """Carry over what in a file is not peel's; keep the file where that can't be done, or where more is in it than in the new one.

    Returns how many captures the new one lacks; 0 where the old one is damaged, and can't be asked.
    """
    missing: dict[str, int] = {}
    try:
        with reading(path) as old:
            db = open_database(building)
            try:
                missing = missing_in(db, old, as_of)
                left = [*_in_words(missing), *carry_over(path, db)]
            finally:
                db.close()
    except (PeelError, sqlite3.DatabaseError):
        left = ["all that it held"]
    if left:
        kept = _free_name(path)
        os.link(path, kept)
        say(f"the file that was replaced is kept as {kept}; not carried over: {', '.join(left)}")
    return sum(missing.values())


def _put_away(working: Path, made: Path, as_of: dt.date | None, say: Say) -> None:
    """Take away what a run left that was interrupted: the next one would go on from it, and undo what was made again.

    It is kept where it holds captures that the archive gives no more.
    """
    if not working.exists():
        return
    try:
        with reading(working) as left, reading(made) as db:
            lacks = _in_words(missing_in(db, left, as_of))
    except (PeelError, sqlite3.DatabaseError):
        lacks = []
    if lacks:
        kept = _free_name(working)
        for suffix in ("-wal", ""):
            with suppress(FileNotFoundError):
                working.with_name(working.name + suffix).rename(kept.with_name(kept.name + suffix))
        say(f"the copy of an interrupted run is kept as {kept}, and no run goes on from it: it has {', '.join(lacks)}")
    else:
        say("the copy of an interrupted run is taken away: the next run begins from the file that was made again")
    remove_copy(working)


def _free_name(path: Path) -> Path:
    """Return the first name for what was replaced that nothing has."""
    number, kept = 1, path.with_name(path.name + ".replaced")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.replaced-{number}")
    return kept


def _in_words(missing: Mapping[str, int]) -> list[str]:
    """Say how many captures the archive gives no more, and in which of its files they were."""
    if not missing:
        return []
    count = sum(missing.values())
    files = [file for file in missing if file]
    named = ", ".join(files[:_MOST_NAMED]) + (" …" if len(files) > _MOST_NAMED else "")
    what = "1 capture" if count == 1 else f"{count} captures"
    return [f"{what} that the archive gives no more{f' ({named})' if named else ''}"]
