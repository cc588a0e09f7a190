"""What the site showed after a capture that came from elsewhere.

A look that finds a page as it was known is no capture in the database. Where a capture from a file or a web archive comes
to stand between the two, what the site showed last has to speak again: it is read from the archive, without a request.
A rebuild does the same behind each run (`loader.outlived`).
"""

from __future__ import annotations

from collections.abc import Iterator

from scraper.engine.extract import extract
from scraper.fetcher.archive import read_at
from scraper.fetcher.dating import parse_date
from scraper.fetcher.errors import ArchiveError
from scraper.loader.captures import is_outlived
from scraper.loader.load import load
from scraper.parsers.version import parser_version
from scraper.store.frontier import Frontier
from scraper.store.rows import Capture

from .context import RunContext


def settle_looks(run: RunContext) -> None:
    """Load the newest look at each page for which an older capture speaks that this run loaded from elsewhere."""
    limit = run.settings.max_page_bytes
    for look in _outlived(run):
        try:
            found = read_at(run.archive.folder, look.place.file, look.place.offset, limit)
        except ArchiveError as error:
            run.note(error.message)
            run.state.note_damaged(run.id, error.damaged)
            continue
        with run.stop.deferred():
            result = load(run.db, found, extract(found, limit), parser_version=parser_version())
            if result.outcome == "loaded":
                run.state.load_look(run.id, look, result.snapshot)
                run.obtained["read again"] += 1
                run.tell(look.page, result.outcome)


def _outlived(run: RunContext) -> Iterator[Capture]:
    looks = Frontier(run.state)
    for page in sorted(run.elsewhere):
        row = run.db.execute("SELECT url FROM pages WHERE id = ?", (page,)).fetchone()
        look = looks.newest_look(page, row[0]) if row else None
        seen_at = parse_date(look.captured_at) if look else None
        if look is not None and seen_at is not None and is_outlived(run.db, page, seen_at):
            yield look
