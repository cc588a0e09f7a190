"""Pages that an older parser read, read again from the archive without a request."""

from __future__ import annotations

from dataclasses import replace

from scraper.engine.extract import extract
from scraper.fetcher.archive import read_at
from scraper.fetcher.errors import ArchiveError
from scraper.loader.captures import Stored, stale
from scraper.loader.load import reparse
from scraper.parsers.version import parser_version

from .context import RunContext
from .groups import in_groups


def reparse_stale(run: RunContext) -> None:
    """Read current captures again that an older parser read, from the archive, without a request."""
    waiting = stale(run.db, parser_version())
    if not waiting:
        return
    run.say(f"the parser is newer than {len(waiting)} loaded pages; they are read again from the archive")
    in_groups(run, waiting, lambda stored: _reparse(run, stored))


def _reparse(run: RunContext, stored: Stored) -> None:
    with run.stop.deferred():
        if stored.warc_file is not None:
            _read_again(run, stored, stored.warc_file)


def _read_again(run: RunContext, stored: Stored, file: str) -> None:
    try:
        snapshot = read_at(run.settings.archive_dir, file, stored.warc_offset or 0)
    except ArchiveError as error:
        run.note(error.message)
        return
    snapshot = replace(snapshot, url=stored.url, captured_at=stored.captured_at)
    extraction = extract(snapshot, run.settings.max_page_bytes)
    result = reparse(run.db, stored, extraction, parser_version=parser_version(), later=run.later)
    run.obtained["read again"] += 1
    if result.outcome == "rejected":
        run.say(f"{stored.page}: the newer parser refuses the stored page; the older reading stays")
