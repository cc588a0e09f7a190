"""robots.txt by RFC 9309: what may be fetched, how fast, and what its absence means."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.document.rough import Look
from scraper.document.soft404 import is_soft_404
from scraper.store.rows import RobotsCopy

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "peel"  # noqa: S105 - the name robots.txt knows us by
_MARKUP = re.compile(r"<!--|--!?>|</?[a-z!][^<>]*>", re.I)
_RULES = re.compile(r"^[ \t]*user-?agent[ \t]*:", re.I | re.M)
_LINE = re.compile(r"[ \t]*(?:user-?agent|(?:dis)?allow|crawl-?delay|sitemap)[ \t]*:", re.I)
_AGENT = re.compile(r"^[ \t]*user[- ]?agent[ \t]*:(?P<names>[^\r\n]*)", re.I | re.M)
_PRODUCT = re.compile(r"[a-z_-]+|\*", re.I)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UNSEEN = str.maketrans({"\ufeff": None, "\u200b": None, "\0": None, "\u00a0": " "})
"""What an editor leaves that nobody sees: marks, the halves of UTF-16 that no mark announces, and a space that is no space."""
_DELAY = re.compile(r"^[ \t]*crawl-?delay[ \t]*:[ \t]*(\d+)(?:[.,](\d+))?(?![\d.,e])[^\r\n]*", re.I | re.M)
"""A delay with a decimal comma, a unit or words behind it, which Protego takes for none."""


@dataclass(frozen=True)
class Refusal:
    """Why an address is not asked: `reason` is `disallowed`, `unreachable`, `crawl_delay` or `challenge`."""

    reason: str
    message: str


def robots_url(url: str) -> str:
    """Return the address of the robots.txt that speaks for an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def copy_of(status: int, body: bytes, now: dt.datetime, max_bytes: int) -> RobotsCopy:
    """Return what an answer to robots.txt means (RFC 9309 2.3.1; 429 counts as unreachable).

    A body over `max_bytes` is cut at the last whole line.
    """
    if status in {200, 203, 204}:
        return _parsed(body, now, max_bytes)
    if 400 <= status < 500 and status != 429:
        return RobotsCopy("allow", "", now, f"robots.txt answers {status}: everything may be fetched")
    return RobotsCopy("unreachable", "", now, f"robots.txt answers {status}: nothing may be fetched")


def _parsed(body: bytes, now: dt.datetime, max_bytes: int) -> RobotsCopy:
    note = ""
    if len(body) > max_bytes:
        body = body[:max_bytes].rpartition(b"\n")[0]
        note = f"robots.txt is longer than {max_bytes // 1024} KiB: the rest is not read"
    text = _plain(body)
    if _MARKUP.search(text):
        # Rules that stand between tags or in a comment are rules all the same, as an editor of pages writes them; in a page
        # that says that there is no robots.txt only what is a line of one as it stands (RFC 9309 2.2).
        missing = is_soft_404(Look(body))
        lines = text.splitlines() if missing is None else [line for line in text.splitlines() if _LINE.match(line)]
        text = _MARKUP.sub("\n", "\n".join(lines))
        if not _RULES.search(text):
            what = "an HTML page" if missing is None else f"a page that says {missing!r}"
            return RobotsCopy("allow", "", now, f"robots.txt is {what}: it states no rules")
    return RobotsCopy("rules", text, now, note)


def _plain(body: bytes) -> str:
    """Return the text of a robots.txt, which is UTF-8 (RFC 9309 2.2); byte order marks are no part of it."""
    coding = "utf-16" if body.startswith(_UTF_16) else "utf-8"
    return body.decode(coding, "replace").translate(_UNSEEN)


def _delay(line: re.Match[str]) -> str:
    return f"Crawl-delay: {line[1]}.{line[2] or 0}"


def _named(line: re.Match[str]) -> str:
    """Return a user-agent line with product tokens alone, as RFC 9309 2.2.1 compares them: whole, whatever version follows.

    Protego takes the beginning of a token for the token, and `peel/1.0` for another's.
    """
    found = [_PRODUCT.match(name.strip(" \t\"'")) for name in line["names"].split("#")[0].split(",")]
    names = {token.group().lower() if token else "" for token in found}
    named = next((name for name in (TOKEN, "*") if name in names), "another")
    return f"User-agent: {named}"


class Rules:
    """The rules of one host, parsed once."""

    def __init__(self, copy: RobotsCopy, crawl_delay_cap: float) -> None:
        self.copy = copy
        self._cap = crawl_delay_cap
        self._parsed: Protego | None = None
        if copy.state == "rules":
            from protego import Protego

            self._parsed = Protego.parse(_DELAY.sub(_delay, _AGENT.sub(_named, copy.text)))

    @property
    def crawl_delay(self) -> float:
        """The Crawl-delay asked of us, in seconds; 0 where there is none."""
        delay = self._parsed.crawl_delay(TOKEN) if self._parsed else None
        return float(delay or 0.0)

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of the sitemaps that robots.txt names."""
        return list(self._parsed.sitemaps) if self._parsed else []

    def refusal(self, url: str) -> Refusal | None:
        """Say why an address may not be asked, None where it may."""
        host = urlsplit(url).netloc
        if self.copy.state == "unreachable":
            words = f"{self.copy.note or 'robots.txt cannot be read'} on {host} (RFC 9309); run again later"
            return Refusal("unreachable", words)
        if self.copy.state == "blocked":
            return Refusal("challenge", f"{host} answers robots.txt with a challenge page")
        if self.crawl_delay > self._cap:
            words = f"{host} asks for {self.crawl_delay:g} s between requests, more than {self._cap:g} s"
            return Refusal("crawl_delay", f"{words}; ask the site's owner, or use --via wayback")
        if self._parsed is not None and not self._parsed.can_fetch(url, TOKEN):
            return Refusal("disallowed", f"robots.txt of {host} disallows {urlsplit(url).path}")
        return None
