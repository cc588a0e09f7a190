"""Grades and dates that a page prints above the names that they belong to: below the wrong one, read from top to bottom.

Where each stands with its name in a box that holds no other name, the box says whose it is; where none does, it is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from schemas.labels import Role
from schemas.text import fold

from .lines import Line, LineKind
from .outline import Section
from .readers.told import WORDS, may_be_told

_STATING = (LineKind.BADGE, LineKind.DATE)
_LONGEST = 60  # characters of a line that states a grade and when it is of, and nothing else: `Previous grade: Good`
_LONGEST_PARAGRAPH = 400  # characters of one that tells what was judged in an earlier round, and may stand above a name
_THEN = re.compile(
    rf"\b(?:assessed|been|from|graded|judged|rated|was|were)\b[^:]*\b(?:{WORDS}|require improvement)\b|\brequired improvement\b",
    re.I,
)
_NEAR = 3  # lines above a name among which one of these has to be, for a closer look
_WORD = re.compile(rf"\b(?:{WORDS})\b", re.I)


def names_of_things(lines: list[Line]) -> list[int]:
    """Return the places of the lines that name a pillar, a question or an area."""
    question, label = LineKind.QUESTION, LineKind.LABEL
    return [
        place
        for place, line in enumerate(lines)
        if line.kind is question or (line.kind is label and line.pillar is not None)
    ]


def with_names_first(lines: list[Line], names: Callable[[list[Line]], list[int]]) -> list[Line]:
    """Return the lines, of which the grades and dates above a name follow it where its box holds them and no other name.

    So they do where two names or more that follow each other are printed so: on cards, in the rows of a table. `names`
    tells the places of the names.
    """
    places = names(lines)
    within = [lines[place].block.path.rpartition("/")[0] for place in places]
    alone = [
        place
        for place, one, before, after in zip(places, within, ["", *within], [*within[1:], ""], strict=False)
        if before != one != after
    ]
    if len(alone) < 2 or len([place for place in alone if _has_near(lines, place)]) < 2:
        return lines
    paths = [lines[place].block.path.split("/") for place in places]
    shared = [0, *(shared_elements(*pair) for pair in pairwise(paths)), 0]
    above = [
        _in_box(lines, place, path, max(around))
        for place, path, around in zip(places, paths, pairwise(shared), strict=True)
    ]
    if any(_is_headed(lines, place) for place, others in zip(places, above, strict=True) if not others):
        return lines
    moved = list(lines)
    for each, (place, others) in enumerate(zip(places, above, strict=True)):
        if sum(map(bool, above[max(0, each - 1) : each + 2])) > 1:
            moved[place - len(others) : place + 1] = [lines[place], *sorted(others, key=_states, reverse=True)]
    return moved


def _has_near(lines: list[Line], place: int) -> bool:
    """Return whether a grade or a date stands right above a name: a cheap look."""
    return any(map(_states, lines[max(0, place - _NEAR) : place]))


def _in_box(lines: list[Line], place: int, path: list[str], shared: int) -> list[Line]:
    """Return the lines above a name that stand in its box, where a grade or a date is among them; else nothing.

    `path` is the name's, of which the names beside it share so many elements: the next one is its box.
    """
    start = place
    while start and shared_elements(path, lines[start - 1].block.path.split("/")) > shared:
        start -= 1
    found = lines[start:place]
    return found if any(map(_states, found)) else []


def _is_headed(lines: list[Line], place: int) -> bool:
    """Return whether a name follows a grade or a date and none follows it, as in a group that one grade heads."""
    above, below = lines[max(0, place - 1) : place], lines[place + 1 : place + 2]
    return any(map(_states, above)) and not any(map(_states, below))


def _states(line: Line) -> bool:
    """Return whether a line states a grade or a date, and nothing else."""
    if line.kind is not LineKind.PROSE:
        return line.kind in _STATING
    if line.text[_LONGEST:] == "" and may_be_told(line.text) and _WORD.search(line.text) is not None:
        return True
    return ("20" in line.text or "last " in line.text or "previous" in line.text) and _tells_then(line.text)


def _tells_then(text: str) -> bool:
    """Return whether a paragraph that names a time is short and tells what was judged then."""
    return text[_LONGEST_PARAGRAPH:] == "" and _THEN.search(text) is not None


def shared_elements(one: list[str], other: list[str]) -> int:
    """Return how many elements two paths share from the top."""
    for place, (ours, theirs) in enumerate(zip(one, other, strict=False)):
        if ours != theirs:
            return place
    return min(len(one), len(other))


def without_grades_above(sections: list[Section]) -> None:
    """Leave grades, or dates, unread where a page prints them above the names: those above which they stand, or below.

    So it does where one stands right above the first name and none below the last; they may be of either. What was
    taken for a pillar whose name a copy lost has no name: its date may be that of the one below.
    """
    pillar, question = Role.PILLAR, Role.QUESTIONS
    pillars = [section for section in sections if section.role is pillar and section.heading is not None]
    questions = [section for section in sections if section.role is question and section.question]
    forces = [section for section in sections if section.heading is not None and section.heading.names_whose]
    for named in (pillars, questions, forces):
        if len(named) > 1:
            _leave_between(sections, named)


def _leave_between(sections: list[Section], named: list[Section]) -> None:
    """Make strays of the grades or dates between names, where the first has one above it and the last none below."""
    first = next(place for place, section in enumerate(sections) if section is named[0])
    nameless = [section for section in sections[first - 1 : first] if section.heading is None]
    above = [line for section in sections[max(0, first - 1 - len(nameless)) : first] for line in _at_end(section)]
    for kind in {_kind(line) for line in above}:
        if not any(_states(line) and _kind(line) == kind for line in named[-1].lines()):
            for section in (*nameless, *named):
                _leave(section, kind)


def _kind(line: Line) -> tuple[LineKind, str]:
    """Return what a line states: a date, a grade, a grade of the time that its words name, or in a sentence one of the past."""
    if line.kind is not LineKind.PROSE:
        return line.kind, ""
    return line.kind, "then" if _tells_then(line.text) else fold(_WORD.sub("", line.text))


def _leave(section: Section, kind: tuple[LineKind, str]) -> None:
    """Make strays of the grades or dates with which a section ends; beside labelled ones, whose reader takes strays, none."""
    labelled = any(line.kind is LineKind.PROSE and _states(line) for line in section.body)
    for line in _at_end(section):
        if _kind(line) == kind:
            for part in (section.head, section.body, section.stray):
                part[:] = [each for each in part if each is not line]
            if not labelled:
                section.stray.append(line)


def _at_end(section: Section) -> list[Line]:
    """Return the grades and dates with which a section ends, the last first."""
    parts = [part.copy() for part in (section.head, section.body, section.stray) if part]
    found: list[Line] = []
    while parts:
        last = parts[0]
        for part in parts[1:]:
            last = part if part[-1].block.number > last[-1].block.number else last
        if not _states(last[-1]):
            break
        found.append(last.pop())
        parts = [part for part in parts if part]
    return found
