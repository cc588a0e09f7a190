"""Files that are put in the place of others: through links, with the rights that stood there before."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import ExitCode, PeelError, UsageError

_DAY = 24 * 60 * 60


def real_path(path: Path) -> Path:
    """Return the file that a path leads to where it is a link, else the path as it is written.

    Raises UsageError for a link that leads back to itself: a file in its place would take it away.
    """
    if not path.is_symlink():
        return path
    real = Path(os.path.realpath(path))
    if real.is_symlink():
        raise UsageError(f"{path} is a link that leads back to itself; name a file")
    return real


def take_rights(made: Path, old: Path) -> None:
    """Give a file the owner, the group and the mode of another, as far as we may; nothing where there is no other.

    Where the group can't be kept, ours may do no more than everybody might.
    """
    try:
        was, now = old.stat(), made.stat()
    except FileNotFoundError:
        return
    mode = stat.S_IMODE(was.st_mode)
    if (was.st_uid, was.st_gid) != (now.st_uid, now.st_gid):
        with suppress(OSError):
            os.chown(made, was.st_uid, -1)
        try:
            os.chown(made, -1, was.st_gid)
        except OSError:
            mode &= ~0o070 | (mode & 0o007) << 3
    if mode != stat.S_IMODE(now.st_mode):
        made.chmod(mode)


def put_in_place(made: Path, target: Path) -> None:
    """Put a finished file in the place of another by one rename: a link stays, and so do mode and group.

    Raises UsageError where a folder, a device, a pipe or a socket stands there: it is left as it is.
    """
    if target.exists() and not target.is_file():
        raise UsageError(f"{target} is no file that another can take the place of; name a file")
    target = real_path(target)
    take_rights(made, target)
    made.replace(target)


class NotWrittenError(PeelError):
    """A file or a folder can't be written: a full disk, a limit, rights (exit 1)."""


Failure = OSError | sqlite3.Error
_NO_ROOM = "free some space, or name another place"
_NO_LIMIT = "raise the limit on the size of files (ulimit -f)"
_FULL = "see whether the disk is full or files may be no longer (ulimit -f), or name another place"
_NO_RIGHT = "check the rights of the file and its folder, or name another place"
_WHAT_TO_DO = {
    errno.ENOSPC: _NO_ROOM, errno.EDQUOT: _NO_ROOM, errno.EFBIG: _NO_LIMIT,
    errno.EACCES: _NO_RIGHT, errno.EPERM: _NO_RIGHT, errno.EROFS: _NO_RIGHT,
}  # fmt: skip
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _NO_ROOM, sqlite3.SQLITE_READONLY: _NO_RIGHT, sqlite3.SQLITE_CANTOPEN: _NO_RIGHT,
    sqlite3.SQLITE_IOERR: _FULL,
}  # fmt: skip


def cause_of(error: Failure, other: str = "name another place") -> tuple[str, str]:
    """Return why something could not be written, in the word of the system or of SQLite, and what to do about it.

    `other` is what to do where the cause is none of the disk's and of the rights'.
    """
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
        return " ".join(str(error).split()), _OF_SQLITE.get(code, other)
    return error.strerror or str(error), _WHAT_TO_DO.get(error.errno or 0, other)


def not_written(path: Path, error: Failure) -> NotWrittenError:
    """Return the one-line error of what could not be written: the place, the cause, what to do."""
    why, todo = cause_of(error)
    if isinstance(error, OSError) and path.is_symlink() and not path.exists():
        why = "it is a link to nothing"
    return NotWrittenError(f"{path} can't be written ({why}); {todo}")


def not_usable(path: Path, error: Failure) -> NotWrittenError:
    """Return the same of a place that is tried before anything is done: exit 2, but 1 where there is no room in it."""
    is_full = cause_of(error)[1] in {_NO_ROOM, _NO_LIMIT, _FULL}
    return NotWrittenError(not_written(path, error).message, None if is_full else ExitCode.USAGE)


def write_whole(target: Path, text: str) -> None:
    """Write a file (UTF-8) whole or not at all; its folder is made. A device or a pipe gets the text as it comes.

    Raises UsageError for a folder, NotWrittenError, with nothing left beside the file, for what can't be written.
    """
    try:
        if target.is_dir():
            raise UsageError(f"{target} is a folder; name a file")
        if target.exists() and not target.is_file():
            target.write_text(text, "utf-8")
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with made_beside(target) as part:
            part.write_text(text, "utf-8")
    except OSError as error:
        raise not_written(target, error) from error


@contextmanager
def made_beside(target: Path) -> Iterator[Path]:
    """Make a file beside the one that it takes the place of; where it fails, the old one stays and nothing of the new.

    Each has a name of its own, by chance, since two threads have one process id, and two machines that share a folder may:
    of two that write one file at once the last one's is whole. What killed ones left longer than a day ago goes.
    """
    target = real_path(target)
    part = target.with_name(f"{target.name}.{os.urandom(6).hex()}.part")
    _forget_parts(target)
    try:
        yield part
        put_in_place(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _forget_parts(target: Path) -> None:
    """Take away what is left of unfinished files of a target, and of folders beside them, that are older than a day."""
    part = rf"{re.escape(target.name)}\.[0-9a-f]+\.part"
    name = re.compile(rf"{part}|\.{part}\.\w+")
    for found in target.parent.iterdir():
        if name.fullmatch(found.name):
            with suppress(OSError):
                if time.time() - found.stat().st_mtime > _DAY:
                    shutil.rmtree(found) if found.is_dir() else found.unlink()
