"""Pages that are set aside by name: told by address or language, kept, read by nobody (docs/layouts.md, 15)."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from scraper.document.read import read_document
from scraper.parsers.parse import parse_page
from tests.parsers.shown import SITE, claims, layout, read

from .parts import CLAUSES, HEADLINES

PATHS = [
    ("peel-assessments/what-is-peel/peel-assessments-2021-22/", "round-index"),
    ("news/news-feed/one/", "news"),
    ("publications/one/", "landing"),
    ("cy/heddlu/", "welsh"),
]


def in_language(language: str | None, main: str, path: str | None = None) -> str | None:
    attribute = f' lang="{language}"' if language else ""
    body = f"<html{attribute}><body><main>{main}</main></body></html>".encode()
    assert read_document(body).language == language
    return parse_page(body, SITE + path if path else None).page.layout


@pytest.mark.parametrize(("path", "name"), PATHS)
def test_an_address_of_its_own_tells_it(path: str, name: str) -> None:
    found = read("<h1>What is new</h1><p>Surrey is good.</p>", path)
    assert (found.page.layout, found.page.type) == (name, PageType(name.replace("-", "_")))
    assert found.page.title == "What is new"
    assert (found.page.organisation, found.page.round, found.problems) == (None, None, [])


@pytest.mark.parametrize(("path", "name"), PATHS)
def test_its_text_is_kept_and_read_by_nobody(path: str, name: str) -> None:
    found = read("<p>Home</p><h1>What is new</h1><h2>Efficiency</h2><p>Good</p>", path)
    claimed = f"boilerplate:set_aside_{name.replace('-', '_')}"
    expected = {"Home": claimed, "What is new": "page.title", "Efficiency": claimed, "Good": claimed}
    assert claims(found) == expected
    assert found.record is not None
    assert found.record.judgments == []


@pytest.mark.parametrize("path", [path for path, _ in PATHS])
def test_a_page_that_states_headlines_under_a_title_is_read_whatever_its_address(path: str) -> None:
    assert layout(f"<h1>Surrey 2016</h1>{HEADLINES}", path) == "force"
    assert layout(f"<h1>Surrey 2014</h1>{CLAUSES}", path) == "force-2014"


def test_headlines_without_a_title_or_a_title_with_one_are_not_enough() -> None:
    one = "<p>The extent to which the force is efficient is good.</p>"
    assert layout(f"<h1>Surrey 2016</h1>{one}", "news/one/") == "news"
    assert layout(f"<h1>Surrey 2016</h1>{one}<h2>Questions for Efficiency</h2>", "news/one/") == "news"
    assert layout(f"<h1>News</h1>{HEADLINES}", "news/one/") == "news"


@pytest.mark.parametrize("language", ["cy", "cy-GB", "CY"])
def test_a_page_in_welsh_is_set_aside_wherever_it_stands(language: str) -> None:
    assert in_language(language, f"<h1>Gwent 2016</h1>{HEADLINES}") == "welsh"
    assert in_language(language, "<h1>Newyddion</h1>", "news/one/") == "welsh"


@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_a_page_in_another_language_is_not(language: str | None) -> None:
    assert in_language(language, f"<h1>Gwent 2016</h1>{HEADLINES}") == "force"


@pytest.mark.parametrize("path", ["peel-assessments/peel-2016/", "publication-html/one/", "about-us/"])
def test_pages_of_all_organisations_and_of_no_known_type_are_not(path: str) -> None:
    found = read("<h1>PEEL for all 2016</h1><p>HMICFRS</p>", path)
    assert not any((field or "").startswith("boilerplate:set_aside") for field in claims(found).values())


@pytest.mark.parametrize(
    "title",
    ["PEEL assessments 2016", "PEEL inspections 2021/22", "The 2016 PEEL assessment", "What is PEEL?",
     "How we inspect", "Staffordshire PEEL assessments 2016"],
)  # fmt: skip
def test_without_an_address_the_heading_of_a_page_of_no_judgment_proves_it(title: str) -> None:
    found = read(f"<h1>{title}</h1><p>HMICFRS inspects them.</p>", None)
    assert any((field or "").startswith("boilerplate:set_aside") for field in claims(found).values())


@pytest.mark.parametrize("title", ["PEEL assessments", "PEEL 2016", "Staffordshire 2016", "PEEL assessments 2016 are"])
def test_another_heading_proves_nothing_of_the_kind(title: str) -> None:
    found = read(f"<h1>{title}</h1><p>HMICFRS inspects them.</p>", None)
    assert not any((field or "").startswith("boilerplate:set_aside") for field in claims(found).values())


HEADLINE = "<p>The extent to which the force is efficient is good.</p>"


def test_a_heading_proves_no_page_that_judges_or_that_an_address_promises_nor_one_without() -> None:
    title = "<h1>Surrey PEEL assessments 2016</h1>"
    assert layout(f"{title}<p>HMICFRS</p>") == "landing"
    assert layout(f"{title}{HEADLINE * 2}") != "landing"
    assert layout(f"{title}<p>HMICFRS</p>", "peel-assessments/peel-2016/surrey/efficiency/") == "pillar"
    assert layout(f"{title}<p>HMICFRS</p>", "peel-assessments/peel-2016/surrey/") == "force"
    assert layout("<p>Surrey PEEL assessments 2016</p><p>HMICFRS</p>") == "unknown"
    assert layout("<h1></h1><p>HMICFRS</p>", "cy/newyddion/") == "welsh"


DAY = "<p>Published on: 14 May 2024</p>"


def test_a_page_that_leads_to_a_report_says_when_it_was_published() -> None:
    found = read(f"<h1>What is new</h1>{DAY}<p>Get the report</p>", "publications/one/")
    assert found.record is not None
    assert [(one.title, one.published_text) for one in found.record.reports] == [("What is new", "14 May 2024")]
    for body, path in ((DAY, "news/one/"), ("<p>Get the report</p>", "publications/one/")):
        other = read(f"<h1>What is new</h1>{body}", path).record
        assert other is not None
        assert other.reports == []


def test_a_grade_on_a_page_that_leads_to_reports_is_told_and_not_read() -> None:
    for body, path, expected in (
        ("<p>Good</p>", "publications/one/", ["grade_unreadable"]),
        ("<p>Good</p>", "news/one/", []),
        ("<p>Words of ours.</p>", "publications/one/", []),
    ):
        assert [problem.code for problem in read(f"<h1>What is new</h1>{body}", path).problems] == expected


def test_a_letter_is_read_whatever_its_address() -> None:
    head = "<h2>Letter information</h2><p>From:</p><p>A. Smith</p><p>To:</p><p>B. Jones, Chief Constable, Kent Police</p><p>Sent on:</p><p>5 May 2024</p>"
    assert layout(f"<h1>Kent Police: a letter</h1>{head}", "publications/one/") == "letter"


@pytest.mark.parametrize("label", ["Recommendations", "Cause of concern", "Our judgments", "Overall summary"])
def test_a_text_that_is_set_aside_is_told(label: str) -> None:
    told = read(f"<h1>A report</h1><h2>{label}</h2><p>It is slow.</p>", "publications/one/").problems
    assert [one.code for one in told] == ["unread_text"]
    assert read(f'<h1>A report</h1><p><a href="/x">{label}</a></p>', "publications/one/").problems == []
    assert read(f"<h1>A report</h1><h2>{label}</h2><p>It is slow.</p>", "news/news-feed/one/").problems == []
    assert read("<h1>A report</h1><h2>Context</h2><p>It is slow.</p>", "publications/one/").problems == []


@pytest.mark.parametrize(
    "form", ["<p>{}</p><p>Good</p>", "<p>{}: Good</p>", "<table><tr><td>{}</td><td>Good</td></tr></table>"]
)
def test_a_list_of_a_rounds_pages_that_prints_grades_is_told(form: str) -> None:
    path, legend = "peel-assessments/what-is-peel/peel-assessments-2021-22/", "<p>Good</p><p>Adequate</p>"
    for names, codes in ((("Kent", "Essex", "Surrey"), ["grade_unreadable"]), (("Kent",), [])):
        found = read(f"<h1>PEEL 2021/22</h1>{legend}{''.join(map(form.format, names))}", path)
        assert [problem.code for problem in found.problems] == codes
        assert found.record is not None
        assert not found.record.grades
