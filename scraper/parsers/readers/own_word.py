"""Whose word a sentence is, and of whom: a quotation is not the page's own, and a pronoun may mean another force."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.text import fold
from schemas.vocabulary import BlockKind
from scraper.catalogue.organisations import mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.grades import sentences
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section
from scraper.parsers.subject import COMMON, PRONOUN, opening_subject

from .history import ANOTHER, round_named

_SPEAKS = re.compile(
    r"\b(?:wrote|writes|said|says|told us|tells us|stated|states|reported|reports|commented|replied|explained|added)\b"
)
_CLOSES = re.compile(r"’(?!\w)")


def is_own_word(b: Builder, section: Section, line: Line, sentence: str, subject: str) -> bool:
    """Return whether a sentence of a line is the page's own, and its subject the organisation that the page is about.

    A quotation is not its own, nor is what a line such as `In 2014 we wrote:` leads in: the block below it, or the list.
    """
    if line.block.kind is BlockKind.QUOTE or "blockquote" in line.block.path:
        return False
    place = 0
    while section.body[place] is not line:
        place += 1
    earlier = section.body[:place]
    before = line.text[: line.text.index(sentence)]
    if _is_led_in(b, earlier, line) or (before and _is_open(before)):
        return False
    if "”" in sentence and sentence.count("”") > sentence.count("“"):  # it ends what began before
        return False
    return subject not in COMMON or _means_the_body(b, subject, earlier, before)


def _is_led_in(b: Builder, earlier: list[Line], line: Line) -> bool:
    """Return whether a line is what somebody says, or what was so in an earlier round, by the line before it or its list."""
    if line.block.kind is BlockKind.LIST_ITEM:
        while earlier and earlier[-1].block.kind is BlockKind.LIST_ITEM:
            earlier = earlier[:-1]
    if not earlier or earlier[-1].text[-1] != ":":
        return False
    folded = fold(sentences(earlier[-1].text)[-1])
    return _SPEAKS.search(folded) is not None or round_named(b, folded) is not None


def _is_open(text: str) -> bool:
    """Return whether a quotation that begins in a text goes on behind it."""
    if text.count('"') % 2 or text.count("“") > text.count("”"):
        return True
    return text.count("‘") > len(_CLOSES.findall(text))


def _means_the_body(b: Builder, subject: str, earlier: list[Line], before: str) -> bool:
    """Return whether a subject is the organisation of the page, by the sentences before it.

    `It` is what the sentence before is about, where that names nobody else; the first below a heading is the
    organisation. `The force` is another one only where the sentence before, or the heading, is about another one.
    """
    for sentence in _backwards(earlier, before):
        opened = opening_subject(sentence, b.names)
        if subject != PRONOUN:
            return opened is not None or b.names.search(fold(sentence)) is not None or not _named(b, sentence)
        if _named(b, sentence) or ANOTHER.search(fold(sentence)):
            return False
        if opened != PRONOUN:
            return opened is not None
    heading = next((line for line in reversed(earlier) if line.block.kind is BlockKind.HEADING), None)
    return heading is None or not _named(b, heading.text)


def _backwards(earlier: list[Line], before: str) -> Iterator[str]:
    """Yield the sentences before one, the nearest first, as far as the heading above it."""
    if before:
        yield from reversed(sentences(before.rstrip()))
    for line in reversed(earlier):
        if line.kind is not LineKind.PROSE or line.block.kind is BlockKind.HEADING:
            return
        yield from reversed(sentences(line.text))


def _named(b: Builder, sentence: str) -> bool:
    """Return whether a sentence names an organisation that is not that of the page, in full."""
    others = mentioned(b.kind, sentence) if b.kind is not None else []
    return any(b.names.fullmatch(fold(other.full_name)) is None for other in others)
