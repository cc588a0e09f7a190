"""`peel check`: what is not whole in a database."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option


@click.command(epilog="Example: peel check --db output/peel.db")
@db_option("The database to check [output/peel.db].")
@click.option("--accept", is_flag=True, help="Make what the database holds the baseline that drift is measured from.")
def check(db: Path | None, accept: bool) -> int:
    """Say what is not whole in a database: problems, drift, sums that do not close. The verdict comes first."""
    from scraper.quality.check import check_command
    from scraper.settings import load_settings

    return int(check_command(load_settings(db=db), accept))
