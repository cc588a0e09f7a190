"""Work in batches: one stage is done for some items before the next stage begins with the first of them.

A page is read, parsed, packed and loaded by code and tables that are far larger than a processor's caches. Page by page
each stage finds there what the others left; in batches it finds its own. A bulk load takes a quarter less.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Stages = Generator[None, None, T]
"""A work in stages: it yields at the end of each, and returns what comes of it."""
SIZE = 25
"""Items of a batch: more of them gain nothing, and what waits is held in memory."""
HEAVY = 4 << 20
"""Bytes with which a batch ends, twice what as many common pages have."""


def in_batches(
    items: Iterable[T], size: int = SIZE, *, weight: Callable[[T], int] = lambda _: 0, heavy: int = HEAVY
) -> Iterator[list[T]]:
    """Return items in lists of `size`, in order; a list ends before that with the item by which its `weight` comes to `heavy`.

    What the items' own iterator raises, an interruption too, is raised when what came before it was handed on.
    """
    left = iter(items)
    while True:
        batch: list[T] = []
        sum_, stopped = 0, None
        try:
            while len(batch) < size and sum_ < heavy:
                item = next(left)
                batch.append(item)
                sum_ += weight(item)
        except BaseException as error:  # whatever it is, it is raised below
            stopped = error
        if batch:
            yield batch
        if isinstance(stopped, StopIteration):
            return
        if stopped is not None:
            raise stopped


def in_step(works: Iterable[Stages[T]]) -> list[T]:
    """Return what each work returns, in order; all are brought to the end of a stage before the first begins the next.

    Raises what a work raises, and leaves the others where they are.
    """
    results: dict[int, T] = {}
    going = dict(enumerate(works))
    while going:
        for place, work in list(going.items()):
            try:
                next(work)
            except StopIteration as ended:
                results[place] = ended.value
                del going[place]
    return [results[place] for place in sorted(results)]
