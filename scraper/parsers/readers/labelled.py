"""Grade lines that say of when they are, under the heading of what they grade: `Previous grade: Good`, `2021/22: Good`.

Forms: a line for each; both in one line, parted by a sign or in brackets; a label with its grade in the line below; labels
side by side with their grades below them. A label is read as the head of a column is (`states.py`): strictly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from schemas.text import fold
from schemas.vocabulary import ABSENCE_WORDS, GRADE_WORDS, Status
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated, read_badge, unknown_badge
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .entries import keep_latest, latest
from .rounds_named import round_named
from .states import NOW, State, States, both, may_tell_state

_LONGEST = 120  # characters of a line of such grades
_WORDS = "|".join((*GRADE_WORDS, *ABSENCE_WORDS))
_GRADE = (
    rf"\b(?P<word>{_WORDS})\b(?: ?[(\[](?P<when>(?:(?!\b(?:{_WORDS})\b)[^()\[\]]){{3,40}})[)\]])?"
    r"[\s;|/,.()\[\]–—→>-]*"
)
_LABEL = r"(?P<label>[^:;|]{2,60}?)\s*"
_SIGN = r"(?::|–|—|\s-)"
_FIRST = re.compile(rf"(?:{_LABEL}{_SIGN}\s*)??{_GRADE}", re.I)
_NEXT = re.compile(rf"(?:and )?(?:{_LABEL}{_SIGN}?\s*)??{_GRADE}", re.I)
_OTHERWISE = re.compile(r"(?P<label>[^:]{0,50}\b(?:grade|judge?ment|rating)\b[^:]{0,20}): (?P<word>[^\d]{2,30})", re.I)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? 20\d\d\b")
_States = Callable[[str], State | None]
_AT_HEAD = frozenset({LineKind.DATE, LineKind.QUESTION, LineKind.PILLAR_QUESTION, LineKind.LABEL})


class _Labelled(NamedTuple):
    """A grade of a state, and the lines that it was read from, of which the last states it."""

    state: State
    stated: Stated
    lines: tuple[Line, ...]


def take_labelled(b: Builder, draft: Draft, section: Section) -> list[tuple[Line, Stated]]:
    """Take the grades at a section's head that say of when they are; return those of the page's round, note the earlier one.

    Their lines stand in the section no longer. A grade line below them that says nothing of itself is of this round.
    """
    for line in section.head:
        if line.stated is not None and line.stated.status is Status.UNREADABLE:
            break  # what was taken for a badge may be such a grade
    else:
        first = section.body[0].text if section.body else ""
        if len(first) > _LONGEST or not may_tell_state(first):
            return []
    if b.round is None:
        return []
    found = list(_at_head(section, partial(_state, b, States(b.round, b.names))))
    if not any(one.state != NOW or len(one.lines) > 1 or one.lines[0].stated is None for one in found):
        return []
    taken = {line.number for one in found for line in one.lines}
    for part in (section.head, section.body, section.stray):
        part[:] = [line for line in part if line.number not in taken]
    for line in (line for one in found for line in one.lines):
        b.claim("judgments", line)
        draft.cite(line.number)
    earlier = latest(
        [(one.stated.grade, one.state[1]) for one in found if one.state[0] and one.stated.grade is not None]
    )
    if earlier is not None:
        keep_latest(draft, earlier)
    return [(one.lines[-1], one.stated) for one in found if not one.state[0]]


def _at_head(section: Section, states: _States) -> Iterator[_Labelled]:
    """Yield the grades at a section's head, as far as lines are nothing else."""
    lines = sorted((*section.head, *section.body, *section.stray), key=lambda line: line.number)
    lines = [line for line in lines if line.kind not in _AT_HEAD]
    place = 0
    while place < len(lines):
        line = lines[place]
        told = _told(line.text, states)
        if told:
            yield from (_Labelled(state, stated, (line,)) for state, stated in told)
            place += 1
            continue
        labels = _labels(lines[place:], states)
        count = len(labels)
        below = lines[place + count : place + 2 * count]
        if not count or len(below) < count or any(line.kind is not LineKind.BADGE for line in below):
            return
        for (label, state), grade in zip(labels, below, strict=True):
            if grade.stated is not None:
                yield _Labelled(state, grade.stated, (label, grade))
        place += 2 * count


def _told(text: str, states: _States) -> list[tuple[State, Stated]]:
    """Return the grades that a line states and nothing else, each with its state; none where it says more."""
    if len(text) > _LONGEST:
        return []
    found: list[tuple[State, Stated]] = []
    at, match = 0, _FIRST.match(text)
    while match is not None:
        words = (match["label"], match["when"])
        told, stated = both(*(NOW if said is None else states(said) for said in words)), read_badge(match["word"])
        if told is None or stated is None or (found and words == (None, None)):
            return []
        found.append((told, stated))
        at = match.end()
        match = _NEXT.match(text, at)
    return found if at == len(text) else _otherwise(text, states)


def _otherwise(text: str, states: _States) -> list[tuple[State, Stated]]:
    """Return the unreadable grade of a line whose label is that of one: `Current grade: Satisfactory`."""
    match = _OTHERWISE.fullmatch(text)
    if match is None:
        return []
    state, stated = states(match["label"]), unknown_badge(match["word"], dated=True)
    return [(state, stated)] if state is not None and stated is not None else []


def _labels(lines: list[Line], states: _States) -> list[tuple[Line, State]]:
    """Return the lines that begin some lines and are labels without a grade, what was taken for a badge below a date too."""
    found: list[tuple[Line, State]] = []
    for line in lines:
        state = states(line.text)
        if state is None:
            break
        found.append((line, state))
    return found


def _state(b: Builder, states: States, label: str) -> State | None:
    """Return the state that a label names, None where it names none that is the page's own.

    A year alone is that of a round, not the one in which an inspection was made or published.
    """
    state = states.of_head(label) if may_tell_state(label) else None
    folded = fold(label)
    return (True, round_named(b, folded)) if state == (True, None) and not _MONTH.search(folded) else state
