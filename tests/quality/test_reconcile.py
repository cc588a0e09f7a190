"""Grades against another statement of them: a table, a CSV; the verdict first."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from scraper.errors import PeelError, UsageError
from scraper.quality.reconcile import read_cells, reconcile_command
from tests.runs.site import Done, peel

from .build import FIXTURES, database, fixtures, forces

TABLE = FIXTURES / "data_table/fire-2023-25-tables-with-headings/page.html"
OVERVIEW = FIXTURES / "overview/2018-19-wheel-of-questions/page.html"
HEAD = "organisation,round,pillar,question,grade\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("reconcile")
    db = database(place)
    forces(db, count=3)
    fixtures(db, "report/avon-fire-2023-25-grade-table", "pillar/gwent-2014-efficiency-three-graded")
    db.close()
    return place


def reconcile(folder: Path, what: Path) -> Done:
    """The verb in this process: exit code and what is printed."""
    told = io.StringIO()
    with redirect_stdout(told):
        try:
            return Done(int(reconcile_command(what, folder / "peel.db")), told.getvalue(), "")
        except PeelError as error:
            return Done(int(error.exit_code), told.getvalue(), error.message)


def table(folder: Path, text: str, head: str = HEAD, name: str = "grades.csv") -> Path:
    path = folder / name
    path.write_text(head + text, "utf-8")
    return path


def test_a_data_table_that_agrees_through_the_installed_command(folder: Path) -> None:
    done = peel("reconcile", TABLE, "--db", folder / "peel.db", cwd=folder)
    assert done.code == 0, done.said
    assert done.out.splitlines()[0] == "all grades agree: 11 agree, 0 differ, 0 only here, 77 only there"


def test_a_data_table_that_differs(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "table.html"
    text = TABLE.read_text("utf-8").replace("future</td><td>Good", "future</td><td>Inadequate", 1)
    page.write_text(text, "utf-8")
    done = reconcile(folder, page)
    assert done.code == 3
    assert done.out.startswith("some grades differ: 10 agree, 1 differ")
    assert "differ: fire/avon/2023-25 area/affordable: here good, there inadequate" in done.out


def test_a_csv_of_pillars_and_questions(folder: Path, tmp_path: Path) -> None:
    rows = (
        "police/staffordshire,2016,effectiveness,,Requires improvement\n"
        "Surrey Police,2016,Efficiency,,good\n"
        "police/essex,2016,legitimacy,,good\n"
        "police/gwent,2014,efficiency,To what extent does the force have an affordable way of providing policing?,good\n"
    )
    done = reconcile(folder, table(tmp_path, rows))
    first = done.out.splitlines()[0]
    assert "only there" in first and "1 only there" in first
    assert "only there: police/essex/2016 legitimacy: here nothing, there good" in done.out
    assert "only here: police/kent/2016 efficiency: here good, there nothing" in done.out


def test_a_csv_that_differs_is_3_and_names_each(folder: Path, tmp_path: Path) -> None:
    rows = "police/surrey,2016,efficiency,,outstanding\npolice/surrey,2016,legitimacy,,ungraded\npolice/kent,2016,legitimacy,,good\n"
    done = reconcile(folder, table(tmp_path, rows))
    assert done.code == 3
    assert done.out.splitlines()[0].startswith("some grades differ: 1 agree, 2 differ")
    assert "police/surrey/2016 efficiency: here good, there outstanding" in done.out
    assert "police/surrey/2016 legitimacy: here good, there ungraded" in done.out


def test_two_lines_that_say_two_things_agree_with_neither(folder: Path, tmp_path: Path) -> None:
    other = "police/kent,2016,legitimacy,,good\npolice/kent,2016,legitimacy,,Good\n"
    for grades in (("good", "outstanding"), ("outstanding", "good"), ("ungraded", "good")):
        rows = "".join(f"police/surrey,2016,efficiency,,{grade}\n" for grade in grades)
        path = table(tmp_path, f"{rows}{other}")
        done = reconcile(folder, path)
        assert done.code == 3
        assert done.out.startswith("some grades differ: 1 agree, 1 differ")
        there = f"{grades[0]} ({path}, line 2) and {grades[1]} ({path}, line 3)"
        assert f"  differ: police/surrey/2016 efficiency: here good, there {there}\n" in done.out


def test_nothing_in_common_is_not_agreement(folder: Path, tmp_path: Path) -> None:
    done = reconcile(folder, table(tmp_path, "police/essex,2017,efficiency,,good\n"))
    assert done.code == 3
    assert done.out.startswith("nothing to compare")


def test_an_overview_without_grades_says_what_to_use(folder: Path) -> None:
    done = reconcile(folder, OVERVIEW)
    assert done.code == 2
    assert "data table" in done.err and "CSV" in done.err


@pytest.mark.parametrize(
    ("text", "head", "word"),
    [
        ("", HEAD, "no rows"),
        ("a,b\n", "organisation,round\n", "lacks the column grade"),
        ("a,b,c\n", "organisation,round,grade\n", "pillar or question"),
        ("police/narnia,2016,efficiency,,good\n", HEAD, "line 2: “police/narnia” is not in the catalogue"),
        ("Staffordshire,2016,efficiency,,good\n", HEAD, "is both police/staffordshire and fire/staffordshire"),
        ("police/surrey,2013,efficiency,,good\n", HEAD, "no round"),
        ("police/surrey,2016,charm,,good\n", HEAD, "no pillar"),
        ("police/surrey,2016,efficiency,Who is it?,good\n", HEAD, "no question"),
        ("police/surrey,2016,efficiency,,splendid\n", HEAD, "“splendid” is no grade"),
    ],
)
def test_a_csv_that_can_not_be_understood_is_2(text: str, head: str, word: str, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as told:
        read_cells(table(tmp_path, text, head))
    assert word in told.value.message and "\n" not in told.value.message


def test_other_pages_and_files(folder: Path, tmp_path: Path) -> None:
    page = reconcile(folder, FIXTURES / "assessment/staffordshire-2016/page.html")
    assert page.code == 2 and "page of type assessment" in page.err
    refused = reconcile(folder, FIXTURES / "failure/soft-404-page-not-found/page.html")
    assert refused.code == 1 and len(refused.err.splitlines()) == 1
    binary = tmp_path / "x.csv"
    binary.write_bytes(b"\xff\xfe\x00organisation")
    assert reconcile(folder, binary).code == 2
