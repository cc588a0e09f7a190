"""Asks in tables: one a row, with the deadline of its row; what is not surely asked for is left as it stands."""

from __future__ import annotations

import datetime as dt

import pytest

from schemas.labels import ASKS
from scraper.parsers.builder import Builder
from scraper.parsers.nesting import ByAreas, ByParts, Nesting
from scraper.parsers.outline import Outliner
from scraper.parsers.readers.ask_tables import with_asks_of_tables
from scraper.parsers.readers.findings import read_findings
from scraper.parsers.readers.recommendations import read_asks
from tests.parsers.pieces import claims, codes, read_lines, texts

ACT, HEED = "The force should act.", "The force should heed advice."
DAY = dt.date(2022, 5, 31)
HEAD = "<h3>Recommendations</h3>"


def table(*rows: str, tag: str = "th") -> str:
    """A table; the cells of its rows are parted by bars, those of the first are heads."""
    made = [[f"<{tag if not place else 'td'}>{cell}</{tag if not place else 'td'}>" for cell in row.split("|")] for place, row in enumerate(rows)]  # fmt: skip
    return f"<table>{''.join(f'<tr>{chr(32).join(row)}</tr>' for row in made)}</table>"


def read(markup: str, nesting: type[Nesting] = ByParts) -> Builder:
    builder, lines = read_lines(markup)
    for section in Outliner(nesting(None, builder.round)).run(with_asks_of_tables(lines)):
        (read_asks if section.role in ASKS else read_findings)(builder, section)
    return builder


def rows(builder: Builder) -> list[tuple[str, dt.date | None, str | None]]:
    return [(row.text, row.deadline, row.deadline_text) for row in builder.recommendations]


@pytest.mark.parametrize("nesting", [ByParts, ByAreas])
@pytest.mark.parametrize("above", [HEAD, f"{HEAD}<p>We recommend this.</p>", "<h3>Calls</h3>"])
@pytest.mark.parametrize("tag", ["th", "td"])
def test_each_row_is_asked_for_by_its_day(above: str, tag: str, nesting: type[Nesting]) -> None:
    builder = read(above + table("Recommendation|By when", f"{ACT}|31 May 2022", f"{HEED}|May 2022", tag=tag), nesting)
    assert rows(builder) == [(ACT, DAY, "31 May 2022"), (HEED, None, "May 2022")]
    assert {claims(builder)[text] for text in ("Recommendation", "By when", "31 May 2022", ACT)} == {"recommendations"}
    assert builder.accounted()[0].unread == 0
    assert "section_missing" not in codes(builder)


HEADS = ["By when", "Deadline", "Due", "Due date", "Due by", "Date due", "Target", "Target date", "Timescale", "Time scales", "Timeframe",
         "Time frame", "To be completed by", "To be done by", "By", "When", "Completion", "Completion date", "Completion by",
         "Date for completion", "Complete by"]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_a_deadline_has_a_head_of_its_own(head: str) -> None:
    assert rows(read(HEAD + table(f"{head}|Recommendations", f"31 May 2022|{ACT}"))) == [(ACT, DAY, "31 May 2022")]


@pytest.mark.parametrize("head", ["No", "No.", "Number", "Ref", "Ref.", "Reference", "ID", "#"])
def test_numbers_are_no_text_and_other_columns_are_findings(head: str) -> None:
    builder = read("<h3>Areas for improvement</h3>" + table(f"{head}|Area for improvement|Status", f"1|{ACT}|Open", f"2|{HEED}|In hand"))  # fmt: skip
    assert [row.text for row in builder.recommendations] == [ACT, HEED]
    assert texts(builder.findings) == ["Open", "In hand"]
    assert claims(builder)["1"] == "recommendations"


def test_a_row_that_is_closed_is_not_asked_for() -> None:
    builder = read(HEAD + table("Recommendation|Status", f"{ACT}|Closed", f"{HEED}|Open"))
    assert [row.text for row in builder.recommendations] == [HEED]
    assert texts(builder.findings) == [ACT, "Closed", "Open"]
    assert any(f"“{ACT}” says that" in one.message for one in builder.problems)


@pytest.mark.parametrize("head", ["Deadline", "Status"])
def test_what_its_deadline_says_is_closed_is_not_asked_for(head: str) -> None:
    builder = read(HEAD + table(f"Recommendation|{head}", f"{ACT}|Completed", f"{HEED}|May 2022"))
    assert [row.text for row in builder.recommendations] == [HEED]


def test_a_day_beside_what_is_asked_for_that_no_head_calls_a_deadline_is_told() -> None:
    builder = read(HEAD + table("Recommendation|Date", f"{ACT}|31 May 2022", f"{HEED}|May 2022"))
    assert rows(builder) == [(ACT, None, None), (HEED, None, None)]
    assert codes(builder).count("section_missing") == 1


@pytest.mark.parametrize("cell", ["–", "-", ""])
def test_a_cell_without_a_word_is_no_deadline(cell: str) -> None:
    assert rows(read(HEAD + table("Recommendation|Deadline", f"{ACT}|{cell}"))) == [(ACT, None, None)]


def test_a_day_that_does_not_exist_is_told() -> None:
    builder = read(HEAD + table("Recommendation|Deadline", f"{ACT}|31 June 2022"))
    assert rows(builder) == [(ACT, None, "31 June 2022")]
    assert codes(builder) == ["date_invalid"]


def test_the_paragraphs_of_a_cell_are_one_text() -> None:
    builder = read(HEAD + table("Recommendation|Deadline", f"<p>{ACT}</p><p>And soon.</p>|Soon"))
    assert rows(builder) == [(f"{ACT}\nAnd soon.", None, "Soon")]


def test_tables_that_follow_each_other_are_of_one_label() -> None:
    one = table("Recommendation|Owner", f"{ACT}|Staff") + table("Recommendation|Owner", f"{HEED}|Staff")
    builder = read(HEAD + one)
    assert [row.text for row in builder.recommendations] == [ACT, HEED]
    assert {row["section"] for row in builder.findings} == {"Recommendations"}


def test_a_label_of_another_kind_above_is_not_its_own() -> None:
    for above in (
        "<h3>Areas for improvement</h3>",
        "<h3>Areas for improvement</h3><h4>Calls</h4>",
        f"{HEAD}<h4>Calls</h4>",
    ):
        builder = read(above + table("Recommendation|Owner", f"{ACT}|Staff"))
        assert [(row.kind.value, row.text) for row in builder.recommendations] == [("recommendation", ACT)]


@pytest.mark.parametrize(
    "made",
    [
        table("Recommendation|Owner", "Act|Staff"),
        table("Recommendation|Owner", f"{ACT}|Staff", "Heed|Staff"),
        table("Recommendation|Owner", f"{ACT}|Staff", "We found no recommendations here|Staff"),
        table("Recommendation|Owner", "Calls that were not answered|Staff"),
        table("Recommendation|Owner", f"{ACT}|Staff", "|Staff"),
        table("Recommendation|Owner", f"{ACT}|Staff", "Good|Staff"),
        table("Recommendation|Owner", f"<p>{ACT}</p><p>Good</p>|Staff"),
        table("Recommendation|Owner"),
        table("Cause of concern|Recommendation", f"It is slow and late.|{ACT}"),
        table("Cause of concern|Owner", f"{ACT}|Staff"),
        table("Owner|Date", f"Recommendation|{ACT}", f"{HEED}|Staff"),
        table(f"Recommendation|{HEED}", f"{ACT}|Staff"),
        table(f"Recommendation|{'Who does what and when ' * 4}", f"{ACT}|Staff"),
        f"<table><tr><td>Owner</td></tr><tr><td>Recommendation</td></tr><tr><td>{ACT}</td></tr></table>",
    ],
)
def test_a_table_of_other_form_is_left_as_it_is(made: str) -> None:
    lines = read_lines(f"<p>Before.</p>{made}<p>After.</p>")[1]
    before = [(line.text, line.kind) for line in lines]
    after = with_asks_of_tables(lines)
    assert [(line.text, line.kind) for line in after] == before
    assert all(line.row is None for line in after)


def test_what_stands_around_a_table_stays() -> None:
    alone = read_lines(table("Recommendation|Owner", f"{ACT}|Staff"))[1]
    assert [line.text for line in with_asks_of_tables(alone)] == ["Recommendation", ACT]
    lines = read_lines(f"<p>Before.</p>{table('Recommendation|Owner', f'{ACT}|Staff')}<p>After.</p>")[1]
    assert [line.text for line in with_asks_of_tables(lines)] == ["Before.", "Recommendation", ACT, "After."]


def test_a_table_without_heads_has_asks_and_other_cells() -> None:
    builder = read(HEAD + table(f"{ACT}|31 May 2022", f"{HEED}|Soon", tag="td") + "<p>We will see.</p>")
    assert rows(builder) == [(ACT, None, None), (HEED, None, None)]
    assert texts(builder.findings) == ["31 May 2022", "Soon", "We will see."]
    assert codes(builder).count("section_missing") == 1


@pytest.mark.parametrize("tag", ["td", "th"])
def test_a_cell_outside_of_any_row_heads_no_table(tag: str) -> None:
    _, lines = read_lines(f"<{tag}>Areas for improvement</{tag}><p>The force should count its cars.</p>")
    assert with_asks_of_tables(list(lines)) == lines


@pytest.mark.parametrize("nesting", [ByParts, ByAreas])
@pytest.mark.parametrize("tag", ["th", "td"])
@pytest.mark.parametrize("parts", ["<tr>{}<tr>{}", "<thead><tr>{}<tbody><tr>{}"])
@pytest.mark.parametrize(
    "box",
    [
        f"<ul><li>{ACT}<li>{HEED}</ul>", f"<ol><li>{ACT}<li>{HEED}</ol>", f"<p>{ACT}</p><p>{HEED}</p>", f"{ACT}<br>{HEED}",
        f"<ul><li>{ACT}<li>{HEED}</ul><p>We set out our main findings below.</p>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", ["Areas for improvement", "Recommendations"])
def test_a_table_of_one_column_is_a_box_in_which_each_item_is_asked_for(
    label: str, box: str, parts: str, tag: str, nesting: type[Nesting]
) -> None:
    builder = read(
        f"<h3>Calls</h3><table>{parts.format(f'<{tag}>{label}</{tag}>', f'<td>{box}</td>')}</table>", nesting
    )
    assert [text for text, *_ in rows(builder)] == [ACT, HEED]
    assert builder.accounted()[0].unread == 0
