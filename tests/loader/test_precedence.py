"""Which page of an assessment speaks for a row that several state: by the table of page types, whatever came first."""

from __future__ import annotations

from itertools import combinations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import Grade, Pillar
from scraper.loader.load import load
from scraper.store.sqlite import Database

from .pages import pillar_page, snapshot

PILLARS = ["assessment", "report", "pillar", "findings", "other_reports", "publication"]
"""Who speaks for a pillar, the first before all others; a publication, which has no place, behind them."""
QUESTIONS = ["pillar", "findings", "report", "assessment", "other_reports", "publication"]
"""Who speaks for a question."""
ASKED = "preventing-crime"


def made(page_type: str, grade: Grade) -> Extraction:
    """A page of a type that gives effectiveness and one of its questions the same grade."""
    return pillar_page(Pillar.EFFECTIVENESS, grade, kind=PageType(page_type), questions={ASKED: grade})


def spoken(db: Database, *pages: Extraction) -> dict[str | None, str]:
    """The grade of the pillar, under None, and of its question, under its key, once all pages are loaded."""
    for page in pages:
        load(db, snapshot(page), page)
    sql = "SELECT question_key, grade FROM judgments WHERE pillar = 'effectiveness'"
    return dict(db.execute(sql).fetchall())


@pytest.mark.parametrize(("first", "second"), list(combinations(PILLARS, 2)))
def test_for_a_pillar_the_more_general_page_speaks(first: str, second: str, db: Database) -> None:
    pages = made(second, Grade.INADEQUATE), made(first, Grade.GOOD)
    assert spoken(db, *pages)[None] == "good"
    assert spoken(db, *reversed(pages))[None] == "good"


@pytest.mark.parametrize(("first", "second"), list(combinations(QUESTIONS, 2)))
def test_for_a_question_the_more_special_page_speaks(first: str, second: str, db: Database) -> None:
    pages = made(second, Grade.INADEQUATE), made(first, Grade.GOOD)
    assert spoken(db, *pages)[ASKED] == "good"
    assert spoken(db, *reversed(pages))[ASKED] == "good"


def test_pages_that_differ_are_told_and_all_are_witnesses(db: Database) -> None:
    spoken(db, made("pillar", Grade.INADEQUATE), made("assessment", Grade.GOOD))
    codes = {row[0] for row in db.execute("SELECT code FROM problems").fetchall()}
    assert "pages_disagree" in codes
    sql = (
        "SELECT witnesses.grade FROM witnesses JOIN judgments ON witnesses.judgment = judgments.id "
        "WHERE judgments.question_key IS NULL"
    )
    assert {row[0] for row in db.execute(sql).fetchall()} == {"good", "inadequate"}
