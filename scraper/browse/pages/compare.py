"""Two to four organisations side by side: the newest grade of each topic, figures, what was asked; and as CSV."""

from __future__ import annotations

import sqlite3
from typing import Any

from scraper.browse.asked import Asked, newest_asked
from scraper.browse.cells import (
    Cell,
    by_organisation,
    last_rounds,
    later,
    newest,
    read_cells,
    round_place,
    topic_label,
    topic_place,
)  # fmt: skip
from scraper.browse.facts import Figure, read_panels
from scraper.browse.strips import own_inspections
from scraper.browse.who import KIND_LABEL, Who

from .organisation import CELL_HEADS, cell_rows
from .shared import ask, csv_response, people, shown

_SHARED = 2  # organisations that have a topic, from which on it is one to compare and stands before the others
MOST = 4
"""Organisations that are laid side by side, at most."""


def chosen(request: Any, who: dict[str, Who]) -> tuple[list[Who], list[str]]:
    """Return the organisations that a request names, each once, in its order, and what is left out: unknown ones, a fifth."""
    keys = dict.fromkeys(key for key in request.args.getlist("with") if key)
    known = [who[key] for key in keys if key in who]
    return known[:MOST], [key for key in keys if key not in who] + [one.id for one in known[MOST:]]


def topic_lines(cells: list[Cell], ones: list[Who]) -> list[tuple[str, str, list[list[Cell]]]]:
    """Return a line for each topic: its key, its name, and the graded cells of each organisation, newest first."""
    main = [cell for cell in cells if cell.is_main]
    own = {key: by_topic(group) for key, group in by_organisation(main).items()}
    last = last_rounds(newest(main).values())
    topics = sorted(last, key=topic_place)
    topics.sort(key=lambda topic: round_place(last[topic]), reverse=True)
    topics.sort(key=lambda topic: sum(topic in own.get(one.id, {}) for one in ones) < min(len(ones), _SHARED))
    return [(topic, topic_label(topic), [own.get(one.id, {}).get(topic, []) for one in ones]) for topic in topics]


def by_topic(cells: list[Cell]) -> dict[str, list[Cell]]:
    """Return cells by topic, the newest round first; the absences only where nothing of the topic is graded."""
    groups: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda one: round_place(one.round), reverse=True):
        groups.setdefault(cell.topic, []).append(cell)
    return {topic: [cell for cell in group if cell.grade] or group[:1] for topic, group in groups.items()}


def figure_lines(conn: sqlite3.Connection, ones: list[Who]) -> list[tuple[str, list[tuple[str, Figure] | None]]]:
    """Return a line for each figure: what it is, and each organisation's of its newest period, with the period."""
    panels = [next(iter(read_panels(conn, one.id).get(one.id, [])), None) for one in ones]
    labels = dict.fromkeys(figure.label for panel in panels if panel for figure in panel.figures)
    tables = [{f.label: (panel.period, f) for f in panel.figures} if panel else {} for panel in panels]
    return [(label, [table.get(label) for table in tables]) for label in labels]


def asked_lines(asked: list[Asked | None]) -> list[tuple[str, list[int | None]]]:
    """Return a line for each kind of what was asked or held up, with its number in each organisation's newest round.

    None where nothing that was asked of an organisation is loaded: that is no nought.
    """
    kinds = dict.fromkeys(kind for one in asked if one for kind, _, _ in one.counts)
    return [(kind, [one.count(kind) if one else None for one in asked]) for kind in sorted(kinds)]


def _all_cells(conn: sqlite3.Connection, ones: list[Who]) -> list[Cell]:
    return [cell for one in ones for cell in read_cells(conn, one.id)]


async def compare(datasette: Any, request: Any) -> Any:
    """Show organisations side by side, and the form that chooses them."""
    who = await people(datasette)
    ones, left_out = chosen(request, who)
    cells = await ask(datasette, lambda conn: _all_cells(conn, ones))
    by_whom = await ask(datasette, lambda conn: newest_asked(conn, {one.id for one in ones}))
    asked = [by_whom.get(one.id) for one in ones]
    context = {
        "ones": ones,
        "left_out": left_out,
        "places": range(MOST),
        "bodies": [
            (label, sorted((one for one in who.values() if one.kind == kind and one.loaded), key=lambda one: one.name))
            for kind, label in KIND_LABEL.items()
        ],
        "topics": topic_lines(cells, ones),
        "others": own_inspections(cells),
        "who": who,
        "figures": await ask(datasette, lambda conn: figure_lines(conn, ones)),
        "later": later(cell for cell in cells if cell.is_main),
        "asked": asked_lines(asked),
        "asked_in": [one.told or "by letter" if one else "" for one in asked],
    }
    return await shown(datasette, request, "compare.html", context)


async def compare_csv(datasette: Any, request: Any) -> Any:
    """Return the judgments of the organisations side by side as CSV."""
    ones, _ = chosen(request, await people(datasette))
    cells = await ask(datasette, lambda conn: _all_cells(conn, ones))
    names = {one.id: one.name for one in ones}
    return csv_response("-".join(["compare", *(one.id for one in ones)]), CELL_HEADS, cell_rows(cells, names))
