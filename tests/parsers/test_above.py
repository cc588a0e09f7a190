"""Grades and dates that stand above the names are those of the box that they share, else nobody's, never the name's above."""

from __future__ import annotations

from itertools import permutations

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import Pillar
from scraper.parsers.parse import parse_page

NAMES = ("Effectiveness", "Efficiency", "Legitimacy")
GRADES = ("Good", "Requires improvement", "Outstanding")
DATES = ("Last updated 02/03/2017", "Last updated 03/11/2016", "Last updated 08/12/2016")
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
ADDRESS = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"


def read(form: str, before: str = "", names: tuple[str, ...] = NAMES, after: str = "") -> Extraction:
    parts = "".join(form.format(*each) for each in zip(names, GRADES, DATES, strict=False))
    body = f"<h1>Kent 2016</h1><p>This is our third assessment of Kent Police.</p><h2>Context</h2><p>It has hills.</p>{before}{parts}{after}"
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


ORDERS = [*permutations("012"), *permutations("01"), *permutations("02")]
BEFORE = (
    "",
    "<h2>Other inspections</h2>",
    "<h2>Other inspections</h2><p>Words of it.</p>",
    "<p>Good</p>",
    "<p>Last updated 01/01/2017</p>",
)


@pytest.mark.parametrize("box", ["{}", "<div>{}</div>", "<section><div>{}</div></section>"])
@pytest.mark.parametrize("order", ORDERS, ids="".join)
def test_whatever_stands_above_or_below_is_right_or_nobodys(order: tuple[str, ...], box: str) -> None:
    parts = "".join("<h2>{0}</h2>" if each == "0" else f"<p>{{{each}}}</p>" for each in order)
    for form in (parts, parts + TEXT, parts.replace("</h2>", f"</h2>{TEXT}")):
        for before in BEFORE:
            for got, right in zip(stated(read(box.format(form), before)), RIGHT, strict=True):
                assert all(one in (None, other) for one, other in zip(got, right, strict=True)), (form, before)


@pytest.mark.parametrize(
    "form",
    [
        "<div><p>{1}</p><p>{2}</p><h2>{0}</h2></div>",
        "<ul><li><p>{2}</p><span>{1}</span><h2>{0}</h2></li></ul>",
        f"<section><header><span>{{1}}</span><p>{{2}}</p><h2><a href='/x/'>{{0}}</a></h2></header>{TEXT}</section>",
        "<article><div><b>{1}</b></div><div><h2>{0}</h2><p>{2}</p></div></article>",
    ],
)
def test_a_box_that_holds_one_name_says_whose_its_grade_is(form: str) -> None:
    for before in ("", "<h2>Other inspections</h2><p>Words of it.</p>"):
        assert stated(read(form, before)) == RIGHT
    assert stated(read(form, after="<h2>Key facts</h2><p>Last updated 05/05/2016</p>")) == RIGHT


@pytest.mark.parametrize(
    "form",
    [
        "<div><p>{1}</p><h2>{0}</h2></div><p>Inadequate</p>",
        "<div><p>{1}</p><h2>{0}</h2><p>Inadequate</p></div>",
        "<div><p>{1}</p><p>Inadequate</p><h2>{0}</h2></div>",
    ],
)
def test_of_two_grades_of_a_name_none_is_taken(form: str) -> None:
    found = read(form)
    assert [grade for grade, _ in stated(found)] == [None] * 3
    assert "witnesses_disagree" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("before", ["<h2>Leadership</h2>", f"<h2>Leadership</h2>{TEXT}"])
def test_a_name_without_a_grade_takes_none_out_of_the_box_of_the_next(before: str) -> None:
    assert [grade for grade, _ in stated(read("<div><p>{1}</p><h2>{0}</h2></div>", before))] == NOW


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


AREAS_OF_2023 = ("Preventing crime", "Investigating crime", "Managing offenders")
THEN = ("Adequate", "Good", "Inadequate")


def in_report(parts: str) -> list[tuple[str | None, str | None]]:
    body = f"<h1>PEEL 2023–25 – An inspection of Kent Police</h1><h2>Overview</h2><p>We looked at it.</p>{parts}"
    address = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2023-25/"
    end = "<h2>About our inspection</h2><p>More.</p>"
    found = parse_page(f"<!DOCTYPE html><html><body><main>{body}{end}</main></body></html>".encode(), address)
    assert found.record is not None
    return [(each.grade, each.previous_grade) for each in found.record.judgments]


NOW = ["good", "requires_improvement", "outstanding"]
ALONE = [(grade, None) for grade in NOW]
BOTH = list(zip(NOW, ["adequate", "good", "inadequate"], strict=True))


@pytest.mark.parametrize(
    ("head", "row", "grades"),
    [
        ("", "{1}{0}", ALONE),
        ("Grade Area", "{1}{0}", ALONE),
        ("2023-25 2021/22 Area", "{1}{2}{0}", BOTH),
        ("2021/22 2023-25 Area", "{2}{1}{0}", BOTH),
        ("2021/22 Area 2023-25", "{2}{0}{1}", BOTH),
        ("2023-25 Area 2021/22", "{1}{0}{2}", BOTH),
        ("", "{1}{2}{0}", [(None, None)] * 3),
        ("", "{1}{0}{2}", [(None, None)] * 3),
    ],
)
@pytest.mark.parametrize("name", ["<td>{0}</td>", "<th scope=row>{0}</th>", "<td><p><b>{0}</b></p></td>"])
def test_the_name_may_stand_in_any_column(
    head: str, row: str, grades: list[tuple[str | None, str | None]], name: str
) -> None:
    heads = "".join(f"<th>{word}</th>" for word in head.split())
    form = f"<tr>{row.format(name, '<td>{1}</td>', '<td>{2}</td>')}</tr>"
    rows = "".join(form.format(*each) for each in zip(AREAS_OF_2023, GRADES, THEN, strict=True))
    assert in_report(f"<table>{heads and f'<tr>{heads}</tr>'}{rows}</table>") == grades


ALIKE = ("Good", "Good", "Inadequate")


@pytest.mark.parametrize("form", ["<div><span>{1}</span><h3>{0}</h3></div>", "<ul><li><b>{1}</b><p>{0}</p></li></ul>"])
def test_a_card_of_an_area_may_begin_with_its_grade(form: str) -> None:
    cards, below, boxes = (
        "".join(each.format(*one) for one in zip(AREAS_OF_2023, ALIKE, strict=True))
        for each in (form, "<h2>{0}</h2><p>{1}</p>" + TEXT, "<section><p>{1}</p><h2>{0}</h2>" + TEXT + "</section>")
    )
    for parts in (cards, cards + below, cards + below.replace(TEXT, ""), cards + boxes, boxes):
        assert in_report(parts) == [("good", None), ("good", None), ("inadequate", None)]


LABELLED = (
    "Previous grade: {2}", "2021/22: {2}", "Our previous grade was {2}.", "It was judged to be {2} in 2021/22.",
    "In our 2021/22 inspection we judged the force to be {2} in this area.", "It required improvement in 2021/22.",
    "Kent Police was graded as {2} in our last inspection, which was a long time ago, when it had other chief officers than it has today.",
)  # fmt: skip
CURRENT = ("{1}", "Grade: {1}", "2023-25: {1}")


@pytest.mark.parametrize("order", ORDERS[:6], ids="".join)
@pytest.mark.parametrize("earlier", LABELLED)
def test_so_are_grades_that_say_of_when_they_are(earlier: str, order: tuple[str, ...]) -> None:
    for current in CURRENT:
        lines = {"0": "<h2>{0}</h2>", "1": f"<p>{current}</p>", "2": f"<p>{earlier}</p>"}
        for form in ("{}", "<div>{}</div>", "{}" + TEXT):
            whole = form.format("".join(lines[each] for each in order))
            parts = "".join(whole.format(*each) for each in zip(AREAS_OF_2023, GRADES, THEN, strict=True))
            for (now, then), right in zip(in_report(parts), BOTH, strict=False):
                assert now in (None, right[0]), whole
                assert then in (None, "requires_improvement" if "required" in earlier else right[1]), whole


SAID = "In 2021/22 we judged the force to be {1} in this area."


@pytest.mark.parametrize("said", [SAID, f"{SAID} It has become larger.", f"It has become larger. {SAID}"])
def test_sentences_of_the_past_above_the_names_are_nobodys_and_those_below_are_theirs(said: str) -> None:
    pairs = list(zip(AREAS_OF_2023, ALIKE, strict=True))
    above = "".join(f"<p>{said.format(*one)}</p><h2>{one[0]}</h2><p>Good</p>{TEXT}" for one in pairs)
    below = "".join(f"<h2>{one[0]}</h2><p>Good</p>{TEXT}<p>{said.format(*one)}</p>" for one in pairs)
    long = above.replace("</p><h2>", f" {'It has become larger. ' * 16}</p><h2>")
    assert [then for _, then in in_report(above)] == [None, None, None]
    assert [then for _, then in in_report(f"<p>{said}</p>{below}")] == ["good", "good", "inadequate"]
    assert [then for _, then in in_report(long)] == ["good", "inadequate", None]


@pytest.mark.parametrize(
    "said",
    ["it was {1} in 2021/22", "in 2021/22 the services were {1}", "we assessed it as {1} last year", "graded {1} in 2021/22", "judged {1} last year",
     "previously rated {1}", "it had been {1} in 2021/22", "it is up from {1} in 2021/22", "in 2021/22 it was said to require improvement",
     "in 2021/22 it required improvement"],
)  # fmt: skip
def test_each_form_of_the_past_above_the_names_is_told(said: str) -> None:
    parts = "".join(
        f"<p>{TEXT[3:-4]} For {said.format(*one)}.</p><h2>{one[0]}</h2><p>Good</p>{TEXT}"
        for one in zip(AREAS_OF_2023, ALIKE, strict=True)
    )
    body = f"<h1>PEEL 2023–25 – An inspection of Kent Police</h1><h2>Overview</h2><p>We looked at it.</p>{parts}"
    found = parse_page(
        f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(),
        ADDRESS.replace("assessments/peel-2016/kent", "reports/kent-2023-25"),
    )
    assert len([block for block in found.blocks if block.claimed_by is None and " For " in block.text]) == 3


def test_a_box_may_hold_more_above_the_name_than_its_grade() -> None:
    form = "<div><p>{1}</p><p>How well it does this</p><h3>{0}</h3></div>"
    assert in_report("".join(form.format(*each) for each in zip(AREAS_OF_2023, ALIKE, strict=True))) == [
        ("good", None), ("good", None), ("inadequate", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "form",
    [
        "<h3>Good</h3><p>{0}</p><p>{1}</p><h3>Inadequate</h3><p>{2}</p><h3>Adequate</h3><p>{3}</p>",
        "<div><p>Good</p><p>{0}</p><p>{1}</p></div><div><p>Inadequate</p><p>{2}</p></div><div><p>Adequate</p><p>{3}</p></div>",
    ],
)
def test_a_grade_that_heads_a_group_is_that_of_each_of_it(form: str) -> None:
    areas = (*AREAS_OF_2023, "Protecting vulnerable people")
    for below in ("", "".join(f"<h2>{area}</h2>{TEXT}" for area in areas)):
        assert [grade for grade, _ in in_report(form.format(*areas) + below)] == [
            "good",
            "good",
            "inadequate",
            "adequate",
        ]
