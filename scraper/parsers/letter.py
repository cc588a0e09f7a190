"""A letter about causes of concern: who wrote to whom and when, the causes, what is asked for, what was found.

Sample: …/publication-html/cause-of-concern-revisit-letter-gloucestershire-fire-and-rescue-service/
Rounds: police and fire from 2021/22. It gives no grade; grades that it quotes are findings.
The head is a list of terms, lines with or without a colon, or what a copy left of them: without `From` and
`To` the inspector's line is the sender's and the line of a chief is the addressee's.
"""

from __future__ import annotations

import re

from schemas.labels import Role
from schemas.record import Letter

from .assessment import READERS, unknown
from .builder import Builder
from .dates import LONG_DATE, NUMERIC_DATE
from .findings import head, read_findings
from .judgments import Drafts
from .lines import Is, Line
from .outline import Outline, Section
from .prose import set_aside, suggest

_LABEL = re.compile(
    r"^(?P<label>from|to|cc|copied to|copy to|sent(?: on)?|date)\b\s*(?P<colon>:?)\s*(?P<rest>.*)$", re.I
)
_FIELDS = {"from": "sender", "to": "addressee", "cc": "copied", "copied to": "copied", "copy to": "copied",
           "sent": "date", "sent on": "date", "date": "date"}  # fmt: skip
_DAY = re.compile(rf"^(?:{LONG_DATE}|{NUMERIC_DATE})\.?$", re.I)
_ADDRESSEE = re.compile(
    r"\b(?:chief constable|commissioner|chief fire officer|chief officer|chief executive|deputy chief constable)\b",
    re.I,
)
_LONGEST = 200


def parse(b: Builder, outline: Outline) -> None:
    """Read the letter into the builder."""
    drafts = Drafts()
    for section in outline.sections:
        if section.role is Role.LETTER:
            _information(b, section)
        elif section.role is None:
            _opening(b, section)
        elif section.role is Role.TOPIC:
            if section.heading is not None:
                suggest(b, section.heading)
            read_findings(b, section)
        else:
            READERS.get(section.role, unknown)(b, drafts, section)
    if b.letter is None:
        b.flag("section_missing", "The letter has no head that says who wrote to whom.")


def _opening(b: Builder, section: Section) -> None:
    """Read what stands before the first heading: furniture, and the letter's head where its label is lost."""
    rest = [line for line in section.body if not set_aside(b, line)]
    if any(_label(line) for line in rest[:8]):
        section.body = rest
        _information(b, section)
        return
    for line in rest:
        b.claim("introduction", line)
        b.introduction.append(line.text)
    head(b, section)


def _label(line: Line) -> tuple[str, str] | None:
    """Give the field that a line of the head names and what follows on it; a lone `To` needs no colon."""
    match = _LABEL.match(line.text) if len(line.text) <= _LONGEST else None
    if match is None:
        return None
    rest = match["rest"].strip()
    if rest and not match["colon"] and not (rest[0].isupper() or rest[0].isdigit()):
        return None
    return _FIELDS[match["label"].lower()], rest


def _information(b: Builder, section: Section) -> None:
    """Read the head; lines that it does not explain are findings."""
    found: dict[str, str] = {}
    blocks: list[int] = []
    waiting: str | None = None
    rest: list[Line] = []
    for line in section.body:
        if set_aside(b, line):
            continue
        named = _label(line)
        field, text = named if named is not None else (waiting or _unlabelled(line, found), line.text)
        waiting = None
        if field is None or (text and field in found):
            rest.append(line)
            continue
        b.claim("letter", line)
        blocks.append(line.number)
        if text:
            found[field] = text
        else:
            waiting = field
    if section.heading is not None:
        b.claim("letter", section.heading)
    if found:
        _keep(b, found, blocks)
    section.body = rest
    read_findings(b, section)


def _unlabelled(line: Line, found: dict[str, str]) -> str | None:
    """Give the field of a line whose label a copy lost: an inspector writes, a chief is written to, a day is a date."""
    if len(line.text) > _LONGEST or line.text.endswith("."):
        return None
    if "date" not in found and _DAY.match(line.text):
        return "date"
    if "sender" not in found and line.what is Is.INSPECTOR:
        return "sender"
    if "addressee" not in found and _ADDRESSEE.search(line.text):
        return "addressee"
    return "copied" if "addressee" in found and "copied" not in found and "date" not in found else None


def _keep(b: Builder, found: dict[str, str], blocks: list[int]) -> None:
    day = found.get("date")
    b.letter = Letter(
        sender=found.get("sender"),
        addressee=found.get("addressee"),
        copied=found.get("copied"),
        date=b.date(day, blocks[-1]),
        date_text=day,
        blocks=blocks,
    )
