"""Pages that list: the forces and services by region, the grades and what they mean."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from datasette.utils.asgi import Response

from scraper.browse.cells import by_organisation, read_cells, round_place
from scraper.browse.who import KIND_LABEL, Who, by_region
from scraper.browse.words import ABSENCE_MARKS, GRADE_MARKS, MARKS, Mark

from .shared import ask, organisation_path, people, shown

Summary = tuple[str, list[tuple[Mark, int]]]
"""The newest round that is loaded, and how often each grade was given in it."""


def summaries(conn: sqlite3.Connection) -> dict[str, Summary]:
    """Return for each organisation with grades its newest round and the counts of that round."""
    found = {}
    for key, cells in by_organisation(read_cells(conn)).items():
        graded = [cell for cell in cells if cell.grade and cell.is_main]
        if graded:
            newest = max((cell.round for cell in graded), key=round_place)
            counts = Counter(cell.grade for cell in graded if cell.round == newest)
            found[key] = newest, [(MARKS[mark], counts[mark]) for mark in MARKS if counts[mark]]
    return found


async def organisations(datasette: Any, request: Any) -> Any:
    """List all forces and services by region, those without data with the reason."""
    who = await people(datasette)
    bodies: list[tuple[str, list[tuple[str, list[Who]]]]] = []
    for kind, label in {**KIND_LABEL, "regional": "Regions of organised crime units"}.items():
        bodies.append((label, by_region(one for one in who.values() if one.kind == kind)))
    context = {"bodies": [body for body in bodies if body[1]], "summaries": await ask(datasette, summaries)}
    return await shown(datasette, request, "organisations.html", context)


async def chosen_organisation(datasette: Any, request: Any) -> Any:
    """Lead from a form with a select to the page of the organisation; to the list where none is chosen."""
    key = request.args.get("id") or ""
    known = key in await people(datasette)
    return Response.redirect(organisation_path(datasette, key) if known else datasette.urls.path("/organisations"))


async def glossary(datasette: Any, request: Any) -> Any:
    """Explain grades, absences and the words of inspections."""
    return await shown(datasette, request, "glossary.html", {"grades": GRADE_MARKS, "absences": ABSENCE_MARKS})
