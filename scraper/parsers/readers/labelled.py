"""Grade lines that say of when they are (`told.py`), under the heading of what they grade."""

from __future__ import annotations

import re
from functools import partial
from itertools import takewhile

from schemas.text import fold
from schemas.vocabulary import Status
from scraper.parsers.builder import Builder
from scraper.parsers.dates import PUBLISHED, read_date
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .entries import keep_latest, latest
from .rounds_named import round_named
from .states import NOW, OF_MONTH, State, States, may_tell_state
from .told import LONGEST, Labelled, may_be_told, read_labelled

_NOTE = re.compile(r"(?:assessed|graded|judged|rated)\b.*|\(.*\)", re.I)
_AT_HEAD = frozenset({LineKind.DATE, LineKind.QUESTION, LineKind.PILLAR_QUESTION, LineKind.LABEL})


def take_labelled(b: Builder, draft: Draft, section: Section) -> list[tuple[Line, Stated]]:
    """Take the grades at a section's head that say of when they are; return those of the page's round, note the earlier one.

    Their lines stand in the section no longer. A grade line below them that says nothing of itself is of this round.
    """
    for line in section.head:
        if line.stated is not None and line.stated.status is Status.UNREADABLE:
            break  # what was taken for a badge may be such a grade
    else:
        first = section.body[0].text if section.body else ""
        if len(first) > LONGEST or not may_be_told(first):
            return []
    if b.round is None:
        return []
    lines = sorted((*section.head, *section.body, *section.stray), key=lambda line: line.number)
    own = takewhile(lambda line: not _names_another(section, line) or line in section.head, lines)
    lines = [line for line in own if line.kind not in _AT_HEAD]
    found = list(read_labelled(lines, partial(_state, b, States(b.round, b.names))))
    if not any(one.state != NOW or len(one.lines) > 1 or one.lines[0].stated is None for one in found):
        return []
    pairs = zip([None, *found], found, strict=False)
    found = [one._replace(state=NOW) if _may_note(before, one) else one for before, one in pairs]
    taken = {line.number for one in found for line in one.lines}
    for part in (section.head, section.body, section.stray):
        part[:] = [line for line in part if line.number not in taken]
    for line in (line for one in found for line in one.lines):
        b.claim("judgments", line)
        draft.cite(line.number)
        if PUBLISHED.match(line.text) is not None or read_date(line.text) is not None:
            told = f"Nothing says whether “{line.text}” is the day of “{section.text}” or of its grade; none is read."
            b.flag("section_missing", told, line.number)
    earlier = latest(
        [(one.stated.grade, one.state[1]) for one in found if one.state[0] and one.stated.grade is not None]
    )
    if earlier is not None:
        keep_latest(draft, earlier)
    return [(one.lines[-1], one.stated) for one in found if not one.state[0]]


def _may_note(before: Labelled | None, one: Labelled) -> bool:
    """Return whether the label of a grade may be a note on the one before it: `Adequate`, `Graded in 2021`, `Good`. Either may be of now."""
    if before is None or len(before.lines) > 1 or before.lines[0].stated is None or len(one.lines) == 1:
        return False
    return _NOTE.fullmatch(one.lines[0].text) is not None


def _names_another(section: Section, line: Line) -> bool:
    """Return whether a line names something else than what its section judges: the grades below it are of that."""
    if line.kind is LineKind.QUESTION:
        return line.question is not None and line.question is not section.known
    return line.kind is LineKind.LABEL and line.pillar is not None and line.pillar is not section.pillar


def _state(b: Builder, states: States, label: str) -> State | None:
    """Return the state that a label names, None where it names none that is the page's own.

    A year alone is that of a round, not the one in which an inspection was made or published.
    """
    state = states.of_head(label) if may_tell_state(label) else None
    folded = fold(label)
    return (True, round_named(b, folded)) if state == (True, None) and not OF_MONTH.search(folded) else state
