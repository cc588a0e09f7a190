"""Small databases of real pages, for the checks to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from scraper.engine.extract import extract
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.load import load
from scraper.store.sqlite import Database
from tests.runs.site import BASE, FORCES, PAGE, ROOT, page
from tests.support.empty import empty_database

FIXTURES = ROOT / "fixtures"


def capture(force: str, text: str = PAGE, year: int = 2018) -> Snapshot:
    """A capture of a force's page of 2016."""
    return Snapshot(
        body=page(force, text).encode(),
        url=f"{BASE}/{force.lower()}/",
        captured_at=dt.datetime(year, 4, 1, 10, tzinfo=dt.UTC),
        source="folder",
    )


def put(db: Database, captures: Iterable[Snapshot]) -> None:
    for one in captures:
        load(db, one, extract(one))


def forces(db: Database, change: Callable[[str], str] = lambda text: text, year: int = 2018, count: int = 10) -> None:
    put(db, (capture(force, change(PAGE), year) for force in FORCES[:count]))


def fixtures(db: Database, *folders: str) -> None:
    for folder in folders:
        put(db, (one for one in FolderSource(FIXTURES / folder).snapshots() if isinstance(one, Snapshot)))


def database(folder: Path, name: str = "peel.db") -> Database:
    return empty_database(folder / name)
