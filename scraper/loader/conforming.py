"""Whether the rows of a database are as the schema wants them: a person may have changed them by hand, or a disk.

SQLite's own check does not look at the conditions of columns where a file is opened only to be read, and never at what is in a text or a blob.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from scraper.store.sqlite import Database

from .carried import is_packed
from .migrations import create
from .readings import is_whole
from .tables import SPECS, Spec, is_ours, schema_hash


def unlike_schema(db: Database) -> Iterator[str]:
    """Return in words what tables and columns lack, and which values no run can have written; nothing of a sound file."""
    for spec in SPECS.values():
        there = {row[1] for row in db.conn.execute(f'PRAGMA table_info("{spec.name}")')}
        lost = [name for name in spec.names if name not in there]
        if lost:
            yield f"lacks {spec.name}.{lost[0]}" if there else f"lacks the table {spec.name}"
            continue
        yield from _odd_values(db, spec)
        yield from _odd_texts(db, spec)
        if spec.name in _ODD:
            yield from _ODD[spec.name](db)
    yield from _lost_things(db)


def _lost_things(db: Database) -> Iterator[str]:
    """Return in words which views, indexes, triggers and search indexes are not there, and which ask for something else than ours."""
    there, known = _things(db), [row[0] for row in db.conn.execute("SELECT hash FROM _schema")]
    if len(known) != 1:
        yield f"has {len(known)} rows in _schema, which has one"
    for (kind, name), sql in _made_today().items():
        if (kind, name) not in there:
            yield f"lacks the {kind} {name}"
        elif known == [schema_hash()] and kind in _ASKING and there[kind, name] != sql:
            yield f"has another {kind} {name} than peel's"


_ASKING = frozenset({"view", "trigger"})
Things = dict[tuple[str, str], str]
"""What a schema holds beside tables and their columns: kind and name, with the statement behind the name."""


def _things(db: Database) -> Things:
    rows = db.conn.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        (kind, name): sql[sql.index(name) + len(name) :]
        for kind, name, sql in rows
        if kind != "table" or name.endswith("_fts")
    }


@cache
def _made_today() -> Things:
    db = Database(memory=True)
    try:
        create(db)
        return {key: sql for key, sql in _things(db).items() if is_ours(key[1]) or key[0] == "index"}
    finally:
        db.close()


def _odd_values(db: Database, spec: Spec) -> Iterator[str]:
    wanted = _conditions(spec)
    whole = " AND ".join(f"({one})" for one in wanted)
    if not wanted or not _without(db, spec, whole):
        return
    for condition, name in wanted.items():
        if count := _without(db, spec, condition):
            yield f"has {count} {'row' if count == 1 else 'rows'} in {spec.name} with an odd {name}"


def _odd_texts(db: Database, spec: Spec) -> Iterator[str]:
    """Say which column has text that is no UTF-8: SQLite keeps any bytes as text, and no reader gets behind such a row."""
    texts = [f'"{column.name}"' for column in spec.columns if column.sql_type == "TEXT"]
    if not texts or _is_read(db, spec, ", ".join(texts)):
        return
    yield from (
        f"has text in {spec.name} that is no UTF-8, in {name}" for name in texts if not _is_read(db, spec, name)
    )


def _is_read(db: Database, spec: Spec, names: str) -> bool:
    try:
        for _ in db.conn.execute(f'SELECT {names} FROM "{spec.name}"'):
            pass
    except sqlite3.OperationalError as error:
        if "UTF-8" in str(error):
            return False
        raise
    return True


def _odd_readings(db: Database) -> Iterator[str]:
    """Say how many stored readings are not those that their ids name, which SQLite's own check does not look at."""
    count = sum(not is_whole(key, data) for key, data in db.conn.execute("SELECT id, data FROM _records"))
    if count:
        yield f"has {count} {'row' if count == 1 else 'rows'} in _records that can't be read back"


def _odd_places(db: Database) -> Iterator[str]:
    """Say of how many pages the history can't be read back: each begins with a capture that says something."""
    rows = db.conn.execute("SELECT page, carried FROM _places WHERE carried IS NOT NULL")
    odd = {page for page, carried in rows if not is_packed(carried)}
    odd |= {row[0] for row in db.conn.execute("SELECT page FROM _places GROUP BY page HAVING count(carried) = 0")}
    if odd:
        yield f"has {len(odd)} {'page' if len(odd) == 1 else 'pages'} in _places whose history can't be read back"


_ODD: dict[str, Callable[[Database], Iterable[str]]] = {"_records": _odd_readings, "_places": _odd_places}
"""What is looked at of a table beside the conditions of its columns."""


def _conditions(spec: Spec) -> dict[str, str]:
    """Return the conditions on a table's rows, each with what it is about."""
    found = {f'"{column.name}" IS NOT NULL': column.name for column in spec.columns if not column.nullable}
    found |= {column.check: column.name for column in spec.columns if column.check}
    return found | {check: f"row, for which {check} does not hold" for check in spec.table.checks}


def _without(db: Database, spec: Spec, condition: str) -> int:
    """Return how many rows a condition does not hold for; it holds where it is null, as in SQLite's own checks."""
    found: int = db.conn.execute(f'SELECT count(*) FROM "{spec.name}" WHERE NOT ({condition})').fetchone()[0]
    return found
