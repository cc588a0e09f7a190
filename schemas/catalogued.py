"""What is known as data: rows of CSV files beside the code, and those that a file of the user's own adds.

A new round, a new service, another address is a row. Who cannot wait for a release writes it into a TOML file, as
`[[rounds]]`, `[[places]]`, `[[organisations]]` or `[[pages]]` with the columns of the CSV of that name, and names it in
the setting `catalogue`. A row with the key of one that is there takes its place.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

Line = dict[str, str]
"""A row by its columns; an empty text is nothing."""
T = TypeVar("T")
OWN_FILE = "PEEL_CATALOGUE"
"""The environment variable that names the user's own file."""
NAMED_BY = f"_{OWN_FILE}"
"""The one that the command line sets, by whichever way the file was named; processes that a run starts have it too."""
TABLES = {
    "rounds": ("kind", "id"),
    "places": ("page", "kind", "round"),
    "organisations": ("id",),
    "pages": ("path",),
}
"""The tables that a user's own file may add to, with the columns that are the key of each."""
_FOLDER = Path(__file__).parent / "data"


class CatalogueError(Exception):
    """The user's own file can't be read, or says something that cannot be; one line says what and where.

    No ValueError: pydantic would take it for a fault of the setting in whose place the catalogue is first read.
    """


def own_file() -> Path | None:
    """Return the user's own file of the catalogue, None where none is named."""
    named = os.environ.get(NAMED_BY) or os.environ.get(OWN_FILE)
    return Path(named) if named else None


@cache
def lines(name: str, folder: Path = _FOLDER) -> tuple[Line, ...]:
    """Return the rows of a table: those of `<name>.csv` in a folder, in its order, then those of the user's own file.

    Raises CatalogueError for a row of the user's file that has a column which the table lacks, or lacks a key.
    """
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), list(reader.fieldnames or ())
    if name not in TABLES:
        return tuple(rows)
    key = TABLES[name]
    found = {tuple(row[column] for column in key): row for row in rows}
    for number, given in enumerate(_own().get(name, []), 1):
        row = _row(given, columns, key, f"{own_file()}: [[{name}]] {number}")
        found[tuple(row[column] for column in key)] = row
    return tuple(found.values())


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, parted by a bar."""
    return tuple(part for part in text.split("|") if part)


def made(make: Callable[[Line], T], name: str, folder: Path = _FOLDER) -> tuple[T, ...]:
    """Return what is made of each row of a table; raises CatalogueError, with the row, for a value that cannot be."""
    found = []
    for line in lines(name, folder):
        try:
            found.append(make(line))
        except ValueError as error:
            key = ", ".join(line[column] for column in TABLES[name])
            raise CatalogueError(f"{own_file() or name}: [[{name}]] {key}: {error}") from None
    return tuple(found)


def number(line: Line, column: str) -> int:
    """Return the whole number that a row has in a column; raises ValueError, in words, for anything else."""
    if not line[column].isdecimal():
        raise ValueError(f"{column} is a whole number, not “{line[column]}”")
    return int(line[column])


@cache
def _own() -> dict[str, list[object]]:
    """Return the tables of the user's own file; none where no file is named."""
    path = own_file()
    if path is None:
        return {}
    import tomllib

    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise CatalogueError(f"{path}, the file of the setting catalogue, can't be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{path} can't be read as TOML: {error}") from None
    for name, rows in told.items():
        if name not in TABLES or not isinstance(rows, list):
            raise CatalogueError(f"{path}: {name} is no table of the catalogue; there are [[{']], [['.join(TABLES)}]]")
    return told


def _row(given: object, columns: list[str], key: tuple[str, ...], where: str) -> Line:
    told = given if isinstance(given, dict) else {}
    unknown = [name for name in told if name not in columns]
    if unknown:
        raise CatalogueError(f"{where}: {unknown[0]} is no column; there are {', '.join(columns)}")
    row = {column: _cell(told.get(column)) for column in columns}
    missing = [column for column in key if not row[column]]
    if missing:
        raise CatalogueError(f"{where}: {missing[0]} is missing")
    return row


def _cell(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "yes" if value is True else str(value)
