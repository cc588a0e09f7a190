"""The export: a file a table and a view in a folder with its data package, or one of them to a stream."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Literal

from schemas.text import some_of
from scraper.errors import UsageError
from scraper.loader.dataset import described
from scraper.loader.errors import OlderSchemaError
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.places import made_beside, not_written, write_whole
from scraper.store.sqlite import Database

from .package import describe
from .sources import SOURCES, Source
from .writers import Writer, csv_writer, parquet_writer, write_jsonl, write_workbook

Format = Literal["csv", "jsonl", "parquet", "xlsx"]
FORMATS: tuple[Format, ...] = ("csv", "jsonl", "parquet", "xlsx")
EXPORTED: tuple[str, ...] = tuple(SOURCES)
BOOK = "peel.xlsx"
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
    package = folder / "datapackage.json"
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; name one for the files")
    before = _described(package)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files, counts = write(db, sources, folder)
        told = describe(folder, form, files, counts, sources, described(db, SCHEMA_VERSION), raw=raw, bom=bom)
        write_whole(package, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        raise not_written(Path(error.filename) if error.filename else folder, error) from error
    old = [name for name in before if name not in files.values() and (folder / name).is_file()]
    if old:
        many = len(old) > 1
        words = (
            "stay in {} as they were, and datapackage.json does not name them"
            if many
            else "stays in {} as it was, and datapackage.json does not name it"
        )
        tell(
            f"{len(old)} {'files' if many else 'file'} of an earlier export {words.format(folder)}: {some_of(old, _NAMED)}"
        )
    return [*(folder / name for name in dict.fromkeys(files.values())), package]


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


def _writer(form: Format, *, raw: bool, bom: bool) -> Writer:
    if form == "csv":
        return csv_writer(raw=raw, bom=bom)
    return write_jsonl if form == "jsonl" else parquet_writer()


def _files(writer: Writer, form: Format) -> Callable[[Database, Mapping[str, Source], Path], Made]:
    def write(db: Database, sources: Mapping[str, Source], folder: Path) -> Made:
        files, counts = {name: f"{name}.{form}" for name in sources}, {}
        for name, source in sources.items():
            with made_beside(folder / files[name]) as part, part.open("wb") as file:
                counts[name] = writer(source, source.rows(db), file)
        return files, counts

    return write


def _book(db: Database, sources: Mapping[str, Source], folder: Path) -> Made:
    with made_beside(folder / BOOK) as part:
        counts = write_workbook([(source, source.rows(db)) for source in sources.values()], part)
    return dict.fromkeys(sources, BOOK), counts
