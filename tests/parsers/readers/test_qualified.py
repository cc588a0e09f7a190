"""What stands in brackets, or beside the words, of a figure: what leaves it what it is, and what makes it another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Scope, Topic
from scraper.parsers.readers.key_facts import read_figure
from scraper.parsers.readers.qualified import unqualified
from tests.parsers.readers.figures import FORMS

NOTHING = ("2019", "2018/19", "2018-19", "mid-2019", "mid 2013 estimate", "as at 31 March 2019", "March 2019", "estimate", "estimated",
           "land", "land area")  # fmt: skip
SOMETHING = ("gross", "excluding visitors", "women", "target", "per household", "2019 target")


@given(st.sampled_from(FORMS), st.sampled_from(NOTHING), st.sampled_from(["()", "[]"]))
def test_a_qualifier_that_changes_nothing_leaves_each_form_what_it_is(form, words, signs) -> None:  # type: ignore[no-untyped-def]
    topic, text, _ = form
    assert read_figure(topic, f"{text} {signs[0]}{words}{signs[1]}") == read_figure(topic, text)


@given(st.sampled_from(FORMS), st.sampled_from(SOMETHING))
def test_one_that_makes_it_another_figure_leaves_it_unread(form, words) -> None:  # type: ignore[no-untyped-def]
    assert read_figure(form[0], f"{form[1]} ({words})") is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("360,000 people [resident]", "people"),
        ("360,000 people – resident", "people"),
        ("360,000 people, resident population", "people"),
        ("Resident: 360,000 people", "people"),
        ("Resident population: 360,000 people", "people"),
        ("360,000 resident people", "people"),
        ("360,000 people (local residents)", "people"),
        ("360,000 people (local resident population)", "people"),
        ("360,000 people (daytime population)", "transient_people"),
        ("360,000 people (resident) (mid-2019)", "people"),
        ("360,000 people – transient", "transient_people"),
        ("Transient: 360,000 people", "transient_people"),
        ("360,000 transient people", "transient_people"),
    ],
)
def test_who_is_counted_is_told_before_behind_and_between(text: str, measure: str) -> None:
    found = read_figure(Topic.POPULATION, text)
    assert found is not None
    assert (found.measure, found.value) == (measure, 360_000)


@pytest.mark.parametrize(
    "text",
    ["360,000 people (resident and transient)", "360,000 people resident in the city", "360,000 people (non-resident)"],
)
def test_what_counts_others_too_is_unread(text: str) -> None:
    assert read_figure(Topic.POPULATION, text) is None


def test_a_scope_in_brackets_is_one_without() -> None:
    for said in ("(national)", "(national level)", "[national average]"):
        found = read_figure(Topic.WORKFORCE, f"3.69 {said}")
        assert found is not None
        assert found.scope is Scope.NATIONAL
    local = read_figure(Topic.COST, "49p per person per day (local)")
    assert local == read_figure(Topic.COST, "49p per person per day local")


def test_only_people_are_counted_by_who_they_are() -> None:
    for who in ("transient", "resident"):
        assert read_figure(Topic.WORKFORCE, f"2.88 per 1000 people ({who})") is None


def test_a_change_in_residents_is_no_count_of_them() -> None:
    assert unqualified(Topic.POPULATION, "up 4% 10 yr change in local residents") == (
        "up 4% 10 yr change in local residents",
        False,
    )
