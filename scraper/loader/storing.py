"""Storing a reading: the capture's row, who read it and how, its problems. Nothing here knows of other captures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schemas.capture_rows import ProblemRow, ReadingRow, RecordRow, SnapshotRow
from schemas.problems import severity_of
from scraper.fetcher.dating import doubt, may_be
from scraper.fetcher.snapshot import Snapshot
from scraper.store.sqlite import Database

from .captures import time_of
from .history import Capture, Read
from .problems import CAPTURE_PROBLEMS, CAPTURED_AT_INFERRED, HISTORY_PROBLEMS, STATED_IN_FUTURE
from .readings import Gist, Packable, Parcel, has_reading
from .sql import delete_rows, rows_where, write


class Archived(NamedTuple):
    """Where the bytes of a capture came from, and where the archive keeps them."""

    source: str
    warc_file: str | None
    warc_offset: int | None

    def better(self, other: Archived) -> Archived:
        """Return the one of two places of the same capture to go by: an archived one, then the first by name."""
        return min(self, other, key=lambda one: (one[1] is None, str(one[1]), one[2] or 0, one[0]))


def archived(snapshot: Snapshot) -> Archived:
    """Return where a capture's bytes came from."""
    return Archived(snapshot.source, snapshot.warc_file, snapshot.warc_offset)


@dataclass(frozen=True, slots=True)
class Placed:
    """What storing a reading did: whether it is news, and the other page that its capture was of before.

    `has_page` tells whether the page has its row yet, so that the capture's could name it. `first` is the capture, as the
    line of a page looks it up, where it was recorded just now.
    """

    is_new: bool
    moved_from: str | None = None
    has_page: bool = True
    first: Capture | None = None


def place_of_stored(db: Database, key: str) -> Archived | None:
    """Return where the bytes of a recorded capture came from, None for one that is not recorded."""
    sql = "SELECT source, warc_file, warc_offset FROM snapshots WHERE id = ?"
    row = db.conn.execute(sql, (key,)).fetchone()
    return Archived(*row) if row else None


def better_place(db: Database, key: str, place: Archived, snapshot: Snapshot) -> None:
    """Record the better place in the archive of a recorded capture: where it is, or where it was found now."""
    better = place.better(archived(snapshot))
    if better != place:
        sql = "UPDATE snapshots SET source = ?, warc_file = ?, warc_offset = ? WHERE id = ?"
        db.conn.execute(sql, (*better, key))


def snapshot_row(
    key: str, snapshot: Snapshot, parser_version: str, refused: str | None = None, message: str | None = None
) -> SnapshotRow:
    """Return the row of a capture that no page has yet; `message` says in words why it is `refused`."""
    return SnapshotRow(
        id=key,
        page=None,
        url=snapshot.url,
        captured_at=time_of(snapshot.captured_at),
        source=snapshot.source,
        status=snapshot.status,
        sha256=snapshot.sha256,
        etag=snapshot.header("etag"),
        last_modified=snapshot.header("last-modified"),
        warc_file=snapshot.warc_file,
        warc_offset=snapshot.warc_offset,
        parser_version=parser_version,
        refused=refused,
        refused_message=message,
        claimed=None,
        boilerplate=None,
        unread=None,
        coverage=None,
        layout=None,
        dated_by=snapshot.dated_by.value if snapshot.dated_by else None,
        inferred_at=None,
    )


def store_refused(db: Database, key: str, snapshot: Snapshot, parcel: Parcel, parser_version: str) -> None:
    """Record a refused capture and its problems."""
    write(db, [snapshot_row(key, snapshot, parser_version, parcel.refused, parcel.message)])
    replace_problems(db, [key], [ProblemRow(key, *one) for one in parcel.problems], of_history=False)
    write(db, doubts(key, snapshot))


def refuse_again(db: Database, key: str, parcel: Parcel, parser_version: str) -> None:
    """Let a refused capture say why this parser refuses it, where another one judged it last."""
    row = db.conn.execute(
        "SELECT parser_version, refused, refused_message FROM snapshots WHERE id = ?", (key,)
    ).fetchone()
    if row != (parser_version, parcel.refused, parcel.message):
        sql = "UPDATE snapshots SET parser_version = ?, refused = ?, refused_message = ? WHERE id = ?"
        db.conn.execute(sql, (parser_version, parcel.refused, parcel.message, key))
        replace_problems(db, [key], [ProblemRow(key, *one) for one in parcel.problems], of_history=False)


def doubts(key: str, snapshot: Snapshot) -> list[ProblemRow]:
    """Return the problem of a capture whose stated time is not believed: it belongs to the capture, not to a reading."""
    found = doubt(snapshot.claimed)
    return [] if found is None else [ProblemRow(key, found[0], severity_of(found[0]).value, found[1], "[]")]


def store_first(
    db: Database, key: str, snapshot: Snapshot, page: str, content: Packable, parser_version: str
) -> Placed:
    """Record a capture that is not recorded yet, with its reading, in a statement a table."""
    gist, has_page = content.gist, _has_page(db, page)
    row = snapshot_row(key, snapshot, parser_version)
    inferred = inferred_day(snapshot, gist)
    claimed, boilerplate, unread, coverage = gist.texts
    row = row._replace(
        page=page if has_page else None,
        claimed=claimed,
        boilerplate=boilerplate,
        unread=unread,
        coverage=coverage,
        layout=gist.page.layout,
        inferred_at=inferred,
    )
    write(db, [row])
    _store_record(db, content)
    write(db, [ReadingRow(key, 1, parser_version, content.id)])
    is_dated = row.captured_at is not None
    write(
        db,
        [*doubts(key, snapshot), *_problems_of(key, gist), *_inferred(key, inferred, "" if is_dated else gist.newest)],
    )
    first = Capture(key, row.captured_at, row.sha256, (Read(parser_version, content.id),), inferred)
    return Placed(is_new=True, has_page=has_page, first=first)


def store_reading(db: Database, key: str, page: str, content: Packable, parser_version: str) -> Placed:
    """Store a parser's reading of a recorded capture, in place of an older one by the same parser."""
    old = db.conn.execute("SELECT page FROM snapshots WHERE id = ?", (key,)).fetchone()[0]
    moved_from = old if old not in (None, page) else None
    there = readings_of(db, key)
    if old == page and there and there[-1] == (parser_version, content.id):
        return Placed(is_new=False)
    if moved_from is not None:
        db.conn.execute("DELETE FROM _readings WHERE snapshot = ?", (key,))
    rows = [] if moved_from is not None else there
    place = next((n for n, row in enumerate(rows, 1) if row.parser_version == parser_version), len(rows) + 1)
    _store_record(db, content)
    write(db, [ReadingRow(key, place, parser_version, content.id)])
    _drop_unused(db, {row.record for row in rows} - {content.id})
    has_page = _describe(db, key, page, parser_version, content.gist)
    problems = _problems_of(key, content.gist) + _placed(db, key, content.gist)
    replace_problems(db, [key], problems, of_history=False)
    return Placed(is_new=True, moved_from=moved_from, has_page=has_page)


def readings_of(db: Database, key: str) -> list[Read]:
    """Return the readings of a capture, the newest last."""
    sql = "SELECT parser_version, record FROM _readings WHERE snapshot = ? ORDER BY position"
    return [Read(*row) for row in db.conn.execute(sql, (key,))]


def _store_record(db: Database, content: Packable) -> None:
    """Store what a page says, unless another capture says the same: it is packed only where it is stored."""
    if not has_reading(db, content.id):
        write(db, [RecordRow(content.id, content.data)])


def _problems_of(key: str, gist: Gist) -> list[ProblemRow]:
    return [ProblemRow(key, *one) for one in gist.problems]


def _drop_unused(db: Database, records: Iterable[str]) -> None:
    for record in records:
        sql = "DELETE FROM _records WHERE id = ? AND NOT EXISTS (SELECT 1 FROM _readings WHERE record = _records.id)"
        db.conn.execute(sql, (record,))


def inferred_day(snapshot: Snapshot, gist: Gist) -> str | None:
    """Return the day on which an undated capture stands: the newest that it states, unless that was to come when it was first read."""
    is_undated = snapshot.captured_at is None and gist.newest
    return gist.newest if is_undated and may_be(gist.newest, snapshot.read_at) else None


def _placed(db: Database, key: str, gist: Gist) -> list[ProblemRow]:
    """Note where an undated capture stands among the others, and return the problem that tells so.

    A day that was to come when the capture was first read dates it no better once it has come.
    """
    sql = "SELECT 1 FROM problems WHERE snapshot = ? AND code = ? AND instr(message, ?)"
    was_refused = db.conn.execute(sql, (key, STATED_IN_FUTURE, gist.newest)).fetchone() if gist.newest else None
    newest = gist.newest if gist.newest and was_refused is None and may_be(gist.newest, None) else None
    sql = "UPDATE snapshots SET inferred_at = iif(captured_at IS NULL, ?, NULL) WHERE id = ? RETURNING inferred_at, captured_at"
    inferred, captured_at = db.conn.execute(sql, (newest, key)).fetchone()
    return _inferred(key, inferred, "" if captured_at else gist.newest)


def _inferred(key: str, inferred: str | None, stated: str) -> list[ProblemRow]:
    """Return the problem of an undated capture that stands at a day, or that states one at which none can stand."""
    if inferred is None and stated:
        words = f"The newest date that it states, {stated}, was to come when it was first read; it stands before all others."
        return [ProblemRow(key, STATED_IN_FUTURE, severity_of(STATED_IN_FUTURE).value, words, "[]")]
    if inferred is None:
        return []
    words = f"Nothing says when it was captured; it stands at the newest date that it states, {inferred}."
    return [ProblemRow(key, CAPTURED_AT_INFERRED, severity_of(CAPTURED_AT_INFERRED).value, words, "[]")]


def _describe(db: Database, key: str, page: str, parser_version: str, gist: Gist) -> bool:
    """Write into a capture's row what was read of it; returns whether its page is there to be named in it."""
    has_page = _has_page(db, page)
    db.conn.execute(
        "UPDATE snapshots SET page = ?, parser_version = ?, refused = NULL, refused_message = NULL, "
        "claimed = ?, boilerplate = ?, unread = ?, coverage = ?, layout = ? WHERE id = ?",
        (page if has_page else None, parser_version, *gist.texts, gist.page.layout, key),
    )
    return has_page


def _has_page(db: Database, page: str) -> bool:
    return db.conn.execute("SELECT 1 FROM pages WHERE id = ?", (page,)).fetchone() is not None


def replace_problems(db: Database, keys: list[str], rows: list[ProblemRow], *, of_history: bool) -> None:
    """Put problems in place of those of some captures: `of_history` those that only show beside other captures."""
    for key in keys:
        there = rows_where(db, ProblemRow, "snapshot = ?", (key,))
        theirs = {
            row for row in there if (row.code in HISTORY_PROBLEMS) is of_history and row.code not in CAPTURE_PROBLEMS
        }
        delete_rows(db, theirs - set(rows))
    write(db, rows)
