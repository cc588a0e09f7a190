"""The nesting of a report that speaks of several forces in turn: each name heads the part about it."""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.text import fold
from schemas.vocabulary import OrganisationKind
from scraper.catalogue.organisations import find_organisation

from .grades import split_badge
from .lines import Line, LineKind
from .nesting import ByTopics
from .outline import Section
from .readers.grid import are_of_one_row


class ByForces(ByTopics):
    """A regional report: the name of a force, or of the region's unit, heads its part, with its grade right below it."""

    _in_rows: frozenset[int] = frozenset()
    """The numbers of the names that are cells of a row with others."""

    def begin(self, lines: list[Line]) -> None:
        """Find the names: those that the list of contents has, else the headings as high as the highest of them."""
        super().begin(lines)
        places = names_of_forces(lines)
        named = [lines[place] for place in places]
        self._in_rows = frozenset(lines[place].number for place in places if _is_in_row(lines, place))
        listed = [line for line in named if fold(line.text) in self._names]
        top = min((line.block.level for line in named if line.block.level is not None), default=None)
        heads = listed or [line for line in named if top is not None and line.block.level == top]
        for line in heads:
            line.names_whose = True

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
