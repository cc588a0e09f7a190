"""Every check fires on what it is for, and is silent on a sound database."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.problems import PROBLEMS
from scraper.commands.generated import problems_page
from scraper.loader.database import open_database
from scraper.quality.checks import CHECKS, FILE_CHECKS, run_checks, sqlite_line
from scraper.quality.current import current_profiles
from scraper.quality.moved import name_of
from scraper.quality.verdict import Flag, current_flags
from scraper.store.sqlite import Database
from tests.runs.site import ROOT
from tests.support.amount import amount

from .build import database, fixtures, forces

STAFFORDSHIRE = "police/staffordshire/2016"
TABLE = "data_table/fire-2023-25-tables-with-headings"
# A state of a judgment before the one that is there.
_STATE = (
    "UPDATE judgment_states SET position = 2 WHERE judgment LIKE '%surrey/2016/efficiency'; "
    "INSERT INTO judgment_states SELECT judgment, page, 1, snapshot, captured_at, {} FROM judgment_states WHERE judgment LIKE '%surrey/2016/efficiency'"
)
# What is done to a sound database, and a part of what is then said.
BROKEN: dict[str, list[tuple[str, str]]] = {
    "witnesses_contradict": [
        ("UPDATE judgments SET grade = 'inadequate', grade_rank = 1 WHERE id LIKE '%surrey/2016/efficiency'", "inadequate"),
        ("UPDATE witnesses SET grade = 'outstanding' WHERE judgment LIKE '%surrey/2016/efficiency' AND source = 'prose'", "agree"),
    ],
    "grade_outside_scale": [("UPDATE judgments SET grade = 'adequate' WHERE id LIKE '%surrey/2016/efficiency'", "adequate")],
    "grades_differ": [
        ("UPDATE judgments SET grade = 'outstanding' WHERE id LIKE 'fire/avon/2023-25/%/affordable'", "here outstanding, there good"),
    ],
    "judgment_missing": [],
    "section_missing": [("DELETE FROM context WHERE assessment LIKE '%surrey/2016' AND section = 'Context'", "Context")],
    "figure_missing": [],
    "section_differs": [
        (
            "INSERT INTO sections SELECT id || '-2', assessment, section, section_text, pillar, question, question_key, "
            "'2016-01-01', last_updated_text, snapshot, block FROM sections WHERE id LIKE '%surrey/2016%' AND pillar = 'efficiency'",
            "2016-01-01",
        ),
    ],
    "position_gap": [
        ("DELETE FROM findings WHERE assessment LIKE '%surrey/2016' AND section = 'Efficiency' AND position = 2", "Efficiency"),
        ("UPDATE observations SET position = 1 WHERE assessment LIKE '%surrey/2016' AND position = 3", "observations"),
    ],
    "unknown_question": [
        ("UPDATE judgments SET question_key = 'efficiency/no-such' WHERE id LIKE '%surrey/2016/efficiency'", "no-such"),
    ],
    "organisation_differs": [
        ("UPDATE assessments SET round = '2015' WHERE id = 'police/surrey/2016'", "in 2015"),
        ("UPDATE key_facts SET assessment = 'police/kent/2016' WHERE id LIKE '%surrey/2016%cost%local'", "police/kent/2016"),
        (
            "UPDATE findings SET snapshot = (SELECT snapshot FROM pages WHERE id LIKE '%kent/2016%'), block = NULL "
            "WHERE assessment LIKE '%surrey/2016' AND section = 'Legitimacy'",
            "its page of police/kent/2016",
        ),
    ],
    "date_outside_round": [
        ("UPDATE judgments SET last_updated = '2023-01-02' WHERE id LIKE '%surrey/2016/efficiency'", "2023-01-02"),
        ("UPDATE sections SET last_updated = '2012-12-31' WHERE id LIKE '%surrey/2016%' AND pillar = 'efficiency'", "2012-12-31"),
    ],
    "date_after_capture": [
        ("UPDATE sections SET last_updated = '2018-04-03' WHERE id LIKE '%surrey/2016%' AND pillar = 'efficiency'", "2018-04-03"),
    ],
    "unit_unexpected": [("UPDATE key_facts SET unit = 'people' WHERE id LIKE '%surrey/2016%cost%local'", "people")],
    "figure_out_of_range": [
        ("UPDATE key_facts SET value = 950 WHERE id LIKE '%surrey/2016/key-facts/workforce/change/local'", "-100 to 100"),
        ("UPDATE key_facts SET value = 8 WHERE id LIKE '%surrey/2016%cost%local'", "national 0.59"),
    ],
    "accounting_open": [],
    "pages_disagree": [
        (
            "INSERT INTO snapshots (id, page, url, source, status, sha256, parser_version) "
            "SELECT 'older', page, rtrim(url, '/') || '-2/', source, status, 'x', parser_version FROM snapshots WHERE page LIKE '%surrey/2016/assessment'; "
            "INSERT INTO changes SELECT page, 'police/surrey/2016', 'judgments', 'police/surrey/2016/efficiency', 'grade', 'inadequate', 'good', "
            "'older', id, captured_at, 'site', parser_version FROM snapshots WHERE page LIKE '%surrey/2016/assessment' AND id <> 'older'",
            "police/surrey/2016/efficiency: inadequate at",
        ),
    ],
    "grade_went_back": [
        (_STATE.format("'graded', 'inadequate', 1, '2017-03-03'"), "good of 2016-11-03, where the page had inadequate of 2017-03-03"),
        (
            _STATE.format("'graded', 'inadequate', 1, NULL")
            + "; UPDATE judgment_states SET status = 'not_yet_graded', grade = NULL, last_updated = NULL "
            "WHERE position = 2 AND judgment LIKE '%surrey/2016/efficiency'",
            "not yet graded, where the page had inadequate;",
        ),
    ],
    "reference_broken": [
        ("PRAGMA foreign_keys = OFF", ""),
        ("DELETE FROM assessments WHERE id = 'police/surrey/2016'", "rows of judgments name a row of assessments"),
    ],
    "search_broken": [
        ("PRAGMA recursive_triggers = OFF", ""),
        ("INSERT INTO findings_fts (findings_fts, rowid, text) SELECT 'delete', rowid, text FROM findings LIMIT 1", "findings_fts"),
    ],
    "database_damaged": [],
    "rows_differ": [
        ("DELETE FROM judgment_states", "judgments without a row in judgment_states"),
        ("UPDATE snapshots SET sha256 = 'x'", "with an address, time or digest of another capture; run `peel rebuild`"),
    ],
    "sqlite_wal_bug": [("PRAGMA journal_mode = wal", "3.51.3")],
}  # fmt: skip
CITED = ("witnesses", "judgments", "sections", "key_facts", "links")
TOGETHER = frozenset({"reference_broken", "search_broken"})  # cases whose statements are steps of one


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    db = database(folder)
    forces(db)
    fixtures(db, TABLE, "report/avon-fire-2023-25-grade-table")
    db.close()
    return folder / "peel.db"


@pytest.fixture
def db(sound: Path, tmp_path: Path) -> Iterator[Database]:
    copy = tmp_path / "peel.db"
    copy.write_bytes(sound.read_bytes())
    db = open_database(copy)
    yield db
    db.close()


def look(db: Database, code: str) -> list[Flag]:
    return run_checks(db, current_profiles(db), current_flags(db), {code: {**CHECKS, **FILE_CHECKS}[code]})


@pytest.mark.parametrize("code", [*CHECKS, *FILE_CHECKS])
def test_a_check_is_silent_on_a_sound_database(code: str, db: Database) -> None:
    assert look(db, code) == []


CASES = [
    (code, [case] if code not in TOGETHER else cases) for code, cases in BROKEN.items() for case in (cases if code not in TOGETHER else [cases])
]  # fmt: skip


@pytest.mark.parametrize(("code", "steps"), CASES, ids=[f"{code}-{n}" for n, (code, _) in enumerate(CASES)])
def test_a_check_fires(code: str, steps: list[tuple[str, str]], db: Database) -> None:
    for sql, _ in steps:
        for statement in sql.split("; "):
            db.conn.execute(statement)
    if db.conn.in_transaction:
        db.conn.commit()
    found = look(db, code)
    assert found, code
    assert steps[-1][1] in " ".join(flag.message for flag in found)
    assert {flag.severity for flag in found} == {PROBLEMS[code][0].value}


@pytest.mark.parametrize("table", CITED)
def test_a_citation_whose_text_is_lost_is_told(table: str, db: Database) -> None:
    """One block is enough, whichever: a row that cites it can no longer be traced to its sentence."""
    tried = 0
    cited = db.conn.execute(f"SELECT DISTINCT snapshot, block FROM {table} WHERE block IS NOT NULL").fetchall()
    for place in cited[:: amount(3, 1)]:
        db.conn.execute("BEGIN")
        db.conn.execute("DELETE FROM _blocks WHERE snapshot = ? AND block = ?", place)
        told = " ".join(flag.message for flag in look(db, "reference_broken"))
        is_kept = db.conn.execute("SELECT 1 FROM blocks WHERE snapshot = ? AND block = ?", place).fetchone()
        db.conn.execute("ROLLBACK")
        assert (f"rows of {table} cite a block" in told) == (is_kept is None), place
        tried += is_kept is None
    assert tried, "no block of these is kept in _blocks alone"


def test_a_question_that_is_not_answered_is_missing(tmp_path: Path) -> None:
    db = database(tmp_path)
    fixtures(db, "pillar/gwent-2014-efficiency-three-graded")
    assert look(db, "judgment_missing") == []
    _rewrite(db, lambda reading: reading["record"]["judgments"].pop())
    (flag,) = look(db, "judgment_missing")
    assert flag.page == "police/gwent/2014/pillar/efficiency" and "efficiency/" in flag.message


def test_a_report_with_few_areas_is_told(tmp_path: Path) -> None:
    db = database(tmp_path)
    fixtures(db, "report/isles-of-scilly-fire-2023-25-ten-areas")
    assert look(db, "judgment_missing") == []
    _rewrite(db, lambda reading: reading["record"].update(judgments=reading["record"]["judgments"][:5]))
    (flag,) = look(db, "judgment_missing")
    assert "5 areas are judged" in flag.message


def test_a_figure_that_is_gone_is_missing(db: Database) -> None:
    _rewrite(db, lambda reading: reading["record"]["key_facts"]["figures"].pop(3), "police/surrey/2016/assessment")
    (flag,) = look(db, "figure_missing")
    assert flag.page == "police/surrey/2016/assessment" and "workforce" in flag.message


def test_characters_that_do_not_add_up_are_told(db: Database) -> None:
    _rewrite(db, lambda reading: reading["accounting"].update(coverage=0.9), "police/surrey/2016/assessment")
    (flag,) = look(db, "accounting_open")
    assert "0.9" in flag.message


def _rewrite(db: Database, change: object, page: str = "%") -> None:
    """Change the stored reading of a page."""
    from scraper.loader.readings import pack, reading_by_id

    (record,) = db.execute(
        "SELECT r.record FROM pages p JOIN _readings r ON r.snapshot = p.snapshot WHERE p.id LIKE ?", [page]
    ).fetchone()
    import copy

    reading = copy.deepcopy(reading_by_id(db, record))
    change(reading)  # type: ignore[operator]
    key, data = pack(reading)
    with db.atomic():
        db.conn.execute("INSERT INTO _records (id, data) VALUES (?, ?)", (key, data))
        db.conn.execute("UPDATE _readings SET record = ? WHERE record = ?", (key, record))


def test_a_damaged_page_of_the_file_is_found(sound: Path, tmp_path: Path) -> None:
    raw = bytearray(sound.read_bytes())
    with sqlite3.connect(f"file:{sound}?mode=ro", uri=True) as conn:
        size = conn.execute("PRAGMA page_size").fetchone()[0]
        root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'findings'").fetchone()[0]
    conn.close()
    raw[(root - 1) * size : (root - 1) * size + 200] = b"\xff" * 200
    (tmp_path / "hurt.db").write_bytes(bytes(raw))
    db = Database(tmp_path / "hurt.db")
    found = list(FILE_CHECKS["database_damaged"](db, []))
    assert found and all(flag.code == "database_damaged" for flag in found)
    db.close()


def test_what_a_page_says_of_itself_is_not_said_again(db: Database) -> None:
    db.conn.execute("UPDATE judgments SET last_updated = '2023-01-02' WHERE id LIKE '%surrey/2016/efficiency'")
    stated = [Flag("police/surrey/2016/assessment", "", "date_outside_round", "warning", "…")]
    assert run_checks(db, [], stated, {"date_outside_round": CHECKS["date_outside_round"]}) == []


def test_every_check_has_a_case_a_severity_and_a_line_in_the_docs() -> None:
    every = {**CHECKS, **FILE_CHECKS}
    own = {"judgment_missing", "figure_missing", "accounting_open", "database_damaged"}
    assert set(BROKEN) == set(every)
    assert {code for code, cases in BROKEN.items() if not cases} == own
    assert set(every) <= set(PROBLEMS)
    for code, check in every.items():
        assert check.__doc__ and f"`{code}` | {PROBLEMS[code][0].value} | {check.__doc__}" in problems_page()


def test_the_docs_are_those_of_the_code() -> None:
    assert (ROOT / "docs/checks.md").read_text("utf-8") == problems_page()


def test_the_sqlite_version_is_told() -> None:
    line = sqlite_line()
    assert sqlite3.sqlite_version in line
    assert ("older than 3.51.3" in line) is (sqlite3.sqlite_version_info < (3, 51, 3))


def test_the_fixtures_raise_no_flag_of_the_database(tmp_path: Path) -> None:
    """Every sound fixture page: what is wrong with one is said by its own problems."""
    db = database(tmp_path)
    fixtures(db, "assessment", "pillar", "findings", "report", "data_table", "overview", "other_reports")
    found = run_checks(db, current_profiles(db), current_flags(db))
    assert [flag for flag in found if not re.search("warwickshire/2016", flag.page)] == []


def test_what_servers_and_mirrors_put_behind_an_address_makes_no_other_page_of_it() -> None:
    site = "https://hmicfrs.justiceinspectorates.gov.uk/a/kent"
    assert {name_of(site + end) for end in ("", "/", "/index.html", "/index.php", ".html", ".htm")} == {"kent"}
    assert name_of(site + "-2/") == "kent-2"
