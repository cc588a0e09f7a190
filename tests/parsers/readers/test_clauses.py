"""The judgments of 2014: three clauses, of which the first binds each area to the nearest grade on its left."""

from __future__ import annotations

import pytest

from schemas.questions import questions_of
from schemas.vocabulary import Pillar
from scraper.parsers.outline import Outline
from scraper.parsers.readers.clauses import clause_pillar, clause_pillars, is_clause, judge_with_areas, read_clauses

from .made import Made

EFFECTIVENESS = "in terms of its effectiveness, in general, the force is"
EFFICIENCY = "the efficiency with which the force carries out its responsibilities is good"
LEGITIMACY = (
    "the force is acting to achieve fairness and legitimacy in most of the practices that were examined this year."
)
PREVENTING, INVESTIGATING, ANTISOCIAL = "preventing-crime", "investigating-crime", "anti-social-behaviour"


def read(*texts: str) -> Made:
    page = Made("2014")
    for line in page.lines(*texts):
        read_clauses(page.b, line)
    return page


def areas(text: str) -> dict[str, str]:
    """The grade of each area in a clause of effectiveness."""
    page = read(f"{EFFECTIVENESS} {text}")
    return {
        str(draft.question_key).rpartition("/")[2]: str(one.stated.grade or one.stated.status)
        for draft in page.b.drafts.all()
        for one in draft.witnesses
    }


def named(text: str) -> list[str | None]:
    """The areas in a clause of effectiveness, as published."""
    return [draft.question for draft in read(f"{EFFECTIVENESS} {text}").b.drafts.all()[1:]]


# --- which line, which pillar ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pillar"),
    [
        ("the force acts with legitimacy in its practices", Pillar.LEGITIMACY),
        ("the force acts legitimately in most practices", Pillar.LEGITIMACY),
        ("most practices that we saw were legitimate", Pillar.LEGITIMACY),
        ("the legitimacy of the force is told below", None),
        ("the efficiency with which the force works is good", Pillar.EFFICIENCY),
        ("in terms of its efficiency, it is good", Pillar.EFFICIENCY),
        ("how it carries out its responsibilities is good", Pillar.EFFICIENCY),
        ("in terms of its effectiveness it is told below", Pillar.EFFECTIVENESS),
        ("and in terms of their effectiveness it is told below", Pillar.EFFECTIVENESS),
        ("in general the force does well", Pillar.EFFECTIVENESS),
        ("we say what it does in general", None),
        ("the force is good at reducing crime", Pillar.EFFECTIVENESS),
        ("the force is outstanding in how it investigates offending", Pillar.EFFECTIVENESS),
        ("the force is inadequate at tackling anti-social behaviour", Pillar.EFFECTIVENESS),
        ("the force requires improvement in the way it reduces crime", Pillar.EFFECTIVENESS),
        ("the force is good at answering calls", None),
        ("the force reduces crime", None),
        ("the force is good at reducing crime" + " and more" * 100, None),
    ],
)
def test_a_clause_is_of_one_pillar(text: str, pillar: Pillar | None) -> None:
    assert clause_pillar(text) is pillar


def test_a_line_judges_where_it_has_a_clause_or_the_form_of_later_rounds() -> None:
    page = Made("2014")
    assert is_clause(page.line(EFFICIENCY))
    assert is_clause(page.line("The extent to which the force is efficient is good."))
    assert not is_clause(page.line("This is our report."))
    assert not is_clause(page.heading("Read more about how the force carries out its responsibilities"))


def test_a_line_of_the_later_form_is_read_as_such() -> None:
    page = read("The extent to which the force is efficient at keeping people safe and reducing crime is good.")
    assert [(d.pillar, d.witnesses[0].stated.text) for d in page.b.drafts.all()] == [(Pillar.EFFICIENCY, "good")]


def test_three_clauses_on_one_line_are_read_one_by_one() -> None:
    line = f"{EFFECTIVENESS} good at reducing crime; {EFFICIENCY}; and {LEGITIMACY}"
    page = read(line)
    assert [(d.pillar, d.question_key, d.statement) for d in page.b.drafts.all()] == [
        (Pillar.EFFECTIVENESS, None, f"{EFFECTIVENESS} good at reducing crime;"),
        (Pillar.EFFECTIVENESS, "effectiveness/preventing-crime", f"{EFFECTIVENESS} good at reducing crime;"),
        (Pillar.EFFICIENCY, None, f"{EFFICIENCY};"),
        (Pillar.LEGITIMACY, None, LEGITIMACY),
    ]
    assert page.claims("judgments") == [line]
    assert page.codes == []


def test_a_part_that_names_no_pillar_says_so() -> None:
    page = read(f"{EFFICIENCY}; the rest is told below")
    assert page.codes == ["headline_unread"]


def test_a_clause_about_another_force_grades_nothing_and_says_so() -> None:
    page = read("the efficiency with which Essex Police carries out its responsibilities is good;")
    assert (page.b.drafts.all(), page.codes) == ([], ["headline_unread"])


def test_the_first_clause_of_a_pillar_is_its_statement() -> None:
    page = read(EFFICIENCY, EFFICIENCY.replace("good", "inadequate"))
    draft = page.b.drafts.of(Pillar.EFFICIENCY)
    assert (draft.statement, draft.blocks, len(draft.witnesses)) == (EFFICIENCY, [1, 2], 2)


# --- efficiency and legitimacy -----------------------------------------------------------------------------------


def efficiency(text: str) -> tuple[str, str]:
    draft = read(text).b.drafts.of(Pillar.EFFICIENCY)
    stated = draft.witnesses[0].stated
    return str(stated.grade or stated.status), stated.text


@pytest.mark.parametrize(
    ("words", "grade"),
    [("Outstanding", "outstanding"), ("good", "good"), ("inadequate", "inadequate"), ("requires improvement", "requires_improvement"),
     ("require improvement", "requires_improvement")],
)  # fmt: skip
def test_efficiency_has_the_grade_at_the_end_of_its_first_sentence(words: str, grade: str) -> None:
    for text in (words, f"is: {words}", f"is {words}; and", f"is {words}. It was not always so."):
        found = efficiency(f"the efficiency with which the force carries out its responsibilities {text}")
        assert found == (grade, words.split(". ")[0])


def test_a_clause_without_a_grade_at_its_end_is_not_read() -> None:
    text = "the efficiency with which the force works is good in parts."
    assert efficiency(text) == ("unreadable", text)


@pytest.mark.parametrize(
    "turn",
    ["not", "never", "no longer", "almost", "nearly", "hardly", "barely", "partly", "mostly", "neither", "nor", "far from",
     "less than", "what was", "where we were"],
)  # fmt: skip
def test_a_turned_grade_is_no_grade(turn: str) -> None:
    assert efficiency(f"the efficiency with which the force works is {turn} good")[0] == "unreadable"
    found = areas(f"outstanding at reducing crime and is {turn} good at investigating offending")
    assert found == {PREVENTING: "outstanding", INVESTIGATING: "unreadable"}


@pytest.mark.parametrize(
    "said",
    ["is less good", "should become good", "needs to be good", "could be good", "will be good", "is working to be good", "is fairly good",
     "is rarely good", "falls short of good", "is said to be good", "it would be good", "its chief says it is good", "does not require improvement",
     "it will require improvement"],
)  # fmt: skip
def test_what_does_not_state_a_grade_grades_neither_area_nor_pillar(said: str) -> None:
    found = areas(
        f"outstanding at reducing crime, {said} at investigating offending and good at tackling anti-social behaviour"
    )
    assert found == {PREVENTING: "outstanding", INVESTIGATING: "unreadable", ANTISOCIAL: "good"}
    text = f"the efficiency with which the force carries out its responsibilities {said}; and"
    assert efficiency(text)[0] == "unreadable"


def test_an_area_without_a_grade_keeps_the_words_that_state_none() -> None:
    page = read(f"{EFFECTIVENESS} good at reducing crime, it is less good at investigating offending")
    texts = [draft.witnesses[0].stated.text for draft in page.b.drafts.all()[1:]]
    assert texts == ["good", "it is less good"]


@pytest.mark.parametrize(
    "text",
    ["in terms of its efficiency, the force is good", "in terms of its efficiency, it is good", "in terms of its efficiency is good",
     "in terms of its efficiency, Kent Police is now good", f"{EFFICIENCY}, and", EFFICIENCY.replace("is", "is is")],
)  # fmt: skip
def test_efficiency_is_judged_in_each_form_of_its_clause(text: str) -> None:
    assert efficiency(text) == ("good", "good")


@pytest.mark.parametrize(
    "end", [", its chief says, is good", "and is, we are told, good", "at night is good", "well and is good"]
)
def test_efficiency_has_no_grade_behind_other_words(end: str) -> None:
    text = f"the efficiency with which the force carries out its responsibilities {end}"
    assert efficiency(text) == ("unreadable", text)


@pytest.mark.parametrize(
    "said", ["is is good", "is good good", "requires requires improvement", "requires improvement improvement"]
)
def test_a_doubled_word_takes_no_grade_from_a_clause(said: str) -> None:
    grade = "good" if "good" in said else "requires_improvement"
    assert efficiency(f"the efficiency with which the force carries out its responsibilities {said}; and")[0] == grade
    if not said.endswith("improvement improvement"):
        assert areas(f"good at reducing crime and {said} in how it investigates offending")[INVESTIGATING] == grade


def test_legitimacy_has_a_statement_and_no_grade() -> None:
    draft = read(LEGITIMACY).b.drafts.of(Pillar.LEGITIMACY)
    assert (draft.statement, draft.witnesses) == (LEGITIMACY, [])


# --- the areas of effectiveness ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "led_in",
    [", it is ", " and are ", ", also ", " and also is ", " and, in general, is ", " in general is ", ", the force is ", " but is ", " however it is ",
     ", Kent Police is ", " and Kent Police is now ", ", Kent Constabulary is ", ", while it is ", ", although the force is ",
     ", whilst it remains ", "; it is ", ". It is "],
)  # fmt: skip
def test_the_organisation_by_any_of_its_names_is_graded(led_in: str) -> None:
    found = areas(f"good at reducing crime{led_in}outstanding at investigating offending")
    assert found == {PREVENTING: "good", INVESTIGATING: "outstanding"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("good at investigating offending and tackling anti-social behaviour;", {INVESTIGATING: "good", ANTISOCIAL: "good"}),
        ("good at reducing crime, it is outstanding at investigating offending and requires improvement in how it tackles "
         "anti-social behaviour",
         {PREVENTING: "good", INVESTIGATING: "outstanding", ANTISOCIAL: "requires_improvement"}),
        ("inadequate in the way it investigates offending. However, it is good at preventing offending",
         {INVESTIGATING: "inadequate", PREVENTING: "good"}),
        ("Good at reducing crime but has to investigate offending", {PREVENTING: "good"}),
        ("good at reducing crime, however it has to investigate offending", {PREVENTING: "good"}),
        ("good at reducing crime. HMIC asks how it investigates offending", {PREVENTING: "good"}),
        ("good at how it works and prevents crime and investigates all offences", {PREVENTING: "good", INVESTIGATING: "good"}),
    ],
)  # fmt: skip
def test_each_area_has_the_nearest_grade_on_its_left(text: str, found: dict[str, str]) -> None:
    assert areas(text) == found


@pytest.mark.parametrize(
    "between",
    [", it is ", ", is ", " and are ", ", and also ", " and, in general, is ", ", the force is ", ", the constabulary is ",
     ", and the service is ", ", however, it is ", ", but is ", " and "],
)  # fmt: skip
def test_an_area_ends_where_the_next_grade_is_led_in(between: str) -> None:
    text = f"good at reducing crime{between}good at investigating offending"
    assert named(text) == ["reducing crime", "investigating offending"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("good at investigating offending and tackling anti-social behaviour", ["investigating offending", "tackling anti-social behaviour"]),
        ("good at anti-social behaviour and investigating offending", ["anti-social behaviour", "investigating offending"]),
        ("good at investigating offending, reducing crime", ["investigating offending", "reducing crime"]),
        ("good at reducing crime and preventing offending", ["reducing crime and preventing offending"]),
        ("good at reducing crime and preventing crime", ["reducing crime and preventing crime"]),
        ("good at reducing crime and preventing offending, investigating offending and tackling anti-social behaviour",
         ["reducing crime and preventing offending", "investigating offending", "tackling anti-social behaviour"]),
        ("good at reducing crime and preventing offending, at investigating offending and at tackling anti-social behaviour",
         ["reducing crime and preventing offending", "investigating offending", "tackling anti-social behaviour"]),
    ],
)  # fmt: skip
def test_areas_of_one_grade_are_parted_and_each_is_named_by_its_whole_noun_phrase(text: str, found: list[str]) -> None:
    assert named(text) == found


def test_an_area_is_published_as_it_was_named_first() -> None:
    page = read(f"{EFFECTIVENESS} good at reducing crime", f"{EFFECTIVENESS} good at reducing crime here")
    draft = page.b.drafts.of(Pillar.EFFECTIVENESS, "effectiveness/preventing-crime")
    assert (draft.question, draft.statement) == ("reducing crime", f"{EFFECTIVENESS} good at reducing crime")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("good at the way in which all its officers in every town reduce harm", PREVENTING),
        ("good at the way in which all its officers in every town prevent harm", PREVENTING),
        ("good at the way in which all its officers in every town investigate burglary", INVESTIGATING),
        ("good at the way in which all its officers in every town look upon antisocial neighbours", ANTISOCIAL),
    ],
)
def test_an_area_in_other_words_is_told_by_its_first_word(text: str, key: str) -> None:
    assert areas(text) == {key: "good"}


def test_a_grade_word_with_a_letter_that_only_looks_right_grades_nothing() -> None:
    assert areas("\u0131nadequate at reducing crime and good at investigating offending") == {INVESTIGATING: "good"}


def test_a_grade_with_nothing_behind_it_names_no_area() -> None:
    page = read(f"{EFFECTIVENESS} good at , and outstanding at reducing crime")
    assert page.codes == []
    assert [draft.question for draft in page.b.drafts.all()] == [None, "reducing crime"]


def test_an_area_that_nobody_knows_is_named() -> None:
    page = read(f"{EFFECTIVENESS} good at answering calls")
    assert page.codes == ["unknown_question"]
    assert len(page.b.drafts.all()) == 1


def test_a_clause_of_effectiveness_without_an_area_says_so() -> None:
    page = read("in terms of its effectiveness, the force does well")
    assert page.codes == ["grade_unreadable"]


# --- what the page leaves out --------------------------------------------------------------------------------

AREAS_OF_2014 = {
    PREVENTING: "good at reducing crime",
    INVESTIGATING: "good at investigating offending",
    ANTISOCIAL: "good at tackling anti-social behaviour",
}


def lacking(*texts: str) -> tuple[list[str], list[str]]:
    """The areas that a page of 2014 judges, and those that it is told to state no grade for, by the words of the message."""
    page = read(*texts)
    judge_with_areas(page.b, Outline([page.opening()]))
    judged = [str(judgment.question_key) for judgment in page.b.judgments if judgment.question_key]
    return judged, [problem.message for problem in page.b.problems if problem.code == "judgment_missing"]


def test_a_page_of_2014_that_grades_all_three_areas_lacks_none() -> None:
    text = "good at reducing crime, investigating offending and tackling anti-social behaviour"
    judged, missed = lacking(f"{EFFECTIVENESS} {text}", EFFICIENCY, LEGITIMACY)
    assert judged == [f"effectiveness/{key}" for key in (PREVENTING, INVESTIGATING, ANTISOCIAL)]
    assert missed == []


@pytest.mark.parametrize("left_out", sorted(AREAS_OF_2014))
def test_an_area_that_a_page_of_2014_does_not_grade_is_named(left_out: str) -> None:
    texts = [f"{EFFECTIVENESS} {text}" for key, text in AREAS_OF_2014.items() if key != left_out]
    judged, missed = lacking(*texts)
    assert f"effectiveness/{left_out}" not in judged
    label = next(q.label for q in questions_of("police", "2014") if q.topic == left_out)
    assert missed == [f"The page states no grade for “{label}”."]


def test_a_part_that_names_no_area_goes_on_with_the_one_before() -> None:
    assert named("good at reducing crime and preventing crime, investigating offending") == [
        "reducing crime and preventing crime", "investigating offending",
    ]  # fmt: skip


def test_preventing_offending_is_an_area_of_its_own_behind_another() -> None:
    assert named("good at investigating offending and preventing offending") == [
        "investigating offending", "preventing offending",
    ]  # fmt: skip


def test_a_part_with_a_letter_that_only_looks_right_goes_on_with_the_one_before() -> None:
    text = "reducing crime and \u0131nvestigating offending"
    assert named(f"good at {text}") == [text]


def test_an_area_may_be_told_by_the_vocabulary_alone() -> None:
    assert areas("good at protecting those at greatest risk of harm") == {"protecting-vulnerable-people": "good"}


def test_an_area_is_known_by_its_own_row_of_the_vocabulary() -> None:
    drafts = read(*(f"{EFFECTIVENESS} {text}" for text in AREAS_OF_2014.values())).b.drafts.all()[1:]
    assert [draft.known and draft.known.topic for draft in drafts] == [PREVENTING, INVESTIGATING, ANTISOCIAL]


def test_an_area_that_is_named_twice_in_a_row_is_one() -> None:
    assert named("good at investigating offending and investigating burglary") == [
        "investigating offending and investigating burglary"
    ]


@pytest.mark.parametrize("end", [",", " and", " ,and ", ", and", " and in", " and at"])
def test_what_joins_two_areas_is_part_of_neither(end: str) -> None:
    text = f"good at investigating offending{end} tackling anti-social behaviour"
    assert named(text) == ["investigating offending", "tackling anti-social behaviour"]


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ("good at reducing crime, investigating offending (requires improvement) and tackling anti-social behaviour (outstanding);", []),
        ("good at reducing crime, with investigating offending requiring improvement and tackling anti-social behaviour good;", []),
        ("good at reducing crime, while its investigation of offending requires improvement, and good at tackling anti-social behaviour;", [ANTISOCIAL]),
        ("good at reducing crime and good at tackling anti-social behaviour. However, the way it investigates offending requires improvement;", [PREVENTING, ANTISOCIAL]),
        ("good at reducing crime and investigating offending. However, it requires improvement in the way it investigates offending and tackling anti-social behaviour;", [PREVENTING, ANTISOCIAL]),
        ("good at reducing crime, investigating offending and tackling anti-social behaviour. The way it investigates offending requires improvement.", [PREVENTING, ANTISOCIAL]),
        ("good at reducing crime by making good use of what it knows, good at tackling anti-social behaviour. Some investigations require improvement;", [PREVENTING, ANTISOCIAL]),
    ],
)  # fmt: skip
def test_an_area_beside_another_grade_has_none(said: str, sure: list[str]) -> None:
    page = read(f"{EFFECTIVENESS} {said}")
    graded = [
        str(draft.question_key).removeprefix("effectiveness/")
        for draft in page.b.drafts.all()
        if draft.witnesses and all(one.stated.grade for one in draft.witnesses)
    ]
    assert graded == sure


@pytest.mark.parametrize(
    "grade", ["outstanding", "good", "inadequate", "requires improvement", "requiring improvement"]
)
@pytest.mark.parametrize("end", [",", ";", ".", ")", " and more", ""])
def test_a_grade_behind_an_area_is_one_of_two(grade: str, end: str) -> None:
    assert areas(f"good at investigating offending, which is {grade}{end}") == {INVESTIGATING: "unreadable"}
    assert areas(f"good at investigating offending with {grade} work") == {INVESTIGATING: "good"}


@pytest.mark.parametrize("grade", ["outstanding", "good", "inadequate", "requires improvement"])
@pytest.mark.parametrize(
    "joint", [" and ", " or ", " to ", "/", ", ", " but ", " and, perhaps, ", " if not ", " or even "]
)
@pytest.mark.parametrize("before", ["", "between ", "both ", "either ", "the force is "])
def test_two_grades_side_by_side_are_none(grade: str, joint: str, before: str) -> None:
    for other in ("good", "inadequate"):
        assert areas(f"{before}{grade}{joint}{other} at investigating offending") == {INVESTIGATING: "unreadable"}
    found = areas(f"good at tackling anti-social behaviour, {before}{grade}{joint}good at investigating offending")
    assert found[INVESTIGATING] == "unreadable"
    assert found[ANTISOCIAL] in ("good", "unreadable")


_OTHER_WORDS = (
    "adequate at", "poor at", "satisfactory in", "not yet graded for", "needs to improve at", "has weaknesses in", "struggles with", "except at", "apart from",
    "with the exception of", "though not at", "less so at", "while", "whereas it falls short at", "more than at",
)  # fmt: skip


@pytest.mark.parametrize("words", _OTHER_WORDS)
@pytest.mark.parametrize("joint", [", ", " and ", " "])
def test_other_words_before_an_area_take_the_grade_from_it_and_from_those_behind_it(words: str, joint: str) -> None:
    text = f"good at reducing crime{joint}{words} investigating offending"
    assert areas(text) == {PREVENTING: "good", INVESTIGATING: "unreadable"}
    more = areas(f"{text} and tackling anti-social behaviour")
    assert more == {PREVENTING: "good", INVESTIGATING: "unreadable", ANTISOCIAL: "unreadable"}
    again = areas(f"{text} and good at tackling anti-social behaviour")
    assert again == {PREVENTING: "good", INVESTIGATING: "unreadable", ANTISOCIAL: "good"}


def test_the_words_that_take_a_grade_are_kept() -> None:
    page = read(f"{EFFECTIVENESS} good at reducing crime, adequate at investigating offending")
    assert [draft.witnesses[0].stated.text for draft in page.b.drafts.all()[1:]] == ["good", "adequate at"]
    page = read(f"{EFFECTIVENESS} good at reducing crime and poor at investigating offending")
    assert [draft.witnesses[0].stated.text for draft in page.b.drafts.all()[1:]] == ["good", "poor at"]


@pytest.mark.parametrize(
    "joint",
    [", ", " and ", " or ", ", and ", " as well as ", ", as well as at ", " and at ", ", at ", " and in ", " and also at ", ", both ", " and for ", "/",
     " and how it is ", " both at ", ", and both in ", " and in how well it is ", ", the way in which it is ", " and in its ", ", also "],
)  # fmt: skip
def test_a_list_of_areas_goes_on_under_one_grade(joint: str) -> None:
    found = areas(f"good at reducing crime{joint}investigating offending")
    assert found == {PREVENTING: "good", INVESTIGATING: "good"}


@pytest.mark.parametrize(
    "words", ["some aspects of", "elements of", "a part of", "parts of", "many of", "most of", "much of", "Some of"]
)
def test_a_grade_of_parts_of_an_area_is_not_the_areas(words: str) -> None:
    found = areas(f"good at {words} reducing crime and good at investigating offending")
    assert found == {PREVENTING: "unreadable", INVESTIGATING: "good"}
    assert areas(f"good at {words} reducing crime and investigating offending")[INVESTIGATING] == "unreadable"
    whole = areas("good in all three areas: reducing crime and investigating offending")
    assert whole == {PREVENTING: "good", INVESTIGATING: "good"}


# --- all of them in one block ------------------------------------------------------------------------------------


def test_the_three_clauses_are_told_apart_in_one_paragraph_too() -> None:
    effective = f"{EFFECTIVENESS} good at reducing crime, good at investigating offending and good at tackling anti social behaviour"
    for more in ("", " HMIC has some concerns about the way in which it protects children" * 6):
        clauses = [f"{effective}.{more};", f"{EFFICIENCY}.{more}; and", LEGITIMACY]
        together = " ".join(clauses)
        assert clause_pillars(together) == {Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.LEGITIMACY}
        page = read(together)
        assert {draft.pillar for draft in page.b.drafts.all()} == clause_pillars(together)
        assert clause_pillars(EFFICIENCY) == {Pillar.EFFICIENCY}
    assert not clause_pillars("the force reduces crime; and it answers calls")
    assert areas("good at reducing crime; it is good at tackling anti social behaviour") == {
        PREVENTING: "good",
        ANTISOCIAL: "good",
    }
