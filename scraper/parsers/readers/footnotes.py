"""Footnotes that say of a grade that it is of another time: its mark stands raised behind the grade, or behind what is graded."""

from __future__ import annotations

import re

from schemas.text import RAISED
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind

from .states import States

_PLAIN = str.maketrans(RAISED, "0123456789()")
_MARK = re.compile(rf"[{RAISED}]+$")
_NOTE = re.compile(r"\W*(?:note )?(?P<mark>\d{1,3})\W{0,2}\s(?P<said>.+)", re.I)
_NAMES = frozenset({LineKind.LABEL, LineKind.QUESTION})
_NEAR = 4  # lines below a name among which its grade stands


def without_footnoted(b: Builder, lines: list[Line]) -> None:
    """Take the grades from their lines of which a footnote says that they are of another time or body, and tell them."""
    marked = [place for place, line in enumerate(lines) if line.block.text[-1] in RAISED]
    if b.round is None or not marked:
        return
    states = States(b.round, b.names)
    for place in marked:
        graded = _graded(lines, place)
        if graded is None:
            continue
        note = _note(lines, place)
        if note is not None and states.is_of_another(note):
            told = f"“{graded.text}” is not read as a grade of this round: its footnote says “{note[:80]}”."
            b.flag("grade_unreadable", told, graded.number)
            graded.kind, graded.stated, graded.earlier = LineKind.PROSE, None, None


def _graded(lines: list[Line], place: int) -> Line | None:
    """Return the line that states the grade of which a marked line is: itself, or the next one below a name."""
    line = lines[place]
    near = lines[place : place + _NEAR] if line.kind in _NAMES else [line]
    return next((each for each in near if each.stated is not None), None)


def _note(lines: list[Line], place: int) -> str | None:
    """Return what the footnote says to which the mark of a line leads, None where the page has none below it."""
    found = _MARK.search(lines[place].block.text)
    mark = found.group().translate(_PLAIN).strip("()") if found else ""
    for line in lines[place + 1 :]:
        text = line.block.text.translate(_PLAIN)
        note = _NOTE.match(text)
        if note is not None and note["mark"] == mark:
            return note["said"]
        if line.block.path.endswith(f"/li[{mark}]") and "/ol[" in line.block.path:
            return text
    return None
