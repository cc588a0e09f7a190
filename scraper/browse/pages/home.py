"""The start page: what is here, how fresh and how checked it is, the newest grades and changes, a map, the questions."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.browse.cells import Cell, last_rounds, read_cells, round_place, topic_label
from scraper.browse.grid import read_state
from scraper.browse.metadata import DATABASE
from scraper.browse.queries import QUESTIONS, SUBJECTS
from scraper.browse.tiles import PLACES, TileMap, tile_map
from scraper.browse.who import KIND_LABEL, Who
from scraper.browse.words import minute, share
from scraper.errors import PeelError
from scraper.loader.changes import Change, Wanted, changes
from scraper.loader.known import check_known
from scraper.loader.tables import SPECS
from scraper.store.file import state_path
from scraper.store.sqlite import Database

from .shared import ask, helpers, people

_NEWEST = 8
_COUNTS = """SELECT (SELECT count(DISTINCT organisation) FROM assessments) AS organisations,
  (SELECT count(*) FROM assessments) AS assessments,
  (SELECT count(DISTINCT round) FROM assessments) AS rounds,
  (SELECT count(*) FROM judgments WHERE status = 'graded') AS grades,
  (SELECT count(*) FROM judgments WHERE agreement = 1) AS agree,
  (SELECT count(*) FROM judgments WHERE agreement = 0) AS differ,
  (SELECT avg(s.coverage) FROM pages q JOIN snapshots s ON s.id = q.snapshot) AS coverage,
  (SELECT count(DISTINCT p.id) FROM pages p JOIN problems q ON q.snapshot = p.snapshot
    WHERE q.severity <> 'info') AS flagged,
  (SELECT count(*) FROM pages) AS pages,
  (SELECT max(captured_at) FROM snapshots WHERE refused IS NULL) AS captured"""


@dataclass(frozen=True)
class Start:
    """What the start page shows of the database."""

    counts: dict[str, Any]
    sheet: str
    run: tuple[str, str] | None
    fault: str
    grades: list[Cell]
    changes: list[Change]
    topics: list[tuple[str, str, list[tuple[str, str]]]]
    chosen: str
    chosen_label: str
    maps: list[tuple[str, TileMap]]
    tables: list[tuple[str, str, int]]


def start(conn: sqlite3.Connection, path: Path, who: dict[str, Who], topic: str) -> Start:
    """Read what the start page shows; `topic` is that of the map, or empty for one that the newest round grades."""
    everything = read_cells(conn)
    cells = [cell for cell in everything if cell.is_main]
    offered = _topics(cells)
    known = {key for _, _, group in offered for key, _ in group}
    shown = topic if topic in known else next((group[0][0] for _, _, group in offered if group), "")
    graded = [cell for cell in everything if cell.grade and cell.date]
    graded.sort(key=lambda cell: (cell.date or "", cell.assessment), reverse=True)
    news = changes(Database(conn), wanted=Wanted(grades=True))
    found = conn.execute(_COUNTS)
    run, fault = _last_run(path)
    counts = dict(zip([column[0] for column in found.description], found.fetchone(), strict=True))
    return Start(
        counts,
        check_known(Database(conn)).line(),
        run,
        fault,
        graded[:_NEWEST],
        news[::-1][:_NEWEST],
        offered,
        shown,
        topic_label(shown) if shown else "",
        _maps(shown, cells, who),
        [(s.name, s.table.meaning, _count(conn, s.name)) for s in SPECS.values() if s.table.data],
    )


def _topics(cells: list[Cell]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return for each body the topics that are graded, those of the newest round first; one of both stands once."""
    made: list[tuple[str, str, list[tuple[str, str]]]] = []
    for kind, label in KIND_LABEL.items():
        last = last_rounds(cell for cell in cells if cell.grade and cell.organisation.startswith(f"{kind}/"))
        listed = {topic for _, _, group in made for topic, _ in group}
        order = sorted(set(last) - listed, key=topic_label)
        order.sort(key=lambda topic: round_place(last[topic]), reverse=True)
        made.append((kind, label, [(topic, f"{topic_label(topic)} (to {last[topic]})") for topic in order]))
    return made


def _maps(topic: str, cells: list[Cell], who: dict[str, Who]) -> list[tuple[str, TileMap]]:
    own = [cell for cell in cells if cell.topic == topic]
    kinds = {cell.organisation.partition("/")[0] for cell in own}
    return [(KIND_LABEL[kind], tile_map(kind, own, who)) for kind in PLACES if kind in kinds]


def _last_run(path: Path) -> tuple[tuple[str, str] | None, str]:
    """Return when the last run ended, and with which exit code; None where no runs' database is beside, or why it can't be read."""
    sql = "SELECT ended_at, exit_code FROM runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1"
    try:
        rows = read_state(state_path(path), sql)
    except PeelError as error:
        return None, error.message
    return (minute(str(rows[0][0])), str(rows[0][1])) if rows else None, ""


def _count(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


async def home(datasette: Any, request: Any) -> dict[str, Any]:
    """Return what the start page shows."""
    who = await people(datasette)
    path = Path(datasette.get_database(DATABASE).path)
    topic = request.args.get("topic") or "" if request else ""
    found = await ask(datasette, lambda conn: start(conn, path, who, topic))
    return {
        **helpers(datasette),
        "start": found,
        "who": who,
        "peel_questions": [question for question in QUESTIONS if question.name not in ("search", "now")],
        "subjects": SUBJECTS,
        "share": share,
        "peel_db": DATABASE,
    }
