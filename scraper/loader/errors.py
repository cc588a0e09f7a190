"""What can go wrong with the database file."""

from __future__ import annotations

from pathlib import Path

from scraper.errors import ExitCode, PeelError, UsageError


class DatabaseError(PeelError):
    """The database can not be read or written (exit 1)."""


class ForeignDatabaseError(UsageError):
    """The file is a database, but not one of peel's (exit 2)."""


class OlderSchemaError(DatabaseError):
    """The database was written by an older peel, and what is asked for is not in it yet (exit 1)."""

    def __init__(self, what: object, version: int, wanted: int) -> None:
        super().__init__(f"{what} has schema {version}, this needs schema {wanted}; `peel run` brings it up")


class NewerSchemaError(UsageError):
    """The database was written by a newer peel (exit 2)."""


class NotAFileError(UsageError):
    """A folder, a device or a pipe stands where a database is wanted (exit 2)."""


class RowNotFoundError(UsageError):
    """No row has the id that was asked for (exit 2)."""


class LockedError(PeelError):
    """Another run holds the lock (exit 5)."""

    exit_code = ExitCode.LOCKED


def damaged(path: Path, what: str) -> DatabaseError:
    """Return the error for a file that is no sound database: what is wrong with it and how it is restored."""
    return DatabaseError(
        f"{path} {what}; nothing was changed. `peel rebuild` makes the database again from the archive; where "
        "there is no archive, move it away"
    )
