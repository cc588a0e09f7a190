"""The grades that a long report prints all at once: what can be read in two ways is not read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from schemas.labels import Role
from schemas.vocabulary import BlockKind, find_round
from scraper.parsers.readers.grade_table import TableReader

from .made import NAMES, Made

ONE, TWO, THREE = "Investigating crime", "Managing offenders", "Responding to the public"
KEYS = {"area/investigating-crime": 1, "area/managing-offenders": 2, "area/responding-to-the-public": 3}
SCALE = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")


@dataclass
class Read:
    """What was read: of each entry its area by number (or its label), what it states, and the earlier grade and round."""

    entries: list[tuple[int | str, str | None, tuple[str, str | None] | None]]
    labels: list[str]
    texts: list[str]
    made: list[str]
    rest: list[str]


def reader(round_id: str = "2023-25") -> TableReader:
    round_ = find_round("police", round_id)
    assert round_ is not None
    return TableReader(round_, NAMES)


def read(markup: str, round_id: str = "2023-25") -> Read:
    entries, made, rest = reader(round_id).read(Made(round_id).markup(markup))
    return Read(
        [
            (
                KEYS[e.known.key] if e.known else e.label,
                str(e.stated.grade or e.stated.status) if e.stated else None,
                (e.earlier[0].value, e.earlier[1]) if e.earlier else None,
            )
            for e in entries
        ],
        [e.label for e in entries],
        [e.text for e in entries],
        [line.text for line in made],
        [line.text for line in rest],
    )


def table(*rows: str) -> str:
    """A table: a row is its cells parted by `|`; one that begins with `!` is a heading cell."""
    cells = [[(cell.strip().startswith("!"), cell.strip().lstrip("!")) for cell in row.split("|")] for row in rows]
    tags = [[f"<th>{text}</th>" if head else f"<td>{text}</td>" for head, text in row] for row in cells]
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in tags) + "</table>"


# --- lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [f"<p>{ONE}: Good</p>", f"<ul><li>{ONE} – Good</li></ul>", f"<p>{ONE} Good</p>"])
def test_a_line_of_area_and_grade_is_an_entry(form: str) -> None:
    found = read(f"<p>We found:</p>{form}<p>That is all.</p>")
    assert found.entries == [(1, "good", None)]
    assert (len(found.made), found.rest) == (1, ["We found:", "That is all."])


def test_a_list_item_that_names_no_known_area_is_one_only_after_an_entry() -> None:
    odd = "<li>Policing the tides: Adequate</li>"
    assert read(f"<ul>{odd}</ul>").entries == []
    assert read(f"<ul><li>{ONE}: Good</li>{odd}</ul>").entries == [
        (1, "good", None),
        ("Policing the tides", "adequate", None),
    ]
    assert read(f"<ul><li>{ONE}: Good</li></ul><p>Policing the tides: Adequate</p>").entries == [(1, "good", None)]


@pytest.mark.parametrize("colon", [": ", " – ", " — ", " - "])
@pytest.mark.parametrize("stop", ["; ", ", ", ". ", " | ", "; and "])
def test_one_text_may_hold_all_areas(colon: str, stop: str) -> None:
    found = read(f"<p>{ONE}{colon}good{stop}{TWO}{colon}requires improvement{stop}{THREE}{colon}inadequate</p>")
    assert found.entries == [(1, "good", None), (2, "requires_improvement", None), (3, "inadequate", None)]
    assert found.labels == [ONE, TWO, THREE]
    assert found.texts[2] == f"{THREE}{colon}inadequate"


@pytest.mark.parametrize("word", [*SCALE, "Ungraded", "Not graded"])
def test_every_word_of_the_scale_and_of_its_absence_is_read_in_such_a_text(word: str) -> None:
    stated = word.lower().replace(" ", "_") if word in SCALE else "not_graded"
    assert read(f"<p>{ONE}: {word}; {TWO}: good</p>").entries == [(1, stated, None), (2, "good", None)]


def test_a_grade_word_with_a_letter_that_only_looks_right_is_none() -> None:
    assert read(f"<p>{ONE}: \u0131nadequate; {TWO}: good</p>").entries == [(2, "good", None)]


def test_a_label_before_the_first_area_of_a_text_is_passed_over() -> None:
    found = read(f"<p>Our judgments: {ONE}: good; {TWO}: good</p>")
    assert (found.labels, found.entries) == ([ONE, TWO], [(1, "good", None), (2, "good", None)])
    label = "Building, supporting and protecting: the workforce"
    assert reader().area(label) is not None
    entries, _, _ = reader().read(Made("2023-25").markup(f"<p>{label}: good; {ONE}: good; {TWO}: good</p>"))
    assert [entry.label for entry in entries] == [label, ONE, TWO]


def test_a_text_most_areas_of_which_are_unknown_is_none() -> None:
    assert read(f"<p>{ONE}: good; tides: good</p>").entries == []
    known = f"{ONE}: good; {TWO}: good; tides: good"
    assert read(f"<p>{known}</p>").entries == [(1, "good", None), (2, "good", None), ("tides", "good", None)]


# --- an earlier round's grades -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form", [f"<ul><li>{ONE}: Good</li></ul>", table(f"{ONE} | Good"), table("!Area | !2023-25", f"!{ONE} | Good")]
)
def test_grades_of_an_earlier_round_are_previous_ones(form: str) -> None:
    assert read(f"<p>In 2021/22:</p>{form}").entries == [(1, None, ("good", "2021-22"))]


def test_an_absence_of_an_earlier_round_says_nothing() -> None:
    assert read(f"<p>In 2021/22:</p><p>{ONE}: Not graded</p>").entries == [(1, None, None)]


def test_columns_of_grades_are_not_read_for_an_earlier_round() -> None:
    markup = table("|".join(f"!{word}" for word in SCALE), f"{ONE} |  | {TWO} |  | ")
    assert len(read(markup).entries) == 2
    assert read(f"<p>In 2021/22:</p>{markup}").entries == []


# --- tables: rows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    [
        table("!Area | !Grade", f"!{ONE} | Good", f"!{TWO} | Inadequate"),
        table("Area | Grade", f"{ONE} | Good", f"{TWO} | Inadequate"),
        table(f"{ONE} | Good", f"{TWO} | Inadequate"),
        table(f"{ONE} | <p>Good</p>", f"{TWO} | <p>Inadequate</p>"),
        f"<table><tbody><tr><td>{ONE}</td><td>Good</td></tr><tr><td>{TWO}</td><td>Inadequate</td></tr></tbody></table>",
    ],
)
def test_a_row_of_an_area_and_its_grade_is_an_entry(markup: str) -> None:
    found = read(f"<p>Our grades</p>{markup}")
    assert found.entries == [(1, "good", None), (2, "inadequate", None)]
    assert found.rest == ["Our grades"]


def test_a_table_that_names_no_area_is_left_to_the_prose() -> None:
    found = read(table("Officers | Good", "Staff | Good"))
    assert (found.entries, found.made, len(found.rest)) == ([], [], 4)


def test_two_tables_are_read_each_by_itself() -> None:
    columns = table("|".join(f"!{word}" for word in SCALE), f"{ONE} |  |  |  | ")
    assert read(columns + table(f"{TWO} | Good")).entries == [(1, "outstanding", None), (2, "good", None)]


def test_a_heading_inside_a_cell_is_no_cell() -> None:
    assert read(table(f"<h3>{ONE}</h3> | Good")).entries == []


def test_a_row_that_begins_with_the_grade_holds_its_areas() -> None:
    assert read(table(f"Good | {ONE} | {TWO}", f"Inadequate | {THREE}")).entries == [
        (1, "good", None), (2, "good", None), (3, "inadequate", None),
    ]  # fmt: skip


def test_a_row_without_a_grade_or_with_one_at_both_ends_is_none() -> None:
    assert read(table("!Area | !Grade", f"{THREE} | Good", f"{ONE} | see below")).entries == [(3, "good", None)]
    rows = [f"{THREE} | Good | Good", f"Good | {TWO} | Good", "Good | Good"]
    assert read(table("!Area | !Grade | !Mark", *rows)).entries == [(3, "good", None)]


def test_an_unknown_area_is_kept_where_its_row_is_plain() -> None:
    assert read(table(f"{ONE} | Good", "Tides | Good", "Moors | far | Good")).entries == [
        (1, "good", None), ("Tides", "good", None),
    ]  # fmt: skip


# --- tables: two states ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "entry"),
    [
        (("2021/22", "2023-25"), (1, "inadequate", ("good", "2021-22"))),
        (("2023-25", "2021/22"), (1, "good", ("inadequate", "2021-22"))),
        (("Initial judgment", "Judgment after revisit"), (1, "inadequate", ("good", None))),
        (("Judgment", "Grade"), (1, "unreadable", None)),
        (("2021/22", "2018-19"), (1, None, ("good", "2021-22"))),
        (("2018-19", "2021/22"), (1, None, ("inadequate", "2021-22"))),
    ],
)
def test_of_two_columns_the_current_one_is_stated(heads: tuple[str, str], entry: tuple[object, ...]) -> None:
    head = f"!Area | !{heads[0]} | !{heads[1]}"
    assert read(table(head, f"!{ONE} | Good | Inadequate")).entries == [entry]
    assert read(table(head, f"{ONE} | Good | Inadequate")).entries == [entry]
    assert read(table(head.replace("!", ""), f"{ONE} | Good | Inadequate")).entries == [entry]


def test_columns_without_a_head_are_of_now() -> None:
    assert read(table(f"{ONE} | Good | Inadequate")).entries == [(1, "unreadable", None)]
    assert read(table(f"{ONE} | Good | Good")).entries == [(1, "good", None)]


def test_one_column_of_grades_needs_no_state() -> None:
    assert read(table("!Areas this year | !Grade", f"{ONE} | Good")).entries == [(1, "good", None)]


def test_an_absence_in_the_earlier_column_says_nothing() -> None:
    markup = table("!Area | !2021/22 | !2023-25", f"!{ONE} | Not graded | Good")
    assert read(markup).entries == [(1, "good", None)]


def test_a_row_that_lost_one_of_its_grades_is_not_read() -> None:
    rows = table("!Area | !2021/22 | !2023-25", f"!{ONE} | Good | Good", f"!{TWO} | Good")
    assert read(rows).entries == [(1, "good", ("good", "2021-22"))]
    assert read(table("!Area | !2021/22 | !2023-25", f"!{TWO} | Good")).entries == []


def test_a_row_whose_area_stands_under_a_state_is_not_read() -> None:
    assert read(table("!2021/22 | !2023-25", f"{ONE} | Good | Inadequate")).entries == []
    assert read(table("!2023-25 | !2021/22", f"{ONE} | Good | Inadequate")).entries == []


# --- tables: a column for each grade -----------------------------------------------------------------------------

HEADS = "|".join(f"!{word}" for word in SCALE)


def test_areas_stand_in_the_column_of_their_grade() -> None:
    found = read(table(HEADS, f"{ONE} |  | {TWO} |  | ", f" | {THREE} |  |  | "))
    assert found.entries == [(1, "outstanding", None), (2, "adequate", None), (3, "good", None)]
    assert found.texts == ["Outstanding", "Adequate", "Good"]
    assert read(table(HEADS.replace("!", ""), f"{ONE} |  | {TWO} |  | ")).entries == found.entries[:2]


def test_an_unknown_area_in_a_column_is_kept_and_a_heading_that_is_none_is_not() -> None:
    assert read(table(HEADS, f"{ONE} | Tides |  |  | ")).entries == [(1, "outstanding", None), ("Tides", "good", None)]
    assert read(table(HEADS, f"{ONE} |  |  |  | ", "!Forces | !Tides |  |  | ")).entries == [(1, "outstanding", None)]
    assert read(table(HEADS, f"!{ONE} |  |  |  | ")).entries == [(1, "outstanding", None)]


def test_a_row_with_a_cell_beside_the_columns_is_not_read() -> None:
    assert read(table(HEADS, f"{ONE} |  |  |  |  | {TWO}", f"{THREE} |  |  |  | ")).entries == [
        (3, "outstanding", None)
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "!Outstanding | !Good | !Adequate | !Inadequate",
        "!Outstanding | !Good | !Adequate | !Requires improvement | !Ungraded",
        "!Outstanding | !Good | !Adequate | !Area | !Requires improvement | !Inadequate",
        "!Outstanding | !Good | !Adequate | !Requires improvement | !Requires improvement",
    ],
)
def test_columns_that_are_not_the_whole_scale_side_by_side_are_not_read(heads: str) -> None:
    assert read(table(heads, f"{ONE} | {TWO} |  |  | ")).entries == []


def test_ticks_that_all_stand_below_the_first_grade_may_have_moved_and_are_told() -> None:
    moved = [f"!{ONE} | ✓", f"!{TWO} | ✓"]
    assert read(table(f"!Area | {HEADS}", *moved)).entries == []
    assert len(read(table(f"!Area | {HEADS}", moved[0], f"!{TWO} |  | ✓")).entries) == 2
    assert len(read(table(f"!Area | {HEADS}", f"{moved[0]} |  |  |  | ")).entries) == 1
    told = reader()
    assert told.read(Made("2023-25").markup(table(f"!Area | {HEADS}", moved[0])))[0] == []
    assert told.unread  # the row's number of cells proves no column


@pytest.mark.parametrize("tick", ["✓", "x", "×", "Yes", "tick"])
def test_a_tick_gives_the_grade_of_its_column(tick: str) -> None:
    heads = f"!Area | {HEADS} | !Note"
    found = read(table(heads, f"!{ONE} |  | {tick} |  |  | ", f"{TWO} |  |  |  |  | {tick}", f"!Tides | {tick}"))
    assert found.entries == [(1, "good", None), (2, "inadequate", None)]
    assert found.texts == ["Good", "Inadequate"]


def test_a_tick_that_is_not_alone_in_its_row_or_under_no_grade_gives_none() -> None:
    heads = f"!Area | {HEADS} | !Note"
    rows = [f"!{ONE} | ✓ | ✓", f"!{TWO} |  |  |  |  |  | ✓", f"!{THREE} | ✓"]
    assert read(table(heads, *rows)).entries == [(3, "outstanding", None)]


def test_a_tick_whose_area_stands_under_a_grade_gives_none() -> None:
    assert read(table(HEADS, f"{ONE} | ✓ |  |  | ")).entries == []


def test_a_table_inside_another_is_read_by_itself() -> None:
    assert read(f"<table><tr><td>{table(f'{ONE} | Good')}</td></tr></table>").entries == [(1, "good", None)]


def test_the_lines_of_a_table_that_was_read_are_all_claimed() -> None:
    found = read(table("!Area | !Grade", f"!{ONE} | Good"))
    assert found.made == ["Area", "Grade", ONE, "Good"]


def test_a_cell_outside_of_a_table_is_a_line_like_others() -> None:
    line = Made("2023-25").line(f"{ONE}: Good", BlockKind.TABLE_CELL, path="main/div[1]")
    assert [entry.text for entry in reader().read([line])[0]] == [f"{ONE}: Good"]


def test_a_paragraph_is_no_cell_whatever_its_path() -> None:
    page = Made("2023-25")
    lines = [
        page.line(text, BlockKind.PARAGRAPH, path=f"main/table[1]/tr[1]/td[{n}]")
        for n, text in enumerate((ONE, "Good"), 1)
    ]
    assert reader().read(lines)[0] == []


# --- several areas in a cell ---------------------------------------------------------------------------------


def test_all_areas_of_a_row_of_a_grade_have_it() -> None:
    found = read(table(f"Good | {ONE}, {TWO}", f"Inadequate | {THREE}"))
    assert found.entries == [(1, "good", None), (2, "good", None), (3, "inadequate", None)]
    assert found.labels == [ONE, TWO, THREE]


def test_a_row_of_a_grade_of_an_earlier_round_gives_previous_ones() -> None:
    markup = table(f"Good | {ONE}, {TWO}", f"Inadequate | {THREE}")
    assert read(f"<p>In 2021/22:</p>{markup}").entries == [
        (1, None, ("good", "2021-22")), (2, None, ("good", "2021-22")), (3, None, ("inadequate", "2021-22")),
    ]  # fmt: skip


def test_all_areas_of_a_cell_of_a_column_have_its_grade() -> None:
    found = read(table(HEADS, f"{ONE}, {TWO} |  | {THREE} |  | "))
    assert found.entries == [(1, "outstanding", None), (2, "outstanding", None), (3, "adequate", None)]


def test_a_heading_cell_of_several_known_areas_stands_in_its_column() -> None:
    scale = table(HEADS, "|".join(["!"] * 5), f"{THREE} |  |  |  | ")
    assert [entry[0] for entry in read(scale).entries] == [3]


def beside(markup: str) -> list[tuple[str, list[str]]]:
    """The line of each entry, and what else it was read from."""
    return [(e.line.text, [line.text for line in e.beside]) for e in reader().read(Made("2023-25").markup(markup))[0]]


def test_an_entry_has_the_cells_beside_its_own_that_it_was_read_from() -> None:
    assert beside(table(f"{ONE} | Good")) == [("Good", [ONE, "Good"])]
    assert beside(table(f"Good | {ONE}, {TWO}")) == [(f"{ONE}, {TWO}", ["Good"])] * 2
    assert beside(table("!Area | !2021/22 | !2023-25", f"{ONE} | Good | Adequate")) == [
        ("Adequate", [ONE, "Good", "Adequate"])
    ]
    assert beside(table(f"!Area | {HEADS}", f"!{ONE} | ✓ |  |  |  | ")) == [("✓", [ONE])]
    assert beside(table(HEADS, f"{ONE} |  |  |  | ")) == [(ONE, [])]
    assert beside(f"<p>{ONE}: Good</p>") == [(f"{ONE}: Good", [])]


# --- tables of others, of other rounds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head", ["Essex Police", "Most common grade in England and Wales", "National average", "Target"]
)
def test_a_column_of_somebody_else_gives_no_grade(head: str) -> None:
    assert read(table(f"!Area | !{head}", f"{ONE} | Good", f"{TWO} | Good")).entries == []
    beside = table(f"!Area | !{head} | !Grade", f"{ONE} | Good | Inadequate")
    assert read(beside).entries == [(1, "inadequate", None)]
    assert read(table(f"!Area | !Grade | !{head}", f"{ONE} | Good | Inadequate")).entries == [(1, "good", None)]


@pytest.mark.parametrize(
    "above",
    ["<h4>{}</h4>", "<p><b>{}</b></p>", "<p>{}</p>", "<p>{}:</p>", "<h4>{}</h4><p>Table 1</p>", "<p>{}</p><p>Key</p>"],
)
def test_what_stands_above_a_table_may_say_that_it_is_of_an_earlier_round(above: str) -> None:
    markup = table("!Area | !Grade", f"{ONE} | Good", f"{TWO} | Inadequate")
    lead = above.format("Judgments in 2021/22")
    if "Key" not in above:
        assert read(lead + markup).entries == [(1, None, ("good", "2021-22")), (2, None, ("inadequate", "2021-22"))]
    assert read(lead + "<h4>Current judgments</h4>" + markup).entries == [(1, "good", None), (2, "inadequate", None)]
    assert read(above.format("How Essex Police compares") + markup).entries == [] or "Key" in above


def test_a_caption_and_a_heading_hold_for_their_table_down_to_the_next() -> None:
    captioned = table(f"{ONE} | Good").replace("<table>", "<table><caption>Grades in 2021/22</caption>")
    assert read(captioned).entries == [(1, None, ("good", "2021-22"))]
    text = "<h4>Previous inspection</h4><p>We went to each town of the county.</p><p>The judgments are:</p>"
    assert read(f"{text}{table(f'{ONE} | Good')}").entries == [(1, None, ("good", None))]
    assert read(f"{text}<p>At this inspection:</p>{table(f'{ONE} | Good')}").entries == [(1, "good", None)]


@pytest.mark.parametrize(
    "between",
    [
        '<p><a href="/x/">Previous</a></p>',
        "<p>Last updated 1 May 2022</p>",
        "<p>Table 2</p>",
        "<p>Back to top</p>",
        "<p>Figure 2:</p>",
        "<p>List 12</p>",
        "<p>Good</p>",
        "<p>2</p>",
        "<p>View the previous report</p>",
        "<p>View our last report</p>",
    ],
)
def test_links_days_and_numbers_above_a_table_say_nothing_of_it(between: str) -> None:
    markup = f"{between}{table(f'{ONE} | Good')}"
    assert read(markup).entries == [(1, "good", None)]
    assert read(f"<p>In 2021/22:</p>{markup}").entries == [(1, None, ("good", "2021-22"))]


def test_a_note_below_a_table_may_say_that_it_is_of_an_earlier_round() -> None:
    note = "<p>The table shows the grades of our previous inspection, in 2021/22.</p>"
    assert read(table(f"{ONE} | Good") + note).entries == [(1, None, ("good", "2021-22"))]
    assert read(table(f"{ONE} | Good") + "<p>The table shows our grades.</p>").entries == [(1, "good", None)]


def test_the_head_of_the_areas_may_say_that_all_is_of_an_earlier_round() -> None:
    assert read(table("!Areas in 2021/22 | !Grade", f"{ONE} | Good")).entries == [(1, None, ("good", "2021-22"))]
    for head in ("Areas before 2021", "Area (2019)"):
        assert read(table(f"!{head} | !Grade", f"{ONE} | Good")).entries == [(1, None, ("good", None))]
    assert read(table("!Areas in Essex | !Grade", f"{ONE} | Good")).entries == []
    assert read(table("!Grade in 2021/22 | !Areas", f"Good | {ONE}")).entries == [(1, None, ("good", "2021-22"))]


def test_columns_of_grades_of_somebody_else_are_not_read() -> None:
    upper = "<tr><th></th><th colspan=5>{}</th></tr>"
    scale = "<tr><th>Area</th>" + "".join(f"<th>{word}</th>" for word in SCALE) + "</tr>"
    row = f"<tr><td>{ONE}</td><td></td><td>✓</td><td></td><td></td><td></td></tr>"
    for head, entries in (("Grade", [(1, "good", None)]), ("Essex Police", []), ("2021/22", [])):
        assert read(f"<table>{upper.format(head)}{scale}{row}</table>").entries == entries


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)])
def test_of_three_rounds_the_latest_earlier_one_is_the_previous(order: tuple[int, int, int]) -> None:
    columns = [("2018/19", "Inadequate"), ("2021/22", "Adequate"), ("2023–25", "Good")]
    heads, grades = zip(*(columns[place] for place in order), strict=True)
    markup = table("!Area | !" + " | !".join(heads), f"{ONE} | " + " | ".join(grades))
    assert read(markup).entries == [(1, "good", ("adequate", "2021-22"))]


# --- tables with cells that span others' places ------------------------------------------------------------------


def test_merged_empty_cells_move_no_tick() -> None:
    scale = "<tr><th>Area</th>" + "".join(f"<th>{word}</th>" for word in SCALE) + "</tr>"
    rows = "".join(
        f"<tr><td>{area}</td><td colspan={place}></td><td>✓</td></tr>"
        for place, area in enumerate((ONE, TWO, THREE), 1)
    )
    assert read(f"<table>{scale}{rows}</table>").entries == [
        (1, "good", None), (2, "adequate", None), (3, "requires_improvement", None),
    ]  # fmt: skip
    wide = f"<tr><td>{ONE}</td><td></td><td colspan=2>✓</td></tr>"
    assert read(f"<table>{scale}{wide}</table>").entries == []


def test_a_label_over_two_columns_moves_no_grade() -> None:
    scale = "<tr><th>No.</th><th>Area</th>" + "".join(f"<th>{word}</th>" for word in SCALE) + "</tr>"
    row = f"<tr><td colspan=2>{ONE}</td><td></td><td>✓</td><td></td></tr>"
    assert read(f"<table>{scale}{row}</table>").entries == [(1, "good", None)]


@pytest.mark.parametrize("states", [("2021/22", "2023–25"), ("Previous", "Current")])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("tag", ["td", "th"])
def test_an_area_over_two_rows_has_the_grade_of_each_rounds_row(
    states: tuple[str, str], turned: bool, tag: str
) -> None:
    told = [(states[0], "Good"), (states[1], "Inadequate")]
    (a, x), (b, y) = reversed(told) if turned else told
    rows = f"<tr><{tag} rowspan=2>{ONE}</{tag}><td>{a}</td><td>{x}</td></tr><tr><td>{b}</td><td>{y}</td></tr>"
    found = read(f"<table><tr><th>Area</th><th>Round</th><th>Grade</th></tr>{rows}</table>").entries
    named = "2021-22" if "2021" in states[0] else None
    assert sorted(found, key=lambda entry: entry[1] or "") == [(1, None, ("good", named)), (1, "inadequate", None)]


def test_rows_of_rounds_and_of_bodies_are_told_apart_without_spans() -> None:
    rows = [f"{ONE} | 2021/22 | Good", f"{ONE} | 2023–25 | Inadequate", f"{TWO} | Essex Police | Good"]
    assert read(table("!Area | !Round | !Grade", *rows)).entries == [
        (1, None, ("good", "2021-22")), (1, "inadequate", None),
    ]  # fmt: skip
    lost = [f"{ONE} | 2021/22 | Good", "2023–25 | Inadequate"]
    assert read(table("!Area | !Round | !Grade", *lost)).entries == [(1, None, ("good", "2021-22"))]
    noted = table("!Area | !Grade | !Note", f"{ONE} | Good | Improved since 2021/22")
    assert read(noted).entries == [(1, "good", None)]


def test_a_head_over_two_columns_heads_both() -> None:
    heads = "<tr><th rowspan=2>Area</th><th colspan=2>Kent Police</th><th colspan=2>Essex Police</th></tr>"
    rounds = "<tr>" + "<th>2021/22</th><th>2023–25</th>" * 2 + "</tr>"
    row = f"<tr><td>{ONE}</td><td>Good</td><td>Adequate</td><td>Inadequate</td><td>Outstanding</td></tr>"
    assert read(f"<table>{heads}{rounds}{row}</table>").entries == [(1, "adequate", ("good", "2021-22"))]


@pytest.mark.parametrize("tag", ["td", "th"])
@pytest.mark.parametrize("span", ["", " colspan=2"])
def test_a_cell_alone_in_its_row_may_head_the_rows_below_it(tag: str, span: str) -> None:
    def parts(*rows: tuple[str, str]) -> list[tuple[int | str, str | None, tuple[str, str | None] | None]]:
        body = "".join(
            f"<tr><{tag}{span}>{head}</{tag}></tr><tr><td>{ONE}</td><td>{grade}</td></tr>" for head, grade in rows
        )
        return read(f"<table><tr><th>Area</th><th>Grade</th></tr>{body}</table>").entries

    for old in ("2021/22", "PEEL 2021/22", "Our grades in 2021/22"):
        assert parts((old, "Good"), ("2023–25", "Adequate")) == [(1, None, ("good", "2021-22")), (1, "adequate", None)]
    for others in ("Essex Police", "Most common grade", "England"):
        assert parts((others, "Good"), ("Kent Police", "Adequate")) == [(1, "adequate", None)]
    for same in (TWO, "Crime and justice", "Good"):
        assert parts(("Essex Police", "Good"), (same, "Inadequate")) == []
        assert parts((same, "Inadequate"))[-1:] == [(1, "inadequate", None)]
    row = f"<tr><td>{ONE}</td><td></td><td></td><td></td><td></td></tr>"
    scale = "<tr>" + "".join(f"<th>{word}</th>" for word in SCALE) + "</tr>"
    for head in ("2021/22", "Essex Police"):
        assert read(f"<table>{scale}<tr><td colspan=5>{head}</td></tr>{row}</table>").entries == []


def test_the_cells_of_a_table_of_others_are_no_lines_and_those_of_a_table_of_none_are() -> None:
    assert read(table("!Essex Police | !Mark", f"{ONE} | Good", f"{TWO}: Good | x")).entries == []
    for first in (f"{ONE} | text", "Good | text"):
        assert read(table(first, f"{TWO}: Good | text")).entries == [(2, "good", None)]


def test_a_line_that_is_an_entry_and_a_cell_of_a_table_announce_nothing() -> None:
    text = f"<p>2021/22: {ONE}: good; {TWO}: good</p><p>{THREE}: Good</p>"
    assert read(text).entries[-1] == (3, "good", None)
    assert read(f"<p>{ONE}: Adequate, previously Good</p><p>{THREE}: Good</p>").entries == [
        (1, "adequate", ("good", None)), (3, "good", None),
    ]  # fmt: skip
    assert read(table("3,000 | Officers in 2021/22:") + f"<ul><li>{ONE}: Good</li></ul>").entries == [(1, "good", None)]
    assert read(f"<p>Essex Police has these grades:</p><ul><li>{ONE}: Good</li></ul>").rest[-1] == f"{ONE}: Good"


def test_a_row_of_an_unknown_area_and_one_of_heading_cells_head_no_columns() -> None:
    rows = table("!Area | !Grade", "Tides | Good", f"{ONE} | Adequate")
    assert read(rows).entries == [("Tides", "good", None), (1, "adequate", None)]
    assert read(table("!Area | !Grade", f"!{ONE} | !Good", f"!{TWO} | !Adequate")).entries == [
        (1, "good", None), (2, "adequate", None),
    ]  # fmt: skip
    lost = table("!Round | !Grade", "2021/22 | Good", f"{ONE} | Adequate")
    assert read(lost).entries[-1] == (1, "adequate", None)


def test_a_cell_under_the_head_of_a_state_says_nothing_of_the_grade_beside_it() -> None:
    assert read(table("!Area | !Last inspected | !Grade", f"{ONE} | 2021/22 | Good")).entries == [(1, "good", None)]


# --- cells that say of when their grades are ---------------------------------------------------------------------

WAS = ("adequate", None)
THEN = ("adequate", "2021-22")


@pytest.mark.parametrize(
    ("cell", "before"),
    [
        ("2021/22: Adequate<br>2023/25: Good", THEN), ("2023/25: Good<br>2021/22: Adequate", THEN), ("Good<br>(2021/22: Adequate)", THEN),
        ("<p>2021/22: Adequate</p><p>2023/25: Good</p>", THEN), ("<ul><li>2021/22: Adequate</li><li>2023/25: Good</li></ul>", THEN),
        ("<dl><dt>2021/22</dt><dd>Adequate</dd><dt>2023/25</dt><dd>Good</dd></dl>", THEN), ("2021/22<br>Adequate<br>2023/25<br>Good", THEN),
        ("Previous: Adequate<br>Current: Good", WAS), ("Good, previously Adequate", WAS), ("Good (up from Adequate)", WAS),
        ("2018/19: Inadequate<br>2021/22: Adequate<br>2023/25: Good", THEN), ("2021/22: Not inspected<br>2023/25: Good", None),
    ],
)  # fmt: skip
def test_grades_of_several_states_in_one_cell_are_told_apart(cell: str, before: tuple[str, str | None] | None) -> None:
    for head in (["Area | Grade"], ["!Area | !Grade"], []):
        assert read(table(*head, f"{ONE} | {cell}", f"{TWO} | {cell}")).entries == [
            (1, "good", before),
            (2, "good", before),
        ]
    assert read(table("Area | Grade", f"{ONE} | {cell}", f"{TWO} | Good")).entries == [
        (1, "good", before),
        (2, "good", None),
    ]
    assert read(table("Area | Essex Police", f"{ONE} | {cell}")).entries == []


@pytest.mark.parametrize(
    ("cell", "grade"),
    [("Good<br>Adequate", "unreadable"), ("Good<br>now: Adequate", "unreadable"), ("Kent Police: Good<br>Essex Police: Adequate", None),
     ("2023/25: Good<br>2025/27: Adequate", None), ("2021/22: Good<br>more", None)],
)  # fmt: skip
def test_cells_that_nothing_parts_are_read_as_before(cell: str, grade: str | None) -> None:
    assert [entry[1] for entry in read(table("Area | Grade", f"{ONE} | {cell}")).entries] == ([grade] if grade else [])


def test_an_area_and_its_grades_may_share_a_cell() -> None:
    rows = (f"{area}<br>2021/22: Adequate<br>2023/25: Good" for area in (ONE, TWO))
    assert read(table("!Area | !Grade", *rows)).entries == [(1, "good", THEN), (2, "good", THEN)]


@pytest.mark.parametrize(
    "head", ["Change", "Trend", "Direction of travel", "Change since 2021/22", "Movement", "Change in grade"]
)
def test_a_column_of_changes_tells_what_was_before_and_no_grade_of_now(head: str) -> None:
    rows = (f"{ONE} | Good | Up from Adequate", f"{TWO} | Good | No change")
    assert read(table(f"Area | Grade | {head}", *rows)).entries == [(1, "good", WAS), (2, "good", None)]
    assert read(table(f"Area | {head} | Grade", f"{ONE} | Adequate | Good")).entries == [(1, "good", None)]
    assert read(table(f"Area | {head}", f"{ONE} | Adequate")).entries == []
    assert read(table(f"Area | Grade | What {head} is", f"{ONE} | Good | Up from Adequate")).entries == [
        (1, "good", None)
    ]


@pytest.mark.parametrize("before", ["4", "4.", "Question 4", "Effectiveness", "Efficiency", "Legitimacy", "People"])
def test_a_number_or_a_pillar_may_stand_before_the_area(before: str) -> None:
    rows = (f"{before} | {area} | Adequate | Good" for area in (ONE, TWO))
    assert read(table("No | Area | 2021/22 | 2023/25", *rows)).entries == [(1, "good", THEN), (2, "good", THEN)]
    assert read(table(f"{before} | {ONE}")).entries == read(table(f"{before}s | {ONE} | Good")).entries == []


def test_the_corner_of_a_table_may_be_empty() -> None:
    rows = [f"{area} | Adequate | Good" for area in (ONE, TWO)]
    assert read(table("! | !2021/22 | !2023/25", *rows)).entries == [(1, "good", THEN), (2, "good", THEN)]


def test_rows_that_name_a_round_head_those_below_them() -> None:
    def part(round_: str, grade: str) -> str:
        rows = "".join(f"<tr><td>{area}</td><td>{grade}</td></tr>" for area in (ONE, TWO))
        return f"<tr><th colspan=2>{round_}</th></tr>{rows}"

    both = read(f"<table>{part('2021/22', 'Adequate')}{part('2023/25', 'Good')}</table>").entries
    assert both == [(1, None, THEN), (2, None, THEN), (1, "good", None), (2, "good", None)]
    assert read(f"<table>{part('2021/22', 'Adequate')}</table>").entries == [(1, None, THEN), (2, None, THEN)]


def test_a_cell_of_a_later_round_makes_its_row_nobodys_and_the_next_inspection_does_not() -> None:
    for later in ("2025/27", "PEEL 2025-27", "2025-27 (indicative)"):
        assert read(table("Area | Round | Grade", f"{ONE} | {later} | Good", f"{TWO} | 2023/25 | Good")).entries == [
            (2, "good", None)
        ]
    for head in ("Next inspection", "Inspection due"):
        assert read(table(f"Area | Grade | {head}", f"{ONE} | Good | 2025/27")).entries == [(1, "good", None)]
        assert read(table("Area | Grade | Note", f"{ONE} | Good | {head} 2025/27")).entries == [(1, "good", None)]


def test_the_caption_of_a_figure_tells_of_when_its_grades_are() -> None:
    figure = f"<figure><img alt='{ONE}: Good; {TWO}: Good'>{{}}</figure>"
    assert read(figure.format("<figcaption>Grades in 2021/22</figcaption>")).entries == [
        (1, None, ("good", "2021-22")),
        (2, None, ("good", "2021-22")),
    ]
    assert read(figure.format("<figcaption>Essex Police</figcaption>")).entries == []
    for caption in (
        "<figcaption>Our grades</figcaption>",
        "</figure><figure><figcaption>Grades in 2021/22</figcaption>",
    ):
        assert read(figure.format(caption)).entries == [(1, "good", None), (2, "good", None)]


def test_a_list_that_a_table_lays_out_is_a_list() -> None:
    items = "".join(f"<li>{area}: Good</li>" for area in (ONE, TWO))
    lines = Made("2023-25").markup(f"<table><tr><td><ul>{items}</ul></td></tr></table>")
    assert [entry.label for entry in reader().read(lines)[0]] == [ONE, TWO]


def test_the_words_above_cards_are_the_last_of_a_section_that_are_no_grades() -> None:
    def above(*texts: str) -> tuple[object, ...]:
        page = Made("2023-25")
        return reader().above(page.section(Role.OUR_JUDGMENTS, "Our judgments", *texts))

    old, now = ((True, "2021-22"),), ((False, None),)
    assert above() == above("We found much.") == ()
    assert above("Our judgments in 2021/22") == above("Our grades in 2021/22 are:") == old
    assert above("Our judgments in 2021/22", "Good", "2023/25: Good", "12") == old
    assert above("Our judgments in 2021/22", "In 2023/25 our grades are:") == now
    assert above("Our grades in 2021/22 are:", "We found much.") == ()
    assert above("Our judgments in 2021/22", "We found much.") == old
    assert above("Essex Police") == (None,)


def unread(markup: str) -> list[str]:
    """The lines that state grades in words that are not understood."""
    table_reader = reader()
    table_reader.read(Made("2023-25").markup(markup))
    return [line.text for line in table_reader.unread]


def test_what_is_not_understood_is_noted() -> None:
    for sign in (":", " –", " (", " —", " -"):
        line = f"{ONE}{sign} Good to Outstanding"
        assert unread(f"<p>{line}</p>") == [line], sign
        assert unread(f"<p>{ONE}{sign} {TWO}</p>") == unread(f"<p>{ONE}{sign} Good</p>") == []
    assert unread(f"<p>{ONE} Good to Outstanding</p>") == []
    cell = f"{TWO}: Good to Outstanding"
    assert unread(
        table("Area | Grade", f"{ONE} | Good to Outstanding", f"{TWO} | Good", "Tides | Good to Outstanding")
    ) == ["Good to Outstanding"]
    assert unread(table("Area | Grade", f"{ONE} | Good", f"{TWO} | {cell}")) == [cell]
    assert unread(table("Area | Grade | Note", f"{ONE} | Good | Good to Outstanding")) == []
    assert unread(table("Area | Grade", f"{ONE} | Much to do")) == []


def test_a_row_of_nothing_but_a_change_and_one_that_begins_otherwise_are_no_entries() -> None:
    assert read(table("Area | Grade | Change", f"{ONE} | Good | Up from Adequate") + "<p>x</p>").entries == [
        (1, "good", WAS)
    ]
    assert (
        read(
            "<table><tr><th>Area</th><th>Change</th></tr><tr><td>x</td><td>No change</td></tr><tr><td></td><td>No change</td></tr></table>"
        ).entries
        == []
    )
    assert read(table("No | Area | Grade", "4 | Tides | Good", f"5 | {TWO} | Good")).entries == [(2, "good", None)]
    heads = table("!2021/22", "Tides | Adequate", f"{ONE} | Good")
    assert (1, "good", None) not in read(heads).entries
    assert read(table("Our grades", f"{ONE} | Good")).entries == [(1, "good", None)]


def test_an_area_that_nobody_knows_has_no_earlier_grade_and_a_title_is_no_part() -> None:
    assert read(table("Area | Grade", f"{ONE} | Good", "Tides | Previous: Good")).entries == [(1, "good", None)]
    rows = f"<tr><td>{ONE}</td><td>Adequate</td><td>Good</td></tr>"
    head = "<tr><th colspan=3>Our grades</th></tr><tr><th>Area</th><th>2021/22</th><th>2023/25</th></tr>"
    assert read(f"<table>{head}{rows}</table>").entries == [(1, "good", THEN)]
    assert read(table("Our grades", f"{ONE} | Good")).entries == [(1, "good", None)]
    assert read(table("!Area | !Change", "x | No change", " | No change")).entries == []


def test_columns_that_are_some_of_the_grades_are_told() -> None:
    assert unread(table("Good | Adequate", f"{ONE} | {TWO}")) == ["Good"]
    assert unread(table("!Our grades | !Our judgments", "!Good | !Adequate", f"{ONE} | {TWO}")) == ["Good"]
    assert unread(table("Good | Adequate", "12 | 14")) == []
    assert unread(table(" | ".join(SCALE), f"{ONE} | {TWO} | {THREE} | - | -")) == []
    assert unread("<p>Most forces:</p>" + table("Good | Adequate", f"{ONE} | {TWO}")) == []


@pytest.mark.parametrize("note", ["The grade is that of our previous inspection, which we gave then", "Carried over"])
def test_a_note_beside_a_grade_that_makes_it_another_rounds_is_told(note: str) -> None:
    for head in ("Area | Grade | Note", "Area | Grade | "):
        lines = Made("2023-25").markup(table(head, f"{ONE} | Good | {note}", f"{TWO} | Adequate | As before"))
        reads = reader()
        entries = reads.read(lines)[0]
        assert [(each.label, each.text) for each in entries] == [(TWO, "Adequate")]
        assert [line.text for line in reads.unread] == [note]
    assert read(table("Area | Grade | Note", f"{ONE} | Good | Previous grade")).entries == [(1, None, ("good", None))]


@pytest.mark.parametrize("name", ["{}", "!{}"])
def test_an_area_behind_its_grade_is_that_of_its_row_and_what_stands_between_is_not(name: str) -> None:
    rows = [f"Good|{name.format(ONE)}|Read more", f"Adequate|{name.format(TWO)}|Read more"]
    assert read(table(*rows)).entries == [(1, "good", None), (2, "adequate", None)]
    assert read(table("!Grade|!Area|!Text", *rows)).entries == [(1, "good", None), (2, "adequate", None)]


SCALE_HEADS = "".join(
    f"<th>{grade}</th>" for grade in ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")
)


@pytest.mark.parametrize(
    ("rows", "right"),
    [
         ([[ONE, TWO], [THREE]], []),
        ([[ONE, TWO, "", "", ""]], [(1, "outstanding"), (2, "good")]),
        ([["", ONE, TWO]], [(1, "good"), (2, "adequate")]), ([[ONE, "", TWO]], [(1, "outstanding"), (2, "adequate")]),
        ([["", ONE, "", TWO, ""], ["", THREE, "", "", ""]], [(1, "good"), (2, "requires_improvement"), (3, "good")]),
    ],
)  # fmt: skip
def test_areas_below_grades_that_may_have_moved_to_the_left_are_not_read_and_told(
    rows: list[list[str]], right: list[tuple[int, str]]
) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    for head in (f"<tr>{SCALE_HEADS}</tr>", f"<thead><tr>{SCALE_HEADS}</tr></thead>"):
        told = reader()
        entries, _, _ = told.read(Made("2023-25").markup(f"<table>{head}{cells}</table>"))
        numbers = {ONE: 1, TWO: 2, THREE: 3}
        assert [(numbers[e.label], e.stated and e.stated.grade) for e in entries] == right
        assert bool(told.unread) is not bool(right)


def test_columns_of_grades_with_another_between_are_not_read() -> None:
    head = "!Outstanding|!Note|!Good|!Adequate|!Requires improvement|!Inadequate"
    assert read(table(head, f"|| {ONE} |||", f"||| {TWO} ||")).entries == []


@pytest.mark.parametrize(
    "piece",
    ["<blockquote><p>Investigating crime: Good</p></blockquote>", "<table><tr><td>Investigating crime</td><td>Good</td><td>40 %</td></tr></table>",
     "<table><tr><th>Area</th><th>Answer</th><th>Forces</th></tr><tr><td>Investigating crime</td><td>Good</td><td>12</td></tr></table>"],
)  # fmt: skip
def test_what_is_quoted_or_counted_is_no_entry_and_is_told(piece: str) -> None:
    table = reader()
    entries, _, _ = table.read(Made("2023-25").markup(piece))
    assert entries == []
    assert len({line.number for line in table.unread}) == 1


def test_a_count_is_no_area_of_a_list() -> None:
    found = read(
        "<ul><li>Investigating crime: Good</li><li>12 forces: Inadequate</li><li>Managing offenders: Adequate</li></ul>"
    )
    assert [entry[0] for entry in found.entries] == [1, 2]


@pytest.mark.parametrize(
    "note", ["Graded Inadequate in 2021/22", "Previously graded Inadequate", "It was graded Good in 2018/19"]
)
def test_a_note_on_an_item_of_a_list_leads_in_none_behind_it(note: str) -> None:
    items = f"<li>Investigating crime: Good</li><li>{note}</li><li>Managing offenders: Adequate</li>"
    entries = read(f"<ul>{items}</ul>").entries
    assert [(grade, earlier) for _, grade, earlier in entries] == [("good", None), ("adequate", None)]
