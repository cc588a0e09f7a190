"""The page of other reports: what proves it, and that its reports are listed and nothing is graded (docs/layouts.md, 10)."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.vocabulary import Grade, Pillar
from tests.parsers.shown import claims, lacks, layout, read

from .parts import ASKED, SHARED, WENT_TO

ADDRESS = "peel-assessments/peel-2016/surrey/other-reports/"
REPORT = """
<h3>Child protection</h3><p>We looked at how children are kept safe.</p><p>The cells have no toys.</p>
<p>Get the report</p><p><a href="/publications/surrey/">Surrey: child protection</a></p><p>Published: 4 May 2016</p>
"""
PARTS = {
    "Other inspections": SHARED["Other inspections"],
    "Other reports": f"<h2>Other reports</h2><p>Last updated 24/10/2016</p>{REPORT}",
    "Efficiency": f"<h2>Efficiency</h2><p>Good</p><p>It saves money.</p>{ASKED}"
    "<h3>Further insights on efficiency</h3><p>There is more to say of cars.</p>",
    "Questions": "<h2>Questions for Efficiency</h2><h3>How well does the force understand demand?</h3><p>It does.</p>",
    **{name: SHARED[name] for name in SHARED if name not in ("Other inspections", "Other reports")},
}
MAIN = "<h1>Surrey 2016</h1><p>This is what else we found.</p>" + "".join(PARTS.values())


# --- proof ---------------------------------------------------------------------------------------------------


def test_its_address_promises_it() -> None:
    assert layout("<h1>Surrey 2016</h1><h2>Context</h2>", ADDRESS) == "other-reports"
    assert layout("<h1>Surrey 2016</h1><h2>Questions for Efficiency</h2>", ADDRESS) == "other-reports"


def test_its_section_is_likely_it_under_a_title_without_an_address_and_without_a_pillar() -> None:
    assert layout("<h1>Surrey 2016</h1><h2>Other reports</h2>") == "other-reports"
    assert layout("<h2>Other reports</h2><p>HMICFRS</p>") == "unknown"
    assert layout("<h1>Surrey 2016</h1><h2>Other reports</h2>", "peel-assessments/peel-2016/surrey/") == "force"
    assert layout("<h1>Surrey 2016</h1><h2>Other reports</h2><h2>Efficiency</h2><h2>Leadership</h2>") == "unknown"
    assert layout("<h1>Surrey 2016</h1><h2>Other inspections</h2>") == "unknown"


# --- its sections --------------------------------------------------------------------------------------------


def test_a_whole_page_is_read_and_nothing_must_be_there() -> None:
    found = read(MAIN, ADDRESS)
    assert found.page.layout == "other-reports"
    assert [text for text, field in claims(found).items() if field is None] == []
    assert lacks(read("<h1>Surrey 2016</h1><p>This is what else we found.</p>", ADDRESS)) == []


OWN = {
    "This is what else we found.": "introduction",
    "The cells have no toys.": "findings",
    "It saves money.": "findings",
    "There is more to say of cars.": "findings",
    "It does.": "findings",
}


@pytest.mark.parametrize(
    ("text", "field"), [*((t, f) for t, f in WENT_TO.items() if t != "There are others."), *OWN.items()]
)
def test_each_section_goes_to_its_field(text: str, field: str) -> None:
    assert claims(read(MAIN, ADDRESS))[text] == field


def test_each_report_is_listed_with_its_title_summary_link_and_day() -> None:
    record = read(MAIN, ADDRESS).record
    assert record is not None
    (one,) = record.reports
    assert (one.title, one.summary) == ("Child protection", "We looked at how children are kept safe.")
    assert (one.report, one.published) == ("Surrey: child protection", dt.date(2016, 5, 4))


def test_it_grades_nothing_and_a_grade_that_stands_on_it_all_the_same_is_not_lost() -> None:
    own = read(f"<h1>Surrey 2016</h1>{PARTS['Other inspections']}{PARTS['Other reports']}", ADDRESS).record
    assert own is not None
    assert own.judgments == []
    record = read(MAIN, ADDRESS).record
    assert record is not None
    assert [(j.pillar, j.grade) for j in record.judgments if j.question is None] == [(Pillar.EFFICIENCY, Grade.GOOD)]


def test_a_date_under_the_standing_text_is_that_of_the_reports_whose_heading_is_lost() -> None:
    record = read(
        f"<h1>Surrey 2016</h1>{SHARED['Other inspections']}<p>Last updated 24/10/2016</p>{REPORT}", ADDRESS
    ).record
    assert record is not None
    assert [(row.section, str(row.last_updated)) for row in record.sections] == [("Other reports", "2016-10-24")]
    assert [report.title for report in record.reports] == ["Child protection"]
