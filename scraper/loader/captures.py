"""The captures that a database has: which is which, what need not be parsed again, and what should be."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scraper import __version__
from scraper.fetcher.snapshot import Snapshot
from scraper.store.moments import in_order, sortable
from scraper.store.sqlite import Database


@dataclass(frozen=True)
class Known:
    """A capture that is in the database: its id, its page (None where refused), the current parser, its place in the archive.

    `why` is the sentence with which it was refused.
    """

    snapshot: str
    page: str | None
    parser_version: str
    refused: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    why: str | None = None


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


STANDS_AT = in_order("coalesce(s.captured_at, s.inferred_at, '')")
"""Where a row of `snapshots s` stands in time, in SQL, as text that sorts: `history.Capture.stands_at`."""


def snapshot_id(snapshot: Snapshot) -> str:
    """Return a capture's id: its day (or `undated`) and 12 hex of address, time and digest of the body."""
    return id_of(snapshot.url, time_of(snapshot.captured_at), snapshot.sha256)


def id_of(url: str | None, time: str | None, sha256: str) -> str:
    """Return the id of a capture by what its row says of it."""
    parts = (url or "", time or "", sha256)
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{time[:10].replace('-', '') if time else 'undated'}-{digest}"


def time_of(moment: dt.datetime | None) -> str | None:
    """Return a time as the tables keep it (ISO 8601, UTC, `Z`); one without a zone is taken as UTC."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def sorted_time(moment: dt.datetime | None) -> str:
    """Return a time as text that sorts among others, and among days: before `…:00.5Z` a `…:00Z` would stand behind it."""
    return sortable(time_of(moment) or "")


def known(db: Database, snapshot: Snapshot) -> Known | None:
    """Return what is known of a capture that need not be parsed, else None; one look-up, no write.

    It need not where this capture is loaded or refused already, or where the site was asked again (`source`
    is `web`) and gave the bytes of the page's newest capture. Whoever has a newer parser than
    `Known.parser_version` reads it again all the same.
    """
    key = snapshot_id(snapshot)
    row = db.conn.execute(
        "SELECT s.id, s.page, s.parser_version, s.refused, s.warc_file, s.warc_offset, s.refused_message "
        "FROM snapshots s LEFT JOIN pages p ON p.id = s.page WHERE s.sha256 = ? AND (s.id = ? OR (? = 'web' AND s.url IS ? "
        "AND (p.snapshot = s.id AND p.gone_at IS NULL OR s.refused IS NOT NULL) "
        f"AND {STANDS_AT} <= ?)) "
        f"ORDER BY s.id = ? DESC, {STANDS_AT} DESC LIMIT 1",
        (snapshot.sha256, key, snapshot.source, snapshot.url, sorted_time(snapshot.captured_at), key),
    ).fetchone()
    return Known(*row) if row else None


def refused_before(db: Database, key: str, snapshot: Snapshot) -> str | None:
    """Return the newest capture in which the site showed the same bytes at the same address before, and was refused.

    `key` is the id of `snapshot`. None where there is none, where that very capture is recorded, or where it is not the site's.
    """
    if snapshot.source != "web" or db.conn.execute("SELECT 1 FROM snapshots WHERE id = ?", (key,)).fetchone():
        return None
    row = db.conn.execute(
        "SELECT s.id FROM snapshots s WHERE s.sha256 = ? AND s.url IS ? AND s.refused IS NOT NULL AND s.source = 'web' "
        f"AND {STANDS_AT} <= ? ORDER BY {STANDS_AT} DESC LIMIT 1",
        (snapshot.sha256, snapshot.url, sorted_time(snapshot.captured_at)),
    ).fetchone()
    return str(row[0]) if row else None


def is_overtaken(db: Database, snapshot: Snapshot) -> bool:
    """Return whether a page that shows the bytes again that it was known by has a newest capture of other bytes.

    `snapshot` is the look at the page's address now: what it shows may be a change then, though the site itself may say that
    it changed nothing since it was last asked. What was known may have only said in other bytes what was loaded.
    """
    told = (snapshot.sha256, sorted_time(snapshot.captured_at))
    newest = f"JOIN snapshots s ON s.id = p.snapshot WHERE s.sha256 <> ? AND {STANDS_AT} <= ?"
    row = db.conn.execute(
        f"SELECT 1 FROM snapshots o JOIN pages p ON p.id = o.page {newest} AND o.sha256 = ? AND o.url IS ? "
        f"UNION ALL SELECT 1 FROM pages p {newest} AND s.source <> 'web' AND p.url = ? LIMIT 1",
        (*told, snapshot.sha256, snapshot.url, *told, snapshot.url),
    ).fetchone()
    return row is not None


def is_outlived(db: Database, page: str, seen_at: dt.datetime) -> bool:
    """Return whether the capture that speaks for a page is from elsewhere than the site, and older than a look at the site."""
    row = db.execute(
        f"SELECT s.source <> 'web' AND {STANDS_AT} < ? FROM _places p JOIN snapshots s ON s.id = p.snapshot "
        "WHERE p.page = ? ORDER BY p.place DESC, p.snapshot DESC LIMIT 1",
        (sorted_time(seen_at), page),
    ).fetchone()
    return row is not None and bool(row[0])


def are_read(db: Database, found: Sequence[Snapshot], parser_version: str) -> bool:
    """Return whether all of these captures need not be parsed again: each is loaded, or this parser refused it."""
    wanted = {snapshot_id(one): one.sha256 for one in found}
    rows = db.conn.execute(
        "SELECT id, sha256 FROM snapshots WHERE id IN (SELECT value FROM json_each(?)) "
        "AND (refused IS NULL OR parser_version = ?)",
        (json.dumps(list(wanted)), parser_version),
    )
    return dict(rows.fetchall()) == wanted


def captures(db: Database, parser_version: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of all captures, and of those that need not be parsed again: loaded, or refused by this parser."""
    rows = db.conn.execute(
        "SELECT id, refused IS NULL OR parser_version = ? FROM snapshots", (parser_version,)
    ).fetchall()
    return frozenset(key for key, _ in rows), frozenset(key for key, is_read in rows if is_read)


def stale(db: Database, parser_version: str = __version__) -> list[Stored]:
    """Return the current captures that another parser version read, for `reparse`, in the archive's order."""
    rows = db.conn.execute(
        "SELECT s.id, s.page, s.url, s.captured_at, s.source, s.sha256, s.warc_file, s.warc_offset "
        "FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE s.parser_version <> ? "
        "ORDER BY s.warc_file, s.warc_offset, s.id",
        (parser_version,),
    )
    return [
        Stored(key, page, url, dt.datetime.fromisoformat(time) if time else None, source, sha256, file, offset)
        for key, page, url, time, source, sha256, file, offset in rows
    ]


def last_places(db: Database) -> dict[str, int]:
    """Return where in each file of the archive the last capture begins that a database names (bytes)."""
    sql = "SELECT warc_file, max(warc_offset) FROM snapshots WHERE warc_file IS NOT NULL GROUP BY 1"
    return dict(db.conn.execute(sql).fetchall())


def missing_in(made: Database, db: Database, until: dt.date | None) -> dict[str, int]:
    """Return how many captures of a database another one that was `made` from its archive lacks, by the file that held them.

    One that was loaded and is refused now is missing too, since what it said is gone. `until` leaves out what was captured
    after that day. Captures in no file of an archive stand under an empty name.
    """
    time = (
        "coalesce(captured_at, inferred_at)" if "inferred_at" in db.table("snapshots").columns_dict else "captured_at"
    )
    sql = f"SELECT id, refused IS NULL, coalesce(warc_file, ''), coalesce(substr({time}, 1, 10), '') FROM snapshots"
    day = until.isoformat() if until else "~"
    there = dict(made.conn.execute("SELECT id, refused IS NULL FROM snapshots").fetchall())
    lacks = (
        file
        for key, loaded, file, at in db.conn.execute(sql)
        if at <= day and (key not in there or there[key] < loaded)
    )
    return dict(sorted(Counter(lacks).items()))
