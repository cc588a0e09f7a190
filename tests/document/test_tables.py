"""Tables that lay a page out are no tables; those that hold grades, figures or answers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import BlockKind
from scraper.document.read import read_document

PROSE = "<p>The force knows its calls.</p><p>It has kept its budget.</p>"


def kinds(markup: str) -> list[tuple[str, BlockKind]]:
    page = f"<html><head><meta charset=utf-8></head><body><main>{markup}</main></body></html>"
    return [(block.text, block.kind) for block in read_document(page.encode()).blocks]


def of_layout(markup: str) -> bool:
    """Return whether no block is a cell's, the markup being a table."""
    return all(kind is not BlockKind.TABLE_CELL for _, kind in kinds(markup))


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td><h2>Context</h2>{PROSE}</td></tr></table>",
        f"<table><tr><td>{PROSE}</td></tr></table>",
        f"<table><tr><td><h2>Context</h2>{PROSE}</td><td><h2>Efficiency</h2>{PROSE}</td></tr></table>",
        f"<table><tbody><tr><td>About us<br>News</td><td><h2>Context</h2>{PROSE}</td></tr></tbody></table>",
        f"<table><tr><th><h2>Context</h2>{PROSE}</th><th>Other</th></tr></table>",
        f"<table><tr><td>&nbsp;</td><td><div><font>{PROSE}</font></div></td></tr></table>",
        f"<table><tr><td><table><tr><td>x</td><td>{PROSE}</td></tr></table></td></tr></table>",
        "<table><tr><td>x</td><td><b>Context</b><br>The county is rural.<br>It has one large city.</td></tr></table>",
        "<table><tr><td><b>Context</b><br>Good<br>It has one city.</td></tr></table>",
        '<table role="presentation"><tr><td>Context</td><td>Good</td></tr></table>',
    ],
)
def test_a_table_that_lays_out_sections_has_no_cells(table: str) -> None:
    assert of_layout(table)


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>Question</th><th>Score</th></tr><tr><td>Understanding risk</td><td>Good</td></tr></table>",
        "<table><tr><td>Preventing crime</td><td>Good</td></tr><tr><td>Protecting people</td><td>Good</td></tr></table>",
        "<table><tr><td>Good</td><td><p>Preventing crime</p><p>Responding to the public</p></td></tr></table>",
        "<table><tr><td><p>49p</p><p>per person a day</p></td><td><p>59p</p><p>national</p></td></tr></table>",
        "<table><tr><th><h3>Question</h3></th><th><h3>Score</h3></th></tr><tr><td>Risk</td><td>Good</td></tr></table>",
        f"<table><tr><th>Area</th><th>What we found</th></tr><tr><td>Risk</td><td>{PROSE}</td></tr></table>",
        "<table><tr><td>Force strength</td><td>1,420<br>Officers.</td></tr></table>",
    ],
)
def test_a_table_of_data_keeps_its_cells(table: str) -> None:
    assert {kind for _, kind in kinds(table)} - {BlockKind.HEADING} == {BlockKind.TABLE_CELL}


def test_a_table_of_data_in_a_layout_table_keeps_its_cells() -> None:
    data = "<table><tr><td>Risk</td><td>Good</td></tr></table>"
    found = kinds(f"<table><tr><td><h2>Context</h2>{PROSE}{data}</td></tr></table>")
    assert [text for text, kind in found if kind is BlockKind.TABLE_CELL] == ["Risk", "Good"]


def test_a_bold_line_in_a_layout_table_is_a_heading_and_a_bullet_an_item() -> None:
    cell = f"<h2>Context</h2>{PROSE}<p><b>Money</b></p><ul><li>One</li></ul>"
    assert kinds(f"<table><tr><td>{cell}</td></tr></table>") == kinds(cell)


PIECES = st.sampled_from(
    [
        "<h2>Context</h2>",
        "<h3>How well does it plan?</h3>",
        "<p>The force knows its calls.</p>",
        "<p><strong>Money</strong></p>",
        "<ul><li>One</li><li>Two</li></ul>",
        "<p>Good</p>",
        "Text without a box<br>and more",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=8), st.integers(0, 3))
def test_any_content_in_one_cell_reads_as_it_does_without_the_table(pieces: list[str], tables: int) -> None:
    content = "".join(pieces)
    wrapped = "<table><tbody><tr><td>" * tables + content + "</td></tr></tbody></table>" * tables
    assert kinds(wrapped) == kinds(content)
