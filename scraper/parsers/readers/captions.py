"""What stands in for a picture is no badge where the picture's caption says that it shows something else."""

from __future__ import annotations

import re

from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind

from .grid import figure_of
from .states import NOW, States

_OF_GRADES = re.compile(r"\b(?:grad(?:e|ed|ing)|judge?ment|judged|rat(?:ed|ing))\b")


def without_captioned(b: Builder, lines: list[Line]) -> None:
    """Set aside the grade words in a figure whose caption is of something else, or of another state, and tell them.

    A chart may be called `Good`, and so may a photograph of what was good. A caption that names the grade, the thing that
    is graded or the organisation is that of a badge.
    """
    if b.round is None:
        return
    for place, line in enumerate(lines):
        if line.kind is LineKind.BADGE:
            caption = _caption(lines, place)
            if caption is not None and not _is_of_badge(b, States(b.round, b.names), caption):
                line.kind, line.rule, line.stated, line.earlier = LineKind.BOILERPLATE, "picture", None, None
                told = (
                    f"“{line.text}” stands for a picture whose caption is “{caption.text[:80]}”, and is no grade of it."
                )
                b.flag("grade_unreadable", told, line.number)


def _caption(lines: list[Line], place: int) -> Line | None:
    """Return the other line of the figure in which a line stands, None where it has none."""
    own = figure_of(lines[place])
    if own is None:
        return None
    near = (*lines[place + 1 : place + 3], *lines[max(0, place - 2) : place])
    return next((line for line in near if line.block.path.startswith(own) and line.stated is None), None)


def _is_of_badge(b: Builder, states: States, caption: Line) -> bool:
    """Return whether a caption says of a badge what it is: a grade of now, of the thing graded, or of the organisation."""
    folded = fold(caption.text)
    told = states.of_lead(caption, heads=True)
    if any(state != NOW for state in told):
        return False
    if caption.label is not None or _OF_GRADES.search(folded):
        return True
    return b.names.fullmatch(folded) is not None or b.asked(caption.text) is not None
