"""Addresses that a person names: each is asked for, and what one says is no news of the page at another."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pytest

from scraper.fetcher.snapshot import Missed
from scraper.store.frontier import Frontier

from .conftest import Bench
from .server import Site, answer, page

BASE = "https://hmicfrs.justiceinspectorates.gov.uk"
THERE, NOT_THERE = "/peel-reports/kent-2023-25/", "/peel-reports/kent-2023-2025/"
PAGE = "police/kent/2023-25/report"


@dataclass(frozen=True)
class Cell:
    page_id: str = PAGE
    round: str = "2023-25"
    url: str = BASE + THERE


def ask(bench: Bench, *paths: str) -> dict[str, str]:
    """Name addresses of the site; gives what came of each, by the last part of its page's name."""
    found = bench.web(*(BASE + path for path in paths))
    return {
        str(one.page).rstrip("/").split("/")[-1]: one.outcome if isinstance(one, Missed) else "loaded" for one in found
    }


@pytest.fixture
def kent(site: Site) -> Site:
    site.routes[THERE] = [answer(page("Kent 2023-25"), ETag='"a"')]
    return site


@pytest.mark.parametrize("paths", list(itertools.permutations([THERE, NOT_THERE])))
def test_two_addresses_of_one_page_are_both_asked(paths: tuple[str, ...], bench: Bench, kent: Site) -> None:
    """The last one was asked alone, and the run loaded nothing."""
    assert ask(bench, *paths) == {"kent-2023-25": "loaded", "kent-2023-2025": "not_published"}
    assert sorted(kent.pages()) == sorted(paths)


@pytest.mark.parametrize("again", [THERE.rstrip("/"), THERE + "#content", THERE])
def test_one_address_in_two_forms_is_asked_once(again: str, bench: Bench, kent: Site) -> None:
    assert ask(bench, THERE, again) == {"report": "loaded"}
    assert kent.pages() == [THERE]


def test_another_address_without_a_page_is_no_news_of_a_known_page(bench: Bench, kent: Site) -> None:
    """The page was marked as gone, though nobody had asked for it where it is."""
    assert ask(bench, THERE) == {"report": "loaded"}
    assert ask(bench, NOT_THERE) == {"kent-2023-2025": "not_published"}
    assert ask(bench, THERE, NOT_THERE) == {"report": "unchanged", "kent-2023-2025": "not_published"}


@pytest.mark.parametrize("is_named", [True, False])
def test_a_page_that_was_not_where_it_was_named_is_asked_for_where_it_is(
    is_named: bool, bench: Bench, kent: Site
) -> None:
    """The nights asked at the address that was named first, for ever, and called the page gone once it was seen elsewhere."""
    assert ask(bench, NOT_THERE) == {"report": "not_published"}
    if is_named:
        assert ask(bench, THERE) == {"report": "loaded"}
    kent.log.clear()
    bench.web(cells=lambda: [Cell()], absent_days=1e-9)
    assert THERE in kent.pages() and NOT_THERE not in kent.pages()
    with bench.state() as state:
        item = Frontier(state).items()[PAGE]
        assert (item.url, item.outcome in {"loaded", "unchanged"}) == (BASE + THERE, True)
