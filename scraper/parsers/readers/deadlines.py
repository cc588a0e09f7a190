"""By when something is to be done: the forms in which a page says so, and the lead-ins that begin with them."""

from __future__ import annotations

import datetime as dt
import re

from scraper.parsers.dates import DAY_IN_TEXT, MONTH, read_date
from scraper.parsers.lines import Line

Deadline = tuple[dt.date | None, str | None]
"""The day by which something is to be done, and the words that say so."""

_LIMIT = r"(?:by(?: no later than)?|(?:no|not) later than|before)"
_DAY = (
    rf"(?:{DAY_IN_TEXT}|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d{{2}})|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
)
_UNIT = r"(?:days|weeks|months|years?)"
_SEASON = rf"(?:(?:early|mid|late)[ -])?(?:{MONTH}\.?|spring|summer|autumn|winter) \d{{4}}"
_BY_DAY = re.compile(rf"\b({_LIMIT} ({_DAY}))(?![\w/])", re.I)
_BY_WORDS = re.compile(
    rf"\b({_LIMIT} {_SEASON}|by the end of [^,.:]+|within [\w ]+? {_UNIT}|immediately|with immediate effect)\b", re.I
)
STARTS = rf"(?:{_LIMIT} (?:\d|the end|(?:{_DAY}|{_SEASON})\b)|within \w+ (?:\w+ )?{_UNIT}|immediately|with immediate effect|as soon as)"
"""What a sentence begins with that says at once by when."""
AT_START = re.compile(
    rf"^(?:{_LIMIT} (?:{_DAY}|{_SEASON}|the end of [^,.:]{{3,30}})|within (?:\w+ ){{1,2}}{_UNIT}(?: of [^,.:]{{3,40}})?|immediately|with immediate effect),? ",
    re.I,
)
"""The whole of such words at the beginning of a sentence."""


def deadline_of(line: Line) -> Deadline:
    """Return the day by which a line asks for something, and its words; no day where they are no whole date."""
    match = _BY_DAY.search(line.text)
    if match is not None:
        return read_date(match[2]), match[1].rstrip(".")
    match = _BY_WORDS.search(line.text)
    return (None, match[1]) if match is not None else (None, None)


def names_no_day(text: str) -> bool:
    """Return whether a deadline of which no day was read names one, with its year: no calendar has it, or it is not day first."""
    match = _BY_DAY.fullmatch(text) or _BY_DAY.fullmatch(f"by {text}")
    return match is not None and re.search(r"\d[/.]\d|\b\d{4}$", match[2]) is not None


def deadline_in_cell(text: str) -> Deadline:
    """Return the deadline that a cell of a table states under its head; none where it has no word or number."""
    if not any(map(str.isalnum, text)):
        return None, None
    match = _BY_DAY.fullmatch(text) or _BY_DAY.fullmatch(f"by {text}")
    return read_date(match[2]) if match else None, text
