"""A note that a judgment was changed after publication is read, or told where it is not known what it changed."""

from __future__ import annotations

import pytest

from schemas.labels import Role
from schemas.vocabulary import Grade, Pillar, WitnessSource, find_round
from scraper.parsers.drafts import Draft
from scraper.parsers.outline import Outline
from scraper.parsers.readers.closing import judge_pillars
from scraper.parsers.readers.judgments import read_pillar
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
