"""`peel reconcile`: the grades of a database beside another statement of them."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option


@click.command(short_help="Compare grades with another statement.", epilog="Example: peel reconcile grades.csv")
@click.argument("page", type=click.Path(path_type=Path))
@db_option("The database to compare [output/peel.db].")
def reconcile(page: Path, db: Path | None) -> int:
    """Compare grades with PAGE: a saved overview, a service data table, or a CSV of grades.

    A CSV has the columns organisation, round, pillar or question, grade.
    """
    from scraper.quality.reconcile import reconcile_command
    from scraper.settings import load_settings

    return int(reconcile_command(page, load_settings(db=db).db))
