"""Sums close on a sound database; what does not close is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scraper.quality.current import current_profiles
from scraper.quality.parts import Part, look, part_of_pages
from scraper.quality.sums import Sum, by_level, database_sums, open_sums, run_sums, tallies
from scraper.quality.verdict import current_flags
from scraper.store.sqlite import Database

from .build import database, fixtures, forces

TYPES = ("assessment", "pillar", "findings", "report", "data_table", "overview", "other_reports", "failure", "news")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = database(tmp_path)
    yield made
    made.close()


def sums(db: Database) -> list[Sum]:
    """The sums of a database in which nothing is missing by name but what its own pages name."""
    pages = current_profiles(db)
    parts = look(db, pages, part_of_pages(db)).values()
    stated = [tally for _, tally in tallies(db, pages, current_flags(db))]
    return database_sums(db, [*(replace(part, tallies=[]) for part in parts), Part(tallies=stated)])


def test_every_sum_over_the_fixtures_closes(db: Database) -> None:
    fixtures(db, *TYPES)
    found = sums(db)
    assert [one.line() for one in found if not one.closes] == []
    assert {one.level for one in found} == {
        "captures kept", "pages in the database", "judgments expected", "sections expected", "figures expected",
        "characters visible",
    }  # fmt: skip
    refused = next(one for one in found if one.level == "captures kept").parts
    assert refused["refused: soft_404"] >= 1


def test_the_expected_numbers_of_ten_pages(db: Database) -> None:
    forces(db)
    found = {one.level: (one.whole, dict(one.parts)) for one in sums(db)}
    assert found["judgments expected"] == (30, {"found": 30})
    assert found["figures expected"] == (150, {"found": 150})
    assert found["sections expected"] == (100, {"found": 100})
    characters, parts = found["characters visible"]
    assert characters == sum(parts.values()) > 100_000


@pytest.mark.parametrize(
    ("sql", "level"),
    [
        ("DELETE FROM context WHERE assessment = 'police/kent/2016' AND section = 'Context'", "sections expected"),
        ("DELETE FROM key_facts WHERE assessment = 'police/kent/2016'", "sections expected"),
        ("UPDATE snapshots SET page = NULL WHERE id = (SELECT snapshot FROM pages LIMIT 1)", "captures kept"),
        ("DELETE FROM _readings WHERE snapshot = (SELECT snapshot FROM pages LIMIT 1)", "pages in the database"),
    ],
)
def test_a_sum_that_does_not_close_is_named(sql: str, level: str, db: Database) -> None:
    forces(db)
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute(sql)
    if level == "captures kept":
        db.conn.execute(
            "UPDATE pages SET snapshot = 'x' WHERE snapshot IN (SELECT id FROM snapshots WHERE page IS NULL)"
        )
    flags = open_sums(sums(db))
    assert any(flag.message.startswith(level) and "unexplained" in flag.message for flag in flags)
    assert all(flag.severity == "error" for flag in flags)


def test_the_sums_of_a_run() -> None:
    captures = Counter({"arrived": 5, "loaded": 3, "refused: soft_404": 1, "known before": 1})
    planned, read = run_sums(7, Counter({"loaded": 3, "unchanged": 1, "rejected": 1, "not_reached": 2}), captures)
    assert planned.closes and planned.line() == "pages planned: 7 = 3 loaded + 2 not reached + 1 rejected + 1 unchanged"
    assert read.closes and read.whole == 5
    captures["loaded"] -= 1
    lost, _ = run_sums(8, Counter({"loaded": 7}), captures)
    assert not lost.closes and lost.line().endswith("+1 unexplained")
    assert [flag.code for flag in open_sums(run_sums(8, Counter({"loaded": 7}), captures))] == ["sum_open", "sum_open"]


def test_groups_are_joined_for_a_person() -> None:
    one, other = (
        Sum("judgments expected", 3, {"found": 3}, "a"),
        Sum("judgments expected", 4, {"found": 2, "missing by name": 2}, "b"),
    )
    (joined,) = by_level([one, other])
    assert joined.line() == "judgments expected: 7 = 5 found + 2 missing by name"
    assert other.line() == "judgments expected, b: 4 = 2 found + 2 missing by name"
