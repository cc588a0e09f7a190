"""The tables as files for other programs: CSV, JSON Lines or Parquet, with a Frictionless data package.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a full-width
form of them (OWASP ASVS 1.2.10). In a text column such a cell gets an apostrophe in front, and so does a cell
that begins with an apostrophe: take one apostrophe off the front of every text cell that has one, and the
published text is back. Columns of numbers are never touched. `raw` leaves that out, for machines.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Literal

from sqlite_utils import Database

from scraper import __version__
from scraper.errors import UsageError, how_to_install

from .errors import ReadOnlyError
from .migrations import SCHEMA_VERSION
from .tables import SPECS, Column, Spec
from .views import VIEWS

Format = Literal["csv", "jsonl", "parquet"]
EXPORTED: tuple[str, ...] = tuple(name for name, spec in SPECS.items() if spec.table.data)
LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
SOURCE = {"title": "HMICFRS inspection pages", "path": "https://hmicfrs.justiceinspectorates.gov.uk/"}
_ACTIVE = tuple("=+-@\t\r\n\x00'＝＋－＠")
_TYPES = {"TEXT": "string", "INTEGER": "integer", "REAL": "number"}
_BATCH = 5000
"""Rows that are in memory at once."""


def safe_cell(text: str) -> str:
    """Return a text cell that no spreadsheet runs: an apostrophe in front of what it would."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text


def export(db: Database, folder: Path, form: Format = "csv", *, raw: bool = False) -> list[Path]:
    """Write a file for each table, and for CSV and JSON Lines the `datapackage.json` that describes them.

    Rows are ordered by key, so that the same database gives the same bytes. Raises ReadOnlyError where the
    folder can not be written, UsageError for Parquet without pyarrow. Returns the files.
    """
    writer = _writer(form, raw)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        counts = {name: writer(db, SPECS[name], folder / f"{name}.{form}") for name in EXPORTED}
        files = [folder / f"{name}.{form}" for name in EXPORTED]
        package = folder / "datapackage.json"
        described = json.dumps(_package(folder, form, counts, raw), ensure_ascii=False, indent=2)
        package.write_text(described + "\n", encoding="utf-8")
    except OSError as error:
        raise ReadOnlyError(f"{folder} can not be written ({error.strerror}); name another folder") from error
    return [*files, package]


Writer = Callable[[Database, Spec, Path], int]


def _writer(form: Format, raw: bool) -> Writer:
    if form == "csv":
        return lambda db, spec, path: _write_csv(db, spec, path, raw=raw)
    return _write_jsonl if form == "jsonl" else _parquet_writer()


def _rows(db: Database, spec: Spec) -> Iterator[list[tuple[Any, ...]]]:
    order = ", ".join(f'"{name}"' for name in spec.table.key)
    cursor = db.conn.execute(f'SELECT * FROM "{spec.name}" ORDER BY {order}')
    while rows := cursor.fetchmany(_BATCH):
        yield rows


def _write_csv(db: Database, spec: Spec, path: Path, *, raw: bool) -> int:
    texts = [not raw and column.sql_type == "TEXT" for column in spec.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(spec.names)
        for rows in _rows(db, spec):
            count += len(rows)
            out.writerows(_safe_row(row, texts) for row in rows)
    return count


def _safe_row(row: Sequence[Any], texts: Sequence[bool]) -> list[Any]:
    return [_plain(safe_cell(value) if is_text and value else value) for value, is_text in zip(row, texts, strict=True)]


def _plain(value: Any) -> Any:
    """Return a whole number without its decimals, as the page printed it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write_jsonl(db: Database, spec: Spec, path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for rows in _rows(db, spec):
            count += len(rows)
            _write_lines(file, spec, rows)
    return count


def _write_lines(file: IO[str], spec: Spec, rows: Sequence[Sequence[Any]]) -> None:
    for row in rows:
        values = dict(zip(spec.names, map(_plain, row), strict=True))
        file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _parquet_writer() -> Writer:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(f"Parquet needs pyarrow: {how_to_install('parquet')}, or export csv or jsonl") from error
    kinds = {"TEXT": pyarrow.string(), "INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}

    def write(db: Database, spec: Spec, path: Path) -> int:
        fields = [
            pyarrow.field(column.name, kinds[column.sql_type], column.nullable, {"description": column.description})
            for column in spec.columns
        ]
        schema, count = pyarrow.schema(fields), 0
        with pyarrow.parquet.ParquetWriter(path, schema) as file:
            for rows in _rows(db, spec):
                columns = [
                    pyarrow.array(values, field.type)
                    for values, field in zip(zip(*rows, strict=True), fields, strict=True)
                ]
                file.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
                count += len(rows)
        return count

    return write


def _package(folder: Path, form: Format, counts: dict[str, int], raw: bool) -> dict[str, Any]:
    """Describe the files (Frictionless Data Package 1)."""
    return {
        "profile": "data-package",
        "name": "peel",
        "title": "The published inspections of police forces and fire services in England and Wales",
        "version": f"schema-{SCHEMA_VERSION}",
        "description": _description(form, raw),
        "created_by": f"peel {__version__}",
        "licenses": [LICENCE],
        "sources": [SOURCE],
        "resources": [_resource(folder, form, name, count) for name, count in counts.items()],
    }


def _description(form: Format, raw: bool) -> str:
    views = ", ".join(view.name for view in VIEWS)
    about = (
        f"The tables of a peel database; its views ({views}) are made of them. Contains public sector "
        "information licensed under the Open Government Licence v3.0."
    )
    if form != "csv" or raw:
        return about
    return about + (
        " A text cell that a spreadsheet would run has an apostrophe in front, and so has one that "
        "begins with an apostrophe: take one off the front of each text cell that has one "
        "to get the published text."
    )


def _resource(folder: Path, form: Format, name: str, count: int) -> dict[str, Any]:
    path = folder / f"{name}.{form}"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    spec = SPECS[name]
    made: dict[str, Any] = {
        "name": name.replace("_", "-"),
        "path": path.name,
        "title": f"{name}: one row is {spec.table.meaning}",
        "format": form,
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "stats": {"rows": count},
    }
    if form == "parquet":
        return made | {
            "mediatype": "application/vnd.apache.parquet",
            "columns": [_field(c) for c in spec.columns],
        }
    media = "text/csv" if form == "csv" else "application/x-ndjson"
    return made | {
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "mediatype": media,
        "encoding": "utf-8",
        "schema": _schema(spec),
    }


def _schema(spec: Spec) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": _own(spec, column.ref), "fields": ["id"]}}
        for column in spec.columns
        if column.ref
    ]
    made: dict[str, Any] = {
        "fields": [_field(column) for column in spec.columns],
        "primaryKey": list(spec.table.key),
        "missingValues": [""],
    }
    return made | ({"foreignKeys": keys} if keys else {})


def _own(spec: Spec, ref: str) -> str:
    """Name the resource that a key points to; the standard calls the table itself by an empty name."""
    return "" if ref == spec.name else ref.replace("_", "-")


def _field(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.sql_type],
        "description": column.description,
        "source": column.source,
        "constraints": {"required": not column.nullable},
    }
    if column.unit:
        made["unit"] = column.unit
    if column.words:
        made["constraints"]["enum"] = column.words
    return made
