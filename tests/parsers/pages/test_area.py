"""More about this area: what proves the page, whose it is, what is read of it, what it lacks."""

from __future__ import annotations

import pytest

from schemas.page_types import PageType
from tests.parsers.shown import claims, lacks, read

from .parts import CLAUSES, HEADLINES

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
    of_nobody = read(TITLE + SAYS).page
    assert (of_nobody.layout, of_nobody.organisation) == ("unknown", None)
    assert read("<h1>Kent and its people</h1>" + SAYS, URL).page.layout == "area"


def test_where_no_address_says_of_which_round_it_is_that_is_told() -> None:
    for url, told in (
        (None, True),
        ("somewhere/else/", True),
        (URL, False),
        ("police-forces/kent/more-about-this-area/", False),
    ):
        found = read(TITLE + LOGO + SAYS, url)
        assert found.page.organisation == "police/kent"
        assert ("unknown_round" in {each.code for each in found.problems}) is told


def test_a_page_under_another_heading_or_none_is_no_such_page_by_its_words_alone() -> None:
    for heading in ("<h1>More about this area and others</h1>", ""):
        assert read(heading + LOGO + SAYS + "<p>HMICFRS</p>").page.type is PageType.UNKNOWN


def test_at_its_address_only_a_page_with_judgments_is_an_assessment() -> None:
    says = "<h2>Effectiveness</h2><p>We do much.</p><h2>Efficiency</h2><p>We spend little.</p>"
    assert read(f"<h1>Kent 2016</h1>{says}{SAYS}", URL).page.type is PageType.AREA
    assert read(f"<h1>Kent 2016</h1>{HEADLINES}", URL).page.type is PageType.ASSESSMENT
    assert read(f"<h1>Kent 2014</h1>{CLAUSES}", URL.replace("2016", "2014")).page.type is PageType.ASSESSMENT


def test_only_a_logo_says_whose_the_page_is_and_the_first_that_names_one() -> None:
    other = "<p>We work with Essex Police.</p>"
    assert read(TITLE + other + LOGO + SAYS, URL).page.assessment == "police/kent/2016"
    assert read(f"{TITLE}<p>The crest of the county</p>{LOGO}{SAYS}").page.organisation == "police/kent"


@pytest.mark.parametrize("logo", ["Hampshire Constabulary", "Hampshire and Isle of Wight Constabulary"])
@pytest.mark.parametrize("slug", ["hampshire", "hampshire-and-isle-of-wight"])
def test_the_logo_may_be_that_of_an_earlier_or_a_later_name_of_the_force(slug: str, logo: str) -> None:
    shown = LOGO.replace("Kent Police", logo)
    found = read(TITLE + shown + SAYS, URL.replace("kent", slug))
    assert found.refused is None
    assert found.page.type is PageType.AREA


def test_a_service_that_was_merged_is_its_successor_from_then_on() -> None:
    url = "frs-assessment/frs-2021/hampshire/more-about-this-area/"
    assert read(TITLE + SAYS, url).page.organisation == "fire/hampshire-and-isle-of-wight"


def test_a_logo_of_another_force_is_refused() -> None:
    found = read(TITLE + LOGO.replace("Kent", "Essex") + SAYS, URL)
    assert found.refused is not None
    assert "Essex Police" in found.refused.message


@pytest.mark.parametrize(
    "words",
    ["The logo of Kent Police", "badge of Kent Police", "The crest of Kent Police", "Kent Police crest",
     "Kent Police badge", "Kent Police logo"],
)  # fmt: skip
def test_the_logo_is_no_text(words: str) -> None:
    found = read(f"{TITLE}<p>{words}</p>{SAYS}", URL)
    assert claims(found)[words] == "boilerplate:logo"


def test_what_a_figure_shows_is_no_text_either() -> None:
    found = read(f'{TITLE}<figure><img alt="Kent Police" src="x.png"></figure>{SAYS}', URL)
    assert claims(found)["Kent Police"] == "boilerplate:logo"


@pytest.mark.parametrize(
    ("heading", "section"), [("<h1>Kent and its people</h1>", "Kent and its people"), ("", "More about this area")]
)
def test_what_stands_first_is_of_the_title(heading: str, section: str) -> None:
    found = read(f"{heading}<p>Before all, there are two tunnels.</p>{SAYS}", URL)
    assert found.record is not None
    assert found.record.context[0].section == section


@pytest.mark.parametrize("label", ["Background", "Looking ahead", "Overall summary"])
def test_what_heads_something_else_on_other_pages_heads_context_here(label: str) -> None:
    found = read(f"{TITLE}{SAYS}<h2>{label}</h2><p>Few call by night.</p>", URL)
    assert claims(found)["Few call by night."] == "context"


def test_what_is_related_is_set_aside_and_a_slip_of_the_pen_told() -> None:
    found = read(f"{TITLE}{SAYS}<h2>Contxt</h2><p>Words.</p><h2>Related content</h2><p>Another page</p>", URL)
    assert claims(found)["Another page"] == "boilerplate:related"
    assert "label_misspelt" in [problem.code for problem in found.problems]


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


_TAGS = (
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<h4>{}</h4>",
    "<p><strong>{}</strong></p>",
    "<dl><dt>{}</dt></dl>",
    "<dl><dd>{}</dd></dl>",
    "<ul><li>{}</li></ul>",
)
_PANEL = {"Force area": ("1,443 square miles",), "Population": ("1.88m people", "up9% local 10 yr change")}
_FIGURES = [figure for figures in _PANEL.values() for figure in figures]


@pytest.mark.parametrize("tag", _TAGS)
@pytest.mark.parametrize("changed", _FIGURES)
@pytest.mark.parametrize("direction", ["up", "down", "up ", ""])
def test_a_figure_is_one_or_is_told_whatever_its_tag_is(tag: str, changed: str, direction: str) -> None:
    panel = "".join(
        f"<h3>{topic}</h3>"
        + "".join((tag if one == changed else "<p>{}</p>").format(one.replace("up", direction)) for one in figures)
        for topic, figures in _PANEL.items()
    )
    found = read(f"{TITLE}{LOGO}{SAYS}<h2>Key facts – 2023/24</h2>{panel}", URL)
    assert found.record is not None and found.record.key_facts is not None
    read_ones = [figure.text for figure in found.record.key_facts.figures]
    told = {problem.code for problem in found.problems} - {"section_missing"}
    assert len(read_ones) == len(_FIGURES) or told, read_ones
    assert all(row.section != changed for row in found.record.context)
