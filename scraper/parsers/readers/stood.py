"""Sentences that may say, in words that are not known, that the grade of an earlier round stands.

`The force keeps the grade that we gave it in 2017`: the grade beside it is read as one of this round, and the sentence is
told. It is known by its words, all of which are those of inspecting, of the thing itself and of what stands; what says of
a grade that it is the same as before compares two inspections, and is none.
"""

from __future__ import annotations

import re

from schemas.text import fold, has_any
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.inspecting import speaks_of, told_of
from scraper.parsers.subject import substance

from .own_word import Said, may_be_told_of_it
from .rounds_named import round_told

_TIMES = ("20", "last", "previous")
_NOUN = r"(?:judge?ments?|grades?|ratings?)"
_INSPECT = r"(?:assess|consider|examin|grad|inspect|judg|look|review|test|visit)"
_NOT = r"(?:\b(?:no|not|never)|n't)"
_SAME_CLAUSE = r"(?:(?!\band\b)[^;])*?"
_AGAIN = (
    rf"{_NOT}\b{_SAME_CLAUSE}\b(?:again|afresh|re-?{_INSPECT}\w*|return|{_INSPECT}[^,;]{{0,60}} this (?:inspection|round|time|year))\b"
    rf"|{_NOT}\b{_SAME_CLAUSE}\b{_INSPECT}{_SAME_CLAUSE}\bsince\b|\bha(?:s|ve)(?: not|n't) been {_INSPECT}"
    rf"|\b(?:area|question) was last {_INSPECT}|(?<!when )\bwe last {_INSPECT}\w* this (?:area|question)\b|\blast time we {_INSPECT}"
)
"""What was not done once more, or for the last time then: `it was not reinspected`, `This area was last graded in 2017`."""
_NOT_AGAIN = re.compile(_AGAIN)
_GIVEN = re.compile(
    rf"\b{_NOUN}\b[^,;]* (?:is|was) (?:\w+ ){{0,2}}(?:from|in|of)\b|{_NOT} (?:been )?(?:amend|alter|chang)"
)
"""What was given then, and has stayed: `The grade is as in 2017`, `We have not changed our 2017 judgment`."""
_HOLD = substance(
    "adopt adopted based copied copy continue current further keep kept maintain maintained newer preserve preserved recent refer relate "
    "relates rely relied repeat repeated rest rests retain retained reuse reused see shown stand stands still take taken took use used valid"
)
"""What is said of a grade that was given before and holds: `We rely on our 2017 judgment`."""
_COMPARES = re.compile(r"\b(?:force|it|service) has (?:kept|maintained|retained)\b")
_THEY_DO = re.compile(r"\b(?:force|it|service) (?:has|have|did|does|do)(?: not|n't) (?!been\b)")
_OF_JUDGING = re.compile(rf"\b(?:{_NOUN}|{_INSPECT}(?:ed|ion))\b")
_GRADE_NOUN = re.compile(rf"\b{_NOUN}\b")
_WORDS = _HOLD | substance(
    "after afresh again all altered amended anew apply as assess assessed at because carried carry change changed consider considered decide "
    "decided did didn't displayed do does doesn't done don't examine examined fieldwork first force force's from gave give given good graded "
    "hasn't haven't held hold in inspect inspected isn't judged last latest look looked more most need never new newest no nor not of once "
    "other outstanding place printed publish published rated re reason reassess reassessed regrade regraded reinspect reinspected rejudged "
    "remain require required requires requiring improvement adequate inadequate result return returned review reviewed revise revised revisit "
    "revisited service's show since so stay test tested there therefore this time to using wasn't we've weren't when without work yet"
)
"""What may stand in such a sentence beside the words of inspecting and of the thing, without inflection."""
_NOTE = re.compile(rf"\bcarried (?:forward|over)\b|{_AGAIN}|\bunchanged\b|^(?:no|not) \w+ since\b")
_OF_WHEN = re.compile(rf"{_OF_JUDGING.pattern}|^\W*(?:as at )?20\d\d\W*$")
_DAY = re.compile(r"\b\d{1,2}\b")
_NOTES_WORDS = _WORDS | substance("brought date forward over rolled unchanged update updated")


def is_note_of_then(b: Builder, text: str) -> bool:
    """Return whether a few words right below a grade may say of which time it is, or that it was not given anew: `Graded in 2017`."""
    folded = fold(text)
    if _NOTE.search(folded) is None and (round_told(b, folded) is None or _OF_WHEN.search(folded) is None):
        return False
    return speaks_of(told_of(_DAY.sub("", folded), b.names, b.kind), None, None, _NOTES_WORDS)


def may_stand(b: Builder, draft: Draft, said: Said) -> bool:
    """Return whether a sentence of a section may say that the grade of an earlier round is the one that stands in it."""
    folded = said.folded
    if not has_any(folded, *_TIMES) or round_told(b, folded) is None:
        return False
    told = told_of(folded, b.names, b.kind)
    is_plain = speaks_of(told, draft.known, draft.question, _WORDS)
    return is_plain and _says_so(told) and may_be_told_of_it(b, said)


def _says_so(told: str) -> bool:
    """Return whether a sentence, as `told_of` returns it, says that something was not done again, or that a grade holds."""
    if _NOT_AGAIN.search(told) is not None:
        return _THEY_DO.search(told) is None
    if _GRADE_NOUN.search(told) is None or _COMPARES.search(told) is not None:
        return False
    return _GIVEN.search(told) is not None or not _HOLD.isdisjoint(substance(told))
