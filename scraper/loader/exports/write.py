"""The export: a file a table and a view in a folder with its data package, or one of them to a stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Literal

from schemas.text import some_of
from scraper.errors import UsageError
from scraper.loader.dataset import described
from scraper.loader.errors import OlderSchemaError
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.places import made_beside, not_written
from scraper.store.sqlite import Database

from .package import describe
from .sources import SOURCES, Source
from .writers import Writer, csv_writer, parquet_writer, write_jsonl, write_workbook

Format = Literal["csv", "jsonl", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "parquet", "xlsx")
EXPORTED: tuple[str, ...] = tuple(SOURCES)
BOOK = "peel.xlsx"
PACKAGE = "datapackage.json"
_NAMED = 3


def export(
    db: Database,
    folder: Path,
    form: Format = "csv",
    *,
    views: tuple[str, ...] = (),
    raw: bool = False,
    bom: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Write a file for each table and view, or a workbook of them, and the `datapackage.json` that describes them.

    `views` names the tables and views that are wanted, all where it is empty; of a workbook then the views alone. Rows
    are ordered by key, so that the same database gives the same bytes. Raises NotWrittenError where the folder can not be
    written, UsageError for what is no folder, an unknown name or a format whose extra is not installed, OlderSchemaError for an older schema.
    Returns the files. `tell` is told of files of an earlier export that stay in the folder as they were.
    """
    _check(db)
    sources = _chosen(views, form)
    write = _book if form == "xlsx" else _files(_writer(form, raw=raw, bom=bom), form)
    package = folder / PACKAGE
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name one for the files")
    before = _described(package)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        parts: dict[str, Path] = {}
        with ExitStack() as made:  # all take their places together, the package last: a full disk mixes no two exports

            def begin(name: str) -> Path:
                parts[name] = made.enter_context(made_beside(folder / name))
                return parts[name]

            whole = begin(PACKAGE)
            files, counts = write(db, sources, begin)
            told = describe(parts, form, files, counts, sources, described(db, SCHEMA_VERSION), raw=raw, bom=bom)
            whole.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise not_written(Path(error.filename) if error.filename else folder, error) from error
    old = [name for name in before if name not in files.values() and (folder / name).is_file()]
    if old:
        tell(_that_stay(old, folder))
    return [*(folder / name for name in dict.fromkeys(files.values())), package]


def _that_stay(old: list[str], folder: Path) -> str:
    """Return the line of files of an earlier export that stay."""
    if len(old) == 1:
        words = f"1 file of an earlier export stays in {folder} as it was, and {PACKAGE} does not name it"
    else:
        words = f"{len(old)} files of an earlier export stay in {folder} as they were, and {PACKAGE} does not name them"
    return f"{words}: {some_of(old, _NAMED)}"


def _described(package: Path) -> list[str]:
    """Return the files that an earlier export's package names; none where it can't be read, since it is written anew."""
    try:
        resources = json.loads(package.read_text("utf-8"))["resources"]
        return list(dict.fromkeys(Path(str(one["path"])).name for one in resources))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []


def export_one(db: Database, file: IO[bytes], form: Format, name: str, *, raw: bool = False, bom: bool = False) -> int:
    """Write one table or view to an open binary file; returns its rows.

    Raises what `export` raises, UsageError for a workbook, OSError where the file takes no more.
    """
    _check(db)
    if form == "xlsx":
        raise UsageError("a workbook goes to a folder: peel export xlsx DIR")
    source = _chosen((name,), form)[name]
    return _writer(form, raw=raw, bom=bom)(source, source.rows(db), file)


def _check(db: Database) -> None:
    version = version_of(db)
    if version < SCHEMA_VERSION:
        raise OlderSchemaError("the database", version, SCHEMA_VERSION)


def _chosen(names: tuple[str, ...], form: Format) -> dict[str, Source]:
    for name in names:
        if name not in SOURCES:
            raise UsageError(f"{name} is no table or view; one is, e.g., grades_long ({', '.join(SOURCES)})")
    if names:
        return {name: SOURCES[name] for name in dict.fromkeys(names)}
    return {name: source for name, source in SOURCES.items() if form != "xlsx" or not source.is_table}


Made = tuple[dict[str, str], dict[str, int]]
"""The file of each source, and its rows."""
Begin = Callable[[str], Path]
"""Gives the place in which a file of that name is made."""
Write = Callable[[Database, Mapping[str, Source], Begin], Made]


def _writer(form: Format, *, raw: bool, bom: bool) -> Writer:
    if form == "csv":
        return csv_writer(raw=raw, bom=bom)
    return write_jsonl if form == "jsonl" else parquet_writer()


def _files(writer: Writer, form: Format) -> Write:
    def write(db: Database, sources: Mapping[str, Source], begin: Begin) -> Made:
        files, counts = {name: f"{name}.{form}" for name in sources}, {}
        for name, source in sources.items():
            with begin(files[name]).open("wb") as file:
                counts[name] = writer(source, source.rows(db), file)
        return files, counts

    return write


def _book(db: Database, sources: Mapping[str, Source], begin: Begin) -> Made:
    counts = write_workbook([(source, source.rows(db)) for source in sources.values()], begin(BOOK))
    return dict.fromkeys(sources, BOOK), counts
