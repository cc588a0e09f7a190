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
