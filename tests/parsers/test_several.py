"""Labels that head several causes of concern or practices: each is a row of its own, and what is not sure is told."""

from __future__ import annotations

import pytest

from schemas.labels import ASKS, Role
from scraper.parsers.builder import Builder
from scraper.parsers.by_forces import ByForces
from scraper.parsers.nesting import ByAreas, ByParts, Nesting
from scraper.parsers.outline import Outliner, Section
from scraper.parsers.readers.findings import read_findings
from scraper.parsers.readers.recommendations import read_asks
from scraper.parsers.several import with_each_apart
from tests.parsers.pieces import codes, read_lines, texts

CAUSES, CAUSE = "<h2>Causes of concern</h2>", "<h2>Cause of concern</h2>"
ONE, TWO = "<p>Kent Police misses calls.</p>", "<p>Kent Police keeps no records.</p>"
HEAD = "<h4>Recommendations</h4>"
FIRST = "<p>By 31 May 2022, the force should:</p><ul><li>answer; and</li><li>listen.</li></ul>"
THEN = "<p>Within 28 days, the force should:</p><ul><li>write.</li></ul>"
COLON = "<p>It keeps no:</p><ul><li>records; or</li><li>Notes.</li></ul>"
COLON_FIRST = "<h2>Causes of concern</h2><p>It misses:</p><ul><li>calls; or</li><li>Mail.</li></ul>"
SENTENCES = "<ul><li>The force should answer.</li><li>The force should listen.</li></ul>"
PARAGRAPHS = "<p>The force should answer.</p><p>The force should listen.</p>"
CAPITALS = "<p>By 31 May 2022, the force should:</p><ul><li>Answer.</li><li>Listen.</li></ul>"
SMALL = "<p>By 31 May 2022, the force should:</p><p>answer; and</p><p>listen.</p>"
ASKED = ["1 The force should answer.", "1 The force should listen."]
BEGIN = "<p>In this section we set out our main findings.</p>"
BOTH = ["C Kent Police misses calls.", "1 answer; and", "1 listen.", "C Kent Police keeps no records.", "4 write."]
TITLED = ["C Calls\nKent Police misses calls.", *BOTH[1:3], "C Records\nKent Police keeps no records.", BOTH[4]]
SINGLE = [*BOTH[:3], "1 write."]
OF_ITSELF = ["We saw", "Our staff saw", "This cause had", "This causes", "These causes had"]
PARTS = ["Background", "Conclusion", "Our conclusions", "Main findings", "Finding", "Further findings", "The next steps", "Progress",
         "Response", "Summary", "Update", "Updates", "How we work", "What this means", "Why our view changed"]  # fmt: skip
FINDINGS = ["The force has", "The service has", "The constabulary has", "The brigade has", "It has", "They have", "Staff have",
            "Leaders have", "Officers have"]  # fmt: skip
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
        (f"{CAUSES}{ONE}{FIRST}{COLON}{THEN}", [*BOTH[:3], "C It keeps no:\nrecords; or\nNotes.", BOTH[4]]),
        (f"{CAUSES}{ONE}{FIRST}{TWO}<p>We recommend that it does this:</p><ul><li>write.</li></ul>", BOTH),
        (f"{COLON_FIRST}{FIRST}{TWO}{THEN}", ["C It misses:\ncalls; or\nMail.", *BOTH[1:]]),
        (f"{CAUSES}<h2>Calls</h2>{ONE}{FIRST}", TITLED[:3]),
        (f"{CAUSES}{ONE}{HEAD}{SENTENCES}{TWO}{HEAD}{THEN}", [BOTH[0], *ASKED, BOTH[3], "4 write."]),
        (f"{CAUSES}{ONE}{HEAD}{PARAGRAPHS}{TWO}{HEAD}{THEN}", [BOTH[0], *ASKED, BOTH[3], "4 write."]),
        (f"{CAUSES}{ONE}{HEAD}{CAPITALS}{TWO}{HEAD}{THEN}", [BOTH[0], "1 Answer.", "1 Listen.", BOTH[3], "4 write."]),
        (f"{CAUSES}{ONE}{HEAD}{SMALL}{TWO}{HEAD}{THEN}", [*BOTH[:4], "4 write."]),
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
        (f"{CAUSES}<div>{ONE}{TWO}</div>{FIRST}", BOTH[:3], "Kent Police keeps no records."),
        (f"{CAUSES}{ONE}{FIRST}{COLON}{TWO}{THEN}", SINGLE, "It keeps no:"),
        (f"{CAUSES}{ONE}{FIRST}{TWO}<ul><li>Records.</li></ul>{THEN}", SINGLE, "Kent Police keeps no records."),
        *((f"{CAUSES}{ONE}{HEAD}{FIRST}<p>{words} it.</p>{HEAD}{THEN}", SINGLE, words) for words in OF_ITSELF),
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
        f"{CAUSES}{ONE}{HEAD}{FIRST}{TWO}",
        f"{CAUSES}{ONE}{HEAD}{FIRST}{BEGIN}{TWO}",
        f"{CAUSES}<p>Calls</p>{HEAD}{FIRST}",
        f"{CAUSES}<h3>Calls</h3>{ONE}{TWO}{FIRST}",
        f"{CAUSE}{ONE}{HEAD}{FIRST}<table><tr><td>No.</td><td>Text</td></tr></table>{HEAD}{THEN}",
        f"{CAUSES}{ONE}{FIRST}{BEGIN}{TWO}{THEN}",
        f"{CAUSES}{ONE}{FIRST}{TWO}<h2>Other work</h2>{TWO}",
        *(f"{CAUSE}<h3>Calls</h3>{ONE}{HEAD}{FIRST}<h3>{part}</h3>{TWO}{THEN}" for part in PARTS),
        f"{CAUSE}<h3>Calls</h3>{ONE}{HEAD}{FIRST}<h3>Progress</h3>{TWO}{HEAD}<ul><li>listen.</li></ul>",
        f"{CAUSE}<h3>Calls</h3>{ONE}{TWO}{HEAD}{FIRST}<h3>Records</h3>{TWO}",
        f"{CAUSE}{ONE}{HEAD}{FIRST}<h2>Other work</h2>{TWO}{HEAD}<ul><li>listen.</li></ul>",
        f"{CAUSES}<ul><li>Calls</li><li>Records</li></ul>{HEAD}{FIRST}",
    ],
)
def test_what_is_no_further_cause_is_prose(markup: str) -> None:
    builder = read(markup)
    assert [row[0] for row in rows(builder)].count("C") == 1
    assert [one for one in told(builder) if not one.startswith("No label heads")] == []


@pytest.mark.parametrize("more", [1, 2, 3])
@pytest.mark.parametrize("asks", [HEAD + FIRST, FIRST])
@pytest.mark.parametrize("title", ["", "<h3>Calls</h3>"])
def test_a_cause_goes_on_in_the_few_paragraphs_before_what_is_recommended(more: int, asks: str, title: str) -> None:
    builder = read(CAUSE + title + ONE + TWO * more + asks)
    said = [*(["Calls"] if title else []), "Kent Police misses calls.", *["Kent Police keeps no records."] * more]
    assert rows(builder) == ["C " + "\n".join(said), *BOTH[1:3]]
    assert told(builder) == [] == texts(builder.findings)


@pytest.mark.parametrize(
    ("markup", "after"),
    [
        (CAUSE + ONE + TWO * 4 + HEAD + FIRST, 4),
        (CAUSE + ONE + TWO, 1),
        (f"{CAUSE}{ONE}<h4>Records</h4>{TWO}{HEAD}{FIRST}", 1),
        (f"{CAUSE}{ONE}{BEGIN}{TWO}{HEAD}{FIRST}", 2),
        (CAUSE + ONE + FIRST + TWO + "<h2>Other work</h2>", 1),
    ],
)
def test_what_is_long_or_stands_elsewhere_is_no_more_of_the_cause(markup: str, after: int) -> None:
    builder = read(markup)
    assert rows(builder)[0] == "C Kent Police misses calls."
    assert len(texts(builder.findings)) >= after


@pytest.mark.parametrize(
    "causes",
    [
        "<ul><li>It is slow.</li><li>It is late.</li></ul>",
        "<h3>Calls</h3><p>It is slow.</p><h3>Records</h3><p>It is late.</p>",
    ],
)
@pytest.mark.parametrize(
    ("asks", "at"), [(HEAD + FIRST, "Recommendations"), (FIRST, ""), (f"{HEAD}{SENTENCES}", "Recommendations")]
)
def test_recommendations_below_several_causes_belong_to_none_that_is_told(causes: str, asks: str, at: str) -> None:
    builder = read(CAUSES + causes + asks)
    assert [row[0] for row in rows(builder)] == ["C", "C", "N", "N"]
    (message,) = told(builder)
    assert "Which of the 2 causes" in message
    assert f"“{at}" in message


@pytest.mark.parametrize("between", ["", "<h3>Cause of concern</h3><p>It is rude.</p>"])
def test_so_do_recommendations_below_labels_of_causes_one_below_the_other(between: str) -> None:
    causes = f"<h3>Cause of concern</h3>{ONE}{between}<h3>Cause of concern 2</h3>{TWO}"
    count = 3 if between else 2
    for head in ("<h3>Recommendations</h3>", "<p><b>Recommendations</b></p>"):
        builder = read(f"{causes}{head}{FIRST}")
        assert [row[0] for row in rows(builder)] == ["C"] * count + ["N", "N"]
        (message,) = told(builder)
        assert f"Which of the {count} causes" in message


@pytest.mark.parametrize("head", ["<h4>Recommendations</h4>", ""])
def test_those_below_the_heading_of_one_are_its_own(head: str) -> None:
    builder = read(f"<h3>Cause of concern</h3>{ONE}<h3>Cause of concern</h3>{TWO}{head}{FIRST}")
    assert [row[0] for row in rows(builder)] == ["C", "C", "2", "2"]
    again = f"<h3>Cause of concern</h3>{ONE}<h3>Recommendations</h3>{FIRST}<h3>Cause of concern</h3>{TWO}<h3>Recommendations</h3>{THEN}"
    assert rows(read(again)) == BOTH
    assert told(builder) == told(read(again)) == []


def test_a_page_that_is_one_list_has_no_list_of_causes() -> None:
    builder = read("<ul><li>Causes of concern</li><li>It is slow.</li><li>It is late.</li></ul>")
    assert rows(builder) == ["C It is slow."]


def test_a_title_stands_deeper_than_its_label() -> None:
    for level in ("h2", "h3"):
        builder = read(
            f"<h3>Cause of concern</h3><{level}>Calls</{level}>{ONE}{FIRST}<{level}>Records</{level}>{TWO}{THEN}"
        )
        assert TITLED[3] not in rows(builder)
    assert rows(read(CAUSES + HEAD + FIRST)) == ["None answer; and", "None listen."]


def test_a_section_without_a_heading_is_of_no_label() -> None:
    builder, lines = read_lines(f"{CAUSE}<h3>Calls</h3>{ONE}")
    sections = [
        *Outliner(ByParts(None, builder.round)).run(lines),
        Section(Role.TOPIC, "Calls"),
        Section(Role.CAUSE, "Cause"),
    ]
    assert with_each_apart(builder, sections) == sections


@pytest.mark.parametrize("label", ["Innovative practice", "Promising practice"])
@pytest.mark.parametrize("title", ["<h3>{}</h3>", "<p><strong>{}</strong></p>"])
@pytest.mark.parametrize("nesting", [ByParts, ByAreas])
def test_each_practice_below_a_title_of_its_own_is_read(label: str, title: str, nesting: type[Nesting]) -> None:
    mark = label[0]
    builder = read(
        f"<h2>{label}</h2>{title.format('Dogs')}<p>It has dogs.</p><p>They bark.</p>{title.format('Cats')}<p>It has cats.</p>"
        f"{title.format('What we found')}<p>More.</p>",
        nesting,
    )
    assert rows(builder) == [f"{mark} Dogs\nIt has dogs.", f"{mark} Cats\nIt has cats."]
    assert ["“They bark.” is of the practice" in message for message in told(builder)] == [True]
    assert [text for text in texts(builder.findings) if text != "What we found"] == ["They bark.", "More."]


def test_a_practice_ends_where_the_findings_begin_and_needs_a_paragraph() -> None:
    dogs = "<h2>Innovative practice</h2><h3>Dogs</h3><p>It has dogs.</p>"
    for more in (
        "<p>In this section we set out our main findings.</p><h3>Cats</h3><p>It has cats.</p>",
        "<h3>Cats</h3><h3>Mice</h3>",
        "<h4>Cats</h4><p>It has cats.</p>",
        "<h3>Back to top</h3><p>It has cats.</p>",
    ):
        builder = read(dogs + more, ByAreas)
        assert (rows(builder), told(builder)) == (["I Dogs\nIt has dogs."], [])
    assert rows(read(f"{dogs}<h3>Cats</h3><h3>Mice</h3>")) == ["I Dogs\nIt has dogs."]
    bold = f"<h2>Innovative practice</h2><p><b>Dogs</b></p><p>It has dogs.</p><p><b>{{}} cats</b></p>{ONE}"
    for begins in FINDINGS:
        assert len(read(bold.format(begins), ByAreas).recommendations) == 1
        assert len(read(bold.replace("p><b", "h3").replace("b></p", "h3").format(begins), ByAreas).recommendations) == 2
    progress = "<h2>Innovative practice</h2><h3>Progress</h3><p>Some.</p><h3>Cats</h3><p>It has cats.</p>"
    assert len(read(progress, ByAreas).recommendations) == 1


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 1),
        ("<p><b>Innovative practices</b></p><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 1),
        ("<p><b>Innovative practice</b></p><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 0),
        ("<h2>Innovative practice</h2><p>It has dogs.</p><p>Cats</p><p>It has cats.</p>", 0),
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p>Cats</p><p>and mice</p>", 0),
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p><b>Cats</b></p><p>It has cats.</p>", 0),
        ("<h2>Innovative practice</h2><p>Dogs</p><p>It has dogs.</p><p>They bark.</p><p>Much.</p>", 0),
        ("<p><b>Innovative practice</b></p><p><b>Dogs</b></p><p>Dogs.</p><p><b>Cats</b></p><p>It has cats.</p>", 0),
    ],
)
def test_a_line_that_looks_like_another_title_is_told(markup: str, count: int) -> None:
    builder = read(markup, ByAreas)
    assert len(builder.recommendations) == 1
    assert ["“Cats” is one more" in message for message in told(builder) if "of the practice" not in message] == [
        True
    ] * count


def test_the_paragraphs_of_a_bullet_are_one_practice() -> None:
    bullets = "<ul><li><b>Dogs</b><p>It has dogs.</p></li><li><b>Cats</b><p>It has cats.</p></li></ul>"
    builder = read(f"<h2>Innovative practice</h2>{bullets}")
    assert (rows(builder), told(builder)) == (["I Dogs\nIt has dogs.", "I Cats\nIt has cats."], [])


def test_a_page_without_such_a_label_is_left_as_it_is() -> None:
    builder = read(f"<h2>Calls</h2>{ONE}{HEAD}{FIRST}")
    assert rows(builder) == ["None answer; and", "None listen."]
    assert codes(builder) == []
    assert Role.CAUSE in ASKS


def test_a_bullet_that_asks_for_something_is_no_further_cause() -> None:
    builder = read(f"{CAUSES}<ul><li>Kent Police misses calls.</li></ul>{SENTENCES}")
    assert rows(builder) == ["C Kent Police misses calls."]
    assert told(builder)


def test_a_practice_takes_no_part_of_a_force() -> None:
    builder, found = read_lines(
        "<h3>Innovative practice</h3><h4>Dogs</h4><p>It has dogs.</p><h4>Essex Police</h4><p>It has cats.</p>"
    )
    for line in found:
        line.names_whose = line.text == "Essex Police"
    sections = Outliner(ByForces(None, None)).run(found)
    kept = with_each_apart(builder, sections)
    assert [each.heading.text for each in kept if each.heading is not None] == ["Innovative practice", "Essex Police"]


@pytest.mark.parametrize("nesting", [ByParts, ByAreas])
def test_titles_between_labels_are_no_causes(nesting: type[Nesting]) -> None:
    label = "<p><b>Cause of concern</b></p>"
    builder = read(
        f"<h2>Causes of concern and recommendations</h2><h3>Calls</h3>{label}{ONE}<h3>Records</h3>{label}{TWO}", nesting
    )
    assert rows(builder) == ["C Kent Police misses calls.", "C Kent Police keeps no records."]
    alone = read(f"<h2>Cause of concern</h2><h3>Kent Police misses calls.</h3>{label}{TWO}", nesting)
    assert rows(alone) == ["C Kent Police misses calls.", "C Kent Police keeps no records."]
