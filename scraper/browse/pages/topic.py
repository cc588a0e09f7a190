"""A topic's page: everyone's grades of a pillar, question or area, round by round; and as CSV."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import Any

from datasette.utils.asgi import NotFound

from scraper.browse.cells import Cell, read_cells, round_place, topic_label
from scraper.browse.matrix import Matrix, topic_matrices
from scraper.browse.strips import own_inspections
from scraper.browse.tiles import PLACES, TileMap, tile_map
from scraper.browse.who import KIND_LABEL, Who
from scraper.browse.words import GRADE_MARKS, Mark

from .organisation import CELL_HEADS, cell_rows
from .shared import ask, csv_response, meant, people, shown, topics_with_a_page

Spread = list[tuple[str, int, list[tuple[Mark, int, float]]]]
"""A round, its number of grades, and each grade with its count and its part of the whole in percent."""


def spread(cells: list[Cell]) -> Spread:
    """Return how often each grade was given, round by round."""
    counts: dict[str, Counter[str]] = {}
    for cell in cells:
        if cell.grade:
            counts.setdefault(cell.round, Counter())[cell.grade] += 1
    return [
        (r, total, [(m, counts[r][m.key], 100 * counts[r][m.key] / total) for m in GRADE_MARKS if counts[r][m.key]])
        for r in sorted(counts, key=round_place)
        if (total := counts[r].total())
    ]


def bodies(topic: str, cells: list[Cell], who: dict[str, Who]) -> list[tuple[str, str, TileMap | None, Spread, Matrix]]:
    """Return for each body that has the topic its name, kind, map, spread and matrix."""
    made: list[tuple[str, str, TileMap | None, Spread, Matrix]] = []
    for matrix in topic_matrices(topic, cells, who):
        own = [cell for cell in cells if cell.organisation.startswith(f"{matrix.kind}/") and cell.is_main]
        drawn = tile_map(matrix.kind, own, who) if matrix.kind in PLACES else None
        made.append((KIND_LABEL[matrix.kind], matrix.kind, drawn, spread(own), matrix))
    return made


async def _cells(datasette: Any, key: str) -> list[Cell]:
    """Return the judgments of a topic; raises NotFound, with what may be meant, where there are none."""
    cells = await ask(datasette, lambda conn: read_cells(conn, topic=key))
    if not cells:
        named = sorted(one for one in await topics_with_a_page(datasette) if one and "/" not in one)
        near = meant(f"/topic/{one}" for one in get_close_matches(key, named, 3))
        raise NotFound(f"There is no topic {key} in the database; those that are there are listed at /topics.{near}")
    return cells


async def topic(datasette: Any, request: Any) -> Any:
    """Show a topic across all forces and services."""
    key = request.url_vars["topic"]
    cells = await _cells(datasette, key)
    who = await people(datasette)
    names = sorted({cell.question for cell in cells if cell.question})
    context = {
        "topic": key,
        "label": topic_label(key),
        "bodies": bodies(key, cells, who),
        "others": own_inspections(cells),
        "names": names,
        "who": who,
    }
    return await shown(datasette, request, "topic.html", context)


async def topic_csv(datasette: Any, request: Any) -> Any:
    """Return the judgments of a topic as CSV."""
    key = request.url_vars["topic"]
    cells = await _cells(datasette, key)
    names = {one.id: one.name for one in (await people(datasette)).values()}
    return csv_response(key, CELL_HEADS, cell_rows(cells, names))


async def topics(datasette: Any, request: Any) -> Any:
    """List the topics, each with the rounds that grade it."""
    cells = await ask(datasette, read_cells)
    found: dict[str, dict[str, set[str]]] = {}
    for cell in cells:
        kind = cell.organisation.partition("/")[0] if cell.is_main else ""
        found.setdefault(kind, {}).setdefault(cell.topic, set()).add(cell.round)
    labels = {**KIND_LABEL, "": "Inspections of their own"}
    listed = [(label, topic_rows(found[kind])) for kind, label in labels.items() if kind in found]
    return await shown(datasette, request, "topics.html", {"bodies": listed})


def topic_rows(found: dict[str, set[str]]) -> list[tuple[str, str, list[str]]]:
    """Return topics with their names and rounds, those that are graded last first."""
    rows = [(key, topic_label(key), sorted(rounds, key=round_place)) for key, rounds in found.items()]
    rows.sort(key=lambda row: row[1])
    return sorted(rows, key=lambda row: round_place(row[2][-1]), reverse=True)
