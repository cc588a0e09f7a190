"""An area of a long report: its grade lines, the sentence that judges it, what it says of earlier rounds, its prose."""

from __future__ import annotations

import re

from schemas.text import fold, has_any
from schemas.vocabulary import BlockKind, Status, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import Stated, sentences
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .absence import ELSEWHERE_WORDS, says_not_graded, says_now_apart, says_told_elsewhere
from .findings import read_findings
from .front import by_state
from .history import grade_then, one_previous, read_standing, tell_unread, told_apart
from .judgments import check_known, finish, read_prose_witness
from .labelled import take_labelled
from .own_word import Said, is_told_of_it
from .rounds_named import round_told
from .states import State

_JUDGING = ("good", "improvement", "adequate", "outstanding", "grade", "judg", "ssess", "nspect")
"""Words without one of which a sentence tells of no grade, and of none that is missing."""
_HISTORY = 5  # paragraphs of an area in which an earlier grade, or that there is none, is stated


def read_area(b: Builder, columns: list[State], section: Section) -> None:
    """Read an area; `columns` are the states of a table that a copy wrote out line by line."""
    draft = b.drafts.of(None, section.question_key)
    check_known(b, section, "area")
    if draft.section is None:
        draft.section = section
    draft.question, draft.known = section.question, section.known
    if section.heading is not None:
        draft.cite(section.heading.number)
    for line, told, earlier in by_state(section, columns, take_labelled(b, draft, section)):
        if told is not None:
            draft.add(WitnessSource.BADGE, told, told.text, line.number)
        draft.previous = earlier or draft.previous
    read_prose_witness(b, draft, section)
    _read_history(b, draft, section)
    draft.elsewhere = draft.elsewhere or _told_elsewhere(b, draft, section)
    read_findings(b, section)


def _told_elsewhere(b: Builder, draft: Draft, section: Section) -> tuple[str, int] | None:
    """Return the sentence that says that an area's grade is given in a report of its own, and its block."""
    for line in _prose(section):
        if has_any(line.text.lower(), *ELSEWHERE_WORDS):
            for said in (Said.of(section, line, one) for one in sentences(line.text)):
                folded = said.folded
                if says_told_elsewhere(b, draft, folded) and is_told_of_it(b, draft, said, folded):
                    return said.sentence, line.number
                if says_now_apart(folded):
                    _tell_apart(b, draft, said.sentence, line.number)
    return None


def _tell_apart(b: Builder, draft: Draft, sentence: str, number: int) -> None:
    """Flag a sentence below the name of a graded area that says that something is told elsewhere: of what, a lost heading may have said."""
    told = f"{draft.name}: “{sentence[:80]}” says that something is graded elsewhere, and not of what."
    b.flag("section_missing", told, number)


def _prose(section: Section) -> list[Line]:
    return [line for line in section.body if line.kind is LineKind.PROSE and line.block.kind is not BlockKind.HEADING]


def _read_history(b: Builder, draft: Draft, section: Section) -> None:
    """Read the grade of an earlier round, whether it stands, and whether the area is not inspected or not graded in this one."""
    before: list[Previous] = []
    for place, line in enumerate(_prose(section)[:_HISTORY]):
        for one in told_apart(line.text)[:4]:
            if not has_any(one.lower(), *_JUDGING):
                continue
            said = Said.of(section, line, one)
            read_standing(b, draft, said)
            if place < 3 and says_not_graded(b, draft, said.folded):
                if is_told_of_it(b, draft, said, said.folded, absent=True):
                    draft.not_graded = True
                    draft.cite(line.number)
            else:
                earlier = _previous(b, draft, said)
                before.extend([earlier] if earlier else [])
    graded = draft.known is None or draft.known.graded or any(one.stated.grade for one in draft.witnesses)
    if draft.previous[0] is None and graded:
        draft.previous = one_previous(before)
        if draft.unread:
            tell_unread(b, draft)


_FIRST_VISIT = re.compile(r"\b(?:first|initial) (?:visit|inspection|judge?ment|assessment)|\binitially\b|\bpilot\b")


def _previous(b: Builder, draft: Draft, said: Said) -> Previous | None:
    """Return the grade of an earlier round, or of the first visit, that a sentence tells of the whole area."""
    told = grade_then(b, draft, said)
    if told is None or _FIRST_VISIT.search(said.folded):
        return (told.grade, None) if told is not None else None
    named = round_told(b, said.folded)
    return (told.grade, named) if named is not None or told.left else None


def judge_areas(b: Builder) -> None:
    """Turn the drafts into judgments; name what the areas' witnesses lack."""
    drafts = b.drafts.all()
    for draft in drafts:
        if draft.not_graded and not _all_ungraded(draft):
            draft.add(WitnessSource.PROSE, _NOT_GRADED, "The page says that this area is not graded.", draft.blocks[-1])
        elif draft.elsewhere is not None and not draft.witnesses:
            draft.add(WitnessSource.PROSE, _ELSEWHERE_GRADED, *draft.elsewhere)
        elif draft.elsewhere is not None:
            if says_now_apart(fold(draft.elsewhere[0])):
                _tell_apart(b, draft, *draft.elsewhere)
            draft.elsewhere = None
        b.judgments.append(finish(b, draft))
    _check_badges(b, drafts)


_NOT_GRADED = Stated(Status.NOT_GRADED, None, "not graded")
_ELSEWHERE_GRADED = Stated(Status.NOT_GRADED, None, "")
"""No words about a grade: the page says where it is told, not that there is none."""


def _all_ungraded(draft: Draft) -> bool:
    return all(one.stated.status is Status.NOT_GRADED for one in draft.witnesses)


def _check_badges(b: Builder, drafts: list[Draft]) -> None:
    """Say where a graded area has no grade line; where all of one word are gone, a copy has lost them."""
    lost = all(" " in one.text for draft in drafts for one in draft.of(WitnessSource.BADGE))
    for draft in [each for each in drafts if each.elsewhere is None]:
        if draft.section is not None and draft.witnesses and not draft.of(WitnessSource.BADGE):
            code = "badges_lost" if lost else "witness_missing"
            b.flag(code, f"{draft.name} has no grade line under its heading; the other witnesses were believed.")
