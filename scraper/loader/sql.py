"""Typed rows to and from a database: the few statements that every part of the loader shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from schemas.columns import Row
from schemas.rows import ROWS
from scraper.store.sqlite import Database

from .tables import SPEC_OF

R = TypeVar("R", bound=NamedTuple)
Binding = str | int | None


def write(db: Database, rows: Sequence[Row]) -> None:
    """Write rows of one table, many a statement; one that is there already is written only where it differs."""
    if not rows:
        return
    start, total = 0, len(rows)
    for count, sql in SPEC_OF[type(rows[0])].upserts.items():
        while total - start >= count:
            db.conn.execute(sql, list(chain.from_iterable(rows[start : start + count])))
            start += count


class Batch:
    """Rows of several tables that wait to be written, so that a statement takes many."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows: dict[type[Row], list[Row]] = {}

    def add(self, rows: Collection[Row]) -> None:
        """Let rows of one table wait; those that are there already are written only where they differ."""
        if rows:
            self._rows.setdefault(type(next(iter(rows))), []).extend(rows)

    def write(self) -> None:
        """Write what waits, a row that others refer to before them."""
        for kind in (each for each in ROWS if each in self._rows):
            write(self._db, self._rows[kind])
        self._rows.clear()


def rows_where(db: Database, row: type[R], where: str, values: Sequence[Binding]) -> set[R]:
    """Return the rows of a table that meet a condition."""
    sql = SPEC_OF[row].select
    return set(map(row._make, db.conn.execute(f"{sql} WHERE {where}", values)))


def delete_rows(db: Database, rows: Iterable[Row]) -> None:
    """Delete rows of one table by their keys."""
    there = list(rows)
    if there:
        spec = SPEC_OF[type(there[0])]
        db.conn.executemany(spec.delete, [[row[place] for place in spec.key_places] for row in there])


def kept_under(owner: str, tables: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the condition, and its values, of the kept values of an assessment or page and of what is under it.

    The range comes first, since SQLite looks up a range in the key but not two alternatives.
    """
    low, high = bounds(owner + "/")
    among = ", ".join("?" * len(tables))
    where = f"table_name IN ({among}) AND row_id >= ? AND row_id < ? AND (row_id = ? OR row_id > ?)"
    return where, (*tables, owner, high, owner, low)


def bounds(prefix: str) -> tuple[str, str]:
    """Return the bounds of the ids that begin with a prefix ending in a slash."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
