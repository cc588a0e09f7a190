"""The words `Judgment` or `Grade` in a block of their own above a grade: they say that it is one, and no more."""

from __future__ import annotations

import re

from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.parsers.builder import Builder
from scraper.parsers.grades import GRADE_LABEL
from scraper.parsers.lines import Line, LineKind

_LONGEST = 24  # characters of such words
_ALONE = re.compile(GRADE_LABEL)
_ENDS = frozenset({LineKind.LABEL, LineKind.QUESTION, LineKind.PILLAR_QUESTION})
_LISTED = (BlockKind.TABLE_CELL, BlockKind.TERM)
_SHORT = (LineKind.PROSE, LineKind.NUMBER)


def without_grade_labels(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines without such words, where one grade stands below them and none other before the next name.

    Several grades below one label are a legend, or those of several rounds.
    """
    badge = LineKind.BADGE
    places = [
        place
        for place, below in enumerate(lines, -1)
        if below.kind is badge and place >= 0 and _is_short_label(lines[place])
    ]
    labels = [lines[place] for place in places if _has_one(lines, place + 1)]
    if not labels:
        return lines
    b.claim("boilerplate:grade_label", *labels)
    gone = {line.number for line in labels}
    return [line for line in lines if line.number not in gone]


def _is_short_label(line: Line) -> bool:
    return line.kind in _SHORT and line.text[_LONGEST:] == "" and _is_label(line)


def _is_label(line: Line) -> bool:
    return _ALONE.fullmatch(fold(line.text)) is not None


def _has_one(lines: list[Line], place: int) -> bool:
    """Return whether no other grade follows the one at a place before a name or such words, nor more of the same list or table: it may say whose it is."""
    listed = lines[place + 1 : place + 2] if lines[place - 1].block.kind in _LISTED else []
    if any(line.block.kind in _LISTED and line.kind in _SHORT and not _is_label(line) for line in listed):
        return False
    for line in lines[place + 1 :]:
        if line.kind in _ENDS or _is_short_label(line):
            return True
        if line.stated is not None:
            return False
    return True
