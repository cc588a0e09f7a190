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
    _leave_between(sections, [section for section in sections if section.role is Role.PILLAR])
    _leave_between(sections, [section for section in sections if section.role is Role.QUESTIONS and section.question])


def _leave_between(sections: list[Section], named: list[Section]) -> None:
    """Make strays of the grades or dates between names, where the first has one above it and the last none below."""
    if len(named) < 2:
        return
    above = _last(next(above for above, section in pairwise(sections) if section is named[0]))
    if above is None or named[-1].of(above.kind):
        return
    for section in named:
        last = _last(section)
        if last is not None and last.kind is above.kind and last in section.head:
            section.head.remove(last)
            section.stray.append(last)


def _last(section: Section) -> Line | None:
    """Return the last line below the heading of a section as the page has it, None where there is none."""
    ends = (*section.head[-1:], *section.body[-1:], *section.stray[-1:])
    return max(ends, key=lambda line: line.block.number, default=None)
