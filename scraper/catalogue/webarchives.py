"""The addresses under which web archives keep pages: the page's own address inside, and the moment of the capture.

Archives of the Wayback Machine's kind (the Internet Archive, the UK Government Web Archive before and after `/ukgwa/`,
the UK Web Archive, Arquivo.pt, Archive-It, pywb) put `<timestamp><modifier>/<address>` behind a path of their own;
archive.today writes the timestamp with dots. A timestamp is YYYYMMDDhhmmss in UTC and may be cut short.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

_PREFIXES = r"(?:[\w.+-]{1,40}/){0,4}?"
_MOMENT = r"(?P<moment>\d{14}|(?<=web/)\d{1,13}|(?<=ukgwa/)\d{1,13}|(?<=wayback/)\d{1,13}|\d{4}\.\d\d\.\d\d-\d{6})"
_MODIFIER = r"(?:[a-z]{2}_)?\*?"
_INNER = r"(?P<inner>https?(?:://?|%3a%2f%2f).+)"
_WAYBACK = re.compile(
    rf"https?://[^/]+/{_PREFIXES}(?:{_MOMENT}{_MODIFIER}|\+|\*|save|web|ukgwa|wayback)/+{_INNER}", re.I | re.S
)
_BARE = re.compile(
    rf"https?://[^/]+/{_PREFIXES}(?P<moment>\d{{14}}){_MODIFIER}/+(?P<inner>[\w-]+(?:\.[\w-]+)+/.*)", re.I | re.S
)
_SCHEME = re.compile(r"(https?):/+", re.I)
_FOURTEEN = re.compile(r"\d{14}")
_OUTER = len("http://a/")  # characters at the least before what an archive's address has inside
_MOST_NESTED = 3
_A_DAY = 8  # digits of a timestamp that says at least the day


@dataclass(frozen=True)
class Archived:
    """What an address of a web archive says: the page's own address, and the time of the capture where it names one."""

    url: str
    captured_at: dt.datetime | None


@lru_cache(maxsize=256)
def archived(url: str) -> Archived | None:
    """Return what a web archive's address says of the page inside it; None for any other address.

    An archive may have captured another archive's copy: the innermost address and the innermost time are the page's.
    """
    found: Archived | None = None
    if "http" not in url[_OUTER:].lower() and not _FOURTEEN.search(url):
        return None
    for _ in range(_MOST_NESTED):
        match = _WAYBACK.fullmatch(url) or _BARE.fullmatch(url)
        if match is None:
            break
        url = _plain(match["inner"])
        moment = _moment(match["moment"])
        found = Archived(url, moment or (found.captured_at if found else None))
    return found


def unwrap(url: str) -> str:
    """Return the address of the page inside a web archive's address; any other address as it is."""
    found = archived(url)
    return found.url if found is not None else url


def _plain(inner: str) -> str:
    """Return an address as the page has it: archives write `https:/`, some escape it, some leave the scheme out."""
    if re.match(r"https?%3a", inner, re.I):
        inner = unquote(inner)
    plain = _SCHEME.sub(lambda found: f"{found[1].lower()}://", inner, count=1)
    return plain if plain.startswith("http") else f"https://{plain}"


def _moment(text: str | None) -> dt.datetime | None:
    """Return the time of a timestamp in UTC; None where it lacks the day, or no calendar has it."""
    digits = re.sub(r"\D", "", text or "")
    if len(digits) < _A_DAY:
        return None
    try:
        return dt.datetime.strptime(digits[:14].ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
