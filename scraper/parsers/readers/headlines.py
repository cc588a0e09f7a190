"""Headline judgments: sentences of the form `The extent to which the force is efficient … is good`."""

from __future__ import annotations

import re

from schemas.text import fold, has_any
from schemas.vocabulary import WitnessSource
from scraper.catalogue.organisations import mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.grades import A_GRADE, Headline, read_headline, sentences, undoubled
from scraper.parsers.inspecting import is_of_all, told_of
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.subject import substance, whole_pillar

from .remarks import tell_remark
from .rounds_named import is_of_then

_HEADLINE = LineKind.HEADLINE


def is_headline(line: Line) -> bool:
    """Return whether a line has the form of headline judgments."""
    return line.kind is _HEADLINE


def read_headlines(b: Builder, line: Line) -> None:
    """Read the judgments of a line, sentence by sentence; a sentence of another form is introduction."""
    said = sentences(line.text)
    rest = [sentence for sentence in said if not _read_headline(b, sentence, line)]
    b.claim("judgments" if len(rest) < len(said) else "introduction", line)
    for sentence in rest if len(rest) < len(said) else ():
        tell_remark(b, sentence, line.number)
    if rest:
        b.introduction.append(" ".join(rest))


def is_of_others(b: Builder, sentence: str) -> bool:
    """Return whether a headline judgment names an earlier round, or another organisation and not the page's own."""
    folded = fold(sentence)
    if has_any(folded, *_TIMES) and is_of_then(b, folded):
        return True
    return names_another(b, sentence) or _OF_SEVERAL.search(folded) is not None


_OF_SEVERAL = re.compile(
    r"\bwhich (?:[\w'-]+ ){0,4}(?:brigades|constabularies|forces|services) (?:are|look|operate|treat)\b"
)
"""What judges all bodies together, or some: `the extent to which forces are effective`."""
_TIMES = ("20", "last", "previous", "before", "until", "former", "past")
"""Words without which nothing is of an earlier time."""
_SAID = substance(
    "judged assessed graded rated received grade award extent which to as from in our overall the a an of at for is are be been has have that this and yet not"
    " remains continues currently"
)


def is_of_a_part(b: Builder, headline: Headline) -> bool:
    """Return whether a headline judgment that grades its pillar names more than it and its question, or a standing phrase: a part of it, or others.

    `The extent to which the force is effective at investigating crime` is less than how effective it is.
    """
    if headline.pillar is None or headline.stated.grade is None:
        return False
    whole = whole_pillar(b.kind, b.round, headline.pillar)
    told = told_of(A_GRADE.sub(" ", fold(headline.sentence)), b.names, b.kind)
    return bool(whole.phrases) and not is_of_all(undoubled(told), whole, _SAID)


def names_another(b: Builder, sentence: str) -> bool:
    """Return whether a sentence names another organisation in full, and not the page's own."""
    if not ("Police" in sentence or "Constabulary" in sentence) or b.names.search(fold(sentence)):
        return False
    return b.kind is not None and bool(mentioned(b.kind, sentence))


def _read_headline(b: Builder, sentence: str, line: Line) -> bool:
    headline = read_headline(sentence)
    if headline is None:
        return False
    if is_of_others(b, sentence):
        b.flag("headline_unread", f"“{sentence[:120]}” judges another round or organisation.", line.number)
        return False
    if is_of_a_part(b, headline):
        b.flag("headline_unread", f"“{sentence[:120]}” may judge a part of its pillar, or others.", line.number)
        return False
    if headline.pillar is None:
        b.flag("headline_unread", f"“{sentence[:120]}” does not say which pillar it judges.", line.number)
        return True
    draft = b.drafts.of(headline.pillar)
    if draft.statement is not None:
        code = "headline_repeated"
        b.flag(code, f"The headline judgment of {draft.name.lower()} is printed twice.", line.number)
        if fold(draft.statement) == fold(sentence):
            draft.cite(line.number)
            return True
    draft.statement = draft.statement or sentence
    draft.add_only(WitnessSource.HEADLINE, headline.stated, sentence, line.number)
    return True
