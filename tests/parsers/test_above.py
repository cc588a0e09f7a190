"""Grades and dates that stand above the names are taken for nobody's, never for those of the names above them."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import Pillar
from scraper.parsers.parse import parse_page

NAMES = ("Effectiveness", "Efficiency", "Legitimacy")
GRADES = ("Good", "Requires improvement", "Outstanding")
DATES = ("Last updated 02/03/2017", "Last updated 03/11/2016", "Last updated 08/12/2016")
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
ADDRESS = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"


def read(form: str, before: str = "", names: tuple[str, ...] = NAMES) -> Extraction:
    parts = "".join(form.format(*each) for each in zip(names, GRADES, DATES, strict=False))
    body = f"<h1>Kent 2016</h1><p>This is our third assessment of Kent Police.</p><h2>Context</h2><p>It has hills.</p>{before}{parts}"
    return parse_page(
        f"<!DOCTYPE html><html><body><main>{body}<h2>Other reports</h2><p>More.</p></main></body></html>".encode(),
        ADDRESS,
    )


def stated(found: Extraction) -> list[tuple[str | None, str | None]]:
    assert found.record is not None
    return [
        (each.grade, each.last_updated and each.last_updated.isoformat())
        for each in found.record.judgments
        if each.pillar in (Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.LEGITIMACY)
    ]


RIGHT = [("good", "2017-03-02"), ("requires_improvement", "2016-11-03"), ("outstanding", "2016-12-08")]


@pytest.mark.parametrize(
    ("form", "dated"),
    [
        ("<p>{1}</p><h2>{0}</h2><p>{2}</p>", True),
        ("<p>{1}</p><h2>{0}</h2>", False),
        ("<p>{1}</p><h2>{0}</h2><p>{2}</p>" + TEXT, True),
    ],
)
def test_grades_above_the_names_are_of_none(form: str, dated: bool) -> None:
    for before in ("", "<h2>Other inspections</h2>"):
        found = read(form, before)
        assert stated(found) == [(None, day if dated else None) for _, day in RIGHT]
        assert {"grade_missing", "unread_text"} <= {problem.code for problem in found.problems}


def test_dates_above_the_names_are_of_none() -> None:
    found = read(f"<p>{{2}}</p><h2>{{0}}</h2><p>{{1}}</p>{TEXT}")
    assert stated(found) == [(grade, None) for grade, _ in RIGHT]
    assert "unread_text" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("before", ["", "<p>Good</p>", "<p>Last updated 01/01/2017</p>", "<h2>Other inspections</h2>"])
def test_grades_and_dates_below_the_names_are_theirs_whatever_stands_before_the_first(before: str) -> None:
    assert stated(read("<h2>{0}</h2><p>{2}</p><p>{1}</p>", before)) == RIGHT
    assert stated(read(f"<h2>{{0}}</h2><p>{{2}}</p><p>{{1}}</p>{TEXT}", before)) == RIGHT


def test_a_name_alone_keeps_what_stands_below_it() -> None:
    assert stated(read("<p>{1}</p><h2>{0}</h2>", names=NAMES[:1]))[0] == (None, None)


def test_a_grade_that_only_the_last_name_lacks_is_the_one_above_it() -> None:
    found = read("<h2>{0}</h2><p>{1}</p>", names=NAMES[:2])
    assert [grade for grade, _ in stated(found)][:2] == ["good", "requires_improvement"]


QUESTIONS = (
    "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?",
    "How effective is the force at investigating crime and reducing re-offending?",
)
AREAS = "<h4>Areas for improvement</h4><ul><li>The force should count its cars.</li></ul>"


@pytest.mark.parametrize(
    ("form", "before", "grades"),
    [
        ("<p>{1}</p><h3>{0}</h3>", "", [None, None]),
        ("<h3>{0}</h3><p>{1}</p>" + AREAS, "", ["good", "requires_improvement"]),
        ("<h3>{0}</h3><p>{1}</p>" + AREAS, "<p>Good</p>", ["good", "requires_improvement"]),
    ],
)
def test_so_are_those_above_questions_and_no_others(form: str, before: str, grades: list[str | None]) -> None:
    parts = before + "".join(form.format(*each) for each in zip(QUESTIONS, GRADES, strict=False))
    body = f"<h1>Kent 2017</h1><h2>Effectiveness</h2><p>Good</p>{TEXT}<h2>Questions for Effectiveness</h2>{parts}"
    address = ADDRESS.replace("2016/kent/", "2017/kent/effectiveness/")
    found = parse_page(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(), address)
    assert found.record is not None
    assert [each.grade for each in found.record.judgments] == ["good", *grades]
