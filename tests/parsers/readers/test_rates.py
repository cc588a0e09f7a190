"""Rates and the comparators beside them: on whatever base, in the measure's unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Topic
from scraper.parsers.readers.key_facts import read_figure
from scraper.parsers.readers.rates import per_person
from tests.parsers.pieces import codes
from tests.parsers.readers.test_key_facts import figures, panel

BASES = {
    "1000": 1_000, "1,000": 1_000, "1 000": 1_000, "thousand": 1_000, "10,000": 10_000, "10k": 10_000, "100000": 100_000,
    "100,000": 100_000, "100 000": 100_000, "100k": 100_000, "1,000,000": 1_000_000, "million": 1_000_000,
}  # fmt: skip


@given(st.sampled_from(sorted(BASES)), st.integers(1, 9999))
def test_a_rate_is_worth_the_same_on_whatever_base(base: str, number: int) -> None:
    assert per_person(base) == per_person(str(BASES[base]))
    found = read_figure(Topic.VICTIM_BASED_CRIMES, f"{number} per {base} people")
    assert found is not None
    assert found.value == pytest.approx(number / BASES[base])


@pytest.mark.parametrize(
    ("topic", "local", "national", "value"),
    [
        ("Workforce", "288 per 100,000 people", "369 national level", 3.69),
        ("Workforce", "28.8 per 10,000 population", "36.9 national average", 3.69),
        ("Workforce", "2.88 per 1000 population", "3.69 national level", 3.69),
        ("Victim-based crimes", "90 per 1000 population", "60 national level", 0.06),
        ("Victim-based crimes", "0.09 per person", "0.06 national", 0.06),
        ("Victim-based crimes", "90 per 1000 population", "60 per 1000 population national", 0.06),
    ],
)
def test_a_comparator_is_on_the_base_of_what_it_is_compared_with(
    topic: str, local: str, national: str, value: float
) -> None:
    made = panel(f"<p>{topic}</p><p>{local}</p><p>{national}</p>")
    assert figures(made)[1].value == pytest.approx(value)
    assert codes(made) == []


def test_one_that_can_be_on_no_such_base_is_told() -> None:
    assert "figure_out_of_range" in codes(
        panel("<p>Workforce</p><p>288 per 100,000 people</p><p>3.69 national level</p>")
    )


def test_another_measure_between_them_lends_no_base() -> None:
    made = panel("<p>Workforce</p><p>288 per 100,000 people</p><p>95% frontline officers</p><p>92% national level</p>")
    assert [figure.value for figure in figures(made)] == [2.88, 95, 92]
