"""A note behind a grade that says that it is of an earlier year, or nobody's: the grade is told, and read as none of the page's."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.vocabulary import OrganisationKind, Programme, inspection
from scraper.parsers.readers.noted import is_nobodys, may_name_whose, of_name, says_whose, without_noted
from scraper.parsers.readers.states import States
from tests.parsers.pieces import codes, read_lines

EARLIER = (
    "2013/14", "2013", "(2013)", "Graded in 2013", "Graded 2013", "as at March 2013", "As of 2013", "PEEL 2013", "PEEL 2013/14", "In 2013", "2013 inspection",
    "Published 2013", "when we inspected in 2013", "Judged 12 March 2013", "Crime data inspection 2013", "Kent Police in 2013", "previously",
    "When given in 2013",
    "Since 2013",
    "Until 2013",
    "HMIC 2013",
    "Dated 2013",
    "Date 2013",
    "During 2013",
    "Crime data assessment 2013", "Thematic report 2013", "Crime data review 2013",
    "Last inspection", "at our last inspection", "before the revisit",
)  # fmt: skip
NOBODYS = (
    "Our ambition", "Target", "Where the force wants to be", "An example", "Example only", "What this grade means", "Self-assessment", "Comparison",
    "Draft", "Superseded", "How we grade", "How HMIC grade", "How HMICFRS judge", "How we rate", "The rating system", "Our judgment scheme", "Grading scales", "Our grading system", "If nothing changes", "Press", "Comments", "Correction", "Appeal", "In Wales", "How we expect it to be", "Key", "Under review", "Under appeal", "Not final", "Subject to appeal", "Being reviewed", "Grade under review",
)  # fmt: skip
SENTENCES = (
    "Graded in 2013.", "In 2013.", "Given in 2013;", "This was our grade in 2013!", "We graded this in 2013.", "We rated it in 2013.", "We gave it in 2013.", "We awarded this in 2013.", "HMICFRS gave it in 2013.", "HMICFRS judged it in 2013.", "Last assessed in 2013/14.", "(2013).",
    "At our last inspection.", "From our previous inspection.", "Our 2013 inspection.", "It was inspected in 2013.", "PEEL 2013/14.", "An example.", "Draft.",
)  # fmt: skip
"""Notes that end as a sentence does, and say nothing else."""
OF_NOW = ("Graded in 2016", "2016/17", "March 2017", "Officers", "What we found", "The force had 2013 officers")


def badges(markup: str, round_key: str = "police/2016") -> tuple[list[str], list[str]]:
    """Return the grades that are left of some markup, and the codes of what is told."""
    builder, lines = read_lines(markup, round_key)
    without_noted(builder, lines)
    return [line.text for line in lines if line.stated is not None], codes(builder)


@pytest.mark.parametrize("note", [*EARLIER, *NOBODYS, *SENTENCES])
def test_a_grade_with_such_a_note_is_told_and_not_read(note: str) -> None:
    told = ([], ["grade_unreadable"])
    assert badges(f"<h2>Effectiveness</h2><p>Inadequate</p><p>{note}</p><p>It works.</p>") == told
    assert badges(f"<p>Inadequate</p><p>{note}</p>") == told


@pytest.mark.parametrize("note", [*EARLIER, *NOBODYS, *SENTENCES, *OF_NOW])
def test_of_two_grades_with_a_note_between_neither_is_read(note: str) -> None:
    assert badges(f"<h2>Effectiveness</h2><p>Inadequate</p><p>{note}</p><p>Good</p>") == ([], ["grade_unreadable"])
    assert badges(f"<h2>Effectiveness</h2><p>Good</p><p>{note}</p><p>Good</p>") == (["Good", "Good"], [])


@pytest.mark.parametrize("note", OF_NOW)
def test_what_says_nothing_of_a_grade_leaves_it(note: str) -> None:
    assert badges("<p>It works.</p><p>2013</p><p>We saw it.</p>") == ([], [])
    assert badges(f"<p>Inadequate</p><p>{note}</p><p>It works.</p>") == (["Inadequate"], [])


@pytest.mark.parametrize(("round_id", "left"), [("undated", []), ("2023-04", ["Inadequate"])])
def test_in_a_report_of_no_year_each_year_may_be_an_earlier_one(round_id: str, left: list[str]) -> None:
    builder, lines = read_lines("<p>Inadequate</p><p>Graded in 2023</p>")
    builder.round = inspection(OrganisationKind.POLICE, Programme.VETTING, round_id)
    without_noted(builder, lines)
    assert [line.text for line in lines if line.stated is not None] == left
    builder, lines = read_lines("<p>Inadequate</p><p>Our judgment of the force</p>")
    builder.round = inspection(OrganisationKind.POLICE, Programme.VETTING, round_id)
    without_noted(builder, lines)
    assert [line.text for line in lines if line.stated is not None] == ["Inadequate"]


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
    "note",
    [f"Graded in 2013{' by us' * 8}", "In 2013 we looked.", "Men and women of many towns graded in 2013", "We last inspected it in 2013.", "HMIC inspected the force in 2013.",
     "The force had 2013 officers.", "It has had no inspection since 2013, as was said.", "The service was good in its 2013 assessment.", "The service was good in its 2013 assessment;",
     "HMICFRS inspected it in 2013.", "Who was in it, and how, at each inspection of 2013", "Graded in 2017.", "Was it so in 2013?",
     "Context", "Background."],
)  # fmt: skip
def test_a_note_is_short_and_says_nothing_else(note: str) -> None:
    assert badges(f"<p>Inadequate</p><p>{note}</p>") == (["Inadequate"], [])


@pytest.mark.parametrize("between", ["It has many officers.", "We last inspected it in 2013.", "Context"])
def test_a_sentence_or_a_label_between_two_grades_is_a_note_only_where_it_says_so(between: str) -> None:
    assert badges(f"<p>Inadequate</p><p>{between}</p><p>Good</p>") == (["Inadequate", "Good"], [])


def test_a_name_with_its_grade_keeps_its_name() -> None:
    builder, lines = read_lines("<h2>Effectiveness: Good</h2><p>Graded in 2013</p>")
    without_noted(builder, lines)
    assert (lines[0].label is not None, lines[0].stated) == (True, None)
    assert builder.problems[0].blocks == [1, 2]


@pytest.mark.parametrize("label", ["Previous grade", "Earlier rating", "Last judgment", "Our last judgement"])
def test_the_label_of_a_grade_is_no_note(label: str) -> None:
    assert badges(f"<p>Good</p><p>{label}</p><p>It works.</p>") == (["Good"], [])
    assert badges(f"<p>Good</p><p>{label}</p><p>Inadequate</p>") == (["Good", "Inadequate"], [])


@pytest.mark.parametrize(
    "note", ["<dl><dt>2013</dt><dd>It works.</dd></dl>", "<blockquote>2013</blockquote>", "<figure><img alt='2013' src='x'></figure>", "<h3>2013</h3>",
             "<table><tr><td>2013</td><td>It works.</td></tr></table>"],
)  # fmt: skip
def test_what_heads_something_else_is_no_note(note: str) -> None:
    assert badges(f"<p>Inadequate</p>{note}") == (["Inadequate"], [])


def test_a_number_and_what_is_set_aside_may_be_notes() -> None:
    assert badges("<p>Inadequate</p><p>Publication date: May 2013</p>")[0] == []
    assert badges("<p>Inadequate</p><p>12</p><p>Good</p>")[0] == []


def test_absences_with_a_line_between_are_alike() -> None:
    assert badges("<p>Ungraded</p><p>Dogs</p><p>Not graded</p>") == (["Ungraded", "Not graded"], [])


@pytest.mark.parametrize("line", ["<li>Dogs</li>", "<p>Efficiency: Good</p>", f"<p>{'Dogs ' * 12}</p>"])
def test_only_a_like_line_above_makes_a_list_of_names(line: str) -> None:
    assert badges(f"{line}<p>Good</p><p>Cats</p><p>Inadequate</p>")[0][-1:] != ["Inadequate"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("Our ambition", True), ("Kent Police’s ambition", True), ("Ambitious officers", False), ("Aims of the dog section", False),
     (f"Our aim{' is our aim' * 5}", False)],
)  # fmt: skip
def test_a_heading_of_an_aim_says_nothing_else(text: str, said: bool) -> None:
    assert is_nobodys(read_lines("<p>Dogs</p>")[0], text) is said


def test_without_a_round_nothing_is_told() -> None:
    assert badges("<p>Good</p><p>2013</p>", "police/") == (["Good"], [])


def said(text: str, below: str = "<p>It works.</p>") -> bool:
    """Return whether a line right behind a grade, above some markup, says whose the grade is."""
    builder, lines = read_lines(f"<p>Good</p><p>{text}</p>{below}")
    assert builder.round is not None
    return may_name_whose(lines[1]) and says_whose(builder, States(builder.round, builder.names), lines[1])


WHOSE = (
    "Essex Police", "Essex Police.", "Previous", "Previous grade", "Our last grade.", "Most similar forces", "As rated by staff", "Grade of all forces.", "Judgment of similar forces.",
    "Judgement of all forces.", "Judgments of all forces!", "Grading of other forces.", "It is graded by staff.", "Judged by its own officers;", "Rated by staff.", "Rating of all forces.", "Ratings of all forces.",
    "This is what staff think.", "This was the average.", "That is the average.", "That was the most common one.", "It is the average.", "It was the average.",
)  # fmt: skip
NOBODY = (
    "Kent Police", "Good work", "2016", "Our view.", "Officers of all forces.", "It has the average number.", "Essex Police:", "Is it Essex Police?", "They told us of all forces.",
    "Most forces do so.", f"Essex Police {'and others ' * 8}", "We last inspected it in 2013.",
)  # fmt: skip


@pytest.mark.parametrize("text", WHOSE)
def test_a_line_behind_a_grade_says_that_it_is_of_others_or_of_before(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize("text", NOBODY)
def test_other_lines_say_nothing_of_whose_a_grade_is(text: str) -> None:
    assert not said(text)


def test_a_line_above_another_grade_is_of_that_and_a_heading_of_what_follows() -> None:
    assert said("Previous grade", "<p>We saw inadequate cells.</p>") and said("Essex Police", "<p>Inadequate</p>")
    assert not said("Previous grade", "<p>Inadequate</p>")
    builder, lines = read_lines("<p>Good</p><h3>Essex Police</h3><p>Good</p><p>Essex Police</p>")
    assert [may_name_whose(lines[1]), may_name_whose(lines[3])] == [False, True]
    assert builder.round is not None
    assert says_whose(builder, States(builder.round, builder.names), lines[3])


def test_a_name_that_ends_as_a_sentence_does_is_that_of_a_body_alone() -> None:
    builder, _ = read_lines("<p>Good</p>")
    assert builder.round is not None
    states = States(builder.round, builder.names)
    assert of_name(states, "Essex Police.") == of_name(states, "Essex Police") == (None,)
    assert (of_name(states, "Most forces"), of_name(states, "Most forces.")) == ((None,), ())
    assert (of_name(states, "Previous grade"), of_name(states, "Previous grade.")) == (((True, None),), ())


def test_what_was_judged_in_an_earlier_round_is_no_note_of_the_grade_above_it() -> None:
    for who, was, stop in product(
        ("The service", "It", "Kent Police"), ("was good", "was inadequate", "required improvement"), ("", ".")
    ):
        markup = f"<p>Outstanding</p><p>{who} {was} in its 2013/14 assessment{stop}</p>"
        assert badges(markup) == (["Outstanding"], []), markup
