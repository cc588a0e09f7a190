"""Whose word a sentence is, and of whom: a quotation is not the page's own, and a pronoun may mean another force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.text import fold
from schemas.vocabulary import A_BODY, BODY_NOUNS, GRADE_WORDS, BlockKind
from scraper.catalogue.organisations import Organisation, mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.grades import grade_word, sentences
from scraper.parsers.inspecting import speaks_of, told_of
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import COMMON, PRONOUN, opening_subject, substance

from .rounds_named import round_named

ANOTHER = re.compile(
    r"\b(?:an?|another|other|one|some|most|many|all|its|neighbouring|similar) "
    r"(?:(?<!\ba )(?:fire|police) )?(?:forces?|services?)\b"
)
"""A subject that is not the force or service whose page it is, which may be called `a police force`."""
_OTHER_SERVICE = re.compile(
    r"\b(?:ambulance|border|coastguard|health|prison|probation) (?:and \w+ )?(?:force|service|trust)s?\b"
)
SPEAKS = re.compile(
    r"\b(?:wrote|writes|said|says|told us|tells us|stated|states|reported|reports|commented|replied|explained|added)\b"
)
"""Verbs of what somebody says."""
_CLOSES = re.compile(r"’(?!\w)")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*(?:’\w[^‘’]*)*’(?!\w)")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|remains?|stands?|stood|require[sd]?)\b|[.,;!?]$")


class Said(NamedTuple):
    """A sentence of a line of a section, as published, and folded without the clauses that it quotes."""

    section: Section
    line: Line
    sentence: str
    folded: str

    @classmethod
    def of(cls, section: Section, line: Line, sentence: str) -> Said:
        """Return a sentence of a line; a few words in quotation marks are the page's own."""
        quotes = "“" in sentence or '"' in sentence or "‘" in sentence
        return cls(section, line, sentence, fold(_QUOTED.sub(_own_words, sentence) if quotes else sentence))


def _own_words(quoted: re.Match[str]) -> str:
    """Return what stands in quotation marks where it is a few words, a grade's among them; nothing for a clause."""
    words = quoted.group()[1:-1]
    return words if grade_word(fold(words)) or not _CLAUSE.search(words) else " "


def is_own_word(b: Builder, section: Section, line: Line, sentence: str, subject: str) -> bool:
    """Return whether a sentence of a line is the page's own, and its subject the organisation that the page is about.

    A quotation is not its own, nor is what a line such as `In 2014 we wrote:` leads in: the block below it, or the list.
    """
    stands = _before(b, section, line, sentence)
    if stands is None:
        return False
    return subject not in COMMON or _means_the_body(b, subject, *stands)


def is_told_of_it(b: Builder, draft: Draft, said: Said, words: str, *, absent: bool = False) -> bool:
    """Return whether a sentence of an earlier round, or of an absence, is the page's own, and of the thing that it judges.

    `words` are those of the folded sentence that say whom or what it means: a pronoun may mean another force, or what
    else the sentence before is about. What is `absent` (not inspected, not graded) is the thing, not the organisation.
    """
    stands = _before(b, said.section, said.line, said.sentence)
    if stands is None:
        return False
    if b.names.search(words):
        return True
    heading = _heading(stands[0])
    if heading is not None and _named(b, heading.text):
        return False
    if _ITSELF.search(words) and not _BODY.search(words):
        return True
    if _BODY.search(words) or not _SOMETHING.search(words):
        return _means_the_body(b, "the force", *stands)
    return _means_the_thing(b, draft, stands, absent)


def may_be_told_of_it(b: Builder, said: Said) -> bool:
    """Return whether a sentence is the page's own, and nothing right before it, nor the heading above it, is of another body."""
    stands = _before(b, said.section, said.line, said.sentence)
    if stands is None:
        return False
    heading = _heading(stands[0])
    near = [next(_backwards(*stands), ""), heading.text if heading is not None else ""]
    return b.names.search(said.folded) is not None or not any(
        _named(b, one) or ANOTHER.search(fold(one)) for one in near
    )


_ITSELF = re.compile(r"\b(?:this|these|the) (?:questions?|areas?|pillars?|sections?)\b")
_BODY = re.compile(rf"\b(?:the|this) {A_BODY}\b")
_SOMETHING = re.compile(
    r"\b(?:it|they)\b|\b(?:its|their)\b(?! own\b)"
    r"|\bth(?:is|ese)\b(?! (?:inspections?|assessments?|reports?|rounds?|judge?ments?|grades?|times?|years?|visits?)\b)"
)
_INSPECTED = substance(f"{' '.join(GRADE_WORDS)} do does did not inspect inspected judged assessed rated")
Before = tuple[list[Line], str]
"""The lines of a section before a sentence's own, and what stands before the sentence in that."""


def _before(b: Builder, section: Section, line: Line, sentence: str) -> Before | None:
    """Return what stands before a sentence; None where it is not the page's own."""
    if line.block.kind is BlockKind.QUOTE or "blockquote" in line.block.path:
        return None
    place = 0
    while section.body[place] is not line:
        place += 1
    earlier = section.body[:place]
    before = line.text[: line.text.index(sentence)]
    if _is_led_in(b, earlier, line) or (before and _is_open(before)):
        return None
    if "”" in sentence and sentence.count("”") > sentence.count("“"):  # it ends what began before
        return None
    return earlier, before


def _is_led_in(b: Builder, earlier: list[Line], line: Line) -> bool:
    """Return whether a line is what somebody says, or what was so in an earlier round, by the line before it or its list."""
    if line.block.kind is BlockKind.LIST_ITEM:
        while earlier and earlier[-1].block.kind is BlockKind.LIST_ITEM:
            earlier = earlier[:-1]
    if not earlier or earlier[-1].text[-1] != ":":
        return False
    folded = fold(sentences(earlier[-1].text)[-1])
    return SPEAKS.search(folded) is not None or round_named(b, folded) is not None


def _is_open(text: str) -> bool:
    """Return whether a quotation that begins in a text goes on behind it."""
    if ('"' in text and text.count('"') % 2) or ("“" in text and text.count("“") > text.count("”")):
        return True
    return "‘" in text and text.count("‘") > len(_CLOSES.findall(text))


def _means_the_body(b: Builder, subject: str, earlier: list[Line], before: str) -> bool:
    """Return whether a subject is the organisation of the page, by the sentences before it.

    `It` is what the sentence before is about, where that names nobody else; the first below a heading is the
    organisation. `The force` is another one only where the sentence before, or the heading, is about another one.
    """
    for sentence in _backwards(earlier, before):
        opened = opening_subject(sentence, b.names)
        if subject != PRONOUN:
            if opened is not None or (b.names.search(fold(sentence)) is not None and not _opens_otherwise(b, sentence)):
                return True
            return not (_named(b, sentence) or _OTHER_SERVICE.search(fold(sentence)))
        if _named(b, sentence) or ANOTHER.search(fold(sentence)):
            return False
        if opened != PRONOUN:
            return opened is not None and not any(map(_ACTS.search, _introduced(sentence, opened)))
    heading = _heading(earlier)
    return heading is None or not _named(b, heading.text)


def _means_the_thing(b: Builder, draft: Draft, stands: Before, absent: bool) -> bool:
    """Return whether a pronoun is what a draft judges, or the organisation, by the sentences before it.

    Below a heading of the text's own it is what that heading names.
    """
    for sentence in _backwards(*stands):
        if _named(b, sentence) or ANOTHER.search(fold(sentence)):
            return False
        if _is_of_it(b, draft, sentence):
            return True
        opened = opening_subject(sentence, b.names)
        if absent or opened != PRONOUN:
            return opened is not None and not absent
    heading = _heading(stands[0])
    return heading is None or _is_of_it(b, draft, heading.text)


_THING = re.compile(
    r"\b(?:an?|another|its|one|that|the|this) (?P<thing>(?:[\w'-]+ ){0,4}?[\w'-]+)"
    r"(?= (?:and|as|at|but|by|for|from|in|is|it|of|on|or|so|than|that|to|was|when|where|which|with)\b|[.,;:]|$)"
)
_NO_THING = frozenset({
    "public", "county", "country", "community", "police", "past", "future", "year", "time", "world",
    *BODY_NOUNS,
})  # fmt: skip
"""Nouns of which `it` behind them is none."""


_ACTS = re.compile(r"\b(?:centre|college|department|directorate|hub|panel|partnership|room|school|squad|team|unit)$")
"""Things of a force that act, so that they may be good at what it does."""


def _introduced(sentence: str, subject: str) -> list[str]:
    """Return the things that a sentence about the organisation names beside it, each one, which `it` behind it may mean."""
    _, _, rest = fold(sentence).partition(subject)
    found = [match["thing"] for match in _THING.finditer(rest)]
    return [
        thing
        for thing, head in ((thing, thing.rpartition(" ")[2]) for thing in found)
        if head not in _NO_THING and (not head.endswith("s") or head.endswith("ss"))
    ]


def may_mean_another(b: Builder, draft: Draft, said: Said, words: str) -> bool:
    """Return whether a pronoun of a sentence may mean something else that the force has: its training centre.

    `words` are those of the folded sentence that say whom or what it means.
    """
    if b.names.search(words) or _ITSELF.search(words) or _BODY.search(words) or not _SOMETHING.search(words):
        return False
    for sentence in _backwards(*(_before(b, said.section, said.line, said.sentence) or ([], ""))):
        opened = opening_subject(sentence, b.names)
        if opened is None or _is_of_it(b, draft, sentence):
            return False
        if _introduced(sentence, opened):
            return True
        if opened != PRONOUN:
            return False
    return False


def _is_of_it(b: Builder, draft: Draft, text: str) -> bool:
    """Return whether a text is about nothing but what a draft judges, and its inspection."""
    folded = fold(text)
    told = told_of(folded, b.names, b.kind)
    return _ITSELF.search(folded) is not None or speaks_of(told, draft.known, draft.question, _INSPECTED)


def _heading(earlier: list[Line]) -> Line | None:
    """Return the last heading of some lines."""
    for line in reversed(earlier):
        if line.block.kind is BlockKind.HEADING:
            return line
    return None


def _backwards(earlier: list[Line], before: str) -> Iterator[str]:
    """Yield the sentences before one, the nearest first, as far as the heading above it."""
    if before:
        yield from reversed(sentences(before.rstrip()))
    for line in reversed(earlier):
        if line.kind is not LineKind.PROSE or line.block.kind is BlockKind.HEADING:
            return
        yield from reversed(sentences(line.text))


def _opens_otherwise(b: Builder, sentence: str) -> bool:
    """Return whether a sentence has another organisation as its only subject, by its full name."""
    folded = fold(sentence).removeprefix("the ")
    return any(
        folded.startswith(name := fold(other.full_name)) and not folded.startswith((" and ", " & "), len(name))
        for other in _others(b, sentence)
    )


def _named(b: Builder, sentence: str) -> bool:
    """Return whether a sentence names an organisation that is not that of the page, in full."""
    return bool(_others(b, sentence))


def _others(b: Builder, sentence: str) -> list[Organisation]:
    """Return the organisations that a sentence names in full, but that of the page."""
    found = mentioned(b.kind, sentence) if b.kind is not None else []
    return [other for other in found if b.names.fullmatch(fold(other.full_name)) is None]
