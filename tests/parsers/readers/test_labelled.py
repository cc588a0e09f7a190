"""Grade lines that say of when they are, under the heading of what they grade."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar, Status, WitnessSource
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.readers.area import read_area
from scraper.parsers.readers.judgments import read_pillar
from scraper.parsers.readers.states import State
from tests.parsers.shown import lacks
from tests.parsers.shown import read as read_page

from .made import FIRE, PREVENTING, Made

AREA = "Investigating crime"
GOOD, ADEQUATE = Grade.GOOD, Grade.ADEQUATE
PROSE = "<p>The force does its work in the towns of the county.</p>"


def read(html: str, head: tuple[str, ...] = (), round_id: str = "2023-25") -> tuple[Made, Draft]:
    """The draft of an area after a section with this markup was read, badges put where an outline puts them."""
    page = Made(round_id)
    section = page.question(AREA, head=head)
    lines = page.markup(html)
    section.body = [line for line in lines if not _is_late_badge(line)]
    section.stray = [line for line in lines if _is_late_badge(line)]
    read_area(page.b, [], section)
    return page, page.b.drafts.all()[0]


def _is_late_badge(line: Line) -> bool:
    return line.stated is not None


def told(html: str, head: tuple[str, ...] = ()) -> tuple[list[Grade | None], Previous]:
    """The grades of the badges, and the earlier one."""
    _, draft = read(html, head)
    return [one.stated.grade for one in draft.of(WitnessSource.BADGE)], draft.previous


BOTH = [
    ("<p>Previous grade: Adequate</p><p>Current grade: Good</p>", None),
    ("<p>Current grade: Good</p><p>Previous grade: Adequate</p>", None),
    ("<p>Previous judgement: adequate</p><p>Current judgment: good</p>", None),
    ("<p>Last rating – Adequate</p><p>Rating now – Good</p>", None),
    ("<p>Last inspection: Adequate</p><p>This inspection: Good</p>", None),
    ("<p>Initial grade: Adequate</p><p>Grade after revisit: Good</p>", None),
    ("<p>Grade in 2021/22: Adequate</p><p>Grade in 2023–25: Good</p>", "2021-22"),
    ("<p>PEEL 2021/22: Adequate</p><p>PEEL 2023–25: Good</p>", "2021-22"),
    ("<p>2021/22: Adequate</p><p>2023–25: Good</p>", "2021-22"),
    ("<p>Grade in 2018/19: Inadequate</p><p>Grade in 2021/22: Adequate</p><p>Current grade: Good</p>", "2021-22"),
    ("<p>Kent Police’s grade in 2021/22: Adequate</p><p>Its grade now: Good</p>", "2021-22"),
    ("<p>Previous grade: Adequate (2021/22)</p><p>Current grade: Good (2023–25)</p>", "2021-22"),
    ("<ul><li>Previous grade: Adequate</li><li>Current grade: Good</li></ul>", None),
    ("<p><b>Previous grade:</b> Adequate<br><b>Current grade:</b> Good</p>", None),
    ("<h3>Previous grade: Adequate</h3><h3>Current grade: Good</h3>", None),
    ("<p>Current grade: Good. Previous grade: Adequate.</p>", None),
    ("<p>Current grade: Good | Previous grade: Adequate</p>", None),
    ("<p>2021/22: Adequate → 2023–25: Good</p>", "2021-22"),
    ("<p>Good (previously adequate)</p>", None),
    ("<p>Good (previous grade: Adequate)</p>", None),
    ("<p>Good, previously Adequate</p>", None),
    ("<p>Previous grade</p><p>Adequate</p><p>Current grade</p><p>Good</p>", None),
    ("<dl><dt>Previous grade</dt><dd>Adequate</dd><dt>Current grade</dt><dd>Good</dd></dl>", None),
    ("<table><tr><th>Previous grade</th><td>Adequate</td></tr><tr><th>Current grade</th><td>Good</td></tr></table>", None),
    ("<table><tr><th>Grade in 2021/22</th><th>Current grade</th></tr><tr><td>Adequate</td><td>Good</td></tr></table>", "2021-22"),
    ("<p>Previous grade: Adequate</p><p>Good</p>", None),
    ("<p>Current grade — Good</p><p>Previous grade — Adequate</p>", None),
    ("<p>Previous grade - Adequate</p><p>Current grade - Good</p>", None),
    ("<p>Good (2023–25) and Adequate (2021/22)</p>", "2021-22"),
    ("<p>Good (2023–25), Adequate (2021/22)</p>", "2021-22"),
    ("<p>Good (now), and previously Adequate (2021/22)</p>", "2021-22"),
    ("<p>Grade in 2018/19: Adequate</p><p>Grade in 2021/22: Not graded</p><p>Current grade: Good</p>", "2018-19"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "round_id"), BOTH)
def test_the_current_grade_is_the_badge_and_the_other_the_one_before(html: str, round_id: str | None) -> None:
    assert told(html + PROSE) == ([GOOD], (ADEQUATE, round_id))


def test_its_lines_are_those_of_the_judgment_and_no_prose() -> None:
    page, draft = read(f"<p>Previous grade: Adequate</p><p>Current grade: Good</p>{PROSE}")
    assert page.claims("judgments") == ["Previous grade: Adequate", "Current grade: Good"]
    assert page.claims("findings") == [AREA, "The force does its work in the towns of the county."]
    assert [(one.text, one.block) for one in draft.witnesses] == [("Good", 3)]
    assert draft.blocks == [1, 2, 3]


def test_beside_a_grade_line_the_other_tells_the_grade_before() -> None:
    assert told(f"<p>Previous grade: Adequate</p>{PROSE}", head=("Good",)) == ([GOOD], (ADEQUATE, None))
    assert told(f"<p>Current grade: Good</p>{PROSE}", head=("Good",)) == ([GOOD, GOOD], (None, None))


@pytest.mark.parametrize("head", [("Good",), ()])
def test_of_two_current_grades_that_differ_none_is_believed(head: tuple[str, ...]) -> None:
    html = "<p>Current grade: Adequate</p>" if head else "<p>Current grade: Good</p><p>Grade in 2023–25: Adequate</p>"
    _, draft = read(html + PROSE, head)
    assert {one.stated.status for one in draft.witnesses} == {Status.UNREADABLE}


@pytest.mark.parametrize(
    "html",
    ["<p>Essex Police’s current grade: Good</p>", "<p>National grade: Good</p>", "<p>Grade in 2025–27: Good</p>", "<p>Most common grade now: Good</p>",
     "<p>In 2021/22 the force was good.</p>", "<p>The inspection in 2021/22 was good for the force, and it learned.</p>", "<p>This year: spring</p>",
     "<p>Last inspection: May 2021</p>", "<p>Good, Adequate</p>", "<p>Good and adequate</p>", "<p>Current grade: Good, adequate</p>", "<p>Current grade: Good, as Essex Police’s: Good</p>", "<p>Previous grade</p><p>Current grade</p><p>Good</p>",
     "<p>This year</p><p>The force has grown.</p><p>Good</p>", f"<p>Current grade: Good{' and good' * 20}</p>", "<p>Good (see below)</p>",
     "<p>Essex Police’s current grade: Satisfactory</p>", "<p>Current grade: it is told below</p>", "<p>Current plan: Satisfactory</p>"],
)  # fmt: skip
def test_what_is_of_others_or_says_more_is_no_such_line(html: str) -> None:
    page, draft = read(html + PROSE)
    assert draft.witnesses == []
    assert page.claims("judgments") == []


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("To be graded", Status.NOT_YET_GRADED),
        ("Not yet graded", Status.NOT_YET_GRADED),
        ("Ungraded", Status.NOT_GRADED),
        ("Not graded", Status.NOT_GRADED),
        ("not being graded", Status.NOT_GRADED),
        ("Not inspected", Status.NOT_INSPECTED),
    ],
)
def test_an_absence_is_what_it_says(word: str, status: Status) -> None:
    _, draft = read(f"<p>Current grade: {word}</p><p>Previous grade: Adequate</p>{PROSE}")
    assert [one.stated.status for one in draft.witnesses] == [status]
    assert draft.previous == (ADEQUATE, None)
    assert told(f"<p>Previous grade: {word}</p>{PROSE}", head=("Good",)) == ([GOOD], (None, None))


@pytest.mark.parametrize("label", ["Current grade", "Judgment now", "Current judgement", "This inspection’s rating"])
def test_a_word_that_is_no_grade_is_told_behind_the_label_of_one(label: str) -> None:
    _, draft = read(f"<p>{label}: Satisfactory</p>{PROSE}")
    assert [(one.stated.status, one.text) for one in draft.witnesses] == [(Status.UNREADABLE, "Satisfactory")]


def test_labels_without_a_grade_below_them_state_none() -> None:
    for html in ("<p>Previous grade</p>", "<p>Previous grade</p><p>Current grade</p><p>Good</p>"):
        assert told(html) == ([], (None, None))


def test_a_line_that_is_longer_than_such_lines_are_is_prose() -> None:
    html = f"<p>Current grade: Good</p><p>Previous grade: Adequate (2021/22){', adequate (2021/22)' * 5}</p>"
    assert told(html) == ([GOOD], (None, None))


@pytest.mark.parametrize("columns", [((True, "2021-22"), (False, None)), ((False, None), (True, "2021-22"))])
def test_grade_lines_that_say_nothing_of_themselves_are_left_to_their_columns(columns: tuple[State, ...]) -> None:
    page = Made("2023-25")
    read_area(page.b, list(columns), page.question(AREA, "This was a hard year.", head=("Good", "Good")))
    draft = page.b.drafts.all()[0]
    assert len(draft.witnesses) == 1
    assert draft.previous == (GOOD, "2021-22")


def test_the_grade_before_of_the_table_keeps_its_round() -> None:
    page = Made("2023-25")
    page.b.drafts.of(None, "area/investigating-crime").previous = (ADEQUATE, "2021-22")
    read_area(page.b, [], page.question(AREA, "Previous grade: Adequate", "Current grade: Good"))
    assert page.b.drafts.all()[0].previous == (ADEQUATE, "2021-22")


@pytest.mark.parametrize(
    ("before", "now", "round_id"),
    [("Previous grade", "Current grade", None), ("2015", "2016", "2015"), ("Last year", "This year", "2015"), ("Judgment (May 2015)", "Judgment now", None)],
)  # fmt: skip
@pytest.mark.parametrize("head", [(), ("Last updated 02/03/2017",)])
def test_a_pillar_has_such_lines_too(before: str, now: str, round_id: str | None, head: tuple[str, ...]) -> None:
    page = Made("2016")
    lines = (f"{before}: Good", f"{now}: Requires improvement")
    read_pillar(page.b, page.pillar(Pillar.EFFECTIVENESS, *lines, "The force does its work in the towns.", head=head))
    draft = page.b.drafts.all()[0]
    assert [one.stated.grade for one in draft.witnesses] == [Grade.REQUIRES_IMPROVEMENT]
    assert draft.previous == (GOOD, round_id)


MONTHS = ("Jan", "February", "Mar.", "April", "May", "June", "Jul.", "August", "Sept", "October", "Nov", "December")


@pytest.mark.parametrize("form", ["Judgment ({} 2015)", "Judgment given in {} 2015"])
def test_the_year_of_a_month_is_that_of_an_inspection_and_of_no_round(form: str) -> None:
    for month in MONTHS:
        page = Made("2016")
        read_pillar(
            page.b, page.pillar(Pillar.EFFECTIVENESS, f"{form.format(month)}: Good", "Judgment now: Inadequate")
        )
        assert page.b.drafts.all()[0].previous == (GOOD, None), month


def below_a_date(*texts: str, taken: int = 1) -> tuple[list[str], Previous]:
    """The badges of a pillar, and the earlier grade; the first lines were `taken` for badges, as what stands below a date is."""
    page = Made("2016")
    section = page.pillar(Pillar.EFFECTIVENESS, *texts, head=("Last updated 02/03/2017",))
    for line in section.body[:taken]:
        line.kind, line.stated = LineKind.BADGE, line.stated or Stated(Status.UNREADABLE, None, line.text)
    section.head, section.body = [*section.head, *section.body[:taken]], section.body[taken:]
    read_pillar(page.b, section)
    draft = page.b.drafts.all()[0]
    return [one.text for one in draft.of(WitnessSource.BADGE)], draft.previous


def test_a_line_that_was_taken_for_a_badge_below_a_date_is_read_as_what_it_says() -> None:
    prose = "The force does its work in the towns."
    assert below_a_date("2015: Inadequate", "Current grade: Good") == (["Good"], (Grade.INADEQUATE, "2015"))
    for behind in ((), (prose,)):
        assert below_a_date("2015: Inadequate", *behind) == ([], (Grade.INADEQUATE, "2015"))
    assert below_a_date("Current grade", "Good", taken=2) == (["Good"], (None, None))
    lines = ("Previous grade", "Inadequate", "Current grade", "Good", prose)
    assert below_a_date(*lines, taken=2) == (["Good"], (Grade.INADEQUATE, None))
    assert below_a_date("Last year", "This year", "Inadequate", "Good", prose) == (["Good"], (Grade.INADEQUATE, "2015"))


@pytest.mark.parametrize(
    "head", ["Effectiveness: Good", "How effective is the force at keeping people safe and reducing crime?", PREVENTING]
)
def test_what_heads_a_section_stands_before_such_lines(head: str) -> None:
    page = Made("2016")
    section = page.pillar(Pillar.EFFECTIVENESS, "Previous grade: Adequate", "Current grade: Good", head=(head,))
    assert section.head[0].kind in (LineKind.LABEL, LineKind.PILLAR_QUESTION, LineKind.QUESTION)
    read_pillar(page.b, section)
    assert page.b.drafts.all()[0].previous == (ADEQUATE, None)


def test_a_round_that_is_not_known_has_no_such_lines() -> None:
    page = Made(None, FIRE)
    read_pillar(page.b, page.pillar(Pillar.EFFECTIVENESS, "Current grade: Good"))
    assert page.b.drafts.all()[0].witnesses == []


def test_all_grades_of_a_row_are_of_the_time_that_its_head_names() -> None:
    row = "<tr><th>2021/22</th><td>Good</td><td>{}</td></tr>"
    for second in ("Good", "Inadequate"):
        grades, previous = told(f"<table>{row.format(second)}</table>{PROSE}")
        assert (grades, previous[1]) == ([], "2021-22" if second == "Good" else None)
    assert told("<table><tr><th>2021/22</th><td>Good</td></tr><tr><td>Adequate</td></tr></table>")[0] == [ADEQUATE]


@pytest.mark.parametrize("other", ["Managing offenders", "Responding to the public"])
@pytest.mark.parametrize("form", ["<p>{}</p>", "<h3>{}</h3>", "<table><tr><td>{}</td></tr></table>"])
def test_below_the_name_of_another_area_no_grade_is_of_this_one(other: str, form: str) -> None:
    for label in ("Previous grade", "Previous judgments", "2021/22"):
        assert told(f"<p>{label}</p>{form.format(other)}<p>Inadequate</p>{PROSE}") == ([], (None, None))
        assert told(f"<p>{label}: Good</p>{form.format(other)}<p>{label}: Inadequate</p>{PROSE}")[1][0] is GOOD
    assert told(f"<p>Previous grade</p>{form.format(AREA)}<p>Inadequate</p>{PROSE}")[1] == (Grade.INADEQUATE, None)


@pytest.mark.parametrize("note", ["Graded in 2021/22", "Judged in 2021/22", "(2021/22)"])
def test_a_note_between_two_grades_may_be_of_either(note: str) -> None:
    assert told(f"<p>{note}</p><p>Good</p>{PROSE}", head=("Inadequate",)) == ([None, None], (None, None))
    assert told(f"<p>{note}</p><p>Good</p>{PROSE}", head=("Good",)) == ([GOOD, GOOD], (None, None))
    assert told(f"<p>{note}</p><p>Good</p>{PROSE}")[1] == (GOOD, "2021-22")
    assert told(f"<p>Previous grade</p><p>Good</p>{PROSE}", head=("Inadequate",))[1][0] is GOOD


@pytest.mark.parametrize("line", ["Published 12 May 2016", "Published: 12/05/2016", "12/05/2016", "12 May 2016"])
@pytest.mark.parametrize("dated", ["", "<p>Last updated 12/05/2016</p>"])
def test_a_day_right_above_a_grade_that_is_no_label_of_it_is_told(line: str, dated: str) -> None:
    head = "<h1>Kent PEEL 2016</h1><h2>Effectiveness</h2><p>How effective is the force at keeping people safe and reducing crime?</p>"
    found = read_page(f"{head}{dated}<p>{line}</p><p>Good</p>{PROSE}", "peel-assessments/peel-2016/kent/effectiveness/")
    assert any(f"“{line}” is the day of" in one for one in lacks(found))
    assert found.record is not None
    assert [one.grade for one in found.record.judgments] == [GOOD]
    assert len(found.record.sections) == bool(dated)
