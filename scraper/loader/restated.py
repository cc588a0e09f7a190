"""Whether the tables say what the stored readings say: a person may have changed or deleted rows by hand, or another program.

What the tables say of a page is a pure function of its readings (`history`, `precedence`), each of which has a digest
(`conforming`). So the rows are made from them once more, and laid beside those that are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from schemas.capture_rows import BlockRow, ChangeRow, JudgmentStateRow, PageRow, PlaceRow, ProblemRow
from schemas.columns import Row
from schemas.page_types import OF_SEVERAL
from scraper.store.sqlite import Database

from .captures import id_of
from .history import PageState
from .line import Line
from .precedence import merge
from .problems import CAPTURE_PROBLEMS, CAPTURED_AT_INFERRED
from .readings import problem_values, stored_reading
from .several import Company, company
from .sql import bounds, rows_where
from .standing import add_rows, own_rows, shared_rows, to_stand
from .statements import prefixes_of
from .tables import SPEC_OF
from .telling import told

_PAGES_BY_OWNER = (
    "SELECT p.assessment, p.id, p.type, p.pillar, p.title, p.url, p.snapshot FROM pages p ORDER BY p.assessment, p.id"
)
_BY_OTHERS = (
    "SELECT coalesce(p.assessment, p.id) FROM pages p JOIN snapshots s ON s.id = p.snapshot WHERE s.parser_version <> ?"
)
_WITHOUT_STATE = (
    "SELECT count(*) FROM judgments j WHERE NOT EXISTS (SELECT 1 FROM judgment_states s WHERE s.judgment = j.id)"
)
_STRAY_STATE = (
    "SELECT count(*) FROM judgment_states s JOIN pages p ON p.id = s.page WHERE "
    "NOT (s.judgment > p.assessment || '/' AND s.judgment < p.assessment || '0')"
)
_WITHOUT_PLACE = (
    "SELECT count(*) FROM snapshots s JOIN (SELECT DISTINCT page FROM _places) p ON p.page = s.page "
    "WHERE s.id IN (SELECT snapshot FROM _readings) "
    "AND NOT EXISTS (SELECT 1 FROM _places own WHERE own.page = s.page AND own.snapshot = s.id)"
)
_OF_CAPTURES = CAPTURE_PROBLEMS | {CAPTURED_AT_INFERRED}
"""Problems that hang on no reading."""
_PAGES = SPEC_OF[PageRow].name
PageFacts = tuple[str | None, ...]


def unlike_readings(db: Database, parser_version: str) -> Iterator[str]:
    """Return in words of which tables rows are not those that the stored readings make: how many, and where first.

    Assessments of which another version read a page are left out (`left_out`): their rows may have been made by other rules.
    Raises what reading the database raises where what is read can't be understood.
    """
    others = _by_others(db, parser_version)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for pages, beside in _together(db):
        owners = [str(page[0] or page[1]) for page in pages]
        if not others.isdisjoint(owners):
            continue
        for table in _unlike(db, pages, beside):
            counts[table] += 1
            first.setdefault(table, owners[0])
    yield from (*_odd_captures(db), *_odd_states(db))
    for table, count in counts.items():
        words = "1 row of {} is" if count == 1 else f"{count} rows of {{}} are"
        yield f"{words.format(table)} not as the stored readings say, first of {first[table]}"


def _together(db: Database) -> Iterator[tuple[list[PageFacts], Company | None]]:
    """Return the pages that speak together: those of an assessment, those that state rows of the same assessments, or one.

    Those of several assessments come with what `company` found of them.
    """
    rows = [tuple(row) for row in db.conn.execute(_PAGES_BY_OWNER).fetchall()]
    of_none = {str(row[1]): row for row in rows if row[0] is None}
    yield from (([*pages], None) for owner, pages in groupby(rows, lambda row: row[0]) if owner is not None)
    while of_none:
        key, row = next(iter(of_none.items()))
        beside = company(db, {key: Line(db, key).state()}) if row[2] in OF_SEVERAL else None
        names = sorted(beside.ids) if beside else [key]
        yield [of_none.pop(name) for name in names if name in of_none], beside


def _odd_captures(db: Database) -> Iterator[str]:
    """Say how many captures are not those that their ids name: address, time and digest of the bytes make the id."""
    rows = db.conn.execute("SELECT id, url, captured_at, sha256 FROM snapshots")
    count = sum(key != id_of(*told) for key, *told in rows)
    if count:
        yield f"{count} {'row' if count == 1 else 'rows'} of snapshots with an address, time or digest of another capture"


def _odd_states(db: Database) -> Iterator[str]:
    """Say how many judgments have no state in their history, how many states are of no judgment of their page's assessment.

    And how many captures have no place among those of their page.
    """
    none = db.conn.execute(_WITHOUT_STATE).fetchone()[0]
    if none:
        yield f"{none} {'judgment' if none == 1 else 'judgments'} without a row in judgment_states"
    stray = db.conn.execute(_STRAY_STATE).fetchone()[0]
    if stray:
        yield f"{stray} {'row' if stray == 1 else 'rows'} of judgment_states with a judgment of another assessment"
    lost = db.conn.execute(_WITHOUT_PLACE).fetchone()[0]
    if lost:
        yield f"{lost} {'capture' if lost == 1 else 'captures'} without a row in _places among the others of the page"


def left_out(db: Database, parser_version: str) -> int:
    """Return how many pages are of assessments of which another version than this one read a page."""
    others = _by_others(db, parser_version)
    return sum((row[0] or row[1]) in others for row in db.conn.execute(_PAGES_BY_OWNER))


def _by_others(db: Database, parser_version: str) -> set[str]:
    return {key for (key,) in db.conn.execute(_BY_OTHERS, (parser_version,))}


def _unlike(db: Database, pages: list[PageFacts], beside: Company | None) -> Iterator[str]:
    """Return the table of each row of pages that speak together that is not there, another, or one too many."""
    lines = {str(page[1]): Line(db, str(page[1])) for page in pages}
    states = {key: state for key, line in lines.items() if (state := line.state()) is not None}
    own = beside.kept if beside else [*states.values()]
    stand = beside.stands(db) if beside else shared_rows(db, pages[0][0], str(pages[0][1]))
    for one in [] if beside else own:
        add_rows(stand, own_rows(db, prefixes_of(one.page)))
    merged = merge(own)
    yield from _difference(stand, to_stand(merged, own))
    yield from (_PAGES for page in pages if page[1] not in states or page != _facts(states[str(page[1])]))
    yield from ["_blocks"] * sum(_odd_blocks(db, page, line) for page, line in lines.items())
    for key, line in lines.items():
        yield from _unlike_history(db, key, line, pages[0][0], merged.problems)


def _unlike_history(
    db: Database, page: str, line: Line, assessment: str | None, of_history: Sequence[ProblemRow]
) -> Iterator[str]:
    """Return the table of each row of a page's captures that is not there, another, or one too many.

    These are what changed, the states of judgments, what a page owes to older captures, and the problems of each capture.
    """
    walked, odd = line.retold()
    yield from [SPEC_OF[PlaceRow].name] * odd
    changes, states = told(page, walked)
    within, values = ("judgment > ? AND judgment < ? AND ", bounds(f"{assessment}/")) if assessment else ("", ())
    there: _Rows = {
        ChangeRow: rows_where(db, ChangeRow, "page = ?", (page,)),
        JudgmentStateRow: rows_where(db, JudgmentStateRow, f"{within}page = ?", (*values, page)),
        ProblemRow: _of_readings(db, page),
    }
    said = {problem for key in walked.brought for problem in _problems(db, line, key)}
    said |= {problem for problem in of_history if problem.snapshot in walked.brought}
    yield from _difference(there, {ChangeRow: changes, JudgmentStateRow: states, ProblemRow: said})


def _of_readings(db: Database, page: str) -> set[ProblemRow]:
    where = "snapshot IN (SELECT id FROM snapshots WHERE page = ?)"
    return {row for row in rows_where(db, ProblemRow, where, (page,)) if row.code not in _OF_CAPTURES}


def _odd_blocks(db: Database, page: str, line: Line) -> int:
    """Return how many kept texts of blocks are not those of the captures that they are of."""
    where = "snapshot IN (SELECT id FROM snapshots WHERE page = ?)"
    return sum(_is_odd(row, line) for row in rows_where(db, BlockRow, where, (page,)))


def _is_odd(row: BlockRow, line: Line) -> bool:
    one = line.said(row.snapshot).blocks.get(row.block)
    return one is None or (row.kind, row.text, row.claimed_by) != (str(one.kind), one.text, one.claimed_by)


def _problems(db: Database, line: Line, capture: str) -> Iterator[ProblemRow]:
    for values in problem_values(stored_reading(db, line.capture(capture).current.record).problems):
        yield ProblemRow(capture, *values)


_Rows = Mapping[type[Row], Collection[Row]]


def _difference(stand: _Rows, wanted: _Rows) -> Iterator[str]:
    """Return the table of each row that is there and not wanted, or another, or missing."""
    for kind in {**stand, **wanted}:
        spec = SPEC_OF[kind]
        differ = {*stand.get(kind, ())} ^ {*wanted.get(kind, ())}
        yield from [spec.name] * len({tuple(row[place] for place in spec.key_places) for row in differ})


def _facts(one: PageState) -> PageFacts:
    page = one.page
    return (page.assessment, page.id, page.type.value, page.pillar, page.title, page.url, one.newest)
