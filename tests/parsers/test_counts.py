"""What a whole page must hold: each count names what a page lacks, and nothing of a page that has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from schemas.labels import CALLED_TOO, LABELS, Role
from schemas.questions import questions_of
from schemas.record import Figure, Judgment, KeyFacts, Letter
from schemas.text import fold
from schemas.vocabulary import OrganisationKind, Pillar, Programme, Round, Status, Topic, inspection
from scraper.parsers.builder import Builder
from scraper.parsers.counts import (
    a_letters_head,
    a_part,
    as_contents_list,
    as_listed,
    each_graded_area,
    each_pillar,
    each_pillar_judged,
    each_question,
    each_topic,
    each_topic_judged,
    own_pillar,
    the_inspectors_voice,
)
from scraper.parsers.listing import set_contents_aside
from scraper.parsers.outline import Outline, Section
from scraper.parsers.spec import Lack

from .made import R2014, R2016, block, builder, lines, outline, reader, section


def said(lacks: Iterable[Lack]) -> list[str]:
    return [message for message, _ in lacks]


def pillar(which: Pillar) -> Section:
    return section(Role.PILLAR, f"## {which.value.capitalize()}", pillar=which)


def pillars(*which: Pillar) -> Outline:
    return outline(*map(pillar, which))


def judged(which: Pillar | None, status: Status) -> Judgment:
    return Judgment(
        pillar=which, question=None, question_key=None, status=status, grade=None, grade_text=None, statement=None,
        last_updated=None, agreement=None, carried_from=None, witnesses=[], blocks=[],
    )  # fmt: skip


def test_each_pillar_is_judged_wherever_on_the_page() -> None:
    b = builder()
    b.judgments = [
        judged(Pillar.EFFICIENCY, Status.SECTION_MISSING), judged(Pillar.LEGITIMACY, Status.UNREADABLE),
        judged(None, Status.SECTION_MISSING),
    ]  # fmt: skip
    assert said(each_pillar_judged(b, outline())) == ["The page says nothing of efficiency."]


def test_a_page_with_one_pillar_of_the_round_has_all() -> None:
    assert said(each_pillar(builder(), pillars(Pillar.EFFICIENCY))) == [
        "The section “Effectiveness” is not on the page.", "The section “Legitimacy” is not on the page.",
    ]  # fmt: skip
    assert said(each_pillar(builder(), pillars(*R2016.pillars))) == []


def test_a_page_with_no_pillar_of_the_round_need_have_none() -> None:
    assert said(each_pillar(builder(), pillars(Pillar.LEADERSHIP))) == []
    assert said(each_pillar(builder(round_=None), pillars(Pillar.EFFICIENCY))) == []


def test_the_sections_listed_for_the_round_are_there_by_name_or_as_a_pillar() -> None:
    found = said(as_listed(builder(), outline(section(Role.CONTEXT, "## Context"), section(Role.PILLAR))))
    assert "The section “Leadership” is not on the page." in found
    assert "The section “Context” is not on the page." not in found
    lost = section(Role.PILLAR, "## Our leaders", pillar=Pillar.LEADERSHIP)
    assert "The section “Leadership” is not on the page." not in said(as_listed(builder(), outline(lost)))


def test_a_section_that_other_rounds_call_otherwise_is_there() -> None:
    lacking = said(as_listed(builder(), outline()))
    for name, other in CALLED_TOO.items():
        told = f"The section “{other}” is not on the page."
        role = LABELS[fold(name)].role
        assert told in lacking
        assert told not in said(as_listed(builder(), outline(section(role, f"## {name}"))))
        assert LABELS[fold(other)].role is role


def test_no_section_is_listed_for_other_rounds_or_for_none() -> None:
    assert said(as_listed(builder(round_=R2014), outline())) == []
    assert said(as_listed(builder(round_=None), outline())) == []


def figure(topic: Topic) -> Figure:
    return Figure(topic=topic, measure=None, scope=None, value=None, unit=None, text="1", block=1)


def test_key_facts_have_every_topic_where_the_page_has_them() -> None:
    b = builder()
    assert said(each_topic(b, outline())) == []
    b.key_facts = KeyFacts(period=None, figures=[figure(topic) for topic in Topic if topic is not Topic.COST])
    assert said(each_topic(b, outline())) == ["The key facts have no “cost”."]


def test_a_pillars_page_has_the_section_of_its_pillar() -> None:
    b = builder(pillar=Pillar.EFFICIENCY)
    assert said(own_pillar(b, pillars(Pillar.LEGITIMACY))) == ["The section “Efficiency” is not on the page."]
    assert said(own_pillar(b, pillars(Pillar.LEGITIMACY, Pillar.EFFICIENCY))) == []
    assert said(own_pillar(b, outline(section(Role.AREAS, pillar=Pillar.EFFICIENCY)))) != []
    assert said(own_pillar(builder(), outline())) == []


def asked(key: str) -> Section:
    found = section(Role.QUESTIONS, "## Question", question="Is it so?")
    found.question_key = key
    return found


def of_pillar(which: Pillar | None, round_: Round | None = R2016) -> Builder:
    return builder(pillar=which, round_=round_)


def test_a_pillars_page_has_each_question_of_the_round() -> None:
    first, *others = questions_of("police", "2016", "effectiveness")
    b = of_pillar(Pillar.EFFECTIVENESS)
    # What is asked for under a question has its key too, and is not its section.
    below = asked(others[0].key)
    below.role = Role.AREAS
    assert said(each_question(b, outline(asked(first.key), below))) == [
        f"The question “{question.label}” is not on the page." for question in others
    ]
    assert said(each_question(b, outline(*(asked(question.key) for question in (first, *others))))) == []


def test_a_pillars_page_without_any_question_is_told_once() -> None:
    b = of_pillar(Pillar.EFFECTIVENESS)
    assert said(each_question(b, outline())) == ["The page has no questions under effectiveness."]


def test_no_question_is_missed_where_pillar_or_round_is_not_known() -> None:
    assert said(each_question(of_pillar(None), outline())) == []
    assert said(each_question(of_pillar(Pillar.EFFECTIVENESS, None), outline(asked("effectiveness/x")))) == []


def test_each_area_with_a_grade_has_a_section() -> None:
    b = builder()
    assert said(each_graded_area(b, outline())) == ["The report has no section of any area."]
    for key in ("area/one", "area/two"):
        b.drafts.of(None, key).question = key
    assert said(each_graded_area(b, outline())) == ["The report has no section of any area."]
    b.drafts.of(None, "area/one").section = section()
    assert said(each_graded_area(b, outline())) == ["The area “area/two” has a grade but no section on the page."]


def test_a_report_has_the_inspectors_voice() -> None:
    b = builder()
    assert said(the_inspectors_voice(b, outline())) == ["The section “HM Inspector's observations” is not on the page."]
    b.observations.append({})
    assert said(the_inspectors_voice(b, outline())) == []


def test_a_report_of_a_programme_of_its_own_has_a_part_under_a_heading() -> None:
    b = builder()
    assert said(a_part(b, outline())) == ["The report has no section under a heading of its own."]
    assert said(a_part(b, outline(section(Role.QUESTIONS, "## Is it so?")))) != []
    assert said(a_part(b, outline(section(Role.TOPIC, "## Introduction")))) == []


def test_a_letter_has_its_head() -> None:
    b = builder()
    assert said(a_letters_head(b, outline())) == ["The letter has no head that says who wrote to whom."]
    b.letter = Letter(sender=None, addressee=None, date=None, blocks=[])
    assert said(a_letters_head(b, outline())) == ["The letter does not say when it was sent."]
    b.letter = b.letter.model_copy(update={"date": dt.date(2022, 10, 28)})
    assert said(a_letters_head(b, outline())) == []


def test_a_graded_report_of_a_programme_judges_each_of_its_topics() -> None:
    b = builder(round_=inspection(OrganisationKind.POLICE, Programme.INTEGRITY, "2024-05"))
    topics = ("Vetting", "Professional standards", "Counter-corruption")
    assert said(each_topic_judged(b, outline())) == [f"The report does not judge “{topic}”." for topic in topics]
    b.judgments.append(judged(None, Status.GRADED).model_copy(update={"question_key": "area/vetting"}))
    assert len(said(each_topic_judged(b, outline()))) == 2
    assert said(each_topic_judged(builder(round_=None), outline())) == []


def contents(listed: tuple[str, ...], *texts: str) -> Outline:
    """Return the outline of a page whose list of contents was set aside; `texts` are its parts, each with its heading."""
    read = lines("Contents", *listed, "Print this document", *(f"## {text}" for text in texts))
    set_contents_aside(read)
    return outline(Section(None, "Opening", body=read))


def test_each_part_of_the_list_of_contents_is_on_the_page() -> None:
    b = builder()
    three = ("About us", "What we found", "What is next")
    assert said(as_contents_list(b, contents(three, *three))) == []
    assert said(as_contents_list(b, contents(three, "ABOUT US", "What we found"))) == []  # no line comes again: no list


def test_a_part_that_only_the_list_has_is_missed_where_the_list_is_of_this_page() -> None:
    b = builder()
    listed = [
        block("Contents"),
        *(block(name, links=[(name, f"#{place}")]) for place, name in enumerate(("One", "Two", "Three"))),
    ]
    for shown, missed in ((("One", "Two"), 1), (("One",), 0), (("One", "Two", "Three"), 0)):
        read = [reader().read(each) for each in (*listed, *(block(f"## {name}") for name in shown))]
        set_contents_aside(read)
        found = said(as_contents_list(b, outline(Section(None, "Opening", body=read))))
        assert len(found) == missed
        assert all("“Three” of the list of contents" in text for text in found)
