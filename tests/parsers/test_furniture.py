"""What the site puts into the midst of a page: it has an end, and no bullet, cell or sub-heading of the text begins it."""

from __future__ import annotations

import pytest

from schemas.extraction import Extraction
from schemas.labels import IN_TEXT_TOO, LABELS, Role
from scraper.parsers.furniture import (
    Furniture,
    goes_on_in_row,
    heads_furniture,
    is_sentence,
    is_surely_of_site,
    part_of_text,
    sub_headings_at_end,
)
from scraper.parsers.lines import Line, LineKind

from .made import block, line, lines, reader, texts
from .pieces import read_lines
from .shown import claims, read

URL = "hmicfrs/peel-assessments/peel-2016/staffordshire/"
SITES = sorted(label.text for label in LABELS.values() if label.role is Role.CHROME)
SURE = sorted(set(SITES) - IN_TEXT_TOO)
NAME = "Zoë Billingham"
EFFECTIVE = "How effective is the force at keeping people safe and reducing crime?"
OTHER = "How did the force perform in other inspections?"
CRIME = "How effective is the force at preventing crime, tackling anti-social behaviour and keeping people safe?"
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
        ("<blockquote>Other forces</blockquote>", ["Other forces"]),
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
def test_what_only_the_site_says_is_furniture_in_a_list_and_a_table_too(label: str, entry: str) -> None:
    found = page(entry.format(label) + f"<p>{MORE}</p>")
    assert findings(found) == [LONG, MORE]
    assert aside(found) == {label, "Twitter"}


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
    assert [is_surely_of_site(each) for each in lines("Share this page", "Other forces", "Context", LONG)] == [
        1,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("marked", "heads"),
    [("## Contents", True), (": Contents", True), ("Contents", True), ("Contents:", True), ("contents", False),
     ("Contents.", False), ("Contents;", False), ("Contents,", False), ("* Other forces", False), ("* Sign up", True), ("* sign up", False), ("* Sign up.", False), ("| Sign up", True), ("| Other forces", False), ("> Other forces", False)],
)  # fmt: skip
def test_a_heading_or_a_line_alone_heads_a_block(marked: str, heads: bool) -> None:
    assert heads_furniture(line(marked)) is heads


def test_an_entry_is_of_the_text_where_it_can_be() -> None:
    assert part_of_text(line("* Other forces")).kind is LineKind.PROSE
    control = part_of_text(at("* Other forces", BESIDE, link=True))
    assert (control.kind, control.rule) == (LineKind.BOILERPLATE, "related")


@pytest.mark.parametrize(
    ("marked", "is_one"),
    [(LONG, True), (f"* {LONG}", True), (f"> {LONG}", True), (SHORT, False), (LONG[:-1], False), (f"## {LONG}", False),
     (f"| {LONG}", False), (f"! {LONG}", False), ("Good", False), (f"{LONG[:-1]}?", True),
     (f"{LONG[:-1]}:", True), (f"{LONG[:-1]};", True), (f"“{LONG}”", True),
     ("The extent to which the force is effective at keeping people safe is good.", True),
     ("Contact the officer in charge of this page, who will help you with all you ask.", False)],
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
     (None, "### Contents", True), (": Efficiency", ": Contents", False), ("## Efficiency", ": Contents", True)],
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


# Where a block stands, and where what comes below it does: in its own box, beside that, elsewhere.
OWN, BESIDE, ELSEWHERE = "main/div[1]/div[1]/{}[2]", "main/div[1]/{}[9]", "main/div[2]/{}[1]"


def at(marked: str, place: str, *, link: bool = False, tag: str = "p") -> Line:
    found = block(marked, path=place.format(tag))
    if link:
        found.links, found.linked = [(found.text, "/x/")], True
    return reader().read(found)


def boxed(heading: str = "### Share this page", above: str = "## Efficiency") -> Furniture:
    """Return a block in a box of its own among the text."""
    text, top = line(LONG, path="main/div[1]/p[3]"), line(above, path="main/div[1]/h2[1]")
    return Furniture.after(text, line(heading, path="main/div[1]/div[1]/h3[1]"), top)


def flat(heading: str = "### Share this page", above: str = "## Efficiency") -> Furniture:
    """Return a block whose lines stand among those of the text."""
    text, top = line(LONG, path="main/div[1]/p[3]"), line(above, path="main/div[1]/h2[1]")
    return Furniture.after(text, line(heading, path="main/div[1]/h3[1]"), top)


MENU = [at("Another page", OWN, link=True)]
LIST = [at("* Another page", "main/div[1]/ul[1]/li[1]", link=True), at("* More", "main/div[1]/ul[1]/li[2]")]
NAMED = ["Areas for improvement", "### Context", ": Context", CRIME, EFFECTIVE, OTHER]


@pytest.mark.parametrize("name", NAMED)
def test_a_label_or_a_question_is_the_pages_own_but_in_a_table_or_as_a_link(name: str) -> None:
    for one in (boxed(), flat()):
        assert not one.holds(at(name, BESIDE), MENU)
        assert not one.holds(at(name, OWN), MENU)
        assert one.holds(at(name, OWN, link=True), MENU)
    for mark in ("* ", "| "):
        assert flat().holds(at(f"{mark}Context", BESIDE), LIST)


@pytest.mark.parametrize(
    "marked",
    [
        LONG,
        "Some words",
        "* one",
        "Good",
        "Last updated 2 March 2017",
        "12",
        f"{NAME}, HM Inspector of Constabulary",
        "## More",
    ],
)
def test_its_own_box_holds_whatever_stands_in_it_and_nothing_beside_it(marked: str) -> None:
    assert boxed().holds(at(marked, OWN), MENU)
    assert boxed().holds(at(marked, OWN), [])
    assert not boxed().holds(at(marked, BESIDE), MENU)


def test_beside_it_what_is_nobodys_text_is_held() -> None:
    for text in ("Back to top", "View the six questions for effectiveness"):
        assert boxed().holds(at(text, BESIDE), MENU)
    assert boxed().holds(at("Some words", ELSEWHERE), MENU)


def test_a_list_stands_where_its_paragraphs_would() -> None:
    for path in ("ul[7]/li[1]", "ol[7]/li[1]", "ul[7]/li[1]/p[1]"):
        assert not boxed().holds(at("* Good", f"main/div[1]/{path}"), MENU)
    assert boxed().holds(at("* Good", "main/div[1]/div[7]/ul[1]/li[1]"), MENU)


def test_a_box_that_has_the_heading_alone_is_none() -> None:
    one = boxed()
    assert one.holds(at("Another page", BESIDE, link=True), [])
    assert one.holds(at("Some words", BESIDE), MENU)
    other = boxed()
    assert other.holds(at("Some words", OWN), [])
    assert not other.holds(at("Some words", BESIDE), MENU)


@pytest.mark.parametrize("marked", ["Good", "Last updated 2 March 2017", "12", f"{NAME}, HM Inspector of Constabulary"])
def test_without_a_box_a_grade_and_a_date_stay_where_they_were(marked: str) -> None:
    assert flat().holds(at(marked, BESIDE), LIST)
    assert flat().holds(at(f"### {marked}", BESIDE), LIST)


@pytest.mark.parametrize(
    ("marked", "held"),
    [("#### Its people", True), ("### Its people", False), ("## Its people", True), ("# Its people", True)],
)
def test_a_heading_is_of_the_text_that_stands_as_high_and_below_the_section(marked: str, held: bool) -> None:
    assert flat().holds(at(marked, BESIDE), LIST) is held
    assert flat().holds(at(marked, BESIDE, link=True), LIST)


@pytest.mark.parametrize(
    ("heading", "above"), [("Share this page", "## Efficiency"), ("### Share this page", "Efficiency")]
)
def test_a_heading_below_one_without_a_level_is_of_the_text(heading: str, above: str) -> None:
    assert not flat(heading, above).holds(at("### Its people", BESIDE), LIST)


@pytest.mark.parametrize(
    ("marked", "held"),
    [
        (LONG, False), (SHORT, False), ("The extent to which it is effective is good.", False), ("Contact us about this.", True), ("The force should:", False), ("“It does not say why.”", False), ("It is.", True),
        ("Kent Police", True), ("It does not say why", True), ("1.14m people", True), ("* Kent Police", False),
        (f"! {SHORT}", True), ("| It does not say why.", True),
    ],
)  # fmt: skip
def test_short_lines_are_held_and_sentences_are_not(marked: str, held: bool) -> None:
    assert flat().holds(at(marked, BESIDE), LIST) is held


def test_a_sentence_of_links_is_held() -> None:
    one = at(SHORT, BESIDE)
    one.block.links = [("why", "/x/")]
    assert flat().holds(one, LIST)


def test_a_bullet_is_held_in_the_list_it_began_and_where_no_list_of_links_did() -> None:
    same, other = "main/div[1]/ul[1]/li[3]", "main/div[1]/ul[2]/li[1]"
    assert flat().holds(at("* Kent Police", same), LIST)
    assert not flat().holds(at("* Kent Police", other), LIST)
    assert flat().holds(at("* Kent Police", other), [at("* Essex Police", same)])
    assert flat().holds(at("* Kent Police", other), [])


@pytest.mark.parametrize(
    ("marked", "held"),
    [("1.14m people", False), ("Population", False), ("Kent Police", True), (SHORT, True), ("* Kent 12", True)],
)
def test_among_key_facts_figures_and_their_headings_are_the_texts(marked: str, held: bool) -> None:
    assert flat("### Share this page", "## Key facts").holds(at(marked, BESIDE), LIST[:0]) is held


def test_only_a_sentence_or_a_finished_bullet_right_below_makes_a_sub_heading() -> None:
    one = flat("### Similar forces")
    assert [one.is_of_text(at(marked, BESIDE)) for marked in (LONG, "* It helps;", "* It helps.", "* Kent", SHORT, "Kent;")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert not one.is_of_text(at("* It helps;", BESIDE, link=True))
    assert not flat().is_of_text(at(LONG, BESIDE))
    assert boxed("### Similar forces").holds(at(LONG, OWN), MENU)
    assert one.holds(at(LONG, BESIDE), []) is one.holds(at("* It helps;", BESIDE), []) is False


def test_a_loose_sentence_is_a_paragraph_outside_the_box() -> None:
    one = boxed()
    places = [(LONG, BESIDE), (LONG, OWN), (f"* {LONG}", BESIDE), ("Kent Police", BESIDE)]
    assert [one.is_loose(at(*each)) for each in places] == [True, False, False, False]


def test_the_headings_at_its_end_are_of_what_goes_on() -> None:
    body = lines("Another page", "### One", "#### Two")
    assert texts(sub_headings_at_end(body)) == ["One", "Two"]
    assert texts(body) == ["Another page"]
    linked = [at("### One", BESIDE, link=True)]
    assert sub_headings_at_end(linked) == []


@pytest.mark.parametrize("numbers", [["4"], ["12"], ["1", "2", "99"], ["7.", "8)"]])
def test_a_number_in_a_row_that_text_begins_numbers_nothing(numbers: list[str]) -> None:
    cells = "".join(f"<td>{number}</td>" for number in numbers)
    found = read(f"<h1>Staffordshire 2016</h1><h2>Effectiveness</h2><p>How effective is the force at keeping people safe and reducing crime?</p><p>It is so.</p><table><tr><th>Year</th><th>Crimes</th></tr><tr><td>2018</td>{cells}</tr></table><p>It is so still.</p>", URL)  # fmt: skip
    assert found.record is not None
    assert [row.text for row in found.record.findings] == [
        "It is so.",
        "Year",
        "Crimes",
        "2018",
        *numbers,
        "It is so still.",
    ]
    assert "unread_text" not in {problem.code for problem in found.problems}


def test_a_number_that_begins_a_row_or_stands_beside_a_question_may_number_it() -> None:
    question = CRIME
    for markup in (f"<table><tr><td>1</td><td>{question}</td></tr></table>", f"<table><tr><td>{question}</td><td>1</td></tr></table>"):  # fmt: skip
        _, lines = read_lines(markup, "police/2018-19")
        assert not any(
            goes_on_in_row(above, below)
            for above, below in zip([None, *lines], lines, strict=False)
            if below.kind is LineKind.NUMBER
        )
    _, lines = read_lines("<table><tr><td>2018</td></tr><tr><td>4</td></tr></table>")
    assert not goes_on_in_row(lines[0], lines[1])
