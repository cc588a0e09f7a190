"""Addresses that a person gives, as a target or as the base of a site: what is wrong with one, before anything is asked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = ("http", "https")
_NO_HOST = re.compile(r"[\s\\\x00-\x20\x7f]")


def fault_of_address(text: str) -> str | None:
    """Return what is wrong with an address in a few words; None where it names a host that can be asked by HTTP."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        return f"it can't be read ({error})"
    if parts.scheme not in SCHEMES:
        return f"it begins with {parts.scheme}:, not with http:// or https://" if parts.scheme else "it has no http://"
    if "@" in parts.netloc:
        return "it carries credentials, which are never sent"
    if not host.strip(".") or _NO_HOST.search(parts.netloc):
        return "it names no host"
    return "its port is 0" if port == 0 else None
