"""Notes that a judgment was changed after it was published: the new grade is stated, the old one is the previous.

Sample: …/peel-reports/northamptonshire-2023-25/ (`On 8 August 2024 we changed our judgment for … from … to …`). A note
may stand anywhere: above the title, in the front, in the area. Where it is not sure what one changed, that is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.questions import Question
from schemas.record import Judgment
from schemas.text import fold, has_any
from schemas.vocabulary import GRADE_WORDS, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.grades import A_JUDGMENT, JUDGMENT_NOUN, Stated, grade_word, pillars_named, published, sentences
from scraper.parsers.outline import Section

from .rounds_named import round_told
from .states import States

_GRADES = "|".join(map(re.escape, sorted(GRADE_WORDS, key=len, reverse=True)))
_VERB = r"(?:changed|revised|corrected|amended|altered|updated|upgraded|downgraded|raised|lowered|replaced|moved)"
_ABOUT = r"(?: (?:for|of|on|about|in|at) (?P<area>.{5,120}?))?"
_YEARS = r"20\d\d(?: ?[/-] ?(?:20)?\d\d)?"
_WHEN = rf"(?:,? (?:\((?:(?:as at|at|in|from|of) )?|(?:as at|at|in|from|of) (?:its |our |the )?)[a-z ]{{0,30}}{_YEARS}(?: [a-z]{{4,15}})?\)?,?)"
"""When a grade was given, behind it: `in 2021/22`, `(2021/22)`, `at our 2021/22 inspection`."""
_AGO = rf"(?:{_WHEN}|,? (?:at|from|in) (?:its|our|the) (?:earlier|last|previous) [a-z]+,?)"
_TO = rf"(?:from (?P<old>[a-z]+(?: improvement)?)(?P<then>{_AGO})? to (?P<new>[a-z]+(?: improvement)?)|to (?P<now>{_GRADES}){_WHEN}? from (?P<was>{_GRADES})(?P<ago>{_AGO})?|to (?P<only>{_GRADES})(?=$|[.,;)]| (?:in|on|after|because|following|when|as)\b))\b"
_DONE = r"(?:was|were|is|are|has|have|had|been|later|since|now|then)"
_NOTES = tuple(
    re.compile(form)
    for form in (
        rf"\b{_VERB} (?:our|the|this|that|its) {A_JUDGMENT}{_ABOUT},? {_TO}",
        rf"\b(?:our|the|this|that) {A_JUDGMENT}{_ABOUT},? (?:{_DONE} )*{_VERB} (?:on .{{3,20}} )?{_TO}",
        rf"\bre-?graded (?P<area>(?!from).{{5,120}}?),? {_TO}",
        rf"^(?P<area>.{{5,160}}?) (?:{_DONE} )+re-?graded {_TO}",
        rf"\b(?:correction|corrected|erratum|amendment)\b.{{0,40}}?\b(?:our|the|this) {A_JUDGMENT}{_ABOUT} "
        rf"(?:is|was|should be|should read|should have been) (?P<new>{_GRADES})\b"
        rf"(?:,? (?:and |instead of |rather than )?(?:not )?(?P<old>{_GRADES})\b)?",
    )
)
# What a sentence has that speaks of a change and is of none of these forms: all of one line.
_SOMETHING = (
    tuple(
        map(
            re.compile,
            (rf"\bfrom (?:{_GRADES}) to (?:{_GRADES})\b", rf"\b(?:{_VERB}|re-?graded)\b", rf"\b{JUDGMENT_NOUN}\b"),
        )
    ),
    tuple(map(re.compile, (rf"\b(?:{_GRADES})\b", r"\b(?:earlier|previous|first) version of this (?:report|page)\b"))),
)
_NAMED = ("udg", "rad", "ating", "ssessment", "ersion of this")
_QUICK = (
    "hanged", "evised", "orrect", "egraded", "e-graded", "pgraded", "wngraded", "mended", "mendment", "rratum",
    "ltered", "pdated", "aised", "owered", "eplaced", "moved", "ersion of this",
)  # fmt: skip
_TO_GRADE = {
    f" to {form}" for word in GRADE_WORDS for first in word.split()[:1] for form in (first, first.capitalize())
}
_TOWARDS = (" from ", *sorted(_TO_GRADE), "orrect", "rratum", "mendment", "ersion of this")
"""A cheap look at a block in which a grade stands: a note has one of each of the three."""
_CLAUSE = re.compile(r"[,;:]|\b(?:so|and|but)\b")
_LEADS = re.compile(r"[,:] ")
_NOT = re.compile(
    r"\b(?:not|never|no|nor|neither|hasn't|haven't|didn't|wasn't|weren't|may be|may have|if|whether|unless|would|could|might)\b"
)
_AT_LAST = re.compile(
    r"\b(?:at|by|during|in) (?:(?:its|our|the) )?(?:last|previous|earlier) (?:year|inspection|assessment|report|round)"
)
"""Words of when a judgment was changed that say that it was that of an earlier round."""
_INSPECTORATE = re.compile(r"\b(?:hmic|hmicfrs|inspectorate)\b")
_OF_THE_BODY = re.compile(rf"\b(?:its|their|his|her) (?:own )?{A_JUDGMENT}")


@dataclass(frozen=True)
class Note:
    """A sentence that says that a judgment was changed: what it calls it, from which grade to which."""

    sentence: str
    area: str | None = None
    old: str | None = None
    new: str | None = None
    then: str | None = None
    """The words of when the old one was given."""


Notes = dict[int, list[Note]]
"""The notes of a page by their block."""


def find_notes(b: Builder, states: States) -> Notes:
    """Return the notes of a page, wherever they stand."""
    found: Notes = {}
    for number in sorted(b.graded):
        text = b.blocks[number - 1].text
        if _may_note(text):
            notes = [note for one in sentences(text) if _may_note(one) and (note := _note(states, one))]
            if notes:
                found[number] = list(dict.fromkeys(notes))
    return found


def _may_note(text: str) -> bool:
    """Look cheaply whether a text may say that a judgment was changed."""
    return has_any(text, *_NAMED) and has_any(text, *_QUICK) and has_any(text, *_TOWARDS)


def _note(states: States, sentence: str) -> Note | None:
    """Return what a sentence says was changed; None where it says nothing of it, denies it, or speaks of others."""
    folded = fold(sentence)
    match = next((found for form in _NOTES if (found := form.search(folded)) is not None), None)
    said = match.groupdict() if match is not None else {}
    old, new = said.get("old") or said.get("was"), said.get("new") or said.get("now") or said.get("only")
    then = said.get("then") or said.get("ago")
    if not {old, new} & set(GRADE_WORDS):
        match, said, old, new, then = _something(folded), {}, None, None, None
    if match is None:
        return None
    clause = _CLAUSE.split(folded[: match.start()])[-1] + match.group().partition(new or "\0")[0]
    told = folded.replace(then, " ", 1) if then else folded
    state = states.of_label(sentence)
    state = states.of_label(told) if then and state is not None else state
    before = states.is_before(told) or _AT_LAST.search(told)
    of_body = _OF_THE_BODY.search(folded) and not _INSPECTORATE.search(folded)
    if _NOT.search(clause) or of_body or before or state is None or state[1] is not None:
        return None
    return Note(sentence, said.get("area"), old, new, then)


def _something(folded: str) -> re.Match[str] | None:
    """Return where a sentence speaks of a change in words of no known form."""
    for forms in _SOMETHING:
        found = [form.search(folded) for form in forms]
        if all(found):
            return found[0]
    return None


def read_notes(b: Builder, notes: Notes, section: Section | None = None) -> None:
    """Read the notes of a section, without one all that are left: a witness each, or a problem."""
    inside = section.known if section is not None else None
    for number in [line.number for line in section.body] if section is not None else list(notes):
        for note in notes.pop(number, ()):
            known = _area(b, note.area) if note.area else inside
            if not _enter(b, note, known, number):
                _tell(b, note, number)


def tell_notes(b: Builder) -> None:
    """Name the notes of a page whose judgments are made: those that none of the judgments that they may mean agrees with."""
    notes = find_notes(b, States(b.round, b.names)) if b.round is not None else {}
    for number, found in notes.items():
        for note in found:
            new = grade_word(note.new) if note.new else None
            if new is None or not any(one.grade is new.grade for one in b.judgments if _may_mean(b, note, one)):
                _tell(b, note, number)


def _may_mean(b: Builder, note: Note, judgment: Judgment) -> bool:
    """Return whether a note may be about a judgment: one that names nothing may be about any."""
    if note.area is None:
        return True
    known = _area(b, note.area)
    if known is not None:
        return judgment.question_key == known.key
    return judgment.question_key is None and judgment.pillar in pillars_named(note.area)


def _tell(b: Builder, note: Note, number: int) -> None:
    told = f"A note says that a judgment was changed, and none was found that it changed: “{note.sentence[:160]}”."
    b.flag("grade_unreadable", told, number)


def _area(b: Builder, text: str) -> Question | None:
    """Return the area that a note names, with a day or a word to the reader before it or not."""
    starts = (0, *(lead.end() for lead in _LEADS.finditer(text)))
    return next((known for start in starts if (known := b.asked(text[start:])) is not None), None)


def _enter(b: Builder, note: Note, known: Question | None, number: int) -> bool:
    """Add a note to its judgment; return False where it is not known to which, or what it says."""
    new = grade_word(note.new) if note.new else None
    if known is None or new is None or (note.old is not None and note.old not in GRADE_WORDS):
        return False
    draft = b.drafts.of(None, known.key)
    draft.question, draft.known = draft.question or known.label, known
    if note.old is not None:
        draft.previous = (GRADE_WORDS[note.old], round_told(b, note.then) if note.then else None)
    stated = Stated(new.status, new.grade, published(note.sentence, new.text))
    draft.add(WitnessSource.PROSE, stated, note.sentence, number)
    return True
