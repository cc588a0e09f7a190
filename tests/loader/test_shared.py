"""What a page's neighbours need to know of it: all that several pages may state, and which blocks its own rows cite."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from schemas.extraction import Extraction
from scraper.loader.line import Line
from scraper.loader.load import load
from scraper.loader.statements import OWNED, SHARED
from scraper.loader.tables import SPECS

from .pages import assessment_page, letter_page, pillar_page, snapshot


@pytest.mark.parametrize(
    "made", [assessment_page(), pillar_page(), letter_page()], ids=["assessment", "pillar", "letter"]
)
def test_it_is_the_state_without_the_rows_of_the_pages_own(made: Extraction, db: Database) -> None:
    page = load(db, snapshot(made), made).page
    assert page is not None
    whole, found = Line(db, page).state(), Line(db, page).shared()
    assert whole is not None and found is not None
    shared = found[0].state
    assert found[0].newest == whole.newest
    assert all(shared.rows.of(table) == whole.state.rows.of(table) for table in SHARED)
    assert not any(shared.rows.of(table) for table in OWNED)
    assert (shared.page, shared.witnesses, shared.kept) == (whole.page, whole.state.witnesses, whole.state.kept)


def test_the_blocks_are_those_that_the_rows_of_the_pages_own_cite(db: Database) -> None:
    made = assessment_page()
    done = load(db, snapshot(made), made)
    assert done.page is not None
    found = Line(db, done.page).shared()
    tables = [table for table in OWNED if "block" in SPECS[table].names]
    cited = {row[0] for table in tables for row in db.execute(f"SELECT block FROM {table} WHERE block IS NOT NULL")}
    assert found is not None and cited
    assert {key: set(numbers) for key, numbers in found[1].items()} == {done.snapshot: cited}


def test_a_page_that_is_not_there_shares_nothing(db: Database) -> None:
    assert Line(db, "police/kent/2016/assessment").shared() is None
