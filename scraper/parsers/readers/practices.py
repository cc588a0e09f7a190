"""Practices that are held up as examples: innovative ones and promising ones."""

from __future__ import annotations

from itertools import takewhile

from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, BlockKind, RecommendationKind
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .ask_rows import add_ask, joined
from .asking import FINDINGS_BEGIN, is_title, owned_by


def read_practices(b: Builder, section: Section, kind: RecommendationKind) -> list[Line]:
    """Read a practice: its title, a line break, its paragraph, one row; of a list each bullet is one."""
    body = [line for line in section.body if line.kind is LineKind.PROSE]
    if not body or FINDINGS_BEGIN.match(fold(body[0].text)):
        return section.body
    first = body[0]
    rest = section.body[section.body.index(first) + 1 :]
    text = first.text
    if is_title(first) and rest and rest[0].kind is LineKind.PROSE:
        text = f"{first.text}\n{rest[0].text}"
        b.claim("recommendations", rest[0])
        rest = rest[1:]
    add_ask(b, section, kind, first, text)
    while _is_of_list(section, first) and rest and rest[0].kind is LineKind.PROSE and _is_of_list(section, rest[0]):
        more = owned_by(rest[0], rest[1:])
        add_ask(b, section, kind, rest[0], joined(rest[0], more))
        b.claim("recommendations", *more)
        rest = rest[1 + len(more) :]
    return rest if _is_of_list(section, first) else _more(b, first, rest)


def _more(b: Builder, first: Line, rest: list[Line]) -> list[Line]:
    """Add the paragraphs behind the practice that a line begins to it where the sentence that begins the findings follows them; else tell them.

    Returns the lines that follow it.
    """
    plain = list(takewhile(_is_text, rest))
    practice, below = b.recommendations[-1], rest[len(plain) :]
    if not plain or practice.block != first.number:  # printed again
        return rest
    if below and FINDINGS_BEGIN.match(fold(below[0].text)):
        text = "\n".join([practice.text, *(line.text for line in plain)])
        b.recommendations[-1] = practice.model_copy(update={"text": text})
        b.claim("recommendations", *plain)
        return below
    message = f"Nothing says whether “{plain[0].text[:60]}” is of the practice above it; it is not read as that."
    b.flag("section_missing", message, plain[0].number)
    return rest


def _is_text(line: Line) -> bool:
    """Return whether a line may be more of what a practice says: text that does not begin the findings."""
    plain = line.kind is LineKind.PROSE and line.block.kind not in HEADING_KINDS
    return plain and FINDINGS_BEGIN.match(fold(line.text)) is None


def _is_of_list(section: Section, line: Line) -> bool:
    """Return whether a line is a bullet of a list below the label; copies make one list of a whole page."""
    above = section.heading.block.path if section.heading is not None else ""
    return line.block.kind is BlockKind.LIST_ITEM and line.block.path.rpartition("/")[0] != above.rpartition("/")[0]
