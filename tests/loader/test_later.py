"""Texts that wait for the search index: whatever is loaded together, the database and its search are the same."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.loader.later import Later
from scraper.loader.load import load
from scraper.store.sqlite import Database
from tests.support.amount import amount
from tests.support.empty import empty_database

from .compare import check_sound, content, differing
from .pages import assessment_page, snapshot
from .test_order import CAPTURES, STATES, Capture, loaded

FOUND = "SELECT o.id FROM observations_fts f JOIN observations o ON o.rowid = f.rowid WHERE observations_fts MATCH ?"


def loaded_together(groups: list[list[Capture]], path: Path) -> Database:
    db = empty_database(path)
    for group in groups:
        with db.atomic():
            later = Later(db)
            for place, time, salt in group:
                load(db, snapshot(STATES[place], time, salt=salt), STATES[place], later=later)
            later.settle()
    return db


@settings(max_examples=amount(15, 150), deadline=None)
@given(CAPTURES, st.integers(1, 4))
def test_groups_give_the_database_that_single_pages_give(captures: list[Capture], size: int) -> None:
    groups = [captures[start : start + size] for start in range(0, len(captures), size)]
    with TemporaryDirectory() as folder:
        one, other = loaded(captures, Path(folder) / "one.db"), loaded_together(groups, Path(folder) / "groups.db")
        assert differing(one, other) == {}
        check_sound(other)
        for words in ("careful", "paragraph"):
            assert sorted(one.execute(FOUND, [words])) == sorted(other.execute(FOUND, [words]))
        one.close()
        other.close()


def test_a_text_that_changes_before_its_turn_is_found_by_its_last_words_alone(db: Database) -> None:
    with db.atomic():
        later = Later(db)
        for text, time in (("A word of yore.", "2017-01-01T00:00:00"), ("A word of today.", "2018-01-01T00:00:00")):
            made = assessment_page(observations=[text])
            load(db, snapshot(made, time), made, later=later)
        assert db.execute(FOUND, ["word"]).fetchall() == []
        later.settle()
    assert db.execute(FOUND, ["yore"]).fetchall() == []
    assert len(db.execute(FOUND, ["today"]).fetchall()) == 1
    assert db.execute("SELECT count(*) FROM _unsearched").fetchone() == (0,)


def test_a_group_that_is_undone_leaves_nothing_that_waits(db: Database) -> None:
    load(db, snapshot(assessment_page()), assessment_page())
    before = content(db)
    made = assessment_page(observations=["A word of today."])
    with pytest.raises(sqlite3.OperationalError), db.atomic():
        load(db, snapshot(made, "2018-01-01T00:00:00"), made, later=Later(db))
        raise sqlite3.OperationalError("the disk is full")
    assert content(db) == before
    load(db, snapshot(made, "2018-01-01T00:00:00"), made)
    assert len(db.execute(FOUND, ["today"]).fetchall()) == 1
    check_sound(db)


def test_what_is_known_makes_nothing_wait(db: Database) -> None:
    load(db, snapshot(assessment_page()), assessment_page())
    written = db.conn.total_changes
    with db.atomic():
        later = Later(db)
        load(db, snapshot(assessment_page()), assessment_page(), later=later)
        later.settle()
    assert db.conn.total_changes == written


ANY = st.lists(
    st.tuples(
        st.integers(0, len(STATES) - 1),
        st.integers(0, len(STATES) - 1),
        st.sampled_from([None, "2017-01-01T00:00:00", "2017-02-01T00:00:00", "2017-03-01T00:00:00"]),
        st.sampled_from(["warc", "web"]),
        st.booleans(),
    ),
    min_size=2,
    max_size=8,
)
"""Captures: whose bytes, what a newer parser says of them, when, from where, and whether the newer parser read them."""


def _load_all(db: Database, captures: list[tuple[int, int, str | None, Any, bool]], later: Later | None) -> list[str]:
    done = []
    for place, other, time, source, is_newer in captures:
        version, said = ("2", STATES[other]) if is_newer else ("1", STATES[place])
        capture = snapshot(STATES[place], time, source)
        done.append(load(db, capture, said, parser_version=version, later=later).outcome)
    return done


@settings(max_examples=amount(20, 200), deadline=None)
@given(ANY, st.integers(2, 8))
def test_groups_give_the_same_whatever_moves_comes_twice_or_comes_from_the_site(
    captures: list[tuple[int, int, str | None, Any, bool]], size: int
) -> None:
    """A newer parser may say that a capture is of another page, and the site's captures are laid beside those before."""
    with TemporaryDirectory() as folder:
        one, other = (empty_database(Path(folder) / name) for name in ("one.db", "groups.db"))
        single, together = _load_all(one, captures, None), []
        for start in range(0, len(captures), size):
            with other.atomic():
                later = Later(other)
                together += _load_all(other, captures[start : start + size], later)
                later.settle()
        assert single == together
        assert differing(one, other) == {}
        check_sound(other)
        one.close()
        other.close()
