"""Databases for the tests, made from a real one: hostile text everywhere, and the size of a decade."""

from __future__ import annotations

import sqlite3
from hashlib import sha256

from schemas.vocabulary import GRADE_RANK, MAIN_PROGRAMME, Grade
from scraper.catalogue.grid import expected_pages
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.loader.tables import SPECS, Column, Spec

SCRIPT = "<script>window.bad=1</script>"
TEXT = (
    f"{SCRIPT}<img src=x onerror=\"window.bad=1\"><img src='https://evil.example/p.png'>"
    "\"><svg onload=window.bad=1></svg><iframe src='//evil.example'></iframe>{{ 7*7 }}\x1b[2J](javascript:window.bad=1)"
)
URL = 'javascript:window.bad=1//"onmouseover="window.bad=1'
_KEPT = {"slug", "round", "sha256", "parser_version", "table_name", "row_id", "column_name", "blocks", "warc_file"}


def _is_free(spec: Spec, column: Column) -> bool:
    """Return whether a page can put any text into a column."""
    return (
        column.python is str and column.ref is None and column.name not in spec.table.key and column.name not in _KEPT
    )


def poison(conn: sqlite3.Connection) -> None:
    for spec in SPECS.values():
        free = [column.name for column in spec.columns if spec.table.data and _is_free(spec, column)]
        if not free:
            continue
        sets = ", ".join(f'"{name}" = ?' for name in free)
        values = [URL if name == "url" else TEXT for name in free]
        conn.execute(f'UPDATE "{spec.name}" SET {sets}', values)
    conn.execute("UPDATE problems SET message = message || ?", (TEXT,))


def _columns(conn: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in conn.execute(f'PRAGMA table_info("{table}")')]


def _clone(conn: sqlite3.Connection, table: str, old: str, new: str, where: str, **changes: str) -> None:
    """Copy the rows of an assessment to another one: ids begin with the assessment's id."""
    names = _columns(conn, table)
    picks = []
    for name in names:
        if name in changes:
            picks.append(f"'{changes[name]}'")
        elif name in {"id", "assessment", "judgment"}:
            picks.append(f"replace(\"{name}\", '{old}', '{new}')")
        else:
            picks.append(f'"{name}"')
    conn.execute(f'INSERT OR IGNORE INTO "{table}" SELECT {", ".join(picks)} FROM "{table}" WHERE {where} = ?', (old,))


LATER = tuple(f"{year}-{(year + 1) % 100:02}" for year in range(2028, 2052, 2))
"""Rounds to come, so that there are 1,500 assessments."""


def grow(conn: sqlite3.Connection, later: tuple[str, ...]) -> None:
    """Fill every assessment of the catalogue, and of rounds to come, with the rows of the richest of its kind."""
    richest = dict(
        conn.execute(
            "SELECT shape, assessment FROM (SELECT substr(assessment, 1, instr(assessment, '/')) || "
            "(pillar IS NULL) AS shape, assessment, count(*) AS n FROM judgments GROUP BY 1, 2 ORDER BY n)"
        ).fetchall()
    )
    there = {row[0] for row in conn.execute("SELECT id FROM assessments")}
    wanted = {(c.organisation, c.round): c.type == "report" for c in expected_pages()}
    todays = [o.id for o in ORGANISATIONS.values() if o.programme in MAIN_PROGRAMME.values() and o.in_round(LATER[0])]
    wanted |= {(name, round_id): True for name in todays for round_id in later}
    for (name, round_id), is_long in wanted.items():
        key, who = f"{name}/{round_id}", ORGANISATIONS[name]
        if key in there:
            continue
        old = richest.get(f"{who.kind}/{int(is_long)}", "police/staffordshire/2016")
        conn.execute(
            "INSERT OR IGNORE INTO organisations (id, kind, slug, name) VALUES (?, ?, ?, ?)",
            (who.id, who.kind, who.slug, who.name),
        )
        _clone(conn, "assessments", old, key, "id", organisation=who.id, round=round_id)
        for table in ("judgments", "observations", "recommendations"):
            _clone(conn, table, old, key, "assessment")
        _clone(conn, "key_facts", "police/staffordshire/2016", key, "assessment")
        conn.execute(
            "INSERT OR IGNORE INTO witnesses SELECT replace(judgment, ?, ?), position, source, grade, text, snapshot, "
            "block FROM witnesses WHERE judgment BETWEEN ? || '/' AND ? || '0'",  # 0 comes next to /
            (old, key, old, old),
        )


_SCALES = {
    4: ("outstanding", "good", "good", "good", "requires_improvement", "requires_improvement", "inadequate"),
    5: ("outstanding", "good", "good", "adequate", "adequate", "adequate", "requires_improvement", "inadequate"),
}
"""Grades of each scale, about as often as they are given."""


def vary(conn: sqlite3.Connection) -> None:
    """Give made assessments grades of their own, so that a picture of them looks like the record does."""
    rows = conn.execute(
        "SELECT j.id, a.grade_scale FROM judgments j JOIN assessments a ON a.id = j.assessment WHERE j.grade IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM pages p WHERE p.assessment = a.id)"
    ).fetchall()
    for key, scale in rows:
        offered = _SCALES[scale or 5]
        grade = offered[sha256(key.encode()).digest()[0] % len(offered)]
        rank = GRADE_RANK[Grade(grade)]
        conn.execute(
            "UPDATE judgments SET grade = ?, grade_rank = ?, previous_grade = NULL WHERE id = ?", (grade, rank, key)
        )
