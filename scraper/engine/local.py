"""Parsing in this process or in several; the order of the captures stays, and one writer loads them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import NamedTuple

from scraper.batches import SIZE, in_batches
from scraper.fetcher.archive import copy_of
from scraper.fetcher.snapshot import Missed, Snapshot, bytes_of
from scraper.loader.captures import snapshot_id
from scraper.loader.crossing import for_another
from scraper.loader.readings import Parcel

from .errors import ENDS_ITS_WORKER
from .extract import read_pages
from .pool import Workers

Found = Snapshot | Missed
_CHUNK = SIZE
_AHEAD = 4  # chunks that wait for each worker: enough to keep it busy while a group is written, few enough to keep memory flat


class Work(NamedTuple):
    """What is to be done with a capture that is read: whether its record is packed for the archive too."""

    pack: bool


class Done(NamedTuple):
    """What was done: the packed record, what the page says; None where it was not asked for."""

    packed: bytes | None = None
    said: Parcel | None = None


_Todo = tuple[Snapshot, Work]


class _Turn(NamedTuple):
    """A capture and what is to be done with it; `like` is its id, `is_again` says that one of its id is under way."""

    item: Found
    todo: _Todo | None = None
    like: str | None = None
    is_again: bool = False


def _do(chunk: Sequence[_Todo], limit: int) -> list[Done]:
    """Return what was done with each capture: all are read before the first is packed (`scraper.batches` says why)."""
    said = read_pages([snapshot for snapshot, _ in chunk], limit)
    packed = [copy_of(snapshot) if work.pack else None for snapshot, work in chunk]
    return [Done(*both) for both in zip(packed, said, strict=True)]


def _do_chunk(chunk: list[_Todo], limit: int) -> list[Done]:
    done = _do(chunk, limit)
    return [_for_another(snapshot, what) for (snapshot, _), what in zip(chunk, done, strict=True)]


def _for_another(snapshot: Snapshot, done: Done) -> Done:
    """Return what was done, with what else the process that loads it would have to make of it."""
    return done if done.said is None else done._replace(said=for_another(done.said, snapshot_id(snapshot)))


def read_all(
    found: Iterator[Found],
    wanted: Callable[[Found], Work | None],
    limit: int,
    workers: int,
    *,
    at_once: int | None = None,
) -> Iterator[tuple[Found, Done]]:
    """Return each capture with what was done with it; `wanted` says what is to be done, None for nothing.

    Captures are taken in chunks of `at_once` (25), and given back in order. With one worker a chunk is done here; with more,
    chunks go to processes, a bounded number ahead, so that memory stays flat. The processes do all that needs no database:
    they pack records, parse and validate, pack what a page says, make the rows that it states and its profile. A process that ends
    takes nothing with it; a page that ends its process, also when it is read alone, comes back as missed. A capture that comes
    again while its like is under way is asked for anew when that one was taken. Raises EngineError where the system starts
    no processes.
    """
    under_way: set[str] = set()
    chunks = in_batches(found, at_once or _CHUNK, weight=bytes_of)
    turns = ([_turn(_todo(item, wanted), item, under_way) for item in chunk] for chunk in chunks)
    for turn, done in _here(turns, limit) if workers == 1 else _in_processes(turns, limit, workers):
        if turn.is_again:
            [(_, done)] = _here([[turn._replace(todo=_todo(turn.item, wanted))]], limit)
        yield turn.item, done
        if turn.like is not None:
            under_way.discard(turn.like)


def _todo(item: Found, wanted: Callable[[Found], Work | None]) -> _Todo | None:
    work = wanted(item)
    return (item, work) if work is not None and isinstance(item, Snapshot) else None


def _turn(todo: _Todo | None, item: Found, under_way: set[str]) -> _Turn:
    if todo is None:
        return _Turn(item)
    like = snapshot_id(todo[0])
    if like in under_way:
        return _Turn(item, is_again=True)
    under_way.add(like)
    return _Turn(item, todo, like)


def _todos(turns: list[_Turn]) -> list[_Todo]:
    return [turn.todo for turn in turns if turn.todo is not None]


def _paired(turns: list[_Turn], done: list[Done]) -> list[tuple[_Turn, Done]]:
    """Return captures each with what was done with it; `done` is that of those with which something was."""
    left = iter(done)
    return [(turn, Done() if turn.todo is None else next(left)) for turn in turns]


def _here(chunks: Iterable[list[_Turn]], limit: int) -> Iterator[tuple[_Turn, Done]]:
    for turns in chunks:
        yield from _paired(turns, _do(_todos(turns), limit))


@dataclass(slots=True)
class _Chunk:
    """Captures in order, what is to be done with each, and the work on them."""

    turns: list[_Turn]
    work: Future[list[Done]]


def _in_processes(chunks: Iterator[list[_Turn]], limit: int, workers: int) -> Iterator[tuple[_Turn, Done]]:
    waiting: deque[_Chunk] = deque()
    with Workers(workers) as pool:
        for turns in chunks:
            waiting.append(_Chunk(turns, pool.give(_do_chunk, _todos(turns), limit)))
            if len(waiting) > workers * _AHEAD:
                yield from _first_of(waiting, pool, limit)
        while waiting:
            yield from _first_of(waiting, pool, limit)


def _first_of(waiting: deque[_Chunk], pool: Workers, limit: int) -> list[tuple[_Turn, Done]]:
    """Take the first chunk off the waiting ones and return it done; what a lost process had is given out again.

    Which chunk ended the process nobody knows: the first is read with nothing else at work, and the others after it.
    """
    first = waiting.popleft()
    done = pool.result(first.work)
    if done is not None:
        return _paired(first.turns, done)
    found = _alone(first.turns, pool, limit)
    for chunk in waiting:
        chunk.work = pool.give(_do_chunk, _todos(chunk.turns), limit)
    return found


def _alone(turns: list[_Turn], pool: Workers, limit: int) -> list[tuple[_Turn, Done]]:
    """Return captures done with nothing else at work: all together, where that ends the process each by itself."""
    done = pool.result(pool.give(_do_chunk, _todos(turns), limit))
    if done is not None:
        return _paired(turns, done)
    if len(turns) > 1:
        return [found for turn in turns for found in _alone([turn], pool, limit)]
    return [(_ends_its_worker(turns[0]), Done())]


def _ends_its_worker(turn: _Turn) -> _Turn:
    """Return what stands for a page that ended its process; one that was not to be read did not."""
    if turn.todo is None:
        return turn
    item = turn.todo[0]
    url = item.url or item.origin or "?"
    message = "to read it ended the worker process, also alone; it is set aside, the rest is loaded"
    return turn._replace(item=Missed(url, "failed", ENDS_ITS_WORKER, message, item.page))
