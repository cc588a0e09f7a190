"""output/state.db: the runs and what became of each page, and where the next run goes on.

Everything is committed as it happens, so a run killed at any moment leaves what it had done. The tables of
the contract are `runs` and `outcomes` (DESIGN.md, Contract: the database).
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.fetcher.errors import StateError
from scraper.fetcher.snapshot import Outcome

VERSION = 1
_SCHEMA = """
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    exit_code INTEGER,
    options TEXT NOT NULL DEFAULT '',
    planned INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    loaded INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    robots INTEGER NOT NULL DEFAULT 0,
    not_reached INTEGER NOT NULL DEFAULT 0,
    counts TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE planned (
    run TEXT NOT NULL REFERENCES runs(id),
    page TEXT NOT NULL,
    PRIMARY KEY (run, page)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcomes (
    run TEXT NOT NULL REFERENCES runs(id),
    page TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('loaded', 'unchanged', 'gone', 'blocked', 'failed', 'rejected', 'robots', 'not_reached')),
    reason TEXT,
    snapshot TEXT,
    url TEXT,
    message TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (run, page)
) STRICT;
CREATE TABLE frontier (
    page TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    round TEXT,
    tier TEXT NOT NULL DEFAULT 'page',
    priority INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'archived', 'done')),
    tries INTEGER NOT NULL DEFAULT 0,
    found_at TEXT NOT NULL,
    checked_at TEXT,
    good_at TEXT,
    outcome TEXT,
    reason TEXT,
    warc_file TEXT,
    warc_offset INTEGER
) STRICT;
CREATE TABLE captures (
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    page TEXT NOT NULL,
    url TEXT NOT NULL,
    captured_at TEXT,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    payload_digest TEXT,
    warc_date TEXT,
    loaded INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (warc_file, warc_offset)
) STRICT;
CREATE INDEX captures_of_page ON captures (page, source, captured_at);
CREATE INDEX captures_by_digest ON captures (sha256);
CREATE TABLE robots (
    host TEXT PRIMARY KEY,
    fetched_at TEXT NOT NULL,
    state TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    not_before TEXT NOT NULL
) STRICT;
CREATE TABLE warc_files (
    name TEXT PRIMARY KEY,
    length INTEGER NOT NULL
) STRICT;
CREATE TABLE shown (
    index_page TEXT NOT NULL,
    page TEXT NOT NULL,
    context TEXT NOT NULL,
    PRIMARY KEY (index_page, page)
) STRICT, WITHOUT ROWID;
"""
OUTCOMES = ("loaded", "unchanged", "gone", "blocked", "failed", "rejected", "robots", "not_reached")
_GOOD = frozenset({"loaded", "unchanged"})
INTERRUPTED = "interrupted"
LOADED, SET_ASIDE = 1, 2
"""`captures.loaded`: 0 waits to be parsed, 1 is in the database, 2 was refused by its parser."""


def utc_now() -> str:
    """Give the moment as ISO 8601 in UTC."""
    return dt.datetime.now(dt.UTC).isoformat()


@dataclass(frozen=True)
class OutcomeRow:
    """What became of one page in a run."""

    run: str
    page: str
    outcome: str
    reason: str | None
    snapshot: str | None
    url: str | None
    message: str | None


class State:
    """The state database; one writer at a time, under the run's lock."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises StateError where it is no state database of this version."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(path, timeout=30.0, isolation_level=None)
            self.db.row_factory = sqlite3.Row
            self.db.execute("PRAGMA foreign_keys = ON")
            # A killed process loses nothing; a power cut may lose the last pages' outcomes, and the archive, which
            # is synced page by page, gives those back (fetcher.resume). Without WAL each page waits for the disk thrice.
            self.db.execute("PRAGMA journal_mode = wal")
            self.db.execute("PRAGMA synchronous = normal")
            self._make()
        except (sqlite3.Error, OSError) as error:
            raise StateError(f"the state database {path} cannot be opened ({error}); move it away") from error

    def _make(self) -> None:
        version = self.db.execute("PRAGMA user_version").fetchone()[0]
        if version == VERSION:
            return
        if version or self.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            what = f"was made by another version ({version})" if version else "is not one of peel's"
            raise StateError(f"the state database {self.path} {what}; move it away and run again")
        with self.transaction():
            for statement in _SCHEMA.split(";\n"):
                if statement.strip():
                    self.db.execute(statement)
            self.db.execute(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def __enter__(self) -> State:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do several writes or none; nests into one that is open. StateError on a full disk or a lock."""
        if self.db.in_transaction:
            yield self.db
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
            yield self.db
            self.db.execute("COMMIT")
        except BaseException as error:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise StateError(f"the state database {self.path} cannot be written ({error})") from error
            raise

    def start_run(self, run: str, options: str = "") -> None:
        """Note a run's start; `options` is a key: a run with the same key may go on where this one stopped.

        Runs that never ended are closed first, their open pages as `not_reached`, `interrupted`.
        """
        with self.transaction() as db:
            for row in db.execute("SELECT id FROM runs WHERE ended_at IS NULL").fetchall():
                self.finish_run(row["id"], 130)
            values = (run, utc_now(), options)
            db.execute("INSERT INTO runs (id, started_at, options) VALUES (?, ?, ?)", values)

    def plan(self, run: str, pages: Iterable[str]) -> None:
        """Add pages to a run's plan; one that is in it stays once."""
        with self.transaction() as db:
            rows = [(run, page) for page in pages]
            db.executemany("INSERT OR IGNORE INTO planned (run, page) VALUES (?, ?)", rows)

    def record(
        self,
        run: str,
        page: str,
        outcome: Outcome,
        reason: str | None = None,
        snapshot: str | None = None,
        url: str | None = None,
        message: str | None = None,
        place: tuple[str, int] | None = None,
    ) -> None:
        """Note what became of a page: call it once the page is loaded for good, or given up.

        `place` (file, offset in bytes) names the archived capture that was parsed, None where none was. A
        page counts for the next run as done only from here on; until then its archived copy waits.
        """
        now = utc_now()
        with self.transaction() as db:
            self.plan(run, [page])
            db.execute(
                "INSERT OR REPLACE INTO outcomes (run, page, outcome, reason, snapshot, url, message, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run, page, outcome, reason, snapshot, url, message, now),
            )
            self._settle(db, page, outcome, reason, now)
            mark = LOADED if outcome in _GOOD else SET_ASIDE
            if place is not None:
                db.execute("UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ?", (mark, *place))

    def _settle(self, db: sqlite3.Connection, page: str, outcome: str, reason: str | None, now: str) -> None:
        state = "waiting" if outcome == "not_reached" else "done"
        checked = None if outcome == "not_reached" else now
        good = now if outcome in _GOOD else None
        db.execute(
            "UPDATE frontier SET state = ?, outcome = ?, reason = ?, checked_at = coalesce(?, checked_at), "
            "good_at = coalesce(?, good_at) WHERE page = ?",
            (state, outcome, reason, checked, good, page),
        )

    def mark_loaded(self, file: str, offset: int) -> None:
        """Note that an archived capture is in the database."""
        with self.transaction() as db:
            values = (LOADED, file, offset)
            db.execute("UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ?", values)

    def reconcile(self, loaded: Iterable[str]) -> int:
        """Bring the state up to a database that holds only these captures (sha256 of the body, hexadecimal).

        What the archive has and the database lacks, say because the file was deleted, waits to be loaded
        from the archive again, each content once; gives how many. Call it at the start of a run.
        """
        with self.transaction() as db:
            db.execute("CREATE TEMP TABLE IF NOT EXISTS in_database (sha256 TEXT PRIMARY KEY)")
            db.execute("DELETE FROM in_database")
            db.executemany("INSERT OR IGNORE INTO in_database VALUES (?)", ((digest,) for digest in loaded))
            changed = db.execute(
                "UPDATE captures SET loaded = 0 WHERE loaded = ? AND sha256 NOT IN (SELECT sha256 FROM in_database) "
                "AND rowid IN (SELECT min(rowid) FROM captures GROUP BY page, sha256)",
                (LOADED,),
            )
            return changed.rowcount

    def forget_capture(self, file: str, offset: int) -> None:
        """Drop a capture that the archive cannot give any more."""
        with self.transaction() as db:
            db.execute("DELETE FROM captures WHERE warc_file = ? AND warc_offset = ?", (file, offset))

    def finish_run(
        self, run: str, exit_code: int, requests: int = 0, counts: Mapping[str, object] | None = None
    ) -> Counter[str]:
        """Close a run: planned pages without an outcome become `not_reached`, so that the sums close.

        Gives the outcomes' counts. `counts` is kept as JSON beside them.
        """
        with self.transaction() as db:
            open_pages = db.execute(
                "SELECT page FROM planned WHERE run = ? AND page NOT IN (SELECT page FROM outcomes WHERE run = ?)",
                (run, run),
            ).fetchall()
            rows = [(run, row["page"], "not_reached", INTERRUPTED, utc_now()) for row in open_pages]
            db.executemany("INSERT INTO outcomes (run, page, outcome, reason, at) VALUES (?, ?, ?, ?, ?)", rows)
            tally = self.counts(run)
            columns = ", ".join(f"{name} = ?" for name in OUTCOMES)
            db.execute(
                f"UPDATE runs SET {columns}, "
                "ended_at = ?, exit_code = ?, requests = ?, planned = ?, counts = ? WHERE id = ?",
                (
                    *(tally[name] for name in OUTCOMES),
                    utc_now(),
                    exit_code,
                    requests,
                    sum(tally.values()),
                    json.dumps(dict(counts or {}), sort_keys=True),
                    run,
                ),
            )
        return tally

    def counts(self, run: str) -> Counter[str]:
        """Give how many pages of a run ended in each outcome."""
        rows = self.db.execute("SELECT outcome, count(*) FROM outcomes WHERE run = ? GROUP BY 1", (run,))
        return Counter({row[0]: row[1] for row in rows})

    def planned(self, run: str) -> int:
        """Give the number of pages in a run's plan."""
        return int(self.db.execute("SELECT count(*) FROM planned WHERE run = ?", (run,)).fetchone()[0])

    def outcomes(self, run: str) -> Iterator[OutcomeRow]:
        """Give what became of the pages of a run of which there is more to say than that they were obtained, by page.

        Those are the pages that were not obtained, and the obtained ones that have a reason beside them.
        """
        columns = "run, page, outcome, reason, snapshot, url, message"
        told = "outcome NOT IN ('loaded', 'unchanged') OR coalesce(reason, '') <> ''"
        query = f"SELECT {columns} FROM outcomes WHERE run = ? AND ({told}) ORDER BY page"
        for row in self.db.execute(query, (run,)):
            yield OutcomeRow(*row)

    def last_run(self) -> sqlite3.Row | None:
        """Give the row of the run started last, None before the first."""
        row: sqlite3.Row | None = self.db.execute("SELECT * FROM runs ORDER BY started_at DESC LIMIT 1").fetchone()
        return row

    def loaded_since(self, run: str) -> set[str] | None:
        """Give the captures that a run and those after it loaded, None for a run that is not known."""
        row = self.db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()
        if row is None:
            return None
        found = self.db.execute(
            "SELECT o.snapshot FROM outcomes o JOIN runs r ON r.id = o.run "
            "WHERE r.started_at >= ? AND o.outcome = 'loaded' AND o.snapshot IS NOT NULL",
            (row["started_at"],),
        )
        return {r["snapshot"] for r in found}

    def gone_since(self) -> list[tuple[str, dt.datetime]]:
        """Give the addresses that were found gone after they had been there, and when they were first."""
        found = self.db.execute(
            "SELECT url, min(at) AS at FROM outcomes WHERE outcome = 'gone' AND reason <> 'not_published' "
            "AND url IS NOT NULL GROUP BY url"
        )
        return [(row["url"], dt.datetime.fromisoformat(row["at"])) for row in found]

    def left_over(self, run: str, options: str) -> list[str] | None:
        """Give the pages that the runs before `run` left undone, None where the last one came to its end.

        Only runs with the same options count; a run of several sources has theirs joined with a plus sign. A
        run that was killed before it had a plan is passed over.
        """
        rows = self.db.execute(
            "SELECT id, options, ended_at, exit_code, (SELECT count(*) FROM planned WHERE run = r.id) AS planned, "
            "EXISTS (SELECT 1 FROM outcomes WHERE run = r.id AND reason = ?) AS cut_short "
            "FROM runs r WHERE id <> ? ORDER BY started_at DESC, rowid DESC",
            (INTERRUPTED, run),
        )
        for row in rows:
            stopped = row["ended_at"] is None or row["exit_code"] == 130 or row["cut_short"]
            if not stopped or f"+{options}+" not in f"+{row['options']}+":
                return None
            if row["planned"]:
                return self._undone(row["id"])
        return None

    def _undone(self, run: str) -> list[str]:
        found = self.db.execute(
            "SELECT p.page FROM planned p LEFT JOIN outcomes o USING (run, page) "
            "WHERE run = ? AND (o.outcome IS NULL OR o.reason = ?) ORDER BY p.page",
            (run, INTERRUPTED),
        )
        return [r["page"] for r in found]
