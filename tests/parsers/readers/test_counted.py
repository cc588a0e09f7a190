"""What says of how many a grade is, and what says something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Status
from scraper.parsers.readers.counted import counted_grade, is_bare_number, is_count
from scraper.parsers.readers.grid import columns_of, rows_of

from .made import Made

WHO = (
    "forces",
    "services",
    "police forces",
    "fire and rescue services",
    "people",
    "respondents",
    "residents",
    "officers",
    "victims",
)
NUMBERS = st.one_of(
    st.integers(0, 99_999).map(str),
    st.integers(1000, 99_999).map(lambda n: f"{n:,}"),
    st.sampled_from(("three", "Most", "no")),
)


@given(NUMBERS, st.sampled_from(WHO), st.sampled_from(("{}", "({})", "about {}", "only {}", "{}.")))
def test_a_number_of_bodies_or_people_counts_in_any_dress(number: str, who: str, form: str) -> None:
    assert is_count(form.format(f"{number} {who}"))
    assert is_count(form.format(f"{number} of the 43 {who}"))
    assert not is_bare_number(f"{number} {who}")


@pytest.mark.parametrize(
    "number",
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "none", "no", "most", "many", "several", "half", "both", "all",
     "about 12", "almost all", "around 12", "nearly half", "only 12", "over 12", "some 12", "(12", "12 out of", "12 out of the", "none of the", "most of all", "12 of all the", "12 out of all the 43 police"],
)  # fmt: skip
def test_every_word_for_a_number_counts_and_nothing_without_a_body(number: str) -> None:
    assert is_count(f"{number} forces")
    assert is_count(f"{number.capitalize()} services)")
    assert not is_count(number)
    assert not is_count(f"{number} pages")


@pytest.mark.parametrize(
    "who",
    ["brigade", "brigades", "force", "forces", "officers", "organisation", "organisations", "person", "people", "public", "respondent", "respondents",
     "response", "responses", "service", "services", "staff", "victims", "answers", "residents", "votes"],
)  # fmt: skip
def test_everyone_who_is_graded_or_asked_counts(who: str) -> None:
    assert is_count(f"12 {who}")
    assert is_count(f"1,204 of the {who}")


@given(
    st.floats(0, 100).map(lambda n: f"{n:.1f}"),
    st.sampled_from(("%", " %", " per cent", " percent")),
    st.sampled_from(("", *(f" of {who}" for who in WHO))),
)
def test_a_share_counts_of_whomever(number: str, sign: str, whom: str) -> None:
    assert is_count(f"{number}{sign}{whom}")


@given(st.integers(0, 99_999).map(str))
def test_a_number_alone_does_not_say_of_what(number: str) -> None:
    assert is_bare_number(number)
    assert not is_count(number)


@pytest.mark.parametrize(
    "text",
    ["", "Good", "The force", "Page 3", "3 areas for improvement", "1 cause of concern", "2 May 2024", "2021/22", "Last updated 02/03/2017",
     "Four officers were seen at the station", "12 months", "Kent Police", f"{'about ' * 20}12 forces"],
)  # fmt: skip
def test_other_words_count_nothing(text: str) -> None:
    assert not is_count(text)


@pytest.mark.parametrize(
    ("head", "counts"),
    [*((head, True) for head in ("Share", "Proportion", "Percentage", "Per cent", "Percent", "%", "Brigades", "Forces", "Organisations", "Services",
                                 "Respondents", "Responses", "Answers")),
     *((head, False) for head in ("Page", "Year", "Shared", "Number of the paragraph", f"{'Where it is told of ' * 3}forces"))],
)  # fmt: skip
def test_the_head_of_a_column_says_of_what_its_numbers_are(head: str, counts: bool) -> None:
    rows = f"<table><tr><th>Area<th>Grade<th>{head}</tr><tr><td>Investigating crime<td>Good<td>12</tr></table>"
    laid = rows_of(Made("2023-25").markup(rows))
    assert (counted_grade(laid[-1], columns_of(laid[:1])) is not None) is counts


@pytest.mark.parametrize(
    ("rows", "counted"),
    [
        ("<tr><td>Investigating crime<td>Good<td>12 forces</tr>", True),
        ("<tr><td>Investigating crime<td>12 forces<td>Good</tr>", True),
        ("<tr><th>Area<th>Answer<th>Forces</tr><tr><td>Investigating crime<td>Good<td>12</tr>", True),
        ("<tr><th>Area<th>Answer<th>%</tr><tr><td>Investigating crime<td>Good<td>40</tr>", True),
        ("<tr><th>Area<th>Grade<th>Page</tr><tr><td>Investigating crime<td>Good<td>12</tr>", False),
        ("<tr><th>Area<th>Forces<th>Grade</tr><tr><td>Investigating crime<td>Kent<td>Good</tr>", False),
        ("<tr><td>Investigating crime<td>12 forces</tr>", False),
        ("<tr><td>Investigating crime<td>Not graded<td>12 forces</tr>", False),
    ],
)
def test_a_row_counts_its_grade_by_a_cell_or_by_the_head_of_one(rows: str, counted: bool) -> None:
    laid = rows_of(Made("2023-25").markup(f"<table>{rows}</table>"))
    found = counted_grade(laid[-1], columns_of(laid[:1]))
    assert (found is not None) is counted
    assert found is None or (found.stated is not None and found.stated.status is Status.GRADED)
