"""What a section says of an earlier round: a grade that is carried over, or stands, or was."""

from __future__ import annotations

import re

from schemas.text import fold, has_any
from schemas.vocabulary import GRADE_ADJECTIVES, GRADE_WORDS, ROUNDS, Grade
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import sentences
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import first_clause, speaks_of, substance, told_of

from .absence import says_carried_over, says_not_inspected

_ROUND_TEXT = r"(20\d\d(?:[/-](?:20)?\d\d)?)"
_YEARS = re.compile(rf"\b{_ROUND_TEXT}\b")
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
_PARAGRAPHS = 6  # of a section in which something of the past may be said
_PAST = ("20", "last year", "previous year", "not", "n't", "n’t", "no inspection")


def read_history(b: Builder, draft: Draft, section: Section) -> None:
    """Read what a section says of an earlier round: a grade that is carried over, or stands, or was."""
    fixed: list[Previous] = []
    for line in [each for each in section.body if each.kind is LineKind.PROSE][:_PARAGRAPHS]:
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
    if draft.question_key is not None and says_not_inspected(b, draft, folded):
        draft.not_inspected = True
    if draft.carried_from is None and draft.question_key and says_carried_over(b, draft, folded):
        draft.carried_from = round_named(b, folded)
    if "20" in folded and _FIXED.search(folded):
        return _previous(b, draft, folded)
    if draft.previous[0] is None and (draft.not_inspected or draft.carried_from):
        draft.previous = _previous(b, draft, folded) or draft.previous
    return None


def _tells_history(draft: Draft, text: str) -> bool:
    """Look cheaply whether a paragraph may tell of an earlier round; without a question only a year can."""
    if draft.question_key is None and "20" not in text:
        return False
    return has_any(text.lower(), *_HISTORY)


ANOTHER = re.compile(r"\b(?:an?|another|other|one|some|most|many|all|its|neighbouring|similar) (?:forces?|services?)\b")
"""A subject that is not the force or service whose page it is."""


def one_previous(told: list[Previous]) -> Previous:
    """Return the grade of the latest earlier round; none where sentences differ, as those of two merged services do."""
    latest = max((round_id or "" for _, round_id in told), default="")
    grades = {(grade, round_id) for grade, round_id in told if (round_id or "") == latest}
    return grades.pop() if len(grades) == 1 else (None, None)


def _previous(b: Builder, draft: Draft, folded: str) -> Previous | None:
    grade = grade_then(b, draft, folded)
    round_id = round_named(b, folded) if grade is not None else None
    return (grade, round_id) if round_id is not None else None


_THEN = re.compile(
    r"\b(?:was|were|be|been|as|of|to)\s+(?:(?:judged|graded|assessed|rated)\s+)?(?:to be |as being |as |being )?"
    rf"(?P<then>{GRADE_ADJECTIVES}|require[sd]? improvement|requiring improvement)\b(?! as\b)"
    r"|\b(?P<needed>required improvement)\b"
)
_OF_IT = re.compile(r"\b(?:it|this|the (?:force|service|brigade|constabulary)|judge?ments?|grades?|ratings?)\b")
_OTHER_CLAUSE = re.compile(r"^(?:like|unlike) [^,]{3,80}, |,? (?:and|but) (?=the force\b)")
_STANDING = substance("stand stands remain remains carried over forward")


def grade_then(b: Builder, draft: Draft, folded: str) -> Grade | None:
    """Return the grade that a folded sentence of the past states of all of a draft's thing, None where it states none.

    Its subject is the organisation, the thing, or the judgment of it, as that of any sentence that judges
    (`scraper/parsers/subject.py`): not a part of the force's work, another force, or what others say of it.
    """
    match = _THEN.search(folded)
    if match is None:
        return None
    before = _OTHER_CLAUSE.split(told_of(folded[: match.start()], b.names, b.kind))[-1]
    about = told_of(first_clause(folded[match.end() :]), b.names, b.kind)
    if ANOTHER.search(before) or _OF_IT.search(before) is None:
        return None
    own = _STANDING if draft.pillar is None or draft.question_key else _STANDING | substance(draft.pillar.value)
    if not (speaks_of(before, draft.known, draft.question, own) and speaks_of(about, draft.known, draft.question, own)):
        return None
    word = match["then"] or match["needed"]
    return Grade.REQUIRES_IMPROVEMENT if word.startswith("requir") else GRADE_WORDS[word]
