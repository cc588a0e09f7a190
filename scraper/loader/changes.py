"""What changed on the site, as sentences and as data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from schemas.vocabulary import organisation_of
from scraper.store.moments import in_order
from scraper.store.sqlite import Database

from .wording import apart, name_of, noun, short, value, words

_SELECT = f"""SELECT c.page, c.assessment, c.table_name, c.row_id, c.column_name, c.old, c.new,
  c.old_snapshot, c.new_snapshot, c.seen_at, c.cause, o.name, o.kind, a.round
FROM changes c
LEFT JOIN assessments a ON a.id = c.assessment
LEFT JOIN organisations o ON o.id = a.organisation
WHERE (:organisation IS NULL OR substr(c.page, 1, length(:organisation) + 1) = :organisation || '/')
  AND (:table_name IS NULL OR c.table_name = :table_name)
ORDER BY {in_order("c.seen_at")}, c.page, c.table_name, c.row_id, c.column_name"""
_VERDICT = ("status", "grade", "grade_text")
_DERIVED_TEXT = ("last_updated_text", "deadline_text", "published_text", "date_text")
"""The published words of a date whose day is a change of its own."""
_OF_A_GRADE = frozenset({"grade", "status", "*"})
"""Columns of a judgment by which its grade is another one."""


@dataclass(frozen=True)
class Change:
    """One thing that changed: where, what it was, what it is, which captures show it, whose doing it is."""

    assessment: str | None
    page: str
    table: str
    id: str
    columns: tuple[str, ...]
    old: str | None
    new: str | None
    old_snapshot: str
    new_snapshot: str
    seen_at: str | None
    cause: str
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return asdict(self)


Raw = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """Which changes are asked for: of some organisations and rounds (ids; None is all), of grades, of one grade.

    `grade` is a word of the vocabulary that was given or taken away; it asks for changes of grades alone.
    """

    organisations: Collection[str] | None = None
    rounds: Collection[str] | None = None
    grades: bool = False
    grade: str | None = None

    def covers(self, change: Change) -> bool:
        """Return whether a change is asked for."""
        whose = organisation_of(change.assessment or change.page)
        if self.organisations is not None and whose not in self.organisations:
            return False
        if self.rounds is not None and (
            change.assessment is None or change.assessment.rpartition("/")[2] not in self.rounds
        ):
            return False
        if not self.grades and self.grade is None:
            return True
        is_grade = change.table == "judgments" and not _OF_A_GRADE.isdisjoint(change.columns)
        return is_grade and (self.grade is None or self.grade in (change.old, change.new))


def changes(
    db: Database,
    since: dt.date | dt.datetime | None = None,
    *,
    snapshots: Collection[str] | None = None,
    wanted: Wanted = Wanted(),
) -> list[Change]:
    """Return what changed, oldest first; what several pages show of one judgment is told once, each time that it comes.

    `since` leaves out what was captured before (a day begins at midnight UTC), also what is undated;
    `snapshots` (ids) leaves only what these captures brought, which is how the changes of a run are asked
    for; `wanted` narrows them to organisations, rounds, grades.
    """
    rows = [row for row in _rows(db, wanted) if _wanted(row, _moment(since), snapshots)]
    groups: dict[tuple[Any, ...], list[Raw]] = {}
    for row in rows:
        part = "verdict" if row["column_name"] in _VERDICT and row["table_name"] == "judgments" else row["column_name"]
        place = (row["page"], row["new_snapshot"], row["cause"], row["table_name"], row["row_id"], part)
        groups.setdefault(place, []).append(row)
    told: dict[tuple[Any, ...], Change] = {}
    times: Counter[tuple[Any, ...]] = Counter()
    for group in groups.values():
        if group[0]["column_name"] not in _DERIVED_TEXT:
            one = _change(group)
            what = (one.table, one.id, one.columns, one.old, one.new, one.cause)
            times[one.page, what] += 1
            told.setdefault((times[one.page, what], what), one)
    return [one for one in told.values() if wanted.covers(one)]


def _rows(db: Database, wanted: Wanted) -> list[Raw]:
    """Return the rows of the changes, narrowed as far as a query can: by one organisation, by the table of grades."""
    only = next(iter(wanted.organisations)) if wanted.organisations and len(wanted.organisations) == 1 else None
    of_grades = wanted.grades or wanted.grade is not None
    return list(db.query(_SELECT, {"organisation": only, "table_name": "judgments" if of_grades else None}))


def _moment(since: dt.date | dt.datetime | None) -> str | None:
    if since is None:
        return None
    if isinstance(since, dt.datetime) and since.tzinfo is not None:
        since = since.astimezone(dt.UTC).replace(tzinfo=None)
    return since.isoformat()


def _wanted(row: Raw, since: str | None, snapshots: Collection[str] | None) -> bool:
    if snapshots is not None and row["new_snapshot"] not in snapshots:
        return False
    return since is None or (row["seen_at"] or "") >= since


def _change(group: list[Raw]) -> Change:
    first = group[0]
    old, new = _sides(group)
    columns = tuple(row["column_name"] for row in group)
    sentence = f"{_who(first)}{_what(first, old, new)}{_when(first)}"
    return Change(
        first["assessment"],
        first["page"],
        first["table_name"],
        first["row_id"],
        columns,
        old,
        new,
        first["old_snapshot"],
        first["new_snapshot"],
        first["seen_at"],
        first["cause"],
        sentence,
    )


def _sides(group: list[Raw]) -> tuple[str | None, str | None]:
    """Return old and new; of a judgment the grade, else the status, else the words."""
    by_column = {row["column_name"]: row for row in group}
    rows = [by_column[name] for name in ("grade", "status", "grade_text") if name in by_column] or group
    old = next((row["old"] for row in rows if row["old"] is not None), None)
    new = next((row["new"] for row in rows if row["new"] is not None), None)
    return old, new


def _who(row: Raw) -> str:
    if row["assessment"] is None:
        return f"{row['page']}, "
    service = " fire" if row["kind"] == "fire" else ""
    known = f"{row['name']}{service} {row['round']}" if row["name"] else str(row["assessment"])
    return f"{known}, "


def _what(row: Raw, old: str | None, new: str | None) -> str:
    table, column = row["table_name"], row["column_name"]
    if table == "judgments":
        return _judgment(row, old, new)
    if column == "*":
        return f"new {noun(table)}: {short(new)}" if old is None else f"{noun(table)} gone: {short(old)}"
    name = name_of(table, row["row_id"], row["assessment"], row["kind"])
    place = "" if table == "assessments" else " ".join(part for part in (noun(table), name) if part) + ", "
    return f"{place}{words(column)}: {apart(value(column, old), value(column, new))}"


def _judgment(row: Raw, old: str | None, new: str | None) -> str:
    name, column = name_of("judgments", row["row_id"], row["assessment"], row["kind"]), row["column_name"]
    if column in (*_VERDICT, "*"):
        return f"{name}: {apart(value('grade', old), value('grade', new))}"
    return f"{name}, {words(column)}: {apart(value(column, old), value(column, new))}"


def _when(row: Raw) -> str:
    if row["cause"] == "parser":
        return ", read so by a newer parser"
    if row["seen_at"] is None:
        return ", in an undated capture"
    day = dt.datetime.fromisoformat(row["seen_at"])
    return f", first seen so on {day.day} {day:%B %Y}"
