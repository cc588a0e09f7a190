"""Practices that are held up as examples: innovative ones and promising ones."""

from __future__ import annotations

from schemas.text import fold
from schemas.vocabulary import BlockKind, RecommendationKind
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
    return rest


def _is_of_list(section: Section, line: Line) -> bool:
    """Return whether a line is a bullet of a list below the label; copies make one list of a whole page."""
    above = section.heading.block.path if section.heading is not None else ""
    return line.block.kind is BlockKind.LIST_ITEM and line.block.path.rpartition("/")[0] != above.rpartition("/")[0]
