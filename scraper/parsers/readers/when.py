"""When an assessment was published, and when its inspection was, as far as the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from schemas.page_types import PageType
from schemas.record import Dates
from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.dates import SAYS_PUBLISHED, read_date
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.looks import alone
from scraper.parsers.published import links_to_other
from scraper.parsers.when import Span, inspected_between

_PUBLISHED = re.compile(
    rf"^{SAYS_PUBLISHED}(?:\s*[:–—-])?(?: (?P<day>.*\d.*))?$",
    re.I,
)
_SHORT = 50
_NAMES = (LineKind.LABEL, LineKind.QUESTION)
_HEAD = 12  # lines below the title in which the day of publication stands
_SPAN = 60  # blocks in which a page says when the inspection was
_LEAD = 1  # years before a round, and after it, in which its inspections were made


_UPDATED = frozenset({"updated", "updated on", "date updated", "last updated", "last updated on", "date last updated"})
_BEGIN_UPDATED = alone(_UPDATED)


def with_updates_marked(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines, of which words that stand alone above a day and say that it is that of an update are a date without it: `Updated`."""
    if b.beginnings.isdisjoint(_BEGIN_UPDATED):
        return lines
    for line, below in pairwise(lines):
        is_of_update = line.text[_SHORT:] == "" and line.kind is LineKind.PROSE and fold(line.text) in _UPDATED
        if is_of_update and read_date(below.text) is not None and below.block.level is None:
            line.kind = LineKind.DATE
    return lines


def take_published(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines below a page's title without the day of publication, which is read.

    It stands above the first other heading, in one line (`Published on: 12 May 2022`) or two, whatever their tags; further down, or right below the
    link to another page, such a line is of another report. Of several days none is read.
    """
    stated = list(_stated(lines))
    if stated and any(text != stated[0][2] for _, _, text in stated):
        texts = "; ".join([text for _, _, text in stated])
        numbers = [line.number for _, of_day, _ in stated for line in of_day]
        b.flag("dates_repeated", f"The page has several days of publication: {texts}; none is read.", *numbers)
        return lines
    for place, of_day, text in stated[:1]:
        numbers = [line.number for line in of_day]
        b.claim("dates", *of_day)
        b.dates = Dates(published=b.date(text, numbers[0]), published_text=text, blocks=numbers)
        return [*lines[:place], *lines[place + len(of_day) :]]
    return lines


def _stated(lines: list[Line]) -> Iterator[tuple[int, list[Line], str]]:
    """Yield where a page's head says when it was published, in which lines, and the words of the day."""
    for place, line in enumerate(lines[:_HEAD]):
        match = _PUBLISHED.match(line.text)
        if (match is None and line.block.level is not None) or line.kind in _NAMES:
            return
        if match is None or len(line.text) > _SHORT or (place and links_to_other(lines[place - 1].block)):
            continue
        of_day = lines[place : place + 1] if match["day"] else lines[place : place + 2]
        text = match["day"] or "".join(each.text for each in of_day[1:])
        if match["day"] or read_date(text) is not None:
            yield place, of_day, text


def read_dates(b: Builder) -> None:
    """Read when an assessment was published and inspected, once its page is read.

    A report of a programme of its own names itself among its reports, with its day.
    """
    if b.page.assessment is None and not any(one.assessment for one in b.judgments):
        return
    dates = b.dates or Dates()
    own = next((one for one in b.reports if one.published and one.title == b.page.title), None)
    if dates.published is None and own is not None:
        told = {"published": own.published, "published_text": own.published_text, "blocks": [own.block]}
        dates = dates.model_copy(update=told)
    span = _inspected(b)
    if span is not None:
        number = next(raw.number for raw in b.blocks if span.text in raw.text)
        found = {"inspected_from": span.first, "inspected_to": span.last, "inspected_text": span.text}
        dates = dates.model_copy(update={**found, "blocks": sorted({*dates.blocks, number})})
    b.dates = dates if dates.published_text or span else None


def _inspected(b: Builder) -> Span | None:
    if b.round is None:
        return None
    texts = (raw.text for raw in b.blocks[:_SPAN])
    follows = b.page.type is PageType.LETTER
    return inspected_between(texts, b.round.first - _LEAD, b.round.last + _LEAD, with_earlier=follows)
