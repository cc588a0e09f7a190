"""Checks over a database: one small function for each, listed in docs/checks.md by its docstring.

A check reads the tables and gives flags; it trusts neither the parser nor the loader, so it also finds what was
edited by hand. What the page's own problems say already is not said again.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from schemas.figures import COMPARED, MOST_RATIO, RANGES
from schemas.page_types import OF_SEVERAL
from schemas.problems import severity_of
from schemas.prose_rows import PROSE_TABLES, TEXT_TABLES
from schemas.questions import questions_of
from schemas.vocabulary import MARGIN, Grade, Programme, Round, Scope, assessed, assessment_id
from scraper.loader.citations import without_text
from scraper.loader.conforming import unlike_schema
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.loader.tables import SEARCHED
from scraper.store.sqlite import Database
from scraper.store.temporary import is_no_room, temporary_database

from .backwards import grade_went_back
from .current import Current
from .expected import Expectation, expectation
from .moved import pages_disagree
from .rows import rows_differ
from .sections import sections_found, sections_placed
from .verdict import Flag

Check = Callable[[Database, Sequence[Current]], Iterator[Flag]]
_MENDED = (3, 51, 3)
DATA = (
    "judgments",
    *TEXT_TABLES,
    "key_facts",
    "sections",
    "reports",
    "letters",
)
"""Tables of what pages say, each with the assessment and the capture of its rows."""
_FIGURE_CODES = frozenset(
    {"comparator_missing", "section_missing", "figure_unread", "figure_too_large", "figure_repeated", "unknown_topic"}
)


def _flag(code: str, page: str, snapshot: str, message: str) -> Flag:
    return Flag(page, snapshot, code, severity_of(code).value, message)


def _rows(db: Database, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    yield from db.conn.execute(sql, values)


def _round(assessment: str) -> Round | None:
    """Return the round of an assessment by its id, None for one that nobody knows."""
    return assessed(assessment)[1]


# --- witnesses and grades ----------------------------------------------------------------------------------


def witnesses_contradict(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades that none of their witnesses states, and `agreement` 1 where the witnesses of one capture differ."""
    sql = (
        "SELECT j.id, j.page, j.snapshot, j.grade, j.agreement, group_concat(DISTINCT w.grade), "
        "count(DISTINCT CASE WHEN w.snapshot = j.snapshot THEN w.grade END), max(w.grade = j.grade) "
        "FROM judgments j JOIN witnesses w ON w.judgment = j.id WHERE j.grade IS NOT NULL GROUP BY j.id"
    )
    for key, page, snapshot, grade, agreement, stated, kinds, said in _rows(db, sql):
        if not said:
            yield _flag(
                "witnesses_contradict",
                page,
                snapshot,
                f"{key} is {grade}, but its witnesses say {stated or 'nothing'}.",
            )
        elif agreement == 1 and kinds > 1:
            yield _flag(
                "witnesses_contradict", page, snapshot, f"{key} says that its witnesses agree; they say {stated}."
            )


def grade_outside_scale(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades that their round does not give (`adequate` where the scale has four grades)."""
    sql = "SELECT id, page, snapshot, assessment, grade FROM judgments WHERE grade = ?"
    for key, page, snapshot, assessment, grade in _rows(db, sql, (Grade.ADEQUATE.value,)):
        found = _round(assessment)
        if found is not None and found.scale == 4:
            yield _flag(
                "grade_outside_scale", page, snapshot, f"{key} is {grade}, which the round {found.id} does not give."
            )


def grades_differ(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find grades in a loaded overview or data table that are not those of the assessments' own pages."""
    from .reconcile import cells_of_database, compare

    for page, snapshot, cells in cells_of_database(db):
        for pair in compare(db, cells).differ:
            yield _flag("grades_differ", page, snapshot, pair.line())


# --- what is missing, what is too much -----------------------------------------------------------------------


def _expectations(db: Database, pages: Sequence[Current]) -> Iterator[tuple[Current, Expectation]]:
    pillars = dict(_rows(db, "SELECT id, pillar FROM pages"))
    for one in pages:
        if one.profile.organisation is not None:
            body, has = one.profile.organisation.split("/")[0], one.profile.panel
            yield one, expectation(body, one.profile.round, one.profile.type, pillars[one.page], panel=has)


def judgment_missing(db: Database, pages: Sequence[Current]) -> Iterator[Flag]:
    """Find judgments that a page of its type and round should have and of which it has no row, not even an absence."""
    for one, expected in _expectations(db, pages):
        found = [key for key, _ in one.profile.judgments]
        missing = [key for key in expected.judgments if key not in found]
        if missing:
            yield _flag("judgment_missing", one.page, one.snapshot, f"Nothing is said of {', '.join(missing)}.")
        elif len(found) < expected.least:
            message = f"{len(found)} areas are judged; a report of its round judges {expected.least} at least."
            yield _flag("judgment_missing", one.page, one.snapshot, message)


def figure_missing(db: Database, pages: Sequence[Current]) -> Iterator[Flag]:
    """Find figures that the key facts lack without a problem of the page that says so."""
    named = {
        row[0]
        for row in _rows(
            db, f"SELECT snapshot FROM problems WHERE code IN ({_marks(_FIGURE_CODES)})", sorted(_FIGURE_CODES)
        )
    }
    for one, expected in _expectations(db, pages):
        missing = [figure for figure in expected.figures if figure not in one.profile.figures]
        if missing and one.snapshot not in named:
            yield _flag("figure_missing", one.page, one.snapshot, f"The key facts lack {', '.join(missing)}.")


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


def section_missing(db: Database, pages: Sequence[Current]) -> Iterator[Flag]:
    """Find sections that a page of its type and round has, and of which no row was read: empty, or not there."""
    found = sections_found(db)
    for one, expected in _expectations(db, pages):
        missing = [section for section in expected.sections if section not in found[one.page]]
        if missing and not one.profile.pending:
            yield _flag("section_missing", one.page, one.snapshot, f"Nothing was read of {', '.join(missing)}.")


def section_differs(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find sections that stand twice on a page with two dates."""
    sql = (
        "SELECT s.page, t.snapshot, t.section, group_concat(DISTINCT t.last_updated) FROM sections t "
        "JOIN snapshots s ON s.id = t.snapshot WHERE t.last_updated IS NOT NULL "
        "GROUP BY s.page, t.snapshot, t.section, t.pillar, t.question HAVING count(DISTINCT t.last_updated) > 1"
    )
    for page, snapshot, section, dates in _rows(db, sql):
        yield _flag("section_differs", page, snapshot, f"“{section}” stands twice, dated {dates}.")


def position_gap(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find sections whose rows are not at positions 1, 2, 3 …: one left out, or one twice."""
    for table in PROSE_TABLES:
        for page, snapshot, section, places in sections_placed(db, table):
            places.sort()
            if places != list(range(1, len(places) + 1)):
                message = f"“{section}” of {table} has {len(places)} rows at positions {places[0]} to {places[-1]}."
                yield _flag("position_gap", page, snapshot, message)


# --- vocabulary, identity, dates, figures ----------------------------------------------------------------------


def unknown_question(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find judged questions that are not in their round's vocabulary."""
    known: dict[str, set[str]] = {}
    for key, page, snapshot, assessment, question in _rows(
        db, "SELECT id, page, snapshot, assessment, question_key FROM judgments WHERE question_key IS NOT NULL"
    ):
        found = _round(assessment)
        if found is None:
            continue
        if assessment not in known:
            known[assessment] = {one.key for one in questions_of(found.kind.value, found.framework)}
        if question not in known[assessment]:
            yield _flag("unknown_question", page, snapshot, f"{key}: {question} is no question of {found.framework}.")


def organisation_differs(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find rows whose id, columns and page do not name the same organisation and round."""
    sql = "SELECT id, organisation, programme, round, snapshot FROM assessments"
    for key, organisation, programme, round_id, snapshot in _rows(db, sql):
        if key != assessment_id(organisation, Programme(programme), round_id):
            yield _flag("organisation_differs", key, snapshot, f"{key} says that it is {organisation} in {round_id}.")
    for table in DATA:
        sql = (
            f"SELECT t.id, t.assessment, t.snapshot, s.page, p.assessment FROM {table} t "
            "JOIN snapshots s ON s.id = t.snapshot LEFT JOIN pages p ON p.id = s.page "
            "WHERE p.assessment IS NOT t.assessment AND (p.assessment IS NOT NULL OR p.type NOT IN (SELECT value FROM "
            "json_each(?))) OR t.assessment IS NOT NULL AND t.id NOT LIKE t.assessment || '/%'"
        )
        for key, assessment, snapshot, page, theirs in _rows(db, sql, [json.dumps(sorted(OF_SEVERAL))]):
            yield _flag(
                "organisation_differs",
                page or key,
                snapshot,
                f"{table} {key} is of {assessment}, its page of {theirs}.",
            )


def date_outside_round(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find judgments and sections that are dated more than three years outside the years of their round."""
    for table in ("judgments", "sections"):
        sql = f"SELECT t.id, s.page, t.snapshot, t.assessment, t.last_updated FROM {table} t JOIN snapshots s ON s.id = t.snapshot"
        for key, page, snapshot, assessment, day in _rows(db, sql + " WHERE t.last_updated IS NOT NULL"):
            found = _round(assessment)
            if found is not None and not found.first - MARGIN <= int(day[:4]) <= found.last + MARGIN:
                yield _flag("date_outside_round", page, snapshot, f"{key}: {day} is far from the round {found.id}.")


def date_after_capture(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find judgments and sections that are dated later than the day after the capture that shows them."""
    for table in ("judgments", "sections"):
        sql = (
            f"SELECT t.id, s.page, t.snapshot, t.last_updated, s.captured_at FROM {table} t "
            "JOIN snapshots s ON s.id = t.snapshot WHERE t.last_updated > substr(s.captured_at, 1, 10)"
        )
        for key, page, snapshot, day, captured in _rows(db, sql):
            if dt.date.fromisoformat(day) - dt.date.fromisoformat(captured[:10]) > dt.timedelta(days=1):
                yield _flag("date_after_capture", page, snapshot, f"{key} is dated {day}, captured {captured[:10]}.")


FigureRow = tuple[Any, ...]
"""Id, page, capture, measure, scope, value, unit."""


def _figures(db: Database) -> Iterator[FigureRow]:
    sql = (
        "SELECT k.id, s.page, k.snapshot, k.measure, k.scope, k.value, k.unit FROM key_facts k "
        "JOIN snapshots s ON s.id = k.snapshot WHERE k.value IS NOT NULL"
    )
    yield from _rows(db, sql)


def unit_unexpected(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find figures of a measure and unit for which no plausible range is known."""
    for key, page, snapshot, measure, _scope, value, unit in _figures(db):
        if (measure, unit) not in RANGES:
            yield _flag("unit_unexpected", page, snapshot, f"{key}: {value:g} {unit} is not a known form of {measure}.")


def figure_out_of_range(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find figures outside their plausible range, and local ones more than 10 times or less than a tenth of the national."""
    local: dict[str, tuple[str, str, float]] = {}
    national: dict[str, float] = {}
    for key, page, snapshot, measure, scope, value, unit in _figures(db):
        low, high = RANGES.get((measure, unit), (value, value))
        if not low <= value <= high:
            yield _flag(
                "figure_out_of_range", page, snapshot, f"{key}: {value:g} lies outside {low:g} to {high:g} {unit}."
            )
        stem = key.rpartition("/")[0]
        if measure in COMPARED and scope == Scope.LOCAL.value:
            local[stem] = (page, snapshot, value)
        elif measure in COMPARED:
            national[stem] = value
    for stem, (page, snapshot, value) in local.items():
        other = national.get(stem)
        if other and not 1 / MOST_RATIO <= value / other <= MOST_RATIO:
            yield _flag("figure_out_of_range", page, snapshot, f"{stem}: local {value:g}, national {other:g}.")


def accounting_open(_: Database, pages: Sequence[Current]) -> Iterator[Flag]:
    """Find pages whose visible characters are not those claimed, set aside and unread, or whose stated coverage is another."""
    for one in pages:
        chars, blocks = one.profile.characters, one.profile.blocks
        parts = chars["claimed"] + chars["boilerplate"] + chars["unread"]
        coverage = 1 - chars["unread"] / chars["visible"] if chars["visible"] else 1.0
        if parts != chars["visible"] or abs(coverage - one.profile.coverage) > 1e-5:
            message = f"{chars['visible']} characters are visible, {parts} accounted for; coverage {one.profile.coverage} is stated."
            yield _flag("accounting_open", one.page, one.snapshot, message)
        elif blocks["visible"] == 0:
            yield _flag("accounting_open", one.page, one.snapshot, "The page has no visible block.")


# --- the file ----------------------------------------------------------------------------------------------------


def database_damaged(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find damage by SQLite's own integrity check, and values that no run can have written."""
    try:
        found = [row[0] for row in _rows(db, "PRAGMA integrity_check(3)")]
        if version_of(db) == SCHEMA_VERSION:
            found += (f"the file {words}" for words in islice(unlike_schema(db), 3))
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    for message in found:
        if message != "ok":
            yield _flag("database_damaged", "the database", "", " ".join(message.split()))


def reference_broken(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find rows that name a row that is not there, or cite a block whose text is not."""
    broken: dict[tuple[str, str], int] = defaultdict(int)
    for table, _row, parent, _key in _rows(db, "PRAGMA foreign_key_check"):
        broken[table, parent] += 1
    for (table, parent), count in sorted(broken.items()):
        yield _flag(
            "reference_broken", "the database", "", f"{count} rows of {table} name a row of {parent} that is not there."
        )
    for table, count in without_text(db):
        words = f"{count} rows of {table} cite a block whose text is not there."
        yield _flag("reference_broken", "the database", "", words)


def search_broken(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find full-text indexes that do not agree with their table (FTS5's integrity check, on a copy: it has to write)."""
    with temporary_database("a look at the search index") as copy:
        db.conn.backup(copy)
        for table in SEARCHED:
            try:
                copy.execute(f'INSERT INTO "{table}_fts" ("{table}_fts", rank) VALUES (\'integrity-check\', 1)')
            except sqlite3.DatabaseError as error:
                if is_no_room(error):
                    raise
                yield _flag("search_broken", "the database", "", f"{table}_fts: {error}; run `peel rebuild`.")


def sqlite_wal_bug(db: Database, _: Sequence[Current]) -> Iterator[Flag]:
    """Find a file in WAL mode under a SQLite older than 3.51.3, where two writers can damage it."""
    mode = db.conn.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal" and sqlite3.sqlite_version_info < _MENDED:
        message = (
            f"the file is in WAL mode and SQLite is {sqlite3.sqlite_version}; use 3.51.3 or newer, or one writer only."
        )
        yield _flag("sqlite_wal_bug", "the database", "", message)


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        witnesses_contradict, grade_outside_scale, grades_differ, judgment_missing, figure_missing, section_missing, section_differs,
        position_gap, unknown_question, organisation_differs, date_outside_round, date_after_capture, unit_unexpected,
        figure_out_of_range, accounting_open, pages_disagree, grade_went_back,
    )
}  # fmt: skip
"""The checks of every run; the name is the code of the problem."""
FILE_CHECKS: dict[str, Check] = {
    check.__name__: check for check in (database_damaged, reference_broken, rows_differ, search_broken, sqlite_wal_bug)
}
"""The checks of `peel check`; a run makes those of the first two itself, and lays rows beside the readings where the file is none that it knows."""


ACROSS = frozenset({"grades_differ"})
"""The checks that lay pages of different parts beside each other; the others look at an assessment and its pages alone."""


def run_checks(
    db: Database, pages: Sequence[Current], stated: Sequence[Flag], checks: dict[str, Check] = CHECKS
) -> list[Flag]:
    """Return what the checks find; what a page's own problems (`stated`) say already is left out."""
    return unsaid((flag for check in checks.values() for flag in check(db, pages)), stated)


def check_parts(db: Database, pages: Sequence[Current]) -> list[Flag]:
    """Return what the checks of parts find, whatever the pages themselves say."""
    return list(
        dict.fromkeys(flag for code, check in CHECKS.items() if code not in ACROSS for flag in check(db, pages))
    )


def unsaid(found: Iterable[Flag], stated: Sequence[Flag]) -> list[Flag]:
    """Return the problems that the pages' own (`stated`) do not say already, each once, by check, page and words."""
    said = {(flag.page, flag.code) for flag in stated}
    left = dict.fromkeys(flag for flag in found if (flag.page, flag.code) not in said)
    return sorted(left, key=lambda flag: (_PLACE[flag.code], flag.page or "", flag.message, flag.snapshot))


_PLACE = {code: number for number, code in enumerate((*CHECKS, *FILE_CHECKS))}


def sqlite_line() -> str:
    """Return SQLite's version in one line, with a warning below the one that mended a fault of WAL files."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= _MENDED:
        return f"SQLite {version}"
    return f"SQLite {version} (older than 3.51.3: only one program may write the database while a run works)"
