"""An area of a long report: its grade lines, its sentence, what it says of earlier rounds, and what is missing."""

from __future__ import annotations

import pytest

from schemas.vocabulary import Grade, Status
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.outline import Section
from scraper.parsers.readers.area import judge_areas, read_area
from scraper.parsers.readers.states import State

from .made import Made, told

ONE, TWO, THREE = "Investigating crime", "Managing offenders", "Vetting and counter-corruption"
GOOD, NEEDS = Grade.GOOD, Grade.REQUIRES_IMPROVEMENT
NOTHING: Previous = (None, None)


def read(
    *texts: str,
    head: tuple[str, ...] = (),
    page: Made | None = None,
    heading: str = ONE,
    columns: tuple[State, ...] = (),
) -> Draft:
    page = page or Made("2023-25")
    read_area(page.b, list(columns), page.question(heading, *texts, head=head))
    return page.b.drafts.all()[-1]


def witnesses(draft: Draft) -> list[tuple[str, str, int]]:
    return [(one.source.value, one.text, one.block) for one in draft.witnesses]


# --- its grade ---------------------------------------------------------------------------------------------------


def test_grade_line_and_sentence_are_witnesses_and_the_heading_is_cited() -> None:
    sentence = "Kent Police is good at investigating crime."
    draft = read(sentence, head=("Good",))
    assert witnesses(draft) == [("badge", "Good", 2), ("prose", sentence, 3)]
    assert draft.blocks == [1, 2, 3]
    assert (draft.question, draft.question_key) == (ONE, "area/investigating-crime")
    assert draft.known is not None


def test_its_prose_is_findings_of_the_area() -> None:
    page = Made("2023-25")
    read("The force knows its county.", page=page)
    assert [(row["text"], row["question_key"]) for row in page.b.findings] == [
        ("The force knows its county.", "area/investigating-crime")
    ]


def test_an_area_that_no_vocabulary_has_is_kept_with_a_problem() -> None:
    page = Made("2023-25")
    assert witnesses(read(head=("Good",), page=page, heading="Policing the tides")) == [("badge", "Good", 2)]
    assert page.codes == ["unknown_question"]


def test_of_two_columns_written_out_the_earlier_one_is_previous() -> None:
    draft = read(head=("Good", "Inadequate"), columns=((True, "2021-22"), (False, None)))
    assert witnesses(draft) == [("badge", "Inadequate", 3)]
    assert draft.previous == (GOOD, "2021-22")


def test_of_two_sections_of_one_area_the_first_is_its_own() -> None:
    page = Made("2023-25")
    first = read(page=page).section
    assert first is not None
    assert read(page=page).section is first


def test_a_section_without_a_heading_is_read() -> None:
    page = Made("2023-25")
    section = page.question(ONE)
    read_area(
        page.b,
        [],
        Section(section.role, ONE, None, None, ONE, section.question_key, section.known, head=page.lines("Good")),
    )
    assert witnesses(page.b.drafts.all()[0]) == [("badge", "Good", 2)]


# --- not graded --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "We do not make a graded judgment in this area.",
        "We don’t give any grade here.",
        "We did not give an assessment of this area.",
        "We didn’t make judgements here.",
        "We have not made a grade of it.",
        "We haven’t given a grade.",
        "We have not graded this area.",
        "This area is not graded.",
        "Such areas are ungraded.",
    ],
)
def test_an_area_says_that_it_is_not_graded(text: str) -> None:
    draft = read("In this section we set out our findings.", text)
    assert draft.not_graded
    assert draft.blocks == [1, 3]


@pytest.mark.parametrize(
    "text", ["We make a graded judgment in this area.", "They do not make a plan.", "It is not good."]
)
def test_other_sentences_say_no_such_thing(text: str) -> None:
    assert not read(text).not_graded


def test_it_says_so_in_its_first_three_paragraphs_not_in_a_heading_or_a_line_of_another_kind() -> None:
    other = "The force knows its county."
    said = "This area is not graded."
    assert read(other, other, said).not_graded
    assert not read(other, other, other, said).not_graded
    view = "View the questions for effectiveness"
    assert read(view, view, view, said).not_graded
    page = Made("2023-25")
    section = page.question(ONE)
    section.body = [page.heading("What is not graded", 3), page.heading("Why this is not graded", 3)]
    read_area(page.b, [], section)
    assert not page.b.drafts.all()[0].not_graded


def judged(*drafts: Draft) -> Made:
    page = Made("2023-25")
    for draft in drafts:
        page.b.drafts.by_key[draft.pillar, draft.question_key] = draft
    judge_areas(page.b)
    return page


def area(heading: str, *texts: str, head: tuple[str, ...] = ()) -> Draft:
    return read(*texts, head=head, heading=heading)


def test_an_area_without_a_grade_that_says_so_is_not_graded() -> None:
    for head in ((), ("Ungraded",)):
        page = judged(area(ONE, "This area is not graded.", head=head))
        assert page.b.judgments[0].status is Status.NOT_GRADED
        assert page.codes == []


def test_an_area_that_says_so_beside_a_grade_contradicts_itself() -> None:
    page = judged(area(ONE, "This area is not graded.", head=("Good",)))
    assert told(page.b.judgments[0]) == ("graded", "good", "Good")
    assert page.codes == ["witnesses_disagree"]
    said = area(ONE, "The force knows its county.", head=("Good",))
    assert judged(said).codes == []


@pytest.mark.parametrize(
    "text",
    ["This area was not inspected.", "We did not inspect this area in 2024.", "This area was not inspected and is not graded.",
     "This area has not been inspected since 2021/22.", "We have not assessed the force on investigating crime."],
)  # fmt: skip
def test_an_area_that_was_not_inspected_is_named_so_also_where_it_is_not_graded(text: str) -> None:
    page = judged(area(ONE, text), area(TWO, "The force is good.", head=("Good",)))
    assert page.b.judgments[0].status is Status.NOT_INSPECTED
    assert page.b.judgments[1].status is Status.GRADED


@pytest.mark.parametrize(
    "text",
    [
        "This area was not graded in 2021/22.",
        "This area was not inspected in our last inspection.",
        "In 2021/22 this area was not graded.",
    ],
)
def test_what_was_not_graded_in_an_earlier_round_takes_no_grade_away_and_names_no_absence(text: str) -> None:
    page = judged(area(ONE, text))
    assert (page.b.judgments[0].status, page.codes) == (Status.UNREADABLE, ["grade_missing"])
    page = judged(area(ONE, text, head=("Good",)))
    assert told(page.b.judgments[0]) == ("graded", "good", "Good")
    assert page.codes == []


@pytest.mark.parametrize(
    "text",
    ["We did not inspect this area, and its 2021/22 grade stands.", "The grade of 2021/22 is carried over.", "We have carried forward our 2021/22 judgment."],
)  # fmt: skip
def test_the_grade_of_an_area_may_be_carried_over(text: str) -> None:
    page = judged(area(ONE, text, head=("Good",)))
    assert told(page.b.judgments[0]) == ("graded", "good", "Good")
    assert page.b.judgments[0].carried_from == "2021-22"
    page = judged(area(ONE, text))
    assert (page.b.judgments[0].status, page.codes) == (Status.UNREADABLE, ["grade_missing"])
    assert page.b.judgments[0].carried_from == "2021-22"


# --- the grade that was ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("The force was outstanding at investigating crime in its 2021/22 assessment.", (Grade.OUTSTANDING, "2021-22")),
        ("The force was outstanding in 2021/22.", (Grade.OUTSTANDING, "2021-22")),
        ("In 2021/22 this area was good.", (GOOD, "2021-22")),
        ("In 2021/22 our judgments of it were adequate.", (Grade.ADEQUATE, "2021-22")),
        ("It had been inadequate in 2021/22.", (Grade.INADEQUATE, "2021-22")),
        ("In 2021/22 it was judged good.", (GOOD, "2021-22")),
        ("In 2021/22 it was graded to be good.", (GOOD, "2021-22")),
        ("In 2021/22 it was assessed as good.", (GOOD, "2021-22")),
        ("In 2021/22 it was rated good.", (GOOD, "2021-22")),
        ("It required improvement at investigating crime in 2021/22.", (NEEDS, "2021-22")),
        ("In 2021/22 it required improvement.", (NEEDS, "2021-22")),
        ("It was good in its 2021/22 assessment", (GOOD, "2021-22")),
        ("It was good at our 2021/22 inspection", (GOOD, "2021-22")),
        ("It was good during the 2021/22 inspection", (GOOD, "2021-22")),
        ("It had been good since a 2021/22 inspection", (GOOD, "2021-22")),
        ("It was good from their 2021/22 inspection on", (GOOD, "2021-22")),
        ("It was good in 2021/22 again", (GOOD, "2021-22")),
        ("In 2021/22 the force was good in this area of work", (GOOD, "2021-22")),
        ("In 2021/22 the force was good in this respect", (GOOD, "2021-22")),
        ("The force was good in our last inspection.", (GOOD, "2021-22")),
        ("The force was good in our previous assessment.", (GOOD, "2021-22")),
        ("In the last report it was good.", (GOOD, "2021-22")),
        ("In the last judgment it was good.", (GOOD, "2021-22")),
        ("In the last round it was good.", (GOOD, "2021-22")),
        ("At our first visit in May 2024 it was good.", (GOOD, None)),
        ("At our initial inspection it was good.", (GOOD, None)),
        ("It was good at our first assessment.", (GOOD, None)),
        ("It was good at our initial visit.", (GOOD, None)),
        ("Our first judgment was that it was good.", (GOOD, None)),
        ("It was initially found that it was good.", (GOOD, None)),
        ("In the pilot it was good.", (GOOD, None)),
        ("It was good.", NOTHING),
        ("In 2021/22 we came.", NOTHING),
        ("In 2021/22 some forces were good.", NOTHING),
        ("The force was good at answering letters in its 2021/22 assessment.", NOTHING),
        ("It required improvement at answering letters in 2021/22.", NOTHING),
    ],
)
def test_the_grade_of_an_earlier_round_or_of_a_first_visit_is_previous(text: str, previous: Previous) -> None:
    assert read(text).previous == previous
    assert read(text, head=("Good",)).previous == previous


@pytest.mark.parametrize(
    "text",
    [
        "Our previous judgment was good, in 2021/22.",
        "The previous grade of this area was good in 2021/22.",
        "In our previous assessment this area was judged as good.",
        "The force’s grade for investigating crime in 2021/22 was good.",
        "In our last inspection we graded the force as good in this area.",
        "In 2021/22 we said that the force was good at investigating crime.",
        "The force was good at investigating crime in 2021/22, and has since learned more.",
        "The force was good at investigating crime in 2021/22 but it has fallen back.",
        "At our last inspection, in May 2021, the force (now merged) was good in this area of policing.",
        "When we last inspected the force, in 2021/22, it was good.",
        "The force was good in our last inspection, published in May 2022.",
        "Supervision is weak, but the force was good in 2021/22.",
        "Like Essex Police, Kent Police was good in its last inspection, as were others.",
        "The force has improved from good in 2021/22.",
        "The force has now moved up from good in 2021/22 to outstanding.",
        "Its grade has fallen from good to adequate since our last inspection.",
        "This is up from a grade of good in 2021/22.",
        "This is a fall from good in 2021/22 to adequate.",
    ],
)
def test_the_force_the_area_or_the_judgment_of_it_had_the_grade(text: str) -> None:
    assert read(text).previous == (GOOD, "2021-22")


@pytest.mark.parametrize(
    "text",
    [
        "Supervision was good in our last inspection.",
        "In our last inspection, supervision was good.",
        "The force’s supervision required improvement in 2021/22.",
        "Its control room was good in our last inspection.",
        "In 2021/22 its plans were good.",
        "Essex Police was good at investigating crime in 2021/22, and Kent Police has learned from it.",
        "Essex County Council was good in 2021/22.",
        "The commissioner said in 2021/22 that the force was good at investigating crime.",
        "The force said that it was good in 2021/22.",
        "Victims told us that the force was good in 2021/22.",
        "Essex Police learned, and our report said that it was good in 2021/22.",
        "In 2021/22 other forces and it were good.",
        "Other forces were good in our last inspection.",
        "In our last inspection the neighbouring force was good.",
        "The force was good in 2021/22 at answering letters.",
        "The force was good in parts in 2021/22.",
        "The force was good at supporting victims in 2021/22.",
        "The force was good in our last inspection of custody.",
        "The force was not good in 2021/22.",
        "Supervision has improved from good in 2021/22.",
        "The force has improved from good at answering letters in 2021/22.",
        "The force has improved its supervision from good in 2021/22.",
        "Essex Police has improved from good in 2021/22.",
        "It was raised from inadequate to good, and that in 2021/22.",
        "It was as good as in 2021/22.",
        "In 2021/22 was good.",
        "In our last inspection its grade was down from good.",
        "At our previous inspection this was a fall from good to adequate.",
        "The force has risen from good to outstanding in 2021/22.",
        "Since our last inspection its grade fell to good.",
    ],
)
def test_a_part_another_body_or_what_others_say_had_no_grade_of_the_area(text: str) -> None:
    assert read(text).previous == NOTHING


def test_a_round_that_is_named_stands_over_the_last_one() -> None:
    page = Made("2023-25")
    assert read("In 2018/19, before the last round, it was good.", page=page).previous == (GOOD, "2018-19")


def test_an_earlier_grade_of_the_table_stands_and_an_ungraded_area_has_none() -> None:
    page = Made("2023-25")
    page.b.drafts.of(None, "area/investigating-crime").previous = (Grade.INADEQUATE, "2018-19")
    assert read("In 2021/22 it was good.", page=page).previous == (Grade.INADEQUATE, "2018-19")
    assert read("In 2021/22 it was good.", heading="Policing the tides").previous == (GOOD, "2021-22")
    assert read("In 2021/22 it was good.", heading="Protecting the public against armed threats").previous == NOTHING


@pytest.mark.parametrize(
    "text",
    ["Disappointingly, it was good in 2021/22.", "The force regrettably required improvement in our last inspection."],
)
def test_an_earlier_grade_in_words_that_are_not_known_is_told_where_no_other_is_read(text: str) -> None:
    page = Made("2023-25")
    assert read(text, page=page).previous == NOTHING
    assert page.codes == ["grade_unreadable"]
    page = Made("2023-25")
    assert read(text, "In 2021/22 it was good.", page=page).previous == (GOOD, "2021-22")
    assert page.codes == []


# --- what is missing ---------------------------------------------------------------------------------------------


def test_an_area_without_a_grade_line_beside_others_misses_it() -> None:
    prose = "Kent Police is good at managing offenders."
    page = judged(area(ONE, head=("Good",)), area(TWO, prose), area(THREE))
    assert page.codes == ["grade_missing", "witness_missing"]
    assert page.b.problems[1].message.startswith(TWO)


def test_where_all_grade_lines_of_one_word_are_gone_a_copy_lost_them() -> None:
    prose = "Kent Police is good at managing offenders."
    assert judged(area(ONE, head=("Requires improvement",)), area(TWO, prose)).codes == ["badges_lost"]


def test_an_area_without_a_section_needs_no_grade_line() -> None:
    draft = area(TWO, "Kent Police is good at managing offenders.")
    draft.section = None
    assert judged(draft).codes == []


# --- told elsewhere ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "We inspect this area separately.", "Our inspection of it was made on a regional basis.",
        "It is reported on in another report.", "There is a separate inspection of it.",
        "It is part of a separate programme.", "We have published separate reports.",
        "There is a report of its own.", "Such areas have reports of their own.",
    ],
)  # fmt: skip
def test_an_area_that_is_told_in_a_report_of_its_own_is_not_graded_here(text: str) -> None:
    page = judged(area(ONE, f"The force has a plan. {text}", "More is said."))
    assert told(page.b.judgments[0]) == ("not_graded", None, None)
    assert [one.text for one in page.b.judgments[0].witnesses] == [text]
    assert page.codes == []


@pytest.mark.parametrize("text", ["The force works separately.", "It is reported on paper.", "It has its own report."])
def test_another_sentence_tells_it_nowhere_else(text: str) -> None:
    assert judged(area(ONE, text)).codes == ["grade_missing"]


@pytest.mark.parametrize(
    "text", ["“There is a separate report,” the chair said.", "Essex Police helps. It has a separate report."]
)
def test_what_others_say_or_what_is_told_of_others_tells_it_nowhere_else(text: str) -> None:
    assert judged(area(ONE, text)).codes == ["grade_missing"]


def test_a_heading_or_a_line_of_the_site_tells_nothing() -> None:
    page = Made("2023-25")
    section = page.question(ONE)
    section.body = [page.heading("A separate report.", 3), page.line("Read more about our separate reports")]
    read_area(page.b, [], section)
    judge_areas(page.b)
    assert told(page.b.judgments[0])[0] == "unreadable"


def test_a_grade_that_stands_here_all_the_same_is_believed_and_has_its_line() -> None:
    prose = "Kent Police is good at managing offenders."
    page = judged(area(ONE, head=("Good",)), area(TWO, prose, "There is a separate report."))
    assert told(page.b.judgments[1])[:2] == ("graded", "good")
    assert page.codes == ["witness_missing"]


def test_of_two_sections_the_sentence_of_the_first_is_told() -> None:
    page = Made("2023-25")
    read("There is a separate report.", page=page)
    draft = read("Nothing is said.", page=page)
    assert draft.elsewhere is not None


def test_what_was_left_needs_no_round_and_an_area_that_is_graded_all_the_same_had_a_grade() -> None:
    text = "The force has slipped from outstanding to good."
    assert read(text, head=("Good",)).previous == (Grade.OUTSTANDING, None)
    page = Made("2025-27")
    section = page.question(
        "Protecting the public against armed threats", "In 2023/25 the force was good.", head=("Good",)
    )
    assert section.known is not None and not section.known.graded
    read_area(page.b, [], section)
    assert page.b.drafts.all()[0].previous == (GOOD, "2023-25")
