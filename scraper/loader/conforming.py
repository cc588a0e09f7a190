"""Whether the rows of a database are as the schema wants them: a person may have changed them by hand.

SQLite's own check does not look at the conditions of columns where a file is opened only to be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from .tables import SPECS, Spec


def unlike_schema(db: Database) -> Iterator[str]:
    """Return in words what tables and columns lack, and which values no run can have written; nothing of a sound file."""
    for spec in SPECS.values():
        there = {row[1] for row in db.conn.execute(f'PRAGMA table_info("{spec.name}")')}
        lost = [name for name in spec.names if name not in there]
        if lost:
            yield f"lacks {spec.name}.{lost[0]}" if there else f"lacks the table {spec.name}"
        else:
            yield from _odd_values(db, spec)


def _odd_values(db: Database, spec: Spec) -> Iterator[str]:
    wanted = _conditions(spec)
    whole = " AND ".join(f"({one})" for one in wanted)
    if not wanted or not _without(db, spec, whole):
        return
    for condition, name in wanted.items():
        if count := _without(db, spec, condition):
            yield f"has {count} {'row' if count == 1 else 'rows'} in {spec.name} with an odd {name}"


def _conditions(spec: Spec) -> dict[str, str]:
    """Return the conditions on a table's rows, each with what it is about."""
    found = {f'"{column.name}" IS NOT NULL': column.name for column in spec.columns if not column.nullable}
    found |= {column.check: column.name for column in spec.columns if column.check}
    return found | {check: f"row, for which {check} does not hold" for check in spec.table.checks}


def _without(db: Database, spec: Spec, condition: str) -> int:
    """Return how many rows a condition does not hold for; it holds where it is null, as in SQLite's own checks."""
    found: int = db.conn.execute(f'SELECT count(*) FROM "{spec.name}" WHERE NOT ({condition})').fetchone()[0]
    return found
