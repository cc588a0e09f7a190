"""The sections of pages, as the tables have their rows.

The rows are laid together here, as SQLite comes upon them: to do it in a statement, it would sort those of all pages in memory.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from schemas.prose_rows import PROSE_TABLES
from scraper.store.sqlite import Database


class Placed(NamedTuple):
    """A section of a page in one assessment: a capture that states it, and the positions of its rows, in no order."""

    page: str
    snapshot: str
    section: str
    positions: list[int]


def sections_placed(db: Database, table: str) -> Iterator[Placed]:
    """Return the sections of all pages in a table of prose; its rows are walked page by page, by the indexes."""
    rows = db.conn.execute(
        "SELECT s.page, t.assessment, t.section, t.snapshot, t.position "
        f"FROM snapshots s CROSS JOIN {table} t ON t.snapshot = s.id ORDER BY s.page"
    )
    for page, stated in groupby(rows, key=itemgetter(0)):
        found: dict[tuple[str | None, str], Placed] = {}
        for _, assessment, section, snapshot, position in stated:
            one = found.get((assessment, section))
            if one is None:
                one = found[assessment, section] = Placed(page, snapshot, section, [])
            one.positions.append(position)
        yield from found.values()


def sections_found(db: Database) -> dict[str, set[str]]:
    """Return the sections of which each page has rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in (*PROSE_TABLES, "sections"):
        for page, section in db.conn.execute(
            f"SELECT s.page, t.section FROM {table} t JOIN snapshots s ON s.id = t.snapshot"
        ):
            found[page].add(sys.intern(section))
    for (page,) in db.conn.execute("SELECT DISTINCT s.page FROM key_facts k JOIN snapshots s ON s.id = k.snapshot"):
        found[page].add("Key facts")
    return found
