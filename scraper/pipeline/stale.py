"""Pages that an older parser read, read again from the archive without a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from schemas.extraction import Extraction
from scraper.engine.extract import extract_each
from scraper.fetcher.archive import read_at
from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.snapshot import Snapshot
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
    found = extract_each(_found(run, waiting), lambda one: one[1], run.settings.max_page_bytes)
    in_groups(run, found, lambda one: _reparse(run, one[0][0], one[1]))


def _found(run: RunContext, waiting: Iterable[Stored]) -> Iterator[tuple[Stored, Snapshot]]:
    """Return captures with their records, as far as the archive has them."""
    for stored in waiting:
        if stored.warc_file is None:
            continue
        try:
            snapshot = read_at(run.settings.archive_dir, stored.warc_file, stored.warc_offset or 0)
        except ArchiveError as error:
            run.note(error.message)
            run.state.note_damaged(run.id, error.damaged)
            continue
        yield stored, replace(snapshot, url=stored.url, captured_at=stored.captured_at)


def _reparse(run: RunContext, stored: Stored, extraction: Extraction) -> None:
    with run.stop.deferred():
        result = reparse(run.db, stored, extraction, parser_version=parser_version(), later=run.later)
        run.obtained["read again"] += 1
        if result.outcome == "rejected":
            run.say(f"{stored.page}: the newer parser refuses the stored page; the older reading stays")
