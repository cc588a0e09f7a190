"""The table of all services' grades: a witness for each, no judgment of this page.

Sample: …/frs-assessment/frs-2023-25/service-assessment-data-table/ (fire, 2023-25).
For each service a heading, `Question` and `Score`, and eleven lines of label and grade, which some copies write
in one line without a separator. Copies lose headings and grades of one word: a label that comes again without
a heading between begins a service whose name is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schemas.page_types import DATA_TABLE
from schemas.questions import Question
from schemas.record import GradeCell
from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.catalogue.organisations import find_organisation
from scraper.parsers.builder import Builder
from scraper.parsers.evidence import Evidence
from scraper.parsers.grades import Stated, read_badge, split_badge
from scraper.parsers.lines import Line
from scraper.parsers.outline import Outline
from scraper.parsers.readers.preamble import introduce
from scraper.parsers.spec import PageSpec, Proof, Strength

from ._many import whose_of_many

_HEAD = re.compile(r"^(?:question|area|score|grade|judge?ment|question ?(?:[|:–-] ?)?score|area ?(?:[|:–-] ?)?grade)$")
_ROW = re.compile(r"^(.*/tr\[\d+\])/t[dh]\[\d+\]")
_DATA_TABLE = re.compile(r"^service assessment data table|^question score$", re.I)


def _is_table(e: Evidence) -> bool:
    """Return whether the page names itself so, or has the head of the tables: `Question`, `Score`."""
    named = any(_DATA_TABLE.match(block.text) for block in e.short)
    return named or any(
        b.text == "Score" and b.number > 1 and e.blocks[b.number - 2].text == "Question" for b in e.short
    )


@dataclass
class _State:
    """Where in the page the reader is: whose table, which labels it had, which label waits for its grade."""

    organisation: str | None = None
    text: str | None = None
    seen: set[str] = field(default_factory=set)
    waiting: tuple[Line, Question] | None = None

    def begin(self, organisation: str | None, text: str | None) -> None:
        """Begin the table of a service."""
        self.organisation, self.text = organisation, text
        self.seen = set()


def _read(b: Builder, _spec: PageSpec, outline: Outline) -> None:
    """Read the cells; what is neither a heading, a label nor a grade introduces the page."""
    state = _State()
    lines = outline.in_page_order()
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if not (_graded(b, state, line) or _labelled(b, state, line) or _headed(b, state, line, following)):
            _other(b, line)
    _lose(b, state)


def _graded(b: Builder, state: _State, line: Line) -> bool:
    """Read a grade alone, after the label it belongs to."""
    if state.waiting is None:
        return False
    label, known = state.waiting
    stated = read_badge(line.text)
    if stated is None:
        if not _same_row(label, line):
            return False
        b.flag("unknown_grade", f"“{line.text[:60]}” is no grade of the vocabulary.", line.number)
    state.waiting = None
    _add(b, state, label.text, known, stated, line.text, line)
    return True


def _same_row(label: Line, line: Line) -> bool:
    ours, theirs = _ROW.match(label.block.path), _ROW.match(line.block.path)
    return ours is not None and theirs is not None and ours[1] == theirs[1]


def _labelled(b: Builder, state: _State, line: Line) -> bool:
    """Read a label, with its grade at the end of the line or in the next one."""
    known = b.asked(line.text)
    split = None if known else split_badge(line.text)
    if split is not None:
        known = b.asked(split[0])
    if known is None and (split is None or not state.seen):
        return False
    _lose(b, state)
    label = split[0] if split else line.text
    if known is None:
        b.flag("unknown_question", f"“{label[:100]}” is no area of the round {b.page.round}.", line.number)
    elif known.key in state.seen:
        state.begin(None, None)
    if known is not None:
        state.seen.add(known.key)
    b.claim("grades", line)
    if split is not None:
        _add(b, state, label, known, split[1], split[1].text, line)
    elif known is not None:
        state.waiting = (line, known)
    return True


def _headed(b: Builder, state: _State, line: Line, following: Line | None) -> bool:
    """Read the heading of a service's table, or of its columns."""
    folded = fold(line.text)
    if _HEAD.match(folded):
        b.claim("grades", line)
        return True
    organisation = find_organisation(b.kind, line.text) if b.kind else None
    heads = following is not None and bool(_HEAD.match(fold(following.text)))
    if organisation is None and not (heads and line.block.kind in (BlockKind.HEADING, BlockKind.TERM)):
        return False
    _lose(b, state)
    if organisation is None:
        b.flag(
            "unknown_organisation", f"The catalogue has no {b.kind or 'organisation'} “{line.text[:80]}”.", line.number
        )
    state.begin(organisation.id if organisation else None, line.text)
    b.claim("grades", line)
    return True


def _lose(b: Builder, state: _State) -> None:
    """Name a label whose grade a copy lost."""
    if state.waiting is not None:
        label, known = state.waiting
        state.waiting = None
        b.flag("grade_missing", f"{state.text or 'A service'}: “{label.text}” has no grade.", label.number)
        _add(b, state, label.text, known, None, None, label)


def _add(
    b: Builder, state: _State, label: str, known: Question | None, stated: Stated | None, text: str | None, line: Line
) -> None:
    b.claim("grades", line)
    b.grades.append(
        GradeCell(
            organisation=state.organisation,
            organisation_text=state.text,
            pillar=None,
            question=label,
            question_key=known.key if known else None,
            grade=stated.grade if stated else None,
            grade_text=stated.text if stated else text,
            block=line.number,
        )
    )


def _other(b: Builder, line: Line) -> None:
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
