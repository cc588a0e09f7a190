"""Pages that are of no one assessment: what becomes of regional reports, areas, organisations, letters, publications."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from scraper.loader.load import LoadResult, load
from scraper.parsers.parse import parse_page
from scraper.quality.checks import organisation_differs
from scraper.store.sqlite import Database

from .compare import check_sound
from .pages import snapshot

FIXTURES = Path(__file__).parents[2] / "fixtures"
REGION = "report/west-midlands-region-2024-a-grade-for-each-force"
SOC = "serious-organised-crime/2024-05"
LETTER = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/kent-police-cause-of-concern-letter/"
NOBODY = b"<html><body><main><h1>Kent Police: cause of concern letter</h1><h2>Letter information</h2><p>From: One</p><p>To: Two</p><h2>Background</h2><p>It is late.</p><p>The force should:</p><ul><li>be early.</li></ul></main></body></html>"


def parsed(case: str, change: tuple[str, str] = ("", "")) -> Extraction:
    folder = FIXTURES / case
    body = (folder / "page.html").read_text("utf-8").replace(*change)
    return parse_page(body.encode(), json.loads((folder / "meta.json").read_text("utf-8"))["url"])


def put(db: Database, made: Extraction, day: str = "2024-06-01T08:00:00") -> LoadResult:
    assert made.refused is None
    return load(db, snapshot(made, day), made)


def rows(db: Database, sql: str, *values: str) -> list[tuple[object, ...]]:
    return list(db.execute(sql, list(values)).fetchall())


GRADED = "SELECT a.id, a.organisation, a.programme, a.round, j.id, j.grade FROM assessments a JOIN judgments j ON j.assessment = a.id ORDER BY a.id"


def test_a_regional_report_makes_an_assessment_for_each_that_it_grades(db: Database) -> None:
    put(db, parsed(REGION))
    grades = {
        "police/staffordshire": "requires_improvement", "police/warwickshire": "adequate", "police/west-mercia": "good",
        "region/west-midlands": "good",
    }  # fmt: skip
    assert rows(db, GRADED) == [
        (f"{key}/{SOC}", key, SOC.split("/")[0], "2024-05", f"{key}/{SOC}/area/serious-and-organised-crime", grade)
        for key, grade in sorted(grades.items())
    ]
    assert rows(db, "SELECT assessment, type FROM pages") == [(None, "report")]
    asked = "SELECT kind, assessment, organisation FROM recommendations ORDER BY rowid"
    assert rows(db, asked) == [
        ("innovative_practice", f"region/west-midlands/{SOC}", "region/west-midlands"),
        ("area_for_improvement", f"police/staffordshire/{SOC}", "police/staffordshire"),
        ("cause_of_concern", f"police/warwickshire/{SOC}", "police/warwickshire"),
        ("recommendation", f"police/warwickshire/{SOC}", "police/warwickshire"),
    ]
    assert rows(db, "SELECT kind FROM organisations WHERE id = 'region/west-midlands'") == [("regional",)]
    assert rows(db, "SELECT count(*) FROM findings WHERE id NOT LIKE assessment || '/findings/report/%'") == [(0,)]
    assert rows(db, "SELECT count(*) FROM judgment_states") == [(4,)]
    assert list(organisation_differs(db, [])) == []
    check_sound(db)


LESS = ("Warwickshire Police is adequate", "Warwickshire Police is good")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_newer_capture_of_a_regional_report_speaks_whatever_the_order(order: tuple[int, int], db: Database) -> None:
    gone = parsed(
        REGION, ('<h2 id="x">West Mercia Police</h2>\n<p>West Mercia Police is good', "<p>The neighbour is good")
    )
    captures = [(parsed(REGION), "2024-06-01T08:00:00"), (gone, "2024-07-01T08:00:00")]
    for place in order:
        put(db, *captures[place])
    told = rows(db, "SELECT organisation FROM assessments WHERE organisation LIKE 'police/%' ORDER BY organisation")
    graded = rows(db, "SELECT assessment FROM judgments WHERE assessment LIKE 'police/west-mercia/%'")
    assert ("police/staffordshire",) in told
    assert len(graded) == 1  # the copy says that a part of the list of contents is missing, and takes nothing away
    check_sound(db)


def test_a_regional_report_under_another_reading_takes_its_rows_along(db: Database) -> None:
    put(db, parsed(REGION))
    other = parsed(REGION, ("Published on: 14 May 2024", "Published on: 14 June 2024"))
    put(db, other, "2024-08-01T08:00:00")
    found = rows(db, "SELECT DISTINCT round FROM assessments ORDER BY round")
    assert ("2024-06",) in found
    assert rows(db, "SELECT count(*) FROM findings WHERE assessment LIKE '%/2024-05'") == [(0,)]
    check_sound(db)


@pytest.mark.parametrize(
    ("case", "table", "prefix"),
    [
        ("area/kent-of-today-in-no-round", "context", "police/kent/area/context/"),
        ("area/kent-of-today-in-no-round", "key_facts", "police/kent/area/key-facts/"),
        ("landing/kent-police-key-facts-of-an-organisation", "key_facts", "police/kent/landing/key-facts/"),
    ],
)
def test_what_is_an_organisations_own_is_of_no_assessment(case: str, table: str, prefix: str, db: Database) -> None:
    put(db, parsed(case))
    found = rows(db, f"SELECT id, assessment, organisation FROM {table}")
    assert found
    assert all(str(key).startswith(prefix) for key, *_ in found)
    assert {rest for _, *rest in map(list, found) for rest in [tuple(rest)]} == {(None, "police/kent")}
    assert rows(db, "SELECT count(*) FROM assessments") == [(0,)]
    assert list(organisation_differs(db, [])) == []
    check_sound(db)


def test_what_the_force_says_stands_beside_its_assessment(db: Database) -> None:
    put(db, parsed("area/staffordshire-2016-what-the-force-says"))
    found = rows(db, "SELECT DISTINCT assessment, organisation FROM context")
    assert found == [("police/staffordshire/2016", "police/staffordshire")]


def test_a_letter_of_no_known_round_has_its_rows(db: Database) -> None:
    made = parse_page(NOBODY, LETTER)
    assert (made.page.organisation, made.page.assessment) == ("police/kent", None)
    put(db, made)
    place = "police/kent/letter/kent-police-cause-of-concern-letter"
    assert rows(db, "SELECT id, assessment, organisation, sender FROM letters") == [(place, None, "police/kent", "One")]
    asked = rows(db, "SELECT id, assessment, organisation, kind FROM recommendations ORDER BY rowid")
    assert [row[1:] for row in asked] == [
        (None, "police/kent", "cause_of_concern"),
        (None, "police/kent", "recommendation"),
    ]
    assert all(str(row[0]).startswith(f"{place}/recommendations/") for row in asked)
    check_sound(db)


def test_a_publication_has_a_row_and_texts_that_are_found(db: Database) -> None:
    put(db, parsed("publication/child-protection-aims-of-a-programme"))
    key = "publication-html-national-child-protection-inspection-programme-what-we-look-at"
    assert rows(db, "SELECT id, published, programme, organisation FROM publications") == [
        (key, dt.date(2024, 4, 16).isoformat(), "child-protection", None)
    ]
    sql = "SELECT section, position, kind, text FROM publication_texts WHERE publication = ? ORDER BY rowid"
    assert rows(db, sql, key)[:2] == [
        ("Aims", 1, "paragraph", "We want children to be safe."),
        ("How we grade", 1, "paragraph", "There are five grades, from outstanding to inadequate."),
    ]
    found = "SELECT count(*) FROM publication_texts_fts WHERE publication_texts_fts MATCH 'children'"
    assert rows(db, found) == [(1,)]
    assert rows(db, "SELECT count(*) FROM findings") == [(0,)]
    check_sound(db)


def test_a_publication_about_one_force_says_so_and_a_landing_page_has_its_day(db: Database) -> None:
    put(db, parsed("publication/surrey-police-review-of-one-force"))
    put(db, parsed("landing/nottinghamshire-child-protection-day-and-letter"))
    assert rows(db, "SELECT organisation, published FROM publications ORDER BY id") == [
        ("police/surrey", "2021-06-02"), (None, "2024-11-08"),
    ]  # fmt: skip
    assert rows(db, "SELECT count(*) FROM links WHERE page LIKE 'landing/%'") == [(2,)]


def test_the_introduction_of_a_publication_is_searched_too(db: Database) -> None:
    put(db, parsed("publication/annex-to-a-letter-about-all-forces"))
    found = rows(db, "SELECT section, block FROM publication_texts WHERE text LIKE 'This annex%'")
    assert found == [("Introduction", None)]
