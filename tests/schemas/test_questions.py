"""The question vocabulary: stable keys, wording that moves, and prose that is never a heading."""

from __future__ import annotations

import re
import time
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.page_types import REPORT
from schemas.questions import (
    PILLAR_QUESTIONS,
    PILLAR_SAID,
    QUESTIONS,
    Question,
    find_pillar_question,
    find_question,
    is_named,
    is_narrowed,
    is_of_page,
    is_other_inspections_question,
    plain_words,
    questions_of,
)
from schemas.vocabulary import ROUND_BY_KEY
from tests.schemas.wordings import OTHER_WORDINGS

LONG = {(place.kind, place.round) for place in REPORT.places}
OWN_PROGRAMMES = (
    ("police", "vetting"), ("police", "integrity"), ("police", "child-protection"), ("police", "crime-data-integrity"),
    ("police", "serious-organised-crime"), ("police", "special"), ("fire", "special"),
)  # fmt: skip
"""Programmes whose questions stand under their own name, not under a round's, by body."""
IN_ROUNDS = [(question, round_id) for question in QUESTIONS for round_id in question.rounds]
HEADINGS = [(q, r, heading) for q, r in IN_ROUNDS for heading in (q.label, *q.names)]


def key_of(kind: str, round_id: str, text: str, pillar: str | None = None) -> str | None:
    question = find_question(kind, round_id, text, pillar)
    return question.key if question else None


def published() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Return the lines of `headings.txt` by body, round and key, in their order."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    kind = round_id = ""
    for line in Path(__file__).with_name("headings.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            key, _, headings = line.strip().partition(": ")
            found[kind, round_id, key] = tuple(headings.split(" | "))
        elif line and not line.startswith("#"):
            kind, round_id = line.split()
    return found


def test_each_round_asks_what_is_published_and_nothing_else() -> None:
    ours: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for kind, round_id in (*ROUND_BY_KEY, *OWN_PROGRAMMES):
        for row in PILLAR_QUESTIONS:
            if row.kind == kind and round_id in row.rounds:
                ours[kind, round_id, row.pillar.value] = (row.label,)
        for question in questions_of(kind, round_id):
            key = question.key if question.graded else f"{question.key} (not graded)"
            ours[kind, round_id, key] = (question.label, *question.names)
            if question.said:
                ours[kind, round_id, f"{question.key} (said)"] = question.said
    assert list(ours.items()) == list(published().items())


def test_every_published_heading_is_found() -> None:
    for (kind, round_id, key), headings in published().items():
        for heading in headings if "(said)" not in key else ():
            if "/" in key:
                assert key_of(kind, round_id, heading) == key.removesuffix(" (not graded)"), heading
            else:
                assert find_pillar_question(kind, heading) == key, heading


def test_a_sentence_about_a_whole_pillar_calls_it_by_its_standing_phrases() -> None:
    safe, secure = "keeping people safe and reducing crime", "keeping people safe and secure"
    fire = {secure, f"{secure} from fire and other risks"}
    assert {(kind.value, pillar.value): set(said) for kind, pillar, said in PILLAR_SAID} == {
        ("police", "effectiveness"): {safe},
        ("police", "efficiency"): {safe, "operating efficiently and sustainably"},
        ("police", "legitimacy"): {safe},
        ("fire", "effectiveness"): fire,
        ("fire", "efficiency"): fire,
        ("fire", "people"): {"looking after its people"},
    }


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
            if (question.kind.value, round_id) in OWN_PROGRAMMES:
                assert question.pillar is None
                continue
            row = ROUND_BY_KEY[question.kind.value, round_id]
            assert (question.pillar is None) == ((row.kind, row.id) in LONG)


def test_a_key_stands_once_in_a_round_and_numbers_run_from_one() -> None:
    for kind, round_id in ROUND_BY_KEY:
        rows = questions_of(kind, round_id)
        assert len({row.key for row in rows}) == len(rows) > 0
        for pillar in {row.pillar for row in rows if row.pillar}:
            numbers = [row.number for row in questions_of(kind, round_id, pillar)]
            assert numbers == list(range(1, len(numbers) + 1))


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
    OTHER_WORDINGS,
)
def test_other_wordings(kind: str, round_id: str, text: str, key: str) -> None:
    assert key_of(kind, round_id, text) == key


@pytest.mark.parametrize(
    ("round_id", "text", "key"),
    [
        ("2021-22", "How well does the FRS prevent fires and protect the public by fire regulation?",
        "effectiveness/protecting-the-public"),
        ("2018-19", "How well does the FRS prevent fires and protect the public by the regulation of fire?",
        "effectiveness/protecting-the-public"),
        ("2018-19", "How well does the FRS understand and respond to national risks?",
        "effectiveness/major-and-multi-agency"),
        ("2021-22", "How well does the FRS promote its values with the right people and the right skills?",
        "people/right-people-right-skills"),
        ("2018-19", "How well does the FRS manage performance, develop leaders and use resources?",
        "people/managing-performance"),
    ],
)  # fmt: skip
def test_of_two_questions_the_one_with_more_of_its_words_is_meant(round_id: str, text: str, key: str) -> None:
    assert key_of("fire", round_id, text) == key


@pytest.mark.parametrize(
    ("kind", "text", "pillar"),
    [
        ("police", "How effective is the force at reducing crime and keeping people safe?", "effectiveness"),
        ("police", "How efficient is the force at reducing crime and keeping people safe?", "efficiency"),
        ("police", "How legitimate is the force at reducing crime and keeping people safe?", "legitimacy"),
        ("police", "How well the force provides value for money", "efficiency"),
        ("police", "Effective at keeping people safe and reducing crime", None),
        ("police", "We ask how well led the force is?", None),
        ("police", "How well led the force is; and why", None),
        ("fire", "How effective is the service at keeping people safe in the towns?", "effectiveness"),
    ],
)
def test_other_wordings_of_a_pillars_question(kind: str, text: str, pillar: str | None) -> None:
    assert find_pillar_question(kind, text) == pillar


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tackling anti-social behaviour", "tackling antisocial behaviour"),
        ("reducing re-offending", "reducing reoffending"),
        ("multi-agency work", "multiagency work"),
        ("staff well-being", "staff wellbeing"),
        ("organized crime", "organised crime"),
        ("the fire and rescue service’s plan", "plan"),
        ("fire and rescue services’ plan", "plan"),
        ("the way in which crime falls when it rains", "crime falls rains"),
        ("3. the force’s plan for all of its people", "plan people"),
    ],
)
def test_a_phrase_has_its_telling_words_in_one_spelling(text: str, told: str) -> None:
    assert " ".join(plain_words(text)) == told


PROSE = (
    "Meeting the strategic policing requirement; also",
    "Meeting the strategic policing requirement also;.",
    "Meeting the strategic policing requirement? also",
    "The force is meeting the strategic policing requirement",
    "Meeting the strategic policing requirement of the force and of the service and of all of the other forces",
    "Preventing crime in our towns",
    "How the force investigates crime in the towns and villages",
    "Was the force good at investigating crime?",
    "How is the force at investigating crime, and how is it at it, and how is it as a force of the police and of all "
    "of its forces and of the services that are with it and with the other services?",
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
    asked = "How well has the force performed in our other inspections?"
    assert is_other_inspections_question(asked)
    assert is_other_inspections_question("How well has the constabulary performed in our other inspections?")
    assert not is_other_inspections_question("Other inspections")
    assert not is_other_inspections_question("How the force performed in our other inspections")
    assert not is_other_inspections_question("How effective is the force?")
    assert find_pillar_question("police", asked) is None
    assert key_of("police", "2016", asked) is None


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


def test_a_question_about_grades_or_the_page_is_a_legends_or_a_surveys() -> None:
    assert not any(is_of_page(heading) for _, _, heading in HEADINGS if heading.endswith("?"))
    asked = ("What does this grade mean?", "What do our grades mean?", "How is the rating given?", "How were the ratings made?",
             "What is a judgment?", "Are our judgements final?", "What gradings are there?", "How is a grading made?",
             "How would you rate us?", "How do you rate this?", "How do you rate our work?", "How good was this page?",
             "Is this website useful?", "Is our site useful?", "What is on our webpage?")  # fmt: skip
    assert [text for text in asked if not is_of_page(text)] == []


def test_long_text_is_answered_at_once() -> None:
    text = "How effective is the force at investigating crime " * 20_000
    start = time.perf_counter()
    assert find_question("police", "2016", text) is None
    assert time.perf_counter() - start < 1.0


def test_a_question_is_named_by_its_own_phrases_in_any_round_and_by_no_others() -> None:
    crime = find_question("police", "2023-25", "Investigating crime")
    assert crime is not None
    for text, named in (
        ("investigating crime", True), ("how well it investigates crime", True), ("responding to the public", False),
        ("preventing fires and other risks", False), ("managing offenders", False),
    ):  # fmt: skip
        assert is_named(crime, plain_words(text)) is named, text


LESS = ("{} for officers", "{} (for staff)", "{} (draft)", "{} – draft", "{} in part", "{} (in part)", "{} of volunteers", "{}, provisional", "{} by night", "{} among horses",
        "{} in the hills of Kent")  # fmt: skip
ALL_THE_SAME = (
    "{}",
    "{} overall",
    "{} (overall)",
    "{} by the force",
    "{} in Kent Police",
    "{} by this service",
    "{} rating",
    "3. {}",
    "{}:",
    "{} grade",
)
"""What may stand behind a name and makes it no less."""


def test_a_name_with_more_behind_it_is_less_and_one_in_other_words_is_not() -> None:
    for question, _, heading in HEADINGS:
        if not heading.endswith("?"):
            for form in LESS:
                assert is_narrowed(question, form.format(heading)), form.format(heading)
        for form in ALL_THE_SAME[: None if not heading.endswith("?") else 1]:
            assert not is_narrowed(question, form.format(heading)), form.format(heading)
    for (kind, round_id, key), headings in published().items():
        for heading in headings:
            question = find_question(kind, round_id, heading)
            assert question is None or question.key != key or not is_narrowed(question, heading), heading
    for kind, round_id, wording, key in OTHER_WORDINGS:
        question = find_question(kind, round_id, wording)
        assert question is not None and question.key == key and not is_narrowed(question, wording), wording
    vetting = next(question for question in questions_of("police", "integrity") if question.key == "area/vetting")
    assert [
        is_narrowed(vetting, text) for text in ("Vetting for staff", "Vetting (staff)", "Vetting officers", "Vet")
    ] == [True, True, False, False]
