"""Interleaved rounds: in each, every contender works on the same pages back to back, in shuffled order.

A time of this machine is worth little, a ratio inside one round is worth something: reported are the median of
the rounds and the median and quartiles of each round's ratio.
"""

from __future__ import annotations

import os
import platform
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

Contender = Callable[[], None]
_PACKAGES = ("lxml", "beautifulsoup4", "pydantic", "sqlite-utils", "warcio", "isal")


@dataclass(frozen=True)
class Series:
    """The seconds of one contender, a value a round: of the processor, and by the clock on the wall."""

    name: str
    seconds: tuple[float, ...]
    wall: tuple[float, ...] = ()

    def per(self, count: int) -> float:
        """Return the median in microseconds for each of `count` pages."""
        return statistics.median(self.seconds) / count * 1e6


@dataclass(frozen=True)
class Ratio:
    """How often one contender's time goes into another's: the median of the rounds, and the quartiles."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}–{self.high:.2f})"


def interleaved(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Series]:
    """Run every contender once a round, in an order shuffled anew; give their times.

    Of processor time what other programs do on the machine counts little; the wall's clock counts waits too.
    """
    order = random.Random(1)
    used: dict[str, list[float]] = {name: [] for name in contenders}
    wall: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        contender()
    for _ in range(rounds):
        names = list(contenders)
        order.shuffle(names)
        for name in names:
            start, begin = time.process_time(), time.perf_counter()
            contenders[name]()
            used[name].append(time.process_time() - start)
            wall[name].append(time.perf_counter() - begin)
    return {name: Series(name, tuple(used[name]), tuple(wall[name])) for name in contenders}


def ratio(one: Series, other: Series, *, wall: bool = False) -> Ratio:
    """Return one contender's time over another's, round by round; of the processor, or by the `wall`'s clock."""
    times = (one.wall, other.wall) if wall else (one.seconds, other.seconds)
    each = sorted(a / b for a, b in zip(*times, strict=True))
    quartiles = statistics.quantiles(each, n=4) if len(each) > 1 else [each[0]] * 3
    return Ratio(statistics.median(each), quartiles[0], quartiles[2])


def machine() -> dict[str, Any]:
    """Describe what is measured on; no name of a host or a person."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in _PACKAGES},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"
