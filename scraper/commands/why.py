"""`peel why`: the evidence of a row."""

from __future__ import annotations

from pathlib import Path

import click

from .options import Word, db_option


@click.command(
    epilog="Example: peel why judgments police/staffordshire/2016/effectiveness",
)
@click.argument("table", type=Word())
@click.argument("id", type=Word())
@db_option("The database [output/peel.db].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def why(table: str, id: str, db: Path | None, as_json: bool) -> None:
    """Print why a row says what it says: all witnesses, the capture, a link to the sentence."""
    import json

    from scraper.loader.database import reading
    from scraper.loader.why import why as evidence
    from scraper.settings import load_settings

    with reading(load_settings(db=db).db) as database:
        found = evidence(database, table, id)
    click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
