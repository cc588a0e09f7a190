"""What was asked of an organisation, counted: by the newest assessment that asks for something."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from .cells import MAIN, round_place
from .words import programme_in_words, spaced

ONCE = """(SELECT * FROM (SELECT *, row_number() OVER (
    PARTITION BY organisation, assessment, kind, text ORDER BY deadline IS NULL, question IS NULL, id) AS telling
  FROM recommendations) WHERE telling = 1)"""
"""What was asked, each text of an assessment once: a page may print it twice, a pillar's two pages and a letter each have it."""
# What a letter asks that belongs to no assessment has no round.
_SQL = f"""SELECT r.organisation, coalesce(a.round, ''), coalesce(a.programme, ''), r.kind, coalesce(r.deadline, ''), count(*)
FROM {ONCE} r LEFT JOIN assessments a ON a.id = r.assessment
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"""


@dataclass(frozen=True)
class Asked:
    """What the newest assessment that asks asks for or holds up: its round, and each kind with its day and number."""

    round: str
    programme: str
    counts: tuple[tuple[str, str, int], ...]

    @property
    def told(self) -> str:
        """The round in words, of an inspection of its own with its programme; empty where it is not known."""
        is_own = self.programme not in (*MAIN, "")
        return f"{programme_in_words(self.programme)}, {self.round}" if is_own else self.round

    def count(self, kind: str) -> int:
        """Return how often something of a kind was asked, whatever its day."""
        return sum(number for of, _, number in self.counts if of == kind)


def newest_asked(db: sqlite3.Connection, only: Collection[str] | None = None) -> dict[str, Asked]:
    """Return for each organisation, or each of those named, what was asked of it last; who was asked nothing is not there."""
    found: dict[str, dict[tuple[str, str], list[tuple[str, str, int]]]] = defaultdict(lambda: defaultdict(list))
    for organisation, round_id, programme, kind, deadline, count in db.execute(_SQL):
        if only is None or organisation in only:
            found[organisation][round_id, programme].append((spaced(kind), deadline, count))
    made = {}
    for key, rounds in found.items():
        last = max(rounds, key=lambda one: (round_place(one[0]), one[1]))
        made[key] = Asked(*last, tuple(rounds[last]))
    return made
