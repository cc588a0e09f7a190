"""Grade lines that say of when they are, under the heading of what they grade."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar, Status, WitnessSource
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line
from scraper.parsers.readers.area import read_area
from scraper.parsers.readers.judgments import read_pillar

from .made import FIRE, Made

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
     "<p>Last inspection: May 2021</p>", "<p>Good, Adequate</p>", "<p>Current grade: Good, as Essex Police’s: Good</p>", "<p>Previous grade</p><p>Current grade</p><p>Good</p>",
     "<p>This year</p><p>The force has grown.</p><p>Good</p>", f"<p>Current grade: Good{' and good' * 20}</p>", "<p>Good (see below)</p>"],
)  # fmt: skip
def test_what_is_of_others_or_says_more_is_no_such_line(html: str) -> None:
    page, draft = read(html + PROSE)
    assert draft.witnesses == []
    assert page.claims("judgments") == []


def test_an_absence_and_a_word_that_is_no_grade_are_what_they_say() -> None:
    _, draft = read(f"<p>Current grade: Not graded</p><p>Previous grade: Adequate</p>{PROSE}")
    assert [one.stated.status for one in draft.witnesses] == [Status.NOT_GRADED]
    assert draft.previous == (ADEQUATE, None)
    _, draft = read(f"<p>Current grade: Satisfactory</p>{PROSE}")
    assert [(one.stated.status, one.text) for one in draft.witnesses] == [(Status.UNREADABLE, "Satisfactory")]
    assert told(f"<p>Previous grade: Not graded</p>{PROSE}", head=("Good",)) == ([GOOD], (None, None))


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


def test_a_line_that_was_taken_for_a_badge_below_a_date_is_read_as_what_it_says() -> None:
    page = Made("2016")
    section = page.pillar(Pillar.EFFECTIVENESS, "Current grade: Good")
    badge = page.line("2015: Inadequate")
    badge.stated = Stated(Status.UNREADABLE, None, badge.text)
    section.head = [badge]
    read_pillar(page.b, section)
    draft = page.b.drafts.all()[0]
    assert ([one.text for one in draft.witnesses], draft.previous) == (["Good"], (Grade.INADEQUATE, "2015"))


def test_a_round_that_is_not_known_has_no_such_lines() -> None:
    page = Made(None, FIRE)
    read_pillar(page.b, page.pillar(Pillar.EFFECTIVENESS, "Current grade: Good"))
    assert page.b.drafts.all()[0].witnesses == []
