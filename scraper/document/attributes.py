"""Tags with attributes without number, for each of which the tree builder looks through all before it."""

from __future__ import annotations

import re
from itertools import islice

from .mending import ATTRIBUTES, TOKEN

_SMALLEST_PAGE = 100_000  # bytes; in less there is no room for so many
_STEP, _WINDOW = 16_384, 4_096  # bytes; no text is as long without an end tag, and a tag that matters here is longer
_LONGEST_TAG = 20_000  # characters
_MOST = 500
_ATTRIBUTE = re.compile(r"[^\s=>\"']++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?")


def fewer_attributes(utf8: bytes) -> bytes:
    """Return a page whose tags have at most 500 attributes where they are longer than a tag ever is."""
    steps = range(0, len(utf8) - _WINDOW, _STEP) if len(utf8) > _SMALLEST_PAGE else ()
    if all(utf8.find(b"</", step, step + _WINDOW) >= 0 for step in steps):
        return utf8
    text = utf8.decode("latin-1")
    parts, kept, at = [], 0, 0
    while match := TOKEN.search(text, at):
        at = match.end()
        rest = ATTRIBUTES.match(text, at) if match["tag"] else None
        if rest is None or rest.end() - at < _LONGEST_TAG:
            continue
        last = next(islice(_ATTRIBUTE.finditer(text, at, rest.end(1)), _MOST - 1, None), None)
        if last is not None and "</" not in rest[1]:
            parts.append(text[kept : last.end()])
            kept = rest.end(1)
            at = rest.end()
    return "".join([*parts, text[kept:]]).encode("latin-1")
