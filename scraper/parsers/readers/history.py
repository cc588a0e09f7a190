"""What a section says of an earlier round: a grade that is carried over, or stands, or was."""

from __future__ import annotations

import re
from itertools import islice

from schemas.text import fold, has_any
from schemas.vocabulary import GRADE_ADJECTIVES, GRADE_WORDS, ROUNDS, Grade
from scraper.catalogue.organisations import mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import sentences
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section

_GRADE_THEN = rf"({GRADE_ADJECTIVES}|require[sd]? improvement|requiring improvement)"
_ROUND_TEXT = r"(20\d\d(?:[/-](?:20)?\d\d)?)"
_PREVIOUS = re.compile(
    rf"\b(?:was|were|as|be|been|of|as being|to)\s+(?:graded |judged |assessed |rated )?{_GRADE_THEN}\b"
    rf"|\b(required improvement)\b"
)
_YEARS = re.compile(rf"\b{_ROUND_TEXT}\b")
_CARRIED = re.compile(
    r"not (?:been )?subject to (?:a )?(?:detailed )?inspection|carried (?:over|forward)|"
    r"(?:grade|judge?ment)s? (?:from|of) (?:our |the |its )?(?:last year|20\d\d|previous)[^.]{0,60}"
    r"(?:stand|remain|carr)|(?:grade|judge?ment)[^.]{0,40}(?:stands|remains)"
)
_NOT_INSPECTED = re.compile(
    r"\b(?:was|were|is|has|have) not (?:been )?(?:inspected|(?:formally )?assessed|subject to)|\bdid not inspect|"
    r"\bnot (?:inspected|subject to (?:a )?(?:detailed )?inspection)|\bno inspection (?:was|took)"
)
# The form of the fire reports of 2021/22 and after: `{Service} was good in its 2018/19 assessment`.
_FIXED = re.compile(rf"\b(?:was (?:{GRADE_ADJECTIVES})|required improvement) in (?:its|our|the) 20\d\d")
_LAST_YEAR = re.compile(r"\blast year|\bprevious year")


def round_named(b: Builder, folded: str) -> str | None:
    """Return the earlier round that a folded sentence names, by its years or as the last one; else None."""
    for match in _YEARS.finditer(folded):
        named = _as_round(b, match[1])
        if named and b.page.round and named < b.page.round:
            return named
    return round_before(b) if _LAST_YEAR.search(folded) else None


def _as_round(b: Builder, text: str) -> str | None:
    year = int(text[:4])
    for r in ROUNDS:
        if r.kind is b.kind and (r.first == year or (len(text) == 4 and r.first <= year <= r.last)):
            return r.id
    return None


def round_before(b: Builder) -> str | None:
    """Return the round of the page's body before the page's own, None where it is the first."""
    earlier = [r.id for r in ROUNDS if r.kind is b.kind and b.page.round and r.id < b.page.round]
    return max(earlier, default=None)


# A cheap look at a paragraph, and at each of its sentences: words without which nothing of the past is said.
_HISTORY = ("inspect", "assessment", "carried", "judg", "grade")
_PAST = ("20", "last year", "previous year", "not", "no inspection")


def read_history(b: Builder, draft: Draft, section: Section) -> None:
    """Read what a section says of an earlier round: a grade that is carried over, or stands, or was."""
    fixed: list[Previous] = []
    for line in islice((li for li in section.body if li.kind is LineKind.PROSE), 6):
        if not _tells_history(draft, line.text):
            continue
        for sentence in sentences(line.text):
            if has_any(sentence.lower(), *_PAST):
                told = _read_sentence(b, draft, sentence)
                fixed.extend([told] if told else [])
    if draft.previous[0] is None:
        draft.previous = one_previous(fixed)


def _read_sentence(b: Builder, draft: Draft, sentence: str) -> Previous | None:
    """Read what a sentence says of an earlier round; return the grade that one of the fixed form states."""
    folded = fold(sentence)
    if draft.question_key is not None and _NOT_INSPECTED.search(folded):
        draft.not_inspected = True
    if draft.carried_from is None and draft.question_key and _CARRIED.search(folded):
        draft.carried_from = round_named(b, folded)
    if "20" in folded and _FIXED.search(folded) and not _of_other(b, sentence, folded):
        return _previous(b, folded)
    if draft.previous[0] is None and (draft.not_inspected or draft.carried_from):
        draft.previous = _previous(b, folded) or draft.previous
    return None


def _tells_history(draft: Draft, text: str) -> bool:
    """Look cheaply whether a paragraph may tell of an earlier round; without a question only a year can."""
    if draft.question_key is None and "20" not in text:
        return False
    return has_any(text.lower(), *_HISTORY)


def _of_other(b: Builder, sentence: str, folded: str) -> bool:
    """Return whether a sentence is about another organisation: one that was merged into this one."""
    named = mentioned(b.kind, sentence) if b.kind is not None else []
    return bool(named) and b.names.search(folded) is None


ANOTHER = re.compile(r"\b(?:an?|another|other|one|some|most|many|all|its|neighbouring|similar) (?:forces?|services?)\b")
"""A subject that is not the force or service whose page it is."""


def one_previous(told: list[Previous]) -> Previous:
    """Return the grade of the latest earlier round; none where sentences differ, as those of two merged services do."""
    latest = max((round_id or "" for _, round_id in told), default="")
    grades = {(grade, round_id) for grade, round_id in told if (round_id or "") == latest}
    return grades.pop() if len(grades) == 1 else (None, None)


def _previous(b: Builder, folded: str) -> Previous | None:
    round_id = round_named(b, folded)
    match = _PREVIOUS.search(folded)
    if round_id is None or match is None or ANOTHER.search(folded[: match.start()]):
        return None
    if "was" not in folded and "were" not in folded and "required" not in folded and "grade" not in folded:
        return None
    word = match[1] or match[2]
    return (Grade.REQUIRES_IMPROVEMENT if word.startswith("requir") else GRADE_WORDS[word]), round_id
