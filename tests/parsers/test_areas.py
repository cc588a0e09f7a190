"""Which lines of a long report head its areas: the strongest kind of line that names three, by level among headings."""

from __future__ import annotations

import pytest

from scraper.parsers.areas import AreaHeadings
from scraper.parsers.lines import Line

from .made import R2023, line

NAMES = ("Preventing crime", "Investigating crime", "Responding to the public")
LABELS = (
    "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability", "Investigating crime",
    "Responding to the public",
)  # fmt: skip


def read(marked: str, path: str | None = None) -> Line:
    return line(marked, R2023, path)


def areas(*found: Line) -> AreaHeadings:
    return AreaHeadings(found)


def headed(mark: str = "## ", *more: Line) -> AreaHeadings:
    """Return the headings of a page with three areas, each named by a line with this mark."""
    return areas(*(read(f"{mark}{name}") for name in LABELS), *more)


def cell(text: str, row: int, column: int, table: str = "main/table[1]", tag: str = "td") -> Line:
    return read(f"| {text}", f"{table}/tr[{row}]/{tag}[{column}]")


def front(found: AreaHeadings, one: Line) -> bool:
    return found.heads(one, front=True, inside=False, level_now=2)


def within(found: AreaHeadings, one: Line) -> bool:
    return found.heads(one, front=False, inside=True, level_now=2)


def after(found: AreaHeadings, one: Line, level_now: int | None = 2) -> bool:
    return found.heads(one, front=False, inside=False, level_now=level_now)


# --- the strongest kind --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [("## ", ""), (": ", ""), ("", "| "), ("| ", "* "), ("* ", "> ")],
    ids=["heading", "term", "paragraph", "cell", "list item"],
)
def test_of_two_kinds_that_name_three_areas_the_stronger_heads_them(stronger: str, weaker: str) -> None:
    # A quote may not be read as a name by itself: it is taken where the question is a heading's.
    weak = [read(f"{weaker}{name}") for name in LABELS]
    for one, name in zip(weak, NAMES, strict=True):
        one.question = one.question or read(f"## {name}").question
    found = headed(stronger, *weak)
    assert after(found, read(f"{stronger}{LABELS[1]}"), None)
    assert not after(found, weak[1], None)


def test_a_kind_that_names_two_areas_heads_none_where_another_names_three() -> None:
    found = areas(*(read(name) for name in LABELS), read("## Investigating crime"), read("## Responding to the public"))
    assert after(found, read("Investigating crime"))
    assert not after(found, read("## Investigating crime"))


def test_the_same_name_three_times_is_one_area() -> None:
    found = areas(*(read(name) for name in LABELS), *[read("## Investigating crime")] * 3)
    assert after(found, read("Investigating crime"))


def test_where_no_kind_names_three_areas_the_strongest_heads_them() -> None:
    found = areas(read("Investigating crime"), read("* Responding to the public"))
    assert after(found, read("Investigating crime"))
    assert not after(found, read("* Responding to the public"))
    assert not after(areas(), read("Investigating crime"))


def test_lines_that_ask_what_the_round_does_not_name_no_area() -> None:
    unknown = [read(f"## {text}") for text in ("Is it so?", "How is it so?", "What is it?")]
    assert after(areas(*unknown, read("Investigating crime")), read("Investigating crime"))


def test_a_line_of_another_kind_names_no_area() -> None:
    named = [read(f"## {name}") for name in LABELS]
    for each in named:
        each.kind = read("Some prose.").kind
    assert after(areas(*named, read("Investigating crime")), read("Investigating crime"))


# --- tables --------------------------------------------------------------------------------------------------


def test_a_cell_with_cells_beside_it_heads_none() -> None:
    beside = [cell(name, row, 1) for row, name in enumerate(LABELS, 1)]
    found = areas(*beside, *(cell("5", row, 2) for row in (1, 2, 3)))
    assert not front(found, beside[0])
    assert not after(found, beside[0], None)


def test_cells_beside_others_do_not_say_how_areas_are_headed() -> None:
    beside = [cell(name, row, 1) for row, name in enumerate(LABELS, 1)]
    found = areas(*beside, *(cell("5", row, 2) for row in (1, 2, 3)), read("* Investigating crime"))
    assert after(found, read("* Investigating crime"))


def test_a_cell_alone_in_its_row_may_head_an_area() -> None:
    alone = [cell(name, row, 1) for row, name in enumerate(LABELS, 1)]
    assert after(areas(*alone), alone[0], None)


def test_a_paragraph_is_in_no_row_whatever_its_path() -> None:
    found = headed("", cell("a", 1, 1), cell("b", 1, 2))
    assert after(found, read("Investigating crime", "main/table[1]/tr[1]/td[1]"), None)


def grid(*rows: int, table: str = "main/table[1]") -> list[Line]:
    """Return the cells of a table whose rows have so many cells each, then a row with the name of an area alone."""
    made = [cell("5", row, column, table) for row, several in enumerate(rows, 1) for column in range(1, several + 1)]
    return [*made, cell("Investigating crime", len(rows) + 1, 1, table)]


@pytest.mark.parametrize(
    ("rows", "is_grid"),
    [((2, 1, 1, 1, 1), True), ((1, 2, 1, 1, 1, 1), False), ((1, 2, 2), True), ((1, 1), False)],
    ids=["several in the first row", "in one of seven", "in two of four", "in none"],
)
def test_a_table_is_a_grid_by_its_first_row_or_a_third_of_its_rows(rows: tuple[int, ...], is_grid: bool) -> None:
    cells = grid(*rows)
    assert front(headed("* ", *cells), cells[-1]) is not is_grid


def test_in_a_table_that_is_no_grid_a_cell_with_cells_beside_it_heads_none() -> None:
    cells = [*grid(1, 1, 1, 1, 1, 1), cell("Responding to the public", 8, 1), cell("5", 8, 2)]
    found = headed("* ", *cells)
    assert front(found, cells[6])
    assert not front(found, cells[7])


def test_a_table_in_a_table_is_part_of_the_inner_one() -> None:
    outer = [cell("5", 1, column) for column in (1, 2)]
    inner = grid(1, 1, table="main/table[1]/tr[2]/td[1]/table[1]")
    assert front(headed("* ", *outer, *inner), inner[-1])


@pytest.mark.parametrize(
    ("beside", "is_grid"),
    [
        (("Good", 2, 2), True),
        (("Responding to the public", 2, 2), True),
        (("Good", 2, 1), False),
        (("Some words", 2, 2), False),
    ],
    ids=["a grade", "an area", "a grade in the first column", "words"],
)
def test_a_table_with_a_grade_or_an_area_behind_the_first_column_is_a_grid(
    beside: tuple[str, int, int], is_grid: bool
) -> None:
    cells = [*grid(1, 1, 1, 1, 1), cell(*beside)]
    assert front(headed("* ", *cells), cells[5]) is not is_grid


# --- places and levels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "is_headed"), [("* ", True), ("", True), ("### ", False), (": ", False)])
def test_in_the_front_a_weaker_line_heads_an_entry_a_stronger_one_none(mark: str, is_headed: bool) -> None:
    strength = "| " if mark in ("### ", ": ") else "## "
    assert front(headed(strength), read(f"{mark}Investigating crime")) is is_headed


def test_behind_the_front_a_line_of_another_kind_heads_none() -> None:
    assert not after(headed(), read("* Investigating crime"))


def test_in_the_front_the_first_heading_of_the_kind_heads_an_area_whatever_its_level() -> None:
    assert front(headed(), read("##### Investigating crime"))


def test_the_first_area_stands_no_deeper_than_what_is_open() -> None:
    assert after(headed(), read("## Investigating crime"))
    assert not after(headed(), read("### Investigating crime"))
    assert after(headed(), read("### Investigating crime"), None)
    assert after(headed(), read(": Investigating crime"))


def test_once_an_area_was_met_the_others_stand_as_high_or_higher() -> None:
    found = headed()
    found.opened(read("### Preventing crime"))
    for mark, is_headed in (("## ", True), ("### ", True), ("#### ", False), (": ", False)):
        one = read(f"{mark}Investigating crime")
        assert within(found, one) is is_headed, mark
        assert found.heads(one, front=True, inside=True, level_now=2) is is_headed, mark
        assert after(found, one, 5) is is_headed, mark


def test_where_areas_have_headings_without_a_level_those_and_any_level_head_one() -> None:
    found = headed()
    found.opened(read(": Preventing crime"))
    assert within(found, read(": Investigating crime"))
    assert within(found, read("#### Investigating crime"))
    assert within(headed(), read("#### Investigating crime"))


def test_only_a_line_of_the_strongest_kind_says_how_deep_areas_stand() -> None:
    found = headed()
    found.opened(read("### Preventing crime"))
    found.opened(read("Investigating crime"))
    assert found.depth == 3


def test_all_headings_below_the_title_on_one_level_are_flat() -> None:
    assert headed("## ", read("# Report"), read("Some words.")).flat
    assert not headed("## ", read("### Cause of concern")).flat


def test_a_heading_stands_as_high_as_the_areas_by_its_level() -> None:
    found = headed("## ", read("### Cause of concern"))
    found.opened(read("## Preventing crime"))
    assert found.as_high(read("## Caring for horses"))
    assert not found.as_high(read("### Caring for horses"))
    flat = headed()
    flat.opened(read("## Preventing crime"))
    assert not flat.as_high(read("## Caring for horses"))


def test_without_levels_no_heading_is_known_to_stand_as_high() -> None:
    found = headed(": ", read("## Terms"), read("### Cause of concern"))
    found.opened(read(": Preventing crime"))
    assert not found.as_high(read(": Caring for horses"))


def test_a_name_below_heads_of_columns_that_say_more_than_area_and_grade_may_be_anothers() -> None:
    name, grade = cell(LABELS[1], 2, 1), cell("Good", 2, 2)
    for heads, below in (
        ("Area|Grade", False),
        ("Question|Score", False),
        ("Areas|Grades", False),
        ("Area|Judgment", False),
        ("Area|Judgement", False),
        ("Area|2021/22", True),
        ("Essex Police|Grade", True),
    ):
        row = [cell(head, 1, place) for place, head in enumerate(heads.split("|"), 1)]
        found = areas(*row, name, grade)
        assert found.is_below_heads(name, [*row, name]) is below
        other = cell("Essex Police", 1, 1, "main/table[2]")
        assert found.is_below_heads(name, [other, *row[:0], read("Essex Police"), name]) is False
        assert areas(name).is_below_heads(cell(LABELS[1], 3, 1), [*row, name]) is False
        above = cell(LABELS[0], 1, 1)
        assert found.is_below_heads(name, [*row, above, name]) is below
    alone = read(f"## {LABELS[1]}")
    assert areas(alone).is_below_heads(alone, [cell("Essex Police", 1, 1), alone]) is False
