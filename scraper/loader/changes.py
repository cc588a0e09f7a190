"""What changed on the site, as sentences and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from schemas.prose_rows import PROSE_TABLES

_SELECT = """SELECT c.page, c.assessment, c.table_name, c.row_id, c.column_name, c.old, c.new,
  c.old_snapshot, c.new_snapshot, c.seen_at, c.cause, o.name, o.kind, a.round
FROM changes c
LEFT JOIN assessments a ON a.id = c.assessment
LEFT JOIN organisations o ON o.id = a.organisation
WHERE (:organisation IS NULL OR substr(c.page, 1, length(:organisation) + 1) = :organisation || '/')
  AND (:table_name IS NULL OR c.table_name = :table_name)
ORDER BY c.seen_at, c.page, c.table_name, c.row_id, c.column_name"""
_VERDICT = ("status", "grade", "grade_text")
_DERIVED_TEXT = ("last_updated_text", "deadline_text", "published_text", "date_text")
"""The published words of a date whose day is a change of its own."""
_NOUN = {
    **{table: f"paragraph of the {table}" for table in PROSE_TABLES},
    "recommendations": "recommendation",
    "key_facts": "key fact",
    "sections": "section",
    "reports": "report",
    "letters": "letter",
    "links": "link",
    "judgments": "judgment",
}
_SHOWN = 80
"""Characters of a long text that a sentence shows."""


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


def changes(
    db: Database,
    since: dt.date | dt.datetime | None = None,
    *,
    snapshots: Collection[str] | None = None,
    organisation: str | None = None,
    table: str | None = None,
) -> list[Change]:
    """Return what changed, oldest first; what several pages show of one judgment is told once.

    `since` leaves out what was captured before (a day begins at midnight UTC), also what is undated;
    `snapshots` (ids) leaves only what these captures brought, which is how the changes of a run are asked
    for; `organisation` and `table` leave only what is of one of them.
    """
    rows = [row for row in _rows(db, organisation, table) if _wanted(row, _moment(since), snapshots)]
    groups: dict[tuple[Any, ...], list[Raw]] = {}
    for row in rows:
        part = "verdict" if row["column_name"] in _VERDICT and row["table_name"] == "judgments" else row["column_name"]
        place = (row["page"], row["new_snapshot"], row["cause"], row["table_name"], row["row_id"], part)
        groups.setdefault(place, []).append(row)
    told: dict[tuple[Any, ...], Change] = {}
    for group in groups.values():
        if group[0]["column_name"] not in _DERIVED_TEXT:
            one = _change(group)
            told.setdefault((one.table, one.id, one.columns, one.old, one.new, one.cause), one)
    return list(told.values())


def _rows(db: Database, organisation: str | None, table: str | None) -> list[Raw]:
    return list(db.query(_SELECT, {"organisation": organisation, "table_name": table}))


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
        noun = _NOUN.get(table, table)
        return f"new {noun}: {_short(new)}" if old is None else f"{noun} gone: {_short(old)}"
    place = "" if table == "assessments" else f"{_NOUN.get(table, table)} {_tail(row)} "
    return f"{place}{_plain(column)}: {_apart(old, new)}"


def _judgment(row: Raw, old: str | None, new: str | None) -> str:
    name, column = _plain(_tail(row)), row["column_name"]
    if column in (*_VERDICT, "*"):
        return f"{name}: {_words(old)} → {_words(new)}"
    return f"{name}, {_plain(column)}: {_apart(old, new)}"


def _tail(row: Raw) -> str:
    prefix = f"{row['assessment']}/"
    tail = str(row["row_id"]).removeprefix(prefix)
    return tail.removeprefix("key-facts/").removeprefix(f"{row['table_name']}/")


def _words(word: str | None) -> str:
    return "nothing" if word is None else word.replace("_", " ")


def _plain(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")


def _apart(old: str | None, new: str | None) -> str:
    """Show two values; where long ones begin alike, from the word where they part."""
    if old and new and max(len(old), len(new)) > _SHOWN:
        alike = _alike(old, new)
        old, new = (f"…{text[alike:]}" if alike else text for text in (old, new))
    return f"{_short(old)} → {_short(new)}"


def _alike(old: str, new: str) -> int:
    """Return how many characters two texts share at the front, up to a word's beginning."""
    count = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    return old.rfind(" ", 0, count) + 1


def _short(text: str | None) -> str:
    if text is None:
        return "nothing"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rsplit(" ", 1)[0] + "…"


def _when(row: Raw) -> str:
    if row["cause"] == "parser":
        return ", read so by a newer parser"
    if row["seen_at"] is None:
        return ", in an undated capture"
    day = dt.datetime.fromisoformat(row["seen_at"])
    return f", captured {day.day} {day:%B %Y}"
