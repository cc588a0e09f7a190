"""`peel status`: what of the whole catalogue is loaded."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option


@click.command(short_help="What of the catalogue is loaded.", epilog="Example: peel status --missing")
@db_option()
@click.option("--missing", is_flag=True, help="List the pages that are not there and why.")
def status(db: Path | None, missing: bool) -> None:
    """Print what of the whole catalogue is loaded: organisation by round by page type."""
    from scraper.browse.status import status as print_status
    from scraper.settings import load_settings

    print_status(load_settings(db=db).db, missing)
