"""Where a value stands on its page: links that open the published page at the sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from scraper.loader.why import link_to
from scraper.store.sqlite import Database

from .words import http_url

_SQL = """SELECT (SELECT text FROM blocks b WHERE b.snapshot = s.id AND b.block = ?), coalesce(s.url, p.url)
FROM snapshots s LEFT JOIN pages p ON p.id = s.page WHERE s.id = ?"""


def page_link(db: sqlite3.Connection, snapshot: str, block: int | None) -> str | None:
    """Return the address that opens the published page at a block; the page's own without one, None without either."""
    found = db.execute(_SQL, (block, snapshot)).fetchone()
    url = http_url(found[1]) if found else None
    if url is None or block is None or not found[0]:
        return url
    return link_to(Database(db), snapshot, block, url, found[0])


def page_links(db: sqlite3.Connection, places: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], str]:
    """Return the addresses of many places; those that no address leads to are left out."""
    links = {place: page_link(db, *place) for place in dict.fromkeys(places)}
    return {place: link for place, link in links.items() if link}
