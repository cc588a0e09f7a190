"""What all sections of prose share: their heading is claimed, furniture is set aside, rows are given in order."""

from __future__ import annotations

from schemas.labels import Role, suggest_label
from schemas.text import fold
from schemas.vocabulary import BlockKind, PageType

from .builder import Builder
from .lines import Is, Line
from .outline import Section

_HEADINGS = frozenset({BlockKind.HEADING, BlockKind.TERM})
_BOXES = frozenset({BlockKind.PARAGRAPH, BlockKind.TABLE_CELL, *_HEADINGS})
_ASIDE = frozenset({Is.BOILERPLATE, Is.VIEW})


def read_rows(b: Builder, section: Section, field: str) -> list[Line]:
    """Give the lines of a section that are rows of `field`; set furniture aside, leave strays unread."""
    if section.heading is not None:
        b.claim(field, section.heading)
    rows = []
    for line in section.body:
        if not set_aside(b, line):
            suggest(b, line)
            rows.append(line)
    _check_headings(b, section, rows)
    return rows


def _check_headings(b: Builder, section: Section, rows: list[Line]) -> None:
    """Flag a row that looks like the heading of a section nobody knows: too high, or with nothing below it."""
    own = section.level
    for place, line in enumerate(rows):
        if line.what is Is.PROSE:
            level, heads = line.block.level, line.block.kind in _HEADINGS
            high = level is not None and own is not None and level <= own
            # Sub-headings stand under questions and areas, and in a report's standing text; nowhere else.
            strange = section.question_key is None and not (
                b.page.type is PageType.REPORT and section.role is Role.FINDINGS
            )
            if (heads and (high or strange or place == len(rows) - 1)) or (not heads and is_fragment(line)):
                b.flag(
                    "unknown_heading",
                    f"“{line.text}” in “{section.text}” looks like a section of its own.",
                    line.number,
                )


def is_fragment(line: Line) -> bool:
    """Say whether a line is a few words without a stop: no prose, perhaps the heading of a section nobody knows."""
    text = line.text
    whole = line.block.kind in _BOXES and len(text) < 60 and text[0].isupper()
    return whole and not text.endswith((".", ":", ";", "!", "?", "”", ")", ",", " and"))


def set_aside(b: Builder, line: Line) -> bool:
    """Claim a line that is furniture of the page, and say whether it is: a link to another page, or a named rule."""
    if line.what not in _ASIDE:
        return False
    if line.what is Is.VIEW:
        b.claim("links" if line.block.links else "boilerplate:view_link", line)
    else:
        b.claim(f"boilerplate:{line.rule}", line)
    return True


def suggest(b: Builder, line: Line) -> None:
    """Flag a short heading that looks like a known label with a slip of the pen."""
    if line.block.kind is BlockKind.HEADING or (len(line.text) < 45 and not line.text.endswith((".", ";", ":"))):
        label = suggest_label(line.text)
        if label is not None and fold(label) != fold(line.text):
            b.flag(
                "label_misspelt",
                f"“{line.text}” is no known label; did the page mean “{label}”?",
                line.number,
            )
