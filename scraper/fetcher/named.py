"""The addresses that a person names, as pages to ask for.

Several may be of one page, and one may be of a page that is known at another. Each answers for itself: that there is nothing at
one is no news of the page at the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from scraper.catalogue.urls import canonical_url, is_ours
from scraper.store.frontier import Frontier, page_key
from scraper.store.rows import Item


def named(frontier: Frontier, targets: Iterable[tuple[str, str, str]]) -> list[Item]:
    """Return the pages at addresses, each given as it was named, as it is asked for, and as the site has it."""
    asked: dict[str, tuple[str, str]] = {}
    for url, address, public in targets:
        asked.setdefault(address.partition("#")[0].rstrip("/"), (url, public))
    pages = Counter(page_key(public) for _, public in asked.values())
    found: dict[str, Item] = {}
    for url, public in asked.values():
        key = page_key(public)
        known = frontier.get(key)
        was_seen = known is not None and known.good_at is not None
        is_there = known is not None and not _is_elsewhere(known.url, public) and key not in found
        if (was_seen or pages[key] > 1) and not (was_seen and is_there):
            key = url if public in found else public
        found[key] = replace(frontier.get(key) or Item(key, url), url=url, tier="new")
    return list(found.values())


def _is_elsewhere(known: str, public: str) -> bool:
    """Return whether the site has two addresses where a page is known at one."""
    return is_ours(known) and canonical_url(known) != canonical_url(public)
