"""Load a page: one capture into the database, in one transaction, whatever is there already.

What the tables say of an assessment is a pure function of the captures that are loaded (`fold`, `merge`);
this module stores a capture's reading, computes that function again for its page, and writes only what
differs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from sqlite_utils import Database

from schemas.extraction import Extraction
from scraper import __version__
from scraper.fetcher.snapshot import Snapshot

from .fold import Capture, Folded, fold
from .merge import Merged, merge
from .problems import FOLD_PROBLEMS
from .readings import Parcel, Reading, Recent, parcel_of, unpack
from .statements import OWNED, SHARED, Row, Statement, page_id, prefixes, stated
from .tables import SPECS

_folded: Recent[Folded] = Recent(16)
_SMALL_WORDS = frozenset({"and", "of", "the", "upon"})


@dataclass(frozen=True)
class LoadResult:
    """What loading did: the outcome, the page (None for a refused capture), the capture, the rows written."""

    outcome: Literal["loaded", "unchanged", "rejected"]
    page: str | None
    snapshot: str
    rows_written: int = 0


@dataclass(frozen=True)
class Known:
    """A capture that is in the database: its id, its page (None where refused), and the current parser."""

    snapshot: str
    page: str | None
    parser_version: str
    refused: str | None = None


@dataclass(frozen=True)
class Stored:
    """Where the archive keeps a current capture, for reading it again."""

    snapshot: str
    page: str
    url: str | None
    captured_at: dt.datetime | None
    source: str
    sha256: str
    warc_file: str | None
    warc_offset: int | None


def snapshot_id(snapshot: Snapshot) -> str:
    """Give a capture's id: its day (or `undated`) and 12 hex of address, time and digest of the body."""
    time = _time(snapshot.captured_at)
    parts = (snapshot.url or "", time or "", snapshot.sha256)
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{time[:10].replace('-', '') if time else 'undated'}-{digest}"


def _time(moment: dt.datetime | None) -> str | None:
    """Give a time as the tables keep it; one without a zone is taken as UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def known(db: Database, snapshot: Snapshot) -> Known | None:
    """Tell whether a capture need not be parsed; one look-up, no write.

    It need not where this capture is loaded or refused already, or where the site was asked again (`source`
    is `web`) and gave the bytes of the page's newest capture. Whoever has a newer parser than
    `Known.parser_version` reads it again all the same.
    """
    key = snapshot_id(snapshot)
    row = db.conn.execute(
        "SELECT s.id, s.page, s.parser_version, s.refused FROM snapshots s "
        "LEFT JOIN pages p ON p.id = s.page WHERE s.sha256 = ? AND (s.id = ? OR (? = 'web' AND s.url IS ? "
        "AND (p.snapshot = s.id AND p.gone_at IS NULL OR s.refused IS NOT NULL) "
        "AND coalesce(s.captured_at, '') <= ?)) "
        "ORDER BY s.id = ? DESC LIMIT 1",
        (snapshot.sha256, key, snapshot.source, snapshot.url, _time(snapshot.captured_at) or "", key),
    ).fetchone()
    return Known(*row) if row else None


def captures(db: Database, parser_version: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the ids of all captures, and of those that need not be parsed again: loaded, or refused by this parser."""
    rows = db.conn.execute(
        "SELECT id, refused IS NULL OR parser_version = ? FROM snapshots", (parser_version,)
    ).fetchall()
    return frozenset(key for key, _ in rows), frozenset(key for key, is_read in rows if is_read)


def load(
    db: Database, snapshot: Snapshot, said: Extraction | Parcel, *, parser_version: str = __version__
) -> LoadResult:
    """Load one capture and what it says, packed or not, in one transaction.

    Loading what is known already writes nothing. A newer capture from the web that says what the newest one
    says is `unchanged` too. Raises sqlite3.Error where the file can not be written; then nothing is.
    """
    key = snapshot_id(snapshot)
    parcel = said if isinstance(said, Parcel) else parcel_of(said)
    if parcel.record is None:
        return _refuse(db, key, snapshot, parcel, parser_version)
    reading = unpack(parcel.record, parcel.data)
    before = db.conn.total_changes
    page = page_id(reading["page"])
    if _says_nothing_new(db, key, page, snapshot, parcel.record, parser_version):
        return LoadResult("unchanged", page, key)
    with db.atomic():
        _ensure_snapshot(db, key, snapshot, parser_version)
        _put(db, key, page, reading, (parser_version, parcel.record, parcel.data))
    return LoadResult("loaded", page, key, db.conn.total_changes - before)


def reparse(db: Database, stored: Stored, extraction: Extraction, *, parser_version: str = __version__) -> LoadResult:
    """Put a newer parser's reading of a stored capture in place; what differs is the parser's doing.

    A newer parser that refuses what an older one read does not blank it: the outcome is `rejected`, and the
    older reading stays.
    """
    parcel = parcel_of(extraction)
    if parcel.record is None:
        return LoadResult("rejected", stored.page, stored.snapshot)
    reading = unpack(parcel.record, parcel.data)
    before = db.conn.total_changes
    page = page_id(reading["page"])
    with db.atomic():
        _put(db, stored.snapshot, page, reading, (parser_version, parcel.record, parcel.data))
    written = db.conn.total_changes - before
    return LoadResult("loaded" if written else "unchanged", page, stored.snapshot, written)


def stale(db: Database, parser_version: str = __version__) -> list[Stored]:
    """Give the current captures that another parser version read, for `reparse`, in the archive's order."""
    rows = db.conn.execute(
        "SELECT s.id, s.page, s.url, s.captured_at, s.source, s.sha256, s.warc_file, s.warc_offset "
        "FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE s.parser_version <> ? "
        "ORDER BY s.warc_file, s.warc_offset, s.id",
        (parser_version,),
    )
    return [_stored(*row) for row in rows]


def _stored(snapshot: str, page: str, url: str | None, captured_at: str | None, *place: Any) -> Stored:
    moment = dt.datetime.fromisoformat(captured_at) if captured_at else None
    return Stored(snapshot, page, url, moment, *place)


def mark_gone(db: Database, url: str, seen_at: dt.datetime) -> str | None:
    """Mark the page at an address as gone since a time; its rows stay.

    Gives the page's id where that is news, else None: where no such page is loaded, it is marked already, or
    a capture made later shows it. A capture made later takes the mark away.
    """
    time = _time(seen_at)
    with db.atomic():
        row = db.conn.execute(
            "SELECT id FROM pages WHERE url = ? AND gone_at IS NULL AND coalesce(last_seen, '') < ?",
            (url, time),
        ).fetchone()
        if row:
            db.conn.execute("UPDATE pages SET gone_at = ? WHERE id = ?", (time, row[0]))
    return str(row[0]) if row else None


def set_organisations(db: Database, rows: Iterable[tuple[str, str, str | None]]) -> None:
    """Put organisations in place: id, name, and the id of the one it continues or None."""
    made = [(key, *key.split("/", 1), name, continues) for key, name, continues in rows]
    with db.atomic():
        db.conn.executemany(SPECS["organisations"].upsert, made)


# --- storing ---------------------------------------------------------------------------------------------


def _says_nothing_new(db: Database, key: str, page: str, snapshot: Snapshot, record: str, parser_version: str) -> bool:
    row = db.conn.execute(
        "SELECT r.record, r.parser_version, s.source, s.warc_file, s.warc_offset, s.page FROM snapshots s "
        "JOIN _readings r ON r.snapshot = s.id WHERE s.id = ? ORDER BY r.position DESC LIMIT 1",
        (key,),
    ).fetchone()
    if row:
        place = (snapshot.source, snapshot.warc_file, snapshot.warc_offset)
        same = (*row[:2], row[5]) == (record, parser_version, page)
        return same and _better(row[2:5], place) == row[2:5]
    if snapshot.source != "web":
        return False
    newest = db.conn.execute(
        "SELECT r.record FROM pages p JOIN snapshots s ON s.id = p.snapshot "
        "JOIN _readings r ON r.snapshot = s.id "
        "WHERE p.id = ? AND coalesce(s.captured_at, '') <= ? AND p.gone_at IS NULL "
        "ORDER BY r.position DESC LIMIT 1",
        (page, _time(snapshot.captured_at) or ""),
    ).fetchone()
    return bool(newest == (record,))


def _better(one: Sequence[Any], other: Sequence[Any]) -> tuple[Any, ...]:
    """Choose between two places of the same capture: an archived one, then the first by name."""
    return min(tuple(one), tuple(other), key=lambda place: (place[1] is None, str(place[1]), place[2] or 0, place[0]))


def _ensure_snapshot(db: Database, key: str, snapshot: Snapshot, parser_version: str) -> None:
    """Record a capture; of one that is there, its better place in the archive."""
    sql = "SELECT source, warc_file, warc_offset FROM snapshots WHERE id = ?"
    place = db.conn.execute(sql, (key,)).fetchone()
    if place is None:
        _write(db, "snapshots", [_snapshot_row(key, snapshot, parser_version)])
        return
    better = _better(place, (snapshot.source, snapshot.warc_file, snapshot.warc_offset))
    if better != place:
        sql = "UPDATE snapshots SET source = ?, warc_file = ?, warc_offset = ? WHERE id = ?"
        db.conn.execute(sql, (*better, key))


def _put(db: Database, key: str, page: str, reading: Reading, read: tuple[str, str, bytes]) -> None:
    """Put a reading of a capture in place, and the rows of its page and of the one it moved away from."""
    moved = _read_again(db, key, reading, read)
    if moved is True and _is_seen_again(db, key, page, read[:2]):
        return
    if moved is not False:
        _refold(db, page, reading["page"]["assessment"])
    if isinstance(moved, str):
        _refold(db, moved, _assessment_of(db, moved))


def _is_seen_again(db: Database, key: str, page: str, read: tuple[str, str]) -> bool:
    """Note a newer capture that reads just as the newest one; tells whether it is one, and all is done.

    Nothing else depends on it, unless a problem is told of the newest capture and has to move.
    """
    time = db.conn.execute("SELECT captured_at FROM snapshots WHERE id = ?", (key,)).fetchone()[0]
    newest = db.conn.execute("SELECT snapshot, last_seen FROM pages WHERE id = ?", (page,)).fetchone()
    if newest is None or time is None or time <= (newest[1] or ""):
        return False
    sql = "SELECT parser_version, record FROM _readings WHERE snapshot = ? ORDER BY position DESC LIMIT 1"
    told = db.conn.execute("SELECT code FROM problems WHERE snapshot = ?", (newest[0],)).fetchall()
    own = db.conn.execute("SELECT count(*) FROM _readings WHERE snapshot = ?", (key,)).fetchone()
    if db.conn.execute(sql, (newest[0],)).fetchone() != read or own != (1,):
        return False
    if any(code in FOLD_PROBLEMS for (code,) in told):
        return False
    sql = "UPDATE pages SET snapshot = ?, last_seen = ?, gone_at = iif(gone_at > ?, gone_at, NULL) WHERE id = ?"
    db.conn.execute(sql, (key, time, time, page))
    return True


def _snapshot_row(key: str, snapshot: Snapshot, parser_version: str) -> list[Any]:
    values = {
        "id": key,
        "url": snapshot.url,
        "captured_at": _time(snapshot.captured_at),
        "source": snapshot.source,
        "status": snapshot.status,
        "sha256": snapshot.sha256,
        "etag": snapshot.header("etag"),
        "last_modified": snapshot.header("last-modified"),
        "warc_file": snapshot.warc_file,
        "warc_offset": snapshot.warc_offset,
        "parser_version": parser_version,
    }
    return [values.get(name) for name in SPECS["snapshots"].names]


def _read_again(db: Database, key: str, reading: Reading, read: tuple[str, str, bytes]) -> str | bool:
    """Store a reading: (parser version, reading id, packed reading).

    Gives False where it is the current one already, the page that the capture was of where that is another
    one, else True.
    """
    parser_version, record, data = read
    page = page_id(reading["page"])
    old = db.conn.execute("SELECT page FROM snapshots WHERE id = ?", (key,)).fetchone()[0]
    rows = db.conn.execute(
        "SELECT parser_version, record FROM _readings WHERE snapshot = ? ORDER BY position", (key,)
    ).fetchall()
    if old == page and rows and rows[-1] == (parser_version, record):
        return False
    if old not in (None, page):
        db.conn.execute("DELETE FROM _readings WHERE snapshot = ?", (key,))
        rows = []
    place = next((n for n, row in enumerate(rows, 1) if row[0] == parser_version), len(rows) + 1)
    db.conn.execute("INSERT INTO _records (id, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (record, data))
    _write(db, "_readings", [(key, place, parser_version, record)])
    _drop_unused(db, {row[1] for row in rows} - {record})
    _describe(db, key, page, parser_version, reading)
    return old if old not in (None, page) else True


def _drop_unused(db: Database, records: set[str]) -> None:
    for record in records:
        sql = "DELETE FROM _records WHERE id = ? AND NOT EXISTS (SELECT 1 FROM _readings WHERE record = _records.id)"
        db.conn.execute(sql, (record,))


def _describe(db: Database, key: str, page: str, parser_version: str, reading: Reading) -> None:
    count = reading["accounting"] or {}
    db.conn.execute(
        "UPDATE snapshots SET page = ?, parser_version = ?, refused = NULL, refused_message = NULL, "
        "claimed = ?, boilerplate = ?, unread = ?, coverage = ? WHERE id = ?",
        (page, parser_version, *map(count.get, ("claimed", "boilerplate", "unread", "coverage")), key),
    )
    problems = [
        (key, one["code"], one["severity"], one["message"], json.dumps(one["blocks"])) for one in reading["problems"]
    ]
    _replace_problems(db, [key], problems, fold_codes=False)


def _refuse(db: Database, key: str, snapshot: Snapshot, parcel: Parcel, parser_version: str) -> LoadResult:
    """Record a refused capture; nothing else hears of it, and what an older parser read of it stays."""
    before = db.conn.total_changes
    row = db.conn.execute("SELECT refused FROM snapshots WHERE id = ?", (key,)).fetchone()
    if row is not None and row[0] is None:
        return LoadResult("rejected", None, key)
    at = SPECS["snapshots"].at
    values = _snapshot_row(key, snapshot, parser_version)
    values[at["refused"]] = parcel.refused
    values[at["refused_message"]] = parcel.message
    with db.atomic():
        _write(db, "snapshots", [values])
        _replace_problems(db, [key], [(key, *one) for one in parcel.problems], fold_codes=False)
    return LoadResult("rejected", None, key, db.conn.total_changes - before)


# --- folding and writing ---------------------------------------------------------------------------------


def _refold(db: Database, page: str, assessment: str | None) -> None:
    """Compute an assessment's rows again after a page's captures changed, and write what differs."""
    old = db.conn.execute("SELECT snapshot FROM pages WHERE id = ?", (page,)).fetchone()
    pages = _pages(db, page, assessment)
    merged = merge(pages)
    folded = next((one for one in pages if one.page["id"] == page), None)
    was_cited = _cited(db, assessment) if len(pages) > 1 or old else set()
    if assessment and pages:
        _write_organisation(db, pages[0].page["organisation"])
    _write_shared(db, assessment, merged, first=not was_cited)
    if folded is None:
        _delete_page(db, page, assessment)
    else:
        _write_page(db, folded, is_new=old is None)
    first = old is None and len(pages) == 1
    if not first:
        _write_kept(db, assessment or page, merged)
        _write_fold_problems(db, pages, merged)
    now_cited = merged.cited()
    moved = {snapshot for snapshot, _ in was_cited ^ now_cited}
    for one in pages:
        if one is folded or moved & _snapshots_of(db, one.page["id"]):
            _write_blocks(db, one, now_cited, is_new=one is folded and old is None)


def _pages(db: Database, page: str, assessment: str | None) -> list[Folded]:
    """Fold every page of an assessment, the changed one included, in the order of their ids."""
    keys = {page}
    if assessment:
        sql = "SELECT id FROM pages WHERE assessment = ?"
        keys |= {row[0] for row in db.conn.execute(sql, (assessment,))}
    folded = (_fold_page(db, key) for key in sorted(keys))
    return [one for one in folded if one is not None]


def _fold_page(db: Database, page: str) -> Folded | None:
    captures = _captures(db, page)
    if not captures:
        return None
    key = (page, tuple(captures))
    found = _folded.get(key)
    return found or _folded.put(key, fold(captures, _reader(db)))


def _captures(db: Database, page: str) -> list[Capture]:
    rows = db.conn.execute(
        "SELECT s.id, s.captured_at, s.sha256, r.parser_version, r.record FROM snapshots s "
        "JOIN _readings r ON r.snapshot = s.id WHERE s.page = ? ORDER BY s.id, r.position",
        (page,),
    )
    found: dict[str, Capture] = {}
    for key, captured_at, sha256, parser_version, record in rows:
        capture = found.get(key) or Capture(key, captured_at, sha256, ())
        found[key] = replace(capture, readings=(*capture.readings, (parser_version, record)))
    return list(found.values())


def _reader(db: Database) -> Any:
    def read(snapshot: str, record: str) -> Statement:
        return stated(record, lambda: reading_by_id(db, record), snapshot)

    return read


def reading_by_id(db: Database, record: str) -> Reading:
    """Give a stored reading by its id."""
    row = db.conn.execute("SELECT data FROM _records WHERE id = ?", (record,)).fetchone()
    return unpack(record, row[0])


def _write(db: Database, table: str, rows: Sequence[Sequence[Any]]) -> None:
    start = 0
    for count, sql in SPECS[table].upserts.items():
        while len(rows) - start >= count:
            db.conn.execute(sql, list(chain.from_iterable(rows[start : start + count])))
            start += count


def _write_organisation(db: Database, key: str) -> None:
    kind, _, slug = key.partition("/")
    name = " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in slug.split("-"))
    sql = "INSERT INTO organisations (id, kind, slug, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.conn.execute(sql, (key, kind, slug, name))


def _write_shared(db: Database, assessment: str | None, merged: Merged, *, first: bool) -> None:
    if assessment is None:
        return
    if not first:
        _delete_missing_shared(db, assessment, merged)
    for table in SHARED:
        _write(db, table, list(merged.rows[table].values()))
    _write(db, "witnesses", merged.witnesses)


def _delete_missing_shared(db: Database, assessment: str, merged: Merged) -> None:
    for table in SHARED:
        column = "id" if table == "assessments" else "assessment"
        sql = f"SELECT id FROM {table} WHERE {column} = ?"
        _delete(db, table, {row[0] for row in db.conn.execute(sql, (assessment,))} - merged.rows[table].keys())
    stated = {(row[0], row[1]) for row in merged.witnesses}
    sql = "SELECT judgment, position FROM witnesses WHERE judgment > ? AND judgment < ?"
    there = set(db.conn.execute(sql, _range(assessment + "/")))
    db.conn.executemany("DELETE FROM witnesses WHERE judgment = ? AND position = ?", list(there - stated))


def _range(prefix: str) -> tuple[str, str]:
    """Give the bounds of the ids that begin with a prefix ending in a slash."""
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _delete(db: Database, table: str, keys: Iterable[str]) -> None:
    sql = f'DELETE FROM "{table}" WHERE id = ?'
    db.conn.executemany(sql, [(key,) for key in keys])


def _write_page(db: Database, folded: Folded, *, is_new: bool) -> None:
    page, newest = folded.page, folded.newest
    values = {**page, "last_seen": newest.captured_at, "snapshot": newest.id, "gone_at": None}
    if not is_new:
        _delete_missing_owned(db, folded)
        values["gone_at"] = db.conn.execute(
            "SELECT gone_at FROM pages WHERE id = ? AND gone_at > ?", (page["id"], newest.captured_at or "")
        ).fetchone()
        values["gone_at"] = values["gone_at"] and values["gone_at"][0]
    _write(db, "pages", [[values.get(name) for name in SPECS["pages"].names]])
    for table in OWNED:
        _write(db, table, list(folded.state.rows[table].values()))
    _write_history(db, folded, is_new=is_new)


def _delete_missing_owned(db: Database, folded: Folded) -> None:
    for table, prefix in prefixes(folded.page, folded.page["id"]).items():
        _delete(db, table, _owned_ids(db, table, prefix) - folded.state.rows[table].keys())


def _owned_ids(db: Database, table: str, prefix: str) -> set[str]:
    if table == "letters":
        return {row[0] for row in db.conn.execute("SELECT id FROM letters WHERE id = ?", (prefix[:-1],))}
    sql = f'SELECT id FROM "{table}" WHERE id > ? AND id < ?'
    return {row[0] for row in db.conn.execute(sql, _range(prefix))}


def _write_history(db: Database, folded: Folded, *, is_new: bool) -> None:
    page, assessment = folded.page["id"], folded.page["assessment"]
    changes, states = set(folded.changes), set(folded.states)
    if not is_new:
        there = set(db.conn.execute("SELECT * FROM changes WHERE page = ?", (page,)))
        _delete_rows(db, "changes", there - changes)
        changes -= there
        sql = "SELECT * FROM judgment_states WHERE judgment > ? AND judgment < ? AND page = ?"
        there = set(db.conn.execute(sql, (*_range(f"{assessment}/"), page)))
        _delete_rows(db, "judgment_states", there - states)
        states -= there
    _write(db, "changes", sorted(changes, key=repr))
    _write(db, "judgment_states", sorted(states, key=repr))


def _delete_rows(db: Database, table: str, rows: Iterable[Row | tuple[Any, ...]]) -> None:
    spec = SPECS[table]
    places = [spec.at[name] for name in spec.table.key]
    where = " AND ".join(f'"{name}" = ?' for name in spec.table.key)
    sql = f'DELETE FROM "{table}" WHERE {where}'
    db.conn.executemany(sql, [[row[place] for place in places] for row in rows])


def _delete_page(db: Database, page: str, assessment: str | None) -> None:
    """Take a page away whose captures turned out to be another's."""
    row = db.conn.execute("SELECT type, pillar, assessment FROM pages WHERE id = ?", (page,)).fetchone()
    for table, prefix in prefixes(dict(zip(("type", "pillar", "assessment"), row, strict=True)), page).items():
        _delete(db, table, _owned_ids(db, table, prefix))
    db.conn.execute("DELETE FROM changes WHERE page = ?", (page,))
    db.conn.execute("DELETE FROM judgment_states WHERE page = ?", (page,))
    db.conn.execute("DELETE FROM pages WHERE id = ?", (page,))


def _write_kept(db: Database, owner: str, merged: Merged) -> None:
    there: set[tuple[Any, ...]] = set()
    for table in (*SHARED, *OWNED):
        sql = "SELECT * FROM kept_values WHERE table_name = ? AND (row_id = ? OR row_id > ? AND row_id < ?)"
        there |= set(db.conn.execute(sql, (table, owner, *_range(owner + "/"))))
    _delete_rows(db, "kept_values", there - set(merged.kept))
    _write(db, "kept_values", merged.kept)


def _write_fold_problems(db: Database, pages: list[Folded], merged: Merged) -> None:
    keys = [key for page in pages for key in _snapshots_of(db, page.page["id"])]
    _replace_problems(db, keys, merged.problems, fold_codes=True)


def _replace_problems(db: Database, keys: list[str], rows: Sequence[tuple[Any, ...]], *, fold_codes: bool) -> None:
    there: set[tuple[Any, ...]] = set()
    for key in keys:
        found = db.conn.execute("SELECT * FROM problems WHERE snapshot = ?", (key,))
        there |= {row for row in found if (row[1] in FOLD_PROBLEMS) is fold_codes}
    _delete_rows(db, "problems", there - set(rows))
    _write(db, "problems", rows)


def _snapshots_of(db: Database, page: str) -> set[str]:
    return {row[0] for row in db.conn.execute("SELECT id FROM snapshots WHERE page = ?", (page,))}


def _cited(db: Database, assessment: str | None) -> set[tuple[str, int]]:
    """Give the blocks that the shared rows of an assessment cite, as they stand in the tables."""
    if assessment is None:
        return set()
    cited: set[tuple[str, int]] = set()
    for table in SHARED:
        column = "id" if table == "assessments" else "assessment"
        sql = f"SELECT snapshot, block FROM {table} WHERE {column} = ? AND block IS NOT NULL"
        cited |= set(db.conn.execute(sql, (assessment,)))
    low, high = _range(assessment + "/")
    sql = "SELECT snapshot, block FROM witnesses WHERE judgment > ? AND judgment < ? AND block IS NOT NULL"
    cited |= set(db.conn.execute(sql, (low, high)))
    for table in SHARED:
        sql = (
            "SELECT snapshot, block FROM kept_values WHERE table_name = ? AND (row_id = ? OR row_id > ? "
            "AND row_id < ?) AND block IS NOT NULL"
        )
        cited |= set(db.conn.execute(sql, (table, assessment, low, high)))
    return cited


def _write_blocks(db: Database, folded: Folded, shared: set[tuple[str, int]], *, is_new: bool) -> None:
    """Keep the blocks of a page's captures that its own rows or the assessment's shared rows cite."""
    ours = _snapshots_of(db, folded.page["id"])
    cited = {(key, block) for key, block in shared if key in ours} | _owned_cited(folded)
    there: set[tuple[str, int]] = set()
    if not is_new:
        for key in ours:
            there |= set(db.conn.execute("SELECT snapshot, block FROM blocks WHERE snapshot = ?", (key,)))
    db.conn.executemany("DELETE FROM blocks WHERE snapshot = ? AND block = ?", list(there - cited))
    wanted = cited - there
    records = {one.id: one.readings[-1][1] for one in _captures(db, folded.page["id"])}
    read = _reader(db)
    made = [(key, *read(key, records[key]).blocks[number]) for key, number in sorted(wanted) if key in records]
    _write(db, "blocks", made)


def _owned_cited(folded: Folded) -> set[tuple[str, int]]:
    rows = [row for table in OWNED for row in folded.state.rows[table].values()]
    cited = {(row[-2], row[-1]) for row in rows if row[-1] is not None}
    kept = [kept for place, kept in folded.state.kept.items() if place[0] in OWNED]
    return cited | {(one.snapshot, one.block) for one in kept if one.block is not None}


def _assessment_of(db: Database, page: str) -> str | None:
    row = db.conn.execute("SELECT assessment FROM pages WHERE id = ?", (page,)).fetchone()
    return row[0] if row else None
