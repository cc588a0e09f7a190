"""What the state database need not keep of nights that are over, so that it grows with what happens and not with time.

Nothing that a run, `peel status` or a rebuild asks of it is forgotten: of what was said again and again the first and the
newest stay. How many pages of a run ended in what is in its row of `runs` for good.
"""

from __future__ import annotations

import sqlite3

from .outcomes import seen_again
from .rows import SAME, SET_ASIDE

WHOLE_RUNS = 30
"""The newest runs whose outcomes are kept whole: a month of nights."""


def forget_plans(db: sqlite3.Connection) -> None:
    """Forget the plans of runs that have ended: each page of one has its outcome, an open page too (`State.finish_run`)."""
    db.execute("DELETE FROM planned WHERE run IN (SELECT id FROM runs WHERE ended_at IS NOT NULL)")


def forget_repeated(db: sqlite3.Connection) -> None:
    """Forget outcomes of older runs that a later one of the same page repeats, word for word.

    That a page was loaded or gone stays, and that it was there behind that: a rebuild, also one as of a day, and what
    changed since a run, go by it.
    """
    db.execute(
        "DELETE FROM outcomes WHERE run IN (SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET ?) "
        "AND outcome NOT IN ('loaded', 'gone') AND EXISTS (SELECT 1 FROM outcomes s WHERE s.page = outcomes.page "
        "AND s.at > outcomes.at AND s.outcome = outcomes.outcome AND s.reason IS outcomes.reason) "
        f"AND NOT ({seen_again('outcomes')} AND (SELECT l.outcome FROM outcomes l WHERE l.page = outcomes.page "
        f"AND l.at < outcomes.at AND (l.outcome = 'gone' OR {seen_again('l')}) ORDER BY l.at DESC LIMIT 1) IS 'gone')",
        (WHOLE_RUNS,),
    )


def forget_capture_between(db: sqlite3.Connection, file: str, offset: int) -> None:
    """Forget the site's capture before the one at a place where both, and the one before them, are the same bytes.

    The first of them has the body, the newest the validators for the next question. One that is in the database, or that
    waits to be, is kept; so are those of web archives, which are looked up one by one.
    """
    rows = db.execute(
        "SELECT o.rowid, o.sha256, o.loaded FROM captures o JOIN captures c USING (page, source) "
        "WHERE c.warc_file = ? AND c.warc_offset = ? AND source = 'web' "
        "AND (o.captured_at, o.rowid) <= (c.captured_at, c.rowid) ORDER BY o.captured_at DESC, o.rowid DESC LIMIT 3",
        (file, offset),
    ).fetchall()
    if len(rows) < 3 or len({row[1] for row in rows}) > 1:
        return
    (_, _, newest), (between, _, before), _ = rows
    if newest == before and before in (SAME, SET_ASIDE):
        db.execute("DELETE FROM captures WHERE rowid = ?", (between,))
