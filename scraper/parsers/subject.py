"""The one answer to “is this sentence about all of it?”, for pillars, questions and areas of every round.

A sentence of prose states a grade of a thing only where it judges the whole thing: its subject is the organisation,
its verb is of the present, and its object is a known phrase of the thing, with nothing of substance beside it. “Good
at tackling fraud” grades a part and states nothing. The phrases are data (`schemas/questions.py`): the published
question, the label, the other names, what such sentences are known to call it; here they are compared word by word,
whatever their order, inflection and typography (docs/layouts.md, 11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from schemas.questions import PILLAR_QUESTIONS, PILLAR_SAID, QUESTIONS, Question, plain_words
from schemas.text import fold, has_any
from schemas.vocabulary import A_BODY, BODY_NOUNS, GRADE_ADJECTIVES, IMPROVEMENT, OrganisationKind, Pillar, Round

from .grades import IS, NEEDS, PILLAR_WORDS, REACHES, Stated, grade_word, published

Substance = frozenset[str]
"""The words of a phrase that tell what it is about, without inflection."""


@dataclass(frozen=True)
class Whole:
    """A thing that is judged: the substance of each phrase that names all of it.

    `words` are those that say no more than that it is judged: a pillar's adjective and noun.
    """

    phrases: frozenset[Substance]
    words: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Judged:
    """A sentence that states a grade of its subject, before anyone asks what it is about.

    `noun` is what the subject possesses (`overall effectiveness`), `about` what follows the grade.
    """

    stated: Stated
    subject: str
    noun: str
    about: str


# --- the sentence --------------------------------------------------------------------------------------------

_LEAD_IN = re.compile(
    r"(?:(?:overall|in general|however),? |(?:we|our inspection) (?:have )?found that |(?:hmic(?:frs)?|we) (?:(?:has|have) )?"
    r"(?:assessed|judged|judge|judges|found) that |(?:our|hmic(?:frs)?'s) (?:overall )?(?:judge?ment|assessment) is that )+"
)
_VERB = re.compile(
    rf"\b(?:{IS} (?P<quote>['\"]?)(?P<is>{GRADE_ADJECTIVES})\b(?P=quote)|{REACHES} (?P<reached>{GRADE_ADJECTIVES}|{IMPROVEMENT}|requiring improvement)"
    rf"|(?:{NEEDS} )?(?P<needs>{IMPROVEMENT}|requiring improvement))(?!\w)"
)
_WE_JUDGE = re.compile(
    r"(?:overall,? )?(?:hmic(?:frs)?|we) (?:judge|assess|grade|rate|(?:has|have) (?:judged|assessed|graded|rated))s? "
    rf"(?!that )(?P<whom>[^,;:]{{2,60}}?) (?:(?:to be|as(?: being)?) (?=['\"]?(?:{GRADE_ADJECTIVES})\b)|(?P<needs>to require|as requiring)(?= improvement\b))"
)
_GRADED = ("good", "improvement", "adequate", "outstanding")  # without one of them nothing is graded
PRONOUN = "it"
"""A subject that is the organisation only where what stands before it says so."""
_ARTICLES = ("the ", "this ", "")
COMMON = frozenset((PRONOUN, *(article + noun for article in _ARTICLES for noun in BODY_NOUNS)))
"""Subjects that another organisation may be called by too."""
_THE_BODY = re.compile(rf"(?:{'|'.join(_ARTICLES)}){A_BODY}|{PRONOUN}")
_POLICE_NAME = r" (?:police service|police|constabulary|service|force)"
_FIRE_NAME = r" (?:fire (?:and|&) rescue service|fire (?:and|&) rescue|fire brigade|fire service|frs|service|brigade)"
_POSSESSES = re.compile(r"'s? ")
_OF_BODY = re.compile(r"(?:the )?(?P<noun>(?:overall )?(?:effectiveness|efficiency|legitimacy)) of ")
_HELD_IN = re.compile(r"(?:overall )?(?:effectiveness|efficiency|legitimacy|performance) (?:at|in) ")
_ASPECT = re.compile(r"^,? ?(?:when it comes to|in|at|with (?:regard|respect) to)(?!\w)|^$")
_PURPOSE = re.compile(r"^ (?:for|with)(?!\w)")
"""What may follow a verb of judging, or a need: something is good for a purpose, or with people, without a judgment."""
_JUDGING = re.compile(r"\b(?:judged|assessed|graded|rated)\b")
_ASIDE = re.compile(r", with elements? of [\w ]{3,30},|^ overall\b,?")


def may_judge(text: str) -> bool:
    """Look cheaply whether a paragraph may state a grade in a sentence: prose has its grade words in lower case."""
    return has_any(text, *_GRADED)


@lru_cache(maxsize=64)
def read_judged(sentence: str, names: re.Pattern[str]) -> Judged | None:
    """Return the grade that a sentence of the present states of the organisation, None where it states none.

    `names` is the pattern of the organisation's folded names; the subject must be one of them, `the force`, `the
    service` or `it` (whether that means it, `readers/own_word.py` tells). What was, what is hedged or asked, and praise without a grade word is no grade.
    """
    if sentence[-1:] == "?" or not may_judge(sentence.lower()):
        return None
    folded = fold(sentence)
    folded = _told_of_it(folded) if folded[:2] in ("we", "hm", "ov") else folded
    if (verb := _VERB.search(folded)) is None:
        return None
    subject = _subject(folded[: verb.start()].rstrip(), names)
    about = _ASIDE.sub("", folded[verb.end() :])
    if subject is None or not (_ASPECT.match(about) or _is_of_judging(verb, about)):
        return None
    word = verb["is"] or verb["reached"] or verb["needs"]
    stated = grade_word(word)
    assert stated is not None
    told = Stated(stated.status, stated.grade, published(sentence, word))
    return Judged(told, subject[0], subject[1], about.strip())


def _told_of_it(folded: str) -> str:
    """Return a folded sentence about the judged, also where it is about those who judge: `HMIC has judged Kent Police to be good at …`."""
    judges = _WE_JUDGE.match(folded)
    need = "requires" if judges and judges["needs"] else "is "
    return f"{judges['whom']} {need}{folded[judges.end() :]}" if judges else folded


def _is_of_judging(verb: re.Match[str], about: str) -> bool:
    """Return whether what a grade is for follows a verb that judges, or a need, not `is good for`."""
    return _PURPOSE.match(about) is not None and (verb["is"] is None or _JUDGING.search(verb.group()) is not None)


def _subject(before: str, names: re.Pattern[str]) -> tuple[str, str] | None:
    """Return the subject of a folded sentence and what it possesses; None where it is not the organisation."""
    lead = _LEAD_IN.match(before)
    start = lead.end() if lead else 0
    of = _OF_BODY.match(before, start)
    start = of.end() if of else start
    start += 4 if before.startswith("the ", start) and not _THE_BODY.match(before, start) else 0
    name = names.match(before, start)
    whole = _body_name(names).match(before, name.end()) if name else None
    found = whole or name or _THE_BODY.match(before, start)
    if found is None:
        return None
    subject, rest = before[start : found.end()], before[found.end() :]
    if of is not None:
        return (subject, of["noun"] + rest) if _ASPECT.match(rest) else None
    if not rest:
        return subject, ""
    possesses = _POSSESSES.match(rest)
    return (subject, rest[possesses.end() :]) if possesses else None


def opening_subject(sentence: str, names: re.Pattern[str]) -> str | None:
    """Return how a sentence calls the organisation as its subject, None where it is about something else.

    A few words may lead it in: `In the last year, the force has …`. A name that goes on is another body's (`Kent County
    Council`), and one beside another is not alone (`Kent and Essex …`).
    """
    folded = fold(sentence)
    opened = _opening(names).match(folded)
    if opened is None:
        return None
    words = sentence.split()
    place = folded.count(" ", 0, opened.end()) + 1
    last, beside = words[place - 1 : place], words[place:]
    beside = beside[1:] if beside and beside[0] in ("and", "&") else beside
    return None if last and last[0][-1].isalnum() and beside and beside[0][0].isupper() else opened["subject"]


@lru_cache(maxsize=64)
def _opening(names: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_LEAD_IN.pattern}|[^,]{{1,60}}, )?(?P<subject>{body_form(names)})(?![\w'])(?! and crime commissioner)"
    )


@lru_cache(maxsize=64)
def _body_name(names: re.Pattern[str]) -> re.Pattern[str]:
    """Compile what may follow the name of an area in that of its body: what its own names are those of."""
    fire = "fire" in names.pattern
    police = not fire or "police" in names.pattern
    return re.compile("|".join([*([_POLICE_NAME] if police else []), *([_FIRE_NAME] if fire else [])]))


def body_form(names: re.Pattern[str]) -> str:
    """Return the pattern, in a group, of the names and nouns by which sentences call the organisation of a page."""
    return rf"(?:(?:the )?{names.pattern}(?:{_body_name(names).pattern})?|(?:{_THE_BODY.pattern}))"


# --- what it is about ----------------------------------------------------------------------------------------

_OF_ALL = re.compile(r"\boverall\b")
_THIS = re.compile(r"^in this respect$")
_CONNECTING = re.compile(
    r"^,? ?(?:in respect of|with (?:regard|respect) to|in relation to|in terms of|when it comes to)\b"
)


@lru_cache(maxsize=2048)
def substance(text: str) -> Substance:
    """Return the telling words of a phrase, each without its inflection."""
    return frozenset(map(stem, plain_words(text)))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """Return a word without the endings by which its finite forms, its gerund and its plural differ."""
    if word.endswith("ing") and len(word) > 4:
        word = word[:-3]
        if word[-1] == word[-2] and word[-1] not in "slz":
            word = word[:-1]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.removesuffix("e")


@lru_cache(maxsize=512)
def whole_question(question: Question | None, text: str | None) -> Whole:
    """Return the whole of a question or an area: as the page words it, and by all its names.

    `question` is the vocabulary's row, None for a question that no vocabulary has; `text` the published heading.
    """
    names = [text] if text else []
    if question is not None:
        names += [question.label, *question.names, *question.said]
    return Whole(frozenset(found for name in names if (found := substance(name))))


@lru_cache(maxsize=64)
def whole_pillar(kind: OrganisationKind | None, round_: Round | None, pillar: Pillar) -> Whole:
    """Return the whole of a pillar: its question in the round, and the standing phrases of its body."""
    words = PILLAR_WORDS.get(pillar)
    asked = [
        row.label
        for row in PILLAR_QUESTIONS
        if row.kind is kind and row.pillar is pillar and round_ is not None and round_.id in row.rounds
    ]
    said = [phrase for body, each, phrases in PILLAR_SAID if body is kind and each is pillar for phrase in phrases]
    return Whole(frozenset(_without(words, phrase) for phrase in (*asked, *said)), words)


def _without(words: re.Pattern[str] | None, phrase: str) -> Substance:
    folded = _OF_ALL.sub(" ", fold(phrase))
    return substance(words.sub(" ", folded) if words else folded)


def judges_all(judged: Judged, whole: Whole) -> bool:
    """Return whether a graded sentence judges all of a thing, and nothing beside it.

    For a pillar its adjective, adverb or noun may stand beside the phrase, or alone as what the organisation has
    (`{Name}’s overall efficiency`).
    """
    if whole.words is not None and _THIS.match(judged.about) and not judged.noun:
        return True
    about = _CONNECTING.sub("", judged.about)
    if judged.noun and about:
        return False
    told = judged.noun or about
    if whole.words is None:
        return substance(_HELD_IN.sub("", told, count=1) if judged.noun else told) in whole.phrases
    if judged.noun and whole.words.search(told) and not _without(whole.words, told):
        return True
    return _without(whole.words, told) in whole.phrases


@lru_cache(maxsize=512)
def words_of(question: Question | None, text: str | None) -> Substance:
    """Return the telling words of all names that a question or an area has had in any round of its body."""
    rows = [row for row in QUESTIONS if question and (row.kind, row.key) == (question.kind, question.key)]
    wholes = [whole_question(row, text) for row in rows] or [whole_question(question, text)]
    return frozenset(word for whole in wholes for phrase in whole.phrases for word in phrase)
