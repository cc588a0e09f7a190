"""Saved pages: one file, or a folder of them, with the address and the date that the saving left behind."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .planner import Plan
from .records import parse_date
from .saved import Origin, origin_of
from .snapshot import Missed, Snapshot
from .sources import PAGE_ENDINGS


class FolderSource:
    """A saved page, or all below a folder in the order of their paths; links out of it are not followed."""

    name = "folder"
    requests = 0

    def __init__(self, path: Path, *, sound_only: bool = False, cap: int = 20 << 20) -> None:
        self._path = path
        self.options = f"folder|{path}"
        self.counts: Counter[str] = Counter()
        self._sound_only = sound_only
        self._cap = cap

    def plan(self) -> Plan:
        """Count the pages; nothing is read."""
        count = sum(1 for _ in self.paths())
        return Plan(count, 0, 0.0, (f"folder {self._path}: {count} saved pages, no requests",))

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each page; files that cannot be read or are too large are Missed."""
        for path in self.paths():
            yield self._read(path)

    def paths(self) -> Iterator[Path]:
        """Return the files of the pages, in the order in which they are read."""
        if not self._path.is_dir():
            yield self._path
            return
        root = self._path.resolve()
        for path in sorted(self._path.rglob("*")):
            is_page = path.name.lower().endswith(PAGE_ENDINGS) and path.is_file()
            if is_page and self._inside(path, root) and not (self._sound_only and is_unsound(path)):
                yield path

    def _inside(self, path: Path, root: Path) -> bool:
        return path.resolve().is_relative_to(root)

    def _read(self, path: Path) -> Snapshot | Missed:
        try:
            if path.stat().st_size > self._cap:
                words = f"{path} is larger than {self._cap >> 20} MiB"
                return Missed(str(path), "rejected", "too_large", words, str(path))
            body = path.read_bytes()
        except OSError as error:
            words = f"{path} cannot be read ({error.strerror})"
            return Missed(str(path), "failed", "unreadable", words, str(path))
        told = _told(path)
        found = origin_of(body)
        return Snapshot(
            body=body,
            url=told.url or found.url,
            captured_at=told.captured_at or found.captured_at,
            source="folder",
            origin=str(path),
            page=str(path),
        )


def _meta(path: Path) -> dict[str, Any]:
    """Return the `meta.json` of a fixture's page.html, empty where there is none."""
    file = path.with_name("meta.json")
    if path.stem != "page" or not file.is_file():
        return {}
    try:
        meta = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


def _told(path: Path) -> Origin:
    meta = _meta(path)
    url, moment = meta.get("url"), meta.get("captured_at")
    captured = parse_date(moment) if isinstance(moment, str) else None
    return Origin(url if isinstance(url, str) else None, captured)


def is_unsound(path: Path) -> bool:
    """Return whether a fixture's page is marked as unsound: `"sound": false`, or a failure.json beside it."""
    if path.stem != "page":
        return False
    return _meta(path).get("sound") is False or path.with_name("failure.json").exists()
