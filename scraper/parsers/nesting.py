"""What nests in what: the strategies of the page types, by role, by question, by area, by part, or not at all."""

from __future__ import annotations

import re

from schemas.labels import ASKS, TOPIC_LABELS, Label, Role
from schemas.questions import is_of_page
from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, PILLAR_LABEL, BlockKind, Pillar, Round

from .areas import AreaHeadings
from .furniture import gets_report
from .letter_labels import is_of_head
from .lines import Line, LineKind
from .listing import listed_as, set_contents_aside
from .outline import Section
from .untagged import begins_behind, headings_by_looks

_PROSE, _TERM, _PILLAR, _QUESTIONS = LineKind.PROSE, BlockKind.TERM, Role.PILLAR, Role.QUESTIONS


class Nesting:
    """What all strategies share; each is made for one page, of a pillar or none, in a round where it is known."""

    numbers = False
    dates_parts = True
    has_contents = False
    """Whether a list of contents says what the parts of such a page are called."""
    lost_under_other_inspections: Role | None = None
    """The section that a date under the standing text about other inspections is of, where its heading is lost."""

    def __init__(self, pillar: Pillar | None, round_: Round | None) -> None:
        self.pillar = pillar
        self.zone: Pillar | None = None
        self.narrative = round_.narrative if round_ else ()
        self.pillars = (*round_.pillars, *round_.narrative) if round_ else ()

    def begin(self, lines: list[Line]) -> None:
        """Look at all lines before the walk; most strategies need not."""

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label opens a section here: a section of the record, a pillar of the round."""
        if label.role is Role.FINDINGS:
            return label.pillar is not None
        if label.role is _PILLAR and self.pillars:
            return label.pillar in self.pillars and not (now.role is Role.KEY_FACTS and line.text.islower())
        return label.role is not Role.LETTER

    def heads(self, now: Section, line: Line, numbered: bool) -> bool:
        """Return whether a question heads a section: one of the round does, once a section is open."""
        return line.question is not None and line.text.rstrip().endswith("?") and now.role is not None

    def opened(self, section: Section) -> None:
        """Take note of a section that was opened."""
        if section.role is _QUESTIONS and not section.is_question:
            self.zone = section.pillar

    def lost(self, now: Section) -> Section | None:
        """Return the section whose heading a copy lost and whose date stands here."""
        role = self.lost_under_other_inspections
        if now.role is not Role.OTHER_INSPECTIONS or role is None:
            return None
        if role is not Role.PILLAR:
            return Section(role, "Other reports")
        return Section(role, PILLAR_LABEL[self.narrative[0]], None, self.narrative[0]) if self.narrative else None

    def is_entry(self, now: Section, line: Line) -> bool:
        """Return whether a badge is an entry of a list of grades: only long reports have one."""
        return False

    def graded_heading(self, now: Section) -> Line | None:
        """Return the line above a badge that heads an area nobody knows: only long reports have such."""
        return None

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a heading nobody knows stands as high as the headings that are known: a new section."""
        level = line.block.level
        if line.kind is not _PROSE or (level is None and line.block.kind is not _TERM):
            return False
        is_high = level is not None and now.level is not None and level <= now.level
        is_prose = now.role not in ASKS and not now.is_question and now.role is not Role.KEY_FACTS
        return _stands_alone(now, line) or (is_high and is_prose)

    def has_pillar(self, pillar: Pillar) -> bool:
        """Return whether the round may have a pillar: it does where its pillars are not known."""
        return not self.pillars or pillar in self.pillars

    def is_narrative(self, pillar: Pillar | None) -> bool:
        """Return whether a pillar is told without a grade."""
        return pillar in self.narrative


def _stands_alone(now: Section, line: Line) -> bool:
    """Return whether a heading nobody knows can be no sub-heading: before all sections, or a term among terms."""
    if now.role is None and now.heading is None:
        return not gets_report(line.text)
    terms = now.heading is not None and now.heading.block.kind is line.block.kind is BlockKind.TERM
    return terms and now.role not in {*ASKS, Role.KEY_FACTS} and not now.is_question


class ByRole(Nesting):
    """A force's or service's page: sections by their labels; a date after the standing text is a narrative pillar's."""

    lost_under_other_inspections = Role.PILLAR


class ByReports(Nesting):
    """A page of other reports: a date after the standing text is that of the reports, whose titles are free."""

    lost_under_other_inspections = Role.OTHER_REPORTS

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a heading nobody knows is a section: among the reports each is a report's title."""
        return now.role is not Role.OTHER_REPORTS and super().begins(now, line)


class ByQuestions(Nesting):
    """A pillar's page: the pillar, then its questions, each with its number, heading, badge and asks."""

    numbers = True

    def __init__(self, pillar: Pillar | None, round_: Round | None) -> None:
        super().__init__(pillar, round_)
        self.zone = pillar
        self._depth: int | None = None  # the heading level of the questions

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label opens a section here; of pillars only the page's own does."""
        if label.role is _PILLAR:
            return label.pillar in (self.pillar, self.zone)
        return super().opens(now, line, label)

    def heads(self, now: Section, line: Line, numbered: bool) -> bool:
        """Return whether a question, or the name of one, heads a section: by its level, its number, its place."""
        known, level = line.question, line.block.level
        if known is None:
            listed = now.role is _QUESTIONS and line.block.kind in HEADING_KINDS
            return (numbered or listed) and not is_of_page(line.text)
        if line.text.rstrip().endswith("?"):
            return True
        if known.pillar not in (self.pillar, self.zone):
            return False
        first = now.role is _QUESTIONS and now.question is None and not now.body
        return numbered or first or (level is not None and level == self._depth)

    def opened(self, section: Section) -> None:
        """Take note of the pillar that the questions are of, and of the level of their headings."""
        super().opened(section)
        if section.is_question:
            self._depth = section.level

    def lost(self, now: Section) -> Section | None:
        """Return the section of the page's own pillar: its date is the first on the page."""
        return Section(Role.PILLAR, PILLAR_LABEL[self.pillar], None, self.pillar) if self.pillar else None


FRONT = frozenset({None, Role.SUMMARY, Role.OUR_JUDGMENTS})
"""Where a long report prints all its grades at once."""
# What never stands in a long report as a section of its own, beside all that is a pillar's.
_NOT_IN_REPORTS = frozenset({Role.OTHER_INSPECTIONS, Role.OTHER_REPORTS, Role.KEY_FACTS, Role.LETTER})
# Labels that also stand inside an area.
_OF_AREAS = frozenset({"Background", "Main findings", "Detailed findings", "Context"})


class ByAreas(Nesting):
    """A long report: its front, then its areas, headed in one way each; labels may stand inside an area."""

    numbers = True
    dates_parts = False

    def __init__(self, pillar: Pillar | None, round_: Round | None) -> None:
        super().__init__(pillar, round_)
        self._areas = AreaHeadings(())
        self._front = True  # no section but a summary was opened yet
        self._met: set[str | None] = set()  # the areas that have a section
        self._nested = False  # a label below an area's heading stands deeper than it

    def begin(self, lines: list[Line]) -> None:
        """Find out in which way this page heads its areas."""
        self._areas = AreaHeadings(lines)

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label is a section of its own, not a sub-heading of an area, the head of a column, a cell."""
        if label.role in _NOT_IN_REPORTS or label.pillar is not None:
            return False
        if self._areas.is_in_row(line):
            return False
        if now.question is None:
            return True
        level, depth = line.block.level, self._areas.depth
        deeper = depth is not None and level is not None and level > depth
        if label.role in ASKS:
            self._nested = self._nested or deeper
            return True
        return not deeper and not (level is None and label.text in _OF_AREAS)

    def heads(self, now: Section, line: Line, numbered: bool) -> bool:
        """Return whether a line that names an area, or asks its question, heads one."""
        if line.question is None:
            return False
        if line.text.rstrip().endswith("?") and not self._areas.is_in_row(line):
            return True
        return self._areas.heads(line, self._front, now.question is not None, now.level)

    def opened(self, section: Section) -> None:
        """Take note of an area's heading, and that the front has ended."""
        if section.heading is not None and section.heading.kind is LineKind.QUESTION:
            self._areas.opened(section.heading)
            self._met.add(section.question_key)
        self._front = self._front and (section.role in FRONT or section.is_question)

    def lost(self, now: Section) -> Section | None:
        """Return None: a report's date is its own."""
        return None

    def is_entry(self, now: Section, line: Line) -> bool:
        """Return whether a grade is a cell of the front's table."""
        return now.role in FRONT and line.block.kind is BlockKind.TABLE_CELL

    def graded_heading(self, now: Section) -> Line | None:
        """Return the heading right above a grade that stands as high as those of the areas."""
        if self._front or now.role is Role.CHROME:
            return None
        bare = now.role is Role.TOPIC and not now.body
        heading = now.heading if bare else now.body[-1] if now.body else None
        if heading is None or not (heading.question or self._areas.as_high(heading)):
            return None
        if heading.question is not None and heading.question.key in self._met:
            return None  # it has its section: here it is in a table, or another body's
        return None if self._areas.is_below_heads(heading, now.body) else heading

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a heading nobody knows is a section: as high as what is open, or as the areas."""
        level = line.block.level
        if self._areas.flat or self._front or line.kind is not LineKind.PROSE:
            return False
        if level is None or now.level is None or level > now.level:
            return False
        depth = self._areas.depth
        if self._nested and depth is not None and level <= depth:
            return True
        return now.role not in ASKS and not now.is_question


_TITLED = frozenset({Role.CAUSE, Role.INNOVATIVE, Role.PROMISING})
"""What has a title of its own right under its label."""


class ByGradedTopics(ByAreas):
    """A graded report of a programme of its own: a long report with a list of contents."""

    has_contents = True
    _listed: frozenset[str] = frozenset()

    def begin(self, lines: list[Line]) -> None:
        """Set the list of contents aside, then find out in which way this page heads its topics."""
        self._listed = set_contents_aside(lines)
        super().begin(lines)

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a line is a section: the list has it, else it stands as high as one."""
        return (line.kind is LineKind.PROSE and listed_as(line.text) in self._listed) or super().begins(now, line)


def has_front(sections: list[Section]) -> bool:
    """Return whether a report of a programme prints all its grades at once: under a heading of its own, or in a list of lines."""
    if any(each.role in FRONT and each.heading is not None for each in sections):
        return True
    named = [each for each in sections if each.is_question]
    listed = {each.question_key for each in named if each.level is None}
    return any(each.question_key in listed for each in named if each.level is not None)


class ByParts(Nesting):
    """A letter: every heading begins a part of it, but a cause's title and a lead-in in bold.

    Where a copy lost the tags of all headings, a line that looks like one is one.
    """

    numbers = True
    dates_parts = False
    _untagged: frozenset[int] = frozenset()

    def begin(self, lines: list[Line]) -> None:
        """Find the lines that look like headings, where none is tagged as one."""
        self._untagged = headings_by_looks(lines)

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label opens a section here: findings and the letter's head do too."""
        return label.role in (Role.FINDINGS, Role.LETTER) or super().opens(now, line, label)

    def heads(self, now: Section, line: Line, numbered: bool) -> bool:
        """Return whether a question or an area of the round heads a part: it does wherever it stands, but as the title of a cause."""
        return line.question is not None and not (now.role in _TITLED and not now.body)

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a heading begins a part."""
        ends = line.kind is LineKind.BOILERPLATE or (line.text[-1] in ":.;" and line.text[-3:] != "...")
        term = line.block.kind is BlockKind.TERM and now.role is not Role.LETTER
        heads = line.block.kind is BlockKind.HEADING or term or line.number in self._untagged
        in_head = now.role is Role.LETTER or (now.role is None and not self.has_contents)
        if not heads or ends or (in_head and is_of_head(line.text, now.body[-1].text if now.body else "")):
            return False
        return now.role not in _TITLED or begins_behind(now.body, line)


class ByTopics(ByParts):
    """A report of a programme of its own: its parts are those of its list of contents, a graded topic's is its own.

    What the list names begins a part whatever its tag; another heading does where it is one.
    """

    numbers = False
    has_contents = True

    def __init__(self, pillar: Pillar | None, round_: Round | None) -> None:
        super().__init__(pillar, round_)
        self._names: frozenset[str] = frozenset()

    def begin(self, lines: list[Line]) -> None:
        """Set the list of contents aside, and keep what it lists."""
        self._names = set_contents_aside(lines)
        super().begin(lines)

    def opens(self, now: Section, line: Line, label: Label) -> bool:
        """Return whether a label opens a section here; a pillar's name is a heading like any."""
        return label.pillar is None

    def is_entry(self, now: Section, line: Line) -> bool:
        """Return whether a grade is a cell of a table: such tables count what was found."""
        return line.block.kind is BlockKind.TABLE_CELL

    def begins(self, now: Section, line: Line) -> bool:
        """Return whether a line begins a part: by the list of contents, else by its tag; what key facts are of does not."""
        if line.kind is LineKind.BOILERPLATE or (now.role is Role.KEY_FACTS and _is_of_panel(now, line)):
            return False
        is_title = now.role in _TITLED and not now.body
        is_term = line.block.kind is BlockKind.TERM and not is_title
        return is_term or listed_as(line.text) in self._names or super().begins(now, line)


_FIGURE = re.compile(r"(?:up|down)? ?[£+-]?\d", re.I)  # what a figure of the key facts begins with


def _is_of_panel(panel: Section, line: Line) -> bool:
    """Return whether a heading is of the key facts: of a topic, deeper than the panel's own, or a figure, whatever its tag."""
    level = line.block.level
    deeper = level is not None and panel.level is not None and level > panel.level
    return deeper or fold(line.text) in TOPIC_LABELS or _FIGURE.match(line.text) is not None
