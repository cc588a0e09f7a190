"""What a person writes beside a saved page: its address and its moment, in a `meta.json` as fixtures have it."""

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
    file, meta = path.with_name(META), _meta(path)
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
    meta = _meta(path)
    is_marked = isinstance(meta, dict) and meta.get("sound") is False
    return is_marked or path.with_name("failure.json").exists()


def is_page_name(name: str) -> bool:
    """Return whether a file is called as the page is that a `meta.json` tells of."""
    return Path(name.removesuffix(".gz").removesuffix(".zst")).stem == "page"


def _meta(path: Path) -> dict[str, Any] | str:
    """Return what stands beside a page, empty where nothing does; in words why it can't be read."""
    file = path.with_name(META)
    if not is_page_name(path.name) or not os.path.lexists(file):
        return {}
    if not file.is_file():
        return "is no file; put the file there, or take it away"
    try:
        meta = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return f"can't be read ({error.strerror}); check its rights, or take it away"
    except (ValueError, RecursionError):
        return "is no JSON in UTF-8; correct it, or take it away"
    return meta if isinstance(meta, dict) else "is no JSON object; correct it, or take it away"
