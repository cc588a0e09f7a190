"""What was accepted is read back whole, or the rows of it that can't be are told until a person accepts again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from scraper.quality.audit import audit, to_accept
from scraper.quality.baseline import load_baseline, unread_reason
from scraper.quality.current import current_profiles
from scraper.quality.drift import accept
from scraper.settings import Settings
from scraper.store.sqlite import Database

from .build import forces

BROKEN = (
    "UPDATE drift_layouts SET skeleton = '[[\"title heading\", 1'",
    'UPDATE drift_layouts SET skeleton = \'[["title heading", "one", 2]]\'',
    "UPDATE drift_layouts SET skeleton = CAST(x'ff' AS TEXT)",
    "UPDATE drift_pages SET filled = 'null' WHERE page LIKE '%/kent/%'",
    "UPDATE drift_pages SET grades = '[[1]]'",
    "DELETE FROM drift_layouts",
    "DELETE FROM drift_accepted",
    "DELETE FROM drift_pages WHERE page LIKE '%/kent/%'",
)


@pytest.mark.parametrize("sql", BROKEN)
def test_a_row_that_can_not_be_read_is_told_until_a_run_is_accepted_again(
    db: Database, state: sqlite3.Connection, sql: str, tmp_path: Path
) -> None:
    forces(db, count=8)
    settings = Settings(db=tmp_path / "peel.db")
    accept(state, "first", "2018-04-01", current_profiles(db), "1", 0.35)
    assert audit(db, state, settings, cache=False).drift.unread == ()
    state.execute(sql)
    found = audit(db, state, settings, cache=False)
    (reason,) = unread_reason(list(found.drift.unread))
    assert reason in found.reasons(settings.warning_share) and "drift_" in reason and "`peel check --accept`" in reason
    pages = to_accept(db, state, found, "1")
    assert pages is not None, "nothing else differs, and yet it is not what was accepted"
    accept(state, "second", "2018-04-02", pages, "1", 0.35)
    again = load_baseline(state)
    assert again is not None and not again.unread
    assert [len(layouts) for layouts in again.layouts.values()] == [1] and len(again.records()) == 8


def test_what_is_kept_to_save_work_is_made_again_and_told_once(db: Database, state: sqlite3.Connection) -> None:
    forces(db, count=3)
    sound = current_profiles(db, state)
    for harm in (
        "'{}'",
        "'null'",
        "substr(data, 1, 40)",
        "json_set(data, '$.blocks', json('{}'))",
        "CAST(x'ff' AS TEXT)",
    ):
        said: list[str] = []
        state.execute(f"UPDATE profiles SET data = {harm}")
        assert current_profiles(db, state, tell=said.append) == sound
        assert len(said) == 1 and said[0].startswith("3 rows of profiles in the state database can't be read")
        assert current_profiles(db, state, tell=said.append) == sound and len(said) == 1, "it is kept again"
