"""The grades that a long report prints all at once: as a table, a list, one alternative text, or cards.

Rounds: police 2021/22 and 2023-25, fire 2023-25. Sample: the part after “… as follows:” of …/peel-reports/sussex-2021-22/
Forms: a row for each area; a column for each grade with the areas in it; a row with a tick in the grade's
column; `{Area}: {Grade}` lines; the same in one text, parted by semicolons; two columns of grades, of which one
is of an earlier state. What can be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby

from schemas.questions import Question, find_question
from schemas.vocabulary import Round, Status
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind

from .entries import Earlier, Entry, latest, placed
from .grade_lines import LineReader
from .grid import Cell, Row, columns_of, is_head, rows_of, table_of
from .states import NOW, State, States, both, is_heading

_PARTED = re.compile(r"[,;•|](?: and\b)?|\n")
_NUMBERED = re.compile(r"(?:table|figure|list) \d{1,2}\W*$", re.I)
_TICK = re.compile(r"^(?:[✓✔☑✅xX×•*]|yes|tick)$", re.I)


class TableReader:
    """Reads the grades of one round out of lines; `names` is the pattern of the folded names of whose page it is."""

    def __init__(self, round_: Round, names: re.Pattern[str] | None = None) -> None:
        self.round = round_
        self.states = States(round_, names)
        self._lines = LineReader(self.states, self.area)

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

    def read(self, lines: Iterable[Line], heading: Line | None = None) -> tuple[list[Entry], list[Line], list[Line]]:
        """Part lines into entries, the lines that made them or head them, and the rest in order.

        `heading` heads the lines. What a heading says of the grades below it holds down to the next one, what a line
        says only for the table or the list right below it.
        """
        entries: list[Entry] = []
        made: list[Line] = []
        rest: list[Line] = []
        lead: Line | None = None
        groups = [(table, list(group)) for table, group in groupby(lines, key=table_of)]
        for place, (table, members) in enumerate(groups):
            if table is not None:
                below = groups[place + 1][1][0] if place + 1 < len(groups) else None
                found = list(self._grid(members, self._around(heading, lead, below)))
                if any(entry.known is not None for entry in found):
                    entries.extend(found)
                    made.extend(members)
                    continue
                if self._is_of_areas(members):
                    rest.extend(members)
                    continue
            for line in members:
                listed = self._lines.read(line, bool(entries))
                state = self._around(heading, lead) if listed else NOW
                found = [placed(entry, state) for entry in listed if state is not None]
                entries.extend(found)
                (made if found else rest).append(line)
                if not listed and table is None and not _leads_nowhere(line):
                    heading, lead = (line, None) if is_heading(line) else (heading, line)
        return entries, made, rest

    def _around(self, heading: Line | None, lead: Line | None, below: Line | None = None) -> State | None:
        """Return what stands around a table or a list says of its grades: the line above it, else its heading, a note."""
        told = (self.states.of_lead(lead) if lead else ()) or (self.states.of_lead(heading) if heading else ())
        noted = self.states.of_note(below) if below else ()
        return both(told[0] if told else NOW, noted[0] if noted else NOW)

    def _is_of_areas(self, lines: list[Line]) -> bool:
        """Return whether a table has areas and grades, none of which are read: they are of somebody else."""
        return any(line.stated for line in lines) and any(self.area(line.text) for line in lines)

    # --- tables ------------------------------------------------------------------------------------------------

    def _grid(self, lines: list[Line], above: State | None) -> Iterator[Entry]:
        """Return what a table says: by rows that hold area and grade, else by columns that are grades.

        `above` is what stands above it says of its grades.
        """
        rows = rows_of(lines)
        head = self._head(rows)
        columns, body = columns_of(head), rows[len(head) :]
        grades = {place: stated for place, cells in columns.items() if (stated := cells[-1].stated) is not None}
        above = both(above, self._of_labels(columns))
        heads = {place: both(above, self._of_heads(cells)) for place, cells in columns.items()}
        states = {place for place, cells in columns.items() if any(self.states.tells_state(c.line.text) for c in cells)}
        width = max([len(states), *(sum(cell.stated is not None for cell in row) for row in body)])
        of_all = reduce(both, (heads[place] for place in grades), above)
        whole = self._all_grades(grades) if len(grades) > 1 else False
        part: State | None = NOW
        for row in body:
            part = self._of_part(row, part)
            if len(grades) > 1:
                now = whole and of_all == part == NOW == self._of_row(row, {*states, *grades})
                yield from self._by_column(row, grades if now else {})
            elif width < 2 or _whole(row, width, states):
                yield from self._by_row(row, heads, above, both(part, self._of_row(row, states)))

    def _head(self, rows: list[Row]) -> list[Row]:
        """Return the rows that head a table's columns: the first, and others of heading cells below it."""
        head = rows[:1] if is_head(rows[0]) else []
        while head and len(head) < len(rows) and self._is_head_too(head[-1], rows[len(head)]):
            head.append(rows[len(head)])
        return head

    def _is_head_too(self, above: Row, row: Row) -> bool:
        heads = len(row) > 1 and all(cell.tag == "th" for cell in (*above, *row))
        return heads and all(self.area(cell.line.text) is None for cell in row)

    def _all_grades(self, grades: dict[int, Stated]) -> bool:
        """Return whether columns are the whole scale side by side; a copy that lost one has moved the others."""
        places = sorted(grades)
        whole = len({stated.grade for stated in grades.values() if stated.grade}) == self.round.scale
        return whole and places == list(range(places[0], places[0] + self.round.scale))

    def _by_column(self, row: Row, grades: dict[int, Stated]) -> Iterator[Entry]:
        """Read a row of a table whose columns are grades: areas stand in the columns, or ticks beside one."""
        if any(cell.width > 1 and cell.column in grades for cell in row):
            return
        ticks = [cell for cell in row if _TICK.match(cell.line.text)]
        if ticks:
            label = row[0]
            place = ticks[0].column
            if len(ticks) == 1 and place in grades and label.column not in grades:
                known = self.area(label.line.text)
                if known is not None:
                    stated = grades[place]
                    yield Entry(label.line.text, known, stated, stated.text, ticks[0].line, beside=(label.line,))
            return
        named = [(cell, self.areas(cell.line.text)) for cell in row]
        if any(cell.column not in grades or (cell.tag == "th" and not _all_known(areas)) for cell, areas in named):
            return
        for cell, areas in named:
            stated = grades[cell.column]
            yield from (Entry(label, known, stated, stated.text, cell.line) for label, known in areas)

    def _by_row(
        self, row: Row, heads: dict[int, State | None], above: State | None, here: State | None
    ) -> Iterator[Entry]:
        """Read a row that begins with an area and holds its grade, or its grades of several states.

        `heads` are the states of the columns that have heads, `above` that of others, `here` what the row says itself.
        """
        first = row[0].stated
        told: list[tuple[State, Cell, Stated]] = []
        for cell in row[1:]:
            if cell.stated is not None:
                state = heads.get(cell.column, above)
                state = state if here == NOW else both(state, here)
                told.extend([(state, cell, cell.stated)] if state is not None else [])
        if first is None:
            yield from self._by_states(row, told)
        elif all(cell.stated is None for cell in row[1:]):
            state = both(heads.get(row[0].column, above), here)
            named = [(cell, *area) for cell in row[1:] for area in self.areas(cell.line.text)]
            for cell, label, known in named if state is not None else ():
                entry = Entry(label, known, first, first.text, cell.line, beside=(row[0].line,))
                yield placed(entry, state or NOW)

    def _by_states(self, row: Row, told: list[tuple[State, Cell, Stated]]) -> Iterator[Entry]:
        """Read a row's grades, each of a known state."""
        label = row[0].line.text
        known = self.area(label)
        if known is None and (len(row) != 2 or self.states.tells_state(label)):
            return
        read, now = [row[0].line], []
        old: list[Earlier] = []
        for (earlier, named), cell, stated in told:
            read.append(cell.line)
            if not earlier:
                now.append((cell.line, stated))
                old += [cell.line.earlier] if cell.line.earlier is not None else []
            elif stated.grade is not None:
                old.append((stated.grade, named))
        before = latest(old) if old else None
        if now:
            line, stated = now[0]
            if any((other.status, other.grade) != (stated.status, stated.grade) for _, other in now[1:]):
                stated = Stated(Status.UNREADABLE, None, " / ".join(one.text for _, one in now))
            yield Entry(label, known, stated, stated.text, line, before, tuple(read))
        elif before is not None:
            yield Entry(label, known, None, label, row[0].line, before, tuple(read))

    def _of_labels(self, columns: dict[int, Row]) -> State | None:
        """Return what the head of the first column says of all grades: `Areas in 2021/22`."""
        heads = columns[min(columns)] if columns else []
        told = self.states.of_lead(heads[0].line, heads=True) if heads else ()
        return told[0] if told else NOW

    def _of_heads(self, heads: Row) -> State | None:
        """Return the state of a column's grades by its heads; those that are grades say nothing of it."""
        now: State | None = NOW
        return reduce(both, (self.states.of_head(head.line.text) for head in heads if head.stated is None), now)

    def _of_part(self, row: Row, part: State | None) -> State | None:
        """Return the state of the rows below a row, `part` that of the row: one cell alone may head them, `Essex Police`."""
        if len(row) > 1:
            return part
        told = self.states.of_cell(row[0].line.text)
        return told[0] if told else NOW if self.states.of_head(row[0].line.text) == NOW else part

    def _of_row(self, row: Row, told: set[int]) -> State | None:
        """Return the state that a cell of a row names, where no head of its column does (`told`): `2021/22`."""
        state: State | None = NOW
        for cell in row[1:]:
            if cell.stated is None and cell.column not in told:
                state = reduce(both, self.states.of_cell(cell.line.text), state)
        return state


_LEADS_NOWHERE = frozenset({LineKind.DATE, LineKind.BADGE, LineKind.NUMBER, LineKind.VIEW, LineKind.BOILERPLATE})


def _leads_nowhere(line: Line) -> bool:
    """Return whether a line may stand between a table and the words that announce it, and says nothing itself."""
    return line.kind in _LEADS_NOWHERE or line.block.linked or _NUMBERED.match(line.text) is not None


def _all_known(areas: list[tuple[str, Question | None]]) -> bool:
    return all(known is not None for _, known in areas)


def _whole(row: Row, width: int, states: set[int]) -> bool:
    """Return whether a row of several states has a grade for each, under the heads and not beside them.

    Copies lose cells of one word, and what is left then stands in another's column.
    """
    return sum(cell.stated is not None for cell in row) == width and row[0].column not in states
