"""Worker processes of this machine: a pool that is started anew where one of them is killed.

A pool of the standard library is broken for good when one of its processes ends, by the system's want of memory or by a
page at which a C library breaks; all that waits is then lost with it, and has to be given out again.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType
from typing import ParamSpec, TypeVar

from .errors import EngineError

P = ParamSpec("P")
T = TypeVar("T")
Lost = BrokenProcessPool
"""Raised by the future of what was given to a pool one of whose processes ended, whichever of them had it."""


class Workers:
    """So many worker processes, at work on what is given to them; a context manager that ends them.

    Raises EngineError where the system starts none, or none that lives.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool = self._new()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def give(self, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> Future[T]:
        """Give work out; the future raises Lost where a process ended meanwhile, this one's or another."""
        try:
            return self._pool.submit(work, *args, **more)
        except BrokenProcessPool as error:
            lost: Future[T] = Future()
            lost.set_exception(error)
            return lost
        except OSError as error:
            raise _none(error.strerror or str(error)) from error

    def result(self, work: Future[T]) -> T | None:
        """Return what work came to, None where a process ended meanwhile: then all are started anew (`renew`)."""
        try:
            return work.result()
        except Lost:
            self.renew()
            return None

    def renew(self) -> None:
        """Start all processes anew; what was given out is forgotten."""
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._new()
        try:
            self.give(os.getpid).result()
        except Lost as error:
            raise _none("they end before they do anything") from error

    def _new(self) -> ProcessPoolExecutor:
        try:
            return ProcessPoolExecutor(self._count, initializer=_begin)
        except (OSError, ImportError, NotImplementedError) as error:
            raise _none(str(error)) from error


def _none(why: str) -> EngineError:
    return EngineError(f"no worker processes can be had ({why}); run again with --workers 1")


def _begin() -> None:
    """Begin a worker process: it leaves the keyboard and the terminal to its parent, and ends with it.

    A request to end is obeyed at once, since by that a broken pool ends the rest; a fork has the handlers of its parent.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    Thread(target=watch, daemon=True).start()
