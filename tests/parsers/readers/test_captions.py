"""What stands in for a picture: a badge where its caption says so or says nothing, else no grade, and told."""

from __future__ import annotations

import pytest

from scraper.parsers.lines import LineKind
from scraper.parsers.readers.captions import without_captioned
from tests.parsers.pieces import codes, read_lines

FIGURE = '<figure><img alt="Good">{}</figure>'


def badges(markup: str, round_key: str = "police/2016") -> tuple[list[str], list[str]]:
    builder, lines = read_lines(markup, round_key)
    without_captioned(builder, lines)
    assert all(line.stated is None for line in lines if line.kind is not LineKind.BADGE)
    return [line.text for line in lines if line.kind is LineKind.BADGE], codes(builder)


@pytest.mark.parametrize(
    "caption",
    ["", "Grade", "Our judgment", "Judged this year", "How it is rated", "Rating", "Graded in 2016", "Grading", "Kent Police",
     "Effectiveness", "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"],
)  # fmt: skip
def test_a_caption_of_the_grade_or_none_is_that_of_a_badge(caption: str) -> None:
    captioned = FIGURE.format(f"<figcaption>{caption}</figcaption>")
    assert badges(captioned) == (["Good"], [])
    assert badges(captioned.replace("<figcaption>", "<p>").replace("</figcaption>", "</p>")) == (["Good"], [])


@pytest.mark.parametrize(
    "caption",
    ["Figure 1: What victims think", "An officer in Maidstone", "Grades by force", "Our grade in 2014", "Essex Police"],
)
def test_a_caption_of_something_else_is_told(caption: str) -> None:
    caption = f"<figcaption>{caption}</figcaption>"
    for figure in (FIGURE.format(caption), f'<figure>{caption}<img alt="Good"></figure>'):
        assert badges(f"<p>Adequate</p>{figure}<p>Good</p>") == (["Adequate", "Good"], ["grade_unreadable"])


def test_each_figure_has_its_own_caption() -> None:
    other = '<figure><img alt="A chart"><figcaption>What victims think</figcaption></figure>'
    assert badges(FIGURE.format("") + other) == (["Good"], [])
    assert badges(other + FIGURE.format("")) == (["Good"], [])
    assert badges(FIGURE.format("<figcaption>Good</figcaption>")) == (["Good", "Good"], [])


def test_without_a_round_nothing_is_told() -> None:
    assert badges(FIGURE.format("<figcaption>What victims think</figcaption>"), "police/") == (["Good"], [])


PICTURE = '<img alt="Good" src="x.png">'
SHOWN = "<p>Officers at work in Ashford.</p>"


@pytest.mark.parametrize(
    "markup",
    [f"<div>{PICTURE}{SHOWN}</div>", f"<div><div>{PICTURE}</div><div>Officers at work</div></div>",
     f"<div><p>{PICTURE}</p>{SHOWN}<p>Photo: the force</p></div>", f"<p>{PICTURE}</p><p>Figure 1: calls</p>",
     f"<p>Chart 2: calls</p><p>{PICTURE}</p>", f"<p><a href='/x'>{PICTURE}</a></p><p>Source: the force</p>"],
)  # fmt: skip
def test_a_picture_outside_of_a_figure_has_a_caption_too(markup: str) -> None:
    prose = "<p>We looked at files.</p><p>And at others.</p>"
    for around in ("{}", "<section><h3>Investigating crime</h3>{}" + prose + "</section>", "<div>{}</div>" + prose):
        assert badges(around.format(markup)) == ([], ["grade_unreadable"])
        assert badges(around.format(markup.replace(PICTURE, "<b>Good</b>"))) == (["Good"], [])


NO_CAPTIONS = (
     f"<div>{PICTURE}<p>Kent Police is good at what it does.</p></div>", f"<div>{PICTURE}<p>Our judgment</p></div>",
     f"<div>{PICTURE}<h3>What we found</h3></div>", f"<div>{PICTURE}<p>{'We looked at files. ' * 9}</p></div>",
     f"<div>{PICTURE}{SHOWN * 3}</div>", f"<div><h3>How it works</h3>{PICTURE}{SHOWN}</div>", f"<div>{PICTURE}</div>{SHOWN}",
     f"<p>{PICTURE}</p>{SHOWN}", f"<p>{PICTURE}</p><p>Figure 1: our judgment</p>", f"<p>{PICTURE}</p><p>Mapping crime</p>",
     f"<table><tr><td>Calls</td><td>{PICTURE}</td></tr></table>", f"<div>{PICTURE}<ul><li>Calls</li></ul></div>",
     f"<div>{PICTURE}<p>Last updated 02/03/2017</p></div>", f"<ul><li>{PICTURE}</li></ul><p>Imagery of a car</p>")  # fmt: skip


WORDED = ("Chart 2", "Diagram 1: calls", "Figure 1", "Fig. 1", "Fig 1: calls", "Graph of calls", "Image: calls", "Infographic: calls",
    "Map 1", "Photo by the force", "Photograph : an officer", "Picture of a car", "Credit: Kent", "Source: ONS")  # fmt: skip


def test_the_words_of_a_caption_tell_it_in_whatever_box() -> None:
    for caption in WORDED:
        for pair in (f"<p>{PICTURE}</p><p>{caption}</p>", f"<p>{caption}</p><p>{PICTURE}</p>"):
            assert badges(f"<h2>How it works</h2>{SHOWN}{pair}{SHOWN}") == ([], ["grade_unreadable"]), caption


@pytest.mark.parametrize("markup", NO_CAPTIONS)
def test_what_stands_near_a_badge_that_is_a_picture_is_no_caption_by_that(markup: str) -> None:
    assert badges(f"<h2>How it works</h2>{markup}{SHOWN * 3}") == (["Good"], [])


@pytest.mark.parametrize(
    "who",
    ["people", "the public", "residents", "respondents", "victims", "staff", "officers", "a survey", "surveys", "they"],
)
def test_a_grade_that_others_gave_is_no_badge(who: str) -> None:
    found = badges(FIGURE.format(f"<figcaption>How {who} rated the force</figcaption>"))
    assert found == ([], ["grade_unreadable"])


@pytest.mark.parametrize("name", ["Effectiveness", "Efficiency", "How well does the force treat its workforce?"])
def test_so_is_a_name_with_its_grade_in_a_figure_whose_caption_is_of_something_else(name: str) -> None:
    figure = f"<figure><img alt='{name}: Inadequate'><figcaption>{{}}</figcaption></figure>"
    for caption, is_told in (("Grades of Essex Police", True), ("Our judgment", False), ("Kent Police", False)):
        builder, lines = read_lines(figure.format(caption))
        without_captioned(builder, lines)
        assert (lines[0].stated is None) is is_told
        assert codes(builder) == ["grade_unreadable"] * is_told
        assert lines[0].kind is not LineKind.BOILERPLATE or (lines[0].label, lines[0].question) == (None, None)


@pytest.mark.parametrize("name", ["<p>Efficiency</p>", "<h3>Efficiency</h3>", ""])
@pytest.mark.parametrize("whose", ["Essex Police", "Essex County Council", "Ofsted", "Target"])
def test_a_grade_that_begins_the_box_of_another_body_is_of_that(name: str, whose: str) -> None:
    builder, lines = read_lines(
        f"<h2>Efficiency</h2><div><p>Good</p>{name}<p>{whose}</p></div><p>Adequate</p>", "police/2016"
    )
    without_captioned(builder, lines, alone=True)
    assert [line.text for line in lines if line.kind is LineKind.BADGE] == ["Adequate"]
    assert codes(builder) == ["grade_unreadable"]


@pytest.mark.parametrize(
    "markup",
    ["<p>Good</p>{}", "<div><p>Good</p><p>Kent Police</p></div>{}", "<div><h3>Efficiency</h3><p>Good</p>{}</div>",
     "<div><p>Good</p><p>Efficiency</p><p>We looked.</p><p>It is so.</p>{}</div>", "<div><p>Good</p></div><div>{}</div>"],
)  # fmt: skip
def test_a_grade_that_begins_no_small_box_of_another_body_stays(markup: str) -> None:
    for alone, text in ((True, markup), (False, "<div><p>Good</p>{}</div>")):
        builder, lines = read_lines(f"<h2>Efficiency</h2>{text.format('<p>Essex Police</p>')}", "police/2016")
        without_captioned(builder, lines, alone=alone)
        assert [line.text for line in lines if line.kind is LineKind.BADGE] == ["Good"]
        assert codes(builder) == []
