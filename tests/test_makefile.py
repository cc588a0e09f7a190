"""The Makefile keeps what it names: each of its targets does something and says what in `make help`."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TARGETS = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1].split()  # type: ignore[index]


def made(*arguments: str) -> str:
    return subprocess.run(["make", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_a_recipe_and_a_line_of_help(target: str) -> None:
    assert "Nothing to be done" not in made("--dry-run", target)
    assert f"make {target} " in made("help")
