from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .site import run, save


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a clean first run over ten pages, which is the baseline; not to be written to."""
    folder = tmp_path_factory.mktemp("first")
    done = run(folder / "out", save(folder / "site"))
    assert done.code == 0, done.said
    return folder / "out"


@pytest.fixture
def ran(first_run: Path, tmp_path: Path) -> Callable[[], Path]:
    """Gives copies of that output, to run again into."""
    made = 0

    def copy() -> Path:
        nonlocal made
        made += 1
        return Path(shutil.copytree(first_run, tmp_path / f"out{made}"))

    return copy
