"""What is said of a table and of a column, for the row types of `schemas.rows` and `schemas.capture_rows`.

A row type is a NamedTuple whose fields are the columns in their order. A field's type is what SQLite holds; its
annotation (`col`) says the rest, among it the enumeration or the kind of time that the text belongs to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeVar

Value = str | int | float | None
"""A value of a row, as SQLite holds it; only `_records` holds bytes."""
Row = tuple[Value | bytes, ...]
"""Any row: every row type is one."""
R = TypeVar("R", bound=type[Row])


@dataclass(frozen=True)
class Table:
    """What a table is beside its columns.

    `meaning` completes "One row is …"; `key` is the primary key; `rowid` is False for a table stored by its
    key alone; `headline` names the column that stands for the row when it appears or vanishes; `data` tells
    the published tables from the machinery (whose names begin with an underscore).
    """

    name: str
    meaning: str
    key: tuple[str, ...] = ("id",)
    rowid: bool = True
    indexes: tuple[tuple[str, ...], ...] = ()
    checks: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    headline: str | None = None
    data: bool = True


@dataclass(frozen=True)
class Meaning:
    """What a column means: `col` says what each field is."""

    description: str
    source: str
    unit: str | None
    ref: str | None
    published: bool
    holds: type | None


_TABLES: dict[type[Row], Table] = {}


def table(
    name: str,
    meaning: str,
    *,
    key: tuple[str, ...] = ("id",),
    rowid: bool = True,
    indexes: tuple[tuple[str, ...], ...] = (),
    checks: tuple[str, ...] = (),
    search: tuple[str, ...] = (),
    headline: str | None = None,
    data: bool = True,
) -> Callable[[R], R]:
    """Declare the table that a row type is a row of; `table_of` finds it."""

    def declare(row: R) -> R:
        _TABLES[row] = Table(name, meaning, key, rowid, indexes, checks, search, headline, data)
        return row

    return declare


def table_of(row: type[Row]) -> Table:
    """Return the table that a row type was declared for; raises KeyError for another type."""
    return _TABLES[row]


def col(
    description: str,
    *,
    source: str,
    unit: str | None = None,
    ref: str | None = None,
    published: bool = False,
    holds: type | None = None,
) -> Meaning:
    """Declare a column.

    `source` says where the value comes from, `unit` its unit or format, `ref` the table whose key it names;
    `published` marks what the page itself says, and so what `changes` watches; `holds` is the enumeration,
    `datetime.date` or `datetime.datetime` whose text the column keeps.
    """
    return Meaning(description, source, unit, ref, published, holds)


PAGE, DERIVED, CAPTURE, CATALOGUE, LOADER = "page", "derived", "capture", "catalogue", "loader"
DAY, TIME = "ISO 8601 day", "ISO 8601 time, UTC"
GRADED = "(status = 'graded') = (grade IS NOT NULL)"
ASSESSMENT = col("The assessment, `<organisation>/<round>`.", source=PAGE, ref="assessments")
AssessmentRef = Annotated[str, ASSESSMENT]
PerhapsAssessment = Annotated[
    str | None,
    col("The assessment, `<organisation>/<round>`; null where the page is of none.", source=PAGE, ref="assessments"),
]
OrganisationRef = Annotated[str, col("Whose it is.", source=PAGE, ref="organisations")]
CaptureRef = Annotated[str, col("The capture that the row was read from.", source=LOADER, ref="snapshots")]
BlockRef = Annotated[int | None, col("The block of that capture; null where the page has none.", source=DERIVED)]
QuestionKey = Annotated[
    str | None, col("The vocabulary's key of the question, the same in every round.", source="vocabulary")
]
