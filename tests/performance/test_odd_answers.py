"""A few nights of a site that answers at random: nothing is lost in silence, and a rebuild makes the same record."""

from __future__ import annotations

from pathlib import Path

from benchmarks.odd_answers import try_nights
from tests.support.amount import amount


def test_what_a_site_shows_is_in_the_record_or_told(tmp_path: Path) -> None:
    assert try_nights(tmp_path, amount(1, 40), seed=3) == []
