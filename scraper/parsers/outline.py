"""Lines to sections: roles, not heading levels, say what nests in what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.labels import ASKS, Label, Role
from schemas.questions import Question
from schemas.text import slug
from schemas.vocabulary import PILLAR_LABEL, BlockKind, PageType, Pillar, Round

from .grades import unknown_badge
from .headings import AreaHeadings
from .lines import Is, Line


@dataclass
class Section:
    """A run of lines under one heading.

    `role` is None for what stands between the title and the first heading; `head` are the lines of the heading
    itself (question, date, badge, number), `body` the rest. `stray` are dates and badges that came too late.
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
        """Say whether this is the section of a question or an area, not of a pillar."""
        return self.role is Role.QUESTIONS and self.question is not None

    def of(self, what: Is) -> list[Line]:
        """Give the head's lines of one kind."""
        return [line for line in self.head if line.what is what]


@dataclass
class Outline:
    """A page's sections in order; `before` is what stands before the title, `title` the title's line."""

    sections: list[Section]
    before: list[Line] = field(default_factory=list)
    title: Line | None = None

    def of(self, *roles: Role | None) -> list[Section]:
        """Give the sections of some roles, in order."""
        return [s for s in self.sections if s.role in roles]

    @property
    def preamble(self) -> Section:
        """What stands between the title and the first heading."""
        return self.sections[0]


_OPENS = frozenset(Role) - {Role.TOPIC, Role.FINDINGS, Role.LETTER}
_PILLAR_PAGES = frozenset({PageType.PILLAR, PageType.FINDINGS})
_LONG = frozenset({PageType.REPORT, PageType.LETTER})
_WITH_HEAD = frozenset({Role.PILLAR, Role.QUESTIONS, Role.OTHER_INSPECTIONS, Role.OTHER_REPORTS})
# Where a long report prints all its grades at once, and what never stands in one as a section of its own.
FRONT = frozenset({None, Role.SUMMARY, Role.OUR_JUDGMENTS})
_NOT_IN_REPORTS = frozenset(
    {Role.PILLAR, Role.QUESTIONS, Role.OTHER_INSPECTIONS, Role.OTHER_REPORTS, Role.KEY_FACTS, Role.LETTER}
)
# Labels that also stand inside an area.
_OF_AREAS = frozenset({"Background", "Main findings", "Detailed findings", "Context"})


class Outliner:
    """Walks the lines of one page once; one method for each kind of line."""

    def __init__(self, page_type: PageType, pillar: Pillar | None, round_: Round | None) -> None:
        self.page_type = page_type
        self.narrative = round_.narrative if round_ else ()
        self.pillars = (*round_.pillars, *round_.narrative) if round_ else ()
        self.pillar = pillar
        self.sections = [Section(None, "Judgments")]
        self._numbers: list[Line] = []
        self._zone: Pillar | None = pillar if page_type in _PILLAR_PAGES else None
        self._depth: int | None = None  # the heading level of the questions
        self._areas = AreaHeadings(())  # what heads the areas of a long report
        self._front = True  # no section but a summary was opened yet
        self._nested = False  # a label below an area's heading stands deeper than it

    @property
    def now(self) -> Section:
        """The open section."""
        return self.sections[-1]

    def run(self, lines: Iterable[Line]) -> list[Section]:
        """Give the sections of the lines after the title."""
        steps = {
            Is.LABEL: self._label,
            Is.PILLAR_QUESTION: self._pillar_question,
            Is.OTHER_QUESTION: self._other_question,
            Is.QUESTION: self._question,
            Is.DATE: self._date,
            Is.BADGE: self._badge,
            Is.NUMBER: self._number,
        }
        if self.page_type is PageType.REPORT:
            lines = list(lines)
            self._areas = AreaHeadings(lines)
        for line in lines:
            step = steps.get(line.what)
            if step is None:
                self._prose(line)
            else:
                step(line)
        self.now.stray.extend(self._numbers)
        return self.sections

    def _open(self, section: Section) -> Section:
        section.head.extend(self._numbers)
        self._numbers = []
        self._front = self._front and (section.role in FRONT or section.is_question)
        self.sections.append(section)
        return section

    def _label(self, line: Line) -> None:
        label = line.label
        assert label is not None
        if not self._opens(line, label):
            self._prose(line)
        elif label.role in ASKS:
            now = self.now
            self._open(Section(label.role, label.text, line, now.pillar, now.question, now.question_key, now.known))
        elif label.role is Role.PILLAR:
            self._pillar(line, label)
        else:
            if label.role is Role.QUESTIONS:
                self._zone = label.pillar
            self._open(Section(label.role, label.text, line, label.pillar))

    def _opens(self, line: Line, label: Label) -> bool:
        if self.page_type is PageType.REPORT:
            return self._opens_in_report(line, label)
        if label.role is Role.FINDINGS:
            return self.page_type in _LONG or label.pillar is not None
        if label.role is Role.LETTER:
            return self.page_type is PageType.LETTER
        if label.role is Role.PILLAR and self.page_type in _PILLAR_PAGES:
            return label.pillar in (self.pillar, self._zone)
        if label.role is Role.PILLAR and self.pillars:
            return label.pillar in self.pillars and not (self.now.role is Role.KEY_FACTS and line.text.islower())
        return label.role in _OPENS

    def _opens_in_report(self, line: Line, label: Label) -> bool:
        """Say whether a label is a section of its own in a long report, not a sub-heading of an area."""
        if label.role in _NOT_IN_REPORTS or label.pillar is not None:
            return False
        level, now = line.block.level, self.now
        if now.question is None:
            return True
        depth = self._areas.depth
        deeper = depth is not None and level is not None and level > depth
        if label.role in ASKS:
            self._nested = self._nested or (deeper and level is not None)
            return True
        return not deeper and not (level is None and label.text in _OF_AREAS)

    def _pillar(self, line: Line, label: Label) -> None:
        now = self.now
        if now.role is Role.PILLAR and now.pillar is label.pillar and now.heading is None and not now.body:
            now.heading = line
        else:
            now = self._open(Section(Role.PILLAR, label.text, line, label.pillar))
        if line.stated is not None:
            now.head.append(line)

    def _pillar_question(self, line: Line) -> None:
        now = self.now
        fits = now.role is Role.PILLAR and now.pillar is line.pillar and not now.body
        if not fits or now.of(Is.PILLAR_QUESTION):
            if fits or (now.role is Role.PILLAR and now.pillar is line.pillar):
                self._prose(line)
                return
            assert line.pillar is not None
            now = self._open(Section(Role.PILLAR, PILLAR_LABEL[line.pillar], None, line.pillar))
        now.head.append(line)

    def _other_question(self, line: Line) -> None:
        now = self.now
        if now.role is not Role.OTHER_INSPECTIONS or now.body:
            now = self._open(Section(Role.OTHER_INSPECTIONS, "Other inspections"))
        now.head.append(line)

    def _question(self, line: Line) -> None:
        if not self._is_heading(line):
            line.text = line.block.text if line.stated is not None else line.text
            self._prose(line)
            return
        known = line.question
        self._depth = line.block.level
        self._areas.opened(line)
        pillar = known.pillar if known else self._zone or self.now.pillar
        self._open(
            Section(
                Role.QUESTIONS, known.label if known else line.text, line, pillar, line.text,
                known.key if known else self._unknown_key(line, pillar), known,
            )
        )  # fmt: skip

    @staticmethod
    def _unknown_key(line: Line, pillar: Pillar | None) -> str:
        return f"{pillar.value if pillar else 'area'}/{slug(line.text)}"

    def _is_heading(self, line: Line) -> bool:
        if line.question is not None and not line.text.rstrip().endswith("?"):
            return self._is_named(line)
        if line.question is not None:
            return self.now.role is not None or self.page_type in _PILLAR_PAGES or self.page_type in _LONG
        if self.page_type not in _PILLAR_PAGES:
            return False
        listed = self.now.role is Role.QUESTIONS
        return bool(self._numbers) or (listed and line.block.kind in (BlockKind.HEADING, BlockKind.TERM))

    def _is_named(self, line: Line) -> bool:
        """Say whether a name that is no question heads a section: by its level, its number, its place."""
        level = line.block.level
        if self.page_type is PageType.REPORT:
            return self._areas.heads(line, self._front, self.now.question is not None, self.now.level)
        known = line.question
        if self.page_type not in _PILLAR_PAGES or known is None or known.pillar not in (self.pillar, self._zone):
            return False
        first = self.now.role is Role.QUESTIONS and self.now.question is None and not self.now.body
        return bool(self._numbers) or first or (level is not None and level == self._depth)

    def _unknown_area(self) -> bool:
        """Open the section of an area that no vocabulary has, once a grade stands right under its heading."""
        now = self.now
        if self.page_type is not PageType.REPORT or self._front:
            return False
        bare = now.role is Role.TOPIC and not now.body
        heading = now.heading if bare else now.body[-1] if now.body else None
        if heading is None or not (heading.question or self._areas.as_high(heading)):
            return False
        known = heading.question
        if bare:
            self.sections.pop()
        else:
            now.body.pop()
        self._open(
            Section(
                Role.QUESTIONS, known.label if known else heading.text, heading, None, heading.text,
                known.key if known else self._unknown_key(heading, None), known,
            )
        )  # fmt: skip
        return True

    def _dated_heading(self) -> None:
        """Open a section under a heading nobody knows that a date follows at once: no sub-heading is dated."""
        body = self.now.body
        if self.page_type in _LONG or not body or body[-1].what is not Is.PROSE:
            return
        if body[-1].block.kind in (BlockKind.HEADING, BlockKind.TERM):
            heading = body.pop()
            self._open(Section(Role.TOPIC, heading.text, heading))

    def _dated_page(self) -> None:
        """Open the section whose own heading a copy lost: a date can only be its."""
        now = self.now
        if now.role not in (None, Role.OTHER_INSPECTIONS) or now.of(Is.DATE):
            return
        if self.page_type is PageType.OTHER_REPORTS and now.role is Role.OTHER_INSPECTIONS:
            self._open(Section(Role.OTHER_REPORTS, "Other reports"))
        elif self.page_type is PageType.ASSESSMENT and now.role is Role.OTHER_INSPECTIONS and self.narrative:
            self._open(Section(Role.PILLAR, PILLAR_LABEL[self.narrative[0]], None, self.narrative[0]))
        elif self.page_type in _PILLAR_PAGES and self.pillar and (now.role or self.pillar):
            self._open(Section(Role.PILLAR, PILLAR_LABEL[self.pillar], None, self.pillar))

    def _date(self, line: Line) -> None:
        self._dated_heading()
        self._dated_page()
        now = self.now
        if (now.role in _WITH_HEAD and not now.body and not now.of(Is.DATE)) or (
            now.role in _WITH_HEAD and not now.of(Is.DATE) and not now.is_question
        ):
            now.head.append(line)
        else:
            now.stray.append(line)

    def _badge(self, line: Line) -> None:
        now = self.now
        if self.page_type is PageType.REPORT and now.role in FRONT and line.block.kind is BlockKind.TABLE_CELL:
            now.body.append(line)
        elif (now.role in _WITH_HEAD and not now.body) or self._unknown_area():
            self.now.head.append(line)
        else:
            now.stray.append(line)

    def _number(self, line: Line) -> None:
        if self.page_type in _PILLAR_PAGES or self.page_type in _LONG:
            self._numbers.append(line)
        else:
            self._prose(line)

    def _prose(self, line: Line) -> None:
        if self._numbers:
            self.now.stray.extend(self._numbers)
            self._numbers = []
        if self._completes_date(line) or self._is_badge(line):
            self.now.head.append(line)
        elif self._starts_unknown(line):
            self._open(Section(Role.TOPIC, line.text, line))
        else:
            self.now.body.append(line)

    def _completes_date(self, line: Line) -> bool:
        """Say whether a line is the day of a date whose words stand in a block of their own."""
        if len(line.text) > 30 or self.now.body or not line.text[:1].isdigit():
            return False
        dates = self.now.of(Is.DATE)
        if not dates or dates[-1].date_text is not None:
            return False
        dates[-1].date_text = line.text
        line.what = Is.NUMBER
        return True

    def _is_badge(self, line: Line) -> bool:
        """Say whether a line of no known grade stands in the place of a badge; it becomes one that is unreadable."""
        now = self.now
        judged = now.role is Role.PILLAR or now.is_question
        if not judged or now.body or line.what is not Is.PROSE or len(line.text) > 40:
            return False
        if any(head.stated is not None for head in now.head) or now.pillar in self.narrative:
            return False
        one_word = now.is_question and line.block.level is None and len(line.text.split()) == 1
        line.stated = unknown_badge(line.text, one_word or bool(now.of(Is.DATE)))
        if line.stated is not None:
            line.what = Is.BADGE
        return line.stated is not None

    def _heads_letter(self, line: Line) -> bool:
        """Say whether a heading begins a part of a letter: any does but a cause's title and a lead-in in bold."""
        if line.block.kind is not BlockKind.HEADING or line.text.endswith((":", ".", ";")):
            return False
        return self.now.role is not Role.CAUSE or bool(self.now.body)

    def _stands_alone(self, line: Line) -> bool:
        """Say whether a heading nobody knows can be no sub-heading: before all sections, or a term among terms."""
        if self.page_type is PageType.REPORT:
            return False
        heading = self.now.heading
        if self.now.role is None and heading is None:
            return line.block.level is not None or line.block.kind is BlockKind.TERM
        terms = heading is not None and heading.block.kind is line.block.kind is BlockKind.TERM
        return terms and self.now.role not in {*ASKS, Role.KEY_FACTS} and not self.now.is_question

    def _starts_unknown(self, line: Line) -> bool:
        """Say whether a heading nobody knows stands as high as the headings that are known: a new section."""
        if self.page_type is PageType.LETTER:
            return self._heads_letter(line)
        if self.page_type is PageType.REPORT and (self._areas.flat or self._front):
            return False
        level, now = line.block.level, self.now.level
        if line.what is Is.PROSE and self._stands_alone(line):
            return True
        if level is None or now is None or level > now or line.what is not Is.PROSE:
            return False
        depth = self._areas.depth
        if self._nested and depth is not None and level <= depth:
            return True
        return self.now.role not in ASKS and not self.now.is_question and self.now.role is not Role.KEY_FACTS
