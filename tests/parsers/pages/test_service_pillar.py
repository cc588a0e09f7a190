"""A pillar's page of a service: a force's, with questions headed by their short names (docs/layouts.md, 8 and 10)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar
from tests.parsers.shown import layout, read

ADDRESS = "frs-assessment/frs-2021/avon/people/"
ASKED = "<h2>Questions for People</h2><h3>Promoting the right values and culture</h3><p>Good</p><p>It does so.</p>"


@pytest.mark.parametrize(
    ("heading", "path", "name"),
    [
        ("Avon 2018/19", None, "service-pillar"),
        ("Avon 2021/22", ADDRESS, "service-pillar"),
        ("Surrey 2018/19", "peel-assessments/peel-2018/surrey/efficiency/", "pillar"),
    ],
)
def test_its_era_are_all_rounds_of_the_services(heading: str, path: str | None, name: str) -> None:
    assert layout(f"<h1>{heading}</h1>{ASKED}", path) == name


def test_it_is_never_the_page_of_detailed_findings() -> None:
    assert layout(f"<h1>Avon 2021/22</h1>{ASKED}<p>We set out our detailed findings below.</p>") == "service-pillar"


def test_a_question_may_be_headed_by_its_short_name() -> None:
    found = read(f"<h1>Avon 2021/22</h1><h2>People</h2><p>Good</p>{ASKED}", ADDRESS)
    assert found.record is not None
    assert [(j.pillar, j.question_key, j.grade) for j in found.record.judgments] == [
        (Pillar.PEOPLE, None, Grade.GOOD),
        (Pillar.PEOPLE, "people/values-and-culture", Grade.GOOD),
    ]
