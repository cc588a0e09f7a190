"""Lines that lead from one part to the one before it or behind it, and print its grade: `Next: Managing offenders – Good`."""

from __future__ import annotations

import re

from schemas.labels import find_label
from scraper.parsers.builder import Builder

from .grades import split_badge
from .lines import Line, LineKind

_STARTS = frozenset(
    word[:4] for each in ("previous", "next", "back", "continue") for word in (each, each.capitalize(), each.upper())
)
PAGER = re.compile(r"\W*(?:previous|next)(?: (?:area|chapter|page|part|question|report|section))?\W*")
"""What leads from one part to another, above the name of that and what it says of it."""
BEGIN_PAGERS = ("next", "prev")
_PART = re.compile(r"\b(?:area|chapter|page|part|question|section)\b")
PAGER_RULE = "pager"
"""The rule of such lines."""
_ARROWS = frozenset("←→‹›«»<>⟵⟶◀▶")
_LEADS = re.compile(
    r"\W*(?:(?P<word>previous|next|back to|continue to)\b(?: (?:area|chapter|page|part|pillar|question|report|section)\b)?"
    r"(?P<sign>\s*[:|»›→>–—-]+)?\s*|[←→‹›«»<>⟵⟶◀▶]+\s*)(?P<name>.+)",
    re.I,
)


def with_pagers_aside(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines, of which those are links to other parts that name one before them or behind them with its grade; tell those that are no links.

    `Previous: Good` names nothing, and is of an earlier round; `Previous: Managing offenders – Good` is of another part.
    """
    graded = b.graded
    for line in lines:
        text = line.block.text
        if line.block.number in graded and (text[:4] in _STARTS or text[0] in _ARROWS) and _leads_on(b, line):
            line.kind, line.text, line.label, line.pillar, line.question = LineKind.VIEW, text, None, None, None
            line.stated, line.earlier, line.rule = None, None, PAGER_RULE
            if not line.block.linked:
                told = f"“{text[:120]}” leads to another part, or is of an earlier round; no grade was read from it."
                b.flag("grade_unreadable", told, line.block.number)
    return lines


def names_pager(line: Line, folded: str) -> bool:
    """Return whether a line is the name of a link to another part; `Previous` as a heading, or with a colon, is of an earlier state."""
    if PAGER.fullmatch(folded) is None:
        return False
    return "next" in folded or _PART.search(folded) is not None or not (line.block.level or line.text.endswith(":"))


def _leads_on(b: Builder, line: Line) -> bool:
    """Return whether a line leads to what it names, with the grade behind the name."""
    match = _LEADS.fullmatch(line.block.text)
    split = split_badge(match["name"].rstrip(" →›»>⟶▶")) if match is not None else None
    if match is None or split is None or (match["word"] and not match["sign"] and not line.block.linked):
        return False
    name = split[0].strip(" :–—-|(")
    label = find_label(name)
    return b.asked(name) is not None or (label is not None and label.pillar is not None)
