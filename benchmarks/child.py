"""What is measured in a process of its own: peak memory of a run, the gain of two processes, start-up time."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from .measure import Ratio
from .warcs import write_set

_LOOP = 3_000_000
_EACH = 500  # captures in a WARC file


def _child(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child", *arguments], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def memory(counts: tuple[int, ...], folder: Path) -> dict[str, Any]:
    """Return the peak memory in MB of a whole run over so many captures in WARC files, a process each."""
    found: dict[str, Any] = {}
    warcs = folder / "warcs"
    for count in counts:
        write_set(warcs, count, each=_EACH)
        found[str(count)] = _child("run", str(warcs), str(folder / f"memory-{count}"), str(-(-count // _EACH)))
    return found


def _run(warcs: str, out: str, files: str) -> dict[str, Any]:
    from scraper.pipeline import Request, run
    from scraper.settings import load_settings

    start, used = time.monotonic(), time.process_time()
    settings = load_settings(db=Path(out) / "peel.db", archive_dir=Path(out) / "archive")
    targets = [str(path) for path in sorted(Path(warcs).glob("*.warc.gz"))[: int(files)]]
    report = run(settings, Request(targets=tuple(targets)))
    return {
        "peak MB": _peak(),
        "seconds": round(time.monotonic() - start, 1),
        "processor seconds": round(time.process_time() - used, 1),
        "captures": report.planned,
        "exit code": int(report.verdict.code),
    }


def _peak() -> float:
    """Return the peak of resident memory in MB; `ru_maxrss` would count the parent's before this program began."""
    status = Path("/proc/self/status").read_text("ascii", "replace")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(kilobytes) / 1024, 1)


# --- two processes -------------------------------------------------------------------------------------------


def _spin(turns: int) -> int:
    total = 0
    for n in range(turns):
        total += n & 7
    return total


def _control(processes: int) -> float:
    start = time.monotonic()
    if processes == 1:
        _spin(_LOOP * 8)
    else:
        with ProcessPoolExecutor(processes) as pool:
            list(pool.map(_spin, [_LOOP] * 8))
    return time.monotonic() - start


def _street(processes: int, warcs: Path, folder: Path) -> float:
    """Read, parse, pack and load WARC files with so many processes, in groups as a run does.

    Nothing is written to an archive, which waits for the disk.
    """
    from scraper.engine.local import Work, read_all
    from scraper.fetcher.snapshot import Snapshot
    from scraper.fetcher.warcsource import WarcSource
    from scraper.garbage import seldom_searched
    from scraper.loader.load import load_groups
    from scraper.pipeline.groups import SIZE

    from .street import fresh

    todo = Work(pack=True)
    start = time.monotonic()
    db = fresh(folder / "workers.db")
    found = (item for path in sorted(warcs.glob("*.warc.gz")) for item in WarcSource(path).snapshots())
    pages = read_all(found, lambda _: todo, 20 << 20, processes)
    said = ((item, done.said) for item, done in pages if isinstance(item, Snapshot) and done.said is not None)
    with seldom_searched():
        for _ in load_groups(db, said, SIZE):
            pass
    db.close()
    return time.monotonic() - start


def workers(count: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure what two processes gain, beside what a loop of pure Python gains from two in the same rounds."""
    warcs = folder / f"workers-{count}"
    write_set(warcs, count)
    loops, streets, shares = [], [], []
    for _ in range(rounds):
        loop = _control(1) / _control(2)
        street = _street(1, warcs, folder) / _street(2, warcs, folder)
        loops.append(loop)
        streets.append(street)
        shares.append(street / loop)
    quartiles = statistics.quantiles(shares, n=4) if rounds > 1 else [shares[0]] * 3
    return {
        "captures": count,
        "control loop": round(statistics.median(loops), 2),
        "peel": round(statistics.median(streets), 2),
        "peel ÷ control": Ratio(statistics.median(shares), quartiles[0], quartiles[2]),
    }


def startup(rounds: int) -> dict[str, Any]:
    """Return the milliseconds of processor time of `peel --help` over those of bare Python, medians of the rounds.

    `os.wait4` gives a child's own time to the microsecond; `os.times` counts in steps of ten milliseconds.
    """
    bare = [sys.executable, "-c", "pass"]
    peel = [sys.executable, "-c", "import sys; sys.argv = ['peel', '--help']; from scraper.entry import main; main()"]
    times: dict[str, list[float]] = {"bare": [], "peel": []}
    for _ in range(rounds):
        for name, command in (("bare", bare), ("peel", peel)):
            with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, command
            times[name].append((usage.ru_utime + usage.ru_stime) * 1000)
    low, high = statistics.median(times["bare"]), statistics.median(times["peel"])
    return {"bare Python ms": round(low), "peel --help ms": round(high), "over bare Python ms": round(high - low)}


if __name__ == "__main__":
    print(json.dumps(_run(*sys.argv[2:])))
