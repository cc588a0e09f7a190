from __future__ import annotations

from pathlib import Path

from benchmarks import guard


def test_no_main_path_makes_more_calls_than_accepted(tmp_path: Path) -> None:
    found = guard.measure(tmp_path)
    assert guard.worse(found, guard.accepted()) == [], "python -m benchmarks.guard --accept takes the new figures"


def test_the_count_is_the_same_each_time_and_sees_one_call_more() -> None:
    def work() -> None:
        sorted(map(abs, range(100)))

    assert guard.calls(work) == guard.calls(work)
    assert guard.calls(lambda: [work() for _ in range(2)]) > guard.calls(lambda: [work() for _ in range(1)])


def test_sixteen_per_cent_more_is_worse_and_fifteen_is_not() -> None:
    assert guard.worse({"a": 115}, {"a": 100}) == []
    assert guard.worse({"a": 116}, {"a": 100}) == ["a: 116 calls, +16% of the accepted 100"]
    assert guard.worse({"b": 1}, {"a": 100}) == ["b: no accepted figure"]
