"""The front of a long report: the grades of all areas at once, the rest."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import Grade, Status, WitnessSource, find_round
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import Stated, read_badge
from scraper.parsers.listing import CONTENTS_RULE
from scraper.parsers.outline import Section
from scraper.parsers.readers.entries import Earlier, Entry
from scraper.parsers.readers.front import by_state, columns_before, enter, read_front
from scraper.parsers.readers.grade_table import TableReader
from scraper.parsers.readers.states import State

from .made import Made

ONE, TWO = "Investigating crime", "Managing offenders"
KEY = "area/investigating-crime"
ROUND = find_round("police", "2023-25")
assert ROUND is not None
TABLE = TableReader(ROUND)
NOW: State = (False, None)


def read(*texts: str, role: Role | None = Role.OUR_JUDGMENTS, stray: tuple[str, ...] = ()) -> Made:
    page = Made("2023-25")
    section = page.section(role, "Our judgments", *texts)
    section.stray = page.lines(*stray)
    if role is None:
        section.heading = None
    read_front(page.b, TABLE, section)
    return page


def findings(page: Made) -> list[str]:
    return [row["text"] for row in page.b.findings]


# --- its table ---------------------------------------------------------------------------------------------------


def test_the_entries_of_the_table_are_witnesses_and_the_rest_is_findings() -> None:
    page = read("We found:", f"{ONE}: Good", "That is all.")
    draft = page.b.drafts.of(None, KEY)
    assert [(one.source, one.text, one.block) for one in draft.witnesses] == [(WitnessSource.TABLE, f"{ONE}: Good", 3)]
    assert (draft.question, draft.known and draft.known.key) == (ONE, KEY)
    assert page.claims("judgments") == [f"{ONE}: Good"]
    assert findings(page) == ["We found:", "That is all."]


def read_rows(*rows: tuple[str, str]) -> Made:
    page = Made("2023-25")
    cells = "".join(f"<tr><td>{first}</td><td>{second}</td></tr>" for first, second in rows)
    section = page.section(Role.OUR_JUDGMENTS, "Our judgments", *page.markup(f"<table>{cells}</table>"))
    read_front(page.b, TABLE, section)
    return page


def judged(page: Made) -> list[str | None]:
    return [draft.question_key for draft in page.b.drafts.all()]


@pytest.mark.parametrize(
    "label", ["None", "No areas", "None of these areas", "No area", "Not applicable", "n/a", "–", "Nil."]
)
def test_a_grade_beside_which_no_area_stands_is_nobodys(label: str) -> None:
    for rows in ([("Good", ONE), ("Outstanding", label)], [("Outstanding", label), ("Good", ONE)]):
        page = read_rows(*rows)
        assert (judged(page), page.codes) == ([KEY], [])
        assert page.b.accounted()[0].unread_blocks == []


@pytest.mark.parametrize(
    "label", ["Average", "Most common grade", "The mean", "National average", "Total of all areas", "Regional averages"]
)
def test_a_row_that_reckons_all_areas_together_is_told_and_is_none(label: str) -> None:
    page = read_rows((ONE, "Inadequate"), (label, "Good"))
    assert (judged(page), page.codes) == ([KEY], ["grade_unreadable"])
    assert page.b.accounted()[0].unread_blocks == []


@pytest.mark.parametrize(
    "label", ["Overall", "Overall judgment", "OVERALL GRADE", "The force", "Kent Police", "Kent Police overall", "All areas", "Whole force", "Summary", "PEEL grade", "The service as a whole"]
)  # fmt: skip
def test_a_row_of_the_whole_body_is_told_and_is_no_area(label: str) -> None:
    page = read_rows((ONE, "Inadequate"), (label, "Good"))
    assert (judged(page), page.codes) == ([KEY], ["grade_unreadable"])


@pytest.mark.parametrize("label", ["Overall effectiveness", "Force control room", "All victims", "Summary justice"])
def test_a_row_of_something_else_is_an_area_that_nobody_knows(label: str) -> None:
    page = read_rows((ONE, "Inadequate"), (label, "Good"))
    assert (len(judged(page)), page.codes) == (2, ["unknown_question"])


@pytest.mark.parametrize(
    "label", ["Nonsense", "Nilotic policing", "Meanwhile custody", "Totalled vehicles", "Averted harm", "Nationality"]
)
def test_a_name_that_only_begins_like_one_of_none_is_an_area_that_nobody_knows(label: str) -> None:
    page = read_rows((ONE, "Inadequate"), (label, "Good"))
    assert (len(judged(page)), page.codes) == (2, ["unknown_question"])


@pytest.mark.parametrize(
    "head",
    [
        "Area", "Areas", "Grade", "Grades", "Judgment", "Judgement", "Area grade", "Area judgment", "Key",
        "Judgment (May 2025)", "Initial judgment (May 2024)", "Previous judgement after the revisit (May 2025)",
        "Current judgment (May 2025)", "Judgment after revisit (May 2025)",
    ],
)  # fmt: skip
def test_the_heads_of_its_columns_are_no_prose(head: str) -> None:
    page = read(head, f"{ONE}: Good", "That is all.")
    assert (page.claims("boilerplate:legend"), page.claims("judgments")) == ([head], [f"{ONE}: Good"])
    assert findings(page) == ["That is all."]


def test_without_a_table_such_a_word_is_prose() -> None:
    assert findings(read("Area", "That is all.")) == ["Area", "That is all."]


# --- boilerplate, dates, introduction ------------------------------------------------------------------------------


def test_a_late_date_is_the_sections_and_late_grades_are_a_legend() -> None:
    page = read("We inspected the force.", stray=("Last updated 02/03/2024", "Good", "Inadequate", "12"))
    assert [row["last_updated_text"] for row in page.b.sections] == ["02/03/2024"]
    assert page.claims("boilerplate:legend") == ["Good", "Inadequate"]
    assert page.claims("sections") == ["Last updated 02/03/2024"]
    assert page.b.accounted()[0].unread_blocks == [6]
    assert "dates_repeated" not in page.codes


@pytest.mark.parametrize("late", [("Good",), ("Good", "Good")])
def test_a_late_grade_alone_is_no_legend(late: tuple[str, ...]) -> None:
    page = read("We inspected the force.", stray=late)
    assert page.b.accounted()[0].unread_blocks == [3, 4][: len(late)]


def test_a_list_of_contents_states_no_grade() -> None:
    page = Made("2023-25")
    section = page.section(Role.OUR_JUDGMENTS, "Our judgments", f"{ONE}: Good", f"{TWO}: Inadequate")
    section.body[0].rule = CONTENTS_RULE
    read_front(page.b, TABLE, section)
    assert page.claims("judgments") == [f"{TWO}: Inadequate"]


def test_what_stands_before_the_first_heading_introduces_the_report() -> None:
    page = read("Os hoffech chi ddarllen hwn", "Contex", "This is our report.", role=None)
    assert page.b.introduction == ["This is our report."]
    assert page.claims("boilerplate:welsh_link") == ["Os hoffech chi ddarllen hwn"]
    assert page.codes == ["label_misspelt"]
    assert findings(page) == []


# --- an entry ----------------------------------------------------------------------------------------------------


def entry(page: Made, words: str | None, label: str = ONE, earlier: Earlier | None = None) -> Entry:
    stated = read_badge(words) if words else None
    return Entry(label, TABLE.area(label), stated, words or label, page.line(words or label), earlier)


def entered(*words: str | None, earlier: tuple[Earlier | None, ...] = (None, None)) -> Draft:
    page = Made("2023-25")
    for word, before in zip(words, earlier, strict=False):
        enter(page.b, entry(page, word, earlier=before))
    return page.b.drafts.of(None, KEY)


def test_two_entries_that_agree_are_two_witnesses() -> None:
    assert [one.stated.grade for one in entered("Good", "Good").witnesses] == [Grade.GOOD, Grade.GOOD]


def test_two_entries_that_differ_are_no_grade() -> None:
    assert {one.stated.status for one in entered("Good", "Adequate").witnesses} == {Status.UNREADABLE}


def test_an_entry_of_an_earlier_state_gives_the_first_previous_grade() -> None:
    draft = entered(None, None, earlier=((Grade.GOOD, "2021-22"), (Grade.ADEQUATE, None)))
    assert (draft.witnesses, draft.previous) == ([], (Grade.GOOD, "2021-22"))
    assert entered("Good", "Good", earlier=((Grade.GOOD, None), None)).previous == (Grade.GOOD, None)


def test_of_entries_of_two_earlier_rounds_the_later_gives_the_previous_grade() -> None:
    rounds = ((Grade.GOOD, "2018-19"), (Grade.ADEQUATE, "2021-22"))
    assert entered(None, None, earlier=rounds).previous == rounds[1]
    assert entered(None, None, earlier=rounds[::-1]).previous == rounds[1]


def test_an_entry_keeps_the_first_name_and_an_unknown_one_gets_a_key_of_its_words() -> None:
    page = Made("2023-25")
    enter(page.b, entry(page, "Good"))
    enter(page.b, entry(page, "Good", label="Investigating crime and supporting victims"))
    enter(page.b, entry(page, "Good", label="Policing the tides"))
    assert {draft.question_key: draft.question for draft in page.b.drafts.all()} == {
        KEY: ONE, "area/policing-the-tides": "Policing the tides",
    }  # fmt: skip
    assert page.codes == ["unknown_question"]
    assert page.b.problems[0].blocks == [3]


# --- columns that a copy wrote out line by line ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "columns"),
    [
        (["As follows:", "Area", "2021/22", "2023-25"], [(True, "2021-22"), NOW]),
        (["As follows:", "Initial judgment", "Judgment after revisit"], [(True, None), NOW]),
        (["We inspected it.", "Before", "Now"], [(True, None), NOW]),
        (["The states of all the grades that we give here and gave before are", "Before", "Now"], [(True, None), NOW]),
        (["As follows:", "Before", "2021/22"], []),
        (["As follows:", "This", "Now"], []),
        (["As follows:"], []),
    ],
)
def test_the_lines_before_the_first_area_name_the_states(before: list[str], columns: list[State]) -> None:
    page = Made("2023-25")
    sections = [page.opening("Now"), page.section(Role.OUR_JUDGMENTS, "Our judgments", *before), page.question(ONE)]
    assert columns_before(sections, TABLE) == columns


def test_without_an_area_there_are_no_columns() -> None:
    page = Made("2023-25")
    assert columns_before([page.opening("Before", "Now")], TABLE) == []
    assert columns_before([page.question(ONE, "Before", "Now"), page.opening("Before", "Now")], TABLE) == []


def stated(page: Made, section: Section, *columns: State) -> list[tuple[str, str | None, Previous | None]]:
    def said(one: Stated | None) -> str | None:
        return str(one.grade or one.status) if one else None

    return [(line.text, said(one), earlier) for line, one, earlier in by_state(section, list(columns))]


def test_a_sections_grade_lines_are_of_the_states_of_the_columns() -> None:
    page = Made("2023-25")
    section = page.question(ONE, head=("Good", "Adequate"))
    assert stated(page, section, (True, "2021-22"), NOW) == [
        ("Good", None, (Grade.GOOD, "2021-22")), ("Adequate", "adequate", None),
    ]  # fmt: skip
    old = page.question(ONE, head=("Not graded", "Adequate"))
    assert stated(page, old, (True, None), NOW) == [("Not graded", None, None), ("Adequate", "adequate", None)]


def test_grades_whose_columns_are_not_known_are_none_where_they_differ() -> None:
    page = Made("2023-25")
    two = page.question(ONE, head=("Good", "Adequate"))
    assert stated(page, two) == [("Good", "unreadable", None), ("Adequate", "unreadable", None)]
    assert stated(page, page.question(ONE, head=("Good", "Good")), NOW) == [("Good", "good", None)] * 2


def test_the_heading_and_the_head_may_hold_the_grade() -> None:
    page = Made("2023-25")
    assert stated(page, page.question(f"{ONE}: Good", head=("12",))) == [(ONE, "good", None)]
    assert stated(page, Section(Role.QUESTIONS, ONE, head=page.lines("Good"))) == [("Good", "good", None)]


# --- every cell ----------------------------------------------------------------------------------------------


def of_table(markup: str, *texts: str) -> Made:
    page = Made("2023-25")
    section = Section(Role.OUR_JUDGMENTS, "Our judgments", body=[*page.markup(markup), *page.lines(*texts)])
    read_front(page.b, TABLE, section)
    return page


ROWS = f"<tr><td>{ONE}</td><td>Good</td></tr><tr><td>{TWO}</td><td>Adequate</td></tr>"


def test_a_judgment_cites_every_cell_that_it_was_read_from_and_no_head_of_a_column() -> None:
    page = of_table(f"<table><tr><th>Area</th><th>Grade</th></tr>{ROWS}</table>")
    assert {draft.question: draft.blocks for draft in page.b.drafts.all()} == {ONE: [4, 3], TWO: [6, 5]}
    assert page.claims("judgments") == [ONE, "Good", TWO, "Adequate"]
    assert page.claims("boilerplate:legend") == ["Area", "Grade"]


def test_of_two_columns_both_grades_and_the_area_are_cited() -> None:
    heads = "<tr><th>Area</th><th>2021/22</th><th>2023-25</th></tr>"
    page = of_table(f"<table>{heads}<tr><td>{ONE}</td><td>Good</td><td>Adequate</td></tr></table>")
    (draft,) = page.b.drafts.all()
    assert sorted(draft.blocks) == [4, 5, 6]
    assert [one.block for one in draft.witnesses] == [6]
    assert page.claims("boilerplate:legend") == ["Area", "2021/22", "2023-25"]


def test_of_columns_that_are_grades_the_areas_cell_is_cited_and_the_heads_are_a_legend() -> None:
    scale = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
    heads = "".join(f"<th>{word}</th>" for word in scale)
    page = of_table(f"<table><tr>{heads}</tr><tr><td></td><td>{ONE}</td><td></td><td></td><td></td></tr></table>")
    (draft,) = page.b.drafts.all()
    assert draft.blocks == [6]
    assert page.claims("boilerplate:legend") == list(scale)


def test_a_row_of_a_grade_is_cited_by_each_of_its_areas() -> None:
    page = of_table(f"<table><tr><td>Good</td><td>{ONE}</td></tr><tr><td>Adequate</td><td>{TWO}</td></tr></table>")
    assert {draft.question: draft.blocks for draft in page.b.drafts.all()} == {ONE: [2, 1], TWO: [4, 3]}


def test_what_an_entry_was_read_from_beside_its_line_is_cited() -> None:
    page = Made("2023-25")
    label, badge = page.lines(ONE, "Good")
    enter(page.b, Entry(ONE, TABLE.area(ONE), read_badge("Good"), "Good", badge, beside=(label,)))
    assert page.b.drafts.of(None, KEY).blocks == [2, 1]
    assert page.claims("judgments") == [ONE, "Good"]


def test_two_entries_that_differ_leave_what_else_states_the_grade() -> None:
    page = Made("2023-25")
    page.b.drafts.of(None, KEY).add(WitnessSource.BADGE, Stated(Status.GRADED, Grade.GOOD, "Good"), "Good", 9)
    for word in ("Good", "Adequate"):
        enter(page.b, entry(page, word))
    stated = {one.source: one.stated.status for one in page.b.drafts.of(None, KEY).witnesses}
    assert stated == {WitnessSource.BADGE: Status.GRADED, WitnessSource.TABLE: Status.UNREADABLE}


def test_an_entry_that_agrees_with_an_absence_is_no_grade_beside_a_grade() -> None:
    assert {one.stated.status for one in entered("Not graded", "Not graded").witnesses} == {Status.NOT_GRADED}
    assert {one.stated.status for one in entered("Not graded", "Not yet graded").witnesses} == {Status.UNREADABLE}


def test_what_is_not_understood_of_an_areas_grade_is_told_once() -> None:
    page = read(f"{ONE}: Good to Outstanding", "That is all.")
    assert [(one.code, one.blocks) for one in page.b.problems if one.code == "grade_unreadable"] == [
        ("grade_unreadable", [2])
    ]
    assert findings(page) == [f"{ONE}: Good to Outstanding", "That is all."]
    assert "grade_unreadable" not in read("That is all.").codes
