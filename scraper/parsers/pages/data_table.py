"""The table of all services' grades: a witness for each, no judgment of this page.

Sample: …/frs-assessment/frs-2023-25/service-assessment-data-table/ (fire, 2023-25).
For each service a heading, `Question` and `Score`, and eleven lines of label and grade, which some copies write
in one line without a separator. Copies lose headings and grades of one word: a label that comes again without
a heading between begins a service whose name is not known. Where the heads of the columns tell several states of
a grade (`2021/22`, `2023/25`), the one of this round is read, and none where nothing says which that is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from schemas.page_types import DATA_TABLE
from schemas.questions import Question
from schemas.record import GradeCell
from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, BlockKind
from scraper.catalogue.organisations import Organisation, find_organisation
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import Stated, read_badge, split_badge
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Outline
from scraper.parsers.readers.grid import are_of_one_row, figure_of, row_of
from scraper.parsers.readers.preamble import introduce
from scraper.parsers.readers.states import NOW, State, States
from scraper.parsers.spec import PageSpec, Proof, Strength
from scraper.parsers.titles import known_area

from ._many import whose_of_many

_HEAD = re.compile(r"^(?:question|area|score|grade|judge?ment|question ?(?:[|:–-] ?)?score|area ?(?:[|:–-] ?)?grade)$")
_OF_LABELS = re.compile(r"^(?:question|area)$")
_DATA_TABLE = re.compile(r"^service assessment data table", re.I)
_HEADS = re.compile(r"^question score$", re.I)


def _is_table(e: Evidence) -> bool:
    """Return whether the page names itself so, or has the head of the tables, `Question` and `Score`, and no body in its title."""
    some = [block for block in e.short if block.text[0] in "SsQq"]
    if any(_DATA_TABLE.match(block.text) for block in some):
        return True
    heads = any(
        _HEADS.match(b.text) or (b.text == "Score" and b.number > 1 and e.blocks[b.number - 2].text == "Question")
        for b in some
    )
    return heads and not (e.heading is not None and known_area(e.heading.area))


_BRACKETED = re.compile(r"(?P<label>.+?) ?[(\[](?P<grade>[A-Za-z ]+)[)\]]")
_LONGEST_HEAD = 40  # characters
_Told = tuple[Line, Stated | None]  # what stands behind a label: a grade, or a text that is none


@dataclass
class _Page:
    """Where in the page the reader is.

    `organisation` and `text` say whose the table is that has `begun`, `seen` which labels it had, `waiting` which label
    waits for its grades and `told` those that it has. `columns` are the states of the columns of grades by their heads,
    which `states` tells; `others` says that one is of others' grades, or of many. `head` is the line before, where that
    is the head of a column, `before` that the heading of the table names an earlier round. `wide` are the rows of several
    cells; `below` says that the page prints each name below its table.
    """

    states: States | None
    organisation: str | None = None
    text: str | None = None
    begun: bool = False
    seen: set[str] = field(default_factory=set)
    waiting: tuple[Line, str, Question | None] | None = None
    told: list[_Told] = field(default_factory=list)
    columns: list[State | None] = field(default_factory=list)
    others: bool = False
    head: Line | None = None
    before: bool = False
    wide: frozenset[str] = frozenset()
    below: bool = False

    def begin(self, organisation: str | None, text: str | None) -> None:
        """Begin the table of a service; its heading may name an earlier round."""
        self.organisation, self.text, self.begun = organisation, text, True
        self.before = self.states is not None and text is not None and self.states.is_before(fold(text))
        self.seen = set()


def _read(b: Builder, _spec: PageSpec, outline: Outline) -> None:
    """Read the cells; what is neither a heading, a label nor a grade introduces the page."""
    page, lines = _Page(States(b.round) if b.round else None), _names_first(b, outline.in_page_order())
    page.wide = frozenset(row for row, count in Counter(map(row_of, lines)).items() if row and count > 1)
    page.below = _are_names_below(b, page, lines)
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        is_head = _is_head(b, page, line)
        if not (is_head or _graded(page, line) or _labelled(b, page, line) or _headed(b, page, line, following)):
            if line.rule is None:
                _settle(b, page)  # a grade that stands below another line is not of the label above it
            _other(b, line)
        page.head = line if is_head else None
    _settle(b, page)


# --- where names stand ---------------------------------------------------------------------------------------


def _names_first(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines, of each figure the caption before the table, of each row the label before the grades."""
    found: list[Line] = []
    for _, figure in groupby(lines, key=figure_of):
        for _, row in groupby(sorted(figure, key=lambda line: line.block.kind is not BlockKind.FIGURE), key=row_of):
            cells = list(row)
            named = [cell for cell in cells if b.asked(cell.text)] if cells[0].stated is not None else []
            found += [*named, *(cell for cell in cells if cell is not named[0])] if len(named) == 1 else cells
    return found


def _are_names_below(b: Builder, page: _Page, lines: list[Line]) -> bool:
    """Return whether labels stand above the first name of a service, and none below the last: it is of the table above it."""
    labels = [place for place, line in enumerate(lines) if b.asked(_split(line.text)[0]) is not None]
    alone = [(place, line) for place, line in enumerate(lines) if row_of(line) not in page.wide]
    names = [place for place, line in alone if _service(b, line) is not None]
    return bool(labels and names) and labels[0] < names[0] and labels[-1] < names[-1]


def _service(b: Builder, line: Line) -> Organisation | None:
    return find_organisation(b.kind, line.text) if b.kind else None


# --- a row ---------------------------------------------------------------------------------------------------


def _graded(page: _Page, line: Line) -> bool:
    """Take a grade behind the label it belongs to; in a table any text of its row where a grade is awaited, none of another."""
    if page.waiting is None:
        return False
    stated, beside = read_badge(line.text), are_of_one_row(page.waiting[0], line)
    if stated is None and not (beside and len(page.told) < max(1, len(page.columns))):
        return False
    if not beside and row_of(line) in page.wide:
        return False
    page.told.append((line, stated))
    return True


def _labelled(b: Builder, page: _Page, line: Line) -> bool:
    """Read a label, with its grades at the end of the line or in the next ones."""
    label, stated = _split(line.text)
    known = b.asked(label)
    if known is None and (not stated or not page.seen):
        return False
    _settle(b, page)
    if known is None:
        b.flag("unknown_question", f"“{label[:100]}” is no area of the round {b.page.round}.", line.number)
    elif known.key in page.seen or not page.begun:
        page.begin(None, None)
        _nobodys(b, line)
    if known is not None:
        page.seen.add(known.key)
    b.claim("grades", line)
    page.waiting = (line, label, known)
    page.told = [(line, one) for one in stated]
    return True


def _split(text: str) -> tuple[str, list[Stated]]:
    """Return the label of a line and the grades glued to it, one in brackets too."""
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed is not None and read_badge(bracketed["grade"]) is not None:
        text = f"{bracketed['label']}: {bracketed['grade']}"
    label, stated = text, list[Stated]()
    while (split := split_badge(label)) is not None:
        label = split[0]
        stated.insert(0, split[1])
    return label, stated


def _nobodys(b: Builder, line: Line) -> None:
    b.flag("unknown_organisation", "A table of grades has no heading: nothing says whose they are.", line.number)


def _settle(b: Builder, page: _Page) -> None:
    """Add the cell of the label that waits: of the grades behind it the one of this round, if that is known."""
    if page.waiting is None:
        return
    label, text, known = page.waiting
    told, page.waiting, page.told = page.told, None, []
    if not told:
        b.flag("grade_missing", f"{page.text or 'A service'}: “{text}” has no grade.", label.number)
        _add(b, page, text, known, None, None, label)
        return
    b.claim("grades", *(line for line, _ in told))
    chosen = _of_now(page, told)
    if chosen is None:
        words = " / ".join(stated.text if stated else line.text for line, stated in told)
        b.flag(
            "grade_unreadable", f"{page.text or 'A service'}: nothing says which of “{words[:80]}” is the grade of "
            f"“{text[:60]}” in this round.", *(line.number for line, _ in told),
        )  # fmt: skip
        _add(b, page, text, known, None, words, told[0][0])
        return
    line, stated = chosen
    if stated is None:
        b.flag("unknown_grade", f"“{line.text[:60]}” is no grade of the vocabulary.", line.number)
    _add(b, page, text, known, stated, line.text, line)


def _of_now(page: _Page, told: list[_Told]) -> _Told | None:
    """Return which of the grades behind a label is of this round, by the heads of their columns.

    A column whose head nobody knows may have no grades; one of others' has, and then a single grade may be theirs.
    """
    if page.before:
        return None
    known = [state for state in page.columns if state is not None or page.others]
    columns = next((each for each in (page.columns, known) if len(each) == len(told)), None)
    if columns is None:
        alike = len({stated and (stated.status, stated.grade) for _, stated in told}) == 1
        return told[0] if alike and len(known) < 2 else None
    now = [one for one, state in zip(told, columns, strict=True) if state == NOW]
    return now[0] if len(now) == 1 else None


# --- a heading -----------------------------------------------------------------------------------------------


def _is_head(b: Builder, page: _Page, line: Line) -> bool:
    """Read the head of a column: whether its grades are of this round; one of which no word is known is of nobody."""
    folded = fold(line.text)
    if len(line.text) > _LONGEST_HEAD or page.states is None or read_badge(line.text) is not None:
        return False
    state = page.states.of_head(line.text)
    heads = _HEAD.match(folded) is not None
    beside = page.head is not None and are_of_one_row(page.head, line)
    if not (heads or beside or (state is not None and page.states.tells_state(line.text))):
        return False
    _settle(b, page)
    if page.head is None:
        page.columns, page.others = [], False
    if not _OF_LABELS.match(folded):
        page.columns.append(state)
        page.others |= page.states.of_cell(line.text) == (None,)
    b.claim("grades", line)
    return True


def _headed(b: Builder, page: _Page, line: Line, following: Line | None) -> bool:
    """Read the heading of a service's table."""
    organisation = _service(b, line)
    heads = following is not None and bool(_HEAD.match(fold(following.text)))
    if page.below or (organisation is None and not (heads and line.block.kind in HEADING_KINDS)):
        return False
    _settle(b, page)
    if organisation is None:
        b.flag(
            "unknown_organisation", f"The catalogue has no {b.kind or 'organisation'} “{line.text[:80]}”.", line.number
        )
    page.begin(organisation.id if organisation else None, line.text)
    b.claim("grades", line)
    return True


def _add(
    b: Builder, page: _Page, label: str, known: Question | None, stated: Stated | None, text: str | None, line: Line
) -> None:
    what = (page.organisation, known.key if known else label)
    if page.organisation is not None and not b.is_new("grade", *what, stated, text):
        b.claim("boilerplate:section_repeated", line)
        if b.is_new("grades again", page.organisation):
            b.flag("section_repeated", f"The grades of {page.text} are printed again.", line.number)
        return
    if page.organisation is not None and not b.is_new("graded", *what):
        message = f"{page.text}: “{label[:60]}” is graded twice, and not with the same grade."
        b.flag("section_differs", message, line.number)
    b.claim("grades", line)
    b.grades.append(
        GradeCell(
            organisation=page.organisation,
            organisation_text=page.text,
            pillar=None,
            question=label,
            question_key=known.key if known else None,
            grade=stated.grade if stated else None,
            grade_text=stated.text if stated else text,
            block=line.number,
        )
    )


def _other(b: Builder, line: Line) -> None:
    """Set a line aside or add it to the introduction; a grade that no label stands beside stays unread."""
    if line.kind is LineKind.BADGE:
        return
    if line.rule is not None:
        b.claim(f"boilerplate:{line.rule}", line)
    else:
        introduce(b, line)


SPEC = PageSpec(
    "data-table",
    DATA_TABLE,
    proof=(Proof(Strength.CERTAIN, _is_table),),
    whose=whose_of_many,
    read=_read,
)
