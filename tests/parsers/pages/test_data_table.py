"""The table of all services: a grade for each label, and no grade for the wrong service."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from schemas.page_types import PageType
from schemas.questions import questions_of
from schemas.record import GradeCell
from schemas.vocabulary import GRADE_LABEL, Grade
from scraper.parsers.parse import parse_page
from tests.parsers.shown import layout

URL = "https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2023-25/service-assessment-data-table/"
LABELS = [q.label for q in questions_of("fire", "2023-25")]
SERVICES = {
    "fire/avon": "Avon Fire and Rescue Service",
    "fire/hereford-and-worcester": "Hereford & Worcester Fire and Rescue Service",
    "fire/london": "London Fire Brigade",
}


def table(name: str, grades: dict[str, Grade], form: str) -> str:
    title = html.escape(name)
    if form == "brackets":
        return f"<h3>{title}</h3><p>Question Score</p>" + "".join(
            f"<p>{label} ({GRADE_LABEL[g]})</p>" for label, g in grades.items()
        )
    if form == "lines":
        rows = "".join(f"<p>{label} {GRADE_LABEL[g]}</p>" for label, g in grades.items())
        return f"<h3>{title}</h3><p>Question Score</p>{rows}"
    rows = "".join(f"<tr><td>{label}</td><td>{GRADE_LABEL[g]}</td></tr>" for label, g in grades.items())
    head = "<tr><th>Question</th><th>Score</th></tr>"
    if form == "caption":
        return f"<table><caption>{title}</caption>{head}{rows}</table>"
    return f"<h2>{title}</h2><table>{head}{rows}</table>"


def cells(body: str) -> list[GradeCell]:
    markup = f"<html><body><main><h1>Service Assessment Data Table 2023/25</h1>{body}</main></body></html>"
    found = parse_page(markup.encode(), URL)
    assert found.page.type is PageType.DATA_TABLE
    assert found.page.round == "2023-25"
    assert found.record is not None
    assert found.accounting is not None
    assert found.accounting.coverage == 1.0
    assert found.record.judgments == []
    return found.record.grades


_GRADES = st.fixed_dictionaries({label: st.sampled_from(list(Grade)) for label in LABELS})


@given(
    grades=st.fixed_dictionaries(dict.fromkeys(SERVICES, _GRADES)),
    form=st.sampled_from(["lines", "brackets", "caption", "heading"]),
)
@settings(max_examples=30, deadline=None)
def test_every_cell_is_read(grades: dict[str, dict[str, Grade]], form: str) -> None:
    found = cells("".join(table(SERVICES[key], grades[key], form) for key in SERVICES))
    got: dict[str | None, dict[str | None, Grade | None]] = {}
    for cell in found:
        got.setdefault(cell.organisation, {})[cell.question] = cell.grade
    assert got == grades


def test_a_table_whose_heading_is_lost_is_nobodys() -> None:
    grades = dict.fromkeys(LABELS, Grade.GOOD)
    first, second = (table(name, grades, "lines") for name in ("Avon Fire and Rescue Service", "Gone"))
    lost = first + second.replace("<h3>Gone</h3>", "")
    assert [cell.organisation for cell in cells(lost)] == ["fire/avon"] * 11 + [None] * 11
    assert [p.code for p in page(lost).problems] == ["unknown_organisation"]
    assert [p.code for p in page(second.replace("<h3>Gone</h3>", "")).problems] == ["unknown_organisation"]


def test_a_label_without_its_grade_takes_no_other() -> None:
    body = table("Avon", dict.fromkeys(LABELS[:3], Grade.REQUIRES_IMPROVEMENT), "heading")
    found = cells(body.replace("<td>Requires improvement</td>", "", 1))
    assert [(cell.question, cell.grade) for cell in found] == [
        (LABELS[0], None), (LABELS[1], Grade.REQUIRES_IMPROVEMENT), (LABELS[2], Grade.REQUIRES_IMPROVEMENT),
    ]  # fmt: skip


def test_an_unknown_word_is_kept_and_is_no_grade() -> None:
    body = table("Avon", dict.fromkeys(LABELS[:2], Grade.GOOD), "heading").replace("Good", "Excellent", 1)
    assert [(cell.grade, cell.grade_text) for cell in cells(body)] == [(None, "Excellent"), (Grade.GOOD, "Good")]


HEADS = "<p>Question</p><p>Score</p>"
RISK, FIRES = LABELS[:2]
ROWS = f"<p>{RISK} Good</p><p>{FIRES} Adequate</p>"
AVON = "Avon Fire and Rescue Service"


def page(
    markup: str, title: str = "<h1>Service Assessment Data Table 2023/25</h1>", url: str | None = None
) -> Extraction:
    return parse_page(f"<html><body><main>{title}{markup}</main></body></html>".encode(), url)


def claims(markup: str) -> dict[str, str | None]:
    return {block.text: block.claimed_by for block in page(markup).blocks}


def problems(found: Extraction) -> list[str]:
    return [problem.message for problem in found.problems]


@pytest.mark.parametrize(
    ("markup", "is_one"),
    [
        (HEADS, True),
        ("<p>Question Score</p>", True),
        ("<p>Service assessment data table: all services</p>", True),
        ("<p>The service assessment data table</p>", False),
        ("<p>Service assessment data table" + " of all of the services" * 5 + "</p>", False),
        ('<p><a href="/x/">Service assessment data table</a></p>', False),
        ('<p>Question</p><p><a href="/x/">Score</a></p>', False),
        ("<p>Question</p><p>Answer</p>", False),
        ("<p>Question</p><p>Scores</p>", False),
        ("<p>Name</p><p>Score</p>", False),
        ("<p>Question Score and more</p>", False),
    ],
)
def test_its_own_name_or_the_head_of_its_tables_proves_it(markup: str, is_one: bool) -> None:
    assert (page(f"{markup}<p>Prose.</p>", "<h1>Scores</h1>").page.type is PageType.DATA_TABLE) is is_one


def test_columns_whose_names_stand_at_the_two_ends_of_a_page_are_none() -> None:
    assert page("<p>Score</p><p>Prose.</p><p>Question</p>", "").page.type is not PageType.DATA_TABLE


@pytest.mark.parametrize(
    "head", ["Question", "Area", "Score", "Grade", "Judgment", "Judgement", "Question Score", "Question | Score",
             "Question: Score", "Question – Score", "QuestionScore", "Area Grade", "Area | Grade", "Area: Grade"]
)  # fmt: skip
def test_the_heads_of_the_columns_are_of_the_table(head: str) -> None:
    assert claims(f"<p>{head}</p>{ROWS}")[head] == "grades"
    assert claims(f"<p>{head}s of all</p>{ROWS}")[f"{head}s of all"] == "introduction"


def test_labels_with_their_grades_may_be_headings() -> None:
    assert [(c.question, c.grade) for c in cells(f"<h2>{AVON}</h2><h3>{RISK} Good</h3><h3>{FIRES}</h3><p>Good</p>")] == [
        (RISK, Grade.GOOD), (FIRES, Grade.GOOD),
    ]  # fmt: skip


@pytest.mark.parametrize("follows", ["Last updated 01/02/2024 Good", "People Good", f"{FIRES} Good"])
def test_a_grade_of_something_else_is_not_that_of_the_label_before(follows: str) -> None:
    found = page(f"<h2>{AVON}</h2><p>{RISK}</p><p>{follows}</p>")
    assert found.record is not None
    assert [cell.grade for cell in found.record.grades if cell.question == RISK] == [None]
    assert f"{AVON}: “{RISK}” has no grade." in problems(found)


def test_a_word_in_the_row_of_a_label_is_its_grade_and_one_elsewhere_is_not() -> None:
    for markup in (
        f"<p>{RISK}</p><p>Excellent</p>",
        f"<p>{RISK}</p><table><tr><td>Excellent</td></tr></table>",
        f"<table><tr><td>{RISK}</td></tr></table><p>Excellent</p>",
        f"<table><tr><td>{RISK}</td></tr><tr><td>Excellent</td></tr></table>",
    ):
        found = page(f"<h2>{AVON}</h2>{markup}")
        assert found.record is not None
        assert [cell.grade_text for cell in found.record.grades] == [None]
        assert problems(found) == [f"{AVON}: “{RISK}” has no grade."]


def test_a_label_that_nobody_knows_is_told_once_a_table_has_begun() -> None:
    found = page(f"<p>Weather Good</p><h2>{AVON}</h2>{ROWS}<p>Weather Good</p><p>This is prose.</p>")
    assert found.record is not None
    assert [(c.question, c.question_key, c.grade) for c in found.record.grades][2:] == [("Weather", None, Grade.GOOD)]
    assert problems(found) == ["“Weather” is no area of the round 2023-25."]
    assert found.record.introduction == ["Weather Good", "This is prose."]


@pytest.mark.parametrize("heading", ["<h2>Nowhere</h2>", "<dl><dt>Nowhere</dt></dl>"])
def test_a_service_that_nobody_knows_keeps_its_name(heading: str) -> None:
    found = page(f"<h2>{AVON}</h2>{ROWS}{heading}{HEADS}{ROWS}")
    assert found.record is not None
    assert [(c.organisation, c.organisation_text) for c in found.record.grades] == (
        [("fire/avon", AVON)] * 2 + [(None, "Nowhere")] * 2
    )
    assert problems(found) == ["The catalogue has no fire “Nowhere”."]


def test_a_heading_without_a_table_below_it_and_a_line_that_is_none_are_no_service() -> None:
    found = page(f"<h2>{AVON}</h2>{ROWS}<h2>About us</h2><p>Nowhere</p>{HEADS}<p>This is prose.</p><h2>Notes</h2>")
    assert found.record is not None
    assert found.record.introduction == ["About us", "Nowhere", "This is prose.", "Notes"]
    assert problems(found) == []


def test_where_the_body_is_not_known_nor_is_any_service() -> None:
    found = page(f"<h2>{AVON}</h2>{HEADS}<p>{RISK} Good</p>", "<h1>Scores</h1>")
    assert found.record is not None
    assert found.record.grades == []
    assert problems(found) == [f"The catalogue has no organisation “{AVON}”."]


def test_boilerplate_is_set_aside() -> None:
    assert claims(f"{ROWS}<p>Back to top</p>")["Back to top"] == "boilerplate:back_to_top"


# --- columns of several states -----------------------------------------------------------------------------------


def columns(heads: str, *rows: tuple[str, ...]) -> str:
    """A table of Avon whose first row are heading cells, parted by `|`."""
    head = "".join(f"<th>{each.strip()}</th>" for each in heads.split("|"))
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<h2>{AVON}</h2><table><tr>{head}</tr>{body}</table>"


def graded(markup: str) -> list[tuple[str | None, Grade | None]]:
    found = page(markup)
    assert found.record is not None
    assert found.accounting is not None
    assert found.accounting.unread == 0
    assert {cell.organisation for cell in found.record.grades} == {"fire/avon"}
    return [(cell.question, cell.grade) for cell in found.record.grades]


@pytest.mark.parametrize(
    ("heads", "now"),
    [
        ("Question | 2021/22 | 2023/25", 1), ("Question | 2023–25 | 2021–22", 0), ("| 2021/22 | 2023/25", 1),
        ("Question | Previous score | Score", 1), ("Question | Score | Previous score", 0),
        ("Area | Last time | Now", 1), ("Question | Score in 2021/22 | Score", 1), ("Question | England | Score", 1),
    ],
)  # fmt: skip
def test_of_several_columns_the_one_of_this_round_is_read(heads: str, now: int) -> None:
    rows = [(RISK, "Good", "Inadequate"), (FIRES, "Adequate", "Requires improvement")]
    wanted = [(RISK, (Grade.GOOD, Grade.INADEQUATE)[now]), (FIRES, (Grade.ADEQUATE, Grade.REQUIRES_IMPROVEMENT)[now])]
    assert graded(columns(heads, *rows)) == wanted
    assert "grade_unreadable" not in {p.code for p in page(columns(heads, *rows)).problems}
    lines = "".join(f"<p>{text}</p>" for row in ([h for h in heads.split("|") if h.strip()], *rows) for text in row)
    if "England" not in heads:
        assert graded(f"<h2>{AVON}</h2>{lines}") == wanted


@pytest.mark.parametrize(
    "markup",
    [
        columns("Question | 2018/19 | 2021/22", (RISK, "Good", "Inadequate")),
        columns("Question | 2021/22", (RISK, "Good")),
        columns("Question | Score | Grade", (RISK, "Good", "Inadequate")),
        columns("Question | 2021/22 | 2023/25", (RISK, "Good")),
        columns("Question | England | Wales", (RISK, "Good", "Inadequate")),
        f"<h2>{AVON}</h2><p>{RISK}</p><p>Good</p><p>Inadequate</p>",
        f"<h2>{AVON}</h2><p>Question Score</p><p>{RISK} Good Inadequate</p>",
    ],
)
def test_where_nothing_says_which_grade_is_of_this_round_there_is_none(markup: str) -> None:
    assert graded(markup) == [(RISK, None)]
    assert "grade_unreadable" in {p.code for p in page(markup).problems}


def test_a_column_beside_the_grades_moves_none() -> None:
    assert graded(columns("Question | Score | Change", (RISK, "Good", "Better"))) == [(RISK, Grade.GOOD)]
    assert graded(columns("Question | 2021/22 | 2023/25", (RISK, "None", "Good"))) == [(RISK, Grade.GOOD)]
    assert graded(f"<h2>{AVON}</h2><p>{RISK}</p><p>Good</p><p>Good</p>") == [(RISK, Grade.GOOD)]


def test_each_table_has_its_own_heads() -> None:
    first = columns("Question | 2021/22 | 2023/25", (RISK, "Good", "Inadequate"))
    assert graded(first + columns("Question | Score", (FIRES, "Good")).replace(f"<h2>{AVON}</h2>", "")) == [
        (RISK, Grade.INADEQUATE), (FIRES, Grade.GOOD),
    ]  # fmt: skip


@pytest.mark.parametrize("other", ["Good", "Inadequate"])
@pytest.mark.parametrize(
    "form",
    [
        "<table><tr><td>{label}</td><td>Good</td></tr><tr><td>Overall</td><td>{other}</td></tr></table>",
        "<p>{label}</p><p>Good</p><p>Overall</p><p>{other}</p>",
    ],
)
def test_a_grade_below_a_line_of_no_label_is_not_that_of_the_label_before_and_is_told(form: str, other: str) -> None:
    found = page(f"<h2>{AVON}</h2>{form.format(label=RISK, other=other)}")
    assert found.record is not None
    assert [(cell.question, cell.grade) for cell in found.record.grades] == [(RISK, Grade.GOOD)]
    assert found.record.introduction == ["Overall"]
    assert [problem.code for problem in found.problems] == ["unread_text"]


def test_what_has_no_grade_of_the_vocabulary_is_told_with_whose_it_is() -> None:
    unheaded, missing = f"<p>{RISK} Good</p><p>{FIRES}</p>", f"“{FIRES}” has no grade."
    assert problems(page(unheaded))[1:] == [f"A service: {missing}"]
    assert problems(page(f"<h2>{AVON}</h2>{unheaded}")) == [f"{AVON}: {missing}"]
    both = f"<p>{RISK} Good Inadequate</p>"
    tells = f": nothing says which of “Good / Inadequate” is the grade of “{RISK}” in this round."
    assert problems(page(both))[1:] == [f"A service{tells}"]
    assert problems(page(f"<h2>{AVON}</h2>{both}")) == [AVON + tells]
    found = page(columns("Question | Score", (RISK, "Excellent"), (FIRES, "Good")))
    assert [(each.code, each.message) for each in found.problems] == [
        ("unknown_grade", "“Excellent” is no grade of the vocabulary.")
    ]


def test_a_cell_behind_the_last_column_of_grades_is_none_of_them() -> None:
    markup = columns("Question | Score", (RISK, "Good", "Better than before"), (FIRES, "Adequate"))
    assert graded(markup) == [(RISK, Grade.GOOD), (FIRES, Grade.ADEQUATE)]
    assert claims(markup)["Better than before"] == "introduction"


def test_the_first_column_may_be_called_otherwise() -> None:
    for head in ("Aspect", "Theme", "Pillar or theme"):
        assert graded(columns(f"{head} | 2021/22 | 2023/25", (RISK, "Good", "Inadequate"))) == [
            (RISK, Grade.INADEQUATE)
        ]


@pytest.mark.parametrize(
    "others", ["England", "Essex Fire and Rescue Service", "Most common grade", "National average", "Similar services"]
)
def test_a_grade_alone_in_the_row_of_ones_own_and_of_others_is_nobodys(others: str) -> None:
    for heads in (f"Question | {others} | Score", f"Question | Score | {others}"):
        assert graded(columns(heads, (RISK, "Good"))) == [(RISK, None)]
        assert "grade_unreadable" in {p.code for p in page(columns(heads, (RISK, "Good"))).problems}
    again = columns("Question | Score | Change", (FIRES, "Good")).replace(f"<h2>{AVON}</h2>", "")
    assert graded(columns(f"Question | {others}", (RISK, "Good")) + again) == [(RISK, None), (FIRES, Grade.GOOD)]


def test_the_same_grade_twice_is_that_grade_however_it_is_written() -> None:
    assert graded(f"<h2>{AVON}</h2><p>{RISK}</p><p>Good</p><p>GOOD</p>") == [(RISK, Grade.GOOD)]
    markup = columns("Question | 2018/19 | 2021/22 | 2023/25", (RISK, "Excellent", "Good"))
    assert graded(markup) == [(RISK, None)]


def test_a_long_line_and_a_grade_are_no_heads_of_columns() -> None:
    long = "The grade given at the first inspection of the service in 2021/22"
    assert claims(f"<h2>{AVON}</h2>{ROWS}<p>{long}</p>")[long] == "introduction"
    assert claims(f"{HEADS}{ROWS}<table><tr><th>Score</th><td>Outstanding</td></tr></table>")["Outstanding"] is None


@pytest.mark.parametrize(
    ("round_", "grade"), [("", "good"), (" 2023/25", "good"), (" 2021/22", None), (" (2018-19)", None)]
)
@pytest.mark.parametrize("form", ["caption", "heading"])
def test_a_table_headed_by_an_earlier_round_grades_nothing(form: str, round_: str, grade: str | None) -> None:
    first, second = (
        table(f"{name}{part}", {LABELS[0]: Grade.GOOD}, form)
        for name, part in (("Avon Fire and Rescue Service", round_), ("London Fire Brigade", ""))
    )
    assert [(cell.organisation, cell.grade) for cell in cells(first + second)] == [
        ("fire/avon", grade),
        ("fire/london", "good"),
    ]


# --- names and labels in other places ----------------------------------------------------------------------------

TWO = ("Avon", "London"), (("Good", "Inadequate"), ("Adequate", "Outstanding"))
LEFT = [("fire/avon", "good"), ("fire/avon", "inadequate"), ("fire/london", "adequate"), ("fire/london", "outstanding")]


def of_two(form: str, heads: str = "Question|Score", row: str = "{0}|{1}") -> list[tuple[str | None, str | None]]:
    """Return whose each grade is of tables of two services, each in a form around its name and its table."""
    markup = ""
    for name, grades in zip(*TWO, strict=True):
        rows = [heads, *(row.format(label, grade, "Good") for label, grade in zip((RISK, FIRES), grades, strict=True))]
        cells = ("".join(f"<td>{cell}</td>" for cell in each.split("|")) for each in rows if each)
        inside = "".join(f"<tr>{each}</tr>" for each in cells)
        markup += form.format(name, f"<table>{inside}</table>")
    found = page(markup)
    assert found.record is not None
    sure = all(cell.organisation and cell.grade for cell in found.record.grades)
    assert sure or {"unknown_organisation", "grade_missing", "grade_unreadable"} & {p.code for p in found.problems}
    return [(cell.organisation, cell.grade) for cell in found.record.grades]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Score|Question", "{1}|{0}"), ("", "{1}|{0}"), ("2021/22|Question|2023/25", "{2}|{0}|{1}"),
        ("2023/25|Question|2021/22", "{1}|{0}|{2}"), ("2021/22|2023/25|Question", "{2}|{1}|{0}"),
    ],
)  # fmt: skip
def test_the_label_may_stand_in_any_column(heads: str, row: str) -> None:
    assert of_two("<h2>{0}</h2>{1}", heads, row) == LEFT


def test_a_grade_in_the_row_of_something_else_is_not_that_of_the_label_above() -> None:
    found = page(f"<h2>{AVON}</h2><table><tr><td>{RISK}</td><td></td></tr><tr><td>Good</td><td>Other</td></tr></table>")
    assert found.record is not None
    assert [cell.grade for cell in found.record.grades] == [None]
    assert {"grade_missing", "unread_text"} <= {p.code for p in found.problems}


@pytest.mark.parametrize("row", ["{0}|{1}", "{1}|{0}"])
def test_the_caption_of_a_figure_may_stand_below_its_table(row: str) -> None:
    assert of_two("<figure>{1}<figcaption>{0}</figcaption></figure>", "", row) == LEFT


@pytest.mark.parametrize("name", ["<p>{0}</p>", "<h2>{0}</h2>", "<h2>{0} Fire and Rescue Service</h2>"])
@pytest.mark.parametrize("heads", ["", "Question|Score", "Question|Score|Kent"])
def test_tables_above_their_names_are_nobodys(name: str, heads: str) -> None:
    assert [owner for owner, _ in of_two("{1}" + name, heads)] == [None] * 4
    assert "Kent" in heads or of_two(name + "{1}", heads) == LEFT


def test_a_name_below_the_last_table_is_another_matter_where_one_stands_above_the_first() -> None:
    assert of_two("<h2>{0}</h2>{1}<p>Essex Fire and Rescue Service</p>") == LEFT
    lost = columns("Question | Score", (RISK, "Good")).replace(f"<h2>{AVON}</h2>", "")
    found = page(f"{lost}{columns('Question | Score', (RISK, 'Adequate'))}<p>More of it.</p>")
    assert found.record is not None
    assert [(cell.organisation, cell.grade) for cell in found.record.grades] == [
        (None, "good"),
        ("fire/avon", "adequate"),
    ]
    assert page(f"{HEADS}<p>{AVON}</p>").refused is not None


def test_a_grade_alone_in_the_row_below_a_label_is_its_grade() -> None:
    assert graded(f"<h2>{AVON}</h2><table><tr><td>{RISK}</td></tr><tr><td>Good</td></tr></table>") == [
        (RISK, Grade.GOOD)
    ]


@pytest.mark.parametrize(
    "line",
    ["<p>Victims’ views of the service:</p>", "<ul><li>What staff think</li></ul>", "<p>Last updated 02/05/2024</p>"],
)
def test_a_grade_behind_another_line_is_not_that_of_the_label_above_it(line: str) -> None:
    found = page(f"<h2>{AVON}</h2><p>{RISK}</p>{line}<p>Outstanding</p>")
    assert found.record is not None
    assert [cell.grade for cell in found.record.grades] == [None]
    assert {"grade_missing", "unread_text"} <= {p.code for p in found.problems}
    assert graded(f"<h2>{AVON}</h2><p>{RISK}</p><p>Back to top</p><p>Good</p>") == [(RISK, Grade.GOOD)]


def test_a_report_whose_own_table_has_such_heads_is_a_report() -> None:
    report = "<h1>{0} 2023-25</h1><h2>Overall summary</h2><table><tr><th>Question</th><th>Score</th></tr></table>"
    assert layout(report.format("Kent"), "frs-assessments/kent-2023-2025/") == "long-report"
    assert layout(report.format("All services"), "frs-assessments/kent-2023-2025/") == "data-table"


@pytest.mark.parametrize("form", ["lines", "caption", "heading"])
def test_a_table_that_is_printed_again_for_narrow_screens_is_read_once(form: str) -> None:
    grades = dict.fromkeys(LABELS, Grade.GOOD)
    once = "".join(table(name, grades, form) for name in SERVICES.values())
    page = "<html><body><main><h1>Service Assessment Data Table 2023/25</h1>{}</main></body></html>"
    found = parse_page(page.format(once * 2).encode(), URL)
    assert found.record is not None
    assert [(cell.organisation, cell.question_key) for cell in found.record.grades] == [
        (cell.organisation, cell.question_key) for cell in cells(once)
    ]
    assert [problem.code for problem in found.problems].count("section_repeated") == len(SERVICES)


def test_a_service_that_stands_twice_with_other_grades_is_told() -> None:
    name = SERVICES["fire/avon"]
    both = [table(name, {LABELS[0]: grade}, "heading") for grade in (Grade.GOOD, Grade.ADEQUATE)]
    page = f"<html><body><main><h1>Service Assessment Data Table 2023/25</h1>{''.join(both)}</main></body></html>"
    assert "section_differs" in {problem.code for problem in parse_page(page.encode(), URL).problems}
