"""The page of a force or service: what proves it, whose it is, what is read of it, what is set aside."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from tests.parsers.shown import claims, lacks, read

from .parts import HEADLINES, SHARED

URL = "police-forces/kent/"
TITLE = "<h1>Kent Police</h1>"
LEADS = '<h2>Latest reports</h2><p><a href="/peel-reports/kent-2021-22/">PEEL 2021/22</a></p>'
KEY_FACTS = SHARED["Key facts"]


def told(found: Extraction) -> tuple[str | None, str | None, str | None]:
    return found.page.layout, found.page.organisation, found.page.assessment


@pytest.mark.parametrize("title", [TITLE, "<h1>About the force</h1>", ""])
def test_its_address_says_that_it_is_one_and_whose(title: str) -> None:
    assert told(read(title + LEADS + KEY_FACTS, URL)) == ("organisation", "police/kent", None)
    avon = read("<h1>Avon Fire and Rescue Service</h1>" + LEADS, "fire-and-rescue-services/avon/")
    assert told(avon) == ("organisation", "fire/avon", None)


@pytest.mark.parametrize("slug", ["essex", "no-such-force"])
def test_the_page_of_another_or_of_nobody_known_is_read_by_nobody(slug: str) -> None:
    found = read(f"{TITLE}{LEADS}<p>HMICFRS</p>", f"police-forces/{slug}/")
    assert told(found) == ("unknown", None, None)


@pytest.mark.parametrize("title", ["Kent Police and Essex Police", "Kent Police and Kent Fire and Rescue Service"])
def test_the_page_of_several_is_read_by_nobody(title: str) -> None:
    assert told(read(f"<h1>{title}</h1>{LEADS}<p>HMICFRS</p>", URL)) == ("unknown", None, None)


def test_an_assessment_at_its_address_is_an_assessment() -> None:
    found = read(f"<h1>Kent 2016</h1>{HEADLINES}", URL)
    assert (found.page.type, found.page.assessment) == (PageType.ASSESSMENT, "police/kent/2016")


def test_a_quoted_judgment_makes_no_assessment_of_it() -> None:
    quoted = HEADLINES.strip().splitlines()[0]
    assert told(read(f"<h1>Kent 2016</h1>{quoted}{LEADS}", URL)) == ("organisation", "police/kent", None)
    linked = '<p><a href="/peel-assessments/peel-2016/kent/">Kent 2016</a></p>'
    pillars = "<h2>Effectiveness</h2><p>Words</p><h2>Efficiency</h2><p>Words</p>"
    assert told(read(f"{TITLE}{linked}{pillars}", URL)) == ("organisation", "police/kent", None)
    assert told(read(f"{TITLE}{HEADLINES}{LEADS}", URL)) == ("organisation", "police/kent", None)


def test_its_key_facts_are_read_and_all_else_is_set_aside() -> None:
    found = read(TITLE + LEADS + KEY_FACTS + "<h2>Related content</h2><p>Another page</p>", URL)
    assert found.record is not None and found.record.key_facts is not None
    assert found.record.key_facts.figures
    where = claims(found)
    assert where["PEEL 2021/22"] == where["Another page"] == "boilerplate:set_aside_landing"
    assert found.accounting is not None and found.accounting.unread == 0
    assert lacks(found) == []


def test_what_stands_above_the_title_is_set_aside_too() -> None:
    found = read(f"<p>A notice of the site</p>{TITLE}{LEADS}", URL)
    assert str(claims(found)["A notice of the site"]).startswith("boilerplate:")


@pytest.mark.parametrize(
    "grades", ["<ul><li>Effectiveness: Good</li><li>Efficiency: Good</li></ul>", "<h3>Effectiveness</h3><p>Good</p>"]
)
def test_a_grade_on_it_is_told_once(grades: str) -> None:
    problems = read(TITLE + LEADS + grades + KEY_FACTS, URL).problems
    assert [one.code for one in problems] == ["grade_unreadable"]


@pytest.mark.parametrize("tag", ["p", "p><strong", "h3", "h4"])
@pytest.mark.parametrize("figure", ["1.88m people", "1,443 square miles", "▲9% local 10 yr change"])
def test_a_figure_that_is_a_heading_is_read_or_told(figure: str, tag: str) -> None:
    page = f"{TITLE}{LEADS}<h2>Key facts – 2023/24</h2><h3>Force area</h3><{tag}>{figure}</{tag.rpartition('<')[2]}>"
    found = read(page, URL)
    assert found.record is not None
    figures = found.record.key_facts.figures if found.record.key_facts else []
    told_of = {problem.code for problem in found.problems}
    assert [one for one in figures if one.value is not None] or "figure_unread" in told_of
