"""Pages in groups: where the source can be read again, many pages share a transaction of each database, and one sync.

A capture keeps a savepoint of its own, and the rows of its page are written at the group's end, once for all its captures.
A kill takes the group in hand with it, and nothing else: its pages are where they came from, and the next run reads them
there. What was fetched keeps its own transaction, and its bytes are on disk before anyone looks inside.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import TypeVar

from scraper.errors import Interrupted, PeelError
from scraper.loader.later import Later
from scraper.loader.publish import disk_error, working_path
from scraper.quality.current import keep_told
from scraper.store.frontier import Frontier

from .context import RunContext

T = TypeVar("T")
SIZE = 250
"""Captures of a group: about a second's work."""


def in_groups(run: RunContext, items: Iterable[T], handle: Callable[[T], None]) -> None:
    """Do something with each item, so many at a time in one transaction.

    What a signal or an error ends is kept up to there; only what the disk refuses is undone.
    """
    left = iter(items)
    is_more = True
    while is_more:
        with _group(run):
            is_more, stopped = _some(left, handle)
        if stopped is not None:
            raise stopped


def _some(left: Iterator[T], handle: Callable[[T], None]) -> tuple[bool, Interrupted | PeelError | None]:
    """Handle the items of one group; returns whether there may be more, and what ended it."""
    count = 0
    try:
        for count, item in enumerate(islice(left, SIZE), 1):  # noqa: B007 - the last number is the count
            handle(item)
    except (Interrupted, PeelError) as error:
        return False, error
    return count == SIZE, None


@contextmanager
def _group(run: RunContext) -> Iterator[None]:
    """Commit what is done inside in this order: the archive's bytes, the database, the state. A signal waits for that."""
    with ExitStack() as at_last, run.state.transaction(), _of_the_database(run), run.db.atomic(), run.archive.group():
        run.later = Later(run.db)
        try:
            yield
            at_last.enter_context(run.stop.deferred())
            run.later.settle()
            with run.state.transaction() as state:
                keep_told(run.db, state, run.told)
                _note_ends(run)
        finally:
            run.later = None
            run.told.clear()


def _note_ends(run: RunContext) -> None:
    """Note how far the archive's files are known: they are synced before that is committed, and need not be looked at again."""
    frontier = Frontier(run.state)
    for end in run.archive.ends:
        frontier.written(end)


@contextmanager
def _of_the_database(run: RunContext) -> Iterator[None]:
    """Tell what the database refuses as its own: the state's transaction around it would take it for its."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise disk_error(error, working_path(run.settings.db)) from error
