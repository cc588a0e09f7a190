"""Words that state grades with what says of when they are: what says more, or is of others, states none."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Status, find_round
from scraper.parsers.readers.states import NOW, State, States
from scraper.parsers.readers.told import LONGEST, may_be_told, read_labelled, read_told

from .made import NAMES, Made

ROUND = find_round("police", "2023-25")
assert ROUND is not None
STATES = States(ROUND, NAMES)
EARLIER: State = (True, None)
OLD: State = (True, "2021-22")
GOOD, ADEQUATE = Grade.GOOD, Grade.ADEQUATE
Found = list[tuple[Grade | None, State]]


def told(text: str) -> Found:
    """The grades that a text states, each with its state."""
    return [(stated.grade, state) for state, stated in read_told(text, STATES.of_label_alone)]


def below(*texts: str) -> Found:
    """What lines say one below another."""
    lines = Made("2023-25").lines(*texts)
    return [(one.stated.grade, one.state) for one in read_labelled(lines, STATES.of_label_alone)]


BOTH = [
    *(f"Previous: Adequate{sign}Current: Good" for sign in ("; ", ". ", " | ", ", ", " / ", " → ", " – ", " — ", "\n", ";")),
    *(f"Previous grade{sign}Adequate; current grade{sign}Good" for sign in (": ", " – ", " — ", " - ", " ")),
    "Previously Adequate, now Good", "Formerly: Adequate; now: Good", "No longer: Adequate; now: Good", "Was: Adequate. Now: Good.",
    "(Previous: Adequate; current: Good)", "Adequate (previously), Good (now)", "Adequate [previously] Good [now]",
    "Adequate before, Good now", "Adequate previously; Good now", "Adequate last time, Good now", "Adequate last year; Good now.",
    "Adequate at our last inspection, Good at this inspection", "Adequate at the last inspection but: Good now",
    "Up from Adequate; grade: Good", "From adequate; judgment: Good", "Down from Adequate (now: Good)", "Grade before: Adequate, Good",
]  # fmt: skip


@pytest.mark.parametrize("text", [text for text in BOTH if "but" not in text and not text.endswith(", Good")])
def test_each_grade_is_of_the_state_that_its_words_name(text: str) -> None:
    assert told(text) == [(ADEQUATE, EARLIER), (GOOD, NOW)]


@pytest.mark.parametrize(
    "text",
    ["Good (2021/22)", "Good [2021/22]", "Good in 2021/22", "(Good in 2021/22)", "2021/22: Good", "2021/22 Good", "PEEL 2021/22 – Good",
     "Grade in 2021/22: good", "Good in 2021/22.", "Good in 2021/22;"],
)  # fmt: skip
def test_a_round_may_stand_before_its_grade_or_behind_it(text: str) -> None:
    assert told(text) == [(GOOD, OLD)]


@pytest.mark.parametrize(
    "text",
    [*(f"{verb} from {word}" for word in ("Good", "good") for verb in
       ("Up", "Down", "It has slipped", "Which has improved", "Now up", "Fell", "Was downgraded", "The force has slipped")),
     "Good, up from Good"],
)  # fmt: skip
def test_the_grade_from_which_something_moved_is_an_earlier_one(text: str) -> None:
    assert (GOOD, EARLIER) in told(text) or text.startswith("The force")
    assert (GOOD, NOW) not in told(text) or text.startswith("Good")


@pytest.mark.parametrize("noun", ["Grade", "Judgment", "judgement", "Rating", "Overall grade", "Our rating"])
def test_a_grade_behind_its_noun_alone_is_of_now(noun: str) -> None:
    assert told(f"{noun}: Good") == [(GOOD, NOW)]
    assert below(noun, "Good") == [(GOOD, NOW)]


@pytest.mark.parametrize(
    "text",
    ["Good, Adequate", "Good and adequate", "Adequate in 2021/22 Good", "Adequate previously Good", "Up from Good in 2021/22 to Adequate",
     "It has slipped from outstanding in 2021/22 to good.", "Previous to: Good", "last year it was good", "It was Good", "This year good", "Target: Good", "Not Good",
     "Essex Police: Good", "2025/27: Good", "Good in 2025/27", "Good in Essex", "Good at tackling fraud", "Good practice", "Good until 2022",
     "Good (see below)", "Previous: Good, as Essex Police’s: Good", "Previous plan: Satisfactory", "goodness: Good",
     f"Previous: {'Good ' * 24}"],
)  # fmt: skip
def test_what_is_of_others_or_of_no_known_state_or_says_more_is_none(text: str) -> None:
    assert told(text) == []
    assert len(text) <= LONGEST or text.startswith("Previous")


def test_a_word_that_is_no_grade_is_unreadable_behind_the_label_of_one() -> None:
    for label in ("Current grade", "Judgment now", "This inspection’s rating"):
        found = read_told(f"{label}: Satisfactory", STATES.of_label_alone)
        assert [(state, stated.status, stated.text) for state, stated in found] == [
            (NOW, Status.UNREADABLE, "Satisfactory")
        ]


def test_labels_may_stand_above_their_grades_one_by_one_or_side_by_side() -> None:
    both = [(ADEQUATE, OLD), (GOOD, NOW)]
    assert below("2021/22", "Adequate", "2023/25", "Good") == both
    assert below("2021/22", "2023/25", "Adequate", "Good") == both
    assert below("2021/22: Adequate", "2023/25", "Good") == both
    assert below("Good", "(2021/22: Adequate)") == both[::-1]
    assert below("2021/22: Adequate", "More is said.", "2023/25: Good") == both[:1]
    assert below("2021/22", "2023/25", "Adequate") == below("2021/22", "More is said.") == []


@pytest.mark.parametrize(
    "text", ["Previous", "2021/22", "up from", "It was", "Was", "Formerly", "formerly", "No longer good, no longer "]
)
def test_what_may_state_such_a_grade_has_one_of_a_few_words(text: str) -> None:
    assert may_be_told(f"{text} Good")
    assert not may_be_told("Good")


@pytest.mark.parametrize(
    "text",
    ["2021/22: Adequate and 2023/25: Good", "2021/22 – adequate; 2023/25 — good", "2021/22 - adequate; now - good", "PEEL 2021/22 — adequate, now good"],
)  # fmt: skip
def test_any_sign_parts_a_label_from_a_grade_in_small_letters(text: str) -> None:
    assert told(text) == [(ADEQUATE, OLD), (GOOD, NOW)]


def test_a_label_may_follow_a_grade_at_once() -> None:
    both = [(GOOD, NOW), (ADEQUATE, EARLIER)]
    for text in (
        "good, previously adequate",
        "Good previous grade: Adequate",
        "Good Previously Adequate",
        "Good. Last time: adequate",
    ):
        assert told(text) == both, text
    assert told("Good (2023/25) and Adequate (2021/22)") == [(GOOD, NOW), (ADEQUATE, OLD)]
    assert told("2021/22: Not inspected; 2023/25: Good") == [(None, OLD), (GOOD, NOW)]
    assert told("2021/22: Good; " * 8) == [(GOOD, OLD)] * 8
    assert told("2021/22: Good; " * 9) == told("Good in 2021/22: Adequate") == []
    assert told("Essex Police’s current grade: Satisfactory") == told("Current grade: it is told below in full") == []
    assert below("2021/22", "2023/25", "Adequate", "More is said.") == []


@pytest.mark.parametrize("sign", "↑↓▲▼⬆⬇↗↘")
def test_an_arrow_leads_away_from_the_grade_before(sign: str) -> None:
    for text in (f"Good {sign} from Adequate", f"Good ({sign} from Adequate)", f"Good {sign}\ufe0f from Adequate"):
        assert told(text) == [(GOOD, NOW), (ADEQUATE, EARLIER)]
    assert told(f"{sign} from Adequate") == [(ADEQUATE, EARLIER)]
    assert told(f"{sign} Adequate") == []


@pytest.mark.parametrize("verb", ["assessed", "graded as", "judged", "judged to be", "rated"])
def test_what_was_judged_is_of_before(verb: str) -> None:
    assert told(f"was {verb} adequate in 2021/22") == [(ADEQUATE, OLD)]
    assert told(f"Was {verb} Adequate.") == [(ADEQUATE, EARLIER)]
    assert told(f"Essex Police was {verb} adequate in 2021/22") == []


def test_all_grades_of_the_row_of_a_label_are_of_its_state() -> None:
    table = (
        "<table><tr><th>2021/22</th><td>Good</td><td>Adequate</td><td>Kent</td></tr><tr><td>Adequate</td></tr></table>"
    )
    lines = Made("2023-25").markup(table)
    found = [(one.stated.grade, one.state) for one in read_labelled(lines, STATES.of_label_alone)]
    assert found == [(GOOD, OLD), (ADEQUATE, OLD)]
    lines = Made("2023-25").markup(table.replace("<td>Adequate</td><td>Kent</td>", ""))
    found = [(one.stated.grade, one.state) for one in read_labelled(lines, STATES.of_label_alone)]
    assert found == [(GOOD, OLD), (ADEQUATE, NOW)]
