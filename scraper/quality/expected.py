"""What a page of each type and round should hold: the expectations that the sums are closed against.

The sections stand with the parser of the assessment pages, which names the missing ones; the pillars with the
rounds of the vocabulary; the questions with their dated rows. This module only lays them together.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass

from sqlite_utils import Database

from schemas.prose_rows import PROSE_TABLES
from schemas.questions import questions_of
from schemas.vocabulary import PageType, find_round
from scraper.loader.views import FIGURES
from scraper.parsers.assessment import EXPECTED

PANEL: tuple[str, ...] = tuple("/".join(figure) for figure in FIGURES)
"""The figures of a key-facts panel: topic, measure, scope."""


LEAST_AREAS = 8
"""Areas that a long report grades at least: some leave out one to three (LAYOUTS-2018-2025), none leaves out more."""


@dataclass(frozen=True)
class Expectation:
    """The judgments (pillars, or keys of questions), sections and figures of a page; `least` judgments of any key."""

    judgments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    least: int = 0


def expectation(body: str, round_id: str | None, page_type: str, pillar: str | None, *, panel: bool) -> Expectation:
    """Give what a page should hold; `panel` says whether it has key facts at all. Nothing for other page types."""
    found = find_round(body, round_id or "")
    if found is None:
        return Expectation()
    figures = PANEL if panel else ()
    if page_type == PageType.ASSESSMENT.value:
        pillars = tuple(p.value for p in found.pillars)
        return Expectation(pillars, EXPECTED.get((body, found.id), ()), figures)
    if page_type == PageType.PILLAR.value and pillar is not None:
        return Expectation(tuple(q.key for q in questions_of(body, found.id, pillar) if q.graded), (), figures)
    if page_type == PageType.REPORT.value:
        return Expectation(figures=figures, least=LEAST_AREAS)
    return Expectation((), (), figures)


def sections_found(db: Database) -> dict[str, set[str]]:
    """Give the sections of which each page has rows."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in (*PROSE_TABLES, "sections"):
        sql = f"SELECT DISTINCT s.page, t.section FROM {table} t JOIN snapshots s ON s.id = t.snapshot"
        for page, section in db.conn.execute(sql):
            found[page].add(sys.intern(section))
    for (page,) in db.conn.execute("SELECT DISTINCT s.page FROM key_facts k JOIN snapshots s ON s.id = k.snapshot"):
        found[page].add("Key facts")
    return found
