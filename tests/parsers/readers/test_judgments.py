"""Three witnesses are read wherever they stand, compared, and none is guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import Role
from schemas.record import Judgment
from schemas.vocabulary import Grade, Pillar, Status, WitnessSource
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated, grade_word
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section
from scraper.parsers.readers.judgments import finish, missing, read_pillar, read_question

from .made import PREVENTING, Made, told

EFFECTIVENESS = Pillar.EFFECTIVENESS
ALL = "Kent Police is good at keeping people safe and reducing crime."
PART = "Kent Police is good at tackling fraud."


def of_pillar(page: Made, *texts: str, head: tuple[str, ...] = (), heading: str = "") -> Judgment:
    read_pillar(page.b, page.pillar(EFFECTIVENESS, *texts, head=head, heading=heading))
    return finish(page.b, page.b.drafts.of(EFFECTIVENESS))


def of_question(page: Made, *texts: str, head: tuple[str, ...] = (), heading: str = PREVENTING) -> Judgment:
    read_question(page.b, page.question(heading, *texts, head=head))
    return finish(page.b, page.b.drafts.all()[0])


def drafted(*witnesses: tuple[WitnessSource, str], **fields: object) -> Draft:
    """A draft of effectiveness, each witness of which says one thing in words of its own."""
    draft = Draft(EFFECTIVENESS, **fields)  # type: ignore[arg-type]
    for block, (source, words) in enumerate(witnesses, 1):
        stated = grade_word(words.lower()) or Stated(Status.UNREADABLE, None, words)
        draft.add(source, Stated(stated.status, stated.grade, words), f"{source.value}: {words}", block)
    return draft


HEADLINE, BADGE, TABLE, PROSE = WitnessSource


# --- where the witnesses stand -----------------------------------------------------------------------------------


def test_the_grade_under_a_heading_is_a_badge_in_its_own_words() -> None:
    judgment = of_pillar(Made(), head=("Requires Improvement",))
    assert told(judgment) == ("graded", "requires_improvement", "Requires Improvement")
    assert [(w.source, w.text, w.block) for w in judgment.witnesses] == [(BADGE, "Requires Improvement", 2)]


def test_a_grade_glued_to_the_heading_is_a_badge() -> None:
    judgment = of_pillar(Made(), heading="Effectiveness: Good")
    assert [(w.source, w.text, w.block) for w in judgment.witnesses] == [(BADGE, "Good", 1)]


def test_a_section_without_a_heading_is_read_by_its_head() -> None:
    page = Made()
    section = Section(Role.PILLAR, "Effectiveness", None, EFFECTIVENESS, head=page.lines("Good"))
    read_pillar(page.b, section)
    assert told(finish(page.b, page.b.drafts.of(EFFECTIVENESS))) == ("graded", "good", "Good")


def test_a_judgment_cites_its_heading_its_question_and_its_badge_but_not_its_date() -> None:
    asked = "How effective is the force at keeping people safe and reducing crime?"
    judgment = of_pillar(Made(), head=(asked, "Last updated 02/03/2017", "Good"))
    assert judgment.blocks == [1, 2, 4]
    assert judgment.last_updated == dt.date(2017, 3, 2)
    assert of_question(Made()).blocks == [1]


def test_of_two_sections_of_one_pillar_the_first_gives_the_date() -> None:
    page = Made()
    for date in ("02/03/2017", "09/03/2017"):
        read_pillar(page.b, page.pillar(EFFECTIVENESS, head=(f"Last updated {date}",)))
    assert finish(page.b, page.b.drafts.of(EFFECTIVENESS)).last_updated == dt.date(2017, 3, 2)


def test_a_judgment_keeps_the_question_as_published_and_its_key() -> None:
    judgment = of_question(Made(), head=("Good",))
    assert (judgment.question, judgment.question_key) == (PREVENTING, "effectiveness/preventing-crime")


def test_a_list_of_questions_judges_nothing() -> None:
    page = Made()
    read_question(page.b, page.section(Role.QUESTIONS, "Questions for Effectiveness", "Here are the questions."))
    assert page.b.drafts.all() == []
    assert [row["text"] for row in page.b.findings] == ["Here are the questions."]


def test_a_question_that_the_round_does_not_have_is_kept_with_a_problem() -> None:
    page = Made()
    judgment = of_question(page, head=("Good",), heading="How well does the force know the tides?")
    assert told(judgment) == ("graded", "good", "Good")
    assert page.codes == ["unknown_question"]
    assert page.b.problems[0].blocks == [1]
    known = Made()
    of_question(known, head=("Good",))
    assert known.codes == []


def test_a_grade_that_a_head_repeats_is_one_grade() -> None:
    page = Made()
    judgment = of_pillar(page, heading="Effectiveness: Good", head=("Good",))
    assert told(judgment) == ("graded", "good", "Good")
    assert [w.block for w in judgment.witnesses] == [1, 2]
    assert (judgment.agreement, page.codes) == (1, [])


@pytest.mark.parametrize("second", ["Inadequate", "Not graded", "Fair"])
def test_of_several_grades_of_one_head_none_is_believed(second: str) -> None:
    page = Made()
    section = page.pillar(EFFECTIVENESS, "The force knows its county.", head=("Good", second))
    section.head[1].stated = section.head[1].stated or Stated(Status.UNREADABLE, None, second)
    read_pillar(page.b, section)
    judgment = finish(page.b, page.b.drafts.of(EFFECTIVENESS))
    assert (judgment.status, judgment.grade, judgment.witnesses) == (Status.UNREADABLE, None, [])
    assert judgment.blocks == [1, 2, 3]
    assert page.codes == ["witnesses_disagree", "grade_missing"]
    assert page.b.problems[0].blocks == [2, 3]
    assert f"“Good”, “{second}”" in page.b.problems[0].message


def test_beside_grades_of_one_head_that_differ_a_sentence_is_believed() -> None:
    page = Made()
    judgment = of_pillar(page, ALL, head=("Good", "Inadequate"))
    assert told(judgment) == ("graded", "good", "good")
    assert [w.source for w in judgment.witnesses] == [PROSE]
    assert page.codes == ["witnesses_disagree"]


# --- the sentence ------------------------------------------------------------------------------------------------


def sentence_of(*texts: str) -> list[tuple[str, int]]:
    judgment = of_pillar(Made(), *texts)
    return [(w.text, w.block) for w in judgment.witnesses if w.source is PROSE]


def test_the_first_sentence_about_all_of_it_is_the_witness() -> None:
    assert sentence_of(f"We inspected in May. {PART} {ALL}", f"The force {ALL[12:]}", ALL) == [(ALL, 2)]


OTHERWISE = {
    Grade.OUTSTANDING: "Kent Police is outstanding at keeping people safe and reducing crime.",
    Grade.ADEQUATE: "Overall, the force has been judged to be adequate at keeping people safe and reducing crime.",
    Grade.REQUIRES_IMPROVEMENT: "The force requires improvement in how it keeps people safe and reduces crime.",
    Grade.INADEQUATE: "Kent Police’s overall effectiveness is inadequate.",
    None: "Kent Police is requiring improvement at keeping people safe and reducing crime.",
    "reached": "Kent Police has slipped to adequate at keeping people safe and reducing crime.",
}


@pytest.mark.parametrize("other", OTHERWISE.values())
@pytest.mark.parametrize(
    "apart", [" ", "\n", "\nIt is so in all towns of the county.\nIt is so in all of its villages.\n"]
)
def test_of_several_sentences_that_differ_none_is_believed(other: str, apart: str) -> None:
    for first, second in ((ALL, other), (other, ALL)):
        page = Made()
        judgment = of_pillar(page, *f"{first}{apart}{second}".split("\n"))
        assert (told(judgment), judgment.witnesses) == (("unreadable", None, None), [])
        assert page.codes == ["witnesses_disagree", "grade_missing"]
        assert first in page.b.problems[0].message
        assert second in page.b.problems[0].message
        assert page.b.problems[0].blocks == [2, 2 + apart.count("\n")]


def test_a_sentence_of_another_force_neither_judges_nor_differs() -> None:
    it = "It is outstanding at keeping people safe and reducing crime."
    assert sentence_of(f"Surrey Police lies to the west. {it} {ALL}") == [(ALL, 2)]
    assert sentence_of(f"{ALL} Surrey Police lies to the west. {it}") == [(ALL, 2)]


def test_beside_sentences_that_differ_a_badge_is_believed() -> None:
    page = Made()
    judgment = of_pillar(page, ALL, OTHERWISE[Grade.OUTSTANDING], head=("Good",))
    assert told(judgment) == ("graded", "good", "Good")
    assert page.codes == ["witnesses_disagree"]


@pytest.mark.parametrize(
    "other",
    ["Kent Police is outstanding at tackling fraud.", "Kent Police was outstanding at keeping people safe and reducing crime.",
     "Surrey Police is outstanding at keeping people safe and reducing crime.", "It requires improvement in how it answers calls.",
     "Other forces are inadequate at keeping people safe and reducing crime."],
)  # fmt: skip
def test_what_does_not_judge_all_of_it_does_not_differ(other: str) -> None:
    assert sentence_of(f"{ALL} {other}", other, other) == [(ALL, 2)]


def test_from_the_third_paragraph_on_only_a_paragraph_of_its_own_differs() -> None:
    other = "The force knows its county and the people who live there."
    assert sentence_of(ALL, other, f"{other} {OTHERWISE[Grade.OUTSTANDING]}") == [(ALL, 2)]


EXTENT = "The extent to which {} is effective at keeping people safe and reducing crime {}."


def headed(page: Made, *texts: str) -> Judgment:
    """What a pillar's section judges in which all lines have the form of headlines."""
    section = page.pillar(EFFECTIVENESS, *texts)
    for line in section.body:
        line.kind = LineKind.HEADLINE if "xtent" in line.text else line.kind
    read_pillar(page.b, section)
    return finish(page.b, page.b.drafts.of(EFFECTIVENESS))


@pytest.mark.parametrize("who", ["the force", "the constabulary", "Kent Police"])
def test_a_sentence_of_the_form_of_headlines_is_a_witness_in_its_pillars_section(who: str) -> None:
    for verb, grade in (
        ("is good", "good"),
        ("requires improvement", "requires_improvement"),
        ("is: inadequate", "inadequate"),
    ):
        judgment = headed(Made(), EXTENT.format(who, verb))
        assert told(judgment)[:2] == ("graded", grade)
        assert [(one.source, one.block) for one in judgment.witnesses] == [(PROSE, 2)]


@pytest.mark.parametrize(
    "text",
    [
        EXTENT.format("Essex Police", "is good"),
        EXTENT.format("the force", "is not yet graded"),
        EXTENT.format("the force", "was good"),
        EXTENT.format("the force", "is good").replace("effective", "efficient"),
        "In 2015, we found that " + EXTENT.format("the force", "is good").replace("The", "the"),
        "“" + EXTENT.format("the force", "is good") + "”",
        EXTENT.format("the force", "is good").replace("keeping people safe and reducing", "investigating"),
        EXTENT.format("the force’s control room", "is good"),
    ],
)
def test_one_of_another_force_pillar_or_time_is_none(text: str) -> None:
    page = Made()
    assert headed(page, text).grade is None
    assert "grade_missing" in page.codes


def test_a_section_without_such_a_sentence_has_no_witness() -> None:
    assert sentence_of(PART, "All are good at keeping people safe and reducing crime.") == []


def test_from_the_third_paragraph_on_only_a_paragraph_of_its_own_is_believed() -> None:
    other = "The force knows its county and the people who live there."
    assert sentence_of(other, f"{other} {ALL}") == [(ALL, 3)]
    assert sentence_of(other, other, f"{other} {ALL}") == []
    assert sentence_of(other, other, ALL) == [(ALL, 4)]


def test_lines_that_are_no_paragraphs_are_not_counted() -> None:
    other = "The force knows its county. " + ALL
    assert sentence_of("In short", "What we found", other) == [(ALL, 4)]
    view = "View the questions for effectiveness"
    assert sentence_of(view, view, other) == [(ALL, 4)]


def test_a_question_is_judged_by_its_own_names() -> None:
    said = "Kent Police is inadequate at preventing crime and tackling anti-social behaviour."
    assert told(of_question(Made(), ALL, said)) == ("graded", "inadequate", "inadequate")


def test_a_section_of_no_pillar_and_no_question_judges_nothing() -> None:
    page = Made()
    read_pillar(page.b, page.section(Role.PILLAR, "Judgment", ALL))
    assert finish(page.b, page.b.drafts.of(None)).witnesses == []


# --- all witnesses together --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("believed", "others"), [(HEADLINE, (PROSE, TABLE, BADGE)), (BADGE, (PROSE, TABLE)), (TABLE, (PROSE,))]
)
def test_the_headline_is_believed_before_badge_table_and_prose(
    believed: WitnessSource, others: tuple[WitnessSource, ...]
) -> None:
    page = Made()
    judgment = finish(page.b, drafted(*((source, "Inadequate") for source in others), (believed, "good")))
    assert told(judgment) == ("graded", "good", "good")
    assert judgment.witnesses[0].source is believed
    assert judgment.agreement == 0
    assert page.codes == ["witnesses_disagree"]
    assert sorted(page.b.problems[0].blocks) == sorted(judgment.blocks)


@pytest.mark.parametrize(
    ("others", "expected"),
    [((), None), (((PROSE, "good"),), "good"), (((PROSE, "inadequate"),), "inadequate"), (((PROSE, "outstanding"),), None),
     (((TABLE, "good"), (PROSE, "inadequate")), None)],
)  # fmt: skip
def test_of_two_badges_that_differ_the_one_is_believed_that_another_place_states_too(
    others: tuple[tuple[WitnessSource, str], ...], expected: str | None
) -> None:
    page = Made()
    judgment = finish(page.b, drafted((BADGE, "Good"), (BADGE, "Inadequate"), *others))
    assert (judgment.grade, judgment.status) == (expected, "graded" if expected else "unreadable")
    assert (judgment.agreement, page.codes) == (0, ["witnesses_disagree"])


def test_one_witness_alone_neither_agrees_nor_disagrees() -> None:
    assert finish(Made().b, drafted((BADGE, "Good"))).agreement is None


def test_the_words_of_a_badge_that_agrees_are_the_words_of_the_grade() -> None:
    judgment = finish(Made().b, drafted((HEADLINE, "requires improvement"), (BADGE, "Requires Improvement")))
    assert (judgment.agreement, judgment.grade_text) == (1, "Requires Improvement")
    judgment = finish(Made().b, drafted((HEADLINE, "good"), (TABLE, "Good")))
    assert judgment.grade_text == "good"


def test_words_that_are_not_understood_agree_only_with_themselves() -> None:
    page = Made()
    assert finish(page.b, drafted((HEADLINE, "fair"), (BADGE, "Fair"))).agreement == 1
    assert finish(page.b, drafted((HEADLINE, "fair"), (BADGE, "Poor"))).agreement == 0


def test_a_word_outside_the_vocabulary_is_kept_and_gives_no_grade() -> None:
    page = Made()
    assert told(finish(page.b, drafted((HEADLINE, "fair"), (BADGE, "Fair")))) == ("unreadable", None, "Fair")
    assert told(finish(page.b, drafted((HEADLINE, "fair")))) == ("unreadable", None, "fair")
    assert page.codes == ["unknown_grade"] * 2


def test_a_witness_that_has_no_words_for_the_absence_gives_none() -> None:
    page, draft = Made(), Draft(EFFECTIVENESS)
    draft.add(PROSE, Stated(Status.NOT_GRADED, None, ""), "It is told in a report of its own.", 1)
    assert told(finish(page.b, draft)) == ("not_graded", None, None)


def test_a_readable_witness_stands_over_an_unreadable_one() -> None:
    page = Made()
    assert told(finish(page.b, drafted((HEADLINE, "fair"), (BADGE, "Good")))) == ("graded", "good", "Good")
    assert "unknown_grade" not in page.codes


@pytest.mark.parametrize(
    ("round_id", "word", "status"),
    [("2016", "Adequate", "unreadable"), ("2016", "Good", "graded"), ("2021-22", "Adequate", "graded"),
     (None, "Adequate", "graded")],
)  # fmt: skip
def test_adequate_is_a_grade_only_of_rounds_that_have_it(round_id: str | None, word: str, status: str) -> None:
    page = Made(round_id)
    judgment = finish(page.b, drafted((BADGE, word)))
    assert (judgment.status, judgment.grade_text) == (status, word)
    assert ("grade_outside_scale" in page.codes) == (status == "unreadable")


# --- no grade ----------------------------------------------------------------------------------------------------


def test_a_badge_that_names_an_absence_is_its_status() -> None:
    assert told(finish(Made().b, drafted((BADGE, "To be graded")))) == ("not_yet_graded", None, "To be graded")


def test_what_was_not_inspected_says_so_whatever_absence_its_badge_names() -> None:
    assert told(finish(Made().b, drafted((BADGE, "Not graded"), not_inspected=True))) == (
        "not_inspected", None, "Not graded",
    )  # fmt: skip
    assert told(finish(Made().b, drafted((BADGE, "Good"), not_inspected=True))) == ("graded", "good", "Good")
    assert told(finish(Made().b, drafted(not_inspected=True))) == ("not_inspected", None, None)


def test_a_grade_of_what_was_not_inspected_is_told_where_its_round_was_not_read() -> None:
    for carried, codes in ((None, ["witnesses_disagree"]), ("2015", [])):
        page = Made()
        finish(page.b, drafted((BADGE, "Good"), not_inspected=True, carried_from=carried))
        assert page.codes == codes


def test_leadership_is_told_without_a_grade() -> None:
    assert finish(Made().b, Draft(Pillar.LEADERSHIP)).status is Status.NARRATIVE_ONLY


def test_what_the_page_or_the_round_does_not_grade_is_not_graded() -> None:
    assert finish(Made().b, drafted(not_graded=True)).status is Status.NOT_GRADED
    ungraded = of_question(Made(), heading="How effective are the force’s specialist capabilities?")
    assert ungraded.status is Status.NOT_GRADED
    assert of_pillar(Made("2014")).status is Status.NOT_GRADED


@pytest.mark.parametrize("words", ["Not inspected", "To be graded"])
def test_an_absence_that_a_page_states_of_what_has_no_grade_is_told(words: str) -> None:
    told_so = (grade_word(words.lower()) or Stated(Status.UNREADABLE, None, words)).status
    for draft, page in (
        (Draft(Pillar.LEADERSHIP), Made()),
        (Draft(EFFECTIVENESS), Made("2014")),
        (drafted(not_graded=True), Made()),
    ):
        draft.add(BADGE, Stated(told_so, None, words), words, 1)
        assert finish(page.b, draft).status is told_so
        assert page.codes == ["witnesses_disagree"]


def test_an_absence_that_the_round_has_too_is_not_told() -> None:
    page = Made("2014")
    assert finish(page.b, drafted((BADGE, "Not graded"))).status is Status.NOT_GRADED
    assert page.codes == []


def test_a_question_of_an_ungraded_pillar_may_be_graded() -> None:
    page = Made("2014")
    asked = of_question(page, heading="How effective is the force at investigating offending?")
    assert asked.status is Status.UNREADABLE
    assert page.codes == ["grade_missing"]


def test_a_pillar_that_is_only_named_has_no_section() -> None:
    assert finish(Made().b, drafted()).status is Status.SECTION_MISSING
    assert finish(Made(None).b, drafted()).status is Status.SECTION_MISSING


def test_a_section_without_any_witness_is_unreadable_and_says_so() -> None:
    page = Made()
    assert told(of_pillar(page, "The force knows its county.")) == ("unreadable", None, None)
    assert page.codes == ["grade_missing"]
    assert page.b.problems[0].blocks == [1]
    unknown = of_question(Made(), heading="How well does the force know the tides?")
    assert unknown.status is Status.UNREADABLE


def test_the_row_of_a_pillar_that_is_not_there_says_so() -> None:
    assert told(missing(Pillar.EFFICIENCY)) == ("section_missing", None, None)


def test_a_grade_that_is_carried_over_has_no_previous_one_beside_it() -> None:
    fields = {"carried_from": "2015", "previous": (Grade.GOOD, "2015")}
    carried = finish(Made().b, drafted((BADGE, "Good"), **fields))
    assert (carried.carried_from, carried.previous_grade, carried.previous_round) == ("2015", None, None)
    without = finish(Made().b, drafted((BADGE, "Not graded"), **fields))
    assert (without.carried_from, without.previous_grade, without.previous_round) == (None, Grade.GOOD, "2015")


def test_what_is_carried_over_and_can_not_be_read_is_no_inspection_that_was_not_made() -> None:
    fields = {"carried_from": "2015", "previous": (Grade.GOOD, "2015"), "not_inspected": True}
    page = Made()
    found = finish(page.b, drafted(section=page.pillar(EFFECTIVENESS), **fields))
    assert (found.status, found.carried_from) == (Status.UNREADABLE, "2015")
    assert (found.previous_grade, found.previous_round) == (Grade.GOOD, "2015")
    assert [problem.code for problem in page.b.problems] == ["grade_missing"]


@pytest.mark.parametrize("carried", [None, "2015"])
@pytest.mark.parametrize("badge", [None, "Good"])
def test_a_previous_grade_stays_unless_it_is_the_one_carried_over(carried: str | None, badge: str | None) -> None:
    page = Made()
    said = [(BADGE, badge)] if badge else []
    draft = drafted(*said, section=page.pillar(EFFECTIVENESS), carried_from=carried, previous=(Grade.GOOD, "2014"))
    found = finish(page.b, draft)
    is_same = carried is not None and badge is not None
    assert (found.previous_grade, found.previous_round) == ((None, None) if is_same else (Grade.GOOD, "2014"))


def test_what_was_not_graded_is_carried_from_nowhere() -> None:
    found = finish(Made().b, drafted((BADGE, "Not graded"), carried_from="2015"))
    assert (found.status, found.carried_from) == (Status.NOT_GRADED, None)


def test_a_carried_over_grade_that_was_another_one_is_told() -> None:
    page = Made()
    found = finish(page.b, drafted((BADGE, "Good"), carried_from="2015", previous=(Grade.INADEQUATE, "2015")))
    assert (found.grade, found.carried_from, found.previous_grade) == (Grade.GOOD, "2015", Grade.INADEQUATE)
    assert page.codes == ["witnesses_disagree"]
    earlier = Made()
    found = finish(earlier.b, drafted((BADGE, "Good"), carried_from="2015", previous=(Grade.INADEQUATE, "2014")))
    assert (found.previous_grade, earlier.codes) == (None, [])


def test_a_grade_of_what_is_told_without_one_is_not_believed() -> None:
    page = Made()
    draft = Draft(Pillar.LEADERSHIP)
    draft.add(BADGE, Stated(Status.GRADED, Grade.GOOD, "Good"), "Good", 1)
    assert told(finish(page.b, draft)) == ("unreadable", None, "Good")
    assert page.codes == ["grade_outside_scale"]
    absent = Draft(Pillar.LEADERSHIP)
    absent.add(BADGE, Stated(Status.NOT_GRADED, None, "Not graded"), "Not graded", 1)
    assert told(finish(Made().b, absent)) == ("not_graded", None, "Not graded")
    draft.question_key = "leadership/developing-leadership"
    assert told(finish(Made().b, draft)) == ("unreadable", None, "Good")
    assert told(finish(Made(None).b, drafted((BADGE, "Good")))) == ("graded", "good", "Good")
