"""How fast: one request at a time to a host, never faster than the delay, slower when the host asks."""

from __future__ import annotations

import datetime as dt
import math
import random
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from .dating import parse_date

_SLOWEST = 60.0
_RECOVERED = 10
LONGEST_WAIT = 7 * 86_400.0
"""Seconds for which a host is left alone at most: a number that stands for ever is no plan, and one more request asks again."""
_ENDLESS = 1e12
_SECONDS = re.compile(r"\+?(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:\s*s(?:ec(?:ond)?s?)?)?(?:;[^,]*)?", re.I)
"""A number of seconds as RFC 9110 has it, and as servers write it besides: a fraction, with its unit."""

Say = Callable[[str], None]


@dataclass
class _Host:
    free_at: float = 0.0
    factor: float = 1.0
    good: int = 0
    asked_delay: float = 0.0


class Pace:
    """Spaces requests for each host. Times are `time.monotonic()` seconds.

    The gap runs from the end of one exchange to the start of the next, so that the host, whatever the
    latency, never sees two requests closer than the delay.
    """

    def __init__(self, delay: float, jitter: float, seed: int | None = None) -> None:
        self._delay = delay
        self._jitter = jitter
        self._random = random.Random(seed)  # noqa: S311 - jitter, no secret
        self._hosts: dict[str, _Host] = {}

    def _host(self, name: str) -> _Host:
        return self._hosts.setdefault(name, _Host())

    def ask_for(self, host: str, seconds: float) -> None:
        """Obey a Crawl-delay, from the request on that told it."""
        state = self._host(host)
        state.asked_delay = seconds
        if state.free_at:
            self.hold(host, seconds)

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked again."""
        left = self._host(host).free_at - time.monotonic()
        if left > 0:
            time.sleep(left)

    def done(self, host: str, strained: bool) -> None:
        """Note the end of an exchange; `strained` (429, 503) doubles the gap until ten good answers."""
        state = self._host(host)
        if strained:
            state.factor, state.good = state.factor * 2, 0
        else:
            state.good += 1
            if state.good >= _RECOVERED:
                state.factor = 1.0
        base = max(self._delay, state.asked_delay)
        gap = max(base, min(base * state.factor, _SLOWEST))
        state.free_at = time.monotonic() + gap * (1 + self._random.random() * self._jitter)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        state = self._host(host)
        state.free_at = max(state.free_at, time.monotonic() + seconds)


class Window:
    """At most so many calls in any 60 seconds."""

    def __init__(self, calls: int, span: float = 60.0) -> None:
        self._calls = calls
        self._span = span
        self._sent: deque[float] = deque()

    def wait(self) -> None:
        """Sleep until a call is within the limit, and count it."""
        while len(self._sent) >= self._calls:
            left = self._sent[0] + self._span - time.monotonic()
            if left > 0:
                time.sleep(left)
            self._sent.popleft()
        self._sent.append(time.monotonic())


def retry_after(value: str | None, answered_at: str | None, now: dt.datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, a week at most; None where it asks nothing sensible.

    A date is read against the answer's own `Date` (`answered_at`), so that a wrong clock on either side does
    not count; without one, against `now` (UTC). Of several values, as a proxy adds its own, the longest counts; a fraction is
    rounded up. A number that is that very time in seconds since 1970 is meant as a date. Source: RFC 9110, 10.2.3.
    """
    text = (value or "").strip()
    told = _http_date(answered_at or "") or now
    seconds = _seconds(text)
    if seconds is None:
        until = _http_date(text) or parse_date(text)
        seconds = (until - told).total_seconds() if until is not None else 0.0
        return min(seconds, LONGEST_WAIT) if seconds > 0 else None
    left = seconds - told.timestamp()
    return min(left if 0 < left <= LONGEST_WAIT else seconds, LONGEST_WAIT)


def _seconds(text: str) -> float | None:
    """Return the longest of the numbers of seconds in a text, in whole seconds; None where it has anything else."""
    found = [_SECONDS.fullmatch(part.strip()) for part in text.split(",") if part.strip()]
    numbers = [math.ceil(min(float(one["number"]), _ENDLESS)) for one in found if one is not None]
    return float(max(numbers)) if numbers and len(numbers) == len(found) else None


def clock_ahead(date: str | None, age: str | None, now: dt.datetime) -> float:
    """Return by how many seconds the clock of whoever answered is ahead of ours (`now`), negative where it is behind; 0 if unsaid.

    An answer that a cache kept for so many seconds (`Age`) has the `Date` of its making (RFC 9111, 5.1).
    """
    made = _http_date((date or "").strip())
    if made is None:
        return 0.0
    kept = float(age) if age and re.fullmatch(r"\d{1,9}", age) else 0.0
    return (made - now).total_seconds() + kept


def _http_date(text: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
