"""`peel show`: one assessment, for reading."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Word, db_option


@click.command(epilog="Example: peel show police/staffordshire/2016")
@click.argument("assessment", type=Word())
@db_option()
def show(assessment: str, db: Path | None) -> None:
    """Print one ASSESSMENT, `<organisation>/<round>`, for reading."""
    from scraper.browse.show import show as print_assessment
    from scraper.settings import load_settings

    print_assessment(load_settings(db=db).db, assessment)
