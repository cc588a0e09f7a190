"""Parsing in this process or in several; the order of the captures stays, and one writer loads them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import NamedTuple

from scraper.fetcher.archive import copy_of
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import with_statement
from scraper.loader.readings import Parcel

from .extract import read

Found = Snapshot | Missed
_CHUNK = 25
_AHEAD = 4  # chunks that wait for each worker: enough to keep it busy while a group is written, few enough to keep memory flat


class Work(NamedTuple):
    """What is to be done with a capture: its record packed for the archive, the page read."""

    pack: bool
    read: bool


class Done(NamedTuple):
    """What was done: the packed record, what the page says; None where it was not asked for."""

    packed: bytes | None = None
    said: Parcel | None = None


def _do(snapshot: Snapshot, work: Work, limit: int) -> Done:
    return Done(copy_of(snapshot) if work.pack else None, read(snapshot, limit) if work.read else None)


def _do_chunk(chunk: list[tuple[Snapshot, Work] | None], limit: int) -> list[Done]:
    return [_for_another(one[0], _do(*one, limit)) if one is not None else Done() for one in chunk]


def _for_another(snapshot: Snapshot, done: Done) -> Done:
    """Return what was done, with what else the process that loads it would have to make of it."""
    return done if done.said is None else done._replace(said=with_statement(done.said, snapshot_id(snapshot)))


def _end_with_parent() -> None:
    """End this process when its parent does, however that ends; what it works on then is wanted by nobody."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def read_all(
    found: Iterator[Found], wanted: Callable[[Found], Work | None], limit: int, workers: int
) -> Iterator[tuple[Found, Done]]:
    """Return each capture with what was done with it; `wanted` says what is to be done, None for nothing.

    With one worker that is done as each capture comes; with more, chunks go to processes and come back in
    order, a bounded number ahead, so that memory stays flat. The processes do all that needs no database:
    they pack records, parse and validate, pack what a page says and make the rows that it states.
    """
    if workers == 1:
        for item in found:
            work = wanted(item)
            yield item, _do(item, work, limit) if work is not None and isinstance(item, Snapshot) else Done()
        return
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        waiting: deque[tuple[list[Found], Future[list[Done]]]] = deque()
        while True:
            chunk = list(islice(found, _CHUNK))
            if chunk:
                waiting.append((chunk, pool.submit(_do_chunk, [_with(item, wanted(item)) for item in chunk], limit)))
            if waiting and (not chunk or len(waiting) > workers * _AHEAD):
                items, future = waiting.popleft()
                yield from zip(items, future.result(), strict=True)
            if not chunk and not waiting:
                return


def _with(item: Found, work: Work | None) -> tuple[Snapshot, Work] | None:
    return (item, work) if work is not None and isinstance(item, Snapshot) else None
