"""A table's lines as rows and columns, with cells that span others' places and without."""

from __future__ import annotations

from scraper.parsers.readers.grid import columns_of, is_head, rows_of, table_of

from .made import Made


def rows(markup: str) -> list[list[tuple[int, str]]]:
    return [[(cell.column, cell.line.text) for cell in row] for row in rows_of(Made("2023-25").markup(markup))]


def test_heading_cells_stand_before_others_and_a_span_moves_what_follows() -> None:
    assert rows("<table><tr><th>a</th><td>b</td><td></td><td>c</td></tr></table>") == [[(1, "a"), (2, "b"), (4, "c")]]
    spanned = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td></td><td>c</td></tr></table>"
    assert rows(spanned) == [[(0, "a"), (1, "b")], [(0, "a"), (2, "c")]]


def test_a_head_over_two_columns_heads_both_and_a_line_outside_of_a_table_is_in_none() -> None:
    page = Made("2023-25")
    lines = page.markup("<table><tr><th>a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th><th>e</th></tr></table>")
    head = rows_of(lines)
    assert all(map(is_head, head))
    assert {place: [cell.line.text for cell in cells] for place, cells in columns_of(head).items()} == {
        0: ["a", "c"], 1: ["b", "d"], 2: ["b", "e"],
    }  # fmt: skip
    assert table_of(lines[0]) is not None
    assert table_of(page.line("a")) is None
