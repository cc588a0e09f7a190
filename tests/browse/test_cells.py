from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.browse.cells import Cell, main_rounds, newest, read_cells, round_place, topic_label, topic_place
from scraper.browse.matrix import matrices, newest_matrices
from scraper.browse.pages.compare import by_topic, topic_lines
from scraper.browse.strips import strip
from scraper.browse.tiles import PLACES, tile_map
from scraper.browse.who import everyone
from scraper.catalogue.organisations import organisation_rows

CELL = Cell(
    "police/surrey/2016/effectiveness", "police/surrey/2016", "police/surrey", "2016", "peel", 4, "effectiveness", None,
    "effectiveness", "graded", "good", "2017-03-02", "last_updated", None, None, None, 1, None, None, None, "s", 4,
    "2017-04-01",
)  # fmt: skip


def _cell(round_id: str, key: str, grade: str | None, scale: int = 4, status: str = "graded") -> Cell:
    judgment = f"police/surrey/{round_id}/{key}"
    return replace(
        CELL, judgment=judgment, assessment=f"police/surrey/{round_id}", round=round_id, key=key, grade=grade,
        status=status, scale=scale,
    )  # fmt: skip


def test_rounds_stand_as_they_were_held() -> None:
    rounds = ["2014", "2015", "2016", "2017", "2018-19", "2021-22", "2022-11", "2023-25", "2025-27", "2029-31"]
    assert sorted([*rounds[::-1], "undated"], key=round_place) == ["undated", *rounds]
    assert main_rounds("police") == sorted(main_rounds("police"), key=round_place)


def test_pillars_stand_before_areas_and_areas_before_other_questions() -> None:
    topics = ["public-perceptions", "investigating-crime", "effectiveness", "unheard-of"]
    assert sorted(topics, key=topic_place) == [
        "effectiveness",
        "investigating-crime",
        "public-perceptions",
        "unheard-of",
    ]
    assert topic_label("area/values-and-culture") == "Values and culture"
    assert topic_label("") == "Unnamed"


def test_the_newest_grade_of_a_topic_is_one_of_its_question_and_its_area() -> None:
    old = _cell("2015", "effectiveness/investigating-crime", "good")
    new = _cell("2023-25", "area/investigating-crime", "adequate", 5)
    later = _cell("2025-27", "area/investigating-crime", None, 5, "not_yet_graded")
    found = newest([new, later, old])
    assert found == {("police/surrey", "investigating-crime"): new}


def test_a_strip_shows_a_change_of_scale_and_the_rounds_that_are_not_loaded() -> None:
    cells = [
        _cell("2016", "effectiveness/investigating-crime", "good"),
        _cell("2023-25", "area/investigating-crime", "adequate", 5),
    ]
    found = strip("police", cells, {"2016": "police/surrey/2016", "2023-25": "police/surrey/2023-25"})
    assert [column.round for column in found.columns] == [r for r in main_rounds("police") if r >= "2016"]
    assert [column.round for column in found.columns if column.is_new_scale] == ["2023-25"]
    assert [column.round for column in found.columns if column.assessment] == ["2016", "2023-25"]
    (line,) = found.lines
    assert line.label == "Investigating crime"
    assert [cell.grade for cell in line.cells if cell] == ["good", "adequate"]


def test_two_questions_of_one_topic_in_a_round_are_two_lines() -> None:
    cells = [_cell("2016", "effectiveness/x", "good"), _cell("2016", "legitimacy/x", "inadequate")]
    found = strip("police", cells, {"2016": "police/surrey/2016"})
    assert sorted(cell.grade or "" for line in found.lines for cell in line.cells if cell) == ["good", "inadequate"]


def test_where_no_page_states_a_date_the_day_of_the_capture_is_told_as_such() -> None:
    assert CELL.day == "2017-03-02"
    assert replace(CELL, date=None).day == "seen 2017-04-01"
    assert replace(CELL, date=None, captured=None).day == ""


def test_a_date_is_told_no_more_exactly_than_it_is_known() -> None:
    told = {
        basis: replace(CELL, date="2024-05-01", basis=basis).day
        for basis in ("published", "month_of_publication", "inspected_to")
    }
    assert told == {
        "published": "2024-05-01",
        "month_of_publication": "2024-05",
        "inspected_to": "inspected to 2024-05-01",
    }


def test_every_judgment_of_the_database_is_a_cell_of_a_matrix(database: Path) -> None:
    conn = sqlite3.connect(database)
    cells = read_cells(conn)
    who = everyone(conn)
    shown = {
        cell.judgment
        for matrix in matrices(cells, who)
        for _, rows in matrix.regions
        for row in rows
        for cell in row.cells
        if cell
    }
    wanted = {
        cell.judgment for cell in cells if cell.is_main and (cell.question is None or cell.key.startswith("area/"))
    }
    assert wanted
    assert wanted <= shown
    latest = {
        row[0]
        for row in conn.execute(
            "SELECT judgment FROM latest_judgments WHERE programme IN ('peel', 'frs') AND question IS NULL"
        )
    }
    newest_shown = {
        cell.judgment
        for matrix in newest_matrices(cells, who)
        for _, rows in matrix.regions
        for row in rows
        for cell in row.cells
        if cell
    }
    assert latest <= newest_shown


def test_no_matrix_is_wider_than_a_page(decade: Path) -> None:
    conn = sqlite3.connect(decade)
    made = matrices(read_cells(conn), everyone(conn))
    for matrix in made:
        if matrix.subject != "pillars":
            assert sum(len(rounds) for _, rounds in matrix.groups) <= 44
    titles = [matrix.title for matrix in made]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("kind", PLACES)
def test_everyone_of_today_has_a_square_of_their_own(kind: str) -> None:
    todays = {row.id for row in organisation_rows() if row.kind == kind and row.region and not row.active_to}
    assert set(PLACES[kind]) == todays
    squares = [(x, y) for x, y, _ in PLACES[kind].values()]
    assert len(squares) == len(set(squares))
    assert all(len(short) <= 8 for _, _, short in PLACES[kind].values())


def test_a_square_says_whose_it_is_and_how_they_were_graded(database: Path) -> None:
    who = everyone(sqlite3.connect(database))
    made = tile_map("police", [CELL], who)
    titles = {tile.who.id: tile.title for tile in made.tiles}
    assert titles["police/surrey"] == "G Surrey: Surrey, Good, 2016"
    assert titles["police/northumbria"] == "Nhumb: Northumbria, no data"
    assert all(0 <= tile.x < made.width and 0 <= tile.y < made.height for tile in made.tiles)
    assert not any(tile.age for tile in made.tiles)


def test_an_old_grade_never_stands_like_one_of_today(database: Path) -> None:
    who = everyone(sqlite3.connect(database))
    uninspected = _cell("2017", "effectiveness", None, status="not_inspected")
    elsewhere = replace(
        _cell("2018-19", "effectiveness", "inadequate"), organisation="police/kent", carried_from="2017"
    )
    cells = [CELL, uninspected, elsewhere]
    tiles = {tile.who.id: tile for tile in tile_map("police", cells, who).tiles}
    assert (tiles["police/surrey"].age, tiles["police/kent"].age) == ("2016", "")
    assert tiles["police/surrey"].title == "G Surrey 2016: Surrey, Good, 2016; 2017: Not inspected"
    assert tiles["police/kent"].title == "I Kent: Kent, Inadequate, 2018-19, printed again from 2017"
    (matrix,) = newest_matrices(cells, who)
    assert matrix.ages == {CELL.judgment: ("2016", "2017: Not inspected")}
    (alone,) = newest_matrices([CELL, uninspected], who)
    assert alone.ages == matrix.ages  # though nobody has a newer grade


def test_what_two_have_stands_before_what_one_has(database: Path) -> None:
    conn = sqlite3.connect(database)
    who = everyone(conn)
    ones = [who["police/cleveland"], who["police/derbyshire"]]
    cells = [cell for one in ones for cell in read_cells(conn, one.id)]
    lines = topic_lines(cells, ones)
    shared = [all(groups) for _, _, groups in lines]
    assert shared == sorted(shared, reverse=True)
    assert any(shared) and not all(shared)
    for cells_of in by_topic(cells).values():
        places = [round_place(cell.round) for cell in cells_of]
        assert places == sorted(places, reverse=True)
