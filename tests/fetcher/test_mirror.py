"""A full run reaches what the site is known to have; what it leaves out is named in docs/coverage.md."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from schemas.page_types import PAGE_TYPES
from schemas.vocabulary import ROUNDS
from scraper.catalogue.grid import INDEX_URLS, expected_pages, known_pages
from tests.support.amount import amount

from .conftest import Bench
from .mirror import ADDRESSES, BASE, kind_of, routes
from .server import Site

COVERAGE = Path(__file__).parents[2] / "docs/coverage.md"
OF_AN_ASSESSMENT = {"assessment", "pillar", "findings", "other_reports", "report"}


def test_a_full_run_reaches_the_record_as_the_table_of_coverage_says(bench: Bench, site: Site) -> None:
    site.routes.update(routes())
    cells = [*expected_pages(), *known_pages()]
    there = [cell for cell in cells if cell.url.removeprefix(BASE.rstrip("/")) in site.routes]
    absent = [
        cell for cell in cells if cell not in there
    ]  # they lead nowhere; a plan's length bounds what it finds beside
    bench.web(cells=lambda: [*there, *absent[: amount(120, len(absent))]], index=INDEX_URLS)
    reached = {path.removeprefix("/") for path in site.pages()}
    known = set(ADDRESSES)
    of_assessments = {path for path in known if kind_of(path) in OF_AN_ASSESSMENT}
    assert len(of_assessments) > 350 and len(reached & of_assessments) >= 0.98 * len(of_assessments)
    assert len(reached & known) >= 0.95 * len(known)
    assert {kind_of(path) for path in known - reached} == {"news"}
    letters = {path for path in known if "letter" in path}
    assert len(letters) >= 9 and letters <= reached
    planned = {page.url.removeprefix(BASE) for page in cells}
    planned |= {url.removeprefix(BASE) for url in INDEX_URLS}
    said = COVERAGE.read_text("utf-8")
    for words, some in (("pages of assessments", of_assessments), ("all", known)):
        row = f"| {words} | {len(some)} | {len(some & planned)} | {len(some & reached - planned)} | {len(some - reached)} |"
        assert row in said


def test_every_page_type_and_round_stands_in_the_table_of_coverage() -> None:
    said = COVERAGE.read_text("utf-8")
    assert [facts.name for facts in PAGE_TYPES if f"`{facts.name}`" not in said] == []
    assert {round_.id for round_ in ROUNDS} - {"2015", "2016", "2017"} <= set(re.findall(r"20\d\d(?:-\d\d)?", said))
    counts = Counter(page.type.value for page in expected_pages())
    assert counts["findings"] == counts["other_reports"] == 129 and counts["pillar"] == 731 + 267
    assert counts["assessment"] == 5 * 43 + 45 + 44 and counts["report"] == 3 * 43 + 2 * 44
