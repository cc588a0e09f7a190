from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .chromium import ROOT, Watched, browser, environment, executable, served
from .databases import grow, poison

_CHROMIUM = pytest.mark.skipif(executable() is None, reason="no Chromium here; .ci/install-browser installs it")
_MADE = {0, 3, 4}  # exit codes of a run that published


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "running" in getattr(item, "fixturenames", ()):
            item.add_marker(_CHROMIUM)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `peel run` makes of the sound fixtures: a published database with the runs' database beside it."""
    folder = tmp_path_factory.mktemp("sample")
    places = ["--db", str(folder / "peel.db"), "--archive-dir", str(folder / "archive")]
    command = [sys.executable, "-c", "from scraper.cli import main; main()", "run", "fixtures", "--sound-only"]
    command += ["--quiet", *places]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode in _MADE, done.stderr
    return folder / "peel.db"


def _copy(database: Path, folder: Path, change: Callable[[sqlite3.Connection], None]) -> Path:
    copied = folder / "peel.db"
    shutil.copy(database, copied)
    shutil.copy(database.with_name("state.db"), folder / "state.db")
    conn = sqlite3.connect(copied)
    change(conn)
    conn.commit()
    conn.close()
    return copied


@pytest.fixture(scope="session")
def hostile(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same database with markup, script and script addresses in every column that a page fills."""
    return _copy(database, tmp_path_factory.mktemp("hostile"), poison)


@pytest.fixture(scope="session")
def decade(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of some 1,500 assessments, as large as all that was published and will be in years."""
    return _copy(database, tmp_path_factory.mktemp("decade"), grow)


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


@pytest.fixture
def watched(running: Any) -> Iterator[Watched]:
    """A page of its own context, whose requests and complaints are kept."""
    context = running.new_context()
    yield Watched(context.new_page())
    context.close()
