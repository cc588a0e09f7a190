"""Which addresses may be asked: http(s), listed hosts, their own ports, no credentials (OWASP SSRF rules)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from scraper.catalogue.urls import HOSTS

from .options import FetchSettings, is_loopback

_PORTS = {"http": 80, "https": 443}
_AS_THEY_ARE = "".join(chr(code) for code in range(128) if code != ord(" "))
_ODD = re.compile(r"[\s\\\x00-\x20\x7f]")


def in_ascii(url: str | bytes) -> str:
    """Return an address as it is sent: what is not ASCII, and spaces, percent-encoded as browsers do (bytes as they are)."""
    return quote(url, safe=_AS_THEY_ARE)


class AllowList:
    """Hosts that requests may go to. `hosts` at their standard ports; `bases` at exactly their own port."""

    def __init__(self, hosts: Iterable[str] = (), bases: Iterable[str] = ()) -> None:
        self._hosts = frozenset(hosts)
        self._places = frozenset(_place(base) for base in bases)

    def refusal(self, url: str) -> str | None:
        """Say why an address must not be asked, None where it may."""
        if _ODD.search(url):
            return "the address holds white space, control characters or backslashes"
        try:
            parts = urlsplit(url)
            scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        except ValueError:
            return "the address cannot be read"
        if scheme not in _PORTS:
            return f"the scheme {scheme or '(none)'} is not http or https"
        if "@" in parts.netloc:
            return "the address carries credentials"
        if _place(url) in self._places:
            return None
        if host not in self._hosts:
            return f"the host {host or '(none)'} is not one of the site's"
        return None if port in {None, _PORTS[scheme]} else f"the port {port} is not a standard one"


def _place(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, parts.hostname or "", parts.port or _PORTS.get(scheme)


def site_hosts(settings: FetchSettings) -> AllowList:
    """Return the hosts of the live site; a `--site` on this machine is the only one then."""
    base = settings.site_base
    if base and is_loopback(base):
        return AllowList(bases=[base])
    return AllowList(HOSTS, [base] if base else [])
