"""What words about an inspection name beside inspecting itself: the organisation, all of a question or a pillar, something else.

A sentence that tells of an absence, of an earlier round, of a grade in words of its own is of a thing only where it
names nothing but that thing; the phrases that are all of it are those of `subject.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.questions import Question, is_named, plain_words
from schemas.vocabulary import OrganisationKind

from .dates import MONTHS, SEASONS
from .subject import Substance, Whole, stem, substance, whole_question, words_of

_INSPECTION = r"(?:inspections?|assessments?|reports?|judge?ments?|grades?|ratings?|rounds?|visits?)"
_IN_BRACKETS = re.compile(r" ?\([^()]*\)")
_FIRE_SERVICE = re.compile(r"\bfire (?:(?:and|&) rescue(?: service)?|brigade|service)\b")
_ANOTHER = "another body"
_POLICE_FORCE = re.compile(r"\b(?:police|constabulary)\b")
_TIMES = re.compile(
    rf"\b(?:{'|'.join(time for time in (*MONTHS, *SEASONS) if time != 'may')})\b"
    r"|\bmay(?= (?:20\d\d|and|to)\b)|(?<=in )may\b|\b20\d\d(?: ?[/-] ?\d\d)?\b"
)
_OURS = re.compile(
    rf"\b(?:effectiveness|efficiency|legitimacy|leadership) (?={_INSPECTION}\b)"
    r"|\bthis (?:area|aspect) of (?:work|policing)\b|\bas (?:part of|a result)\b"
    r"|\b(?:we|hmic(?:frs)?|our(?: (?:last|previous|first|initial))? (?:inspection|assessment|report))"
    r"(?: (?:have|had|last|first|previously))? (?:found|said|judged|assessed|rated|reported|concluded|inspected|visited)\b"
    r"|\bit was (?:first |initially )?found\b|\b(?:published|carried out|conducted)\b"
)
_CLAUSE_ENDS = re.compile(
    r",? (?:but|because|although)\b|, (?:so|as|when|which|while|though|it|we)\b|, and (?!\w+ing\b|at\b|in\b|for\b)"
    r"| and (?=(?:it|we|that|has|is|was)\b)|[.;]"
)
_INSPECTING = frozenset(
    root
    for said in (
        "we us hmic hmicfrs peel inspection inspections assessment assessments judgment judgments judgement judgements",
        "grade grades graded rating report round question questions area areas pillar respect here no such detailed full",
        "formally last previous earlier first initial initially next pilot year years time visit since during until",
        "before between again also still now then therefore overall however was were had made make given give fell rose",
    )
    for root in substance(said)
)
"""What an inspectorate says of inspecting, whatever it inspects: without their inflections."""


@lru_cache(maxsize=1024)
def told_of(folded: str, names: re.Pattern[str], kind: OrganisationKind | None) -> str:
    """Return a folded sentence in which the organisation is `the force`, or `the service`, by whatever name it goes.

    `names` is the pattern of its folded names, of which a police force and a fire service may share the last.
    """
    told = names.sub("the force", _IN_BRACKETS.sub("", folded))
    if kind is OrganisationKind.FIRE:
        return _POLICE_FORCE.sub(_ANOTHER, _FIRE_SERVICE.sub("service", told))
    return _FIRE_SERVICE.sub(_ANOTHER, told)


def first_clause(rest: str) -> str:
    """Return the rest of a clause, of the rest of a folded sentence; what is joined to its object belongs to it."""
    return _CLAUSE_ENDS.split(rest, maxsplit=1)[0]


@lru_cache(maxsize=1024)
def speaks_of(told: str, question: Question | None, text: str | None, beside: Substance = frozenset()) -> bool:
    """Return whether words about an inspection name nothing but the organisation and all of a question.

    `told` is part of what `told_of` returns; `beside` are words, without inflection, that may stand there too. The
    custody suites, a victim's risk, another force are something else; no words beside those of inspecting are not.
    """
    return _names_it(_telling(told, beside), question, text)


def unknown_words(told: str, question: Question | None, text: str | None, beside: Substance) -> tuple[str, ...]:
    """Return the words of what `speaks_of` is asked that are neither those of inspecting nor of the question's names."""
    known = words_of(question, text)
    return tuple(word for word in _telling(told, beside) if stem(word) not in known)


def _telling(told: str, beside: Substance) -> tuple[str, ...]:
    """Return the words that say more than that something was inspected."""
    words_left = plain_words(_OURS.sub(" ", _TIMES.sub(" ", told)))
    return tuple(word for word in words_left if (root := stem(word)) not in _INSPECTING and root not in beside)


def _names_it(told: tuple[str, ...], question: Question | None, text: str | None) -> bool:
    """Return whether words are those of a question as any round calls it; no words are nothing else.

    A part of its names (`supporting victims`) is not the question; `text` is the heading as published.
    """
    if not told:
        return True
    found = frozenset(map(stem, told))
    if question is None:
        return found in whole_question(None, text).phrases
    return found <= words_of(question, text) and is_named(question, told)


@lru_cache(maxsize=512)  # as those of the sentences themselves
def is_of_all(told: str, whole: Whole, beside: Substance) -> bool:
    """Return whether words about an inspection, as `told_of` returns them, name nothing but the organisation and all of a pillar.

    `beside` are words, without inflection, that may stand there too; a pillar's own words say no more.
    """
    left = unknown_words(whole.words.sub(" ", told) if whole.words else told, None, None, beside)
    return not left or substance(" ".join(left)) in whole.phrases
