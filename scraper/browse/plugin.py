"""What peel adds to Datasette: grades in colour, links from rows to the sentence, a start page, the report.

Registered by `serve` in the process that serves, and nowhere else. Every value is escaped; only http and
https addresses become links; the policy sent with every page forbids any other host.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response
from markupsafe import Markup

from scraper.loader.fragment import fragment_link
from scraper.loader.tables import SPECS
from scraper.loader.why import TABLES

from .metadata import DATABASE
from .queries import QUESTIONS, search_words
from .words import ABSENCE_MARKS, GRADE_MARKS, MARKS, css_of_marks, http_url

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_AROUND = 3
"""Cited blocks shown before and after a sentence."""
_GRADES = {"effectiveness", "efficiency", "legitimacy", "leadership", "people", "status"}
# Columns of views and queries that hold an id: the table whose row they name.
_IDS = {
    "assessment": "assessments",
    "organisation": "organisations",
    "judgment": "judgments",
    "page": "pages",
    "snapshot": "snapshots",
    "old_snapshot": "snapshots",
    "new_snapshot": "snapshots",
    "parent": "recommendations",
}
_MAY_BE_GONE = {"row_id", "judgment"}
"""Ids of rows that may have vanished: their link is a search, which then finds nothing, and no error."""

Rendered = Markup | None | Awaitable[Markup | None]


def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Rendered:
    """Return a cell's HTML, or None for Datasette's own escaped text."""
    if database != DATABASE or value in ("", None) or isinstance(value, dict | bytes):
        return None
    if column == "block":
        return _block_cell(row, value, datasette)
    if isinstance(value, str):
        return _grade_cell(column, value) or _url_cell(column, value) or _id_cell(row, column, value, datasette)
    return None


def _grade_cell(column: str, value: str) -> Markup | None:
    mark = MARKS.get(value)
    if mark is None or not (column in _GRADES or column.endswith("grade")):
        return None
    return Markup('<span class="grade {}"><b>{}</b> {}</span>').format(mark.css, mark.letter, mark.label)


def _url_cell(column: str, value: str) -> Markup | None:
    url = http_url(value) if column.endswith("url") else None
    return Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(url, url) if url else None


def _id_cell(row: Any, column: str, value: str, datasette: Any) -> Markup | None:
    target = _raw(row, "table_name") if column == "row_id" else _IDS.get(column)
    if target not in SPECS:
        return None
    if column in _MAY_BE_GONE:
        href = f"{datasette.urls.table(DATABASE, target)}?id={quote(value, safe='')}"
    else:
        href = datasette.urls.row(DATABASE, target, _tilde(value))
    return Markup('<a href="{}">{}</a>').format(href, value)


def _tilde(value: str) -> str:
    from datasette.utils import tilde_encode

    return str(tilde_encode(value))


def _raw(row: Any, column: str) -> Any:
    """Return the value of another column of the row, without the label that Datasette may have put beside it."""
    if column not in row.keys():  # noqa: SIM118 - sqlite3.Row has no other way to ask
        return None
    value = row[column]
    return value["value"] if isinstance(value, dict) else value


async def _block_cell(row: Any, value: Any, datasette: Any) -> Markup | None:
    """Link to the sentence here, and to the published page at the sentence."""
    snapshot = _raw(row, "snapshot")
    if not isinstance(snapshot, str) or not isinstance(value, int):
        return None
    cell = Markup('<a href="{}">sentence {}</a>').format(_sentence_path(datasette, snapshot, value), value)
    found = (await datasette.get_database(DATABASE).execute(_SENTENCE, (value, snapshot))).first()
    link = _page_link(found) if found else None
    if link:
        cell += Markup(' <a href="{}" rel="noreferrer noopener" class="out">on the page</a>').format(link)
    return cell


_SENTENCE = """SELECT b.text, coalesce(s.url, p.url) AS url, s.page, s.captured_at, s.source, s.warc_file,
  s.warc_offset, b.kind, b.claimed_by
FROM snapshots s LEFT JOIN pages p ON p.id = s.page
LEFT JOIN blocks b ON b.snapshot = s.id AND b.block = ? WHERE s.id = ?"""
_NEIGHBOURS = """SELECT block, kind, text FROM (
  SELECT * FROM (SELECT * FROM blocks WHERE snapshot = :s AND block <= :b ORDER BY block DESC LIMIT :n + 1)
  UNION SELECT * FROM (SELECT * FROM blocks WHERE snapshot = :s AND block > :b ORDER BY block LIMIT :n)
) ORDER BY block"""
_READ_FROM = "\nUNION ALL\n".join(
    f"SELECT '{name}' AS table_name, id FROM \"{name}\" WHERE snapshot = :s AND block = :b" for name in TABLES
)


def _page_link(found: Any) -> str | None:
    url = http_url(found["url"])
    if url is None or not found["text"]:
        return url
    return fragment_link(url, found["text"])


def _sentence_path(datasette: Any, snapshot: str, block: int) -> str:
    return str(datasette.urls.path(f"/-/sentence/{quote(snapshot, safe='')}/{block}"))


async def sentence(datasette: Any, request: Any) -> Any:
    """Show a block of a capture with the cited blocks around it, what was read from it, where it stands."""
    key, block = request.url_vars["snapshot"], int(request.url_vars["block"])
    db = datasette.get_database(DATABASE)
    found = (await db.execute(_SENTENCE, (block, key))).first() if block < 2**31 else None
    if found is None or found["text"] is None:
        raise NotFound(f"There is no block {block} of a capture {key} in the database.")
    place = {"s": key, "b": block, "n": _AROUND}
    context = {
        "found": dict(found),
        "snapshot": key,
        "block": block,
        "link": _page_link(found),
        "around": [dict(r) for r in (await db.execute(_NEIGHBOURS, place)).rows],
        "read": [dict(r) for r in (await db.execute(_READ_FROM, place)).rows],
        "row_path": lambda table, row: datasette.urls.row(DATABASE, table, _tilde(row)),
    }
    return Response.html(await datasette.render_template("sentence.html", context, request=request))


@cache
def _report_html(path: Path, _changed: int) -> str:
    from .report import report_html

    return report_html(path)


async def report(datasette: Any) -> Any:
    """Show the report of the database, made when it is first asked for."""
    path = Path(datasette.get_database(DATABASE).path)
    html = await asyncio.to_thread(_report_html, path, path.stat().st_mtime_ns)
    return Response.html(html)


@cache
def _css() -> str:
    return f"{(Path(__file__).parent / 'browse.css').read_text('utf-8')}\n{css_of_marks()}\n"


async def style() -> Any:
    """Return the style sheet over Datasette's own."""
    return Response(_css(), content_type="text/css; charset=utf-8")


def prepare_connection(conn: Any) -> None:
    """Put a function that takes whatever is typed in the place of Datasette's own of that name."""
    conn.create_function("escape_fts", 1, search_words, deterministic=True)


def register_routes() -> list[tuple[str, Any]]:
    """Return the pages of ours."""
    return [
        (r"^/-/sentence/(?P<snapshot>[^/]+)/(?P<block>\d+)$", sentence),
        (r"^/-/report$", report),
        (r"^/-/peel\.css$", style),
    ]


def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Return the entries of the menu."""
    return [
        {"href": datasette.urls.path("/-/report"), "label": "Report"},
        {"href": datasette.urls.table(DATABASE, "grades"), "label": "Grades"},
        {"href": datasette.urls.query(DATABASE, "search"), "label": "Search"},
        {"href": datasette.urls.database(DATABASE), "label": "Tables and questions"},
    ]


def extra_template_vars(view_name: str, datasette: Any) -> Any:
    """Return the start page what it shows, and every page the legend of the marks."""

    async def start() -> dict[str, Any]:
        db = datasette.get_database(DATABASE)
        counts = dict((await db.execute(_COUNTS)).rows[0])
        tables = [
            (spec.name, spec.table.meaning, await _count(db, spec.name)) for spec in SPECS.values() if spec.table.data
        ]
        return {"peel_counts": counts, "peel_tables": tables, "peel_questions": QUESTIONS, "peel_db": DATABASE}

    if view_name == "index":
        return start
    return {"peel_marks": (*GRADE_MARKS, *ABSENCE_MARKS)}


_COUNTS = """SELECT (SELECT count(*) FROM organisations o WHERE EXISTS
    (SELECT 1 FROM assessments a WHERE a.organisation = o.id)) AS organisations,
  (SELECT count(*) FROM assessments) AS assessments,
  (SELECT count(DISTINCT round) FROM assessments) AS rounds,
  (SELECT count(*) FROM judgments WHERE status = 'graded') AS grades,
  (SELECT max(captured_at) FROM snapshots) AS captured"""


async def _count(db: Any, table: str) -> int:
    sql = f'SELECT count(*) FROM "{table}"'
    return int((await db.execute(sql)).first()[0])


Scope = dict[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def asgi_wrapper() -> Callable[[App], App]:
    """Send with every page the policy that nothing is loaded from another host."""

    def wrap(app: App) -> App:
        async def guarded(scope: Scope, receive: Any, send: Any) -> None:
            async def answer(message: dict[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    given = message.get("headers", [])
                    own = {name.lower() for name, _ in given}
                    message = {**message, "headers": [*given, *(h for h in _HEADERS if h[0] not in own)]}
                await send(message)

            await app(scope, receive, answer)

        return guarded

    return wrap


hookimpl(prepare_connection, trylast=True)
for _hook in (render_cell, register_routes, menu_links, extra_template_vars, asgi_wrapper):
    hookimpl(_hook)
