"""Alarms that a person has looked at and accepted (`peel check --accept`), and files that the archive has lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path

from schemas.text import some_of
from scraper.fetcher.archive import length_of, read_at, scan
from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.warcread import Damage
from scraper.loader.captures import last_places
from scraper.store.file import at_once
from scraper.store.moments import utc_now
from scraper.store.rows import LOADED
from scraper.store.sqlite import Database
from scraper.store.state import State

from .verdict import SUMS, Flag

_NAMED = 3  # files that a reason names
_ARCHIVE = "archive"  # what a lost file is an alarm of


def alarm_of(flag: Flag) -> str:
    """Return what stands for a problem of a page: the same problem with other words is another one."""
    return f"{flag.page}\n{flag.code}\n{flag.message}"


def unknown_alarm(page: str) -> str:
    """Return what stands for a page of no known type."""
    return f"{page}\nunknown_page"


def accepted_alarms(state: sqlite3.Connection | None) -> frozenset[str]:
    """Return the alarms that were accepted; none where the state database is None or an older one."""
    if not _has(state, "accepted"):
        return frozenset()
    assert state is not None
    return frozenset(row[0] for row in state.execute("SELECT alarm FROM accepted"))


def accept_alarms(state: sqlite3.Connection, run: str, at: str, alarms: Iterable[str]) -> None:
    """Make these the accepted alarms, in place of those before, and take the lost files of the archive as lost.

    Only what is there now is accepted: a problem that comes back (`lapse`), or another page's, is an alarm again.
    """
    with at_once(state):
        state.execute("DELETE FROM accepted")
        rows = [(alarm, run, at) for alarm in sorted(set(alarms))]
        state.executemany("INSERT INTO accepted (alarm, run, at) VALUES (?, ?, ?)", rows)
        state.execute(
            "INSERT OR IGNORE INTO accepted (alarm, run, at) SELECT ? || char(10) || name, ?, ? FROM lost_files",
            (_ARCHIVE, run, at),
        )


def lapse(state: State, accepted: frozenset[str], pages: Collection[str], alarms: Collection[str]) -> None:
    """Forget what was `accepted` and is no longer so: of `pages`, of the sums, of files of the archive that are back.

    Should it come back it is an alarm again, whoever accepted it before. What was accepted of pages that are not there stays,
    and what only `peel check` looks for in the file.
    """
    lost = {row[0] for row in state.db.execute("SELECT name FROM lost_files")}
    parts = ((alarm, *alarm.split("\n", 1)) for alarm in accepted.difference(alarms))
    mended = [alarm for alarm, of, what in parts if (what not in lost if of == _ARCHIVE else of in {*pages, SUMS})]
    if mended:
        with state.transaction() as db:
            db.executemany("DELETE FROM accepted WHERE alarm = ?", [(alarm,) for alarm in mended])


def note_lost(state: State, db: Database, folder: Path, run: str, at: str) -> list[str]:
    """Note which files of the archive `folder` are gone; returns their names. Call it before a run asks for anything.

    A file is known by what was ever written to it, or by a capture that lies in it; one that ends before either does
    is gone in part, which is the same, and stays so until it is another file than it was when that was noted. What was noted
    of captures in a lost one is forgotten then, so that another copy of a page stands for it. A file that is there again is
    no longer lost, and is looked through again.
    """
    lengths = dict(state.db.execute("SELECT name, length FROM warc_files").fetchall())
    before = {row[0] for row in state.db.execute("SELECT name FROM lost_files")}
    last = last_places(db)
    known = {*lengths, *last, *before, *(row[0] for row in state.db.execute("SELECT warc_file FROM captures"))}
    sizes = {name: length_of(folder / name) for name in known}
    mended = _mended(state, folder, {name for name in known if sizes[name] == lengths.get(name)})
    as_it_was = {name for name in before if sizes[name] == lengths.get(name)} - mended
    short = {name for name in known if sizes[name] <= last.get(name, -1) or sizes[name] < lengths.get(name, 0)}
    lost = sorted(short | as_it_was)
    names = [(name,) for name in (*lost, *mended) if name not in as_it_was]
    with state.transaction() as conn:
        conn.executemany("DELETE FROM lost_files WHERE name = ?", [(name,) for name in known.difference(lost)])
        conn.executemany(
            "INSERT OR IGNORE INTO lost_files (name, run, at) VALUES (?, ?, ?)", [(n, run, at) for n in lost]
        )
        conn.executemany("DELETE FROM captures WHERE warc_file = ?", names)
        conn.executemany("DELETE FROM warc_files WHERE name = ?", names)
    return lost


def _mended(state: State, folder: Path, there: Collection[str]) -> set[str]:
    """Return the damaged files that are whole again: looked through where something was done to them since, of those as long as ever.

    Of the others the lengths tell what becomes of them.
    """
    found: set[str] = set()
    with state.transaction() as conn:
        for name, at in state.damaged_files().items():
            if name in there:
                if (folder / name).stat().st_ctime <= at.timestamp():
                    continue
                if any(isinstance(one, Damage) for one in scan(folder / name, 0)):
                    conn.execute("UPDATE damaged_files SET at = ? WHERE name = ?", (utc_now(), name))
                    continue
                found.add(name)
            conn.execute("DELETE FROM damaged_files WHERE name = ?", (name,))
    return found


def point_elsewhere(state: sqlite3.Connection, db: Database, lost: Iterable[str], folder: Path) -> int:
    """Let captures of which the archive in `folder` has another sound copy of the same bytes point to that one; returns how many.

    Those that lie in what is left of a lost file, or of one in which damage was found, stay where they are. Which site a copy came from, `state` keeps as long as
    the database stands on it.
    """
    gone = {*lost, *(row[0] for row in state.execute("SELECT name FROM damaged_files"))}
    if not gone:
        return 0
    sql = "SELECT id, sha256, warc_file, warc_offset FROM snapshots WHERE warc_file IS NOT NULL"
    moved = 0
    with db.atomic():
        for key, digest, file, offset in db.conn.execute(sql).fetchall():
            if file not in gone or _has_bytes(folder, file, offset or 0, digest):
                continue
            place = _another_place(state, digest, gone, folder)
            if place is not None:
                db.conn.execute("UPDATE snapshots SET warc_file = ?, warc_offset = ? WHERE id = ?", (*place, key))
                state.execute(
                    "UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ?", (LOADED, *place)
                )
                moved += 1
    return moved


def _another_place(
    state: sqlite3.Connection, digest: str, gone: Collection[str], folder: Path
) -> tuple[str, int] | None:
    rows = state.execute("SELECT warc_file, warc_offset FROM captures WHERE sha256 = ? ORDER BY rowid", (digest,))
    places = [(file, offset) for file, offset in rows if file not in gone]
    return next((one for one in places if _has_bytes(folder, *one, digest)), None)


def _has_bytes(folder: Path, file: str, offset: int, digest: str) -> bool:
    """Return whether the archive gives a page of a digest at a place; a revisit record may stand on a file that is lost."""
    try:
        return read_at(folder, file, offset).sha256 == digest
    except ArchiveError:
        return False


def lost_files(state: sqlite3.Connection | None) -> list[str]:
    """Return the files that the archive has lost and that nobody accepted as lost."""
    if not _has(state, "lost_files"):
        return []
    assert state is not None
    known = accepted_alarms(state)
    names = [str(row[0]) for row in state.execute("SELECT name FROM lost_files ORDER BY name")]
    return [name for name in names if f"{_ARCHIVE}\n{name}" not in known]


def lost_reason(lost: list[str]) -> list[str]:
    """Return the one reason that lost files are."""
    if not lost:
        return []
    what = "1 file that was" if len(lost) == 1 else f"{len(lost)} files that were"
    return [
        f"the archive has lost {what} written to it ({some_of(lost, _NAMED)}); put them back from a "
        "copy, or accept the loss with `peel check --accept`"
    ]


def _has(state: sqlite3.Connection | None, table: str) -> bool:
    if state is None:
        return False
    return state.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
