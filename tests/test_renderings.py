"""The same text in other markup gives the same record (fixtures/README.md: all but block, blocks and kind)."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from schemas.extraction import Extraction
from scraper.document.read import read_document
from scraper.fixtures.compare import same_record
from scraper.fixtures.renderings import RENDERINGS
from scraper.parsers.parse import parse_page

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = ("assessment/staffordshire-2016", "assessment/staffordshire-2016-before-grading")
URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/"


def _source(name: str) -> bytes:
    if name == "real":
        folder = os.environ.get("PEEL_REAL_PAGES")
        if not folder:
            pytest.skip("PEEL_REAL_PAGES names no folder of real pages")
        return (Path(folder) / "staffordshire-2016.html").read_bytes()
    return (FIXTURES / name / "page.html").read_bytes()


@lru_cache(maxsize=8)
def _original(name: str) -> tuple[Any, Extraction]:
    body = _source(name)
    return read_document(body), parse_page(body, URL)


@pytest.mark.parametrize("rendering", RENDERINGS)
@pytest.mark.parametrize("case", [*CASES, "real"])
def test_other_markup_gives_the_same_record(case: str, rendering: str) -> None:
    document, original = _original(case)
    markup = RENDERINGS[rendering](document.blocks)
    found = parse_page(markup.encode(), URL)
    assert found.refused is None
    assert same_record(found) == same_record(original)
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0
    assert {p.code for p in found.problems} == {p.code for p in original.problems}
