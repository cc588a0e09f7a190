"""Grades and dates that a page prints above the names that they belong to: below the wrong one, read from top to bottom."""

from __future__ import annotations

from itertools import pairwise

from schemas.labels import Role

from .lines import Line
from .outline import Section


def without_grades_above(sections: list[Section]) -> None:
    """Leave grades, or dates, unread where a page prints them above the names: those above which they stand, or below.

    So it does where one stands right above the first name and none below the last; they may be of either.
    """
    pillars = [section for section in sections if section.role is Role.PILLAR]
    questions = [section for section in sections if section.role is Role.QUESTIONS and section.question]
    for named in (pillars, questions):
        if len(named) > 1:
            _leave_between(sections, named)


def _leave_between(sections: list[Section], named: list[Section]) -> None:
    """Make strays of the grades or dates between names, where the first has one above it and the last none below."""
    above: Line | None = None
    for before, section in pairwise(sections):
        if section is named[0]:
            above = _last(before)
            break
    if above is None or named[-1].of(above.kind):
        return
    for section in named:
        last = _last(section)
        if last is not None and last.kind is above.kind and last in section.head:
            section.head.remove(last)
            section.stray.append(last)


def _last(section: Section) -> Line | None:
    """Return the last line below the heading of a section as the page has it, None where there is none."""
    last: Line | None = None
    for end in (section.head[-1:], section.body[-1:], section.stray[-1:]):
        for line in end:
            last = line if last is None or line.block.number > last.block.number else last
    return last
