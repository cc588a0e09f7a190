"""A force's page of 2014: three clauses, of which the first grades areas and not the pillar (docs/layouts.md, 3)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar, Status
from tests.parsers.shown import lacks, layout, read

from .parts import CLAUSES, HEADLINES, SHARED

PILLARS = "".join(f"<h2>{name}</h2><p>It is so.</p>" for name in ("Effectiveness", "Efficiency", "Legitimacy"))


@pytest.mark.parametrize(
    ("heading", "name"), [("Surrey 2014", "force-2014"), ("Surrey PEEL 2014", "force-2014"), ("Surrey 2015", "force")]
)
def test_its_era_is_the_round_2014_of_the_police(heading: str, name: str) -> None:
    assert layout(f"<h1>{heading}</h1>{HEADLINES}") == name
    assert layout(f"<h1>{heading}</h1>{CLAUSES}{PILLARS}") == name


def test_the_first_clause_grades_its_areas_and_no_pillar() -> None:
    record = read(f"<h1>Surrey 2014</h1>{CLAUSES}{PILLARS}").record
    assert record is not None
    assert {(j.pillar, j.question_key): (j.status, j.grade) for j in record.judgments} == {
        (Pillar.EFFECTIVENESS, None): (Status.NOT_GRADED, None),
        (Pillar.EFFICIENCY, None): (Status.GRADED, Grade.GOOD),
        (Pillar.LEGITIMACY, None): (Status.NOT_GRADED, None),
        (Pillar.EFFECTIVENESS, "effectiveness/preventing-crime"): (Status.GRADED, Grade.GOOD),
        (Pillar.EFFECTIVENESS, "effectiveness/investigating-crime"): (Status.GRADED, Grade.OUTSTANDING),
        (Pillar.EFFECTIVENESS, "effectiveness/anti-social-behaviour"): (Status.GRADED, Grade.REQUIRES_IMPROVEMENT),
    }


def test_a_page_of_2015_has_no_clauses() -> None:
    record = read(f"<h1>Surrey 2015</h1>{CLAUSES}{PILLARS}").record
    assert record is not None
    assert {judgment.question_key for judgment in record.judgments} == {None}
    assert all(judgment.grade is None for judgment in record.judgments)


def test_what_is_below_is_read_as_in_later_rounds() -> None:
    found = read(f"<h1>Surrey 2014</h1>{CLAUSES}{SHARED['Context']}{PILLARS.replace('Legitimacy', 'Roads')}")
    assert found.record is not None
    assert [row.text for row in found.record.context] == ["The county has hills."]
    assert lacks(found) == ["The section “Legitimacy” is not on the page."]
