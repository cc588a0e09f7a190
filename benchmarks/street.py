"""Bytes to record, and bytes to committed rows: peel beside the floor and beside the naive design."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from scraper.catalogue.organisations import organisation_rows
from scraper.engine.extract import extract, extract_each
from scraper.fetcher.snapshot import Snapshot
from scraper.garbage import seldom_searched
from scraper.loader.captures import known
from scraper.loader.database import open_database
from scraper.loader.load import load, set_organisations
from scraper.loader.publish import WORKING
from scraper.loader.readings import parcel_of
from scraper.loader.tables import SPECS
from scraper.parsers.parse import parse_page
from scraper.store.sqlite import Database
from scraper.store.state import State

from . import floor, naive
from .floor import PageRows
from .measure import Series, interleaved, ratio
from .pages import MadePage, crawls, model_pages
from .values import values_of


def snapshot(page: MadePage, source: Any = "warc") -> Snapshot:
    """Return a made page as a source would."""
    headers = {"Content-Type": "text/html; charset=UTF-8"}
    return Snapshot(page.body, page.url, page.captured_at, source, headers=headers)


def check_same(pages: Sequence[MadePage]) -> None:
    """Raise AssertionError where the contenders read other values in a page than peel does."""
    for page in pages:
        wanted = values_of(parse_page(page.body, page.url))
        assert floor.extract(page.body, page.url) == wanted, f"the floor reads {page.url} otherwise"
        assert naive.extract(page.body, page.url) == wanted, f"the naive design reads {page.url} otherwise"


def lxml_parse(pages: Sequence[MadePage]) -> None:
    """Build the trees and nothing else: what every ratio of parsing is over."""
    for page in pages:
        etree.fromstring(page.body, etree.HTMLParser(encoding="utf-8"))


def parsing(count: int, rounds: int) -> dict[str, Any]:
    """Measure bytes to record over lxml's parse, for the model's layout and for all layouts.

    Pages are read in batches, as those of files, rebuilds and an older parser are; and page by page, as the site's are.
    """
    found: dict[str, Any] = {}
    layouts = list(crawls(1300))[:: max(1, 1300 // count)]
    for name, pages in (("model", model_pages(count)), ("all layouts", layouts)):
        with seldom_searched():  # as every verb that reads pages does
            series = interleaved(
                {
                    "lxml": lambda p=pages: lxml_parse(p),  # type: ignore[misc]
                    "peel": lambda p=pages: list(extract_each(p, snapshot)),  # type: ignore[misc]
                    "page by page": lambda p=pages: [parse_page(page.body, page.url) for page in p],  # type: ignore[misc]
                },
                rounds,
            )
        found[name] = {
            "bytes": sum(len(page.body) for page in pages) // len(pages),
            **{f"{who} µs": round(s.per(len(pages))) for who, s in series.items()},
            "peel ÷ lxml": ratio(series["peel"], series["lxml"]),
            "page by page ÷ lxml": ratio(series["page by page"], series["lxml"]),
        }
    return found


# --- rows ----------------------------------------------------------------------------------------------------


def fresh(path: Path) -> Database:
    """Make an empty database as a run works on it: every table, index and trigger, write-ahead log."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    db = open_database(path)
    set_organisations(db, organisation_rows())
    for pragma in WORKING:
        db.conn.execute(f"PRAGMA {pragma}")
    return db


def _content(db: Database) -> dict[str, set[tuple[Any, ...]]]:
    return {name: set(db.conn.execute(f'SELECT * FROM "{name}"')) for name in SPECS}


def rows_of(pages: Sequence[MadePage], folder: Path) -> list[PageRows]:
    """Return the rows that peel writes for each page, as the floor is to write them."""
    db = fresh(folder / "rows.db")
    before, found = _content(db), []
    for page in pages:
        load(db, snapshot(page), parcel_of(extract(snapshot(page))))
        after = _content(db)
        rows: PageRows = []
        for name in SPECS:
            new = sorted(after[name] - before[name], key=repr)
            if new:
                marks = ", ".join("?" * len(new[0]))
                rows.append((f'INSERT INTO "{name}" VALUES ({marks})', list(new)))
        found.append(rows)
        before = after
    db.close()
    return found


def _raw(path: Path, *, safe: bool = True) -> sqlite3.Connection:
    fresh(path).close()
    conn = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in WORKING if safe else ("journal_mode = delete", "synchronous = full"):
        conn.execute(f"PRAGMA {pragma}")
    conn.execute("PRAGMA foreign_keys = off")  # the rows are sound, and come in no order
    return conn


def loading(count: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure bytes to committed rows: peel, the floor with a transaction a page and with one, the naive design."""
    pages = model_pages(count)
    check_same(pages)
    rows = rows_of(pages, folder)
    plain = [(page.body, page.url) for page in pages]
    path = folder / "load.db"

    def peel() -> None:
        db = fresh(path)
        for page in pages:
            load(db, snapshot(page), parcel_of(extract(snapshot(page))))
        db.close()

    def low(each: bool) -> None:
        conn = _raw(path)
        floor.load(conn, plain, rows, each=each)
        conn.close()

    def slow() -> None:
        conn = _raw(path, safe=False)
        naive.load(conn, plain, rows)
        conn.close()

    series = interleaved(
        {"peel": peel, "floor, a transaction a page": lambda: low(True), "floor, one transaction": lambda: low(False),
         "naive": slow, "an empty database": lambda: fresh(path).close()},
        rounds,
    )  # fmt: skip
    empty = series.pop("an empty database")
    net = {name: _less(s, empty) for name, s in series.items()}
    return {
        "rows a page": sum(len(values) for mine in rows for _, values in mine) // count,
        **{f"{name} µs": round(s.per(count)) for name, s in net.items()},
        "peel ÷ floor, a transaction a page": ratio(net["peel"], net["floor, a transaction a page"]),
        "peel ÷ floor, one transaction": ratio(net["peel"], net["floor, one transaction"]),
        "naive ÷ peel": ratio(net["naive"], net["peel"], wall=True),
        "naive ÷ peel, processor time alone": ratio(net["naive"], net["peel"]),
        "stages µs": _stages(pages, rows, rounds, folder),
    }


def _less(series: Series, empty: Series) -> Series:
    """Take the making of the empty database out of a contender's times."""
    used = tuple(a - b for a, b in zip(series.seconds, empty.seconds, strict=True))
    return Series(series.name, used, tuple(a - b for a, b in zip(series.wall, empty.wall, strict=True)))


def _stages(pages: list[MadePage], rows: list[PageRows], rounds: int, folder: Path) -> dict[str, int]:
    """Return what parsing, packing and the rows alone cost, in microseconds a page."""
    packed = [pickle.dumps(parcel_of(extract(snapshot(page)))) for page in pages]
    path = folder / "stage.db"

    def load_only() -> None:
        """Load what another process read."""
        db = fresh(path)
        for page, parcel in zip(pages, packed, strict=True):
            load(db, snapshot(page), pickle.loads(parcel))
        db.close()

    def raw_only() -> None:
        conn = _raw(path)
        for mine in rows:
            conn.execute("BEGIN")
            floor.write_rows(conn, mine)
            conn.execute("COMMIT")
        conn.close()

    series = interleaved(
        {"parse": lambda: _each(pages, extract), "parse and pack": lambda: _each(pages, lambda s: pickle.dumps(parcel_of(extract(s)))),
         "floor: read": lambda: [floor.read(page.body, page.url) for page in pages],  # type: ignore[dict-item, func-returns-value]
         "load": load_only, "raw rows": raw_only, "empty": lambda: fresh(path).close()},
        rounds,
    )  # fmt: skip
    empty = series.pop("empty").per(len(pages))
    taken = {"load": empty, "raw rows": empty}
    return {name: round(s.per(len(pages)) - taken.get(name, 0)) for name, s in series.items()}


def _each(pages: Sequence[MadePage], what: Any) -> None:
    for page in pages:
        what(snapshot(page))


# --- nothing new ---------------------------------------------------------------------------------------------


def unchanged(count: int, rounds: int, folder: Path) -> dict[str, Any]:
    """Measure a page that gives what is known: by its digest, and by a 304; nothing is parsed, no row written."""
    pages = model_pages(count)
    path = folder / "unchanged.db"
    db = fresh(path)
    for page in pages:
        load(db, snapshot(page, "web"), parcel_of(extract(snapshot(page, "web"))))
    db.conn.execute("PRAGMA wal_checkpoint(truncate)")
    before, changes = hashlib.sha256(path.read_bytes()).digest(), db.conn.total_changes
    with State(folder / "state.db") as state:
        state.start_run("bench", "")

        def identical() -> None:
            for page in pages:
                assert known(db, snapshot(page, "web")) is not None

        def not_modified() -> None:
            for page in pages:
                state.record("bench", page.url, "unchanged", "not_modified", None, page.url, None)

        series = interleaved({"identical": identical, "304": not_modified, "lxml": lambda: lxml_parse(pages)}, rounds)
    touched = hashlib.sha256(path.read_bytes()).digest() != before
    written = db.conn.total_changes - changes
    db.close()
    return {
        "identical bytes µs": round(series["identical"].per(count)),
        "304 and its outcome µs": round(series["304"].per(count)),
        "identical ÷ lxml": ratio(series["identical"], series["lxml"]),
        "rows written": written,
        "file touched": touched,
    }
