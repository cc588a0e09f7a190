"""The detailed findings of a pillar: what proves them, and that they are read as the pillar's page (docs/layouts.md, 10)."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from schemas.vocabulary import Grade, Pillar
from tests.parsers.shown import lacks, layout, read

ADDRESS = "peel-assessments/peel-2018/surrey/efficiency/detailed-findings/"
LEAD_IN = "<p>We set out our detailed findings below.</p>"
MEETING = "How well does the force use its resources to meet the demand it faces?"
PLANNING = "How well does the force plan for the future?"


def asked(question: str) -> str:
    ask = "<h4>Areas for improvement</h4><ul><li>The force should count its cars.</li></ul>"
    return f"<h3>{question}</h3><p>Good</p>{ask}{LEAD_IN}<p>It knows what it needs.</p>"


def page(*questions: str) -> str:
    under = "".join(map(asked, questions))
    return f"<h1>Surrey PEEL 2018</h1><h2>Efficiency</h2><p>Good</p><h2>Questions for Efficiency</h2>{under}"


def test_its_address_promises_it() -> None:
    assert layout("<h1>Surrey PEEL 2018</h1><h2>Context</h2>", ADDRESS) == "findings"
    assert layout("<h1>Surrey PEEL 2018</h1><h2>Questions for Efficiency</h2>", ADDRESS) == "findings"


@pytest.mark.parametrize(
    ("main", "name"),
    [
        (page(MEETING), "findings"),
        (page(MEETING).replace(LEAD_IN, ""), "pillar"),  # without the lead-in it is the pillar's own page
        (page(MEETING).replace(" PEEL", ""), "pillar"),  # as it is where the title is not that of a force's page
        (f"<h1>Surrey PEEL 2018</h1><h2>Efficiency</h2>{LEAD_IN}", "pillar"),
        (f"<h1>Surrey PEEL 2018</h1>{LEAD_IN}", "unknown"),
        (page(MEETING).replace(LEAD_IN, "<p>Word</p>" * 60 + LEAD_IN), "pillar"),
    ],
)
def test_without_an_address_a_forces_questions_that_are_led_in_to_are_likely_its(main: str, name: str) -> None:
    assert layout(main) == name


def test_without_a_title_the_questions_are_the_pillars() -> None:
    main = page(MEETING).replace("<h1>Surrey PEEL 2018</h1>", "<p>HMICFRS</p>")
    assert layout(main, "peel-assessments/peel-2018/surrey/") == "pillar"


def test_an_address_of_the_pillars_page_is_believed() -> None:
    assert layout(page(MEETING), "peel-assessments/peel-2018/surrey/efficiency/") == "pillar"


def test_it_is_read_as_the_pillars_page_is() -> None:
    found = read(page(MEETING, PLANNING), ADDRESS)
    assert (found.page.type, found.page.pillar, lacks(found)) == (PageType.FINDINGS, Pillar.EFFICIENCY, [])
    assert found.record is not None
    assert [(j.question_key, j.grade) for j in found.record.judgments] == [
        (None, Grade.GOOD),
        ("efficiency/using-resources", Grade.GOOD),
        ("efficiency/planning-for-the-future", Grade.GOOD),
    ]
    assert len(found.record.recommendations) == 2
    assert {row.text for row in found.record.findings} >= {"It knows what it needs."}


def test_a_whole_page_has_the_questions_of_its_round() -> None:
    (lack,) = lacks(read(page(MEETING), ADDRESS))
    assert lack.startswith("The question “How well does the force plan")
