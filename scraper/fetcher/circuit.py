"""Which hosts are left alone for the rest of a run: after refusals or failures in a row, or because they asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from .classify import Verdict
from .options import FetchSettings
from .pace import Say


@dataclass
class _Host:
    blocks: int = 0
    failures: int = 0
    waits: int = 0
    stopped: Verdict | None = None


class Circuit:
    """Counts what hosts do in a row; a host whose circuit is open is asked nothing more in this run."""

    def __init__(self, settings: FetchSettings, say: Say) -> None:
        self._settings = settings
        self._say = say
        self._hosts: dict[str, _Host] = {}

    def _host(self, url: str) -> _Host:
        return self._hosts.setdefault(urlsplit(url).netloc, _Host())

    def stopped(self, url: str) -> Verdict | None:
        """Return why the host of an address is left alone, None where it is not."""
        return self._host(url).stopped

    def stop(self, url: str, reason: str, words: str) -> Verdict:
        """Leave the host of an address alone from now on; tells so once, and returns the verdict on its pages."""
        host = urlsplit(url).netloc
        verdict = Verdict("not_reached", reason, f"{host} {words}; run again later, the state is kept")
        if self._host(url).stopped is None:
            self._say(verdict.message)
        self._host(url).stopped = verdict
        return verdict

    def good(self, url: str) -> None:
        """Note a sound answer."""
        state = self._host(url)
        state.blocks = state.failures = state.waits = 0

    def block(self, url: str) -> None:
        """Note a refusal."""
        state = self._host(url)
        state.blocks += 1
        if state.blocks >= self._settings.blocks_in_a_row:
            self.stop(url, "host_blocked", f"refused {state.blocks} times in a row and is left alone")

    def too_many(self, url: str) -> Verdict | None:
        """Note an answer 429; the verdict on its pages where a host gives no other, though it was left alone for as long as it asked."""
        state = self._host(url)
        state.waits += 1
        if state.waits < self._settings.waits_in_a_row:
            return None
        return self.stop(
            url, "host_blocked", f"answered 429 (too many requests) {state.waits} times in a row and is left alone"
        )

    def failure(self, url: str) -> None:
        """Note an address that failed for good."""
        state = self._host(url)
        state.failures += 1
        if state.failures >= self._settings.failures_in_a_row:
            self.stop(url, "host_failing", f"failed {state.failures} times in a row and is left alone")
