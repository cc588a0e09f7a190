"""The long run: `python -m tests.fuzz.long 200000 [first seed]`, on every core; prints what failed and exits 1."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from .check import parsed
from .soup import one

_CHUNK = 500


def run_chunk(first: int) -> list[str]:
    """Parse the inputs of some seeds; give a line for each that failed."""
    failures = []
    for seed in range(first, first + _CHUNK):
        try:
            parsed(*one(seed))
        except Exception as error:
            failures.append(f"seed {seed}: {type(error).__name__}: {error}")
    return failures


def run(count: int, first: int) -> Iterator[str]:
    """Return the failures of `count` inputs from the seed `first` on."""
    with ProcessPoolExecutor() as pool:
        for failures in pool.map(run_chunk, range(first, first + count, _CHUNK)):
            yield from failures


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    started = time.monotonic()
    failures = 0
    for line in run(count, first):
        failures += 1
        print(line)
    print(f"{count:,} inputs from seed {first}, {failures} failed, {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
