"""Parts of a page that are about another round, or another force or service: what stands in them is not the page's own."""

from __future__ import annotations

import re

from schemas.labels import ASKS, Role
from schemas.text import fold, has_any
from schemas.vocabulary import Round
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line
from scraper.parsers.nesting import FRONT
from scraper.parsers.outline import Section

from .states import NOW, States

_STAND = ("carried", "still stand")
"""What a heading has below which earlier grades are this round's too."""
_MAY_TELL = re.compile(r"20\d\d|[Pp]revious|Police")
"""What a heading has below which old asks stand, or another body's; most pages have none with it."""
_JUDGED = frozenset({Role.PILLAR, Role.QUESTIONS})
_UNTAGGED = 7  # the level of a name that is no heading: it stands below whatever heading is above it
_Headings = list[tuple[Line, int, Section]]
"""Headings and names of what is judged, each with its level and with the section in which it stands."""


def with_others_apart(b: Builder, round_: Round, sections: list[Section], *, has_front: bool) -> None:
    """Take their roles from the sections that stand below the heading of another round or body, and tell it.

    Only what is nested below such a heading is its own, or follows it at once: else a heading as high begins a part of
    the page again. Where the page has a front, that tells of each of its grades what they are of (`cards.py`).
    """
    headings = [
        (line, line.block.level or _UNTAGGED, each)
        for each in sections
        for line in each.lines()
        if line.block.level or (line is each.heading and each.role in _JUDGED)
    ]
    names = {line.block.number for line, _, each in headings if each.role in _JUDGED and line is each.heading}
    told = _MAY_TELL.search("\n".join([line.text for line, _, _ in headings if line.label is None])) is not None
    deepest = (
        _UNTAGGED if told else max([level for line, level, _ in headings if line.block.number in names], default=0)
    )
    for place, (heading, level, section) in enumerate(headings, 1):
        number = heading.block.number
        if level >= deepest and number + 1 not in names:
            continue  # nothing that is judged or asked for can stand below it
        if (heading.label is not None and heading.label.role is not Role.FINDINGS) or (
            has_front and section.role in FRONT
        ):
            continue
        if not _is_of_others(States(round_, b.names), heading):
            continue
        part = _below(headings[place:], level, number)
        asked = [each for each in part if each.role in ASKS]
        if any(line.number in b.graded for each in part if each.role in _JUDGED for line in each.lines()):
            message = f"What stands below “{heading.text[:80]}” is not of this round and body; no grade of it was read."
            b.flag("grade_unreadable", message, number)
            for each in part:
                each.role, each.question, each.pillar, each.known = Role.TOPIC, None, None, None
        elif asked:
            message = f"What is asked for below “{heading.text[:80]}” is not of this round and body; it stands in the findings."
            b.flag("unknown_heading", message, number)
            for each in asked:
                each.closed = True


def _below(rest: _Headings, level: int, number: int) -> list[Section]:
    """Return the sections that stand below a heading of a level, down to the next one as high; `rest` are those behind it.

    Names that are as high as the heading, of which one stands right below it, are below it all the same.
    """
    found: list[Section] = []
    flat = False
    for line, deep, section in rest:
        is_heading = line is section.heading
        is_name = is_heading and section.role in _JUDGED
        flat = flat or (is_name and line.number == number + 1)
        if deep < level or (deep == level and not (flat and is_name)):
            break
        if is_heading:
            found.append(section)
    return found


def _is_of_others(states: States, heading: Line) -> bool:
    """Return whether a heading says that what stands below it is of another round or body."""
    told = states.of_lead(heading, heads=True)
    return bool(told) and told[0] != NOW and not has_any(fold(heading.text), *_STAND)
