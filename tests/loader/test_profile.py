"""The profile of a page is the same from the models of its reading as from what is stored of it."""

from __future__ import annotations

import pytest

from benchmarks.pages import BASES, MadePage, crawls, model_pages
from benchmarks.street import snapshot
from scraper.engine.extract import extract
from scraper.loader.profile import Profile, profile_of, seen_in
from scraper.loader.readings import Packable, unpack

PAGES = list(crawls(len(BASES)))
"""A page of each layout, so of every round, body and page type."""


@pytest.mark.parametrize("page", PAGES, ids=range(len(PAGES)))
def test_models_and_what_is_stored_give_the_same_profile(page: MadePage) -> None:
    content = Packable.of(extract(snapshot(page)))
    stored, seen = profile_of(unpack(content.data)), profile_of(seen_in(content.reading))
    assert seen == stored and seen.to_json() == stored.to_json()
    assert Profile.of_json(stored.to_json()) == stored


def test_a_profile_says_what_the_page_is() -> None:
    (page,) = model_pages(1)
    found = profile_of(seen_in(Packable.of(extract(snapshot(page))).reading))
    assert (found.type, found.round, found.panel) == ("assessment", "2016", True)
    assert {"title", "observations", "judgments.headline", "judgments.badge", "judgments.prose"} <= set(found.filled)
    assert len(found.figures) == 15 and found.coverage == 1.0
    assert found.characters["visible"] == sum(found.characters[kind] for kind in ("claimed", "boilerplate", "unread"))
