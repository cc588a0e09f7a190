"""A report on child protection: what proves it, and which reports grade their topics."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.questions import questions_of
from tests.parsers.shown import layout, read

PARTS = "<h2>Introduction</h2><p>We visited the force.</p><h2>Leadership</h2><p>It leads well.</p>"
GRADED, UNGRADED = "child-protection", "child-protection-ungraded"


def page(title: str, day: str = "14 May 2021", body: str = PARTS) -> str:
    return f"<h1>{title}</h1><p>Published on: {day}</p>{body}"


@pytest.mark.parametrize(
    "title",
    [
        "Kent Police: National child protection inspection", "Kent – National child protection re‑inspection",
        "National Child Protection Reinspection: Kent Police",
        "Kent – National child protection inspection post-inspection review", "National child protection inspections: Kent",
    ],
)  # fmt: skip
def test_its_title_proves_it(title: str) -> None:
    found = read(page(title))
    assert (found.page.layout, found.page.assessment) == (UNGRADED, "police/kent/child-protection/2021-05")
    assert layout(page(title.lower().replace("national", "local").capitalize())) != UNGRADED


@pytest.mark.parametrize("address", ["inspection", "re-inspection", "reinspection-may-2021"])
def test_its_address_proves_it(address: str) -> None:
    assert layout(page("Kent Police"), f"publication-html/kent-national-child-protection-{address}/") == UNGRADED


@pytest.mark.parametrize(
    ("day", "expected"),
    [("31 January 2024", UNGRADED), ("1 February 2024", GRADED), ("1 May 2025", GRADED), ("soon", UNGRADED)],
)
def test_since_the_new_method_topics_are_graded(day: str, expected: str) -> None:
    assert layout(page("Kent Police: National child protection inspection", day)) == expected


@pytest.mark.parametrize(
    "grade", ["<h2>Our judgments</h2><p>Words.</p>", "<h2>Leadership</h2><p>Good</p><p>Words.</p>"]
)
def test_a_page_that_states_grades_is_a_graded_one_whatever_its_day(grade: str) -> None:
    assert layout(page("Kent Police: National child protection inspection", body=grade + PARTS)) == GRADED


def test_a_table_that_counts_files_grades_nothing() -> None:
    counted = "<table><tr><td>Good</td><td>3</td></tr></table>"
    found = read(page("Kent Police: National child protection inspection", body=PARTS + counted))
    assert found.page.layout == UNGRADED
    assert found.record is not None and found.record.judgments == []


@pytest.mark.parametrize("before", ["Good (2023)", "In 2023 this was graded good.", "Previous grade: Good"])
def test_an_earlier_inspection_was_in_no_round_of_another_programme(before: str) -> None:
    area = "Leadership of child protection arrangements"
    graded = f"<h2>{area}</h2><p>Requires improvement</p><p>{before}</p><p>The force leads.</p>"
    found = read(page("Kent Police: National child protection inspection", "1 May 2025", graded + PARTS))
    assert found.record is not None and len(found.record.judgments) == 1
    (judgment,) = found.record.judgments
    assert (judgment.grade, judgment.previous_round, judgment.carried_from) == ("requires_improvement", None, None)


def test_a_graded_topic_is_read_by_each_of_its_names() -> None:
    topics = questions_of("police", "child-protection")
    grades = ("Good", "Requires improvement", "Outstanding", "Inadequate", "Adequate")
    assert len(topics) == len(grades)
    for place, form in product(range(2), ("<h2>{}</h2><p>{}</p>", "<h2>{}: {}</h2>", "<h2>{}</h2><h3>{}</h3>")):
        names = [(each.label, *each.names)[min(place, len(each.names))] for each in topics]
        parts = "".join(
            form.format(*pair) + "<p>We spoke with those who work there.</p>"
            for pair in zip(names, grades, strict=True)
        )
        found = read(page("Kent Police: National child protection inspection", "17 May 2024", parts))
        assert found.record is not None
        stated = {one.question_key: one.grade_text for one in found.record.judgments}
        assert stated == {each.key: grade for each, grade in zip(topics, grades, strict=True)}, (names, form)
