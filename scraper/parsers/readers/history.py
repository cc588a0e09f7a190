"""What a section says of an earlier round: a grade that is carried over, or stands, or was."""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.text import has_any
from schemas.vocabulary import A_BODY, GRADE_ADJECTIVES, GRADE_WORDS, Grade
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft, Previous
from scraper.parsers.grades import HAS_MOVED, MOVED, sentences
from scraper.parsers.inspecting import first_clause, speaks_of, told_of, unknown_words
from scraper.parsers.lines import LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import Substance, substance

from .absence import may_be_carried, says_carried_in_part, says_carried_over, says_not_inspected
from .own_word import ANOTHER, SPEAKS, Said, is_told_of_it, may_mean_another
from .rounds_named import names_several, round_named, round_told
from .stood import may_stand

_GRADE = rf"(?:{GRADE_ADJECTIVES}|require[sd]? improvement|requiring improvement)"
_JUDGED = r"(?:(?:judged|graded|assessed|rated)\s+)?(?:to be |as being |as )?"
# The form of the fire reports of 2021/22 and after: `{Service} was good in its 2018/19 assessment`, `… good at … in its`.
_FIXED = re.compile(
    rf"\b(?:(?:was|had been) {_JUDGED}{_GRADE}|required improvement)(?: (?:at|in) [^,;]{{3,90}})? in (?:(?:its|our|the) )?20\d\d"
)
# A cheap look at a paragraph, and at each of its sentences: words without which nothing of the past is said.
_HISTORY = tuple(
    word for end in ("nspect", "ssessment", "arried", "udg", "rade", "visit", " again") for word in (end, end.upper())
)
_LEFT = tuple({f"from {word[:6]}" for word in GRADE_WORDS})
_PARAGRAPHS = 6  # of a section in which something of the past may be said
_PAST = ("20", "last ", "previous ", "not", "n't", "n’t", "no inspection")


def read_history(b: Builder, draft: Draft, section: Section) -> None:
    """Read what a section says of an earlier round: a grade that is carried over, or stands, or was."""
    fixed: list[Previous] = []
    prose = LineKind.PROSE
    for line in [each for each in section.body if each.kind is prose][:_PARAGRAPHS]:
        if not _tells_history(draft, line.text):
            continue
        for sentence in told_apart(line.text):
            if " from " in sentence or has_any(sentence.lower(), *_PAST):
                told = _read_sentence(b, draft, Said.of(section, line, sentence))
                fixed.extend([told] if told else [])
    if fixed and draft.previous[0] is None:
        draft.previous = one_previous(fixed)
    if draft.unread:
        tell_unread(b, draft)


def was_asked_before(b: Builder, asks: Section) -> bool:
    """Return whether what a label asks for is of an earlier round: its question was not inspected in this one, or its grade carried over.

    That is said above it or below. What stands under such a question of a pillar is what was asked for then, and what
    became of it (docs/layouts.md, 10 and trap 24).
    """
    if asks.pillar is None or asks.question_key is None:
        return False
    draft = b.drafts.by_key.get((asks.pillar, asks.question_key))
    if draft is None:
        return False
    if [line for line in asks.body if "not subject to" in line.text or "not inspected" in line.text]:
        read_history(b, draft, asks)
    return draft.not_inspected or draft.carried_from is not None


_OF_A_TIME = re.compile(r"(?<=;) (?=[^;]*\b(?:20\d\d|last|previous)\b)")


def told_apart(text: str) -> list[str]:
    """Return the sentences of a text; what follows a semicolon and is of a time of its own is one."""
    found = sentences(text)
    return [part for one in found for part in _OF_A_TIME.split(one)] if "; " in text else found


def read_standing(b: Builder, draft: Draft, said: Said) -> None:
    """Read whether a sentence says that a question or an area was not inspected, or from which round its grade is carried over."""
    folded = said.folded
    if not draft.not_inspected and says_not_inspected(b, draft, folded):
        draft.not_inspected = is_told_of_it(b, draft, said, folded, absent=True)
    if draft.carried_from is None and may_be_carried(folded):
        _read_carried(b, draft, said)
    if draft.carried_from is None and not draft.not_inspected and may_stand(b, draft, said):
        _tell_standing(b, draft, said)


def _tell_standing(b: Builder, draft: Draft, said: Said) -> None:
    told = (
        f"{draft.name}: “{said.sentence[:160]}” may say that an earlier grade stands; it is not read as carried over."
    )
    b.flag("grade_unreadable", told, said.line.number)


def _stands_for_pillar(b: Builder, draft: Draft, said: Said) -> bool:
    """Return whether a sentence may say that the earlier grade of a whole pillar stands, which no published page has said."""
    folded = said.folded
    if may_stand(b, draft, said):
        return True
    named = may_be_carried(folded) and round_named(b, folded) is not None
    return named and says_carried_over(b, draft, folded) and is_told_of_it(b, draft, said, folded)


def _read_carried(b: Builder, draft: Draft, said: Said) -> None:
    folded = said.folded
    if says_carried_in_part(b, draft, folded):
        if round_named(b, folded) is not None and is_told_of_it(b, draft, said, folded):
            told = f"{draft.name}: “{said.sentence[:160]}” says that an earlier grade stands for a part; it is not read as carried over."
            b.flag("grade_unreadable", told, said.line.number)
    elif says_carried_over(b, draft, folded):
        draft.carried_from = round_named(b, folded) if is_told_of_it(b, draft, said, folded) else None
        if draft.carried_from is not None and names_several(b, folded):
            draft.carried_from = None
            draft.unread.append((said.sentence, said.line.number))


def _read_sentence(b: Builder, draft: Draft, said: Said) -> Previous | None:
    """Read what a sentence says of an earlier round; return the grade that one of the fixed form states."""
    folded = said.folded
    if draft.question_key:
        read_standing(b, draft, said)
    elif draft.pillar is not None and _stands_for_pillar(b, draft, said):
        _tell_standing(b, draft, said)
    if ("20" in folded and _FIXED.search(folded)) or (" from " in folded and _LEAVES.search(folded)):
        return _previous(b, draft, said)
    if draft.previous[0] is None and (draft.not_inspected or draft.carried_from):
        draft.previous = _previous(b, draft, said) or draft.previous
    return None


def _tells_history(draft: Draft, text: str) -> bool:
    """Look cheaply whether a paragraph may tell of an earlier round; without a question only a year can."""
    if " from " in text and has_any(text, *_LEFT):
        return True
    if draft.question_key is None and "20" not in text:
        return False
    return has_any(text, *_HISTORY)


def one_previous(told: list[Previous]) -> Previous:
    """Return the grade of the latest earlier round; none where sentences differ, as those of two merged services do."""
    latest = max((round_id or "" for _, round_id in told), default="")
    grades = {(grade, round_id) for grade, round_id in told if (round_id or "") == latest}
    return grades.pop() if len(grades) == 1 else (None, None)


def _previous(b: Builder, draft: Draft, said: Said) -> Previous | None:
    told = grade_then(b, draft, said)
    round_id = round_named(b, said.folded) if told is not None else None
    return (told.grade, round_id) if told is not None and (round_id is not None or told.left) else None


# `{Name} has improved from adequate in 2021/22`, `this is up from adequate to good since 2021/22`
_MOVE = (
    rf"\b(?:{HAS_MOVED}|{MOVED}|up|down"
    r"|an? (?:change|decline|deterioration|downgrade|drop|fall|improvement|rise|slip|step|upgrade)(?: up| down)?)"
    rf"(?P<first> to (?P<to>{_GRADE}))? from (?:(?:an?|its|our|the) (?:earlier |last |previous )?(?:grade|judge?ment|rating) of )?"
)
_LEAVES = re.compile(rf"{_MOVE}{_GRADE}\b")
_THEN = re.compile(
    rf"\b(?:was|were|be|been|as|of|to|(?P<us>(?:assessed|graded|judged|rated) (?:it|this|(?:the|this) (?:area|{A_BODY}))))\s+{_JUDGED}(?P<then>{_GRADE})\b(?! as\b)|\b(?P<needed>required improvement)\b"
    rf"|{_MOVE}(?P<moved>{_GRADE})\b(?P<now> to {_GRADE}\b)?"
)
_GRADED = tuple(sorted({word for grade in GRADE_WORDS for word in grade.split()[-1:]}))
"""Words one of which a sentence has that states a grade."""
_NOW = re.compile(rf"\bto {_GRADE}\b")
_FORMERLY = re.compile(r"\b(?:previously|formerly)\b")
_AND = re.compile(r",| and\b")
_ANY_GRADE = re.compile(rf"\b{_GRADE}\b")
_REACHED = re.compile(rf"\bto ({_GRADE})\b")
_PRESENT = re.compile(r"\b(?:are|has|have|is)\b")
_THEN_AT = re.compile(r"\b(?:at|by|in) (?:(?:its|our|the) )?(?:20\d\d|last|previous)\b")
# `since 2021/22`; without it `in 2021/22 it was up from good` and `up from good to outstanding in 2021/22` tell what was before.
_SINCE = re.compile(r"\bsince (?:(?:its|our|the) )?(?:20\d\d|last|previous)\b")
_WHEN = re.compile(r"\b(?:20\d\d|last|previous)\b")
_OF_IT = re.compile(rf"\b(?:it|this|the {A_BODY}|judge?ments?|grades?|ratings?)\b")
_OTHER_CLAUSE = re.compile(r"^(?:like|unlike) [^,]{3,80}, |,? (?:and|but) (?=the force\b)")
_SUPPOSED = re.compile(r"^(?:had|if|was|were) |\?$")
_STANDING = substance("stand stands remain remains carried over forward previously formerly")
_MOVED_LAST = re.compile(rf"\b(?:{MOVED})\s*$")


class _Then(NamedTuple):
    """A sentence that states a grade of the past: the grade's words, what stands before them, and what they are about."""

    word: str
    before: str
    about: str
    words: str
    """The folded words before the grade as they stand, with those of other clauses."""
    left: bool
    """Whether it is the grade from which something moved, or that it previously had."""
    when: bool
    """Whether the round that is named may be that in which it moved: then the grade is that of the round before."""
    reached: str | None
    """The words of the grade that it moved to."""
    several: bool
    """Whether the sentence tells of several rounds, and nothing says which of its grades is of which."""


def _stated_then(b: Builder, folded: str) -> _Then | None:
    """Return what a folded sentence of the past states of the organisation or of a judgment, None where of neither."""
    match = _THEN.search(folded) if has_any(folded, *_GRADED) else None
    if match is None or _SUPPOSED.search(folded):
        return None
    words = folded[: match.end("us") if match["us"] else match.start()]
    comes, left = match[0][:3] == "to ", match["moved"] is not None
    since = _SINCE.search(folded)
    if comes and (_PRESENT.search(words) or _THEN_AT.search(folded) is None):  # to what it is now
        return None
    before = _OTHER_CLAUSE.split(told_of(_MOVED_LAST.sub("", words) if comes else words, b.names, b.kind))[-1]
    if ANOTHER.search(before) or _OF_IT.search(f"{before}{match[0]}" if left else before) is None:
        return None
    rest = first_clause(folded[match.end() :])
    beside = None if left else _LEAVES.search(rest)
    several = beside is not None or _tells_several(b, folded)
    whole = _NOW.sub("", rest) if left else rest[: beside.start()] if beside else rest
    about = told_of(_AND.split(whole)[0] if several else whole, b.names, b.kind)
    formerly = _FORMERLY.search(words) is not None
    once = not (_REACHED.search(rest) or _PRESENT.search(folded, 0, match.end()))
    when = not since and bool(match["now"] or once or _WHEN.search(words))
    reached = _REACHED.search(folded, match.start()) if left else None
    word = match["then"] or match["needed"] or match["moved"]
    return _Then(word, before, about, words, left or formerly, when, reached[1] if reached else None, several)


def _tells_several(b: Builder, folded: str) -> bool:
    """Return whether a folded sentence has several grades and names several earlier rounds."""
    return len(_ANY_GRADE.findall(folded)) > 1 and names_several(b, folded)


def _beside(draft: Draft) -> Substance:
    """Return what may stand beside the names of a draft's thing: for a pillar its noun."""
    return _STANDING if draft.pillar is None or draft.question_key else _STANDING | substance(draft.pillar.value)


def grade_then(b: Builder, draft: Draft, said: Said) -> GradeThen | None:
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
    if not whole or _is_unsure(b, draft, said, then):
        draft.unread += [(said.sentence, said.line.number)] if then.left or round_told(b, said.folded) else []
        return None
    return GradeThen(_grade(then.word), then.left)


def _is_unsure(b: Builder, draft: Draft, said: Said, then: _Then) -> bool:
    """Return whether a sentence of the past may mean a grade of another round than it names, or of another thing."""
    if then.several or may_mean_another(b, draft, said, then.words):
        return True
    if not then.left:
        return False
    named = round_told(b, said.folded) is not None
    return then.when if named else not _is_now(draft, then.reached)


class GradeThen(NamedTuple):
    """A grade of the past, and whether it is the one from which something moved: then no round need be named."""

    grade: Grade
    left: bool


def _grade(word: str) -> Grade:
    return Grade.REQUIRES_IMPROVEMENT if word.startswith("requir") else GRADE_WORDS[word]


def _is_now(draft: Draft, reached: str | None) -> bool:
    """Return whether the grade that something moved to is the one that the page states now; where none is told, it may be."""
    stated = {one.stated.grade for one in draft.witnesses}
    return reached is None or stated == {_grade(reached)}


_SUBJECT_LAST = re.compile(rf"\b(?:it|this|(?:the|this) {A_BODY})(?: (?:had|has|have|\w+ly))*\s*$")
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
