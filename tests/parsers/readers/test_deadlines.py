"""By when something is to be done, in each form that editors write it in."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.labels import Role
from scraper.parsers.builder import Builder
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import codes, read_section

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
DAY = dt.date(2024, 5, 31)
ITEMS = "<ul><li>train its crews; and</li><li>count them.</li></ul>"


def asked(lead_in: str) -> Builder:
    builder, section = read_section(f"<h3>Recommendations</h3><p>{lead_in}</p>{ITEMS}", Role.RECOMMENDATIONS)
    read_asks(builder, section)
    return builder


@pytest.mark.parametrize(
    "words",
    [
        "By 31 May 2024",
        "By 31 May, 2024",
        "By 31st of May 2024",
        "By Friday 31 May 2024",
        "By Friday, 31 May 2024",
        "By 31/05/2024",
        "By 31.5.2024",
        "By no later than 31 May 2024",
        "No later than 31 May 2024",
        "Not later than 31 May 2024",
        "Before 31 May 2024",
    ],
)
def test_a_deadline_is_read_in_each_form_that_names_its_day(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert [(row.text, row.deadline, row.deadline_text) for row in builder.recommendations] == [
        ("train its crews; and", DAY, words),
        ("count them.", DAY, words),
    ]
    assert codes(builder) == []


@FEW
@given(
    day=st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31)), form=st.sampled_from(["%d %B %Y", "%d %b %Y", "%d/%m/%Y"])
)
def test_any_day_is_read_as_it_is_written(day: dt.date, form: str) -> None:
    builder = asked(f"By {day.strftime(form)}, the force should:")
    assert {row.deadline for row in builder.recommendations} == {day}


@pytest.mark.parametrize(
    "words",
    ["By May 2024", "By early May 2024", "By spring 2024", "By 31 May", "With immediate effect", "Within 10 years"],
)
def test_a_deadline_without_a_whole_day_is_kept_as_words(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert [(row.deadline, row.deadline_text) for row in builder.recommendations] == [(None, words)] * 2
    assert codes(builder) == []


@pytest.mark.parametrize(
    "words", ["By 31 June 2024", "By 32/01/2024", "By 05/31/2024", "By May 31, 2024", "By 31/05/24"]
)
def test_a_day_that_no_calendar_has_or_that_is_not_day_first_is_told(words: str) -> None:
    builder = asked(f"{words}, the service should:")
    assert {(row.deadline, row.deadline_text) for row in builder.recommendations} == {(None, words)}
    assert set(codes(builder)) == {"date_invalid"}
