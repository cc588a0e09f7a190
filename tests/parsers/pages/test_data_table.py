"""The table of all services: a grade for each label, and no grade for the wrong service."""

from __future__ import annotations

import html

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.page_types import PageType
from schemas.questions import questions_of
from schemas.record import GradeCell
from schemas.vocabulary import GRADE_LABEL, Grade
from scraper.parsers.parse import parse_page

URL = "https://hmicfrs.justiceinspectorates.gov.uk/frs-assessment/frs-2023-25/service-assessment-data-table/"
LABELS = [q.label for q in questions_of("fire", "2023-25")]
SERVICES = {
    "fire/avon": "Avon Fire and Rescue Service",
    "fire/hereford-and-worcester": "Hereford & Worcester Fire and Rescue Service",
    "fire/london": "London Fire Brigade",
}


def table(name: str, grades: dict[str, Grade], form: str) -> str:
    title = html.escape(name)
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
    form=st.sampled_from(["lines", "caption", "heading"]),
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
    found = cells(first + second.replace("<h3>Gone</h3>", ""))
    assert [cell.organisation for cell in found] == ["fire/avon"] * 11 + [None] * 11


def test_a_label_without_its_grade_takes_no_other() -> None:
    body = table("Avon", dict.fromkeys(LABELS[:3], Grade.REQUIRES_IMPROVEMENT), "heading")
    found = cells(body.replace("<td>Requires improvement</td>", "", 1))
    assert [(cell.question, cell.grade) for cell in found] == [
        (LABELS[0], None), (LABELS[1], Grade.REQUIRES_IMPROVEMENT), (LABELS[2], Grade.REQUIRES_IMPROVEMENT),
    ]  # fmt: skip


def test_an_unknown_word_is_kept_and_is_no_grade() -> None:
    body = table("Avon", dict.fromkeys(LABELS[:2], Grade.GOOD), "heading").replace("Good", "Excellent", 1)
    assert [(cell.grade, cell.grade_text) for cell in cells(body)] == [(None, "Excellent"), (Grade.GOOD, "Good")]
