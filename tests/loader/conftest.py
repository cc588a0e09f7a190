from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scraper.store.sqlite import Database
from tests.support.empty import empty_database


@pytest.fixture
def new_database(tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Makes empty databases, each in its own file."""
    opened: list[Database] = []

    def make() -> Database:
        opened.append(empty_database(tmp_path / f"{len(opened)}.db"))
        return opened[-1]

    yield make
    for db in opened:
        db.close()


@pytest.fixture
def db(new_database: Callable[[], Database]) -> Database:
    return new_database()
