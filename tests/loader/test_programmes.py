"""What the database says of how a capture was read, and of the programme that an assessment is of."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from schemas.vocabulary import Grade, Pillar
from scraper.loader.database import reading
from scraper.loader.load import load
from scraper.loader.publish import Publication
from scraper.parsers.parse import parse_page
from scraper.store.sqlite import Database

from .pages import STAFFORDSHIRE, assessment_page, overview_page, page, refused_page, snapshot

FIXTURES = Path(__file__).parents[2] / "fixtures"
VETTING = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
VETTED = (FIXTURES / "report" / "cumbria-vetting-2022-grade-in-a-heading" / "page.html").read_bytes()


def laid_out(layout: str | None) -> Extraction:
    made = assessment_page()
    return made.model_copy(update={"page": made.page.model_copy(update={"layout": layout})})


def rows(db: Database, sql: str) -> list[tuple[object, ...]]:
    return list(db.execute(sql).fetchall())


def test_a_loaded_page_has_the_layout_that_it_was_read_by(db: Database) -> None:
    made = laid_out("force-2014")
    load(db, snapshot(made), made)
    assert rows(db, "SELECT page, layout FROM snapshots") == [(f"{STAFFORDSHIRE}/assessment", "force-2014")]


def test_a_page_that_was_refused_or_of_no_layout_has_none(db: Database) -> None:
    for made in (refused_page(), laid_out(None)):
        load(db, snapshot(made), made)
    assert rows(db, "SELECT layout FROM snapshots") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("organisation", "round_id", "programme"),
    [("police/staffordshire", "2016", "peel"), ("fire/avon", "2018-19", "frs")],
)
def test_an_assessment_is_of_the_main_programme_of_its_body(
    organisation: str, round_id: str, programme: str, db: Database
) -> None:
    made = assessment_page({Pillar.EFFICIENCY: Grade.GOOD}, where=page(organisation=organisation, round_id=round_id))
    load(db, snapshot(made), made)
    assert rows(db, "SELECT id, programme FROM assessments") == [(f"{organisation}/{round_id}", programme)]


def test_an_inspection_of_a_programme_of_its_own_names_it(db: Database) -> None:
    made = parse_page(
        VETTED, VETTING + "effectiveness-of-vetting-and-counter-corruption-arrangements-in-cumbria-constabulary/"
    )
    load(db, snapshot(made), made)
    assert rows(db, "SELECT id, round, programme FROM assessments") == [
        ("police/cumbria/vetting/2022-11", "2022-11", "vetting")
    ]
    assert rows(db, "SELECT layout FROM snapshots") == [("vetting",)]
    assert rows(db, "SELECT question_key, status, grade FROM judgments") == [
        ("area/vetting-and-counter-corruption", "graded", "requires_improvement")
    ]


def test_a_page_of_many_is_of_no_assessment_and_so_of_no_programme(db: Database) -> None:
    load(db, snapshot(overview_page()), overview_page())
    assert rows(db, "SELECT programme FROM assessments") == []


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_database_gets_programmes_and_layouts_it_had_not(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    shutil.copy(FIXTURES / "databases" / f"peel-v{version}.db", path)
    conn = sqlite3.connect(path)
    before = conn.execute("SELECT id FROM assessments").fetchall()
    captures = conn.execute("SELECT count(*) FROM snapshots").fetchone()[0]
    conn.close()
    assert before
    made = laid_out("force")
    with Publication(path) as run:
        assert rows(run.db, "SELECT id, programme FROM assessments") == [(key, "peel") for (key,) in before]
        assert rows(run.db, "SELECT layout FROM snapshots") == [(None,)] * captures
        load(run.db, snapshot(made, "2030-01-01T00:00:00"), made)
        run.publish()
    with reading(path) as db:
        newest = "SELECT layout FROM snapshots ORDER BY captured_at DESC LIMIT 1"
        assert db.execute(newest).fetchall() == [("force",)]
