"""What a table or a list says of an area: the entries of the front of a long report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from schemas.questions import Question
from schemas.vocabulary import Grade
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated
from scraper.parsers.lines import Line

from .states import State

Earlier = tuple[Grade, str | None]
"""A grade of an earlier state and its round, where that is named."""


@dataclass(frozen=True)
class Entry:
    """An area and what a table says of it.

    `line` states it, `earlier` is the grade of an earlier state and its round, `beside` are the other lines that it was
    read from: its label, the grade of the earlier state.
    """

    label: str
    known: Question | None
    stated: Stated | None
    text: str
    line: Line
    earlier: Earlier | None = None
    beside: tuple[Line, ...] = ()


def placed(entry: Entry, state: State) -> Entry:
    """Return an entry as one of a state: what an earlier one states is the earlier grade."""
    if not state[0] or entry.stated is None:
        return entry
    grade = entry.stated.grade
    return replace(entry, stated=None, earlier=(grade, state[1]) if grade else None)


def latest(told: list[Earlier]) -> Earlier | None:
    """Return the grade of the latest of several earlier states; None where nothing tells which that is."""
    last = max((named or "" for _, named in told), default="")
    found = {earlier for earlier in told if (earlier[1] or "") == last}
    sure = len({grade for grade, _ in told}) == 1 or len({named is None for _, named in told}) == 1
    return found.pop() if len(found) == 1 and sure else None


def keep_latest(draft: Draft, earlier: Earlier) -> None:
    """Note an earlier grade of a draft's thing beside the one that is known; which is the latest is told by their rounds."""
    grade, round_id = draft.previous
    before = [earlier] if grade is None else [earlier, (grade, round_id)]
    draft.previous = latest(before) or draft.previous
