"""A list of contents: what it lists, and what is left without it."""

from __future__ import annotations

import pytest

from scraper.parsers.lines import Line, LineKind
from scraper.parsers.listing import CONTENTS, is_chrome, listed_as, only_listed, part_contents, set_contents_aside

from .made import lines as made_lines
from .pieces import read_lines

LINKS = '<p>Contents</p><ul><li><a href="#a">Foreword</a></li><li><a href="#b">People</a></li></ul>'
PLAIN = "<p>Contents:</p><p>Foreword</p><p>People</p>"
BODY = "<h2>Foreword</h2><p>We begin.</p><h2>People</h2><h3>Crews</h3><p>They are few.</p>"


def words(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize("contents", [LINKS, PLAIN])
def test_the_list_is_its_links_into_the_page_else_what_comes_again(contents: str) -> None:
    _, lines = read_lines("<p>Before.</p>" + contents + BODY)
    listed, rest = part_contents(lines)
    assert words(listed) == ["Foreword", "People"]
    assert words(rest) == ["Before.", "Foreword", "We begin.", "People", "Crews", "They are few."]


def test_a_listed_link_need_not_come_again_and_one_to_another_page_is_none() -> None:
    _, lines = read_lines('<p>Contents</p><p><a href="#x">Gone</a></p><p><a href="/x">Foreword</a></p>' + BODY)
    assert words(part_contents(lines)[0]) == ["Gone"]


@pytest.mark.parametrize("item", ["Good", "Investigating crime: Good", "To come"])
def test_an_item_among_the_links_is_listed_whatever_it_says(item: str) -> None:
    for contents in (LINKS.replace("<ul>", f"<ul><li>{item}</li>"), LINKS.replace("</ul>", f"<li>{item}</li></ul>")):
        _, lines = read_lines(contents + BODY)
        listed, rest = part_contents(lines)
        assert sorted(words(listed)) == sorted(["Foreword", "People", item])
        assert words(rest)[0] == "Foreword"


@pytest.mark.parametrize(
    "markup",
    [
        "<h2>Contents</h2><ul><li>Good</li></ul>", '<h2>Contents</h2><ul><li>Good</li><li><a href="/x">More</a></li></ul>',
        '<ul><li>Contents</li><li>Good</li><li><a href="#x">More</a></li></ul>', "<h2>Contents</h2>",
        '<h2>Contents</h2><p>Good</p><ul><li><a href="#x">More</a></li></ul>',
    ],
)  # fmt: skip
def test_a_list_that_leads_nowhere_and_a_page_made_a_list_are_none(markup: str) -> None:
    assert part_contents(read_lines(markup)[1])[0] == []


def test_a_label_of_the_pages_menus_ends_the_list() -> None:
    _, lines = read_lines(
        '<p>Contents</p><p>Foreword</p><p><a href="#p">Print this document</a></p><p>People</p>' + BODY
    )
    assert words(part_contents(lines)[0]) == ["Foreword"]


def test_a_list_may_go_on_to_the_end_of_the_page() -> None:
    _, lines = read_lines(LINKS)
    assert words(part_contents(lines)[0]) == ["Foreword", "People"]


def test_without_the_word_there_is_no_list() -> None:
    _, lines = read_lines("<p>Contents of this report</p><p>Foreword</p>" + BODY)
    assert part_contents(lines) == ([], lines)


@pytest.mark.parametrize(
    "heading",
    [
        "Contents",
        "Contents:",
        "CONTENTS",
        "On this page",
        "Table of contents",
        "Page contents",
        "Contents of this page",
    ],
)
def test_the_list_has_a_heading_that_says_so(heading: str) -> None:
    assert CONTENTS.match(heading)
    assert not CONTENTS.match(f"The {heading}")


def test_a_line_that_comes_again_only_above_the_list_is_not_listed() -> None:
    _, lines = read_lines("<p>Foreword</p><p>Contents</p><p>Foreword</p><p>We begin.</p>")
    assert part_contents(lines)[0] == []


def test_a_listed_line_may_come_again_in_other_letters() -> None:
    _, lines = read_lines("<p>Contents</p><p>Foreword</p><p>FOREWORD:</p>")
    assert words(part_contents(lines)[0]) == ["Foreword"]


def test_labels_of_what_is_not_the_pages_own_are_chrome() -> None:
    _, lines = read_lines("<p>Related content</p><p>Context</p><p>We begin.</p>")
    assert [is_chrome(line) for line in lines] == [True, False, False]


@pytest.mark.parametrize("contents", [LINKS, PLAIN])
def test_the_list_its_heading_and_what_is_printed_beside_it_are_set_aside(contents: str) -> None:
    _, lines = read_lines(f"<h2>Our report</h2>{contents}<p>Print this document</p>{BODY}")
    assert set_contents_aside(lines) == {"foreword", "people"}
    aside = [line.text for line in lines if (line.kind, line.rule) == (LineKind.BOILERPLATE, "contents")]
    assert [text.rstrip(":") for text in aside] == ["Contents", "Foreword", "People", "Print this document"]
    assert all(line.label is None for line in lines if line.rule == "contents")


def test_only_listed_is_what_comes_again_in_no_other_line() -> None:
    listed, text = made_lines("One", "Two", "Three"), made_lines("ONE", "Two words", "Three:")
    assert [line.text for line in only_listed(listed, text)] == ["Two"]
    assert only_listed([], text) == []


@pytest.mark.parametrize("number", ["{}. ", "{} ", "{}) ", "{}.1 ", "{}.1. "])
@pytest.mark.parametrize("where", ["list", "text", "both"])
def test_numbers_before_the_names_in_the_list_or_the_text_do_not_part_them(number: str, where: str) -> None:
    names = ("Foreword", "People")
    listed, headed = (
        [f"{number.format(place)}{name}" if where in (part, "both") else name for place, name in enumerate(names, 1)]
        for part in ("list", "text")
    )
    body = "".join(f"<h2>{name}</h2><p>We begin.</p>" for name in headed)
    _, lines = read_lines("<p>Contents</p>" + "".join(f"<ul><li>{name}</li></ul>" for name in listed) + body)
    found, rest = part_contents(lines)
    assert words(found) == listed
    assert only_listed(found, rest) == []
    assert set_contents_aside(lines) == {"foreword", "people"}


def test_a_year_or_a_number_alone_is_no_number_of_a_name() -> None:
    assert [listed_as(text) for text in ("2021/22", "3", "10 areas", "1.2 People")] == [
        "2021/22",
        "3",
        "areas",
        "people",
    ]


def test_a_number_before_another_is_none_of_a_part() -> None:
    assert [listed_as(text) for text in ("3 Foreword", "3.1. Foreword", "3 2019", "12 45 cases")] == [
        "foreword", "foreword", "3 2019", "12 45 cases",
    ]  # fmt: skip
