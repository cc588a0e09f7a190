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

from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.readings import Parcel

from .extract import read

Found = Snapshot | Missed
_CHUNK = 25
_AHEAD = 2  # chunks that wait for each worker: enough to keep it busy, few enough to keep memory flat


def _read_chunk(snapshots: list[Snapshot | None], limit: int) -> list[Parcel | None]:
    return [read(snapshot, limit) if snapshot is not None else None for snapshot in snapshots]


def _end_with_parent() -> None:
    """End this process when its parent does, however that ends; what it works on then is wanted by nobody."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()


def read_all(
    found: Iterator[Found], fresh: Callable[[Found], bool], limit: int, workers: int
) -> Iterator[tuple[Found, Parcel | None]]:
    """Return each capture with what it says, None for one that is missed or not `fresh`.

    With one worker each capture is parsed as it comes; with more, chunks go to processes and come back in
    order, a bounded number ahead, so that memory stays flat. The processes do all that needs no database:
    they parse and validate, and what they say is packed on its way back.
    """
    if workers == 1:
        for item in found:
            yield item, read(item, limit) if isinstance(item, Snapshot) and fresh(item) else None
        return
    with ProcessPoolExecutor(workers, initializer=_end_with_parent) as pool:
        waiting: deque[tuple[list[Found], Future[list[Parcel | None]]]] = deque()
        while True:
            chunk = list(islice(found, _CHUNK))
            if chunk:
                work = [item if isinstance(item, Snapshot) and fresh(item) else None for item in chunk]
                waiting.append((chunk, pool.submit(_read_chunk, work, limit)))
            if waiting and (not chunk or len(waiting) > workers * _AHEAD):
                items, future = waiting.popleft()
                yield from zip(items, future.result(), strict=True)
            if not chunk and not waiting:
                return
