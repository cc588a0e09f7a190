"""The runs and what became of each page: what was planned, how it ended, what is left to do.

Everything is committed as it happens, so a run killed at any moment leaves what it had done. The tables of
the contract are `runs` and `outcomes` (docs/database.md).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .file import StateFile
from .moments import moment, utc_now
from .outcomes import (
    INTERRUPTED,
    NOT_OBTAINED,
    NOT_PUBLISHED,
    OBTAINED,
    OUTCOMES,
    SITE_BROKEN,
    TROUBLES,
    Outcome,
    seen_again,
)
from .rows import LOADED, SAME, SET_ASIDE, Capture, OutcomeRow
from .thinning import forget_capture_between, forget_plans, forget_repeated

_IS_GONE = f"outcome = 'gone' AND coalesce(reason, '') <> '{NOT_PUBLISHED}' AND url IS NOT NULL"
_PLACE = re.compile(r"@\d+(?:\+\d+)?$", re.A)
"""What the key of a record of a file ends with."""
_NOT_OBTAINED = ", ".join(f"'{name}'" for name in sorted(NOT_OBTAINED))
_OBTAINED = ", ".join(f"'{name}'" for name in sorted(OBTAINED))


class Look(NamedTuple):
    """An answer of the site of which no capture is kept: the page that was asked for, its address, when, and whether it was gone."""

    page: str
    url: str
    at: dt.datetime
    is_gone: bool

    @property
    def is_recorded(self) -> bool:
        """Whether a record of a file has the answer: such a one is known by its place, what a run asked for by its page."""
        return _PLACE.search(self.page) is not None and self.page != self.url


def storable(text: str) -> str:
    """Return text that SQLite can hold: a byte of a file's name that is no UTF-8 is written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


class State(StateFile):
    """The state database of one output folder, `state.db`."""

    def start_run(self, run: str, options: str = "") -> None:
        """Note a run's start; `options` is a key: a run with the same key may go on where this one stopped.

        Runs that never ended are closed first, their open pages as `not_reached`, `interrupted`.
        """
        with self.transaction() as db:
            for row in db.execute("SELECT id FROM runs WHERE ended_at IS NULL").fetchall():
                self.finish_run(row["id"], 130)
            forget_plans(db)
            values = (run, utc_now(), storable(options))
            db.execute("INSERT INTO runs (id, started_at, options) VALUES (?, ?, ?)", values)

    def plan(self, run: str, pages: Iterable[str]) -> None:
        """Add pages to a run's plan; one that is in it stays once."""
        with self.transaction() as db:
            rows = [(run, storable(page)) for page in pages]
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
        at: str | None = None,
    ) -> None:
        """Note what became of a page: call it once the page is loaded for good, or given up.

        `place` (file, offset in bytes) names the archived capture that was parsed, None where none was; `at` is when
        the answer came (ISO 8601), None for now. A page counts for the next run as done only from here on; until then
        its archived copy waits.
        """
        now = at or utc_now()
        page, url, message = storable(page), url and storable(url), message and storable(message)
        with self.transaction() as db:
            self.plan(run, [page])
            db.execute(
                "INSERT OR REPLACE INTO outcomes (run, page, outcome, reason, snapshot, url, message, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run, page, outcome, reason, snapshot, url, message, at or now),
            )
            self._settle(db, page, outcome, reason, now)
            mark = LOADED if outcome == "loaded" else SAME if outcome in OBTAINED else SET_ASIDE
            if place is not None:
                # What says the same as what is loaded takes nothing from a capture that is loaded itself.
                keep = LOADED if mark == SAME else mark
                sql = "UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ? AND loaded <> ?"
                db.execute(sql, (mark, *place, keep))
                forget_capture_between(db, *place)

    def _settle(self, db: sqlite3.Connection, page: str, outcome: str, reason: str | None, now: str) -> None:
        """Note what an outcome tells of a page; one that tells nothing leaves what was known of it as it was."""
        if outcome in TROUBLES:
            db.execute(
                "UPDATE frontier SET state = ?, tried_at = coalesce(?, tried_at), again = ?, "
                "outcome = iif(checked_at IS NULL, ?, outcome), reason = iif(checked_at IS NULL, ?, reason) WHERE page = ?",
                ("waiting" if outcome == "not_reached" else "done", None if outcome == "not_reached" else now,
                 reason == SITE_BROKEN, outcome, reason, page),
            )  # fmt: skip
            return
        good = now if outcome in OBTAINED else None
        db.execute(
            "UPDATE frontier SET state = 'done', again = 0, outcome = ?, reason = ?, checked_at = ?, tried_at = ?, "
            "good_at = coalesce(?, good_at), misses = iif(? IS NULL, misses + 1, 0) WHERE page = ?",
            (outcome, reason, now, now, good, good, page),
        )

    def mark_loaded(self, file: str, offset: int) -> None:
        """Note that an archived capture is in the database."""
        with self.transaction() as db:
            values = (SAME, file, offset, LOADED)
            db.execute("UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ? AND loaded <> ?", values)
            forget_capture_between(db, file, offset)

    def load_look(self, run: str, look: Capture, snapshot: str) -> None:
        """Note that a run loaded an earlier look at the site, which said nothing new when it was made.

        It is an outcome of the page as of then, in place of one that says that the page was as it was known; what is known
        of the page and when it was asked for stays.
        """
        with self.transaction() as db:
            self.plan(run, [look.page])
            db.execute(
                "INSERT INTO outcomes (run, page, outcome, snapshot, url, at) VALUES (?, ?, 'loaded', ?, ?, ?) "
                "ON CONFLICT (run, page) DO UPDATE SET outcome = excluded.outcome, reason = NULL, "
                "snapshot = excluded.snapshot, message = NULL, at = excluded.at WHERE outcome = 'unchanged'",
                (run, look.page, snapshot, look.url, moment(look.captured_at or utc_now()).isoformat()),
            )
            place = (look.place.file, look.place.offset)
            db.execute("UPDATE captures SET loaded = ? WHERE warc_file = ? AND warc_offset = ?", (LOADED, *place))

    def reconcile(self, loaded: Iterable[str], pages: Iterable[str] = ()) -> int:
        """Bring the state up to a database that holds only these captures (sha256 of the body, hexadecimal).

        What the archive has and the database lacks, say because the file was deleted, waits to be loaded from the archive
        again, each as often as it was loaded (the same bytes under another label may say another thing); returns how many. What only said the same again waits where its page
        is none of `pages` (ids and addresses of those in the database) and nothing else can be loaded of it. Call it at
        the start of a run.
        """
        with self.transaction() as db:
            for name, values in (("in_database", loaded), ("pages_there", pages)):
                db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} (key TEXT PRIMARY KEY)")
                db.execute(f"DELETE FROM {name}")
                db.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?)", ((value,) for value in values))
            changed = db.execute(
                "UPDATE captures SET loaded = 0 WHERE sha256 NOT IN (SELECT key FROM in_database) AND (loaded = ? "
                "OR loaded = ? AND page NOT IN (SELECT key FROM pages_there) AND NOT EXISTS "
                "(SELECT 1 FROM captures o WHERE o.page = captures.page AND o.loaded = 1) AND rowid IN (SELECT id FROM (SELECT rowid AS id, sha256, lag(sha256) OVER "
                "(PARTITION BY page ORDER BY captured_at, rowid) AS before FROM captures) WHERE before IS NOT sha256))",
                (LOADED, SAME),
            )
            return changed.rowcount

    def forget_capture(self, file: str, offset: int) -> None:
        """Drop a capture that the archive cannot give any more."""
        with self.transaction() as db:
            db.execute("DELETE FROM captures WHERE warc_file = ? AND warc_offset = ?", (file, offset))

    def note_damaged(self, run: str, file: str) -> None:
        """Note that a file of the archive does not hold what was written to it: it is lost until it is another one, or accepted."""
        if file:
            with self.transaction() as db:
                now = utc_now()
                db.execute("INSERT OR REPLACE INTO damaged_files (name, at) VALUES (?, ?)", (file, now))
                db.execute("INSERT OR IGNORE INTO lost_files (name, run, at) VALUES (?, ?, ?)", (file, run, now))

    def damaged_files(self) -> dict[str, dt.datetime]:
        """Return the files of the archive in which damage was found, and when it was found last."""
        return {name: moment(at) for name, at in self.db.execute("SELECT name, at FROM damaged_files")}

    def finish_run(
        self, run: str, exit_code: int, requests: int = 0, counts: Mapping[str, object] | None = None
    ) -> Counter[str]:
        """Close a run: planned pages without an outcome become `not_reached`, so that the sums close.

        What older runs left and nobody needs any more is forgotten (`thinning`). Returns the outcomes' counts. `counts` is kept as JSON beside them.
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
            forget_repeated(db)
        return tally

    def counts(self, run: str) -> Counter[str]:
        """Return how many pages of a run ended in each outcome."""
        rows = self.db.execute("SELECT outcome, count(*) FROM outcomes WHERE run = ? GROUP BY 1", (run,))
        return Counter({row[0]: row[1] for row in rows})

    def has_outcome_below(self, run: str, path: str) -> bool:
        """Return whether a run noted what became of a page in a file, or anywhere below a folder."""
        if path == ".":
            return self.planned(run) > 0
        sql = (
            "SELECT 1 FROM outcomes WHERE run = ? AND (page = ? OR (page > ? AND page < ?) OR (page > ? AND page < ?) "
            "OR (page > ? AND page < ?)) LIMIT 1"
        )
        within = [bound for mark in "/@!" for bound in (path + mark, path + chr(ord(mark) + 1))]
        return self.db.execute(sql, (run, path, *within)).fetchone() is not None

    def planned(self, run: str) -> int:
        """Return the number of pages in a run's plan; it is forgotten when the next run starts."""
        return int(self.db.execute("SELECT count(*) FROM planned WHERE run = ?", (run,)).fetchone()[0])

    def outcomes(self, run: str) -> Iterator[OutcomeRow]:
        """Return what became of the pages of a run of which there is more to say than that they were obtained, by page.

        Those are the pages that were not obtained, and the obtained ones that have a reason beside them.
        """
        columns = "run, page, outcome, reason, snapshot, url, message"
        told = f"outcome NOT IN ({_OBTAINED}) OR coalesce(reason, '') <> ''"
        query = f"SELECT {columns} FROM outcomes WHERE run = ? AND ({told}) ORDER BY page"
        for row in self.db.execute(query, (run,)):
            yield OutcomeRow(*row)

    def last_run(self) -> sqlite3.Row | None:
        """Return the row of the run started last, None before the first."""
        row: sqlite3.Row | None = self.db.execute("SELECT * FROM runs ORDER BY started_at DESC LIMIT 1").fetchone()
        return row

    def gone_in(self, run: str) -> list[Look]:
        """Return the answers of a run that a page is gone; the oldest comes first."""
        sql = f"SELECT page, url, at FROM outcomes WHERE {_IS_GONE} AND run = ? ORDER BY at, url"
        return [Look(row["page"], row["url"], moment(row["at"]), is_gone=True) for row in self.db.execute(sql, (run,))]

    def began_before(self, run: str, options: str) -> dt.datetime | None:
        """Return when the run before `run` with the same options began, None where it would be the first."""
        row = self.db.execute(
            "SELECT started_at FROM runs WHERE id <> ? AND options = ? ORDER BY started_at DESC, rowid DESC LIMIT 1",
            (run, options),
        ).fetchone()
        return moment(row["started_at"]) if row else None

    def left_over(self, run: str, options: str) -> list[str] | None:
        """Return the pages that the runs before `run` left undone, None where the last one came to its end.

        What such a run did not obtain is left undone too: it told nobody, or called itself interrupted.
        Only runs with the same options count; a run of several sources has theirs joined with a plus sign. A
        run that was killed before it had a plan is passed over.
        """
        rows = self.db.execute(
            "SELECT id, options, ended_at, exit_code, planned FROM runs WHERE id <> ? ORDER BY started_at DESC, rowid DESC",
            (run,),
        )
        for row in rows:
            undone = self._undone(row["id"])
            stopped = row["ended_at"] is None or row["exit_code"] == 130 or undone
            if not stopped or f"+{storable(options)}+" not in f"+{row['options']}+":
                return None
            if row["planned"] or self.planned(row["id"]):
                return sorted({*undone, *self._not_obtained(row["id"])})
        return None

    def _not_obtained(self, run: str) -> list[str]:
        found = self.db.execute(f"SELECT page FROM outcomes WHERE run = ? AND outcome IN ({_NOT_OBTAINED})", (run,))
        return [row["page"] for row in found]

    def _undone(self, run: str) -> list[str]:
        """Return the pages that a run left undone: as its outcomes say, and of one that never ended its plan."""
        found = self.db.execute(
            "SELECT page FROM outcomes WHERE run = ? AND reason = ? "
            "UNION SELECT page FROM planned WHERE run = ? AND page NOT IN (SELECT page FROM outcomes WHERE run = ?) "
            "ORDER BY page",
            (run, INTERRUPTED, run, run),
        )
        return [r["page"] for r in found]


def looks(state: sqlite3.Connection, by: dt.date | None = None) -> list[Look]:
    """Return the looks at pages that left no capture and say whether the page was there, in their order.

    These are the answers that a page is gone, and those after them that gave what was known. Which page of an address they
    are of, the captures decide. With `by` it is what was known at the end of that day (UTC): what came later is left out.
    """
    until = f"{by or ''}~"  # behind every moment of the day; none is behind the last day of the calendar
    found = state.execute(
        f"SELECT page, url, at, outcome = 'gone' FROM outcomes o WHERE at < :until AND ({_IS_GONE} OR {seen_again('o')} "
        "AND EXISTS (SELECT 1 FROM outcomes g WHERE g.page = o.page AND g.at < o.at AND g.outcome = 'gone')) "
        "ORDER BY at, url",
        {"until": until},
    )
    return [Look(page, url or page, moment(at), bool(is_gone)) for page, url, at, is_gone in found]


def loaded_since(state: sqlite3.Connection, run: str) -> set[str] | None:
    """Return the captures that a run and those after it loaded, None for a run that is not known."""
    row = state.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()
    if row is None:
        return None
    found = state.execute(
        "SELECT o.snapshot FROM outcomes o JOIN runs r ON r.id = o.run "
        "WHERE r.started_at >= ? AND o.outcome = 'loaded' AND o.snapshot IS NOT NULL",
        (row[0],),
    )
    return {r[0] for r in found}
