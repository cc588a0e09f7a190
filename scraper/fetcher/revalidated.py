"""What a 304 speaks of: the copy that was asked about, or another one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .exchange import Exchange

_TAG = re.compile(r'(?:W/)?"?([^"]*)"?')
_CODED = re.compile(r"[-;:+_.]*(?:gzip|br|zstd|deflate|df)$", re.I)


def is_conditional(asked: Mapping[str, str]) -> bool:
    """Return whether a request asks about a copy."""
    return not asked.keys().isdisjoint(("If-None-Match", "If-Modified-Since"))


def of_another(exchange: Exchange, asked: Mapping[str, str]) -> str | None:
    """Return in words why a 304 says nothing of the copy that was asked about; None where it says that it stands.

    `asked` is the conditional headers. A validator beside a 304 is that of the copy that the server has now (RFC 9110,
    15.4.5): another one than was asked about means that the page changed, whatever the status says.
    """
    if not is_conditional(asked):
        return "to a request without conditions"
    ours, theirs = asked.get("If-None-Match"), exchange.header("etag")
    if ours and theirs:
        return None if _bare(ours) == _bare(theirs) else f"of another copy ({theirs[:60]}) than the one asked about"
    moment, changed = asked.get("If-Modified-Since"), exchange.header("last-modified")
    if moment and changed and moment.strip() != changed.strip():
        return f"of a copy of another day ({changed[:40]}) than the one asked about"
    return None


def _bare(tag: str) -> str:
    """Return a tag for weak comparison, without what servers put behind it for a coding: Apache gives it in one answer of two."""
    match = _TAG.fullmatch(tag.strip())
    return _CODED.sub("", match[1]) if match else tag
