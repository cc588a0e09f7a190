"""Words that state grades, each with what says of when it is: `Previous grade: Good`, `Good (2021/22)`, `Good in 2021/22`.

Forms: a line for each; several in one line, parted by a sign or in brackets; a label with its grade in the line below;
labels side by side with their grades below them. A label is read as the head of a column is (`states.py`): strictly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from schemas.vocabulary import ABSENCE_WORDS, GRADE_WORDS
from scraper.parsers.grades import HAS_MOVED, MOVED, Stated, read_badge, unknown_badge
from scraper.parsers.lines import Line, LineKind

from .grid import are_of_one_row
from .states import NOW, State, both, may_tell_state

LONGEST = 120  # characters of a line of such grades
WORDS = "|".join((*GRADE_WORDS, *ABSENCE_WORDS))
_NO_GRADE = rf"(?!\b(?:{WORDS})\b)"
_GRADE = (
    rf"\b(?P<word>{WORDS})\b(?: ?[(\[](?P<when>(?:{_NO_GRADE}[^()\[\]]){{3,40}})[)\]]"
    rf"| (?P<then>(?:in|at) (?:{_NO_GRADE}[^,;:()]){{3,40}}|(?:now|before|previously|last (?:time|year))(?=[,;.)]|$)))?"
    r"[\s;|/,.()\[\]–—→>-]*"
)
_LABEL = r"(?P<label>[^:;|]{2,60}?)\s*"
_SIGN = r"(?::|–|—|\s-)"
_FIRST = re.compile(rf"(?:{_LABEL}(?P<sign>{_SIGN})?\s*)??{_GRADE}", re.I)
_NEXT = re.compile(rf"(?:and )?(?:{_LABEL}(?P<sign>{_SIGN})?\s*)??{_GRADE}", re.I)
_OTHERWISE = re.compile(r"(?P<label>[^:]{0,50}\b(?:grade|judge?ment|rating)\b[^:]{0,20}): (?P<word>[^\d]{2,30})", re.I)
StateOf = Callable[[str], State | None]
"""What says of what state a label is, None for one that is no label of a grade of the page's own."""


class Labelled(NamedTuple):
    """A grade of a state, and the lines that it was read from, of which the last states it."""

    state: State
    stated: Stated
    lines: tuple[Line, ...]


def read_labelled(lines: list[Line], states: StateOf) -> Iterator[Labelled]:
    """Yield the grades that lines state, as far as they are nothing else."""
    place = 0
    while place < len(lines):
        line = lines[place]
        told = read_told(line.text, states)
        if told:
            yield from (Labelled(state, stated, (line,)) for state, stated in told)
            place += 1
            continue
        labels = _labels(lines[place:], states)
        count = len(labels)
        below = lines[place + count : place + 2 * count]
        if not count or len(below) < count or any(line.kind is not LineKind.BADGE for line in below):
            return
        for (label, state), grade in zip(labels, below, strict=True):
            if grade.stated is not None:
                yield Labelled(state, grade.stated, (label, grade))
        place += 2 * count
        label, state = labels[-1]
        while place < len(lines) and (grade := lines[place]).stated is not None and are_of_one_row(label, grade):
            yield Labelled(state, grade.stated, (grade,))
            place += 1


def read_told(text: str, states: StateOf) -> list[tuple[State, Stated]]:
    """Return the grades that a text states and nothing else, each with its state; none where it says more."""
    if len(text) > LONGEST:
        return []
    found: list[tuple[State, Stated]] = []
    text = text.lstrip("(")
    at, match = 0, _FIRST.match(text)
    if match is not None and match["label"] and not match["sign"] and not _is_label(match["label"], match["word"]):
        return []  # `last year it was good` is a sentence
    while match is not None:
        words = (match["label"], match["when"] or match["then"])
        told, stated = both(*(_state(said, states) for said in words)), read_badge(match["word"])
        if told is None or stated is None or (found and (words == (None, None) or _runs_on(match, at))):
            return []
        found.append((told, stated))
        at = match.end()
        match = _NEXT.match(text, at)
    return found if at == len(text) else _otherwise(text, states)


_LEAVING = re.compile(rf"(?:(?:it|which) )?(?:now )?(?:{HAS_MOVED}|{MOVED}|up|down|[↑↓⬆⬇▲▼↗↘]\ufe0f?)? ?from", re.I)
_JUDGED = r"was (?:assessed|graded|judged|rated)(?: as| to be)?"
_WAS = re.compile(rf"was|no longer|{_JUDGED}", re.I)
_WAS_JUDGED = re.compile(_JUDGED, re.I)
_NOUN = re.compile(r"(?:our |overall )?(?:grade|judge?ment|rating)", re.I)


def may_be_told(text: str) -> bool:
    """Look whether a text may state a grade with what says of when it is."""
    left = "from " in text or "was " in text or "Was" in text or "no longer " in text
    return left or may_tell_state(text)


def _runs_on(match: re.Match[str], at: int) -> bool:
    """Return whether the label of a grade may belong to the grade before it: `Adequate in 2021/22 Good`."""
    label = match["label"]
    return label is not None and not match["sign"] and label[0].islower() and match.string[at - 2].isalnum()


def _state(said: str | None, states: StateOf) -> State | None:
    """Return the state that words beside a grade name: where it moved from is an earlier one, a noun alone tells of now."""
    if said is None or _NOUN.fullmatch(said):
        return NOW
    if said.endswith(" to"):
        return None
    return (True, None) if _LEAVING.fullmatch(said) or _WAS.fullmatch(said) else states(said)


def _is_label(label: str, word: str) -> bool:
    """Return whether words without a sign behind them are the label of a grade."""
    return word[0].isupper() or _LEAVING.fullmatch(label) is not None or _WAS_JUDGED.fullmatch(label) is not None


def _otherwise(text: str, states: StateOf) -> list[tuple[State, Stated]]:
    """Return the unreadable grade of a line whose label is that of one: `Current grade: Satisfactory`."""
    match = _OTHERWISE.fullmatch(text)
    if match is None:
        return []
    state, stated = states(match["label"]), unknown_badge(match["word"], dated=True)
    return [(state, stated)] if state is not None and stated is not None else []


def _labels(lines: list[Line], states: StateOf) -> list[tuple[Line, State]]:
    """Return the lines that begin some lines and are labels without a grade, what was taken for a badge below a date too."""
    found: list[tuple[Line, State]] = []
    for line in lines:
        state = _state(line.text, states)
        if state is None:
            break
        found.append((line, state))
    return found
