"""The database that docs/database.md asks: Staffordshire as published, and two forces that do not exist."""

from __future__ import annotations

import datetime as dt

from sqlite_utils import Database

from schemas.extraction import Extraction
from schemas.rows import OrganisationRow
from schemas.vocabulary import Grade, Pillar, Status
from scraper.loader.load import load, mark_gone, set_organisations

from .pages import (
    assessment_page,
    before_grading,
    letter_page,
    other_reports_page,
    page,
    pillar_page,
    snapshot,
)

Grades = dict[Pillar, Grade | Status]
LATER: dict[Pillar, dt.date | None] = {
    Pillar.EFFECTIVENESS: dt.date(2018, 3, 22),
    Pillar.EFFICIENCY: dt.date(2017, 11, 9),
    Pillar.LEGITIMACY: dt.date(2017, 12, 12),
}


def organisation(key: str, name: str) -> OrganisationRow:
    kind, _, slug = key.partition("/")
    return OrganisationRow(key, kind, slug, name, *[None] * (len(OrganisationRow._fields) - 4))


def northshire(round_id: str, grades: Grades) -> Extraction:
    dates = LATER if round_id == "2017" else None
    where = page(organisation="police/northshire", round_id=round_id)
    return assessment_page(grades, dates=dates, where=where, figures=[], leadership=round_id != "2017")


def sample_captures() -> list[tuple[Extraction, str | None]]:
    good, weak = Grade.GOOD, Grade.REQUIRES_IMPROVEMENT
    lost = assessment_page(where=page(organisation="police/southshire"), badges=False, inspector=None)
    whole = assessment_page({Pillar.LEGITIMACY: Grade.OUTSTANDING}, where=page(organisation="police/southshire"))
    return [
        (before_grading(), "2016-12-20T09:30:00"),
        (assessment_page(), "2017-03-02T10:00:00"),
        (pillar_page(), "2017-03-02T10:00:05"),
        (other_reports_page(), "2017-03-02T10:00:10"),
        (letter_page(), "2018-05-02T08:00:00"),
        (northshire("2016", {Pillar.EFFECTIVENESS: weak}), "2017-03-03T10:00:00"),
        (northshire("2017", {Pillar.EFFECTIVENESS: good, Pillar.EFFICIENCY: weak}), "2018-04-01T10:00:00"),
        (whole, "2017-04-01T10:00:00"),
        (lost, "2019-04-01T10:00:00"),
    ]


def fill(db: Database) -> None:
    names = ["staffordshire", "northshire", "southshire"]
    set_organisations(db, [organisation(f"police/{name}", name.capitalize()) for name in names])
    for made, time in sample_captures():
        load(db, snapshot(made, time), made)
    mark_gone(db, str(page(organisation="police/southshire").url), dt.datetime(2020, 1, 1, tzinfo=dt.UTC))


def answer(db: Database, sql: str) -> str:
    """Return the answer to a query as docs/database.md shows it: columns, then a line a row."""
    cursor = db.execute(sql)
    lines = [" | ".join(column[0] for column in cursor.description)]
    lines += [" | ".join("null" if value is None else str(value) for value in row) for row in cursor]
    return "\n".join(lines)
