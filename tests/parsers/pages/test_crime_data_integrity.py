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
