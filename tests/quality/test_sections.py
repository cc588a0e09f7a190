"""The rows of sections are laid together without a sort of all texts, and come to what such a sort would."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.prose_rows import PROSE_TABLES, TEXT_TABLES
from scraper.quality.checks import CHECKS, run_checks
from scraper.quality.current import current_profiles
from scraper.quality.sections import sections_found
from scraper.store.sqlite import Database

from .build import database, forces

CAPTURES = {"a1": "police/a", "a2": "police/a", "b1": "police/b", "c1": None}
"""Captures and their pages; a page can have rows of several, and a refused capture has no page."""
ROWS = st.lists(
    st.tuples(
        st.sampled_from(PROSE_TABLES),
        st.sampled_from([*CAPTURES, "gone"]),
        st.sampled_from([None, "police/a/2016", "police/b/2016"]),
        st.sampled_from(["Context", "Efficiency"]),
        st.integers(-1, 4),
    ),
    max_size=30,
)
Row = tuple[str, str, str | None, str, int]


@contextmanager
def excerpt(rows: list[Row]) -> Iterator[Database]:
    """Make a database of the tables alone, as the checks get it of a part of a record."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("CREATE TABLE snapshots (id, page)")
        conn.executemany("INSERT INTO snapshots VALUES (?, ?)", CAPTURES.items())
        for table in (*PROSE_TABLES, "sections", "key_facts"):
            conn.execute(f"CREATE TABLE {table} (snapshot, assessment, section, position)")
        for table, *values in rows:
            conn.execute(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", values)
        yield Database(conn)


def in_one_statement(db: Database, table: str) -> list[tuple[str, str | None, str]]:
    """Return the table, page and message of each gap, as SQLite finds it by sorting all rows."""
    sql = (
        "SELECT s.page, t.section, count(*), max(t.position), count(DISTINCT t.position), min(t.position) "
        f"FROM {table} t JOIN snapshots s ON s.id = t.snapshot GROUP BY s.page, t.assessment, t.section"
    )
    return [
        (table, page, f"“{section}” of {table} has {count} rows at positions {first} to {last}.")
        for page, section, count, last, kinds, first in db.conn.execute(sql)
        if (first, last, kinds) != (1, count, count)
    ]


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_gaps_are_those_that_a_sort_of_all_rows_finds(rows: list[Row]) -> None:
    with excerpt(rows) as db:
        flags = list(CHECKS["position_gap"](db, []))
        found = [
            (next(t for t in PROSE_TABLES if f"of {t} " in flag.message), flag.page, flag.message) for flag in flags
        ]
        wanted = [one for table in PROSE_TABLES for one in in_one_statement(db, table)]
    assert sorted(found, key=repr) == sorted(wanted, key=repr)
    for (table, page, _), flag in zip(found, flags, strict=True):
        assert CAPTURES[flag.snapshot] == page
        assert (table, flag.snapshot) in {(row[0], row[1]) for row in rows}


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_the_sections_of_a_page_are_those_of_its_rows(rows: list[Row]) -> None:
    wanted: dict[str | None, set[str]] = {}
    for _, capture, _, section, _ in rows:
        if capture in CAPTURES:
            wanted.setdefault(CAPTURES[capture], set()).add(section)
    with excerpt(rows) as db:
        assert sections_found(db) == wanted


def test_no_check_sorts_the_texts_of_all_pages(tmp_path: Path) -> None:
    """SQLite holds what it sorts in memory: a statement over all texts would take some, and more with each page."""
    db = database(tmp_path)
    forces(db, count=3)
    asked: list[str] = []
    pages = current_profiles(db)
    db.conn.set_trace_callback(asked.append)
    run_checks(db, pages, [])
    db.conn.set_trace_callback(None)
    of_texts = [sql for sql in asked if re.search(rf"\b({'|'.join(TEXT_TABLES)}) t\b", sql)]
    plans = {sql: [row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {sql}")] for sql in of_texts}
    db.close()
    assert len(plans) >= len(PROSE_TABLES)
    assert {sql: steps for sql, steps in plans.items() if any("TEMP B-TREE" in step for step in steps)} == {}
