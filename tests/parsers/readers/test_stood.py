"""Sentences that may say in other words that an earlier grade stands are told, and what says something else is not."""

from __future__ import annotations

import pytest

from schemas.questions import find_question
from schemas.vocabulary import Grade, Status
from scraper.parsers.drafts import Draft
from scraper.parsers.readers.history import read_history
from scraper.parsers.readers.own_word import Said
from scraper.parsers.readers.stood import is_note_of_then, may_stand
from tests.parsers.shown import read

from .made import POLICE, Made

VULNERABLE = "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?"
FILES = "We looked at files, and we spoke with those who had written them."


def stands(text: str, *before: str, round_id: str = "2017") -> bool:
    """Whether the last sentence of a section of Kent may say that an earlier grade of its question stands."""
    made = Made(round_id)
    question = find_question(POLICE, round_id, VULNERABLE)
    assert question is not None
    draft = Draft(None, question=VULNERABLE, question_key=question.key, known=question)
    section = made.question(VULNERABLE, *before, text)
    return may_stand(made.b, draft, Said.of(section, section.body[-1], text))


NOT_AGAIN = [
    "we did not look at it again", "it was not reinspected", "we did not re-inspect it", "it was not reassessed",
    "we didn’t revisit this question", "we did not return to this question", "we did not inspect it this time",
    "this has not been reviewed", "it has not been graded since", "we have not considered it again", "we never regraded it",
    "we did not look at it afresh", "it hasn’t been reviewed", "these questions have not been examined", "we did not consider it in this round",
    "we did not test it in this inspection", "we did not look at it this year", "we’ve not graded it again", "no judgment has been given since",
    "we gave no newer judgment",
]  # fmt: skip
THEN = [
    "In 2016 we judged it good, and {}.",
    "Because it was good in 2016, {}.",
    "As we graded it good in 2016, {}.",
    "It was good last year; {}.",
]


@pytest.mark.parametrize("form", THEN)
@pytest.mark.parametrize("clause", NOT_AGAIN)
def test_what_was_not_done_again_leaves_the_earlier_grade(form: str, clause: str) -> None:
    assert stands(form.format(clause))
    assert stands(form.format(clause), FILES)
    assert not stands(form.format(clause), "Essex Police is beside it.")


GRADES = [
    "the 2016 grade",
    "our 2016 judgment",
    "last year’s rating",
    "the judgment of 2016",
    "the grade that we gave it in 2016",
]
HOLDING = [
    "The force keeps {}.", "The service retains {}.", "We are keeping {}.", "We have maintained {}.", "We use {} here.", "We rely on {}.",
    "We have relied on {} for this question.", "We have adopted {}.", "We have reused {}.", "We took {}.", "The grade is based on {}.",
    "This judgment rests on {}.", "The grade refers to {}.", "The current grade is {}.", "We have not changed {}.", "For this question see {}.",
]  # fmt: skip


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("form", HOLDING)
def test_what_is_held_is_the_earlier_grade(form: str, grade: str) -> None:
    assert stands(form.format(grade))


@pytest.mark.parametrize(
    "text",
    [
        "This question was last inspected in 2016.",
        "This area was last judged in 2016.",
        "The grade is as in 2016.",
        "The grade is from 2016.",
        "The grade is that of 2016.",
        "Our judgment was given in 2016.",
        "Our 2016 judgment was not amended.",
        "Our 2016 judgment has not been altered.",
        "We last graded this question in 2016.",
        "We last graded this area in 2016.",
        "The last time we graded this question was in 2016.",
        "The grade was published in 2016.",
        "The grade shown is that of our 2016 inspection.",
        "The grade is as given in 2016.",
        "The judgment is as it was in 2016.",
        "The most recent grade for this question is from 2016.",
        "The 2016 grade is still valid.",
        "The 2016 grade continues to be in force.",
        "No new judgment has been made since 2016.",
        "Our previous grade stands.",
        "We did not look at this again after 2016, when we judged it good.",
        "There has been no change to the 2016 grade.",
    ],
)
def test_so_is_one_that_was_given_then(text: str) -> None:
    assert stands(text)


@pytest.mark.parametrize(
    "text",
    [
        # It was so, or is so too.
        "In our 2016 inspection we judged the force to be good.",
        "We did not give a grade for this question in 2016.",
        "This question was not graded in 2016, so there is no earlier grade.",
        "In 2016 we graded this question for the first time.",
        "We didn’t grade this question last time but graded it good this year.",
        "Our judgment is the same as last year.",
        "The force has maintained its grade of good since last year.",
        "At our last inspection we graded the force as good, and it is still good.",
        "We judged the force good in 2016 and again in 2017.",
        "When we last inspected this question in 2016, we found good work.",
        "We last inspected it in 2016.",
        "Our last inspection report was published in 2016.",
        "We did not grade this question in 2016 but graded it good this year.",
        "We did not inspect this question in 2016, though we graded it this year.",
        "We did not grade this in 2016 and graded it again in 2017.",
        "We did not inspect this question in 2016, but did not say so again.",
        "This has not changed since our last inspection.",
        # It is of this round.
        "The grade was published in 2017.",
        "We rely on our 2017 judgment.",
        "We did not look at it again.",
        # It is of something else.
        "The force has not reviewed its assessments since 2016.",
        "In 2016 we judged custody good, and we did not look at it again.",
        "The force has used the judgment of our 2016 report to train its officers.",
        "The force still uses the system of 2016, which staff rated as good.",
        "Officers did not reassess risk again after their 2016 judgment.",
        "The force keeps good records of the judgments of 2016.",
        "In 2016 the force was judged inadequate and has not looked again at how it trains.",
    ],
)
def test_what_was_so_too_and_what_is_of_something_else_holds_no_grade(text: str) -> None:
    assert not stands(text)


@pytest.mark.parametrize("who", ["the force", "it", "the service", "Kent Police"])
@pytest.mark.parametrize(
    "form",
    ["{} has kept its grade of 2016.", "{} has maintained its 2016 grade.", "Since 2016 {} has retained its grade."],
)
def test_who_keeps_a_grade_is_graded_so_again(who: str, form: str) -> None:
    assert not stands(form.format(who))


@pytest.mark.parametrize("who", ["the force", "it", "the service"])
@pytest.mark.parametrize("verb", ["has not", "hasn’t", "have not", "did not", "didn’t", "does not", "do not"])
def test_what_the_force_does_not_do_again_is_its_own_work(who: str, verb: str) -> None:
    assert not stands(f"In 2016 {who} {verb} review its judgments again.")
    assert stands("In 2016 the force was judged good and has not been inspected again.")


@pytest.mark.parametrize(
    "text", ["“We rely on our 2016 judgment”, he wrote.", "The chief wrote: “We rely on our 2016 judgment.”"]
)
def test_what_somebody_says_is_not_the_pages_word(text: str) -> None:
    assert not stands(text)


def test_nor_is_what_a_line_leads_in_as_said_by_others() -> None:
    assert not stands("We rely on our 2016 judgment.", "The chief wrote:")


# --- on a page -----------------------------------------------------------------------------------------------------


def of_area(*lines: str) -> tuple[tuple[Status, Grade | None, str | None], list[str]]:
    """The judgment of an area of a long report, and the lines that are told."""
    body = f"<h2>Investigating crime</h2><p>Good</p>{''.join(lines)}<p>{FILES}</p><h2>Managing offenders</h2><p>Good</p><p>{FILES}</p>"
    head = "<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p>"
    found = read(f"{head}{body}", "peel-reports/kent-2023-25/")
    assert found.record is not None
    one = found.record.judgments[0]
    told = [
        each.message
        for each in found.problems
        if each.code in ("grade_unreadable", "unknown_heading", "witnesses_disagree")
    ]
    return (one.status, one.grade, one.carried_from), told


def test_the_sentence_is_told_and_the_grade_stays_as_it_is_printed() -> None:
    told = "Investigating crime: “We rely on our 2021 judgment.” may say that an earlier grade stands; it is not read as carried over."
    assert of_area("<p>We rely on our 2021 judgment.</p>") == ((Status.GRADED, Grade.GOOD, None), [told])


def test_one_that_is_read_is_not_told() -> None:
    assert of_area("<p>Our 2021 judgment stands.</p>") == ((Status.GRADED, Grade.GOOD, "2021-22"), [])


def test_a_question_is_looked_at_too_and_what_is_neither_is_not() -> None:
    made = Made("2017")
    text = "In 2016 the force was good and we did not look at it again."
    section = made.question(VULNERABLE, text)
    question = find_question(POLICE, "2017", VULNERABLE)
    assert question is not None
    for draft, told in (
        (Draft(None, question=VULNERABLE, question_key=question.key, known=question), 1),
        (Draft(None), 0),
    ):
        made.b.problems.clear()
        read_history(made.b, draft, section)
        assert len(made.b.problems) == told


NOTES = [
    "Last inspected: 2021", "Last inspected in 2021", "Date of judgment: 2021", "Judgment date: 14 March 2021", "Year of inspection: 2021",
    "Graded in 2021", "Graded: 2021", "As at 2021", "(2021)", "2021 grade", "Our 2021 judgment", "From our 2021 inspection", "As judged in 2021",
    "Last year’s judgment", "Carried over", "Carried forward", "Not reinspected", "Not inspected this time", "Not reassessed in this round",
    "Unchanged", "Unchanged since 2021", "No change since 2021", "Not updated since 2021",
]  # fmt: skip
FORMS = ["<h3>{}</h3>", "<h4>{}</h4>", "<p><strong>{}</strong></p>"]


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("form", FORMS)
def test_a_heading_below_a_grade_that_says_of_which_time_it_is_is_told(form: str, note: str) -> None:
    judged, told = of_area(form.format(note))
    assert told or judged[2] is not None or judged[0] is not Status.GRADED


@pytest.mark.parametrize(
    "note",
    [
        "What we found in 2021",
        "Victims",
        "Grade of risk",
        "Crimes of 2021",
        "Calls are answered again",
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_any_other_is_the_heading_of_what_stands_below_it(form: str, note: str) -> None:
    assert of_area(form.format(note)) == ((Status.GRADED, Grade.GOOD, None), [])


def test_a_note_is_of_an_earlier_round() -> None:
    assert is_note_of_then(Made("2017").b, "Graded in 2016")
    assert not is_note_of_then(Made("2017").b, "Graded in 2017")
    assert not is_note_of_then(Made("2017").b, "Custody in 2016")
