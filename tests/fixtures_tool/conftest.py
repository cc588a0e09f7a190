"""A checkout of its own for each test: a folder with a few fixtures, and the tool run inside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli import cli
from scraper.errors import PeelError

ROOT = Path(__file__).parent.parent.parent
MODEL = "assessment/staffordshire-2016"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Tool = Callable[..., Done]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with fixtures/ in it: the model page, and one that must be refused."""
    for key in (MODEL, "failure/soft-404-page-not-found"):
        shutil.copytree(ROOT / "fixtures" / key, tmp_path / "fixtures" / key)
    shutil.copy(ROOT / "fixtures/README.md", tmp_path / "fixtures/README.md")
    return tmp_path


@pytest.fixture
def tool(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Tool:
    """`peel fixtures …` in the checkout; an error of peel's is its line and its exit code."""
    monkeypatch.chdir(checkout)

    def run(*arguments: str | Path, answers: str = "") -> Done:
        done = CliRunner().invoke(cli, ["fixtures", *map(str, arguments)], input=answers, standalone_mode=False)
        if isinstance(done.exception, PeelError):
            return Done(int(done.exception.exit_code), done.stdout, f"peel: {done.exception.message}\n")
        if done.exception is not None:
            raise done.exception
        return Done(done.return_value or 0, done.stdout, done.stderr)

    return run
