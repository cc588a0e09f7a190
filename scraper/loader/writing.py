"""Writing pages: what their captures and the other pages of their assessment say now, and only what differs.

Pages of one assessment that change together are written together: what they share is laid beside each other once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from schemas.capture_rows import PageRow
from schemas.rows import AssessmentRow
from schemas.vocabulary import kind_of
from scraper.store.moments import in_order, sortable
from scraper.store.sqlite import Database

from .captures import STANDS_AT
from .citations import cited_by, write_blocks
from .history import PageState
from .line import Line, Walked
from .precedence import merge
from .problems import HISTORY_PROBLEMS
from .several import company
from .shared import Cited
from .sql import Batch, delete_rows, write
from .standing import Stated, add_rows, own_rows, shared_rows, to_stand
from .statements import prefixes, prefixes_of
from .storing import replace_problems
from .tables import SPEC_OF
from .telling import write_told

_SMALL_WORDS = frozenset({"and", "of", "the", "upon"})


@dataclass
class Turn:
    """A page whose line has changed and whose rows are to be written: `captures` (ids) are those put in or taken out.

    `unnamed` are those of them whose row does not name the page yet. `before` is the capture that spoke for the page,
    None for a new page; `gone_at` when it was found gone.
    """

    page: str
    assessment: str | None
    line: Line
    walked: Walked
    captures: set[str] = field(default_factory=set)
    unnamed: list[str] = field(default_factory=list)
    before: str | None = None
    gone_at: str | None = None

    def put(self, walked: Walked) -> None:
        """Take what one more change of the line came to."""
        self.walked = self.walked.then(walked) if self.captures else walked
        self.captures.add(walked.capture)

    def look(self, db: Database) -> None:
        """Look up what the database says of the page."""
        sql = "SELECT snapshot, gone_at FROM pages WHERE id = ?"
        row = None if self.walked.is_only else db.conn.execute(sql, (self.page,)).fetchone()
        self.before, self.gone_at = row or (None, None)


def write_pages(db: Database, assessment: str | None, turns: Sequence[Turn], batch: Batch) -> None:
    """Write what differs in the tables after the lines of pages of one assessment, or of one page of none, have changed.

    Rows to which others refer, and what goes, are written at once; the rest is added to a batch.
    """
    for turn in turns:
        turn.look(db)
    told_anew = [turn for turn in turns if turn.walked.is_news or not _is_still_said(db, turn)]
    if told_anew:
        _write_rows(db, assessment, told_anew, batch)
    for turn in turns:
        named = [(turn.page, key) for key in turn.unnamed]
        if named:
            db.conn.executemany("UPDATE snapshots SET page = ? WHERE id = ?", named)
        if turn.walked.newest is not None:
            if not turn.walked.is_only:
                _note_last_seen(db, turn.page)
            write_told(db, turn.page, assessment, turn.walked, turn.line, batch)


def _write_rows(db: Database, assessment: str | None, turns: Sequence[Turn], batch: Batch) -> None:
    """Write what differs in the rows that some pages and the other pages of their assessment state.

    A row that others refer to is written before them: where SQLite waits for one, it looks through whole tables for
    those that do.
    """
    changed = {turn.page: turn.line.state() for turn in turns}
    together = company(db, changed, and_before=True) if assessment is None else None
    own = [one for one in changed.values() if one] if together is None else together.kept
    others = _others(db, assessment, changed.keys())
    pages = [*own, *(state for state, _ in others)]
    pages.sort(key=lambda one: one.page.id)
    merged = merge(pages)
    for key in sorted(_organisations(pages)):
        _write_organisation(db, key)
    is_new = together is None and not others and all(turn.before is None for turn in turns)
    was = together.stands(db) if together else {} if is_new else shared_rows(db, assessment, turns[0].page)
    write(db, list(merged.rows.assessments.values()))
    for turn in turns:
        _write_own_page(db, turn, changed[turn.page], was, is_told=together is not None)
    now = to_stand(merged, own)
    _write_difference(db, was, now, batch)
    keys = {one.newest for one in pages} | {turn.before for turn in turns if turn.before}
    replace_problems(db, [] if is_new else sorted(keys), merged.problems, of_history=True)
    lines = {key: turn.line for turn in turns for key in turn.captures}
    write_blocks(db, cited_by(was), cited_by(now), [cited for _, cited in others], lines, batch)


def _write_own_page(db: Database, turn: Turn, now: PageState | None, was: Stated, *, is_told: bool) -> None:
    """Write or delete the row of a page, and add the rows of its own that are there to `was`, which `is_told` says has them."""
    if now is None:
        add_rows(was, _delete_page(db, turn.page, turn.assessment))
    else:
        if turn.before is not None and not is_told:
            add_rows(was, own_rows(db, prefixes_of(now.page)))
        _write_page_row(db, turn.line, now, turn.gone_at)


def _is_still_said(db: Database, turn: Turn) -> bool:
    """Return whether the capture that speaks is the one before, or says the same and is noted as such."""
    newest = turn.walked.newest
    return newest == turn.before or _is_seen_again(db, turn.page, turn.before, newest)


def _is_seen_again(db: Database, page: str, before: str | None, newest: str | None) -> bool:
    """Note a newest capture that says what the one before it says; tells whether that is all there is to do.

    It is not where a problem is told of the capture that was newest before, and has to move.
    """
    told = db.conn.execute("SELECT code FROM problems WHERE snapshot = ?", (before,))
    if newest is None or any(code in HISTORY_PROBLEMS for (code,) in told):
        return False
    db.conn.execute(
        "UPDATE pages SET snapshot = s.id, last_seen = coalesce(s.captured_at, last_seen), "
        f"gone_at = iif({in_order('gone_at')} > {STANDS_AT}, gone_at, NULL) "
        "FROM snapshots s WHERE pages.id = ? AND s.id = ?",
        (page, newest),
    )
    return True


def _note_last_seen(db: Database, page: str) -> None:
    """Keep when the newest dated capture was made: it need not be the one that speaks, an undated one may stand later."""
    last = _last_dated(db, page)
    db.conn.execute("UPDATE pages SET last_seen = ? WHERE id = ? AND last_seen IS NOT ?", (last, page, last))


def _others(db: Database, assessment: str | None, changed: Collection[str]) -> list[tuple[PageState, Cited]]:
    """Return what the other pages of an assessment share, and the blocks that rows of their own cite."""
    if assessment is None:
        return []
    sql = "SELECT id FROM pages WHERE assessment = ?"
    keys = [key for (key,) in db.conn.execute(sql, (assessment,)) if key not in changed]
    return [one for one in (Line(db, key).shared() for key in keys) if one is not None]


def _write_page_row(db: Database, line: Line, one: PageState, gone_at: str | None) -> None:
    page, newest = one.page, line.capture(one.newest)
    place = (page.id, page.type.value, page.assessment, page.pillar, page.title, page.url)
    still_gone = gone_at if gone_at is not None and sortable(gone_at) > newest.stands_at else None
    write(db, [PageRow(*place, newest.captured_at or _last_dated(db, page.id), still_gone, one.newest)])


def _last_dated(db: Database, page: str) -> str | None:
    """Return when the newest dated capture of a page was made, None where none is dated."""
    sql = (
        "SELECT s.captured_at FROM _places p JOIN snapshots s ON s.id = p.snapshot "
        "WHERE p.page = ? AND s.captured_at IS NOT NULL ORDER BY p.place DESC, p.snapshot DESC LIMIT 1"
    )
    row = db.conn.execute(sql, (page,)).fetchone()
    return None if row is None else str(row[0])


def _delete_page(db: Database, page: str, assessment: str | None) -> Stated:
    """Take a page away whose captures turned out to be another's; returns the rows of its own that go with it."""
    kind, pillar = db.conn.execute("SELECT type, pillar FROM pages WHERE id = ?", (page,)).fetchone()
    for table in ("changes", "judgment_states"):
        db.conn.execute(f"DELETE FROM {table} WHERE page = ?", (page,))
    db.conn.execute("DELETE FROM pages WHERE id = ?", (page,))
    return own_rows(db, prefixes(page, kind, pillar, assessment))


def _write_difference(db: Database, was: Stated, now: Stated, batch: Batch) -> None:
    """Put rows of several tables in place of others; what is the same is not touched, and assessments are there."""
    for kind, rows in was.items():
        if rows:
            key = itemgetter(*SPEC_OF[kind].key_places)
            keys = set(map(key, now.get(kind, ())))
            delete_rows(db, [row for row in rows if key(row) not in keys])
    for kind, rows in now.items():
        if kind is AssessmentRow:
            continue
        there = was.get(kind)
        batch.add([row for row in rows if row not in there] if there else rows)


def _organisations(pages: list[PageState]) -> set[str]:
    """Return the organisations that rows of some pages name."""
    found = {row.organisation for one in pages for row in one.state.rows.assessments.values()}
    return found | {one.page.organisation for one in pages if one.page.organisation}


def _write_organisation(db: Database, key: str) -> None:
    """Make the row of an organisation that nobody named; its name is made from its address."""
    kind, slug = kind_of(key).value, key.partition("/")[2]
    name = " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in slug.split("-"))
    sql = "INSERT INTO organisations (id, kind, slug, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.conn.execute(sql, (key, kind, slug, name))
