from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.amount import THOROUGH
from tests.support.shared import made_once
from tests.support.warm import peel

from .chromium import DESK, ROOT, Watched, browser, executable, served
from .databases import LATER, grow, poison

_CHROMIUM = pytest.mark.skipif(executable() is None, reason="no Chromium here; .ci/install-browser installs it")
_MADE = {0, 3, 4}  # exit codes of a run that published


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "running" in getattr(item, "fixturenames", ()):
            item.add_marker(_CHROMIUM)


def _run(folder: Path) -> None:
    done = peel(
        "run", "fixtures", "--sound-only", "--quiet", "--db", folder / "peel.db", "--archive-dir", folder / "archive",
        cwd=ROOT,
    )  # fmt: skip
    assert done.returncode in _MADE, done.stderr


def _copy(database: Path, folder: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    shutil.copy(database, folder / "peel.db")
    shutil.copy(database.with_name("state.db"), folder / "state.db")
    with closing(sqlite3.connect(folder / "peel.db")) as conn:
        change(conn)
        conn.commit()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `peel run` makes of the sound fixtures: a published database with the runs' database beside it."""
    return made_once(tmp_path_factory, "sample", _run) / "peel.db"


@pytest.fixture(scope="session")
def hostile(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same database with markup, script and script addresses in every column that a page fills."""
    return made_once(tmp_path_factory, "hostile", lambda folder: _copy(database, folder, poison)) / "peel.db"


@pytest.fixture(scope="session")
def decade(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of some 1,500 assessments, as large as all that was published and will be in years; a quick test has half."""
    later = LATER if THOROUGH or os.environ.get("BROWSE_LARGE") else LATER[:2]
    made = made_once(tmp_path_factory, "decade", lambda folder: _copy(database, folder, lambda db: grow(db, later)))
    return made / "peel.db"


@pytest.fixture(scope="session")
def running() -> Iterator[Any]:
    with browser() as started:
        yield started


@pytest.fixture(scope="session")
def address(database: Path, running: Any) -> Iterator[str]:
    """Where `peel browse` serves the database, for as long as the browser runs."""
    with served(database) as found:
        yield found


@pytest.fixture(scope="session")
def large(decade: Path, running: Any) -> Iterator[str]:
    """Where `peel browse` serves the database of a decade, for as long as the browser runs."""
    with served(decade) as found:
        yield found


@pytest.fixture(scope="session")
def tab(running: Any) -> Watched:
    """The page that the tests share: one more would cost each of them as much as three pages that are loaded in it."""
    return Watched(running.new_page())


@pytest.fixture
def watched(tab: Watched) -> Watched:
    """A page, empty and as wide as a desk, whose requests and complaints are kept."""
    tab.start_anew(DESK)
    return tab
