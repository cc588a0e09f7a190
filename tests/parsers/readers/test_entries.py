"""Of several earlier grades the latest one is the previous one; where nothing tells which that is there is none."""

from __future__ import annotations

from itertools import permutations

import pytest

from schemas.vocabulary import BlockKind, Grade, Status
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated
from scraper.parsers.readers.entries import Earlier, Entry, keep_latest, latest, placed

from .made import Made

GOOD, POOR = Grade.GOOD, Grade.INADEQUATE


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], None),
        ([(GOOD, "2018-19")], (GOOD, "2018-19")),
        ([(GOOD, None)], (GOOD, None)),
        ([(GOOD, "2018-19"), (POOR, "2021-22")], (POOR, "2021-22")),
        ([(POOR, "2016"), (GOOD, "2018-19"), (POOR, "2021-22")], (POOR, "2021-22")),
        ([(GOOD, "2021-22"), (POOR, "2021-22")], None),
        ([(GOOD, None), (POOR, None)], None),
        ([(GOOD, None), (POOR, "2021-22")], None),
        ([(GOOD, None), (GOOD, "2021-22")], (GOOD, "2021-22")),
    ],
)
def test_the_latest_of_several_earlier_grades_is_found_in_whatever_order(
    told: list[Earlier], found: Earlier | None
) -> None:
    assert {latest(list(order)) for order in permutations(told)} == {found}


def test_what_an_entry_of_an_earlier_state_states_is_its_earlier_grade() -> None:
    line = Made("2023-25").line("Good", BlockKind.LIST_ITEM)
    entry = Entry("Investigating crime", None, Stated(Status.GRADED, GOOD, "Good"), "Good", line)
    assert placed(entry, (False, None)) is entry
    old = placed(entry, (True, "2021-22"))
    assert (old.stated, old.earlier, old.label) == (None, (GOOD, "2021-22"), "Investigating crime")
    assert placed(old, (True, "2018-19")) is old
    absent = Entry("Investigating crime", None, Stated(Status.NOT_GRADED, None, "Ungraded"), "Ungraded", line)
    assert (placed(absent, (True, None)).stated, placed(absent, (True, None)).earlier) == (None, None)


def test_a_draft_keeps_the_latest_earlier_grade_and_the_first_where_nothing_tells_which_that_is() -> None:
    draft = Draft(None)
    for told, kept in (
        ((POOR, "2018-19"), (POOR, "2018-19")), ((GOOD, "2021-22"), (GOOD, "2021-22")), ((POOR, "2016"), (GOOD, "2021-22")),
        ((POOR, "2021-22"), (GOOD, "2021-22")),
    ):  # fmt: skip
        keep_latest(draft, told)
        assert draft.previous == kept
