"""A grade's word that is quoted, counted or explained below a name is no grade of what has the name, and is unread."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from scraper.parsers.parse import parse_page

REPORT = "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/"
FORCE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"
TEXT = "<p>We looked at files, and we spoke with those who had written them in the year before.</p>"
OTHERS = (
    "<blockquote><p>Inadequate</p></blockquote>",
    "<table><tr><td>Inadequate</td><td>3 forces</td></tr><tr><td>Good</td><td>7 forces</td></tr></table>",
    "<table><tr><th>Inadequate</th><td>The force is failing.</td></tr></table>",
    "<dl><dt>Inadequate</dt><dd>The force is failing.</dd><dt>Good</dt><dd><p>It does well.</p></dd></dl>",
)


def read(parts: str, url: str, title: str) -> Extraction:
    body = f"<h1>{title}</h1><p>We inspected Kent Police.</p><h2>HMI’s observations</h2><p>Thanks.</p>{parts}"
    return parse_page(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>".encode(), url)


def stated(found: Extraction, key: str) -> str | None:
    assert found.record is not None
    return next(each.grade for each in found.record.judgments if (each.question_key or each.pillar) == key)


@pytest.mark.parametrize("others", OTHERS)
def test_it_is_no_grade_of_an_area_or_a_pillar(others: str) -> None:
    for url, title, name, key in (
        (REPORT, "Kent PEEL 2021/22", "Investigating crime", "area/investigating-crime"), (FORCE, "Kent 2016", "Efficiency", "efficiency"),
    ):  # fmt: skip
        for grade, right in (("", None), ("<p>Good</p>", "good")):
            for head in (grade + others, others + grade):
                found = read(f"<h2>{name}</h2>{head}{TEXT}", url, title)
                assert stated(found, key) in (None, right), head
                assert {"unread_text", "grade_unreadable", "unknown_grade"} & {each.code for each in found.problems}


def test_a_row_may_begin_with_the_name() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>Good</td><td>We looked.</td></tr>"
        for name in ("Investigating crime", "Preventing crime")
    )
    for table in (f"<table>{rows}</table>", f"<table>{rows}</table><h2>Managing offenders</h2><p>Good</p>"):
        assert stated(read(table, REPORT, "Kent PEEL 2021/22"), "area/investigating-crime") == "good"


def test_what_stands_elsewhere_says_nothing_of_it() -> None:
    for parts in (
        "<dl><dt>Good</dt></dl>", "<dl><dt>Good</dt></dl><dl><dd>We looked.</dd></dl>",
        "<table><tr><td>Good</td><td>Last updated 02/03/2017</td></tr></table>",
        "<dl><dt>Efficiency</dt><dt>Good</dt><dd>We looked.</dd></dl>",
        "<div><td>Good</td><td>We looked.</td></div>",
        "<table role=presentation><tr><td>Good</td><td>We looked.</td></tr></table>",
    ):  # fmt: skip
        found = read(parts if "Efficiency" in parts else f"<h2>Efficiency</h2>{parts}", FORCE, "Kent 2016")
        assert stated(found, "efficiency") == "good", parts


@pytest.mark.parametrize(
    "head",
    ["<table><tr><td>Good</td></tr><tr><td>We looked.</td></tr></table>",
     "<dl><dt>Good</dt></dl>", "<dl><dd>Good</dd><dd>We looked.</dd></dl>", "<p>Good</p><blockquote>We looked.</blockquote>"],
)  # fmt: skip
def test_other_cells_and_entries_state_it(head: str) -> None:
    assert stated(read(f"<h2>Efficiency</h2>{head}{TEXT}", FORCE, "Kent 2016"), "efficiency") in ("good", None)
    found = read(f"<h2>Investigating crime</h2>{head}{TEXT}", REPORT, "Kent PEEL 2021/22")
    assert stated(found, "area/investigating-crime") == "good"


def test_a_date_that_begins_a_row_stays_one() -> None:
    dated = "<table><tr><td>Last updated 02/03/2017</td><td>We looked.</td></tr></table>"
    found = read(f"<h2>Efficiency</h2>{dated}", FORCE, "Kent 2016")
    assert found.record is not None
    assert "Last updated 02/03/2017" not in [block.text for block in found.blocks if block.claimed_by is None]


@pytest.mark.parametrize("level", ["h3", "h4"])
def test_a_sub_heading_that_is_a_grade_word_is_no_badge_where_others_are_lines(level: str) -> None:
    explained = f"<{level}>Inadequate</{level}><p>What this looks like: people wait.</p>"
    other = f"<h2>Managing offenders</h2><p>Good</p>{TEXT}"
    for head in (explained, f"{explained}<p>Good</p>", f"<p>Good</p>{explained}"):
        found = read(f"<h2>Investigating crime</h2>{head}{TEXT}{other}", REPORT, "Kent PEEL 2021/22")
        assert stated(found, "area/investigating-crime") in (None, "good"), head
        assert "unread_text" in {each.code for each in found.problems}
        found = read(f"<h2>Investigating crime</h2>{explained}<p>Good</p>{TEXT}", REPORT, "Kent PEEL 2021/22")
        assert stated(found, "area/investigating-crime") in (None, "good")
    for end in ("", "<p>Last updated 02/03/2022</p>", f"<{level}>Inadequate</{level}>{TEXT}"):
        found = read(f"<h2>Investigating crime</h2><{level}>Good</{level}>{TEXT}{end}", REPORT, "Kent PEEL 2021/22")
        assert stated(found, "area/investigating-crime") == "good", end
    found = read(f"{other}<h2>Investigating crime</h2><{level}>Good</{level}>", REPORT, "Kent PEEL 2021/22")
    assert stated(found, "area/investigating-crime") == "good"
    both = "".join(
        f"<h2>{name}</h2><{level}>Good</{level}>{TEXT}" for name in ("Investigating crime", "Managing offenders")
    )
    found = read(both, REPORT, "Kent PEEL 2021/22")
    assert {stated(found, "area/investigating-crime"), stated(found, "area/managing-offenders")} == {"good"}
    found = read(f"{other}<h2>Investigating crime</h2><{level}>Not graded</{level}>{TEXT}", REPORT, "Kent PEEL 2021/22")
    assert found.record is not None
    [absent] = [each for each in found.record.judgments if each.question_key == "area/investigating-crime"]
    assert (absent.status, absent.grade) == ("not_graded", None)
