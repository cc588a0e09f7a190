"""Sections that stand twice: the same text is read once and noted, other text is kept and told."""

from __future__ import annotations

import pytest

from schemas.labels import ASKS, Role
from schemas.vocabulary import Pillar
from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section
from scraper.parsers.repeats import without_repeats

from .made import block, builder, line, reader, section

WORDS, OTHER = "The force talks with those it serves.", "It keeps its own count of them."


def kept(*sections: Section) -> tuple[list[Section], Builder]:
    b = builder()
    return without_repeats(b, list(sections)), b


def codes(b: Builder) -> list[str]:
    return [problem.code for problem in b.problems]


def test_a_section_with_the_same_text_again_is_read_once_and_noted_by_its_heading() -> None:
    first, again = section(Role.CONTEXT, "## Context", WORDS), section(Role.CONTEXT, "## Context", WORDS.upper())
    found, b = kept(first, again)
    assert found == [first]
    assert codes(b) == ["section_repeated"]
    assert again.heading is not None
    assert b.problems[0].blocks == [again.heading.number]


def test_all_lines_of_the_repeat_are_set_aside() -> None:
    blocks = [block(text, number) for number, text in enumerate(("## Context", WORDS, "Good", "2 March 2017"), 1)]
    heading, words, badge, date = map(reader().read, blocks)
    again = Section(Role.CONTEXT, "Context", heading, head=[badge], body=[words], stray=[date])
    b = builder(*blocks)
    first = section(Role.CONTEXT, "## Context", WORDS, head=["Good"])
    first.stray = [line("2 March 2017")]
    assert without_repeats(b, [first, again]) == [first]
    accounting, _ = b.accounted()
    assert (accounting.boilerplate, accounting.unread) == (4, 0)


def test_a_section_with_a_head_alone_is_noted_by_its_last_line() -> None:
    question = "How efficient is the force at keeping people safe and reducing crime?"
    sections = [section(Role.PILLAR, None, WORDS, pillar=Pillar.EFFICIENCY, head=[question]) for _ in range(2)]
    found, b = kept(*sections)
    assert found == sections[:1]
    assert b.problems[0].blocks == [sections[1].body[-1].number]


def test_a_section_that_stands_once_with_other_text_is_kept_and_told() -> None:
    first, again = section(Role.CONTEXT, "## Context", WORDS), section(Role.CONTEXT, "## Context", OTHER)
    found, b = kept(first, again)
    assert found == [first, again]
    assert codes(b) == ["section_differs"]
    assert again.heading is not None
    assert b.problems[0].blocks == [again.heading.number]


def test_the_third_is_compared_with_all_before_it() -> None:
    one, two = section(Role.CONTEXT, "## Context", WORDS), section(Role.CONTEXT, "## Context", OTHER)
    found, b = kept(one, two, section(Role.CONTEXT, "## Context", OTHER))
    assert found == [one, two]
    assert codes(b) == ["section_differs", "section_repeated"]


@pytest.mark.parametrize(
    "role",
    sorted({*ASKS, Role.QUESTIONS, Role.FINDINGS, Role.TOPIC, Role.CHROME, Role.LETTER, Role.KEY_FACTS}),
)
def test_labels_that_stand_again_by_right_are_kept_with_other_text(role: Role) -> None:
    sections = [section(role, "## Heading", text) for text in (WORDS, OTHER)]
    found, b = kept(*sections)
    assert (found, b.problems) == (sections, [])


def test_sections_of_another_role_name_pillar_or_question_are_no_repeats() -> None:
    sections = [
        section(Role.CONTEXT, "## Context", WORDS), section(Role.FINDINGS, "## Context", WORDS),
        section(Role.CONTEXT, "## Working arrangements", WORDS),
        section(Role.AREAS, "## Areas for improvement", WORDS, pillar=Pillar.EFFICIENCY),
        section(Role.AREAS, "## Areas for improvement", WORDS, pillar=Pillar.LEGITIMACY),
        section(Role.AREAS, "## Areas for improvement", WORDS, pillar=Pillar.LEGITIMACY),
    ]  # fmt: skip
    sections[-1].question_key = "legitimacy/fair-treatment"
    found, b = kept(*sections)
    assert (found, b.problems) == (sections, [])


def test_a_heading_without_text_repeats_nothing_and_differs_from_nothing() -> None:
    empty = [section(Role.CONTEXT, "## Context") for _ in range(2)]
    last = section(Role.CONTEXT, "## Context", WORDS)
    found, b = kept(*empty, last)
    assert (found, b.problems) == ([*empty, last], [])


def test_a_section_without_a_heading_and_with_other_text_is_kept() -> None:
    question = "How did the force perform in other inspections?"
    sections = [section(Role.OTHER_INSPECTIONS, None, text, head=[question]) for text in (WORDS, OTHER)]
    found, b = kept(*sections)
    assert (found, b.problems) == (sections, [])


def _under(name: str, *texts: str) -> list[Section]:
    named = section(Role.TOPIC, f"## {name}", "Its words.")
    assert named.heading is not None
    named.heading.names_whose = True
    return [named, *(section(Role.TOPIC, "### What we found", text) for text in texts)]


def test_what_is_said_of_two_organisations_is_kept_and_what_is_said_of_one_again_is_not() -> None:
    both = [*_under("Kent Police", WORDS), *_under("Essex Police", WORDS)]
    assert kept(*both)[0] == both
    assert kept(*both, *_under("Essex Police", WORDS))[0] == both


def test_what_stood_above_all_names_is_a_repeat_below_them_too() -> None:
    above = section(Role.TOPIC, "### About us", WORDS)
    whole = [above, *_under("Kent Police", OTHER)]
    assert kept(*whole, section(Role.TOPIC, "### About us", WORDS))[0] == whole


def test_a_heading_without_text_that_stood_above_all_names_ends_no_part() -> None:
    above = [section(Role.CONTEXT, "## Context", WORDS), section(Role.TOPIC, "### About us")]
    below = [section(Role.TOPIC, "### About us"), section(Role.CONTEXT, "## Context", OTHER)]
    whole = [*above, *_under("Kent Police"), *below]
    found, b = kept(*whole)
    assert (found, b.problems) == (whole, [])


def test_what_is_asked_of_all_and_of_one_in_the_same_words_is_asked_twice() -> None:
    asks = [section(Role.AREAS, "### Areas for improvement", WORDS) for _ in range(2)]
    whole = [asks[0], *_under("Kent Police"), asks[1]]
    assert kept(*whole)[0] == whole


def test_a_heading_alone_differs_from_nothing() -> None:
    whole = [section(Role.CONTEXT, "## Context", WORDS), section(Role.CONTEXT, "## Context")]
    found, b = kept(*whole)
    assert (found, codes(b)) == (whole, [])


def test_two_causes_may_ask_for_the_same_and_a_cause_printed_again_asks_for_it_once() -> None:
    def of(cause: str) -> list[Section]:
        return [section(Role.CAUSE, "## Cause of concern", cause), section(Role.RECOMMENDATIONS, "## Recommendations", "* act.")]  # fmt: skip

    one, two = of(WORDS), of(OTHER)
    found, b = kept(*one, *two)
    assert (found, codes(b)) == ([*one, *two], [])
    progress = section(Role.FINDINGS, "## Progress", "It acts.")
    found, b = kept(*one, *two, progress, *of(WORDS), *of(OTHER.upper()))
    assert (found, codes(b)) == ([*one, *two, progress], ["section_repeated"] * 4)


def test_areas_for_improvement_are_repeated_whatever_cause_stands_between() -> None:
    areas = [section(Role.AREAS, "## Areas for improvement", "* act.") for _ in range(2)]
    cause = section(Role.CAUSE, "## Cause of concern", WORDS)
    found, b = kept(areas[0], cause, areas[1])
    assert (found, codes(b)) == ([areas[0], cause], ["section_repeated"])
