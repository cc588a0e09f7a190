"""`python -m benchmarks.writes`: the loader's own writes beside sqlite-utils' for the same rows (docs/decisions.md).

Every contender puts the rows of the same model pages into the same empty tables, a transaction a page, search
indexes and triggers included; then puts the same rows again, as a page does whose bytes changed and whose text did
not. What the second time counts as written is what a run would publish for nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from schemas.columns import Row, table_of
from scraper.engine.extract import extract
from scraper.loader.load import load
from scraper.loader.readings import parcel_of
from scraper.loader.sql import write
from scraper.loader.tables import SPEC_OF
from scraper.store.sqlite import Database

from .measure import interleaved
from .pages import model_pages
from .street import fresh, snapshot

PAGES, ROUNDS = 20, 7
Rows = dict[type[Row], list[Row]]
Put = Callable[[Database, Sequence[Row]], None]


def rows_of(folder: Path) -> list[Rows]:
    """Return the rows with an id that loading writes, by page."""
    db = fresh(folder / "rows.db")
    found: list[Rows] = []
    kinds = [kind for kind in SPEC_OF if table_of(kind).key == ("id",) and table_of(kind).data]
    for page in model_pages(PAGES):
        before = {kind: _ids(db, kind) for kind in kinds}
        load(db, snapshot(page), parcel_of(extract(snapshot(page))))
        found.append({kind: _rows(db, kind, _ids(db, kind) - before[kind]) for kind in kinds})
    db.close()
    return found


def _ids(db: Database, kind: type[Row]) -> set[str]:
    return {row[0] for row in db.conn.execute(f'SELECT id FROM "{table_of(kind).name}"')}


def _rows(db: Database, kind: type[Row], ids: set[str]) -> list[Row]:
    make = kind._make  # type: ignore[attr-defined]
    return [make(row) for row in db.conn.execute(SPEC_OF[kind].select) if row[0] in ids]


def one_by_one(db: Database, rows: Sequence[Row]) -> None:
    """Write rows by our upsert, a statement a row."""
    if rows:
        db.conn.executemany(SPEC_OF[type(rows[0])].upserts[1], rows)


def by_sqlite_utils(db: Database, rows: Sequence[Row]) -> None:
    """Write rows by `upsert_all`."""
    if rows:
        spec = SPEC_OF[type(rows[0])]
        db.table(spec.name).upsert_all([dict(zip(spec.names, row, strict=True)) for row in rows], pk="id")


def put(db: Database, pages: Sequence[Rows], how: Put) -> int:
    """Put the rows of pages into a database; returns how many SQLite counts as written, triggers' included."""
    before = db.conn.total_changes
    for page in pages:
        with db.atomic():
            for rows in page.values():
                how(db, rows)
    return db.conn.total_changes - before


def main() -> None:
    """Show what the writes cost, in microseconds a page, and what the second time counts as written."""
    ways: dict[str, Put] = {
        "many rows a statement": write,
        "a row a statement": one_by_one,
        "upsert_all": by_sqlite_utils,
    }
    with tempfile.TemporaryDirectory(prefix="peel-writes-") as folder:
        path = Path(folder) / "writes.db"
        pages = rows_of(Path(folder))

        def first(how: Put) -> None:
            db = fresh(path)
            db.conn.execute("PRAGMA foreign_keys = off")  # the pages' captures are not among the rows
            put(db, pages, how)
            db.close()

        series = interleaved(
            {**{name: lambda how=how: first(how) for name, how in ways.items()}, "": lambda: fresh(path).close()},  # type: ignore[misc]
            ROUNDS,
        )
        empty = series.pop("").per(PAGES)
        print(f"{sum(map(len, (rows for page in pages for rows in page.values()))) // PAGES} rows a page")
        for name, how in ways.items():
            db = fresh(path)
            db.conn.execute("PRAGMA foreign_keys = off")
            put(db, pages, how)
            again = put(db, pages, how)
            db.close()
            print(f"{name:22} {series[name].per(PAGES) - empty:6.0f} µs a page; the same rows again: {again} written")


if __name__ == "__main__":
    main()
