"""A sentence's page: a block of a capture among those around it, what was read from it, and the published page at it."""

from __future__ import annotations

import sqlite3
from typing import Any

from datasette.utils import tilde_encode
from datasette.utils.asgi import NotFound

from scraper.browse.cells import KEPT_GRADES
from scraper.browse.evidence import page_link
from scraper.browse.metadata import DATABASE
from scraper.browse.words import http_url
from scraper.loader.why import TABLES

from .shared import ask, organisation_path, shown

_AROUND = 3
"""Cited blocks shown before and after a sentence."""
_SENTENCE = """SELECT b.text, coalesce(s.url, p.url) AS url, s.page, s.captured_at, s.source, s.warc_file,
  s.warc_offset, b.kind, b.claimed_by, p.title AS page_title, p.type, p.assessment, a.title, o.id AS organisation,
  o.name AS organisation_name, a.round
FROM snapshots s LEFT JOIN pages p ON p.id = s.page
LEFT JOIN assessments a ON a.id = p.assessment LEFT JOIN organisations o ON o.id = a.organisation
JOIN blocks b ON b.snapshot = s.id WHERE b.block = ? AND s.id = ?"""
_NEIGHBOURS = """SELECT block, kind, text FROM (
  SELECT * FROM (SELECT * FROM blocks WHERE snapshot = :s AND block <= :b ORDER BY block DESC LIMIT :n + 1)
  UNION SELECT * FROM (SELECT * FROM blocks WHERE snapshot = :s AND block > :b ORDER BY block LIMIT :n)
) ORDER BY block"""
_READ_FROM = "\nUNION ALL\n".join(
    f"SELECT '{name}' AS table_name, id FROM \"{name}\" WHERE snapshot = :s AND block = :b" for name in TABLES
)
_STATED = f"""SELECT j.id, j.grade, j.status FROM judgments j WHERE j.snapshot = :s AND j.block = :b
UNION SELECT j.id, j.grade, j.status FROM witnesses w JOIN judgments j ON j.id = w.judgment
WHERE w.snapshot = :s AND w.block = :b
UNION SELECT j.id, j.grade, j.status FROM {KEPT_GRADES} k JOIN judgments j ON j.id = k.judgment
WHERE k.snapshot = :s AND k.block = :b"""


def read_sentence(conn: sqlite3.Connection, snapshot: str, block: int) -> dict[str, Any] | None:
    """Read what the page of a sentence shows; None where the database has no such block."""
    found = conn.execute(_SENTENCE, (block, snapshot)).fetchone()
    if found is None:
        return None
    place = {"s": snapshot, "b": block, "n": _AROUND}
    return {
        "found": dict(found),
        "link": page_link(conn, snapshot, block),
        "page_url": http_url(found["url"]),
        "around": [dict(row) for row in conn.execute(_NEIGHBOURS, place)],
        "read": [dict(row) for row in conn.execute(_READ_FROM, place)],
        "stated": [dict(row) for row in conn.execute(_STATED, place)],
    }


async def sentence(datasette: Any, request: Any) -> Any:
    """Show a sentence."""
    key, block = request.url_vars["snapshot"], int(request.url_vars["block"])
    found = await ask(datasette, lambda conn: read_sentence(conn, key, block))
    if found is None:
        raise NotFound(f"There is no block {block} of a capture {key} in the database.")
    who = found["found"]["organisation"]
    context = {
        **found,
        "snapshot": key,
        "block": block,
        "organisation": organisation_path(datasette, who) if who else None,
        "row_path": lambda table, row: datasette.urls.row(DATABASE, table, str(tilde_encode(row))),
    }
    return await shown(datasette, request, "sentence.html", context)
