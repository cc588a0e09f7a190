from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scraper.browse.errors import UnknownAssessmentError
from scraper.browse.grid import State, lay
from scraper.browse.show import show
from scraper.browse.status import grid_lines, missing_lines
from scraper.browse.terminal import grade_lines
from scraper.browse.words import ABSENCE_MARKS, GRADE_MARKS
from scraper.catalogue.grid import expected_pages
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.cli import cli
from scraper.errors import ExitCode
from scraper.loader.database import reading
from scraper.loader.errors import DatabaseError
from scraper.loader.why import why
from scraper.store.sqlite import Database

STAFFORDSHIRE = "police/staffordshire/2016"


def _said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    cli.main([*arguments], standalone_mode=False)
    return capsys.readouterr().out


def _copied(database: Path, folder: Path) -> Path:
    for name in ("peel.db", "state.db"):
        shutil.copy(database.with_name(name), folder / name)
    return folder / "peel.db"


def test_show_prints_an_assessment(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, "show", STAFFORDSHIRE, "--db", str(database))
    lines = said.splitlines()
    assert lines[0] == f"Staffordshire 2016 ({STAFFORDSHIRE})"
    assert "  Effectiveness: Requires improvement, 2017-03-02" in lines
    assert "  Leadership: Told without a grade, 2016-12-08" in lines
    assert "  Cost per person per day: £0.49 (national £0.59)" in lines
    assert "Key facts, 2019/20" in lines
    assert "  HMI's observations" in lines
    assert max(map(len, lines)) <= 100
    assert "\x1b" not in said


def test_show_says_when_a_page_contradicts_itself(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = _copied(database, tmp_path)
    with sqlite3.connect(copied) as conn:
        conn.execute("UPDATE judgments SET agreement = 0 WHERE id = ?", (f"{STAFFORDSHIRE}/effectiveness",))
    said = _said(capsys, "show", STAFFORDSHIRE, "--db", str(copied))
    assert "the page contradicts itself:" in said
    assert "badge: requires improvement: “Requires improvement”" in said


def test_show_says_when_and_of_which_round_a_grade_is(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\npublished 2022-11-17\n" in _said(capsys, "show", "police/cumbria/vetting/2022-11", "--db", str(database))
    assert "\n      printed again from 2017\n" in _said(
        capsys, "show", "police/cleveland/2018-19", "--db", str(database)
    )


def test_show_names_the_page_about_several_of_which_an_assessment_is_made(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = _copied(database, tmp_path)
    with closing(sqlite3.connect(here)) as db, db:
        sql = "SELECT assessment, id FROM pages WHERE type = 'report' AND assessment IS NOT NULL"
        (key, page) = db.execute(sql).fetchone()
        db.execute("UPDATE pages SET assessment = NULL WHERE id = ?", (page,))
    assert page.removeprefix(f"{key}/") + ";" in " ".join(_said(capsys, "show", key, "--db", str(here)).split())


def test_show_names_what_is_near(database: Path) -> None:
    with pytest.raises(UnknownAssessmentError, match=STAFFORDSHIRE) as caught:
        show(database, "police/stafordshire/2016")
    assert caught.value.exit_code is ExitCode.USAGE
    assert "\n" not in caught.value.message


def test_show_keeps_escapes_from_the_terminal(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, "show", STAFFORDSHIRE, "--db", str(hostile))
    assert "\x1b" not in said
    assert "<script>window.bad=1</script>" in said


@pytest.mark.parametrize("verb", [["show", STAFFORDSHIRE], ["status"], ["report"], ["browse"]])
def test_a_missing_database_is_one_line(verb: list[str], tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no database at") as caught:
        cli.main([*verb, "--db", str(tmp_path / "none.db")], standalone_mode=False)
    assert "\n" not in caught.value.message


def test_status_has_a_line_an_organisation_and_sums(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, "status", "--db", str(database)).splitlines()
    cells = list(expected_pages())
    named = {line.split()[0]: line for line in said if line.startswith(("police/", "fire/"))}
    assert set(named) == {cell.organisation for cell in cells}
    heads = next(line for line in said if "2014" in line)
    place = heads.index("2016")
    assert named["police/staffordshire"][place] == "L"
    assert named["police/hampshire-and-isle-of-wight"][place] == "·"
    loaded = sum(1 for place in lay(Database(database), database).places if place.state is State.LOADED)
    assert any(line.startswith(f"{len(cells)} pages expected: {loaded} loaded, ") for line in said)


def test_every_loaded_page_is_in_one_of_the_sums(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grid, opened = lay(Database(database), database), Database(database)
    pages, whose = opened.execute("SELECT count(*), count(assessment) FROM pages").fetchone()
    opened.close()
    there = sum(place.state in (State.LOADED, State.GONE) for place in grid.places)
    assert there + len(grid.beyond) == whose and grid.apart == pages - whose > 0
    line = f"{grid.apart} loaded pages are of no assessment (publications, overviews …)"
    assert line in _said(capsys, "status", "--db", str(database))
    assert line not in _said(capsys, "status", "--db", str(database), "--round", "2016")


def test_states_add_up_to_the_grid(database: Path) -> None:
    grid = lay(Database(database), database)
    assert sum(grid.counts().values()) == len(grid.places) == len(list(expected_pages()))


def test_gone_refused_and_unpublished_pages_are_told_apart(database: Path, tmp_path: Path) -> None:
    copied = _copied(database, tmp_path)
    with sqlite3.connect(copied) as conn:
        conn.execute("UPDATE pages SET gone_at = '2026-01-01T00:00:00Z' WHERE id = ?", (f"{STAFFORDSHIRE}/assessment",))
    absent = list(expected_pages(organisations={"police/surrey"}, rounds={"2023-25", "2021-22", "2017"}))
    told = {absent[0].page_id: ("gone", "not_published"), absent[1].page_id: ("blocked", "challenge")}
    told[absent[2].page_id] = ("not_published", "http_404")
    with sqlite3.connect(tmp_path / "state.db") as conn:
        run = conn.execute("SELECT id FROM runs").fetchone()[0]
        for page, (outcome, reason) in told.items():
            conn.execute(
                "INSERT INTO outcomes (run, page, outcome, reason, at) VALUES (?, ?, ?, ?, '2027')",
                (run, page, outcome, reason),
            )
        conn.execute("INSERT INTO shown VALUES ('an index', ?, '')", (absent[2].page_id,))
    grid = lay(Database(copied), copied)
    states = {place.cell.page_id: (place.state, place.reason) for place in grid.places}
    assert states[f"{STAFFORDSHIRE}/assessment"][0] is State.GONE
    assert states[absent[0].page_id] == (State.NOT_PUBLISHED, "not_published")
    assert states[absent[1].page_id] == (State.UNEXPLAINED, "blocked: challenge")
    led_to = "an index of the site leads to it, and its address has no page"
    assert states[absent[2].page_id] == (State.UNEXPLAINED, led_to)
    missing = missing_lines(grid)
    assert any(absent[1].url in line and "blocked: challenge" in line for line in missing)
    assert not any(absent[0].page_id in line.split() for line in missing)
    counts = grid.counts()
    assert int(missing[-1].split()[0]) == counts[State.UNEXPLAINED]
    assert len(missing) - 1 == counts[State.UNEXPLAINED] + counts[State.GUESSED]
    assert "G" in next(line for line in grid_lines(grid) if line.startswith("police/staffordshire "))


def test_pages_beyond_the_grid_are_counted(database: Path, tmp_path: Path) -> None:
    copied = _copied(database, tmp_path)
    with sqlite3.connect(copied) as conn:
        conn.execute(
            "INSERT INTO pages SELECT 'police/staffordshire/2016/letter', type, assessment, pillar, title, url, "
            "last_seen, gone_at, snapshot FROM pages WHERE id = ?",
            (f"{STAFFORDSHIRE}/assessment",),
        )
    grid = lay(Database(copied), copied)
    assert "police/staffordshire/2016/letter" in grid.beyond


def test_a_runs_database_that_is_no_database_is_left_out(database: Path, tmp_path: Path) -> None:
    copied = _copied(database, tmp_path)
    (tmp_path / "state.db").write_bytes(b"not a database")
    assert lay(Database(copied), copied).counts()[State.LOADED]


def test_the_sentence_that_show_prints_is_the_one_of_why(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = " ".join(_said(capsys, "show", STAFFORDSHIRE, "--db", str(database)).split())
    explained = why(Database(database), "judgments", f"{STAFFORDSHIRE}/effectiveness")
    assert explained.row["statement"] in said


def _row(organisation: str, round_id: str, others: dict[str, int], **pillars: str) -> dict[str, object]:
    blank = dict.fromkeys(("effectiveness", "efficiency", "legitimacy", "leadership", "people"))
    return {
        "assessment": f"{organisation}/{round_id}",
        "organisation": organisation,
        "round": round_id.rpartition("/")[2],
        "others": others,
        **blank,
        **pillars,
    }


def test_every_grade_has_its_letter_in_80_columns() -> None:
    every = {mark.key: 12 for mark in (*GRADE_MARKS, *ABSENCE_MARKS)}
    rows = [
        _row(max(ORGANISATIONS, key=len), "2023-25", every),
        _row("police/derbyshire", "2016", {}, effectiveness="good", leadership="narrative_only", people="inadequate"),
        _row("police/cumbria", "serious-organised-crime/2022-11", {"good": 1}),
        _row("police/surrey", "2015", {}),
        _row("police/kent", "custody/2024-01", {}),
    ]
    lines = grade_lines(rows)
    assert max(map(len, lines)) <= 80
    for row in rows:
        (line,) = (one for one in lines if one.startswith(f"{row['organisation']} "))
        assert str(row["round"]) in line
    said = " ".join(" ".join(lines).split())
    assert all(f"12{mark.letter}" in said for mark in (*GRADE_MARKS, *ABSENCE_MARKS))
    assert "(serious organised crime)" in said
    assert "2015 · · · no judgment read police/kent" in said
    assert said.endswith("no judgment read (custody)")
    assert next(line for line in lines if line.startswith("police/derbyshire")).split() == [
        "police/derbyshire", "2016", "G", "n", "I",
    ]  # fmt: skip
    assert grade_lines([]) == []


def test_the_grid_keeps_to_80_columns(database: Path) -> None:
    lines = [line for line in grid_lines(lay(Database(database), database)) if "/letter/" not in line]
    assert max(map(len, lines)) <= 80


def _without(database: Path, folder: Path, sql: str) -> Path:
    copied = _copied(database, folder)
    with closing(sqlite3.connect(copied)) as conn:
        conn.executescript(f"PRAGMA foreign_keys = off; PRAGMA ignore_check_constraints = on; {sql}")
    return copied


_BY_HAND = (
    *(f"DELETE FROM {name}" for name in ("organisations", "assessments", "snapshots")),
    *(f"DELETE FROM {name} WHERE rowid % 2" for name in ("assessments", "snapshots")),
    *(f"UPDATE judgments SET {name} = 'odd'" for name in ("grade", "status", "pillar")),
    "ALTER TABLE judgments DROP COLUMN block",
    "DROP TABLE witnesses",
)


@pytest.mark.parametrize("sql", _BY_HAND)
def test_what_somebody_changed_by_hand_is_told_as_damage(sql: str, database: Path, tmp_path: Path) -> None:
    copied, told = _without(database, tmp_path, sql), []
    for words in (["show", STAFFORDSHIRE], ["why", "judgments", f"{STAFFORDSHIRE}/efficiency"]):
        try:
            cli.main([*words, "--db", str(copied)], standalone_mode=False)
        except DatabaseError as error:
            told.append(error.message)
    assert told and all("peel rebuild" in one and "\n" not in one for one in told)


def test_a_fault_of_our_own_is_not_told_as_damage(database: Path) -> None:
    with pytest.raises(KeyError), reading(database):
        raise KeyError("ours")
