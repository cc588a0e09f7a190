"""Every problem that a page can have: raised by a page that has it, and by none that does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from schemas.problems import PROBLEMS, severity_of
from scraper.loader.problems import HISTORY_PROBLEMS
from scraper.parsers.parse import parse_page
from scraper.quality.checks import CHECKS, FILE_CHECKS
from tests.runs.site import BASE, PAGE, ROOT, swap

Change = Callable[[str], str]
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/"


def fixture(case: str) -> tuple[str, str]:
    folder = ROOT / "fixtures" / case
    return (folder / "page.html").read_text("utf-8"), json.loads((folder / "meta.json").read_text("utf-8"))["url"]


STAFFORDSHIRE = (PAGE, f"{BASE}/staffordshire/")
DURHAM_2014 = fixture("assessment/durham-2014-mixed-grades-in-one-clause")
LETTER = fixture("letter/fire-buckinghamshire-second-revisit-lines")
TABLE = fixture("data_table/fire-2023-25-tables-with-headings")
ABOUT = (
    "<!DOCTYPE html><html lang='en'><head><title>About us - HMICFRS</title></head><body><main><h1>About us</h1>"
    "<p>We inspect.</p></main><footer><p>© Crown copyright</p></footer></body></html>"
)
# The page, what is changed in it, and a word of the message.
EDITED: dict[str, tuple[tuple[str, str], Change, str]] = {
    "witness_missing": (STAFFORDSHIRE, swap(r'<p class="judgment"><span class="grade">Requires.*?</p>', ""), "no badge"),
    "unread_text": (STAFFORDSHIRE, swap("<h2>Context</h2>", "<h2>Weather</h2><p>It rained.</p><h2>Context</h2>"), "Weather"),
    "unknown_topic": (STAFFORDSHIRE, swap("<h4>Force Area</h4>", "<h4>Rainfall</h4>"), "no known heading"),
    "figure_unread": (STAFFORDSHIRE, swap("1,049 square miles", "1_049 square miles"), "1_049"),
    "figure_too_large": (STAFFORDSHIRE, swap("1,049 square miles", "9,223,372,036,854,775,808 square miles"), "775,808"),
    "figure_repeated": (STAFFORDSHIRE, swap("<p>1,049 square miles</p>", "<p>1,049 square miles</p><p>1,050 square miles</p>"), "1,050"),
    "figure_out_of_range": (STAFFORDSHIRE, swap("up</span>4% local", "up</span>950% local"), "950"),
    "comparator_missing": (STAFFORDSHIRE, swap("<p>3.69 national level</p>", ""), "2.88"),
    "dates_repeated": (STAFFORDSHIRE, swap("(Last updated 03/11/2016)", r"\1</p><p>Last updated 04/11/2016"), "04/11/2016"),
    "date_outside_round": (STAFFORDSHIRE, swap("03/11/2016", "03/11/2106"), "2106"),
    "section_repeated": (STAFFORDSHIRE, swap("(<h3>Working arrangements.*?)(?=<h3>Looking)", r"\1\1"), "again"),
    "section_differs": (
        STAFFORDSHIRE,
        swap("(?=<h3>Looking)", "<h3>Working arrangements</h3><p>Staffordshire Police also works with the fire service.</p>"),
        "twice",
    ),
    "section_missing": (STAFFORDSHIRE, swap("<h3>Working arrangements.*?(?=<h3>Looking)", ""), "Working arrangements"),
    "label_misspelt": (STAFFORDSHIRE, swap("<h3>Working arrangements", "<h3>Workin arrangments"), "Working arrangements"),
    "unknown_heading": (STAFFORDSHIRE, swap("(?=<p>To these come)", "<h4>Weather</h4>"), "Weather"),
    "inspector_title_unknown": (STAFFORDSHIRE, swap("Her Majesty’s Inspector of Constabulary", "Her Majesty’s Inspector of Weather"), "Weather"),
    "headline_unread": (STAFFORDSHIRE, swap("the force is efficient at", "the force is cheerful at"), "cheerful"),
    "unknown_grade": (STAFFORDSHIRE, swap(r"\b([Gg])ood\b", "satisfactory"), "no grade"),
    "grade_unreadable": (DURHAM_2014, swap(r"is good at|it is outstanding at|is outstanding at|good at|outstanding at|outstanding in|good in", "excels at"), ""),
    "unknown_organisation": (TABLE, swap("<h2>Avon</h2>", "<h2>Borsetshire</h2>"), "Borsetshire"),
    "unknown_page_type": ((PAGE, f"{SITE}about-us/"), lambda _: ABOUT, "About us"),
    "round_missing": (STAFFORDSHIRE, swap("Staffordshire 2016", "Staffordshire 2020"), "Staffordshire 2020"),
    "unknown_round": (LETTER, swap(r"20\d\d(?:[/–-]\d\d)?", "that year"), ""),
}  # fmt: skip
IN_THE_DOCUMENT = frozenset({"encoding_fallback", "characters_cleaned", "characters_lost"})  # tests/document
OF_THE_CAPTURE = frozenset(
    {"captured_at_inferred", "capture_in_future", "stated_in_future", "date_unreadable"}
)  # tests/fetcher/test_dating
OF_THE_RUN = frozenset(
    {"known_grade_differs", "sum_open", "new_skeleton", "fill_dropped", "grades_shifted"}
)  # test_sums, test_drift, test_known


def problems(page: tuple[str, str], change: Change = lambda text: text) -> dict[str, str]:
    extraction = parse_page(change(page[0]).encode(), page[1])
    return {one.code: one.message for one in extraction.problems}


@cache
def codes_of_the_fixtures() -> frozenset[str]:
    found: set[str] = set()
    for path in (ROOT / "fixtures").glob("*/*/page.html"):
        meta = json.loads(path.with_name("meta.json").read_text("utf-8"))
        found |= {one.code for one in parse_page(path.read_bytes(), meta.get("url")).problems}
    return frozenset(found)


@pytest.mark.parametrize("code", EDITED)
def test_a_page_that_has_the_problem_says_so_and_the_page_as_it_was_does_not(code: str) -> None:
    page, change, word = EDITED[code]
    assert code not in problems(page)
    found = problems(page, change)
    assert code in found
    assert word in found[code]


def test_the_whole_page_has_no_problem() -> None:
    assert {code for code in problems(STAFFORDSHIRE) if severity_of(code) != "info"} == set()


def test_no_problem_of_the_table_is_without_a_case() -> None:
    tried = codes_of_the_fixtures() | set(EDITED) | set(CHECKS) | set(FILE_CHECKS) | IN_THE_DOCUMENT
    tried |= OF_THE_RUN | OF_THE_CAPTURE
    assert sorted(set(PROBLEMS) - set(HISTORY_PROBLEMS) - tried) == []


def test_every_problem_is_raised_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(ROOT / "scraper").rglob("*.py"))
    named = set(re.findall(r'"([a-z_]+)"', source)) | set(CHECKS) | set(FILE_CHECKS)
    assert sorted(set(PROBLEMS) - named) == []
