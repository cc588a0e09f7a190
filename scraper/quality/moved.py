"""Pages that were captured at two addresses and say two things there: it may be one that moved, or two of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from schemas.problems import severity_of
from scraper.store.sqlite import Database

from .current import Current
from .verdict import Flag

_SQL = """SELECT c.page, c.new_snapshot, c.row_id, c.old, c.new, a.url, b.url FROM changes c
JOIN snapshots a ON a.id = c.old_snapshot JOIN snapshots b ON b.id = c.new_snapshot
WHERE c.table_name = 'judgments' AND c.column_name IN ('grade', '*') AND c.old IS NOT NULL AND c.cause = 'site'
  AND a.url <> b.url
ORDER BY c.page, c.new_snapshot, c.row_id"""


_FILE = re.compile(r"/index\.\w+$|\.html?$", re.I)
"""What servers and mirrors put behind an address."""


def pages_disagree(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades that changed or went between captures of a page at unlike addresses: they may be two reports, one of which is lost."""
    for page, snapshot, key, old, new, before, after in db.conn.execute(_SQL):
        if name_of(before) != name_of(after):
            message = f"{key}: {old} at {before}, {new or 'nothing'} at {after}; if these are two reports, only the newer one stands here."
            yield Flag(page, snapshot, "pages_disagree", severity_of("pages_disagree").value, message)


def name_of(url: str) -> str:
    """Return the last part of an address, which stays where a page moves with its folder."""
    return _FILE.sub("", urlsplit(url).path.rstrip("/")).rpartition("/")[2]
