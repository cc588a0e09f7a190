"""`peel reconcile`: the grades of a database beside another statement of them."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Place, db_option


@click.command(epilog="Example: peel reconcile grades.csv")
@click.argument("page", required=False, type=Place(path_type=Path))
@db_option("The database to compare [output/peel.db].")
def reconcile(page: Path | None, db: Path | None) -> int:
    """Compare grades with PAGE: a saved overview, a service data table, or a CSV of grades.

    A CSV has the columns organisation, round, pillar or question, grade. Without PAGE the grades are compared with
    those that come with peel, read from published pages by hand. A difference ends with exit code 3, and so does having
    nothing to compare.
    """
    from scraper.quality.reconcile import reconcile_command, reconcile_known
    from scraper.settings import load_settings

    database = load_settings(db=db).db
    return int(reconcile_command(page, database) if page else reconcile_known(database))
