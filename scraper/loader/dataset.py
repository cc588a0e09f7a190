"""What the file is, in the file itself: it travels alone."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.capture_rows import ColumnDocRow, DatasetRow
from scraper import __version__
from scraper.store.moments import in_order
from scraper.store.sqlite import Database

from .known import check_known
from .sql import delete_rows, rows_where, write
from .tables import column_docs, schema_hash

TITLE = "The published inspections of police forces and fire and rescue services in England and Wales"
LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Source: His Majesty's Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)."
)
SOURCE = {"title": "HMICFRS inspection pages", "path": "https://hmicfrs.justiceinspectorates.gov.uk/"}

_COUNTS = (
    ("organisations", "SELECT count(DISTINCT organisation) FROM assessments"),
    ("assessments", "SELECT count(*) FROM assessments"),
    ("judgments", "SELECT count(*) FROM judgments"),
    ("graded_judgments", "SELECT count(grade) FROM judgments"),
    ("pages", "SELECT count(*) FROM pages"),
    ("captures", "SELECT count(*) FROM snapshots WHERE refused IS NULL"),
)


def write_dataset(db: Database, version: int) -> None:
    """Put what is said of the file (`dataset`) and of its columns in place; `version` is the schema's.

    What is as it was is not written. Columns are described in other words by a peel of the same schema too.
    """
    rows = [DatasetRow(key, value) for key, value in _told(db, version)]
    words = column_docs()
    with db.atomic():
        delete_rows(db, rows_where(db, DatasetRow, "TRUE", ()) - set(rows))
        delete_rows(db, rows_where(db, ColumnDocRow, "TRUE", ()) - set(words))
        write(db, rows)
        write(db, words)


def described(db: Database, version: int) -> dict[str, str]:
    """Return what is to be said of a database, by key; `version` is the schema's."""
    return dict(_told(db, version))


def _told(db: Database, version: int) -> Iterator[tuple[str, str]]:
    yield from (("title", TITLE), ("attribution", ATTRIBUTION))
    yield from (("licence", LICENCE["title"]), ("licence_url", LICENCE["path"]))
    yield from (("source", SOURCE["title"]), ("source_url", SOURCE["path"]))
    yield from (("schema_version", str(version)), ("schema_hash", schema_hash()), ("peel_version", __version__))
    read = "SELECT DISTINCT s.parser_version FROM pages p JOIN snapshots s ON s.id = p.snapshot ORDER BY 1"
    yield "parser_version", ", ".join(row[0] for row in db.conn.execute(read))
    at = in_order("captured_at")
    sql = f"SELECT min({at}) || 'Z', max({at}) || 'Z' FROM snapshots WHERE refused IS NULL"
    oldest, newest = db.conn.execute(sql).fetchone()
    if newest is not None:
        yield from (("oldest_capture", oldest), ("newest_capture", newest))
    for key, count in _COUNTS:
        yield key, str(db.conn.execute(count).fetchone()[0])
    yield "known_grades", check_known(db).line()
