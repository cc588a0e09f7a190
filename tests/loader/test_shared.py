"""What a page's neighbours need to know of it: all that several pages may state, and which blocks its own rows cite."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from schemas.rows import AssessmentRow, JudgmentRow, KeyFactRow, LinkRow
from scraper.loader.history import Kept, PageState, Place, State
from scraper.loader.line import Line
from scraper.loader.load import load
from scraper.loader.shared import SharedStates, shared_of
from scraper.loader.statements import OWNED, SHARED, Rows, StatedPage, StatedWitness
from scraper.loader.tables import SPECS
from scraper.store.sqlite import Database
from tests.support.amount import amount

from .pages import assessment_page, letter_page, pillar_page, snapshot

NUMBERS = st.none() | st.floats(allow_nan=False)
ROWS = (
    st.builds(AssessmentRow),
    st.builds(JudgmentRow, statement=st.none() | st.text(st.characters())),
    st.builds(KeyFactRow, value=NUMBERS),
    st.builds(LinkRow),
)


def rows_of(rows: list[AssessmentRow | JudgmentRow | KeyFactRow | LinkRow]) -> Rows:
    made = Rows()
    for row in rows:
        made.put(row)
    return made


STATES = st.builds(
    State,
    page=st.builds(StatedPage),
    rows=st.lists(st.one_of(ROWS), max_size=6).map(rows_of),
    witnesses=st.dictionaries(st.text(), st.lists(st.builds(StatedWitness), max_size=2), max_size=2),
    kept=st.dictionaries(st.builds(Place), st.builds(Kept, value=NUMBERS | st.integers() | st.text()), max_size=2),
)
"""States of a page with any rows: of those that pages share, and of one that is the page's own."""


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


@settings(max_examples=amount(25, 100), deadline=None)
@given(STATES)
def test_it_is_kept_as_it_was_put(state: State) -> None:
    kept = SharedStates(1)
    assert kept.get(state.page.id, "key") is None
    assert kept.put(state.page.id, "key", shared_of(state)) == shared_of(state)
    assert kept.get(state.page.id, "key") == shared_of(state)
    assert kept.get(state.page.id, "another state's") is None
    kept.put(f"{state.page.id}/other", "key", shared_of(state))
    assert kept.get(state.page.id, "key") is None


def test_what_a_page_shares_is_that_of_the_capture_that_speaks(db: Database) -> None:
    """Whatever was folded last: a capture behind it, in front of it, the same again, or one that is taken out."""
    for day in ("2017-03-02", "2017-03-04", "2017-03-03", "2017-03-05", "2017-03-01"):
        made = assessment_page(inspector=f"The inspector of {min(day, '2017-03-04')}")
        page = load(db, snapshot(made, f"{day}T10:00:00"), made).page
        assert page is not None
        known, told = Line(db, page).shared(), Line(db, page).state()
        assert known is not None and told is not None
        assert known == (PageState(shared_of(told.state).state, told.newest), shared_of(told.state).cited)


def test_a_page_takes_little_of_the_memory_of_its_objects(db: Database) -> None:
    """The states of a thousand pages are kept while a run lasts."""
    made = assessment_page()
    page = load(db, snapshot(made), made).page
    found = Line(db, page or "").state()
    assert found is not None
    shared, kept = shared_of(found.state), SharedStates(1000)
    names = [f"{page}/{number}" for number in range(1000)]
    tracemalloc.start()
    try:
        for name in names:
            kept.put(name, "key", shared)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 3000 * len(names)
