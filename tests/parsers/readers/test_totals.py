"""How many areas a long report says it assessed and graded, closed against what was found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.record import Judgment
from schemas.vocabulary import Grade, Status
from scraper.parsers.readers.totals import Totals, check_totals, find_totals, number, read_totals

from .made import Made

WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip


def test_numbers_are_read_in_words_and_digits() -> None:
    assert [number(word) for word in WORDS] == list(range(21))
    assert [number(str(n)) for n in range(100)] == list(range(100))
    assert [number(word) for word in ("several", "no", "100", "²", "")] == [None] * 5


@given(
    total=st.integers(1, 20), data=st.data(), digits=st.tuples(*[st.booleans()] * 3),
    the=st.sampled_from(["", "the "]), end=st.sampled_from([" as follows:", " areas, as follows:", " areas as follows:"]),
    space=st.sampled_from([" ", "\u00a0", "  "]),
)  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_totals_are_read_in_the_standing_sentences(
    total: int, data: st.DataObject, digits: tuple[bool, bool, bool], the: str, end: str, space: str
) -> None:
    graded = data.draw(st.integers(0, total))
    said = [str(n) if as_digits else WORDS[n] for n, as_digits in zip((total, graded, total), digits, strict=True)]
    text = (
        f"Our inspection assessed how good {the}Surrey Police is in {said[0]}{space}areas of policing. "
        f"We make graded judgments in {said[1]} of these {said[2]}{end}"
    )
    assert read_totals(text) == (total, graded)


@pytest.mark.parametrize(
    ("text", "totals"),
    [
        ("We inspected Avon Fire and Rescue Service in 11 areas and made the following graded judgments:", (11, 11)),
        ("We inspected it across ten areas. We have made graded judgements:", (10, 10)),
        ("We measured it against ten areas, and here are our graded judgments:", (10, 10)),
        ("We speak of ten areas, and here are our graded judgments:", (10, 10)),
        ("We inspected it in all ten areas, and here are our graded judgments:", (10, 10)),
        ("We inspected it in these ten areas, and here are our graded judgments:", (10, 10)),
        ("We inspected it in the ten areas, and here are our graded judgments:", (10, 10)),
        ("It is in nine areas of policing. We make graded judgments for eight of the nine.", (9, 8)),
        ("It is in nine areas of policing. We make graded judgments on eight of those nine.", (9, 8)),
        ("It is in nine areas of policing. We make graded judgments in eight of these.", (9, 8)),
        ("It is in nine areas of policing. We make graded judgments in eight areas.", (9, 8)),
        ("It is in nine areas of policing. We make graded judgments in eight of these ten.", (None, 8)),
        ("It is in several areas of policing. We make graded judgments in eight of these.", (None, 8)),
        ("It is in nine areas of policing. We make graded judgments in most of these nine.", (9, None)),
        ("There are nine areas of outstanding natural beauty in the county.", None),
        ("Below we say what we found in each of these areas.", None),
        ("Here are our graded judgments:", None),
    ],
)
def test_totals_of_other_sentences(text: str, totals: Totals | None) -> None:
    assert read_totals(text) == totals


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_no_text_makes_the_totals_raise(text: str) -> None:
    read_totals(f"{text} areas {text} graded judgments in {text}")
    assert number(text) is None or 0 <= int(str(number(text))) <= 99


def test_the_first_line_of_the_front_that_states_totals_is_taken() -> None:
    page = Made("2023-25")
    sections = [
        page.opening("We inspected the force.", "All areas are listed below."),
        page.opening(
            "We inspected nine areas.",
            "It is in nine areas: our graded judgments",
            "In ten areas: our graded judgments",
        ),
    ]
    assert find_totals(sections) == ((9, 9), 4)
    assert find_totals(sections[:1]) is None


@pytest.mark.parametrize(
    ("totals", "says"),
    [
        ((2, 1), None),
        ((3, 1), "3 areas, 1 graded"),
        ((2, 2), "2 areas, 2 graded"),
        ((None, 1), "no one number of areas, 1 graded"),
        ((2, None), "2 areas, ? graded"),
    ],
)
def test_totals_that_do_not_close_are_named(totals: Totals, says: str | None) -> None:
    page = Made("2023-25")
    for status, grade in ((Status.GRADED, Grade.GOOD), (Status.NOT_GRADED, None)):
        page.b.judgments.append(
            Judgment(
                pillar=None, question="An area", status=status, grade=grade, grade_text=None, statement=None,
                last_updated=None, witnesses=[], blocks=[],
            )
        )  # fmt: skip
    check_totals(page.b, (totals, 7))
    found = [(p.code, p.message, p.blocks) for p in page.b.problems]
    assert found == ([("counts_differ", f"The page says: {says}; found: 2 areas, 1 graded.", [7])] if says else [])
    check_totals(page.b, None)
    assert len(page.codes) == len(found)


@pytest.mark.parametrize("total", [2, 1])
def test_an_area_that_was_not_inspected_may_be_counted_or_not(total: int) -> None:
    page = Made("2023-25")
    for status, grade in ((Status.GRADED, Grade.GOOD), (Status.NOT_INSPECTED, None)):
        page.b.judgments.append(
            Judgment(
                pillar=None, question="An area", status=status, grade=grade, grade_text=None, statement=None,
                last_updated=None, witnesses=[], blocks=[],
            )
        )  # fmt: skip
    check_totals(page.b, ((total, 1), 7))
    assert page.codes == []


@pytest.mark.parametrize("total", [2, 1])
def test_an_area_that_is_told_in_a_report_of_its_own_may_be_counted_or_not(total: int) -> None:
    page = Made("2023-25")
    for key in ("area/one", "area/two"):
        page.b.drafts.of(None, key)
        page.b.judgments.append(
            Judgment(
                pillar=None, question=key, status=Status.NOT_GRADED, grade=None, grade_text=None, statement=None,
                last_updated=None, witnesses=[], blocks=[],
            )
        )  # fmt: skip
    page.b.drafts.of(None, "area/two").elsewhere = ("There is a report of its own.", 3)
    check_totals(page.b, ((total, 0), 7))
    assert page.codes == []
