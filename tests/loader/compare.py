"""Databases as values: every row of every table, and the rules that hold in each."""

from __future__ import annotations

from typing import Any

from scraper.loader.readings import reading_by_id
from scraper.loader.tables import SEARCHED, SPECS
from scraper.store.sqlite import Database


def content(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr) for name in (*SPECS, "blocks")}


def differing(one: Database, other: Database) -> dict[str, Any]:
    left, right = content(one), content(other)
    return {
        name: (set(left[name]) - set(right[name]), set(right[name]) - set(left[name]))
        for name in left
        if left[name] != right[name]
    }


def check_sound(db: Database) -> None:
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    for name in SEARCHED:
        db.execute(f'INSERT INTO "{name}_fts" ("{name}_fts", rank) VALUES (\'integrity-check\', 1)')
    cited: set[tuple[str, int]] = set()
    for name, spec in SPECS.items():
        if name != "_blocks" and {"snapshot", "block"} <= set(spec.names):
            cited |= set(db.execute(f'SELECT snapshot, block FROM "{name}" WHERE block IS NOT NULL'))
    told = db.execute("SELECT snapshot, block, kind, text, claimed_by FROM blocks").fetchall()
    assert {row[:2] for row in told} == cited and len(told) == len(cited)
    readings: dict[str, Any] = {}
    for snapshot, *block in told:
        if snapshot not in readings:
            sql = "SELECT record FROM _readings WHERE snapshot = ? ORDER BY position DESC LIMIT 1"
            plain = reading_by_id(db, db.execute(sql, [snapshot]).fetchone()[0])
            readings[snapshot] = {one[0]: one for one in plain["blocks"]}
        assert block == readings[snapshot][block[0]]
