"""What a section says of an earlier round: a grade that is carried over, or stands, or was."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.text import has_any
from schemas.vocabulary import GRADE_ADJECTIVES, GRADE_WORDS, Grade
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import sentences
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import Substance, first_clause, speaks_of, substance, told_of, unknown_words

from .absence import says_carried_over, says_not_inspected
from .own_word import ANOTHER, SPEAKS, Said, is_told_of_it
from .rounds_named import round_named, round_told

_GRADE = rf"(?:{GRADE_ADJECTIVES}|require[sd]? improvement|requiring improvement)"
_JUDGED = r"(?:(?:judged|graded|assessed|rated)\s+)?(?:to be |as being |as |being )?"
# The form of the fire reports of 2021/22 and after: `{Service} was good in its 2018/19 assessment`, `… good at … in its`.
_FIXED = re.compile(
    rf"\b(?:(?:was|had been) {_JUDGED}{_GRADE}|required improvement)(?: (?:at|in) [^,;]{{3,90}})? in (?:its|our|the) 20\d\d"
)
# A cheap look at a paragraph, and at each of its sentences: words without which nothing of the past is said.
_HISTORY = tuple(word for end in ("nspect", "ssessment", "arried", "udg", "rade") for word in (end, end.upper()))
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
                told = _read_sentence(b, draft, Said.of(section, line, sentence))
                fixed.extend([told] if told else [])
    if fixed and draft.previous[0] is None:
        draft.previous = one_previous(fixed)
    if draft.unread:
        tell_unread(b, draft)


def _read_sentence(b: Builder, draft: Draft, said: Said) -> Previous | None:
    """Read what a sentence says of an earlier round; return the grade that one of the fixed form states."""
    folded = said.folded
    if draft.question_key and not draft.not_inspected and says_not_inspected(b, draft, folded):
        draft.not_inspected = is_told_of_it(b, draft, said, folded, absent=True)
    if draft.carried_from is None and draft.question_key and says_carried_over(b, draft, folded):
        draft.carried_from = round_named(b, folded) if is_told_of_it(b, draft, said, folded) else None
    if "20" in folded and _FIXED.search(folded):
        return _previous(b, draft, said)
    if draft.previous[0] is None and (draft.not_inspected or draft.carried_from):
        draft.previous = _previous(b, draft, said) or draft.previous
    return None


def _tells_history(draft: Draft, text: str) -> bool:
    """Look cheaply whether a paragraph may tell of an earlier round; without a question only a year can."""
    if draft.question_key is None and "20" not in text:
        return False
    return has_any(text, *_HISTORY)


def one_previous(told: list[Previous]) -> Previous:
    """Return the grade of the latest earlier round; none where sentences differ, as those of two merged services do."""
    latest = max((round_id or "" for _, round_id in told), default="")
    grades = {(grade, round_id) for grade, round_id in told if (round_id or "") == latest}
    return grades.pop() if len(grades) == 1 else (None, None)


def _previous(b: Builder, draft: Draft, said: Said) -> Previous | None:
    grade = grade_then(b, draft, said)
    round_id = round_named(b, said.folded) if grade is not None else None
    return (grade, round_id) if round_id is not None else None


# `{Name} has improved from adequate in 2021/22`, `this is up from adequate to good since 2021/22`
_MOVED = (
    r"\b(?:(?:has|have) (?:now |since )?(?:changed|declined|deteriorated|dropped|fallen|gone|improved|moved|risen)|up|down"
    r"|an? (?:change|decline|deterioration|fall|improvement|rise))(?: up| down)? from (?:a (?:grade|judge?ment|rating) of )?"
)
_THEN = re.compile(
    rf"\b(?:was|were|be|been|as|of|to)\s+{_JUDGED}(?P<then>{_GRADE})\b(?! as\b)|\b(?P<needed>required improvement)\b"
    rf"|{_MOVED}(?P<moved>{_GRADE})\b(?P<now> to {_GRADE}\b)?"
)
_NOW = re.compile(rf"\bto {_GRADE}$")
# `since 2021/22`; without it `in 2021/22 it was up from good` and `up from good to outstanding in 2021/22` tell what was before.
_SINCE = re.compile(r"\bsince (?:(?:its|our|the) )?(?:20\d\d|last|previous)\b")
_WHEN = re.compile(r"\b(?:20\d\d|last|previous)\b")
_OF_IT = re.compile(r"\b(?:it|this|the (?:force|service|brigade|constabulary)|judge?ments?|grades?|ratings?)\b")
_OTHER_CLAUSE = re.compile(r"^(?:like|unlike) [^,]{3,80}, |,? (?:and|but) (?=the force\b)")
_SUPPOSED = re.compile(r"^(?:had|if|was|were) |\?$")
_STANDING = substance("stand stands remain remains carried over forward")


class _Then(NamedTuple):
    """A sentence that states a grade of the past: the grade's words, what stands before them, and what they are about."""

    word: str
    before: str
    about: str
    words: str
    """The folded words before the grade as they stand, with those of other clauses."""
    before_that: bool
    """Whether it is the grade from which something moved in the round that is named: that of the round before."""


def _stated_then(b: Builder, folded: str) -> _Then | None:
    """Return what a folded sentence of the past states of the organisation or of a judgment, None where of neither."""
    match = _THEN.search(folded)
    if match is None or _SUPPOSED.search(folded):
        return None
    comes = match[0][:3] == "to "
    since = (comes or match["moved"]) and _SINCE.search(folded)
    if since and comes:  # to what it is now
        return None
    words = folded[: match.start()]
    before = _OTHER_CLAUSE.split(told_of(words, b.names, b.kind))[-1]
    if ANOTHER.search(before) or _OF_IT.search(before) is None:
        return None
    rest = first_clause(folded[match.end() :])
    about = told_of(_NOW.sub("", rest) if match["moved"] else rest, b.names, b.kind)
    moved_then = match["moved"] and not since and (match["now"] or _WHEN.search(words))
    return _Then(match["then"] or match["needed"] or match["moved"], before, about, words, bool(moved_then))


def _beside(draft: Draft) -> Substance:
    """Return what may stand beside the names of a draft's thing: for a pillar its noun."""
    return _STANDING if draft.pillar is None or draft.question_key else _STANDING | substance(draft.pillar.value)


def grade_then(b: Builder, draft: Draft, said: Said) -> Grade | None:
    """Return the grade that a sentence of the past states of all of a draft's thing, None where it states none.

    Its subject is the organisation, the thing, or the judgment of it, as that of any sentence that judges
    (`scraper/parsers/subject.py`): not a part of the force's work, another force, or what others say of it. One that
    would state a grade but for a word that is not known, or of a round before the one it names, is noted.
    """
    then = _stated_then(b, said.folded)
    if then is None:
        return None
    own = _beside(draft)
    known, asked = draft.known, draft.question
    whole = speaks_of(then.before, known, asked, own) and speaks_of(then.about, known, asked, own)
    if not (whole or _is_unread(draft, then, own)) or not is_told_of_it(b, draft, said, then.words):
        return None
    if then.before_that or not whole:
        draft.unread.extend([(said.sentence, said.line.number)] if round_told(b, said.folded) else [])
        return None
    return Grade.REQUIRES_IMPROVEMENT if then.word.startswith("requir") else GRADE_WORDS[then.word]


_SUBJECT_LAST = re.compile(
    r"\b(?:it|this|(?:the|this) (?:force|service|brigade|constabulary))(?: (?:had|has|have|\w+ly))*\s*$"
)
_BEHIND = r"\b(?:at|by|for|from|in|of|on|to|with)(?: the| its| their)? "


def _is_unread(draft: Draft, then: _Then, own: Substance) -> bool:
    """Return whether a sentence states an earlier grade of the organisation but for one word that is not understood.

    The word stands apart from what is judged: an adverb, or one before the subject that nothing there is about.
    What narrows the thing (`violent crime`, `for fraud`) makes it a part, of which no grade is wanted.
    """
    if not _SUBJECT_LAST.search(then.before) or SPEAKS.search(then.before):
        return False
    known, asked = draft.known, draft.question
    before, about = unknown_words(then.before, known, asked, own), unknown_words(then.about, known, asked, own)
    if len(before) + len(about) != 1:
        return False
    word = (before or about)[0]
    if about and not word.endswith("ly"):
        return False
    if re.search(rf"{_BEHIND}{re.escape(word)}\b", then.before):
        return False
    return speaks_of(re.sub(rf"\b{re.escape(word)}\b", " ", then.about), known, asked, own)


def tell_unread(b: Builder, draft: Draft) -> None:
    """Flag the sentences of an earlier grade that are not understood, where no other tells it."""
    for sentence, block in draft.unread if draft.previous[0] is None else ():
        b.flag("grade_unreadable", f"{draft.name}: no earlier grade was read from “{sentence}”.", block)
