"""Drafts become judgments, the round's pillars first; what their witnesses lack is named."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import Pillar, Status, WitnessSource
from scraper.parsers.grades import read_badge
from scraper.parsers.outline import Outline, Section
from scraper.parsers.readers.closing import judge_pillars, judge_questions

from .made import PREVENTING, Made

EFFECTIVENESS, EFFICIENCY, LEGITIMACY = Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.LEGITIMACY
NOTHING = Outline([])
ALL = (EFFECTIVENESS, EFFICIENCY, LEGITIMACY)


def draft(
    page: Made,
    pillar: Pillar,
    headline: str = "",
    badge: str = "",
    key: str | None = None,
    prose: str = "",
    alone: bool = False,
) -> None:
    """Draft a judgment with these witnesses; `alone`: without a section of its own."""
    found = page.b.drafts.of(pillar, key)
    found.question = key
    found.section = None if alone else Section(Role.PILLAR, pillar.value)
    found.statement = (headline and f"The extent to which it is so is {headline}.") or None
    for source, words in (
        (WitnessSource.HEADLINE, headline), (WitnessSource.BADGE, badge), (WitnessSource.PROSE, prose)
    ):  # fmt: skip
        stated = read_badge(words) if words else None
        if stated is not None:
            found.add(source, stated, words, len(found.blocks) + 1)


def judged(page: Made) -> dict[str, str]:
    """Judge the pillars; return what is said of the witnesses of each."""
    judge_pillars(page.b, NOTHING)
    return {
        p.message.partition(" ")[0]: p.code
        for p in page.b.problems
        if p.code not in ("grade_missing", "inspector_missing")
    }


def test_the_rounds_pillars_come_first_and_a_missing_one_has_a_row() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, badge="Good", key="effectiveness/preventing-crime")
    draft(page, LEGITIMACY, "good", "Good")
    draft(page, EFFECTIVENESS, "good", "Good")
    judge_pillars(page.b, NOTHING)
    assert [(j.pillar, j.question_key, j.status) for j in page.b.judgments] == [
        (EFFECTIVENESS, None, Status.GRADED),
        (EFFICIENCY, None, Status.SECTION_MISSING),
        (LEGITIMACY, None, Status.GRADED),
        (EFFECTIVENESS, "effectiveness/preventing-crime", Status.GRADED),
    ]


def test_leadership_has_a_row_only_where_the_page_has_it() -> None:
    page = Made("2015")
    draft(page, Pillar.LEADERSHIP)
    judge_pillars(page.b, NOTHING)
    assert [(j.pillar, j.status) for j in page.b.judgments][3:] == [(Pillar.LEADERSHIP, Status.NARRATIVE_ONLY)]


def test_a_page_of_no_known_round_has_the_judgments_that_it_states() -> None:
    page = Made(None)
    draft(page, LEGITIMACY, badge="Good")
    judge_pillars(page.b, NOTHING)
    assert [j.pillar for j in page.b.judgments] == [LEGITIMACY]


def test_whole_witnesses_are_not_remarked_upon() -> None:
    page = Made()
    for pillar in ALL:
        draft(page, pillar, "good", "Good")
    assert judged(page) == {}


def test_badges_that_are_all_gone_are_the_copys_loss() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, "good")
    draft(page, LEGITIMACY, "requires improvement")
    assert judged(page) == {"Effectiveness": "badges_lost", "Legitimacy": "badges_lost"}


def test_a_badge_that_is_gone_beside_others_is_missing() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, "good")
    draft(page, LEGITIMACY, "good", "Good")
    assert judged(page) == {"Effectiveness": "witness_missing"}


def test_where_only_badges_of_two_words_are_left_those_of_one_word_were_lost() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, "good")
    draft(page, EFFICIENCY, "requires improvement")
    draft(page, LEGITIMACY, "requires improvement", "Requires improvement")
    assert judged(page) == {"Effectiveness": "badges_lost", "Efficiency": "witness_missing"}


def test_a_headline_without_a_section_needs_no_badge_and_a_section_may_state_nothing() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, "good", alone=True)
    draft(page, LEGITIMACY)
    draft(page, EFFICIENCY, "good", "Good")
    assert judged(page) == {}


def test_a_badge_without_its_headline_is_remarked_upon() -> None:
    page = Made("2016")
    draft(page, EFFECTIVENESS, badge="Good")
    draft(page, EFFICIENCY, "good", "Good")
    draft(page, Pillar.LEADERSHIP, badge="Good")
    assert judged(page) == {"Effectiveness": "witness_missing", "Leadership:": "grade_outside_scale"}


def test_a_headline_that_another_ones_repetition_replaced_is_not_remarked_upon() -> None:
    page = Made()
    page.b.flag("headline_repeated", "The headline judgment of efficiency is printed twice.")
    draft(page, EFFECTIVENESS, badge="Good")
    draft(page, EFFICIENCY, "good", "Good")
    assert "Effectiveness" not in judged(page)


# --- a pillar's page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("badge", "codes"), [("Good", ["witness_missing"]), ("Requires improvement", [])])
def test_a_question_without_a_badge_is_remarked_upon_where_one_word_badges_are_there(
    badge: str, codes: list[str]
) -> None:
    page = Made()
    draft(page, EFFECTIVENESS, prose="good")
    draft(page, EFFECTIVENESS, badge=badge, key="effectiveness/preventing-crime")
    draft(page, EFFECTIVENESS, prose="good", key="effectiveness/investigating-crime")
    draft(page, EFFECTIVENESS, key="effectiveness/specialist-capabilities")
    judge_questions(page.b, NOTHING)
    assert [j.question_key for j in page.b.judgments][:2] == [None, "effectiveness/preventing-crime"]
    assert [code for code in page.codes if code not in ("grade_missing", "inspector_missing")] == codes


def test_a_pillars_badge_asks_none_of_its_questions() -> None:
    page = Made()
    draft(page, EFFECTIVENESS, badge="Good")
    draft(page, EFFECTIVENESS, prose="good", key="effectiveness/investigating-crime")
    judge_questions(page.b, NOTHING)
    assert page.codes == ["inspector_missing"]


def test_a_question_that_stands_twice_is_remarked_upon() -> None:
    page = Made()
    other = "How effective is the force at tackling serious and organised crime?"
    findings = [Section(Role.FINDINGS, "Further insights") for _ in range(2)]
    judge_questions(page.b, Outline([page.question(PREVENTING), page.question(other), *findings]))
    assert page.codes == ["inspector_missing"]
    judge_questions(page.b, Outline([page.question(PREVENTING), page.question(other), page.question(PREVENTING)]))
    assert page.codes == ["inspector_missing", "section_differs"]
