"""Signals: the first ends the run after the page in hand, a second at once (F57)."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from scraper.errors import Interrupted

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop:
    """Turns signals into `Interrupted`: at once while waiting for a page, else when the page in hand is done."""

    def __init__(self) -> None:
        self.asked = False
        self._deferred = False

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, True
        if again or not self._deferred:
            raise Interrupted

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Handle the signals inside; whatever handled them before does so again after.

        One that the parent set to be ignored stays so, as SIGHUP under nohup.
        """
        heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
        before = {number: signal.signal(number, self._signalled) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """Let a first signal wait until the block is done: a page is loaded whole or not at all."""
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False
        if self.asked:
            raise Interrupted
