"""Words beside a grade that say of how many it is: `40 %`, `12 forces`, `1,204 respondents`; such a grade is none of the page's own."""

from __future__ import annotations

import re

from schemas.text import fold
from scraper.parsers.lines import Line

from .grid import Cell, Row

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
