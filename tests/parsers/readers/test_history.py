"""What a section says of an earlier round: a grade that is carried over, or stands, or was."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Pillar
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.readers.area import read_area
from scraper.parsers.readers.history import one_previous, read_history, told_apart
from scraper.parsers.readers.judgments import read_pillar
from scraper.parsers.readers.own_word import ANOTHER

from .made import FIRE, PREVENTING, Made

GOOD, NEEDS = Grade.GOOD, Grade.REQUIRES_IMPROVEMENT
KEY = "effectiveness/preventing-crime"


def told(*texts: str, page: Made | None = None, key: str | None = KEY, not_inspected: bool = False) -> Draft:
    """The draft of a question after a section with these paragraphs was read."""
    page = page or Made()
    draft = Draft(None, question_key=key, not_inspected=not_inspected)
    read_history(page.b, draft, page.question(PREVENTING, *texts))
    return draft


def before(*texts: str) -> Previous:
    """What is read as the previous grade of a question that was not inspected."""
    return told(*texts, not_inspected=True).previous


# --- not inspected, carried over ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "This question was not assessed in our inspection.",
        "These questions were not formally assessed in our inspection.",
        "This question is not assessed in this inspection.",
        "This question has not been inspected.",
        "These areas have not been subject to an assessment.",
        "We did not inspect this.",
        "Not inspected in 2016.",
        "It is a question not subject to inspection.",
        "This question, not subject to a detailed inspection, is told below.",
        "No inspection was made.",
        "No inspection took place.",
        "This question wasn't inspected this time.",
        "This question wasn’t inspected this time.",
    ],
)
def test_a_question_that_was_not_inspected_says_so(text: str) -> None:
    assert told(text).not_inspected


def test_a_pillar_is_not_uninspected_for_what_its_prose_says() -> None:
    assert not told("This was not assessed in our inspection of 2016.", key=None).not_inspected


def test_only_a_paragraph_of_inspections_grades_or_judgments_tells_of_them() -> None:
    assert not told("This was not assessed.").not_inspected
    assert told("This was not assessed for our judgment.").not_inspected


@pytest.mark.parametrize(
    "text",
    [
        "It has not been subject to a detailed inspection since 2015.",
        "The grades of 2015 are carried over.",
        "The judgments of 2015 are carried forward.",
        "The grades from our last year’s inspection stand.",
        "The judgments of the previous year remain in place.",
        "The judgements from its 2015 inspection carry on.",
        "Last year’s grade stands.",
        "Last year’s judgment still remains.",
        "The 2015 judgement stands.",
        "Our grade of 2015 continues to stand.",
        "Our grade of 2015 still applies.",
        "The judgments from 2015 continue to apply.",
        "The 2015 judgment is unchanged.",
    ],
)
def test_a_grade_that_is_carried_over_is_of_the_round_that_is_named(text: str) -> None:
    assert told(text).carried_from == "2015"


DATED = (
    "This judgment dates from 2015.", "This grade dates back to 2015.", "This grade was given in 2015.", "This judgment was made in 2015 and was not revisited.",
    "The grade for this question is that of our 2015 inspection.", "The above grade is from the 2015 legitimacy inspection.",
    "Our judgment from 2015 is shown here.", "The 2015 grade is repeated above.", "This grade is still that given in 2015.", "The judgment of good comes from our 2015 inspection.",
    "Kent Police’s grade of good was awarded in 2015.", "This grade was reached during our 2015 inspection.", "Until then the 2015 grade holds.", "Carried over from our 2015 judgment",
    "Carried forward from 2015: judgment", "Rolled over from our 2015 judgment", "Transferred from our 2015 judgment", "The grade was brought forward from 2015.",
    "Our judgment was taken over from 2015.", "We took over the 2015 grade.", "The 2015 judgment was rolled forward.",
)  # fmt: skip


@pytest.mark.parametrize("text", DATED)
def test_a_grade_of_which_it_is_said_when_it_was_given_is_of_that_round(text: str) -> None:
    assert told(text).carried_from == "2015"
    assert told(text.replace("2015", "2016")).carried_from is None


@pytest.mark.parametrize(
    "text",
    [
        "The last grade was given in 2015.", "Our previous judgment was made in 2015.", "The 2015 grade was given in May 2015.", "Essex Police’s grade was given in 2015.",
        "This judgment was made on evidence of 2015.", "This grade was given in 2015 for custody.", "The grade of paper dates from 2015.", "Their grade was given in 2015.",
        "The judgment is from a court in 2015.", "The grades of officers are shown in a table of 2015.", "Judgment was reserved in 2015.", "Its plan was made after our judgment in 2015.",
        "The judgment on custody was made in 2015.", "Carried over from 2015, the vehicles and all else that the force has were graded.",
    ],
)  # fmt: skip
def test_what_else_dates_from_an_earlier_time_carries_no_grade_over(text: str) -> None:
    assert told(text).carried_from is None


@pytest.mark.parametrize("verb", ["stand", "apply", "continue to stand", "remain"])
@pytest.mark.parametrize("no", ["does not {}", "no longer {}s", "did not {}", "will not {}"])
def test_a_grade_that_does_not_stand_is_not_carried_over(verb: str, no: str) -> None:
    assert told(f"The grade of 2015 {no.format(verb)}.").carried_from is None


def test_the_first_sentence_that_carries_a_grade_over_decides() -> None:
    page = Made("2017")
    draft = told("The grade of 2015 stands.", "The grade of 2016 stands.", page=page)
    assert draft.carried_from == "2015"


@pytest.mark.parametrize("when", ["Last year", "In the previous year", "In 2015"])
def test_the_grade_of_a_question_that_was_not_inspected_may_stand_in_another_sentence(when: str) -> None:
    assert told(f"This was not inspected. {when} it was good.").previous == (GOOD, "2015")
    assert told(f"This was not inspected. {when} it was not seen.").previous == (None, None)


def test_a_year_that_is_no_earlier_round_has_no_grade() -> None:
    assert before("In 2019 it was graded good, and not otherwise.") == (None, None)


def test_a_sentence_that_only_has_from_in_it_tells_of_no_earlier_grade_where_none_is_carried_over() -> None:
    text = "The grade from 2015 was good."
    assert told(text).previous == (None, None)
    assert before(text) == (GOOD, "2015")


IN_PART = (
    "The grade of 2015 {} in part.", "The grade of 2015 {}, in large part.", "The grade of 2015 {} to some extent.", "The grade of 2015 {} in some respects.",
    "Part of our 2015 judgment {}.", "Only some of the 2015 grades {}.", "All but one of our 2015 grades {}.", "Three of our 2015 judgments {}.",
    "Two out of those grades of 2015 {}.", "The judgment of 2015 {} for two of three questions.", "The judgment of 2015 {} in all but one of the areas.",
    "The judgment of 2015 {} for only part of it.", "Our 2015 grade {}, except for custody.", "Our 2015 grade {} apart from custody.", "Our 2015 grade {}, but not for custody.",
    "Our 2015 grade {}, other than for custody.", "Our 2015 grade {} save for custody.", "Our 2015 grade {} with the exception of custody.", "Our 2015 grade {}, with exceptions.",
    "Our 2015 grade {} excluding custody.", "Our 2015 grade {} only for custody.", "Our 2015 grade {} as to custody only.", "Our 2015 grade {} with regard to custody alone.",
    "Our 2015 grade {}, but it does not for custody.", "Our 2015 grade {} in respect of one of the areas.",
)  # fmt: skip
BY_US = (
    "We have {} carried over our 2015 grade.", "We {} carried over our judgment from 2015.", "The grade of 2015 is {} carried over.", "Our grade of 2015 {} stands.",
    "Our 2015 judgment has been {} carried forward.",
)  # fmt: skip


def test_a_grade_that_stands_for_a_part_is_not_carried_over_and_told() -> None:
    verbs = ("stands", "is carried over", "has been carried forward", "remains", "is retained")
    adverbs = ("partly", "partially", "largely", "mainly", "mostly")
    parts = [form.format(verb) for form in IN_PART for verb in verbs]
    parts += [form.format(adverb) for form in BY_US for adverb in adverbs]
    no = "The grade of 2015 is not {} carried over."
    parts += [no.format(adverb) for adverb in ("completely", "entirely", "fully", "wholly")]
    parts += [f"The grade of 2015 is not carried over {how}." for how in ("in full", "as a whole", "wholly")]
    for text in parts:
        page = Made("2016")
        assert (told(text, page=page).carried_from, page.codes) == (None, ["grade_unreadable"]), text
    whole = [form.format(verb) for form in ("Our grade of 2015 {} in full.", "In May, our 2015 grade {}.", "Our 2015 judgment of all three questions {}.") for verb in verbs]  # fmt: skip
    for text in ("The force told us:", *whole, "Part of the work of 2015 remains.", "Two of the plans of 2015 stand."):
        page = Made("2016")
        assert told(text, page=page).carried_from == ("2015" if text in whole[:10] else None), text
        assert page.codes == [], text
    page = Made("2016")
    assert told("The force told us:", "This grade is carried over in part from 2015.", page=page).carried_from is None
    assert told("Our grade stands in part.", page=page).carried_from is None
    assert page.codes == []


def test_nothing_is_carried_over_for_a_pillar_or_without_such_words() -> None:
    assert told("The grade of 2015 stands.", key=None).carried_from is None
    assert told("We graded it in 2015.").carried_from is None


def test_a_grade_that_is_carried_over_from_several_rounds_is_of_none_and_told() -> None:
    for rounds, carried, codes in (("2014 and 2015", None, ["grade_unreadable"]), ("2015", "2015", [])):
        page = Made()
        draft = told(f"This grade is carried over from {rounds}.", page=page)
        assert (draft.carried_from, page.codes) == (carried, codes)
    page = Made()
    assert told("The force told us:", "This grade is carried over from 2014 and 2015.", page=page).carried_from is None
    assert page.codes == []


# --- the grade that was ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("In 2015 our inspection found that it was outstanding.", Grade.OUTSTANDING),
        ("At our inspection in 2015 we found that the force was good.", GOOD),
        ("In 2015 we graded it to be adequate.", Grade.ADEQUATE),
        ("Its grade, as in 2015, has been inadequate.", Grade.INADEQUATE),
        ("In 2015 we graded it as good.", GOOD),
        ("In 2015 we graded it as being good.", GOOD),
        ("It has a grade of good from 2015.", GOOD),
        ("In 2015 its grade fell to inadequate.", Grade.INADEQUATE),
        ("In our 2015 inspection it was graded good.", GOOD),
        ("In our 2015 inspection it was judged good.", GOOD),
        ("In our 2015 inspection it was assessed good.", GOOD),
        ("In our 2015 inspection it was rated good.", GOOD),
        ("In our 2015 inspection it was judged as requires improvement.", NEEDS),
        ("In our 2015 inspection it was judged as requiring improvement.", NEEDS),
        ("In our 2015 inspection it required improvement.", NEEDS),
        ("In our 2015 inspection it was good at this.", GOOD),
        ("In our 2015 inspection it was judged to be good.", GOOD),
        ("In our 2015 inspection it was judged as being good.", GOOD),
        ("In our 2015 inspection our judgments were good.", GOOD),
        ("Our 2015 rating was good, and this was our first inspection.", GOOD),
        ("The 2015 judgement of good was that of our inspection.", GOOD),
        ("The brigade was good in our 2015 inspection.", GOOD),
        ("The constabulary was good in our 2015 inspection.", GOOD),
        ("In our 2015 inspection this was good.", GOOD),
        ("Unlike its neighbours, the force was good in our 2015 inspection.", GOOD),
        ("Supervision is weak but the force was good in our 2015 inspection.", GOOD),
        ("Supervision is weak, and the force was good in our 2015 inspection.", GOOD),
    ],
)
def test_the_grade_of_a_question_that_was_not_inspected_is_the_one_it_had(text: str, grade: Grade) -> None:
    assert before(text) == (grade, "2015")


@pytest.mark.parametrize(
    "text",
    [
        "It was good when we carried out an inspection.",
        "In 2015 we carried out an inspection.",
        "As in 2015, our inspection expects the force to be good at this.",
        "At our inspection it was as good as in 2015.",
        "At our inspection in 2015 it was good at answering letters.",
        "At our inspection in 2015 its efficiency was good.",
        "At our inspection of 2015 was good.",
        "Supervision is weak, and our inspection found in 2015 that supervision was good.",
    ],
)
def test_without_a_round_a_grade_or_a_past_there_is_none(text: str) -> None:
    assert before(text) == (None, None)


@pytest.mark.parametrize(
    "subject",
    ["A force", "Another force", "Other forces", "One force", "Some forces", "Most forces",
     "Many forces", "All forces", "Its services", "The neighbouring force", "Similar forces", "Another service"],
)  # fmt: skip
def test_what_others_were_is_not_what_the_force_was(subject: str) -> None:
    assert ANOTHER.search(f"{subject.lower()} were good")
    assert before(f"{subject} were, or was good at our inspection in 2015.") == (None, None)
    assert before(f"In 2015, at our inspection, {subject.lower()} and it were good.") == (None, None)
    assert before(f"The force was good at our inspection in 2015, as {subject.lower()} were.") == (GOOD, "2015")


def test_a_grade_that_was_is_read_where_it_was_carried_over_or_nothing_was_inspected() -> None:
    was = "In our inspection of 2015 the force was good."
    assert told(f"The grade of 2015 stands. {was}").previous == (GOOD, "2015")
    assert told(f"We did not inspect this. {was}").previous == (GOOD, "2015")
    assert told(was).previous == (None, None)


MOVED = ("changed", "declined", "deteriorated", "dropped", "fallen", "gone down", "improved", "moved", "risen")
MOVES = ("a change", "a decline", "a deterioration", "a fall", "an improvement", "a rise")


@pytest.mark.parametrize(
    "moved",
    [
        *(f"The force has {verb}" for verb in MOVED),
        *(f"Our grades {have} {verb}" for have, verb in zip(("have", "have now", "have since"), MOVED, strict=False)),
        *(f"The force has {now} {way}" for now in ("now", "since") for way in ("gone up", "moved down")),
        *(f"This is {move}" for move in MOVES), "This is up", "This is down", "It is now an improvement up", "This is a fall down",
    ],
)  # fmt: skip
def test_what_moved_from_a_grade_had_it(moved: str) -> None:
    for grade in (
        "adequate",
        "a grade of adequate",
        "a judgment of adequate",
        "a judgement of adequate",
        "a rating of adequate",
    ):
        for when in ("in 2015", "in 2015 to good", "to good since 2015", "to requires improvement since 2015"):
            text = f"At our inspection: {moved.lower()} from {grade} {when}."
            assert before(text) == (Grade.ADEQUATE, "2015"), text


@pytest.mark.parametrize(
    "text",
    ["In 2015 it was up from adequate.", "In 2015 it was up from adequate to good.", "In last year’s inspection its grade was down from good.",
     "At our inspection of the previous year this was a fall from good.", "The force has improved from adequate to good in 2015.",
     "The force has risen from adequate to good in last year’s inspection.", "Since it was new, the force has risen from adequate to good in 2015."],
)  # fmt: skip
def test_the_grade_from_which_something_moved_in_a_round_is_not_that_of_the_round(text: str) -> None:
    draft = told(f"At our inspections: {text.lower()}", not_inspected=True)
    assert draft.previous == (None, None)
    assert len(draft.unread) == 1


@pytest.mark.parametrize("when", ["since 2015", "since the 2015 inspection", "since our 2015 inspection", "since its 2015 inspection",
                                  "since last year’s inspection", "since the previous year’s inspection"])  # fmt: skip
def test_since_a_round_it_moved_from_the_grade_of_that_to_that_of_now(when: str) -> None:
    for text in (
        f"{when}, the force has improved from adequate.",
        f"the force has improved from adequate to good {when}.",
    ):
        assert before(f"At our inspections: {text}") == (Grade.ADEQUATE, "2015"), text
    for text in (f"{when} its grade rose to good.", f"its grade fell to adequate {when}."):
        assert told(f"At our inspections: {text}", not_inspected=True).previous == (None, None), text
    assert before(f"At our inspections: the force has been good {when}.") == (GOOD, "2015")


@pytest.mark.parametrize("subject", ["The control room", "Another force", "Supervision", "Essex Police"])
def test_what_moved_is_the_force_or_its_judgment(subject: str) -> None:
    for moved in (f"{subject} has improved", f"For {subject.lower()} this is up", f"{subject} has seen a rise"):
        assert before(f"At our inspection: {moved} from adequate in 2015.") == (None, None)


@pytest.mark.parametrize(
    "text",
    ["Had it been good in our 2015 inspection, we would have said so.", "Were it to be good in our 2015 inspection, we would say so.",
     "If the force was good in our 2015 inspection, it learns.", "Was it to be good in our 2015 inspection, we ask.",
     "In our 2015 inspection, has it been good?", "If the force had disappointingly been good in our 2015 inspection, it learns."],
)  # fmt: skip
def test_what_is_asked_or_supposed_was_not_so(text: str) -> None:
    draft = told(text, not_inspected=True)
    assert (draft.previous, draft.unread) == ((None, None), [])


@pytest.mark.parametrize(
    "text",
    ["Essex Police helps. It was good in our 2015 inspection.", "The force works with another force. It was good in our 2015 inspection.",
     "“We were there. It was good in our 2015 inspection. It did well.”", "The chair said: “We were there. It was good in our 2015 inspection.”"],
)  # fmt: skip
def test_a_grade_of_others_or_in_the_words_of_others_is_not_what_the_force_had(text: str) -> None:
    assert before(text) == (None, None)


def test_a_question_that_was_not_inspected_stays_so_whatever_is_said_of_others() -> None:
    assert told("This question was not inspected. Essex Police helps. This was not inspected in 2016.").not_inspected


def test_the_first_such_grade_stands_and_later_sentences_leave_it() -> None:
    was = "In our inspection of 2015 it was good."
    assert before(was, "In our inspection of 2014 it was inadequate.", "Our inspection was short.") == (GOOD, "2015")


@pytest.mark.parametrize(
    ("said", "grade"),
    [
        ("was outstanding in its", Grade.OUTSTANDING),
        ("was good in our", GOOD),
        ("was adequate in the", Grade.ADEQUATE),
        ("was inadequate in its", Grade.INADEQUATE),
        ("required improvement in its", NEEDS),
        ("had been good in the", GOOD),
        ("was judged good in its", GOOD),
        ("was graded as good in its", GOOD),
        ("was assessed to be good in its", GOOD),
        ("had been rated as being good in its", GOOD),
        ("was judged as requiring improvement in its", NEEDS),
    ],
)
def test_the_fixed_form_of_the_fire_reports_tells_the_grade_of_pillar_and_question(said: str, grade: Grade) -> None:
    text = f"Kent Fire and Rescue Service {said} 2018/19 assessment."
    for key in (None, KEY):
        assert told(text, page=Made("2021-22", FIRE), key=key).previous == (grade, "2018-19")


def test_a_sentence_of_another_service_tells_nothing_of_this_one() -> None:
    other = "Essex County Fire and Rescue Service was good in its 2018/19 assessment."
    both = "Like Essex County Fire and Rescue Service, Kent was good in its 2018/19 assessment."
    assert told(other, page=Made("2021-22", FIRE)).previous == (None, None)
    assert told(both, page=Made("2021-22", FIRE)).previous == (GOOD, "2018-19")


@pytest.mark.parametrize(
    "subject", ["Supervision", "Its training centre", "Kent County Council", "The old control room"]
)
@pytest.mark.parametrize(
    "form",
    [
        "{} required improvement in our 2018/19 inspection.",
        "{} was good in its 2018/19 assessment.",
        "{} was judged good in 2018/19.",
    ],
)
def test_the_fixed_form_of_a_part_tells_no_grade_of_the_whole(subject: str, form: str) -> None:
    for key in (None, KEY):
        assert told(form.format(subject), page=Made("2021-22", FIRE), key=key).previous == (None, None)


def test_a_year_alone_may_stand_in_the_fixed_form() -> None:
    for said in ("Kent Fire and Rescue Service was judged good in 2018/19.", "The service was graded good in 2018/19."):
        assert told(said, page=Made("2021-22", FIRE)).previous == (GOOD, "2018-19")


def test_a_pillar_may_be_called_by_its_noun() -> None:
    page, draft = Made("2021-22", FIRE), Draft(Pillar.EFFICIENCY)
    text = "The service’s efficiency was good in its 2018/19 assessment. Its effectiveness was inadequate in its 2018/19 assessment."
    read_history(page.b, draft, page.pillar(Pillar.EFFICIENCY, text))
    assert draft.previous == (GOOD, "2018-19")


def test_a_question_is_not_called_by_the_noun_of_its_pillar() -> None:
    page, draft = Made(), Draft(Pillar.EFFICIENCY, question_key=KEY, not_inspected=True)
    read_history(
        page.b, draft, page.pillar(Pillar.EFFICIENCY, "The force’s efficiency was good in our 2015 inspection.")
    )
    assert draft.previous == (None, None)


def test_the_fixed_form_does_not_replace_a_grade_that_was_read_before() -> None:
    text = "We did not inspect this. In 2014 our grade of it was good. It was inadequate in its 2015 assessment."
    assert told(text).previous == (GOOD, "2014")


def test_paragraphs_alone_count_and_only_the_first_six() -> None:
    was = "It was good in its 2015 assessment."
    view = "View the questions for effectiveness"
    assert told(*[view] * 6, was).previous == (GOOD, "2015")
    assert told(*["The force knows its county."] * 6, was).previous == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "We did not inspect this.", "This was not assessed in the assessment.", "The rating of 2015 was carried over.",
        "This was not assessed for a judgment.", "This was not assessed for a grade.",
    ],
)  # fmt: skip
def test_each_word_of_inspecting_and_judging_makes_a_paragraph_worth_reading(text: str) -> None:
    for each in (text, text.upper()):
        draft = told(each)
        assert draft.not_inspected or draft.carried_from == "2015"


@pytest.mark.parametrize(
    ("sentences", "previous"),
    [
        ([(GOOD, "2016"), (Grade.INADEQUATE, "2018-19")], (Grade.INADEQUATE, "2018-19")),
        ([(GOOD, "2016"), (GOOD, "2016")], (GOOD, "2016")),
        ([(GOOD, "2016"), (NEEDS, "2016")], (None, None)),
        ([(GOOD, None), (NEEDS, "2016")], (NEEDS, "2016")),
        ([(GOOD, None)], (GOOD, None)),
        ([], (None, None)),
    ],
)
def test_of_several_the_latest_round_counts_and_two_grades_of_it_are_none(
    sentences: list[Previous], previous: Previous
) -> None:
    assert one_previous(sentences) == previous


# --- what is not understood --------------------------------------------------------------------------------------

UNREAD = [
    "Disappointingly, it was good in its 2018/19 assessment.",
    "The service regrettably required improvement in its 2018/19 assessment.",
    "This is an improvement on the time when the service was inadequate in its 2018/19 assessment.",
    "Kent Fire and Rescue Service was good at preventing fires and other risks effectively in its 2018/19 assessment.",
    *(f"Disappointingly, {subject} was good in its 2018/19 assessment." for subject in
      ("this", "the brigade", "this brigade", "the force", "this service")),
    "Disappointingly, the service had been judged good in its 2018/19 assessment.",
]  # fmt: skip
BEHIND = ("at", "by", "for", "from", "in", "of", "on", "to", "with")
OF_A_PART = [
    "For rescue, the service was good in its 2018/19 assessment.",
    "The service was good at preventing chimney fires and other risks in its 2018/19 assessment.",
    "The service was good at fraud in its 2018/19 assessment.",
    "The service says it was good in its 2018/19 assessment.",
    "The service’s supervision was good in its 2018/19 assessment.",
    "Disappointingly, supervision was good in its 2018/19 assessment.",
    "Disappointingly, and against all promises, it was good in its 2018/19 assessment.",
    "Disappointingly, it was good in its 2008/09 assessment.",
    "“Disappointingly, it was good in its 2018/19 assessment,” one said.",
    "“We were there. Disappointingly, it was good in its 2018/19 assessment. It did well.”",
    "Essex County Fire and Rescue Service is a partner. Disappointingly, it was good in its 2018/19 assessment.",
    *(f"{behind.title()} {whose}rescue, the service was good in its 2018/19 assessment." for behind in BEHIND
      for whose in ("", "the ", "its ", "their ")),
]  # fmt: skip
FIRES = "How effective is the FRS at preventing fires and other risks?"


def problems(*texts: str) -> list[str]:
    """The codes of a question's section of a fire service."""
    page = Made("2021-22", FIRE)
    section = page.question(FIRES, *texts)
    draft = Draft(section.pillar, section.question, section.question_key, section.known)
    read_history(page.b, draft, section)
    return page.codes


@pytest.mark.parametrize("text", UNREAD)
def test_an_earlier_grade_in_a_sentence_with_a_word_that_is_not_known_is_told(text: str) -> None:
    assert problems(text) == ["grade_unreadable"]
    assert problems(text, "The service was good in its 2018/19 assessment.") == []


@pytest.mark.parametrize("subject", ["it", "this", "the force", "this force", "the constabulary", "this constabulary"])
def test_of_a_question_that_was_not_inspected_any_such_sentence_is_told(subject: str) -> None:
    for verb in ("was", "had been", "has been", "have been"):
        page = Made()
        section = page.question(PREVENTING, f"Disappointingly, {subject} {verb} good since our 2015 inspection.")
        draft = Draft(section.pillar, section.question, section.question_key, section.known, not_inspected=True)
        read_history(page.b, draft, section)
        assert page.codes == ["grade_unreadable"], verb


@pytest.mark.parametrize("text", OF_A_PART)
def test_a_grade_of_a_part_or_in_the_words_of_others_is_no_problem(text: str) -> None:
    assert problems(text) == []


@pytest.mark.parametrize("thing", ["", " at preventing fires and other risks", " at preventing fires", " in this area"])
def test_the_fixed_form_may_name_what_is_judged(thing: str) -> None:
    page = Made("2021-22", FIRE)
    section = page.question(FIRES, f"The service was good{thing} in its 2018/19 assessment.")
    draft = Draft(section.pillar, section.question, section.question_key, section.known)
    read_history(page.b, draft, section)
    assert draft.previous == (GOOD, "2018-19")


# --- what moved --------------------------------------------------------------------------------------------------

CHANGES = ("slipped", "worsened", "dropped", "declined", "deteriorated", "climbed", "moved up", "changed its grade", "been upgraded",
           "been downgraded", "now been lowered", "fallen", "risen", "gone", "come down", "lowered our grade")  # fmt: skip
PAST = (
    "slipped",
    "worsened",
    "dropped",
    "fell",
    "declined",
    "rose",
    "went",
    "moved up",
    "was upgraded",
    "was downgraded",
    "were lowered",
)


def of_pillar(text: str, badge: str = "Good") -> tuple[Previous, list[str]]:
    """The previous grade of a pillar of 2016 that is stated, and the codes of the problems."""
    page = Made()
    section = page.pillar(Pillar.EFFECTIVENESS, text, head=(badge,))
    read_pillar(page.b, section)
    return page.b.drafts.all()[0].previous, page.codes


@pytest.mark.parametrize("verb", CHANGES)
def test_the_grade_that_was_left_is_the_previous_one(verb: str) -> None:
    for subject in ("The force has", "It has", "Kent Police has"):
        for rest in ("outstanding in 2015", "outstanding in 2015 to good", "outstanding to good since 2015", "a grade of outstanding in 2015",
                     "its previous grade of outstanding in 2015 to good in this inspection", "outstanding in our 2015 inspection"):  # fmt: skip
            assert of_pillar(f"{subject} {verb} from {rest}.") == ((Grade.OUTSTANDING, "2015"), []), (subject, rest)
    assert of_pillar(f"The force has {verb} to good from outstanding in 2015.") == ((Grade.OUTSTANDING, "2015"), [])
    assert of_pillar(f"The force has {verb} from outstanding to good.") == ((Grade.OUTSTANDING, None), [])
    assert of_pillar(f"The force has {verb} from outstanding.") == ((Grade.OUTSTANDING, None), [])


@pytest.mark.parametrize("verb", PAST)
def test_so_is_the_one_that_was_left_once_where_the_round_is_that_of_the_grade(verb: str) -> None:
    for rest in ("outstanding in 2015 to good", "outstanding to good since our 2015 inspection"):
        assert of_pillar(f"The force {verb} from {rest}.") == ((Grade.OUTSTANDING, "2015"), []), rest
    assert of_pillar(f"The force {verb} from outstanding to good.") == ((Grade.OUTSTANDING, None), [])
    for text in (f"The force {verb} from outstanding in 2015.", f"In 2015 the force {verb} from outstanding to adequate.",
                 f"The force {verb} from outstanding to adequate in 2015.", f"The force {verb} from good to outstanding."):  # fmt: skip
        assert of_pillar(text) == ((None, None), ["grade_unreadable"]), text


@pytest.mark.parametrize(
    "text",
    ["The force’s control room has slipped from outstanding in 2015.", "Essex Police has slipped from outstanding in 2015.",
     "Public trust rose from adequate in 2015 to good.", "The force says it has slipped from outstanding in 2015.",
     "Its supervision has improved from inadequate in 2015 to good.", "The force moved its staff from good buildings in 2015.",
     "“The force has slipped from outstanding in 2015,” one said.", "If the force has slipped from outstanding in 2015, it learns.",
     "The force has not slipped from outstanding in 2015.", "The force almost slipped from outstanding in 2015.", "We came from Essex in 2015."],
)  # fmt: skip
def test_what_others_left_or_nobody_did_is_no_grade(text: str) -> None:
    assert of_pillar(text) == ((None, None), [])


@pytest.mark.parametrize("verb", ["dropped", "slipped", "fell", "was lowered", "had fallen"])
def test_the_grade_that_was_reached_in_a_round_is_that_of_the_round(verb: str) -> None:
    for when in ("In 2015", "At our 2015 inspection", "By 2015"):
        assert before(f"{when} it {verb} to adequate, by our grades.") in {(Grade.ADEQUATE, "2015"), (None, None)}
        assert before(f"{when} the force {verb} to adequate, as we said.") in {(Grade.ADEQUATE, "2015"), (None, None)}
    assert before(f"At our inspection in 2015 the force {verb} to adequate.") == (Grade.ADEQUATE, "2015")
    for text in (
        "the force has dropped to adequate on its 2015 grade",
        "the force dropped to adequate after 2015",
        "it fell to adequate from 2015",
    ):
        assert before(f"At our inspection: {text}.") == (None, None), text


@pytest.mark.parametrize(
    "text",
    ["We graded the force adequate in 2015 and good in 2014.", "In 2015 we graded it as adequate, up from inadequate in 2014.",
     "The force was adequate in 2015 and good in 2014."],
)  # fmt: skip
def test_of_several_rounds_in_one_sentence_none_is_read_and_that_is_told(text: str) -> None:
    draft = told(f"At our inspections: {text}", not_inspected=True)
    assert (draft.previous, len(draft.unread)) == ((None, None), 1)


def test_what_follows_a_semicolon_and_is_of_a_time_of_its_own_is_read_by_itself() -> None:
    assert told_apart("It is good; in 2015 it was adequate. So it is; yes.") == [
        "It is good;",
        "in 2015 it was adequate.",
        "So it is; yes.",
    ]
    assert told_apart("It was good; last time it was bad; it knows.") == [
        "It was good;",
        "last time it was bad; it knows.",
    ]
    assert before("This is the judgment of our inspection; in 2015 the force was good.") == (GOOD, "2015")


@pytest.mark.parametrize("graded", ["graded", "judged", "assessed", "rated"])
def test_the_inspectorate_grades_somebody(graded: str) -> None:
    for whom in (
        "it",
        "this",
        "the force",
        "this force",
        "the service",
        "the brigade",
        "the constabulary",
        "this area",
    ):
        assert before(f"In our 2015 inspection we {graded} {whom} good.") == (GOOD, "2015"), whom
        assert before(f"In our 2015 inspection we {graded} {whom} as good.") == (GOOD, "2015"), whom
    assert before(f"In our 2015 inspection we {graded} it good at answering letters.") == (None, None)


@pytest.mark.parametrize("word", ["previously", "formerly"])
def test_what_a_thing_formerly_was_needs_no_round(word: str) -> None:
    assert before(f"The force was {word} graded as good, by our judgment of last year.") in {
        (GOOD, "2015"),
        (None, None),
    }
    page = Made("2023-25")
    section = page.question("Investigating crime", f"The force was {word} graded as adequate.", head=("Good",))
    read_area(page.b, [], section)
    assert page.b.drafts.all()[0].previous == (Grade.ADEQUATE, None)


@pytest.mark.parametrize(
    "noun", ["change", "decline", "deterioration", "downgrade", "drop", "fall", "improvement", "rise", "slip", "step", "upgrade"]
)  # fmt: skip
def test_a_noun_of_a_change_is_as_good_as_its_verb(noun: str) -> None:
    for way in ("", " up", " down"):
        assert of_pillar(f"This is a{'n' * (noun[0] in 'iu')} {noun}{way} from outstanding in 2015.") == (
            (Grade.OUTSTANDING, "2015"),
            [],
        )
    for whose in ("a", "an", "its", "our", "the"):
        for which in ("", "earlier ", "last ", "previous "):
            assert of_pillar(f"It has slipped from {whose} {which}grade of outstanding in 2015.")[0] == (
                Grade.OUTSTANDING,
                "2015",
            ), which


@pytest.mark.parametrize("when", ["in 2015", "at our 2015 inspection", "by the 2015 inspection", "in its 2015 inspection", "in last year’s report",
                                  "at the previous year’s inspection", "by previous year’s rating", "in our last year’s inspection"])  # fmt: skip
def test_a_round_in_which_a_grade_was_reached_is_led_in_by_a_word(when: str) -> None:
    assert before(f"As our inspection found, {when} it dropped to adequate.") == (Grade.ADEQUATE, "2015")
    assert before(f"As our inspection found, after {when[3:]} it dropped to adequate.") == (None, None)
    for have in ("has", "have", "is", "are"):
        assert before(f"As our inspection found, {when} it {have} dropped to adequate.") == (None, None), have


@pytest.mark.parametrize("when", ["In 2015", "At the last year’s inspection", "In the previous year’s report"])
def test_what_moved_in_a_round_had_the_grade_of_the_one_before(when: str) -> None:
    assert of_pillar(f"{when}, of 2015, the force was down from outstanding.") == ((None, None), ["grade_unreadable"])
    assert of_pillar("This time, in 2016, the force has slipped from outstanding to good.") == (
        (Grade.OUTSTANDING, None),
        [],
    )


def test_a_grade_that_something_was_found_to_have_is_one() -> None:
    assert before("In our 2015 inspection it was found to be good.") == (GOOD, "2015")
    assert told_apart("It is so; in the previous year it was not.") == ["It is so;", "in the previous year it was not."]
    draft = told("At our inspections: the force was adequate in 2015, good in 2014.", not_inspected=True)
    assert len(draft.unread) == 1
    assert before("In 2015, as in 2014, our inspection found that it was good.") == (GOOD, "2015")
    assert before("In 2015 our inspection found that it was good, and that good it is.") == (GOOD, "2015")


def test_where_the_page_states_another_grade_what_was_reached_is_not_believed() -> None:
    text = "The force has slipped from outstanding to good."
    assert of_pillar(text, "Good")[0] == (Grade.OUTSTANDING, None)
    assert of_pillar(text, "Inadequate") == ((None, None), ["grade_unreadable"])
    assert of_pillar(text, "To be graded")[0] == (None, None)


def test_what_is_not_sure_is_told() -> None:
    for text in ("it was adequate, up from inadequate in 2015.",
                 "the force has improved from adequate in 2015 to good, having been inadequate in 2014."):  # fmt: skip
        draft = told(f"At our inspections: {text}", not_inspected=True)
        assert (draft.previous, len(draft.unread)) == ((None, None), 1), text
    for when in ("In 2015", "In last year’s inspection", "In the previous year’s report"):
        assert of_pillar(f"{when} the force has slipped from outstanding.") == ((None, None), ["grade_unreadable"]), (
            when
        )
    assert of_pillar("The force was upgraded to good from adequate in 2015.") == ((None, None), ["grade_unreadable"])
    draft = told("The force has a centre. It was good in our 2015 inspection.", not_inspected=True)
    assert (draft.previous, len(draft.unread)) == ((None, None), 1)
    assert of_pillar("It learns from good people. In 2015, from May on, the force was good.") == ((None, None), [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We rely on our 2016 judgment.", True),
        ("The 2016 judgment stands.", True),
        ("The grade is carried over from 2016.", True),
        ("The judgment stands.", False),
        ("The judgment of calls of 2016 stands.", False),
        ("In 2016 the force was good.", False),
        ("The judgment stands, which is what we found in 2017.", False),
        ("“The 2016 judgment stands”, he wrote.", False),
    ],
)
def test_that_the_grade_of_a_whole_pillar_stands_is_told_and_not_read(text: str, told: bool) -> None:
    made = Made("2017")
    draft = Draft(Pillar.EFFECTIVENESS)
    read_history(made.b, draft, made.pillar(Pillar.EFFECTIVENESS, text))
    assert (made.codes == ["grade_unreadable"], draft.carried_from) == (told, None)


def test_nor_is_it_told_where_somebody_else_says_so() -> None:
    made = Made("2017")
    read_history(
        made.b,
        Draft(Pillar.EFFECTIVENESS),
        made.pillar(Pillar.EFFECTIVENESS, "The chief wrote:", "The 2016 judgment stands."),
    )
    assert made.codes == []
