"""A report on how a force records crime: what proves it, where its landing page is read, what is asked of each."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from tests.parsers.shown import lacks, layout, read

TITLE = "<h1>Kent Police: Crime data integrity inspection 2018</h1>"
DAY = "<p>Published on: 14 May 2018</p>"
OVERALL = "<h2>Overall judgment</h2><p>Good</p><p>It records most crimes.</p>"
LANDING = "publications/kent-crime-data-integrity-inspection-2018/"


@pytest.mark.parametrize("kind", ["inspection", "re-inspection", "re‑inspection", "reinspection"])
def test_its_title_proves_it(kind: str) -> None:
    found = read(TITLE.replace("inspection", kind) + DAY + OVERALL)
    assert (found.page.layout, found.page.assessment) == (
        "crime-data-integrity", "police/kent/crime-data-integrity/2018-05",
    )  # fmt: skip


def test_its_address_proves_it_and_another_title_does_not() -> None:
    url = "publication-html/kent-crime-data-integrity-inspection-2018/"
    assert layout(f"<h1>Kent Police</h1>{DAY}{OVERALL}", url) == "crime-data-integrity"
    assert layout(f"<h1>Crime data in Kent Police</h1>{DAY}{OVERALL}") != "crime-data-integrity"


def test_a_landing_page_is_read_where_it_states_grades() -> None:
    assert layout(TITLE + DAY + OVERALL, LANDING) == "crime-data-integrity"
    leads = "<h2>Get the report</h2><p>It tells how crimes are recorded.</p>"
    assert read(TITLE + DAY + leads, LANDING).page.type is PageType.LANDING
    assert layout(TITLE + DAY + leads) == "crime-data-integrity"


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        ("<p>Overall judgment</p>", True), ("<p>Crime data integrity</p>", True), ("<p>Good</p>", True),
        ("<p>The force is good at recording crime.</p>", False),
    ],
)  # fmt: skip
def test_a_grade_or_the_name_of_what_is_graded_shows_that_it_judges(body: str, is_read: bool) -> None:
    found = layout(f"{TITLE}{DAY}<h2>Our report</h2>{body}<p>It records most crimes.</p>", LANDING)
    assert (found == "crime-data-integrity") is is_read


@pytest.mark.parametrize(
    "form", ["{}: {}", "{} – {}", "{} | {}", "{} ({})", "{} {}", "{}<br>{}", "{1} {0}", "{1}: {0}", "{1} – {0}"]
)
@pytest.mark.parametrize("name", ["Overall judgment", "Our overall judgment", "Crime data integrity"])
@pytest.mark.parametrize("grade", ["Good", "Requires improvement"])
def test_a_landing_page_that_grades_in_the_heading_is_never_set_aside_in_silence(
    form: str, name: str, grade: str
) -> None:
    found = read(f"{TITLE}{DAY}<h2>{form.format(name, grade)}</h2><p>It records most crimes.</p>", LANDING)
    assert found.page.layout == "crime-data-integrity"
    assert found.record is not None
    grades = [judgment.grade for judgment in found.record.judgments]
    assert grades == [grade.lower().replace(" ", "_")] or (grades == [] and lacks(found))


@pytest.mark.parametrize(
    "name", ["Our overall judgment", "Overall judgment (show)", "Overall judgment (hide this section)"]
)
@pytest.mark.parametrize("grade", ["Good", "Graded Good", "Judged as requires improvement", "Our grade: Inadequate"])
def test_a_landing_page_that_states_a_grade_in_other_words_is_never_clean(name: str, grade: str) -> None:
    found = read(f"{TITLE}{DAY}<h2>{name}</h2><p>{grade}</p><p>It records most crimes.</p>", LANDING)
    assert found.page.layout == "crime-data-integrity"
    assert found.record is not None
    graded = [judgment for judgment in found.record.judgments if judgment.grade is not None]
    assert graded or lacks(found) or "grade_missing" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("grade", ["Good", "Graded as good", "We judged: Inadequate"])
def test_a_grade_of_nothing_that_is_named_is_told(grade: str) -> None:
    found = read(f"{TITLE}{DAY}<h2>Get the report</h2><p>{grade}</p><p>It records most crimes.</p>", LANDING)
    assert lacks(found) == [f"The page states “{grade}”, and no judgment was read."]


@pytest.mark.parametrize("line", ["Graded exercises", "Our judgment is in the report", "The grade: see below"])
def test_a_line_of_grades_that_states_none_shows_nothing(line: str) -> None:
    assert read(f"{TITLE}{DAY}<h2>Get the report</h2><p>{line}</p>", LANDING).page.type is PageType.LANDING


def test_a_report_is_asked_for_each_question_and_a_landing_page_for_none() -> None:
    assert len(lacks(read(TITLE + DAY + OVERALL))) == 3
    assert lacks(read(TITLE + DAY + OVERALL, LANDING)) == []


@pytest.mark.parametrize(
    "name",
    [
        "Our overall judgment", "The overall judgment", "Show overall judgment", "Hide overall judgment", "Overall judgment(show)",
        *(f"Overall judgment ({button})" for button in ("show", "hide", "open", "close", "expand", "collapse", "open this section")),
        "Good overall judgment", "Good: overall judgment", "Requires improvement | overall judgment", "Inadequate - our overall judgment",
        "Overall judgment (Good)", "(Overall judgment: Good)", "Overall judgment – Good",
    ],
)  # fmt: skip
def test_what_is_judged_is_known_whatever_stands_beside_its_name(name: str) -> None:
    found = read(f"{TITLE}{DAY}<h2>Get the report</h2><p>{name}</p><p>It records most crimes.</p>", LANDING)
    assert found.page.layout == "crime-data-integrity"
    assert found.record is not None
    named = f"The page names “{name}”, and no judgment of it was read."
    assert lacks(found) == ([] if found.record.judgments else [named])


@pytest.mark.parametrize(
    "name",
    [
        "Overall judgment of the inspectorate",
        "Judgment (showing all)",
        "Overall judgment (a word)",
        "Their overall judgment",
    ],
)
def test_what_is_named_otherwise_is_not_judged(name: str) -> None:
    page = f"{TITLE}{DAY}<h2>Get the report</h2><p>{name}</p><p>It records most crimes.</p>"
    assert read(page, LANDING).page.type is PageType.LANDING


_SAID = [
    f"{whose}{said}{link}"
    for whose, words in (
        ("", ("graded", "judged", "rated", "assessed")),
        ("we ", ("graded", "judged")),
        ("we have ", ("rated", "assessed")),
        ("have ", ("graded",)),
    )
    for said in words
    for link in ("", " as", ":")
] + [
    f"{whose}{noun}{link}"
    for whose in ("", "our ")
    for noun in ("grade", "judgment", "judgement", "rating")
    for link in ("", ":", " is", " is:")
]


@pytest.mark.parametrize("said", _SAID)
def test_a_grade_alone_is_told_however_it_is_said(said: str) -> None:
    line = f"{said[0].upper()}{said[1:]} inadequate"
    found = read(f"{TITLE}{DAY}<h2>Get the report</h2><p>{line}</p><p>It records most crimes.</p>", LANDING)
    assert found.page.layout == "crime-data-integrity"
    assert found.record is not None and found.record.judgments == []
    assert lacks(found) == [f"The page states “{line}”, and no judgment was read."]


def test_a_grade_beside_a_judgment_that_was_read_is_none_without_a_name() -> None:
    found = read(f"{TITLE}{DAY}{OVERALL}<h2>More</h2><p>Rated: good</p>", LANDING)
    assert found.record is not None and len(found.record.judgments) == 1
    assert lacks(found) == []


def test_a_name_without_a_grade_is_told_of_the_name_and_not_of_a_grade_elsewhere() -> None:
    markup = (
        f"{TITLE}{DAY}<p>Overall judgment</p><p>It records most crimes.</p><h2>Get the report</h2><p>Rated: good</p>"
    )
    found = read(markup, LANDING)
    assert found.record is not None and [one.grade for one in found.record.judgments] == [None]
    assert "grade_missing" in {one.code for one in found.problems} and lacks(found) == []
