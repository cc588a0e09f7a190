"""Work in batches: the same items in the same order, few at a time, and nothing lost of what came before a failure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.batches import Stages, in_batches, in_step
from scraper.errors import Interrupted

WEIGHTS = st.lists(st.integers(0, 12))


@given(WEIGHTS, st.integers(1, 5), st.integers(1, 20))
def test_batches_are_the_items_in_order_and_each_ends_where_it_is_long_or_heavy(
    weights: list[int], size: int, heavy: int
) -> None:
    batches = list(in_batches(weights, size, weight=lambda one: one, heavy=heavy))
    assert [one for batch in batches for one in batch] == weights
    for batch in batches:
        assert 1 <= len(batch) <= size
        assert sum(batch[:-1]) < heavy
    for batch in batches[:-1]:
        assert len(batch) == size or sum(batch) >= heavy


def breaking(items: list[int], error: BaseException) -> Iterator[int]:
    yield from items
    raise error


@given(WEIGHTS, st.integers(1, 5))
@pytest.mark.parametrize("error", [OSError("away"), Interrupted()])
def test_what_came_before_a_failure_is_handed_on_first(error: BaseException, weights: list[int], size: int) -> None:
    handed_on: list[int] = []
    batches = in_batches(breaking(weights, error), size)
    with pytest.raises(type(error)) as raised:
        while True:
            handed_on += next(batches)
    assert raised.value is error
    assert handed_on == weights


def work(log: list[tuple[int, int]], name: int, stages: int) -> Stages[int]:
    for stage in range(stages):
        log.append((stage, name))
        yield
    return name


@given(st.lists(st.integers(0, 4), max_size=6))
def test_works_go_from_stage_to_stage_together_and_each_returns_its_own(stages: list[int]) -> None:
    log: list[tuple[int, int]] = []
    works = (work(log, name, count) for name, count in enumerate(stages))
    assert in_step(works) == list(range(len(stages)))
    assert log == sorted((stage, name) for name, count in enumerate(stages) for stage in range(count))
