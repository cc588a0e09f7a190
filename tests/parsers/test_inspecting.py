"""Words about an inspection name all of a thing and nothing else, or they are about something else."""

from __future__ import annotations

from itertools import product

import pytest

from schemas.questions import QUESTIONS
from schemas.text import fold
from schemas.vocabulary import ROUNDS, OrganisationKind
from scraper.parsers.grades import names_pattern
from scraper.parsers.inspecting import first_clause, is_of_all, speaks_of, told_of, unknown_words
from scraper.parsers.subject import substance, whole_pillar

POLICE, FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE


def test_an_earlier_grade_of_a_question_nobody_knows_concerns_its_own_words() -> None:
    assert speaks_of("knowing the tides", None, "Knowing the tides")
    assert not speaks_of("preventing crime", None, "Knowing the tides")


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("treating the public with fairness and respect", True),
        ("treating the public fairly", True),
        ("", True),
        ("treating the public fairly in custody", False),
        ("preventing crime", False),
    ],
)
def test_an_earlier_grade_concerns_an_area_by_its_names_of_any_round(about: str, told: bool) -> None:
    area = next(q for q in QUESTIONS if q.key == "area/treating-the-public-fairly" and "2023-25" in q.rounds)
    assert speaks_of(about, area, area.label) is told


@pytest.mark.parametrize(
    ("about", "told"),
    [("protecting vulnerable people", True), ("protecting those who are vulnerable from harm", True),
     ("supporting victims", False), ("people", False)],
)  # fmt: skip
def test_a_part_of_a_questions_names_is_not_the_question(about: str, told: bool) -> None:
    question = next(
        q for q in QUESTIONS if q.key == "effectiveness/protecting-vulnerable-people" and "2016" in q.rounds
    )
    assert speaks_of(about, question, question.label) is told


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        (POLICE, "Avon’s grade", True),
        (POLICE, "Avon Police was graded", True),
        (POLICE, "Avon Fire and Rescue Service was graded", False),
        (POLICE, "Avon Fire Brigade was graded", False),
        (FIRE, "Avon Fire & Rescue Service was graded", True),
        (FIRE, "The fire and rescue service was graded", True),
        (FIRE, "Avon Fire Service (AFS) was graded", True),
        (FIRE, "Avon Police was graded", False),
        (FIRE, "Avon Constabulary was graded", False),
        (POLICE, "Avon Fire and Rescue was graded", False),
        (None, "Avon was graded", True),
    ],
)
def test_a_name_that_two_bodies_share_is_told_by_what_follows_it(
    kind: OrganisationKind | None, text: str, told: bool
) -> None:
    names = names_pattern(frozenset({"avon"}))
    assert speaks_of(told_of(fold(text), names, kind), None, None) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("our 2016 effectiveness inspection of this area of work in may 2016, the summer of 2015 and in may", True),
        ("as part of our last inspection, which was published, it was initially found that", True),
        ("we have said that our previous report concluded", True),
        ("the force said that", False),
        ("its effectiveness", False),
        ("it may", False),
        ("knowing the tides", True),
        ("knowing the boats", False),
        ("its boats", False),
    ],
)
def test_words_of_an_inspection_speak_of_nothing_else(text: str, told: bool) -> None:
    assert speaks_of(text, None, "Knowing the tides") is told
    assert speaks_of("its boats", None, "Knowing the tides", substance("a boat"))


@pytest.mark.parametrize(
    "border",
    [" but it", ", but it", " because it", " although it", ", so it", ", as others", ", when it", ", which is", ", while it",
     ", though it", ", it", ", we", ", and other", " and it", " and we", " and that", " and has", " and is", " and was", ".",
     "; it"],
)  # fmt: skip
def test_a_clause_ends_where_the_next_begins(border: str) -> None:
    assert first_clause(f" in 2015{border} was so") == " in 2015"


@pytest.mark.parametrize(
    "rest",
    ["at tackling serious and organised crime", "at preventing crime, and reducing vulnerability", "in 2015, and at that",
     "in 2015, and in 2016", "in 2015, and for us", "when it comes to crime", "at planning, organisation and value for money"],
)  # fmt: skip
def test_what_is_joined_to_an_object_is_of_its_clause(rest: str) -> None:
    assert first_clause(rest) == rest


@pytest.mark.parametrize(
    "text",
    ["january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
     "spring", "summer", "autumn", "winter", "may 2016", "may and june", "may to june", "in may", "2018/19", "2018 - 2019", "2018/2019",
     *(f"our {pillar} {what}" for pillar in ("effectiveness", "efficiency", "legitimacy", "leadership", "peel")
       for what in ("inspection", "assessments", "report", "judgment", "judgements", "grade", "rating", "rounds", "visit")),
     *(f"{who} {verb} that" for who in ("we", "hmic", "hmicfrs", "our inspection", "our assessment", "our report")
       for verb in ("found", "said", "judged", "graded", "assessed", "rated", "reported", "concluded", "inspected", "visited")),
     *(f"we {adverb} said" for adverb in ("have", "had", "last", "first", "previously")),
     *(f"our {adverb} report concluded" for adverb in ("last", "previous", "first", "initial")),
     "this area of policing", "this aspect of work", "as a result", "as part of it", "it was first found that",
     "it was initially found that", "it was found that", "published", "carried out", "conducted", "no such grade",
     "however, since the last area", "as formally given until then"],
)  # fmt: skip
def test_times_and_words_of_inspecting_name_no_thing(text: str) -> None:
    assert speaks_of(text, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "it may",
        "its legitimacy then",
        "the force concluded that",
        "our plan concluded",
        "its legitimacy",
        "an aspect of it",
    ],
)
def test_other_words_name_one(text: str) -> None:
    assert not speaks_of(text, None, None)


def test_the_organisation_is_called_by_one_word_whatever_its_name() -> None:
    names = names_pattern(frozenset({"avon"}))
    for service in (
        "fire and rescue service",
        "fire & rescue service",
        "fire and rescue",
        "fire brigade",
        "fire service",
    ):
        assert told_of(f"the {service} was graded", names, FIRE) == "the service was graded"
        assert told_of(f"the {service} was graded", names, POLICE) == "the another body was graded"


def test_the_words_that_are_not_of_a_question_are_told() -> None:
    area = next(q for q in QUESTIONS if q.key == "area/treating-the-public-fairly" and "2023-25" in q.rounds)
    assert unknown_words("we graded treating the public fairly", area, area.label, frozenset()) == ()
    assert unknown_words("preventing crime and the public", area, area.label, frozenset()) == ("preventing", "crime")
    assert unknown_words("knowing the boats", None, "Knowing the tides", frozenset()) == ("boats",)
    assert unknown_words("knowing the boats", None, "Knowing the tides", substance("a boat")) == ()


SAID = substance("judged graded as is at the an of which to")


def test_all_of_a_pillar_is_its_phrases_with_its_own_words_and_those_that_may_stand_beside() -> None:
    pillars = [(round_, pillar) for round_ in ROUNDS for pillar in (*round_.pillars, *round_.narrative)]
    for (round_, pillar), subject in product(pillars, ("the force", "our inspection of the force", "")):
        whole = whole_pillar(round_.kind, round_, pillar)
        for phrase in whole.phrases:
            words = " ".join(phrase)
            own = "" if whole.words is None else f"is {pillar.value} "
            assert is_of_all(f"{subject} {own}is judged as at {words}", whole, SAID)
            assert is_of_all(f"{subject} is graded", whole, SAID), "nothing is named beside it"
            assert not is_of_all(f"{subject} {own}is judged as at {words} in rural towns", whole, SAID)
            assert not is_of_all(f"{subject} is judged as at {words} ", whole, SAID - substance("judged"))
