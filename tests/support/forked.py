"""A function in a process of its own, forked from this one: it can be killed, limited and waited for."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO


@dataclass
class Forked:
    """The process: its number, what it writes to standard output, its exit code once it has ended."""

    pid: int
    stdout: TextIO

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return the exit code when it has ended, negative for a signal; what it still writes is thrown away."""
        with self.stdout:
            self.stdout.read()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def forked(action: Callable[[], int | None]) -> Forked:
    """Run a function in a process of its own; its exit code is what the function returns, 0 for None, 70 if it raises."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return Forked(pid, os.fdopen(reader))
    code = 70
    try:
        os.close(reader)
        sys.stdout = os.fdopen(writer, "w")
        code = action() or 0
        sys.stdout.flush()
    finally:
        os._exit(code)
