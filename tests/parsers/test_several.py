"""Labels that head several causes of concern or practices: each is a row of its own, and what is not sure is told."""

from __future__ import annotations

import pytest

from schemas.labels import ASKS, Role
from scraper.parsers.builder import Builder
from scraper.parsers.nesting import ByAreas, ByParts, Nesting
from scraper.parsers.outline import Outliner
from scraper.parsers.readers.findings import read_findings
from scraper.parsers.readers.recommendations import read_asks
from scraper.parsers.several import with_each_apart
from tests.parsers.pieces import codes, read_lines, texts

CAUSES, CAUSE = "<h2>Causes of concern</h2>", "<h2>Cause of concern</h2>"
ONE, TWO = "<p>Kent Police misses calls.</p>", "<p>Kent Police keeps no records.</p>"
HEAD = "<h4>Recommendations</h4>"
FIRST = "<p>By 31 May 2022, the force should:</p><ul><li>answer; and</li><li>listen.</li></ul>"
THEN = "<p>Within 28 days, the force should:</p><ul><li>write.</li></ul>"
BOTH = ["C Kent Police misses calls.", "1 answer; and", "1 listen.", "C Kent Police keeps no records.", "4 write."]
TITLED = ["C Calls\nKent Police misses calls.", *BOTH[1:3], "C Records\nKent Police keeps no records.", BOTH[4]]
SINGLE = [*BOTH[:3], "1 write."]
MARKS = {"cause_of_concern": "C", "innovative_practice": "I", "promising_practice": "P"}


def read(markup: str, nesting: type[Nesting] = ByParts) -> Builder:
    builder, lines = read_lines(markup)
    for section in with_each_apart(builder, Outliner(nesting(None, builder.round)).run(lines)):
        (read_asks if section.role in ASKS else read_findings)(builder, section)
    return builder


def rows(builder: Builder) -> list[str]:
    """What was read: its kind, or of a recommendation the place of its cause."""
    return [f"{MARKS.get(row.kind.value, row.parent)} {row.text}" for row in builder.recommendations]


def told(builder: Builder) -> list[str]:
    return [one.message for one in builder.problems if one.code == "section_missing"]


@pytest.mark.parametrize("nesting", [ByParts, ByAreas])
@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (CAUSES + ONE + HEAD + FIRST + TWO + HEAD + THEN, BOTH),
        (CAUSES + ONE + FIRST + TWO + THEN, BOTH),
        (f"{CAUSES}{ONE}{FIRST}<p>We list our findings</p>", BOTH[:3]),
        (f"{CAUSES}<h3>Calls</h3>{ONE}{HEAD}{FIRST}<h3>Records</h3>{TWO}{HEAD}{THEN}", TITLED),
        (f"{CAUSE}<h3>Calls</h3>{ONE}{FIRST}<h3>Records</h3>{TWO}{THEN}", TITLED),
        (f"{CAUSES}<h3>Calls</h3>{ONE}{HEAD}{FIRST}<h3>Records</h3>{TWO}{THEN}", TITLED),
        (f"{CAUSE}<p><b>Calls</b></p>{ONE}{FIRST}<p><b>Records</b></p>{TWO}{THEN}", TITLED),
        (f"{CAUSES}{ONE}{FIRST}<p>Kent Police keeps no:</p><ul><li>records; or</li><li>notes.</li></ul>", BOTH[:3]),
    ],
)
def test_each_cause_has_its_own_recommendations(markup: str, expected: list[str], nesting: type[Nesting]) -> None:
    builder = read(markup, nesting)
    assert (rows(builder), told(builder)) == (expected, [])


@pytest.mark.parametrize(
    ("markup", "expected", "what"),
    [
        (CAUSE + ONE + HEAD + FIRST + TWO + HEAD + THEN, SINGLE, "Kent Police keeps no records."),
        (CAUSE + ONE + FIRST + TWO + THEN, SINGLE, "Kent Police keeps no records."),
        (CAUSES + ONE + HEAD + FIRST + TWO + TWO + HEAD + THEN, SINGLE, "Kent Police keeps no records."),
        (f"{CAUSES}{ONE}{HEAD}{FIRST}<p>We ask for more.</p>{HEAD}{THEN}", SINGLE, "We ask for more."),
        (f"{CAUSES}{ONE}{HEAD}{FIRST}<p>And then</p>{HEAD}{THEN}", SINGLE, "And then"),
        (f"{CAUSES}<h3>Calls</h3>{ONE}{FIRST}{TWO}{THEN}", [TITLED[0], *SINGLE[1:]], "Kent Police keeps no records."),
        (CAUSES + ONE + TWO + HEAD + FIRST, BOTH[:3], "Kent Police keeps no records."),
        (CAUSES + ONE + TWO + FIRST, BOTH[:3], "Kent Police keeps no records."),
        (f"{CAUSE}<ul><li>It is slow.</li><li>It is late.</li></ul>", ["C It is slow."], "It is late."),
    ],
)
def test_what_may_be_one_more_is_told(markup: str, expected: list[str], what: str) -> None:
    builder = read(markup)
    assert rows(builder) == expected
    assert [what in message for message in told(builder)] == [True]


@pytest.mark.parametrize(
    "markup",
    [
        CAUSE + ONE + TWO + HEAD + FIRST,
        f"{CAUSES}{ONE}{HEAD}{FIRST}{TWO}",
        f"{CAUSES}{ONE}{HEAD}{FIRST}<p>In this section we set out our main findings.</p>{TWO}",
        f"{CAUSE}<h3>Calls</h3>{ONE}{HEAD}{FIRST}<h3>Progress</h3>{TWO}{HEAD}<ul><li>listen.</li></ul>",
        f"{CAUSE}<h3>Calls</h3>{ONE}{TWO}{HEAD}{FIRST}<h3>Records</h3>{TWO}",
        f"{CAUSE}{ONE}{HEAD}{FIRST}<h2>Other work</h2>{TWO}{HEAD}<ul><li>listen.</li></ul>",
        f"{CAUSES}<ul><li>Calls</li><li>Records</li></ul>{HEAD}{FIRST}",
    ],
)
def test_what_is_no_further_cause_is_prose(markup: str) -> None:
    builder = read(markup)
    assert [row[0] for row in rows(builder)].count("C") == 1
    assert told(builder) == []


@pytest.mark.parametrize(
    "causes",
    [
        "<ul><li>It is slow.</li><li>It is late.</li></ul>",
        "<h3>Calls</h3><p>It is slow.</p><h3>Records</h3><p>It is late.</p>",
    ],
)
@pytest.mark.parametrize("head", [HEAD, ""])
def test_recommendations_below_several_causes_belong_to_none_that_is_told(causes: str, head: str) -> None:
    builder = read(CAUSES + causes + head + FIRST)
    assert [row[0] for row in rows(builder)] == ["C", "C", "N", "N"]
    assert ["Which of the 2 causes" in message for message in told(builder)] == [True]


@pytest.mark.parametrize("label", ["Innovative practice", "Promising practice"])
@pytest.mark.parametrize("title", ["<h3>{}</h3>", "<p><strong>{}</strong></p>"])
def test_each_practice_below_a_title_of_its_own_is_read(label: str, title: str) -> None:
    mark = label[0]
    builder = read(
        f"<h2>{label}</h2>{title.format('Dogs')}<p>It has dogs.</p><p>They bark.</p>{title.format('Cats')}<p>It has cats.</p>"
        f"{title.format('What we found')}<p>More.</p>"
    )
    assert (rows(builder), told(builder)) == ([f"{mark} Dogs\nIt has dogs.", f"{mark} Cats\nIt has cats."], [])
    assert [text for text in texts(builder.findings) if text != "What we found"] == ["They bark.", "More."]


def test_a_practice_ends_where_the_findings_begin_and_needs_a_paragraph() -> None:
    dogs = "<h2>Innovative practice</h2><h3>Dogs</h3><p>It has dogs.</p>"
    for more in (
        "<p>In this section we set out our main findings.</p><h3>Cats</h3><p>It has cats.</p>",
        "<h3>Cats</h3><h3>Mice</h3>",
        "<h4>Cats</h4><p>It has cats.</p>",
    ):
        assert rows(read(dogs + more, ByAreas)) == ["I Dogs\nIt has dogs."]


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 1),
        ("<p><b>Innovative practices</b></p><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 1),
        ("<p><b>Innovative practice</b></p><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 0),
        ("<h2>Innovative practice</h2><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 0),
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>and mice</p>", 0),
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p><b>Cats</b></p><p>It has cats.</p>", 0),
    ],
)
def test_a_line_that_looks_like_another_title_is_told(markup: str, count: int) -> None:
    builder = read(markup, ByAreas)
    assert len(builder.recommendations) == 1
    assert ["“Cats”" in message for message in told(builder)] == [True] * count


def test_the_paragraphs_of_a_bullet_are_one_practice() -> None:
    bullets = "<ul><li><b>Dogs</b><p>It has dogs.</p></li><li><b>Cats</b><p>It has cats.</p></li></ul>"
    builder = read(f"<h2>Innovative practice</h2>{bullets}")
    assert rows(builder) == ["I Dogs\nIt has dogs.", "I Cats\nIt has cats."]


def test_a_page_without_such_a_label_is_left_as_it_is() -> None:
    builder = read(f"<h2>Calls</h2>{ONE}{HEAD}{FIRST}")
    assert rows(builder) == ["None answer; and", "None listen."]
    assert codes(builder) == []
    assert Role.CAUSE in ASKS
