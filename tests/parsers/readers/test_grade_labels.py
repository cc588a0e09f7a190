"""The words that say of a grade below them that it is one are no part of it; above several grades they say nothing."""

from __future__ import annotations

from itertools import product

from scraper.parsers.lines import LineKind
from scraper.parsers.readers.grade_labels import without_grade_labels
from tests.parsers.pieces import claims, read_lines
from tests.parsers.shown import read

LABELS = ("Judgment", "Judgement:", "Grade", "Our grade", "Overall judgment", "Graded judgment", "HMIC rating", "PEEL grade", "GRADED AS")  # fmt: skip
FORMS = (
    "<p>{}</p><p>{}</p>", "<dl><dt>{}</dt><dd>{}</dd></dl>", "<table><tr><th>{}</th><td>{}</td></tr></table>", "<p>{}<br>{}</p>",
    "<table><tr><th>{}</th></tr><tr><td>{}</td></tr></table>", "<h4>{}</h4><p>{}</p>", "<div><div>{}</div><div>{}</div></div>",
)  # fmt: skip
PILLARS = {"Effectiveness": "Good", "Efficiency": "Inadequate", "Legitimacy": "Requires improvement"}
FORCE = "<h1>Kent 2016</h1><p>This is the third PEEL assessment of Kent Police.</p><h2>HMI’s observations</h2><p>Thanks to all.</p>"
DATE = "<p>Last updated 02/03/2017</p>"
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"


def grades(label: str, form: str, date: str) -> tuple[list[str | None], set[str]]:
    parts = "".join(f"<h2>{name}</h2>{date}{form.format(label, grade)}{TEXT}" for name, grade in PILLARS.items())
    found = read(FORCE + parts, "peel-assessments/peel-2016/kent/")
    assert found.record is not None
    stated = [one.grade_text for one in found.record.judgments if one.pillar != "leadership"]
    told = {one.code for one in found.problems if one.severity != "info"}
    return stated, told - {"section_missing", "witness_missing"}


def test_a_label_in_a_block_of_its_own_says_that_the_grade_below_it_is_one() -> None:
    for label, form, date in product(LABELS, FORMS, ("", DATE)):
        assert grades(label, form, date) == (list(PILLARS.values()), set()), (label, form, date)


def test_a_label_that_says_of_when_a_grade_is_is_none_itself() -> None:
    for label, form in product(("Current grade", "2016 judgment", "This year’s judgment"), FORMS):
        assert grades(label, form, DATE)[0] == list(PILLARS.values()), (label, form)


def test_a_label_of_several_grades_or_of_none_is_a_line_as_any() -> None:
    for below in (
        "Good</p><p>Adequate",
        "Good</p><p>It is well led.</p><p>Inadequate",
        "It is well led.",
        "Effectiveness",
    ):
        builder, lines = read_lines(f"<p>Grade</p><p>{below}</p>")
        assert without_grade_labels(builder, lines) == lines
        assert claims(builder)["Grade"] is None


def test_the_grades_of_two_names_are_no_legend() -> None:
    builder, lines = read_lines(
        "<h2>Effectiveness</h2><p>Grade</p><p>Good</p><h2>Efficiency</h2><p>Grade</p><p>Good</p>"
    )
    left = without_grade_labels(builder, lines)
    assert [line.kind for line in left] == [LineKind.LABEL, LineKind.BADGE] * 2
    assert claims(builder)["Grade"] == "boilerplate:grade_label"


def test_what_a_table_or_a_list_says_besides_may_say_whose_the_grade_is() -> None:
    for form in ("<table><tr><th>{}</th><td>{}</td></tr><tr><th>Force</th><td>Essex Police</td></tr></table>",
                 "<dl><dt>{}</dt><dd>{}</dd><dt>Force</dt><dd>Essex Police</dd></dl>"):  # fmt: skip
        stated, told = grades("Grade", form, "")
        assert stated == [None] * 3 and told, form
