"""`peel export`: the tables and views as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from schemas.text import printable
from scraper.errors import UsageError

from .options import Place, Word, db_option, is_stream
from .streams import say, told


@click.command(epilog="Example: peel export csv - --view grades_long")
@click.argument("form", type=click.Choice(["csv", "jsonl", "parquet", "xlsx"]))
@click.argument("folder", type=Place(path_type=Path, allow_dash=True))
@db_option("The database [output/peel.db].")
@click.option(
    "--view", "views", type=Word(), multiple=True, help="Only this view or table, e.g. grades_long; may be repeated."
)
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, by which Excel knows UTF-8.")
@click.option("--raw", is_flag=True, help="Leave CSV cells as published, also those that a spreadsheet would run.")
def export(form: str, folder: Path, db: Path | None, views: tuple[str, ...], bom: bool, raw: bool) -> None:
    """Write the tables and views as files to FOLDER, with a datapackage.json; to -, one of them to standard output.

    A workbook (xlsx) has a sheet a view. Rows are in the order of their keys: the same database gives the same bytes.
    """
    from scraper.loader.database import reading
    from scraper.loader.exports import export as write_files
    from scraper.loader.exports import export_one
    from scraper.settings import load_settings

    if (bom or raw) and form != "csv":
        raise UsageError(f"--bom and --raw are for csv, not for {form}")
    with reading(load_settings(db=db).db) as database:
        if is_stream(folder):
            if len(views) != 1 and form != "xlsx":
                raise UsageError("standard output takes one table or view; name it: --view grades_long")
            with told():
                export_one(database, sys.stdout.buffer, form, next(iter(views), ""), raw=raw, bom=bom)  # type: ignore[arg-type]
            return
        files = write_files(database, folder, form, views=views, raw=raw, bom=bom, tell=say)  # type: ignore[arg-type]
    click.echo(f"{len(files)} files in {printable(folder)}")
