"""Rows of what is asked for: once each, dated, under their cause."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from schemas.questions import find_question
from schemas.vocabulary import RecommendationKind
from scraper.parsers.builder import Builder
from scraper.parsers.grades import names_pattern
from scraper.parsers.outline import Section
from scraper.parsers.readers.ask_rows import (
    add_ask,
    asks_all,
    asks_another,
    cause_of,
    joined,
    tell_asking,
    tell_more,
    told_of_before,
)
from tests.parsers.pieces import claims, codes, read_section

CAUSE, ASK, AREA = (
    RecommendationKind.CAUSE_OF_CONCERN,
    RecommendationKind.RECOMMENDATION,
    RecommendationKind.AREA_FOR_IMPROVEMENT,
)
CRIME = find_question("police", "2016", "Investigating crime")


def made(*texts: str) -> tuple[Builder, Section]:
    return read_section(
        "".join(f"<p>{text}</p>" for text in texts), Role.RECOMMENDATIONS, "Recommendations", known=CRIME
    )


def test_lines_are_joined_by_breaks() -> None:
    lines = made("One", "Two", "Three")[1].body
    assert joined(lines[0], lines[1:]) == "One\nTwo\nThree"
    assert joined(lines[0], []) == "One"


def test_what_is_printed_twice_is_asked_for_once() -> None:
    builder, section = made("Act.", "Act.")
    for line in section.body:
        add_ask(builder, section, ASK, line, line.text)
    assert (len(builder.recommendations), codes(builder)) == (1, ["section_repeated"])
    section.question_key = None
    add_ask(builder, section, ASK, section.body[0], "Act.")
    add_ask(builder, section, ASK, section.body[0], "Act.")
    section.text = "Calls"
    add_ask(builder, section, ASK, section.body[0], "Act.")
    assert [row.position for row in builder.recommendations] == [1, 1, 2, 1]


def test_the_parts_of_a_row_are_those_of_its_section() -> None:
    builder, section = made("Act by 31 May 2022.", "Act.")
    add_ask(builder, section, ASK, section.body[0], "Act by 31 May 2022.")
    add_ask(builder, section, ASK, section.body[1], "Act.", (dt.date(2022, 6, 1), "By 1 June 2022"), 1)
    add_ask(builder, section, AREA, section.body[0], "Act by 31 May 2022.")
    rows = [(row.deadline, row.deadline_text, row.parent, row.position) for row in builder.recommendations]
    assert rows == [
        (dt.date(2022, 5, 31), "by 31 May 2022", None, 1),
        (dt.date(2022, 6, 1), "By 1 June 2022", 1, 2),
        (dt.date(2022, 5, 31), "by 31 May 2022", None, 1),
    ]
    assert claims(builder)["Act."] == "recommendations"


@pytest.mark.parametrize(
    ("text", "flagged"), [("Act by 31 June 2022.", True), ("Act by May 2022.", False), ("Act.", False), ("Act by 31 May 2022.", False)]
)  # fmt: skip
def test_a_day_of_no_calendar_is_told(text: str, flagged: bool) -> None:
    builder, section = made(text)
    add_ask(builder, section, ASK, section.body[0], text)
    assert codes(builder) == ["date_invalid"] * flagged


def test_the_cause_is_the_last_one_of_the_same_question_and_owner() -> None:
    builder, section = made("Slow.", "Late.", "Act.")
    assert cause_of(builder, section) is None
    for line in section.body[:2]:
        add_ask(builder, section, CAUSE, line, line.text)
    add_ask(builder, section, ASK, section.body[2], "Act.")
    assert cause_of(builder, section) == 2
    section.shared = True
    assert cause_of(builder, section) is None
    section.shared, builder.owner = False, "police/essex/2016"
    assert cause_of(builder, section) is None
    builder.owner, section.question_key = None, "effectiveness/other"
    assert cause_of(builder, section) is None


@pytest.mark.parametrize("when", ["after", "at", "during", "following", "from", "in", "of"])
@pytest.mark.parametrize(
    "which",
    ["its earlier assessment", "our first inspection", "the initial letter", "last PEEL report", "previous review", "our last round",
     "its first visit", "2014", "our 2015 report"],
)  # fmt: skip
def test_what_an_earlier_round_asked_for_is_told(when: str, which: str) -> None:
    builder, section = made(f"What we said {when} {which}, it should:")
    assert told_of_before(builder, section, section.body[0])
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize(
    "lead",
    ["Last year, it should have:", "We previously said that it should:", "It formerly had to:", "It no longer needs to:", "What it should do, we said last time:"],
)  # fmt: skip
def test_so_is_what_was_asked_for_once_without_a_year(lead: str) -> None:
    builder, section = made(lead)
    assert told_of_before(builder, section, section.body[0])
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize(
    "lead",
    [
        "In 2016, it should:",
        "It should no longer:",
        "In the next year, it should:",
        "In 2004, it should:",
        "It should:",
        "In this inspection we asked for this:",
        "By 31 May 2015, it should:",
        "In 2016-17 it should:",
    ],
)
def test_what_this_round_asks_for_is_not(lead: str) -> None:
    builder, section = made(lead)
    assert not told_of_before(builder, section, section.body[0])
    assert codes(builder) == []


def test_a_year_of_an_earlier_round_needs_no_verb() -> None:
    builder, section = made("In 2015, it should:")
    assert told_of_before(builder, section, section.body[0])


def test_a_round_of_two_years_may_be_an_earlier_one() -> None:
    builder, section = read_section("<p>In 2018/19 we said that it should:</p>", round_key="police/2021-22")
    assert told_of_before(builder, section, section.body[0])
    later, section = read_section("<p>In 2021/22 we said that it should:</p>", round_key="police/2021-22")
    assert not told_of_before(later, section, section.body[0])


@pytest.mark.parametrize("verb", ["recommended", "asked", "told", "said", "suggested"])
def test_what_was_asked_before_the_first_round_is_told_too(verb: str) -> None:
    builder, section = read_section(f"<p>In 2016 we {verb} that the service should:</p>", round_key="fire/2018-19")
    assert told_of_before(builder, section, section.body[0])
    for lead in (f"In 2018 we {verb} that the service should:", "After the floods of 2016 the service should:"):
        other, section = read_section(f"<p>{lead}</p>", round_key="fire/2018-19")
        assert not told_of_before(other, section, section.body[0])


@pytest.mark.parametrize(
    ("text", "another"),
    [("The coroner recommended that the force should:", True), ("A review by the IOPC has recommended that the force trains its staff.", True),
     ("We recommended that the force should:", False), ("HMICFRS recommended that it should:", False), ("Our report recommended that it should:", False),
     ("This report recommended that it should:", False), ("It was recommended that the force should:", False), ("In the spring we recommended that it should:", False),
     ("In 2019 HMIC recommended that it should:", False), ("It has been recommended that the force act.", False), ("The force should do what was recommended.", False),
     ("Recommended by the coroner: that the force should rest.", False)],
)  # fmt: skip
def test_what_another_body_asked_for_is_told(text: str, another: bool) -> None:
    builder, section = made(text)
    assert asks_another(builder, section.body[0]) is another
    assert codes(builder) == ["section_missing"] * another


@pytest.mark.parametrize(
    ("lead", "item", "all_"),
    [("All forces should:", "<ul><li>Rest.</li></ul>", True), ("By 31 May 2017, each force should:", "<ul><li>Rest.</li></ul>", True),
     ("All forces should rest.", "<ul><li>Rest.</li></ul>", False), ("All forces should:", "<p>They rest.</p>", False),
     ("The force should:", "<ul><li>Rest.</li></ul>", False)],
)  # fmt: skip
def test_what_all_bodies_should_do_is_told(lead: str, item: str, all_: bool) -> None:
    builder, section = read_section(f"<p>{lead}</p>{item}")
    assert asks_all(builder, *section.body[:2]) is all_
    assert codes(builder) == ["section_missing"] * all_


def test_only_what_follows_at_once_may_be_more() -> None:
    builder, section = made("The force should act.", "It is slow.", "The force should write.")
    tell_more(builder, section.body)
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Essex Police should act.", True), ("By 31 May 2022, Essex Police must act.", True), ("Essex Police needs to act.", True),
        ("The chief constable of Essex Police has to act.", True), ("Kent Fire and Rescue Service should act.", True),
        ("Suffolk Constabulary should act.", True), ("London Fire Brigade should act.", True), ("Essex Police and Suffolk Constabulary need to act.", True),
        ("Kent and Essex Police should act.", False), ("Essex Police and Kent Police should act.", False),
        ("Kent Police should act.", False), ("To help Essex Police, the force should act.", False), ("The Home Office should act.", False), ("The Crown Prosecution Service should act.", False),
        ("The force should help Essex Police.", False), ("Essex Police helps.", False), ("Essex Police is helped by those who should.", True),
    ],
)  # fmt: skip
def test_what_another_force_should_do_is_told(text: str, another: bool) -> None:
    builder, section = made(text)
    assert not asks_another(builder, section.body[0])  # on the page of nobody
    builder.round, round_ = None, builder.round
    builder.page = builder.page.model_copy(update={"organisation": "police/kent"})
    builder.names = names_pattern(frozenset({"kent", "kent police"}))
    assert not asks_another(builder, section.body[0])
    builder.round = round_
    assert asks_another(builder, section.body[0]) is another
    assert codes(builder) == ["section_missing"] * another


def test_a_force_that_became_part_of_another_is_that_one() -> None:
    for organisation, another in (("fire/hampshire-and-isle-of-wight", False), ("fire/avon", True)):
        builder, section = read_section(
            "<p>Hampshire Fire and Rescue Service should act.</p>", round_key="fire/2023-25"
        )
        builder.page = builder.page.model_copy(update={"organisation": organisation})
        assert asks_another(builder, section.body[0]) is another


def test_lines_that_say_what_a_body_should_do_are_told_together_and_none_where_none_does() -> None:
    builder, section = made("It is slow.", "The force should act.", "Essex Police should act.")
    tell_asking(builder, section, section.body[:1])
    assert codes(builder) == []
    tell_asking(builder, section, section.body)
    assert [problem.blocks for problem in builder.problems] == [[line.number for line in section.body[1:]]]


@pytest.mark.parametrize("kind", [ASK, AREA])
@pytest.mark.parametrize(
    "more",
    [
        "; the force should wait",
        "; and the force must wait",
        "; (2) Kent Police should wait",
        "; b. it should wait",
    ],
)
def test_several_asks_in_one_sentence_are_told(kind: RecommendationKind, more: str) -> None:
    for text, told in (
        (f"The force should act{more}.", ["section_missing"]),
        ("The force should act; and wait.", []),
        ("The force should act; it should wait.", []),
    ):
        builder, section = made(text)
        add_ask(builder, section, kind, section.body[0], text)
        assert ([row.text for row in builder.recommendations], codes(builder)) == ([text], told)


def test_what_a_cause_says_is_one_whatever_it_says() -> None:
    builder, section = made("The force should act; the force should wait.")
    add_ask(builder, section, CAUSE, section.body[0], section.body[0].text)
    assert codes(builder) == []


@pytest.mark.parametrize("verb", ["told us that", "said", "recognises that", "recognized", "accepts that", "acknowledges", "knows that", "agreed that", "understands that"])  # fmt: skip
@pytest.mark.parametrize("who", ["The service", "Kent Police", "The chief fire officer, who is new,", "Its leaders"])
@pytest.mark.parametrize("ask", ["it should:", "it needs to:", "they must:", "the service still needed to:"])
def test_what_those_who_are_inspected_say_of_themselves_is_told(who: str, verb: str, ask: str) -> None:
    builder, section = made(f"{who} {verb} {ask}")
    assert asks_another(builder, section.body[0])
    assert codes(builder) == ["section_missing"]


@pytest.mark.parametrize("text", ["We told the service that it should:", "The service should make sure that staff know that they should:", "The service needs to:",
                                  "HMICFRS said that it should:", "The service knows that it needs to act."])  # fmt: skip
def test_what_we_say_is_asked_for(text: str) -> None:
    builder, section = made(text)
    assert (asks_another(builder, section.body[0]), codes(builder)) == (False, [])
