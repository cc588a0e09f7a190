"""The verbs that ask a database or an archive: why, changes, export, rebuild, archive check."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from schemas.extraction import Extraction

from .catalogue.organisations import ORGANISATIONS
from .errors import ExitCode, UsageError
from .fetcher.archive import check, pages
from .fetcher.snapshot import Missed, Snapshot
from .loader.changes import changes
from .loader.database import reading
from .loader.export import Format, export
from .loader.rebuild import rebuild
from .loader.why import why
from .parallel import extract
from .parsers.version import parser_version
from .settings import Settings, load_settings
from .state import State


def settings_for(db: Path | None, archive_dir: Path | None = None) -> Settings:
    """Give the settings with the options of a verb."""
    return load_settings(db=db, archive_dir=archive_dir)


def tell_why(db: Path | None, table: str, key: str, as_json: bool) -> ExitCode:
    """Print a row's evidence. Raises UsageError for a table or a row that is not there."""
    with reading(settings_for(db).db) as database:
        found = why(database, table, key)
    click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
    return ExitCode.CLEAN


def tell_changes(db: Path | None, since: str | None, as_json: bool) -> ExitCode:
    """Print what changed since a day or in a run and after, oldest first. Raises UsageError for neither."""
    settings = settings_for(db)
    moment, snapshots = _since(settings, since)
    with reading(settings.db) as database:
        found = changes(database, moment, snapshots=snapshots)
    for change in found:
        click.echo(json.dumps(change.to_json(), ensure_ascii=False) if as_json else change.sentence)
    if not found and not as_json:
        click.echo("nothing changed")
    return ExitCode.CLEAN


def _since(settings: Settings, since: str | None) -> tuple[dt.date | None, set[str] | None]:
    """Give the day that `since` names, or the captures that a run and those after it loaded."""
    if since is None:
        return None, None
    try:
        return dt.date.fromisoformat(since), None
    except ValueError:
        pass
    with State(settings.db.parent / "state.db") as state:
        loaded = state.loaded_since(since)
    if loaded is None:
        raise UsageError(f"--since takes a day (2017-03-02) or a run's id; there is no run {since}")
    return None, loaded


def write_export(db: Path | None, form: Format, folder: Path, raw: bool) -> ExitCode:
    """Write one file a table, and the data package that describes them."""
    with reading(settings_for(db).db) as database:
        files = export(database, folder, form, raw=raw)
    click.echo(f"{len(files)} files in {folder}")
    return ExitCode.CLEAN


def rebuild_database(db: Path | None, archive_dir: Path | None, as_of: str | None) -> ExitCode:
    """Make the database from the archive alone; give 4 where a record could not be read."""
    settings = settings_for(db, archive_dir)
    day = _day(as_of)
    missed: list[Missed] = []
    refused: Counter[str] = Counter()
    captures = _captures(settings, missed, refused)
    names = ((o.id, o.name, o.continues) for o in ORGANISATIONS.values())
    with State(settings.db.parent / "state.db") as state:
        gone = state.gone_since()
    count = rebuild(settings.db, captures, day, gone=gone, organisations=names, parser_version=parser_version())
    for found in missed[:10]:
        click.echo(f"peel: {found.message}", err=True)
    click.echo(f"{count} captures loaded from {settings.archive_dir}, {sum(refused.values())} refused: {settings.db}")
    return ExitCode.PARTIAL if missed else ExitCode.CLEAN


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--as-of takes a day such as 2017-01-15, not {text}") from None


def _captures(settings: Settings, missed: list[Missed], refused: Counter[str]) -> Iterator[tuple[Snapshot, Extraction]]:
    for found in pages(settings.archive_dir, settings.max_page_bytes):
        if isinstance(found, Missed):
            missed.append(found)
            continue
        extraction = extract(found, settings.max_page_bytes)
        if extraction.refused is not None:
            refused[extraction.refused.reason.value] += 1
        yield found, extraction


def check_archive(db: Path | None, archive_dir: Path | None) -> ExitCode:
    """Verify every record's digest and every place that the database names; give 4 where something is wrong."""
    settings = settings_for(db, archive_dir)
    if not settings.archive_dir.is_dir():
        raise UsageError(f"there is no archive at {settings.archive_dir}; `peel run` makes one")
    references: list[tuple[str, int]] = []
    if settings.db.exists():
        with reading(settings.db) as database:
            rows = database.conn.execute("SELECT warc_file, warc_offset FROM snapshots WHERE warc_file IS NOT NULL")
            references = [(file, offset) for file, offset in rows]
    found = check(settings.archive_dir, references)
    for finding in found:
        click.echo(finding.message)
    places = len(set(references))
    click.echo(f"{settings.archive_dir}: {len(found)} faults; {places} places that the database names were looked up")
    return ExitCode.PARTIAL if found else ExitCode.CLEAN
