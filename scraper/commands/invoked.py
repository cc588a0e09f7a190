"""How peel was called, so that a command that is printed can be typed as it stands."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path


def invoked() -> str:
    """Return the word that calls peel here: `peel` where the shell finds this one, else the path that was typed."""
    called = Path(sys.argv[0])
    if called.name != "peel":
        return "peel"
    found = shutil.which("peel")
    if found is not None and Path(found).resolve() == called.resolve():
        return "peel"
    return shlex.quote(_typed(called))


def _typed(called: Path) -> str:
    """Return a path as a person types it: from the working folder where it lies below, with a slash in it."""
    try:
        near = str(called.resolve().relative_to(Path.cwd().resolve())) if called.is_absolute() else str(called)
    except (ValueError, OSError):
        return str(called)
    return near if "/" in near else f"./{near}"
