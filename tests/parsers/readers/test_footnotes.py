"""A grade with a mark is what its footnote says: of another round or body it is none of this page's, and told."""

from __future__ import annotations

import pytest

from scraper.parsers.readers.footnotes import without_footnoted
from tests.parsers.pieces import codes, read_lines

THEN, NOW = "This grade is that of our previous inspection.", "This grade was revised on the day of publication."
NAME = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
FORMS = ("<p><sup>{0}</sup> {1}</p>", "<p>{0}. {1}</p>", "<p>({0}) {1}</p>", "<p>Note {0}: {1}</p>", "<p>[{0}] {1}</p>")


def badges(markup: str, round_key: str = "police/2016") -> tuple[list[str], list[str]]:
    """Return the grades that are left of some markup, and the codes of what is told."""
    builder, lines = read_lines(markup, round_key)
    without_footnoted(builder, lines)
    return [line.text for line in lines if line.stated is not None], codes(builder)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mark", ["1", "12"])
def test_a_grade_whose_footnote_makes_it_another_rounds_is_told(form: str, mark: str) -> None:
    grades = f"<p>Good<sup>{mark}</sup></p><p>Inadequate</p>"
    others = form.format("7", "Something else.")
    assert badges(grades + others + form.format(mark, THEN)) == (["Inadequate"], ["grade_unreadable"])
    assert badges(grades + form.format(mark, NOW))[1] == []
    assert badges(grades + form.format("2", THEN))[1] == []
    assert badges(form.format(mark, THEN) + grades)[1] == []
    assert badges(grades)[1] == []


@pytest.mark.parametrize("name", [f"<h3>{NAME}<sup>1</sup></h3>", "<h2>Effectiveness<sup>1</sup></h2>"])
def test_the_mark_may_stand_behind_what_is_graded(name: str) -> None:
    note = FORMS[0].format("1", THEN)
    assert badges(f"{name}<p>Last updated 02/03/2017</p><p>Good</p><p>Inadequate</p>{note}") == (
        ["Inadequate"], ["grade_unreadable"],
    )  # fmt: skip
    assert badges(f"{name}<p>It works.</p>{note}") == ([], [])
    assert badges(f"{name}{'<p>It works.</p>' * 3}<p>Good</p>{note}") == (["Good"], [])
    assert badges(f"<p>The force counts.<sup>1</sup></p><p>Good</p>{note}") == (["Good"], [])


def test_a_footnote_may_be_numbered_by_its_list() -> None:
    grades = "<p>Good<sup>2</sup></p>"
    listed = f"<li>It counts.</li><li>{THEN}</li>"
    assert badges(f"{grades}<ol>{listed}</ol>") == ([], ["grade_unreadable"])
    assert badges(f"{grades}<ul>{listed}</ul>") == (["Good²"], [])


def test_without_a_round_nothing_is_told() -> None:
    assert badges(f"<p>Good<sup>1</sup></p><p>1 {THEN}</p>", "police/") == (["Good¹"], [])


@pytest.mark.parametrize("mark", ["*", "†", "‡", "**", " *"])
def test_a_sign_is_a_mark_where_a_note_below_begins_with_it(mark: str) -> None:
    grades = f"<p>Good{mark}</p><p>Inadequate</p>"
    for form in (
        "<p>{0} {1}</p>",
        "<p>{0}{1}</p>",
        "<ul><li>{0} {1}</li></ul>",
        "<p>1 Something else.</p><p>{0} {1}</p>",
    ):
        note = form.replace("{0}", mark.strip())
        assert badges(grades + note.replace("{1}", NOW)) == ([f"Good{mark}", "Inadequate"], [])
        assert badges(grades + note.replace("{1}", THEN)) == (["Inadequate"], ["grade_unreadable"])
        assert badges(note.replace("{1}", NOW) + grades) == (["Inadequate"], [])
        assert badges(grades.replace("Good", "Well done") + note.replace("{1}", NOW)) == (["Inadequate"], [])
    for nothing in (
        "",
        "<p>¹ Something else.</p>",
        "<p>‡† Something else.</p>",
        f"<p>{mark}</p>",
        f"<p>We found {mark}</p>",
    ):
        assert badges(grades + nothing) == (["Inadequate"], [])
