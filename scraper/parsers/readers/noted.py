"""Notes right behind a grade that say in which earlier year it was given: `Inadequate`, then `As at March 2013`."""

from __future__ import annotations

import re

from schemas.text import fold
from schemas.vocabulary import BlockKind, Grade, Status
from scraper.parsers.above import shared_elements
from scraper.parsers.builder import Builder
from scraper.parsers.grades import STATES_THEN, read_badge
from scraper.parsers.lines import Line, LineKind

from .head_words import HEAD_WORDS
from .states import NOW, State, States
from .unsettled import is_state_alone

_LONGEST = 50  # characters of such a note
_MOST_WORDS = 7
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"\b20\d\d\b")
_BESIDE = HEAD_WORDS | frozenset({"s", "as", "when", "since", "until", "dated", "during"})
"""Words of which a note consists, beside its year."""
_NOT_SO = frozenset(
    _WORD.findall(
        """
        aim aims ambition ambitions goal goals target targets desired expected expectation expectations forecast likely predicted possible proposed
        example examples illustration illustrative sample specimen template hypothetical definition definitions descriptor descriptors key legend scale
        comparison comparator benchmark peer superseded withdrawn archived provisional draft self best criteria characteristics
        means meaning wants expects expect nothing simulation simulated scenario
        appeal appeals news press comment comments faq frequently correction corrections erratum predecessor neighbour neighbouring union federation
        embargoed wales scotland ireland england
        """
    )
)
"""Words of a note that makes a grade nobody's: an aim, an example, what a grade means, what no longer stands."""
_WITH_THEM = _BESIDE | frozenset(
    _WORD.findall(
        "where be to only this that if not practice system like review how a an questions asked northern does what changes"
    )
)
_HOW = re.compile(
    r"\bhow (?:we|hmic(?:frs)?) (?:grade|judge|rate)\b|\b(?:grading|rating|judge?ment) (?:system|scheme|scale)s?\b"
)
_OF_INSPECTIONS = re.compile(r"inspect|assess|report|review")
_NAMES_GRADE = re.compile(r"\b(?:grade|judge?ment|rating)\b", re.I)
"""What the label of a grade has, which is that of the one below it: `Previous grade`."""
STOPS = (".", ";", "!")
"""What a sentence ends with."""
_STOPS = "".join(STOPS)
LONGEST_NAME = 80
"""Characters of a name."""
LONGEST_SENTENCE = 60
"""Characters of a name that ends as a sentence does."""
_OF_IT = re.compile(r"^(?:this|that|it) (?:is|was)\b|\b(?:grad(?:e|ing)|judge?ments?|judged|rat(?:ed|ings?))\b")
"""What has a sentence of others behind a grade where it tells of the grade: `This is what the force thinks of itself.`"""
_WE = re.compile(r"\b(?:we|hmic(?:frs)?)\b(?!.*\b(?:grad|judg|rate|gave|award))")
"""What has a sentence that tells of an inspection and not of a grade: `We last inspected the force in 2018.`"""
_MAY_NOTE = frozenset({LineKind.PROSE, LineKind.NUMBER, LineKind.BOILERPLATE, LineKind.LABEL})
"""`PEEL 2021/22` is a label on other pages."""
_ELSEWHERE = frozenset({BlockKind.TERM, BlockKind.QUOTE, BlockKind.FIGURE, BlockKind.TABLE_CELL})
"""Kinds of blocks that head what stands beside or below them, or are read with what heads them."""


def without_noted(b: Builder, lines: list[Line]) -> None:
    """Take the grades from their lines behind which a note names a year before the round, or an aim, and tell them.

    Where a grade follows a note, whatever that says, it may be the one that is noted: neither is read, unless the boxes
    say which.
    """
    if b.round is None:
        return
    for place, line in enumerate(lines[:-1]):
        if line.stated is None:
            continue
        note = lines[place + 1]
        if not _may_note(note):
            continue
        below = lines[place + 2] if lines[place + 2 :] and lines[place + 2].kind is LineKind.BADGE else None
        says_more = below is None or note.kind is LineKind.LABEL or note.text.endswith(STOPS)
        if says_more and not is_of_another(b, note.text):
            continue
        whose = _whose(b, line, note, below, lines[place - 1] if place else None)
        _take(b, note, whose)


def _take(b: Builder, note: Line, whose: list[Line]) -> None:
    """Take the grades from their lines, and tell the note that stands with them."""
    if not whose:
        return
    told = " and ".join([f"“{one.block.text[:60]}”" for one in whose])
    message = f"{told} stands beside “{note.text}”, which may say of it that it is another one; it is not read."
    b.flag("grade_unreadable", message, *(one.number for one in (*whose, note)))
    for one in whose:
        one.kind = LineKind.PROSE if one.kind is LineKind.BADGE else one.kind
        one.stated, one.earlier = None, None


def _may_note(line: Line) -> bool:
    """Return whether a line may be a note by its looks: short, neither a question nor a lead-in, a heading or a cell."""
    text, block = line.text, line.block
    if line.kind not in _MAY_NOTE or line.stated is not None:
        return False
    return text[_LONGEST:] == "" and text[-1] not in ":?" and block.level is None and block.kind not in _ELSEWHERE


def is_nobodys(b: Builder, text: str) -> bool:
    """Return whether short words say of a grade beside or below them that nobody has it: that it is an aim, an example, explained."""
    if text[_LONGEST:]:
        return False
    folded = fold(text)
    words = set(_WORD.findall(b.names.sub(" ", folded)))
    explained = _HOW.search(folded) is not None or is_state_alone(folded)
    return explained or (not words.isdisjoint(_NOT_SO) and words <= _WITH_THEM | _NOT_SO)


def tells_of_visit(text: str) -> bool:
    """Return whether a text is a sentence of what the inspectors did, as `We last inspected it in 2018.` does, not of the grade beside it."""
    return text.endswith(STOPS) and _WE.search(fold(text)) is not None


def is_of_another(b: Builder, text: str) -> bool:
    """Return whether a text is a note that a grade is of another time, or nobody's, by its words.

    A sentence is one where it says nothing else.
    """
    assert b.round is not None
    if is_nobodys(b, text):
        return True
    if tells_of_visit(text):
        return False
    folded, is_sentence = fold(text), text.endswith(STOPS)
    if STATES_THEN.search(folded) is not None:
        return False
    words = set(_WORD.findall(b.names.sub(" ", folded)))
    if _NAMES_GRADE.search(folded) is None and States(b.round, b.names).of_label_alone(text) == (True, None):
        return True
    if _YEAR.search(folded) is None or not (b.round.is_undated or States(b.round, b.names).is_before(folded)):
        return False
    about = not is_sentence and len(words) <= _MOST_WORDS and _OF_INSPECTIONS.search(folded) is not None
    return about or words <= _BESIDE


def _whose(b: Builder, line: Line, note: Line, below: Line | None, above: Line | None) -> list[Line]:
    """Return the grades that a note may be of: the one above it, the one below it, or both."""
    if below is None:
        return [line]
    if _meaning(below) == _meaning(line):
        return []
    if (above is not None and _heads_likewise(above, note)) or _is_label(b, note):
        return []
    own, before, behind = (one.block.path.split("/") for one in (note, line, below))
    nearer = shared_elements(own, before) - shared_elements(own, behind)
    if nearer < 0:
        return []
    return [line, below] if nearer == 0 else [line] if is_of_another(b, note.text) else []


def _meaning(line: Line) -> tuple[Status, Grade | None] | None:
    """Return what a line states, None where it states nothing."""
    return (line.stated.status, line.stated.grade) if line.stated is not None else None


def _is_label(b: Builder, note: Line) -> bool:
    """Return whether a line is the label of the grade below it: `Previous grade`."""
    names = _NAMES_GRADE.search(note.text) is not None and not note.text.endswith(STOPS)
    return names and not is_nobodys(b, note.text)


def _heads_likewise(above: Line, note: Line) -> bool:
    """Return whether a line above a grade stands to it as the note to the grade below: a label, or a name that nobody knows."""
    return _may_note(above) and above.block.kind is note.block.kind


def may_name_whose(line: Line) -> bool:
    """Return whether a line right behind a grade may say whose it is by its looks: short, neither a question nor a lead-in nor a heading."""
    longest = LONGEST_SENTENCE if line.text[-1] in STOPS else LONGEST_NAME
    return line.text[longest:] == "" and line.text[-1] not in ":?" and line.block.level is None


def says_whose(b: Builder, states: States, line: Line) -> bool:
    """Return whether a line right behind a grade says that it is of another body or an earlier round."""
    below, text = b.blocks[line.number : line.number + 1], line.text.rstrip(_STOPS)
    if of_name(states, line.text) == (None,):
        return True
    if below and below[0].number in b.graded and read_badge(below[0].text) is not None:
        return False
    told = states.of_cell(text)
    if not told or told[0] == NOW:
        return False
    if text == line.text:
        return True
    return not tells_of_visit(line.text) if told[0] is not None else _OF_IT.search(fold(text)) is not None


def of_name(states: States, text: str) -> tuple[State | None, ...]:
    """Return of whom and of when a line without a tag is as a name; one that ends as a sentence does names a body or nothing."""
    if not text.endswith(STOPS):
        return states.of_name(text)
    return (None,) if states.is_anothers_name(text.rstrip(_STOPS)) else ()
