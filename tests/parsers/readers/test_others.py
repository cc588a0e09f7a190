"""What stands below the heading of another round or body is not the page's own, wherever it stands."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from scraper.parsers.parse import parse_page

BASE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2023-25/"
FORCE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
OWN = "<h2>Responding to the public</h2><p>Good</p>" + TEXT
OTHERS = (
    "PEEL 2021/22",
    "What we found in 2021",
    "Our first inspection",
    "Our 2021/22 inspection",
    "Previous judgments",
    "Essex Police",
    "Annex: what we found of Essex Police",
    "Comparison with similar forces",
    "Our ambition",
    "An example",
    "How we grade",
    "Where the force wants to be",
)


def area(level: int, name: str = "Investigating crime", stated: str = "<p>Outstanding</p>") -> str:
    return f"<h{level}>{name}</h{level}>{stated}{TEXT}<h{level + 1}>Areas for improvement</h{level + 1}><ul><li>The force should count its cars.</li></ul>"


def read(parts: str, front: str = "", address: str = BASE, title: str = "Kent PEEL 2023–25") -> Extraction:
    body = f"<h1>{title}</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p>{front}<h2>HM Inspector’s summary</h2><p>Thanks.</p>{parts}"
    return parse_page(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(), address)


def grades(found: Extraction) -> dict[str, str | None]:
    assert found.record is not None
    return {str(each.question_key or each.pillar): each.grade for each in found.record.judgments}


@pytest.mark.parametrize("heading", OTHERS)
def test_what_is_nested_below_another_rounds_or_bodys_heading_is_told_and_not_read(heading: str) -> None:
    sentence = "<p>Kent Police is outstanding at investigating crime.</p>"
    for part in (
        area(3),
        TEXT + area(3),
        area(2),
        area(2, stated=sentence),
    ):  # as high as the heading, and right below it, too
        found = read(OWN + f"<h2>{heading}</h2>" + part)
        assert grades(found) == {"area/responding-to-the-public": "good"}
        assert found.record is not None
        assert not found.record.recommendations
        assert {"grade_unreadable", "unread_text"} <= {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "heading",
    [
        "What we found",
        "PEEL 2023–2025",
        "Kent Police",
        "Grades carried over from 2021/22",
        "Grades of 2021/22 that still stand",
        "Our judgments in 2023–25",
        "Service to the public",
    ],
)
def test_other_headings_part_the_pages_own(heading: str) -> None:
    found = read(OWN + f"<h2>{heading}</h2>" + area(3))
    assert grades(found) == {"area/responding-to-the-public": "good", "area/investigating-crime": "outstanding"}
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


def test_a_heading_as_high_ends_such_a_part() -> None:
    found = read(f"<h2>Essex Police</h2>{area(3)}<h2>Kent Police</h2>{area(3, 'Preventing crime')}{OWN}")
    assert set(grades(found)) == {"area/preventing-crime", "area/responding-to-the-public"}


DEEP = "<h2>Previous inspection</h2>" + area(3, "Managing offenders and suspects", "<p>Inadequate</p>")
"""A part by which areas stand at two levels."""


def test_names_as_high_are_of_the_part_only_where_they_begin_it_at_once() -> None:
    both = area(2) + area(2, "Preventing crime")
    assert set(grades(read(f"{OWN}<h2>Essex Police</h2>{both}"))) == {"area/responding-to-the-public"}
    for begins in ("<p>It stands beside Kent.</p>", "<h3>Beside Kent</h3>", f"<p>It stands beside Kent.</p>{TEXT}"):
        found = read(f"<h2>Essex Police</h2>{begins}{both}{OWN}{DEEP}")
        assert set(grades(found)) == {
            "area/investigating-crime",
            "area/preventing-crime",
            "area/responding-to-the-public",
        }


def test_a_heading_of_the_text_as_high_ends_a_part_too() -> None:
    found = read(
        f"<h2>Essex Police</h2><h2>Investigating crime</h2><p>Outstanding</p>{TEXT}<h2>What we saw</h2>{TEXT}{OWN}"
    )
    assert set(grades(found)) == {"area/responding-to-the-public"}


def test_a_part_deeper_than_areas_ends_with_the_next_one() -> None:
    own = area(2, "Preventing crime", "<p>Good</p>")
    found = read(f"{own}<h3>Essex Police</h3><h4>Investigating crime</h4><p>Outstanding</p>{TEXT}{OWN}")
    assert grades(found) == {"area/preventing-crime": "good", "area/responding-to-the-public": "good"}


ASKED = "<h4>Areas for improvement</h4><ul><li>The force should be good at counting its cars.</li></ul>"


@pytest.mark.parametrize("heading", ["Our 2021/22 inspection", "Previous inspection", "previous round", "Essex Police"])
def test_what_was_asked_for_below_such_a_heading_is_not_asked_for_now_and_is_told(heading: str) -> None:
    found = read(f"{OWN}<h3>{heading}</h3>{ASKED}")
    assert found.record is not None
    assert not found.record.recommendations
    assert "The force should be good at counting its cars." in [each.text for each in found.record.findings]
    codes = {problem.code for problem in found.problems}
    assert "unknown_heading" in codes
    assert "grade_unreadable" not in codes
    assert grades(found) == {"area/responding-to-the-public": "good"}


@pytest.mark.parametrize(
    "heading", ["What we found", "Progress since our inspection in 2021/22", "Kent Police", "PEEL 2023–2025"]
)
def test_what_is_asked_for_below_another_heading_is(heading: str) -> None:
    found = read(f"{OWN}<h3>{heading}</h3>{ASKED}")
    assert found.record is not None
    assert [each.text for each in found.record.recommendations] == ["The force should be good at counting its cars."]


def test_what_is_neither_judged_nor_asked_for_stays_where_it_is() -> None:
    parts = f"<h2>Efficiency</h2><p>Good</p>{TEXT}<h2>Previous inspection</h2><p>It was long ago.</p><h3>Context</h3><p>The county has hills.</p>"
    found = read(parts, address=FORCE, title="Kent 2016")
    assert found.record is not None
    assert "The county has hills." in [each.text for each in found.record.context]
    assert not [problem for problem in found.problems if "this round and body" in problem.message]


def test_a_label_of_the_pages_own_parts_heads_none_though_it_names_other_years() -> None:
    found = read(f"<h2>Key facts – 2014/15</h2><h2>Efficiency</h2><p>Good</p>{TEXT}", address=FORCE, title="Kent 2016")
    assert grades(found)["efficiency"] == "good"


def test_a_part_without_a_grade_word_stays_as_it_is() -> None:
    found = read(OWN + f"<h2>Previous inspection</h2><h2>Investigating crime</h2>{TEXT}")
    assert "grade_unreadable" not in {problem.code for problem in found.problems}
    assert grades(found)["area/investigating-crime"] is None


def test_the_front_of_a_report_tells_by_itself_what_its_grades_are_of() -> None:
    head, card = "<h3>Our judgments in 2021/22</h3>", "<h4>Investigating crime</h4><p>Outstanding</p>"
    for own, front in ((area(2, stated=""), head + card), (area(2, stated=""), head + TEXT + card), ("", head + card),
                       (area(2, stated=""), head + card + TEXT)):  # fmt: skip
        found = read(OWN + own, front)
        assert found.record is not None
        told = {each.question_key: (each.grade, each.previous_grade) for each in found.record.judgments}
        assert told["area/investigating-crime"] == (None, "outstanding")


def test_pillars_below_an_earlier_assessment_are_not_this_ones() -> None:
    both = "".join(
        f"<h2>{part}</h2><h3>Efficiency</h3><p>{grade}</p>{TEXT}"
        for part, grade in (("Previous assessment: 2015", "Inadequate"), ("This assessment", "Good"))
    )
    found = read(both, address=FORCE, title="Kent 2016")
    assert grades(found)["efficiency"] == "good"


def test_a_summary_of_a_page_without_a_front_has_such_parts_too() -> None:
    for said in ("", TEXT):
        earlier = f"<h3>Previous assessment: 2015</h3>{said}<h4>Efficiency</h4><p>Inadequate</p>{TEXT}"
        found = read(f"<h2>Efficiency</h2><p>Good</p>{TEXT}", earlier, address=FORCE, title="Kent 2016")
        assert grades(found)["efficiency"] == "good"


@pytest.mark.parametrize(
    "form",
    ["<p>{0}</p><p>{1}</p>", "<table><tr><td>{0}</td><td>{1}</td></tr></table>", "<p>{0}: {1}</p>", "<ul><li>{0}: {1}</li></ul>",
     "<div><span>{1}</span><p>{0}</p></div>", "<dl><dt>{0}</dt><dd>{1}</dd></dl>", "<h4>{0}</h4><p>{1}</p>"],
)  # fmt: skip
@pytest.mark.parametrize(
    "heading", ["<h3>Essex Police</h3>", "<h2>Essex Police</h2>", "<h2>Annex</h2><h3>Our 2015 inspection</h3>"]
)
def test_names_below_such_a_heading_need_no_tag(form: str, heading: str) -> None:
    pillars = ("Effectiveness", "Efficiency", "Legitimacy")
    own = "".join(f"<h2>{name}</h2>{TEXT}" for name in pillars)
    others = "".join(form.format(name, "Inadequate") for name in pillars)
    found = read(f"{own}{heading}{others}<h2>Context</h2>{TEXT}", address=FORCE, title="Kent 2016")
    assert set(grades(found).values()) == {None}
    assert "grade_unreadable" in {problem.code for problem in found.problems}


LINES = (
    "<h3>Essex Police</h3>", "<p>Essex Police</p>", "<p><strong>City of London Police</strong></p>", "<div>Essex Police 2016</div>",
    "<p>Grades of Essex Police:</p>", "<p>The grades of Devon &amp; Cornwall Police are these.</p>", "<p>PEEL 2018/19</p>",
    "<p>Our 2018/19 inspection</p>", "<p>The grades of Essex Police are below.</p>", "<p>We judged Essex Police as follows.</p>",
    f"{TEXT[:-4]} We judged Essex Police as follows:</p>", "<p>Kent Police</p><h3>Essex Police</h3>",
    "<p>Essex Police.</p>", "<p>In 2018.</p>", "<p>(2018/19).</p>", "<p>Inspectors spoke with officers of Essex Police:</p>", "<h3>What of Essex Police?</h3>",
)  # fmt: skip
"""What says, deeper than the names below it or without a tag, that they are of another body or round."""


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    "below", [area(2), area(2) + area(2, "Preventing crime"), "<ul><li>Investigating crime</li><li>Outstanding</li></ul>"]
)  # fmt: skip
def test_a_name_right_above_what_is_judged_says_whose_that_is_whatever_its_tag(line: str, below: str) -> None:
    for own, more in (
        (OWN, ""),
        (OWN, "<h2>About the data</h2>"),
        (OWN + TEXT, "<h2>Annex</h2><h3>Forces beside it</h3>"),
    ):
        found = read(own + more + line + below)
        assert grades(found) == {"area/responding-to-the-public": "good"}
        assert {"grade_unreadable", "unread_text"} <= {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "line", ["<p>Essex Police</p>", "<h3>Essex Police</h3>", "<p>We judged Essex Police as follows:</p>"]
)
def test_pillars_of_another_force_are_told_where_the_page_has_none_of_its_own(line: str) -> None:
    others = "".join(f"<h2>{name}</h2><p>Good</p>{TEXT}" for name in ("Effectiveness", "Efficiency", "Legitimacy"))
    found = read(line + others, address=FORCE, title="Kent 2016")
    assert set(grades(found).values()) == {None}
    assert "grade_unreadable" in {problem.code for problem in found.problems}


def test_so_it_is_where_a_report_has_no_section_between_its_front_and_such_a_line() -> None:
    body = f"<h1>Kent PEEL 2023–25</h1><h2>Overall summary</h2><p>We inspected Kent Police.</p><p>Essex Police</p>{area(2)}"
    found = parse_page(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(), BASE)
    assert grades(found) == {}
    assert "grade_unreadable" in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "lines",
    ["<p>Essex Police was judged good at investigating crime.</p>", "<p>In 2021/22 we judged the force to be inadequate.</p>",
     "<p>We spoke with:</p><p>Kent Police</p><p>Essex Police</p>", "<ul><li>Kent Police</li><li>Essex Police</li></ul>",
     "<p>Kent Police</p>", "<p>Source: ONS 2015/16</p>", "<p>Photograph: Essex Police</p>", "<p><a href='/x'>Essex Police</a></p>",
     f"<h3>Essex Police</h3>{TEXT}", f"<p>Essex Police</p>{TEXT}", "<p>These are the forces beside it.</p>",
     "<p>Most forces do this well.</p>", "<p>It works with Essex Police.</p>", "<p>We last inspected it in 2018.</p>", "<p>That is the key.</p>", "<p>We graded this in 2014.</p>",
     "<p>In 2024.</p>", "<p>Kent Police.</p>"],
)  # fmt: skip
def test_other_lines_above_a_name_say_nothing_of_it(lines: str) -> None:
    found = read(OWN + lines + area(2))
    assert grades(found) == {"area/responding-to-the-public": "good", "area/investigating-crime": "outstanding"}
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "name", ["Investigating fraud in 2021/22", "Investigating fraud – previous inspection", "Essex Police: what it does", "Fraud (Essex Police)"]
)  # fmt: skip
def test_an_area_that_nobody_knows_is_not_the_pages_own_where_its_name_says_so(name: str) -> None:
    found = read(
        OWN + area(2, "Preventing crime") + f"<h2>{name}</h2><p>Inadequate</p>{TEXT}" + area(2, "Managing offenders")
    )
    assert "inadequate" not in grades(found).values()
    assert len(grades(found)) == 3
    assert "grade_unreadable" in {problem.code for problem in found.problems}
    own = read(OWN + area(2, "Preventing crime") + f"<h2>Investigating fraud</h2><p>Inadequate</p>{TEXT}")
    assert grades(own)["area/investigating-fraud"] == "inadequate"


@pytest.mark.parametrize(
    "heads",
    ["Area|2021/22", "Area|Most common grade", "What we looked at|Essex Police", "Area|Grade", "Question|Score", ""],
)
def test_a_table_outside_of_the_front_is_the_pages_own_where_its_heads_say_nothing_else(heads: str) -> None:
    head = f"<tr>{''.join(f'<th>{one}</th>' for one in heads.split('|'))}</tr>" if heads else ""
    table = f"<table>{head}<tr><td>Investigating crime</td><td>Inadequate</td></tr></table>"
    own = heads in ("Area|Grade", "Question|Score", "")
    for parts in (OWN + table, OWN + f"<h2>About the data</h2>{TEXT}{table}", "" if own else OWN + table + area(2)):
        found = read(parts or OWN + table)
        if own:
            assert grades(found)["area/investigating-crime"] == "inadequate"
        else:
            assert "inadequate" not in grades(found).values()
            assert "unread_text" in {problem.code for problem in found.problems}


QUESTION = "How effective is the force at investigating crime and reducing re-offending?"
PILLAR = FORCE + "effectiveness/"


@pytest.mark.parametrize(
    ("heads", "own"),
    [("Area|2015", False), ("Area|Essex Police", False), ("Area|Most common grade", False), ("What we looked at|Last inspection", False),
     ("Area|Grade", True), ("Area|2016", True), ("|Our view", True)],
)  # fmt: skip
@pytest.mark.parametrize("row", ["<td>{}</td><td>Inadequate</td>", "<th>{}</th><td>Inadequate</td>"])
def test_a_table_of_pillars_or_questions_is_of_whom_its_heads_say(heads: str, own: bool, row: str) -> None:
    head = "".join(f"<th>{one}</th>" for one in heads.split("|"))
    for name, key, address, title, before in (
        ("Efficiency", "efficiency", FORCE, "Kent 2016", "<h2>Effectiveness</h2><p>Good</p>"),
        (
            QUESTION,
            "effectiveness/investigating-crime",
            PILLAR,
            "Kent PEEL 2016",
            "<h2>Questions for Effectiveness</h2>",
        ),
    ):
        for table in (f"<table><tr>{head}</tr><tr>{row.format(name)}</tr></table>",
                      f"<table><caption>{heads.split('|')[1]}</caption><tr><th>Area</th><th>Grade</th></tr><tr>{row.format(name)}</tr></table>"):  # fmt: skip
            found = read(f"{before}{TEXT}{table}{TEXT}", address=address, title=title)
            assert ("inadequate" in grades(found).values()) is own, (name, table)
            assert own or any("not of this round" in problem.message for problem in found.problems)
            assert key in grades(found) or not own


@pytest.mark.parametrize("name", ["<h3>Kent Fire and Rescue Service</h3>", "<p>Kent Fire and Rescue Service</p>"])
def test_a_body_of_another_kind_is_another_body(name: str) -> None:
    found = read(OWN + "<p>The police of Kent.</p>" * 9 + name + "<p>Investigating crime</p><p>Inadequate</p>")
    assert grades(found) == {"area/responding-to-the-public": "good"}
    assert "grade_unreadable" in {problem.code for problem in found.problems}


def test_what_was_taken_for_a_badge_below_a_date_may_be_such_a_line() -> None:
    parts = "<h2>Effectiveness</h2><p>Last updated 02/03/2017</p><p>Previous inspection</p><p>Efficiency</p><p>Inadequate</p>"
    assert "inadequate" not in grades(read(parts, address=FORCE, title="Kent 2016")).values()


def test_a_pillar_whose_name_a_copy_lost_may_stand_beside_such_a_line() -> None:
    asked = "<p>How effective is the force at keeping people safe and reducing crime?</p><p>Good</p>"
    found = read(
        f"{asked}{TEXT}<p>Essex Police</p><h2>Efficiency</h2><p>Good</p>{TEXT}", address=FORCE, title="Kent 2016"
    )
    assert (grades(found)["effectiveness"], grades(found)["efficiency"]) == ("good", None)


def test_all_names_below_such_a_line_are_set_apart_down_to_the_bodys_own_name() -> None:
    names = ("Investigating crime", "Preventing crime", "Managing offenders")
    for form, around in (
        ("<tr><td>{}</td><td>{}</td></tr>", "<table>{}</table>"),
        ("<p>{}</p><p>{}</p>", "{}"),
        ("<li>{}</li><li>{}</li>", "<ul>{}</ul>"),
    ):
        others, own = (
            around.format("".join(form.format(name, grade) for name in names)) for grade in ("Inadequate", "Adequate")
        )
        found = read(f"{OWN}<h2>About the data</h2>{TEXT}<p>Essex Police</p>{others}")
        assert set(grades(found)) == {"area/responding-to-the-public"}, form
        found = read(f"{OWN}<h2>About the data</h2>{TEXT}<p>Essex Police</p>{others}<p>Kent Police</p>{own}")
        assert "inadequate" not in grades(found).values(), form
        assert form[1] != "p" or list(grades(found).values()).count("adequate") == 3


PROGRAMME = "Kent Police: National child protection inspection"
TOPIC = "<h2>Leadership of child protection arrangements</h2><p>Good</p>" + TEXT
ASK = "<h3>Area for improvement</h3><ul><li>The force should count its cars.</li></ul>"


@pytest.mark.parametrize(("heading", "asks"), [("Essex Police", 0), ("Our 2021 inspection", 1), ("What we found", 1)])
def test_a_report_of_a_programme_may_repeat_what_it_asked_for(heading: str, asks: int) -> None:
    address = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/kent-police-national-child-protection-inspection-may-2025/"
    found = read(f"{TOPIC}<h2>{heading}</h2>{TEXT}{ASK}", "", address, PROGRAMME)
    assert found.record is not None
    assert len(found.record.recommendations) == asks


def test_a_line_of_the_front_that_leads_in_to_no_name_sets_nothing_apart() -> None:
    found = read(
        OWN,
        "<h3>Previous inspections</h3><p>We inspected it before.</p><h2>Our judgments</h2><ul><li>Responding to the public: Good</li></ul>",
    )
    assert grades(found) == {"area/responding-to-the-public": "good"}
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


PILLAR = "<h2>{0}</h2><p>{1}</p>" + TEXT


@pytest.mark.parametrize(
    "lead", ["<p>Essex Police</p>", "<p>Kent Police</p><p>In 2014 the grades were:</p>", "<p>In 2014 the grades were:</p>", "<h2>Similar forces</h2>", "<h3>How the force rated itself</h3>"]
)  # fmt: skip
def test_what_stands_right_below_a_lead_in_is_not_of_the_page_even_below_its_title(lead: str) -> None:
    others = "".join(PILLAR.format(name, "Outstanding") for name in ("Effectiveness", "Efficiency"))
    own = "".join(PILLAR.format(name, "Good") for name in ("Effectiveness", "Efficiency"))
    body = f"<h1>Kent 2016</h1>{lead}{others}{own}"
    found = parse_page(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(), FORCE)
    assert "outstanding" not in grades(found).values()
    assert any("not of this round" in problem.message for problem in found.problems)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Previous grades</p>",
        "<p>Essex Police</p>",
        "<p>In 2021/22 the grades were:</p>",
        "<h3>What we found in 2021</h3>",
    ],
)
def test_the_line_above_a_table_or_a_row_of_cards_says_of_whom_or_of_when_it_is(line: str) -> None:
    names = ("Investigating crime", "Preventing crime", "Managing offenders")
    rows = "".join(f"<tr><td>{name}</td><td>Inadequate</td></tr>" for name in names)
    cards = "".join(f"<div><div><p>Inadequate</p></div><div><p>{name}</p></div></div>" for name in names)
    for others in (
        f"<table><tr><th>Area</th><th>Grade</th></tr>{rows}</table>",
        f"<table>{rows}</table>",
        f"<div>{cards}</div>",
    ):
        found = read(OWN + "<h2>About the data</h2>" + TEXT + line + others)
        assert grades(found) == {"area/responding-to-the-public": "good"}, others
        assert "grade_unreadable" in {problem.code for problem in found.problems}
        own = read(OWN + "<h2>About the data</h2>" + TEXT + "<p>What we say</p>" + others)
        assert set(grades(own).values()) == {"good", "inadequate"}


def test_what_asks_for_something_is_in_no_list_of_the_front() -> None:
    old = area(2, stated="<p>Inadequate</p>") + area(2, "Preventing crime", "<p>Inadequate</p>")
    own = area(2, stated="<p>Good</p>") + area(2, "Preventing crime", "<p>Good</p>")
    found = read(own, f"<h2>Previous inspection</h2>{old}")
    assert set(grades(found).values()) == {"good"}
    assert "grade_unreadable" in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    ("card", "own"),
    [("<ul><li><a href='/x'>Essex Police</a>{}</li></ul>", False), ("<div><a href='/x'>Kent Police 2021/22</a>{}</div>", True),
     ("<div><a href='/x'>Essex Police 2021/22</a>{}</div>", False), ("<p><a href='/x'>Essex Police</a></p><div>{}</div>", True)],
)  # fmt: skip
def test_a_link_says_whose_the_card_is_that_it_begins(card: str, own: bool) -> None:
    found = read(OWN + TEXT + card.format("<h2>Investigating crime</h2><p>Outstanding</p>"))
    assert ("outstanding" in grades(found).values()) is own
    assert own or "grade_unreadable" in {problem.code for problem in found.problems}


NAMED = ("Responding to the public", "Preventing crime")


@pytest.mark.parametrize(
    "lead", ["<p>Previous grades</p>", "<h3>Previous grades</h3>", "<details><summary>Grades in 2021/22</summary>"]
)
def test_a_list_below_such_a_line_may_begin_with_names_that_nobody_knows(lead: str) -> None:
    listed = "".join(f"<p>{name}</p><p>Inadequate</p>" for name in ("Crime in the hills", "Crime at sea", NAMED[1]))
    for front, parts in ((lead + listed + TEXT, OWN), ("", f"{OWN}<h2>Annex</h2>{TEXT}{lead}{listed}")):
        found = read(parts, front)
        assert "inadequate" not in grades(found).values()
        assert "grade_unreadable" in {problem.code for problem in found.problems}
    own = read(OWN + "<h2>Annex</h2><p>Crime at sea</p><p>Good</p>" + f"<p>{NAMED[1]}</p><p>Inadequate</p>")
    assert grades(own)["area/preventing-crime"] == "inadequate"


def test_the_card_of_an_area_whose_own_section_is_set_apart_is_set_apart_too() -> None:
    card = "<li><a href='/x'>Essex Police 2021/22</a><h3>Investigating crime</h3><span>Inadequate</span></li>"
    found = read(OWN, f"<ul>{card}{card}</ul>{TEXT}")
    assert grades(found) == {"area/responding-to-the-public": "good"}


@pytest.mark.parametrize(
    "said", ["Previously: {}", "Formerly, {}", "Earlier {}", "{}: target", "{}, in similar forces", "{} in 2016"]
)
def test_an_area_that_is_known_is_not_the_pages_own_where_its_heading_names_another_state(said: str) -> None:
    name = "vetting, IT monitoring and counter-corruption"
    title = "A report into the effectiveness of vetting and counter-corruption arrangements in Kent Police"
    address = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police/"
    text = f"<h2>Introduction</h2>{TEXT}<h3>{{}}: inadequate</h3>{TEXT}"
    found = read(text.format(said.format(name)), "", address, title)
    assert set(grades(found).values()) <= {None}
    assert "grade_unreadable" in {problem.code for problem in found.problems}
    assert set(grades(read(text.format(name.capitalize()), "", address, title)).values()) == {"inadequate"}


@pytest.mark.parametrize(
    "name",
    [
        "Essex Police: vetting, IT monitoring and counter-corruption",
        "Vetting, IT monitoring and counter-corruption in Essex Police",
    ],
)
def test_an_area_that_is_known_is_not_the_pages_own_where_its_heading_names_another_body(name: str) -> None:
    title = "A report into the effectiveness of vetting and counter-corruption arrangements in {}"
    address = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/effectiveness-of-vetting-and-counter-corruption-arrangements-in-kent-police/"
    told = f"<h2>Introduction</h2><p>Kent Police is good at vetting, IT monitoring and counter-corruption.</p><h3>{name}</h3><p>Inadequate</p>"
    found = read(told, "", address, title.format("Kent Police"))
    assert set(grades(found).values()) == {"good"}
    assert "grade_unreadable" in {problem.code for problem in found.problems}
    own = read(told.replace("Essex", "Kent"), "", address, title.format("Kent Police"))
    assert "witnesses_disagree" in {problem.code for problem in own.problems}


@pytest.mark.parametrize("caption", ["Care Quality Commission ratings of the health care in custody", "Grades in 2015"])
def test_a_caption_says_whose_grades_are_also_where_the_table_has_no_heads(caption: str) -> None:
    table = f"<table><caption>{caption}</caption><tr><td>{QUESTION}</td><td>Inadequate</td></tr></table>"
    found = read(f"<h2>Effectiveness</h2><p>Good</p>{TEXT}{table}", address=FORCE, title="Kent 2016")
    assert "inadequate" not in grades(found).values()
    assert "grade_unreadable" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("first", ["", "<td>Kent Police</td>", "<th>2015</th>"])
def test_names_side_by_side_are_not_graded_by_what_follows_the_last_of_them(first: str) -> None:
    names = (QUESTION, "How effective is the force at tackling serious and organised crime?")
    heads = "".join(f"<th>{name}</th>" for name in names)
    table = f"<table><tr>{'<th></th>' if first else ''}{heads}</tr><tr>{first}<td>Inadequate</td><td>Outstanding</td></tr></table>"
    found = read(f"<h2>Effectiveness</h2><p>Good</p>{TEXT}{table}", address=FORCE, title="Kent 2016")
    assert set(grades(found).values()) == {"good", None}
    told = [problem.message for problem in found.problems if problem.code == "grade_unreadable"]
    assert any("side by side" in message for message in told)
    below = f"<table><tr><td>{names[0]}</td></tr><tr><td>{names[1]}</td><td>Good</td></tr></table>"
    found = read(f"<h2>Effectiveness</h2><p>Good</p>{TEXT}{below}", address=FORCE, title="Kent 2016")
    assert list(grades(found).values()).count("good") == 2
    pairs = "".join(f"<td>{name}</td><td>Good</td>" for name in names)
    found = read(
        f"<h2>Effectiveness</h2><p>Good</p>{TEXT}<table><tr>{pairs}</tr></table>", address=FORCE, title="Kent 2016"
    )
    assert list(grades(found).values()).count("good") == 3


@pytest.mark.parametrize(
    ("address", "title", "name"),
    [(BASE, "Kent PEEL 2023–25", "Essex Police"), (BASE, "Kent PEEL 2023–25", "West Mercia Constabulary"),
     (BASE.replace("peel-reports/kent-2023-25", "frs-assessments/kent-2023-2025"), "Kent Fire and Rescue Service 2023–2025", "Essex County Fire and Rescue Service"),
     (BASE.replace("peel-reports/kent-2023-25", "frs-assessments/kent-2023-2025"), "Kent Fire and Rescue Service 2023–2025", "London Fire Brigade")],
)  # fmt: skip
def test_what_another_body_is_asked_for_stays_apart_beside_what_is_closed(address: str, title: str, name: str) -> None:
    topics = (
        ("Responding to the public", "Investigating crime")
        if "peel" in address
        else ("Preventing fires and other risks", "Future affordability")
    )
    own = "".join(f"<h2>{topic}</h2><p>Good</p>{TEXT}" for topic in topics)
    closed = "<h3>Area for improvement 2 – closed</h3><ul><li>It should wash its cars.</li></ul>"
    found = read(
        f"{own}<h3>{name}</h3><h4>Areas for improvement</h4><ul><li>It should count its cars.</li></ul>{closed}",
        "",
        address,
        title,
    )
    assert found.record is not None
    assert not found.record.recommendations
    found = read(own, f"<h3>{name}</h3>{ASK.replace('h3', 'h4')}", address, title)
    assert found.record is not None
    assert not found.record.recommendations
    assert [problem for problem in found.problems if "stands in the findings" in problem.message]


@pytest.mark.parametrize(
    ("heading", "own"), [("Essex Police", False), ("Our 2015 inspection", False), ("About the data", True)]
)
def test_figures_below_such_a_heading_are_told_and_not_read(heading: str, own: bool) -> None:
    panel = "<h3>Key facts</h3><h4>Force area</h4><p>999 square miles</p>"
    found = read(
        f"<h2>Effectiveness</h2><p>Good</p>{TEXT}<h2>{heading}</h2>{TEXT}{panel}", address=FORCE, title="Kent 2016"
    )
    assert found.record is not None
    figures = [each.value for each in found.record.key_facts.figures] if found.record.key_facts else []
    assert figures == [999] * own
    assert own or "figure_unread" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("lead", ["<p>Previous grades</p>", "<details><summary>Grades in 2018/19</summary>"])
def test_such_a_list_ends_where_the_names_are_set_otherwise(lead: str) -> None:
    end = "</details>" if "details" in lead else ""
    listed = f"{lead}<p>Responding to the public</p><p>Inadequate</p>{end}"
    found = read(OWN + TEXT + listed + area(2))
    assert grades(found) == {"area/responding-to-the-public": "good", "area/investigating-crime": "outstanding"}
    longer = listed.replace(end, "") + f"<p>Investigating crime</p><p>Inadequate</p>{end}"
    assert "inadequate" not in grades(read(OWN + TEXT + longer)).values()


@pytest.mark.parametrize("level", [2, 3])
@pytest.mark.parametrize(
    ("line", "own"),
    [("<h2>Previous</h2>", False), ("<h3>Previous</h3>", False), ("<h3>Previous:</h3>", False), ("<p>Previous:</p>", False), ("<p>Previous report:</p>", False),
     ("<p>Previous</p>", True), ("<p>Next</p>", True), ("<p>Next:</p>", True), ("<h2>Next</h2>", True), ("<p>Previous area:</p>", True), ("<h3>Next area</h3>", True)],
)  # fmt: skip
def test_previous_above_a_name_is_an_earlier_state_where_it_heads_it_and_else_a_link(
    line: str, own: bool, level: int
) -> None:
    found = read(f"{OWN}{line}<h{level}>Investigating crime</h{level}><p>Outstanding</p>{TEXT}")
    assert ("outstanding" in grades(found).values()) is own
    assert ("grade_unreadable" in {problem.code for problem in found.problems}) is not own


NOTES = (
    "Essex Police", "Essex Police.", "Grade of Essex Police.", "PEEL 2021/22 assessment", "(2014)", "In 2014", "Graded in 2014", "Graded 2014.", "Assessed in 2014", "Judged in 2014", "Rated 2014",
    "2013/14", "Previous", "Previous grade", "Our last grade.", "As rated by staff", "As judged by its own officers.", "Grade before moderation", "Grade of similar forces.",
    "This is what it thinks of itself.", "It was the average of all forces.",
)  # fmt: skip
NO_NOTES = (
    "Graded in 2024", "Kent Police", "Kent Police.", "Our view", "It works with Essex Police.", "We graded it in 2014 with Essex Police, and looked at what came of that a year later on",
    "We last inspected it in 2018.", "Grades of Essex Police, of its neighbours and of all that stand beside.", "Essex Police:", "Is it Essex Police?", "Carried over from 2014.", "Most forces do this well.", "Staff see it as well as most forces.", "As judged by our inspectors", "The service was good in its 2018/19 assessment.",
)  # fmt: skip


def noted(note: str) -> str:
    return f"<h2>Investigating crime</h2><p>Outstanding</p>{note}{TEXT}"


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("tag", ["p", "div", "span", "strong", "li"])
def test_a_note_behind_a_grade_says_whose_or_of_when_it_is(note: str, tag: str) -> None:
    found = read(OWN + noted(f"<{tag}>{note}</{tag}>"))
    assert grades(found).get("area/investigating-crime") is None
    assert grades(found)["area/responding-to-the-public"] == "good"
    assert "grade_unreadable" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("note", NO_NOTES)
def test_other_lines_behind_a_grade_leave_it(note: str) -> None:
    found = read(OWN + noted(f"<p>{note}</p>"))
    assert grades(found) == {"area/responding-to-the-public": "good", "area/investigating-crime": "outstanding"}
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


@pytest.mark.parametrize(
    "note",
    ["<h3>Essex Police</h3>", "<p>It works.</p><p>Essex Police</p>", "<div><p>Essex Police</p><p>They looked at files with it.</p></div>",
     "<p>Essex Police</p><h3>Our visit</h3>".replace("<p>", "<h4>").replace("</p>", "</h4>")],
)  # fmt: skip
def test_a_name_is_no_note_where_it_heads_something_or_stands_elsewhere(note: str) -> None:
    found = read(OWN + noted(note))
    assert grades(found)["area/investigating-crime"] == "outstanding"


def test_the_label_of_the_grade_below_it_is_no_note() -> None:
    found = read(OWN + noted("<p>Previous grade</p><p>Inadequate</p>"))
    assert grades(found)["area/investigating-crime"] == "outstanding"
    found = read(OWN + noted("<p>Previous grade</p><p>We saw this:</p><p>Inadequate</p>"))
    assert grades(found).get("area/investigating-crime") is None


def test_a_name_behind_a_section_that_states_no_grade_is_no_note() -> None:
    found = read(OWN + f"<h2>Investigating crime</h2><p>Essex Police</p>{TEXT}")
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


@pytest.mark.parametrize("quoted", ["{0}", "{0}{1}", "{0}<h2>Legitimacy</h2><p>Good</p>"])
def test_pillars_that_are_quoted_are_the_pages_own_only_where_several_and_all_are(quoted: str) -> None:
    names = [f"<blockquote>{name}</blockquote><p>Outstanding</p>{TEXT}" for name in ("Efficiency", "Effectiveness")]
    found = read(quoted.format(*names), address=FORCE, title="Kent 2016")
    is_own = "{1}" in quoted
    assert ("outstanding" in grades(found).values()) is is_own
    assert is_own or "grade_unreadable" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("level", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("day", ["Last updated</h{0}><p>08/12/2016</p>", "Last updated 08/12/2016</h{0}>"])
def test_a_day_that_is_a_heading_begins_no_part_of_others(level: int, day: str) -> None:
    """No other line is tagged as a heading, as in a copy that lost all tags but this one."""
    questions = "".join(
        f"<div>{n}</div><div>{text}</div><div>Good</div>{TEXT}"
        for n, text in enumerate(
            (
                "To what extent does the force treat all of the people it serves with fairness and respect?",
                "How well does the force ensure that its workforce behaves ethically and lawfully?",
            ),
            1,
        )
    )
    head = f"<div>Legitimacy</div><div>How legitimate is the force at keeping people safe and reducing crime?</div><h{level}>"
    body = f"<h1>Kent PEEL 2016</h1>{head}{day.format(level)}<div>Good</div>{TEXT}<div>Questions for Legitimacy</div>{questions}"
    found = parse_page(f"<html><body><main>{body}</main></body></html>".encode(), f"{FORCE}legitimacy/")
    assert set(grades(found).values()) == {"good"} and len(grades(found)) == 3
    assert "grade_unreadable" not in {problem.code for problem in found.problems}


def test_a_name_that_says_less_than_the_area_has_none_of_its_grade() -> None:
    name = "Building, supporting and protecting the workforce"
    for more in (
        " (draft)",
        " for officers",
        " (for staff)",
        " in part",
        " – provisional",
        " of volunteers",
        " in custody",
    ):
        for below in (
            "<p>Inadequate</p>",
            "<p>Kent Police is inadequate at building, supporting and protecting the workforce.</p>",
        ):
            found = read(f"{OWN}<h2>{name}{more}</h2>{below}{TEXT}")
            assert "inadequate" not in grades(found).values(), more
            assert "grade_unreadable" in {problem.code for problem in found.problems}, more
        for listed in (f"<table><tr><th>Area</th><th>Grade</th></tr><tr><td>{name}{more}</td><td>Inadequate</td></tr><tr><td>{NAMED[1]}</td><td>Good</td></tr></table>",
                       f"<ul><li>{name}{more}: Inadequate</li><li>{NAMED[1]}: Good</li></ul>"):  # fmt: skip
            found = read(OWN, f"<h2>Our judgments</h2>{listed}")
            assert "area/workforce" not in grades(found), more
            assert {"unknown_question", "grade_unreadable"} & {problem.code for problem in found.problems}, more
    for same in ("", " overall", " (overall)", " (Kent Police)", " in Kent Police", " in the force"):
        assert grades(read(f"{OWN}<h2>{name}{same}</h2><p>Inadequate</p>{TEXT}"))["area/workforce"] == "inadequate", (
            same
        )
    said = [problem.code for problem in read(f"{OWN}<h2>{name} for officers</h2>{TEXT}").problems]
    assert "grade_unreadable" not in said
