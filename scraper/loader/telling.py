"""What captures brought, kept: the rows of `changes`, and the states that judgments were in."""

from __future__ import annotations

from schemas.capture_rows import ChangeRow, JudgmentStateRow
from scraper.store.sqlite import Database

from .history import Verdict
from .line import Line, Walked
from .sql import Batch, bounds, delete_rows, rows_where
from .statements import RANK

_Shown = tuple[str, str | None, Verdict]
"""A state of a judgment: the capture that first shows it, when that was made, what it says."""


def write_told(db: Database, page: str, assessment: str | None, walked: Walked, line: Line, batch: Batch) -> None:
    """Keep what the captures that were folded again bring, in place of what they brought before."""
    for key, one in walked.brought.items():
        changes = set(one.changes)
        if not walked.is_last:
            old = rows_where(db, ChangeRow, "page = ? AND new_snapshot = ?", (page, key))
            delete_rows(db, old - changes)
            changes -= old
        batch.add(sorted(changes, key=repr))
    _write_states(db, page, assessment, walked, line, batch)


def told(page: str, walked: Walked) -> tuple[set[ChangeRow], set[JudgmentStateRow]]:
    """Return the rows that all captures of a page bring, where all of them were folded in order."""
    changes = {row for one in walked.brought.values() for row in one.changes}
    states = {row for key, shown in _shown_by(walked).items() for row in _numbered(key, page, shown, 0)}
    return changes, states


def _shown_by(walked: Walked) -> dict[str, list[_Shown]]:
    """Return the states of each judgment that the captures bring which were folded."""
    shown: dict[str, list[_Shown]] = {}
    for key, one in walked.brought.items():
        for judgment, verdict in one.verdicts.items():
            shown.setdefault(judgment, []).append((key, one.captured_at, verdict))
    return shown


def _write_states(db: Database, page: str, assessment: str | None, walked: Walked, line: Line, batch: Batch) -> None:
    shown = _shown_by(walked)
    if walked.is_last:
        batch.add(_appended(db, page, shown, are_first=walked.is_only))
    else:
        batch.add(_replaced(db, page, assessment, shown, walked, line))


def _appended(db: Database, page: str, shown: dict[str, list[_Shown]], *, are_first: bool) -> list[JudgmentStateRow]:
    """Return the states that a capture behind all others brings; `are_first` tells that there are no others."""
    sql = "SELECT coalesce(max(position), 0) FROM judgment_states WHERE judgment = ? AND page = ?"
    rows = []
    for judgment, states in shown.items():
        last = 0 if are_first else db.conn.execute(sql, (judgment, page)).fetchone()[0]
        rows += _numbered(judgment, page, states, last)
    return rows


def _replaced(
    db: Database, page: str, assessment: str | None, shown: dict[str, list[_Shown]], walked: Walked, line: Line
) -> list[JudgmentStateRow]:
    """Return the states that captures bring among others, those of the judgments that differ numbered anew.

    What stands there in their stead is deleted.
    """
    within, values = ("judgment > ? AND judgment < ? AND ", bounds(f"{assessment}/")) if assessment else ("", ())
    there = rows_where(db, JudgmentStateRow, f"{within}page = ?", (*values, page))
    before: dict[str, set[_Shown]] = {}
    for row in there:
        if row.snapshot in walked.brought:
            before.setdefault(row.judgment, set()).add(_shown(row))
    differs = {key for key in before.keys() | shown.keys() if before.get(key, set()) != set(shown.get(key, ()))}
    if not differs:
        return []
    numbers, rows = line.numbers(), []
    for judgment in differs:
        others = [_shown(row) for row in there if row.judgment == judgment and row.snapshot not in walked.brought]
        states = sorted([*others, *shown.get(judgment, ())], key=lambda one: numbers[one[0]])
        rows += _numbered(judgment, page, states, 0)
    stale = {row for row in there if row.judgment in differs} - set(rows)
    delete_rows(db, stale)
    return sorted(set(rows) - there, key=repr)


def _shown(row: JudgmentStateRow) -> _Shown:
    return row.snapshot, row.captured_at, Verdict(row.status, row.grade, row.last_updated)


def _numbered(judgment: str, page: str, states: list[_Shown], start: int) -> list[JudgmentStateRow]:
    return [
        JudgmentStateRow(
            judgment, page, number, key, captured_at, said.status, said.grade, RANK[said.grade], said.last_updated
        )
        for number, (key, captured_at, said) in enumerate(states, start + 1)
    ]
