"""Judgments as cells: whose, of what, in which round, how graded, and where the page says so."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from schemas.questions import QUESTIONS
from schemas.vocabulary import MAIN_PROGRAMME, PILLAR_LABEL, ROUND_BY_KEY, Pillar

from .words import MARKS, Mark, programme_in_words, spaced

_ROUND = re.compile(r"(?P<year>\d{4})(?:-(?P<second>\d\d))?(?!\d)")
_MONTHS = 12
KEPT = "no longer stated, kept from an older capture"
MAIN = frozenset(programme.value for programme in MAIN_PROGRAMME.values())
"""The programmes whose rounds everybody is inspected in."""
KEPT_GRADES = """(SELECT row_id AS judgment, value, snapshot, block FROM kept_values
    WHERE table_name = 'judgments' AND column_name = 'grade')"""
"""The grades that the newest capture no longer states, each with the capture and the block that did."""
_SQL = f"""SELECT g.judgment, g.assessment, g.organisation, g.round, g.programme, g.grade_scale, g.pillar, g.question,
  coalesce(g.question_key, '?'), g.status, g.grade, g.date, g.date_basis, g.grade_before, g.step,
  g.round_before, j.agreement, j.carried_from, j.previous_grade, j.previous_round, coalesce(k.snapshot, j.snapshot),
  CASE WHEN k.snapshot IS NULL THEN j.block ELSE k.block END, substr(s.captured_at, 1, 10), k.snapshot IS NOT NULL
FROM grades_long g JOIN judgments j ON j.id = g.judgment
LEFT JOIN {KEPT_GRADES} k ON k.judgment = j.id
JOIN snapshots s ON s.id = coalesce(k.snapshot, j.snapshot)
WHERE (:organisation IS NULL OR g.organisation = :organisation)
  AND (:topic IS NULL OR g.topic = :topic OR g.question_key = :topic)
ORDER BY g.organisation, g.judgment"""


@dataclass(frozen=True)
class Cell:
    """A judgment; `grade` and `status` are words of the vocabulary, `date` is its best one (ISO 8601).

    `basis` says what the date is, `captured` is the day of the capture that says so, an older one where the newest
    states the grade no more (`is_kept`); `step` is how many places the grade moved on the scale since `round_before`, None
    across scales.
    """

    judgment: str
    assessment: str
    organisation: str
    round: str
    programme: str
    scale: int | None
    pillar: str | None
    question: str | None
    key: str
    status: str
    grade: str | None
    date: str | None
    basis: str | None
    grade_before: str | None
    step: int | None
    round_before: str | None
    agreement: int | None
    carried_from: str | None
    previous_grade: str | None
    previous_round: str | None
    snapshot: str
    block: int | None
    captured: str | None
    is_kept: int = 0

    @cached_property
    def topic(self) -> str:
        """What is followed from round to round: the last part of the key, which a question shares with its area."""
        return self.key.rpartition("/")[2]

    @property
    def mark(self) -> Mark:
        """How the grade, or its absence, is shown."""
        return MARKS[self.grade or self.status]

    @property
    def when(self) -> str:
        """The date in words, as exact as it is known: a month is no day, the end of an inspection no publication."""
        if self.date and self.basis == "month_of_publication":
            return self.date[:7]
        return f"inspected to {self.date}" if self.date and self.basis == "inspected_to" else self.date or ""

    @property
    def day(self) -> str:
        """The same; where no page states any, the day on which the page was seen to say so."""
        return self.when or (f"seen {self.captured}" if self.captured else "")

    @property
    def again(self) -> str:
        """From which round the page prints the grade again; empty where it is of its own."""
        return f"printed again from {self.carried_from}" if self.carried_from else ""

    @property
    def told(self) -> str:
        """The round, with what makes the grade an older one: that it is carried over, or no longer stated."""
        return ", ".join(filter(None, (self.round, self.again, KEPT if self.is_kept else "")))

    @property
    def inspection(self) -> str:
        """The programme in words."""
        return programme_in_words(self.programme)

    @property
    def is_main(self) -> bool:
        """Return whether it is of the body's main programme, whose rounds everybody is inspected in."""
        return self.programme in MAIN

    @property
    def before(self) -> str:
        """Where the grade comes from, or what it was before; empty where the page says nothing."""
        if self.is_kept:
            return KEPT
        if self.carried_from:
            return self.again
        when = f" ({self.previous_round})" if self.previous_round else ""
        moved = self.previous_grade and self.previous_grade != self.grade
        return f"before: {spaced(self.previous_grade)}{when}" if moved else ""


def read_cells(db: sqlite3.Connection, organisation: str | None = None, topic: str | None = None) -> list[Cell]:
    """Return the judgments of the database, of one organisation or of one topic (a pillar, a key, its last part)."""
    rows = db.execute(_SQL, {"organisation": organisation, "topic": topic}).fetchall()
    return [Cell(*row) for row in rows]


def round_place(round_id: str) -> tuple[int, int, str]:
    """Return where a round stands in time, as year and month of its beginning; what is undated comes first."""
    found = _ROUND.match(round_id)
    if found is None:
        return 0, 0, round_id
    year, second = int(found["year"]), int(found["second"] or 0)
    is_month = 1 <= second <= _MONTHS and second <= year % 100
    return year, second if is_month else 0, round_id


def main_rounds(kind: str) -> list[str]:
    """Return the rounds of a body (`police`, `fire`) that the vocabulary knows, oldest first."""
    return sorted((r for of, r in ROUND_BY_KEY if of == kind), key=round_place)


@cache
def _places() -> dict[str, int]:
    pillars = [pillar.value for pillar in Pillar]
    areas = [question.topic for question in QUESTIONS if question.pillar is None]
    return {topic: n for n, topic in enumerate(dict.fromkeys([*pillars, *areas, *(q.topic for q in QUESTIONS)]))}


def topic_place(topic: str) -> tuple[int, str]:
    """Return where a topic stands: pillars, then areas, then questions that no area continues."""
    return _places().get(topic, len(_places())), topic


def topic_label(topic: str) -> str:
    """Return the short name of a pillar, question or area by its topic or key."""
    words = topic.rpartition("/")[2].replace("-", " ").strip()
    return words[:1].upper() + words[1:] or "Unnamed"


def is_pillar(topic: str) -> bool:
    """Return whether a topic is a pillar."""
    return topic in set(PILLAR_LABEL)


def newest(cells: Iterable[Cell]) -> dict[tuple[str, str], Cell]:
    """Return the newest graded cell of each organisation and topic; a printed absence only where there is no grade."""
    found: dict[tuple[str, str], Cell] = {}
    for cell in cells:
        key = cell.organisation, cell.topic
        if key not in found or _age(cell) > _age(found[key]):
            found[key] = cell
    return found


def later(cells: Iterable[Cell]) -> dict[tuple[str, str], Cell]:
    """Return, of each organisation and topic whose newest round gives no grade where an older one did, what it says."""
    own = list(cells)
    graded, last = newest(own), {}
    for cell in sorted(own, key=lambda one: round_place(one.round)):
        last[cell.organisation, cell.topic] = cell
    return {key: cell for key, cell in last.items() if round_place(cell.round) > round_place(graded[key].round)}


def last_rounds(cells: Iterable[Cell]) -> dict[str, str]:
    """Return the newest round of each topic."""
    last: dict[str, str] = {}
    for cell in cells:
        last[cell.topic] = max(last.get(cell.topic, ""), cell.round, key=round_place)
    return last


def _age(cell: Cell) -> tuple[bool, tuple[int, int, str]]:
    return cell.grade is not None, round_place(cell.round)


def by_organisation(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """Return the cells of each organisation."""
    groups: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.organisation].append(cell)
    return groups
