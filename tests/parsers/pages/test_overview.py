"""The overview of a round: its questions with pillar, number and key; its legend and its controls are nobody's."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.questions import questions_of
from scraper.parsers.parse import parse_page

TITLE = "<h1>PEEL assessments 2018/19</h1>"
CRIME = "How effective is the force at investigating crime and reducing re-offending?"
KEY = "effectiveness/investigating-crime"
FIRST = f"<h3>Effectiveness - Question 2</h3><p>{CRIME}</p>"


def read(markup: str, title: str = TITLE) -> Extraction:
    return parse_page(f"<html><body><main>{title}{markup}</main></body></html>".encode(), None)


def questions(markup: str) -> list[tuple[object, ...]]:
    found = read(markup)
    assert found.record is not None
    assert found.record.judgments == []
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0
    return [(q.pillar, q.number, q.graded, q.question, q.question_key) for q in found.record.questions]


def claimed(line: str) -> str | None:
    found = read(f"{FIRST}<p>{line}</p>")
    return found.blocks[-1].claimed_by


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Effectiveness - Question 2", True),
        ("Efficiency-Question 1", True),
        ("legitimacy - question 1", True),
        ("LEGITIMACY - QUESTION 1", True),
        ("Legitimacy - Question 3", True),
        ("People - Question 1", True),
        ("Leadership - Question 1", False),
        ("Effectiveness - Questions", False),
        ("Effectiveness - Question 2 is one that we asked of all of the forces, " * 2, False),
        ('<a href="/x/">Effectiveness - Question 2</a>', False),
    ],
)
def test_a_line_of_pillar_and_number_proves_it(line: str, is_one: bool) -> None:
    assert (read(f"<p>{line}</p><p>{CRIME}</p>", "<h1>Assessments</h1>").page.type is PageType.OVERVIEW) is is_one


def test_a_label_without_its_question_is_told() -> None:
    turned = "<h3>Effectiveness - Question 1</h3><h3>Question 2 - Effectiveness</h3>"
    for labels in (turned, f"{turned}<h3>Effectiveness - Question 3</h3>"):
        told = [
            each.message for each in read(f"{labels}<p>{CRIME}</p>").problems if "no question below" in each.message
        ]
        assert len(told) == labels.count("<h3>") - 1


def test_far_down_on_a_page_it_proves_nothing() -> None:
    lines = "".join(f"<p>A sentence with the number {n}.</p>" for n in range(120))
    assert read(lines + FIRST).page.type is not PageType.OVERVIEW


def test_its_round_is_that_of_its_title() -> None:
    assert read(FIRST).page.round == "2018-19"
    assert read(FIRST).page.layout == "overview"


@pytest.mark.parametrize(
    "markup",
    [
        FIRST,
        f"<p>Effectiveness - Question 2: {CRIME}</p>",
        f"<p>Effectiveness - Question 2 {CRIME}</p>",
        f"<p>Effectiveness-question 2: {CRIME}</p>",
        f"<p>EFFECTIVENESS - Question 2</p><p>{CRIME}</p>",
    ],
)
def test_a_question_has_its_pillar_number_words_and_key(markup: str) -> None:
    assert questions(markup) == [("effectiveness", 2, True, CRIME, KEY)]


@pytest.mark.parametrize(
    "line",
    [
        "Effectiveness: Question 2",
        "Effectiveness, question 2",
        "Effectiveness Question 2",
        "Question 2 - Effectiveness",
        "Question 2: effectiveness",
        "Question 2 Effectiveness",
    ],
)
def test_pillar_and_number_may_be_parted_or_turned_otherwise(line: str) -> None:
    others = (
        "<h3>Efficiency - Question 1</h3><p>How well does the force use its resources to meet the demand it faces?</p>"
    )
    assert questions(f"{others}<h3>{line}</h3><p>{CRIME}</p>")[1] == ("effectiveness", 2, True, CRIME, KEY)
    if line.startswith("Eff"):
        assert questions(f"{others}<p>{line}: {CRIME}</p>")[1] == ("effectiveness", 2, True, CRIME, KEY)


def test_after_the_first_case_and_dash_do_not_matter() -> None:
    assert questions(f"{FIRST}<p>EFFECTIVENESS – QUESTION 3: {CRIME}</p>")[1] == ("effectiveness", 3, True, CRIME, KEY)


def test_a_question_may_be_ungraded() -> None:
    caps = "How effective are the force’s specialist capabilities?"
    expected = [("effectiveness", 5, False, caps, "effectiveness/specialist-capabilities")]
    for line in (
        f"Effectiveness - Question 5 - Ungraded</p><p>{caps}",
        f"Effectiveness - Question 5 - Ungraded: {caps}",
        f"Effectiveness - Question 5 (ungraded)</p><p>{caps}",
        f"Effectiveness - Question 5 (not graded): {caps}",
        f"Effectiveness - Question 5 – Not graded: {caps}",
        f"Effectiveness - Question 5 – Not graded</p><p>{caps}",
    ):
        assert questions(f"<p>{line}</p>") == expected


def test_two_digits_and_two_questions_are_each_read() -> None:
    found = questions(f"{FIRST}<h3>Effectiveness - Question 12</h3><p>{CRIME}</p>")
    assert [(number, text) for _, number, _, text, _ in found] == [(2, CRIME), (12, CRIME)]


def test_a_pillar_that_there_is_not_is_none() -> None:
    assert questions(f"{FIRST}<h3>Morale - Question 1</h3><p>{CRIME}</p>")[1] == (None, 1, True, CRIME, KEY)


def test_a_question_of_another_pillar_or_of_none_has_no_key_and_is_told() -> None:
    for line in (f"Efficiency - Question 1: {CRIME}", "Efficiency - Question 1: How tall are they?"):
        found = read(f"<p>{line}</p>")
        assert found.record is not None
        assert found.record.questions[0].question_key is None
        assert "unknown_question" in [problem.code for problem in found.problems]
    assert "unknown_question" not in [problem.code for problem in read(FIRST).problems]


ASKED = [
    (pillar, number, row.label)
    for pillar in ("effectiveness", "efficiency", "legitimacy")
    for number, row in enumerate(questions_of("police", "2018-19", pillar), 1)
]


def lost(asked: list[tuple[str, int, str]], title: str = TITLE) -> list[str]:
    """What the problems of a list of questions say."""
    rows = "".join(f"<h3>{pillar.title()} - Question {n}</h3><p>{text}</p>" for pillar, n, text in asked)
    found = read(rows, title)
    assert {problem.code for problem in found.problems} <= {"section_missing"}
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize("gone", ASKED)
def test_a_question_that_the_list_lacks_is_told_whatever_its_place(gone: tuple[str, int, str]) -> None:
    assert lost([each for each in ASKED if each is not gone]) == [
        f"The list has no question {gone[1]} of {gone[0].title()}."
    ]


def test_a_pillar_of_which_the_list_has_nothing_is_told() -> None:
    assert lost(ASKED) == lost(ASKED[::-1]) == []
    assert lost([each for each in ASKED if each[0] != "legitimacy"]) == ["The list has no question of Legitimacy."]
    words = "<p>We asked this of every force, and we say below what we found of each of them.</p>" * 3
    bare = read(f"{words}<p>Effectiveness - Question 1</p>")
    assert [problem.code for problem in bare.problems if problem.code == "section_missing"] == ["section_missing"] * 3


def test_a_question_that_goes_by_another_number_is_not_lost() -> None:
    others = [(pillar, n + 7, text) for pillar, n, text in ASKED]
    assert lost(others) == []


def test_in_no_round_only_a_gap_is_told() -> None:
    few = [("effectiveness", n, f"How is it {n}?") for n in (2, 4)]
    rows = "".join(f"<h3>{pillar.title()} - Question {n}</h3><p>{text}</p>" for pillar, n, text in few)
    found = [p.message for p in read(rows, "<h1>Assessments</h1>").problems if p.code == "section_missing"]
    assert found == ["The list has no question 3 of Effectiveness."]


@pytest.mark.parametrize(
    "word", ["Outstanding", "Good", "Requires improvement", "Inadequate", "Ungraded", "To be graded"]
)
def test_the_legend_judges_nobody(word: str) -> None:
    assert claimed(word) == "boilerplate:legend"


@pytest.mark.parametrize(
    "line",
    ["Key", "Legend", "Group by region", "Off", "On", "Off On", "Accessible Table", "Loading graph...", "Loading graph",
     "View as a table", "Table", "Wheel", "Sort by name", "Select a force", "Choose a force", "Question", "Pillar",
     "Questions", "Questions and pillars", "Show all", "Alphabetical order", "12", "View", "Data"],
)  # fmt: skip
def test_controls_are_boilerplate(line: str) -> None:
    assert claimed(line) == "boilerplate:controls"


def test_other_boilerplate_has_its_own_rule_and_all_else_introduces() -> None:
    assert claimed("Back to top") == "boilerplate:back_to_top"
    assert claimed("We asked this of all forces.") == "introduction"
    assert claimed("Key to the colours of the wheel") == "introduction"


def test_a_number_of_what_is_no_pillar_is_of_no_list() -> None:
    assert claimed("Question 2 - Morale") == "introduction"


def test_a_page_whose_list_is_drawn_by_a_script_lacks_no_question() -> None:
    address = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2018/?view=table"
    body = f"<html><body><main>{TITLE}<p>Choose a question to see how the forces compare.</p></main></body></html>"
    found = parse_page(body.encode(), address)
    assert found.page.type is PageType.OVERVIEW
    assert [told.code for told in found.problems if told.code == "section_missing"] == []


@pytest.mark.parametrize(("times", "is_told"), [(1, False), (2, False), (3, True)])
def test_grades_that_are_more_than_legends_are_told(times: int, is_told: bool) -> None:
    found = read(FIRST + "<p>Good</p><p>Inadequate</p>" * times)
    assert ("grade_unreadable" in [problem.code for problem in found.problems]) is is_told
    for line in ("<p>Effectiveness: Good</p>", "<p>Kent: Good</p>", "<ul><li>Kent Police – Good</li></ul>"):
        named = read(FIRST + line * times)
        assert ("grade_unreadable" in [problem.code for problem in named.problems]) is is_told
    assert "grade_unreadable" not in [
        problem.code for problem in read(FIRST + "<p>It is: Ungraded</p>" * times).problems
    ]


@pytest.mark.parametrize("number", ["1 ", "1. ", "2) ", "3.1 ", "3.1. "])
def test_a_number_of_the_heading_is_not_the_questions(number: str) -> None:
    assert questions(FIRST.replace("<h3>", f"<h3>{number}")) == questions(FIRST)
    one_line = f"<h3>Effectiveness - Question 2: {CRIME}</h3>"
    assert questions(one_line.replace("<h3>", f"<h3>{number}")) == questions(one_line)


def test_a_question_that_is_printed_again_is_asked_once_and_told() -> None:
    assert questions(FIRST * 2) == questions(FIRST)
    assert [problem.code for problem in read(FIRST * 3).problems].count("section_repeated") == 1
