"""What a person writes beside a saved page: its address and its moment, in a `meta.json` as fixtures have it.

It is of the `page.html` in its folder; one that has a page's name before its own (`kent.meta.json`, `kent.html.meta.json`) is of that page.
"""

from __future__ import annotations

import json
import os
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from schemas.text import printable
from scraper.addresses import fault_of_address

META = "meta.json"
_READ = {"url": 0.65, "captured_at": 0.75, "sound": 0.75}
"""The keys that are read, and how like one of them another key is that is taken for it misspelt (1: the same but for case and marks)."""
_OF_FIXTURES = frozenset({"case", "coverage", "facts", "origin", "refreshed", "round", "state", "why"})


class Told(NamedTuple):
    """The address and the moment of capture that a `meta.json` states; `fault` is why it can't be believed, in words."""

    url: str | None = None
    captured_at: str | None = None
    fault: str | None = None


def told_beside(path: Path) -> Told:
    """Return what the `meta.json` beside a page states; nothing where there is none.

    One that can't be read states nothing either, but its page may not be taken for an undated one: it would stand before all others.
    """
    file = _file_of(path)
    if file is None:
        return Told()
    meta = _read(file)
    if isinstance(meta, str):
        return Told(fault=f"{printable(file)} {meta}")
    for name in _READ:
        if name not in meta and (written := _misspelt(meta, name)) is not None:
            return Told(
                fault=f"{printable(file)} has {printable(written)!r} where {name!r} is read; correct it, or leave it out"
            )
    url, moment = meta.get("url"), meta.get("captured_at")
    for name, value in (("url", url), ("captured_at", moment)):
        if value is not None and not isinstance(value, str):
            return Told(fault=f"{printable(file)} has a {name} that is no text; write it in quotes, or leave it out")
    fault = None if url is None else fault_of_address(url) if url.isprintable() else "it holds a control character"
    if fault is not None:
        return Told(fault=f"{printable(file)} has a url that is no address: {fault}; correct it, or leave it out")
    return Told(url, moment)


def _misspelt(meta: dict[str, Any], name: str) -> str | None:
    """Return the key of a `meta.json` that was meant to be one that it has not, None where there is none like it."""
    wanted = _letters(name)
    others = (key for key in meta if key not in _READ and key not in _OF_FIXTURES)
    return next((key for key in others if SequenceMatcher(None, wanted, _letters(key)).ratio() >= _READ[name]), None)


def _letters(key: str) -> str:
    return re.sub(r"[\W_]", "", key[:40].lower())


def is_unsound(path: Path) -> bool:
    """Return whether a fixture's page is marked as unsound: `"sound": false`, or a failure.json beside it."""
    if not is_page_name(path.name):
        return False
    file = _file_of(path)
    meta = _read(file) if file is not None else None
    is_marked = isinstance(meta, dict) and meta.get("sound") is False
    return is_marked or path.with_name("failure.json").exists()


def is_page_name(name: str) -> bool:
    """Return whether a file is called as the page is that a `meta.json` tells of."""
    return _stem(name).lower() == "page"


def _stem(name: str) -> str:
    return Path(re.sub(r"\.(?:gz|zst)$", "", name, flags=re.I)).stem


def _file_of(path: Path) -> Path | None:
    """Return the file that tells of a page, None where there is none."""
    for name in (path.name, _stem(path.name)):
        own = path.with_name(f"{name}.{META}")
        if os.path.lexists(own):
            return own
    if not is_page_name(path.name):
        return None
    file = path.with_name(META)
    if os.path.lexists(file):
        return file
    try:  # as systems write it that do not tell capitals apart
        return next((one for one in sorted(path.parent.iterdir()) if one.name.lower() == META), None)
    except OSError:
        return None


def _read(file: Path) -> dict[str, Any] | str:
    """Return what a file states; in words why it can't be read."""
    if not file.is_file():
        return "is no file; put the file there, or take it away"
    try:
        meta = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return f"can't be read ({error.strerror}); check its rights, or take it away"
    except (ValueError, RecursionError):
        return "is no JSON in UTF-8; correct it, or take it away"
    return meta if isinstance(meta, dict) else "is no JSON object; correct it, or take it away"
