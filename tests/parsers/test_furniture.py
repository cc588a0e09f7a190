"""What the site puts into the midst of a page: it has an end, and no bullet, cell or sub-heading of the text begins it."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.labels import IN_TEXT_TOO, LABELS, Role
from scraper.parsers.furniture import (
    Furniture,
    heads_furniture,
    is_of_site,
    is_sentence,
    is_surely_of_site,
    part_of_text,
    sub_headings_at_end,
)
from scraper.parsers.lines import LineKind

from .made import line, lines, texts
from .shown import claims, read

URL = "hmicfrs/peel-assessments/peel-2016/staffordshire/"
SITES = sorted(label.text for label in LABELS.values() if label.role is Role.CHROME)
SURE = sorted(set(SITES) - IN_TEXT_TOO)
LONG = "The force has too few people for the work that it has taken on, and it knows where they are missing."
MORE = "Nobody looks at the plan again, once it has been agreed, before the year in which it is written is over."
SHORT = "It does not say why."
LINKS = "<ul><li><a href=/a/>State of policing 2016</a></li><li><a href=/b/>All forces</a></li></ul>"


def page(inner: str, *, after: str = "") -> Extraction:
    """Return what is read of a page with some markup in its first pillar; `after` is what closes the page."""
    pillars = "".join(
        f"<section><h2>{name}</h2><p>How {word} is the force at keeping people safe and reducing crime?</p>"
        f"<p>Last updated 02/03/2017</p><p>Good</p>{text}</section>"
        for name, word, text in (
            ("Effectiveness", "effective", f"<p>{LONG}</p>{inner}"),
            ("Efficiency", "efficient", f"<p>{MORE} So it is here.</p>"),
            ("Legitimacy", "legitimate", f"<p>{LONG} So it is here.</p>"),
        )
    )
    return read(f"<h1>Staffordshire 2016</h1>{pillars}{after}", URL)


def findings(found: Extraction) -> list[str]:
    assert found.record is not None
    return [row.text for row in found.record.findings if row.pillar == "effectiveness"]


def aside(found: Extraction) -> set[str]:
    return {text for text, claim in claims(found).items() if (claim or "").startswith("boilerplate:related")}


def unread(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.claimed_by is None]


BOXES = (
    "<div class=box><h4>{}</h4>{}</div>",
    "<h4>{}</h4>{}",
    "<p>{}</p>{}",
    "<p><strong>{}</strong></p>{}",
    "<div><h2>{}</h2>{}</div>",
    "<div><h4>{}</h4></div>{}",
    "<div><div><h3>{}</h3></div><div>{}</div></div>",
)


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("label", SITES)
def test_a_block_of_the_site_ends_where_the_text_goes_on(label: str, box: str) -> None:
    rest = f"<p>{MORE}</p><p>{SHORT}</p><ul><li>one of these;</li><li>and the other.</li></ul><p>{MORE}</p>"
    found = page(box.format(label, LINKS) + rest)
    assert findings(found) == [LONG, MORE, SHORT, "one of these;", "and the other.", MORE]
    assert aside(found) == {label, "State of policing 2016", "All forces"}
    assert unread(found) == []


@pytest.mark.parametrize("box", BOXES[:4])
@pytest.mark.parametrize(
    "rest",
    [f"<p>{SHORT}</p>", "<p>Within a year the force should:</p><ul><li>listen;</li></ul>", "<ul><li>listen well;</li></ul>",
     f"<h4>Its people</h4><p>{SHORT}</p>", f"<p><b>Its people</b></p><p>{MORE}</p>", f"<blockquote>{MORE}</blockquote>",
     "<p>“It is said to wait too long.”</p>"],
)  # fmt: skip
def test_whatever_it_goes_on_with(rest: str, box: str) -> None:
    wanted = findings(page(rest))
    found = page(box.format("Share this page", LINKS) + rest)
    assert len(wanted) > 1
    assert findings(found) == wanted
    assert unread(found) == []


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<ul><li>councils; and</li><li>other forces.</li></ul>", ["councils; and", "other forces."]),
        ("<ul><li>Similar forces</li><li>Charities</li></ul>", ["Similar forces", "Charities"]),
        ("<p>councils;<br>charities; and<br>other forces.</p>", ["councils;", "charities; and", "other forces."]),
        ("<p>• the councils</p><p>• other forces</p>", ["the councils", "other forces"]),
        ("<table><tr><th>Measure</th><th>Similar forces</th></tr><tr><td>Calls</td><td>88%</td></tr></table>",
         ["Measure", "Similar forces", "Calls", "88%"]),
        ("<blockquote>Contents</blockquote>", ["Contents"]),
    ],
)  # fmt: skip
def test_entries_of_the_text_open_nothing(markup: str, texts: list[str]) -> None:
    found = page(f"{markup}<p>{MORE}</p>")
    assert findings(found) == [LONG, *texts, MORE]


@pytest.mark.parametrize("label", sorted(IN_TEXT_TOO))
@pytest.mark.parametrize("box", ["<h4>{}</h4>{}", "<div><h4>{}</h4>{}</div>", "<p><b>{}</b></p>{}"])
@pytest.mark.parametrize(
    "prose", [[f"<p>{MORE}</p>", MORE], ["<ul><li>It helps its neighbours;</li></ul>", "It helps its neighbours;"]]
)
def test_a_sub_heading_of_the_text_is_one(label: str, box: str, prose: list[str]) -> None:
    found = page(box.format(label, prose[0]) + f"<p>{LONG} And so on.</p>")
    assert findings(found) == [LONG, label, prose[1], f"{LONG} And so on."]
    assert aside(found) == set()


@pytest.mark.parametrize("label", SURE)
@pytest.mark.parametrize(
    "entry", ["<ul><li>{}</li><li>Twitter</li></ul>", "<table><tr><td>{}</td><td>Twitter</td></tr></table>"]
)
def test_a_control_in_a_list_is_set_aside_alone(label: str, entry: str) -> None:
    found = page(entry.format(label) + f"<p>{MORE}</p>")
    assert findings(found)[-1] == MORE
    assert aside(found) == {label}


@pytest.mark.parametrize("label", SITES)
def test_so_is_a_link_in_one(label: str) -> None:
    found = page(f"<ul><li><a href=/o/>{label}</a></li></ul><p>{MORE}</p>")
    assert findings(found) == [LONG, MORE]


def test_what_is_asked_for_below_it_is_under_the_section_around_it() -> None:
    asks = "<h4>Areas for improvement</h4><ul><li>The force should look at its plan again.</li></ul>"
    for box in BOXES:
        found = page(box.format("Related content", LINKS) + asks)
        assert found.record is not None
        assert [(row.pillar, row.text) for row in found.record.recommendations] == [
            ("effectiveness", "The force should look at its plan again.")
        ]


def test_a_list_of_names_below_it_is_its_own_though_a_copy_lost_the_links() -> None:
    found = page(f"<h4>Similar forces</h4><ul><li>Kent Police</li><li>Essex Police</li></ul><p>{MORE}</p>")
    assert findings(found) == [LONG, MORE]
    assert aside(found) == {"Similar forces", "Kent Police", "Essex Police"}


def test_a_block_after_a_block_is_in_the_same_section() -> None:
    two = BOXES[1].format("Share this page", LINKS) + BOXES[1].format("Sign up", "<p><a href=/s/>By email</a></p>")
    found = page(f"{two}<p>{MORE}</p>")
    assert findings(found) == [LONG, MORE]


@pytest.mark.parametrize("heading", ["Related content", "Compare with other forces", "Latest news"])
def test_at_the_end_of_a_page_it_goes_to_the_end(heading: str) -> None:
    end = (
        f"<div><h2>{heading}</h2><ul><li><a href=/a/>Another page</a> 12 May 2017</li></ul><p>Kent Police</p>"
        f"<p>{LONG}</p><table><tr><td>Kent Police</td><td>Outstanding</td></tr></table></div>"
    )
    found = page("", after=end)
    assert findings(found) == [LONG]
    assert unread(found) == []
    assert found.record is not None
    assert {each.grade for each in found.record.judgments if each.grade} == {"good"}


def test_a_sentence_there_that_stands_in_no_box_is_told() -> None:
    found = page("", after=f"<h2>Related content</h2>{LINKS}<p>{MORE}</p>")
    assert unread(found) == [MORE]
    assert "unread_text" in {problem.code for problem in found.problems}


@pytest.mark.parametrize("box", BOXES[:4])
def test_figures_go_on_below_it(box: str) -> None:
    figures = "<p>1,049 square miles</p>{}<p>Population</p><p>1.14m people</p><p>up4% local 10 yr change</p>"
    after = f"<h2>Key facts</h2><p>Force area</p>{figures.format(box.format('Share this page', LINKS))}"
    found = page("", after=after)
    assert found.record is not None
    assert found.record.key_facts is not None
    assert [figure.value for figure in found.record.key_facts.figures] == [1049, 1_140_000, 4]


# --- the parts -----------------------------------------------------------------------------------------------


def test_labels_of_the_site_are_told_from_others_and_those_that_texts_have_too() -> None:
    assert [is_of_site(each) for each in lines("Share this page", "Other forces", "Context", LONG)] == [1, 1, 0, 0]
    assert [is_surely_of_site(each) for each in lines("Share this page", "Other forces", "Context")] == [1, 0, 0]


@pytest.mark.parametrize(
    ("marked", "heads"),
    [("## Contents", True), (": Contents", True), ("Contents", True), ("Contents:", True), ("contents", False),
     ("Contents.", False), ("Contents;", False), ("* Contents", False), ("| Contents", False), ("> Contents", False)],
)  # fmt: skip
def test_a_heading_or_a_line_alone_heads_a_block(marked: str, heads: bool) -> None:
    assert heads_furniture(line(marked)) is heads


def test_an_entry_is_of_the_text_where_it_can_be() -> None:
    assert part_of_text(line("* Other forces")).kind is LineKind.PROSE
    control = part_of_text(line("* Share this page"))
    assert (control.kind, control.rule) == (LineKind.BOILERPLATE, "related")


@pytest.mark.parametrize(
    ("marked", "is_one"),
    [(LONG, True), (f"* {LONG}", True), (f"> {LONG}", True), (SHORT, False), (LONG[:-1], False), (f"## {LONG}", False),
     (f"| {LONG}", False), (f"! {LONG}", False), ("Good", False)],
)  # fmt: skip
def test_a_sentence_is_told_by_its_looks(marked: str, is_one: bool) -> None:
    assert is_sentence(line(marked)) is is_one


def test_a_line_that_is_mostly_links_is_no_sentence() -> None:
    one = line(LONG)
    one.block.links = [(LONG[:40], "/x/")]
    assert is_sentence(one)
    one.block.links = [(LONG[:60], "/x/")]
    assert not is_sentence(one)


@pytest.mark.parametrize(
    ("above", "heading", "inside"),
    [("## Efficiency", "### Contents", True), ("## Efficiency", "## Contents", False), ("### Efficiency", "## Contents", False),
     ("Efficiency", "## Contents", True), ("## Efficiency", "Contents", True), (None, "## Contents", False),
     (None, "### Contents", True)],
)  # fmt: skip
def test_it_is_inside_where_it_stands_deeper(above: str | None, heading: str, inside: bool) -> None:
    around = line(above) if above else None
    assert Furniture.after(around, line(heading), around).is_inside is inside


def test_or_in_a_box_of_its_own_among_the_text() -> None:
    text, above = line(LONG, path="main/div[1]/p[3]"), line("## Efficiency", path="main/div[1]/h2[1]")
    for path, inside in (
        ("main/div[1]/div[1]/h2[1]", True),
        ("main/div[2]/h2[1]", False),
        ("main/div[1]/h2[2]", False),
    ):
        assert Furniture.after(text, line("## Contents", path=path), above).is_inside is inside


def test_the_headings_at_its_end_are_of_what_goes_on() -> None:
    body = lines("Another page", "### One", "#### Two")
    assert texts(sub_headings_at_end(body)) == ["One", "Two"]
    assert texts(body) == ["Another page"]
