"""`peel archive`: looking after the archive of fetched pages."""

from __future__ import annotations

import os
from pathlib import Path

import click

from schemas.text import printable
from scraper.errors import ExitCode, PeelError, UsageError

from .options import archive_option, db_option


@click.group()
def archive() -> None:
    """Look after the archive of fetched pages."""


@archive.command("check", epilog="Example: peel archive check")
@db_option("The database [output/peel.db].")
@archive_option()
def archive_check(db: Path | None, archive_dir: Path | None) -> int:
    """Verify every record's digest, and every place that the database names.

    Ends with exit code 4 where one is not sound, 1 where there is no record.
    """
    from scraper.fetcher.archive import check
    from scraper.fetcher.resume import foreign_lines
    from scraper.settings import load_settings

    settings = load_settings(db=db, archive_dir=archive_dir)
    if not settings.archive_dir.is_dir():
        if os.path.lexists(settings.archive_dir):
            raise UsageError(f"{settings.archive_dir} is no folder; name that of the archive with --archive-dir")
        raise PeelError(f"there is no archive at {settings.archive_dir}; name its folder with --archive-dir")
    if db is None and not settings.db.exists():
        click.echo(f"there is no database at {printable(settings.db)}: none of its places are looked up")
        references = []
    else:
        references = _references(settings.db)
    found = check(settings.archive_dir, references)
    for line in foreign_lines(settings.archive_dir):
        click.echo(line)
    for finding in found.findings:
        click.echo(printable(finding.message))
    if not found.records and not found.findings:
        raise PeelError(
            f"{settings.archive_dir} holds no record of peel's: there was nothing to verify; `peel run` fills it"
        )
    places = len(set(references))
    click.echo(
        f"{printable(settings.archive_dir)}: {len(found.findings)} faults in {found.records} records; "
        f"{places} places that {printable(settings.db)} names were looked up"
    )
    return int(ExitCode.PARTIAL if found.findings else ExitCode.CLEAN)


def _references(db: Path) -> list[tuple[str, int]]:
    """Return the places (file, offset in bytes) that a database names. Raises PeelError where there is none to read."""
    from scraper.loader.database import reading

    with reading(db) as database:
        rows = database.conn.execute("SELECT warc_file, warc_offset FROM snapshots WHERE warc_file IS NOT NULL")
        return [(file, offset) for file, offset in rows]
