"""Words beside a grade that say of how many it is: `40 %`, `12 forces`, `1,204 respondents`; such a grade is none of the page's own.

The number of a page's own areas below a grade is another thing: `Good (2)` above a column, or before the areas of a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from schemas.text import fold
from scraper.parsers.grades import read_badge
from scraper.parsers.lines import Line

from .entries import Entry
from .grid import Cell, Row
from .states import State

_NUMBER = r"(?:\d[\d,.]*|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|none|no|most|many|several|half|both|all)\b)"
_BODIES = r"(?:brigades|forces|organisations|services)"
_ASKED = r"(?:answers|people|residents|respondents|responses|votes)"
_WHO = rf"(?:{_BODIES}|{_ASKED}|brigade|force|officers|organisation|person|public|respondent|response|service|staff|victims)"
_COUNT = re.compile(
    rf"(?:\W|\b(?:about|almost|around|nearly|only|over|some)\b)*{_NUMBER}(?P<share> ?(?:%|per ?cent\b))?"
    rf"(?: (?:out )?of(?: the| all)*(?: {_NUMBER})?)?(?: \w+){{0,3}}?(?: (?P<who>{_WHO}))?\W*"
)
_HEADS = re.compile(rf"\b(?:share|proportion|percentage|per ?cent|{_BODIES}|respondents|responses|answers)\b|%")
_BARE = re.compile(r"\d[\d,]*")
_LONGEST = 50
_NUMBERED = re.compile(
    r"(?P<before>\d{1,2})(?: areas?)? ?[:–-]? ?(?P<word>[a-z][a-z ]{3,22})|(?P<grade>[a-z][a-z ]{3,22}?) ?[:–-]? ?\(?(?P<behind>\d{1,2})(?: areas?)?\)?",
    re.I,
)
"""A grade with a number: `Good (2)`, `Good: 2 areas`, `2 – Good`."""
_ENDS = "0123456789)"
"""What such a line begins or ends with, else it ends in `areas`."""


def is_count(text: str) -> bool:
    """Return whether a text is a count of those who gave a grade or got it, or their share, and nothing else."""
    match = _COUNT.fullmatch(fold(text)) if text[_LONGEST:] == "" else None
    return match is not None and (match["share"] is not None or match["who"] is not None)


def is_bare_number(text: str) -> bool:
    """Return whether a text is a number that does not say of what."""
    return _BARE.fullmatch(text) is not None


def counted_grade(row: Row, columns: dict[int, Row]) -> Line | None:
    """Return the grade in a row of which another cell says of how many it is, itself or by the head of its column; else None."""
    stated = next((cell for cell in row if cell.stated is not None and cell.stated.grade is not None), None)
    if stated is None or not any(_counts(cell, columns) for cell in row):
        return None
    return stated.line


def _counts(cell: Cell, columns: dict[int, Row]) -> bool:
    text = cell.line.text
    if is_count(text):
        return True
    return is_bare_number(text) and any(_heads_counts(head.line.text) for head in columns.get(cell.column, ()))


def _heads_counts(text: str) -> bool:
    """Return whether the head of a column says that its numbers count bodies or those who were asked: `Forces`, `Share`."""
    return text[_LONGEST:] == "" and _HEADS.search(fold(text)) is not None


_Read = Callable[[list[Line], State | None], Iterable[Entry]]
"""What reads the lines of a table, of which what stands above it says whose and of when they are."""


def read_counted(lines: list[Line], read: _Read, above: State | None, unread: list[Line]) -> list[Entry]:
    """Return what is read of a table of which grades have the number of their areas; where it is another number, none of theirs.

    Such a grade is noted as unread: a copy lost an area, or it is the number of something else; behind the name of an
    area it is that of a footnote.
    """
    counts: dict[int, int] = {}
    for line in lines:
        text = line.text
        if (
            line.stated is None
            and text[_LONGEST:] == ""
            and (text[-1] in _ENDS or text[0] in _ENDS or text[-6:] == " areas")
        ):
            count = _take_number(line)
            counts |= {id(line): count} if count is not None else {}
    found = list(read(lines, above))
    for line in [each for each in lines if id(each) in counts]:
        own = [entry for entry in found if entry.stated is line.stated]
        if len(own) != counts[id(line)] or any(entry.line is line for entry in own):
            found = [entry for entry in found if entry.stated is not line.stated]
            line.stated = None
            unread.append(line)
    return found


def _take_number(line: Line) -> int | None:
    """Take the number from a grade, and give the grade to its line; return the number, None where it is no such line."""
    match = _NUMBERED.fullmatch(line.text)
    stated = read_badge(match["word"] or match["grade"]) if match is not None else None
    if match is None or stated is None:
        return None
    line.stated = replace(stated)  # its own, by which its entries are known
    return int(match["before"] or match["behind"])
