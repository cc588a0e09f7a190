"""Footnotes that say of a grade that it is of another time: its mark stands raised behind the grade, or behind what is graded."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.text import RAISED
from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.grades import read_badge
from scraper.parsers.lines import Line, LineKind

from .grid import are_of_one_row
from .remarks import may_remark
from .states import States

_PLAIN = str.maketrans(RAISED, "0123456789()")
_MARK = re.compile(rf"[{RAISED}]+$|[*†‡]+$")
_NOTE = re.compile(r"\W*(?:note )?(?P<mark>\d{1,3})\W{0,2}\s(?P<said>.+)", re.I)
_SIGNS = "*†‡"
"""Marks that may also mean something else: they are marks where a note begins with one."""
_SIGNED = re.compile(rf"(?P<word>.{{4,30}}?) ?(?P<mark>[{_SIGNS}]+)")
_SIGNED_NOTE = re.compile(rf"(?P<mark>[{_SIGNS}]+)\s*(?P<said>[\w(].+)")
_NAMES = frozenset({LineKind.LABEL, LineKind.QUESTION})
_ALL_MARKS = frozenset(RAISED + _SIGNS)
FOOTNOTED = "footnoted"
"""The rule of a line with a grade behind other words, which is not read: `Investigating crime: Good¹`."""
_NEAR = 4  # lines below a name among which its grade stands


def without_footnoted(b: Builder, lines: list[Line]) -> None:
    """Take the grades from their lines of which a footnote says that they are of another time or body, and tell them."""
    if b.round is None:
        return
    for place in [place for place, line in enumerate(lines) if line.block.text[-1] in _ALL_MARKS]:
        _sign(lines, place)
        graded = _graded(b, lines, place)
        if graded is None:
            continue
        note = _note(lines, place)
        if note is not None and (States(b.round, b.names).is_of_another(note) or may_remark(b, note)):
            told = f"“{graded.text}” is not read as a grade of this round: its footnote says “{note[:80]}”."
            b.flag("grade_unreadable", told, graded.number)
            if graded.stated is None:
                graded.rule = FOOTNOTED
            else:
                graded.kind, graded.stated, graded.earlier = LineKind.PROSE, None, None


def _sign(lines: list[Line], place: int) -> None:
    """Make a grade line of a grade with a sign behind it, where a note below begins with that sign: `Good*`."""
    line = lines[place]
    signed = _SIGNED.fullmatch(line.text)
    stated = read_badge(signed["word"]) if signed is not None else None
    if stated is not None and _note(lines, place) is not None:
        line.kind, line.stated, line.rule = LineKind.BADGE, replace(stated, text=line.text), None


def _graded(b: Builder, lines: list[Line], place: int) -> Line | None:
    """Return the line that states the grade of which a marked line is: itself, the next one below a name, or in its row."""
    line = lines[place]
    if line.stated is None and line.block.kind is BlockKind.TABLE_CELL:
        near = [each for each in lines[place : place + _NEAR] if are_of_one_row(line, each)]
    else:
        near = lines[place : place + _NEAR] if line.kind in _NAMES else [line]
    stated = next((each for each in near if each.stated is not None), None)
    return line if stated is None and line.number in b.graded and line.text[-1] != "." else stated


def _note(lines: list[Line], place: int) -> str | None:
    """Return what the footnote says to which the mark of a line leads, None where the page has none below it."""
    found = _MARK.search(lines[place].block.text)
    mark = found.group().translate(_PLAIN).strip("()") if found else ""
    form = _SIGNED_NOTE if mark[:1] in _SIGNS else _NOTE
    for line in lines[place + 1 :]:
        text = line.block.text.translate(_PLAIN)
        note = form.match(text)
        if note is not None and note["mark"] == mark:
            return note["said"]
        if line.block.path.endswith(f"/li[{mark}]") and "/ol[" in line.block.path:
            return text
    return None
