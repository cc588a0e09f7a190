"""A note behind a grade that says that it is of an earlier year, or nobody's: the grade is told, and read as none of the page's."""

from __future__ import annotations

import pytest

from schemas.vocabulary import OrganisationKind, Programme, inspection
from scraper.parsers.readers.noted import without_noted
from tests.parsers.pieces import codes, read_lines

EARLIER = (
    "2013/14", "2013", "(2013)", "Graded in 2013", "Graded 2013", "as at March 2013", "As of 2013", "PEEL 2013", "In 2013", "2013 inspection",
    "Published 2013", "when we inspected in 2013", "Judged 12 March 2013", "Crime data inspection 2013", "Kent Police in 2013", "previously",
    "Last inspection", "at our last inspection", "before the revisit",
)  # fmt: skip
NOBODYS = (
    "Our ambition", "Target", "Where the force wants to be", "An example", "Example only", "What this grade means", "Self-assessment", "Comparison",
    "Draft", "Superseded", "How we expect it to be", "Key",
)  # fmt: skip
OF_NOW = ("Graded in 2016", "2016/17", "March 2017", "Officers", "What we found", "The force had 2013 officers")


def badges(markup: str, round_key: str = "police/2016") -> tuple[list[str], list[str]]:
    """Return the grades that are left of some markup, and the codes of what is told."""
    builder, lines = read_lines(markup, round_key)
    without_noted(builder, lines)
    return [line.text for line in lines if line.stated is not None], codes(builder)


@pytest.mark.parametrize("note", [*EARLIER, *NOBODYS])
def test_a_grade_with_such_a_note_is_told_and_not_read(note: str) -> None:
    told = ([], ["grade_unreadable"])
    assert badges(f"<h2>Effectiveness</h2><p>Inadequate</p><p>{note}</p><p>It works.</p>") == told
    assert badges(f"<p>Inadequate</p><p>{note}</p>") == told


@pytest.mark.parametrize("note", [*EARLIER, *NOBODYS, *OF_NOW])
def test_of_two_grades_with_a_note_between_neither_is_read(note: str) -> None:
    assert badges(f"<h2>Effectiveness</h2><p>Inadequate</p><p>{note}</p><p>Good</p>") == ([], ["grade_unreadable"])
    assert badges(f"<h2>Effectiveness</h2><p>Good</p><p>{note}</p><p>Good</p>") == (["Good", "Good"], [])


@pytest.mark.parametrize("note", OF_NOW)
def test_what_says_nothing_of_a_grade_leaves_it(note: str) -> None:
    assert badges(f"<p>Inadequate</p><p>{note}</p><p>It works.</p>") == (["Inadequate"], [])


@pytest.mark.parametrize(("round_id", "left"), [("undated", []), ("2023-04", ["Inadequate"])])
def test_in_a_report_of_no_year_each_year_may_be_an_earlier_one(round_id: str, left: list[str]) -> None:
    builder, lines = read_lines("<p>Inadequate</p><p>Graded in 2023</p>")
    builder.round = inspection(OrganisationKind.POLICE, Programme.VETTING, round_id)
    without_noted(builder, lines)
    assert [line.text for line in lines if line.stated is not None] == left


@pytest.mark.parametrize("note", ["2013/14", "Graded in 2013"])
def test_the_boxes_say_whose_a_note_is(note: str) -> None:
    assert badges(f"<div><p>Inadequate</p><p>{note}</p></div><p>Good</p>") == (["Good"], ["grade_unreadable"])
    assert badges(f"<p>Good</p><div><p>{note}</p><p>Inadequate</p></div>") == (["Good", "Inadequate"], [])


@pytest.mark.parametrize(
    "markup",
    [
        "<p>2016</p><p>Good</p><p>2013</p><p>Inadequate</p>", "<p>Good</p><p>Previous grade</p><p>Inadequate</p>",
        "<p>Good</p><h3>2013</h3><p>Inadequate</p>", "<p>Good</p><dl><dt>2013</dt><dd>Inadequate</dd></dl>",
        "<p>Good</p><p>2013:</p><p>Inadequate</p>", "<table><tr><td>Good</td><td>2013</td><td>Inadequate</td></tr></table>",
        "<p>Mounted section</p><p>Good</p><p>Dogs</p><p>Inadequate</p>", "<p>Good</p><h3>Efficiency</h3><p>Inadequate</p>",
        "<p>Good</p><p>Last updated 02/03/2013</p><p>Inadequate</p>",
    ],
)  # fmt: skip
def test_labels_and_names_above_the_grades_are_no_notes(markup: str) -> None:
    assert badges(markup) == (["Good", "Inadequate"], [])


@pytest.mark.parametrize(
    "note", [f"Graded in 2013{' by us' * 8}", "In 2013 we looked.", "Men and women of many towns graded in 2013"]
)
def test_a_note_is_short_and_no_sentence(note: str) -> None:
    assert badges(f"<p>Inadequate</p><p>{note}</p>") == (["Inadequate"], [])


def test_a_name_with_its_grade_keeps_its_name() -> None:
    builder, lines = read_lines("<h2>Effectiveness: Good</h2><p>Graded in 2013</p>")
    without_noted(builder, lines)
    assert (lines[0].label is not None, lines[0].stated) == (True, None)
    assert builder.problems[0].blocks == [1, 2]


def test_without_a_round_nothing_is_told() -> None:
    assert badges("<p>Good</p><p>2013</p>", "police/") == (["Good"], [])
