"""Grades and dates that a page prints above the names that they belong to: below the wrong one, read from top to bottom.

Where each stands with its name in a box that holds no other name, the box says whose it is; where none does, it is nobody's.
"""

from __future__ import annotations

from itertools import pairwise

from schemas.labels import Role

from .lines import Line, LineKind
from .outline import Section

_STATING = (LineKind.BADGE, LineKind.DATE)


def with_names_first(lines: list[Line]) -> list[Line]:
    """Return the lines, of which the grades and dates above a name follow it where its box holds them and no other name.

    So they do where two names or more that follow each other are printed so: on cards, in the rows of a table.
    """
    places = [
        place
        for place, line in enumerate(lines)
        if line.kind is LineKind.QUESTION or (line.kind is LineKind.LABEL and line.pillar is not None)
    ]
    if not [place for place in places if lines[place - 1].kind in _STATING]:  # a quick look: few pages print them so
        return lines
    paths = [lines[place].block.path.split("/") for place in places]
    shared = [0, *(_common(*pair) for pair in pairwise(paths)), 0]
    starts = [
        _box_start(lines, place, path, max(around))
        for place, path, around in zip(places, paths, pairwise(shared), strict=True)
    ]
    boxed = [start < place for start, place in zip(starts, places, strict=True)]
    moved = list(lines)
    for each, (start, place) in enumerate(zip(starts, places, strict=True)):
        if sum(boxed[max(0, each - 1) : each + 2]) > 1:
            moved[start : place + 1] = [lines[place], *lines[start:place]]
    return moved


def _box_start(lines: list[Line], place: int, path: list[str], shared: int) -> int:
    """Return where the grades and dates right above a name begin that stand in its box; its own place where none does.

    `path` is the name's, of which the names beside it share so many elements: the next one is its box.
    """
    start = place
    while (
        start and lines[start - 1].kind in _STATING and _common(path, lines[start - 1].block.path.split("/")) > shared
    ):
        start -= 1
    return start


def _common(one: list[str], other: list[str]) -> int:
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
    pillars = [section for section in sections if section.role is Role.PILLAR and section.heading is not None]
    questions = [section for section in sections if section.role is Role.QUESTIONS and section.question]
    for named in (pillars, questions):
        if len(named) > 1:
            _leave_between(sections, named)


def _leave_between(sections: list[Section], named: list[Section]) -> None:
    """Make strays of the grades or dates between names, where the first has one above it and the last none below."""
    first = next(place for place, section in enumerate(sections) if section is named[0])
    nameless = [section for section in sections[first - 1 : first] if section.heading is None]
    above = [line for section in sections[max(0, first - 1 - len(nameless)) : first] for line in _at_end(section)]
    for kind in {line.kind for line in above}:
        if not named[-1].of(kind):
            for section in (*nameless, *named):
                _leave(section, kind)


def _leave(section: Section, kind: LineKind) -> None:
    for line in _at_end(section):
        if line.kind is kind and line in section.head:
            section.head.remove(line)
            section.stray.append(line)


def _at_end(section: Section) -> list[Line]:
    """Return the grades and dates with which a section ends, as the page has it."""
    lines = sorted((*section.head, *section.body, *section.stray), key=lambda line: line.block.number)
    start = len(lines)
    while start and lines[start - 1].kind in _STATING:
        start -= 1
    return lines[start:]
