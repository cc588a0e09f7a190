"""Headline judgments: sentences of the form `The extent to which the force is efficient … is good`."""

from __future__ import annotations

from schemas.text import fold
from schemas.vocabulary import WitnessSource
from scraper.catalogue.organisations import mentioned
from scraper.parsers.builder import Builder
from scraper.parsers.grades import read_headline, sentences
from scraper.parsers.lines import Line, LineKind

from .rounds_named import round_named


def is_headline(line: Line) -> bool:
    """Return whether a line has the form of headline judgments."""
    return line.kind is LineKind.HEADLINE


def read_headlines(b: Builder, line: Line) -> None:
    """Read the judgments of a line, sentence by sentence; a sentence of another form is introduction."""
    said = sentences(line.text)
    rest = [sentence for sentence in said if not _read_headline(b, sentence, line)]
    b.claim("judgments" if len(rest) < len(said) else "introduction", line)
    if rest:
        b.introduction.append(" ".join(rest))


def _is_of_others(b: Builder, sentence: str) -> bool:
    """Return whether a headline judgment names an earlier round, or another organisation and not the page's own."""
    folded = fold(sentence)
    if ("20" in folded or "year" in folded) and round_named(b, folded) is not None:
        return True
    return names_another(b, sentence)


def names_another(b: Builder, sentence: str) -> bool:
    """Return whether a sentence names another organisation in full, and not the page's own."""
    if not ("Police" in sentence or "Constabulary" in sentence) or b.names.search(fold(sentence)):
        return False
    return b.kind is not None and bool(mentioned(b.kind, sentence))


def _read_headline(b: Builder, sentence: str, line: Line) -> bool:
    headline = read_headline(sentence)
    if headline is None:
        return False
    if _is_of_others(b, sentence):
        b.flag("headline_unread", f"“{sentence[:120]}” judges another round or organisation.", line.number)
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
