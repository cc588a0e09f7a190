"""The file of the state database: where it is, and how it is opened, to write and only to read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

from scraper.errors import STUMBLES
from scraper.places import cause_of

from .errors import NewerStateError, StateError
from .readonly import read_only
from .schema import VERSION, is_foreign, upgrade, version_of
from .sound import fault_of

STATE_FILE = "state.db"
_STUMBLES = (*STUMBLES, sqlite3.Error, ArithmeticError)
_CACHE = 1_000
"""KB of the file that SQLite keeps in memory, half of what it takes: a run writes to its end and to its indexes, and looks up little."""


def state_path(db: Path) -> Path:
    """Return the path of the state database that lies beside a published database."""
    return db.parent / STATE_FILE


class StateFile:
    """An open state database; one writer at a time, under the run's lock."""

    def __init__(self, path: Path, *, is_plan: bool = False) -> None:
        """Open or make the file, an older one brought to today's schema with all its rows.

        With `is_plan` what is in it is copied to memory, and nothing is written. Raises StateError where it is no state database or cannot be used, NewerStateError where a newer peel
        made it; the file is then as it was.
        """
        self.path = path
        _refuse_no_file(path, may_be_made=True)
        try:
            self.db = _copy_of(path) if is_plan else _opened(path)
            self.db.row_factory = sqlite3.Row
            _refuse_foreign(self.db, path)
            _refuse_newer(self.db, path)
            self.db.execute("PRAGMA foreign_keys = ON")
            # A killed process loses nothing; a power cut may lose the last pages' outcomes, and the archive, which
            # is synced page by page, gives those back (fetcher.resume). Without WAL each page waits for the disk thrice.
            self.db.execute("PRAGMA journal_mode = wal")
            self.db.execute("PRAGMA synchronous = normal")
            self.db.execute(f"PRAGMA cache_size = -{_CACHE}")
            self.db.execute("PRAGMA temp_store = memory")  # little, and a full TMPDIR would look like a full disk
            if version_of(self.db) < VERSION:
                upgrade(self.db)
        except StateError:
            self.close()
            raise
        except (sqlite3.Error, OSError) as error:
            why, todo = cause_of(error, "move it away")
            raise StateError(f"the state database {path} cannot be opened ({why}); {todo}") from error

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Close the file; raises StateError in place of what stumbled over what is wrong in it."""
        try:
            damage = self.damage() if isinstance(error, _STUMBLES) else None
        finally:
            self.close()
        if damage is not None:
            raise damage from error

    def damage(self) -> StateError | None:
        """Return what is wrong in the file as an error; None where nothing is. To be asked where something has failed: all is read."""
        return _damaged(self.path, self.db)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do several writes or none; nests into one that is open. StateError on a full disk or a lock."""
        try:
            with at_once(self.db):
                yield self.db
        except sqlite3.OperationalError as error:
            if (damage := self.damage()) is not None:
                raise damage from error
            why, todo = cause_of(error, "run again")
            raise StateError(f"the state database {self.path} cannot be written ({why}); {todo}") from error


@contextmanager
def at_once(db: sqlite3.Connection) -> Iterator[None]:
    """Do several writes or none; nests into what is open. Raises sqlite3.Error where they fail: on a full disk SQLite has undone them itself."""
    is_outer = not db.in_transaction
    try:
        if is_outer:
            db.execute("BEGIN IMMEDIATE")
        yield
        if is_outer:
            db.execute("COMMIT")
    except BaseException:
        if is_outer and db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, timeout=30.0, isolation_level=None)


def _copy_of(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    if path.is_file():
        with read_only(path) as db:
            db.backup(copy)
    return copy


def _refuse_no_file(path: Path, *, may_be_made: bool = False) -> None:
    """Refuse what stands in the place of the file and is none: what it kept would be taken for never kept.

    A link to what is not there is refused unless it `may_be_made` there.
    """
    if path.is_file() or not os.path.lexists(path):
        return
    target = Path(os.path.realpath(path))
    if may_be_made and not os.path.lexists(target) and target.parent.is_dir():
        return
    what = (
        "a link to nothing" if path.is_symlink() and not path.exists() else "a folder" if path.is_dir() else "no file"
    )
    raise StateError(f"{path}, the place of the state database, is {what}; put the file back, or move it away")


def _refuse_foreign(db: sqlite3.Connection, path: Path) -> None:
    if is_foreign(db):
        raise StateError(f"the state database {path} is not one of peel's; move it away and run again")


def _refuse_newer(db: sqlite3.Connection, path: Path) -> None:
    version = version_of(db)
    if version > VERSION:
        raise NewerStateError(
            f"the state database {path} has schema {version}, this peel knows up to {VERSION}; "
            "upgrade peel, nothing was changed"
        )


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Open a state database of any known version only to read it, None where there is no file.

    Raises StateError where it cannot be read, also while it is, or is none of peel's; NewerStateError where a newer peel
    made it. What fails while it is open is raised as it is, unless something is wrong in this very file.
    """
    _refuse_no_file(path)
    if not path.is_file():
        yield None
        return
    with ExitStack() as stack:
        try:
            db = stack.enter_context(read_only(path))
            _refuse_foreign(db, path)
            _refuse_newer(db, path)
            if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StateError(f"the state database {path} holds nothing; move it away, or run again")
        except (sqlite3.Error, OSError) as error:
            raise _unreadable(path, error) from error
        try:
            yield db
        except _STUMBLES as error:
            if (damage := _damaged(path, db)) is not None:
                raise damage from error
            raise


def refuse_damaged(path: Path, db: sqlite3.Connection) -> None:
    """Raise StateError where something is wrong in an open state database: all of it is read."""
    if (damage := _damaged(path, db)) is not None:
        raise damage


def newest_run(path: Path, second: str) -> str | None:
    """Return the id of the newest run that began in a second (`20260301T000000Z`), None where there is none.

    Also None where the database cannot be read: whoever opens it to write is told why.
    """
    try:
        with reading(path) as db:
            sql = "SELECT max(id) FROM runs WHERE id GLOB ? || '-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]'"
            found: str | None = db.execute(sql, (second,)).fetchone()[0] if db is not None else None
            return found
    except (StateError, sqlite3.Error):
        return None


def _damaged(path: Path, db: sqlite3.Connection) -> StateError | None:
    fault = fault_of(db)
    todo = "put a copy of it back, or move it away and run again"
    return None if fault is None else StateError(f"the state database {path} is damaged ({fault}); {todo}")


def _unreadable(path: Path, error: sqlite3.Error | OSError) -> StateError:
    why, todo = cause_of(error, "move it away")
    return StateError(f"the state database {path} cannot be read ({why}); {todo}")
