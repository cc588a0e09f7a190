"""The tables as SQL: statements made from the row models of `schemas.rows`, nothing declared twice."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from schemas.capture_rows import ColumnDocRow
from schemas.columns import Meaning, Row, Table, table_of
from schemas.rows import ROWS

from .views import VIEWS

TOKENIZER = "porter unicode61 remove_diacritics 2"
_SQL_TYPES: dict[type, str] = {
    str: "TEXT",
    int: "INTEGER",
    float: "REAL",
    bytes: "BLOB",
    dt.date: "TEXT",
    dt.datetime: "TEXT",
}
# Without a modifier SQLite lets 31 February stand.
_DATE_CHECK = "{0} IS date({0}, '+0 days')"
_TIME_CHECK = "{0} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'"


@dataclass(frozen=True)
class Column:
    """A column: the Python type of its values (without None), whether it may be null, and what `schemas.columns.col` says."""

    name: str
    python: type
    nullable: bool
    description: str
    source: str
    unit: str | None
    ref: str | None
    published: bool

    @property
    def sql_type(self) -> str:
        """The type of a STRICT table; an enumeration is TEXT."""
        return _SQL_TYPES.get(self.python, "TEXT")

    @property
    def words(self) -> list[str]:
        """The values that an enumeration allows; empty for other types."""
        return [word.value for word in self.python] if issubclass(self.python, StrEnum) else []

    @property
    def check(self) -> str | None:
        """The condition on the column's values, or None."""
        name = f'"{self.name}"'
        if self.words:
            return f"{name} IN ({', '.join(repr(word) for word in self.words)})"
        if self.python is dt.date:
            return _DATE_CHECK.format(name)
        return f"{name} IS NULL OR {_TIME_CHECK.format(name)}" if self.python is dt.datetime else None

    @property
    def ddl(self) -> str:
        """The column's line of CREATE TABLE."""
        parts = [f'"{self.name}"', self.sql_type]
        if not self.nullable:
            parts.append("NOT NULL")
        if self.check:
            parts.append(f"CHECK ({self.check})")
        return " ".join(parts)


@dataclass(frozen=True)
class Spec:
    """A table with its columns, and the statements that write to it."""

    table: Table
    columns: tuple[Column, ...]

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns' names in order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def published(self) -> tuple[tuple[int, str], ...]:
        """The places in a row, and the names, of the columns that `changes` watches."""
        return tuple((place, column.name) for place, column in enumerate(self.columns) if column.published)

    @cached_property
    def key_places(self) -> tuple[int, ...]:
        """The places of the key's columns in a row."""
        return tuple(map(self.names.index, self.table.key))

    @cached_property
    def select(self) -> str:
        """The query of all rows, columns in a row's order."""
        return f'SELECT {_quoted(self.names)} FROM "{self.name}"'

    @cached_property
    def delete(self) -> str:
        """The statement that deletes the row of a key."""
        where = " AND ".join(f'"{name}" = ?' for name in self.table.key)
        return f'DELETE FROM "{self.name}" WHERE {where}'

    @cached_property
    def create(self) -> str:
        """CREATE TABLE: STRICT, checks, foreign keys that are checked at commit."""
        lines = [column.ddl for column in self.columns]
        lines.append(f"PRIMARY KEY ({_quoted(self.table.key)})")
        lines += [f"CHECK ({check})" for check in self.table.checks]
        lines += [
            f'FOREIGN KEY ("{column.name}") REFERENCES "{column.ref}" ("id") DEFERRABLE INITIALLY DEFERRED'
            for column in self.columns
            if column.ref
        ]
        kind = "STRICT" if self.table.rowid else "STRICT, WITHOUT ROWID"
        return f'CREATE TABLE "{self.name}" (\n  ' + ",\n  ".join(lines) + f"\n) {kind}"

    @cached_property
    def indexes(self) -> list[str]:
        """CREATE INDEX for each index."""
        return [
            f'CREATE INDEX "idx_{self.name}_{"_".join(names)}" ON "{self.name}" ({_quoted(names)})'
            for names in self.table.indexes
        ]

    @cached_property
    def upserts(self) -> dict[int, str]:
        """The upsert of 32, 16, 8, 4, 2 rows and 1 row.

        Each statement that fires a trigger makes FTS5 write out what it has gathered (fts5SavepointMethod),
        so a statement a row costs four times as much as few statements of many rows.
        """
        return {count: self._upsert(count) for count in (32, 16, 8, 4, 2, 1)}

    def _upsert(self, count: int) -> str:
        """INSERT that updates only where a value differs, so that an unchanged row is no write."""
        rest = [name for name in self.names if name not in self.table.key]
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
        differs = " OR ".join(f'"{self.name}"."{name}" IS NOT excluded."{name}"' for name in rest)
        row = f"({', '.join('?' * len(self.names))})"
        return (
            f'INSERT INTO "{self.name}" ({_quoted(self.names)}) '
            f"VALUES {', '.join([row] * count)} "
            f"ON CONFLICT ({_quoted(self.table.key)}) DO UPDATE SET {sets} WHERE {differs}"
        )

    @cached_property
    def search(self) -> list[str]:
        """The search index of the table's text, and the triggers that keep it in step."""
        if not self.table.search:
            return []
        name, fields = self.name, self.table.search
        new = ", ".join(f'new."{field}"' for field in fields)
        old = ", ".join(f'old."{field}"' for field in fields)
        differs = " OR ".join(f'old."{field}" IS NOT new."{field}"' for field in fields)
        fts, into = f'"{name}_fts"', _quoted(fields)
        forget = f"INSERT INTO {fts} ({fts}, rowid, {into}) VALUES ('delete', old.rowid, {old});"
        learn = f"INSERT INTO {fts} (rowid, {into}) VALUES (new.rowid, {new});"
        # Rows behind the one that `_unsearched` names wait (`later`).
        turn = f"{{0}}.rowid <= coalesce((SELECT after FROM _unsearched WHERE table_name = '{name}'), {{0}}.rowid)"
        trigger = f'CREATE TRIGGER "{name}_fts_{{}}" AFTER {{}} ON "{name}" WHEN {{}} BEGIN {{}} END'
        return [
            f"CREATE VIRTUAL TABLE {fts} USING fts5({into}, content=\"{name}\", tokenize='{TOKENIZER}')",
            trigger.format("insert", "INSERT", turn.format("new"), learn),
            trigger.format("delete", "DELETE", turn.format("old"), forget),
            trigger.format("update", "UPDATE", f"({differs}) AND {turn.format('old')}", f"{forget} {learn}"),
        ]


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _column(name: str, annotation: Any) -> Column:
    assert get_origin(annotation) is Annotated, f"{name} does not say what it means"
    stored, meaning = get_args(annotation)
    assert isinstance(meaning, Meaning)
    kinds = [kind for kind in get_args(stored) or (stored,) if kind is not type(None)]
    return Column(
        name,
        meaning.holds or kinds[0],
        len(get_args(stored)) > 1,
        meaning.description,
        meaning.source,
        meaning.unit,
        meaning.ref,
        meaning.published,
    )


def _spec(row: type[Row]) -> Spec:
    hints = get_type_hints(row, include_extras=True)
    return Spec(table_of(row), tuple(_column(name, annotation) for name, annotation in hints.items()))


SPEC_OF: dict[type[Row], Spec] = {row: _spec(row) for row in ROWS}
"""The table of each row type."""
SPECS: dict[str, Spec] = {spec.name: spec for spec in SPEC_OF.values()}
SEARCHED: tuple[str, ...] = tuple(name for name, spec in SPECS.items() if spec.table.search)


def statements() -> list[str]:
    """Return every statement that makes an empty database, in order."""
    made = [spec.create for spec in SPECS.values()]
    made += [index for spec in SPECS.values() for index in spec.indexes]
    made += [part for spec in SPECS.values() for part in spec.search]
    return made + [f'CREATE VIEW "{view.name}" AS\n{view.sql}' for view in VIEWS]


def is_ours(name: str) -> bool:
    """Return whether a table or view is one that peel makes, search indexes and SQLite's own included."""
    own = {*SPECS, *(view.name for view in VIEWS), "_sqlite_migrations"}
    return name in own or name.startswith(("sqlite_", *(f"{table}_fts" for table in SEARCHED)))


def schema_hash() -> str:
    """Return 16 hex of the digest of those statements."""
    return hashlib.sha256("\n".join(statements()).encode()).hexdigest()[:16]


def column_docs() -> list[ColumnDocRow]:
    """Return the rows of `_column_doc`, those of the views included."""
    rows = [
        ColumnDocRow(spec.name, column.name, column.description, column.unit, column.source)
        for spec in SPECS.values()
        for column in spec.columns
    ]
    return rows + [
        ColumnDocRow(view.name, name, text, view.unit(name), "view")
        for view in VIEWS
        for name, text in view.columns.items()
    ]
