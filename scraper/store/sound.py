"""What is wrong with the state database, in words: looked for where reading it has failed.

SQLite reads a table whose column is gone, text that is no UTF-8 and a moment that is none as readily as any, so that a
failure says neither in which file nor where it began.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from .moments import moment
from .schema import VERSION, upgrade, version_of

_COUNTS = frozenset({"length", "warc_offset", "start", "behind", "inner", "misses", "tries"})
"""Columns that hold a number of something, or of bytes."""
_MOMENTS = ("at", "not_before")
"""Columns that hold moments, beside those whose name ends as the first does."""
Columns = dict[str, list[str]]
"""The columns of each table."""


def fault_of(db: sqlite3.Connection) -> str | None:
    """Return what is wrong with an open state database: damage, a table or column that is gone, text or a moment that is none."""
    try:
        return next(_faults(db), None)
    except sqlite3.DatabaseError as error:
        return " ".join(str(error).split())


def _faults(db: sqlite3.Connection) -> Iterator[str]:
    found = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)")]
    if found != ["ok"]:
        yield " ".join(found[0].split())
    there = _columns(db)
    if version_of(db) == VERSION:
        for table, names in _wanted().items():
            lost = [name for name in names if name not in there.get(table, ())]
            if lost:
                yield f"it lacks {table}.{lost[0]}" if table in there else f"it lacks the table {table}"
    for table, names in there.items():
        if table in _wanted():
            yield from _odd_texts(db, table, names)
            yield from _odd_counts(db, table, names)


def _odd_texts(db: sqlite3.Connection, table: str, names: list[str]) -> Iterator[str]:
    told = ", ".join(f"iif(typeof({name}) = 'text', CAST({name} AS BLOB), NULL)" for name in names)
    for row in db.execute(f"SELECT {told} FROM {table}"):
        for name, raw in zip(names, row, strict=True):
            fault = _fault_of_text(raw, is_moment=name in _MOMENTS or name.endswith(f"_{_MOMENTS[0]}"))
            if fault is not None:
                yield f"{table}.{name} holds {fault}"


def _odd_counts(db: sqlite3.Connection, table: str, names: list[str]) -> Iterator[str]:
    for name in _COUNTS.intersection(names):
        for (number,) in db.execute(f"SELECT {name} FROM {table} WHERE {name} < 0 LIMIT 1"):
            yield f"{table}.{name} holds {number}"


def _fault_of_text(raw: bytes | None, *, is_moment: bool) -> str | None:
    if raw is None:
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return "bytes that are no UTF-8"
    if not is_moment:
        return None
    try:
        moment(text)
    except ValueError:
        return f"{text[:40]!r}, which is no moment"
    return None


def _columns(db: sqlite3.Connection) -> Columns:
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')] for table in tables}


@cache
def _wanted() -> Columns:
    """Return what a state database of today has."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        upgrade(db)
        return {table: names for table, names in _columns(db).items() if not table.startswith(("_", "sqlite_"))}
