"""Headline judgments: one sentence for each pillar, whatever else stands in the line."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Pillar, WitnessSource
from scraper.parsers.readers.headlines import is_headline, read_headlines

from .made import Made

EFFICIENT = "The extent to which the force is efficient at keeping people safe and reducing crime is good."
LEGITIMATE = (
    "The extent to which the force is legitimate at keeping people safe and reducing crime requires improvement."
)


def read(*texts: str) -> Made:
    page = Made()
    for line in page.lines(*texts):
        read_headlines(page.b, line)
    return page


def stated(page: Made) -> dict[str, list[tuple[str, str, int]]]:
    return {
        str(draft.pillar): [(one.source.value, one.stated.text, one.block) for one in draft.witnesses]
        for draft in page.b.drafts.all()
    }


def test_a_line_of_that_form_is_one() -> None:
    page = Made()
    assert is_headline(page.line(EFFICIENT))
    assert not is_headline(page.line("Kent Police is good at keeping people safe and reducing crime."))


def test_each_sentence_of_a_line_states_its_pillars_grade() -> None:
    page = read(f"{EFFICIENT} {LEGITIMATE}")
    assert stated(page) == {
        "efficiency": [("headline", "good", 1)],
        "legitimacy": [("headline", "requires improvement", 1)],
    }
    assert page.b.drafts.of(Pillar.EFFICIENCY).statement == EFFICIENT
    assert page.claims("judgments") == [f"{EFFICIENT} {LEGITIMATE}"]
    assert page.b.introduction == []


def test_a_sentence_of_another_form_is_introduction() -> None:
    page = read(f"{EFFICIENT} We are pleased. It did well.")
    assert page.b.introduction == ["We are pleased. It did well."]
    assert list(stated(page)) == ["efficiency"]


def test_a_sentence_that_names_no_pillar_judges_none_and_says_so() -> None:
    page = read("The extent to which the force is brave is good.")
    assert (stated(page), page.codes, page.b.introduction) == ({}, ["headline_unread"], [])


def test_the_same_sentence_twice_is_one_witness_of_two_blocks() -> None:
    page = read(EFFICIENT, EFFICIENT)
    assert stated(page) == {"efficiency": [("headline", "good", 1)]}
    assert page.b.drafts.of(Pillar.EFFICIENCY).blocks == [1, 2]
    assert page.codes == ["headline_repeated"]


def test_two_sentences_that_differ_are_two_witnesses_and_the_first_is_the_statement() -> None:
    other = EFFICIENT.replace("good", "inadequate")
    page = read(EFFICIENT, other)
    draft = page.b.drafts.of(Pillar.EFFICIENCY)
    assert draft.statement == EFFICIENT
    assert [one.text for one in draft.of(WitnessSource.HEADLINE)] == [EFFICIENT, other]
    assert page.codes == ["headline_repeated"]


OTHERS = (
    EFFICIENT.replace("the force", "Essex Police"),
    EFFICIENT.replace("the force", "Norfolk Constabulary"),
    EFFICIENT.replace("The extent", "In 2015, the extent"),
    EFFICIENT.replace("The extent", "Last year the extent"),
    EFFICIENT.replace("The extent", "In the previous year the extent"),
    EFFICIENT.replace("The extent", "At our last inspection the extent"),
    EFFICIENT.replace("The extent", "Before this inspection the extent"),
    EFFICIENT.replace("the force", "the force, until last year,"),
    EFFICIENT.replace("the force", "Kent Police, with Essex Police,"),
)

PARTS = (
    "the force’s control room is effective at keeping people safe and reducing crime", "similar forces are effective at keeping people safe and reducing crime",
    "the region is effective at keeping people safe and reducing crime", "the force is effective at investigating crime", "the force effectively investigates crime",
    "the force is effective at keeping people in the south safe and reducing crime", "the force is effective at reducing crime", "the force, on paper, is effective",
    "staff say that the force is effective",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_judgment_of_a_part_or_of_others_is_not_the_pillars_and_is_told(part: str) -> None:
    sentence = f"The extent to which {part} is good."
    page = read(sentence, LEGITIMATE)
    assert list(stated(page)) == ["legitimacy"]
    assert (page.codes, page.b.introduction) == (["headline_unread"], [sentence])


@pytest.mark.parametrize(
    "whole",
    ["the force is effective at keeping people safe and reducing crime", "the force is effective", "Kent Police is overall effective in keeping people safe and reducing crime",
     "the constabulary is effective at reducing crime and keeping people safe", "the the force is is effective at keeping people safe and reducing crime"],
)  # fmt: skip
def test_a_judgment_of_the_whole_in_its_words_is_the_pillars(whole: str) -> None:
    page = read(f"The extent to which {whole} is good.")
    assert stated(page) == {"effectiveness": [("headline", "good", 1)]}


@pytest.mark.parametrize("sentence", OTHERS)
def test_a_judgment_of_another_round_or_body_is_not_the_pages_and_is_told(sentence: str) -> None:
    page = read(sentence, LEGITIMATE)
    assert list(stated(page)) == ["legitimacy"]
    assert (page.codes, page.b.introduction) == (["headline_unread"], [sentence])
    assert page.claims("introduction") == [sentence]


@pytest.mark.parametrize("words", ["Kent Police", "the Police", "the Constabulary", "the force, in 2016,"])
def test_a_judgment_that_names_the_pages_own_body_and_round_is_its(words: str) -> None:
    page = read(EFFICIENT.replace("the force", words))
    assert stated(page) == {"efficiency": [("headline", "good", 1)]}


@pytest.mark.parametrize(
    "who", ["forces", "all forces", "the other police forces", "most of the services", "constabularies"]
)
def test_a_judgment_of_several_bodies_is_not_the_pages_and_is_told(who: str) -> None:
    page = read(f"The extent to which {who} are efficient at keeping people safe and reducing crime is good.")
    assert (stated(page), page.codes) == ({}, ["headline_unread"])


@pytest.mark.parametrize("who", ["the force", "the police service", "the constabulary"])
def test_a_judgment_of_one_body_is_its_own(who: str) -> None:
    page = read(EFFICIENT.replace("the force", who))
    assert stated(page)["efficiency"][0][:2] == ("headline", "good")


def test_where_the_body_is_not_known_no_name_is_anothers() -> None:
    page = Made(kind=None)
    read_headlines(page.b, page.line(OTHERS[0]))
    assert list(stated(page)) == ["efficiency"]


def test_two_sentences_that_judge_a_pillar_otherwise_judge_it_not_at_all() -> None:
    page = read(EFFICIENT, EFFICIENT.replace("good", "inadequate"))
    (draft,) = page.b.drafts.all()
    assert [one.stated.grade for one in draft.witnesses] == [None, None]
    page = read(EFFICIENT, EFFICIENT.replace("the force", "Kent Police"))
    (draft,) = page.b.drafts.all()
    assert {one.stated.grade for one in draft.witnesses} == {"good"}


def test_a_pillar_that_remains_what_it_was_is_judged_as_a_whole() -> None:
    form = "The extent to which the force is efficient at keeping people safe and reducing crime {} good."
    for verb in ("is", "remains", "continues to be", "is still", "is again", "is currently", "has been judged"):
        page = read(form.format(verb))
        assert [text for ((_, text, _),) in stated(page).values()] == ["good"], verb
        assert page.b.problems == []
