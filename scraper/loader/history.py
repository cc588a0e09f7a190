"""The history of a page: each of its captures folded into what the one before it left.

The newest capture speaks. What it merely lacks is kept from the capture before it; what it restates, and
what vanished with its row, is a change (docs/database.md, Which capture speaks). What a capture leaves is a function of
what the one before left and of what it states itself, so that nothing here looks further back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from schemas.capture_rows import Cause, ChangeRow
from schemas.columns import Value, table_of
from schemas.rows import AssessmentRow, JudgmentRow
from schemas.vocabulary import SILENT, WitnessSource
from scraper.store.moments import sortable

from .statements import (
    OWNED,
    SHARED,
    CitedRow,
    HeadSign,
    Rows,
    StatedPage,
    StatedWitness,
    Statement,
    grade_or_status,
)
from .tables import SPECS

# Columns that are more than a line: lacking them is a section gone, unless the head around them is lost too.
_NOT_KEPT = {("assessments", "introduction")}
_VERDICT = ("status", "grade", "grade_rank", "grade_text")
_DIGITS = 16
"""Digits of a capture's digest in its place: enough to tell two captures of one moment apart."""


class Read(NamedTuple):
    """A reading of a capture: who read, and the reading's id."""

    parser_version: str
    record: str


@dataclass(frozen=True)
class Capture:
    """A capture with its readings, the newest last."""

    id: str
    captured_at: str | None
    sha256: str
    readings: tuple[Read, ...]
    inferred_at: str | None = None
    """The newest date that an undated capture states."""

    @property
    def stands_at(self) -> str:
        """Its place in time as text that sorts: when it was made, else the day that it states (before each moment of it), else none.

        Without the `Z`, before which a fraction of a second would stand.
        """
        return sortable(self.captured_at or self.inferred_at or "")

    @property
    def current(self) -> Read:
        """The newest reading."""
        return self.readings[-1]


class Place(NamedTuple):
    """A value's place in the tables."""

    table: str
    row_id: str
    column: str


@dataclass(frozen=True)
class Kept:
    """A value kept from an older capture, and where that states it."""

    value: Value
    snapshot: str
    block: int | None


@dataclass
class State:
    """What holds after a capture: the page, rows, witnesses by judgment, the values kept from older captures."""

    page: StatedPage
    rows: Rows
    witnesses: dict[str, list[StatedWitness]]
    kept: dict[Place, Kept] = field(default_factory=dict)
    head: frozenset[HeadSign] = frozenset()
    """What captures up to this one showed of the page's head."""
    lost_head: bool = False
    """Whether this capture lacks the head that an older one had."""


@dataclass(frozen=True)
class PageState:
    """A page as its captures leave it; `newest` is the id of the capture that speaks."""

    state: State
    newest: str

    @property
    def page(self) -> StatedPage:
        """The page, with the title and the address of the newest capture that has them."""
        return self.state.page


class Difference(NamedTuple):
    """A published value that differs between two states, as text."""

    place: Place
    old: str | None
    new: str | None


class Verdict(NamedTuple):
    """What a page says of a judgment; all null where it states none."""

    status: str | None = None
    grade: str | None = None
    last_updated: str | None = None


@dataclass(frozen=True)
class Before:
    """A capture, what it left, and what the one before it had left (None before the first), made when asked for."""

    capture: Capture
    state: State
    earlier: Callable[[], State | None]


@dataclass(frozen=True)
class Step:
    """What a capture brought: the state it leaves, what changed with it, the judgments that it says otherwise."""

    state: State
    changes: list[ChangeRow]
    verdicts: dict[str, Verdict]


Reader = Callable[[str, str], Statement]
"""Returns what a capture (id) states by a reading (id)."""


def place_of(capture: Capture, newest: str) -> str:
    """Return where a capture stands among those of its page, as text that sorts; `newest` is the newest date it prints.

    By the moment at which it stands, undated ones without a date first, newest date printed, digest. Of two that are alike in all, their
    ids decide.
    """
    return "\t".join((capture.stands_at, newest, capture.sha256[:_DIGITS]))


def says_the_same(last: Capture, capture: Capture) -> bool:
    """Return whether a capture says just what the one before it says, under the same parsers."""
    return len(capture.readings) == 1 and last.current == capture.current


def fold(before: Before | None, capture: Capture, read: Reader) -> Step:
    """Return what a capture brings after the one before it, which says something else."""
    state = before.state if before else None
    after = carry(state, read(capture.id, capture.current.record))
    changes: list[ChangeRow] = []
    if before is not None:
        changes += _site_changes(before, capture, after, read)
    changes += _parser_changes(state, capture, read)
    return Step(after, changes, _verdicts(state, after))


def _site_changes(before: Before, capture: Capture, after: State, read: Reader) -> list[ChangeRow]:
    """Compare neighbours as one parser read both, where one did."""
    last, state = before.capture, before.state
    version, old, new = _comparable(last, capture)
    if old != last.current.record:
        state = carry(before.earlier(), read(last.id, old))
    if state is not before.state or new != capture.current.record:
        after = carry(state, read(capture.id, new))
    return _noted(difference(state, after), last, capture, Cause.SITE, version, read)


def _parser_changes(state: State | None, capture: Capture, read: Reader) -> list[ChangeRow]:
    """Compare the readings of one capture: what differs is the parser's doing."""
    changes: list[ChangeRow] = []
    pairs = zip(capture.readings, capture.readings[1:], strict=False)
    for (_, old), (version, new) in pairs:
        if old != new:
            found = difference(carry(state, read(capture.id, old)), carry(state, read(capture.id, new)))
            changes += _noted(found, capture, capture, Cause.PARSER, version, read)
    return changes


def _noted(
    found: list[Difference], last: Capture, capture: Capture, cause: Cause, version: str, read: Reader
) -> list[ChangeRow]:
    page = read(capture.id, capture.current.record).page
    return [
        ChangeRow(
            page.id,
            page.assessment,
            *one.place,
            one.old,
            one.new,
            last.id,
            capture.id,
            capture.captured_at,
            cause.value,
            version,
        )
        for one in found
    ]


def _verdicts(before: State | None, after: State) -> dict[str, Verdict]:
    """Return the judgments that two neighbouring states show otherwise, as the later one does."""
    old = {key: _verdict(row) for key, row in before.rows.judgments.items()} if before else {}
    new = {key: _verdict(row) for key, row in after.rows.judgments.items()}
    found = {key: shown for key, shown in new.items() if old.get(key) != shown}
    return found | {key: Verdict() for key in old if key not in new}


def _verdict(row: JudgmentRow) -> Verdict:
    return Verdict(row.status, row.grade, row.last_updated)


def _comparable(last: Capture, capture: Capture) -> tuple[str, str, str]:
    """Return the newest parser version that read both and its two readings.

    Where no parser read both, the newer capture's first reading is laid beside the older one's last.
    """
    old = dict(last.readings)
    for version, reading in reversed(capture.readings):
        if version in old:
            return version, old[version], reading
    version, reading = capture.readings[0]
    return version, last.current.record, reading


def carry(before: State | None, statement: Statement) -> State:
    """Return the state after a capture: what it states, and what it merely lacks from the state before.

    A capture that lost the page's head takes nothing away and adds no prose: where the head is lost, what follows
    stands under no heading. Only a grade that it states and no witness before it is news (docs/database.md, Which
    capture speaks).
    """
    if before is None:
        return State(statement.page, statement.rows, statement.witnesses, head=statement.head)
    page = _page(before.page, statement.page)
    if not statement.head and len(before.head) == len(HeadSign):
        return _without_head(page, before, statement)
    state = State(page, statement.rows.copy(), statement.witnesses, head=before.head | statement.head)
    is_damaged = _is_head_damaged(before, statement)
    for table in (*SHARED, *OWNED):
        for key in statement.rows.of(table).keys() & before.rows.of(table).keys():
            _keep_row(state, before, table, key, statement, is_damaged)
    if is_damaged or not statement.is_whole:
        _keep_judgments(state, before, statement)
    return state


def _is_head_damaged(before: State, statement: Statement) -> bool:
    """Return whether a capture lacks a part of the page's head: its title, or a judgment that it summed up."""
    summed, now = (
        {key for key, found in each.items() if any(one.source == WitnessSource.HEADLINE for one in found)}
        for each in (before.witnesses, statement.witnesses)
    )
    return not (before.head <= statement.head and summed <= now)


def _page(before: StatedPage, page: StatedPage) -> StatedPage:
    """Return the page as a capture states it, with the title and address of an older one that has them."""
    if page.title and page.url:
        return page
    return replace(page, title=page.title or before.title, url=page.url or before.url)


def _keep_judgments(state: State, before: State, statement: Statement) -> None:
    """Keep the judgments that a capture of a part of the page does not show, and the named absences of such."""
    for key, row in before.rows.judgments.items():
        if key not in state.rows.judgments:
            state.rows.put(row)
            if row.assessment not in state.rows.assessments:  # one of several that the page states
                state.rows.put(before.rows.assessments[row.assessment])
            state.witnesses = {**state.witnesses, key: before.witnesses.get(key, [])}
            state.kept.update({place: kept for place, kept in before.kept.items() if place.row_id == key})
            _keep_lost(state, row, statement)


def _without_head(page: StatedPage, before: State, statement: Statement) -> State:
    """Return the state after a capture without a head: the one before, and the grades that the capture states."""
    state = State(page, before.rows.copy(), dict(before.witnesses), dict(before.kept), before.head, lost_head=True)
    for key, row in statement.rows.judgments.items():
        known = {None, *(witness.grade for witness in before.witnesses.get(key, ()))}
        old = before.rows.judgments.get(key)
        if row.grade not in known and (old is None or old.grade != row.grade):
            state.rows.put(row)
            state.witnesses[key] = statement.witnesses.get(key, [])
            state.kept = {place: kept for place, kept in state.kept.items() if place.row_id != key}
    lost: list[AssessmentRow | JudgmentRow] = list(before.rows.assessments.values())
    lost += (old for key, old in before.rows.judgments.items() if state.rows.judgments[key] is old)
    for each in lost:
        _keep_lost(state, each, statement)
    return state


def _keep_lost(state: State, row: AssessmentRow | JudgmentRow, statement: Statement) -> None:
    """Note which published values of a row a capture without a head does not state."""
    table = table_of(type(row)).name
    new = statement.rows.of(table).get(row.id)
    for place, name in SPECS[table].published:
        if row[place] is not None and (new is None or new[place] != row[place]):
            where = Place(table, row.id, name)
            state.kept.setdefault(where, Kept(row[place], row.snapshot, row.block))


def _keep_row(state: State, before: State, table: str, key: str, statement: Statement, is_damaged: bool) -> None:
    old, new = before.rows.of(table)[key], state.rows.of(table)[key]
    places = SPECS[table].published
    names = [name for place, name in places if new[place] is None and old[place] is not None]
    if isinstance(old, JudgmentRow) and isinstance(new, JudgmentRow):
        is_known = is_damaged and new.grade in {witness.grade for witness in before.witnesses.get(key, ())}
        names = _judgment_names(old, new, names, is_silent=is_known or _is_silent(new))
    if table == "assessments" and not state.rows.key_facts:
        names = [name for name in names if name != "key_facts_period"]
    if not is_damaged:
        names = [name for name in names if (table, name) not in _NOT_KEPT]
    if not names:
        return
    told: dict[str, Any] = old._asdict()
    state.rows.put(new._replace(**{name: told[name] for name in names}))
    for name in names:
        place = Place(table, key, name)
        state.kept[place] = before.kept.get(place) or Kept(told[name], old.snapshot, old.block)


def _is_silent(row: JudgmentRow) -> bool:
    """Return whether a judgment is an absence that no words of the page state: nothing that overrides a stated one.

    That an area is told in a report of its own is no such word: it says where the grade stands, not that there is none.
    """
    return row.status in SILENT or not (row.grade or row.grade_text or row.statement)


def _judgment_names(old: JudgmentRow, new: JudgmentRow, names: list[str], *, is_silent: bool) -> list[str]:
    """Return which columns of a judgment are kept.

    Status, grade and its words go together: they are kept where the newer capture states nothing that is read. Its
    date and statement belong to a verdict, so they are not kept beside another one.
    """
    if (old.status, old.grade) == (new.status, new.grade):
        return names
    if is_silent and old.status not in SILENT:
        return [*_VERDICT, *(name for name in names if name not in _VERDICT)]
    return []


def difference(old: State, new: State) -> list[Difference]:
    """Return what differs between two states, by table, row and published column, as text."""
    return [
        one for table in (*SHARED, *OWNED) for one in _table_difference(table, old.rows.of(table), new.rows.of(table))
    ]


def _table_difference(table: str, old: Mapping[str, CitedRow], new: Mapping[str, CitedRow]) -> Iterator[Difference]:
    for key in old.keys() - new.keys():
        yield Difference(Place(table, key, "*"), headline(old[key]), None)
    places = SPECS[table].published
    for key, row in new.items():
        before = old.get(key)
        if before is None:
            yield Difference(Place(table, key, "*"), None, headline(row))
            continue
        for place, name in places:
            if before[place] != row[place]:
                yield Difference(Place(table, key, name), as_text(before[place]), as_text(row[place]))


def headline(row: CitedRow) -> str:
    """Return the words that stand for a row that appears or vanishes."""
    if isinstance(row, JudgmentRow):
        return grade_or_status(row)
    return str(getattr(row, table_of(type(row)).headline or "id") or row.id)


def as_text(value: Value) -> str | None:
    """Return a value as `changes` keeps it: text, a number without needless decimals."""
    if value is None or isinstance(value, str):
        return value
    return f"{value:.15g}"
