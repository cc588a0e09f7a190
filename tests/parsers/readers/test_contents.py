"""A text parted by its list of contents: the list is set aside, the sections are those that it names."""

from __future__ import annotations

from schemas.text import fold
from scraper.parsers.lines import Line
from scraper.parsers.listing import part_contents
from scraper.parsers.readers.contents import claim_contents, highest, is_aside, parted
from tests.parsers.pieces import claims, read_lines

LINKS = '<p>Contents</p><ul><li><a href="#a">Foreword</a></li><li><a href="#b">People</a></li></ul>'
BODY = "<h2>Foreword</h2><p>We begin.</p><h2>People</h2><h3>Crews</h3><p>They are few.</p>"


def words(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


def test_the_list_and_its_heading_are_set_aside() -> None:
    builder, lines = read_lines(LINKS + "<p>We begin.</p>")
    claim_contents(builder, lines, part_contents(lines)[0])
    menu = "boilerplate:menu"
    assert claims(builder) == {"Contents": menu, "Foreword": menu, "People": menu, "We begin.": None}
    builder, lines = read_lines("<p>We begin.</p><p>People</p>")
    claim_contents(builder, lines, lines[1:])
    assert claims(builder) == {"We begin.": None, "People": menu}


def test_menus_and_boilerplate_are_aside_and_prose_is_not() -> None:
    builder, lines = read_lines("<p>Share this page</p><p>Back to top</p><p>Context</p><p>We begin.</p>")
    assert [is_aside(builder, line) for line in lines] == [True, True, False, False]
    assert list(claims(builder).values())[:2] == ["boilerplate:menu", "boilerplate:back_to_top"]


def test_the_highest_headings_are_those_of_the_least_level() -> None:
    _, lines = read_lines(BODY)
    assert words(highest(lines)) == ["Foreword", "People"]
    _, lines = read_lines("<p>We begin.</p>")
    assert highest(lines) == []


def test_a_text_is_parted_at_the_lines_that_are_named() -> None:
    _, lines = read_lines("<p>Before.</p>" + BODY.replace("<h2>People</h2>", "<p>PEOPLE:</p>"))
    names = {fold(name): name for name in ("Foreword", "People")}
    sections = list(parted(lines, names))
    assert [(s.text, s.section_text, words(s.body)) for s in sections] == [
        ("Opening", None, ["Before."]),
        ("Foreword", "Foreword", ["We begin."]),
        ("People", "PEOPLE:", ["Crews", "They are few."]),
    ]
    assert [s.text for s in parted([], names)] == ["Opening"]
