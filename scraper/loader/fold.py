"""The captures of a page folded into one state: a pure function of the set, whatever order they came in.

The newest capture speaks. What it merely lacks is kept from the capture before it; what it restates, and
what vanished with its row, is a change (docs/database.md, Which capture speaks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from schemas.rows import Cause
from schemas.vocabulary import Status

from .statements import RANK, Row, Rows, Statement
from .tables import SPECS

# Columns of the assessment that are more than a line: lacking them is a section gone, not a line lost.
_NOT_KEPT = {("assessments", "introduction")}
_JUDGMENT = SPECS["judgments"].at
_VERDICT = ("status", "grade", "grade_rank", "grade_text")
_SILENT = (Status.UNREADABLE.value,)


@dataclass(frozen=True)
class Capture:
    """A capture with its readings: pairs of parser version and reading id, the newest last."""

    id: str
    captured_at: str | None
    sha256: str
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Kept:
    """A value kept from an older capture, and where that states it."""

    value: Any
    snapshot: str
    block: int | None


@dataclass
class State:
    """What holds after a capture: rows by table and id, witnesses, the values kept from older captures."""

    rows: Rows
    witnesses: dict[str, list[Row]]
    kept: dict[tuple[str, str, str], Kept] = field(default_factory=dict)


@dataclass
class Folded:
    """A page's state, with its history: rows of `changes` and of `judgment_states`, as in those tables."""

    page: dict[str, Any]
    state: State
    newest: Capture
    changes: list[tuple[Any, ...]]
    states: list[tuple[Any, ...]]


Reader = Callable[[str, str], Statement]
"""Gives what a capture (id) states by a reading (id)."""
Difference = tuple[str, str, str, str | None, str | None]
"""Table, row, column, old, new."""


def in_order(captures: list[Capture], read: Reader) -> list[Capture]:
    """Sort captures as they speak: undated ones first, then by time, newest date printed, digest, id."""
    times = [capture.captured_at for capture in captures]

    def key(capture: Capture) -> tuple[str, str, str, str]:
        tied = times.count(capture.captured_at) > 1
        newest = read(capture.id, capture.readings[-1][1]).newest if tied else ""
        return capture.captured_at or "", newest, capture.sha256, capture.id

    return sorted(captures, key=key)


def fold(captures: list[Capture], read: Reader) -> Folded:
    """Fold the captures of one page, at least one, in any order."""
    ordered = in_order(captures, read)
    walk = _Walk(read)
    for capture in ordered:
        walk.step(capture)
    newest = ordered[-1]
    page = read(newest.id, newest.readings[-1][1]).page
    assert walk.state is not None
    return Folded(page, walk.state, newest, walk.changes, walk.states)


class _Walk:
    """Goes from capture to capture, and notes what changed."""

    def __init__(self, read: Reader) -> None:
        self.read = read
        self.state: State | None = None
        self.before: State | None = None
        self.last: Capture | None = None
        self.changes: list[tuple[Any, ...]] = []
        self.states: list[tuple[Any, ...]] = []
        self._shown: dict[str, tuple[Any, ...]] = {}
        self._count: dict[str, int] = {}

    def step(self, capture: Capture) -> None:
        if self.last is not None and _same(self.last, capture):
            self.last = capture
            return
        before = self.state
        if self.last is not None:
            self._site_changes(self.last, capture)
        self._parser_changes(before, capture)
        self.before, self.state = before, self._after(before, capture, capture.readings[-1][1])
        self.last = capture
        self._note_states(capture)

    def _after(self, before: State | None, capture: Capture, reading: str) -> State:
        return carry(before, self.read(capture.id, reading))

    def _site_changes(self, last: Capture, capture: Capture) -> None:
        """Compare neighbours as one parser read both, where one did."""
        version, old, new = _comparable(last, capture)
        state = self.state
        if old != last.readings[-1][1]:
            state = self._after(self.before, last, old)
        assert state is not None
        found = difference(state, self._after(state, capture, new))
        self._note(found, last, capture, Cause.SITE, version)

    def _parser_changes(self, before: State | None, capture: Capture) -> None:
        """Compare the readings of one capture: what differs is the parser's doing."""
        pairs = zip(capture.readings, capture.readings[1:], strict=False)
        for (_, old), (version, new) in pairs:
            if old != new:
                found = difference(self._after(before, capture, old), self._after(before, capture, new))
                self._note(found, capture, capture, Cause.PARSER, version)

    def _note(self, found: list[Difference], last: Capture, capture: Capture, cause: Cause, version: str) -> None:
        page = self.read(capture.id, capture.readings[-1][1]).page
        self.changes += [
            (
                page["id"],
                page["assessment"],
                *one,
                last.id,
                capture.id,
                capture.captured_at,
                cause.value,
                version,
            )
            for one in found
        ]

    def _note_states(self, capture: Capture) -> None:
        assert self.state is not None
        page = self.read(capture.id, capture.readings[-1][1]).page["id"]
        rows = self.state.rows["judgments"]
        for key in [*rows, *(key for key in self._shown if key not in rows)]:
            row = rows.get(key)
            shown = tuple(row[_JUDGMENT[name]] if row else None for name in ("status", "grade", "last_updated"))
            if self._shown.get(key) == shown:
                continue
            self._shown[key] = shown
            self._count[key] = count = self._count.get(key, 0) + 1
            status, grade, dated = shown
            self.states.append((key, page, count, capture.id, capture.captured_at, status, grade, RANK[grade], dated))


def _same(last: Capture, capture: Capture) -> bool:
    """Tell whether a capture says just what the one before it says, under the same parsers."""
    return len(capture.readings) == 1 and last.readings[-1] == capture.readings[-1]


def _comparable(last: Capture, capture: Capture) -> tuple[str, str, str]:
    """Give the newest parser version that read both and its two readings.

    Where no parser read both, the newer capture's first reading is laid beside the older one's last.
    """
    old = dict(last.readings)
    for version, reading in reversed(capture.readings):
        if version in old:
            return version, old[version], reading
    version, reading = capture.readings[0]
    return version, last.readings[-1][1], reading


def carry(before: State | None, statement: Statement) -> State:
    """Give the state after a capture: what it states, and what it merely lacks from the state before."""
    rows: Rows = {table: dict(part) for table, part in statement.rows.items()}
    state = State(rows, statement.witnesses)
    if before is None:
        return state
    for table, part in rows.items():
        old = before.rows[table]
        for key in part.keys() & old.keys():
            _keep_row(state, before, table, key)
    return state


def _keep_row(state: State, before: State, table: str, key: str) -> None:
    spec, old, new = SPECS[table], before.rows[table][key], state.rows[table][key]
    names = [spec.names[place] for place in spec.published if new[place] is None and old[place] is not None]
    if table == "judgments":
        names = _judgment_names(old, new, names)
    if table == "assessments" and not state.rows["key_facts"]:
        names = [name for name in names if name != "key_facts_period"]
    names = [name for name in names if (table, name) not in _NOT_KEPT]
    if not names:
        return
    row = state.rows[table][key] = list(new)
    for name in names:
        place = spec.at[name]
        row[place] = old[place]
        origin = Kept(old[place], old[-2], old[-1])
        state.kept[table, key, name] = before.kept.get((table, key, name), origin)


def _judgment_names(old: Row, new: Row, names: list[str]) -> list[str]:
    """Tell which columns of a judgment are kept.

    Status, grade and its words go together: they are kept where the newer capture states nothing at all. Its
    date and statement belong to a verdict, so they are not kept beside another one.
    """
    status, before = new[_JUDGMENT["status"]], old[_JUDGMENT["status"]]
    if status in _SILENT and new[_JUDGMENT["grade_text"]] is None and before not in _absent():
        return [*_VERDICT, *(name for name in names if name not in _VERDICT)]
    same = all(old[_JUDGMENT[name]] == new[_JUDGMENT[name]] for name in ("status", "grade"))
    return [name for name in names if same]


def _absent() -> tuple[str, ...]:
    return (Status.UNREADABLE.value, Status.SECTION_MISSING.value)


def difference(old: State, new: State) -> list[Difference]:
    """Give what differs between two states, by table, row and published column, as text."""
    return [one for table in new.rows for one in _table_difference(table, old.rows[table], new.rows[table])]


def _table_difference(table: str, old: dict[str, Row], new: dict[str, Row]) -> Iterator[Difference]:
    spec = SPECS[table]
    for key in old.keys() - new.keys():
        yield table, key, "*", headline(table, old[key]), None
    for key, row in new.items():
        if key not in old:
            yield table, key, "*", None, headline(table, row)
            continue
        before = old[key]
        for place in spec.published:
            if before[place] != row[place]:
                yield table, key, spec.names[place], as_text(before[place]), as_text(row[place])


def headline(table: str, row: Row) -> str:
    """Give the words that stand for a row that appears or vanishes."""
    spec = SPECS[table]
    if table == "judgments":
        return str(row[_JUDGMENT["grade"]] or row[_JUDGMENT["status"]])
    return str(row[spec.at[spec.table.headline or "id"]] or row[0])


def as_text(value: Any) -> str | None:
    """Give a value as `changes` keeps it: text, a number without needless decimals."""
    if value is None or isinstance(value, str):
        return value
    return f"{value:.15g}"
