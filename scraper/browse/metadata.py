"""Datasette's metadata, made from the models at start, so that it can not drift from the database."""

from __future__ import annotations

from html import escape
from typing import Any

from scraper.loader.dataset import LICENCE
from scraper.loader.tables import SPECS, Column, Spec
from scraper.loader.view import View
from scraper.loader.views import VIEWS

from .queries import QUESTIONS

DATABASE = "peel"
"""The name of the database in addresses, whatever the file is called."""
TITLE = "Police and fire inspections of England and Wales"
SOURCE = "HMICFRS"
SOURCE_URL = "https://hmicfrs.justiceinspectorates.gov.uk/"
_ABOUT = (
    "What HM Inspectorate of Constabulary and Fire & Rescue Services published about each police force and "
    "fire and rescue service, round by round. Every value cites its sentence."
)

# Facets: the columns by which a reader cuts a table; only those with few values.
_FACETS: dict[str, list[str]] = {
    "organisations": ["kind"],
    "assessments": ["round", "grade_scale", "inspector_name"],
    "judgments": ["status", "grade", "pillar"],
    "witnesses": ["source", "grade"],
    "observations": ["section", "kind"],
    "context": ["section", "kind"],
    "findings": ["pillar", "section", "kind"],
    "recommendations": ["kind", "pillar"],
    "key_facts": ["topic", "scope", "period"],
    "sections": ["section", "pillar"],
    "pages": ["type", "pillar"],
    "snapshots": ["source", "refused"],
    "blocks": ["kind", "claimed_by"],
    "problems": ["severity", "code"],
    "changes": ["table_name", "cause"],
    "judgment_states": ["status", "grade"],
    "grades": ["round", "effectiveness", "efficiency", "legitimacy"],
    "grades_long": ["round", "pillar", "grade", "status"],
    "latest_judgments": ["round", "pillar", "grade"],
    "key_facts_wide": ["round", "period"],
    "coverage": ["round", "warnings"],
}
_LABELS: dict[str, str] = {"organisations": "name", "assessments": "title", "pages": "id", "reports": "title"}
_SORT: dict[str, dict[str, str]] = {
    "changes": {"sort_desc": "seen_at"},
    "snapshots": {"sort_desc": "captured_at"},
    "problems": {"sort": "severity"},
    "coverage": {"sort_desc": "warnings"},
}


def metadata() -> dict[str, Any]:
    """Return the metadata: title, licence, source, what each table and column means, facets, named queries."""
    about = {
        "title": TITLE,
        "license": LICENCE["title"],
        "license_url": LICENCE["path"],
        "source": SOURCE,
        "source_url": SOURCE_URL,
    }
    tables = {spec.name: _table(spec) for spec in SPECS.values()}
    tables |= {view.name: _view(view) for view in VIEWS}
    tables |= {name: {"hidden": True} for name in ("_sqlite_migrations", "sqlite_stat1", "sqlite_stat4")}
    database = {
        "description": _ABOUT,
        "tables": tables,
        "queries": {question.name: question.to_metadata() for question in QUESTIONS},
    }
    return {**about, "description": _ABOUT, "databases": {DATABASE: {**about, **database}}}


def _table(spec: Spec) -> dict[str, Any]:
    if not spec.table.data:
        return {"hidden": True}
    return {
        **_shown(spec.name, spec.table.meaning),
        "columns": {column.name: _meaning(column) for column in spec.columns},
    }


def _view(view: View) -> dict[str, Any]:
    return {
        **_shown(view.name, view.meaning),
        "columns": {name: text.replace("`", "") for name, text in view.columns.items()},
    }


def _shown(name: str, meaning: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "description_html": f"<p>One row is {escape(meaning)}.</p>",
        **_SORT.get(name, {}),
    }
    if name in _FACETS:
        shown["facets"] = _FACETS[name]
    if name in _LABELS:
        shown["label_column"] = _LABELS[name]
    return shown


def _meaning(column: Column) -> str:
    """Say what a column means, with its unit, and where the value comes from."""
    unit = f" Unit: {column.unit}." if column.unit else ""
    return f"{column.description.replace('`', '')}{unit.replace('`', '')} Source: {column.source}."
