"""Parts of a page that are about another round, or another force or service: what stands in them is not the page's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import pairwise

from schemas.labels import ASKS, Role
from schemas.questions import is_called, is_narrowed
from schemas.text import fold, has_any
from schemas.vocabulary import HEADING_KINDS, BlockKind, Round
from scraper.catalogue.organisations import find_organisation
from scraper.document.blocks import RawBlock
from scraper.parsers.above import shared_elements
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.nesting import FRONT
from scraper.parsers.outline import Section
from scraper.parsers.pagers import PAGER_RULE, names_pager

from .grid import are_of_one_row, heads_above
from .noted import LONGEST_SENTENCE, STOPS, is_nobodys, is_of_another, may_name_whose, of_name, says_whose
from .states import NOW, State, States

_DATE = LineKind.DATE
_STAND = ("carried", "still stand")
"""What a heading has below which earlier grades are this round's too."""
_IN_A_NAME = re.compile(r"20\d\d|Police|Constabulary|Fire ")
"""What the name of a question or an area has where it says whose or of when it is too."""
_MAY_TELL = re.compile(rf"{_IN_A_NAME.pattern}|[Pp]revious")
"""What a heading has below which old asks stand, or another body's; most pages have none with it."""
_SAYS_STATE = re.compile(rf"{_MAY_TELL.pattern}|[Ff]ormer|[Ee]arlier|[Ii]nitial|[Ll]ast |[Tt]arget|[Ss]imilar")
"""What the name of a question or an area has where it says what state it is of."""
_MAY_NAME = (LineKind.PROSE, LineKind.QUESTION)
_JUDGED = frozenset({Role.PILLAR, Role.QUESTIONS})
_ANNOUNCES = re.compile(r"\b(?:are these|below|follows)\b")
"""What has a line without a tag that says of whom and of when what follows it is."""
_ANNOUNCING = ("are these", "below", "follows")
UNTAGGED = 7
"""The level of a name that is no heading: it stands below whatever heading is above it."""
_Headings = list[tuple[Line, int, Section]]
"""Headings and names of what is judged, each with its level and with the section in which it stands."""


def with_others_apart(b: Builder, round_: Round, sections: list[Section], *, has_front: bool) -> None:
    """Take their roles from the sections that stand below the heading of another round or body, and tell it.

    Only what is nested below such a heading is its own, or follows it at once: else a heading as high begins a part of
    the page again. Right above a name a line without a tag may be one. Where the page has a front, that tells of each of
    its grades what they are of (`cards.py`).
    """
    lines = [(line, each) for each in sections for line in each.lines() if line.kind is not _DATE]
    names = {each.heading.block.number: each for each in sections if each.role in _JUDGED and each.heading is not None}
    leads = _leads(lines, names)
    headings = [
        (line, line.block.level or UNTAGGED, each)
        for line, each in lines
        if line.block.level or line.block.number in names or line.block.number in leads
    ]
    deepest = _deepest(headings, names)
    own = {number for number, each in names.items() if each.question is not None and _names_more(each)}
    _set_boxes_apart(b, round_, names.values())
    listed: list[tuple[Line, list[Section], bool]] = []
    for place, (heading, level, section) in enumerate(headings, 1):
        number, heads = heading.block.number, heading.block.number in leads
        first = leads[number] if heads else None
        if number in own and _is_of_others(States(round_, b.names), heading, section):
            _set_apart(b, heading.text, number, [section, *_below(b, headings[place:], level, first)])
            continue
        may_tell = _may_tell(b, heading, level, deepest, heads=heads)
        said = _of_others(States(round_, b.names), heading) if may_tell else ()
        if may_tell and not said and _is_nobodys(b, round_, heading):
            said = (None,)
        if not said or _is_listed(b, round_, heading) or _leads_on(heading, first):
            continue
        part = _below(b, headings[place:], min(level, first.level or level) if first else level, first)
        with_asks = round_.programme is None or said[0] is None  # one of a programme may repeat what it once asked for
        if has_front and section.role in FRONT:
            listed.append((heading, part, with_asks))
        else:
            _set_apart(b, heading.text, number, part, with_asks=with_asks)
    for heading, part, with_asks in listed:
        if not all(_is_card(each, sections) for each in part):  # by now the sections of others are set apart
            _set_apart(b, heading.text, heading.number, part, with_asks=with_asks)


def _is_nobodys(b: Builder, round_: Round, line: Line) -> bool:
    if round_.is_undated and is_of_another(b, line.text):
        return True
    return (line.block.level is not None or line.text[-1] not in STOPS) and is_nobodys(b, line.text)


def _leads_on(line: Line, first: Section | None) -> bool:
    """Return whether a line is the name of a link to the next part, which a heading begins below it."""
    return first is not None and first.level is not None and names_pager(line, fold(line.text))


def _leads(lines: list[tuple[Line, Section]], names: dict[int, Section]) -> dict[int, Section]:
    """Return the names by the number of the line right above each, or above the grades that are its head."""
    badge = LineKind.BADGE
    grades = {line.block.number for line, _ in lines if line.kind is badge}
    leads = {number - 1: each for number, each in names.items()}
    if not grades.isdisjoint(leads):
        below = {line.block.number: line for line, _ in lines}
        leads = {_above_unknown(number, each, below, names): each for number, each in leads.items()}
    return leads | {  # grades that stand above a name in its box are its head
        min([line.number for line in each.head]) - 1: each
        for number, each in names.items()
        if each.head and each.head[0].block.number < number and each.head[0].kind is not LineKind.NUMBER
    }


def _above_unknown(place: int, own: Section, lines: dict[int, Line], names: dict[int, Section]) -> int:
    """Return the place above the lines like a name that stand above it in its box, each with a grade below it.

    They are a list with it: of areas that nobody knows by them, or that have their section.
    """
    assert own.heading is not None
    while (grade := lines.get(place)) is not None and grade.kind is LineKind.BADGE and place - 1 not in names:
        name = lines.get(place - 1)
        if name is None or name.kind not in _MAY_NAME or _looks(name.block) != _looks(own.heading.block):
            break
        place -= 2
    return place


def _looks(block: RawBlock) -> tuple[BlockKind, int | None, str]:
    """Return what the names of one list have in common: their kind, their level, their box."""
    return block.kind, block.level, block.path.rpartition("/")[0]


def _names_more(each: Section) -> bool:
    """Look whether the heading of a question or an area may say more than what it is called."""
    assert each.heading is not None
    return each.known is None or _SAYS_STATE.search(each.heading.text) is not None


def _is_of_others(states: States, heading: Line, each: Section) -> bool:
    """Return whether a heading names another round or body beside what is judged: `Essex Police: vetting`."""
    if each.known is None:
        return bool(_of_others(states, heading))
    own = {fold(name): name for name in (each.known.label, *each.known.names)}
    return states.of_label(heading.text, own.get(fold(heading.text), each.known.label)) != NOW


def _deepest(headings: _Headings, names: dict[int, Section]) -> int:
    """Return the level of which a heading is looked at no more: nothing that is judged, or asked for, stands below it."""
    tagged = [line.text for line, level, _ in headings if line.label is None and level < UNTAGGED]
    if _MAY_TELL.search("\n".join(tagged)) is not None:
        return UNTAGGED
    return max([level for line, level, _ in headings if line.block.number in names], default=0)


def _may_tell(b: Builder, heading: Line, level: int, deepest: int, *, heads: bool) -> bool:
    """Return whether a line may say of whom and of when what stands below it is; `heads` says that a name is right below it."""
    if heading.rule == PAGER_RULE:
        return False
    if level >= deepest and not heads:
        return False
    if heading.label is not None and heading.label.role not in (Role.FINDINGS, Role.CHROME):
        return False
    return level != UNTAGGED or _may_lead(b, heading)


def _set_boxes_apart(b: Builder, round_: Round, named: Collection[Section]) -> None:
    """Set the names apart that are cells of a table of another round or body, by all of its heads or by the line above it.

    So are those that are quoted, those whose grade has a note behind it, and those that stand side by side in a row: the grades of each are in its column, not behind the last of them.
    """
    _set_quotes_apart(b, named)
    _set_noted_apart(b, round_, named)
    _set_parts_apart(b, named)
    cells = [(each.heading, each) for each in named if each.heading and each.heading.block.kind is BlockKind.TABLE_CELL]
    if cells:
        _set_rows_apart(b, cells)
    for heading, each in cells:
        states, (above, heads) = States(round_, b.names), heads_above(b.blocks, heading)
        told = [state for head in heads for state in states.of_cell(head)]
        told += [state for head in heads if (state := states.of_label_alone(head)) is not None]
        leads = [block.text for block in above if _of_others(states, Line(block, LineKind.PROSE, block.text))]
        if leads or (told and NOW not in told):
            _set_apart(b, " | ".join(dict.fromkeys([*leads, *heads])), heading.number, [each])


def _set_noted_apart(b: Builder, round_: Round, named: Iterable[Section]) -> None:
    """Set the names apart behind whose grades a line says whose or of when they are: `Good`, then `Essex Police`, or `2021/22`.

    A line above another grade is the label of that.
    """
    for each in named:
        below = each.body[0] if each.body and each.head else None
        if below is None or not may_name_whose(below):
            continue
        graded = any(line.stated is not None and line.number == below.number - 1 for line in each.head)
        if graded and says_whose(b, States(round_, b.names), below) and not _begins_box(b, below.number):
            _set_apart(b, below.text, below.number, [each])


def _set_parts_apart(b: Builder, named: Iterable[Section]) -> None:
    """Set the names apart behind which a word makes them less, or not yet what they are: `{Name} for officers`, `{Name} (draft)`."""
    for each in named:
        heading, known = each.heading, each.known
        if heading is None or known is None or is_called(known, heading.text):
            continue
        if not is_narrowed(known, b.names.sub(" ", fold(heading.text))):
            continue
        if any(line.number in b.graded for line in each.lines()):
            message = f"“{heading.text[:80]}” says more than the name of {known.label}; no grade of it was read."
            b.flag("grade_unreadable", message, heading.number)
        _take_role(each)


def _set_quotes_apart(b: Builder, named: Collection[Section]) -> None:
    """Set the names apart that are quoted with their grades, on a page whose others are not."""
    quoted = [each for each in named if each.heading and each.heading.block.kind is BlockKind.QUOTE]
    if quoted and (len(quoted) < len(named) or len(named) == 1):
        for each in quoted:
            assert each.heading is not None
            _set_apart(b, each.heading.text, each.heading.number, [each])


def _set_rows_apart(b: Builder, cells: list[tuple[Line, Section]]) -> None:
    """Take their roles from names in cells side by side, none of which is known to be a row's own, and tell their grades."""
    beside = [
        (one, other)
        for (one, _), (other, _) in pairwise(cells)
        if one.number + 1 == other.number and are_of_one_row(one, other)
    ]
    numbers = {line.number for pair in beside for line in pair}
    part = [each for line, each in cells if line.number in numbers]
    if any(line.number in b.graded for each in part for line in each.lines()):
        names = " | ".join([each.text for each in part])
        message = f"Names stand side by side in a table, “{names[:80]}”; no grade below them was read."
        b.flag("grade_unreadable", message, *sorted(numbers))
    for each in part:
        _take_role(each)


def _take_role(each: Section) -> None:
    each.role, each.question, each.pillar, each.known = Role.TOPIC, None, None, None


def _announces(text: str) -> bool:
    return text[-1] == ":" or (has_any(text, *_ANNOUNCING) and _ANNOUNCES.search(text) is not None)


def _may_lead(b: Builder, line: Line) -> bool:
    """Look whether a line without a tag may lead in what is judged right below it; a link does where it begins its box."""
    if line.kind is LineKind.NUMBER or (line.block.linked and not _begins_box(b, line.number)):
        return False
    if line.text[-1] == "." and line.text[LONGEST_SENTENCE:] == "":
        return True
    return line.text[-1] not in ".;?!" or _announces(line.text)


def _begins_box(b: Builder, number: int) -> bool:
    """Return whether a block is the first in a box that holds the one below it too: a card, an item of a list."""
    if number == 1:
        return True
    if number == len(b.blocks):
        return False
    before, own, below = (block.path.split("/") for block in b.blocks[number - 2 : number + 1])
    return shared_elements(own, below) > shared_elements(before, below)


def _is_card(first: Section, sections: list[Section]) -> bool:
    """Return whether what stands below a heading of the front is only listed there: it has no text, or its section below.

    Nothing is asked for in a list.
    """
    if first.role in ASKS:
        return False
    listed = [each.question_key for each in sections if each.role is not Role.TOPIC]
    return not first.has_text or listed.count(first.question_key) > 1


def _is_listed(b: Builder, round_: Round, line: Line) -> bool:
    """Return whether a line without a tag is one of a list of names: the one before it is a name too."""
    if line.block.level or line.number == 1 or _announces(line.text):
        return False
    before = b.blocks[line.number - 2]
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
            _take_role(each)
        return
    for each in part:
        if each.role is Role.KEY_FACTS:
            message = f"The figures below “{heading[:80]}” are not of this round and body; none of them was read."
            b.flag("figure_unread", message, number)
            _take_role(each)
    if asked and with_asks:
        close_asks(b, heading, number, asked)


def close_asks(b: Builder, heading: str, number: int, asked: Iterable[Section]) -> None:
    """Take what sections ask for from what is asked, since their heading, a block's number, is of another round or body; tell it."""
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
        if deep == UNTAGGED and not is_name and b.names.search(fold(line.text)) is None:
            continue  # a grade between two names
        flat = flat or section is first
        if deep < level or (deep == level and not (flat and is_name)):
            break
        if is_heading:
            found.append(section)
    return found


def _of_others(states: States, heading: Line) -> tuple[State | None, ...]:
    """Return of whom and of when a heading, or a line that leads in, says that what stands below it is, where not of the page."""
    if heading.block.kind in HEADING_KINDS:
        told = states.of_lead(heading, heads=True) or states.of_time(heading.text)
    else:
        told = of_name(states, heading.text) or states.of_year_alone(heading.text)
        told = told or (states.of_lead(heading) if _announces(heading.text) else ())
    return told if told and told[0] != NOW and not has_any(fold(heading.text), *_STAND) else ()
