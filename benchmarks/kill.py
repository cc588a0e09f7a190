"""Kill runs at random moments, run again, and compare with a run that was not killed (F49).

    python benchmarks/kill.py 500 [SEED]

Each round starts the installed command over 260 captures of ten pages, which is more than a group, with one process or
two, kills it with SIGKILL at a random moment between its first import and its last rename, looks whether what is
published is whole, and runs again. Ends with 1 where one database differs from the unbroken one or a capture is
archived twice, and prints the figures.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scraper.fetcher.archive import pages
from tests.runs.site import arguments, content, environment, history, is_whole, run, run_here

CAPTURES = 26


def timed(out: Path, site: Path) -> float:
    """How long an unbroken run takes from start to end, in seconds."""
    start = time.monotonic()
    done = run(out, site)
    if done.code != 0:
        sys.exit(f"the unbroken run ended with {done.code}: {done.said}")
    return time.monotonic() - start


def archived(out: Path) -> int:
    """How many captures the archive has."""
    return sum(1 for _ in pages(out / "archive"))


def killed(out: Path, site: Path, after: float, workers: int) -> bool:
    """Start a run and kill it after some seconds; False where it had ended by then."""
    out.mkdir()
    process = subprocess.Popen(
        [*arguments(out, site), "--quiet", "--workers", str(workers)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=out,
        env=environment(),
    )
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def one(out: Path, site: Path, after: float, workers: int, unbroken: Path) -> str:
    """One kill and what came of it, in a word."""
    was_killed = killed(out, site, after, workers)
    published = (out / "peel.db").exists()
    if published and not is_whole(out / "peel.db"):
        return "DAMAGED after the kill"
    left = "working copy left" if (out / "peel.db.working").exists() else "published" if published else "nothing left"
    code = run_here(out, site)
    if code != 0:
        return f"RERUN ended with {code}"
    if not is_whole(out / "peel.db"):
        return "DAMAGED after the rerun"
    if content(out / "peel.db") != content(unbroken / "peel.db"):
        return "CONTENT differs"
    if archived(out) != archived(unbroken):
        return "ARCHIVED twice, or not at all"
    return f"same content; {'killed' if was_killed else 'had ended'}, {left}"


def main(rounds: int, seed: int) -> int:
    dice, found = random.Random(seed), Counter[str]()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = history(folder / "site", CAPTURES)
        length = timed(folder / "unbroken", site)
        for number in range(rounds):
            out = folder / "out"
            found[one(out, site, dice.uniform(0.1, length * 1.05), 1 + number % 2, folder / "unbroken")] += 1
            if (number + 1) % 50 == 0:
                print(f"{number + 1} of {rounds}: {dict(found)}", flush=True)
            shutil.rmtree(out)
    print(f"{rounds} kills, seed {seed}, {time.monotonic() - start:.0f} s, an unbroken run takes {length:.2f} s")
    for what, count in found.most_common():
        print(f"{count:5} {what}")
    return int(any(what.isupper() or what.split()[0].isupper() for what in found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
