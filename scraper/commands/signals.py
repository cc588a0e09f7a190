"""Signals that end a command: it ends as by Ctrl-C, so that what is half made is taken away first."""

from __future__ import annotations

import signal
from types import FrameType

from scraper.errors import Interrupted

_ENDING = (signal.SIGTERM, signal.SIGHUP)


def heed() -> None:
    """Let what would end the process at once raise `Interrupted`; a signal that the parent set to be ignored stays so."""
    for number in _ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupted)


def done() -> None:
    """Let no signal change how the process ends any more: it has its exit code, and Python gives signals back to the system as it goes."""
    for number in (signal.SIGINT, *_ENDING):
        signal.signal(number, signal.SIG_IGN)


def is_of_signal(error: BaseException | None) -> bool:
    """Return whether an error is a signal's: until 3.12 Python wraps what is raised while it makes a class, as all imports do."""
    while error is not None and not isinstance(error, KeyboardInterrupt | Interrupted):
        error = error.__cause__
    return error is not None


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted
