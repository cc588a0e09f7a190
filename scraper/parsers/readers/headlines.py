"""Headline judgments: sentences of the form `The extent to which the force is efficient … is good`."""

from __future__ import annotations

from schemas.text import fold
from schemas.vocabulary import WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.grades import read_headline, sentences
from scraper.parsers.lines import Line, LineKind


def is_headline(line: Line) -> bool:
    """Return whether a line has the form of headline judgments."""
    return line.kind is LineKind.HEADLINE


def read_headlines(b: Builder, line: Line) -> None:
    """Read the judgments of a line, sentence by sentence; a sentence of another form is introduction."""
    b.claim("judgments", line)
    rest = [sentence for sentence in sentences(line.text) if not _read_headline(b, sentence, line)]
    if rest:
        b.introduction.append(" ".join(rest))


def _read_headline(b: Builder, sentence: str, line: Line) -> bool:
    headline = read_headline(sentence)
    if headline is None:
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
    draft.add(WitnessSource.HEADLINE, headline.stated, sentence, line.number)
    return True
