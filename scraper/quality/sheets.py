"""Tables as spreadsheets save them: commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from scraper.errors import UsageError

SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_DELIMITERS = (",", ";", "\t", "|")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.I)  # a first line of Excel's that names the delimiter

Row = tuple[int, dict[str, str]]
"""The number of a line, and its cells by the name of their column; a cell that is not there is empty."""


def read_table(path: Path) -> tuple[list[str], Iterator[Row]]:
    """Return the names of the columns and the rows. Raises UsageError for a file that can't be read as a table."""
    text = _text(path)
    named = _SEPARATOR.match(text)
    body = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(body)
    lines = csv.reader(body.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        names = next(lines, [])
        return [name.strip() for name in names], _rows(path, names, lines, 1 if named else 0)
    except csv.Error as error:
        raise _unreadable(path, error) from None


def _rows(path: Path, names: list[str], lines: Iterator[list[str]], skipped: int) -> Iterator[Row]:
    number = skipped + 1
    try:
        for number, cells in enumerate(lines, skipped + 2):
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(names) - len(cells))]
                yield number, {name.strip(): cell.strip() for name, cell in zip(names, padded, strict=False)}
    except csv.Error as error:
        raise _unreadable(path, f"line {number + 1}: {error}") from None


def _unreadable(path: Path, why: object) -> UsageError:
    return UsageError(f"{path} can't be read as a table: {why}")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the first line, outside of quotes; a comma where none does."""
    head = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(_DELIMITERS, key=lambda mark: (head.count(mark), mark == ","))
