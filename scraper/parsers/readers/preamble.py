"""What stands between the title and the first section: introduction, headline judgments, inspector, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from schemas.text import fold, has_any
from scraper.parsers.builder import Builder
from scraper.parsers.furniture import gets_report
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .headlines import is_headline, read_headlines
from .people import is_name, read_people
from .prose import is_fragment, suggest
from .remarks import tell_remarks
from .states import NOW, States

_REPORT_TITLE = re.compile(r"^PEEL: ?Police effectiveness, efficiency and legitimacy\b.{0,80}$", re.I)
_PENDING_WORDS = ("findings ", "published ", "will be ")  # without one of them nothing is
_PEOPLE = (LineKind.INSPECTOR, LineKind.CONTACT)
_PENDING = re.compile(
    r"\b(?:findings (?:is|are|will be)|published (?:below|in)|will be (?:published|graded|available))\b"
)

Judges = Callable[[Line], bool]
"""Whether a line states headline judgments."""
ReadJudging = Callable[[Builder, Line], None]
"""Reads the judgments of such a line."""


def opening(judges: Judges, read: ReadJudging) -> Callable[[Builder, Section], None]:
    """Return the reader of a preamble whose headline judgments have a form: how they are told, how they are read."""
    return partial(_read_preamble, judges, read)


def _read_preamble(judges: Judges, read: ReadJudging, b: Builder, section: Section) -> None:
    judging = {place for place, line in enumerate(section.body) if judges(line)}
    last = max(judging, default=-1)
    people, boilerplate = list[Line](), LineKind.BOILERPLATE
    lead: Line | None = None
    for place, line in enumerate(section.body):
        if line.kind is boilerplate:
            b.claim(f"boilerplate:{line.rule}", line)
        elif line.kind in _PEOPLE or is_name(section.body, place):
            people.append(line)
        elif place in judging:
            if lead is None or not _leads_others(b, lead, line):
                read(b, line)
        elif line.kind is LineKind.VIEW or _is_download(line):
            b.claim("links" if line.block.links else "boilerplate:download", line)
        elif is_fragment(line):
            suggest(b, line)
            lead = line
        elif place > last >= 0 or (last < 0 and is_pending(line.text)):
            b.finding(section, line)
        else:
            introduce(b, line)
            lead = line
    read_people(b, people)
    beside = sorted({near for place in judging for near in (place - 1, place + 1)} - judging)
    tell_remarks(b, (line for near in beside for line in section.body[near : near + 1] if not is_fragment(line)))


def _leads_others(b: Builder, lead: Line, line: Line) -> bool:
    """Return whether judgments are of another round or body by the last line above them that is none; tell it."""
    if b.round is None or lead.text[-1] == ".":
        return False
    states = States(b.round, b.names)
    told = states.of_lead(lead) or states.of_time(lead.text)
    if not told or told[0] == NOW:
        return False
    b.flag(
        "headline_unread",
        f"“{line.text[:120]}” stands below “{lead.text[:60]}”, which is of another round or body.",
        line.number,
    )
    introduce(b, line)
    return True


def is_pending(text: str) -> bool:
    """Return whether a line notes that some of the page is still to be published."""
    folded = fold(text)
    return has_any(folded, *_PENDING_WORDS) and _PENDING.search(folded) is not None


def introduce(b: Builder, line: Line) -> None:
    """Add a line to the introduction."""
    b.claim("introduction", line)
    b.introduction.append(line.text)


def _is_download(line: Line) -> bool:
    return gets_report(line.text) or _REPORT_TITLE.match(line.text) is not None


read_preamble = opening(is_headline, read_headlines)
"""Reads the preamble of a page whose headline judgments are sentences: `The extent to which the force is …`."""
