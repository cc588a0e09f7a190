"""`peel status`: what of the whole catalogue is loaded, and how fresh it is."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option
from .scope import scope_of, scope_options


@click.command(epilog="Example: peel status --round 2023-25")
@db_option()
@scope_options()
@click.option("--missing", is_flag=True, help="List the pages that are not there and why.")
def status(db: Path | None, rounds: tuple[str, ...], organisations: tuple[str, ...], missing: bool) -> None:
    """Print what of the catalogue is loaded, when it was last looked at, and what is overdue."""
    from scraper.browse.status import status as print_status
    from scraper.settings import load_settings

    print_status(load_settings(db=db), scope_of(rounds, organisations), missing)
