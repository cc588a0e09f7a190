"""A full run reaches what the site is known to have; what it leaves out is named in docs/coverage.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.catalogue.grid import INDEX_URLS, expected_pages, known_pages

from .conftest import Bench
from .mirror import ADDRESSES, BASE, kind_of, routes
from .server import Site

COVERAGE = Path(__file__).parents[2] / "docs/coverage.md"
OF_AN_ASSESSMENT = {"assessment", "pillar", "findings", "other_reports", "report"}


def full_run(bench: Bench, **more: object) -> None:
    bench.web(cells=lambda: [*expected_pages(), *known_pages()], index=INDEX_URLS, **more)


@pytest.fixture
def reached(bench: Bench, site: Site) -> set[str]:
    site.routes.update(routes())
    full_run(bench)
    return {path.removeprefix("/") for path in site.pages()}


def test_a_full_run_reaches_the_record(reached: set[str]) -> None:
    assessments = [path for path in ADDRESSES if kind_of(path) in OF_AN_ASSESSMENT]
    assert len(assessments) > 350
    assert len(reached & set(assessments)) >= 0.98 * len(assessments)
    assert len(reached & set(ADDRESSES)) >= 0.95 * len(ADDRESSES)
    left_out = {kind_of(path) for path in set(ADDRESSES) - reached}
    assert left_out <= {"news"}
    named = COVERAGE.read_text("utf-8")
    assert all(f"`{name}`" in named for name in left_out)
    letters = {path for path in ADDRESSES if "letter" in path}
    assert len(letters) >= 9 and letters <= reached
