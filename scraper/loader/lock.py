"""One run at a time: a lock that a dead owner can not keep."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import TypeAdapter

from scraper.errors import ExitCode, UsageError
from scraper.places import NotWrittenError, not_usable
from scraper.store.reread import UnreadError, reread

from .errors import LockedError

_OWNER = TypeAdapter(dict[str, str])
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


def lock_path(database: Path) -> Path:
    """Return the lock file of a database."""
    return database.with_name(database.name + ".lock")


@contextmanager
def alone(state: Path, archive: Path) -> Iterator[None]:
    """Hold what runs of several databases may share: the runs' database and the archive's folder, which may lie on a disk without locks.

    Each run closes what the one before left open, and cuts torn ends off: it would do so to one that is at work.
    """
    with locked(state), locked(archive / ".peel", needed=False):
        yield


@contextmanager
def locked(database: Path, *, wait: float = 0.5, needed: bool = True) -> Iterator[None]:
    """Hold the lock of a database, or of whatever is at a path; the system lets go of it when the process ends, however it ends.

    `wait` is how long, in seconds, the other run has to write down who it is, or to end. Raises LockedError
    with its process id, host and start, and NotWrittenError where the folder can not be written or, where the lock is
    `needed`, does not know locks.
    """
    path = lock_path(database)
    _refuse_no_file(path)
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise not_usable(path, error) from error
    _handles.add(handle)
    try:
        _take(handle, path, wait, needed)
        _sign(handle)
        yield
        os.ftruncate(handle, 0)
    finally:
        _handles.discard(handle)
        os.close(handle)


def refuse_held(database: Path, *, needed: bool = True) -> None:
    """Raise what `locked` would of a lock that is there; it is not kept, and nothing is written."""
    path = lock_path(database)
    _refuse_no_file(path)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError as error:
        if not Path(os.path.realpath(path)).parent.is_dir() and path.is_symlink():
            raise not_usable(path, error) from error
        return
    except OSError as error:
        raise not_usable(path, error) from error
    try:
        _take(handle, path, 0, needed)
    finally:
        os.close(handle)


def _refuse_no_file(path: Path) -> None:
    """Refuse a folder, a device or a pipe in the place of a lock: a pipe would keep waiting whoever opens it."""
    if path.exists() and not path.is_file():
        raise UsageError(f"{path} is no file, and a lock has to be one; take it away")


_handles: set[int] = set()


def _let_go() -> None:
    """Close the locks in a process made by fork: one that outlives the run must not keep its lock."""
    while _handles:
        os.close(_handles.pop())


os.register_at_fork(after_in_child=_let_go)


def owner(database: Path) -> dict[str, str]:
    """Return who holds or last held a lock: `pid`, `host`, `started_at`; empty where nobody is written down."""
    try:
        return reread(_OWNER, lock_path(database).read_bytes())
    except (OSError, UnreadError):
        return {}


def _take(handle: int, path: Path, wait: float, needed: bool) -> None:
    end = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno in _NO_LOCKS and not needed:
                return
            if error.errno in _NO_LOCKS:
                raise NotWrittenError(
                    f"the folder of {path} can not lock files ({error.strerror}); put the database on a local disk",
                    ExitCode.USAGE,
                ) from error
            if time.monotonic() >= end:
                raise _held(path) from error
        time.sleep(0.05)


def _held(path: Path) -> LockedError:
    who = owner(path.with_suffix(""))
    pid, host = who.get("pid", "unknown"), who.get("host", "unknown")
    since = who.get("started_at", "an unknown time")
    message = f"another run holds {path}: process {pid} on {host}, started {since}; wait for it to end"
    return LockedError(message)


def _sign(handle: int) -> None:
    """Write down who holds a lock; it is held without that too, where the disk is full."""
    who = {
        "pid": str(os.getpid()),
        "host": socket.gethostname(),
        "started_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(who).encode(), 0)
