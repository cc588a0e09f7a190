"""Judgments while their witnesses are gathered: one of each, in order of first mention."""

from __future__ import annotations

from schemas.vocabulary import Grade, Pillar, Status, WitnessSource
from scraper.parsers.drafts import Draft, Drafts
from scraper.parsers.grades import Stated

GOOD = Stated(Status.GRADED, Grade.GOOD, "Good")


def test_the_same_words_of_one_block_are_one_witness() -> None:
    draft = Draft(Pillar.EFFICIENCY)
    for _ in range(2):
        draft.add(WitnessSource.BADGE, GOOD, "Good", 3)
    assert len(draft.witnesses) == 1
    draft.add(WitnessSource.PROSE, GOOD, "Good", 3)
    draft.add(WitnessSource.BADGE, GOOD, "good", 3)
    draft.add(WitnessSource.BADGE, GOOD, "Good", 4)
    assert len(draft.witnesses) == 4


def test_a_block_is_cited_once_in_the_order_in_which_it_was_read() -> None:
    draft = Draft(Pillar.EFFICIENCY)
    draft.add(WitnessSource.BADGE, GOOD, "Good", 3)
    draft.cite(2)
    draft.cite(3)
    assert draft.blocks == [3, 2]


def test_witnesses_are_told_by_kind() -> None:
    draft = Draft(Pillar.EFFICIENCY)
    draft.add(WitnessSource.BADGE, GOOD, "Good", 3)
    draft.add(WitnessSource.TABLE, GOOD, "Good", 4)
    assert [each.block for each in draft.of(WitnessSource.TABLE)] == [4]


def test_messages_call_a_judgment_by_its_question_else_by_its_pillar() -> None:
    assert Draft(Pillar.EFFICIENCY, "Is it so?").name == "Is it so?"
    assert Draft(Pillar.EFFICIENCY).name == "Efficiency"
    assert Draft(None).name == "the judgment"


def test_a_new_judgment_has_no_earlier_grade_and_no_earlier_round() -> None:
    assert Draft(None).previous == (None, None)


def test_a_pillar_and_each_of_its_questions_have_a_judgment_of_their_own() -> None:
    drafts = Drafts()
    question = drafts.of(Pillar.EFFICIENCY, "efficiency/demand")
    pillar = drafts.of(Pillar.EFFICIENCY)
    assert drafts.of(Pillar.EFFICIENCY, "efficiency/demand") is question
    assert drafts.all() == [question, pillar]
    assert (question.question_key, pillar.question_key, pillar.pillar) == ("efficiency/demand", None, Pillar.EFFICIENCY)


def test_of_several_places_of_a_kind_that_differ_none_is_read() -> None:
    good, bad = Stated(Status.GRADED, Grade.GOOD, "Good"), Stated(Status.GRADED, Grade.INADEQUATE, "Inadequate")
    for first, second, read in ((good, good, [Grade.GOOD, Grade.GOOD]), (good, bad, [None, None])):
        draft = Draft(Pillar.EFFICIENCY)
        draft.add(WitnessSource.BADGE, bad, "Inadequate", 9)
        draft.add_only(WitnessSource.HEADLINE, first, "one", 1)
        draft.add_only(WitnessSource.HEADLINE, second, "two", 2)
        assert [one.stated.grade for one in draft.of(WitnessSource.HEADLINE)] == read
        assert [one.stated.grade for one in draft.of(WitnessSource.BADGE)] == [Grade.INADEQUATE]
    assert {one.stated.status for one in draft.of(WitnessSource.HEADLINE)} == {Status.UNREADABLE}
