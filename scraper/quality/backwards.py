"""Grades that went back: the newest capture of a page states what is older than what the page had stated before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.problems import severity_of
from schemas.vocabulary import Status
from scraper.store.sqlite import Database

from .current import Current
from .verdict import Flag

# The newest state of a judgment on a page, and of the older ones that it contradicts the last.
_SQL = """SELECT n.judgment, n.page, n.snapshot, n.status, n.grade, n.last_updated, b.grade, b.last_updated
FROM judgment_states n JOIN judgment_states b ON b.judgment = n.judgment AND b.page = n.page
WHERE n.position = (SELECT max(position) FROM judgment_states WHERE judgment = n.judgment AND page = n.page)
  AND b.position = (SELECT max(o.position) FROM judgment_states o
    WHERE o.judgment = n.judgment AND o.page = n.page AND o.position < n.position AND o.grade IS NOT NULL AND o.grade IS NOT n.grade
      AND (n.last_updated < o.last_updated OR n.status = ?))
ORDER BY n.page, n.judgment"""


def grade_went_back(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades whose page states an older date beside them, or `not_yet_graded`, where it had stated another grade: it may be an older copy."""
    for key, page, snapshot, status, grade, day, before, day_before in db.conn.execute(
        _SQL, (Status.NOT_YET_GRADED.value,)
    ):
        old, new = _words(before, day_before), _words(grade or status, day)
        message = (
            f"{key}: {new}, where the page had {old}; if the site shows an older copy, what stands here is out of date."
        )
        yield Flag(page, snapshot, "grade_went_back", severity_of("grade_went_back").value, message)


def _words(grade: str, day: str | None) -> str:
    return f"{grade.replace('_', ' ')} of {day}" if day else grade.replace("_", " ")
