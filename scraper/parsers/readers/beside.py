"""Lines that state a grade and were read by nobody: told where they state another than the one that was read.

Such is a short line at the head of a section in words of no known form (`Inadequate – unchanged`), and a name with its
grade (`Vetting: Good`) that heads no section, as where it stands deeper than those that do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.questions import Question, questions_of
from schemas.text import fold, has_any
from schemas.vocabulary import A_BODY, GRADE_WORDS, HEADING_KINDS, Grade
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import Stated, sentences
from scraper.parsers.inspecting import is_of_all, speaks_of, told_of
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import judges_all, read_judged, substance, whole_pillar, whole_question

from .absence import ELSEWHERE_WORDS, says_not_graded, says_not_inspected, says_told_elsewhere
from .head_words import HEAD_WORDS

_NEAR = 3  # lines below a section's head that may head it
_SCALE = 2  # grades in a sentence, the last of which it reaches; more are a scale's
_LONGEST = 60
_ANY = re.compile(rf"\b(?:{'|'.join(sorted(GRADE_WORDS, key=len, reverse=True))})\b")
_APART = re.compile(rf"\W*{_ANY.pattern}\s*[^\w\s,;.’'&]|.*[:–—-]\s*{_ANY.pattern}\W*$")
"""A grade with a sign behind it or before it: `Good (see below)`, `Good – what we found`, `Our view: good`."""
_WORD = re.compile(r"[a-z]+")
_BODY = re.compile(rf"\b{A_BODY}\b")
_BESIDE = HEAD_WORDS | frozenset(
    _WORD.findall(
        """
        almost as better change click declined draft duly fully has have here improved longer mostly more nearly no not only
        outcome partly provisional read rise same see similar status still unchanged up verdict very with worse down
        been be are they downgraded lowered raised regraded upgraded
        """
    )
)
"""Words of which a line that states a grade consists, beside the grade and the organisation's name."""


_THEN = re.compile(r"\b(?:(?:was|were|had|last|earlier|20\d\d)\b|previous|initial)(?!.*\bnow\b)")
"""What a sentence has that may be of an earlier time: another reader's."""
_OF_WHOM = re.compile(rf"\b(?:the {A_BODY}\b|this\b|grade|regrade|judge|rate|rating)")
_SAID = substance(
    "judge judged grade rate rated performance received receive awarded award revised revise update updated following revisit revisited way result status verdict regraded "
    "regrade raised raise lowered lower changed change overall new as to from down up found find view our in terms when comes effectiveness "
    "efficiency legitimacy effective efficient legitimate the a an of at for is are be been has have that this which and"
)
_WORDS = tuple(
    (form, grade)
    for word, grade in GRADE_WORDS.items()
    for form in {word.rpartition(" ")[2], word.capitalize().rpartition(" ")[2]}
)
"""The last word of each grade in its forms, for a look that makes no calls."""


def tell_beside(b: Builder, draft: Draft, grade: Grade | None) -> None:
    """Flag the first line of a draft's section that states a grade of all of it, none of them the one that was read.

    Such is a line in words of no known form, and a sentence in words that nobody reads, where it says nothing else.
    """
    if grade is None or draft.section is None:
        return
    for line in draft.section.body:
        number = line.block.number
        if number in b.graded and number not in draft.blocks:
            text = line.text
            for word, each in _WORDS:
                if each is not grade and word in text:
                    break
            else:
                continue
            last = draft.section.body[:_NEAR][-1]
            if _judges_otherwise(b, draft, text, grade, heads=number <= last.block.number):
                if not any(number in one.blocks for one in b.problems if one.code == "witnesses_disagree"):
                    _tell(b, draft.name, line)
                return


def _judges_otherwise(b: Builder, draft: Draft, text: str, grade: Grade, *, heads: bool) -> bool:
    """Return whether a line states another grade of a draft's thing than the one that was read and its earlier one.

    One that `heads` the section may name a time too.
    """
    parts = sentences(text)
    for sentence in parts:
        folded = fold(sentence)
        words = _ANY.findall(folded)
        then = _THEN.search(folded) is not None
        if not words or words[_SCALE:] or GRADE_WORDS[words[-1]] in (grade, draft.previous[0]) or (then and not heads):
            continue
        alone = folded[_LONGEST:] == "" and parts[1:] == []
        if (alone and _states(b, folded)) or (not then and _is_of_all(b, draft, folded)):
            return True
    return False


def _is_of_all(b: Builder, draft: Draft, folded: str) -> bool:
    """Return whether a folded sentence with a grade is about all of a draft's thing and nothing else."""
    if folded.endswith("?"):
        return False
    told = told_of(_ANY.sub(" ", folded), b.names, b.kind)
    if _OF_WHOM.search(told) is None:
        return False
    if draft.question_key is not None:
        return speaks_of(told, draft.known, draft.question, _SAID)
    return draft.pillar is not None and is_of_all(told, whole_pillar(b.kind, b.round, draft.pillar), _SAID)


def _states(b: Builder, folded: str) -> bool:
    """Return whether a folded line with a grade's words states a grade, in whatever words, and nothing else."""
    rest = b.names.sub(" ", _BODY.sub(" ", _ANY.sub(" ", folded)))
    return _APART.match(folded) is not None or set(_WORD.findall(rest)) <= _BESIDE


def _tell(b: Builder, name: str, line: Line) -> None:
    told = f"{name}: “{line.text[:120]}” states another grade than was read, or one that nobody knows whose it is."
    b.flag("grade_unreadable", told, line.number)


_NAMES = frozenset({LineKind.QUESTION, LineKind.LABEL})


def tell_named(b: Builder, sections: Iterable[Section]) -> None:
    """Flag the names that head no section and have a grade, or that there is none, where the judgment of what they name is another or is missing."""
    question = LineKind.QUESTION
    for section in sections:
        for place, line in enumerate(section.body, 1):
            if line.kind is question and _is_absent(b, line.question, section.body[place:]):
                told = f"“{line.text}” heads no section; what stands below it says that it has no grade."
                b.flag("section_missing", told, line.number)
            if (
                line.kind in _NAMES
                and (stated := line.stated or _judged_below(b, line, section.body[place:])) is not None
            ):
                key = line.question.key if line.question is not None else line.pillar
                of_it = [one for one in b.judgments if (one.question_key or one.pillar) == key]
                if not any(stated.grade in (one.grade, one.previous_grade) for one in of_it):
                    _tell(b, line.question.label if line.question is not None else line.text, line)


def _is_absent(b: Builder, question: Question | None, below: list[Line]) -> bool:
    """Return whether the line below a name says that what it names has no grade here, and no judgment of it was read."""
    if question is None or not below or any(one.question_key == question.key for one in b.judgments):
        return False
    draft, said = Draft(None, question.label, question.key, question), below[0].text
    if has_any(said, " no", "No", "n’t", "n't", "ngraded", "nable to "):
        folded = fold(said)
        if says_not_graded(b, draft, folded) or says_not_inspected(b, draft, folded):
            return True
    elsewhere = has_any(said.lower(), *ELSEWHERE_WORDS)
    return elsewhere and any(says_told_elsewhere(b, draft, fold(one)) for one in sentences(said))


def _judged_below(b: Builder, name: Line, below: list[Line]) -> Stated | None:
    """Return what the line below the name of an area states of all of that area."""
    if not below or below[0].number not in b.graded:
        return None
    whole = whole_question(name.question, name.text)
    judged = (read_judged(one, b.names) for one in sentences(below[0].text))
    return next((one.stated for one in judged if one is not None and judges_all(one, whole)), None)


_LONGEST_HEADING = 120
_SEEMS_GRADE = re.compile(
    rf"\W*[:(\u2018'\"–—|-]|.*(?:{_ANY.pattern}|\b(?:grad|judg|rat)ed\b|\b(?:improvements?|poor|fair|satisfactory|ri|n/a)\b)|.? ?\w\W*$"
)
"""What stands behind the name of an area in a heading that may grade it: a sign, a word of a grade, a letter."""


def tell_unheaded(b: Builder, sections: Iterable[Section]) -> None:
    """Flag the headings that name an area of the round and more, or head no section, of which no judgment was read."""
    if b.round is None:
        return
    judged = {one.question_key for one in b.judgments}
    asked = questions_of(b.round.kind.value, b.round.framework)
    missing = [each for each in asked if each.pillar is None and each.key not in judged]
    names = {fold(name): each for each in missing for name in (each.label, *each.names)}
    if not names:
        return
    form = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    for line in (line for section in sections for line in section.lines()):
        if line.block.kind not in HEADING_KINDS or line.block.linked or len(line.text) > _LONGEST_HEADING:
            continue
        folded = fold(line.text)
        found = form.match(folded)
        rest = folded[found.end() :] if found is not None else ""
        if found is not None and (not rest or _SEEMS_GRADE.match(rest) is not None):
            told = f"“{line.text[:80]}” names {names[found[0]].label}, of which no judgment was read."
            b.flag("grade_unreadable", told, line.number)
