"""Areas for improvement, and causes of concern with their recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from schemas.labels import Role
from schemas.text import fold
from schemas.vocabulary import BlockKind, RecommendationKind
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.lines import AskRow, Line, LineKind
from scraper.parsers.outline import Section

from .ask_rows import (
    add_ask,
    asks_all,
    asks_another,
    cause_of,
    deadline_announced,
    is_all,
    joined,
    name_around,
    tell_alone,
    tell_asking,
    tell_bold,
    tell_day,
    tell_more,
    told_of_before,
    with_sentences_joined,
)
from .asking import (
    ENDS,
    FINDINGS_BEGIN,
    LEAD_IN,
    LEAD_IN_ENDS,
    NOTHING_ASKED,
    SAME_BODY,
    TYPED_STARTS,
    begins_with_deadline,
    goes_on,
    introduces,
    is_asked,
    is_item,
    is_lead_in,
    is_no_cause,
    is_title,
    lead_in_among,
    names_who,
    owned_by,
    states_grade,
    take_as_prose,
    untype,
)  # fmt: skip
from .closed import ends_closed, is_status, tell_closed
from .deadlines import LONGEST_ALONE, Deadline, deadline_in_cell, deadline_of, is_deadline_alone
from .findings import read_findings
from .history import was_asked_before
from .practices import read_practices
from .prose import claim_head, set_aside

_KINDS: dict[Role, RecommendationKind] = {
    Role.AREAS: RecommendationKind.AREA_FOR_IMPROVEMENT,
    Role.RECOMMENDATIONS: RecommendationKind.RECOMMENDATION,
    Role.INNOVATIVE: RecommendationKind.INNOVATIVE_PRACTICE,
    Role.PROMISING: RecommendationKind.PROMISING_PRACTICE,
}


_TITLES = frozenset({BlockKind.HEADING, BlockKind.TERM})


def read_asks(b: Builder, section: Section) -> None:
    """Read what stands directly under a label that asks for something; what follows is the question's prose again.

    Only what stands directly under the label counts (docs/layouts.md, 13).
    """
    take_as_prose(section.body)
    section.closed = section.closed or was_asked_before(b, section)
    if section.closed:
        _read_as_said(b, section, [*([section.heading] if section.heading else []), *section.body])
        return
    before = b.recommendations[-1] if b.recommendations else None
    rest = _read_asked(b, section)
    if not b.recommendations or b.recommendations[-1] is before:
        _tell_unread(b, section, rest)
    if rest:
        _read_as_said(b, section, rest)


def _read_as_said(b: Builder, section: Section, lines: list[Line]) -> None:
    """Add lines below a label to the findings of its question."""
    role = Role.QUESTIONS if section.question else Role.PILLAR
    read_findings(
        b,
        Section(
            role, name_around(section), None, section.pillar, section.question, section.question_key, section.known,
            body=lines, closed=section.closed,
        ),
    )  # fmt: skip


def _tell_unread(b: Builder, section: Section, rest: list[Line]) -> None:
    """Flag a label under which text stands of which nothing was read, unless it says that nothing is asked for."""
    said = [line for line in rest if line.kind is LineKind.PROSE and not FINDINGS_BEGIN.match(fold(line.text))]
    repeated = any(b.is_claimed(line, "boilerplate:section_repeated") for line in section.body)
    if section.heading is None or not said or repeated or NOTHING_ASKED.search(fold(said[0].text)):
        return
    message = f"Under “{section.heading.text}” nothing was read of what it heads, from “{said[0].text[:60]}”."
    b.flag("section_missing", message, section.heading.number, said[0].number)


def _read_asked(b: Builder, section: Section) -> list[Line]:
    """Read what is asked for; return the lines that follow it."""
    claim_head(b, section, "recommendations")
    role = section.role
    assert role is not None
    if role in (Role.INNOVATIVE, Role.PROMISING):
        return read_practices(b, section, _KINDS[role])
    if role is Role.CAUSE:
        return _cause(b, section)
    return read_items(b, section, _KINDS[role])


def read_items(b: Builder, section: Section, kind: RecommendationKind, announced: Deadline | None = None) -> list[Line]:
    """Read the items of a list; return the lines that follow it. After an item that is a bullet a paragraph is prose.

    `announced` is the deadline of the lead-in above them, None where they stand right under a label. Where each item
    is set in bold or has a title, what stands between is prose, and the next such item is one of the list.
    """
    body, place = with_sentences_joined(b, section.body), 0
    asks = _Asks(b, section, kind, announced)
    while place < len(body):
        is_short = body[place].text[LONGEST_ALONE:] == ""
        taken = (is_short and asks.by_when(body, place)) or asks.take(body, place)
        if not taken and not asks.is_marked:
            break
        if not taken:
            asks.kept.append(body[place])
        place += taken or 1
    tell_more(b, body[place:], kind)
    return [*asks.kept, *body[place:]]


class _Asks:
    """The items of one list while they are read, line by line; `kept` are the lines between them that are prose."""

    def __init__(
        self, b: Builder, section: Section, kind: RecommendationKind, announced: Deadline | None
    ) -> None:  # fmt: skip
        self.kept: list[Line] = []
        self._b, self._section, self._kind = b, section, kind
        self._deadline, self._led = announced or (None, None), announced is not None
        self._asked = self._bulleted = self._celled = False
        self._head: RawBlock | None = None  # that of an item in bold, or in a heading
        self._tabled = [line for line in section.body if line.row is not None]
        self._titled: int | None = None  # the level of the headings that each item has, 0 of those in bold

    @property
    def is_marked(self) -> bool:
        """Whether the items are told from the prose between them by their type, by their titles, by their table."""
        return self._head is not None or self._titled is not None or bool(self._tabled)

    def by_when(self, body: list[Line], place: int) -> int:
        """Return 1 where a line says by when and nothing else: above what is asked for it is the lead-in, else it is told."""
        line, following = body[place], body[place + 1 : place + 2]
        if line.kind is not LineKind.PROSE or line.row is not None or not is_deadline_alone(line.text):
            return 0
        deadline = deadline_of(line)
        heads = not self._asked or line.block.kind is BlockKind.HEADING or line.text[-1] == ":"
        if heads and deadline[1] is not None and following and is_asked(following[0]):
            self._b.claim("recommendations", line)
            self._deadline, self._led = deadline, True
        else:
            self.kept.append(line)
            tell_day(self._b, line)
        return 1

    def take(self, body: list[Line], place: int) -> int:
        """Return how many lines were taken from a place on, 0 where the line there is none of the list."""
        line, following = body[place], body[place + 1 :]
        if line.row is not None:
            return self._row(line, line.row)
        if set_aside(self._b, line):
            return 1
        if line.text[0] in TYPED_STARTS:
            untype(line)
        heads = following and line.block.kind in _TITLES
        if heads and (level := self._title(line, following[0])) is not None:
            self._titled = level
            self._b.claim("recommendations", line)
            return 1 + self._add(following[0], body[place + 2 :], line)
        if self._is_of_others(line, following):
            if line.text[-1] == ":" or is_lead_in(line):  # so is what it announces
                return 0
            self.kept.append(line)
            return 1
        if self.kept and self.is_marked:
            goes = is_item(line) or (self._led and goes_on(line))
            heads = line.block.kind is BlockKind.HEADING and goes
            return self._add(line, following) if heads else tell_bold(self._b, self._head, line)
        if is_lead_in(line) or (not self._asked and introduces(line, following)):
            return 0 if told_of_before(self._b, self._section, line) else self._lead(line, following)
        if self._is_next(line):
            if ends_closed(line.text):
                self.kept.append(line)
                tell_closed(self._b, line)
                return 1
            self._take_head(line)
            return self._add(line, following)
        first = place == 0 and self._kind is RecommendationKind.AREA_FOR_IMPROVEMENT
        if first and is_all(self._b, self._section):
            add_ask(self._b, self._section, self._kind, line, line.text, self._deadline)
            self._take_head(line)
            return 1
        return self._aside(line)

    def _aside(self, line: Line) -> int:
        """Keep a line that asks for nothing and ends no list: a grade, the status of an item, a cell beside one."""
        if states_grade(line):
            self.kept.append(line)
            self._b.flag(
                "grade_unreadable", f"“{line.text[:60]}” asks for nothing; no grade is read from it.", line.number
            )
            return 1
        if self._asked and is_status(line.text):
            self.kept.append(line)
            return 1
        return self._beside(line) if self._celled else tell_bold(self._b, self._head, line)

    def _take_head(self, line: Line) -> None:
        self._head = line.block if line.block.kind is BlockKind.HEADING else self._head

    def _is_of_others(self, line: Line, following: list[Line]) -> bool:
        """Return whether a line among the items asks something of another body, or of all of them; tell it."""
        if asks_another(self._b, line):
            return True
        return bool(following) and asks_all(self._b, line, following[0])

    def _beside(self, line: Line) -> int:
        """Keep a cell below one that was read, of a table without heads; a day in it may be a deadline, and is told."""
        if line.block.kind is not BlockKind.TABLE_CELL:
            return 0
        self._keep(line)
        return 1

    def _keep(self, *cells: Line) -> None:
        """Keep cells beside what is asked for as prose, and tell those that may be its deadline."""
        self.kept += cells
        for line in cells:
            if deadline_in_cell(line.text)[0] is not None:
                tell_day(self._b, line)

    def _row(self, line: Line, row: AskRow) -> int:
        """Add what a row of a table asks for; what else it says is prose."""
        self._b.claim("recommendations", *row.beside)
        if row.closed or asks_another(self._b, line):
            self.kept += [line, *row.more, *row.others]
            if row.closed:
                tell_closed(self._b, line)
        else:
            self._keep(*row.others)
            self._ask(line, joined(line, [*row.more]), row.more, deadline_in_cell(row.deadline))
        self._asked = True
        return 1

    def _lead(self, line: Line, following: list[Line]) -> int:
        if not following:
            tell_alone(self._b, line)
        if not LEAD_IN_ENDS.search(line.text.rstrip(" -–")):
            self.kept.append(line)
            return 1
        self._b.claim("recommendations", line)
        self._deadline, self._led = deadline_announced(self._b, line), True
        return 1

    def _is_next(self, line: Line) -> bool:
        follows = not self._bulleted or line.block.kind is BlockKind.LIST_ITEM or begins_with_deadline(line)
        if follows and is_item(line):
            return True
        if self._led and goes_on(line):
            return True
        return self._asked and not self._bulleted and bool(SAME_BODY.match(fold(line.text)))

    def _title(self, line: Line, item: Line) -> int | None:
        """Return the level of a line that is the title of the item below it: deeper than the label, as the first one's."""
        block = line.block
        if line.kind is not LineKind.PROSE or line.text[-1] in ENDS or names_who(line):
            return None
        level, own = block.level or 0, self._section.level
        deeper = not level or (own is not None and level > own)
        same = self._titled == level if self._titled is not None else not self._asked
        untype(item)
        asks = item.block.kind is not BlockKind.LIST_ITEM and is_item(item)
        return level if deeper and same and asks else None

    def _add(self, line: Line, following: list[Line], title: Line | None = None) -> int:
        """Add an item with what it owns; return how many lines it has."""
        owned = owned_by(line, following)
        text = joined(title, [line, *owned]) if title else joined(line, owned)
        self._ask(line, text, owned, self._deadline)
        self._asked = True
        self._bulleted = self._bulleted or line.block.kind is BlockKind.LIST_ITEM
        self._celled = line.block.kind is BlockKind.TABLE_CELL
        return 1 + len(owned)

    def _ask(self, line: Line, text: str, owned: Sequence[Line], deadline: Deadline) -> None:
        parent = cause_of(self._b, self._section) if self._kind is RecommendationKind.RECOMMENDATION else None
        add_ask(self._b, self._section, self._kind, line, text, deadline, parent)
        self._b.claim("recommendations", *owned)


def _cause(b: Builder, section: Section) -> list[Line]:
    """Read a cause of concern: its statement, and the recommendations that follow without a label of their own."""
    body = [line for line in section.body if line.kind is LineKind.PROSE]
    if not body or is_no_cause(body[0].text):
        return section.body
    statement, rest = body[0], section.body[section.body.index(body[0]) + 1 :]
    if is_lead_in(statement) and rest and is_asked(rest[0]):
        told = (
            f"Between “{section.text}” and “{statement.text[:60]}” stands no cause; what is asked for is read without."
        )
        b.flag("section_missing", told, statement.number)
        return _after_cause(b, replace(section, shared=True), section.body)
    more = owned_by(statement, rest)
    if is_title(statement) and rest and rest[0].kind is LineKind.PROSE and not LEAD_IN.match(rest[0].text):
        more = [rest[0], *owned_by(rest[0], rest[1:])]
    more += takewhile(lambda line: line.number in b.of_causes, rest[len(more) :])
    b.claim("recommendations", *more)
    add_ask(b, section, RecommendationKind.CAUSE_OF_CONCERN, statement, joined(statement, more))
    return _after_cause(b, section, rest[len(more) :])


def _after_cause(b: Builder, section: Section, rest: list[Line]) -> list[Line]:
    """Read what lead-ins below a cause announce; return the other lines."""
    kept: list[Line] = []
    tell_more(b, rest)
    cause, below = b.recommendations[-1:], rest
    while (place := lead_in_among(rest)) is not None:
        kept += rest[:place]
        follow = replace(section, role=Role.RECOMMENDATIONS, heading=None, head=[], stray=[], body=rest[place:])
        rest = read_items(b, follow, RecommendationKind.RECOMMENDATION)
        if rest[:1] == follow.body[:1]:  # it announces what was asked for earlier
            kept, rest = [*kept, *rest[:1]], rest[1:]
    if b.recommendations[-1:] == cause:
        tell_asking(b, section, below)
    return [*kept, *rest]
