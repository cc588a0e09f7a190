"""Areas that the front of a long report only lists with their grades, as cards or in groups under a grade."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.nesting import FRONT
from scraper.parsers.outline import Section

from .entries import Entry, keep_latest, placed
from .front import by_state, enter
from .grade_table import TableReader
from .labelled import take_labelled
from .noted import LONGEST_NAME, is_nobodys
from .prose import is_fragment
from .remarks import tell_remarks
from .states import NOW, State
from .told import may_be_told

_FEW = 4  # lines of a card among which the first of its grades stands


def without_cards(b: Builder, table: TableReader, sections: list[Section], columns: list[State]) -> list[Section]:
    """Return the sections without the areas that the front only lists with their grades, as cards.

    A card is an area's heading before the first section that is neither front nor area, when the area has a
    section of its own further down. What stands below a card's grade is the front's again.
    """
    cards = _cards(sections)
    if not cards:
        return sections
    _set_unknown_apart(b, table, sections, cards)
    of = _states(table, sections, cards)
    above = _grades_above(sections, cards[0])
    named = {id(card): _each_named(card) for card in cards}
    every = [one for card in cards for one in named[id(card)]]
    states = {id(one): of[id(card)] for card in cards for one in named[id(card)]}
    told = {id(one): _labelled(b, one) for one in every if states[id(one)] is not None}
    each = {len(_grade_lines(one)) for one in every}
    if any(one is not None for one in told.values()) or (len(each) == 1 and 0 not in each and len(above) != 1):
        lines = {id(one): _card(b, one, columns, told.get(id(one)), states[id(one)]) for one in every}
    else:
        own = [one for one in every if _has_own(one)]
        lines = {id(one): _card(b, one, columns, None, states[id(one)]) for one in own}
        lines |= _groups(b, [one for one in every if not _has_own(one)], above, states)
    tell_remarks(b, (line for card in cards for line in card.body[:1] if not is_fragment(line)))
    rest = {card: [line for one in ones for line in lines[id(one)]] for card, ones in named.items()}
    kept: list[Section] = []
    for section in sections:
        if id(section) not in rest:
            kept.append(section)
        else:
            next(s for s in reversed(kept) if s.role in FRONT).body.extend(rest[id(section)])
    return kept


def _states(table: TableReader, sections: list[Section], cards: list[Section]) -> dict[int, State | None]:
    """Return of whom and of when the grades of each card are, by the words above the cards: `Our judgments in 2021/22`."""
    found: dict[int, State | None] = {}
    listed = {id(card) for card in cards}
    now: State | None = NOW
    for above, section in pairwise(sections):
        if id(section) in listed:
            told = table.above(above)
            now = told[0] if told else now if id(above) in listed else NOW
            found[id(section)] = now
    return found


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


def _set_unknown_apart(b: Builder, table: TableReader, sections: list[Section], cards: list[Section]) -> None:
    """Take the grades from the front that stand below names of no known area, and tell them, where each card has its own right below its name.

    They stand in the card above: with two grades it is none, and then no other one is read.
    """
    first = cards[0].heading
    assert first is not None
    fronts = [each for each in sections if each.role in FRONT]
    pairs = [
        (line, name)
        for each in (*fronts, *cards)
        for line in (*each.body, *each.stray)
        if line.kind is LineKind.BADGE
        for name in each.body
        if name.number == line.number - 1 and _may_name_unknown(b, table, name, first)
    ]
    apart = [line for line, _ in pairs]
    if not pairs or any(line not in apart for line in _grades_above(sections, cards[0])):
        return
    if any(
        [line.number - line_above.number for line in lines if line not in apart] != [1]
        for line_above, lines in map(_named_lines, cards)
    ):
        return
    for line, name in pairs:
        b.flag(
            "grade_unreadable", f"“{name.text[:80]}” is no area of the round; “{line.text}” was not read.", line.number
        )
    gone = [*apart, *(name for _, name in pairs)]
    b.claim("boilerplate:legend", *gone)
    for each in (*fronts, *cards):
        each.body = [line for line in each.body if line not in gone]
        each.stray = [line for line in each.stray if line not in gone]


def _named_lines(card: Section) -> tuple[Line, list[Line]]:
    """Return a card's name and the lines that state its grades."""
    assert card.heading is not None
    return card.heading, _grade_lines(card)


def _may_name_unknown(b: Builder, table: TableReader, line: Line, like: Line) -> bool:
    """Return whether a line may be the name of an area that nobody knows: it looks like one (`like`), and says nothing of whose or of when a grade is."""
    looks = line.block.kind is like.block.kind and line.block.level == like.block.level
    if not looks or line.text[LONGEST_NAME:] or line.text[-1] in ".:;?!" or line.label is not None:
        return False
    told = table.states.of_cell(line.text) or may_be_told(line.text) or is_nobodys(b, line.text)
    return not told and not table.states.is_of_another(line.text)


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


def _has_own(card: Section) -> bool:
    """Return whether the line that names a card's area has its grade too: `Investigating crime: Good`."""
    assert card.heading is not None
    return card.heading.stated is not None


def _stated(line: Line) -> Stated:
    """Return what a grade line states."""
    assert line.stated is not None
    return line.stated


def _groups(
    b: Builder, cards: list[Section], above: list[Line], states: dict[int, State | None]
) -> dict[int, list[Line]]:
    """Read areas that stand in groups under their grade; return the other lines of each.

    `cards` are those whose names have no grade of their own. Sure only where every grade heads one group, the first line
    is a grade and the last an area; else nothing is read: the grade after an area may be the next group's, several grades
    before all areas are the heads of lost columns, and “Requires improvement” alone is what a copy left of them.
    """
    below = [line for card in cards for line in _grade_lines(card)]
    grades = sorted([*above, *below], key=lambda line: line.number)
    distinct = len({_stated(line).grade for line in grades}) == len(grades)
    whole = any(" " not in _stated(line).text for line in grades)
    sure = (
        bool(cards)
        and distinct
        and whole
        and not _grade_lines(cards[-1])
        and (len(above) == 1 or bool(above and below))
    )
    rest: dict[int, list[Line]] = {}
    for card in cards:
        assert card.heading is not None
        others = [*card.head, *card.body, *card.stray]
        rest[id(card)] = [line for line in others if line not in grades]
        if sure:
            head = next(line for line in reversed(grades) if line.number < card.heading.number)
            entry = Entry(card.heading.text, card.known, _stated(head), head.text, card.heading, beside=(head,))
            _enter(b, entry, states[id(card)])
        else:
            rest[id(card)].insert(0, card.heading)
    b.claim("boilerplate:legend", *grades)
    return rest


def _labelled(b: Builder, section: Section) -> list[tuple[Line, Stated]] | None:
    """Take the grades of a card that say of when they are; return those of this state, None where there is none."""
    lines = (*section.head, *section.body, *section.stray)
    if not any(may_be_told(line.text) for line in lines[:_FEW]):
        return None
    told = Draft(None, question_key=section.question_key)
    now = take_labelled(b, told, section)
    if not told.blocks:
        return None
    draft = b.drafts.of(None, section.question_key)
    draft.question, draft.known = section.question, section.known
    for block in told.blocks:
        draft.cite(block)
    if told.previous[0] is not None:
        keep_latest(draft, (told.previous[0], told.previous[1]))
    return now


def _enter(b: Builder, entry: Entry, state: State | None) -> None:
    """Enter what a card states, as of the state that words above it name; what is of others is nobody's."""
    if state is not None:
        enter(b, placed(entry, state))


def _card(
    b: Builder, section: Section, columns: list[State], told: list[tuple[Line, Stated]] | None, state: State | None
) -> list[Line]:
    """Read a card, of which `told` are the grades that say that they are of this state; return the lines below it.

    `state` is that of the words above it.
    """
    assert section.heading is not None
    heading = section.heading
    grades = by_state(section, columns, told)
    if state is None or (not grades and told is None):
        return [heading, *section.head, *section.body, *section.stray]
    for line, stated, earlier in grades:
        _enter(b, Entry(heading.text, section.known, stated, line.text, line, earlier, (heading,)), state)
    b.claim("judgments", heading)
    return [*(line for line in section.head if line.stated is None), *section.body, *section.stray]
