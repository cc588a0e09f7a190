"""Areas that the front of a long report only lists with their grades, as cards or in groups under a grade."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.nesting import FRONT
from scraper.parsers.outline import Section

from .entries import Entry
from .front import by_state, enter
from .states import State


def without_cards(b: Builder, sections: list[Section], columns: list[State]) -> list[Section]:
    """Return the sections without the areas that the front only lists with their grades, as cards.

    A card is an area's heading before the first section that is neither front nor area, when the area has a
    section of its own further down. What stands below a card's grade is the front's again.
    """
    cards = _cards(sections)
    if not cards:
        return sections
    above = _grades_above(sections, cards[0])
    named = {id(card): _each_named(card) for card in cards}
    every = [one for card in cards for one in named[id(card)]]
    each = {len(_grade_lines(one)) for one in every}
    if len(each) == 1 and 0 not in each and len(above) != 1:
        lines = {id(one): _card(b, one, columns) for one in every}
    else:
        lines = _groups(b, every, above)
    rest = {card: [line for one in ones for line in lines[id(one)]] for card, ones in named.items()}
    kept: list[Section] = []
    for section in sections:
        if id(section) not in rest:
            kept.append(section)
        else:
            next(s for s in reversed(kept) if s.role in FRONT).body.extend(rest[id(section)])
    return kept


def _cards(sections: list[Section]) -> list[Section]:
    """Return the areas that the front lists: each stands again below, or is no more than a line there."""
    times = Counter(s.question_key for s in sections if s.is_question)
    cards = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        times[section.question_key] -= section.is_question
        if section.role not in FRONT and not section.is_question:
            break
        if section.is_question and (times[section.question_key] > 0 or _is_line(section, following)):
            cards.append(section)
    return cards


def _each_named(card: Section) -> list[Section]:
    """Return a card as one for each time that its area is named in it: below a grade line it is an entry of its own."""
    parts = [replace(card, head=[], body=[], stray=[])]
    for line in card.head:
        if line.kind is LineKind.QUESTION and any(one.stated is not None for one in parts[-1].head):
            parts.append(replace(parts[0], heading=line, head=[], body=[], stray=[]))
        else:
            parts[-1].head.append(line)
    parts[-1].body, parts[-1].stray = card.body, card.stray
    return parts


def _is_line(section: Section, following: Section | None) -> bool:
    """Return whether an area's section is its heading alone, or below a line that is no heading."""
    assert section.heading is not None
    if following is not None and following.question_key == section.question_key:  # what it asks for
        return False
    return not section.body or section.heading.block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)


def _grades_above(sections: list[Section], first: Section) -> list[Line]:
    """Return the grade words that stand alone before the first card: a legend, or the heading of a group."""
    assert first.heading is not None
    fronts = [section for section in sections if section.role in FRONT]
    lines = [line for section in fronts for line in (*section.body, *section.stray) if line.kind is LineKind.BADGE]
    return [line for line in lines if line.number < first.heading.number]


def _grade_lines(section: Section) -> list[Line]:
    assert section.heading is not None
    return [line for line in (section.heading, *section.head, *section.stray) if line.stated is not None]


def _stated(line: Line) -> Stated:
    """Return what a grade line states."""
    assert line.stated is not None
    return line.stated


def _groups(b: Builder, cards: list[Section], above: list[Line]) -> dict[int, list[Line]]:
    """Read areas that stand in groups under their grade; return the other lines of each.

    Sure only where every grade heads one group, the first line is a grade and the last an area; else nothing is
    read: the grade after an area may be the next group's, several grades before all areas are the heads of lost
    columns, and “Requires improvement” alone is what a copy left of them.
    """
    below = [line for card in cards for line in _grade_lines(card)]
    grades = sorted([*above, *below], key=lambda line: line.number)
    distinct = len({_stated(line).grade for line in grades}) == len(grades)
    whole = any(" " not in _stated(line).text for line in grades)
    sure = distinct and whole and not _grade_lines(cards[-1]) and (len(above) == 1 or bool(above and below))
    rest: dict[int, list[Line]] = {}
    for card in cards:
        assert card.heading is not None
        others = [*card.head, *card.body, *card.stray]
        rest[id(card)] = [line for line in others if line not in grades]
        if sure:
            head = next(line for line in reversed(grades) if line.number < card.heading.number)
            entry = Entry(card.heading.text, card.known, _stated(head), head.text, card.heading, beside=(head,))
            enter(b, entry)
        else:
            rest[id(card)].insert(0, card.heading)
    b.claim("boilerplate:legend", *grades)
    return rest


def _card(b: Builder, section: Section, columns: list[State]) -> list[Line]:
    """Read a card; return the lines below it."""
    assert section.heading is not None
    grades = by_state(section, columns)
    if not grades:
        return [section.heading, *section.head, *section.body, *section.stray]
    heading = section.heading
    for line, stated, earlier in grades:
        enter(b, Entry(heading.text, section.known, stated, line.text, line, earlier, (heading,)))
    return [*(line for line in section.head if line.stated is None), *section.body, *section.stray]
