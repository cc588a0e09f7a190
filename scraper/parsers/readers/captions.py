"""What stands in for a picture is no badge where the picture's caption says that it shows something else."""

from __future__ import annotations

import re
from itertools import takewhile

from schemas.text import fold
from schemas.vocabulary import BlockKind, Round
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.subject import may_judge

from .grid import figure_of
from .states import NOW, States

_WORDED = re.compile(
    r"(?:chart|diagram|figure|fig|graph|image|infographic|map|photo|photograph|picture)\b(?:[.]? \d| ?:| by | of )|(?:credit|source):",
    re.I,
)
"""How the caption of a picture begins, wherever it stands beside it."""
_MOST = 3  # lines of a box in which a picture, its caption and whose picture it is may stand
_LONGEST = 120  # characters of a caption
_OF_GRADES = re.compile(r"\b(?:grad(?:e|ed|ing)|judge?ment|judged|rat(?:ed|ing))\b")
_BY_OTHERS = re.compile(r"\b(?:people|public|residents|respondents|victims|staff|officers|surveys?|they)\b")
"""What a caption has whose grade others gave: `How people rated the force`."""


def without_captioned(b: Builder, lines: list[Line], *, alone: bool = False) -> None:
    """Set aside the grade words in a figure whose caption is of something else, or of another state, and tell them.

    A chart may be called `Good`, and so may a photograph of what was good. A caption that names the grade, the thing that
    is graded or the organisation is that of a badge. On a page of one body `alone` a grade that begins the box of another is of that.
    """
    if b.round is None:
        return
    for place, line in enumerate(lines):
        if line.stated is not None:
            caption = _caption(lines, place) or (_beside(lines, place) if line.block.drawn else None)
            if caption is not None and not _is_of_badge(b, States(b.round, b.names), caption):
                _set_aside(b, line, "picture", f"stands for a picture whose caption is “{caption.text[:80]}”")
            elif alone and line.kind is LineKind.BADGE and line.block.kind is not BlockKind.TABLE_CELL:
                whose = _whose_card(b, b.round, lines, place)
                if whose is not None:
                    _set_aside(b, line, "card", f"stands in a box with “{whose.text[:80]}”")


def _set_aside(b: Builder, line: Line, rule: str, where: str) -> None:
    line.kind, line.rule, line.stated, line.earlier = LineKind.BOILERPLATE, rule, None, None
    line.text, line.label, line.pillar, line.question = line.block.text, None, None, None
    b.flag("grade_unreadable", f"“{line.text}” {where}, and is no grade of the page's own.", line.number)


def _whose_card(b: Builder, round_: Round, lines: list[Line], place: int) -> Line | None:
    """Return the line of a small box that names another body, where a grade begins the box: it is the grade of that.

    Where the name stands above, it heads what stands below it (`others.py`).
    """
    own, above, below = lines[place].block, lines[place - 1].block, lines[place + 1 : place + 2]
    if not below or below[0].text[_LONGEST:]:
        return None
    box = own.path[: own.path.rfind("/") + 1]
    begins = above.number > own.number or not above.path.startswith(box)
    if not begins or not below[0].block.path.startswith(box):
        return None
    near = [line for line in lines[max(0, place - _MOST) : place + 1 + _MOST] if line.block.path.startswith(box)]
    if near[_MOST:] or any(line.block.number < own.number for line in near):
        return None
    states = States(round_, b.names)
    return next((line for line in near if line.stated is None and states.of_name(line.text) == (None,)), None)


def _caption(lines: list[Line], place: int) -> Line | None:
    """Return the other line of the figure in which a line stands, None where it has none; the cells of a table are no captions of others."""
    own = figure_of(lines[place])
    if own is None or lines[place].block.kind is BlockKind.TABLE_CELL:
        return None
    near = (*lines[place + 1 : place + 3], *lines[max(0, place - 2) : place])
    return next((line for line in near if line.block.path.startswith(own) and line.stated is None), None)


def _beside(lines: list[Line], place: int) -> Line | None:
    """Return the caption of a picture outside of any figure: by its words, or what alone stands below it in a box of its own."""
    below = lines[place + 1 : place + 2]
    near = (*below, *lines[max(0, place - 1) : place])
    worded = next((line for line in near if _WORDED.match(line.text)), None)
    if worded is not None or not below:
        return worded
    box = _around(lines[place].block.path, below[0].block.path)
    boxed = lines[max(0, place - _MOST) : place + 1 + _MOST]
    others = [line for line in boxed if f"{line.block.path}/".startswith(box) and line is not lines[place]]
    return below[0] if 0 < len(others) < _MOST and all(map(_may_be_caption, others)) else None


def _around(path: str, other: str) -> str:
    """Return the path of the box in which two blocks stand, the innermost."""
    pairs = zip(f"{path}/".split("/"), f"{other}/".split("/"), strict=False)
    return "".join([f"{one}/" for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)])


def _may_be_caption(line: Line) -> bool:
    """Return whether a line may be what stands below a picture: short words that state no grade and head nothing."""
    plain = line.kind is LineKind.PROSE and line.block.kind is BlockKind.PARAGRAPH
    return plain and len(line.text) <= _LONGEST and not may_judge(line.text.lower())


def _is_of_badge(b: Builder, states: States, caption: Line) -> bool:
    """Return whether a caption says of a badge what it is: a grade of now, of the thing graded, or of the organisation."""
    folded = fold(caption.text)
    told = states.of_lead(caption, heads=True)
    if any(state != NOW for state in told):
        return False
    if caption.label is not None or (_OF_GRADES.search(folded) and _BY_OTHERS.search(folded) is None):
        return True
    return b.names.fullmatch(folded) is not None or b.asked(caption.text) is not None
