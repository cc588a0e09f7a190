"""The database that docs/database.md asks: Staffordshire as published, two forces and a service that do not exist."""

from __future__ import annotations

import datetime as dt

from schemas.extraction import Extraction
from schemas.rows import OrganisationRow
from schemas.vocabulary import Grade, Pillar, Status
from scraper.loader.dataset import write_dataset
from scraper.loader.gone import mark_gone
from scraper.loader.load import load, set_organisations
from scraper.loader.migrations import SCHEMA_VERSION
from scraper.store.sqlite import Database

from .graded import ADEQUATE, GOOD, INADEQUATE, WEAK, force_page, report_page
from .pages import (
    assessment_page,
    before_grading,
    letter_page,
    other_reports_page,
    page,
    pillar_page,
    publication_page,
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
        (publication_page(), "2019-07-03T08:00:00"),
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


NORTH, SOUTH, FIRE = "police/northshire", "police/southshire", "fire/northshire"
REGIONS = {
    NORTH: ("North East", "E23900001"),
    SOUTH: ("South East", "E23900002"),
    FIRE: ("North East", "E31900001"),
    "police/staffordshire": ("West Midlands", "E23000015"),
}
"""Region and code: those of the forces and the service that do not exist are made up."""


def later_captures() -> list[tuple[Extraction, str]]:
    """Reports of the rounds since 2021, on the scale of five, and a fire service of the same name."""
    day = dt.date
    effectiveness, efficiency, people = Pillar.EFFECTIVENESS, Pillar.EFFICIENCY, Pillar.PEOPLE
    old, new = ("preventing-crime", "investigating-crime", "managing-offenders"), "area for improvement"
    return [
        (report_page(NORTH, "2021-22", dict(zip(old, (GOOD, ADEQUATE, INADEQUATE), strict=True)),
                     published=day(2022, 6, 30), inspected=(day(2022, 1, 1), day(2022, 3, 31)),
                     asks={"managing-offenders": f"An {new}: visit offenders more often."}), "2022-07-01T08:00:00"),
        (report_page(NORTH, "2023-25", dict(zip(old, (ADEQUATE, GOOD, ADEQUATE), strict=True)),
                     published=day(2025, 3, 20), inspected=(day(2024, 9, 1), day(2024, 11, 30)),
                     asks={"managing-offenders": f"An {new}: keep the records of offenders."}), "2025-03-21T08:00:00"),
        (report_page(SOUTH, "2021-22", {"preventing-crime": WEAK, "investigating-crime": WEAK},
                     published=day(2022, 9, 15), asks={"preventing-crime": f"An {new}: analyse problems."}),
         "2022-09-16T08:00:00"),
        (force_page(FIRE, "2018-19", {effectiveness: GOOD, efficiency: WEAK, people: GOOD}, dated=day(2019, 12, 17)),
         "2020-01-05T08:00:00"),
        (force_page(FIRE, "2021-22", {effectiveness: WEAK, efficiency: GOOD, people: INADEQUATE}, dated=day(2022, 7, 27)),
         "2022-08-01T08:00:00"),
    ]  # fmt: skip


def fill_for_questions(db: Database) -> None:
    """Fill what docs/database.md asks: the sample, the later reports, and two public tables beside them."""
    fill(db)
    rows = [organisation(key, key.split("/")[1].capitalize()) for key in REGIONS]
    set_organisations(
        db,
        [row._replace(region=REGIONS[row.id][0], ons_code=REGIONS[row.id][1], country="England") for row in rows],
    )
    for made, time in later_captures():
        load(db, snapshot(made, time), made)
    db.execute("CREATE TABLE home_office_workforce (geocode TEXT, financial_year TEXT, officers_fte REAL)")
    workforce = [("E23900001", "2024/25", 1810.5), ("E23900002", "2021/22", 2405.0), ("E23900001", "2021/22", 1750.0)]
    db.conn.executemany("INSERT INTO home_office_workforce VALUES (?, ?, ?)", workforce)
    db.execute("CREATE TABLE ons_population (area_code TEXT, mid_year INTEGER, people INTEGER)")
    people = [("E23900001", 2022, 900000), ("E23900002", 2022, 1500000), ("E31900001", 2022, 900000)]
    db.conn.executemany("INSERT INTO ons_population VALUES (?, ?, ?)", people)
    db.conn.commit()
    write_dataset(db, SCHEMA_VERSION)


def answer(db: Database, sql: str) -> str:
    """Return the answer to a query as docs/database.md shows it: columns, then a line a row."""
    cursor = db.execute(sql)
    lines = [" | ".join(column[0] for column in cursor.description)]
    lines += [" | ".join("null" if value is None else str(value) for value in row) for row in cursor]
    return "\n".join(lines)
