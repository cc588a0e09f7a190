"""The grades that a long report prints all at once: as a table, a list, one alternative text, or cards.

Rounds: police 2021/22 and 2023-25, fire 2023-25. Sample: the part after “… as follows:” of …/peel-reports/sussex-2021-22/
Forms: a row for each area; a column for each grade with the areas in it; a row with a tick in the grade's
column; `{Area}: {Grade}` lines; the same in one text, parted by semicolons; two columns of grades, of which one
is of an earlier state. What can be read in two ways is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from itertools import groupby

from schemas.questions import Question, find_question
from schemas.vocabulary import BlockKind, Round, Status
from scraper.parsers.grades import Stated, names_pattern
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .area_list import areas_in
from .counted import counted_grade, read_counted
from .entries import Earlier, Entry, latest, placed
from .grade_lines import LineReader, leads_nowhere
from .grid import TICK, Cell, Row, are_moved, columns_of, figure_of, is_head, rows_of, table_of, turned
from .led_part import leads_part
from .states import NOW, State, States, both, is_heading, to_come
from .told import may_be_told, read_labelled, read_told

_BEFORE_AREA = re.compile(r"(?:question )?\d{1,2}[.):]?|effectiveness|efficiency|legitimacy|people", re.I)
CHANGE = re.compile(r"(?:change|trend|direction|movement)(?: of travel| in grade| since .*)?", re.I)
"""The head of a column that says of the grades beside it what they were: `Up from Adequate`."""


class TableReader:
    """Reads the grades of one round out of lines; `names` is the pattern of the folded names of whose page it is."""

    def __init__(self, round_: Round, names: re.Pattern[str] | None = None) -> None:
        self.round = round_
        self.states = States(round_, names)
        self._names = names or names_pattern(frozenset())
        self._lines = LineReader(self.states, self.area)
        self.unread: list[Line] = []
        """Lines that state a grade of an area in words that are not understood."""

    def area(self, text: str) -> Question | None:
        """Return the area that a text names, None where it names none."""
        return find_question(self.round.kind.value, self.round.framework, text)

    def read(self, lines: list[Line], heading: Line | None = None) -> tuple[list[Entry], list[Line], list[Line]]:
        """Part lines into entries, the lines that made them or head them, and the rest in order.

        `heading` heads the lines. What a heading says of the grades below it holds down to the next one, what a line
        says only for the table or the list right below it.
        """
        entries: list[Entry] = []
        made: list[Line] = []
        rest: list[Line] = []
        lead: Line | None = None
        groups = [(table, list(group)) for table, group in groupby(lines, key=table_of)]
        for place, (path, members) in enumerate(groups):
            table = path if any(line.block.kind is BlockKind.TABLE_CELL for line in members) else None
            if table is not None:
                below = groups[place + 1][1][0] if place + 1 < len(groups) else None
                found = read_counted(members, self._grid, self._around(heading, lead, below), self.unread)
                if any(entry.known is not None for entry in found):
                    entries.extend(found)
                    made.extend(members)
                    continue
                if self._is_of_areas(members):
                    self._note_part(heading, lead)
                    rest.extend(members)
                    continue
            for line in members:
                listed = self._lines.read(line, bool(entries)) if line.kind is not LineKind.VIEW else []
                if listed and line.block.kind is BlockKind.QUOTE:
                    self.unread.append(line)
                    listed = []
                state = both(self._around(heading, lead), self._of_caption(line, lines)) if listed else NOW
                found = [placed(entry, state) for entry in listed if state is not None]
                entries.extend(found)
                if listed and state is None:
                    self._note_part(heading, lead)
                (made if found else rest).append(line)
                if not listed and _has_label(line.text) and self._lines.says_more(line, begun=bool(entries)):
                    self.unread.append(line)
                if not listed and table is None and not leads_nowhere(line):
                    heading, lead = (line, None) if is_heading(line) else (heading, line)
        return entries, made, rest

    def _around(self, heading: Line | None, lead: Line | None, below: Line | None = None) -> State | None:
        """Return what stands around a table or a list says of its grades: the line above it, else its heading, a note."""
        told = self._told(heading, lead)
        noted = self.states.of_note(below) if below else ()
        return both(told[0] if told else NOW, noted[0] if noted else NOW)

    def above(self, section: Section) -> tuple[State | None, ...]:
        """Return what the last lines of a section say of the grades that follow it, those of cards; nothing where nothing."""
        lines = [line for line in section.body if not read_told(line.text, self.states.of_label_alone)]
        heading = next((line for line in reversed(lines) if is_heading(line)), section.heading)
        last = lines[-1] if lines else None
        self._note_part(heading, last)
        return self._told(heading, last)

    def _told(self, heading: Line | None, lead: Line | None) -> tuple[State | None, ...]:
        """Return what a line right above grades says of them, else what their heading does."""
        return (self._of_lead(lead) if lead else ()) or (self._of_lead(heading) if heading else ())

    def _of_lead(self, line: Line) -> tuple[State | None, ...]:
        """Return what a line says of the grades below it; those of a part are not the page's."""
        return (None,) if leads_part(line, self._names) else self.states.of_lead(line)

    def _note_part(self, heading: Line | None, lead: Line | None) -> None:
        """Note the line right above grades that says that they are those of a part, else their heading that does."""
        led = [line for line in (lead, heading) if line is not None and leads_part(line, self._names)]
        self.unread += [line for line in led[:1] if line not in self.unread]

    def _of_caption(self, line: Line, lines: list[Line]) -> State | None:
        """Return what the caption of a figure says of the grades in it."""
        own = figure_of(line)
        if own is None:
            return NOW
        around = (each for each in lines if each is not line and each.block.path.startswith(f"{own}/"))
        told = [state for each in around for state in self.states.of_lead(each, heads=True)]
        now: State | None = NOW
        return reduce(both, told, now)

    def _is_of_areas(self, lines: list[Line]) -> bool:
        """Return whether a table has areas and grades, none of which are read: they are of somebody else."""
        return any(line.stated for line in lines) and any(self.area(line.text) for line in lines)

    # --- tables ------------------------------------------------------------------------------------------------

    def _grid(self, lines: list[Line], above: State | None) -> Iterator[Entry]:
        """Return what a table says: by rows that hold area and grade, else by columns that are grades.

        `above` is what stands above it says of its grades.
        """
        rows = self._areas_first(turned(rows_of(lines), self.area))
        rows = [self._with_states(self._from_area(row) if len(row) > 2 else row) for row in rows]
        head = self._head(rows)
        columns, body = columns_of(head), rows[len(head) :]
        grades = {place: stated for place, cells in columns.items() if (stated := cells[-1].stated) is not None}
        above = both(above, self._of_labels(columns, body))
        heads = {place: both(above, self._of_heads(cells)) for place, cells in columns.items()}
        changes = {place for place, cells in columns.items() if CHANGE.fullmatch(cells[-1].line.text)}
        heads |= dict.fromkeys(changes, above)
        kept = ([cell for cell in row if cell.column not in changes or cell.state[0]] for row in body)
        body = [row for row in kept if row]
        states = {place for place, cells in columns.items() if any(self.states.tells_state(c.line.text) for c in cells)}
        silent = states | {place for place, cells in columns.items() if any(to_come(c.line.text) for c in cells)}
        counts = [len({c.column for c in row if c.stated is not None} - changes) for row in body]
        width = max([len(states), *counts])
        of_all = reduce(both, (heads[place] for place in grades), above)
        whole = self._all_grades(grades) and not are_moved(body, grades)
        if len(grades) > 1 and not whole and of_all == NOW:
            self._note_columns(head, body)
        part: State | None = NOW
        for row, count in zip(body, counts, strict=True):
            if not count:
                self._note_unread(row)
            part = self._of_part(row, part)
            if row[2:] and (counted := counted_grade(row, columns)) is not None:
                self.unread.append(counted)
                continue
            if len(grades) > 1:
                now = whole and of_all == part == NOW == self._of_row(row, {*silent, *grades})
                yield from self._by_column(row, grades if now else {})
            elif width < 2 or (count == width and row[0].column not in states):  # as many as heads, and under them
                yield from self._by_row(row, heads, above, both(part, self._of_row(row, silent)))

    def _from_area(self, row: Row) -> Row:
        """Return a row without the number or the pillar before its area."""
        leads = _BEFORE_AREA.fullmatch(row[0].line.text) is not None
        return row[1:] if leads and self.area(row[1].line.text) is not None else row

    def _areas_first(self, rows: list[Row]) -> list[Row]:
        """Return the rows of a table whose areas all stand in one column behind grades, with each area as the first of its row."""
        if not any(row[0].stated is not None and len(row) > 2 for row in rows):  # a quick look
            return rows
        named = [[cell for cell in row if self.area(cell.line.text) is not None] for row in rows]
        pairs = list(zip(rows, named, strict=True))
        whole = {cell.column for cells in named for cell in cells} if all(len(cells) < 2 for cells in named) else set()
        if len(whole) != 1 or not any(cells and row[0].stated is not None for row, cells in pairs):
            return rows
        return [[*cells, *(cell for cell in row if cell not in cells)] for row, cells in pairs]

    def _with_states(self, row: Row) -> Row:
        """Return a row of an area in which the lines of a cell that say of when their grades are have told them."""
        unsaid = [cell for cell in row[1:] if cell.stated is None and may_be_told(cell.line.text)]
        if not unsaid or self.area(row[0].line.text) is None:
            return row
        told: Row = []
        for _, group in groupby(row, key=lambda cell: (cell.column, cell is row[0])):
            cells = list(group)
            found = list(read_labelled([cell.line for cell in cells], self.states.of_label_alone))
            whole = {line.number for one in found for line in one.lines} == {cell.line.number for cell in cells}
            if whole:
                cells = [cells[0]._replace(line=one.lines[-1], stated=one.stated, state=one.state) for one in found]
            told += cells
        return told

    def _note_unread(self, row: Row) -> None:
        """Note the cells of an area's row that state grades in words that are not understood."""
        label = row[0].line.text
        if self.area(label) is None:
            return
        self.unread += [cell.line for cell in row[1:] if self._lines.says_more(cell.line, label)]

    def _note_columns(self, head: list[Row], body: list[Row]) -> None:
        """Note the heads of columns that are some of the grades, below which areas stand: one that is lost has moved them."""
        if any(self.area(cell.line.text) for row in body for cell in row):
            self.unread.append(next(cell.line for row in head for cell in row if cell.stated is not None))

    def _head(self, rows: list[Row]) -> list[Row]:
        """Return the rows that head a table's columns: the first, and others of heading cells below it."""
        head = rows[:1] if is_head(rows[0]) and not self._heads_part(rows) else []
        while head and len(head) < len(rows) and self._is_head_too(head[-1], rows[len(head)]):
            head.append(rows[len(head)])
        return head

    def _heads_part(self, rows: list[Row]) -> bool:
        """Return whether the first row heads the rows down to the next one like it: `2021/22` above some, `2023/25` above others."""
        return len(rows[0]) == 1 and len(rows) > 1 and self.area(rows[1][0].line.text) is not None

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
        ticks = [cell for cell in row if TICK.match(cell.line.text)]
        if ticks:
            label = row[0]
            place = ticks[0].column
            if len(ticks) == 1 and place in grades and label.column not in grades:
                known = self.area(label.line.text)
                if known is not None:
                    stated = grades[place]
                    yield Entry(label.line.text, known, stated, stated.text, ticks[0].line, beside=(label.line,))
            return
        named = [(cell, areas_in(cell.line.text, self.area)) for cell in row]
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
                state = both(state, cell.state) if here == NOW else both(both(state, cell.state), here)
                told.extend([(state, cell, cell.stated)] if state is not None else [])
        if first is None:
            yield from self._by_states(row, told)
        elif all(cell.stated is None for cell in row[1:]):
            state = both(heads.get(row[0].column, above), here)
            named = [(cell, *area) for cell in row[1:] for area in areas_in(cell.line.text, self.area)]
            for cell, label, known in named if state is not None else ():
                entry = Entry(label, known, first, first.text, cell.line, beside=(row[0].line,))
                yield placed(entry, state or NOW)

    def _by_states(self, row: Row, told: list[tuple[State, Cell, Stated]]) -> Iterator[Entry]:
        """Read a row's grades, each of a known state."""
        label = row[0].line.text
        known = self.area(label)
        if known is None and (len(row) != 2 or self.states.tells_state(label)):
            if len(row) == 2 and told and (label[:7] in _OVERALL or self.states.of_head(label) is None):
                self.unread.append(row[0].line)  # `Using new technology`: an area that nobody knows, or a state
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

    def _of_labels(self, columns: dict[int, Row], body: list[Row]) -> State | None:
        """Return what the head of the column of areas says of all grades: `Areas in 2021/22`; its corner may be empty."""
        heads = columns.get(min((row[0].column for row in body), default=0), [])
        if not heads:
            return NOW
        told = self.states.of_lead(heads[0].line, heads=True) or self.states.of_time(heads[0].line.text)
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
        """Return the state that a cell of a row names, where no head of its column does (`told`): `2021/22`, a note on the grade."""
        state: State | None = NOW
        for cell in row[1:]:
            if cell.stated is None and cell.column not in told:
                said = self.states.of_cell(cell.line.text)
                state = reduce(both, said, state)
                if not said and self.states.is_of_another(cell.line.text):
                    self.unread.append(cell.line)
                    state = None
        return state


_OVERALL = ("Overall", "OVERALL")
"""What the label of a grade of the whole body begins with, which is no area's."""


def _has_label(text: str) -> bool:
    """Look whether a text may have a label before other words."""
    return ":" in text or "–" in text or "(" in text or "—" in text or " - " in text


def _all_known(areas: list[tuple[str, Question | None]]) -> bool:
    return all(known is not None for _, known in areas)
