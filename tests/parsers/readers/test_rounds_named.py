"""The earlier round that a sentence names."""

from __future__ import annotations

import pytest

from schemas.vocabulary import OrganisationKind
from scraper.parsers.readers.rounds_named import is_of_then, names_several, round_before, round_named, round_told

from .made import FIRE, POLICE, Made


@pytest.mark.parametrize(
    ("round_id", "kind", "text", "named"),
    [
        ("2017", POLICE, "in 2015 it was good", "2015"),
        ("2017", POLICE, "in 2019 and in 2016", "2016"),
        ("2017", POLICE, "in 2017", None),
        ("2017", POLICE, "last year", "2016"),
        ("2017", POLICE, "the previous year", "2016"),
        ("2014", POLICE, "last year", None),
        ("2021-22", POLICE, "in 2018/19", "2018-19"),
        ("2021-22", POLICE, "in 2018/2019", "2018-19"),
        ("2021-22", POLICE, "in 2019", "2018-19"),
        ("2021-22", POLICE, "in 2019/20", None),
        ("2021-22", POLICE, "in 2019/2020", None),
        ("2021-22", POLICE, "in the past", None),
        ("2021-22", POLICE, "in the plan A2018 of 120192 words", None),
        ("2023-25", FIRE, "in 2016", None),
        ("2023-25", FIRE, "in 2018", "2018-19"),
        ("2018-19", FIRE, "last year", None),
        (None, POLICE, "in 2015", None),
        (None, POLICE, "last year", None),
    ],
)
def test_a_round_is_named_by_its_years_or_as_the_last_one(
    round_id: str | None, kind: OrganisationKind, text: str, named: str | None
) -> None:
    assert round_named(Made(round_id, kind).b, text) == named


@pytest.mark.parametrize("before", ["before", "before our", "before the", "until", "until our", "until the"])
def test_what_was_before_a_round_or_until_it_was_in_no_round_that_is_named(before: str) -> None:
    for when in (
        "2021/22",
        "2021",
        "2021/22 inspection",
        "last year",
        "previous year",
        "last inspection",
        "previous grade",
    ):
        assert round_told(Made("2023-25").b, f"it was good {before} {when}") is None, when
        assert round_told(Made("2023-25").b, f"in 2018/19, {before} {when}, it was good") == "2018-19", when
    assert round_named(Made("2023-25").b, f"{before} 2018/19, and in 2021/22") == "2021-22"


def test_the_round_before_is_one_of_the_same_body() -> None:
    assert round_before(Made("2021-22", FIRE).b) == "2018-19"
    assert round_before(Made("2016").b) == "2015"
    assert round_before(Made("2014").b) is None


@pytest.mark.parametrize(
    "what", ["inspection", "assessment", "report", "judgment", "judgement", "grade", "rating", "round"]
)
@pytest.mark.parametrize("which", ["last", "previous"])
def test_the_last_inspection_is_that_of_the_round_before(which: str, what: str) -> None:
    assert round_told(Made("2023-25").b, f"at our {which} {what} it was good") == "2021-22"
    assert round_told(Made("2023-25").b, f"at our {which} {what}, in 2018/19, it was good") == "2018-19"
    assert round_told(Made("2023-25").b, f"at our first {what} it was good") is None


def test_a_sentence_may_name_several_earlier_rounds() -> None:
    b = Made("2023-25").b
    assert names_several(b, "in 2018/19 and in 2021/22 it was good")
    assert not any(
        names_several(b, f"in 2021/22 {words} it was good") for words in ("", "and 2022", "and 2023-25", "and 2005")
    )


@pytest.mark.parametrize(
    "text",
    ["not graded in 2021/22", "not graded in 2018", "not graded in our last inspection", "not graded last year", "not graded before", "not graded until 2024",
     "not graded before 2023/25", "previously not graded", "formerly not graded", "not graded last time", "not graded in the past"],
)  # fmt: skip
def test_words_are_of_then_that_name_an_earlier_time_alone(text: str) -> None:
    assert is_of_then(Made("2023-25").b, text)


@pytest.mark.parametrize(
    "text",
    ["not graded", "not graded in 2024", "not graded in 2023/25", "not graded in 2021/22 or 2024", "not graded since 2021/22", "not graded since our last inspection",
     "not graded in 2030"],
)  # fmt: skip
def test_words_that_name_the_pages_own_round_or_no_time_are_of_now(text: str) -> None:
    assert not is_of_then(Made("2023-25").b, text)
