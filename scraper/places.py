"""Files that are put in the place of others: through links, with the rights that stood there before."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def real_path(path: Path) -> Path:
    """Return the file that a path leads to where it is a link, else the path as it is written."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


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
    """Put a finished file in the place of another by one rename: a link stays, and so do mode and group."""
    target = real_path(target)
    take_rights(made, target)
    made.replace(target)
