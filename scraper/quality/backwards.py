"""Grades that went back: the newest capture of a page states what is older than what the page had stated before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from schemas.problems import severity_of
from schemas.vocabulary import Status
from scraper.store.sqlite import Database

from .current import Current
from .verdict import Flag

# Sorted once and read through: an excerpt of a database has no indexes.
_SQL = "SELECT judgment, page, snapshot, status, grade, last_updated FROM judgment_states ORDER BY page, judgment, position"


class _State(NamedTuple):
    judgment: str
    page: str
    snapshot: str
    status: str | None
    grade: str | None
    day: str | None

    def words(self) -> str:
        """Return the grade, or why there is none, with its date."""
        grade = (self.grade or self.status or "").replace("_", " ")
        return f"{grade} of {self.day}" if self.day else grade


def grade_went_back(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades whose page states an older date beside them, or `not_yet_graded`, where it had stated another grade: it may be an older copy."""
    for _key, found in groupby(map(_State._make, db.conn.execute(_SQL)), key=lambda one: (one.page, one.judgment)):
        *older, now = found
        before = next((one for one in reversed(older) if _is_later(one, now)), None)
        if before is not None:
            message = (
                f"{now.judgment}: {now.words()}, where the page had {before.words()}; if the site shows an older copy, "
                "what stands here is out of date."
            )
            yield Flag(now.page, now.snapshot, "grade_went_back", severity_of("grade_went_back").value, message)


def _is_later(older: _State, now: _State) -> bool:
    """Return whether the state of an older capture is, by what it says itself, later than that of the newest one."""
    if older.grade is None or older.grade == now.grade:
        return False
    return now.status == Status.NOT_YET_GRADED or bool(now.day and older.day and now.day < older.day)
