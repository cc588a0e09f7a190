"""`peel export`: the tables as files."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option


@click.command(short_help="The tables as files.", epilog="Example: peel export csv output/csv")
@click.argument("form", type=click.Choice(["csv", "jsonl", "parquet"]))
@click.argument("folder", type=click.Path(path_type=Path))
@db_option("The database [output/peel.db].")
@click.option("--raw", is_flag=True, help="Leave CSV cells as published, also those that a spreadsheet would run.")
def export(form: str, folder: Path, db: Path | None, raw: bool) -> None:
    """Write the tables as files to FOLDER, with a datapackage.json."""
    from scraper.loader.database import reading
    from scraper.loader.export import export as write_files
    from scraper.settings import load_settings

    with reading(load_settings(db=db).db) as database:
        files = write_files(database, folder, form, raw=raw)  # type: ignore[arg-type]
    click.echo(f"{len(files)} files in {folder}")
