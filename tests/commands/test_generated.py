"""What is generated from the models stands in the repository as it would be generated now."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.commands.generated import pages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", pages())
def test_generated_files_have_not_drifted(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == pages()[name], "run `peel schema --write` and read the difference"
