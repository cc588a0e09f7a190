"""Grades that changed: what the published database says of each judgment, against what is about to be published."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from scraper.errors import PeelError
from scraper.loader.database import reading
from scraper.store.sqlite import Database

_JUDGMENTS = (
    "SELECT j.id, j.grade, j.status, s.page, s.captured_at FROM judgments j LEFT JOIN snapshots s ON s.id = j.snapshot"
)
_STATES = "SELECT status, grade FROM judgment_states WHERE judgment = ? AND page = ? ORDER BY position"
_NAMED = 3  # grades that the line of a verdict names


@dataclass(frozen=True)
class GradeChange:
    """A judgment whose grade, or whose reason for having none, is another than before.

    `old` and `new` are grades or None, `old_status` and `new_status` None where there was, or is, no such judgment;
    `page` and `captured_at` are those of the capture that says so now; `again` tells that the page said so before it said
    something else, as where an error was taken back, or an older copy is shown.
    """

    judgment: str
    old: str | None
    new: str | None
    old_status: str | None
    new_status: str | None
    page: str | None
    captured_at: str | None
    again: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    def line(self) -> str:
        """Return it in one line."""
        day = f" (captured {self.captured_at[:10]})" if self.captured_at else ""
        return f"{self.short()}{day}"

    def short(self) -> str:
        """Return whose it is, and both sides."""
        old, new = (_words(self.old, self.old_status), _words(self.new, self.new_status))
        return f"{self.judgment}: {old} → {new}{' again' if self.again else ''}"


def _words(grade: str | None, status: str | None) -> str:
    return (grade or status or "nothing").replace("_", " ")


def grade_changes(published: Path, db: Database) -> list[GradeChange]:
    """Return the judgments that differ from those of the published file, by id; none where there is no such file.

    A page that the published file does not have brings no change: what it says is new. A file that cannot be read
    gives none either: the run that replaces it says so.
    """
    if not published.exists():
        return []
    try:
        with reading(published) as old:
            before = {row[0]: row[1:] for row in old.conn.execute(_JUDGMENTS)}
            pages = {row[0] for row in old.conn.execute("SELECT id FROM pages")}
    except (PeelError, sqlite3.Error):
        return []
    after = {row[0]: row[1:] for row in db.conn.execute(_JUDGMENTS)}
    newest = dict(db.conn.execute("SELECT p.id, s.captured_at FROM pages p JOIN snapshots s ON s.id = p.snapshot"))
    found = []
    for judgment in sorted(before.keys() | after.keys()):
        was, now = before.get(judgment), after.get(judgment)
        if was is None and (now is None or now[2] not in pages):
            continue
        if was is None or now is None or was[:2] != now[:2]:
            change = _change(judgment, was, now, newest)
            found.append(replace(change, again=now is not None and _is_again(db, change)))
    return found


def _change(
    judgment: str, was: Sequence[Any] | None, now: Sequence[Any] | None, newest: dict[str, str | None]
) -> GradeChange:
    old, old_status = was[:2] if was else (None, None)
    if now is not None:
        return GradeChange(judgment, old, now[0], old_status, now[1], now[2], now[3])
    page = was[2] if was else None
    return GradeChange(judgment, old, None, old_status, None, page, newest.get(page) if page else None)


def _is_again(db: Database, change: GradeChange) -> bool:
    """Return whether the page that speaks had said the same before it said something else."""
    states = [state for state, _ in groupby(db.conn.execute(_STATES, (change.judgment, change.page)))]
    return states[-1:] != [] and states[-1] in states[:-1]


def in_the_line(found: Sequence[GradeChange]) -> str:
    """Return the changes for the line of a verdict, empty where there are none."""
    if not found:
        return ""
    count = "1 grade changed" if len(found) == 1 else f"{len(found)} grades changed"
    more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"{count} ({'; '.join(change.short() for change in found[:_NAMED])}{more})"
