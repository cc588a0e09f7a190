"""sqlite-utils as it is where there is no pandas: with it each command would take 0.4 seconds and 80 MB more.

It imports pandas and numpy wherever they are installed, to know the types of their columns; rows of peel have none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _as_if_absent(*packages: str) -> Iterator[None]:
    """Let packages that are not loaded be found by no import inside; afterwards they are what they were."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _as_if_absent("pandas", "numpy"):
    from sqlite_utils import Database, Migrations
    from sqlite_utils.db import NotFoundError

__all__ = ["Database", "Migrations", "NotFoundError"]
