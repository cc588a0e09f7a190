"""Which pages of the catalogue a page shows, and what it says beside each link.

Links are found in the page's tree as BeautifulSoup builds it over lxml, strained to the few elements that matter:
attributes without quotes, a `>` in a value, entities, areas and a `base` are then what they are to a browser, and
what stands in a comment, a script or a template is no link.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag

from schemas.page_types import PAGE_TYPES
from scraper.catalogue.urls import canonical_url, is_ours, path_of, read_address
from scraper.document.rough import fold, rough_text
from scraper.document.soup import WithText, strained

FOLLOWED = frozenset(facts.type for facts in PAGE_TYPES if facts.places)
"""The page types of the grid."""
_NOT_SHOWN = ("script", "style", "template", "noscript")
_MOST_BEHIND = 500  # characters of text that count behind the last link, where the rest of the page follows
_MOST_MARKUP = 2 << 20  # characters in which links are looked for: a tree of 20 MiB of links would take gigabytes


# What stands beside a link is often behind its end tag, so that all text is kept.
_KEPT = WithText("a", "area", "base", *_NOT_SHOWN)


@dataclass(frozen=True)
class Shown:
    """A page that another page links to: `context` is a digest of the link's words and those after it.

    `round` and `organisation` are None where the address states none.
    """

    page: str
    url: str
    round: str | None
    organisation: str | None
    context: str


@dataclass(frozen=True)
class PageLinks:
    """The links of a page: the pages to follow, by their ids, and addresses of the site that no rule knows."""

    shown: dict[str, Shown]
    unexplained: tuple[str, ...]


@dataclass
class _Link:
    """An `href` as it is written, and the text from the link to the next one."""

    href: str
    words: list[str] = field(default_factory=list)


def links_of(body: bytes, address: str, sites: tuple[str, ...] = ()) -> PageLinks:
    """Return the pages of the site that a page links to.

    `address` is the page's own on the site, `href`s are relative to it or to the page's `base`; links to other hosts
    (but those of `sites`, a mirror's bases), to files, and to kinds of page that are not followed (news) are left out.
    """
    nodes = list(_shown_nodes(strained(rough_text(body)[:_MOST_MARKUP], _KEPT)))
    base = _base(nodes, address)
    found: dict[str, Shown] = {}
    unexplained: dict[str, None] = {}
    for link in _links(nodes):
        url = _joined(base, link.href)
        shown = followed(url, " ".join(link.words), sites)
        if shown is not None:
            found.setdefault(shown.page, shown)
        elif is_ours(url, sites) and read_address(url, sites) is None and not _is_file(url):
            unexplained.setdefault(canonical_url(url))
    return PageLinks(found, tuple(unexplained))


def followed(url: str, words: str, sites: tuple[str, ...] = ()) -> Shown | None:
    """Return the page at an address, None where a link to it is not followed; `words` stand beside the link.

    A page of the grid is followed where its address states whose it is.
    """
    address = read_address(url, sites)
    if address is None or not address.facts.followed or (address.facts.places and not address.organisation):
        return None
    context = hashlib.sha256(fold(words).encode("utf-8", "replace")).hexdigest()[:16]
    return Shown(
        address.page_id or address.canonical, address.canonical, address.round, address.organisation, context
    )  # fmt: skip


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _is_file(url: str) -> bool:
    """Return whether an address is a file's: uploads, feeds, the site's machinery."""
    path = path_of(url)
    return path.startswith(("wp-", "feed")) or "." in path.rpartition("/")[2]


def _shown_nodes(soup: BeautifulSoup) -> Iterator[PageElement]:
    """Return elements and strings in the order of the page, without what a browser would not show."""
    waiting = soup.contents[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Tag) and node.name not in _NOT_SHOWN:
            waiting.extend(node.contents[::-1])


def _base(nodes: list[PageElement], address: str) -> str:
    """Return the address that `href`s are relative to: that of the first `base` that has one (HTML 4.2.3)."""
    bases = (node["href"] for node in nodes if isinstance(node, Tag) and node.name == "base" and node.has_attr("href"))
    try:
        return urljoin(address, str(next(bases, "")).strip())
    except ValueError:
        return address


def _links(nodes: list[PageElement]) -> list[_Link]:
    links: list[_Link] = []
    for node in nodes:
        if isinstance(node, Tag):
            if node.name in {"a", "area"} and node.has_attr("href"):
                links.append(_Link(str(node["href"])))
        elif links and type(node) in {NavigableString, CData}:  # comments are strings too
            links[-1].words.append(str(node))
    if links:
        links[-1].words = [" ".join(links[-1].words)[:_MOST_BEHIND]]
    return links
