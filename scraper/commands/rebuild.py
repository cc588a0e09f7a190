"""`peel rebuild`: the database again, from the archive alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemas.text import printable
from scraper.errors import ExitCode, PeelError, UsageError

from .options import Word, archive_option, db_option
from .streams import say

if TYPE_CHECKING:
    from schemas.extraction import Extraction
    from scraper.fetcher.snapshot import Missed, Snapshot
    from scraper.settings import Settings
    from scraper.store.state import Look

_NAMED = 10  # records that could not be read and are told, at most


@click.command(epilog="Example: peel rebuild --as-of 2017-01-15 --db state-of-2017.db")
@click.option("--as-of", type=Word(), help="The state of this day: captures made later are left out.")
@db_option("The database [output/peel.db].")
@archive_option()
def rebuild(as_of: str | None, db: Path | None, archive_dir: Path | None) -> int:
    """Make the database again from the archive alone.

    Ends with exit code 4 where a record could not be read, or the file that is replaced held more: it is kept beside.
    """
    from scraper.settings import load_settings

    return int(_rebuild(load_settings(db=db, archive_dir=archive_dir), as_of))


def _rebuild(settings: Settings, as_of: str | None) -> ExitCode:
    """Make the database from the archive alone; return 4 where a record could not be read, or the file that is replaced held more."""
    from scraper.catalogue.organisations import organisation_rows
    from scraper.loader.rebuild import may_replace
    from scraper.loader.rebuild import rebuild as make_again
    from scraper.parsers.version import parser_version

    day = _day(as_of)
    if not settings.archive_dir.is_dir():
        raise PeelError(f"there is no archive at {settings.archive_dir}; name its folder with --archive-dir")
    may_replace(settings.db)
    missed: list[Missed] = []
    refused: Counter[str] = Counter()
    captures = _captures(settings, missed, refused)
    done = make_again(
        settings.db, captures, day, looks=_looks(settings, day), organisations=organisation_rows(), parser_version=parser_version(),
        say=say,
    )  # fmt: skip
    for found in missed[:_NAMED]:
        say(found.message)
    click.echo(
        f"{done.captures} captures loaded from {printable(settings.archive_dir)}, {sum(refused.values())} refused: "
        f"{printable(settings.db)}"
    )
    return ExitCode.PARTIAL if missed or done.missing else ExitCode.CLEAN


def _looks(settings: Settings, day: dt.date | None) -> list[Look]:
    """Return which pages were gone until a day and were there again, as the state beside the database tells; a database elsewhere has that beside the archive."""
    from scraper.store.file import reading, state_path
    from scraper.store.state import looks

    beside = [state_path(path) for path in (settings.db, settings.archive_dir)]
    with reading(next((path for path in beside if path.exists()), beside[0])) as state:
        return looks(state, day) if state is not None else []


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--as-of takes a day such as 2017-01-15, not {text}") from None


def _captures(settings: Settings, missed: list[Missed], refused: Counter[str]) -> Iterator[tuple[Snapshot, Extraction]]:
    from scraper.engine.extract import extract_each

    found = _pages(settings, missed)
    for snapshot, extraction in extract_each(found, lambda one: one, settings.max_page_bytes):
        if extraction.refused is not None:
            refused[extraction.refused.reason.value] += 1
        yield snapshot, extraction


def _pages(settings: Settings, missed: list[Missed]) -> Iterator[Snapshot]:
    from scraper.fetcher.archive import pages
    from scraper.fetcher.snapshot import Missed

    for found in pages(settings.archive_dir, settings.max_page_bytes):
        if isinstance(found, Missed):
            missed.append(found)
        else:
            yield found
