"""Reports of a programme of its own on one body: the layout of those that grade topics, and of those that grade nothing."""

from __future__ import annotations

import re

import pytest

from schemas.extraction import Extraction
from schemas.page_types import CUSTODY, INTEGRITY
from scraper.parsers.pages._inspection import graded_report, states_grades, ungraded_report
from tests.parsers.shown import claims, lacks, read, shown

from .parts import ASKED, WENT_TO

DAY = "<p>Published on: 14 May 2024</p>"
GRADED = f"<h1>Kent Police: Integrity inspection</h1>{DAY}"
UNGRADED = f"<h1>Kent Police: Custody inspection</h1>{DAY}"
VETTING = "<h2>Vetting</h2><p>Good</p><p>Kent Police is good at vetting.</p>"
TOPICS = ("Vetting", "Professional standards", "Counter-corruption")
ALL = "".join(f"<h2>{topic}</h2><p>Adequate</p><p>Much is said of it here.</p>" for topic in TOPICS)


def judged(found: Extraction) -> dict[str | None, str | None]:
    assert found.record is not None, found.refused
    return {one.question: one.grade and one.grade.value for one in found.record.judgments}


def published(found: Extraction) -> list[tuple[str, str | None]]:
    assert found.record is not None
    return [(report.title, report.published_text) for report in found.record.reports]


@pytest.mark.parametrize(
    ("body", "states"),
    [
        ("<p>Good</p>", True), ("<h3>Inadequate</h3>", True), ("<table><tr><td>Good</td><td>3</td></tr></table>", False),
        ("<p>It is good at vetting.</p>", False),
    ],
)  # fmt: skip
def test_a_line_that_is_a_grade_states_one_and_a_cell_of_a_table_none(body: str, states: bool) -> None:
    assert states_grades(shown(body)) is states


def test_both_are_called_by_their_programme_and_proven_by_their_title() -> None:
    for make, facts in ((graded_report, INTEGRITY), (ungraded_report, CUSTODY)):
        spec = make(facts, re.compile("gardening"))
        assert spec.name == facts.name
        (proof,) = spec.proof
        assert proof.sign(shown("<h1>Gardening in Kent Police</h1>"))
        assert not proof.sign(shown("<h1>Vetting in Kent Police</h1>"))


# --- graded --------------------------------------------------------------------------------------------------


def test_each_topic_is_graded_by_its_line_and_its_sentence() -> None:
    found = read(GRADED + ALL.replace("<p>Adequate</p>", "<p>Good</p>", 1))
    assert judged(found) == dict(zip(TOPICS, ("good", "adequate", "adequate"), strict=True))
    assert lacks(found) == []


def test_a_grade_may_stand_in_the_heading_of_a_topic() -> None:
    assert judged(read(f"{GRADED}<h2>Vetting: good</h2><p>Much is said of it here.</p>"))["Vetting"] == "good"


def test_a_topic_that_the_programme_grades_and_the_page_does_not_is_missed() -> None:
    assert lacks(read(GRADED + VETTING)) == [
        f"The report does not judge “{topic}”." for topic in TOPICS if topic != "Vetting"
    ]
    assert "The report has no section of any area." in lacks(read(f"{GRADED}<h2>Introduction</h2><p>Words.</p>"))


def test_the_day_that_it_was_published_is_that_of_the_report_and_no_text_of_it() -> None:
    day = "<p>Published on 14 May 2024.</p>"
    found = read(GRADED.replace(DAY, f"<p>We inspected vetting.</p>{day}") + ALL)
    assert published(found) == [("Kent Police: Integrity inspection", "14 May 2024.")]
    assert found.record is not None
    assert found.record.introduction == ["We inspected vetting."]
    assert published(read(GRADED.replace(DAY, "") + ALL)) == [("Kent Police: Integrity inspection", None)]


@pytest.mark.parametrize(
    ("label", "field"),
    [("HMI summary", "observations"), ("Context", "context"), ("Background", "findings"),
     ("Related content", "boilerplate:related")],
)  # fmt: skip
def test_what_stands_beside_its_topics_has_its_fields(label: str, field: str) -> None:
    found = read(f"{GRADED}<h2>{label}</h2><p>Words stand here.</p>{ALL}")
    assert claims(found)["Words stand here."] == field


def test_what_it_asks_for_is_of_its_topic() -> None:
    found = read(f"{GRADED}{VETTING}{ASKED}")
    assert found.record is not None
    assert {row.question for row in found.record.recommendations} == {"Vetting"}
    assert {text: claims(found).get(text) for text in WENT_TO if WENT_TO[text] == "recommendations"} == {
        text: field for text, field in WENT_TO.items() if field == "recommendations"
    }


def test_its_front_is_read_where_it_has_one() -> None:
    table = "".join(f"<tr><td>{topic}</td><td>Good</td></tr>" for topic in TOPICS)
    front = f"<h2>Overall summary</h2><h3>Our judgments</h3><table>{table}</table>"
    found = read(GRADED + front + ALL.replace("Adequate", "Good"))
    assert found.record is not None
    assert [len(one.witnesses) for one in found.record.judgments] == [2, 2, 2]


def test_without_a_front_no_table_is_one_of_grades() -> None:
    counted = "<h2>Introduction</h2><table><tr><td>Vetting</td><td>Good</td></tr></table>"
    found = read(GRADED + counted + ALL)
    assert judged(found)["Vetting"] == "adequate"


# --- ungraded ------------------------------------------------------------------------------------------------


def test_its_parts_are_findings_with_what_is_asked_for_in_their_text() -> None:
    body = "<h2>Cells</h2><p>They are cold.</p><p>The force should:</p><ul><li>heat them.</li></ul>"
    found = read(UNGRADED + body)
    assert judged(found) == {}
    where = claims(found)
    assert (where["They are cold."], where["heat them."]) == ("findings", "recommendations")
    assert published(found) == [("Kent Police: Custody inspection", "14 May 2024")]
    assert lacks(found) == []


def test_a_report_without_a_part_under_a_heading_is_told() -> None:
    assert lacks(read(f"{UNGRADED}<p>They are cold.</p>")) == ["The report has no section under a heading of its own."]


OLD = "".join(f"<li>{topic}: Inadequate</li>" for topic in TOPICS)


@pytest.mark.parametrize("lead", ["In 2015 the grades were:", "Essex Police was graded as follows:"])
@pytest.mark.parametrize(
    "form",
    ["<ul>{}</ul>", "<h3>{}</h3><p>Inadequate</p>", "<h2>{}</h2><p>Inadequate</p>", "<p>{}</p><p>Inadequate</p>"],
)
def test_what_a_line_right_below_the_title_leads_in_to_is_not_of_the_report(lead: str, form: str) -> None:
    old = form.format(OLD) if "<ul>" in form else "".join(form.format(topic) for topic in TOPICS)
    assert set(judged(read(f"{GRADED}<p>{lead}</p>{old}{ALL}")).values()) <= {"adequate", None}


def test_the_part_below_another_body_is_not_of_the_report() -> None:
    found = read(f"{GRADED}{ALL}<h2>Essex Police</h2><p>Good</p><p>It is another force.</p>")
    assert judged(found) == dict.fromkeys(TOPICS, "adequate")
    assert {"grade_unreadable", "unread_text"} & {each.code for each in found.problems}
