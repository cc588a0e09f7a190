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
        '<table role="none"><tr><td>Context</td><td>Good</td></tr></table>',
        f"<table><tfoot><tr><td>x</td><td>{PROSE}</td></tr></tfoot></table>",
        "<table><tr><td><form></form>Context</td></tr></table>",
        "<table><tr><form></form><td>Context</td></tr></table>",
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


@pytest.mark.parametrize("form", ["<p>{}</p>", "<ul><li>{}</li></ul>", "<div>{}</div>", "{}<br>"])
@pytest.mark.parametrize("end", [".", ".”", '."', ".’"])
def test_two_sentences_lay_a_page_out_in_whatever_boxes_and_quotes(form: str, end: str) -> None:
    said = "".join(form.format(f"It said “the force {verb} its calls{end}") for verb in ("knows", "meets"))
    assert of_layout(f"<table><tr><td>x</td><td>{said}</td></tr></table>")


@pytest.mark.parametrize(
    "cell",
    [
        "<p>Not known.</p><p>Not asked.</p>",
        "<p>Preventing crime and tackling disorder</p><p>Responding to the public and to victims</p>",
        "The force knows all its calls.<b>It has kept to its budget.</b>",
    ],
)
def test_notes_lines_and_one_paragraph_are_no_prose(cell: str) -> None:
    assert not of_layout(f"<table><tr><td>x</td><td>{cell}</td></tr></table>")


def test_tables_that_stand_deeper_than_data_ever_does_lay_out() -> None:
    data = "<table><tr><td>Risk</td><td>Good</td></tr></table>"
    assert [of_layout("<table><tr><td>" * n + data + "</td></tr></table>" * n) for n in (8, 9)] == [False, True]


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


# --- where cells stand -------------------------------------------------------------------------------------------


def places(markup: str) -> dict[str, tuple[int, ...] | None]:
    """Return row, column, height and width of the cell of each text."""
    page = f"<html><head><meta charset=utf-8></head><body><main>{markup}</main></body></html>"
    return {b.text: tuple(b.spot) if b.spot else None for b in read_document(page.encode()).blocks}


def test_a_table_without_spans_is_laid_out_by_nobody() -> None:
    assert places("<table><tr><th>Area</th><td>Good</td></tr></table><p>Text</p>") == dict.fromkeys(
        ("Area", "Good", "Text")
    )


def test_cells_take_the_first_free_columns_of_their_row() -> None:
    rows = [
        "<th rowspan=2>Area</th><th colspan=2>Kent</th><th colspan='2'>Essex</th>",
        "<td>a</td><td><p>b</p></td><td>c</td><td>d</td>",
        "<td colspan=3></td><td>e</td>",
    ]
    assert places("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table><p>Text</p>") == {
        "Area": (0, 0, 2, 1), "Kent": (0, 1, 1, 2), "Essex": (0, 3, 1, 2),
        "a": (1, 1, 1, 1), "b": (1, 2, 1, 1), "c": (1, 3, 1, 1), "d": (1, 4, 1, 1),
        "e": (2, 3, 1, 1), "Text": None,
    }  # fmt: skip


def test_rows_are_spanned_to_the_end_of_their_group_and_no_further() -> None:
    head = "<thead><tr><th rowspan=9>Area</th><th>Grade</th></tr></thead>"
    body = "<tbody><tr><td rowspan=0>x</td><td>a</td></tr><tr><td>b</td></tr></tbody>"
    foot = "<tr><td>c</td></tr>"
    found = places(f"<table>{head}{body}{foot}</table>")
    assert found == {
        "Area": (0, 0, 1, 1), "Grade": (0, 1, 1, 1), "x": (1, 0, 2, 1), "a": (1, 1, 1, 1), "b": (2, 1, 1, 1),
        "c": (3, 0, 1, 1),
    }  # fmt: skip


def test_what_is_no_cell_and_no_row_takes_no_place() -> None:
    row = "<tr><form></form><td colspan=2>a</td><td>b</td></tr>"
    for group in ("{}", "<tbody><form></form>{}</tbody>", "<tfoot>{}</tfoot>"):
        found = places(f"<table>{group.format(row)}<tbody><tr><td>c</td></tr></tbody></table>")
        assert found == {"a": (0, 0, 1, 2), "b": (0, 2, 1, 1), "c": (1, 0, 1, 1)}


@pytest.mark.parametrize("value", ["", "0", "-3", "two", "1.5"])
def test_a_span_that_is_no_number_of_columns_is_one_column(value: str) -> None:
    assert places(f'<table><tr><td colspan="{value}">a</td><td>b</td></tr></table>')["b"] == (0, 1, 1, 1)


def test_hidden_cells_take_no_place_and_a_table_in_a_cell_has_its_own() -> None:
    hidden = "<table><tr><td hidden colspan=2>x</td><td>a</td><td>b</td></tr></table>"
    assert places(hidden) == {"a": (0, 0, 1, 1), "b": (0, 1, 1, 1)}
    inner = "<table><tr><td>y</td><td>z</td></tr></table>"
    found = places(f"<table><tr><td colspan=2>a</td><td>{inner}</td><td>b</td></tr></table>")
    assert found == {"a": (0, 0, 1, 2), "y": None, "z": None, "b": (0, 3, 1, 1)}


@pytest.mark.parametrize("corner", ["", " ", "&nbsp;", "&#8203;"])
def test_an_empty_heading_cell_before_others_takes_its_place(corner: str) -> None:
    rows = f"<tr><th>{corner}</th><td>a</td></tr><tr><td>b</td><td>c</td></tr>"
    assert places(f"<table>{rows}</table>") == {"a": (0, 1, 1, 1), "b": (1, 0, 1, 1), "c": (1, 1, 1, 1)}
    plain = f"<tr><th>{corner}</th><th>a</th></tr><tr><th>d</th><td>c</td></tr>"
    assert set(places(f"<table>{plain}</table>").values()) == {None}


def test_a_table_that_is_wider_than_any_is_not_laid_out() -> None:
    assert places("<table><tr><td colspan=65000>a</td><td>b</td></tr></table>") == {"a": None, "b": None}


@given(
    st.lists(st.lists(st.tuples(st.integers(1, 2), st.integers(1, 3)), min_size=1, max_size=3), min_size=2, max_size=6)
)
def test_no_two_cells_of_one_row_begin_in_one_column(rows: list[list[tuple[int, int]]]) -> None:
    cells = [
        "".join(f"<td colspan={w} rowspan={h}>{r}.{c}</td>" for c, (w, h) in enumerate(row))
        for r, row in enumerate(rows)
    ]
    spots = places("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    begun = [spot[:2] for spot in spots.values() if spot]
    assert len(begun) == len(set(begun)) == sum(map(len, rows))
    for row, column, height, _ in filter(None, spots.values()):
        below = {s[1] for s in spots.values() if s and row < s[0] < row + height}
        assert column not in below
        assert row + height <= len(rows)


# --- heads that narrow screens show in each cell -----------------------------------------------------------------

LABELS = [
    "<span class=tablesaw-cell-label>{}</span> {}",
    "<b>{}:</b> {}",
    "<div>{}</div><div>{}</div>",
    "<span>{}</span><br>{}",
]
WORDS = st.text("abcdefgh ", min_size=1, max_size=12).map(lambda text: f"x{text}".strip())


def grid(rows: list[list[str]], label: str | None, head: str = "th") -> str:
    first, *rest = rows
    cells = [
        [cell if label is None else label.format(name, cell) for name, cell in zip(first, row, strict=True)]
        for row in rest
    ]
    lines = [f"<{head}>" + f"<{head}>".join(first), *("<td>" + "<td>".join(row) for row in cells)]
    return f"<table><tr>{'<tr>'.join(lines)}</table>"


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=2, max_size=4)
    ),
    st.sampled_from(LABELS),
    st.sampled_from(["th", "td"]),
)
def test_a_table_whose_cells_repeat_its_heads_says_what_it_says_without_them(
    rows: list[list[str]], label: str, head: str
) -> None:
    assert kinds(grid(rows, label, head)) == kinds(grid(rows, None, head))


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>Good<th>Adequate<tr><td><b>Good</b><td><b>Adequate</b></table>",  # nothing but its heads
        "<table><tr><th>Area<th>Good<tr><td>Calls<td><b>Good</b> use of cells</table>",  # not in each cell
        "<table><tr><th>Good<tr><td><b>Good</b> use of cells</table>",
        "<table><tr><th>Area<th>Grade<tr><td colspan=2><b>Area</b> of land</table>",
        "<table><tr><td><b>Area</b> one<td><b>Grade</b> two</table>",
        "<table><tr><th>Area<th>Grade<tr><td>An <b>Area</b> one<td><b>Grade</b> two</table>",
        "<table><tr><th>Area<th>Grade<tr><td><b>Area</b> one<td><b>Adequate</b> two</table>",
        "<table><tr><th>Area<th>Grade<tr><td><b>Area</b> one<td>Good</table>",
        "<table><tr><th><th>Grade<tr><td><i></i> one<td><b>Grade</b> two</table>",  # nothing heads the first
    ],
)
def test_what_is_no_repeated_head_is_kept(table: str) -> None:
    words = " ".join(text for text, _ in kinds(table))
    assert all(words.count(word) == table.count(word) for word in ("Good", "Adequate", "Area", "Grade"))


def test_an_empty_cell_needs_no_head_of_its_own() -> None:
    table = "<table><tr><th>Area<th>Grade<tr><td><b>Area</b> one<td>&nbsp;<tr><td><b>Area</b> two<td><b>Grade</b> Good</table>"
    assert [text for text, _ in kinds(table)] == ["Area", "Grade", "one", "two", "Good"]


def test_repeated_heads_are_known_beside_what_is_no_cell() -> None:
    row = "<tr><form></form><td><b>Area</b> one</td><td><b>Grade</b> Good</td></tr>"
    table = f"<table><tr><th>Area</th><th>Grade</th></tr>{row}</table>"
    assert [text for text, _ in kinds(table)] == ["Area", "Grade", "one", "Good"]


def test_a_table_without_rows_of_its_own_has_no_heads() -> None:
    inner = "<table><tr><td><b>Area</b> one</td><td>two</td></tr></table>"
    assert [text for text, _ in kinds(f"<table><caption>{inner}</caption></table>")] == ["Area one", "two"]


def test_the_caption_of_a_figure_that_holds_a_table_is_the_tables() -> None:
    table, caption = (
        "<table>{}<tr><td>Investigating crime</td><td>Good</td></tr></table>",
        "<figcaption>Grades of Essex</figcaption>",
    )
    captioned = table.format("<caption>Grades of Essex</caption>")
    for form in (
        "<figure>{0}{1}</figure>",
        "<figure>{1}{0}</figure>",
        '<figure class="wp-block-table">{0}{1}</figure>',
    ):
        assert kinds(form.format(table.format(""), caption)) == kinds(captioned)
    assert ("Grades of Essex", BlockKind.FIGURE) in kinds(f"<figure><img alt=x>{table.format('')}{caption}</figure>")
    assert ("Grades of Essex", BlockKind.FIGURE) in kinds(f"<figure>{table.format('') * 2}{caption}</figure>")
    many = kinds(f"<figure>{caption * 5000}{table.format('')}</figure>")
    assert len(many) == 5002
