"""Not inspected, not graded, told elsewhere, carried over: said of the thing itself, not of what the force has or does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.questions import find_question
from schemas.text import fold
from schemas.vocabulary import Grade, Status
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.readers.absence import (
    says_carried_over,
    says_not_graded,
    says_not_inspected,
    says_told_elsewhere,
)
from scraper.parsers.readers.area import judge_areas, read_area
from scraper.parsers.readers.judgments import finish, read_question

from .made import POLICE, Made

VULNERABLE = "How effective is the force at protecting those who are vulnerable from harm, and supporting victims?"
AREA, VETTING, REGIONAL = (
    "Protecting vulnerable people",
    "Vetting and counter-corruption",
    "Disrupting serious organised crime",
)
Says = Callable[[Builder, Draft, str], bool]


def said(says: Says, text: str, round_id: str = "2016", label: str = VULNERABLE) -> bool:
    """Whether a sentence says so of a question or area of Kent."""
    question = find_question(POLICE, round_id, label)
    assert question is not None
    draft = Draft(None, question=label, question_key=question.key, known=question)
    return says(Made(round_id).b, draft, fold(text))


# --- not inspected -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "This question was not inspected in 2016.",
        "This question wasn’t inspected this year.",
        "This question was not inspected or graded in 2016.",
        "This question, not subject to a full inspection, is told in short.",
        "Following a flood, this question was not inspected.",
        "Our plan was a short one and these questions have not been assessed.",
        "This area was not formally assessed as part of our inspection.",
        "We did not inspect this area because of the pandemic.",
        "In light of what we knew, we did not inspect this question in 2016.",
        "We did not inspect in 2016.",
        "Not inspected in 2016.",
        "Being few, these areas were not inspected.",
        "This question hasn’t been inspected.",
        "It is a question not subject to a full inspection.",
        "In 2016 we did not inspect.",
        "This was not inspected by us in 2016.",
        "The service was not inspected in 2016.",
        "This pillar was not subject to a full assessment.",
        "In light of what we knew, we did not inspect the service on this question.",
        "In light of what we knew, HMIC has not assessed the force on this question.",
        "We have not inspected this area.",
        "We also did not assess how effective the force is at protecting vulnerable people.",
        "We did not inspect the force’s effectiveness in 2016.",
        "Kent Police was not inspected on this question in 2016.",
        "Kent Police (“the force”) was not inspected by HMIC in 2016.",
        "As a result, the force was not inspected in 2016.",
        "The force was judged as good in 2015 and was not inspected in 2016.",
        "Kent Police was not subject to a detailed inspection of how effectively it protects vulnerable people.",
        "It was not subject to detailed inspection in 2016.",
        "Protecting vulnerable people was not inspected in 2016.",
        "Such questions are not being assessed.",
        "No inspection took place in May 2016.",
        "No inspection was made of this question.",
    ],
)
def test_a_question_was_not_inspected_where_the_sentence_speaks_of_it_or_of_the_whole_force(text: str) -> None:
    assert said(says_not_inspected, text)


@pytest.mark.parametrize(
    "text",
    [
        "One in ten of its vehicles has not been inspected since spring.",
        "Two houses, not inspected since 2015, were sold.",
        "It has not been inspected since 2015.",
        "These are not inspected.",
        "Victims were not subject to a risk assessment in every case.",
        "Victims are not subject to an assessment.",
        "Vulnerable people were not assessed.",
        "Each victim’s needs were not formally assessed.",
        "The risk to victims in this area was not assessed.",
        "Where risk is not assessed, an inspection by a sergeant follows.",
        "We did not inspect custody for this report.",
        "For custody, we did not inspect.",
        "We did not inspect the force’s custody suites.",
        "We did not inspect this area of custody.",
        "We did not inspect this area’s cells.",
        "We did not inspect this area for improvement again.",
        "We did not assess it.",
        "We did not inspect Essex Police.",
        "We did not inspect Kent Fire and Rescue Service’s cells.",
        "This area for improvement was not inspected in our visit.",
        "Areas for improvement were not assessed in our inspection.",
        "Some areas were not inspected.",
        "This was not assessed by the force.",
        "This question was not assessed by the sergeants.",
        "The force has not assessed this.",
        "The force did not inspect this area.",
        "The unit was not subject to a detailed inspection.",
        "No inspection was made of the cells.",
    ],
)
def test_what_was_not_inspected_of_the_forces_things_is_no_question(text: str) -> None:
    assert not said(says_not_inspected, text)


_TIMES = ("in 2014", "in 2015", "in our last inspection", "last year", "in the previous inspection")


@pytest.mark.parametrize("when", _TIMES)
@pytest.mark.parametrize("done", ["inspected", "graded"])
@pytest.mark.parametrize(
    "form",
    ["This question was not {done} {when}.", "{When}, this question was not {done}.", "{When} this question was not {done}.", "We have not {done} this question {when}.",
     "{When} we have not {done} this question.", "This question was not {done} {when} and is {done} now.", "This question was not {done} {when}, but we do now."],
)  # fmt: skip
def test_what_was_not_in_an_earlier_round_is_no_absence_of_this_one(form: str, done: str, when: str) -> None:
    says = says_not_inspected if done == "inspected" else says_not_graded
    text = form.format(done=done, when=when, When=when[0].upper() + when[1:])
    assert not said(says, text), text
    now = form.format(done=done, when="in 2016", When="In 2016")
    assert said(says, now), now


@pytest.mark.parametrize(
    "text",
    ["This question was not inspected before.", "This question was not previously inspected.", "Previously, this question was not inspected.",
     "This question was not inspected until 2017.", "This question has not been inspected yet.", "Formerly this question was not inspected."],
)  # fmt: skip
def test_what_was_not_inspected_before_or_is_not_yet_may_be_now(text: str) -> None:
    assert not said(says_not_inspected, text)
    assert not said(says_not_graded, text.replace("inspected", "graded"))


@pytest.mark.parametrize("text", ["The force was good in 2015 and this question was not inspected.", "As it was good in 2015, this question was not inspected.",
                                  "This question was not inspected, as it was good in 2015.", "This question was not inspected because it was good in 2015."])  # fmt: skip
def test_the_time_of_another_clause_is_not_that_of_the_absence(text: str) -> None:
    assert said(says_not_inspected, text)
    assert said(says_not_graded, text.replace("inspected", "graded"))


@pytest.mark.parametrize(
    "adverb", ["also", "again", "currently", "formally", "however", "now", "still", "therefore", "also therefore"]
)
@pytest.mark.parametrize(
    "form",
    ["This question was{} not inspected.", "This question was not{} inspected.", "This question has{} not been inspected.", "This question has not{} been inspected.",
     "This question has not been{} inspected.", "We{} did not inspect this question.", "We have{} not inspected this question.", "We have not{} inspected this question.",
     "This question is not{} being inspected.", "This question is not being{} inspected."],
)  # fmt: skip
def test_an_adverb_may_stand_anywhere_between_the_words_of_the_verb(form: str, adverb: str) -> None:
    text = form.format(f" {adverb}")
    assert said(says_not_inspected, text), text
    graded = text.replace("inspected", "graded").replace("inspect ", "give a grade for ")
    assert said(says_not_graded, graded), graded
    part = form.format(" fully")
    assert not said(says_not_inspected, part), part


# --- not graded --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "We do not make a graded judgment in this area.",
        "We haven’t given a grade here.",
        "We have not graded this area.",
        "We did not grade this area.",
        "We do not grade the force in this area.",
        "As we looked at it elsewhere, we have not graded this area.",
        "We did not give a graded judgment on protecting vulnerable people.",
        "Kent Police is not graded in this area.",
        "Protecting vulnerable people is not graded in this report.",
        "The force was not graded in this round.",
        "HMICFRS does not make any graded judgment here.",
        "HMIC has not made an assessment in this area.",
        "These areas are ungraded.",
        "Being short of time, we have not given a grade in this area.",
        "Being short of time, we have not given a grade of this area.",
        "Being short of time, we have not given a grade for this area.",
        "This area is ungraded.",
        "This area is no longer graded.",
        "No grade is given for this area.",
        "No graded judgment was made in this area.",
        "There is no grade for this area.",
        "We make no graded judgment in this area.",
        "We were unable to grade this area.",
        "We could not grade this area.",
        "We cannot grade this area.",
        "We decided not to grade the force in this area.",
    ],
)
def test_an_area_is_not_graded_where_the_sentence_speaks_of_it(text: str) -> None:
    assert said(says_not_graded, text, "2023-25", AREA)


@pytest.mark.parametrize(
    "text",
    [
        "Officers did not make an assessment of the risk in every case.",
        "We did not make an assessment of the risk.",
        "We have not made an assessment of it.",
        "We did not grade it so.",
        "We did not grade it.",
        "We do not grade custody.",
        "Supervisors have not made an assessment in this area.",
        "They have not made a judgment of it.",
        "Some incidents are not graded when they come in.",
        "Incidents in this area are not graded.",
        "Crimes are not graded by the force in this area.",
        "Calls are ungraded.",
        "The force does not give a grade to incidents.",
        "The force is not graded good in this area.",
        "The force is not graded as good in this area.",
        "The force is not graded to be good in this area.",
        "The risk of this area is not graded.",
        "Plans for this area are not graded.",
        "We have not graded it.",
        "We have not graded custody.",
        "This area of custody is not graded.",
        "Calls are no longer graded.",
        "There is no grade for calls.",
        "No grade was given to custody.",
        "We could not grade custody.",
        "Supervisors could not grade this area.",
        "The force gives no grade to this area’s calls.",
        "In 2018 we could not grade this area.",
    ],
)
def test_what_the_force_does_not_grade_is_no_area(text: str) -> None:
    assert not said(says_not_graded, text, "2023-25", AREA)


# --- told elsewhere ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (VETTING, "We now inspect each force separately to PEEL, and write a report with our findings and our grade."),
        (VETTING, "We have published a separate report on vetting and counter-corruption."),
        (VETTING, "Vetting and counter-corruption are now inspected separately."),
        (VETTING, "We inspect this area separately."),
        (VETTING, "It is reported on in another report."),
        (VETTING, "There is a separate inspection."),
        (VETTING, "It is part of a separate programme."),
        (VETTING, "There is a report of its own."),
        (VETTING, "Such areas have reports of their own."),
        (
            REGIONAL,
            "We now inspect serious organised crime (SOC) on a regional basis, rather than in each force in this area.",
        ),
    ],
)
def test_an_area_is_told_elsewhere_where_the_report_is_of_it(label: str, text: str) -> None:
    assert said(says_told_elsewhere, text, "2021-22", label)


def test_what_was_inspected_separately_in_an_earlier_round_may_stand_here_now() -> None:
    for text in (
        "This area was inspected separately{}.",
        "We inspected this area separately{}.",
        "We inspected this area on a regional basis{}.",
    ):
        assert said(says_told_elsewhere, text.format(""), "2023-25", AREA), text
        assert said(says_told_elsewhere, text.format(" in 2024"), "2023-25", AREA), text
        for when in ("in 2021/22", "in 2018", "in our last inspection", "last year", "before"):
            assert not said(says_told_elsewhere, text.format(f" {when}"), "2023-25", AREA), text
            assert not said(
                says_told_elsewhere,
                f"{when[0].upper()}{when[1:]} {text.format('')[0].lower()}{text.format('')[1:]}",
                "2023-25",
                AREA,
            )


@pytest.mark.parametrize(
    "text",
    [
        "We have published a separate report on domestic abuse.",
        "Custody is inspected separately.",
        "Our separate inspection of custody was in May.",
        "Domestic abuse is reported on in another report.",
        "Officers inspect each car separately.",
        "The force publishes a separate report.",
        "Kent Police has written a separate report in this area.",
        "It has published a separate report.",
        "The service has published a separate report.",
        "We inspect this area.",
        "Each victim has a separate report.",
    ],
)
def test_a_report_of_something_else_leaves_the_area_here(text: str) -> None:
    assert not said(says_told_elsewhere, text, "2023-25", AREA)


# --- carried over ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The grade from 2015 has been carried over.",
        "The force’s 2015 judgment of good stands.",
        "HMIC’s rating of 2015 remains in place.",
        "We have carried forward our 2015 judgment.",
        "We have retained the grade from our 2015 inspection.",
        "The 2015 judgment is retained.",
        "We have kept our 2015 grade.",
        "HMIC has carried over its 2015 judgement.",
        "This question has not been subject to a detailed inspection since 2015.",
        "This question was not subject to inspection.",
        "The grades of 2015 carry on.",
        "The grade above is carried over from 2015.",
        "Custody was not seen; its 2015 grade stands.",
        "Custody is old: that grade remains.",
        "Custody is old and our 2015 grade remains.",
        "Custody is old but 2015 grades remain.",
        "Custody is old so last year’s rating remains.",
        "We also carried over the grade of good from 2015, which was our last.",
        "This question was not inspected in 2016 and the 2015 judgment of good stands.",
        "This question was not inspected this year, so last year's grade stands.",
        "Because we did not look at custody again, the 2015 grade stands.",
        "The list remains, and the 2015 grade stands.",
        "Custody was not seen & the 2015 grade stands.",
        "Custody was not seen, &amp; that judgment stands.",
        "Custody was not seen &amp;amp; that judgment stands.",
        "Its judgment for protecting vulnerable people from 2015 carries on.",
    ],
)
def test_a_grade_or_a_judgment_is_carried_over(text: str) -> None:
    assert said(says_carried_over, text)


@pytest.mark.parametrize(
    "text",
    [
        "We have carried forward two areas for improvement from 2015.",
        "Two visits of 2015 were carried over to 2016.",
        "The recommendations of our 2015 inspection were carried over.",
        "The areas for improvement from our 2015 judgment remain.",
        "We have carried over the areas for improvement from our 2015 judgment.",
        "The force carried over its 2015 budget.",
        "The grade of calls of 2015 stands in the system.",
        "The 2015 judgment on custody stands.",
        "Their judgment remains, as in 2015.",
        "Our judgment stands out.",
        "The force has retained its 2015 grade of paper.",
        "We have kept our 2015 areas for improvement.",
        "In custody, judgment remains as in 2015.",
        "This question was not inspected in 2016, and the plan of 2015 remains.",
        "Its vehicles were not subject to inspection in 2015.",
    ],
)
def test_nothing_else_that_is_carried_over_is_a_grade(text: str) -> None:
    assert not said(says_carried_over, text)


# --- the kind ----------------------------------------------------------------------------------------------------

THINGS = st.sampled_from(
    ["custody", "its vehicles", "domestic abuse", "the risk to victims", "some incidents", "Essex Police", "the control room",
     "the force’s firearms", "two areas for improvement", "supervision", "each call", "supporting victims"]
)  # fmt: skip
FORMS = st.sampled_from(
    [
        (says_not_inspected, "We did not inspect {}."),
        (says_not_inspected, "{} was not inspected in 2015."),
        (says_not_inspected, "{} was not subject to a detailed inspection in 2015."),
        (says_not_inspected, "In our inspection {} was not formally assessed."),
        (says_not_graded, "We do not make a graded judgment of {}."),
        (says_not_graded, "{} is not graded."),
        (says_carried_over, "{} was carried over from 2015."),
        (says_carried_over, "The 2015 judgment of {} stands."),
        (says_carried_over, "We have carried forward {} from our 2015 grades."),
        (says_told_elsewhere, "There is a separate report on {}."),
        (says_told_elsewhere, "We inspect {} separately."),
    ]
)


@given(THINGS, FORMS)
def test_no_form_of_words_says_it_of_another_thing(thing: str, form: tuple[Says, str]) -> None:
    says, words = form
    assert not said(says, words.format(thing))


@pytest.mark.parametrize("says", [says_not_inspected, says_not_graded, says_carried_over, says_told_elsewhere])
def test_a_sentence_of_nothing_of_the_kind_says_nothing(says: Says) -> None:
    assert not said(says, "The force knows its county.")


# --- where the badge is lost -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["We did not inspect custody for this report.", "Victims were not subject to a risk assessment."]
)
def test_a_question_that_lost_its_badge_is_not_uninspected_for_a_stray_sentence(text: str) -> None:
    page = Made()
    read_question(page.b, page.question(VULNERABLE, text))
    assert finish(page.b, page.b.drafts.all()[0]).status is Status.UNREADABLE
    assert page.codes == ["grade_missing"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We did not inspect this area as part of PEEL.", Status.NOT_INSPECTED),
        ("This area was not inspected.", Status.NOT_INSPECTED),
        ("We haven’t inspected this area.", Status.NOT_INSPECTED),
        ("We did not inspect how it protects vulnerable people as part of this inspection.", Status.NOT_INSPECTED),
        ("We did not grade this area as part of PEEL.", Status.NOT_GRADED),
        ("We didn’t inspect or grade this area.", Status.NOT_INSPECTED),
        ("We did not inspect the control room.", Status.UNREADABLE),
        ("The force’s calls were not inspected.", Status.UNREADABLE),
        ("We did not grade the control room.", Status.UNREADABLE),
    ],
)
def test_an_area_is_not_inspected_where_the_page_says_so_of_all_of_it(text: str, status: Status) -> None:
    page = Made("2023-25")
    read_area(page.b, [], page.question(AREA, text))
    judge_areas(page.b)
    assert page.b.judgments[0].status is status
    assert page.codes == ["grade_missing"] * (status is Status.UNREADABLE)
    graded = Made("2023-25")
    read_area(graded.b, [], graded.question(AREA, text, head=("Good",)))
    judge_areas(graded.b)
    assert graded.b.judgments[0].grade is Grade.GOOD


def test_a_grade_that_stands_in_an_area_is_not_one_that_was_not_inspected() -> None:
    page = Made("2023-25")
    read_area(page.b, [], page.question(AREA, "This area was not inspected and the grade from 2021/22 stands."))
    judge_areas(page.b)
    assert (page.b.judgments[0].status, page.b.judgments[0].carried_from) == (Status.UNREADABLE, "2021-22")


@pytest.mark.parametrize(
    "text",
    ["Some incidents are not graded when they come in.", "We have published a separate report on domestic abuse."],
)
@pytest.mark.parametrize(("head", "codes"), [((), ["grade_missing"]), (("Inadequate",), [])])
def test_an_area_is_not_ungraded_for_a_stray_sentence(text: str, head: tuple[str, ...], codes: list[str]) -> None:
    page = Made("2023-25")
    read_area(page.b, [], page.question(AREA, text, head=head))
    judge_areas(page.b)
    assert page.codes == codes
