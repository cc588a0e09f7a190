"""Python's search for cycles of dead objects, made seldom while many pages are read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 50_000
"""New objects (containers, net) between two looks; the default of 700 looks some 400 times in 1,000 pages."""


@contextmanager
def seldom_searched() -> Iterator[None]:
    """Let the search for cycles run seldom inside, then as before.

    A page that is read and loaded leaves no cycles (in 1,000 pages of all layouts none was found), only the tree of
    a damaged one does, and each look walks what is alive: a twelfth of a bulk load's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
