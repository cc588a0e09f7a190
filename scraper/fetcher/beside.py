"""What a person writes beside a saved page: its address and its moment, in a `meta.json` as fixtures have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from schemas.text import printable
from scraper.addresses import fault_of_address


class Told(NamedTuple):
    """The address and the moment of capture that a `meta.json` states; `fault` is why it can't be believed, in words."""

    url: str | None = None
    captured_at: str | None = None
    fault: str | None = None


def told_beside(path: Path) -> Told:
    """Return what the `meta.json` beside a page states; nothing where there is none.

    One that can't be read states nothing either, but its page may not be taken for an undated one: it would stand before all others.
    """
    file, meta = path.with_name("meta.json"), _meta(path)
    if isinstance(meta, str):
        return Told(fault=f"{printable(file)} {meta}")
    url, moment = meta.get("url"), meta.get("captured_at")
    for name, value in (("url", url), ("captured_at", moment)):
        if value is not None and not isinstance(value, str):
            return Told(fault=f"{printable(file)} has a {name} that is no text; write it in quotes, or leave it out")
    fault = None if url is None else fault_of_address(url) if url.isprintable() else "it holds a control character"
    if fault is not None:
        return Told(fault=f"{printable(file)} has a url that is no address: {fault}; correct it, or leave it out")
    return Told(url, moment)


def is_unsound(path: Path) -> bool:
    """Return whether a fixture's page is marked as unsound: `"sound": false`, or a failure.json beside it."""
    if not _is_page(path):
        return False
    meta = _meta(path)
    is_marked = isinstance(meta, dict) and meta.get("sound") is False
    return is_marked or path.with_name("failure.json").exists()


def _is_page(path: Path) -> bool:
    return Path(path.name.removesuffix(".gz").removesuffix(".zst")).stem == "page"


def _meta(path: Path) -> dict[str, Any] | str:
    """Return what stands beside a page, empty where nothing does; in words why it can't be read."""
    file = path.with_name("meta.json")
    if not _is_page(path) or not file.is_file():
        return {}
    try:
        meta = json.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        return f"can't be read ({error.strerror}); check its rights, or take it away"
    except (ValueError, RecursionError):
        return "is no JSON in UTF-8; correct it, or take it away"
    return meta if isinstance(meta, dict) else "is no JSON object; correct it, or take it away"
