"""A note that a judgment was changed after publication is read, or told where it is not known what it changed."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import Grade, Pillar, WitnessSource, find_round
from scraper.parsers.drafts import Draft
from scraper.parsers.outline import Outline
from scraper.parsers.readers.closing import judge_pillars
from scraper.parsers.readers.judgments import read_pillar, read_question
from scraper.parsers.readers.regraded import find_notes, read_notes
from scraper.parsers.readers.states import States

from .made import NAMES, Made

ONE, KEY = "Investigating crime", "area/investigating-crime"
ROUND = find_round("police", "2023-25")
assert ROUND is not None
STATES = States(ROUND, NAMES)


def read(note: str, area: bool = False) -> Made:
    page = Made("2023-25")
    section = page.question(ONE, note) if area else page.section(Role.OUR_JUDGMENTS, "Our judgments", note)
    if area:
        section.known = STATES and page.b.asked(ONE)
    notes = find_notes(page.b, STATES)
    read_notes(page.b, notes, section)
    assert notes == {}
    return page


def told(note: str, area: bool = False) -> tuple[Grade | None, Grade | None]:
    """The grade that a note states of the area, and the one before."""
    page = read(note, area)
    assert list(page.b.problems) == []
    (draft,) = page.b.drafts.all()
    assert (draft.question_key, draft.question, draft.known is not None) == (KEY, ONE, True)
    (witness,) = draft.witnesses
    assert witness.source is WitnessSource.PROSE
    assert witness.text in note
    assert witness.stated.text.lower() in note.lower()
    assert draft.previous[1] is None
    return witness.stated.grade, draft.previous[0]


@pytest.mark.parametrize(
    "note",
    [
        "In May we changed our judgment for investigating crime from adequate to good.",
        "On 8 August 2024 we changed our graded judgement of investigating crime from Adequate to Good.",
        "So it is. We have since revised the grade for investigating crime from adequate to good in May.",
        "We corrected our judgment on investigating crime from adequate to good.",
        "We amended our initial judgment about investigating crime from adequate to good.",
        "On 8 August 2024, the grade for investigating crime was changed from adequate to good.",
        "The judgment for investigating crime has been revised from adequate to good.",
        "Our judgment for investigating crime was later upgraded from adequate to good.",
        "The rating for investigating crime was changed on 8 August 2024 from adequate to good.",
        "We regraded investigating crime from adequate to good.",
        "HMICFRS has changed its judgment for investigating crime from adequate to good.",
        "In May 2024 we have re-graded investigating crime, from adequate to good.",
        "On 8 August 2024, investigating crime was regraded from adequate to good.",
        "Correction, 8 August 2024: our judgment for investigating crime is good, not adequate.",
        "Correction: the grade for investigating crime should be good rather than adequate.",
        "Erratum: our judgment for investigating crime should have been good, and not adequate.",
        "The force had not told us of it, so we changed our judgment for investigating crime from adequate to good.",
    ],
)
@pytest.mark.parametrize("area", [True, False])
def test_a_note_states_the_new_grade_and_keeps_the_old(note: str, area: bool) -> None:
    assert told(note, area) == (Grade.GOOD, Grade.ADEQUATE)


CHANGED = ("changed", "revised", "corrected", "amended", "altered", "updated", "upgraded", "downgraded", "raised", "lowered",
           "replaced", "moved")  # fmt: skip
JUDGMENTS = ("judgment", "judgement", "judgments", "judgements", "grade", "grades", "grading", "gradings", "rating", "ratings",
             "assessment", "assessments")  # fmt: skip
FIRST = ("initial", "original", "first", "published", "previous", "overall", "graded", "first published")
OF = ("for", "of", "on", "about", "in", "at")
DONE = ("was", "were", "is", "are", "has been", "have been", "had been", "was later", "was since", "is now", "was then")
CHANGE = "from adequate to good"


@pytest.mark.parametrize(
    "note",
    [
        *(f"We {verb} our judgment for investigating crime {CHANGE}." for verb in CHANGED),
        f"We have changed that judgment for investigating crime {CHANGE}.",
        *(f"We have changed the {noun} for investigating crime {CHANGE}." for noun in JUDGMENTS),
        *(f"We have changed our {first} judgment for investigating crime {CHANGE}." for first in FIRST),
        *(f"We have changed this grade {of} investigating crime, {CHANGE}." for of in OF),
        *(f"In May the grade {of} investigating crime, {done} {CHANGED[0]} {CHANGE}." for of in OF for done in DONE[:2]),
        *(f"The {noun} for investigating crime {done} revised {CHANGE}." for noun, done in zip(JUDGMENTS, DONE, strict=False)),
        *(f"{whose} grade for investigating crime was {verb} {CHANGE}." for whose in ("Our", "This", "That", "The")
          for verb in CHANGED),
        *(f"So investigating crime {done} {regraded} {CHANGE}." for done in DONE for regraded in ("regraded", "re-graded")),
        *(f"{lead}investigating crime was re-graded {CHANGE}" for lead in ("", "On 2 May, ", "Please note: ")),
        *(f"{word}: {whose} {noun} for investigating crime {verb} good{instead} adequate."
          for word in ("Correction", "Corrected on 2 May 2024", "Erratum", "Amendment of May")
          for whose, noun in (("our", "judgment"), ("the", "grade"), ("this", "rating"))
          for verb, instead in (("is", ", not"), ("was", " and not"), ("should be", " instead of"), ("should read", " rather than"),
                                ("should have been", ", instead of"))),
    ],
)  # fmt: skip
def test_a_note_may_be_worded_in_many_ways(note: str) -> None:
    assert told(note) == (Grade.GOOD, Grade.ADEQUATE)


@pytest.mark.parametrize("word", ["good", "Adequate", "outstanding", "Inadequate", "requires improvement"])
@pytest.mark.parametrize(
    "behind",
    ["", ".", ", so the table is new.", "; so it is.", ") by us.", " in May.", " on 2 May.", " after a visit.", " because it is.",
     " following a visit.", " when we came back.", " as of 2 May."],
)  # fmt: skip
def test_a_note_may_state_the_new_grade_alone_and_go_on(word: str, behind: str) -> None:
    assert told(f"(We changed the grade for investigating crime to {word}{behind}") == (
        Grade(word.lower().replace(" ", "_")),
        None,
    )


@pytest.mark.parametrize("behind", [" standards.", " enough.", " and beyond."])
def test_a_grades_word_that_describes_something_is_no_new_grade(behind: str) -> None:
    assert [
        each.code for each in read(f"We changed the grade for investigating crime to good{behind}").b.problems
    ] == []


@pytest.mark.parametrize(
    "note",
    [
        *(f"Two of the {noun} went {CHANGE} and were {verb}." for noun, verb in zip(JUDGMENTS, CHANGED, strict=True)),
        f"Two of our judgments went {CHANGE} and were re-graded.",
        *(f"The {which} version of this {what} said that the force was good at it." for which in ("earlier", "previous", "first")
          for what in ("report", "page")),
    ],
)  # fmt: skip
def test_a_change_in_other_words_is_told(note: str) -> None:
    page = read(note)
    assert page.b.drafts.all() == []
    assert [(each.code, each.blocks) for each in page.b.problems] == [("grade_unreadable", [2])]


@pytest.mark.parametrize(
    "note",
    [f"Two of the judgments went {CHANGE}, an uncorrected list says.", f"Those who judge it say that it was changed {CHANGE}.",
     "The first version of this report spoke of a judgment and of a mood.", "Two judgments were changed from fair to good.", "It was changed from adequate to good.",
     "The first version of this report was short.", "The latest version of this report says that the force is good.",
     "The earlier version of this plan was good."],
)  # fmt: skip
def test_what_lacks_a_part_of_a_change_is_no_note(note: str) -> None:
    assert (read(note).b.drafts.all(), read(note).b.problems) == ([], [])


NOT = ("not", "never", "no longer", "nor", "neither", "hasn’t", "haven’t", "didn’t", "wasn’t", "weren’t", "may be", "may have",
       "if", "whether", "unless", "would", "could", "might")  # fmt: skip


@pytest.mark.parametrize("turn", NOT)
def test_what_is_denied_or_asked_is_no_note_but_a_turn_in_a_clause_before_is_none(turn: str) -> None:
    assert read(f"This time {turn} we changed our judgment for investigating crime {CHANGE}.").b.drafts.all() == []
    for end in (",", ";", ":", " so", " and", " but"):
        note = f"The force {turn} told us{end} we changed our judgment for investigating crime {CHANGE}."
        assert told(note) == (Grade.GOOD, Grade.ADEQUATE)


@pytest.mark.parametrize("whose", ["its", "their", "his", "her", "its own", "their own"])
def test_a_judgment_that_is_somebody_elses_is_no_note_but_the_inspectorates_is(whose: str) -> None:
    note = f"changed {whose} judgment for investigating crime {CHANGE}."
    page = read(f"The chief constable {note}")
    assert (page.b.drafts.all(), page.b.problems) == ([], [])


@pytest.mark.parametrize("who", ["HMIC", "HMICFRS", "The inspectorate"])
def test_the_inspectorates_own_judgment_is_changed_by_a_note(who: str) -> None:
    assert told(f"{who} changed its judgment for investigating crime {CHANGE}.") == (Grade.GOOD, Grade.ADEQUATE)


@pytest.mark.parametrize(
    ("note", "new", "old"),
    [
        ("We changed our judgment for investigating crime from good to Requires Improvement.", "requires_improvement", "good"),
        ("We changed our judgment for investigating crime from requires improvement to good.", "good", "requires_improvement"),
        ("The grade for investigating crime was changed to inadequate.", "inadequate", None),
        ("We have changed our judgment for investigating crime to inadequate in May.", "inadequate", None),
        ("Correction: our judgment for investigating crime is inadequate.", "inadequate", None),
    ],
)  # fmt: skip
def test_grades_of_two_words_and_notes_of_the_new_one_alone(note: str, new: str, old: str | None) -> None:
    assert told(note) == (Grade(new), Grade(old) if old else None)


def test_a_note_in_an_area_need_not_name_it() -> None:
    for note in ("We changed our judgment from adequate to good.", "This grade was revised from adequate to good."):
        assert told(note, area=True) == (Grade.GOOD, Grade.ADEQUATE)
        page = read(note)
        assert [problem.code for problem in page.b.problems] == ["grade_unreadable"]
        assert page.b.drafts.all() == []


@pytest.mark.parametrize(
    "note",
    [
        "We changed our judgment for policing the tides from adequate to good.",
        "We changed our judgment for investigating crime from fair to good.",
        "We changed our judgment for investigating crime from good to fair.",
        "Two of our judgments, among them that of last May, were then each changed by us from adequate to good.",
        "An earlier version of this report said that the force was adequate at investigating crime.",
    ],
)
def test_a_note_of_which_it_is_not_known_what_it_changed_is_told(note: str) -> None:
    page = read(note)
    assert page.b.drafts.all() == []
    assert [(problem.code, problem.blocks) for problem in page.b.problems] == [("grade_unreadable", [2])]


@pytest.mark.parametrize(
    "note",
    [
        "We have not changed our judgment for investigating crime from adequate to good.",
        "The grade for investigating crime was not changed from adequate to good.",
        "The force asked whether we would have changed our judgment for investigating crime from adequate to good.",
        "In our report on Essex Police we changed our judgment for investigating crime from adequate to good.",
        "For another force we changed our judgment of investigating crime from adequate to good.",
        "The force changed its own assessment of investigating crime from adequate to good.",
        "In 2021/22 we changed our judgment for investigating crime from adequate to good.",
        "Our assessment of the plan, which was updated to good standards, is told below.",
        "The force changed how it works.", "All other judgments are unchanged.", "No other judgment has changed.",
        "The force moved from adequate buildings to good ones.", "The force corrected what it had told us.",
        "We changed how we grade, from four grades to five.", "It has changed its plan from paper to a tablet.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("area", [True, False])
def test_what_is_denied_or_of_others_or_of_no_judgment_is_no_note(note: str, area: bool) -> None:
    page = read(note, area)
    assert (page.b.drafts.all(), list(page.b.problems)) == ([], [])


def test_a_note_outside_of_every_section_is_read_with_those_that_are_left() -> None:
    page = Made("2023-25")
    page.line("On 8 August 2024 we changed our judgment for investigating crime from adequate to good.")
    notes = find_notes(page.b, STATES)
    read_notes(page.b, notes, page.section(Role.OUR_JUDGMENTS, "Our judgments", "We found:"))
    assert page.b.drafts.all() == []
    read_notes(page.b, notes)
    draft: Draft = page.b.drafts.of(None, KEY)
    assert ([one.block for one in draft.witnesses], draft.previous) == ([1], (Grade.ADEQUATE, None))


def test_the_areas_name_in_the_table_stands() -> None:
    page = Made("2023-25")
    page.b.drafts.of(None, KEY).question = "Investigating crime and supporting victims"
    page.line("We changed our judgment for investigating crime from adequate to good.")
    read_notes(page.b, find_notes(page.b, STATES))
    assert [draft.question for draft in page.b.drafts.all()] == ["Investigating crime and supporting victims"]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("On 2 May we changed our judgment of the force’s effectiveness from good to requires improvement.", True),
        ("On 2 May we changed our judgment of the force’s effectiveness from inadequate to good.", False),
        ("On 2 May we changed our judgment of the force’s efficiency from inadequate to good.", True),
        ("On 2 May this judgment was corrected from good to outstanding.", True),
        ("On 2 May this judgment was corrected from inadequate to good.", False),
        ("On 2 May this judgment was corrected from good to fair.", True),
        ("On 2 May we changed our judgment for preventing crime from inadequate to good.", True),
        ("We have not changed our judgment of the force’s effectiveness from good to requires improvement.", False),
    ],
)
def test_on_pages_of_pillars_a_note_that_no_judgment_agrees_with_is_told(note: str, told: bool) -> None:
    page = Made("2016")
    section = page.pillar(Pillar.EFFECTIVENESS, note, head=("Last updated 02/03/2017", "Good"))
    read_pillar(page.b, section)
    judge_pillars(page.b, Outline([section], []))
    assert page.b.judgments[0].grade is Grade.GOOD
    assert ("grade_unreadable" in {problem.code for problem in page.b.problems}) is told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("On 2 May we changed our judgment of preventing crime from good to inadequate.", False),
        ("On 2 May we changed our judgment of preventing crime from inadequate to good.", True),
        ("On 2 May we changed our judgment of the force’s effectiveness from good to inadequate.", True),
        ("On 2 May we changed our judgment of the force’s effectiveness from inadequate to good.", False),
    ],
)
def test_a_note_on_a_question_is_not_one_on_its_pillar(note: str, told: bool) -> None:
    page = Made("2016")
    pillar = page.pillar(Pillar.EFFECTIVENESS, note, head=("Good",))
    question = page.question("How effective is the force at preventing crime?", head=("Inadequate",))
    assert question.known is not None
    read_pillar(page.b, pillar)
    read_question(page.b, question)
    judge_pillars(page.b, Outline([pillar, question], []))
    assert [judgment.grade for judgment in page.b.judgments if judgment.grade] == [Grade.GOOD, Grade.INADEQUATE]
    assert ("grade_unreadable" in {problem.code for problem in page.b.problems}) is told


@pytest.mark.parametrize(
    "when",
    ["In 2022", "In May 2021", *(f"{at} {our} {which} {what}" for at, our, which, what in (
        ("In", "our", "last", "inspection"), ("At", "the", "previous", "assessment"), ("During", "its", "earlier", "report"),
        ("By", "the", "last", "round"), ("In", "the", "previous", "year")))],
)  # fmt: skip
@pytest.mark.parametrize("area", [True, False])
def test_a_judgment_that_was_changed_before_the_round_is_not_this_rounds(when: str, area: bool) -> None:
    page = read(f"{when} our judgment for investigating crime was changed from good to adequate.", area)
    assert (page.b.drafts.all(), list(page.b.problems)) == ([], [])
    for since in ("Since", "After", "Following"):
        assert told(f"{since} the last inspection our judgment for investigating crime was changed from adequate to good.") == (
            Grade.GOOD, Grade.ADEQUATE,
        )  # fmt: skip


def test_a_judgment_of_an_earlier_round_that_is_named_is_not_this_rounds() -> None:
    page = read("In 2024 our judgment of 2021/22 for investigating crime was changed from good to adequate.", area=True)
    assert (page.b.drafts.all(), list(page.b.problems)) == ([], [])


def test_the_old_grade_is_of_the_round_that_stands_behind_it() -> None:
    behind = (
        " in 2021/22", " (2021/22)", " (in 2021/22)", " (as at 2021/22)", " (from 2021/22),", ", in 2021/22,", " at our 2021/22 inspection", " in its 2021/22 assessment",
        " in the PEEL 2021–22 report", " from 2021/22", " of 2021/22", " at our last inspection", " in our previous inspection", " from the last assessment", " in 2022",
    )  # fmt: skip
    now = ("", " in 2023", " (2023-25)", " in May 2024", ", in 2024")
    for then in (*behind, " in 2024", ""):
        earlier = None if then in (" in 2024", "") else "2021-22"
        for end in now:
            notes = [
                f"In May we changed our judgment for investigating crime from adequate{then} to good{end}.",
                f"The grade for investigating crime was changed from adequate{then} to good{end}.",
                f"We have re-graded investigating crime from adequate{then} to good{end}.",
                f"We raised our grade for investigating crime to good{end} from adequate{then}.",
            ]
            for note in notes:
                for area in (True, False):
                    page = read(note, area)
                    (draft,) = page.b.drafts.all()
                    assert page.codes == [], note
                    assert [one.stated.grade for one in draft.witnesses] == [Grade.GOOD], note
                    assert draft.previous == (Grade.ADEQUATE, earlier), note


def test_a_change_between_two_earlier_rounds_or_of_others_changed_nothing_here() -> None:
    for note in (
        "We changed our judgment for investigating crime from adequate in 2018/19 to good in 2021/22.",
        "Essex Police: we changed our judgment for investigating crime from adequate in 2021/22 to good in 2023.",
        "We have not changed our judgment for investigating crime from adequate in 2021/22 to good.",
    ):
        assert list(read(note).b.drafts.all()) == [], note
