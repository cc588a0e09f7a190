"""Parsing in this process or in several; the order of the captures stays, and one writer loads them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from scraper.fetcher.archive import copy_of
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import for_another
from scraper.loader.readings import Parcel

from .errors import ENDS_ITS_WORKER
from .extract import read
from .pool import Workers

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


_Todo = tuple[Snapshot, Work] | None


def _do_chunk(chunk: list[_Todo], limit: int) -> list[Done]:
    return [_for_another(one[0], _do(*one, limit)) if one is not None else Done() for one in chunk]


def _for_another(snapshot: Snapshot, done: Done) -> Done:
    """Return what was done, with what else the process that loads it would have to make of it."""
    return done if done.said is None else done._replace(said=for_another(done.said, snapshot_id(snapshot)))


@dataclass(slots=True)
class _Chunk:
    """Captures in order, what is to be done with each, and the work on them."""

    items: list[Found]
    todo: list[_Todo]
    work: Future[list[Done]]


def read_all(
    found: Iterator[Found], wanted: Callable[[Found], Work | None], limit: int, workers: int
) -> Iterator[tuple[Found, Done]]:
    """Return each capture with what was done with it; `wanted` says what is to be done, None for nothing.

    With one worker that is done as each capture comes; with more, chunks go to processes and come back in
    order, a bounded number ahead, so that memory stays flat. The processes do all that needs no database:
    they pack records, parse and validate, pack what a page says, make the rows that it states and its profile. A process that ends
    takes nothing with it; a page that ends its process, also when it is read alone, comes back as missed. Raises
    EngineError where the system starts no processes.
    """
    if workers == 1:
        for item in found:
            work = wanted(item)
            yield item, _do(item, work, limit) if work is not None and isinstance(item, Snapshot) else Done()
        return
    waiting: deque[_Chunk] = deque()
    with Workers(workers) as pool:
        while True:
            items = list(islice(found, _CHUNK))
            if items:
                todo = [_with(item, wanted(item)) for item in items]
                waiting.append(_Chunk(items, todo, pool.give(_do_chunk, todo, limit)))
            if waiting and (not items or len(waiting) > workers * _AHEAD):
                yield from _first_of(waiting, pool, limit)
            if not items and not waiting:
                return


def _with(item: Found, work: Work | None) -> _Todo:
    return (item, work) if work is not None and isinstance(item, Snapshot) else None


def _first_of(waiting: deque[_Chunk], pool: Workers, limit: int) -> list[tuple[Found, Done]]:
    """Take the first chunk off the waiting ones and return it done; what a lost process had is given out again.

    Which chunk ended the process nobody knows: the first is read with nothing else at work, and the others after it.
    """
    first = waiting.popleft()
    done = pool.result(first.work)
    if done is not None:
        return list(zip(first.items, done, strict=True))
    found = _alone(first.items, first.todo, pool, limit)
    for chunk in waiting:
        chunk.work = pool.give(_do_chunk, chunk.todo, limit)
    return found


def _alone(items: list[Found], todo: list[_Todo], pool: Workers, limit: int) -> list[tuple[Found, Done]]:
    """Return captures done with nothing else at work: all together, where that ends the process each by itself."""
    done = pool.result(pool.give(_do_chunk, todo, limit))
    if done is not None:
        return list(zip(items, done, strict=True))
    if len(items) > 1:
        each = zip(items, todo, strict=True)
        return [found for item, one in each for found in _alone([item], [one], pool, limit)]
    return [(items[0] if todo[0] is None else _ends_its_worker(todo[0][0]), Done())]


def _ends_its_worker(page: Snapshot) -> Missed:
    url = page.url or page.origin or "?"
    message = "to read it ended the worker process, also alone; it is set aside, the rest is loaded"
    return Missed(url, "failed", ENDS_ITS_WORKER, message, page.page)
