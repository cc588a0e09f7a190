"""`python -m benchmarks`: measure everything, write docs/performance.md's table and benchmarks/results/latest.json."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from . import bulk, child, street
from .measure import machine
from .report import write


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few pages and rounds; writes nothing")
    parser.add_argument("--large", action="store_true", help="memory at 50,000 captures too (half an hour)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peel-bench-") as folder:
        found = measure(Path(folder), quick=arguments.quick, large=arguments.large)
    write(found, keep=not arguments.quick)


def measure(folder: Path, *, quick: bool, large: bool) -> dict[str, Any]:
    """Return all figures; a few minutes, some seconds where it is to be `quick`."""
    count, rounds = (10, 3) if quick else (30, 9)
    sizes = (50, 100) if quick else (500, 5000, 10_000, *((50_000,) if large else ()))
    steps: dict[str, Any] = {
        "machine": machine,
        "parsing": lambda: street.parsing(count, rounds),
        "loading": lambda: street.loading(count, rounds, folder),
        "unchanged": lambda: street.unchanged(count, rounds, folder),
        "captures of one page": lambda: bulk.lines(10 if quick else 40, 40 if quick else 160, min(rounds, 5), folder),
        "whole runs": lambda: bulk.runs(60 if quick else 1000, 4 if quick else 43, 3, folder),
        "a quiet run": lambda: bulk.quiet(100 if quick else 10_000, 3, folder),
        "startup": lambda: child.startup(5 if quick else 15),
        "workers": lambda: child.workers(count * 20, 1 if quick else 5, folder),
        "memory": lambda: child.memory(sizes, folder),
    }
    found = {}
    for name, step in steps.items():
        print(f"{name} …", flush=True)
        found[name] = step()
    return found


if __name__ == "__main__":
    main()
