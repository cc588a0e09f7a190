"""Full-text search that takes whatever a person types."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from .tables import SEARCHED

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Hit:
    """A paragraph that has every word: where it stands, how well it fits (less is better), and a snippet."""

    table: str
    id: str
    assessment: str
    rank: float
    snippet: str


def match_expression(text: str) -> str | None:
    """Return the FTS5 expression that finds every word of a text, or None where it has none.

    Each word is a quoted string (SQLite, FTS5 3.1), so operators, quotes and column filters are mere words.
    """
    found = _WORD.findall(text.replace("\x00", " ").encode("utf-8", "ignore").decode())
    return " ".join(f'"{word}"' for word in found) or None


def search(db: Database, text: str, *, tables: tuple[str, ...] = SEARCHED, limit: int = 20) -> list[Hit]:
    """Find the paragraphs that have every word of a text, best first; no text raises an error."""
    expression = match_expression(text)
    if expression is None:
        return []
    hits = [hit for table in tables if table in SEARCHED for hit in _hits(db, table, expression, limit)]
    return sorted(hits, key=lambda hit: (hit.rank, hit.id))[:limit]


def _hits(db: Database, table: str, expression: str, limit: int) -> list[Hit]:
    sql = (
        f"SELECT t.id, t.assessment, f.rank, snippet(\"{table}_fts\", 0, '[', ']', '…', 16) "
        f'FROM "{table}_fts" f JOIN "{table}" t ON t.rowid = f.rowid WHERE "{table}_fts" MATCH ? '
        "ORDER BY f.rank LIMIT ?"
    )
    try:
        rows = db.conn.execute(sql, (expression, limit)).fetchall()
    except sqlite3.OperationalError:
        # An expression too long for SQLite's limits finds nothing.
        return []
    return [Hit(table, *row) for row in rows]
