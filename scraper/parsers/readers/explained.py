"""Grade words below the name of what is judged that are no grade of it: quoted, or counted or explained by what stands with them."""

from __future__ import annotations

import re

from schemas.vocabulary import BlockKind
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .counted import is_bare_number, is_count
from .grid import are_of_one_row

_ELSEWHERE = frozenset({BlockKind.QUOTE, BlockKind.TABLE_CELL, BlockKind.TERM})
"""Kinds of blocks whose words may be of something else."""
_ENTRY = re.compile(r".*/(?=d[dt]\[)")
"""The list of terms in which a block stands, in its path."""


_LONGEST = 50  # characters of a count


def without_explained(sections: list[Section]) -> None:
    """Take the grade lines out of the heads of sections that are quoted, or that begin a row or an entry about the grade.

    `Good` beside `3 forces` counts grades, `Good` above `The force does what it should` says what one means: as an entry, or
    as the heading of a text where others of its kind are graded by a line. A count right below a grade counts it whatever
    their tags, a number alone does beside it in a row or an entry, and where no question is below. They stay unread.
    """
    pairs = zip(sections, [*sections[1:], None], strict=True)
    badge = LineKind.BADGE
    badges = [(each, below, line) for each, below in pairs for line in each.head if line.kind is badge]
    lined = {each.role for each, _, line in badges if line.block.level is None}
    for section, below, line in badges:
        if line.block.level is not None and section.body and line.stated is not None and line.stated.grade is not None:
            aside = section.role in lined or any(map(_is_lined_badge, section.stray))
        else:
            aside = line.block.kind in _ELSEWHERE and _is_explained(section, line)
        near = [*section.body[:1], *section.stray, *(below.head[:1] if below is not None else [])]
        short = [each for each in near if each.text[_LONGEST:] == "" and each.block.number == line.block.number + 1]
        if aside or (short and _counts(line, short[0], below)):
            section.head.remove(line)
            section.stray.append(line)


def _is_lined_badge(line: Line) -> bool:
    return line.kind is LineKind.BADGE and line.block.level is None


def _counts(line: Line, below: Line, following: Section | None) -> bool:
    """Return whether the line right below a grade says of how many it is; a number may be that of the question that follows."""
    if line.stated is None or line.stated.grade is None:
        return False
    if is_bare_number(below.text):
        own, other = _ENTRY.match(line.block.path), _ENTRY.match(below.block.path)
        is_entry = own is not None and other is not None and own[0] == other[0]
        return is_entry or are_of_one_row(line, below) or following is None or below not in following.head
    return is_count(below.text)


def _is_explained(section: Section, line: Line) -> bool:
    """Return whether a grade line is quoted, or whether what its row or its entry goes on with says something of it."""
    if line.block.kind is BlockKind.QUOTE:
        return True
    if line.block.kind is BlockKind.TERM:
        entries, heading = line.block.path.rpartition("/")[0], section.heading
        if heading is not None and heading.block.path.startswith(f"{entries}/"):
            return False  # the whole page is such a list, its headings terms
        return any(each.block.path.startswith(f"{entries}/dd[") for each in section.body)
    row = [each for each in section.lines() if are_of_one_row(line, each)]  # none where a cell has lost its row
    return min((each.number for each in row), default=None) == line.number and any(each in section.body for each in row)
