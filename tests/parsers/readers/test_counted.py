"""What says of how many a grade is, and what says something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import Status
from scraper.parsers.readers.counted import counted_grade, is_bare_number, is_count
from scraper.parsers.readers.grade_table import TableReader
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


# --- a grade with the number of the areas that have it ---------------------------------------------------------------

AREAS = {
    "Good": ("Investigating crime", "Managing offenders and suspects"),
    "Adequate": (),
    "Requires improvement": ("Responding to the public",),
    "Inadequate": (),
    "Outstanding": ("Protecting vulnerable people",),
}
FORMS = (
    "{0} ({1})",
    "{0} ({1} areas)",
    "{0}: {1}",
    "{0} – {1}",
    "{0} {1}",
    "{1} {0}",
    "{1} – {0}",
    "{1}: {0}",
    "{0}: {1} areas",
)


def table(form: str, *, columns: bool, of: dict[str, int] | None = None) -> str:
    heads = [form.format(grade, (of or {}).get(grade, len(names))) for grade, names in AREAS.items()]
    cells = ["<br>".join(names) for names in AREAS.values()]
    if columns:
        rows = ["".join(f"<th>{head}</th>" for head in heads), "".join(f"<td>{cell}</td>" for cell in cells)]
    else:
        rows = [f"<th>{head}</th><td>{cell}</td>" for head, cell in zip(heads, cells, strict=True)]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def read_table(markup: str) -> tuple[dict[str, str], list[str]]:
    """The grades of areas that a table states, and the lines that were noted as unread."""
    page = Made("2023-25")
    assert page.b.round is not None
    reader = TableReader(page.b.round, page.b.names)
    entries, *_ = reader.read(page.markup(markup))
    return {each.label: each.text for each in entries if each.stated}, [line.text for line in reader.unread]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [True, False])
def test_a_grade_with_the_right_number_is_that_of_its_areas(form: str, columns: bool) -> None:
    right = {name: grade for grade, names in AREAS.items() for name in names}
    assert read_table(table(form, columns=columns)) == (right, [])
    for wrong in (1, 3):
        found, unread = read_table(table(form, columns=columns, of={"Good": wrong}))
        assert found == {name: grade for name, grade in right.items() if grade != "Good"}
        assert unread == [form.format("Good", wrong)]


@pytest.mark.parametrize("form", ["{} (1)", "{} 1", "{} (12)", "1 {}", "{} (2 areas)"])
def test_a_number_beside_the_grade_of_a_row_is_that_of_a_footnote(form: str) -> None:
    found, unread = read_table(
        f"<table><tr><td>Investigating crime</td><td>{form.format('Good')}</td></tr><tr><td>Responding to the public</td><td>Adequate</td></tr></table>"
    )
    assert "Investigating crime" not in found
    assert found == {"Responding to the public": "Adequate"}
    assert unread


@pytest.mark.parametrize(
    "head",
    [
        "Good (2 forces)",
        "Good (2%)",
        "Good (2021)",
        "Good (two)",
        "2 good practices",
        "Good 2 Adequate 3",
        "Not good (2)",
    ],
)
def test_other_words_with_a_number_are_no_such_grade(head: str) -> None:
    markup = table("{0} ({1})", columns=False).replace("Good (2)", head)
    found, _ = read_table(markup)
    assert "Investigating crime" not in found
    assert found.items() <= {name: grade for grade, names in AREAS.items() for name in names}.items()
