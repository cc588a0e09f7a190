"""Whose a report of a programme of its own is: the organisation of its title or address, the month it was published in."""

from __future__ import annotations

import re

import pytest

from schemas.page_types import REPORT, VETTING, PageType
from schemas.vocabulary import OrganisationKind, Programme, RefusalReason
from scraper.parsers.evidence import Refusal
from scraper.parsers.inspections import of_inspection
from scraper.parsers.spec import Whose

from .shown import SITE, shown

FORM = re.compile(r"^Report on .*in\b", re.I)
KENT = "<h1>Report on vetting in Kent Police</h1>"
DAY = "<p>Published on: 17 November 2022</p>"


def whose(main: str, url: str | None = None, title: str = "") -> Whose:
    return of_inspection(shown(main, url, head=f"<title>{title}</title>"), VETTING, FORM)


def month(main: str, url: str | None = None) -> str | None:
    found = whose(main, url).round
    return found.id if found else None


def codes(found: Whose) -> list[str]:
    return [problem.code for problem in found.problems]


# --- the organisation ----------------------------------------------------------------------------------------


def test_an_inspection_is_of_the_organisation_of_its_title_in_a_month_of_its_programme() -> None:
    found = whose(KENT + DAY)
    assert found.organisation is not None
    assert found.round is not None
    assert (found.organisation.id, found.kind, found.declined) == ("police/kent", OrganisationKind.POLICE, False)
    assert (found.round.id, found.round.programme, found.round.kind) == (
        "2022-11", Programme.VETTING, OrganisationKind.POLICE,
    )  # fmt: skip
    assert found.title is not None
    assert found.title.text == "Report on vetting in Kent Police"
    assert codes(found) == []


def test_without_an_h1_the_title_is_a_line_of_the_form_else_the_title_of_the_window() -> None:
    by_line = whose(f"<p>Home</p><p>Report on vetting in Kent Police</p>{DAY}")
    by_window = whose(f"<p>Home</p>{DAY}", title="Report on vetting in Kent Police")
    for found in (by_line, by_window):
        assert found.organisation is not None
        assert found.title is not None
        assert (found.organisation.id, found.title.text) == ("police/kent", "Report on vetting in Kent Police")


@pytest.mark.parametrize("end", ["kent-police/", "kent-police", "kent-police-november-2022/"])
def test_where_the_title_names_nobody_the_address_does(end: str) -> None:
    found = whose(f"<h1>Report on vetting</h1>{DAY}", f"publication-html/vetting-in-{end}")
    assert found.organisation is not None
    assert (found.organisation.id, codes(found)) == ("police/kent", [])


def test_without_any_title_the_address_is_believed_and_that_is_told() -> None:
    found = whose(f"<p>Home</p>{DAY}", "publication-html/vetting-in-kent-police/")
    assert found.organisation is not None
    assert (found.organisation.id, found.title, codes(found)) == ("police/kent", None, ["no_heading"])
    assert "vetting-in-kent-police" in found.problems[0].message


@pytest.mark.parametrize("title", ["Report on vetting", "Report on vetting in Kent Police and Essex Police"])
def test_a_report_of_nobody_or_of_several_is_declined(title: str) -> None:
    found = whose(f"<h1>{title}</h1>{DAY}")
    assert (found.declined, found.organisation, found.round) == (True, None, None)
    assert found.title is not None
    assert whose(f"<p>Home</p>{DAY}").declined


def test_a_type_of_no_programme_of_its_own_has_no_inspections() -> None:
    found = of_inspection(shown(KENT + DAY), REPORT, FORM)
    assert found.declined
    assert REPORT.type is PageType.REPORT


def test_a_title_and_an_address_that_name_two_are_refused_with_both_names() -> None:
    with pytest.raises(Refusal) as error:
        whose(KENT + DAY, "publication-html/vetting-in-essex-police/")
    assert error.value.reason is RefusalReason.IDENTITY
    assert "Kent Police" in str(error.value)
    assert "Essex Police" in str(error.value)
    assert whose(KENT + DAY, "publication-html/vetting-in-kent-police/").organisation is not None


# --- the month -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("january-2021", "2021-01"), ("february-2021", "2021-02"), ("march-2021", "2021-03"), ("april-2021", "2021-04"),
        ("may-2021", "2021-05"), ("june-2021", "2021-06"), ("july-2021", "2021-07"), ("august-2021", "2021-08"),
        ("september-2021", "2021-09"), ("october-2021", "2021-10"), ("november-2021", "2021-11"),
        ("december-2023", "2023-12"),
    ],
)  # fmt: skip
def test_the_month_is_that_at_the_end_of_the_address(name: str, expected: str) -> None:
    for end in ("/", ""):
        address = f"{SITE}publication-html/vetting-in-kent-police-{name}{end}"
        assert month(KENT + DAY, address) == expected


@pytest.mark.parametrize("name", ["november-2021-part-2", "november", "november-1999", "november2021", "brumaire-2021"])
def test_a_month_elsewhere_in_the_address_is_not_its(name: str) -> None:
    assert month(KENT + DAY, f"{SITE}publication-html/vetting-in-kent-police-{name}/") == "2022-11"


@pytest.mark.parametrize(
    "day", ["Published on: 17 November 2022", "Published: 17/11/2022", "First published on 17th November 2022"]
)
def test_else_it_is_the_month_of_the_line_that_dates_the_report(day: str) -> None:
    assert month(f"{KENT}<p>{day}</p>") == "2022-11"


def test_a_line_that_dates_nothing_is_passed_over() -> None:
    assert month(f"{KENT}<p>Published on: paper</p><p>17 November 2021</p>{DAY}") == "2022-11"


def test_the_day_stands_in_the_head_of_the_page() -> None:
    assert month(KENT + "<p>Word</p>" * 28 + DAY) == "2022-11"
    assert month(KENT + "<p>Word</p>" * 29 + DAY) == "undated"


def test_a_report_of_no_day_is_undated_and_says_so() -> None:
    found = whose(KENT)
    assert found.round is not None
    assert (found.round.id, codes(found)) == ("undated", ["inspection_undated"])
