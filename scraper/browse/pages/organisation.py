"""An organisation's page: its grades by topic and round, what was asked of it, its figures, what changed; and as CSV."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import NotFound

from scraper.browse.asked import ONCE
from scraper.browse.cells import Cell, read_cells, round_place
from scraper.browse.facts import Panel, read_panels
from scraper.browse.strips import Strip, strip
from scraper.browse.who import Who
from scraper.browse.words import MARKS, http_url, spaced
from scraper.catalogue.near import near_organisations
from scraper.loader.changes import Change, Wanted, changes
from scraper.store.sqlite import Database

from .shared import ask, csv_response, meant, people, shown

_CHANGES = 30
CELL_HEADS = (
    "organisation", "organisation_name", "round", "programme", "topic", "question", "grade", "status", "grade_scale",
    "date", "date_basis", "grade_before", "step", "judgment", "snapshot", "block",
    "carried_from", "previous_grade", "previous_round", "no_longer_stated",
)  # fmt: skip
_ASKED = f"""SELECT r.id, coalesce(a.round, ''), r.kind, r.question, r.text, r.deadline, r.parent, r.snapshot, r.block, a.id,
  (SELECT s.page FROM snapshots s WHERE s.id = r.snapshot)
FROM {ONCE} r LEFT JOIN assessments a ON a.id = r.assessment WHERE r.organisation = ?
ORDER BY r.position, r.id"""
_LETTERS = """SELECT l.id, l.assessment, l.title, l.date, p.url FROM letters l LEFT JOIN pages p ON p.id = l.id
WHERE l.organisation = ? ORDER BY l.date DESC"""
_ASSESSMENTS = """SELECT a.id, a.round, a.programme, a.url, a.published, a.inspector_name FROM assessments a
WHERE a.organisation = ?"""


@dataclass(frozen=True)
class Asked:
    """What an assessment asks for or holds up; `letters` are those of its round, each with what it has to do with it.

    A letter that came later may say what became of it, or of something else: nothing in the data says which.
    """

    round: str
    kind: str
    question: str
    text: str
    deadline: str
    is_part: bool
    snapshot: str
    block: int | None
    letters: tuple[tuple[str, str, str, str | None], ...]


@dataclass(frozen=True)
class Profile:
    """All that an organisation's page shows."""

    who: Who
    strip: Strip
    urls: dict[str, str]
    counts: tuple[str, list[tuple[Any, int]]]
    asked: list[Asked]
    panels: list[Panel]
    letters: list[tuple[str, str, str | None]]
    changes: list[Change]
    newest: str


def profile(conn: sqlite3.Connection, who: Who) -> Profile:
    """Read what the page of an organisation shows."""
    cells = read_cells(conn, who.id)
    rows = conn.execute(_ASSESSMENTS, (who.id,)).fetchall()
    loaded = {row[1]: row[0] for row in rows if row[0] == f"{who.id}/{row[1]}"}
    urls = {row[0]: link for row in rows if (link := http_url(row[3]))}
    letters = conn.execute(_LETTERS, (who.id,)).fetchall()
    told = changes(Database(conn), wanted=Wanted(organisations={who.id}))
    newest = conn.execute(
        "SELECT max(s.captured_at) FROM snapshots s JOIN pages p ON p.id = s.page WHERE s.refused IS NULL AND substr(p.id, 1, ?) = ?",
        (len(who.id) + 1, f"{who.id}/"),
    ).fetchone()[0]
    return Profile(
        who,
        strip(who.kind, cells, loaded),
        urls,
        _counts(cells),
        _asked(conn, who, letters),
        read_panels(conn, who.id).get(who.id, []),
        [(title or "letter", date or "", http_url(url)) for _, _, title, date, url in letters],
        told[::-1][:_CHANGES],
        str(newest or "")[:10],
    )


def _counts(cells: list[Cell]) -> tuple[str, list[tuple[Any, int]]]:
    """Return the newest round with grades, and how often each was given in it."""
    rounds = {cell.round for cell in cells if cell.grade and cell.is_main}
    if not rounds:
        return "", []
    newest = max(rounds, key=round_place)
    counts = Counter(cell.grade for cell in cells if cell.grade and cell.round == newest and cell.is_main)
    return newest, [(MARKS[key], counts[key]) for key in MARKS if counts[key]]


def _asked(conn: sqlite3.Connection, who: Who, letters: list[Any]) -> list[Asked]:
    """Return what was asked, the newest round first, causes and recommendations with a date before the rest."""
    made = []
    for _, round_id, kind, question, text, deadline, parent, snapshot, block, key, page in conn.execute(
        _ASKED, (who.id,)
    ):
        is_followed = kind in ("cause_of_concern", "recommendation")
        speaks = tuple(
            (
                "in the letter of" if own == page else "see the letter of",
                title or "letter",
                date or "no date",
                http_url(url),
            )
            for own, of, title, date, url in letters
            if own == page or (is_followed and of is not None and of == key)
        )
        made.append(
            Asked(
                round_id,
                spaced(kind),
                question or "",
                text,
                deadline or "",
                parent is not None,
                snapshot,
                block,
                speaks,
            )
        )
    order = {"cause of concern": 0, "recommendation": 1, "area for improvement": 2}
    made.sort(key=lambda one: order.get(one.kind, 3))
    made.sort(key=lambda one: round_place(one.round), reverse=True)
    return made


async def _who(datasette: Any, request: Any) -> Who:
    key = f"{request.url_vars['kind']}/{request.url_vars['slug']}"
    found = (await people(datasette)).get(key)
    if found is None:
        near = meant(f"/organisation/{one}" for one in near_organisations(key))
        raise NotFound(f"There is no organisation {key} in the database; all are listed at /organisations.{near}")
    return found


async def organisation(datasette: Any, request: Any) -> Any:
    """Show an organisation."""
    who = await _who(datasette, request)
    found = await ask(datasette, lambda conn: profile(conn, who))
    everyone = await people(datasette)
    others = [one for one in everyone.values() if one.kind == who.kind and one.id != who.id]
    context = {"found": found, "who": who, "everyone": everyone, "others": sorted(others, key=lambda one: one.name)}
    return await shown(datasette, request, "organisation.html", context)


async def organisation_csv(datasette: Any, request: Any) -> Any:
    """Return the judgments of an organisation as CSV."""
    who = await _who(datasette, request)
    cells = await ask(datasette, lambda conn: read_cells(conn, who.id))
    names = {who.id: who.name}
    return csv_response(who.id, CELL_HEADS, cell_rows(cells, names))


def cell_rows(cells: list[Cell], names: dict[str, str]) -> list[tuple[Any, ...]]:
    """Return judgments as rows of a CSV with the heads of `CELL_HEADS`, by organisation, topic and round."""
    ordered = sorted(cells, key=lambda c: (c.organisation, c.topic, round_place(c.round), c.judgment))
    return [
        (c.organisation, names.get(c.organisation, ""), c.round, c.programme, c.topic, c.question, c.grade, c.status,
         c.scale, c.date, c.basis, c.grade_before, c.step, c.judgment, c.snapshot, c.block,
         c.carried_from, c.previous_grade, c.previous_round, c.is_kept)
        for c in ordered
    ]  # fmt: skip
