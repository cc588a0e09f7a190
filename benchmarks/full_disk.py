"""Let the disk fill at fifty sizes, and see that the published database is what it was (F50).

    python benchmarks/full_disk.py [SIZES]

The limit is RLIMIT_FSIZE: the largest file that the run may write, from 1 KB up to three times the largest file of an
unbroken run. A small one stops the archive, the state or the working copy, at another write each time. Ends with 1 where the
published file was touched, where a traceback was shown, or where the run after it does not complete.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.runs.site import arguments, environment, history, is_whole, run_here


def limited(out: Path, site: Path, size: int) -> tuple[int, str]:
    """Run under a limit of so many bytes a file: the exit code and what was said."""
    done = subprocess.run(
        arguments(out, site), capture_output=True, text=True, cwd=out, env=environment(), timeout=120, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def one(first: Path, out: Path, site: Path, size: int) -> str:
    """One limit and what came of it, in a few words."""
    shutil.copytree(first, out)
    before = (out / "peel.db").read_bytes()
    code, said = limited(out, site, size)
    untouched = (out / "peel.db").read_bytes() == before
    if "Traceback" in said or code not in {0, 1}:
        return f"TOLD BADLY: {code} {said[-300:]}"
    if (code == 1) is not untouched or not is_whole(out / "peel.db"):
        return f"TOUCHED at exit {code}"
    if run_here(out, site) != 0 or not is_whole(out / "peel.db"):
        return "RERUN does not complete"
    return f"exit {code}, {'the published file as it was' if code else 'published'}, completed by the next run"


def main(sizes: int) -> int:
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = history(folder / "site", 3)
        run_here(folder / "first", site / "000")
        run_here(folder / "whole", site)
        largest = max(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
        for number in range(sizes):
            size = 1024 + 3 * largest * number // max(sizes - 1, 1)
            found[one(folder / "first", folder / "out", site, size)] += 1
            shutil.rmtree(folder / "out")
    for what, count in found.most_common():
        print(f"{count:5} {what}")
    return int(any(what.split()[0].isupper() for what in found))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
