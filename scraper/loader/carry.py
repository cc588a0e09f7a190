"""What a user made in a database, carried over into one that is made again: tables with their rows, views, the rest."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scraper.store.sqlite import Database

from .tables import is_ours

_ORDER = ("table", "index", "view", "trigger")
"""Kinds of things of a schema, in the order in which they can be made."""


class Thing(NamedTuple):
    """A table, index, view or trigger: its kind, its name, the table it is of, the statement that makes it."""

    kind: str
    name: str
    table: str
    sql: str


def foreign(db: sqlite3.Connection, schema: str = "main") -> list[Thing]:
    """Return what in a database is not peel's, in the order in which it can be made."""
    rows = db.execute(f"SELECT type, name, tbl_name, sql FROM {schema}.sqlite_master WHERE sql IS NOT NULL")
    found = [Thing(*row) for row in rows]
    return sorted((thing for thing in found if not _is_ours(thing)), key=lambda thing: _ORDER.index(thing.kind))


def in_the_way(db: sqlite3.Connection) -> list[str]:
    """Return in words what of a user's own may refuse a row of peel's: references to them, triggers and unique indexes over them."""
    found = []
    for thing in foreign(db):
        if thing.kind == "table":
            named = sorted(
                {
                    row[2]
                    for row in db.execute("SELECT * FROM pragma_foreign_key_list(?)", (thing.name,))
                    if is_ours(row[2])
                }
            )
            found += [f"the table {thing.name}, whose rows name rows of {', '.join(named)}"] if named else []
        elif thing.kind in ("index", "trigger") and is_ours(thing.table):
            found.append(f"the {thing.kind} {thing.name} over {thing.table}")
    return found


def _is_ours(thing: Thing) -> bool:
    return is_ours(thing.name) or (thing.kind == "index" and is_ours(thing.table) and thing.name.startswith("idx_"))


def carry_over(old: Path, db: Database) -> list[str]:
    """Put what a user made in `old` into a database made again; returns the names of what could not be carried.

    All of it comes over or none: a virtual table, or rows that name rows which are no longer there, stay behind.
    Raises sqlite3.Error where `old` cannot be read.
    """
    conn = db.conn
    conn.commit()
    conn.execute("PRAGMA foreign_keys = off")
    conn.execute("ATTACH ? AS old", (os.fsencode(old),))
    try:
        there = {row[0] for row in conn.execute("SELECT name FROM main.sqlite_master")}
        things = [thing for thing in foreign(conn, "old") if thing.name not in there]
        if not things or _carried(conn, things):
            return []
        return [thing.name for thing in things if thing.kind in ("table", "view")]
    finally:
        conn.execute("DETACH old")
        conn.execute("PRAGMA foreign_keys = on")


def _carried(conn: sqlite3.Connection, things: Iterable[Thing]) -> bool:
    conn.execute("BEGIN")
    try:
        for thing in things:
            conn.execute(thing.sql)
            if thing.kind == "table":
                _copy_rows(conn, thing.name)
        broken = conn.execute("PRAGMA main.foreign_key_check").fetchone()
    except sqlite3.Error:
        broken = ("",)
    if broken:
        conn.execute("ROLLBACK")
        return False
    conn.execute("COMMIT")
    return True


def _copy_rows(conn: sqlite3.Connection, table: str) -> None:
    name = _quoted(table)
    told = conn.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
    columns = ", ".join(_quoted(row[0]) for row in told)
    conn.execute(f"INSERT INTO main.{name} ({columns}) SELECT {columns} FROM old.{name}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
