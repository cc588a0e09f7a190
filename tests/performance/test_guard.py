from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import guard

ROOT = Path(__file__).parents[2]


def test_no_main_path_makes_more_calls_than_accepted() -> None:
    # In a process of its own: what other tests put into the caches would be counted as calls.
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.guard"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, f"{done.stderr}\npython -m benchmarks.guard --accept takes the new figures"
    assert all(path in done.stdout for path in guard.accepted())


def test_the_count_is_the_same_each_time_and_sees_one_call_more() -> None:
    def work() -> None:
        sorted(map(abs, range(100)))

    assert guard.calls(work) == guard.calls(work)
    assert guard.calls(lambda: [work() for _ in range(2)]) > guard.calls(lambda: [work() for _ in range(1)])


def test_sixteen_per_cent_more_is_worse_and_fifteen_is_not() -> None:
    assert guard.worse({"a": 115}, {"a": 100}) == []
    assert guard.worse({"a": 116}, {"a": 100}) == ["a: 116 calls, +16% of the accepted 100"]
    assert guard.worse({"b": 1}, {"a": 100}) == ["b: no accepted figure"]
