"""Whatever the order of loading, the database is the same, row by row."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import Grade, Pillar, Status
from scraper.loader.load import load
from scraper.store.sqlite import Database
from tests.support.amount import amount
from tests.support.empty import empty_database

from .compare import check_sound, content, differing
from .pages import (
    OBSERVATIONS,
    STAFFORDSHIRE,
    assessment_page,
    before_grading,
    letter_page,
    other_reports_page,
    overview_page,
    pillar_page,
    refused_page,
    snapshot,
)

E = Pillar.EFFECTIVENESS
MISSING: dict[Pillar, Grade | Status] = {E: Status.SECTION_MISSING}
NO_DATE: dict[Pillar, dt.date | None] = {E: None}
ONE_MORE = [*OBSERVATIONS[:1], "A new paragraph stands here.", *OBSERVATIONS[1:]]
STATES: list[Extraction] = [
    assessment_page(),
    before_grading(),
    assessment_page({E: Grade.GOOD}),
    assessment_page(badges=False, dates=NO_DATE),
    assessment_page(badges=False, headlines=False),
    assessment_page(inspector=None, figures=[]),
    assessment_page(MISSING, dates=NO_DATE),
    assessment_page(observations=ONE_MORE),
    pillar_page(),
    pillar_page(said=Grade.INADEQUATE),
    pillar_page(questions={"preventing-crime": Grade.INADEQUATE}),
    pillar_page(kind=PageType.FINDINGS),
    other_reports_page(),
    letter_page(),
    letter_page(Grade.GOOD),
    overview_page(),
    refused_page(),
]
TIMES = [None, *(f"2017-0{month}-01T00:00:00" for month in range(1, 6)), "2017-03-01T00:00:00.5"]
Capture = tuple[int, str | None, str]
CAPTURES = st.lists(
    st.tuples(st.integers(0, len(STATES) - 1), st.sampled_from(TIMES), st.sampled_from(["", " "])),
    min_size=1,
    max_size=7,
    unique=True,
)


def loaded(captures: list[Capture], path: Path) -> Database:
    db = empty_database(path)
    for place, time, salt in captures:
        load(db, snapshot(STATES[place], time, salt=salt), STATES[place])
    return db


@settings(max_examples=amount(20, 200), deadline=None)
@given(CAPTURES, st.randoms(use_true_random=False))
def test_any_order_of_loading_gives_equal_databases(captures: list[Capture], chance: random.Random) -> None:
    shuffled = list(captures)
    chance.shuffle(shuffled)
    with TemporaryDirectory() as folder:
        one = loaded(captures, Path(folder, "one.db"))
        other = loaded(shuffled, Path(folder, "other.db"))
        assert differing(one, other) == {}
        check_sound(one)
        for place, time, salt in shuffled:
            again = load(one, snapshot(STATES[place], time, salt=salt), STATES[place])
            assert again.rows_written == 0
        assert differing(one, other) == {}
        one.close()
        other.close()


def test_two_states_of_staffordshire_give_the_graded_one_and_the_same_changes(
    new_database: Callable[[], Database],
) -> None:
    states = [(before_grading(), "2016-12-01T00:00:00"), (assessment_page(), "2017-03-02T10:00:00")]
    found = []
    for order in permutations(states):
        db = new_database()
        for made, time in order:
            load(db, snapshot(made, time), made)
        grade = db.execute("SELECT status, grade FROM judgments WHERE id = ?", [f"{STAFFORDSHIRE}/effectiveness"])
        assert grade.fetchone() == ("graded", "requires_improvement")
        found.append(content(db))
    assert found[0] == found[1]
    changed = {row[2:7] for row in found[0]["changes"]}
    row = ("judgments", f"{STAFFORDSHIRE}/effectiveness")
    assert (*row, "status", "not_yet_graded", "graded") in changed
    assert (*row, "grade", None, "requires_improvement") in changed


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_state_that_comes_back_is_current_again(order: tuple[int, ...], db: Database) -> None:
    made = assessment_page()
    captures = [
        (made, "2017-01-01T00:00:00"),
        (before_grading(), "2017-02-01T00:00:00"),
        (made, "2017-02-01T00:00:00.5"),
    ]
    for place in order:
        load(db, snapshot(captures[place][0], captures[place][1]), captures[place][0])
    history = db.execute(
        "SELECT status, first_seen FROM judgment_history WHERE judgment = ? ORDER BY state",
        [f"{STAFFORDSHIRE}/effectiveness"],
    ).fetchall()
    assert history == [
        ("graded", "2017-01-01T00:00:00Z"),
        ("not_yet_graded", "2017-02-01T00:00:00Z"),
        ("graded", "2017-02-01T00:00:00.500000Z"),
    ]


def test_an_undated_capture_stands_at_the_newest_date_that_it_states(db: Database) -> None:
    newest = assessment_page({E: Grade.GOOD}, dates={E: dt.date(2018, 1, 1)})
    for made in (newest, assessment_page({E: Grade.INADEQUATE})):
        load(db, snapshot(made, None, "folder"), made)
    key = [f"{STAFFORDSHIRE}/effectiveness"]
    assert db.execute("SELECT grade FROM judgments WHERE id = ?", key).fetchone() == ("good",)
    load(db, snapshot(before_grading(), "2017-12-31T00:00:00"), before_grading())
    assert db.execute("SELECT grade FROM judgments WHERE id = ?", key).fetchone() == ("good",)
    load(db, snapshot(before_grading(), "2018-01-01T00:00:00"), before_grading())
    assert db.execute("SELECT status FROM judgments WHERE id = ?", key).fetchone() == ("not_yet_graded",)
    placed = db.execute("SELECT captured_at, inferred_at FROM snapshots ORDER BY 1, 2").fetchall()
    assert placed[:2] == [(None, "2017-03-02"), (None, "2018-01-01")]
    assert {row[1] for row in placed[2:]} == {None}
    told = db.execute("SELECT DISTINCT severity FROM problems WHERE code = 'captured_at_inferred'").fetchall()
    assert told == [("info",)]
    ahead = assessment_page({E: Grade.OUTSTANDING}, dates={E: dt.date(2999, 1, 1)})
    for version in ("1", "2"):
        assert load(db, snapshot(ahead, None, "folder"), ahead, parser_version=version).outcome == "loaded"
        assert db.execute("SELECT status FROM judgments WHERE id = ?", key).fetchone() == ("not_yet_graded",)
    told = db.execute(
        "SELECT severity, message LIKE '%2999-01-01, was to come%' FROM problems WHERE code = 'stated_in_future'"
    )
    assert told.fetchall() == [("warning", 1)]
