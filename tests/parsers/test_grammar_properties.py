"""Properties of the grammars: any judgment or date in a published form is read as it is said, or as a named
absence; never as another grade or day."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from schemas.text import fold
from schemas.vocabulary import Grade, Pillar, Status
from scraper.parsers.dates import read_date
from scraper.parsers.grades import read_badge, read_headline

FEW = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip
GRADES = st.sampled_from(list(Grade))
WORD = {grade: grade.value.replace("_", " ") for grade in Grade}
ADJECTIVE = {Pillar.EFFECTIVENESS: "effective", Pillar.EFFICIENCY: "efficient", Pillar.LEGITIMACY: "legitimate"}
SUBJECTS = st.sampled_from(
    ["the force", "the constabulary", "the service", "Staffordshire Police", "the Metropolitan Police Service",
     "Devon & Cornwall Police", "Dyfed-Powys Police", "the the force", "Essex Police’s workforce"]
)  # fmt: skip
ENDINGS = st.sampled_from(
    ["at keeping people safe and reducing crime", "in keeping people safe and reducing crime",
     "at reducing crime and keeping people safe", "", "at keeping people people safe"]
)  # fmt: skip
SPACES = st.sampled_from([" ", "  ", "\u00a0", "\n "])
CASES = st.sampled_from([str, str.upper, str.lower])
NEGATIONS = ("not", "no longer", "never", "almost", "not yet", "hardly")


def _verb(grade: Grade, verb: str) -> str:
    if grade is Grade.REQUIRES_IMPROVEMENT:
        return {"is": "", "is:": "is:", ":": ":", "": ""}[verb]
    return verb


def _sentence(pillar: Pillar, grade: Grade, subject: str, ending: str, verb: str, stop: str) -> str:
    parts = ["The extent to which", subject, "is", ADJECTIVE[pillar], ending, _verb(grade, verb), WORD[grade]]
    return re.sub(r"\s+:", ":", " ".join(part for part in parts if part)) + stop


@FEW
@given(
    pillar=st.sampled_from(list(ADJECTIVE)),
    grade=GRADES,
    subject=SUBJECTS,
    ending=ENDINGS,
    verb=st.sampled_from(["is", "is:", ":", ""]),
    stop=st.sampled_from([".", "", ";", " ."]),
    space=SPACES,
    case=CASES,
)
def test_a_headline_is_its_pillar_and_grade(  # type: ignore[no-untyped-def]
    pillar, grade, subject, ending, verb, stop, space, case
) -> None:  # fmt: skip
    sentence = case(_sentence(pillar, grade, subject, ending, verb, stop)).replace(" ", space)
    found = read_headline(sentence)
    assert found is not None, sentence
    assert found.pillar is pillar, sentence
    assert (found.stated.status, found.stated.grade) == (Status.GRADED, grade), sentence


@FEW
@given(
    pillar=st.sampled_from(list(ADJECTIVE)), grade=GRADES, subject=SUBJECTS, ending=ENDINGS, place=st.integers(0, 30)
)
def test_a_doubled_word_changes_no_grade(pillar, grade, subject, ending, place) -> None:  # type: ignore[no-untyped-def]
    words = _sentence(pillar, grade, subject, ending, "is", ".").split()
    place %= len(words)
    sentence = " ".join([*words[: place + 1], *words[place:]])
    found = read_headline(sentence)
    assert found is not None
    assert found.stated.grade in (grade, None), sentence
    assert found.pillar in (pillar, None), sentence


@FEW
@given(pillar=st.sampled_from(list(ADJECTIVE)), grade=GRADES, subject=SUBJECTS, negation=st.sampled_from(NEGATIONS))
def test_a_negated_headline_states_no_grade(pillar, grade, subject, negation) -> None:  # type: ignore[no-untyped-def]
    verb = "" if grade is Grade.REQUIRES_IMPROVEMENT else "is "
    sentence = (
        f"The extent to which {subject} is {ADJECTIVE[pillar]} at keeping people safe {verb}{negation} {WORD[grade]}."
    )
    found = read_headline(sentence)
    assert found is not None
    assert found.stated.grade is None, sentence


@FEW
@given(pillar=st.sampled_from(list(ADJECTIVE)), first=GRADES, second=GRADES, subject=SUBJECTS)
def test_two_grades_in_one_sentence_are_none(pillar, first, second, subject) -> None:  # type: ignore[no-untyped-def]
    assume(first is not second)
    sentence = (
        f"The extent to which {subject} is {ADJECTIVE[pillar]} at reducing crime is {WORD[first]} and {WORD[second]}."
    )
    found = read_headline(sentence)
    assert found is not None
    assert found.stated.status is Status.UNREADABLE, sentence


@FEW
@given(pillar=st.sampled_from(list(ADJECTIVE)), word=st.text(st.characters(categories=["L"]), min_size=1, max_size=14))
def test_an_unknown_grade_word_is_no_grade(pillar: Pillar, word: str) -> None:
    assume(fold(word) not in set(WORD.values()) | {"ungraded"})
    found = read_headline(f"The extent to which the force is {ADJECTIVE[pillar]} at reducing crime is {word}.")
    assert found is not None
    assert found.stated.grade is None
    assert found.stated.text


@FEW
@given(grade=GRADES, case=CASES, label=st.sampled_from(["", "Judgment: ", "Grade: ", "Overall grade "]), space=SPACES)
def test_a_badge_is_its_grade_in_any_case(grade, case, label, space) -> None:  # type: ignore[no-untyped-def]
    found = read_badge(case(f"{label}{WORD[grade]}").replace(" ", space))
    assert found is not None
    assert found.grade is grade


@FEW
@given(text=st.text(max_size=40))
def test_any_other_line_is_no_badge(text: str) -> None:
    found = read_badge(text)
    if found is not None and found.grade is not None:
        assert WORD[found.grade].split()[-1] in fold(text)


@FEW
@given(
    day=st.dates(dt.date(2010, 1, 1), dt.date(2030, 12, 31)), form=st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"])
)
def test_a_date_is_day_first(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)) == day
    assert read_date(f" {day.strftime(form)}.") == day


@FEW
@given(day=st.integers(0, 99), month=st.integers(0, 99), year=st.integers(0, 9999))
def test_no_other_day_is_made_of_numbers(day: int, month: int, year: int) -> None:
    found = read_date(f"{day}/{month}/{year}")
    assert found is None or (found.day, found.month, found.year) == (day, month, year)


@FEW
@given(text=st.text(alphabet="0123456789/. -JanuryFebMchs", max_size=16))
def test_a_partial_date_is_none(text: str) -> None:
    found = read_date(text)
    if found is not None:
        assert str(found.year) in text
        assert re.fullmatch(r"\s*\d{1,2}\D.*\d{4}\.?\s*", text)
