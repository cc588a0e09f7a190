"""Small pages, as what they show to those who ask for proofs, and as what is read of them."""

from __future__ import annotations

from schemas.extraction import Extraction
from scraper.document.read import read_document
from scraper.parsers.evidence import Evidence
from scraper.parsers.parse import parse_page

SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"


def shown(main: str, url: str | None = None, head: str = "") -> Evidence:
    """Return the evidence of a page whose main content is `main`; `url` is a path of the site, or an address."""
    body = f"<html><head>{head}</head><body><main>{main}</main></body></html>".encode()
    if url is not None and "://" not in url:
        url = SITE + url
    return Evidence(read_document(body), body, url)


def read(main: str, url: str | None = None, head: str = "") -> Extraction:
    """Return what is read of a page whose main content is `main`; `url` is a path of the site."""
    body = f"<html><head>{head}</head><body><main>{main}</main></body></html>".encode()
    return parse_page(body, SITE + url if url is not None else None)


def layout(main: str, url: str | None = None, head: str = "") -> str | None:
    """Return the layout that a page is read by."""
    return read(main, url, head).page.layout


def lacks(found: Extraction) -> list[str]:
    """Return what a page lacks, in words."""
    return [problem.message for problem in found.problems if problem.code == "section_missing"]


def claims(found: Extraction) -> dict[str, str | None]:
    """Return where the text of each block went."""
    return {block.text: block.claimed_by for block in found.blocks}
