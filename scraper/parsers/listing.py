"""The list of contents of a text: a second witness of what its sections are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.labels import Role
from schemas.text import fold

from .lines import Line, LineKind

CONTENTS = re.compile(r"^(?:(?:table of |page )?contents|contents of this page|on this page):?$", re.I)
"""The heading of the list."""


_NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]? +(?=[a-z])")


def listed_as(text: str) -> str:
    """Return a heading as a list of contents and the text share it: folded, without the number that one of them may have."""
    folded = fold(text)
    return _NUMBERED.sub("", folded, count=1) if folded[:1].isdigit() else folded


def is_chrome(line: Line) -> bool:
    """Return whether a line is the label of something that is not the page's own."""
    return line.label is not None and line.label.role is Role.CHROME


def part_contents(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that a list of contents lists, and all lines but that list; none and all without one.

    Where a copy lost the list's links, its lines are those that come again below.
    """
    start = next((place for place, line in enumerate(lines) if CONTENTS.match(line.text)), None)
    if start is None:
        return [], lines
    last = {listed_as(line.text): place for place, line in enumerate(lines)}
    end = start + 1
    items = _list_of_links(lines, start)
    while end < len(lines) and (end < items or _is_listed(lines[end], last[listed_as(lines[end].text)] > end)):
        end += 1
    return lines[start + 1 : end], [*lines[:start], *lines[end:]]


def _list_of_links(lines: list[Line], heading: int) -> int:
    """Return where the list right below the heading of a list of contents ends, one of whose items leads to a part of the page.

    What else is an item of it is listed too, and heads nothing: a grade, an area with its grade.
    """
    end = heading + 1
    box, item, _ = lines[end].block.path.rpartition("/li[") if end < len(lines) else ("", "", "")
    within = f"{box}/li["
    if not item or lines[heading].block.path.startswith(within):
        return end
    leads = False
    while end < len(lines) and (block := lines[end].block).path.startswith(within):
        leads = leads or (block.linked and block.links[0][1].startswith("#"))
        end += 1
    return end if leads else 0


def _is_listed(line: Line, comes_again: bool) -> bool:
    block = line.block
    if is_chrome(line):
        return False
    return block.links[0][1].startswith("#") if block.linked else comes_again


PRINT = re.compile(r"^print this document$", re.I)
"""The line beside the list that leads to the printer."""
CONTENTS_RULE = "contents"
"""The rule by which a list of contents is set aside, and what is printed beside it."""


def is_furniture(line: Line) -> bool:
    """Return whether a line is what stands beside a list of contents: its heading, the way to print."""
    return bool(CONTENTS.match(line.text) or PRINT.match(line.text))


def set_contents_aside(lines: list[Line]) -> frozenset[str]:
    """Make the list of contents boilerplate, its heading and what is printed beside it too; return what it lists, folded.

    What follows the list is the page's own, whether or not it has a heading.
    """
    listed, _ = part_contents(lines)
    aside = {line.number for line in listed}
    names = frozenset(listed_as(line.text) for line in listed)
    for line in lines:
        if line.number in aside or is_furniture(line):
            line.kind, line.label, line.rule = LineKind.BOILERPLATE, None, CONTENTS_RULE
    return names


def only_listed(listed: list[Line], lines: Iterable[Line]) -> list[Line]:
    """Return the lines of a list of contents that come again nowhere among the other lines."""
    found = {listed_as(line.block.text) for line in lines}
    return [line for line in listed if listed_as(line.block.text) not in found]
