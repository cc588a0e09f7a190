"""Text publications: what they are, what their sections are, and what is said where a part is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.vocabulary import RefusalReason
from scraper.parsers.parse import parse_page
from tests.parsers.shown import read

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


BODY = "<p>Contents</p><p>Foreword</p><p>Crews</p><h2>Foreword</h2><p>We begin.</p><h2>Crews</h2><p>They are few.</p>"
PUBLISHED = "<p>Published on: 13 April 2023</p>"


def page(markup: str, url: str | None = None) -> Extraction:
    return parse_page(f"<html><body><main>{markup}</main></body></html>".encode(), url)


@pytest.mark.parametrize(
    "heading",
    ["<h2>Contents</h2>", "<h3>Contents</h3>", "<p>Contents</p>", "<h2>Contents</h2><p>Print this document</p>"],
)
def test_a_list_of_contents_that_the_markup_never_had_is_not_missed(heading: str) -> None:
    body = "<h2>Foreword</h2><p>We begin.</p><h2>Crews</h2><p>They are few.</p>"
    found = page(f"<h1>{TITLE}</h1>{PUBLISHED}{heading}{body}", URL)
    assert codes(found) == []


@pytest.mark.parametrize("day", ["Published on: 13 April 2023", "Published 13 April 2023", "PUBLISHED ON 13/04/2023"])
@pytest.mark.parametrize("word", ["Contents", "Print this document"])
def test_without_an_address_a_day_and_a_word_prove_it(day: str, word: str) -> None:
    assert page(f"<h1>A text</h1><p>{day}</p><p>{word}</p>").page.type is PageType.PUBLICATION
    assert page(f"<h1>A text</h1><p>{word}</p>").page.type is not PageType.PUBLICATION
    assert page(f"<h1>A text</h1><p>{day}</p>").page.type is not PageType.PUBLICATION
    assert page(f"<h1>A text</h1><p>{day} or so</p><p>{word}</p>").page.type is not PageType.PUBLICATION


def test_a_title_of_an_assessment_proves_that_it_is_none_and_another_with_a_year_does_not() -> None:
    assert page(f"<h1>Kent 2016</h1>{PUBLISHED}{BODY}").page.type is not PageType.PUBLICATION
    assert page(f"<h1>State of Policing 2018</h1>{PUBLISHED}{BODY}").page.type is PageType.PUBLICATION


@pytest.mark.parametrize(
    ("title", "round_id"),
    [
        *((f"{word} inspections 2018/19", "2018-19") for word in
          ("Fire", "FRS", "Police", "Policing", "PEEL", "Constabulary", "Constabularies", "Force", "Forces")),
        ("Our inspections 2018/19", None),
        ("Police inspections 2018", None),
        ("Police inspections", None),
        ("Police inspections 2018/20", None),
    ],
)  # fmt: skip
def test_its_round_is_that_of_both_years_and_the_body_of_its_title(title: str, round_id: str | None) -> None:
    assert page(f"<h1>{title}</h1>{PUBLISHED}{BODY}", URL).page.round == round_id


def test_without_a_list_of_contents_the_highest_headings_are_its_sections() -> None:
    body = BODY[BODY.index("<h2>") :].replace("<p>They", "<h3>Numbers</h3><p>They")
    found = page(f"<h1>A text</h1>{PUBLISHED}<p>Before.</p>{body}", URL)
    assert found.record is not None
    assert found.record.introduction == ["Before."]
    assert [(row.section, row.text) for row in found.record.findings] == [
        ("Foreword", "We begin."), ("Crews", "Numbers"), ("Crews", "They are few."),
    ]  # fmt: skip


def test_where_its_sections_have_no_level_no_heading_is_as_high() -> None:
    body = BODY.replace("h2>", "p>").replace("<p>They", "<h3>Numbers</h3><p>They")
    assert codes(page(f"<h1>A text</h1>{PUBLISHED}{body}", URL)) == []


def test_a_list_that_a_script_draws_is_not_missed() -> None:
    drawn = "<p>Contents</p><p>Print this document</p><h2>Foreword</h2><p>We begin.</p>"
    assert codes(page(f"<h1>A text</h1>{PUBLISHED}{drawn}", URL)) == []
    bare = drawn.replace("<p>Print this document</p>", "<p>Words before all.</p>")
    assert codes(page(f"<h1>A text</h1>{PUBLISHED}{bare}", URL)) == ["section_missing"]


SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"


def test_at_an_address_that_promises_something_else_it_is_none() -> None:
    for path in ("peel-reports/kent-2021-22/", "peel-assessments/peel-2016/kent/"):
        assert page(f"<h1>A text</h1>{PUBLISHED}{BODY}", SITE + path).page.type is not PageType.PUBLICATION


def test_at_the_address_of_a_programme_a_text_about_nobody_is_one() -> None:
    address = f"{SITE}publication-html/our-national-child-protection-inspection/"
    assert page(f"<h1>A text</h1>{PUBLISHED}{BODY}", address).page.type is PageType.PUBLICATION


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>Kent Police</p><p>Good</p>", False),
        ("<p>Kent Police: good</p>", False),
        ("<p>Most forces</p><p>Good</p>", True),
        ("<p>Effectiveness: good</p>", True),
        (f"<p>We saw what {'we had not seen ' * 5}before in Kent Police.</p><p>Good</p>", True),
        ("<p>Kent Police</p><p>Some words.</p>", True),
    ],
)
def test_the_grade_of_a_body_beside_its_name_is_not_passed_over(line: str, kept: bool) -> None:
    found = page(f"<h1>A text</h1>{PUBLISHED}{BODY}{line}", URL)
    assert (found.page.type is PageType.PUBLICATION) is kept


@pytest.mark.parametrize(
    ("title", "last", "more", "kept"),
    [
        ("A text", "a-text-on-kent", "<p>Good</p>", False),
        ("PEEL: a text", "a-text-on-kent", "", False),
        ("A text", "a-text-on-kent", "", True),
        ("A text", "a-text", "<p>Good</p>", True),
        ("PEEL: a text", "a-text", "", True),
    ],
)
def test_a_text_about_one_body_that_grades_or_is_of_a_programme_of_rounds_is_not_passed_over(
    title: str, last: str, more: str, kept: bool
) -> None:
    found = page(f"<h1>{title}</h1>{PUBLISHED}{BODY}{more}", f"{SITE}publication-html/{last}/")
    assert (found.page.type is PageType.PUBLICATION) is kept


def test_a_heading_that_the_list_lacks_is_told_where_lower_ones_part_the_text_and_only_there() -> None:
    more = BODY.replace("<p>They", "<h2>Numbers</h2><p>They")
    assert "unknown_heading" not in codes(page(f"<h1>A text</h1>{PUBLISHED}{more}", URL))
    lower = more.replace("<p>They", "<h3>Of crews</h3><p>They")
    assert codes(page(f"<h1>A text</h1>{PUBLISHED}{lower}", URL)).count("unknown_heading") == 1


@pytest.mark.parametrize(
    ("title", "address"), [("Kent Police", "essex-police"), ("Avon Fire and Rescue Service", "kent-police")]
)
def test_one_whose_title_names_another_body_than_its_address_is_refused(title: str, address: str) -> None:
    url = f"https://hmicfrs.justiceinspectorates.gov.uk/publication-html/review-of-how-{address}-answered/"
    found = page(f"<h1>A review of how {title} answered</h1>{PUBLISHED}{BODY}", url)
    assert found.refused is not None
    assert found.refused.reason is RefusalReason.IDENTITY


@pytest.mark.parametrize("grade", ["<p>Good</p>", "<p>Inadequate</p>"])
def test_a_grade_of_nobody_that_is_known_is_told(grade: str) -> None:
    found = parsed(lambda page: page.replace('<h2 id="people">People</h2>', f'<h2 id="people">People</h2>{grade}'))
    assert (found.page.type, codes(found)) == (PageType.PUBLICATION, ["grade_unreadable"])
    counted = parsed(
        lambda page: page.replace('<h2 id="people">People</h2>', f'<h2 id="people">People</h2><p>These are:</p>{grade}')
    )
    assert codes(counted) == []
    listed = parsed(
        lambda page: page.replace(
            '<h2 id="people">People</h2>', f'<h2 id="people">People</h2><ul><li>{grade[3:-4]}</li></ul>'
        )
    )
    assert codes(listed) == []


@pytest.mark.parametrize(
    "line", ["<h2>Leadership: Adequate</h2>", "<ul><li>Leadership – Good</li></ul>", "<p>Good</p>"]
)
def test_a_publication_about_one_force_with_a_grade_is_of_unknown_type(line: str) -> None:
    made = "<!DOCTYPE html><html><body><main><h1>An inspection of Essex Police</h1><p>Published on: 5 March 2024</p>{}<p>It is one.</p></main></body></html>"
    assert parse_page(made.format("<p>Leadership: Good</p>").encode(), URL).page.type is PageType.PUBLICATION
    assert parse_page(made.format(line).encode(), URL).page.type is not PageType.PUBLICATION


SEVERAL = "<h1>A review of how Kent Police and Essex Police answered</h1><p>Published on: 3 May 2022</p>"
OF_KENT = "publication-html/a-review-of-how-kent-police-answered/"


def test_a_publication_about_several_by_name_is_nobodys_whatever_its_address_names() -> None:
    found = read(f"{SEVERAL}<h2>Answers</h2><p>They answered.</p>", OF_KENT)
    assert (found.page.type, found.page.organisation) == (PageType.PUBLICATION, None)


def test_one_that_asks_something_of_several_is_of_unknown_type_and_says_so() -> None:
    found = read(f"{SEVERAL}<h2>Recommendations</h2><p>By 31 May 2024, both should answer.</p>", OF_KENT)
    assert (found.page.type, found.page.organisation) == (PageType.UNKNOWN, None)
    assert {"unknown_organisation", "unknown_page_type"} <= set(codes(found))


ASKS = "<h2>Text</h2><p>They act.</p><h3>Recommendation</h3><p>The force should act.</p>"


@pytest.mark.parametrize(
    ("title", "last", "told"),
    [
        ("A look at how calls are answered in Kent", "calls-in-kent", True),
        ("Local police custody", "police-custody-nobody-knows-where", True),
        ("A look at how calls are answered", "calls-answered", False),
    ],
)
def test_what_a_text_on_one_body_asks_for_is_told_where_nothing_names_it_in_full(
    title: str, last: str, told: bool
) -> None:
    url = f"https://hmicfrs.justiceinspectorates.gov.uk/publication-html/{last}/"
    found = page(f"<h1>{title}</h1>{PUBLISHED}{ASKS}", url)
    assert ("unknown_organisation" in codes(found)) is told
    assert "unknown_organisation" not in codes(page(f"<h1>{title}</h1>{PUBLISHED}{BODY}", url))
