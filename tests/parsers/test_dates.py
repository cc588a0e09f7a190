"""Dates are day first, whole and real; anything else is no date (F44)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.parsers.dates import (
    DAY_IN_TEXT,
    LONG_DATE,
    MONTH,
    NUMERIC_DATE,
    PUBLISHED,
    SEASONS,
    read_date,
    read_end_of_month,
)

FEW = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def test_the_seasons_stand_in_the_order_of_the_year() -> None:
    assert SEASONS == ("spring", "summer", "autumn", "winter")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday 2 March 2017", dt.date(2017, 3, 2)),
        ("Wednesday, 21st of September, 2016", dt.date(2016, 9, 21)),
        ("02-03-2017", dt.date(2017, 3, 2)),
        ("02/03-2017", None),
        ("Day 2 March 2017", None),
        ("2 Thursday March 2017", None),
    ],
)
def test_a_day_may_have_its_weekday_and_one_kind_of_sign(text: str, day: dt.date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "2 march", "2 march 2017", "2 march, 2017", "1st of march", "2nd mar", "3rd sept. 2016", "4th sep 2016", "monday 2 march",
        "tuesday, 2 march", "wednesday 2 march", "thursday 2 march", "friday 2 march", "saturday 2 march", "sunday, 2 march 2017",
    ],
)  # fmt: skip
def test_a_day_in_a_sentence_may_have_its_weekday_and_its_year(text: str) -> None:
    assert re.fullmatch(DAY_IN_TEXT, text)
    assert not re.fullmatch(DAY_IN_TEXT, f"next{text}")
    assert re.search(rf"\b{MONTH}", text)
    assert read_date("3 Sept 2016") == dt.date(2016, 9, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("02/03/2017", dt.date(2017, 3, 2)),
        ("2.3.2017", dt.date(2017, 3, 2)),
        (" 2 March 2017. ", dt.date(2017, 3, 2)),
        ("2 MARCH, 2017", dt.date(2017, 3, 2)),
        ("1st January 2015", dt.date(2015, 1, 1)),
        ("2nd February 2016", dt.date(2016, 2, 2)),
        ("3rd April 2017", dt.date(2017, 4, 3)),
        ("4th May 2018", dt.date(2018, 5, 4)),
        ("5 June 2019", dt.date(2019, 6, 5)),
        ("6 July 2020", dt.date(2020, 7, 6)),
        ("7 August 2021", dt.date(2021, 8, 7)),
        ("8 September 2022", dt.date(2022, 9, 8)),
        ("9 October 2023", dt.date(2023, 10, 9)),
        ("10 November 2024", dt.date(2024, 11, 10)),
        ("11 December 2025", dt.date(2025, 12, 11)),
    ],
)
def test_a_whole_day_is_read_in_each_form(text: str, day: dt.date) -> None:
    assert read_date(text) == day
    assert re.fullmatch(rf" ?(?:{NUMERIC_DATE}|{LONG_DATE})\.? ?", text.replace(",", ""), re.I)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Monday 31 February 2017",
        "March 2017",
        "2 March",
        "31/02/2017",
        "13/25/2017",
        "2/3/17",
        "2 Marsh 2017",
        "2017-03-02",
        "early 2017",
    ],
)
def test_a_part_of_a_day_or_an_impossible_one_is_none(text: str) -> None:
    assert read_date(text) is None


@FEW
@given(
    day=st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31)), form=st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"])
)
def test_a_date_is_day_first(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)) == day
    assert read_date(f" {day.strftime(form)}.") == day


@FEW
@given(day=st.integers(0, 99), month=st.integers(0, 99), year=st.integers(0, 9999))
def test_no_other_day_is_made_of_numbers(day: int, month: int, year: int) -> None:
    found = read_date(f"{day}/{month}/{year}")
    assert found is None or (found.day, found.month, found.year) == (day, month, year)


@FEW
@given(text=st.text(alphabet="0123456789/. -JanuryFebMchs", max_size=16))
def test_a_partial_date_is_none(text: str) -> None:
    found = read_date(text)
    if found is not None:
        assert str(found.year) in text
        assert re.fullmatch(r"\s*\d{1,2}\D.*\d{4}\.?\s*", text)


@pytest.mark.parametrize(
    "line",
    [
        "Published on: 17 November 2022",
        "published 17 November 2022",
        "First published on 17 November 2022",
        "Published: 17 November 2022",
        "Published17 November 2022",
        "Published on:17 November 2022",
        "First published on: 17 November 2022",
        "Originally published: 17 November 2022",
        "Initially published: 17 November 2022",
        "Date first published: 17 November 2022",
        "Report published online on 17 November 2022",
        "Publication date 17 November 2022",
        "Date of first publication: 17 November 2022",
        "Date published – 17 November 2022",
        "Published : 17 November 2022",
    ],
)
def test_the_line_that_says_when_a_page_was_published(line: str) -> None:
    found = PUBLISHED.match(line)
    assert found is not None
    assert found[1] == "17 November 2022"


@pytest.mark.parametrize(
    "line", ["Publishedon 17 November 2022", "It was published on 17 November 2022", "Publisher: us"]
)
def test_another_line_says_nothing_of_publication(line: str) -> None:
    assert PUBLISHED.match(line) is None


@FEW
@given(
    day=st.dates(dt.date(2014, 1, 1), dt.date(2030, 12, 31)), other=st.integers(1, 6), comma=st.sampled_from(["", ","])
)
def test_a_day_is_of_the_day_of_the_week_that_the_text_says(day: dt.date, other: int, comma: str) -> None:
    said = f"{day.day} {day:%B %Y}"
    assert read_date(f"{day:%A}{comma} {said}") == day
    assert read_date(f"{day + dt.timedelta(other):%A}{comma} {said}") is None


def test_the_end_of_a_month_is_its_last_day_and_nothing_else_has_one() -> None:
    for year in (2016, 2023, 2024):
        for place in range(1, 13):
            first = dt.date(year, place, 1)
            last = (first + dt.timedelta(days=40)).replace(day=1) - dt.timedelta(days=1)
            for form in ("end of %B %Y", "end of %b %Y", "End of %b. %Y", "end of the %B, %Y"):
                assert read_end_of_month(first.strftime(form)) == last, form
    for text in (
        "end of 2024",
        "end of May",
        "end of spring 2024",
        "the end of May 2024",
        "end of May 0000",
        "end of Maytime 2024",
        "31 May 2024",
        "",
    ):
        assert read_end_of_month(text) is None, text
