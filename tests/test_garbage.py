"""Python's search for cycles: seldom inside, and afterwards as it was, whatever happens inside."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from scraper.garbage import seldom_searched


@pytest.fixture(autouse=True)
def thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.parametrize("before", [(700, 10, 10), (100_000, 5, 5), (0, 10, 10)])
def test_the_search_is_as_seldom_as_it_was_or_more_and_afterwards_as_before(before: tuple[int, int, int]) -> None:
    gc.set_threshold(*before)
    with seldom_searched():
        first, *rest = gc.get_threshold()
        assert first == 0 if before[0] == 0 else first >= max(before[0], 10_000)
        assert rest == list(before[1:])
    assert gc.get_threshold() == before


def test_an_error_inside_leaves_nothing() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="inside"), seldom_searched():
        raise ValueError("inside")
    assert gc.get_threshold() == before
