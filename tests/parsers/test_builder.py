"""The record while it is being read: claims, problems, dates, rows of prose, links, and what is left unread."""

from __future__ import annotations

import datetime as dt
import sys
from types import FrameType
from urllib.parse import urljoin

import pytest

from schemas.extraction import problem
from schemas.labels import Role
from schemas.vocabulary import Pillar, ProseKind
from scraper.catalogue.webarchives import unwrap
from scraper.parsers.builder import Builder

from .made import R2016, block, builder, line, lines, reader, section

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"


def codes(b: Builder) -> list[str]:
    return [problem.code for problem in b.problems]


# --- claims and problems -------------------------------------------------------------------------------------


def test_the_first_claim_on_a_block_stays() -> None:
    one = block("Good", 1)
    b = builder(one)
    b.claim("judgments", one)
    b.claim("findings", one)
    _, rows = b.accounted()
    assert [row.claimed_by for row in rows] == ["judgments"]


def test_unread_text_is_counted_in_characters_and_told() -> None:
    blocks = [block("Good", 1), block("HMICFRS", 2), block("Other words", 3)]
    b = builder(*blocks)
    b.claim("judgments", blocks[0])
    b.claim("boilerplate:masthead", blocks[1])
    accounting, rows = b.accounted()
    assert (accounting.claimed, accounting.boilerplate, accounting.unread) == (1, 1, 1)
    assert accounting.unread_blocks == [3]
    assert accounting.coverage == round(1 - 11 / 22, 6)
    assert [row.claimed_by for row in rows] == ["judgments", "boilerplate:masthead", None]
    assert [(each.code, each.message, each.blocks) for each in b.problems] == [
        ("unread_text", "1 blocks (11 characters) are unread, from “Other words”.", [3])
    ]


def test_a_page_that_is_read_whole_is_told_nothing_of() -> None:
    b = builder()
    assert b.accounted()[0].coverage == 1.0
    assert codes(b) == []


def test_a_problem_is_told_once() -> None:
    b = builder()
    for block_number in (3, 3, 4):
        b.flag("date_invalid", "“never” is no date.", block_number)
    assert [each.blocks for each in b.problems] == [[3], [4]]


def test_problems_are_the_same_by_code_words_and_blocks() -> None:
    told = problem("date_invalid", "“never” is no date.", 3, 4)
    others = [
        problem("date_outside_round", "“never” is no date.", 3, 4), problem("date_invalid", "“ever” is no date.", 3, 4),
        problem("date_invalid", "“never” is no date.", 4, 3), problem("date_invalid", "“never” is no date."),
    ]  # fmt: skip
    b = builder()
    b.note(told, *others)
    b.note(told, *others)
    b.flag("date_invalid", "“never” is no date.", 3, 4)
    assert b.problems == [told, *others]


MANY = 10_000


def test_one_problem_more_is_as_much_work_as_the_first() -> None:
    """The work is counted in calls of functions, and stopped at more than a few for each problem."""
    b, calls = builder(), 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"
        if calls > 20 * MANY:
            raise AssertionError(f"{calls} calls for {len(b.problems)} problems")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for number in range(1, MANY + 1):
            b.flag("date_invalid", "“never” is no date.", number)
    finally:
        sys.setprofile(before)
    assert len(b.problems) == MANY


# --- questions -----------------------------------------------------------------------------------------------

CRIME = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"


def test_a_question_is_looked_up_in_the_round_of_the_page() -> None:
    found = builder().asked(CRIME)
    assert found is not None
    assert found.key == "effectiveness/preventing-crime"
    assert builder().asked(CRIME, Pillar.LEGITIMACY) is None
    assert builder(round_=None).asked(CRIME) is None


# --- prose ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ("## ", ProseKind.HEADING),
        (": ", ProseKind.HEADING),
        ("* ", ProseKind.LIST_ITEM),
        ("| ", ProseKind.TABLE),
        ("> ", ProseKind.QUOTE),
        ("! ", ProseKind.PARAGRAPH),
        ("", ProseKind.PARAGRAPH),
    ],
)
def test_a_row_of_prose_says_what_its_block_was(mark: str, kind: ProseKind) -> None:
    assert builder().prose("context", section(), line(f"{mark}Some words"))["kind"] is kind


def test_rows_of_prose_are_counted_section_by_section_and_claim_their_blocks() -> None:
    first, second = block("One", 1), block("Two", 2)
    b = builder(first, second)
    context, other = section(Role.CONTEXT, "## Context"), section(Role.CONTEXT, "## Working arrangements")
    one, two = line("One"), line("Two")
    one.block, two.block = first, second
    rows = [b.prose("context", context, one), b.prose("context", context, two), b.prose("context", other, two)]
    assert [row["position"] for row in rows] == [1, 2, 1]
    assert (rows[0]["section"], rows[0]["section_text"], rows[0]["text"], rows[0]["block"]) == (
        "Context", "Context", "One", 1,
    )  # fmt: skip
    assert [row.claimed_by for row in b.accounted()[1]] == ["context", "context"]


def test_rows_of_two_assessments_on_one_page_are_counted_apart() -> None:
    b, context = builder(), section(Role.CONTEXT, "## Context")
    positions = []
    for owner in ("police/kent/2016", "police/kent/2016", "police/essex/2016"):
        b.owner = owner
        positions.append(b.prose("context", context, line("Some words"))["position"])
    assert positions == [1, 2, 1]


def test_the_lowest_heading_of_a_page_is_that_of_the_deepest_level() -> None:
    assert builder(block("## One", 1), block("### Two", 2), block("Three", 3)).lowest_level == 3
    assert builder(block("One", 1)).lowest_level == builder().lowest_level == 0


@pytest.mark.parametrize("word", ["good", "adequate", "inadequate", "outstanding", "requires improvement"])
def test_blocks_with_a_grades_words_are_known_wherever_in_them_these_stand(word: str) -> None:
    forms = (
        word,
        word.capitalize(),
        f"The force is {word}.",
        f"“{word.title()},” it said",
        f"{word.capitalize()}: so it is",
    )
    texts = ("In May", *forms, "A question of quality", "It improves", "This one is equal to none")
    b = builder(*(block(text, number) for number, text in enumerate(texts, 1)))
    assert b.graded == frozenset(range(2, 2 + len(forms)))


@pytest.mark.parametrize("text", ["requiring improvement", "Improvement required", "It required improvement in 2016."])
def test_improvement_is_a_grade_in_every_form_of_its_verb(text: str) -> None:
    assert builder(block(text, 1)).graded == frozenset({1})


def test_a_finding_stands_under_the_pillar_and_question_of_its_section() -> None:
    b, one = builder(), section(Role.AREAS, "## Areas for improvement", pillar=Pillar.EFFICIENCY, question="Is it so?")
    one.question_key = "efficiency/is-it-so"
    b.finding(one, line("Some words"))
    (row,) = b.findings
    assert (row["pillar"], row["question"], row["question_key"]) == (
        Pillar.EFFICIENCY, "Is it so?", "efficiency/is-it-so",
    )  # fmt: skip


# --- dates ---------------------------------------------------------------------------------------------------


def test_what_is_no_whole_day_is_told() -> None:
    b = builder()
    assert b.day("2 March 1999", 1) == dt.date(1999, 3, 2)
    assert b.day(None, 1) is None
    assert codes(b) == []
    assert b.day("March 2017", 1) is None
    assert codes(b) == ["date_invalid"]


@pytest.mark.parametrize(("year", "is_near"), [(2012, False), (2013, True), (2019, True), (2020, False)])
def test_a_date_far_from_the_round_is_told_and_kept(year: int, is_near: bool) -> None:
    b = builder(round_=R2016)
    assert b.date(f"2 March {year}", 1) == dt.date(year, 3, 2)
    assert codes(b) == ([] if is_near else ["date_outside_round"])


def test_no_date_is_far_from_a_round_that_is_not_known() -> None:
    b = builder(round_=None)
    assert b.date("2 March 1999", 1) == dt.date(1999, 3, 2)
    assert builder().date(None, 1) is None
    assert codes(b) == []


def test_the_date_of_a_section_is_the_first_in_its_head() -> None:
    b, one = builder(), section(Role.PILLAR, "## Efficiency", head=["Last updated 2 March 2017", "Good"])
    assert b.dated(one) == (dt.date(2017, 3, 2), "2 March 2017")
    assert codes(b) == []


def test_several_dates_of_a_section_are_told_wherever_they_stand() -> None:
    for head, stray in (
        (["Last updated 2 March 2017", "Last updated 3 March 2017"], []),
        (["Last updated 2 March 2017"], ["Last updated 3 March 2017", "Good"]),
    ):
        b, one = builder(), section(Role.PILLAR, "## Efficiency", head=head)
        one.stray = lines(*stray)
        assert b.dated(one)[1] == "2 March 2017"
        assert codes(b) == ["dates_repeated"]
        assert "2 March 2017, 3 March 2017" in b.problems[0].message


def test_all_dates_of_a_section_are_claimed_and_what_else_is_stray_is_not() -> None:
    blocks = [
        block(text, number) for number, text in enumerate(("Last updated 2 March 2017", "Last updated", "Good"), 1)
    ]
    b, (date, late, badge) = builder(*blocks), map(reader().read, blocks)
    one = section(Role.PILLAR, "## Efficiency")
    one.head, one.stray = [date], [late, badge]
    b.dated(one)
    assert [row.claimed_by for row in b.accounted()[1]] == ["sections.last_updated", "sections.last_updated", None]


def test_words_of_a_date_without_a_day_are_no_second_date() -> None:
    b, one = builder(), section(Role.PILLAR, "## Efficiency", head=["Last updated 2 March 2017", "Last updated"])
    b.dated(one)
    assert codes(b) == []


def test_a_section_without_a_date_in_its_head_has_none() -> None:
    b, one = builder(), section(Role.PILLAR, "## Efficiency", head=["Good"])
    one.stray = lines("Last updated 2 March 2017")
    assert b.dated(one) == (None, None)


# --- links and the record ------------------------------------------------------------------------------------


def test_a_link_is_absolute_where_the_pages_address_is_known() -> None:
    assert builder(url=URL).absolute(" efficiency/ ") == f"{URL}efficiency/"
    assert builder().absolute("efficiency/") is None
    assert builder().absolute("https://www.police.uk/") == "https://www.police.uk/"


@pytest.mark.parametrize("href", ["mailto:a@example.org", "ftp://example.org/", "javascript:void(0)", "http://[1"])
def test_what_leads_to_no_page_is_no_link(href: str) -> None:
    assert builder(url=URL).absolute(href) is None


@pytest.mark.parametrize("href", ["http://example.org/", "https://example.org/"])
def test_a_page_is_linked_by_http_or_https(href: str) -> None:
    assert builder().absolute(href) == href


@pytest.mark.parametrize("host", ["a.b-c.uk", "A.UK", "a.uk:80", "web.archive.org/web/2016id_"])
@pytest.mark.parametrize(
    "path", ["", "/", "/a/../b", "/a//b.pdf", "/./", "/a?b", "/a?", "/a#", "/a%20b/~c", "/é", "/http://c.uk/d"]
)
@pytest.mark.parametrize("base", [URL, "http://a.uk/", ""])
def test_an_address_is_joined_as_any_other_however_plain_it_is(host: str, path: str, base: str) -> None:
    href = f"https://{host}{path}"
    assert builder(url=base or None).absolute(href) == unwrap(urljoin(base, href))


def linked(claim: str | None, href: str = "/one/") -> list[str]:
    one = block("One and two", 1, links=[("One", href), ("two", "/two/"), ("top", "#top"), ("us", "mailto:a@b.org")])
    b = builder(one, block("No link", 2), url=URL)
    if claim is not None:
        b.claim(claim, one)
    return [found.url.rsplit("/", 2)[1] for found in b.record().links]


def test_the_links_of_a_record_are_those_of_its_text_that_lead_to_pages() -> None:
    assert linked("findings") == ["one", "two"]
    assert linked(None) == ["one", "two"]
    assert linked("boilerplate:video") == ["one", "two"]


@pytest.mark.parametrize(
    "rule",
    [
        "related", "menu", "site_notice", "section_repeated", "masthead", "skip_link", "share", "copyright",
        "cookie_banner",
    ],
)  # fmt: skip
def test_the_boilerplate_of_the_site_has_no_links_of_the_record(rule: str) -> None:
    assert linked(f"boilerplate:{rule}") == []


def test_the_record_holds_what_was_collected() -> None:
    b = builder()
    b.introduction.append("Some words")
    b.finding(section(), line("Other words"))
    record = b.record()
    assert (record.introduction, record.findings[0].text, record.links) == (["Some words"], "Other words", [])
