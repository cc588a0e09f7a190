"""Grade words: a badge and a headline say their grade in each published form; anything else is a named absence."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from schemas.text import fold
from schemas.vocabulary import Grade, Pillar, Status
from scraper.parsers.grades import (
    HAS_MOVED,
    MOVED,
    NEEDS,
    REACHES,
    names_pattern,
    pillars_named,
    published,
    read_badge,
    read_headline,
    read_with_earlier,
    sentences,
    split_asked,
    split_badge,
    unknown_badge,
)

_PHRASES = [
    ("Outstanding", Status.GRADED, Grade.OUTSTANDING),
    ("Good", Status.GRADED, Grade.GOOD),
    ("Adequate", Status.GRADED, Grade.ADEQUATE),
    ("Requires improvement", Status.GRADED, Grade.REQUIRES_IMPROVEMENT),
    ("Requires improvements", Status.GRADED, Grade.REQUIRES_IMPROVEMENT),
    ("Improvement required", Status.GRADED, Grade.REQUIRES_IMPROVEMENT),
    ("Inadequate", Status.GRADED, Grade.INADEQUATE),
    ("Not yet graded", Status.NOT_YET_GRADED, None),
    ("To be graded", Status.NOT_YET_GRADED, None),
    ("Not being graded", Status.NOT_GRADED, None),
    ("Not graded", Status.NOT_GRADED, None),
    ("Ungraded", Status.NOT_GRADED, None),
    ("Not inspected", Status.NOT_INSPECTED, None),
]


@pytest.mark.parametrize(("text", "status", "grade"), _PHRASES)
def test_each_phrase_is_read_as_a_badge_behind_a_label_and_in_a_headline(
    text: str, status: Status, grade: Grade | None
) -> None:
    badge = read_badge(text)
    assert badge is not None
    assert (badge.status, badge.grade, badge.text) == (status, grade, text)
    assert split_badge(f"Effectiveness: {text}") == ("Effectiveness", badge)
    headline = read_headline(f"The extent to which the force is effective: {text.lower()}.")
    assert headline is not None
    assert (headline.stated.status, headline.stated.grade) == (status, grade)


@pytest.mark.parametrize("verb", ["requiring improvement", "require improvement"])
def test_a_verb_is_a_grade_in_a_sentence_and_no_badge(verb: str) -> None:
    headline = read_headline(f"The extent to which the force is efficient is assessed as {verb}.")
    assert headline is not None
    assert headline.stated.grade is Grade.REQUIRES_IMPROVEMENT
    assert read_badge(verb.capitalize()) is None
    assert split_badge(f"Efficiency: {verb.capitalize()}") is None


@pytest.mark.parametrize(
    "label",
    [
        "Judgment: ",
        "Judgement - ",
        "Grade ",
        "Rating: ",
        "Overall judgment: ",
        "Overall grade ",
        "Our judgment: ",
        "Our overall grade – ",
        "Graded ",
        "Graded as ",
        "Graded: ",
    ],
)
def test_a_badge_may_say_what_it_is(label: str) -> None:
    badge = read_badge(f"{label}good")
    assert badge is not None
    assert badge.grade is Grade.GOOD


@pytest.mark.parametrize("text", ["‘Good’", "“good”", "Grade: 'Good'"])
def test_a_badge_may_stand_in_quotation_marks(text: str) -> None:
    badge = read_badge(text)
    assert badge is not None
    assert badge.grade is Grade.GOOD


@pytest.mark.parametrize(
    "text",
    ["How good is it? Good", "How good is it?Good", "How good is it? – Good", "How good is it? good:", "It asks. Good"],
)
def test_a_question_may_be_answered_in_its_own_line(text: str) -> None:
    asked, stated = split_asked(text)
    answered = text[:14] == "How good is it" and text.endswith("Good")
    assert (asked, stated.grade if stated else None) == (("How good is it?", Grade.GOOD) if answered else (text, None))


@pytest.mark.parametrize(
    "text", ["", ":", "Good grief", "Very good", "The force is good", "Effectiveness", "‘Good", "Good’"]
)
def test_another_line_is_no_badge(text: str) -> None:
    assert read_badge(text) is None


@pytest.mark.parametrize(
    "text", ["The force is good", "Effectiveness - good", "Effectiveness – good", "Good", "Effectiveness"]
)
def test_a_line_ends_in_a_badge_only_behind_a_label_and_with_a_capital(text: str) -> None:
    assert split_badge(text) is None


@pytest.mark.parametrize(
    "text", ["Effectiveness: good", "Effectiveness : good", "Effectiveness – Good", "Effectiveness Good"]
)
def test_behind_a_colon_a_badge_needs_no_capital(text: str) -> None:
    split = split_badge(text)
    assert split is not None
    assert (split[0], split[1].grade, split[1].text) == ("Effectiveness", Grade.GOOD, text[-4:])


_TURNING = (
    "no", "not", "never", "no longer", "was", "were", "had been", "previously", "formerly", "last year", "almost",
    "nearly", "below", "less", "than", "partly", "mostly", "element", "elements", "some", "but", "however", "although",
    "though", "unless", "if", "would", "could", "should", "might", "may", "until", "yet", "far from", "neither", "nor",
    "hardly", "barely", "except",
)  # fmt: skip


@pytest.mark.parametrize("word", _TURNING)
def test_a_word_that_turns_the_grade_makes_it_unreadable(word: str) -> None:
    found = read_headline(f"The extent to which the force is effective at reducing crime is {word} good.")
    assert found is not None
    assert (found.stated.status, found.stated.grade) == (Status.UNREADABLE, None)
    assert found.stated.text == f"{word} good"


@pytest.mark.parametrize("word", _TURNING)
def test_a_word_that_turns_what_is_judged_makes_it_unreadable(word: str) -> None:
    found = read_headline(f"The extent to which the force {word} is effective at reducing crime is good.")
    assert found is not None
    assert (found.stated.status, found.stated.grade) == (Status.UNREADABLE, None)


EFFECTIVE = "The extent to which the force is effective at keeping people safe and reducing crime"


@pytest.mark.parametrize(
    "verb",
    ["is", "is:", ":", "", "is –", "is now", "is still", "is also", "is again", "is currently", "is overall", "remains",
     "continues to be", "has been judged", "is judged", "is judged to be", "is assessed as", "is rated as being", "is graded", "is is", "are", "have been judged", "are also",
     "are now", "are still", "is overall judged", "is judged overall"],
)  # fmt: skip
@pytest.mark.parametrize(
    "end", [".", ";", "; and", ", and", " overall.", " good.", ". we say more of it on other pages."]
)
def test_a_verb_of_the_present_states_the_grade_that_ends_a_headline(verb: str, end: str) -> None:
    found = read_headline(f"{EFFECTIVE} {verb} good{end}")
    assert found is not None
    assert (found.stated.status, found.stated.grade) == (Status.GRADED, Grade.GOOD)


@pytest.mark.parametrize(
    "verb",
    ["requires improvement", "require improvement", "still requires improvement", "now requires improvement",
     "also requires improvement", "continues to require improvement", "is judged to require improvement",
     "is assessed as requiring improvement", "is assessed as requires improvement", ": requires improvement", "is “requires improvement”"],
)  # fmt: skip
def test_the_grade_that_is_a_verb_ends_a_headline_too(verb: str) -> None:
    found = read_headline(f"{EFFECTIVE} {verb}.")
    assert found is not None
    assert found.stated.grade is Grade.REQUIRES_IMPROVEMENT


@pytest.mark.parametrize(
    "verb", ["is", "is judged", "is now judged to", "is judged as", "has been judged", "has now been rated to", "have been assessed as",
             "continues to", "still", "also", "now"],
)  # fmt: skip
def test_what_may_stand_before_the_grade_that_is_a_verb(verb: str) -> None:
    assert re.fullmatch(NEEDS, verb)
    assert not re.fullmatch(NEEDS, f"{verb} said to")


@pytest.mark.parametrize(
    "object_",
    ["is efficient", "operates efficiently and sustainably", "treats the public and its workforce legitimately",
     "looks after its people", "looks after its workforce", "looks after its staff",
     "is effective at keeping people safe and secure from fire and other risks", "is efficient and delivers value for money"],
)  # fmt: skip
def test_a_headline_of_any_round_has_its_grade(object_: str) -> None:
    found = read_headline(f"The extent to which the service {object_} is good.")
    assert found is not None
    assert found.stated.grade is Grade.GOOD


@pytest.mark.parametrize(
    "said",
    ["has been good", "has also been good", "had been judged good", "used to be good", "falls short of good", "is expected to be good", "will be good", "is becoming good", "is close to good", "is said to be good",
     "is aiming for good", "is usually good", "is generally good", "has ceased to be good", "has stopped being good", "needs to be good",
     "must be good", "used to be good", "is seldom good", "is insufficiently good", "is as good as others", "lacks good",
     "is improving, and good", "is good in parts", "is good in most respects", "is good only at night", "is good enough",
     "is good for its size", "is good according to its chief", "is rated good by its PCC", "is rated by its PCC as good",
     "is good (2015: good)", "is good, as in 2015", "is good, having required improvement", "is good and will improve", "is good [1]",
     "is under review; that of 2015 is good", "and, it is said, is good", ", its chief says, is good", "hopefully is good",
     "requires some improvement", "requires no improvement", "does not require improvement", "will require improvement",
     "is thought to require improvement"],
)  # fmt: skip
def test_a_headline_that_says_anything_else_states_no_grade(said: str) -> None:
    found = read_headline(f"{EFFECTIVE} {said}.")
    assert found is not None
    assert (found.stated.status, found.stated.grade) == (Status.UNREADABLE, None)


@pytest.mark.parametrize(
    "end", ["requires improvement", "is requiring improvement", "is good", ": not yet graded", "is not graded"]
)
def test_a_headline_states_what_it_states_whichever_of_its_words_is_doubled(end: str) -> None:
    words = f"{EFFECTIVE} {end}.".split()
    stated = read_headline(" ".join(words))
    assert stated is not None
    for place, word in enumerate(words[:-1]):
        doubled = read_headline(" ".join([*words[:place], word, *words[place:]]))
        assert doubled is not None
        assert (doubled.pillar, doubled.stated) == (stated.pillar, stated.stated)


def test_another_grade_before_the_one_that_ends_a_headline_makes_it_unreadable() -> None:
    sentence = "The extent to which the force that others call outstanding is effective at reducing crime is good."
    found = read_headline(sentence)
    assert found is not None
    assert (found.stated.status, found.stated.text) == (Status.UNREADABLE, sentence)


def test_a_grade_word_that_states_nothing_is_told_with_its_whole_sentence() -> None:
    sentence = f"{EFFECTIVE}, its chief says, is good."
    found = read_headline(sentence)
    assert found is not None
    assert found.stated.text == sentence


@pytest.mark.parametrize("sentence", ["… is good*", "… is good†.", "… is good?", "… is good‡ in all"])
def test_a_mark_behind_the_grade_makes_it_unreadable(sentence: str) -> None:
    found = read_headline(f"The extent to which the force is effective at reducing crime {sentence[2:]}")
    assert found is not None
    assert found.stated.status is Status.UNREADABLE


@pytest.mark.parametrize("ending", ["is satisfactory;", "are satisfactory;", ": satisfactory."])
def test_an_unknown_word_is_kept_for_whoever_reads_the_problem(ending: str) -> None:
    found = read_headline(f"The extent to which what the force does now, and did then, and will do, {ending}")
    assert found is not None
    assert found.stated.text == "satisfactory"


@pytest.mark.parametrize("opening", ["The extent to which", "The extent which", "the extent to to which"])
def test_a_headline_has_the_form_of_one(opening: str) -> None:
    assert read_headline(f"{opening} the force is efficient is good.") is not None


@pytest.mark.parametrize("text", ["The force is good.", "Good", "How far the force is efficient is good."])
def test_another_sentence_is_no_headline(text: str) -> None:
    assert read_headline(text) is None


@pytest.mark.parametrize(
    ("pillar", "words"),
    [
        (Pillar.EFFECTIVENESS, ["effective", "effectively", "effectiveness", "efective"]),
        (Pillar.EFFICIENCY, ["efficient", "efficiently", "efficiency", "eficiency"]),
        (Pillar.LEGITIMACY, ["legitimate", "legitimately", "legitimacy", "leggitimate"]),
        (
            Pillar.PEOPLE,
            [
                "look after their people",
                "looks after its people",
                "looking after its workforce",
                "looks after its staff",
            ],
        ),
    ],
)
def test_a_pillar_is_named_by_each_of_its_words(pillar: Pillar, words: list[str]) -> None:
    for word in words:
        assert pillars_named(f"the force is {word} and good") == [pillar]
        assert pillars_named(f"ineffectiveness {word}s") == []


def test_a_sentence_that_names_two_pillars_judges_neither() -> None:
    found = read_headline("The extent to which the force is effective and efficient is good.")
    assert found is not None
    assert found.pillar is None


_RATINGS = (
    "satisfactory", "excellent", "exceptional", "fair", "poor", "weak", "strong", "acceptable", "unsatisfactory",
    "need improvement", "needs improvement", "pass", "fail", "failed", "n/a", "na", "none", "nil", "unknown", "pending",
    "tbc", "awaited", "withheld", "special measures", "outstanding*", "good*", "adequate*", "inadequate*",
    "requires improvement*", "A", "f", "3", "3/4", "3 / 4", "***", "-", "very poor", "mostly fair", "partly satisfactory",
)  # fmt: skip


@pytest.mark.parametrize("text", _RATINGS)
def test_a_word_that_rates_is_an_unreadable_grade_wherever_it_stands(text: str) -> None:
    found = unknown_badge(text, dated=False)
    assert found is not None
    assert (found.status, found.grade, found.text) == (Status.UNREADABLE, None, text)


def test_a_few_words_stand_in_a_badges_place_only_right_under_a_date() -> None:
    for text in ("Fine", "Quite all right"):
        assert unknown_badge(text, dated=True) is not None
        assert unknown_badge(text, dated=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "One two three four",
        "A sentence.",
        "Summary:",
        "Is it?",
        "Good?",
        "poor:",
        "Counter-intelligence, counter-intelligence",
    ],
)
def test_another_line_right_under_a_date_is_no_badge(text: str) -> None:
    assert unknown_badge(text, dated=True) is None


def test_prose_is_parted_where_a_sentence_ends() -> None:
    assert sentences("It is good. The Force, i.e. all of it, is! “So” it is; (We saw.) 5 came? ‘No’") == [
        "It is good.", "The Force, i.e. all of it, is!", "“So” it is;", "(We saw.) 5 came?", "‘No’",
    ]  # fmt: skip
    headline = "the extent to which the force is efficient is good"
    assert sentences(f"we found: {headline}; {headline}. {headline} and {headline}") == [
        f"we found: {headline};", f"{headline}.", f"{headline} and {headline}",
    ]  # fmt: skip
    assert sentences(f"is it so? {headline}.  It is so! {headline}") == [
        f"is it so? {headline}.", f"It is so! {headline}",
    ]  # fmt: skip


def test_names_are_found_whole_and_the_longest_first() -> None:
    pattern = names_pattern(frozenset({"kent", "kent police"}))
    assert pattern.findall("kent police of kent, kentish, akent") == ["kent police", "kent"]
    assert names_pattern(frozenset()).search("kent") is None


def test_a_phrase_is_told_as_it_is_published() -> None:
    assert published("It Requires\u00a0 Improvement now", "requires improvement") == "Requires\u00a0 Improvement"
    assert published("It does not say so", "good") == "good"


FEW = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
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


@pytest.mark.parametrize("years", ["2021/22", "2021-22", "2021 – 2022", "2021/2022"])
def test_a_badge_and_the_grade_of_an_earlier_round_behind_it(years: str) -> None:
    found = read_with_earlier(f"Adequate ({years}: Requires improvement)")
    assert found is not None
    now, then = found
    assert (now.grade, then) == (Grade.ADEQUATE, (Grade.REQUIRES_IMPROVEMENT, "2021-22"))


@pytest.mark.parametrize(
    "text",
    ["Adequate", "Adequate (the force)", "Splendid (2021/22: Good)", "Good (2021/22: Splendid)", "Good (2021/22: Not graded)"],
)  # fmt: skip
def test_another_line_is_no_badge_with_an_earlier_one(text: str) -> None:
    assert read_with_earlier(text) is None


def test_the_mark_of_a_footnote_is_no_part_of_a_grade() -> None:
    for mark in ("¹", "⁽²⁾", "¹²"):
        badge = read_badge(f"Good{mark}")
        assert badge is not None
        assert (badge.grade, badge.text) == (Grade.GOOD, f"Good{mark}")
        split = split_badge(f"Effectiveness: Good{mark}")
        assert split is not None
        assert (split[0], split[1].grade) == ("Effectiveness", Grade.GOOD)
    assert read_badge("Good1") is read_badge("Good*") is None


_MOVES = ("changed", "climbed", "declined", "decreased", "deteriorated", "dropped", "improved", "increased", "lapsed", "moved", "progressed",
          "recovered", "regressed", "slid", "slipped", "worsened")  # fmt: skip
_PERFECT = (*_MOVES, "come", "fallen", "gone", "risen", "sunk")
_PUT = (
    "amended",
    "changed",
    "downgraded",
    "lowered",
    "marked",
    "moved",
    "raised",
    "reduced",
    "regraded",
    "re-graded",
    "revised",
    "upgraded",
)
_SIMPLE = (*_MOVES, "came", "fell", "rose", "sank", "went", "had fallen", "had gone")


def test_every_verb_of_a_change_is_one_of_what_is_or_of_what_was() -> None:
    objects = ("", " its grade", " our judgment", " the overall rating", " our judgement")
    ways = ("", " up", " down", " back", " again", " back up")
    for verb in _PERFECT:
        assert re.fullmatch(HAS_MOVED, f"has {verb}"), verb
        assert all(
            re.fullmatch(HAS_MOVED, f"have {also} {verb}{way}")
            for also in ("now", "since", "also", "now also")
            for way in ways
        ), verb
    for verb in _PUT:
        assert all(
            re.fullmatch(HAS_MOVED, f"has {been} {verb}") for been in ("been", "been now", "been since", "since been")
        ), verb
        assert all(
            re.fullmatch(MOVED, f"{was} {verb}") for was in ("was", "were", "had been", "has been", "have been")
        ), verb
        for thing in (*objects[1:], " the force", " this service", " the area", " the brigade", " the constabulary"):
            assert re.fullmatch(HAS_MOVED, f"has {verb}{thing}") and re.fullmatch(MOVED, f"{verb}{thing}"), verb
    for verb in _SIMPLE:
        assert all(re.fullmatch(MOVED, f"{verb}{way}{thing}") for way in ways for thing in objects), verb
    assert not any(
        re.fullmatch(f"{HAS_MOVED}|{MOVED}", verb)
        for verb in ("has", "upgraded", "is slipped", "has been slipped", "did fall")
    )


def test_what_has_reached_a_grade_may_name_the_one_that_it_has_left_and_its_round() -> None:
    words = ("good", "outstanding", "adequate", "inadequate", "requires improvement", "require improvement")
    nouns = ("", "a grade of ", "a judgment of ", "a judgement of ", "a rating of ", "an rating of ")
    rounds = [f" {at} {our}{year}{what}" for at in ("in", "at") for our in ("", "its ", "our ", "the ") for year in ("2016", "2021/22", "2021-22")
              for what in ("", " assessment", " inspection", " report")]  # fmt: skip
    assert re.fullmatch(REACHES, "has slipped to")
    for word in words:
        assert all(re.fullmatch(REACHES, f"has slipped from {noun}{word} to") for noun in nouns), word
    assert [each for each in rounds if not re.fullmatch(REACHES, f"has slipped from good{each} to")] == []
    for said in (
        "slipped to",
        "has slipped from fair to",
        "has slipped from good since 2016 to",
        "has slipped from good",
    ):
        assert not re.fullmatch(REACHES, said), said


def test_what_has_not_been_graded_has_the_absence_of_what_is_not() -> None:
    form = "The extent to which the force is efficient at keeping people safe and reducing crime {}."
    for absence, status in (("not yet been graded", Status.NOT_YET_GRADED), ("not been graded", Status.NOT_GRADED)):
        found = read_headline(form.format(f"has {absence}"))
        assert found is not None and (found.stated.status, found.stated.grade) == (status, None)
    good = read_headline(form.format("has good"))
    assert good is not None and good.stated.status is Status.UNREADABLE


@pytest.mark.parametrize("word", ["Good", "Outstanding", "Adequate", "Requires improvement", "Inadequate"])
@pytest.mark.parametrize("between", ["", " ", "\u00a0", ",", "-", "/"])
def test_a_badge_that_is_printed_twice_in_a_line_is_one(word: str, between: str) -> None:
    """`<span aria-hidden="true">Good</span><span class="sr-only">Good</span>`, and a picture beside its own words."""
    one, twice = read_badge(word), read_badge(f"{word}{between}{word}")
    assert one is not None
    assert twice is not None
    assert twice.grade is one.grade
    assert twice.text == f"{word}{between}{word}"


@pytest.mark.parametrize(
    "text",
    ["GoodInadequate", "Good Outstanding", "Good Good Good", "Good and good", "Goodgoods", "not graded good good"],
)
def test_two_words_that_differ_are_no_badge(text: str) -> None:
    assert read_badge(text) is None
