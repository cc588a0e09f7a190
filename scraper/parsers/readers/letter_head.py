"""A letter's head: who wrote to whom and when, as a list of terms, as lines, or as what a copy left of them.

Without `From` and `To` the inspector's line is the sender's and the line of a chief is the addressee's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.record import Letter
from scraper.parsers.builder import Builder
from scraper.parsers.dates import LONG_DATE, NUMERIC_DATE
from scraper.parsers.letter_labels import LABEL, LONGEST, field_of
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.titles import only_one

from .announced import read_announced
from .findings import head
from .preamble import introduce
from .prose import set_aside
from .reports import add_publication, published_in

# A label that a head may have too, of which no field is made: `Ref:`, `Our reference:`, `Subject:`.
_OTHER_LABEL = re.compile(r"^[A-Z][\w.’' -]{0,24}:(?: |$)")
_DAY = re.compile(rf"^(?:{LONG_DATE}|{NUMERIC_DATE})\.?$", re.I)
_ADDRESSEE = re.compile(r"\b(?:chief constable|commissioner|chief fire officer|chief officer|chief executive)\b", re.I)
_NAME = 90  # characters of a name, with its titles
_JOINED = {"date": " ", "sender": ", ", "addressee": ", ", "copied": ", "}
"""What stands between the lines of a field; a day is parted where a copy gave its number a cell of its own."""


def read_letter_opening(b: Builder, section: Section) -> None:
    """Read what stands before the first heading: the day it was published, and the letter's head where its label is lost."""
    published = published_in(section.body)
    if published is not None:
        add_publication(b, published)
    rest = [line for line in section.body if line is not published and not set_aside(b, line)]
    if any(field_of(line.text) for line in rest[:8]):
        section.body = rest
        read_letter_head(b, section)
        return
    for line in rest:
        introduce(b, line)
    head(b, section)


def read_letter_head(b: Builder, section: Section) -> None:
    """Read the head, whose fields may have several lines each; what follows it is read as a part."""
    section.body = _labels_first(section.body)
    labelled = {named[0] for line in section.body if (named := field_of(line.text)) is not None}
    head = _Head(labelled, _people(section.body, labelled))
    rest: list[Line] = []
    for line in section.body:
        if set_aside(b, line):
            continue
        if head.take(line):
            b.claim("letter", line)
        else:
            rest.append(line)
    if section.heading is not None:
        b.claim("letter", section.heading)
    if head.found:
        _keep(b, {field: _JOINED[field].join(texts) for field, texts in head.found.items()}, head.blocks)
    section.body = rest
    read_announced(b, section)


def _labels_first(lines: list[Line]) -> list[Line]:
    """Return the lines with each label before its text, also where a head prints each label below its text.

    So it does where lines and labels alone take turns, a line first, and no line but a sentence follows the last label.
    """
    named = [field_of(line.text) for line in lines]
    count = 2 * sum(label is not None for label in named)
    turns = [label is not None and not label[1] for label in named[:count]]
    if turns != [False, True] * (count // 2) or (lines[count:] and not lines[count].text.endswith(".")):
        return lines
    pairs = zip(lines[1:count:2], lines[0:count:2], strict=True)
    return [line for pair in pairs for line in pair] + lines[count:]


@dataclass
class _Head:
    """A head while it is read; `labelled` are the fields that a label names anywhere in it, `people` those of lines."""

    labelled: set[str]
    people: dict[int, str]
    found: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)
    last: str | None = None
    skips: bool = False
    """Whether the line above is a lone label of which no field is made: the next is its text."""

    def take(self, line: Line) -> bool:
        """Add a line to the field that it is of; return whether it is of any."""
        named = field_of(line.text)
        where: str | None
        if named is not None:
            self.skips = False
        if named is not None and not (named[1] and named[0] in self.found):
            where, text = named
            self.last = where
        elif _OTHER_LABEL.match(line.text) and not LABEL.match(line.text) and line.number not in self.people:
            self.last, self.skips = None, line.text.endswith(":")
            return False
        elif self.skips and line.kind is not LineKind.INSPECTOR and line.number not in self.people:
            self.skips = False
            return False
        elif line.number in self.people:
            where, text = self.people[line.number], line.text
        else:
            self.last = self._goes_on(line)
            alone = _unlabelled(line, self.found) if self.last is None else None
            where, text = self.last or (alone if alone not in self.found else None), line.text
            if named is not None and named[0] == where:
                text = named[1]  # a second line with the label of the field
        if not where:
            return False
        if text:
            self.found.setdefault(where, []).append(text)
        self.blocks.append(line.number)
        return True

    def _goes_on(self, line: Line) -> str | None:
        """Return the field of a line without a label of its own: that of the label above it.

        The line under a lone label is its text. Of more lines none is a sentence; a day is the date, and a chief is written to where the addressee's label is lost.
        """
        if self.last not in self.found:
            return self.last
        if self.last == "date":
            return self.last if _DAY.match(f"{self.found[self.last][-1]} {line.text}") else None
        if _DAY.match(line.text) or len(line.text) > LONGEST or line.text.endswith("."):
            return None
        lost = self.last == "sender" and "addressee" not in self.labelled and _ADDRESSEE.search(line.text)
        return None if lost else self.last


def _people(lines: list[Line], labelled: set[str]) -> dict[int, str]:
    """Return the field of each line, by its number, of a head without `From` and `To` that names people line by line.

    The inspector's titles are the sender's with the name above them, a chief's is the addressee's with the name above
    and the body below it.
    """
    start = next((place for place, line in enumerate(lines) if line.kind is LineKind.INSPECTOR), None)
    if start is None or not labelled.isdisjoint({"sender", "addressee"}):
        return {}
    end = next((p for p in range(start, len(lines)) if lines[p].kind is not LineKind.INSPECTOR), len(lines))
    named = start > 0 and _is_name(lines[start - 1]) and not _ADDRESSEE.search(lines[start - 1].text)
    first = start - 1 if named else start
    found = dict.fromkeys((line.number for line in lines[first:end]), "sender")
    chief = next((p for p in range(end, min(end + 2, len(lines))) if _ADDRESSEE.search(lines[p].text)), None)
    if chief is not None and all(map(_is_name, lines[end : chief + 1])):
        last = chief + 2 if len(lines) > chief + 1 and only_one(lines[chief + 1].text) else chief + 1
        found.update(dict.fromkeys((line.number for line in lines[end:last]), "addressee"))
    return found


def _is_name(line: Line) -> bool:
    short = line.kind is LineKind.PROSE and len(line.text) <= _NAME and not line.text.endswith((".", ":"))
    return short and _DAY.match(line.text) is None


def _unlabelled(line: Line, found: dict[str, list[str]]) -> str | None:
    """Return the field of a line whose label a copy lost: an inspector writes, a chief is written to, a day is a date."""
    if len(line.text) > LONGEST or line.text.endswith("."):
        return None
    if _DAY.match(line.text):
        return "date"
    if "sender" not in found and line.kind is LineKind.INSPECTOR:
        return "sender"
    if "addressee" not in found and _ADDRESSEE.search(line.text):
        return "addressee"
    return "copied" if "addressee" in found and "date" not in found else None


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
