"""A table's lines as rows and columns, with cells that span others' places and without."""

from __future__ import annotations

import pytest

from schemas.vocabulary import BlockKind
from scraper.parsers.readers.grid import (
    are_moved,
    are_of_one_row,
    columns_of,
    heads_above,
    is_head,
    rows_of,
    table_of,
    turned,
)

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


def test_a_tables_cells_are_known_by_their_kind_and_their_path() -> None:
    page = Made("2023-25")
    part = "main/table[1]/tbody[1]"
    first = page.line("a", BlockKind.TABLE_CELL, path=f"{part}/tr[1]/td[1]")
    second = page.line("b", BlockKind.TABLE_CELL, path=f"{part}/tr[1]/td[2]")
    below = page.line("c", BlockKind.TABLE_CELL, path=f"{part}/tr[2]/td[1]")
    prose, stray = page.line("d", path=f"{part}/tr[1]/td[1]"), page.line("e", BlockKind.TABLE_CELL)
    assert [table_of(line) for line in (first, second, below)] == ["main/table[1]"] * 3
    assert table_of(prose) is table_of(stray) is None
    assert [[cell.line.text for cell in row] for row in rows_of([first, second, below])] == [["a", "b"], ["c"]]
    assert are_of_one_row(first, second)
    assert not any(are_of_one_row(*two) for two in ((first, below), (first, stray), (stray, first), (stray, stray)))


def test_the_head_of_a_table_are_heading_cells_or_words_of_one_kind() -> None:
    for row, heads in (
        ("<th>Area</th><th>Good</th>", True), ("<td>Area</td><td>Grade</td>", True), ("<td>Good</td><td>Adequate</td>", True),
        ("<td>Area</td><td>Good</td>", False), ("<th>Area</th><td>Good</td>", False),
    ):  # fmt: skip
        (cells,) = rows_of(Made("2023-25").markup(f"<table><tr>{row}</tr></table>"))
        assert is_head(cells) is heads, row


def test_a_list_in_a_cell_is_of_its_table_and_a_paragraph_is_not() -> None:
    cells = "<ul><li>a</li></ul></td><td><dl><dt>b</dt><dd>c</dd></dl>"
    lines = Made("2023-25").markup(f"<table><tr><td>{cells}</td></tr></table>")
    assert [table_of(line) for line in lines] == ["main/table[1]"] * 3
    assert rows(f"<table><tr><td>{cells}</td></tr></table>") == [[(1, "a"), (2, "b"), (2, "c")]]
    assert table_of(Made("2023-25").line("a", path="main/table[1]/tr[1]/td[1]/p[1]")) is None


def turns(*rows: str) -> list[list[str]] | None:
    """The rows of a table, whose areas begin with A, where it is turned; else nothing."""
    markup = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    found = rows_of(Made("2023-25").markup(f"<table>{markup}</table>"))
    done = turned(found, lambda text: text.startswith("A "))
    return None if done is found else [[cell.line.text for cell in sorted(row, key=lambda c: c.column)] for row in done]


def test_areas_side_by_side_have_their_grades_below_them() -> None:
    pairs = [["A 1", "Good"], ["A 2", "Adequate"], ["A 3", "Good"]]
    grades = "Good|Adequate|Good"
    assert turns("A 1|A 2|A 3", grades) == pairs
    assert turns("Area|A 1|A 2|A 3", f"Grade|{grades}") == [["Area", "Grade"], *pairs]
    assert turns("|A 1|A 2|A 3", f"2021/22|{grades}") == [["2021/22"], *pairs]
    for other in (
        ("A 1|A 2|A 3", "Good|Adequate"), ("A 1|A 2", grades), ("A 1|A 2|x", grades), ("A 1|A 2|A 3", "Good|x|Good"),
        ("A 1", "Good"), ("A 1|A 2", "Good|Good", "Good|Good"), (grades, "A 1|A 2|A 3"), ("A 1|A 2|x", "Good|Good|y"),
        ("x|y|A 1|A 2", "z||Good|Good"), ("Good|A 1|A 2", "z|Good|Good"), ("x|A 1|A 2", "Good|Good|Good"), ("A 1", "Grade|Good"),
    ):  # fmt: skip
        assert turns(*other) is None, other
    wide = "<table><tr><td colspan=2>A 1</td><td>A 2</td></tr><tr><td>Good</td><td>Good</td><td>Good</td></tr></table>"
    found = rows_of(Made("2023-25").markup(wide))
    assert turned(found, lambda text: text.startswith("A ")) is found


def test_above_a_row_stand_the_caption_and_the_first_row() -> None:
    page = Made("2023-25")
    lines = page.markup(
        "<p>a</p><table><caption>b</caption><thead><tr><th>c</th><th>d</th></tr></thead><tr><td>e</td><td>f</td></tr><tr><td>g</td></tr></table><p>h</p>"
    )
    blocks = [each.block for each in lines]
    told = {line.text: heads_above(blocks, line)[1] for line in lines}
    assert [block.text for block in heads_above(blocks, lines[4])[0]] == ["a", "b"]
    assert told == {
        "a": [],
        "b": [],
        "c": ["b"],
        "d": ["b"],
        "e": ["b", "c", "d"],
        "f": ["b", "c", "d"],
        "g": ["b", "c", "d"],
        "h": [],
    }


def test_heads_are_those_of_the_row_s_own_table_also_where_it_is_all_there_is() -> None:
    first = "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>"
    second = "<table><tr><th>c</th></tr><tr><td>d</td></tr></table>"
    for markup, expected in (
        (first, {"a": [], "b": ["a"]}),
        (first + second, {"a": [], "b": ["a"], "c": [], "d": ["c"]}),
    ):
        lines = Made("2023-25").markup(markup)
        found = {line.text: heads_above([each.block for each in lines], line) for line in lines}
        assert {text: heads for text, (_, heads) in found.items()} == expected


TWO_GRADES = "<tr><th></th><th>Good</th><th>Adequate</th></tr>"


@pytest.mark.parametrize(
    ("rows", "moved"),
    [
        ("<tr><td>A</td><td>x</td></tr><tr><td>B</td><td>x</td></tr>", True), ("<tr><td>A</td><td>x</td></tr>", True),
        ("<tr><td>A</td><td>x</td><td></td></tr>", False), ("<tr><td>A</td><td></td><td>x</td></tr><tr><td>B</td></tr>", False),
        ("<tr><td>A</td><td>yes</td></tr><tr><td>B</td><td>tick</td></tr>", True),
        ("<tr><td>A</td><td>✓</td><td></td></tr>" * 2, True),
        ("<tr><td>A</td><td>yes</td><td></td></tr><tr><td>B</td><td>tick</td><td></td></tr>", True), ("<tr><td>A</td><td>Vetting</td><td></td></tr>" * 2, False),
        ("<tr><td colspan=1>A</td><td>Vetting</td><td>Leadership</td></tr>" * 2, False),
        ("<tr><td>A</td><td>x</td></tr><tr><td>B</td><td></td><td>x</td></tr>", False),
        ("<tr><td>A</td><td>Vetting</td><td>Leadership</td></tr><tr></tr>", False),
        ("<tr><td>A</td><td>Vetting</td></tr>", True), ("<tr><td>A</td><td>Vetting</td></tr>" * 2, True), ("<tr><td>A</td><td>Vetting</td><td></td></tr>", False),
        ("<tr><td>A</td><td></td><td>Vetting</td></tr><tr><td>A</td></tr>", False),
        ("<tr><td>A</td><td>Vetting</td><td>Leadership</td></tr><tr><th>B</th><td>1</td><td>2</td><td>3</td></tr>", False),
    ],
)  # fmt: skip
def test_what_stands_below_grades_may_have_moved_to_the_left(rows: str, moved: bool) -> None:
    head, *body = rows_of(Made("2023-25").markup(f"<table>{TWO_GRADES}{rows}</table>"))
    assert are_moved(body, [cell.column for cell in head]) is moved
