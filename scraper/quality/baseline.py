"""The last accepted run, which drift is measured from, as state.db keeps it (`drift_accepted`, `drift_layouts`, `drift_pages`).

It is the only copy of what was accepted: a row that can't be read is left out, and told until a run is accepted again.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import TypeAdapter

from schemas.text import some_of
from scraper.loader.profile import Stretch
from scraper.store.reread import UnreadError, reread
from scraper.store.schema import version_of

_SKELETON = TypeAdapter(tuple[Stretch, ...])
_NAMES = TypeAdapter(tuple[str, ...])


_SINCE = 2
"""The version of state.db that has its tables from the start; the one before made them when they were needed."""
_NEWEST = "SELECT run, at, parser_version, pages FROM drift_accepted ORDER BY rowid DESC LIMIT 1"
_LOST = "unknown"


@dataclass(frozen=True)
class Layout:
    """A skeleton that an accepted run had, and the page that stands for it."""

    id: str
    page: str
    skeleton: tuple[Stretch, ...]


@dataclass(frozen=True)
class Accepted:
    """What a page was in the last accepted run: its reading, its fields, its grades."""

    record: str
    filled: frozenset[str]
    grades: tuple[str, ...]


@dataclass
class Baseline:
    """The last accepted run: which, when, by which parser, the layouts and the pages of each group.

    `unread` says which rows of it are gone or can't be read, and why.
    """

    run: str
    at: str
    version: str
    layouts: dict[str, list[Layout]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, dict[str, Accepted]] = field(default_factory=lambda: defaultdict(dict))
    unread: list[str] = field(default_factory=list)

    def records(self) -> dict[str, str]:
        """Return the reading of each page."""
        return {page: one.record for group in self.pages.values() for page, one in group.items()}


def load_baseline(state: sqlite3.Connection | None) -> Baseline | None:
    """Return the last accepted run from the state database, None where there is none."""
    if state is None or (version_of(state) < _SINCE and not _is_there(state)):
        return None
    *told, count = state.execute(_NEWEST).fetchone() or (_LOST, _LOST, _LOST, 0)
    baseline = Baseline(*told)
    _add_layouts(baseline, state)
    _add_pages(baseline, state)
    baseline.unread += _lost(baseline, count)
    return None if baseline.run == _LOST and not baseline.unread else baseline


def _is_there(state: sqlite3.Connection) -> bool:
    return state.execute("SELECT 1 FROM sqlite_master WHERE name = 'drift_accepted'").fetchone() is not None


def _lost(baseline: Baseline, count: int) -> Iterator[str]:
    """Return in words which rows are gone: each accepted page has one, and each of their groups a layout."""
    if baseline.unread:
        return
    found = len(baseline.records())
    if found != count:
        yield f"drift_pages has {found} pages, {count} were accepted"
    yield from (f"drift_layouts has none of {group}" for group in baseline.pages if not baseline.layouts.get(group))


def _add_layouts(baseline: Baseline, state: sqlite3.Connection) -> None:
    rows = state.execute("SELECT id, family, page, CAST(skeleton AS BLOB) FROM drift_layouts ORDER BY rowid")
    for key, family, page, skeleton in rows:
        try:
            baseline.layouts[family].append(Layout(key, page, reread(_SKELETON, skeleton)))
        except UnreadError as error:
            baseline.unread.append(f"drift_layouts {key}, that of {page}: {error}")


def _add_pages(baseline: Baseline, state: sqlite3.Connection) -> None:
    rows = state.execute("SELECT page, family, record, CAST(filled AS BLOB), CAST(grades AS BLOB) FROM drift_pages")
    for page, family, record, filled, grades in rows:
        try:
            baseline.pages[family][page] = Accepted(record, _fields(filled), _grades(grades))
        except UnreadError as error:
            baseline.unread.append(f"drift_pages {page}: {error}")


@lru_cache(maxsize=4096)
def _fields(kept: bytes) -> frozenset[str]:
    """Return the fields of a page: one object for all pages that fill the same."""
    names = reread(_NAMES, kept)
    return frozenset(names)


@lru_cache(maxsize=4096)
def _grades(kept: bytes) -> tuple[str, ...]:
    return reread(_NAMES, kept)


def unread_reason(unread: list[str]) -> list[str]:
    """Return the one reason that rows are which can't be read."""
    if not unread:
        return []
    return [
        f"what drift is measured from can't be read whole in the state database ({some_of(unread, 1)}); put a copy of it back, "
        "or make what the database holds now the baseline with `peel check --accept`"
    ]
