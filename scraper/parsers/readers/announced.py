"""Recommendations that no label heads: a sentence announces them, and the one before it is their cause."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.labels import ASKED
from schemas.text import RAISED, fold
from schemas.vocabulary import HEADING_KINDS, BlockKind, RecommendationKind
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .ask_rows import add_ask, asks_all, asks_another, deadline_announced, tell_alone, told_of_before
from .asking import BODY, is_asked, is_item, is_lead_in, names_who, take_as_prose
from .closed import says_closed
from .deadlines import is_deadline_alone
from .findings import read_findings
from .prose import set_aside
from .recommendations import read_items
from .unlabelled import is_almost_label

_ANNOUNCES = re.compile(r"\b(?:recommendations|should|must)\b.*:$", re.I)
_MARKS = f"{RAISED}*†‡ "
_NEAR = 3  # lines below such a sentence among which something is asked for
_LONGEST = 700  # characters of a sentence that asks for several things
_OF_BODY = re.compile(rf"(?:the )?{BODY} (?:\w+ ){{4}}")
_STOP = re.compile(r"[.!?][”’\"']?$")


def read_announced(b: Builder, section: Section) -> None:
    """Read a part whose recommendations a lead-in announces (`By 31 August 2021, the service should:`).

    Their cause is the nearest full sentence between them and what was asked before, else the heading; lead-ins without
    a sentence between have one cause. The rest of the part is findings.
    """
    _read(b, section, with_cause=True)


def read_asked_in_text(b: Builder, section: Section) -> None:
    """Read a part of a report in the same way; its recommendations need no cause of concern."""
    _read(b, section, with_cause=False)


def _read(b: Builder, section: Section, *, with_cause: bool) -> None:
    take_as_prose(section.body)
    if section.closed:
        read_findings(b, section)
        return
    kept: list[Line] = []
    asked = 0  # how many of the kept lines stand before the last list
    body = [line for line in section.body if line.kind is not LineKind.BOILERPLATE or not set_aside(b, line)]
    place, is_first = 0, True
    while place < len(body):
        line = body[place]
        place += 1
        announces = _announces(line, body[place : place + 1])
        if not announces or told_of_before(b, section, line) or asks_another(b, line) or asks_all(b, line, body[place]):
            _tell_parted(b, line, body[place : place + _NEAR])
            _tell_run_on(b, line)
            kept.append(line)
            continue
        b.claim("recommendations", line)
        if with_cause:
            kept = _without_cause(b, section, kept, asked, is_first)
        asked, is_first = len(kept), False
        part = replace(section, heading=None, head=[], stray=[], body=body[place:])
        body, place = read_items(b, part, RecommendationKind.RECOMMENDATION, deadline_announced(b, line)), 0
    section.body = kept
    read_findings(b, section)


def _without_cause(b: Builder, section: Section, kept: list[Line], asked: int, is_first: bool) -> list[Line]:
    """Add the cause of what is announced below some lines; return the lines without it."""
    cause = next(
        (one for one in reversed(kept[asked:]) if is_full_sentence(one)), section.heading if is_first else None
    )
    if cause is section.heading and cause is not None and _names_asks(fold(cause.text)):
        b.flag("section_missing", f"“{cause.text[:80]}” names no cause; none is read.", cause.number)
    elif cause is not None:
        add_ask(b, section, RecommendationKind.CAUSE_OF_CONCERN, cause, cause.text)
        b.flag("cause_inferred", f"No label names the cause “{cause.text[:80]}”.", cause.number)
    return [one for one in kept if one is not cause]


_ASKED_FOR = re.compile(
    rf"\b(?:{ASKED}|(?:recommend|ask|requir|expect)ed)\b|^(?:(?:(?:force|service)(?:'s)?|initial|latest|our|recent|the) )*progress\b"
)


def _names_asks(folded: str) -> bool:
    """Return whether a heading says no cause, but that something is asked for, or what became of it: `Our cause of concern`, `Progress`."""
    return is_almost_label(folded) or _ASKED_FOR.search(folded) is not None


def _tell_parted(b: Builder, line: Line, following: list[Line]) -> None:
    """Flag a line that announces recommendations and has other lines between it and what may be them, or nothing below it in its part."""
    if not following and line.kind is LineKind.PROSE and is_lead_in(line):
        tell_alone(b, line)
    if following and _leads(line) and not is_asked(following[0]) and any(map(is_item, following)):
        message = (
            f"Nothing says whether what stands below “{line.text[:60]}” is what it announces; it is not read as that."
        )
        b.flag("section_missing", message, line.number)


def _tell_run_on(b: Builder, line: Line) -> None:
    """Flag a sentence that announces what is asked for and goes on with it (`The service should: find out; and visit.`)."""
    if ":" not in line.text[:-1] or line.kind is not LineKind.PROSE or len(line.text) > _LONGEST:
        return
    begins, _, rest = line.text.partition(":")
    lead, first = replace(line, text=f"{begins}:"), replace(line, text=rest.strip())
    if rest[0] == " " and (is_lead_in(lead) or (_leads(lead) and names_who(first))):
        b.flag("section_missing", f"No label heads “{line.text[:60]}”; it is not read as asked for.", line.number)


def _leads(line: Line) -> bool:
    return line.kind is LineKind.PROSE and (is_lead_in(line) or _ANNOUNCES.search(line.text.rstrip(_MARKS)) is not None)


def _announces(line: Line, following: list[Line]) -> bool:
    """Return whether a line announces recommendations, and one stands below it."""
    if not following or not _leads(line) or not is_asked(following[0]):
        return False
    return not (is_deadline_alone(line.text) and _DID.search(following[0].text))


_DID = re.compile(r"\b(?:had|was|were|did)\b")
"""What has an item below a day that tells what was so by then: `By 31 March 2022:`, `all staff were trained.`"""


def is_full_sentence(line: Line) -> bool:
    """Return whether a line is a sentence that may say what is wrong: one about the body may have lost its stop."""
    in_bold = line.block.kind is BlockKind.HEADING and line.block.level is None
    heads = line.block.kind in HEADING_KINDS and not in_bold
    ends = _STOP.search(line.text) or (line.text[-1].isalnum() and _OF_BODY.match(fold(line.text)))
    return line.kind is LineKind.PROSE and not heads and bool(ends) and not says_closed(line.text)
