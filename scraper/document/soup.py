"""A page's markup as BeautifulSoup's tree over lxml, strained to the few elements that are asked for.

For what stands in a page beside its record: links, comments, metas. The record is read from lxml's tree alone, which
costs a twentieth (docs/decisions.md, 4).
"""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.exceptions import ParserRejectedMarkup
from bs4.filter import SoupStrainer

# XHTML is read as HTML, as a browser does where it is sent as text/html; a page of one word is no file's name.
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)


class WithText(SoupStrainer):
    """Keeps some elements whole, and of the rest of the page its text and its comments."""

    def __init__(self, *tags: str) -> None:
        super().__init__(list(tags))

    def allow_string_creation(self, string: str) -> bool:
        """Return True: strings outside the elements are kept too."""
        return True


def strained(markup: str, keep: SoupStrainer) -> BeautifulSoup:
    """Return what is kept of a page, empty where its markup is none that can be read."""
    try:
        return BeautifulSoup(markup.replace("\0", ""), "lxml", parse_only=keep)
    except ParserRejectedMarkup:
        return BeautifulSoup("", "lxml")
