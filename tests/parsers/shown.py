"""Small pages as what they show: the evidence that proofs ask."""

from __future__ import annotations

from scraper.document.read import read_document
from scraper.parsers.evidence import Evidence

SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"


def shown(main: str, url: str | None = None, head: str = "") -> Evidence:
    """Return the evidence of a page whose main content is `main`; `url` is a path of the site, or an address."""
    body = f"<html><head>{head}</head><body><main>{main}</main></body></html>".encode()
    if url is not None and "://" not in url:
        url = SITE + url
    return Evidence(read_document(body), body, url)
