"""A report on one body that belongs to no programme: which texts are one, and what is read of it."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.page_types import PageType
from tests.parsers.shown import lacks, read

BODY = "British Transport Police"
DAY = "<p>Published on: 14 May 2024</p>"
URL = "publication-html/inspection-of-british-transport-police/"
PREVENTING = "<h2>Preventing crime</h2><p>Good</p><p>It prevents much of it.</p>"
ASKS = "<h2>Safety</h2><p>Words.</p><h3>Area for improvement</h3><p>The force should act.</p>"
TEXT = "<h2>Safety</h2><p>It is told here.</p>"


def page(title: str, body: str, url: str | None = URL) -> Extraction:
    return read(f"<h1>{title}</h1>{DAY}<p>HMICFRS</p>{body}", url)


@pytest.mark.parametrize("url", [URL, None])
@pytest.mark.parametrize("body", [PREVENTING, ASKS])
def test_a_text_about_one_body_that_grades_or_asks_is_one(body: str, url: str | None) -> None:
    found = page(f"Inspection of {BODY}", body, url)
    assert (found.page.layout, found.page.assessment) == ("special", "police/british-transport-police/special/2024-05")


def test_its_areas_are_judged() -> None:
    found = page(f"Inspection of {BODY}", PREVENTING)
    assert found.record is not None
    assert [(one.question_key, one.grade and one.grade.value) for one in found.record.judgments] == [
        ("area/preventing-crime", "good")
    ]
    assert lacks(found) == []


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (f"Inspection of {BODY}", TEXT),
        ("Inspection of the police", PREVENTING),
        (f"Inspection of {BODY} and Kent Police", PREVENTING),
        (f"PEEL: Inspection of {BODY}", PREVENTING),
        (f"{BODY} 2016", PREVENTING),
    ],
    ids=["neither grades nor asks", "nobody", "two", "of rounds", "titled as an assessment"],
)
def test_any_other_text_is_none(title: str, body: str) -> None:
    assert page(title, body, "publication-html/an-inspection/").page.layout != "special"


def test_the_address_may_name_the_body() -> None:
    assert page("An inspection", PREVENTING).page.layout == "special"
    assert page("An inspection", PREVENTING, "publication-html/an-inspection/").page.layout != "special"


@pytest.mark.parametrize("label", ["Overall summary", "Our judgments"])
def test_the_front_of_a_report_shows_it_too(label: str) -> None:
    assert page(f"Inspection of {BODY}", f"<h2>{label}</h2><p>It is told here.</p>").page.layout == "special"


def test_without_an_address_a_day_near_the_top_makes_a_text() -> None:
    bare = f"<h1>Inspection of {BODY}</h1><p>HMICFRS</p>"
    assert read(bare + PREVENTING).page.layout != "special"
    assert read(f"{bare}{'<p>Words.</p>' * 30}{DAY}{PREVENTING}").page.layout != "special"
    assert (
        read(f"{bare}<p>Published words of ours, which are longer than any day could be.</p>{ASKS}").page.layout
        != "special"
    )


def test_at_another_address_it_is_what_the_address_promises() -> None:
    assert page(f"Inspection of {BODY}", PREVENTING, "publications/inspection-of-btp/").page.type is PageType.LANDING
    assert page(f"Inspection of {BODY}", PREVENTING, "peel-reports/kent-2021-22/").page.layout != "special"


def test_a_text_without_a_title_is_none() -> None:
    assert read(f"<p>x</p>{DAY}{PREVENTING}", "publication-html/an-inspection/").page.layout != "special"


def test_a_part_that_only_its_list_of_contents_has_is_missed() -> None:
    names = ("Preventing crime", "Investigating crime", "Managing offenders")
    listed = "<h2>Contents</h2><ul>" + "".join(f'<li><a href="#x">{name}</a></li>' for name in names) + "</ul>"
    parts = [f"<h2>{name}</h2><p>Good</p><p>Much is said of it here.</p>" for name in names]
    assert lacks(page(f"Inspection of {BODY}", listed + "".join(parts))) == []
    (lack,) = lacks(page(f"Inspection of {BODY}", listed + "".join(parts[:2])))
    assert "Managing offenders" in lack
