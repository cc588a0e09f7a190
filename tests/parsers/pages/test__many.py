"""Pages of all organisations: nobody's; body and round are those of the title, else of the address (docs/layouts.md, 15)."""

from __future__ import annotations

import pytest

from schemas.vocabulary import OrganisationKind, RefusalReason
from scraper.parsers.evidence import Refusal
from scraper.parsers.pages._many import tell_printed, whose_of_many
from tests.parsers.made import builder, lines
from tests.parsers.shown import shown

POLICE, FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE


def whose(title: str | None, path: str | None = None) -> tuple[OrganisationKind | None, str | None]:
    found = whose_of_many(shown(f"<h1>{title}</h1>" if title else "<p>Word</p>", path))
    assert found.organisation is None
    assert (found.title and found.title.text) == title
    return found.body, found.round.id if found.round else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fire assessments 2018/19", (FIRE, "2018-19")),
        ("Service assessment data table 2023–25", (FIRE, "2023-25")),
        ("FRS assessments 2021", (FIRE, "2021-22")),
        ("PEEL assessments 2016", (POLICE, "2016")),
        ("Police assessments 2016", (POLICE, "2016")),
        ("How each force did in 2017", (POLICE, "2017")),
        ("All forces 2017", (POLICE, "2017")),
        ("PEEL assessments", (POLICE, None)),
        ("PEEL assessments 2019", (POLICE, None)),
        ("Assessments 2016", (None, None)),
        ("Reinforced firework 2016", (None, None)),
        (None, (None, None)),
    ],
)
def test_the_title_says_of_which_body_and_round_it_is(
    title: str | None, expected: tuple[OrganisationKind | None, str | None]
) -> None:
    assert whose(title) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("peel-assessments/peel-2016/", (POLICE, "2016")),
        ("peel-assessments/peel-2018?view=table", (POLICE, "2018-19")),
        ("frs-assessment/frs-2021/", (FIRE, "2021-22")),
        ("frs-assessment/frs-2023-25/", (FIRE, "2023-25")),
        ("frs-assessment/frs-2023-2025/service-assessment-data-table/", (FIRE, "2023-25")),
        ("frs-assessment/frs-2023-26/", (FIRE, None)),
        ("peel-assessments/peel-2016-and-more/", (POLICE, None)),
        ("https://mirror.example.org/peel-2016", (POLICE, "2016")),
        ("peel-assessments/", (POLICE, None)),
        ("about-us/2016/", (None, None)),
    ],
)
def test_the_address_does_where_the_title_does_not(
    path: str, expected: tuple[OrganisationKind | None, str | None]
) -> None:
    assert whose(None, path) == expected
    assert whose("Assessments", path) == expected


@pytest.mark.parametrize(
    "line", ["PEEL assessments 2016", "FRS assessment 2021", "frs assessments 2018", "Service assessment data table"]
)
def test_without_a_heading_the_title_is_a_line_of_its_form(line: str) -> None:
    found = whose_of_many(shown(f"<p>Home</p><p>{line}</p>"))
    assert found.title is not None
    assert found.title.text == line


@pytest.mark.parametrize(
    "line", ["All PEEL assessments 2016", "PEEL assessments of Kent", "The Service assessment data table"]
)
def test_another_line_is_none(line: str) -> None:
    assert whose_of_many(shown(f"<p>Home</p><p>{line}</p>")).title is None


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (["Good"] * 3, "The page prints 3 grades, from “Good”"), (["Kent: Good"] * 3, "The page prints 3 grades, from “Kent: Good”"),
        (["Inadequate", "Good", "Kent: Good", "Essex – Good"], "The page prints 4 grades, from “Inadequate”"),
        (["Good", "Inadequate"] * 2, ""), (["Kent: Good"] * 2, ""), (["It is: Ungraded"] * 3, ""), (["To be graded"] * 3, "The page prints 3 grades"), ([], ""),
    ],
)  # fmt: skip
def test_grades_are_told_where_one_is_printed_more_often_than_legends_have_it(printed: list[str], told: str) -> None:
    found = lines("Words of it.", *printed)
    b = builder(*(each.block for each in found))
    tell_printed(b, found)
    assert [(each.code, each.message.partition(";")[0][: len(told)], each.blocks) for each in b.problems] == (
        [("grade_unreadable", told, [found[1].number])] if told else []
    )


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Service assessment data table 2023–25", "frs-assessment/frs-2021/"), ("PEEL assessments 2016", "peel-assessments/peel-2017/"),
        ("Assessments 2015", "peel-assessments/peel-2016/"),
        ("Service assessment data table 2021/22", "frs-assessment/frs-2025-27/service-assessment-data-table/"),
    ],
)  # fmt: skip
def test_a_title_and_an_address_of_two_rounds_are_refused(title: str, path: str) -> None:
    with pytest.raises(Refusal) as error:
        whose(title, path)
    assert error.value.reason is RefusalReason.IDENTITY
