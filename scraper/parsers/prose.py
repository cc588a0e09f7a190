"""What all sections of prose share: their heading is claimed, furniture is set aside, rows are given in order."""

from __future__ import annotations

from schemas.labels import suggest_label
from schemas.text import fold
from schemas.vocabulary import BlockKind

from .builder import Builder
from .lines import Is, Line
from .outline import Section

_ASIDE = frozenset({Is.BOILERPLATE, Is.VIEW})


def read_rows(b: Builder, section: Section, field: str) -> list[Line]:
    """Give the lines of a section that are rows of `field`; set furniture aside, leave strays unread."""
    if section.heading is not None:
        b.claim(field, section.heading)
    rows = []
    for line in section.body:
        if line.what in _ASIDE:
            set_aside(b, line)
        else:
            _suggest(b, line)
            rows.append(line)
    return rows


def set_aside(b: Builder, line: Line) -> None:
    """Claim a line that is furniture of the page: a link to another page, or a named rule of boilerplate."""
    if line.what is Is.VIEW:
        b.claim("links" if line.block.links else "boilerplate:view_link", line)
    else:
        b.claim(f"boilerplate:{line.rule}", line)


def _suggest(b: Builder, line: Line) -> None:
    """Flag a short heading that looks like a known label with a slip of the pen."""
    if line.block.kind is BlockKind.HEADING or (len(line.text) < 45 and not line.text.endswith((".", ";", ":"))):
        label = suggest_label(line.text)
        if label is not None and fold(label) != fold(line.text):
            b.flag(
                "label_misspelt",
                f"“{line.text}” is no known label; did the page mean “{label}”?",
                line.number,
            )
