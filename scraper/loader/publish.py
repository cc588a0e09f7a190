"""A run's database: worked on in a copy, published whole by one rename.

Readers of the published file never see half a run. After a kill the published file is what it was, and the
next run goes on from the copy, in which every finished page is whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from scraper.errors import STUMBLES, PeelError
from scraper.places import cause_of, not_usable, not_written, put_in_place, take_rights
from scraper.store.sqlite import Database

from .carry import in_the_way
from .database import open_database, reading, refuse_odd, verify
from .dataset import write_dataset
from .errors import DatabaseError
from .lock import locked
from .migrations import SCHEMA_VERSION, upgrade

Say = Callable[[str], None]
T = TypeVar("T")
_WAIT = 30.0
_PIECE = 1 << 20
_SPEAK_AFTER = 2.0
_SCARCE = 100 * 2**20
"""Bytes that should be free at the start (F50)."""
WORKING = ("journal_mode = wal", "synchronous = normal", "wal_autocheckpoint = 8192", "temp_store = memory")
"""The pragmas of a working copy: a commit appends to the log, which goes into the file once it has 32 MB.

What a savepoint sets aside is little and stays in memory: a full TMPDIR would look like a full disk.

SQLite's own 1,000 pages are a dozen of ours: every dozen, the file was written and synced anew (a fifth of a load).
"""


def working_path(path: Path) -> Path:
    """Return the copy that a run works on."""
    return path.with_name(path.name + ".working")


class Publication:
    """The database of one run; a context manager that holds the lock and opens the copy.

    `db` is the open copy. `publish` puts it in place; leaving without it keeps the copy for the next run
    where something was loaded, and removes it where nothing was. Raises LockedError, NotWrittenError, NotAFileError,
    NewerSchemaError, ForeignDatabaseError or DatabaseError on entering. `say` gets lines for a person;
    `wait` is how long, in seconds, another program's lock on the published file is waited for. `digest` is the SHA-256
    of the published file where the copy is one of it; `is_proven` tells of such a digest whether the very file was read
    whole and found sound before, so that it need not be again; `is_doubted` is set where it was not, so that anybody may
    have written to it.
    """

    def __init__(
        self, path: Path, *, say: Say = lambda line: None, wait: float = _WAIT,
        is_proven: Callable[[str], bool] = lambda digest: False,
    ) -> None:  # fmt: skip
        self.path, self.say, self.wait, self.is_proven = path, say, wait, is_proven
        self.digest: str | None = None
        self.is_doubted = self.is_refused = False
        self.working = working_path(path)
        self.db: Database
        self._lock = locked(path)
        self._resumed = False
        self._start = 0

    def __enter__(self) -> Publication:
        self._lock.__enter__()
        try:
            self._open()
        except BaseException:
            if hasattr(self, "db"):
                self.db.close()
            self._lock.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        changed, damage = self.changed, self._damage() if isinstance(error, STUMBLES) else None
        with suppress(sqlite3.Error):
            self.db.close()
        if damage is not None or not changed or self.is_refused:
            remove_copy(self.working)
        self._lock.__exit__(None, None, None)
        if damage is not None:
            raise damage from error

    def _damage(self) -> PeelError | None:
        """Return as an error what is wrong with the copy; None where nothing is, or where that can't be told."""
        try:
            refuse_odd(self.db, self.path)
            verify(self.db, self.path)
        except PeelError as error:
            return error
        except sqlite3.Error:
            return None
        return None

    def refused(self, error: sqlite3.IntegrityError) -> PeelError | None:
        """Return as an error what of a user's own refused a row, and go on from this copy no more; None where nothing did."""
        named = in_the_way(self.db.conn)
        if not named:
            return None
        self.is_refused = True
        return DatabaseError(
            f"{self.path}: {', '.join(named)} refuses what the pages say now ({error}); take it out, or let it hang on no row "
            "of peel's, and run again: the published database is what it was"
        )

    @property
    def goes_on(self) -> bool:
        """Whether the copy holds, or may hold, what a run brought that published nothing."""
        return self._resumed

    @property
    def changed(self) -> bool:
        """Whether the copy holds anything that the published file does not."""
        return self._resumed or self._total() > self._start

    def _total(self) -> int:
        with suppress(sqlite3.ProgrammingError):
            self._last_total = self.db.conn.total_changes
        return self._last_total

    def _open(self) -> None:
        self._check_space()
        if self.path.exists():
            with reading(self.path):
                pass
        self._resumed = self._sound_copy()
        if self._resumed:
            self.is_doubted = self.path.exists()
        else:
            self._copy()
        self.db = open_database(self.working)
        upgraded = upgrade(self.db, self.path)
        if upgraded:
            self.say(f"upgraded the schema; the database as it was is {upgraded}")
        for pragma in WORKING:
            self.db.conn.execute(f"PRAGMA {pragma}")
        self._start = self._last_total = self.db.conn.total_changes
        self._resumed = self._resumed or upgraded is not None

    def _check_space(self) -> None:
        free = shutil.disk_usage(self.path.parent).free
        if free < _SCARCE:
            self.say(f"only {free // 2**20} MB are free in {self.path.parent}; a run may need more")

    def _sound_copy(self) -> bool:
        """Return whether a killed run left a copy to go on from; a copy that is damaged is made anew."""
        if not self.working.exists():
            return False
        try:
            db = open_database(self.working)
            try:
                verify(db, self.working)
            finally:
                db.close()
        except PeelError as error:
            self.say(f"the copy of an interrupted run is not used: {error.message}")
            remove_copy(self.working)
            return False
        self.say("going on from the copy of an interrupted run")
        return True

    def _copy(self) -> None:
        remove_copy(self.working)
        if not self.path.exists():
            return
        part = self.working.with_name(self.working.name + ".part")  # the lock's owner alone writes it
        try:
            with self._held():
                self.digest = _guard(lambda: _copy_file(self.path, part), part)
                self.is_doubted = not self.is_proven(self.digest)
                if self.is_doubted:
                    db = Database(part)
                    try:
                        verify(db, self.path)
                    finally:
                        db.close()
                part.replace(self.working)
        except BaseException:
            remove_copy(self.working)  # on a full disk what is half copied has the room that others need
            raise

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other writers off the published file; waits for one that is at work."""
        conn = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            self._begin(conn)
            yield
        finally:
            conn.close()

    def _begin(self, conn: sqlite3.Connection) -> None:
        start, spoken = time.monotonic(), False
        while True:
            try:
                conn.execute("PRAGMA journal_mode = delete")
                conn.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                waited = time.monotonic() - start
                self._explain(error, waited)
                if waited > min(_SPEAK_AFTER, self.wait / 2) and not spoken:
                    self.say(f"{self.path} is locked by another program; waiting up to {self.wait:.0f} s")
                    spoken = True
            except sqlite3.DatabaseError as error:
                raise DatabaseError(f"{self.path} is damaged ({error}); run `peel rebuild`") from error
            time.sleep(0.05)

    def _explain(self, error: sqlite3.OperationalError, waited: float) -> None:
        text = str(error)
        if "readonly" in text or "unable to open" in text:
            raise not_usable(self.path, error) from error
        if "locked" not in text and "busy" not in text:
            raise DatabaseError(f"{self.path}: {text}") from error
        if waited > self.wait:
            raise DatabaseError(
                f"{self.path} was locked by another program for {waited:.0f} s "
                "(Datasette, DB Browser, a backup?); "
                "close it and run again: what was fetched is in the archive"
            ) from error

    def publish(self) -> bool:
        """Put the copy in place if it holds anything new; returns whether it did.

        The file is analysed, checked and written out before the rename. Raises DatabaseError where the disk
        is full, the copy is damaged or another program keeps the file locked; then the published file is
        what it was.
        """
        if not self.changed:
            return False
        _guard(self._finish, self.working)
        verify(self.db, self.working)
        self.db.close()
        _sync(self.working)
        digest = _digest(self.working)
        if self.path.exists():
            with self._held():
                put_in_place(self.working, self.path)
        else:
            self.working.replace(self.path)
        _sync(self.path.parent)
        self._resumed, self._start = False, self._last_total
        self.digest = digest
        return True

    def _finish(self) -> None:
        conn = self.db.conn
        self._total()
        write_dataset(self.db, SCHEMA_VERSION)
        conn.execute("ANALYZE")
        conn.execute("PRAGMA optimize")
        conn.execute("PRAGMA wal_checkpoint(truncate)")
        conn.execute("PRAGMA journal_mode = delete")


def _copy_file(path: Path, copy: Path) -> str:
    """Copy a file and return its SHA-256; who may not read it may at no moment read the copy."""
    copy.touch(mode=0o600)
    take_rights(copy, path)
    digest = hashlib.sha256()
    with path.open("rb") as file, copy.open("wb") as to:
        while piece := file.read(_PIECE):
            digest.update(piece)
            to.write(piece)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _guard(act: Callable[[], T], path: Path) -> T:
    try:
        return act()
    except (OSError, sqlite3.OperationalError) as error:
        raise disk_error(error, path) from error


_LACKS = re.compile(r"no such (?:table|column)|has no column|Could not decode to UTF-8")


def disk_error(error: OSError | sqlite3.Error, path: Path) -> PeelError:
    """Return the one-line error of a failed write: the path, how much is free, what to do; of another file that fails, its name.

    What SQLite misses in the file is told as such, for it has nothing to do with the disk.
    """
    free = shutil.disk_usage(path.parent).free // 2**20
    why, todo = cause_of(error)
    if isinstance(error, sqlite3.Error) and _LACKS.search(why):
        words = f"the database {path} does not hold what peel keeps in it ({why}): another program changed it"
        return DatabaseError(f"{words}; `peel rebuild` makes it again from the archive")
    name = getattr(error, "filename", None)  # a descriptor's number where a file has none
    named = Path(os.fsdecode(name)) if isinstance(name, str | bytes) else path
    if named.parent != path.parent or not named.name.startswith(f"{path.name.partition('.')[0]}."):
        rest = "and run again: the published database is what it was"
        return DatabaseError(f"{named} can't be read or written ({why}); {todo}, {rest}")
    return DatabaseError(
        f"{path} could not be written ({why}; {free} MB are free); {todo}, and run again: "
        "the published database is what it was"
    )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_copy(path: Path) -> None:
    """Take away a copy and what belongs to it; raises NotWrittenError where something else stands there."""
    for suffix in ("", "-wal", "-shm", "-journal", ".part"):
        file = path.with_name(path.name + suffix)
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(file, error) from error
