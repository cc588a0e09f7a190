"""Grade words below the name of what is judged that are no grade of it: quoted, or counted or explained by what stands with them."""

from __future__ import annotations

from schemas.vocabulary import BlockKind
from scraper.parsers.lines import Line, LineKind
from scraper.parsers.outline import Section

from .grid import are_of_one_row

_ELSEWHERE = frozenset({BlockKind.QUOTE, BlockKind.TABLE_CELL, BlockKind.TERM})
"""Kinds of blocks whose words may be of something else."""


def without_explained(sections: list[Section]) -> None:
    """Take the grade lines out of the heads of sections that are quoted, or that begin a row or an entry about the grade.

    `Good` beside `3 forces` counts grades, `Good` above `The force does what it should` says what one means: as an entry, or
    as the heading of a text where others of its kind are graded by a line. They stay unread.
    """
    badges = [(each, line) for each in sections for line in each.head if line.kind is LineKind.BADGE]
    lined = {each.role for each, line in badges if line.block.level is None}
    for section, line in badges:
        if line.block.level is not None and section.body and line.stated is not None and line.stated.grade is not None:
            aside = section.role in lined or any(map(_is_lined_badge, section.stray))
        else:
            aside = line.block.kind in _ELSEWHERE and _is_explained(section, line)
        if aside:
            section.head.remove(line)
            section.stray.append(line)


def _is_lined_badge(line: Line) -> bool:
    return line.kind is LineKind.BADGE and line.block.level is None


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
