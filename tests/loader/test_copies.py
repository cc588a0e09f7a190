"""Copies that lost something: whatever is lost, in whatever order, no judgment goes and no change of one is told."""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.extraction import Extraction
from scraper.document.blocks import RawBlock
from scraper.document.read import read_document
from scraper.fixtures.cases import Case
from scraper.loader.load import load
from scraper.parsers.grades import read_badge
from scraper.parsers.parse import parse_page
from scraper.store.sqlite import Database
from tests.support.amount import amount
from tests.support.empty import empty_database

from .compare import check_sound, differing
from .pages import snapshot

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = (
    "assessment/staffordshire-2016",
    "assessment/derbyshire-2015-last-years-grade-in-prose",
    "assessment/thames-valley-2017-final-with-bullets",
    "report/avon-fire-2023-25-grade-table",
)
OF_A_PROGRAMME = ("report/british-transport-police-2024-areas-in-a-table",)
"""Its head has no sentences that judge, and a copy without it is of no month."""
TIMES = [f"2026-0{month}-01T00:00:00" for month in range(1, 6)]
Damage = Callable[[list[RawBlock], Extraction], list[RawBlock]]


@lru_cache(maxsize=8)
def whole(page: str) -> tuple[list[RawBlock], Extraction, str]:
    case = Case(FIXTURES / page)
    found = case.extraction
    assert found.page is not None and found.page.url is not None
    return read_document(case.body).blocks, found, found.page.url


def cut_at_start(blocks: list[RawBlock], found: Extraction) -> list[RawBlock]:
    """Begin behind the title and the last place where the page sums its judgments up."""
    assert found.record is not None
    summed = [w.block for j in found.record.judgments for w in j.witnesses if w.source in ("headline", "table")]
    last = max(block for block in summed if block is not None)
    return [block for block in blocks if block.number > last]


def without_badges(blocks: list[RawBlock], found: Extraction) -> list[RawBlock]:
    return [block for block in blocks if read_badge(block.text) is None]


def without_the_last_third(blocks: list[RawBlock], found: Extraction) -> list[RawBlock]:
    return blocks[: len(blocks) * 2 // 3]


def without_sentences(blocks: list[RawBlock], found: Extraction) -> list[RawBlock]:
    assert found.record is not None
    places = {w.block for j in found.record.judgments for w in j.witnesses if w.source in ("headline", "prose")}
    return [block for block in blocks if block.number not in places]


DAMAGES: tuple[Damage, ...] = (cut_at_start, without_badges, without_the_last_third, without_sentences)


def written(blocks: list[RawBlock]) -> bytes:
    """Write blocks as a page; what stood in cells or lists stands in paragraphs."""
    lines = []
    for block in blocks:
        tag = f"h{block.level}" if block.level else "p"
        lines.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    return f"<html lang='en'><body><main>{''.join(lines)}</main></body></html>".encode()


def copy(page: str, damages: tuple[Damage, ...]) -> Extraction:
    blocks, found, url = whole(page)
    for damage in damages:
        blocks = damage(blocks, found)
    return parse_page(written(blocks), url)


def put(db: Database, made: Extraction, time: str) -> None:
    load(db, snapshot(made, time, salt=time), made)


def judgments(db: Database) -> dict[str, tuple[str, str | None]]:
    return {key: (status, grade) for key, status, grade in db.execute("SELECT id, status, grade FROM judgments")}


@settings(max_examples=amount(10, 100), deadline=None)
@given(
    st.sampled_from(PAGES + OF_A_PROGRAMME),
    st.lists(st.sets(st.sampled_from(DAMAGES), min_size=1), min_size=1, max_size=4),
)
def test_no_copy_takes_a_judgment_away(page: str, losses: list[set[Damage]]) -> None:
    copies = [copy(page, tuple(d for d in DAMAGES if d in lost)) for lost in losses]
    with TemporaryDirectory() as folder:
        db, other = empty_database(Path(folder, "one.db")), empty_database(Path(folder, "other.db"))
        put(db, copy(page, ()), "2020-01-01T00:00:00")
        before = judgments(db)
        captures = [one for one in zip(copies, TIMES, strict=False) if one[0].refused is None]
        for made, time in captures:
            put(db, made, time)
        graded = {key: verdict for key, verdict in before.items() if verdict[1]}
        assert graded.items() <= judgments(db).items()
        told = (
            "SELECT row_id, column_name FROM changes WHERE table_name = 'judgments' AND column_name IN ('grade', '*')"
        )
        assert [row for row in db.execute(told) if row[0] in graded] == []
        check_sound(db)
        for made, time in reversed(captures):
            put(other, made, time)
        put(other, copy(page, ()), "2020-01-01T00:00:00")
        assert differing(db, other) == {}
        db.close()
        other.close()


@pytest.mark.parametrize("page", PAGES)
def test_a_copy_that_begins_late_takes_nothing_away_and_adds_no_prose(page: str, db: Database) -> None:
    put(db, copy(page, ()), "2020-01-01T00:00:00")
    shown = "SELECT title, introduction, inspector_name FROM assessments"
    before, rows = db.execute(shown).fetchall(), db.execute("SELECT id FROM findings ORDER BY id").fetchall()
    titles = db.execute("SELECT title, url FROM pages").fetchall()
    put(db, copy(page, (cut_at_start,)), "2026-01-01T00:00:00")
    assert "copy_incomplete" in {row[0] for row in db.execute("SELECT code FROM problems")}
    assert db.execute(shown).fetchall() == before
    assert db.execute("SELECT id FROM findings ORDER BY id").fetchall() == rows
    assert db.execute("SELECT title, url FROM pages").fetchall() == titles
    assert db.table("changes").count == 0
    put(db, copy(page, ()), "2026-02-01T00:00:00")
    assert "copy_incomplete" not in {row[0] for row in db.execute("SELECT code FROM problems")}
    assert db.table("kept_values").count == 0
