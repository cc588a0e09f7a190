"""The question vocabulary: stable keys, wording that moves, and prose that is never a heading."""

from __future__ import annotations

import re
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.page_types import REPORT
from schemas.questions import (
    OTHER_INSPECTIONS_QUESTION,
    PILLAR_QUESTIONS,
    QUESTIONS,
    Question,
    find_pillar_question,
    find_question,
    is_other_inspections_question,
    questions_of,
)
from schemas.vocabulary import ROUND_BY_KEY, Pillar

LONG = {(place.kind, place.round) for place in REPORT.places}
IN_ROUNDS = [(question, round_id) for question in QUESTIONS for round_id in question.rounds]
HEADINGS = [(q, r, heading) for q, r in IN_ROUNDS for heading in (q.label, *q.names)]


def key_of(kind: str, round_id: str, text: str, pillar: str | None = None) -> str | None:
    question = find_question(kind, round_id, text, pillar)
    return question.key if question else None


@pytest.mark.parametrize(("question", "round_id", "heading"), HEADINGS)
def test_every_published_heading_is_its_own_question(question: Question, round_id: str, heading: str) -> None:
    assert find_question(question.kind, round_id, heading) == question


@pytest.mark.parametrize(("question", "round_id"), IN_ROUNDS)
def test_the_phrases_alone_find_the_question(question: Question, round_id: str) -> None:
    """A wording that no table has ('also') is still found by its key phrases."""
    if question.label.endswith("?"):
        assert key_of(question.kind, round_id, question.label[:-1] + " also?") == question.key
    else:
        assert key_of(question.kind, round_id, "The " + question.label) == question.key


def test_keys_are_well_formed_and_rounds_exist() -> None:
    for question in QUESTIONS:
        head, _, topic = question.key.partition("/")
        assert head == (question.pillar.value if question.pillar else "area")
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", topic) and topic == question.topic
        for round_id in question.rounds:
            row = ROUND_BY_KEY[question.kind.value, round_id]
            assert (question.pillar is None) == ((row.kind, row.id) in LONG)


def test_a_key_stands_once_in_a_round_and_numbers_run_from_one() -> None:
    for kind, round_id in ROUND_BY_KEY:
        rows = questions_of(kind, round_id)
        assert len({row.key for row in rows}) == len(rows) > 0
        for pillar in {row.pillar for row in rows if row.pillar}:
            numbers = [row.number for row in questions_of(kind, round_id, pillar)]
            assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("kind", "round_id", "counts"),
    [
        ("police", "2014", {"effectiveness": (6, 3), "efficiency": (3, 3), "legitimacy": (4, 0)}),
        (
            "police",
            "2015",
            {"effectiveness": (4, 4), "efficiency": (3, 3), "legitimacy": (4, 3), "leadership": (4, 0)},
        ),
        (
            "police",
            "2016",
            {"effectiveness": (5, 4), "efficiency": (3, 3), "legitimacy": (3, 3), "leadership": (3, 0)},
        ),
        ("police", "2017", {"effectiveness": (5, 4), "efficiency": (3, 3), "legitimacy": (3, 3)}),
        ("police", "2018-19", {"effectiveness": (5, 4), "efficiency": (2, 2), "legitimacy": (3, 3)}),
        ("fire", "2018-19", {"effectiveness": (5, 5), "efficiency": (2, 2), "people": (4, 4)}),
        ("fire", "2021-22", {"effectiveness": (5, 5), "efficiency": (2, 2), "people": (4, 4)}),
    ],
)
def test_the_rounds_have_as_many_questions_as_published(
    kind: str, round_id: str, counts: dict[str, tuple[int, int]]
) -> None:
    rows = questions_of(kind, round_id)
    found = {
        pillar.value: (
            sum(row.pillar is pillar for row in rows),
            sum(row.pillar is pillar and row.graded for row in rows),
        )
        for pillar in Pillar
        if any(row.pillar is pillar for row in rows)
    }
    assert found == counts


def test_fire_2023_has_the_eleven_labels_of_the_data_table() -> None:
    assert [row.key for row in questions_of("fire", "2023-25")] == [
        "area/understanding-risk",
        "area/preventing-fires",
        "area/protecting-the-public",
        "area/responding-to-fires",
        "area/major-and-multi-agency",
        "area/best-use-of-resources",
        "area/affordable",
        "area/values-and-culture",
        "area/right-people-right-skills",
        "area/fairness-and-diversity",
        "area/managing-performance",
    ]


def test_an_area_that_continues_a_question_has_its_last_part() -> None:
    assert {row.topic for row in questions_of("fire", "2023-25")} == {
        row.topic for row in questions_of("fire", "2021-22")
    }
    police = {row.topic for row in questions_of("police", "2018-19")}
    assert police & {row.topic for row in questions_of("police", "2023-25")} == {
        "preventing-crime",
        "investigating-crime",
        "protecting-vulnerable-people",
        "serious-and-organised-crime",
        "treating-the-public-fairly",
    }


def test_one_question_is_followed_from_2014_to_2018() -> None:
    wordings = {
        "2014": "How effective is the force at investigating offending?",
        "2015": "How effective is the force at investigating crime and managing offenders?",
        "2016": "How effective is the force at investigating crime and reducing re-offending?",
        "2017": "how effective is the constabulary at investigating crime and reducing reoffending?",
        "2018-19": "2 How effective is the force at investigating crime and reducing re‑offending?",
    }
    assert {key_of("police", r, text) for r, text in wordings.items()} == {"effectiveness/investigating-crime"}


@pytest.mark.parametrize(
    ("kind", "round_id", "text", "key"),
    [
        ("police", "2014", "reducing crime and preventing offending", "effectiveness/preventing-crime"),
        ("police", "2014", "investigating offending", "effectiveness/investigating-crime"),
        ("police", "2014", "tackling anti-social behaviour", "effectiveness/anti-social-behaviour"),
        ("police", "2014", "the way it investigates offending", "effectiveness/investigating-crime"),
        ("police", "2014", "To what extent does the force have an affordable way of providing policing?",
         "efficiency/affordable-policing"),
        ("police", "2016", "How effective are the constabulary's specialist capabilities?",
         "effectiveness/specialist-capabilities"),
        ("police", "2016",
        "To what extent does the force treat all the people it serves with fairness and respect?",
         "legitimacy/treating-the-public-fairly"),
        ("police", "2018-19", "HOW WELL DOES THE FORCE USE ITS RESOURCES TO MEET THE DEMAND IT FACES?",
         "efficiency/using-resources"),
        ("police", "2018-19", "5. Armed policing", "effectiveness/specialist-capabilities"),
        ("police", "2021-22", "Preventing crime", "area/preventing-crime"),
        ("police", "2021-22", "How good is the force at investigating crime?", "area/investigating-crime"),
        ("police", "2021-22", "Building, supporting and protecting the workforce", "area/workforce"),
        ("police", "2023-25",
        "Preventing and deterring crime and anti-social behaviour, and reducing vulnerability",
         "area/preventing-crime"),
        ("police", "2023-25", "Treating the public fairly and respectfully",
        "area/treating-the-public-fairly"),
        ("fire", "2018-19", "How effective is the service at preventing fires and other risks?",
         "effectiveness/preventing-fires"),
        ("fire", "2018-19", "How well does the fire and rescue service promote its values and culture?",
         "people/values-and-culture"),
        ("fire", "2018-19", "Responding to national risks", "effectiveness/major-and-multi-agency"),
        ("fire", "2021-22", "How effective is the FRS at responding to major and multiagency incidents?",
         "effectiveness/major-and-multi-agency"),
        ("fire", "2021-22", "How well does the FRS make itself affordable now and in the future?",
         "efficiency/affordable"),
        ("fire", "2023-25", "Making the fire and rescue service affordable now and in the future:",
         "area/affordable"),
    ],
)  # fmt: skip
def test_other_wordings(kind: str, round_id: str, text: str, key: str) -> None:
    assert key_of(kind, round_id, text) == key


PROSE = (
    "The force is good at investigating crime.",
    "The force is good at investigating crime",
    "Suffolk Constabulary requires improvement at protecting vulnerable people",
    "Preventing crime is everyone’s business, and the force knows it.",
    "The force should improve how it uses its resources;",
    "Preventing crime in rural areas",
    "Investigating crime Good",
    "The service needs to do more to promote its values and culture",
    "Effectiveness",
    "Good",
    "Areas for improvement",
    "HMI’s observations",
    "How long do callers wait?",
    "How effectively does the force investigate crime?",
    "How effective are forces at investigating crime when victims withdraw their support early on?",
    "",
    "   ",
    "?",
    "12",
)


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize(("kind", "round_id"), list(ROUND_BY_KEY))
def test_prose_is_no_heading(kind: str, round_id: str, text: str) -> None:
    assert find_question(kind, round_id, text) is None
    assert find_pillar_question(kind, text) is None


def test_a_question_of_another_round_is_unknown() -> None:
    assert key_of("police", "2018-19", "How sustainable and affordable is the workforce model?") is None
    assert key_of("police", "1999", "Investigating crime") is None
    assert key_of("fire", "2017", "Preventing fires and other risks") is None


def test_two_candidates_are_none_and_the_pillar_may_decide() -> None:
    both = "How well does the force use its resources and treat its workforce?"
    assert key_of("police", "2018-19", both) is None
    assert key_of("police", "2018-19", both, "efficiency") == "efficiency/using-resources"
    assert key_of("police", "2018-19", both, "legitimacy") == "legitimacy/treating-the-workforce-fairly"
    assert key_of("police", "2018-19", "Investigating crime", "legitimacy") is None


@pytest.mark.parametrize("row", PILLAR_QUESTIONS, ids=lambda row: row.label)
def test_pillar_questions(row: object) -> None:
    assert isinstance(row, type(PILLAR_QUESTIONS[0]))
    for text in (row.label, row.label.upper(), row.label.replace("the force", "the constabulary")):
        assert find_pillar_question(row.kind, text) is row.pillar
        assert all(find_question(row.kind, round_id, text) is None for round_id in row.rounds)


def test_questions_are_no_pillar_questions() -> None:
    for question in QUESTIONS:
        assert find_pillar_question(question.kind, question.label) is None, question.label


def test_other_inspections_is_neither_question_nor_pillar_question() -> None:
    assert is_other_inspections_question(OTHER_INSPECTIONS_QUESTION)
    assert is_other_inspections_question("How well has the constabulary performed in our other inspections?")
    assert not is_other_inspections_question("Other inspections")
    assert find_pillar_question("police", OTHER_INSPECTIONS_QUESTION) is None
    assert key_of("police", "2016", OTHER_INSPECTIONS_QUESTION) is None


TYPOGRAPHY = [("’", "'"), (" ", "\u00a0"), ("-", "\u2011"), ("-", " "), (" ", "  "), ("?", " ?"), (",", "")]


@given(
    st.sampled_from(HEADINGS),
    st.sets(st.sampled_from(TYPOGRAPHY)),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["", "1 ", "3. ", "Question 2: ", "1.4 "]),
)
def test_typography_case_and_numbers_never_matter(
    row: tuple[Question, str, str], changes: set[tuple[str, str]], case: object, number: str
) -> None:
    question, round_id, text = row
    for old, new in sorted(changes):
        text = text.replace(old, new)
    assert callable(case)
    assert find_question(question.kind, round_id, number + case(text)) == question


@given(st.text(max_size=200))
def test_any_text_gives_an_answer(text: str) -> None:
    for kind, round_id in ROUND_BY_KEY:
        find_question(kind, round_id, text)
    find_pillar_question("police", text)
    is_other_inspections_question(text)


def test_headings_of_one_round_never_share_a_plain_form() -> None:
    for kind, round_id in ROUND_BY_KEY:
        for one, other in combinations(questions_of(kind, round_id), 2):
            assert not {one.label, *one.names} & {other.label, *other.names}


def test_long_text_is_answered_at_once() -> None:
    text = "How effective is the force at investigating crime " * 20_000
    start = time.perf_counter()
    assert find_question("police", "2016", text) is None
    assert time.perf_counter() - start < 1.0
