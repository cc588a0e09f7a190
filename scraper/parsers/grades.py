"""Grade words: what a badge says, and what a sentence says of a pillar. Prefers a named absence to a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from operator import eq

from schemas.questions import PILLAR_QUESTIONS, PILLAR_SAID, plain_words
from schemas.text import RAISED, fold, word_start
from schemas.vocabulary import (
    A_BODY,
    ABSENCE_WORDS,
    GRADE_ADJECTIVES,
    GRADE_ALTERNATION,
    GRADE_WORDS,
    IMPROVEMENT,
    Grade,
    Pillar,
    Status,
)


@dataclass(frozen=True)
class Stated:
    """What words say of a judgment: a status, its grade, the words."""

    status: Status
    grade: Grade | None
    text: str


A_GRADE = re.compile(rf"\b(?:{GRADE_ALTERNATION})\b")
"""A grade in a folded text, for what is left of it without."""
JUDGMENT_NOUN = r"(?:judge?ments?|grad(?:es?|ings?)|ratings?|assessments?)"
A_JUDGMENT = rf"(?:(?:first|graded?|initial|original|overall|previous|published|peel|effectiveness|efficiency|legitimacy|leadership) )*{JUDGMENT_NOUN}"
"""What a judgment is called in a folded text."""
_GRADE = rf"{GRADE_ADJECTIVES}|{IMPROVEMENT}s?|requiring improvement|improvement required"
_ABSENCE = "|".join(ABSENCE_WORDS)
_MENTION = re.compile(rf"({'|'.join(map(word_start, f'{_ABSENCE}|{_GRADE}'.split('|')))})\b")
GRADE_LABEL = r"(?:(?:(?:hmic(?:frs)?|our|overall|graded|pillar|peel) )*(?:judge?ment|grade(?!d)|rating)\s*[:-]?|graded(?: as)?\s*:?)"
"""The pattern of the words that say of a grade behind them, or below them, that it is one, in folded text."""
_BADGE = re.compile(rf"(?:{GRADE_LABEL}\s*)?(?P<quote>['\"]?)(?P<word>.+)(?P=quote)")
_BE = r"(?:is|are|remains?|continues? to be)"
_ADVERB = r"(?: (?:also|now|again|still|overall|currently))*"
_BEEN = rf"(?:has|have){_ADVERB} been"
_JUDGED_AS = r"(?:judged|assessed|graded|rated)"
_TOLD_AS = rf"{_JUDGED_AS}(?: to be| as(?: being)?)?"
IS = rf"(?:{_BE}{_ADVERB}(?: {_TOLD_AS})?|{_BEEN}{_ADVERB} {_TOLD_AS})(?: overall)?"
"""The verbs, each with what may stand beside it, that alone say that something has a grade, as a pattern of folded text.

What has been judged has that grade; what has been good may be so no longer.
"""
NEEDS = rf"(?:{_BE}{_ADVERB}(?: {_JUDGED_AS}(?: to| as)?)?|{_BEEN}{_ADVERB} {_JUDGED_AS}(?: to| as)?|continues? to|still|also|now)"
"""What may stand before the grade that is its own verb."""
STATES = rf"(?:{IS}|{NEEDS})"
"""What may stand between the subject of a headline judgment and its grade."""
_WENT = (
    "changed|climbed|come|declined|decreased|deteriorated|dropped|fallen|gone|improved|increased|lapsed|moved|progressed"
    "|recovered|regressed|risen|slid|slipped|sunk|worsened"
)
_PUT = r"amended|changed|downgraded|lowered|marked|moved|raised|reduced|re-?graded|revised|upgraded"
_WAY = r"(?: (?:again|back|down|up))*(?: (?:its|our|the) (?:overall )?(?:grade|judge?ment|rating))?"
_SET = rf"(?:{_PUT}) (?:(?:its|our|the) (?:overall )?(?:grade|judge?ment|rating)|(?:the|this) (?:area|{A_BODY}))"
HAS_MOVED = rf"(?:has|have) (?:(?:also|now|since) )*(?:{_SET}|(?:{_WENT})|been (?:(?:now|since) )*(?:{_PUT})){_WAY}"
"""The verbs that say that a grade has become another one, and is that now."""
_LEFT = rf"(?: from (?:an? (?:grade|judge?ment|rating) of )?(?:{GRADE_ADJECTIVES}|{IMPROVEMENT})(?: (?:in|at) (?:its |our |the )?20\d\d(?:[/-]\d\d)?(?: (?:assessment|inspection|report))?)?)?"
REACHES = rf"{HAS_MOVED}{_LEFT} to"
"""What stands between the organisation and the grade that it has reached."""
MOVED = rf"(?:(?:had )?(?:{_SET}|{_WENT}|came|fell|rose|sank|went)|(?:(?:had|has|have) been|was|were) (?:{_PUT})){_WAY}"
"""Those that say that it once became another one."""
STATES_THEN = re.compile(rf"\b(?:was|were) (?:{GRADE_ALTERNATION})\b|\brequired improvement\b")
"""What states the grade of the time that it names, without a stop on some pages: `The service was good in its 2018/19 assessment`."""
# Words that turn what stands around a judgment into something else: another time, a negation, a part.
_TURNING = (
    "no", "not", "never", "was", "were", "had been", "previously", "formerly", "last year", "almost", "nearly", "below",
    "less", "than", "partly", "mostly", "element", "elements", "some", "but", "however", "although", "though", "unless", "if",
    "would", "could", "should", "might", "may", "until", "yet", "far from", "neither", "nor", "hardly", "barely", "except",
)  # fmt: skip
_TURNS = re.compile(rf"(?:{'|'.join(map(word_start, _TURNING))})\b")
_BEGIN_TURNS = frozenset(words.partition(" ")[0] for words in _TURNING)
"""The words with which they begin: where none of them stands, nothing turns."""
PILLAR_WORDS: dict[Pillar, re.Pattern[str]] = {
    Pillar.EFFECTIVENESS: re.compile(word_start(r"eff?ective(?:ly|ness)?\b")),
    Pillar.EFFICIENCY: re.compile(word_start(r"eff?icien(?:t|tly|cy)\b")),
    Pillar.LEGITIMACY: re.compile(word_start(r"leg+itima(?:te|tely|cy)\b")),
}
"""A pillar's adjective, adverb and noun, in the spellings that pages have."""
_STAFF = "people|workforce|staff"
_LOOKS_AFTER = re.compile(rf"\blook(?:s|ing)? after (?:its|their) (?:{_STAFF})\b")
_ASKED = (*(row.label for row in PILLAR_QUESTIONS), *(phrase for *_, phrases in PILLAR_SAID for phrase in phrases))
# The verb of a headline follows the words in which the pillar is asked about; so those of a clause in between do not count.
_OBJECT = "|".join(sorted({word for phrase in _ASKED for word in plain_words(phrase)}))
_HEADLINE_GRADE = re.compile(
    rf"(?:\b(?:{_OBJECT}|{_STAFF})|{'|'.join(words.pattern for words in PILLAR_WORDS.values())})(?: (?:{STATES}|has(?= not\b)))?[ :-]+[\"']?"
    rf"(?:{_ABSENCE}|{_GRADE})\b(?: overall)?(?:[ \"',;.]*(?:\band)?$|[.;] )"
)
_NORMAL = {"require": "requires", "improvements": "improvement"}
# The three pillars are named together in the standing introduction; that is no judgment.
HEADLINE = re.compile(r"\bextent(?: to){0,2} which\b", re.I)


@lru_cache(maxsize=256)
def grade_word(mention: str) -> Stated | None:
    """Return what one folded grade phrase means, None where it is not in the vocabulary."""
    key = " ".join(_NORMAL.get(w, w) for w in mention.split())
    key = {
        "requiring improvement": "requires improvement",
        "improvement required": "requires improvement",
    }.get(key, key)
    if key in GRADE_WORDS:
        return Stated(Status.GRADED, GRADE_WORDS[key], mention)
    if key in ABSENCE_WORDS:
        return Stated(ABSENCE_WORDS[key], None, mention)
    return None


_TWICE = re.compile(rf"({_GRADE})\W?\1")
"""A badge that is printed once for the eye and once for those who hear the page: `GoodGood`."""


@lru_cache(maxsize=512)
def read_badge(text: str) -> Stated | None:
    """Return what a line says that is a badge as a whole (`Good`, `To be graded`); None for any other line."""
    if len(text) > 60:
        return None
    folded = fold(text.rstrip(RAISED))
    twice = _TWICE.fullmatch(folded)
    match = _BADGE.fullmatch(twice[1] if twice is not None else folded)
    stated = grade_word(match["word"]) if match and match["word"] not in _VERBS else None
    return Stated(stated.status, stated.grade, text) if stated else None


_WITH_EARLIER = re.compile(
    r"(?P<now>.{3,30}?) ?\((?P<first>20\d\d) ?[/–-] ?(?:20)?(?P<last>\d\d):? (?P<then>.{3,30})\)"
)


def read_with_earlier(text: str) -> tuple[Stated, tuple[Grade, str]] | None:
    """Return the badge and the grade of an earlier round that a line states: `Adequate (2021/22: Requires improvement)`."""
    match = _WITH_EARLIER.fullmatch(text)
    if match is None:
        return None
    now, then = read_badge(match["now"]), read_badge(match["then"])
    if now is None or then is None or then.grade is None:
        return None
    return now, (then.grade, f"{match['first']}-{match['last']}")


_VERBS = {"require improvement", "requiring improvement"}


_RATING = re.compile(
    r"(?:very |mostly |partly )?(?:satisfactory|excellent|exceptional|fair|poor|weak|strong|acceptable|unsatisfactory|"
    r"needs? improvement|pass|fail(?:ed)?|n/?a|none|nil|unknown|pending|tbc|awaited|withheld|special measures|"
    rf"(?:{GRADE_ALTERNATION})\W+|[a-f]|\d(?: ?/ ?\d)?|[?*-]+)"
)


_SAYS_WHEN = re.compile(
    rf"(?:[\w'/-]+ ){{0,2}}(?:judge?ment|grade|rating)(?: 20\d\d(?:[/-]\d\d)?)?(?: (?:{GRADE_ALTERNATION}))?"
)
"""A label of the grade below it or behind it: `Current grade`, `2016 judgment`."""


def unknown_badge(text: str, dated: bool) -> Stated | None:
    """Return the unreadable grade that a line in a badge's place states, None for a line that is no badge.

    Right under a date (`dated`) any line of up to three words stands in the badge's place; elsewhere only a
    word that rates something.
    """
    if len(text) > 40 or text.endswith((":", "?")):
        return None
    few = dated and len(text.split()) <= 3 and not text.endswith(".") and _SAYS_WHEN.fullmatch(fold(text)) is None
    if few or _RATING.fullmatch(fold(text)):
        return Stated(Status.UNREADABLE, None, text)
    return None


@lru_cache(maxsize=256)
def split_badge(text: str) -> tuple[str, Stated] | None:
    """Split a line that ends in a badge, `Effectiveness: Good`, into label and badge; None where it does not.

    Without a colon only a word with a capital is a badge: `which is good` ends a sentence.
    """
    match = re.fullmatch(rf"(.+?)\s*([:–-]?)\s*\b({_GRADE}|{_ABSENCE})[{RAISED}]*", text, re.I)
    if match is None:
        return None
    stated = read_badge(match[3])
    return (match[1], stated) if stated and (match[2] == ":" or match[3][:1].isupper()) else None


def split_asked(text: str) -> tuple[str, Stated | None]:
    """Split a line that asks and answers, `How well …? Good`, into question and badge; any other line has none."""
    split = split_badge(text)
    return split if split is not None and split[0].endswith("?") else (text, None)


def pillars_named(folded: str) -> list[Pillar]:
    """Return the pillars whose adjective, adverb or noun stands in a folded sentence."""
    named = [pillar for pillar, words in PILLAR_WORDS.items() if words.search(folded)]
    return [*named, Pillar.PEOPLE] if _LOOKS_AFTER.search(folded) else named


def published(sentence: str, mention: str) -> str:
    """Return the grade phrase as `sentence` publishes it, else the folded mention."""
    match = _as_published(mention).search(sentence)
    return match.group() if match else mention


@lru_cache(maxsize=64)
def _as_published(mention: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, mention.split())), re.I)


@dataclass(frozen=True)
class Headline:
    """A headline sentence: its pillar where it names just one, and what it says."""

    pillar: Pillar | None
    stated: Stated
    sentence: str


@lru_cache(maxsize=512)  # forces' headlines differ by their grades alone
def read_headline(sentence: str) -> Headline | None:
    """Return the judgment of a sentence of the form `The extent to which the force is efficient … is good`.

    None where the sentence is not of that form. The pillar comes from the adjective. A sentence with no grade
    word, two different ones, or one that does not end it behind a verb that states it, is `unreadable` (F43).
    """
    folded = fold(sentence)
    form = HEADLINE.search(folded)
    if form is None:
        return None
    pillars = pillars_named(folded)
    return Headline(pillars[0] if len(pillars) == 1 else None, _said(sentence, folded), sentence)


_WORD = re.compile(r"\w+")
_DOUBLED = re.compile(r"\b(\w+) (?=\1\b)")


def undoubled(folded: str) -> str:
    """Return a folded text without the words that an editor wrote twice (docs/layouts.md, 19, slips of the editors)."""
    return _DOUBLED.sub("", folded)


def _said(sentence: str, folded: str) -> Stated:
    words = _WORD.findall(folded)
    if any(map(eq, words, words[1:])):
        folded = undoubled(folded)
    first, *parts = _MENTION.split(folded)  # what is around the mentions, and they between
    mentions, rests = parts[::2], parts[1::2]
    meant = {(s.status, s.grade) for mention in mentions if (s := grade_word(mention))}
    if len(meant) != 1:
        return Stated(Status.UNREADABLE, None, _ending(sentence) if not meant else sentence)
    turned = not _BEGIN_TURNS.isdisjoint(words) and _TURNS.search(" ".join((first, *rests)))
    if turned or _HEADLINE_GRADE.search(folded) is None:
        return Stated(Status.UNREADABLE, None, _ending(sentence))
    stated = grade_word(mentions[-1])
    assert stated is not None
    return Stated(stated.status, stated.grade, published(sentence, mentions[-1]))


_ENDING = re.compile(r"(?:\bis\b|\bare\b|:)\s*:?\s*([^:]{2,60}?)[.;]?$")


def _ending(sentence: str) -> str:
    """Return the words that stand where the grade should, for a reader of the problem."""
    endings = list(_ENDING.finditer(sentence.strip()))
    text = endings[-1].group(1) if endings else sentence
    text = text.rsplit(" is ", 1)[-1].rsplit(" are ", 1)[-1].strip(" .:")
    return sentence if grade_word(fold(text)) else text  # what makes it no grade stands before it


# The stop stands first, though it is kept: a set of four characters is found several times faster than white space.
_SENTENCE_END = re.compile(r"[.;!?]\s(?:\s*(?=[A-Z‘“(\d])|(?<=[.;]\s)\s*(?=the extent to which))")


def sentences(text: str) -> list[str]:
    """Split prose into sentences; a full stop before a lower-case word ends none."""
    parts, at = [], 0
    for end in _SENTENCE_END.finditer(text):
        stop, begins = end.span()
        parts.append(text[at : stop + 1])
        at = begins
    parts.append(text[at:])
    return parts


def is_one_sentence(text: str) -> bool:
    """Return whether a text is one sentence, or part of one."""
    return _SENTENCE_END.search(text) is None


def names_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Compile the folded names of an organisation, longest first."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)" if longest else r"(?!)")
