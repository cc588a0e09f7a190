"""Questions with their forms: what each field takes, filled from the data; and the whole answer as CSV."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from datasette.utils.asgi import NotFound

from scraper.browse.cells import round_place, topic_label
from scraper.browse.queries import FIELDS, QUESTION_BY_NAME, Field, Question
from scraper.browse.who import KIND_LABEL
from scraper.browse.words import GRADE_MARKS, spaced

from .shared import ask, csv_response

Options = list[tuple[str, str]]
"""What a field offers: the value and its words."""
_ROUNDS = "SELECT DISTINCT round FROM assessments"
_REGIONS = "SELECT DISTINCT region FROM organisations WHERE region IS NOT NULL ORDER BY region"
_KEYS = "SELECT DISTINCT coalesce(question_key, pillar) FROM judgments WHERE coalesce(question_key, pillar) IS NOT NULL"
_WHO = """SELECT o.id, o.name, o.kind FROM organisations o
WHERE EXISTS (SELECT 1 FROM assessments a WHERE a.organisation = o.id) ORDER BY o.name, o.kind DESC"""


def options(conn: sqlite3.Connection, field: Field) -> Options:
    """Return what a field offers; nothing where anything may be typed."""
    match field.source:
        case "rounds":
            found = sorted((row[0] for row in conn.execute(_ROUNDS)), key=round_place, reverse=True)
            return [(one, one) for one in found]
        case "organisations":
            kinds = {"police": "police", "fire": "fire"}
            return [
                (key, f"{name}, {kinds[kind]}" if kind in kinds else name) for key, name, kind in conn.execute(_WHO)
            ]
        case "kinds":
            return list(KIND_LABEL.items())
        case "regions":
            return [(row[0], row[0]) for row in conn.execute(_REGIONS)]
        case "grades":
            return [(mark.key, mark.label) for mark in GRADE_MARKS]
        case "keys":
            keys = sorted({row[0] for row in conn.execute(_KEYS)}, key=lambda key: (key.partition("/")[0], key))
            return [(key, _key_label(key)) for key in keys]
        case "topics":
            topics = {row[0].rpartition("/")[2] for row in conn.execute(_KEYS)}
            return sorted(((one, topic_label(one)) for one in topics), key=lambda option: option[1])
        case _:
            return [(one, spaced(one)) for one in field.options]


def _key_label(key: str) -> str:
    lead, _, rest = key.partition("/")
    return f"{topic_label(lead)}: {topic_label(rest).lower()}" if rest else topic_label(lead)


def names(question: Question) -> list[str]:
    """Return the names of a question's parameters, in the order of the form."""
    used = set(re.findall(r":([a-z_]+)", question.sql))
    return [name for name in FIELDS if name in used]


async def form(datasette: Any, request: Any, name: str) -> list[dict[str, Any]]:
    """Return the fields of a question's form, with what is chosen; those for links alone only where they are given."""
    question = QUESTION_BY_NAME[name]
    shown = [key for key in names(question) if not FIELDS[key].is_of_links or request.args.get(key)]

    def read(conn: sqlite3.Connection) -> list[dict[str, Any]]:
        return [
            {
                "name": key,
                "field": FIELDS[key],
                "value": request.args.get(key) or "",
                "options": options(conn, FIELDS[key]),
            }
            for key in shown
        ]

    return await ask(datasette, read)


async def answer_csv(datasette: Any, request: Any) -> Any:
    """Return the whole answer of a question as CSV, however long it is."""
    question = QUESTION_BY_NAME.get(request.url_vars["question"])
    if question is None:
        raise NotFound(f"There is no question {request.url_vars['question']}.")
    values = {key: request.args.get(key) or "" for key in names(question)}

    def read(conn: sqlite3.Connection) -> tuple[list[str], list[Any]]:
        cursor = conn.execute(question.sql, values)
        return [column[0] for column in cursor.description], cursor.fetchall()

    heads, rows = await ask(datasette, read)
    kept = [place for place, head in enumerate(heads) if head not in question.only_shown]
    picked = ([row[place] for place in kept] for row in rows)
    name = "-".join([question.name, *filter(None, values.values())])
    return csv_response(name, [heads[place] for place in kept], picked)
