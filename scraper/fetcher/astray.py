"""Redirects that lead away from the page that was asked for, as far as addresses tell."""

from __future__ import annotations

from scraper.catalogue.urls import read_address, same_assessment

from .classify import Verdict


def another_page(asked_url: str, target_url: str) -> str | None:
    """Return the address that a redirect leads to where that is another page of the same assessment; else None.

    A pillar's page that was merged into its force's, say: what is there is that page's, and is asked for as such.
    """
    asked, found = read_address(asked_url), read_address(target_url)
    if asked is None or found is None or None in (asked.page_id, found.page_id):
        return None
    is_other = asked.assessment == found.assessment and asked.page_id != found.page_id
    return found.canonical if is_other else None


def astray(asked_url: str, target_url: str) -> Verdict | None:
    """Return the verdict on a redirect to another organisation's or round's page, None where it may be the page's own.

    Both are addresses of the site, or of a web archive's captures of it.
    """
    asked, found = read_address(asked_url), read_address(target_url)
    if asked is None or found is None:
        return None
    if same_assessment((asked.organisation, asked.round), (found.organisation, found.round)):
        return None
    words = f"the address leads to {found.canonical}, the page of {found.assessment or found.organisation}"
    return Verdict("rejected", "identity", words)
