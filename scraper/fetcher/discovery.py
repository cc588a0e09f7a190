"""What a run finds beyond the grid: pages that others link to, and those that a sitemap names.

A link to a page of the grid is followed from anywhere. A letter, a report of another programme, a publication, an index
page are followed too where the run is about everything, so many in a run; the rest waits for the next. What no rule of
addresses knows is not asked for but kept by name, so that a new kind of page shows (`peel status --missing`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lxml import etree

from scraper.catalogue.urls import canonical_url, is_ours, read_address
from scraper.document.signs import GZIP
from scraper.store.frontier import Frontier
from scraper.store.rows import Item

from .links import PageLinks, Shown, followed, links_of
from .scope import Scope

UNEXPLAINED = "unexplained"
"""The tier of an address that no rule knows: it is named and not asked for. Its page begins with the same word."""
MOST_SITEMAPS = 20
_MOST_LOCATIONS = 50_000  # of one sitemap (sitemaps.org, protocol)


class Discovery:
    """Tells which pages are to be asked for beside those that are planned; `most` of them in a run are of no round.

    `mirror` is the base of another site that stands for the site, None where it is asked itself.
    """

    def __init__(self, frontier: Frontier, scope: Scope, most: int, mirror: str | None = None) -> None:
        self._frontier = frontier
        self._scope = scope
        self._sites = (mirror,) if mirror else ()
        self._most = self._left = most
        self._known: set[str] = set()
        self.elsewhere: dict[str, str] = {}
        """Known pages to which an index or a sitemap leads at another address than they are known at, with that address."""

    def earlier(self, known: Mapping[str, Item]) -> list[Item]:
        """Return what earlier runs found beyond the grid and this scope covers: asked for before, or next in turn."""
        self._known, self._left = set(known), self._most
        found = [i for i in known.values() if i.tier in {"new", "changed"} and self._covers(i.round, i.organisation)]
        return [i for i in found if i.checked_at is not None or i.outcome is not None or self._has_room(i)]

    def of_page(self, item: Item, body: bytes, address: str, is_index: bool) -> list[Item]:
        """Return the pages that a page shows and nobody knows, and those that an index shows otherwise than before.

        `address` is the page's own on the site. A page of an index's type is an index, whoever named it.
        """
        links = links_of(body, address, self._sites)
        shown = {page: one for page, one in links.shown.items() if self._covers(one.round, one.organisation)}
        own, changed = read_address(address), dict[str, Item]()
        if is_index or (own is not None and own.facts.leads):
            changed = {
                one.page: one for one in (*self._shown_otherwise(item, shown), *self._shown_elsewhere(shown.values()))
            }
            self._name(links)
        return [*self._new(shown.values()), *changed.values()]

    def of_addresses(self, addresses: Iterable[str]) -> list[Item]:
        """Return the pages at addresses of the site that nobody knows, as a sitemap lists them."""
        found = (followed(url, "", self._sites) for url in addresses)
        shown = [one for one in found if one is not None and self._covers(one.round, one.organisation)]
        self._shown_elsewhere(shown)
        return self._new(shown)

    def _new(self, shown: Iterable[Shown]) -> list[Item]:
        """Note pages that are not known, and return those of them that this run has room for."""
        items = [Item(one.page, one.url, one.round, "new") for one in shown if one.page not in self._known]
        self._known.update(item.page for item in items)
        self._frontier.add(items)
        return [item for item in items if self._has_room(item)]

    def _has_room(self, item: Item) -> bool:
        if item.round is not None:
            return True
        self._left -= 1
        return self._left >= 0

    def _shown_otherwise(self, item: Item, shown: Mapping[str, Shown]) -> list[Item]:
        changed = self._frontier.shown_changes(item.page, {page: one.context for page, one in shown.items()})
        found = (self._frontier.get(page) for page in sorted(changed))
        return [replace(one, tier="changed") for one in found if one is not None]

    def _shown_elsewhere(self, shown: Iterable[Shown]) -> list[Item]:
        """Note which known pages are shown at other addresses than they are known at, and return them."""
        known, found = self._frontier.items(), list[Item]()
        for one in shown:
            item = known.get(one.page)
            if item is not None and is_ours(item.url) and canonical_url(item.url) != one.url:
                self.elsewhere[one.page] = one.url
                found.append(replace(item, tier="changed"))
        return found

    def _name(self, links: PageLinks) -> None:
        """Keep the names of what an index leads to and no rule knows."""
        if self._scope.is_whole:
            self._frontier.add(Item(f"{UNEXPLAINED}:{url}", url, None, UNEXPLAINED) for url in links.unexplained)

    def _covers(self, round_id: str | None, organisation: str | None) -> bool:
        """Return whether a found page is asked for: where the scope is narrowed, only what is known to be in it."""
        if (self._scope.rounds is not None and round_id is None) or (
            self._scope.organisations is not None and organisation is None
        ):
            return False
        return self._scope.covers(round_id, organisation)


# --- sitemaps ----------------------------------------------------------------------------------------------------


def locations(body: bytes, most_bytes: int) -> tuple[list[str], list[str]]:
    """Return the pages and the further sitemaps that a sitemap lists (sitemaps.org), gzip-compressed or not.

    One that is broken lists what stands before the break; entities are not expanded.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(_plain(body, most_bytes) or b"<empty/>", parser)
    elements = list(root.iter("{*}loc"))[:_MOST_LOCATIONS] if root is not None else []
    if parser.error_log:
        elements = elements[:-1]  # the last one may be half an address
    found: dict[bool, list[str]] = {True: [], False: []}
    for element in elements:
        parent, text = element.getparent(), (element.text or "").strip()
        if parent is not None and text:
            found[etree.QName(parent).localname == "sitemap"].append(text)
    return found[False], found[True]


def _plain(body: bytes, most_bytes: int) -> bytes:
    """Return a sitemap without its compression, cut at a number of bytes; what is broken behind is left out."""
    if not body.startswith(GZIP):
        return body[:most_bytes]
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return unpacking.decompress(body, most_bytes)
    except zlib.error:
        return b""
