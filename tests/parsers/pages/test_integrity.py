"""A report on a force's integrity: what proves it, and what does not."""

from __future__ import annotations

import pytest

from tests.parsers.shown import layout, read

BODY = "<p>Published on: 14 May 2024</p><h2>Vetting</h2><p>Good</p><p>Kent Police is good at vetting.</p>"


@pytest.mark.parametrize(
    "title",
    [
        "Kent Police: Integrity inspection", "An inspection of integrity in Kent Police",
        "An inspection of the integrity of Kent Police", "An inspection of police integrity in Kent Police",
        "An inspection of the police integrity of Kent Police",
    ],
)  # fmt: skip
def test_its_title_proves_it(title: str) -> None:
    found = read(f"<h1>{title}</h1>{BODY}")
    assert (found.page.layout, found.page.assessment) == ("integrity", "police/kent/integrity/2024-05")


def test_its_address_proves_it() -> None:
    assert layout(f"<h1>Kent Police</h1>{BODY}", "publication-html/kent-integrity-inspection/") == "integrity"


@pytest.mark.parametrize("title", ["Kent Police: Crime data integrity inspection", "Integrity in Kent Police"])
def test_a_report_under_another_title_is_none(title: str) -> None:
    assert layout(f"<h1>{title}</h1>{BODY}") != "integrity"
