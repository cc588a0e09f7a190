"""A database and a state to look at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.store.sqlite import Database
from scraper.store.state import State

from .build import database


@pytest.fixture
def state(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with State(tmp_path / "state.db") as found:
        yield found.db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = database(tmp_path)
    yield made
    made.close()
