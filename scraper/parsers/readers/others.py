"""Parts of a page that are about another round, or another force or service: what stands in them is not the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.labels import ASKS, Role
from schemas.text import fold, has_any
from schemas.vocabulary import BlockKind, Round
from scraper.catalogue.organisations import find_organisation
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.nesting import FRONT
from scraper.parsers.outline import Section

from .grid import heads_above
from .states import NOW, State, States

_STAND = ("carried", "still stand")
"""What a heading has below which earlier grades are this round's too."""
_MAY_TELL = re.compile(r"20\d\d|[Pp]revious|Police")
"""What a heading has below which old asks stand, or another body's; most pages have none with it."""
_JUDGED = frozenset({Role.PILLAR, Role.QUESTIONS})
_ANNOUNCES = re.compile(r":$|\b(?:are these|below|follows)\b")
"""What has a line without a tag that says of whom and of when what follows it is."""
_UNTAGGED = 7  # the level of a name that is no heading: it stands below whatever heading is above it
_Headings = list[tuple[Line, int, Section]]
"""Headings and names of what is judged, each with its level and with the section in which it stands."""


def with_others_apart(b: Builder, round_: Round, sections: list[Section], *, has_front: bool) -> None:
    """Take their roles from the sections that stand below the heading of another round or body, and tell it.

    Only what is nested below such a heading is its own, or follows it at once: else a heading as high begins a part of
    the page again. Right above a name a line without a tag may be one. Where the page has a front, that tells of each of
    its grades what they are of (`cards.py`).
    """
    names = {each.heading.block.number: each for each in sections if each.role in _JUDGED and each.heading is not None}
    leads = {number - 1: each for number, each in names.items()}
    leads |= {  # grades that stand above a name in its box are its head
        min([line.number for line in each.head]) - 1: each
        for number, each in names.items()
        if each.head and each.head[0].block.number < number and each.head[0].kind is not LineKind.NUMBER
    }
    headings = [
        (line, line.block.level or _UNTAGGED, each)
        for each in sections
        for line in each.lines()
        if line.block.level or line.block.number in names or line.block.number in leads
    ]
    deepest = _deepest(headings, names)
    unknown = {number for number, each in names.items() if each.known is None and each.question is not None}
    _set_tables_apart(b, round_, names.values())
    for place, (heading, level, section) in enumerate(headings, 1):
        number = heading.block.number
        if number in unknown and _of_others(States(round_, b.names), heading):
            _set_apart(b, heading.text, number, [section, *_below(b, headings[place:], level, leads.get(number))])
            continue
        heads, in_front = number in leads, has_front and section.role in FRONT
        if (in_front and not heads) or not _may_tell(heading, level, deepest, heads=heads):
            continue
        said = _of_others(States(round_, b.names), heading)
        if not said or _is_listed(b, round_, heading):
            continue
        above = min(level, leads[number].level or level) if heads else level
        part = _below(b, headings[place:], above, leads.get(number))
        if not (in_front and all(_is_card(each, sections) for each in part)):
            # A report of a programme may repeat what it once asked for.
            _set_apart(b, heading.text, number, part, with_asks=round_.programme is None or said[0] is None)


def _deepest(headings: _Headings, names: dict[int, Section]) -> int:
    """Return the level of which a heading is looked at no more: nothing that is judged, or asked for, stands below it."""
    tagged = [line.text for line, level, _ in headings if line.label is None and level < _UNTAGGED]
    if _MAY_TELL.search("\n".join(tagged)) is not None:
        return _UNTAGGED
    return max([level for line, level, _ in headings if line.block.number in names], default=0)


def _may_tell(heading: Line, level: int, deepest: int, *, heads: bool) -> bool:
    """Return whether a line may say of whom and of when what stands below it is; `heads` says that a name is right below it."""
    if level >= deepest and not heads:
        return False
    if heading.label is not None and heading.label.role not in (Role.FINDINGS, Role.CHROME):
        return False
    return level != _UNTAGGED or _may_lead(heading)


def _set_tables_apart(b: Builder, round_: Round, named: Iterable[Section]) -> None:
    """Set the names apart that are cells of a table of another round or body, by all of its heads or by the line above it."""
    for each in named:
        assert each.heading is not None
        if each.heading.block.kind is BlockKind.TABLE_CELL:
            states, (above, heads) = States(round_, b.names), heads_above(b.blocks, each.heading)
            told = [state for head in heads for state in states.of_cell(head)]
            told += [state for head in heads if (state := states.of_label_alone(head)) is not None]
            leads = [block.text for block in above if _of_others(states, Line(block, LineKind.PROSE, block.text))]
            if leads or (told and NOW not in told):
                _set_apart(b, " | ".join([*leads, *heads]), each.heading.number, [each])


def _may_lead(line: Line) -> bool:
    """Look whether a line without a tag may lead in what is judged right below it."""
    said = line.kind is not LineKind.NUMBER and not line.block.linked
    return said and (line.text[-1] not in ".;?!" or _ANNOUNCES.search(line.text) is not None)


def _is_card(first: Section, sections: list[Section]) -> bool:
    """Return whether what stands below a heading of the front is only listed there: it has no text, or its section below.

    Nothing is asked for in a list.
    """
    if first.role in ASKS:
        return False
    listed = [each.question_key for each in sections]
    return not first.has_text or listed.count(first.question_key) > 1


def _is_listed(b: Builder, round_: Round, line: Line) -> bool:
    """Return whether a line without a tag is one of a list of names: the one before it is a name too."""
    if line.block.level or _ANNOUNCES.search(line.text):
        return False
    before = b.blocks[max(0, line.block.number - 2)]
    return before.text != b.page.title and find_organisation(round_.kind, before.text) is not None


def _set_apart(b: Builder, heading: str, number: int, part: list[Section], *, with_asks: bool = True) -> None:
    """Take their roles from the sections of another round or body, or what they ask for from what is asked, and tell it.

    `with_asks` says that what is asked for below such a heading, where nothing is graded, is not of the page either.
    """
    asked = [each for each in part if each.role in ASKS]
    if any(line.number in b.graded for each in part if each.role in _JUDGED for line in each.lines()):
        message = f"What stands below “{heading[:80]}” is not of this round and body; no grade of it was read."
        b.flag("grade_unreadable", message, number)
        for each in part:
            each.role, each.question, each.pillar, each.known = Role.TOPIC, None, None, None
    elif asked and with_asks:
        message = f"What is asked for below “{heading[:80]}” is not of this round and body; it stands in the findings."
        b.flag("unknown_heading", message, number)
        for each in asked:
            each.closed = True


def _below(b: Builder, rest: _Headings, level: int, first: Section | None) -> list[Section]:
    """Return the sections that stand below a heading of a level, down to the next one as high; `rest` are those behind it.

    Names that are as high as the heading, of which the `first` stands right below it, are below it all the same, down to
    the organisation's own name.
    """
    found: list[Section] = []
    flat = False
    for line, deep, section in rest:
        is_heading = line is section.heading
        is_name = is_heading and section.role in _JUDGED
        if deep == _UNTAGGED and not is_name and b.names.search(fold(line.text)) is None:
            continue  # a grade between two names
        flat = flat or section is first
        if deep < level or (deep == level and not (flat and is_name)):
            break
        if is_heading:
            found.append(section)
    return found


def _of_others(states: States, heading: Line) -> tuple[State | None, ...]:
    """Return of whom and of when a heading, or a line that leads in, says that what stands below it is, where not of the page."""
    if heading.block.level:
        told = states.of_lead(heading, heads=True) or states.of_time(heading.text)
    else:
        told = states.of_name(heading.text) or (states.of_lead(heading) if _ANNOUNCES.search(heading.text) else ())
    return told if told and told[0] != NOW and not has_any(fold(heading.text), *_STAND) else ()
