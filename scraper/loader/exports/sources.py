"""What can be exported: each table and each view, with the type of every column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scraper.loader.tables import SPECS, Column, Spec
from scraper.loader.view import View
from scraper.loader.views import VIEWS
from scraper.store.sqlite import Database

_BATCH = 5000
"""Rows that are in memory at once."""
Rows = list[tuple[Any, ...]]


class Kind(StrEnum):
    """What the values of a column are: a type of Table Schema 1, with its format where that is not the default."""

    TEXT = "string"
    INTEGER = "integer"
    REAL = "number"
    DATE = "date"
    TIME = "datetime"
    DAY_OR_TIME = "datetime/any"


@dataclass(frozen=True)
class Field:
    """A column of an export: `ref` is the table whose key it names, `words` the values that it allows, if few."""

    name: str
    kind: Kind
    description: str
    source: str = "view"
    nullable: bool = True
    unit: str | None = None
    ref: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A table or a view: one row is `meaning`; `order` are the columns that put its rows in order."""

    name: str
    meaning: str
    fields: tuple[Field, ...]
    order: tuple[str, ...]
    is_table: bool

    @property
    def names(self) -> list[str]:
        """The columns' names in order."""
        return [field.name for field in self.fields]

    def rows(self, db: Database) -> Iterator[Rows]:
        """Yield its rows in order, some thousands at a time: the same database gives them in the same order."""
        order = ", ".join(f'"{name}"' for name in self.order)
        columns = ", ".join(f'"{name}"' for name in self.names)
        cursor = db.conn.execute(f'SELECT {columns} FROM "{self.name}" ORDER BY {order}')
        while rows := cursor.fetchmany(_BATCH):
            yield rows


def _field(column: Column) -> Field:
    kinds: dict[type, Kind] = {dt.date: Kind.DATE, dt.datetime: Kind.TIME}
    kind = kinds.get(column.python) or Kind[column.sql_type]
    return Field(
        column.name, kind, column.description, column.source, column.nullable, column.unit, column.ref, tuple(column.words)
    )  # fmt: skip


def _of_table(spec: Spec) -> Source:
    return Source(spec.name, spec.table.meaning, tuple(map(_field, spec.columns)), spec.table.key, True)


def _of_view(view: View) -> Source:
    fields = tuple(
        Field(name, Kind[view.types.get(name, "TEXT")], text, unit=view.unit(name))
        for name, text in view.columns.items()
    )
    # What the view's own key leaves open (a figure without a period) the other columns decide.
    order = (*view.key, *(name for name in view.columns if name not in view.key))
    return Source(view.name, view.meaning, fields, order, False)


SOURCES: dict[str, Source] = {
    source.name: source
    for source in (
        *(_of_table(spec) for spec in SPECS.values() if spec.table.data),
        *(_of_view(view) for view in VIEWS),
    )
}
"""The tables, then the views, by name."""
