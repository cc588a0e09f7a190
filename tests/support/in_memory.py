"""What a whole test run writes lies in memory, where there is room: each of its thousand databases waits for a disk else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
"""Bytes that must be free; a run writes a quarter of it."""
_PREFIX = "peel-tests-"


def write_in_memory() -> Callable[[], None]:
    """Let this process and those that it starts make temporary files in memory; return what removes them.

    Nothing changes where a folder is named (TMPDIR), where there is no such memory, or little, or no file in it may run.
    """
    if "TMPDIR" in os.environ or not _has_room():
        return lambda: None
    for left in _MEMORY.glob(f"{_PREFIX}*"):
        if not Path("/proc", left.name.removeprefix(_PREFIX)).exists():
            shutil.rmtree(left, ignore_errors=True)  # of a run that was killed
    folder = _MEMORY / f"{_PREFIX}{os.getpid()}"
    folder.mkdir(mode=0o700)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)

    def remove() -> None:
        del os.environ["TMPDIR"]
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)

    return remove


def _has_room() -> bool:
    with suppress(OSError, StopIteration):
        there = os.statvfs(_MEMORY)
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        available = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:"))
        takes_all = os.access(_MEMORY, os.W_OK) and not there.f_flag & (os.ST_NOEXEC | os.ST_RDONLY)
        return takes_all and min(there.f_bavail * there.f_frsize, available) > _ROOM
    return False
