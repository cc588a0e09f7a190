"""Which pages of the catalogue a page shows, and what it says beside each link."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from itertools import zip_longest
from urllib.parse import urljoin

from schemas.page_types import PAGE_TYPES
from scraper.catalogue.urls import read_address
from scraper.document.rough import rough_text, shown_markup, text_of

_ANCHOR = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>", re.I)
FOLLOWED = frozenset(facts.type for facts in PAGE_TYPES if facts.followed)
"""The page types that a link is followed to: those of the grid."""


@dataclass(frozen=True)
class Shown:
    """A page that another page links to: `context` is a digest of the link's words and those after it."""

    page: str
    url: str
    round: str
    organisation: str
    context: str


def links_of(body: bytes, base: str) -> dict[str, Shown]:
    """Return the assessment, pillar, findings and report pages that a page links to, by their ids.

    `base` is the page's address on the site; links to other hosts and kinds of page are left out.
    """
    markup = shown_markup(rough_text(body))
    anchors = list(_ANCHOR.finditer(markup))
    found: dict[str, Shown] = {}
    for anchor, following in zip_longest(anchors, anchors[1:]):
        end = following.start() if following else min(len(markup), anchor.end() + 500)
        shown = _shown(anchor.group(1) or anchor.group(2) or "", base, markup[anchor.start() : end])
        if shown is not None:
            found.setdefault(shown.page, shown)
    return found


def _shown(href: str, base: str, words: str) -> Shown | None:
    try:
        address = read_address(urljoin(base, html.unescape(href.strip())))
    except ValueError:
        return None
    if address is None or address.type not in FOLLOWED or not address.round or not address.organisation:
        return None
    context = hashlib.sha256(text_of(words).encode("utf-8", "replace")).hexdigest()[:16]
    page = address.page_id or address.canonical
    return Shown(page, address.canonical, address.round, address.organisation, context)
