"""Reports of a region that come from several places: who speaks for the rows that each of them states."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from schemas.extraction import Extraction
from scraper import __version__
from scraper.fetcher.snapshot import Snapshot
from scraper.loader.captures import stale
from scraper.loader.gone import mark_gone
from scraper.loader.load import load, load_groups, reparse
from scraper.loader.restated import unlike_readings
from scraper.parsers.parse import parse_page
from scraper.store.sqlite import Database
from tests.support.empty import empty_database

from .compare import check_sound, content

BODY = (
    Path(__file__).parents[2] / "fixtures/report/west-midlands-region-2024-a-grade-for-each-force/page.html"
).read_text("utf-8")
SITE = "https://hmicfrs.justiceinspectorates.gov.uk/publication-html/"
REGION = f"{SITE}inspection-of-the-west-midlands-regional-response-to-serious-and-organised-crime/"
AGAIN = f"{SITE}west-midlands-regional-response-to-serious-and-organised-crime/"
Item = tuple[Snapshot, Extraction]


@cache
def item(url: str | None, day: int, *changes: tuple[str, str]) -> Item:
    """Return a capture of the report on a day of June 2024, with changes of its text; without an address it names none."""
    body = BODY if url else re.sub(r"<link[^>]*canonical[^>]*>", "", BODY)
    for old, new in changes:
        assert old in body
        body = body.replace(old, new)
    at = dt.datetime(2024, 6, day, tzinfo=dt.UTC)
    return Snapshot(body.encode(), url, at, "warc"), parse_page(body.encode(), url)


OTHER_GRADE = ("West Mercia Police is good at", "West Mercia Police is adequate at")
FORCE = "police/west-mercia/serious-organised-crime/2024-05"
OTHER_MONTH = ("Published on: 14 May 2024", "Published on: 14 June 2024")
OTHER_WORDS = ("</main>", "<p>One sentence more.</p></main>")
CAPTURES = (item(REGION, 1), item(None, 2, OTHER_GRADE), item(AGAIN, 3, OTHER_WORDS), item(REGION, 4, OTHER_MONTH))


def loaded(path: Path, captures: Sequence[Item], group: int = 1) -> Database:
    db = empty_database(path)
    list(load_groups(db, captures, group))
    return db


def grades(db: Database) -> dict[str, tuple[str, str]]:
    sql = "SELECT j.assessment, j.grade, j.page FROM judgments j"
    return {key: (grade, page) for key, grade, page in db.execute(sql)}


def today(db: Database) -> list[tuple[str, str]]:
    """What the history of the judgments says of now."""
    return list(db.execute("SELECT judgment, grade FROM judgment_history WHERE until IS NULL ORDER BY judgment"))


def test_the_order_of_loading_does_not_tell_which_report_speaks(tmp_path: Path) -> None:
    wanted = None
    for number, order in enumerate(permutations(CAPTURES)):
        db = loaded(tmp_path / f"{number}.db", order, group=(1, 2, 3)[number % 3])
        wanted = wanted or content(db)
        assert content(db) == wanted, number
        assert today(db) == db.execute("SELECT id, grade FROM judgments ORDER BY id").fetchall()
        assert list(unlike_readings(db, __version__)) == []
        check_sound(db)
        db.close()


def test_the_report_is_a_page_of_each_assessment_that_it_makes(tmp_path: Path) -> None:
    db = loaded(tmp_path / "peel.db", [item(REGION, 1)])
    mark_gone(db, REGION, dt.datetime(2024, 7, 1, tzinfo=dt.UTC))
    (seen,) = db.execute("SELECT last_seen FROM pages").fetchone()
    sql = "SELECT pages, gone, last_seen, unread, warnings, text_coverage FROM coverage"
    found = db.execute(sql).fetchall()
    assert len(found) == len(grades(db)) > 3
    assert {row[:3] for row in found} == {(1, 1, seen)} and all(None not in row for row in found)


@pytest.mark.parametrize("first", [0, 1])
def test_the_report_whose_address_is_known_speaks_and_the_other_one_is_heard(first: int, tmp_path: Path) -> None:
    both = (item(REGION, 1), item(None, 2, OTHER_GRADE))
    db = loaded(tmp_path / "peel.db", (both[first], both[1 - first]))
    found = grades(db)
    assert found[FORCE][0] == "good"
    assert len({page for _, page in found.values()}) == 1
    said = db.execute(
        "SELECT grade FROM witnesses WHERE judgment LIKE ? || '/%' ORDER BY position", (FORCE,)
    ).fetchall()
    assert said == [("good",), ("adequate",)]
    assert db.execute("SELECT count(*) FROM problems WHERE code = 'pages_disagree'").fetchone() == (1,)
    assert {f"{key}/area/serious-and-organised-crime": grade for key, (grade, _) in found.items()} == dict(today(db))


def test_what_one_report_states_no_more_is_what_the_other_says(tmp_path: Path) -> None:
    db = loaded(tmp_path / "peel.db", (item(REGION, 1), item(AGAIN, 1)))
    named = {page for _, page in grades(db).values()}
    load(db, *item(REGION, 3, OTHER_MONTH))
    found = grades(db)
    of_may = {page for key, (_, page) in found.items() if key.endswith("2024-05")}
    of_june = {page for key, (_, page) in found.items() if key.endswith("2024-06")}
    assert len(named) == len(of_may) == len(of_june) == 1 and of_may != of_june and named == of_june
    assert db.execute("SELECT count(*) FROM findings WHERE assessment LIKE '%-05'").fetchone()[0] > 0
    check_sound(db)


def test_a_capture_that_turns_out_to_be_of_the_other_report_takes_its_rows_along(tmp_path: Path) -> None:
    db = loaded(tmp_path / "peel.db", (item(REGION, 1), item(None, 2, OTHER_GRADE)))
    (stored,) = (one for one in stale(db, "newer") if one.url is None)
    said = item(None, 2, OTHER_GRADE)[1]
    page = said.page.model_copy(update={"url": REGION})
    reparse(db, stored, said.model_copy(update={"page": page}), parser_version="newer")
    assert db.execute("SELECT count(*) FROM pages").fetchone() == (1,)
    assert grades(db)[FORCE][0] == "adequate"
    check_sound(db)
