"""Clean means that something was read: which targets of a run gave nothing, and what was passed over in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from schemas.text import printable
from scraper.fetcher.walk import is_new

from .context import RunContext


def empty_targets(run: RunContext) -> list[str]:
    """Return the files and folders that a user named and that gave no page, not even one that failed or is gone."""
    seen: set[tuple[int, int]] = set()
    paths = [Path(path) for path in run.request.paths]
    found = [path for path in paths if path.exists() and is_new(path, seen)]
    return [printable(path) for path in found if not _gave_a_page(run, path)]


def _gave_a_page(run: RunContext, path: Path) -> bool:
    """Return whether a page of the run came from a path, by the name that the user gave it or the whole one of workers."""
    return any(run.state.has_outcome_below(run.id, printable(name)) for name in (path, path.resolve()))


def told_of(counts: Mapping[str, int], lead: str) -> str:
    """Return counts by kind in words behind a lead, the most first; nothing where there are none."""
    most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{count:,} {name if count != 1 else _one_of(name)}" for name, count in most_first if count]
    return lead + ", ".join(parts) if parts else ""


def _one_of(kinds: str) -> str:
    """Return the name of a kind for one of it: the kinds are named in the plural."""
    return re.sub(r"(\w)s\b", r"\1", kinds, count=1)
