"""A report on the custody of a force: what proves it."""

from __future__ import annotations

import pytest

from tests.parsers.shown import layout, read

BODY = "<p>Published on: 14 May 2024</p><h2>Cells</h2><p>They are cold.</p>"


@pytest.mark.parametrize(
    "title",
    [
        "Kent Police: Joint inspection of police custody", "Report on police custody suites in Kent Police",
        "Custody services in Kent Police", "Kent: Report on police custody suites", "Kent Police: Custody inspection",
        "Report on an unannounced inspection visit to police custody suites in Kent",
        "Joint inspection of police custody in Kent", "Kent – announced visit to police custody facilities",
        "Report on an unannounced inspection visit to police custody suites in Kent by HM Inspectorate of Prisons and "
        "HM Inspectorate of Constabulary and Fire & Rescue Services 2–13 October 2017",
    ],
)  # fmt: skip
def test_its_title_proves_it(title: str) -> None:
    found = read(f"<h1>{title}</h1>{BODY}")
    assert (found.page.layout, found.page.assessment) == ("custody", "police/kent/custody/2024-05")


def test_its_address_proves_it() -> None:
    url = "publication-html/kent-police-joint-inspection-of-police-custody/"
    assert layout(f"<h1>Kent Police</h1>{BODY}", url) == "custody"


def test_a_report_under_another_title_is_none() -> None:
    assert layout(f"<h1>Custody in Kent Police</h1>{BODY}") != "custody"


@pytest.mark.parametrize(("year", "told"), [("2025", False), ("2024", False), ("2019", True)])
def test_a_day_of_publication_far_from_the_month_of_its_address_is_told(year: str, told: bool) -> None:
    body = BODY.replace("2024", year)
    url = "publication-html/kent-police-joint-inspection-of-police-custody-january-2025/"
    found = read(f"<h1>Kent Police: Joint inspection of police custody</h1>{body}", url)
    assert found.page.assessment == "police/kent/custody/2025-01"
    assert ("date_outside_round" in {each.code for each in found.problems}) is told
