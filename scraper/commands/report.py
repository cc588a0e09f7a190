"""`peel report`: one HTML file about a database."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Place, db_option


@click.command(short_help="One HTML file: grades first.", epilog="Example: peel report -o output/report.html")
@db_option("The database to report on [output/peel.db].")
@click.option("-o", "--output", type=Place(path_type=Path), help="The file to write [report.html beside the database].")
def report(db: Path | None, output: Path | None) -> None:
    """Write one HTML file: grades, forces, changes, what is missing (needs the extra report)."""
    from scraper.browse.report import write_html
    from scraper.settings import load_settings

    click.echo(write_html(load_settings(db=db).db, output))
