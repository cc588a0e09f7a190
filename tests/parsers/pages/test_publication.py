"""Text publications: what they are, what their sections are, and what is said where a part is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from scraper.parsers.parse import parse_page

FOLDER = Path("fixtures/publication/fire-2018-19-summary-of-tranche-one")
URL = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/summary-of-findings/"
PAGE = (FOLDER / "page.html").read_text("utf-8")
TITLE = "Fire and Rescue Service inspections 2018/19: Summary of findings from Tranche 1"


def parsed(edit: Callable[[str], str] = lambda page: page, url: str | None = URL) -> Extraction:
    return parse_page(edit(PAGE).encode(), url)


def codes(found: Extraction) -> list[str]:
    return [problem.code for problem in found.problems]


def test_it_is_a_publication_by_its_address_and_without_one_by_its_lines() -> None:
    for found in (parsed(), parsed(url=None)):
        assert (found.page.type, found.page.round, found.page.assessment) == (PageType.PUBLICATION, "2018-19", None)
        assert found.record is not None
        assert found.record.judgments == []
        assert found.record.reports[0].published == dt.date(2023, 4, 13)
        assert codes(found) == []


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("PEEL: Police legitimacy 2017: Essex Police", URL),
        ("An inspection of Avon Fire and Rescue Service", URL),
        ("PEEL: Police legitimacy 2017", URL.replace("summary-of-findings", "peel-police-legitimacy-2017-essex")),
    ],
)
def test_a_publication_about_one_force_is_of_unknown_type_and_says_so(title: str, address: str) -> None:
    found = parsed(lambda page: page.replace(f"<h1>{TITLE}", f"<h1>{title}"), address)
    assert found.page.type is PageType.UNKNOWN
    assert "unknown_page_type" in codes(found)


def test_a_publication_with_headline_judgments_is_of_unknown_type() -> None:
    sentence = "<p>The extent to which the force is effective at keeping people safe and reducing crime is good.</p>"
    found = parsed(lambda page: page.replace("<h2 id=", sentence + "<h2 id=", 1))
    assert found.page.type is not PageType.PUBLICATION
    assert codes(found) != []


def test_a_letter_at_the_same_kind_of_address_is_a_letter() -> None:
    letter = Path("fixtures/letter/fire-gloucestershire-revisit-definition-list/page.html").read_bytes()
    assert parse_page(letter, URL.replace("summary-of-findings", "letter")).page.type is PageType.LETTER


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ('<h2 id="people">People</h2>', "", "section_missing", "The section “People”"),
        ('<h2 id="people">People</h2>', '<h2 id="people">Those who serve</h2>', "unknown_heading", "Those who serve"),
        ('<h2 id="people">People</h2>', "<h2>More</h2><h2>People</h2>", "unknown_heading", "“More”"),
        ("<h2>Contents</h2>", "", "section_missing", "The list of contents"),
        ('<p class="meta">Published on: 13 April 2023</p>', "", "section_missing", "when it was published"),
        ("13 April 2023", "31 April 2023", "date_invalid", "31 April 2023"),
    ],
)
def test_what_is_lost_is_named(old: str, new: str, code: str, words: str) -> None:
    assert old in PAGE
    found = parsed(lambda page: page.replace(old, new))
    assert found.page.type is PageType.PUBLICATION
    assert any(problem.code == code and words in problem.message for problem in found.problems), found.problems


def test_its_title_is_the_windows_where_its_heading_is_lost_and_else_a_problem() -> None:
    without = parsed(lambda page: page.replace(f"<h1>{TITLE}</h1>", ""))
    assert (without.page.title, codes(without)) == (TITLE, [])
    nameless = parsed(
        lambda page: page.replace(f"<h1>{TITLE}</h1>", "").replace(f"<title>{TITLE} - HMICFRS", "<title>")
    )
    assert (nameless.page.type, nameless.page.title) == (PageType.PUBLICATION, None)
    assert "no_heading" in codes(nameless)


def test_a_section_is_named_as_the_contents_name_it_whatever_its_heading_looks_like() -> None:
    found = parsed(lambda page: page.replace('<h2 id="people">People</h2>', '<p id="people"><b>PEOPLE:</b></p>'))
    assert found.record is not None
    assert [(row.section, row.section_text) for row in found.record.findings if row.section == "People"] == [
        ("People", "PEOPLE:")
    ] * 2
    assert codes(found) == []


def test_a_section_that_is_printed_twice_is_read_once() -> None:
    section = PAGE[PAGE.index('<h2 id="people">') : PAGE.index('<h2 id="about">')]
    found = parsed(lambda page: page.replace(section, section * 2))
    once = parsed()
    assert found.record is not None
    assert once.record is not None
    assert [row.text for row in found.record.findings] == [row.text for row in once.record.findings]
    assert codes(found) == ["section_repeated"]


def test_numbers_badges_and_questions_of_its_headings_stay_in_the_text() -> None:
    heading = "2. How effective is the FRS at preventing fires and other risks?"
    found = parsed(lambda page: page.replace("<h3>Understanding risk</h3>", f"<h3>{heading}</h3><p>Good</p>"))
    assert found.record is not None
    texts = [row.text for row in found.record.findings if row.section == "Effectiveness"]
    assert texts[:2] == [heading, "Good"]
    assert found.record.judgments == []
