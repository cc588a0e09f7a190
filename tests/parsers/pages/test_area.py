"""More about this area: what proves the page, whose it is, what is read of it, what it lacks."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from tests.parsers.shown import claims, lacks, read

TITLE = "<h1>More about this area</h1>"
LOGO = '<p><img alt="The logo of Kent Police" src="x.png"></p>'
SAYS = "<h2>The force says...</h2><p>There are two tunnels.</p>"
URL = "peel-assessments/peel-2016/kent/more-about-this-area/"


def test_its_address_or_its_heading_prove_it_and_the_address_says_whose_it_is() -> None:
    found = read(TITLE + LOGO + SAYS, URL)
    assert (found.page.type, found.page.assessment, found.page.layout) == (PageType.AREA, "police/kent/2016", "area")
    today = read(TITLE + LOGO + SAYS, "police-forces/kent/more-about-this-area/")
    assert (today.page.type, today.page.assessment, today.page.organisation) == (PageType.AREA, None, "police/kent")
    by_logo = read(TITLE + LOGO + SAYS)
    assert (by_logo.page.type, by_logo.page.organisation) == (PageType.AREA, "police/kent")
    assert read(TITLE + SAYS).page.organisation is None


def test_a_logo_of_another_force_is_refused() -> None:
    found = read(TITLE + LOGO.replace("Kent", "Essex") + SAYS, URL)
    assert found.refused is not None
    assert "Essex Police" in found.refused.message


@pytest.mark.parametrize(
    "words", ["The logo of Kent Police", "badge of Kent Police", "Kent Police crest", "Kent Police logo"]
)
def test_the_logo_is_no_text(words: str) -> None:
    found = read(f"{TITLE}<p>{words}</p>{SAYS}", URL)
    assert claims(found)[words] == "boilerplate:logo"


def test_what_stands_under_each_heading_is_context() -> None:
    found = read(
        f"{TITLE}<p>Before all.</p>{SAYS}<h2>Demand</h2><p>Few call.</p><h2>Context</h2><p>Much else.</p>", URL
    )
    assert found.record is not None
    assert [(row.section, row.text) for row in found.record.context] == [
        ("More about this area", "Before all."), ("The force says...", "There are two tunnels."),
        ("Demand", "Few call."), ("Context", "Much else."),
    ]  # fmt: skip
    assert lacks(found) == []


def test_without_what_the_force_says_the_page_is_not_whole() -> None:
    assert lacks(read(f"{TITLE}<h2>Demand</h2><p>Few call.</p>", URL)) != []
