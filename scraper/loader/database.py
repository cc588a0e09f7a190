"""Open a database: ours, sound and of a schema we know, or a one-line error."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from scraper.errors import STUMBLES, PeelError
from scraper.places import cause_of, not_usable
from scraper.store.readonly import read_only
from scraper.store.sqlite import Database
from scraper.store.temporary import is_no_room, no_room

from .conforming import unlike_schema
from .errors import DatabaseError, ForeignDatabaseError, NewerSchemaError, NotAFileError, OlderSchemaError, damaged
from .migrations import APPLICATION_ID, SCHEMA_VERSION, create, version_of

_STATEMENTS = 256
"""Prepared statements that are kept: six sizes of upsert for each table, and the look-ups."""
_NOT_THE_FILE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM}
"""What SQLite tells of rights, memory and open files, which is no damage."""
_NAMED = 3
_MAGIC = b"SQLite format 3\x00"


def open_database(path: Path) -> Database:
    """Open a database for reading and writing, making an empty one where there is no file.

    Raises DatabaseError for a file that is no sound SQLite database, ForeignDatabaseError for another
    program's, NewerSchemaError for a newer peel's, NotWrittenError where it can not be written. An older
    schema is opened as it is (`migrations.upgrade` brings it up).
    """
    is_new = not path.exists()
    if not is_new:
        check_file(path)
    try:
        db = Database(sqlite3.connect(path, cached_statements=_STATEMENTS))
        _prepare(db)
        if is_new:
            create(db)
    except sqlite3.OperationalError as error:
        if is_new:
            path.unlink(missing_ok=True)
        raise not_usable(path, error) from error
    if not is_new:
        _check_ours(db, path)
    return db


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """Open a published database for reading only, whatever the folder's rights; closes it at the end.

    Raises what `open_database` raises, DatabaseError where there is no file, and OlderSchemaError where what is asked
    for is not yet in a file that an older peel made. Where what is read can't be understood, and rows, columns or values
    are not as the schema wants them (somebody changed them by hand), DatabaseError says so.
    """
    if not path.exists():
        raise DatabaseError(f"there is no database at {path}; `peel run` makes one")
    check_file(path)
    version = SCHEMA_VERSION
    try:
        with read_only(path) as conn:
            db = Database(conn)
            version = _check_ours(db, path)
            with _told_where_broken(db, path, version):
                yield db
    except sqlite3.DatabaseError as error:
        raise unreadable(path, version, error) from error


@contextmanager
def _told_where_broken(db: Database, path: Path, version: int) -> Iterator[None]:
    """Tell what stumbles over rows that no run leaves so as damage; over sound ones it is a fault of ours, and is raised as it is."""
    try:
        yield
    except STUMBLES:
        if version == SCHEMA_VERSION:
            refuse_odd(db, path)
        verify(db, path)
        raise


def refuse_odd(db: Database, path: Path) -> None:
    """Raise DatabaseError for rows that no run can have left so: what stumbles over them is no fault of ours."""
    odd = list(islice(unlike_schema(db), 3))
    if odd:
        raise damaged(path, ", ".join(odd))


def unreadable(path: Path, version: int, error: sqlite3.DatabaseError) -> PeelError:
    """Return the one-line error of a database that could not be read: an older schema, another program's lock, or damage."""
    text = " ".join(str(error).split())
    if version < SCHEMA_VERSION and text.startswith("no such"):
        return OlderSchemaError(path, version, SCHEMA_VERSION)
    if isinstance(error, sqlite3.OperationalError) and ("locked" in text or "busy" in text):
        return DatabaseError(f"{path} is locked by another program ({text}); close it and try again")
    if is_no_room(error):
        return no_room(f"reading {path}", error)
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_THE_FILE:
        return DatabaseError(f"{path} can't be read ({text}); {cause_of(error)[1]}")
    return damaged(path, f"is damaged ({text})")


def check_file(path: Path) -> None:
    """Raise where a file can not be a SQLite database: a folder, no bytes, another kind of file."""
    if not path.is_file():
        raise NotAFileError(f"{path} is not a file; name a file for the database with --db")
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    if not head:
        raise damaged(path, "is empty (0 bytes)")
    if head != _MAGIC:
        raise damaged(path, "is not a SQLite database")


def verify(db: Database, path: Path) -> None:
    """Read every page of a database; raises DatabaseError where one is damaged or a reference is broken."""
    try:
        found = [row[0] for row in db.conn.execute("PRAGMA integrity_check(3)")]
        broken = db.conn.execute("PRAGMA foreign_key_check").fetchall() if found == ["ok"] else []
    except sqlite3.DatabaseError as error:
        raise damaged(path, f"is damaged ({error})") from error
    if found != ["ok"]:
        raise damaged(path, f"is damaged ({'; '.join(found)})".replace("\n", " "))
    if broken:
        raise damaged(path, _of_references(broken))


def _of_references(broken: Sequence[tuple[str, int | None, str, int]]) -> str:
    """Say of which tables rows name rows that are not there, and of which."""
    counts = Counter((table, other) for table, _, other, _ in broken)
    named = [f"{count} of {table} name one of {other}" for (table, other), count in counts.most_common(_NAMED)]
    more = ", …" if len(counts) > _NAMED else ""
    return f"has {len(broken)} rows whose reference is broken ({', '.join(named)}{more}): what they name was deleted or changed by hand"


def _prepare(db: Database) -> None:
    db.conn.execute("PRAGMA foreign_keys = ON")
    db.conn.execute("PRAGMA recursive_triggers = ON")
    db.conn.execute("PRAGMA busy_timeout = 30000")


def _check_ours(db: Database, path: Path) -> int:
    """Return the schema's version of a database of ours; raises what `open_database` raises for others."""
    try:
        application = db.conn.execute("PRAGMA application_id").fetchone()[0]
        version = version_of(db)
        db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        db.close()
        raise damaged(path, f"is damaged ({error})") from error
    if application != APPLICATION_ID:
        db.close()
        raise ForeignDatabaseError(f"{path} is another program's database; name another file with --db")
    if version > SCHEMA_VERSION:
        db.close()
        raise NewerSchemaError(
            f"{path} has schema {version}, this peel knows up to {SCHEMA_VERSION}; upgrade peel, nothing was changed"
        )
    return version
