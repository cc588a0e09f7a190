"""What the saving of a page left in it: the address and the moment, in a comment or in metas.

Sources: pages saved with SingleFile (in older versions the comment says `Archive processed by`), by Chrome and
Edge, with HTTrack, with monolith, with Save Page WE (metas), with WebScrapBook (of the `html` element); pages of the Wayback
Machine (a comment behind the end). A page saved by none of them may name its address as canonical.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scraper.document.rough import rough_text

from .dating import parse_date

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_SINGLE_FILE = re.compile(
    r"\s*(?:Page saved with|Archive processed by) SingleFile.{0,80}?url:\s*(?P<url>\S+)(?:\s+saved date:\s*(?P<date>[^\n]{4,80}))?",
    re.I | re.S,
)
"""Whoever saves may leave the date out."""
_BROWSER = re.compile(r"\s*saved from url=\(\d+\)\s*(?P<url>\S+)", re.I)
_HTTRACK = re.compile(r"\s*Mirrored from (?P<url>\S+) by HTTrack[^\n]*\], (?P<date>[^\n]{10,80})", re.I)
_WAYBACK = re.compile(r"\s*FILE ARCHIVED ON (?P<date>\d\d:\d\d:\d\d [A-Z][a-z]{2} \d{1,2}, \d{4}) AND RETRIEVED", re.I)
_MONOLITH = re.compile(r"\s*Saved from (?P<url>\S+) at (?P<date>\S{4,80}) using monolith\b", re.I)
_COMMENTS = (_SINGLE_FILE, _BROWSER, _HTTRACK, _MONOLITH)
_ELEMENT = re.compile(r"<html\b[^>]*>", re.I)
_SCRAPBOOK = re.compile(r"""\sdata-scrapbook-(?P<name>source|create)=["']?(?P<value>[^"'\s>]+)""", re.I)
_SAVE_PAGE = ("savepage-url", "savepage-date")
_SCRIPTED_DATE = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
_HEAD, _TAIL = 1 << 16, 1 << 12  # characters that are looked at: comments may stand behind the end
_BODY = re.compile(r"<body\b", re.I)
_KEPT = ("link", "meta", "script", "style", "template", "noscript")


@dataclass(frozen=True)
class Origin:
    """What a saved page tells of where and when it was taken; None where it does not."""

    url: str | None
    captured_at: dt.datetime | None
    archived_at: dt.datetime | None = None
    """When a web archive captured it, where the page was saved from one that says so in its text."""
    unread: str | None = None
    """The time as it stands there, where no moment could be read in it."""


def origin_of(body: bytes) -> Origin:
    """Return address and time as the saving left them, else the canonical address without a time."""
    from scraper.document.soup import WithText, strained  # a run over WARC files starts without Beautiful Soup

    text = _around_the_body(rough_text(body))
    soup = strained(text, WithText(*_KEPT))
    comments = _comments(soup)
    archived_at = next((_archived(found["date"]) for found in map(_WAYBACK.match, comments) if found), None)
    for origin in (*_of_comments(comments), *_of_metas(soup), *_of_element(text)):
        return replace(origin, archived_at=archived_at)
    canonical = next(
        (_value(link, "href") for link in soup.find_all("link", recursive=False) if "canonical" in _rel(link)), ""
    )
    return Origin(canonical if _is_address(canonical) else None, None, archived_at)


def _around_the_body(text: str) -> str:
    """Return a page without its body, which makes the tree six times cheaper."""
    begin = _BODY.search(text, 0, _HEAD)
    head = begin.start() if begin else min(_HEAD, len(text))
    return text[:head] + text[max(head, len(text) - _TAIL) :]


def _comments(soup: BeautifulSoup) -> list[str]:
    from bs4 import Comment

    return [str(node) for node in soup.contents if isinstance(node, Comment)]


def _archived(text: str) -> dt.datetime | None:
    """Return the time that the Wayback Machine writes behind a page (`10:30:00 Jan 18, 2017`), in UTC."""
    try:
        return dt.datetime.strptime(text, "%H:%M:%S %b %d, %Y").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _of_comments(comments: list[str]) -> Iterator[Origin]:
    """Return what the comments of SingleFile, of a browser, of HTTrack tell, in this order."""
    for pattern in _COMMENTS:
        for found in filter(None, map(pattern.match, comments)):
            told = found.groupdict()
            # HTTrack leaves the scheme out; addresses of the site are told apart by host and path.
            url = told["url"] if pattern is not _HTTRACK else f"https://{told['url']}"
            if _is_address(url):
                yield saved_at(url, told.get("date") or "")


def saved_at(url: str | None, date: str, archived_at: dt.datetime | None = None) -> Origin:
    """Return what a page tells that was saved from an address, at a time as the saving wrote it."""
    moment = moment_of(date)
    return Origin(url, moment, archived_at, date.strip() or None if moment is None else None)


def _of_element(text: str) -> Iterator[Origin]:
    """Return what the `html` element of WebScrapBook tells: digits of a moment in UTC, to the thousandth of a second."""
    element = _ELEMENT.search(text)
    told = {
        one["name"].lower(): html.unescape(one["value"]) for one in _SCRAPBOOK.finditer(element[0] if element else "")
    }
    if _is_address(told.get("source", "")):
        date = told.get("create", "")
        yield saved_at(told["source"], date[:14] if date.isdecimal() else date)


def _of_metas(soup: BeautifulSoup) -> Iterator[Origin]:
    """Return what the metas of Save Page WE tell."""
    told = {_value(meta, "name"): _value(meta, "content") for meta in soup.find_all("meta", recursive=False)}
    url, date = (told.get(name, "") for name in _SAVE_PAGE)
    if _is_address(url):
        yield saved_at(url, date)


def _value(element: Tag, name: str) -> str:
    return str(element.get(name) or "").strip()


def _rel(link: Tag) -> list[str]:
    rel = link.get("rel") or ""
    return (rel if isinstance(rel, str) else " ".join(rel)).lower().split()


def _is_address(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def moment_of(text: str) -> dt.datetime | None:
    """Return a date as a script writes it (`Tue Jan 02 2024 10:00:00 GMT+0000 (…)`), as mail does, or of ISO; in UTC."""
    text = text.strip()
    scripted = _SCRIPTED_DATE.match(text)
    try:
        if scripted:
            moment = dt.datetime.strptime(" ".join(scripted.groups()), "%b %d %Y %H:%M:%S %z")
        else:
            moment = parsedate_to_datetime(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError):
        return parse_date(text)
