"""`peel report`: one HTML file about a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from schemas.text import printable
from scraper.errors import PeelError

from .options import Place, db_option, is_stream
from .streams import told


@click.command(epilog="Example: peel report -o output/report.html")
@db_option("The database to report on [output/peel.db].")
@click.option(
    "-o", "--output", type=Place(path_type=Path, allow_dash=True),
    help="The file to write, - for standard output [report.html beside the database].",
)  # fmt: skip
def report(db: Path | None, output: Path | None) -> None:
    """Write one HTML file: grades, forces, changes, what is missing (needs the extra report).

    Where state.db is damaged the file says so, and the exit code is not 0.
    """
    from scraper.browse.report import drawn_html, write_html
    from scraper.settings import load_settings

    database = load_settings(db=db).db
    met: list[PeelError] = []
    if is_stream(output):
        text = drawn_html(database, met.append)
        with told():
            sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        click.echo(printable(write_html(database, output, met.append)))
    for fault in met:
        raise fault
