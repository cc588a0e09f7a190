"""The nesting of a report that speaks of several forces in turn: each name heads the part about it."""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, BlockKind, OrganisationKind, Pillar, Round
from scraper.catalogue.organisations import find_organisation

from .grades import split_badge
from .lines import Line, LineKind
from .listing import listed_as
from .nesting import ByTopics
from .outline import Section
from .readers.grid import are_of_one_row, table_of
from .readers.states import NOW, States, may_tell_state

_LISTED = frozenset({BlockKind.TABLE_CELL, BlockKind.LIST_ITEM})
_WEAKEST = 9


class ByForces(ByTopics):
    """A regional report: the name of a force, or of the region's unit, heads its part, with its grade right below it."""

    _in_rows: frozenset[int] = frozenset()
    """The numbers of the names that are cells of a row with others."""

    def __init__(self, pillar: Pillar | None, round_: Round | None) -> None:
        super().__init__(pillar, round_)
        self._round = round_

    def begin(self, lines: list[Line]) -> None:
        """Find the names: those that the list of contents has and the headings as high as these, else as the highest of all."""
        super().begin(lines)
        places = self._of_now(lines, names_of_forces(lines))
        self._in_rows = frozenset(lines[place].number for place in places if _is_in_row(lines, place))
        named = [lines[place] for place in places]
        best: dict[str, int] = {}
        for line in named:
            best[_name(line)] = min(_weakness(line), best.get(_name(line), _WEAKEST))
        named = [line for line in named if _weakness(line) == best[_name(line)]]
        named = [line for line in named if line.number not in self._in_rows or not _tells_times(line, lines)]
        listed = [line for line in named if listed_as(line.text) in self._names]
        levels = {line.block.level for line in listed} - {None}
        if not listed:
            levels = {min((line.block.level for line in named if line.block.level is not None), default=None)} - {None}
        for line in named:
            line.names_whose = line in listed or line.block.level in levels

    def _of_now(self, lines: list[Line], places: list[int]) -> list[int]:
        """Return the places of names without those that a line above says to be of another time or of others' grades.

        It holds for the names below it, down to the next line that leads in to some, or to the first of them again.
        """
        states = States(self._round) if self._round is not None else None
        kept: list[int] = []
        apart: set[str] | None = None
        for place in places:
            line = lines[place]
            lead = lines[place - 1] if place else None
            if lead is not None and states is not None and _leads_in(lead, lines, places):
                told = [state for state in states.of_lead(lead) if state is not None or not _is_deeper(lead, line)]
                apart = set() if told and told[0] != NOW else None
            elif apart is not None and _name(line) in apart:
                apart = None
            if apart is None:
                kept.append(place)
            else:
                apart.add(_name(line))
        return kept

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a line begins a part: a name does."""
        return line.names_whose or super().begins(now, line)

    def is_entry(self, now: Section, line: Line) -> bool:
        """Return whether a grade is a cell of a table that counts: one right below a name, or beside it, is that of its part."""
        name = self.graded_heading(now)
        if name is not None and name.number in self._in_rows and not are_of_one_row(name, line):
            return True
        return name is None and super().is_entry(now, line)

    def graded_heading(self, now: Section) -> Line | None:
        """Return the name right above a grade."""
        bare = now.role is Role.TOPIC and not now.body
        return now.heading if bare and now.heading is not None and now.heading.names_whose else None


def _is_in_row(lines: list[Line], place: int) -> bool:
    """Return whether a line is one of several cells of a row, and no row by itself as where a table lays the page out."""
    near = (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2])
    return any(are_of_one_row(lines[place], other) for other in near)


def _is_deeper(lead: Line, name: Line) -> bool:
    """Return whether a heading stands deeper than the name below it: then whom it names is told above, not below."""
    level, own = lead.block.level, name.block.level
    return level is not None and own is not None and level > own


def _leads_in(line: Line, lines: list[Line], places: list[int]) -> bool:
    """Return whether a line right above a name leads in to it: a heading that is no name, or what ends in a colon."""
    if line.stated is not None or any(lines[place] is line for place in places):
        return False
    return line.block.kind in HEADING_KINDS or line.text.endswith(":")


def _name(line: Line) -> str:
    split = split_badge(line.text)
    return fold(split[0] if split else line.text)


def _weakness(line: Line) -> int:
    """Return how weak a line is as the heading of a part: of several lines of one name only the strongest head it."""
    block = line.block
    return block.level or (7 if block.kind in HEADING_KINDS else _WEAKEST if block.kind in _LISTED else 8)


def _tells_times(name: Line, lines: list[Line]) -> bool:
    """Return whether the row of a name has several grades, or its table a caption or a head that says when or whose they are."""
    table = f"{table_of(name)}/"
    cells = [line for line in lines if line.block.path.startswith(table)]
    heads = cells[: next((place for place, line in enumerate(cells) if line.stated is not None), 0)]
    several = sum(line.stated is not None and are_of_one_row(name, line) for line in cells) > 1
    return several or any(may_tell_state(line.text) for line in heads)


def names_of_forces(lines: list[Line]) -> list[int]:
    """Return the places of the lines that are the name of a force or of a region's unit, which may head the part about it."""
    return [place for place, line in enumerate(lines) if line.kind is LineKind.PROSE and names_force_or_unit(line.text)]


UNIT = re.compile(r"\b(?:organised crime unit|special operations unit|rocu|tarian)\b")
"""What the name of a region's unit has, folded."""


def names_force_or_unit(text: str) -> bool:
    """Return whether a short line is the name of a police force or of a region's unit, with its grade or without."""
    name = text if len(text) < 80 else ""
    split = split_badge(name)
    name = split[0] if split else name
    is_unit = UNIT.search(fold(name)) is not None and ":" not in name and not name.endswith(".")
    return is_unit or find_organisation(OrganisationKind.POLICE, name) is not None
