"""What a capture states as tuples of plain values: packed in half the time of rows and of other objects that have classes of ours, and smaller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from schemas.page_types import PageType

from .statements import ROW_OF, Rows, StatedPage, StatedWitness

Values = tuple[Any, ...]
_page_values = attrgetter(*(field.name for field in fields(StatedPage)))


def page_values(page: StatedPage) -> Values:
    """Return the values of a page."""
    key, kind, *others = _page_values(page)
    return key, kind.value, *others


def page_of(values: Values) -> StatedPage:
    """Return the page of which `page_values` gave the values."""
    key, kind, *others = values
    return StatedPage(key, PageType(kind), *others)


def rows_values(rows: Rows, tables: Iterable[str]) -> dict[str, list[Values]]:
    """Return the values of the rows of some tables, by the table; one without rows is left out."""
    return {table: [*map(tuple, found.values())] for table in tables if (found := rows.of(table))}


def rows_of(values: Mapping[str, list[Values]]) -> Rows:
    """Return the rows of which `rows_values` gave the values."""
    rows = Rows()
    for table, found in values.items():
        getattr(rows, table).update({row[0]: row for row in map(ROW_OF[table]._make, found)})
    return rows


def witnesses_values(witnesses: Mapping[str, list[StatedWitness]]) -> dict[str, list[Values]]:
    """Return the values of witnesses, by the judgment."""
    return {judgment: [*map(tuple, found)] for judgment, found in witnesses.items()}


def witnesses_of(values: Mapping[str, list[Values]]) -> dict[str, list[StatedWitness]]:
    """Return the witnesses of which `witnesses_values` gave the values."""
    return {judgment: [*map(StatedWitness._make, found)] for judgment, found in values.items()}
