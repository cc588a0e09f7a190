"""Marks of footnotes: a raised number is no digit of the figure before it, and what else is raised stays as it is."""

from __future__ import annotations

import pytest

from schemas.text import fold
from scraper.document.read import read_document


def texts(markup: str) -> list[str]:
    page = f"<html><meta charset=utf-8><body><main>{markup}</main></body></html>"
    return [block.text for block in read_document(page.encode()).blocks]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup>3</sup>",
        "<sup><a href='#fn3'>3</a></sup>",
        "<a href='#fn3'><sup>3</sup></a>",
        "<a href='#fn3' class=footnote-ref>3</a>",
        "<a href='/a-page/#fn3'>3</a>",
        "<a href='/notes/'><sup>3</sup></a>",
        "<span style='vertical-align: super; font-size: 60%'>3</span>",
        "<span style='font-variant-position: super'>3</span>",
        "<a href='#'>3</a>",
        f"<a href='https://example.org/page#{'n' * 200}'>3</a>",
        "<sup class=x><em>3</em></sup>",
        "³",
    ],
)
@pytest.mark.parametrize("before", ["0.05", "<strong>0.05</strong>", "<span><b>0.05</b></span>", "in 2015", "the plan"])
def test_the_mark_of_a_footnote_is_written_raised(before: str, mark: str) -> None:
    plain = texts(f"<p>{before}</p>")[0]
    assert texts(f"<p>{before}{mark} per person</p>") == [f"{plain}³ per person"]
    assert texts(f"<table><tr><td>{before}{mark}</td><td>x</td></tr></table>") == [f"{plain}³", "x"]
    assert texts(f"<p>It is <strong>{before}{mark}</strong>.") == [f"It is {plain}³."]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("0.05<sup>12</sup>", "0.05¹²"),
        ("0.05<sup>1,2</sup>", "0.05¹,²"),
        ("0.05<sup>(1)</sup>", "0.05⁽¹⁾"),
        ("0.05<sup>1</sup><sup>2</sup>", "0.05¹²"),
        ("0.05 <sup>1</sup> per", "0.05 ¹ per"),
        ("<b>0.05</b> <sup>1</sup>", "0.05 ¹"),
        ("5 km<sup>2</sup>", "5 km²"),
    ],
)
def test_so_are_several_and_units(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>1<sup>st</sup> May</p>",
        "<p>the 2<sup>nd</sup> of 30</p>",
        "<p><sup>1</sup> The figures are of 2015.</p>",
        "<p><b> <sup>1</sup> </b>The figures are of 2015.</p>",
        "<p>Before.<br><sup>1</sup> The figures are of 2015.</p>",
        "<ul><li>a</li> <li> <sup>1</sup> b</li></ul>",
        "<p>6<sup>1</sup>/<sub>2</sub></p>",
        "<p>in the year<sup>2015</sup></p>",
        "<p>Question <a href='#q1'>1</a> and <a href='#q2'>2</a></p>",
        "<ul><li><a href='#q1'>1</a></li><li><a href='#q2'>2</a></li></ul>",
        "<p>one of<a href='/one/'>3</a></p>",
        "<p>see<a href='#t'>the table</a></p>",
        "<p>CO<sub>2</sub></p>",
    ],
)
def test_what_is_no_mark_stays_as_it_is(markup: str) -> None:
    assert not any(sign in "".join(texts(markup)) for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


@pytest.mark.parametrize(
    ("text", "same"),
    [("2018/19¹", "2018/19"), ("in 2016³.", "in 2016"), ("27/09/2019⁽¹²⁾", "27/09/2019"), ("5¹,²%", "5%"), ("5 km²", "5 km2")],
)  # fmt: skip
def test_figures_are_compared_without_their_marks(text: str, same: str) -> None:
    assert fold(text) == same
