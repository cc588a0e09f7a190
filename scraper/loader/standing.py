"""The rows that pages state: those that stand in the tables, and those that are to stand there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from schemas.capture_rows import KeptValueRow
from schemas.columns import Row
from schemas.rows import AssessmentRow, JudgmentRow, KeyFactRow, WitnessRow
from scraper.store.sqlite import Database

from .history import PageState
from .precedence import Merged
from .sql import bounds, kept_under, rows_where
from .statements import OWNED, ROW_OF, SHARED, CitedRow, is_one_a_page

Stated = dict[type[Row], Collection[CitedRow | WitnessRow | KeptValueRow]]
"""Rows that pages state, and that cite a block, by their type."""


def to_stand(merged: Merged, own: Sequence[PageState]) -> Stated:
    """Return the rows that pages state together, and those of some pages' own."""
    found: Stated = {ROW_OF[table]: merged.rows.of(table).values() for table in SHARED}
    found |= {WitnessRow: merged.witnesses, KeptValueRow: merged.kept}
    if own:
        each = [one.state.rows for one in own]
        found |= {ROW_OF[table]: [row for rows in each for row in rows.of(table).values()] for table in OWNED}
    return found


def shared_rows(db: Database, assessment: str | None, page: str) -> Stated:
    """Return the rows that the pages of an assessment state together, and the values kept for them."""
    kept = kept_under(assessment or page, (*SHARED, *OWNED))
    found: Stated = {KeptValueRow: rows_where(db, KeptValueRow, *kept)}
    if assessment:
        for table in SHARED:
            column = "id" if table == "assessments" else "assessment"
            found[ROW_OF[table]] = rows_where(db, ROW_OF[table], f"{column} = ?", (assessment,))
        found[WitnessRow] = rows_where(db, WitnessRow, "judgment > ? AND judgment < ?", bounds(assessment + "/"))
        return found
    # A page of no assessment states alone what it states: judgments of several, key facts of an organisation.
    of_page = "SELECT {} FROM judgments WHERE page = ?"
    found[JudgmentRow] = rows_where(db, JudgmentRow, "page = ?", (page,))
    found[WitnessRow] = rows_where(db, WitnessRow, f"judgment IN ({of_page.format('id')})", (page,))
    found[AssessmentRow] = rows_where(db, AssessmentRow, f"id IN ({of_page.format('assessment')})", (page,))
    found[KeyFactRow] = rows_where(db, KeyFactRow, "id > ? AND id < ?", bounds(f"{page}/"))
    return found


def add_rows(found: Stated, others: Stated) -> None:
    """Add rows to others of their types."""
    for kind, rows in others.items():
        found[kind] = {*found.get(kind, ()), *rows}


def own_rows(db: Database, begins: Mapping[str, str]) -> Stated:
    """Return the rows of a page's own, by what their ids begin with in each table."""
    found: Stated = {}
    for table, prefix in begins.items():
        where, values = ("id = ?", (prefix[:-1],)) if is_one_a_page(table) else ("id > ? AND id < ?", bounds(prefix))
        found[ROW_OF[table]] = rows_where(db, ROW_OF[table], where, values)
    return found
