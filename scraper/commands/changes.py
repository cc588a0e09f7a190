"""`peel changes`: what changed on the pages, since a day or a run."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import click

from scraper.errors import UsageError

from .options import db_option


@click.command(short_help="What changed on the pages.", epilog="Example: peel changes --since 2017-01-01")
@click.option("--since", help="A day, or a run's id: only what was captured from then on.")
@db_option("The database [output/peel.db].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def changes(since: str | None, db: Path | None, as_json: bool) -> None:
    """Print what changed on the pages, oldest first, in sentences."""
    from scraper.loader.changes import changes as changes_of
    from scraper.loader.database import reading
    from scraper.settings import load_settings

    settings = load_settings(db=db)
    moment, snapshots = _since(settings.db, since)
    with reading(settings.db) as database:
        found = changes_of(database, moment, snapshots=snapshots)
    for change in found:
        click.echo(json.dumps(change.to_json(), ensure_ascii=False) if as_json else change.sentence)
    if not found and not as_json:
        click.echo("nothing changed")


def _since(db: Path, since: str | None) -> tuple[dt.date | None, set[str] | None]:
    """Return the day that `since` names, or the captures that a run and those after it loaded.

    Raises UsageError for neither.
    """
    if since is None:
        return None, None
    try:
        return dt.date.fromisoformat(since), None
    except ValueError:
        pass
    from scraper.store.file import state_path
    from scraper.store.state import State

    with State(state_path(db)) as state:
        loaded = state.loaded_since(since)
    if loaded is None:
        raise UsageError(f"--since takes a day (2017-03-02) or a run's id; there is no run {since}")
    return None, loaded
