"""Writing a page: its assessment's rows computed again from all its captures, and only what differs written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlite_utils import Database

from schemas.capture_rows import ChangeRow, JudgmentStateRow, KeptValueRow, PageRow
from schemas.columns import Row
from schemas.page_types import facts_of
from schemas.vocabulary import kind_of

from .citations import cited_before, cited_by, write_blocks
from .history import Capture, History, Read, Reader, history_of
from .precedence import Merged, merge
from .readings import Recent, stored_reading
from .sql import bounds, delete_ids, delete_rows, ids_between, kept_under, rows_where, write
from .statements import OWNED, SHARED, Statement, is_one_a_page, prefixes, prefixes_of
from .stating import stated
from .storing import replace_problems

_histories: Recent[History] = Recent(16)
_SMALL_WORDS = frozenset({"and", "of", "the", "upon"})


def write_page(db: Database, page: str, assessment: str | None) -> None:
    """Compute an assessment's rows again after a page's captures changed, and write what differs."""
    old = db.conn.execute("SELECT snapshot FROM pages WHERE id = ?", (page,)).fetchone()
    pages = _pages(db, page, assessment)
    merged = merge(pages)
    changed = next((one for one in pages if one.page.id == page), None)
    was_cited = cited_before(db, assessment) if len(pages) > 1 or old else set()
    owners = {row.organisation for row in merged.rows.assessments.values()}
    for key in sorted(owners | {one.page.organisation for one in pages if one.page.organisation}):
        _write_organisation(db, key)
    if assessment:
        _write_shared(db, assessment, merged, first=not was_cited)
    else:
        _write_of_one_page(db, page, merged)
    if changed is None:
        _delete_page(db, page, assessment)
    else:
        _write_own(db, changed, is_new=old is None)
    if old is not None or len(pages) != 1:
        _write_kept(db, assessment or page, merged)
        keys = [key for one in pages for key in one.snapshots]
        replace_problems(db, keys, merged.problems, of_history=True)
    now_cited = cited_by(merged)
    moved = {snapshot for snapshot, _ in was_cited ^ now_cited}
    for one in pages:
        if one is changed or moved & one.snapshots:
            write_blocks(db, one, now_cited, _reader(db), is_new=one is changed and old is None)


# --- from captures to histories ----------------------------------------------------------------------------


def _pages(db: Database, page: str, assessment: str | None) -> list[History]:
    """Return the history of every page of an assessment, the changed one included, in the order of their ids."""
    keys = {page}
    if assessment:
        sql = "SELECT id FROM pages WHERE assessment = ?"
        keys |= {row[0] for row in db.conn.execute(sql, (assessment,))}
    found = (_history(db, key) for key in sorted(keys))
    return [one for one in found if one is not None]


def _history(db: Database, page: str) -> History | None:
    captures = _captures(db, page)
    if not captures:
        return None
    key = (page, tuple(captures))
    found = _histories.get(key)
    return found or _histories.put(key, history_of(captures, _reader(db)))


def _captures(db: Database, page: str) -> list[Capture]:
    rows = db.conn.execute(
        "SELECT s.id, s.captured_at, s.sha256, r.parser_version, r.record FROM snapshots s "
        "JOIN _readings r ON r.snapshot = s.id WHERE s.page = ? ORDER BY s.id, r.position",
        (page,),
    )
    found: dict[str, Capture] = {}
    for key, captured_at, sha256, parser_version, record in rows:
        capture = found.get(key) or Capture(key, captured_at, sha256, ())
        found[key] = replace(capture, readings=(*capture.readings, Read(parser_version, record)))
    return list(found.values())


def _reader(db: Database) -> Reader:
    def read(snapshot: str, record: str) -> Statement:
        return stated(record, lambda: stored_reading(db, record), snapshot)

    return read


# --- rows that several pages can state -----------------------------------------------------------------------


def _write_organisation(db: Database, key: str) -> None:
    """Make the row of an organisation that nobody named; its name is made from its address."""
    kind, slug = kind_of(key).value, key.partition("/")[2]
    name = " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in slug.split("-"))
    sql = "INSERT INTO organisations (id, kind, slug, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
    db.conn.execute(sql, (key, kind, slug, name))


def _write_shared(db: Database, assessment: str, merged: Merged, *, first: bool) -> None:
    if not first:
        _delete_missing_shared(db, assessment, merged)
    for table in SHARED:
        write(db, list(merged.rows.of(table).values()))
    write(db, merged.witnesses)


def _write_of_one_page(db: Database, page: str, merged: Merged) -> None:
    """Write the rows that a page of no assessment states alone: of several assessments, or of an organisation."""
    there = {table: set(_stated_by(db, table, page)) for table in SHARED}
    stated_now = {(row.judgment, row.position) for row in merged.witnesses}
    for judgment in there["judgments"]:
        places = db.conn.execute("SELECT judgment, position FROM witnesses WHERE judgment = ?", (judgment,))
        gone = set(places) - stated_now
        db.conn.executemany("DELETE FROM witnesses WHERE judgment = ? AND position = ?", list(gone))
    for table in SHARED:
        delete_ids(db, table, there[table] - merged.rows.of(table).keys())
        write(db, list(merged.rows.of(table).values()))
    write(db, merged.witnesses)


def _stated_by(db: Database, table: str, page: str) -> Iterator[str]:
    """Yield the ids of the shared rows that a page of no assessment stated until now."""
    if table == "key_facts":
        yield from ids_between(db, table, f"{page}/")
        return
    column = "id" if table == "judgments" else "DISTINCT assessment"
    yield from (row[0] for row in db.conn.execute(f"SELECT {column} FROM judgments WHERE page = ?", (page,)))


def _delete_missing_shared(db: Database, assessment: str, merged: Merged) -> None:
    for table in SHARED:
        column = "id" if table == "assessments" else "assessment"
        there = {row[0] for row in db.conn.execute(f"SELECT id FROM {table} WHERE {column} = ?", (assessment,))}
        delete_ids(db, table, there - merged.rows.of(table).keys())
    stated_now = {(row.judgment, row.position) for row in merged.witnesses}
    sql = "SELECT judgment, position FROM witnesses WHERE judgment > ? AND judgment < ?"
    gone = set(db.conn.execute(sql, bounds(assessment + "/"))) - stated_now
    db.conn.executemany("DELETE FROM witnesses WHERE judgment = ? AND position = ?", list(gone))


def _write_kept(db: Database, owner: str, merged: Merged) -> None:
    there = rows_where(db, KeptValueRow, *kept_under(owner, (*SHARED, *OWNED)))
    delete_rows(db, there - set(merged.kept))
    write(db, merged.kept)


# --- rows of the page's own ----------------------------------------------------------------------------------


def _write_own(db: Database, history: History, *, is_new: bool) -> None:
    page, newest = history.page, history.newest
    gone_at = None
    if not is_new:
        _delete_missing_own(db, history)
        sql = "SELECT gone_at FROM pages WHERE id = ? AND gone_at > ?"
        row = db.conn.execute(sql, (page.id, newest.captured_at or "")).fetchone()
        gone_at = row[0] if row else None
    place = (page.id, page.type.value, page.assessment, page.pillar, page.title, page.url)
    write(db, [PageRow(*place, newest.captured_at, gone_at, newest.id)])
    for table in OWNED:
        write(db, list(history.state.rows.of(table).values()))
    _write_history(db, history, is_new=is_new)


def _delete_missing_own(db: Database, history: History) -> None:
    page = history.page
    for table, prefix in prefixes_of(page).items():
        there = _own_ids(db, table, prefix) | (_of_page(db, table, page.id) if page.has_assessments else set())
        delete_ids(db, table, there - history.state.rows.of(table).keys())


def _own_ids(db: Database, table: str, prefix: str) -> set[str]:
    if is_one_a_page(table):
        return {row[0] for row in db.conn.execute(f"SELECT id FROM {table} WHERE id = ?", (prefix[:-1],))}
    return ids_between(db, table, prefix)


def _of_page(db: Database, table: str, page: str) -> set[str]:
    """Return the ids of the rows of a table that were read from a page: those of one of several assessments."""
    sql = f"SELECT t.id FROM {table} t JOIN snapshots s ON s.id = t.snapshot WHERE s.page = ?"
    return {row[0] for row in db.conn.execute(sql, (page,))}


def _write_history(db: Database, history: History, *, is_new: bool) -> None:
    page, assessment = history.page.id, history.page.assessment
    changes, states = set(history.changes), set(history.states)
    if not is_new:
        old_changes = rows_where(db, ChangeRow, "page = ?", (page,))
        within, values = ("judgment > ? AND judgment < ? AND ", bounds(f"{assessment}/")) if assessment else ("", ())
        old_states = rows_where(db, JudgmentStateRow, f"{within}page = ?", (*values, page))
        delete_rows(db, old_changes - changes)
        delete_rows(db, old_states - states)
        changes, states = changes - old_changes, states - old_states
    _write_sorted(db, changes)
    _write_sorted(db, states)


def _write_sorted(db: Database, rows: set[ChangeRow] | set[JudgmentStateRow]) -> None:
    ordered: list[Row] = sorted(rows, key=repr)
    write(db, ordered)


def _delete_page(db: Database, page: str, assessment: str | None) -> None:
    """Take a page away whose captures turned out to be another's."""
    kind, pillar = db.conn.execute("SELECT type, pillar FROM pages WHERE id = ?", (page,)).fetchone()
    for table, prefix in prefixes(page, kind, pillar, assessment).items():
        several = assessment is None and facts_of(kind).rank is not None
        delete_ids(db, table, _own_ids(db, table, prefix) | (_of_page(db, table, page) if several else set()))
    db.conn.execute("DELETE FROM changes WHERE page = ?", (page,))
    db.conn.execute("DELETE FROM judgment_states WHERE page = ?", (page,))
    db.conn.execute("DELETE FROM pages WHERE id = ?", (page,))
