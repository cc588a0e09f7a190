"""Lines to sections: one walk over the lines; what nests in what is told by the page type's strategy (nesting.py)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from schemas.labels import ASKS, Label, Role
from schemas.questions import Question
from schemas.text import slug
from schemas.vocabulary import HEADING_KINDS, PILLAR_LABEL, Pillar

from .furniture import Furniture, goes_on_in_row, heads_furniture, is_surely_of_site, part_of_text, sub_headings_at_end
from .grades import unknown_badge
from .lines import Line, LineKind

_CHROME, _PILLAR, _QUESTIONS = Role.CHROME, Role.PILLAR, Role.QUESTIONS


@dataclass
class Section:
    """A run of lines under one heading.

    `role` is None for what stands between the title and the first heading; `head` are the lines of the heading
    itself (question, date, badge, number), `body` the rest. `stray` are dates and badges that came too late. `shared`
    says that it is not said to which of several causes recommendations belong, `closed` that what it asks for is closed.
    """

    role: Role | None
    text: str
    heading: Line | None = None
    pillar: Pillar | None = None
    question: str | None = None
    question_key: str | None = None
    known: Question | None = None
    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    shared: bool = False
    closed: bool = False

    @property
    def section_text(self) -> str | None:
        """The heading as published."""
        return self.heading.text if self.heading else None

    @property
    def level(self) -> int | None:
        """The level of the heading, None where it has none."""
        return self.heading.block.level if self.heading else None

    @property
    def is_question(self) -> bool:
        """Whether this is the section of a question or an area, not of a pillar."""
        return self.question is not None and self.role is _QUESTIONS

    @property
    def has_text(self) -> bool:
        """Whether text stands below its head: what is set aside is none, nor is a sign alone."""
        return any(line.kind is not LineKind.BOILERPLATE and any(map(str.isalnum, line.text)) for line in self.body)

    def of(self, kind: LineKind) -> list[Line]:
        """Return the head's lines of one kind."""
        return [line for line in self.head if line.kind is kind]

    def lines(self) -> Iterable[Line]:
        """Return all its lines, the heading first."""
        return (*([self.heading] if self.heading else []), *self.head, *self.body, *self.stray)


@dataclass
class Outline:
    """A page's sections in order; `before` is what stands before the title."""

    sections: list[Section]
    before: list[Line] = field(default_factory=list)

    def of(self, *roles: Role | None) -> list[Section]:
        """Return the sections of some roles, in order."""
        return [s for s in self.sections if s.role in roles]

    @property
    def preamble(self) -> Section:
        """What stands between the title and the first heading."""
        return self.sections[0]

    def in_page_order(self) -> list[Line]:
        """Return all lines after the title as the page has them, whatever section they are in."""
        return sorted((line for s in self.sections for line in s.lines()), key=lambda line: line.number)


WITH_HEAD = frozenset({Role.PILLAR, Role.QUESTIONS, Role.OTHER_INSPECTIONS, Role.OTHER_REPORTS})
"""Roles whose headings bear a date, a badge, a question."""


class Strategy(Protocol):
    """What a page type says of its lines: each answer is about one line, in the light of the walk so far."""

    numbers: bool
    """Whether a number alone is that of the question below it."""
    dates_parts: bool
    """Whether a date right under a heading that nobody knows makes it a section."""
    zone: Pillar | None
    """The pillar whose questions stand here, where their headings do not say it."""

    def begin(self, lines: list[Line]) -> None:
        """Look at all lines before the walk."""

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label opens a section here."""

    def heads(self, now: Section, line: Line, numbered: bool) -> bool:
        """Return whether a question or a name heads a section; `numbered` says that a number stands above it."""

    def opened(self, section: Section) -> None:
        """Take note of a section that was opened."""

    def lost(self, now: Section) -> Section | None:
        """Return the section whose own heading a copy lost and whose date stands here, None where it is no such."""

    def is_entry(self, now: Section, line: Line) -> bool:
        """Return whether a badge is an entry of a list of grades, not the badge of a section."""

    def graded_heading(self, now: Section) -> Line | None:
        """Return the line right above a badge that heads an area of no vocabulary, None where none does."""

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a line that no vocabulary has begins a section of its own."""

    def has_pillar(self, pillar: Pillar) -> bool:
        """Return whether the round may have a pillar."""

    def is_narrative(self, pillar: Pillar | None) -> bool:
        """Return whether a pillar is told without a grade."""


class Outliner:
    """Walks the lines of one page once; one method for each kind of line."""

    def __init__(self, nesting: Strategy) -> None:
        self.nesting = nesting
        self.now = Section(None, "Judgments")
        """The open section."""
        self.sections = [self.now]
        self._numbers: list[Line] = []
        self._last: Line | None = None
        self._around: Section | None = None  # the section in which a block of the site's is open
        self._furniture: Furniture | None = None

    def run(self, lines: Iterable[Line]) -> list[Section]:
        """Return the sections of the lines after the title."""
        steps = {
            LineKind.LABEL: self._label,
            LineKind.PILLAR_QUESTION: self._pillar_question,
            LineKind.OTHER_QUESTION: self._other_question,
            LineKind.QUESTION: self._question,
            LineKind.DATE: self._date,
            LineKind.BADGE: self._badge,
            LineKind.NUMBER: self._number,
        }
        self.nesting.begin(lines := list(lines))
        for line in lines:
            if self._furniture is not None:
                self._look_around(self._furniture, line)
            steps.get(line.kind, self._prose)(line)
            self._last = line
        self.now.stray.extend(self._numbers)
        return self.sections

    def _open(self, section: Section) -> Section:
        section.head.extend(self._numbers)
        self._numbers = []
        self.sections.append(section)
        self.now, self._around, self._furniture = section, None, None
        self.nesting.opened(section)
        return section

    def _label(self, line: Line) -> None:
        label = line.label
        assert label is not None
        if label.role is _CHROME and not heads_furniture(line):
            self._prose(part_of_text(line))
        elif not (self.nesting.opens(self.now, line, label) or is_surely_of_site(line)):
            line.text = line.block.text if line.stated is not None else line.text
            self._prose(line)
        elif label.role in ASKS:
            now = self.now
            self._open(Section(label.role, label.text, line, now.pillar, now.question, now.question_key, now.known))
        elif label.role is _PILLAR:
            self._pillar(line, label)
        elif label.role is _CHROME:
            self._open_furniture(line, label)
        else:
            self._open(Section(label.role, label.text, line, label.pillar))

    def _open_furniture(self, line: Line, label: Label) -> None:
        """Open a block of the site's; what does not belong to it goes on with the section in which it stands."""
        around = self._around if self._around is not None else self.now
        self._open(Section(label.role, label.text, line, label.pillar))
        self._furniture = Furniture.after(self._last, line, around.heading)
        if self._furniture.is_inside and around.role is not _CHROME:
            self._around = around

    def _look_around(self, block: Furniture, line: Line) -> None:
        """Close a block of the site's where a line belongs to the section around it."""
        box, around = self.now, self._around
        if around is None or block.holds(line, box.body):
            return
        goes_on = sub_headings_at_end(box.body)
        if not (box.body or goes_on) and block.is_of_text(line):
            self.sections.remove(box)
            block.heading.kind = LineKind.PROSE
            goes_on = [block.heading]
        around.body.extend(goes_on)
        self.now, self._around, self._furniture = around, None, None

    def _pillar(self, line: Line, label: Label) -> None:
        now = self.now
        if now.pillar is label.pillar and now.heading is None and not now.body:
            now.heading = line
        else:
            now = self._open(Section(_PILLAR, label.text, line, label.pillar))
        if line.stated is not None:
            now.head.append(line)

    def _pillar_question(self, line: Line) -> None:
        now = self.now
        ours = now.role is _PILLAR and now.pillar is line.pillar
        assert line.pillar is not None
        if (now.body or now.of(LineKind.PILLAR_QUESTION)) if ours else not self.nesting.has_pillar(line.pillar):
            self._prose(line)
            return
        now = now if ours else self._open(Section(_PILLAR, PILLAR_LABEL[line.pillar], None, line.pillar))
        now.head.append(line)

    def _other_question(self, line: Line) -> None:
        now = self.now
        if now.role is not Role.OTHER_INSPECTIONS or now.body:
            now = self._open(Section(Role.OTHER_INSPECTIONS, "Other inspections"))
        now.head.append(line)

    def _question(self, line: Line) -> None:
        now, known = self.now, line.question
        if known is not None and now.is_question and now.known is known and not now.body:
            now.head.append(line)  # the heading again, in other words
            return
        if self.nesting.heads(self.now, line, bool(self._numbers)):
            self._open(self._asked(line, self.nesting.zone or self.now.pillar))
            return
        line.text = line.block.text if line.stated is not None else line.text
        self._prose(line)

    @staticmethod
    def _asked(line: Line, pillar: Pillar | None) -> Section:
        """Make the section of a question or an area under its heading; an unknown one has a key of its words."""
        known = line.question
        if known is not None:
            return Section(_QUESTIONS, known.label, line, known.pillar, line.text, known.key, known)
        key = f"{pillar.value if pillar else 'area'}/{slug(line.text)}"
        return Section(_QUESTIONS, line.text, line, pillar, line.text, key)

    def _area_above(self) -> bool:
        """Open the section of an area that no vocabulary has, once a grade stands right under its heading."""
        now = self.now
        if (heading := self.nesting.graded_heading(now)) is None:
            return False
        if now.heading is heading:
            self.sections.pop()
        else:
            now.body.pop()
        self._open(self._asked(heading, None))
        return True

    def _dated_heading(self) -> None:
        """Open a section under a heading nobody knows that a date follows at once: no sub-heading is dated."""
        body = self.now.body
        if not self.nesting.dates_parts or not body or body[-1].kind is not LineKind.PROSE:
            return
        if body[-1].block.kind in HEADING_KINDS:
            heading = body.pop()
            self._open(Section(Role.TOPIC, heading.text, heading))

    def _date(self, line: Line) -> None:
        self._dated_heading()
        now = self.now
        lost = self.nesting.lost(now) if now.role in (None, Role.OTHER_INSPECTIONS) else None
        if lost is not None:  # a date can only be that of a section whose own heading a copy lost
            now = self._open(lost)
        first = now.role in WITH_HEAD and not now.of(LineKind.DATE)
        if first and not (now.body and now.is_question):
            now.head.append(line)
        else:
            now.stray.append(line)

    def _badge(self, line: Line) -> None:
        now = self.now
        if self.nesting.is_entry(now, line):
            now.body.append(line)
        elif (now.role in WITH_HEAD and not now.has_text) or self._area_above():
            self.now.head.append(line)
        else:
            now.stray.append(line)

    def _number(self, line: Line) -> None:
        if self.nesting.numbers and self.now.role is not Role.LETTER and not goes_on_in_row(self._last, line):
            self._numbers.append(line)
        else:
            self._prose(line)

    def _prose(self, line: Line) -> None:
        if self._numbers:
            self.now.stray.extend(self._numbers)
            self._numbers = []
        if self._furniture is not None and self._furniture.is_loose(line):
            self.now.stray.append(line)
        elif not self.now.body and (self._completes_date(line) or self._is_badge(line)):
            self.now.head.append(line)
        elif self.nesting.begins(self.now, line):
            self._open(Section(Role.TOPIC, line.text, line))
        else:
            self.now.body.append(line)

    def _completes_date(self, line: Line) -> bool:
        """Return whether a line is the day of a date whose words stand in a block of their own."""
        if len(line.text) > 30 or not line.text[:1].isdigit():
            return False
        dates = self.now.of(LineKind.DATE)
        if not dates or dates[-1].date_text is not None:
            return False
        dates[-1].date_text = line.text
        line.kind = LineKind.NUMBER
        return True

    def _is_badge(self, line: Line) -> bool:
        """Return whether a line of no known grade stands in the place of a badge; it becomes an unreadable one."""
        now = self.now
        named = now.heading is not None and now.heading.names_whose
        if not (now.role is _PILLAR or now.is_question or named):
            return False
        is_known = any(head.stated is not None for head in now.head)
        if is_known or line.kind not in (LineKind.PROSE, LineKind.NUMBER) or self.nesting.is_narrative(now.pillar):
            return False
        one_word = (now.is_question or named) and line.block.level is None and len(line.text.split()) == 1
        line.stated = unknown_badge(line.text, one_word or bool(now.of(LineKind.DATE)))
        if line.stated is None:
            return False
        line.kind = LineKind.BADGE
        self._area_above()
        return True
