"""A file of rows in each format.

A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a full-width
form of them (OWASP ASVS 1.2.10). In a text column of a CSV such a cell gets an apostrophe in front, and so does a cell
that begins with an apostrophe: take one apostrophe off the front of every text cell that has one, and the
published text is back. Columns of numbers and days are never touched. `raw` leaves that out, for machines.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import math
import shutil
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from scraper.errors import UsageError, how_to_install

from .sources import Kind, Rows, Source

Batches = Iterable[Rows]
Writer = Callable[[Source, Batches, IO[bytes]], int]
"""Writes the rows of a source to an open file, and returns how many there were."""
_ACTIVE = tuple("=+-@\t\r\n\x00'＝＋－＠")


def safe_cell(text: str) -> str:
    """Return a text cell that no spreadsheet runs: an apostrophe in front of what it would."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text


class _Encoded:
    """A binary file that takes text; unlike a wrapper of Python's it closes no file of others when it fails."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def csv_writer(*, raw: bool, bom: bool) -> Writer:
    """Return the writer of CSV (RFC 4180, UTF-8); `bom` puts the mark in front by which Excel knows UTF-8."""

    def write(source: Source, batches: Batches, file: IO[bytes]) -> int:
        texts = [not raw and field.kind is Kind.TEXT for field in source.fields]
        if bom:
            file.write(codecs.BOM_UTF8)
        out, count = csv.writer(_Encoded(file), lineterminator="\r\n"), 0
        out.writerow(source.names)
        for rows in batches:
            count += len(rows)
            out.writerows(_safe_row(row, texts) for row in rows)
        return count

    return write


def _safe_row(row: Sequence[Any], texts: Sequence[bool]) -> list[Any]:
    return [_plain(safe_cell(value) if is_text and value else value) for value, is_text in zip(row, texts, strict=True)]


def _plain(value: Any) -> Any:
    """Return a whole number without its decimals, as the page printed it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _in_words(value: Any) -> Any:
    """Return what is no number for JSON and spreadsheets, an infinity that somebody wrote by hand, as text."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def write_jsonl(source: Source, batches: Batches, file: IO[bytes]) -> int:
    """Write an object a line (JSON Lines, UTF-8)."""
    count = 0
    for rows in batches:
        count += len(rows)
        for row in rows:
            values = dict(zip(source.names, (_in_words(_plain(value)) for value in row), strict=True))
            file.write(json.dumps(values, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    return count


MOMENTS = (Kind.TIME, Kind.DAY_OR_TIME)


def typed(value: Any, kind: Kind) -> Any:
    """Return a stored value as the day or the moment (UTC) that its text is, a day among moments as its begin; others as they are."""
    if value is None or kind not in (Kind.DATE, *MOMENTS):
        return value
    return dt.date.fromisoformat(value) if kind is Kind.DATE else dt.datetime.fromisoformat(value)


def parquet_writer() -> Writer:
    """Return the writer of Parquet, with days and moments as such; raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(f"Parquet needs pyarrow: {how_to_install('parquet')}, or export csv or jsonl") from error
    kinds = {
        Kind.TEXT: pyarrow.string(), Kind.INTEGER: pyarrow.int64(), Kind.REAL: pyarrow.float64(),
        Kind.DATE: pyarrow.date32(), **dict.fromkeys(MOMENTS, pyarrow.timestamp("us", "UTC")),
    }  # fmt: skip

    def write(source: Source, batches: Batches, file: IO[bytes]) -> int:
        fields = [
            pyarrow.field(field.name, kinds[field.kind], field.nullable, {"description": field.description})
            for field in source.fields
        ]
        schema, count = pyarrow.schema(fields), 0
        with pyarrow.parquet.ParquetWriter(file, schema) as out:
            for rows in batches:
                columns = [
                    pyarrow.array([typed(value, field.kind) for value in values], kinds[field.kind])
                    for values, field in zip(zip(*rows, strict=True), source.fields, strict=True)
                ]
                out.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
                count += len(rows)
        return count

    return write


_CELL = 32767
"""Characters that a cell of a spreadsheet holds (Excel's specifications)."""
_ROWS = 1_048_576
_FIRST_YEAR = 1901  # a spreadsheet knows no day before it


def write_workbook(sources: Sequence[tuple[Source, Batches]], path: Path) -> dict[str, int]:
    """Write a workbook (XLSX) with a sheet a source: the head frozen, days as days, text as text whatever it begins with.

    Text that a cell can't hold ends in `…`. Returns the rows of each sheet. Raises UsageError where XlsxWriter is not
    installed, or a source has more rows than a sheet, OSError where the file or what it needs beside it has no room.
    """
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError
    except ImportError as error:
        raise UsageError(f"XLSX needs XlsxWriter: {how_to_install('xlsx')}, or export csv or jsonl") from error
    with _sheets_beside(path) as folder:
        packed = io.BytesIO()  # on a full disk, an archive that is packed in a file is closed when nobody can be told
        book = xlsxwriter.Workbook(packed, {**_OPTIONS, "tmpdir": str(folder)})
        try:
            counts = _fill(book, sources)
        except FileCreateError as error:
            cause: OSError = error.args[0]
            traceback.clear_frames(cause.__traceback__)  # what is left of the archive closes while it still can
            raise OSError(*cause.args) from None
        path.write_bytes(packed.getbuffer())
    return counts


@contextmanager
def _sheets_beside(path: Path) -> Iterator[Path]:
    """Make a folder for the sheets that are not packed yet, which goes with the block.

    It is named by the unfinished workbook, so that what an export left that was killed goes as that does (`made_beside`).
    """
    folder = path.with_name(f".{path.name}.sheets")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def _fill(book: Any, sources: Sequence[tuple[Source, Batches]]) -> dict[str, int]:
    try:
        # Of no clock, so that the same database gives the same bytes.
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})
        formats = {
            Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
            **dict.fromkeys(MOMENTS, book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})),
        }
        head = book.add_format({"bold": True})
        counts = {source.name: _write_sheet(book, source, batches, head, formats) for source, batches in sources}
    finally:
        book.close()
    return counts


def _write_sheet(book: Any, source: Source, batches: Batches, head: Any, formats: dict[Kind, Any]) -> int:
    sheet = book.add_worksheet(source.name[:31])
    sheet.freeze_panes(1, 0)
    for place, field in enumerate(source.fields):
        wide = max(len(field.name) + 2, 12)
        sheet.set_column(place, place, wide, formats.get(field.kind))
        sheet.write_string(0, place, field.name, head)
    count = 0
    for rows in batches:
        for row in rows:
            count += 1
            if count >= _ROWS:
                raise UsageError(f"{source.name} has more rows than a sheet holds; export csv, jsonl or parquet")
            for place, (value, field) in enumerate(zip(row, source.fields, strict=True)):
                _write_cell(sheet, count, place, value, field.kind)
    return count


def _fitting(text: str) -> str:
    """Return a text as far as a cell holds it, which counts what lies beyond the basic plane (an emoji) as two."""
    if len(text) <= _CELL // 2 or len(units := text.encode("utf-16-le", "replace")) <= 2 * _CELL:
        return text
    return units[: 2 * (_CELL - 1)].decode("utf-16-le", "ignore") + "…"


def _write_cell(sheet: Any, row: int, place: int, value: Any, kind: Kind) -> None:
    if value is None:
        return
    if kind is Kind.TEXT:
        sheet.write_string(row, place, _fitting(value))
    elif kind in (Kind.DATE, *MOMENTS):
        moment = typed(value, kind)
        if moment.year < _FIRST_YEAR:
            sheet.write_string(row, place, value)
            return
        sheet.write_datetime(row, place, moment.replace(tzinfo=None) if kind in MOMENTS else moment)
    elif math.isfinite(value):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, _in_words(value))
