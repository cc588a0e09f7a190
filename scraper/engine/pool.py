"""Worker processes of this machine, which are started anew where one of them is killed.

Each has a pipe of its own, whose other end nobody else holds: when it ends, also in the middle of what it sends, that is
noticed at once. The pool of the standard library has one pipe for all, and waits there for the rest for good.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import Pipe, Process, parent_process
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from .errors import EngineError

P = ParamSpec("P")
T = TypeVar("T")


class Lost(Exception):
    """The process that had the work ended before it gave what it came to."""


class _Worker:
    """A process, and the end of its pipe on this side."""

    def __init__(self) -> None:
        self._here, there = Pipe()
        self._process = Process(target=_serve, args=(there,), daemon=True)
        try:
            self._process.start()
        finally:
            there.close()

    def ask(self, work: Callable[..., T], args: tuple[Any, ...], more: dict[str, Any]) -> T:
        """Have work done and return what it came to; raises what it raised, and Lost."""
        try:
            self._here.send((work, args, more))
            value, error = self._here.recv()
        except (EOFError, OSError) as lost:
            raise Lost from lost
        if error is not None:
            raise error
        done: T = value
        return done

    def end(self) -> None:
        """End the process, whatever it does; `ask` raises Lost from then on."""
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        """Close the pipe, when nobody asks any more."""
        self._here.close()


class Workers:
    """So many worker processes, at work on what is given to them; a context manager that ends them.

    Raises EngineError where the system starts none, or none that lives.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def give(self, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> Future[T]:
        """Give work out; the future raises Lost where the process that has it ends, or has ended before."""
        return self._threads.submit(self._ask, work, args, more)

    def result(self, work: Future[T]) -> T | None:
        """Return what work came to, None where a process ended meanwhile: then all are started anew (`renew`)."""
        try:
            return work.result()
        except Lost:
            self.renew()
            return None

    def renew(self) -> None:
        """Start all processes anew; what was given out is forgotten."""
        self._end()
        self._start()
        try:
            self.give(os.getpid).result()
        except Lost as error:
            raise _none("they end before they do anything") from error

    def _ask(self, work: Callable[..., T], args: tuple[Any, ...], more: dict[str, Any]) -> T:
        worker = self._idle.get()
        try:
            return worker.ask(work, args, more)
        finally:
            self._idle.put(worker)

    def _start(self) -> None:
        self._workers: list[_Worker] = []
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(self._count)
        try:
            for _ in range(self._count):
                self._workers.append(_Worker())
                self._idle.put(self._workers[-1])
        except OSError as error:
            self._end()
            raise _none(error.strerror or str(error)) from error

    def _end(self) -> None:
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()


def _none(why: str) -> EngineError:
    return EngineError(f"no worker processes can be had ({why}); run again with --workers 1")


def _begin() -> None:
    """Begin a worker process: it leaves the keyboard and the terminal to its parent, and ends with it.

    A request to end is obeyed at once: a fork has the handlers of its parent, which would let it work on.
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


def _serve(there: Connection) -> None:
    """Do what is asked for, until nobody asks any more."""
    _begin()
    with suppress(EOFError, OSError):
        while True:
            work, args, more = there.recv()
            value, raised = None, None
            try:
                value = work(*args, **more)
            except Exception as error:
                raised = error
            there.send((value, raised))
