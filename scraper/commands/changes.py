"""`peel changes`: what changed on the pages, since a day or a run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.errors import UsageError

from .options import Word, db_option
from .scope import organisations_of, rounds_of

if TYPE_CHECKING:
    from scraper.loader.changes import Wanted
    from scraper.store.sqlite import Database


@click.command(
    epilog="Example: peel changes --grades --organisation police/surrey --since 2017-01-01",
)
@click.option("--since", type=Word(), help="A day, or a run's id: only what was first seen so from then on.")
@click.option(
    "--organisation",
    "organisations",
    type=Word(),
    multiple=True,
    help="Only of this one, by id or name; may be repeated.",
)
@click.option(
    "--round", "rounds", type=Word(), multiple=True, help="Only of this round, e.g. 2016 or 2018-19; may be repeated."
)
@click.option("--grades", is_flag=True, help="Only grades that changed.")
@click.option("--grade", type=Word(), help="Only grades that became, or were, this one, e.g. 'requires improvement'.")
@db_option("The database [output/peel.db].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def changes(
    since: str | None, organisations: tuple[str, ...], rounds: tuple[str, ...], grades: bool, grade: str | None,
    db: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Print what changed on the pages, oldest first, in sentences.

    A date is the day of the capture that first shows it so: the site changed it at some time since the capture before.
    """
    import json

    from scraper.loader.changes import changes as changes_of
    from scraper.loader.database import reading
    from scraper.settings import load_settings

    settings = load_settings(db=db)
    moment, snapshots = _since(settings.db, since)
    with reading(settings.db) as database:
        there = [row[0] for row in database.execute("SELECT DISTINCT round FROM assessments")]
        wanted = _wanted(organisations, rounds_of(rounds, there), grades, grade)
        found = changes_of(database, moment, snapshots=snapshots, wanted=wanted)
        is_there = bool(found) or _is_there(database, wanted)
    for change in found:
        click.echo(json.dumps(change.to_json(), ensure_ascii=False) if as_json else change.sentence)
    if not found and not as_json:
        is_all = wanted == _wanted((), None, False, None)
        click.echo(
            ("nothing changed" if is_all else "nothing of this changed")
            if is_there
            else _without_pages(settings.db, is_all)
        )


def _is_there(db: Database, wanted: Wanted) -> bool:
    """Return whether there is a page of what is asked for: what is not there can't have changed."""
    rows = db.execute(
        "SELECT p.id, a.organisation, a.round FROM pages p LEFT JOIN assessments a ON a.id = p.assessment"
    ).fetchall()
    return any(
        (wanted.organisations is None or (whose or "/".join(key.split("/")[:2])) in wanted.organisations)
        and (wanted.rounds is None or when is None or when in wanted.rounds)
        for key, whose, when in rows
    )


def _without_pages(path: Path, is_all: bool) -> str:
    what = "is no page" if is_all else "is no page of this"
    return f"there {what} in {path}, so that nothing can have changed; `peel status` says what is loaded"


def _wanted(organisations: tuple[str, ...], rounds: frozenset[str] | None, grades: bool, grade: str | None) -> Wanted:
    """Return what is asked for. Raises UsageError for a name or a word that nobody knows."""
    from schemas.text import fold
    from schemas.vocabulary import GRADE_WORDS
    from scraper.loader.changes import Wanted

    known = None if grade is None else GRADE_WORDS.get(fold(grade.replace("_", " ")))
    if grade is not None and known is None:
        raise UsageError(f"{grade} is no grade; one is, e.g., good or 'requires improvement'")
    return Wanted(
        frozenset(key for name in organisations for key in _organisations(name)) if organisations else None,
        rounds,
        grades,
        known and known.value,
    )


def _organisations(name: str) -> list[str]:
    """Return the ids that a name stands for; the same name may be that of a force and of a service."""
    from schemas.vocabulary import OrganisationKind
    from scraper.catalogue.organisations import ORGANISATIONS, find_organisation

    if name in ORGANISATIONS:
        return [name]
    found = [find_organisation(kind.value, name) for kind in OrganisationKind]
    ids = {one.id for one in found if one is not None}
    return sorted(ids or organisations_of((name,)) or ())


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
    from scraper.store.file import reading, state_path
    from scraper.store.state import loaded_since

    with reading(state_path(db)) as state:
        loaded = loaded_since(state, since) if state is not None else None
    if loaded is None:
        raise UsageError(f"--since takes a day (2017-03-02) or a run's id; there is no run {since}")
    return None, loaded
