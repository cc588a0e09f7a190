"""Labels that head several: practices one below the other, causes of concern each with its own recommendations.

Each becomes a section of its own. A further one is told by its title, which stands below the label as the first one's
does; below a label in the plural also as the one sentence between two lists of recommendations, and by the bullets of a
list. What may be one more, or more of the one above, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from schemas.labels import Role
from schemas.text import fold
from schemas.vocabulary import A_BODY, HEADING_KINDS, BlockKind

from .builder import Builder
from .lines import Line, LineKind
from .outline import Section
from .readers.asking import FINDINGS_BEGIN, goes_on, is_item, is_lead_in, is_title, names_who, owned_by

_PRACTICES = frozenset({Role.INNOVATIVE, Role.PROMISING})
_HEADS_ONE = frozenset({Role.CAUSE, *_PRACTICES})
_PLURAL = re.compile(r"\b(?:causes|practices)\b")
_MOST_OF_CAUSE = 3  # paragraphs; what is longer is what was found, of which nothing says that it begins
# What no practice and no cause is called: parts of the text about one.
_NO_TITLE = re.compile(
    r"(?:(?:our|further|the) )?(?:conclusions?|findings?|next steps|progress|response|summary|updates?|(?:how|what|why) (?:we|our|this))\b"
)
# What a sub-heading of the findings begins with; of one in bold nothing tells below what it stands.
_FINDS = re.compile(rf"(?:the {A_BODY}|it|they|staff|leaders|officers)\b")
_SPEAKS_OF_ITSELF = re.compile(r"(?:we|our|th(?:is|ese) causes?)\b")


def with_each_apart(b: Builder, sections: list[Section]) -> list[Section]:
    """Return the sections, of each label that heads several one section for each."""
    kept: list[Section] = []
    label: _Label | None = None
    for section, below in zip(sections, [*sections[1:], None], strict=True):
        heads = section.role in _HEADS_ONE
        if heads and _heads_labels(section, below):
            section.role, label = Role.TOPIC, None
        elif heads and section.heading is not None:
            label = _Label(b, section, section.heading, label)
        elif label is not None and not label.takes(section, below):
            label = None
        kept += [section] if label is None else label.parted(section, below)
    return kept


def _heads_labels(section: Section, below: Section | None) -> bool:
    """Return whether a label of causes or practices heads only titles, behind which what they are has labels of its own."""
    if below is None or below.role is not section.role or not section.body:
        return False
    return all(line.block.level is not None and line.text[-1] not in ".:;" for line in section.body)


class _Run(NamedTuple):
    """Lines of prose that are in no list: their places, whether they stand below what is asked for, and right above it."""

    first: int
    end: int
    below_asks: bool
    above_asks: bool


class _Label:
    """A label that may head several, and how many causes below it are met whose recommendations are not."""

    def __init__(self, b: Builder, section: Section, heading: Line, before: _Label | None = None) -> None:
        self._b = b
        self._section = section
        self._heading = heading
        self._level = _level_of_titles(section, heading)
        self._plural = _PLURAL.search(fold(heading.text)) is not None
        self._waiting = 0
        # Causes with labels of their own right above, for which nothing was recommended yet.
        self._above = before._waits_for(section) if before is not None else 0

    def _waits_for(self, below: Section) -> int:
        """Return how many causes wait when the label of another one of their question comes."""
        ours = self._section
        beside = below.role is ours.role is Role.CAUSE and below.question_key == ours.question_key
        return self._waiting + self._above if beside else 0

    def takes(self, section: Section, below: Section | None) -> bool:
        """Return whether a section below the label is its own: recommendations, or what a title heads, which it becomes."""
        ours, heading = self._section, section.heading
        practice = ours.role in _PRACTICES
        if section.role is Role.RECOMMENDATIONS:
            return not practice
        if heading is None or heading.names_whose or not self._is_title(heading) or not section.body:
            return False
        if not (practice or _asks(below) or any(map(is_lead_in, section.body))):
            return False
        section.role, section.text, section.heading = ours.role, ours.text, None
        section.body.insert(0, heading)
        return True

    def parted(self, section: Section, below: Section | None) -> list[Section]:
        """Return a section as one for each thing that it holds."""
        if section.role in _PRACTICES:
            return self._split(section, self._practices(section.body))
        parts = self._split(section, self._bullets(section) or self._causes(section, _asks(below)))
        for part in parts:
            self._waiting += part.role is Role.CAUSE
            if part.role is Role.RECOMMENDATIONS or any(map(is_lead_in, part.body)):
                self._share(part)
        return parts

    def _share(self, part: Section) -> None:
        """Tell where recommendations stand below several causes, and whose they are is not said."""
        beside = part.role is Role.RECOMMENDATIONS and (part.level or 0) <= (self._section.level or 0)
        waiting = self._waiting + (self._above if beside else 0)
        if waiting > 1:
            part.shared = True
            at = part.heading or part.body[0]
            message = f"Which of the {waiting} causes of concern above it “{at.text[:60]}” belongs to is not said."
            self._b.flag("section_missing", message, at.number)
        self._waiting = self._above = 0

    def _split(self, section: Section, starts: list[int]) -> list[Section]:
        if not starts:
            return [section]
        body, ends = section.body, [*starts[1:], len(section.body)]
        section.body = body[: starts[0]]
        ours = self._section
        new = replace(ours, heading=None, head=[], stray=[])
        return [section, *(replace(new, body=body[start:end]) for start, end in zip(starts, ends, strict=True))]

    def _practices(self, body: list[Line]) -> list[int]:
        """Return where further practices begin: at a title with a paragraph below it."""
        starts = []
        for place, line in enumerate(body[:-1]):
            if FINDINGS_BEGIN.match(fold(line.text)):
                break
            if place and body[place + 1].block.kind not in HEADING_KINDS:
                if self._is_title(line):
                    starts.append(place)
                elif self._may_be_title(body[0], line, body[place + 1]):
                    self._tell(line)
        return starts

    def _may_be_title(self, first: Line, line: Line, below: Line) -> bool:
        """Return whether a line is by its looks the title of the sentence below it, as the first one is."""
        tagged = self._heading.block.level is not None  # else a copy may have lost the tags of sub-headings
        alike = self._level is None and line.block.kind is first.block.kind
        both = alike and line.block.kind is not BlockKind.LIST_ITEM and _names_one(first) and _names_one(line)
        return both and (self._plural or tagged) and below.text[-1] == "."

    def _bullets(self, section: Section) -> list[int]:
        """Return where further causes begin in a list of them right below the label."""
        body = section.body
        if section.role is not Role.CAUSE:
            return []
        box = self._heading.block.path.rpartition("/")[0]
        ends = (place for place, line in enumerate(body) if not _is_listed_sentence(line, box) or names_who(line))
        count = next(ends, len(body))
        if count > 1 and not self._plural:
            self._tell(body[1])
        return list(range(1, count)) if self._plural else []

    def _causes(self, section: Section, asked_below: bool) -> list[int]:
        """Return where further causes begin in the text of a section, each with recommendations below it."""
        body, starts = section.body, list[int]()
        for run in _runs(body, section.role is Role.RECOMMENDATIONS, asked_below):
            if not run.above_asks:
                continue
            first = run.first if run.below_asks else _after_first(body, run)
            titles = [place for place in range(first, run.end) if self._is_title(body[place])]
            starts += titles
            if not (titles or run.below_asks or self._plural):
                self._say_more(body[first : run.end])
            if titles or run.end <= first or (self._level is not None and not run.below_asks):
                continue
            owned = body[first + 1 : run.end]
            alone = not owned or (body[first].text[-1] == ":" and all(map(_is_listed, owned)))
            if run.below_asks and alone and self._plural and self._level is None and _states(body[first]):
                starts.append(first)
            elif run.below_asks or self._plural:
                self._tell(body[first])
        return starts

    def _say_more(self, paragraphs: list[Line]) -> None:
        """Take note of the paragraphs between what a cause says and what is recommended: it goes on in them, where they are few."""
        of_text = all(line.kind is LineKind.PROSE and line.block.kind is BlockKind.PARAGRAPH for line in paragraphs)
        if of_text and len(paragraphs) <= _MOST_OF_CAUSE:
            self._b.of_causes.update(line.number for line in paragraphs)

    def _tell(self, line: Line) -> None:
        message = (
            f"Under “{self._heading.text}” nothing says whether “{line.text[:60]}” is one more; it is not read as one."
        )
        self._b.flag("section_missing", message, line.number)

    def _is_title(self, line: Line) -> bool:
        same = self._level is not None and _level(line) == self._level and _names_one(line)
        return same and (self._level != 0 or _FINDS.match(fold(line.text)) is None)


def _runs(body: list[Line], asked: bool, asked_below: bool) -> Iterator[_Run]:
    """Yield the runs of prose in a body, as far as nothing is found; `asked` says that it stands below a label that asks."""
    first = None
    for place, line in enumerate(body):
        if FINDINGS_BEGIN.match(fold(line.text)):
            return
        leads = is_lead_in(line)
        if not (leads or _is_listed(line) or is_item(line)):
            first = place if first is None else first
        elif leads and first is not None:
            yield _Run(first, place, asked, above_asks=True)
            first = None
        asked = asked or leads
    if first is not None:
        yield _Run(first, len(body), asked, asked_below)


def _after_first(body: list[Line], run: _Run) -> int:
    """Return the place below the first cause of a label: below its title, its statement, and the bullets that this owns."""
    place = run.first + is_title(body[run.first])
    statement = body[place : run.end]
    return place + (1 + len(owned_by(statement[0], statement[1:])) if statement else 0)


def _asks(section: Section | None) -> bool:
    return section is not None and section.role is Role.RECOMMENDATIONS


def _is_listed(line: Line) -> bool:
    return line.block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL) or goes_on(line)


def _is_listed_sentence(line: Line, box: str) -> bool:
    """Return whether a line is a sentence in a bullet, of a list below the label: copies make one list of a whole page."""
    block = line.block
    return block.kind is BlockKind.LIST_ITEM and line.text[-1] == "." and block.path.rpartition("/")[0] != box


def _states(line: Line) -> bool:
    """Return whether a line is a sentence that is not about the causes themselves."""
    return line.text[-1] in ".:" and _SPEAKS_OF_ITSELF.match(fold(line.text)) is None


def _level_of_titles(section: Section, heading: Line) -> int | None:
    """Return the level of the title of the first thing below a label, 0 of one in bold; None where it has no such title."""
    if not section.body:
        return None
    level, own = _level(section.body[0]), heading.block.level
    deeper = level is not None and own is not None and (level > own or level == 0)
    return level if deeper and _names_one(section.body[0]) else None


def _level(line: Line) -> int | None:
    return (line.block.level or 0) if line.block.kind in HEADING_KINDS else None


def _names_one(line: Line) -> bool:
    return line.kind is LineKind.PROSE and is_title(line) and _NO_TITLE.match(fold(line.text)) is None
