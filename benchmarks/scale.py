"""A set of WARC files through one process and through a two-worker cluster: equal databases, times, memory.

`python -m benchmarks.scale --captures 50000 --folder DIR`. One worker of the cluster is killed on the way.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from scraper.loader.tables import SPECS

from .report import RESULTS
from .warcs import write_set

_PLACES = frozenset({"warc_file", "warc_offset"})


def main() -> None:
    """Make the set where it is not there, run both, compare, write benchmarks/results/scale.json."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--captures", type=int, default=50_000)
    parser.add_argument("--folder", type=Path, required=True, help="about 25 KB a capture, three times")
    parser.add_argument("--each", type=int, default=500, help="captures in a WARC file")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    write_set(folder / "warcs", arguments.captures, each=arguments.each)
    files = [str(path) for path in sorted((folder / "warcs").glob("*.warc.gz"))]
    files = files[: -(-arguments.captures // arguments.each)]
    found: dict[str, Any] = {"captures": arguments.captures, "files": len(files)}
    found["bytes of WARC a capture"] = sum(Path(file).stat().st_size for file in files) // arguments.captures
    found["one process"] = _timed(files, folder / "one")
    found["two workers, one killed"] = _timed(files, folder / "two", "--engine", "dask", "--workers", "2", kill=True)
    found["tables that differ"] = differing(folder / "one" / "peel.db", folder / "two" / "peel.db")
    found["database bytes a capture"] = (folder / "one" / "peel.db").stat().st_size // arguments.captures
    print(json.dumps(found, indent=1))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.with_name("scale.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def _timed(files: list[str], out: Path, *options: str, kill: bool = False) -> dict[str, Any]:
    code = "import sys; from scraper.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "run",
        *files,
        "--db",
        str(out / "peel.db"),
        "--archive-dir",
        str(out / "archive"),
    ]
    start, before = time.monotonic(), os.times()
    with subprocess.Popen([*command, "--quiet", *options], stdout=subprocess.PIPE, text=True) as process:
        watch = _Watch(process.pid, kill)
        watch.start()
        said = process.communicate()[0]
        watch.join()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return {
        "seconds": round(time.monotonic() - start), "processor seconds": round(used), "exit code": process.returncode,
        "peak MB of the loader": round(watch.peak), "workers killed": watch.killed, "verdict": said.strip().splitlines()[-1],
    }  # fmt: skip


class _Watch(threading.Thread):
    """Watches a run's memory, and kills one process of its cluster once it has been at work for a while."""

    def __init__(self, pid: int, kill: bool) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._kill = kill
        self.peak = 0.0
        self.killed = 0

    def run(self) -> None:
        import psutil

        process = psutil.Process(self._pid)
        start = time.monotonic()
        try:
            while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                self.peak = max(self.peak, process.memory_info().rss / 2**20)
                if self._kill and not self.killed and time.monotonic() - start > 30:
                    self._kill_one(process)
                time.sleep(0.5)
        except psutil.NoSuchProcess:
            return

    def _kill_one(self, process: Any) -> None:
        """Kill the child that has used most processor time: a worker, not a helper of the interpreter."""
        busy = max(process.children(recursive=True), key=lambda child: sum(child.cpu_times()[:2]), default=None)
        if busy is not None:
            os.kill(busy.pid, signal.SIGKILL)
            self.killed += 1


def differing(one: Path, other: Path) -> list[str]:
    """Return the tables whose rows differ; where the archive keeps a capture is no part of the comparison."""
    left, right = (sqlite3.connect(f"file:{path}?mode=ro", uri=True) for path in (one, other))
    return [name for name in SPECS if _rows(left, name) != _rows(right, name)]


def _rows(conn: sqlite3.Connection, table: str) -> set[tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in SPECS[table].names if name not in _PLACES)
    return set(conn.execute(f'SELECT {columns} FROM "{table}"'))


if __name__ == "__main__":
    main()
