"""Load a page: one capture into the database, in one transaction, whatever is there already.

What the tables say of an assessment is a pure function of the captures that are loaded (`history`, `precedence`).
To load is to store a capture's reading (`storing`) and to compute that function again for its page (`writing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Literal

from schemas.extraction import Extraction
from schemas.page_types import OF_NO_ONE_ORGANISATION, PageType, Subject, facts_of
from schemas.rows import OrganisationRow
from schemas.vocabulary import RefusalReason
from scraper import __version__
from scraper.catalogue.urls import read_address
from scraper.fetcher.snapshot import Snapshot
from scraper.store.sqlite import Database

from .captures import STANDS_AT, Stored, refused_before, snapshot_id, sorted_time
from .crossing import take_statement
from .gone import sighted
from .later import Later
from .readings import Packable, Parcel, parcel_of
from .sql import write
from .statements import page_id
from .storing import (
    Archived,
    Placed,
    archived,
    better_place,
    place_of_stored,
    refuse_again,
    store_first,
    store_reading,
    store_refused,
)


@dataclass(frozen=True)
class LoadResult:
    """What loading did: the outcome, the page (None for a refused capture), the capture, the rows written so far.

    Of a refused capture `refused` is the reason, `message` the line for a person.
    """

    outcome: Literal["loaded", "unchanged", "rejected"]
    page: str | None
    snapshot: str
    rows_written: int = 0
    refused: str | None = None
    message: str | None = None


def load(
    db: Database,
    snapshot: Snapshot,
    said: Extraction | Parcel,
    *,
    parser_version: str = __version__,
    later: Later | None = None,
) -> LoadResult:
    """Load one capture and what it says in one transaction.

    Loading what is known already writes nothing. A newer capture from the web that says what the newest one
    says is `unchanged` too, and only takes the mark of a page that was gone away. With `later` the rows of its page wait: the caller has a transaction open, and settles
    them before it ends. Raises sqlite3.Error where the file can not be written; then nothing is.
    """
    key = snapshot_id(snapshot)
    parcel = said if isinstance(said, Parcel) else parcel_of(said)
    content = parcel.content
    if content is None:
        return _refuse(db, key, snapshot, parcel, parser_version)
    before = db.conn.total_changes
    said_page = content.gist.page
    page = page_id(said_page)
    turns, place = later or Later(db), place_of_stored(db, key)
    if place is not None or _asks_what_was_before(snapshot, said_page.type, page, turns):
        turns.flush()
    stand_in = _stand_in(db, snapshot, parcel, said_page.type)
    if stand_in is not None:
        return _refuse(db, key, snapshot, stand_in, parser_version)
    if _says_nothing_new(db, key, page, snapshot, content.id, parser_version, place):
        if snapshot.captured_at is not None:
            sighted(db, page, snapshot.captured_at)
        return LoadResult("unchanged", page, key)
    take_statement(parcel, key)
    with db.atomic():
        if place is None:
            placed = store_first(db, key, snapshot, page, content, parser_version)
        else:
            better_place(db, key, place, snapshot)
            placed = store_reading(db, key, page, content, parser_version)
        _put(db, turns, key, page, content, placed)
        if later is None:
            turns.write()
    return LoadResult("loaded", page, key, db.conn.total_changes - before)


def load_groups(
    db: Database,
    captures: Iterable[tuple[Snapshot, Extraction | Parcel]],
    size: int,
    *,
    parser_version: str = __version__,
) -> Iterator[LoadResult]:
    """Load captures, so many in a transaction; return what was done with each.

    A group is whole in the tables once the first capture of the next one, or the end, was asked for. Raises what `load` raises.
    """
    left = iter(captures)
    for first in left:
        with db.atomic():
            later = Later(db)
            for snapshot, said in chain([first], islice(left, size - 1)):
                yield load(db, snapshot, said, parser_version=parser_version, later=later)
            later.settle()


def reparse(
    db: Database,
    stored: Stored,
    extraction: Extraction,
    *,
    parser_version: str = __version__,
    later: Later | None = None,
) -> LoadResult:
    """Put a newer parser's reading of a stored capture in place; what differs is the parser's doing.

    With `later` the rows of its page wait, as in `load`. A newer parser that refuses what an older one read does not
    blank it: the outcome is `rejected`, and the older reading stays.
    """
    content = parcel_of(extraction).content
    if content is None:
        return LoadResult("rejected", stored.page, stored.snapshot)
    before = db.conn.total_changes
    page = page_id(content.gist.page)
    with db.atomic():
        turns = later or Later(db)
        placed = store_reading(db, stored.snapshot, page, content, parser_version)
        _put(db, turns, stored.snapshot, page, content, placed)
        if later is None:
            turns.write()
    written = db.conn.total_changes - before
    return LoadResult("loaded" if written else "unchanged", page, stored.snapshot, written)


def _asks_what_was_before(snapshot: Snapshot, page_type: PageType, page: str, turns: Later) -> bool:
    """Return whether what becomes of a capture hangs on rows that wait: the site's, beside what it showed before."""
    is_nobodys = facts_of(page_type.value).subject is Subject.NOBODY
    return snapshot.source == "web" and (is_nobodys or turns.is_waiting(page))


def _stand_in(db: Database, snapshot: Snapshot, parcel: Parcel, page_type: PageType) -> Parcel | None:
    """Return the refusal of a page that the site shows in place of another; None where it may be a page of its own.

    That is a page of no organisation, at the address where the site had an organisation's page before, or an
    organisation's page at the address of an index. Captures from elsewhere come in any order, so that nothing of them is
    before or after.
    """
    if snapshot.source != "web":
        return None
    facts = facts_of(page_type.value)
    if facts.subject is Subject.ASSESSMENT:
        address = read_address(snapshot.url) if snapshot.url else None
        if address is None or address.type not in OF_NO_ONE_ORGANISATION:
            return None
        words = f"the site shows {facts.meaning} at the address of {address.facts.meaning}"
        return replace(parcel, content=None, refused=RefusalReason.IDENTITY.value, message=words)
    if facts.subject is not Subject.NOBODY:
        return None
    rows = db.conn.execute("SELECT type FROM pages WHERE url = ? AND assessment IS NOT NULL", (snapshot.url,))
    if all(facts_of(row[0]).subject is Subject.NOBODY for row in rows):
        return None
    words = f"the site shows {facts.meaning} at the address of a page that was there before"
    return replace(parcel, content=None, refused=RefusalReason.SOFT_404.value, message=words)


def set_organisations(db: Database, rows: Iterable[OrganisationRow]) -> None:
    """Put the organisations of the catalogue in place."""
    with db.atomic():
        write(db, list(rows))


def _refuse(db: Database, key: str, snapshot: Snapshot, parcel: Parcel, parser_version: str) -> LoadResult:
    """Record a refused capture; nothing else hears of it, and what an older parser read of it stays.

    One of the site's that shows what was refused there before is told by the row of that one, which today's parser then
    has judged: a page that stays refused for years of nights has one row.
    """
    before = db.conn.total_changes
    older = refused_before(db, key, snapshot)
    if older is not None:
        with db.atomic():
            refuse_again(db, older, parcel, parser_version)
        return LoadResult("rejected", None, older, db.conn.total_changes - before, parcel.refused, parcel.message)
    row = db.conn.execute("SELECT refused FROM snapshots WHERE id = ?", (key,)).fetchone()
    if row is None or row[0] is not None:
        with db.atomic():
            store_refused(db, key, snapshot, parcel, parser_version)
    written = db.conn.total_changes - before
    return LoadResult("rejected", None, key, written, parcel.refused, parcel.message)


def _says_nothing_new(
    db: Database, key: str, page: str, snapshot: Snapshot, record: str, parser_version: str, place: Archived | None
) -> bool:
    sql = (
        "SELECT r.record, r.parser_version, s.page FROM snapshots s "
        "JOIN _readings r ON r.snapshot = s.id WHERE s.id = ? ORDER BY r.position DESC LIMIT 1"
    )
    row = db.conn.execute(sql, (key,)).fetchone() if place is not None else None
    if row and place is not None:
        return row == (record, parser_version, page) and place.better(archived(snapshot)) == place
    if snapshot.source != "web":
        return False
    newest = db.conn.execute(
        "SELECT r.record FROM pages p JOIN snapshots s ON s.id = p.snapshot "
        "JOIN _readings r ON r.snapshot = s.id "
        f"WHERE p.id = ? AND {STANDS_AT} <= ? "
        "ORDER BY r.position DESC LIMIT 1",
        (page, sorted_time(snapshot.captured_at)),
    ).fetchone()
    return bool(newest == (record,))


def _put(db: Database, turns: Later, key: str, page: str, content: Packable, placed: Placed) -> None:
    """Put a reading of a capture in its line, and its page and the one it moved away from among those to be written."""
    if not placed.is_new:
        return
    if placed.moved_from is not None:
        row = db.conn.execute("SELECT assessment FROM pages WHERE id = ?", (placed.moved_from,)).fetchone()
        other = turns.line(placed.moved_from)
        turns.put(placed.moved_from, row[0] if row else None, other, other.take(key), is_named=True)
        turns.write()
    line = turns.line(page)
    if placed.first is not None:
        line.know(placed.first)
    walked = line.put(key, is_first=placed.first is not None or placed.moved_from is not None)
    turns.put(page, content.gist.page.assessment, line, walked, is_named=placed.has_page)
