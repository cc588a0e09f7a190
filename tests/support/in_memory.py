"""What a whole test run writes lies in memory, where there is room: each of its thousand databases waits for a disk else."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
"""Bytes that must be free; a run writes a quarter of it."""
_PREFIX = "peel-tests-"
_A_MINUTE = 60


def write_in_memory() -> Callable[[], None]:
    """Let this process and those that it starts make temporary files in memory; return what removes them.

    Nothing changes where a folder is named (TMPDIR), where there is no such memory, or little, or no file in it may run.
    """
    if "TMPDIR" in os.environ or not _has_room():
        return lambda: None
    for left in _MEMORY.glob(f"{_PREFIX}*"):
        _remove_if_nobodys(left)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_MEMORY))
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)

    def remove() -> None:
        del os.environ["TMPDIR"]
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)

    return remove


def _remove_if_nobodys(folder: Path) -> None:
    """Remove what a run has left that was killed: nobody holds it, and it is none that was made this minute."""
    with suppress(OSError):
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(held).st_mtime > _A_MINUTE:
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


def _has_room() -> bool:
    with suppress(OSError, StopIteration):
        there = os.statvfs(_MEMORY)
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        available = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
        takes_all = os.access(_MEMORY, os.W_OK) and not there.f_flag & (os.ST_NOEXEC | os.ST_RDONLY)
        return takes_all and min(there.f_bavail * there.f_frsize, available) > _ROOM
    return False
