"""Headings whose tags a copy lost: told by their looks, on a page where no heading kept its tag."""

from __future__ import annotations

import re

from schemas.vocabulary import BlockKind

from .dates import LONG_DATE, MONTHS
from .lines import Line, LineKind

_LONGEST = 80
_LONGEST_TITLE = 60
_STOPS = (".", ":", ";", ",", "!", "?")
_SENTENCE = re.compile(r".{19,}[.:!?][”’\"']?$", re.S)
_DAY = re.compile(rf"{LONG_DATE}|^(?:{'|'.join(MONTHS)}) \d{{4}}$", re.I)


def headings_by_looks(lines: list[Line]) -> frozenset[int]:
    """Return the block numbers of the lines that look like headings; none where a line still has the tag of one.

    Such a line is short, begins with a capital, has no stop and no day, and asks something or stands above a sentence or
    a label.
    """
    if any(map(_is_tagged, lines)):
        return frozenset()
    below = (*lines[1:], None)
    return frozenset(line.number for line, next_ in zip(lines, below, strict=False) if _looks_like_one(line, next_))


def _is_tagged(line: Line) -> bool:
    """Return whether a line has the tag of a heading or a term; what is set aside as boilerplate does not count."""
    return line.kind is not LineKind.BOILERPLATE and (line.block.level is not None or line.block.kind is BlockKind.TERM)


def _looks_like_one(line: Line, below: Line | None) -> bool:
    if line.kind not in (LineKind.PROSE, LineKind.QUESTION) or len(line.text) > _LONGEST:
        return False
    if line.kind is LineKind.QUESTION:
        return True
    if line.text.endswith(_STOPS) or not line.text[:1].isupper() or _DAY.search(line.text):
        return False
    return below is not None and (below.kind is LineKind.LABEL or _SENTENCE.search(below.text) is not None)


def begins_behind(body: list[Line], line: Line) -> bool:
    """Return whether a line that looks like a heading begins a part behind what stands below a label: text does, and no title alone.

    Behind a title a line without the tag of a heading is what it is the title of, and has lost its stop.
    """
    said = [each.text for each in body if each.kind is LineKind.PROSE]
    is_title = len(said) == 1 and len(said[0]) <= _LONGEST_TITLE and said[0][-1].isalnum()
    return bool(said) and not (is_title and line.block.level is None)
