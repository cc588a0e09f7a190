"""The frontier: every address peel knows of, what was last seen there, and what waits to be loaded."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Mapping

from scraper.catalogue.urls import is_ours, read_address

from .file import StateFile
from .moments import format_date, moment, moment_of, utc_now
from .rows import LOADED, SAME, Capture, Item, Place, RobotsCopy, SourceName

_ITEMS = "SELECT *, page IN (SELECT page FROM shown) AS shown FROM frontier"


def page_key(url: str) -> str:
    """Return the id of the page at an address, its canonical address where the address states none."""
    address = read_address(url)
    if address is None:
        return url
    return address.page_id or address.canonical


def _item(row: sqlite3.Row) -> Item:
    place = Place(row["warc_file"], row["warc_offset"]) if row["warc_file"] else None
    return Item(
        row["page"],
        row["url"],
        row["round"],
        row["tier"],
        row["priority"],
        row["state"],
        row["tries"],
        moment_of(row["checked_at"]),
        moment_of(row["good_at"]),
        row["outcome"],
        place,
        moment_of(row["tried_at"]),
        row["misses"],
        bool(row["again"]),
        bool(row["shown"]),
    )


class Frontier:
    """The frontier's tables in the state database."""

    def __init__(self, state: StateFile) -> None:
        self._state = state
        self._db = state.db

    def add(self, items: Iterable[Item]) -> None:
        """Note pages; one that is known keeps its history."""
        now = utc_now()
        with self._state.transaction() as db:
            db.executemany(
                "INSERT INTO frontier (page, url, round, tier, priority, found_at) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (page) DO NOTHING",
                [(i.page, i.url, i.round, i.tier, i.priority, now) for i in items],
            )

    def place(self, items: Iterable[Item]) -> None:
        """Note where pages are asked for that were never seen; one that was seen keeps its address."""
        with self._state.transaction() as db:
            rows = [(item.url, item.page) for item in items]
            db.executemany("UPDATE frontier SET url = ? WHERE page = ? AND good_at IS NULL", rows)

    def move(self, page: str, url: str) -> None:
        """Note that a page is at another address now."""
        with self._state.transaction() as db:
            db.execute("UPDATE frontier SET url = ? WHERE page = ?", (url, page))

    def items(self) -> dict[str, Item]:
        """Return every page that is known, by its id."""
        return {row["page"]: _item(row) for row in self._db.execute(_ITEMS)}

    def missing(self) -> list[Item]:
        """Return the pages that an index of the site leads to, and at whose addresses it never had one, but nothing or another."""
        where = (
            "WHERE outcome IN ('not_published', 'rejected') AND good_at IS NULL "
            "AND page IN (SELECT page FROM shown) ORDER BY page"
        )
        return [_item(row) for row in self._db.execute(f"{_ITEMS} {where}")]

    def keep_fresh(self, pages: Iterable[str]) -> None:
        """Note pages as ones that runs without targets look after: they can be overdue (`store.freshness`)."""
        with self._state.transaction() as db:
            db.executemany("UPDATE frontier SET kept = 1 WHERE page = ? AND kept = 0", [(page,) for page in pages])

    def ask_again(self, pages: Iterable[str]) -> None:
        """Let pages be asked for by the next run, whatever their clock."""
        with self._state.transaction() as db:
            db.executemany("UPDATE frontier SET again = 1 WHERE page = ?", [(page,) for page in pages])

    def get(self, page: str) -> Item | None:
        """Return one page, None for an unknown one."""
        row = self._db.execute(f"{_ITEMS} WHERE page = ?", (page,)).fetchone()
        return _item(row) if row else None

    def waiting(self, source: SourceName) -> list[Capture]:
        """Return the captures from a source that the archive holds and nobody has parsed yet."""
        query = "SELECT * FROM captures WHERE loaded = 0 AND source = ? ORDER BY page, captured_at"
        return [_capture(row) for row in self._db.execute(query, (source,))]

    def newest_look(self, page: str, url: str | None) -> Capture | None:
        """Return the site's newest capture of a page (by its id or its address) that is loaded or said the same, None without one."""
        query = (
            "SELECT * FROM captures WHERE page IN (?, ?) AND source = 'web' AND loaded IN (?, ?) "
            "ORDER BY captured_at DESC, rowid DESC LIMIT 1"
        )
        row = self._db.execute(query, (page, url, LOADED, SAME)).fetchone()
        return _capture(row) if row else None

    def known(self) -> int:
        """Return the number of pages that were once loaded."""
        query = "SELECT count(*) FROM frontier WHERE good_at IS NOT NULL AND tier <> 'index'"
        return int(self._db.execute(query).fetchone()[0])

    def tried(self, page: str) -> None:
        """Count a request for a page."""
        with self._state.transaction() as db:
            db.execute("UPDATE frontier SET tries = tries + 1 WHERE page = ?", (page,))

    def keep(self, capture: Capture, url: str) -> None:
        """Note a capture that the archive holds; the page waits to be loaded from there.

        `url` is the page's address on the site, noted where the live site gave a page that was not known.
        """
        place = capture.place
        with self._state.transaction() as db:
            if capture.source == "web":
                self.add([Item(capture.page, url)])
            db.execute(
                "INSERT OR REPLACE INTO captures (warc_file, warc_offset, page, url, captured_at, source, "
                "sha256, etag, last_modified, payload_digest, warc_date) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(place.file, place.offset, capture.page, capture.url, capture.captured_at, capture.source),
                    *(capture.sha256, capture.etag, capture.last_modified, capture.payload_digest, capture.warc_date),
                ),
            )
            db.execute(
                "UPDATE frontier SET state = 'archived', warc_file = ?, warc_offset = ? WHERE page = ? AND ? = 'web'",
                (place.file, place.offset, capture.page, capture.source),
            )

    def written(self, end: Place | None) -> None:
        """Note how far an archive file is known."""
        if end is None:
            return
        with self._state.transaction() as db:
            db.execute("INSERT OR REPLACE INTO warc_files (name, length) VALUES (?, ?)", (end.file, end.offset))

    def files(self) -> dict[str, int]:
        """Return how far each archive file is known, in bytes."""
        return {row[0]: row[1] for row in self._db.execute("SELECT name, length FROM warc_files")}

    def newest(self, page: str, source: SourceName = "web") -> Capture | None:
        """Return the newest stored capture of a page from a source."""
        row = self._db.execute(
            "SELECT * FROM captures WHERE page = ? AND source = ? ORDER BY captured_at DESC, rowid DESC LIMIT 1",
            (page, source),
        ).fetchone()
        return _capture(row) if row else None

    def find(
        self, page: str, captured_at: dt.datetime | None, sha256: str | None = None, source: str | None = None
    ) -> Capture | None:
        """Return the stored capture of a page with this time, these bytes and this source; None for none."""
        moment = format_date(captured_at) if captured_at else None
        row = self._db.execute(
            "SELECT * FROM captures WHERE page = ? AND captured_at IS ? "
            "AND (? IS NULL OR sha256 = ?) AND (? IS NULL OR source = ?) LIMIT 1",
            (page, moment, sha256, sha256, source, source),
        ).fetchone()
        return _capture(row) if row else None

    def is_mirrored(self, place: Place) -> bool:
        """Return whether a capture of the archive was fetched from another site that stood for the site (`--site`)."""
        sql = "SELECT url FROM captures WHERE warc_file = ? AND warc_offset = ? AND source = 'web'"
        row = self._db.execute(sql, (place.file, place.offset)).fetchone()
        return row is not None and not is_ours(row[0])

    def robots(self, host: str) -> RobotsCopy | None:
        """Return the stored robots.txt of a host (`scheme://host[:port]`)."""
        row = self._db.execute("SELECT * FROM robots WHERE host = ?", (host,)).fetchone()
        if row is None:
            return None
        return RobotsCopy(row["state"], row["text"], moment(row["fetched_at"]), row["note"])

    def keep_robots(self, host: str, copy: RobotsCopy) -> None:
        """Store a host's robots.txt."""
        with self._state.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO robots (host, fetched_at, state, text, note) VALUES (?, ?, ?, ?, ?)",
                (host, copy.fetched_at.isoformat(), copy.state, copy.text, copy.note),
            )

    def not_before(self, host: str) -> dt.datetime | None:
        """Return until when a host asked to be left alone."""
        row = self._db.execute("SELECT not_before FROM hosts WHERE host = ?", (host,)).fetchone()
        return moment_of(row[0]) if row else None

    def hold(self, host: str, until: dt.datetime) -> None:
        """Store until when a host is left alone, also by later runs."""
        with self._state.transaction() as db:
            db.execute("INSERT OR REPLACE INTO hosts (host, not_before) VALUES (?, ?)", (host, until.isoformat()))

    def answer_time(self, host: str) -> float | None:
        """Return how long a host takes to answer, in seconds: newer answers count for more. None for one not asked yet."""
        row = self._db.execute("SELECT seconds FROM answer_times WHERE host = ?", (host,)).fetchone()
        return float(row[0]) if row else None

    def took(self, host: str, seconds: float) -> None:
        """Note how long a host took to answer."""
        with self._state.transaction() as db:
            db.execute(
                "INSERT INTO answer_times (host, seconds) VALUES (?, ?) ON CONFLICT (host) "
                "DO UPDATE SET seconds = seconds + (excluded.seconds - seconds) / 20",
                (host, seconds),
            )

    def is_shown(self, index_page: str) -> bool:
        """Return whether it is stored what an index page shows."""
        return self._db.execute("SELECT 1 FROM shown WHERE index_page = ?", (index_page,)).fetchone() is not None

    def shown_changes(self, index_page: str, shown: Mapping[str, str]) -> set[str]:
        """Store what an index page shows of each page; returns the pages that it shows anew or otherwise.

        `shown` maps a page to a digest of the words beside its link. Empty for an index page seen first.
        """
        query = "SELECT page, context FROM shown WHERE index_page = ?"
        before = {row[0]: row[1] for row in self._db.execute(query, (index_page,))}
        with self._state.transaction() as db:
            db.execute("DELETE FROM shown WHERE index_page = ?", (index_page,))
            rows = [(index_page, page, context) for page, context in shown.items()]
            db.executemany("INSERT INTO shown (index_page, page, context) VALUES (?, ?, ?)", rows)
        return {page for page, context in shown.items() if before and before.get(page) != context}


def _capture(row: sqlite3.Row) -> Capture:
    return Capture(
        row["page"],
        row["url"],
        row["captured_at"],
        row["source"],
        row["sha256"],
        row["etag"],
        row["last_modified"],
        row["payload_digest"],
        row["warc_date"],
        Place(row["warc_file"], row["warc_offset"]),
        row["loaded"] in (LOADED, SAME),
    )
