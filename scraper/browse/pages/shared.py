"""What the pages share: the database in a thread of its own, who is there, an answer as CSV."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from datasette.utils.asgi import Response

from scraper.browse.cells import topic_label
from scraper.browse.grid import lay
from scraper.browse.metadata import DATABASE
from scraper.browse.who import Who, everyone
from scraper.loader.exports.writers import safe_cell
from scraper.store.sqlite import Database

T = TypeVar("T")


async def ask(datasette: Any, read: Callable[[sqlite3.Connection], T]) -> T:
    """Return what a function reads from the published database, run in one of Datasette's threads."""
    found: T = await datasette.get_database(DATABASE).execute_fn(read)
    return found


async def people(datasette: Any) -> dict[str, Who]:
    """Return every organisation by id, with the reason where nothing of one is loaded."""
    database = datasette.get_database(DATABASE)
    known: dict[str, Who] = database.people
    if not known:
        path = Path(database.path)
        known.update(await ask(datasette, lambda conn: everyone(conn, lay(Database(conn), path))))
    return known


async def topics_with_a_page(datasette: Any) -> set[str]:
    """Return the topics that have a page: those that are graded."""
    known: set[str] = datasette.get_database(DATABASE).topics
    if not known:
        known.update(await ask(datasette, _graded))
    return known


def _graded(conn: sqlite3.Connection) -> set[str]:
    return {row[0] for row in conn.execute("SELECT topic FROM grades_long UNION SELECT question_key FROM grades_long")}


def organisation_path(datasette: Any, key: str) -> str:
    """Return the address of an organisation's page."""
    return str(datasette.urls.path(f"/organisation/{quote(key, safe='/')}"))


def topic_path(datasette: Any, topic: str) -> str:
    """Return the address of a topic's page."""
    return str(datasette.urls.path(f"/topic/{quote(topic, safe='')}"))


def sentence_path(datasette: Any, snapshot: str, block: int) -> str:
    """Return the address of a sentence's page."""
    return str(datasette.urls.path(f"/-/sentence/{quote(snapshot, safe='')}/{block}"))


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    """Return rows as a CSV file to keep; cells that a spreadsheet would run are made safe, as in `peel export csv`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in row])
    safe = "".join(c if c.isalnum() else "-" for c in name).strip("-")
    return Response(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{safe}.csv"'},
    )


def helpers(datasette: Any) -> dict[str, Any]:
    """Return what templates of ours call: the addresses of organisations, topics and sentences, the name of a topic."""
    return {
        "organisation_path": lambda key: organisation_path(datasette, key),
        "topic_path": lambda topic: topic_path(datasette, topic),
        "sentence_path": lambda cell: sentence_path(datasette, cell.snapshot, cell.block) if cell.block else None,
        "topic_label": topic_label,
    }


async def shown(datasette: Any, request: Any, template: str, context: Mapping[str, Any]) -> Any:
    """Return a page made of a template of ours; every value that goes into it is escaped."""
    whole = {**helpers(datasette), **context}
    return Response.html(await datasette.render_template(template, whole, request=request))


def meant(paths: Iterable[str]) -> str:
    """Return the sentence that offers pages of near names, with a blank before it; empty where there are none."""
    found = " or ".join(paths)
    return f" Did you mean {found}?" if found else ""
