"""Dates as the pages write them: day first, always; what is not a whole, real day stays text (F44)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

MONTHS = (
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
)  # fmt: skip
"""The months in lower case, January first."""
SEASONS = ("spring", "summer", "autumn", "winter")
"""The seasons in lower case, as a year has them."""
_SHORT = {month[:3]: place for place, month in enumerate(MONTHS, 1)} | {"sept": 9}
_PLACES = {month: place for place, month in enumerate(MONTHS, 1)} | _SHORT
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_LONG = re.compile(r"(?:([a-z]{3,6}day),? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]+)[.,]? (\d{4})", re.I)
MONTH = "(?:" + "|".join([*MONTHS, *_SHORT]) + r")\b"
"""The pattern of a month's name, written out or short, in lower case."""
DAY_IN_TEXT = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}\.?(?:,? \d{{4}})?"
)
"""The pattern of a day that is named in a sentence, in lower case: with its weekday and its year or without."""
LONG_DATE = r"\d{1,2}(?:st|nd|rd|th)? (?:" + "|".join(m.capitalize() for m in MONTHS) + r") \d{4}"
NUMERIC_DATE = r"\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_LONGEST = len("wednesday, 30th of september, 2016")
SAYS_PUBLISHED = (
    r"(?:(?:report )?(?:(?:first|originally|initially) )?published(?: online)?(?: on)?"
    r"|publication date|date (?:first )?published|date of (?:first )?publication)"
)
"""The words before such a day, for patterns."""
PUBLISHED = re.compile(rf"^{SAYS_PUBLISHED}(?:\s*[:–—-])?(?:\s+|(?=\d))(.+)$", re.I)
"""The line that says when a page or a report was published; a copy may have lost what parts the label from the day."""
PUBLISHED_LABEL = re.compile(rf"{SAYS_PUBLISHED}\s*:?", re.I)
"""The label of such a line, whose day stands on the next."""


def read_date(text: str) -> dt.date | None:
    """Return the day that `text` is, as `02/03/2017` (2 March) or `2 March 2017`; None for anything else.

    A day that was another day of the week than the text says is a slip of one of the two: None.
    """
    text = text.strip().rstrip(".")
    return _whole_date(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=512)
def _whole_date(text: str) -> dt.date | None:
    match = _NUMERIC.fullmatch(text)
    if match:
        return _day(int(match[4]), int(match[3]), int(match[1]))
    match = _LONG.fullmatch(text)
    if match is None:
        return None
    place = _PLACES.get(match[3].lower())
    day = _day(int(match[4]), place, int(match[2])) if place else None
    is_another = day is not None and match[1] is not None and match[1].lower() != f"{day:%A}".lower()
    return None if is_another else day


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_END_OF_MONTH = re.compile(r"end(?: of(?: the)?|-| ) ?([a-z]+)\.?,? (\d{4})", re.I)


def read_end_of_month(text: str) -> dt.date | None:
    """Return the last day of the month of which a text names the end, with its year: `end of August 2021`, `end August 2021`; None for anything else."""
    match = _END_OF_MONTH.fullmatch(text)
    if match is None:
        return None
    place, year = _PLACES.get(match[1].lower()), int(match[2])
    return _day(year, place, calendar.monthrange(year, place)[1]) if place else None
