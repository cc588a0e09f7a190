"""`peel browse`: the database in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option


@click.command(epilog="Example: peel browse --open")
@db_option("The database to show [output/peel.db].")
@click.option("--port", type=int, default=8001, show_default=True, help="Port on this machine; 0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser too.")
@click.option("--metadata", is_flag=True, help="Only print Datasette's metadata, for a Datasette of your own.")
def browse(db: Path | None, port: int, open_browser: bool, metadata: bool) -> None:
    """Show the database in a browser, read-only, on this machine alone (needs the extra browse)."""
    from scraper.browse.serve import browse as serve
    from scraper.browse.serve import metadata_json
    from scraper.settings import load_settings

    if metadata:
        click.echo(metadata_json())
    else:
        serve(load_settings(db=db).db, port, open_browser)
