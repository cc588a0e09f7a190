"""Captures that answer for a page and are another's: a redirect that only the page's own text gives away."""

from __future__ import annotations

from scraper.catalogue.urls import read_address, same_assessment
from scraper.fetcher.classify import Verdict
from scraper.fetcher.snapshot import Snapshot
from scraper.store.frontier import Frontier
from scraper.store.sqlite import Database
from scraper.store.state import State


def stray_of(db: Database, state: State, snapshot: Snapshot, page: str | None) -> Verdict | None:
    """Return why a capture from the live site is not the page that was asked for; `page` is the one that it proved to be.

    Another organisation's or round's page is `identity`; a page of nobody, in place of one that was there, is `soft_404`.
    None where it may be the page.
    """
    if snapshot.source != "web" or snapshot.page is None or page is None or page == snapshot.page:
        return None
    item = Frontier(state).get(snapshot.page)
    asked = read_address(item.url) if item is not None else None
    if asked is None or asked.assessment is None:
        return None
    row = db.conn.execute(
        "SELECT p.url, a.organisation, a.round, (SELECT 1 FROM pages WHERE id = ?) "
        "FROM pages p LEFT JOIN assessments a ON a.id = p.assessment WHERE p.id = ?",
        (snapshot.page, page),
    ).fetchone()
    if row is None:
        return None
    url, organisation, round_id, was_there = row
    if organisation is None:
        words = f"the site shows {url} in place of a page that was there before"
        return Verdict("rejected", "soft_404", words) if was_there else None
    if same_assessment((asked.organisation, asked.round), (organisation, round_id)):
        return None
    return Verdict("rejected", "identity", f"the address shows {page}, another's page")
