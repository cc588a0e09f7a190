"""The grades that a long report prints all at once: as a table, a list, one alternative text, or cards.

Rounds: police 2021/22 and 2023-25, fire 2023-25. Sample: the part after “… as follows:” of …/peel-reports/sussex-2021-22/
Forms: a row for each area; a column for each grade with the areas in it; a row with a tick in the grade's
column; `{Area}: {Grade}` lines; the same in one text, parted by semicolons; two columns of grades, of which one
is of an earlier state. What can be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from schemas.questions import Question, find_question
from schemas.text import fold
from schemas.vocabulary import GRADE_WORDS, BlockKind, Grade, Round, Status
from scraper.parsers.grades import Stated, grade_word, split_badge
from scraper.parsers.lines import Line


@dataclass(frozen=True)
class Entry:
    """An area and what a table says of it.

    `line` states it, `earlier` is the grade of an earlier state and its round, `beside` are the other lines that it was
    read from: its label, the grade of the earlier state.
    """

    label: str
    known: Question | None
    stated: Stated | None
    text: str
    line: Line
    earlier: tuple[Grade, str | None] | None = None
    beside: tuple[Line, ...] = ()


@dataclass(frozen=True)
class _Cell:
    row: str
    tag: str
    index: int
    line: Line

    @property
    def stated(self) -> Stated | None:
        return self.line.stated


Earlier = tuple[Grade, str | None]
"""A grade of an earlier state and its round, where that is named."""
State = tuple[bool, str | None]
"""Whether a grade is of an earlier state, and of which round where that is named."""
_NOW: State = (False, None)
_CELL = re.compile(
    r"(?P<row>(?P<table>.*/table\[\d+\])/(?:.*/)?tr\[\d+\])/(?P<tag>t[dh])\[(?P<index>\d+)\]"
)  # in the path of a block; of tables in one another the innermost
_WORDS = "|".join([*GRADE_WORDS, "ungraded", "not graded"])
_END = re.compile(rf"\s?(?::|–|—|\s-)\s*({_WORDS})\s*(?:[;,.|]\s*(?:and\s+)?|$)", re.I)
_EARLIER = re.compile(r"\b(?:previous(?:ly)?|last (?:inspection|assessment|round|time)|earlier|initial(?:ly)?)\b")
_FIRST_STATE = re.compile(r"\b(?:initial(?:ly)?|first|previous|last|earlier|before|old)\b")
_LATEST_STATE = re.compile(r"\b(?:revisit|after|current|now|new|this|latest)\b")
_YEARS = re.compile(r"\b(20\d\d) ?[/-] ?(?:20)?(\d\d)\b")
_PARTED = re.compile(r"[,;•|](?: and\b)?|\n")
_TICK = re.compile(r"^(?:[✓✔☑✅xX×•*]|yes|tick)$", re.I)


class TableReader:
    """Reads the grades of one round out of lines."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def area(self, text: str) -> Question | None:
        """Return the area that a text names, None where it names none."""
        return find_question(self.round.kind.value, self.round.framework, text)

    def areas(self, text: str) -> list[tuple[str, Question | None]]:
        """Return the areas that a cell names, each with what is known of it: one, or several parted by commas.

        A name may have commas of its own: the longest run of parts that names an area is one. A cell of which no part
        names an area is one area that nobody knows.
        """
        parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
        found: list[tuple[str, Question | None]] = []
        while parts:
            named = ((count, self.area(", ".join(parts[:count]))) for count in range(len(parts), 0, -1))
            count, known = next(((count, area) for count, area in named if area is not None), (1, None))
            found.append((", ".join(parts[:count]), known))
            parts = parts[count:]
        return found if len(found) > 1 and any(known for _, known in found) else [(text, self.area(text))]

    def read(self, lines: Iterable[Line]) -> tuple[list[Entry], list[Line], list[Line]]:
        """Part lines into entries, the lines that made them or head them, and the rest in order."""
        entries: list[Entry] = []
        made: list[Line] = []
        rest: list[Line] = []
        lead = ""
        for table, group in groupby(lines, key=_table_of):
            members = list(group)
            found = list(self._grid(members, self.earlier(lead))) if table is not None else []
            if any(entry.known is not None for entry in found):
                entries.extend(found)
                made.extend(members)
                continue
            for line in members:
                listed = self._listed(line, self.earlier(lead), bool(entries))
                entries.extend(listed)
                (made if listed else rest).append(line)
                lead = lead if listed else line.text
        return entries, made, rest

    def earlier(self, lead: str) -> State:
        """Return whether the sentence before a table announces the grades of an earlier round, and of which."""
        if not lead.rstrip().endswith(":"):
            return _NOW
        folded = fold(lead)
        named = self._round_named(folded)
        return (True, named) if named is not None or _EARLIER.search(folded) else _NOW

    def _round_named(self, folded: str) -> str | None:
        """Return the earlier round that a folded text names; None where it names none, or this one."""
        named = [f"{m[1]}-{m[2]}" for m in _YEARS.finditer(folded)]
        return named[0] if named and all(n < self.round.id for n in named) else None

    # --- lines -------------------------------------------------------------------------------------------------

    def _listed(self, line: Line, earlier: State, begun: bool) -> list[Entry]:
        text = line.text
        split = split_badge(text)
        if split is not None:
            known = self.area(split[0])
            if known is not None or (begun and line.block.kind is BlockKind.LIST_ITEM):
                return [self._entry(split[0], known, split[1], text, line, earlier)]
        ends = list(_END.finditer(text))
        starts = [0, *(end.end() for end in ends)]
        pieces = [
            (text[start : end.start()].strip(), end[1], text[start : end.end()].strip())
            for start, end in zip(starts, ends, strict=False)
        ]
        named = [(self._named(label), grade, piece) for label, grade, piece in pieces]
        if sum(known is not None for (_, known), _, _ in named) * 2 <= len(named):
            return []
        return [
            self._entry(label, known, stated, piece, line, earlier)
            for (label, known), grade, piece in named
            if (stated := _stated(grade)) is not None
        ]

    def _named(self, label: str) -> tuple[str, Question | None]:
        known = self.area(label)
        if known is None:
            after = label.rpartition(": ")[2]
            known = self.area(after)
            label = after if known is not None else label
        return label.strip(), known

    def _entry(
        self, label: str, known: Question | None, stated: Stated, text: str, line: Line, earlier: State
    ) -> Entry:
        if not earlier[0]:
            return Entry(label, known, stated, text, line)
        return Entry(label, known, None, text, line, (stated.grade, earlier[1]) if stated.grade else None)

    # --- tables ------------------------------------------------------------------------------------------------

    def _grid(self, lines: list[Line], earlier: State) -> Iterator[Entry]:
        """Return what a table says: by rows that hold area and grade, else by columns that are grades."""
        cells = [_cell(line) for line in lines]
        rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
        head = _head(rows)
        columns = {_column(rows[0], cell): cell for cell in rows[0]} if head else {}
        grades = {place: stated for place, cell in columns.items() if (stated := cell.stated) is not None}
        body = rows[1:] if head else rows
        states = {place for place, cell in columns.items() if _names_state(cell.line.text)}
        width = max([len(states), *(sum(cell.stated is not None for cell in row) for row in body)])
        for row in body:
            if len(grades) > 1:
                yield from self._by_column(row, grades if self._all_grades(grades) and not earlier[0] else {})
            elif width < 2 or _whole(row, width, states):
                yield from self._by_row(row, columns, earlier)

    def _all_grades(self, grades: dict[int, Stated]) -> bool:
        """Return whether columns are the whole scale side by side; a copy that lost one has moved the others."""
        places = sorted(grades)
        whole = len({stated.grade for stated in grades.values() if stated.grade}) == self.round.scale
        return whole and places == list(range(places[0], places[0] + self.round.scale))

    def _by_column(self, row: list[_Cell], grades: dict[int, Stated]) -> Iterator[Entry]:
        """Read a row of a table whose columns are grades: areas stand in the columns, or ticks beside one."""
        ticks = [cell for cell in row if _TICK.match(cell.line.text)]
        if ticks:
            label = row[0]
            place = _column(row, ticks[0])
            if len(ticks) == 1 and place in grades and _column(row, label) not in grades:
                known = self.area(label.line.text)
                if known is not None:
                    stated = grades[place]
                    yield Entry(label.line.text, known, stated, stated.text, ticks[0].line, beside=(label.line,))
            return
        named = [(cell, self.areas(cell.line.text)) for cell in row]
        if any(
            _column(row, cell) not in grades or (cell.tag == "th" and not _all_known(areas)) for cell, areas in named
        ):
            return
        for cell, areas in named:
            stated = grades[_column(row, cell)]
            yield from (Entry(label, known, stated, stated.text, cell.line) for label, known in areas)

    def _by_row(self, row: list[_Cell], columns: dict[int, _Cell], earlier: State) -> Iterator[Entry]:
        """Read a row that begins with an area and holds its grade, or its grades of two states."""
        graded = [(cell, stated) for cell in row[1:] if (stated := cell.stated) is not None]
        first = row[0].stated
        if first is not None and not graded:
            for cell in row[1:]:
                for label, known in self.areas(cell.line.text):
                    entry = self._entry(label, known, first, first.text, cell.line, earlier)
                    yield replace(entry, beside=(row[0].line,))
        if first is not None:
            return
        label = row[0].line.text
        known = self.area(label)
        if known is None and len(row) != 2:
            return
        states = [(self._state(row, cell, columns), cell, stated) for cell, stated in graded]
        if earlier[0]:
            states = [(earlier, cell, stated) for _, cell, stated in states]
        now = [(cell, stated) for (old, _), cell, stated in states if not old]
        before = next(((s.grade, r) for (old, r), _, s in states if old and s.grade is not None), None)
        read = (row[0].line, *(cell.line for cell, _ in graded))
        if len({(stated.status, stated.grade) for _, stated in now}) > 1:
            text = " / ".join(stated.text for _, stated in now)
            yield Entry(label, known, Stated(Status.UNREADABLE, None, text), text, now[0][0].line, before, read)
        elif now:
            yield Entry(label, known, now[0][1], now[0][1].text, now[0][0].line, before, read)
        elif before is not None:
            yield Entry(label, known, None, label, row[0].line, before, read)

    def _state(self, row: list[_Cell], cell: _Cell, columns: dict[int, _Cell]) -> State:
        head = columns.get(_column(row, cell))
        return _NOW if head is None else self.state(head.line.text)

    def state(self, head: str) -> State:
        """Tell of what state and round a column's grades are, by its head: `Initial judgment`, `2021/22`."""
        folded = fold(head)
        if _YEARS.search(folded) is not None:
            named = self._round_named(folded)
            return named is not None, named
        return bool(_FIRST_STATE.search(folded)) and not _LATEST_STATE.search(folded), None


def _all_known(areas: list[tuple[str, Question | None]]) -> bool:
    return all(known is not None for _, known in areas)


def _stated(word: str) -> Stated | None:
    """Return what a grade word states, as published; None for one with a letter that only looks like that of a grade."""
    found = grade_word(fold(word))
    return Stated(found.status, found.grade, word) if found else None


def _table_of(line: Line) -> str | None:
    match = _CELL.match(line.block.path)
    return match["table"] if match and line.block.kind is BlockKind.TABLE_CELL else None


def _cell(line: Line) -> _Cell:
    """Return the cell of a line that stands in a table."""
    match = _CELL.match(line.block.path)
    assert match is not None
    return _Cell(match["row"], match["tag"], int(match["index"]), line)


def _column(row: list[_Cell], cell: _Cell) -> int:
    """Return a cell's column; a row's heading cells stand before its other cells."""
    if cell.tag == "th":
        return cell.index
    return cell.index + max((c.index for c in row if c.tag == "th"), default=0)


def _names_state(head: str) -> bool:
    """Return whether a column's head tells one state of the grades from another."""
    folded = fold(head)
    return any(form.search(folded) for form in (_FIRST_STATE, _LATEST_STATE, _YEARS))


def _whole(row: list[_Cell], width: int, states: set[int]) -> bool:
    """Return whether a row of several states has a grade for each, under the heads and not beside them.

    Copies lose cells of one word, and what is left then stands in another's column.
    """
    return sum(cell.stated is not None for cell in row) == width and _column(row, row[0]) not in states


def _head(rows: list[list[_Cell]]) -> bool:
    """Return whether the first row of a table heads its columns: all heading cells, or words that are no entry."""
    first = rows[0]
    stated = [cell.stated is not None for cell in first]
    return all(cell.tag == "th" for cell in first) or not any(stated) or all(stated)
