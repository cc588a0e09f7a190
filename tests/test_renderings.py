"""The same text in other markup gives the same record (fixtures/README.md: all but block, blocks and kind)."""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import Severity
from scraper.document.read import read_document
from scraper.fixtures.cases import Case
from scraper.fixtures.renderings import RENDERINGS
from scraper.parsers.parse import parse_page
from tests.support.amount import amount
from tests.support.compare import same_record

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


PAGES = sorted(f"{answer.parent.parent.name}/{answer.parent.name}" for answer in FIXTURES.glob("*/*/expected.json"))
OF_THE_BYTES = {"encoding_overridden", "encoding_fallback", "characters_cleaned", "characters_lost"}


def _told(extraction: Extraction) -> Counter[str]:
    """Return the warnings and errors of a page by code, without those of its bytes."""
    return Counter(
        p.code for p in extraction.problems if p.severity is not Severity.INFO and p.code not in OF_THE_BYTES
    )


def _turn_of(page: str) -> list[str]:
    """Return every tenth rendering, the others for the next pages: all of them where the tests shall be thorough."""
    step = amount(10, 1)
    return list(RENDERINGS)[PAGES.index(page) % step :: step]


@pytest.mark.parametrize("page", PAGES)
def test_every_fixture_says_the_same_in_other_markup(page: str) -> None:
    case = Case(FIXTURES / page)
    document = read_document(case.body)
    if not any(block.level == 1 for block in document.blocks):
        pytest.skip("the page has no title that a rendering could set")
    record, told = same_record(case.extraction), _told(case.extraction)
    for name in _turn_of(page):
        found = case.parse(RENDERINGS[name](document.blocks).encode())
        assert found.refused is None, name
        assert same_record(found) == record, name
        assert _told(found) == told, name
