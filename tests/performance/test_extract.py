"""A capture that repeats the one before is not parsed again; whatever else differs, it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.pages import model_pages
from benchmarks.street import snapshot
from scraper.batches import SIZE
from scraper.engine import extract as module
from scraper.engine.extract import extract_each, read_pages
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.readings import parcel_of

ONE, OTHER = map(snapshot, model_pages(2))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The addresses that are parsed from here on."""
    found: list[str | None] = []
    parsing = module.parsing

    def noting(body: bytes, url: str | None, **more: Any) -> Any:
        found.append(url)
        return parsing(body, url, **more)

    monkeypatch.setattr(module, "parsing", noting)
    monkeypatch.setattr(module, "_last", None)
    return found


def test_the_same_bytes_from_the_same_address_are_parsed_once(parsed: list[str | None]) -> None:
    assert ONE.captured_at is not None
    later = [replace(ONE, captured_at=ONE.captured_at + dt.timedelta(days=day), origin=str(day)) for day in range(5)]
    found = [read_pages([one])[0] for one in [ONE, *later, OTHER, ONE]]
    assert parsed == [ONE.url, OTHER.url, ONE.url]
    assert all(one == found[0] for one in [*found[1:6], found[7]]) and found[6] != found[0]


def test_pages_read_together_give_what_each_gives_alone_and_none_is_parsed_twice(parsed: list[str | None]) -> None:
    pages = [ONE, OTHER, ONE, replace(ONE, body=b""), OTHER, replace(OTHER, body=OTHER.body[: len(OTHER.body) // 2])]
    found = read_pages(pages)
    assert len(parsed) == 4
    assert found == [parcel_of(module.extract(one)) for one in pages]
    assert [one.refused for one in found] == [None, None, None, "empty", None, "incomplete"]
    assert read_pages([]) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, body=one.body + b"<!-- -->"),
        lambda one: replace(one, url=f"{one.url}more/"),
        lambda one: replace(one, url=None),
        lambda one: replace(one, headers={"Content-Type": "text/html; charset=iso-8859-1"}),
    ],
)
def test_what_differs_is_parsed(parsed: list[str | None], change: Callable[[Snapshot], Snapshot]) -> None:
    read_pages([ONE])[0]
    other = change(ONE)
    found = read_pages([other])[0]
    assert parsed == [ONE.url, other.url]
    assert found == parcel_of(module.extract(other))


def test_another_limit_is_another_reading(parsed: list[str | None]) -> None:
    assert read_pages([ONE])[0].content is not None
    assert read_pages([ONE], 1000)[0].refused is not None
    assert len(parsed) == 2


@pytest.mark.parametrize("count", [0, 1, SIZE, 2 * SIZE + 1])
def test_a_batch_is_read_before_the_first_of_it_is_handed_on_and_no_more(parsed: list[str | None], count: int) -> None:
    pages = [(place, replace(ONE, url=f"{ONE.url}{place}/")) for place in range(count)]
    given = extract_each(iter(pages), lambda one: one[1])
    for place, (one, extraction) in enumerate(given):
        assert one is pages[place]
        assert extraction.page.url == pages[place][1].url
        assert len(parsed) == min(count, (place // SIZE + 1) * SIZE)
    assert len(parsed) == count
