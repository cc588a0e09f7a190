"""A few words beside a grade that may say that it is of a part, of another time, or nobody's: none of them is passed over in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.vocabulary import Grade
from scraper.parsers.readers.remarks import may_remark, narrows, tell_remark
from tests.parsers.pages.long_report import AREAS, Area, bullets, cards, groups, judgments, page, read, rows, ticks
from tests.parsers.shown import read as shown

from .made import Made

PARTS = (
    "Apart from fraud", "As assessed by staff", "As graded by staff", "Assessed by staff", "Graded by staff", "Judged by staff", "Rated by staff", "As judged by staff", "As rated by staff", "As seen by staff", "Average of forces", "Based on a sample",
    "But not fraud", "Except rural areas", "Excluding fraud", "For domestic abuse", "Grade for fraud", "In part", "In some towns", "Interim", "Largely",
    "Limited to towns", "Mainly towns", "Mostly", "Not all victims", "Not counting fraud", "Not for fraud", "Not in towns", "Not including fraud", "Only towns",
    "Other than fraud", "Partial", "Partly", "Provisional", "Restricted to towns", "Self-assessment", "Some of the county", "With exceptions", "Without fraud",
    "Fraud alone", "Towns only", "(This is of towns only.)", "TOWNS ONLY.", "(adults)", "Two of four areas", "2 out of the 3 questions",
)  # fmt: skip
WHOLES = (
    "Forensics", "Fraud", "What we found", "Officers know what to do", "Kent (the county)", "The loneliest", "Many of its officers", "For improvement", "For more information", "For details", "For further details see below",
    "Our view", "In particular", "For this reason the force should:", "For victims it works.", "For whom?",
)  # fmt: skip


@pytest.mark.parametrize("text", PARTS)
def test_words_below_a_grade_may_narrow_it(text: str) -> None:
    assert narrows(text)


@pytest.mark.parametrize("text", WHOLES)
def test_other_words_below_it_do_not(text: str) -> None:
    assert not narrows(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Towns only", True), ("Provisional", True), ("An example", True), ("Graded in 2016", True), ("Not reinspected this year", True),
        ("Graded in 2017", False), ("What we found", False), (f"Towns {'and villages ' * 5}only", False),
    ],
)  # fmt: skip
def test_a_remark_is_of_a_part_of_another_time_or_nobodys(text: str, said: bool) -> None:
    assert may_remark(Made("2017").b, text) is said


# --- on a page -----------------------------------------------------------------------------------------------------

ALL = [Area(each, Grade.GOOD) for each in AREAS]
NAME = AREAS[2].label
BOX, ITEM = f"<td>{NAME}</td><td>Good</td>", f"<li>{NAME}: Good</li>"
TABLE, LIST, CARDS = rows(ALL), bullets(ALL), cards(ALL)
CARD, TICK = f"<h3>{NAME}</h3><p>Good</p>", f"<td>{NAME}</td><td></td><td>✓</td>"
PLACES: dict[str, Callable[[str], str]] = {
    "a cell behind": lambda said: TABLE.replace(BOX, f"{BOX}<td>{said}</td>"),
    "a column of notes": lambda said: TABLE.replace("Grade</th>", "Grade</th><th>Note</th>").replace(BOX, f"{BOX}<td>{said}</td>"),
    "in the cell": lambda said: TABLE.replace(BOX, f"<td>{NAME}</td><td><p>Good</p><p>{said}</p></td>"),
    "below the name": lambda said: TABLE.replace(BOX, f"<td><p>{NAME}</p><p>{said}</p></td><td>Good</td>"),
    "a row below": lambda said: TABLE.replace(f"{BOX}</tr>", f"{BOX}</tr><tr><td colspan=2>{said}</td></tr>"),
    "a note with a sign": lambda said: TABLE.replace(BOX, f"<td>{NAME}</td><td>Good*</td>") + f"<p>* {said}</p>",
    "the sign behind the name": lambda said: TABLE.replace(BOX, f"<td>{NAME}*</td><td>Good</td>") + f"<p>* {said}</p>",
    "a note with a number": lambda said: TABLE.replace(BOX, f"<td>{NAME}</td><td>Good<sup>1</sup></td>") + f"<p>1. {said}</p>",
    "the number behind the name": lambda said: TABLE.replace(BOX, f"<td>{NAME}<sup>1</sup></td><td>Good</td>") + f"<p>1. {said}</p>",
    "a caption": lambda said: TABLE.replace("<table>", f"<table><caption>{said}</caption>"),
    "a line above": lambda said: f"<p>{said}</p>{TABLE}",
    "a line below": lambda said: f"{TABLE}<p>{said}</p>",
    "a paragraph of the item": lambda said: LIST.replace(ITEM, f"<li><p>{NAME}: Good</p><p>{said}</p></li>"),
    "an item below the item": lambda said: LIST.replace(ITEM, f"<li>{NAME}: Good<ul><li>{said}</li></ul></li>"),
    "a note on the item": lambda said: LIST.replace(ITEM, f"<li>{NAME}: Good<sup>1</sup></li>") + f"<p>1. {said}</p>",
    "a lead-in": lambda said: f"<p>{said}:</p>{LIST}",
    "a card": lambda said: CARDS.replace(CARD, f"{CARD}<p>{said}</p>"),
    "a note on the card": lambda said: CARDS.replace(CARD, CARD.replace("Good", "Good*")) + f"<p>* {said}</p>",
    "a group": lambda said: groups(ALL).replace(f"<li>{NAME}</li>", f"<li><p>{NAME}</p><p>{said}</p></li>"),
    "a row below a tick": lambda said: ticks(ALL).replace(TICK, f"<td colspan=6>{said}</td></tr><tr>{TICK}"),
}  # fmt: skip
NOTES = (
    "Towns only", "(adults)", "Except for fraud", "Based on a limited sample", "Provisional", "Unchanged from 2021/22",
    "Carried forward from 2021/22", "Not reinspected this round", "As at 2019",
)  # fmt: skip


def told(table: str) -> set[tuple[str, str]]:
    """Return the problems of a report with some grades at its front."""
    return {(problem.code, problem.message) for problem in read(page(ALL, table)).problems}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("said", NOTES)
def test_a_remark_beside_a_grade_of_the_front_is_told(place: str, said: str) -> None:
    assert told(PLACES[place](said)) - told(TABLE)


@pytest.mark.parametrize("place", ["a cell behind", "a column of notes", "in the cell", "a paragraph of the item"])
@pytest.mark.parametrize(
    "said", ["We inspected this area with care.", "Page 12", "See the text", "For more information"]
)
def test_other_words_are_not_told_as_one(place: str, said: str) -> None:
    assert not any("may be a note" in message for _, message in told(PLACES[place](said)))


def test_no_change_is_no_remark_where_a_column_tells_of_changes() -> None:
    table = TABLE.replace("Grade</th>", "Grade</th><th>Change</th>").replace(BOX, f"{BOX}<td>Unchanged</td>")
    assert told(table) == told(TABLE)
    assert told(table.replace("Unchanged", "Towns only")) != told(TABLE)


@pytest.mark.parametrize(
    "place", ["a note with a sign", "the number behind the name", "a note on the item", "a note on the card"]
)
@pytest.mark.parametrize("said", NOTES)
def test_a_grade_whose_footnote_is_a_remark_is_not_read(place: str, said: str) -> None:
    found = judgments(read(page(ALL, PLACES[place](said))))
    assert [found[AREAS[place_].key].grade for place_ in (1, 2)] == [Grade.GOOD, None]


# --- beside sentences ------------------------------------------------------------------------------------------------

KENT = "peel-assessments/peel-2016/kent/"
HEADLINE = "The extent to which the force is efficient at keeping people safe and reducing crime is good"
JUDGES = "Kent Police has been assessed as good in respect of the efficiency with which it keeps people safe and reduces crime"
REMARKS = (
    "(adults)", "For adults only.", "This grade is for custody only.", "In part.", "Except for fraud.", "Under appeal.", "As at 2013.",
    "This grade is from our 2013 inspection.", "We did not inspect this again.", "Carried over from our previous inspection.",
)  # fmt: skip
OTHERS = (
    "We inspected the force in the autumn.", "The force is for the people of Kent.", "For victims it works.",
    "It has done so since 2014.", "The force is not alone in this.",
)  # fmt: skip
SPOTS = {
    "below a headline": f"<p>{HEADLINE}.</p>{{}}<h2>Efficiency</h2><p>Good</p><p>{JUDGES}.</p>",
    "above a headline": f"{{}}<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p><p>{JUDGES}.</p>",
    "below a badge": f"<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p>{{}}<p>{JUDGES}.</p>",
    "below a judging sentence": f"<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p><p>{JUDGES}.</p>{{}}",
}


def notes(main: str) -> list[str]:
    """Return what is told of remarks on a page."""
    said = shown("<h1>Kent 2016</h1><p>This is HMIC’s third PEEL assessment of Kent Police.</p>" + main, KENT).problems
    return [
        problem.message for problem in said if "may be a note" in problem.message or problem.code == "grade_unreadable"
    ]


@pytest.mark.parametrize("spot", SPOTS)
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<blockquote><p>{}</p></blockquote>", "<ul><li>{}</li></ul>", "<small>{}</small>"]
)
def test_a_remark_beside_a_judging_sentence_or_a_badge_is_told(spot: str, form: str) -> None:
    for said in REMARKS:
        assert notes(SPOTS[spot].format(form.format(said))), said
    for said in OTHERS:
        assert notes(SPOTS[spot].format(form.format(said))) == [], said


@pytest.mark.parametrize(
    "spot", [f"<p>{HEADLINE}. {{}}</p>", f"<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p><p>{JUDGES}. {{}}</p>"]
)
def test_a_remark_behind_the_sentence_in_its_paragraph_is_told(spot: str) -> None:
    for said in REMARKS:
        assert notes(spot.format(said)), said
    for said in OTHERS:
        assert notes(spot.format(said)) == [], said


@pytest.mark.parametrize("sign", [", {}", "; {}", " – {}", " ({})"])
@pytest.mark.parametrize(
    "said", ["for adults only", "except for fraud", "as at 2013", "carried over from 2015", "based on a limited sample"]
)
def test_a_remark_at_the_end_of_a_judging_sentence_is_told(sign: str, said: str) -> None:
    main = f"<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p>"
    assert notes(f"{main}<p>{JUDGES}{sign.format(said)}.</p>")
    planning = notes(f"{main}<p>Kent Police is good at planning{sign.format(said)}.</p>")
    assert not any("may be a note" in message for message in planning)
    assert notes(f"{main}<p>{JUDGES}{sign.format('which is what we saw in the year')}.</p>") == []
    assert notes(f"{main}<p>{JUDGES}{sign.format(f'except for {FAR}fraud')}.</p>") == []


FAR = "many of the different kinds of crime that there are in the county and "


def test_a_sentence_that_names_an_earlier_round_is_left_to_those_who_read_its_grade() -> None:
    main = f"<p>{HEADLINE}.</p><h2>Efficiency</h2><p>Good</p><p>{JUDGES}.</p><p>Our 2015 judgment stands.</p>"
    assert not any("may be a note" in message for message in notes(main))


EFFECTIVENESS = "in terms of its effectiveness, in general, the force is good at reducing crime and preventing offending, it is outstanding at investigating offending{} and is good at tackling anti-social behaviour{};"


@pytest.mark.parametrize("sign", [", {}", " – {}", " ({})", "; {}"])
@pytest.mark.parametrize(
    "said", ["for adults only", "in part", "except for fraud", "carried over from an earlier inspection", "as at 2013"]
)
def test_a_remark_behind_an_area_of_a_clause_is_told(sign: str, said: str) -> None:
    def told_of(first: str, last: str) -> list[str]:
        clause = EFFECTIVENESS.format(first, last)
        main = f"<h1>Kent 2014</h1><p>This is the first PEEL Assessment of Kent Police.</p><p>The available evidence indicates that:</p><p>{clause}</p>"
        problems = shown(main, "peel-assessments/peel-2014/kent/").problems
        return [problem.message for problem in problems if "may be a note" in problem.message]

    assert told_of("", "") == []
    assert len(told_of(sign.format(said), "")) == 1 or sign[0] == ";"
    assert len(told_of("", sign.format(said))) == 1 or sign[0] == ";"
    assert len(told_of("", " only")) == 1
    assert told_of(sign.format("which it does well"), "") == []


@pytest.mark.parametrize(
    "verb", ["are", "had", "has", "have", "is", "it", "must", "should", "they", "was", "we", "were", "will"]
)
def test_a_sentence_that_says_more_narrows_nothing(verb: str) -> None:
    assert narrows("For victims of fraud.")
    assert not narrows(f"For victims {verb} fraud.")
    assert not narrows(f"For victims of fraud {'and fraud ' * 3}.")
    assert narrows(f"For victims {verb} fraud")


def test_a_remark_is_told_once_and_beside_what_else_is_told() -> None:
    found = Made("2017")
    line = found.line("Towns only")
    found.b.flag("unknown_heading", "Another one.", line.number + 1)
    found.b.flag("label_misspelt", "Another fault.", line.number)
    for text in ("Towns only", "Towns only", ";", "–", f"{'Towns ' * 10}only"):
        tell_remark(found.b, text, line.number)
    assert found.codes == ["unknown_heading", "label_misspelt", "unknown_heading"]
