"""A mirror of addresses that the site is known to have, whose pages link to one another only as the site's pages do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from scraper.catalogue.urls import CANONICAL_HOST, read_address

from .server import Reply, answer, page

BASE = f"https://{CANONICAL_HOST}/"
ADDRESSES = tuple((Path(__file__).parent / "addresses.txt").read_text("utf-8").split())
"""Paths on the site that exist, or existed: one line for all spellings of an address."""
WHAT_IS = "peel-assessments/what-is-peel/"
PILLARS = {
    "peel": ("effectiveness", "efficiency", "legitimacy"),
    "frs": ("effectiveness", "efficiency", "people"),
}


def kind_of(path: str) -> str:
    """The page type that an address promises, `unknown` where no rule knows it."""
    address = read_address(BASE + path)
    return address.facts.name if address else "unknown"


def of(pattern: str) -> Iterator[str]:
    return (path for path in (*ADDRESSES, *LANDINGS) if re.fullmatch(pattern, path))


def is_letter(path: str) -> bool:
    return path.startswith("publication-html/") and "-letter-" in path


# Each publication as text has a page that leads to it, by the same name (docs/layouts.md, 14).
LANDINGS = tuple(
    path.replace("publication-html/", "publications/")
    for path in ADDRESSES
    if path.startswith("publication-html/") and not is_letter(path)
)


def of_assessment(path: str) -> Iterator[str]:
    """“View the five questions for effectiveness”, “View other reports”, “Read more about {Area}”."""
    yield from (f"{path}{name}/" for name in PILLARS[path.partition("-")[0]])
    if re.search(r"peel-201[56]/", path):
        yield from (f"{path}leadership/", f"{path}more-about-this-area/")
    if re.search(r"peel-201[4-7]/", path):
        yield f"{path}other-reports/"


def of_pillar(path: str) -> Iterator[str]:
    """“Detailed findings”, and back to the force."""
    yield from (f"{path}detailed-findings/", path.rpartition("/")[0].rpartition("/")[0] + "/")


def of_overview(path: str) -> Iterator[str]:
    """“Accessible Table”, “Group by region”: other views of the same round."""
    yield from of(re.escape(path.partition("?")[0]) + r"\?.*")


def of_index(path: str) -> Iterator[str]:
    """An index leads to the pages of rounds below it; a round's page to its reports, its letters, its table of grades."""
    yield from of(re.escape(path) + r"[^/]+/")
    if path == "peel-assessments/":
        yield from (WHAT_IS, "peel-assessments/peel-2018/?data=pillar&view=table")
    years = re.search(r"(20\d\d)-(?:20)?(\d\d)(?:-frs-assessment)?/$", path)
    if years and path.startswith("peel"):
        yield from of(rf"peel-reports/.*-{years[1]}-{years[2]}/")
        yield from (p for p in ADDRESSES if is_letter(p) and "police" in p and _in(p, years))
    elif years:
        yield from of(rf"frs-assessments/.*-{years[1]}-20{years[2]}/")
        yield from of(rf"frs-assessment/frs-{years[1]}(?:-{years[2]})?/[^/]+/")
        yield from (p for p in ADDRESSES if is_letter(p) and "-frs-" in p and _in(p, years))


def _in(letter: str, years: re.Match[str]) -> bool:
    """Whether a letter is of the time from a round's first year until the next round began."""
    year = int(letter.rstrip("/")[-4:])
    return int(years[1]) <= year < int(years[1]) + 2 or (years[2] == "25" and year >= 2023)


def of_landing(path: str) -> Iterator[str]:
    """A list of publications leads to the page of each; that to its text."""
    if path == "publications/":
        yield from of(r"publications/[^/]+/")
    elif path == "fire-and-rescue-services/publications/":
        yield from of(r"publications/[^/]*fire-and-rescue[^/]*/")
    elif path.startswith("publications/"):
        yield path.replace("publications/", "publication-html/")


LINKS: dict[str, Callable[[str], Iterator[str]]] = {
    "assessment": lambda path: of_assessment(path) if "/" in path.rstrip("/") else iter(()),
    "pillar": of_pillar,
    "overview": of_overview,
    "round_index": of_index,
    "landing": of_landing,
}
"""How pages of a type link to others; types that are not here link to no page of the site that matters."""
ROOTS = ("peel-assessments/", "publications/")
"""Pages of the mirror beside those of the list: the two that every page's menu leads to."""


def routes() -> dict[str, list[Reply]]:
    """The mirror's pages by their paths; each has a body of its own."""
    return {f"/{path}": [answer(_page(path))] for path in (*ADDRESSES, *LANDINGS, *ROOTS)}


def _page(path: str) -> bytes:
    links = LINKS.get(kind_of(path), lambda _: iter(()))(path)
    items = "".join(f"<li><a href='/{to}'>{to}</a></li>" for to in dict.fromkeys(links) if to != path)
    return page(f"Page {path}", f"What stands at {path}.", f"<ul>{items}</ul>")
