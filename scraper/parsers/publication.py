"""A text publication about all forces or services: a national report in sections of its own. It gives no grade.

Sample: …/publication-html/{title}/. Title, `Published on: D Month YYYY`, `Contents` with links into the page, `Print
this document`, sections (LAYOUTS-2018-2025, 7). The date can be that of a later publication. Grades that it counts or
quotes are findings. Its list of contents says what its sections are: each stands once more in the text, as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemas.labels import Role
from schemas.record import Report
from schemas.text import fold

from .builder import Builder
from .lines import Line
from .other_reports import PUBLISHED
from .outline import Outline, Section
from .prose import set_aside
from .repeats import without_repeats

_CONTENTS = re.compile(r"^contents:?$", re.I)


def parse(b: Builder, outline: Outline) -> None:
    """Read the report's date, its opening text and its sections into the builder."""
    lines = outline.preamble.body
    published = next((line for line in lines if PUBLISHED.match(line.text)), None)
    _report(b, published)
    listed, lines = _contents(b, [line for line in lines if line is not published])
    lines = [line for line in lines if not _aside(b, line)]
    for line in lines:
        line.text = line.block.text  # the whole line: no question's number or badge is parted from it here
    if not listed:
        b.flag("section_missing", "The list of contents is not on the page; its sections are the highest headings.")
    opening, *sections = _parted(lines, {fold(line.text): line.text for line in listed or _highest(lines)})
    for line in opening.body:
        b.claim("introduction", line)
        b.introduction.append(line.text)
    for section in without_repeats(b, sections):
        _read(b, section)
    _check(b, listed, sections)


def _aside(b: Builder, line: Line) -> bool:
    if _is_chrome(line):
        b.claim("boilerplate:menu", line)
        return True
    return set_aside(b, line)


def _is_chrome(line: Line) -> bool:
    return line.label is not None and line.label.role is Role.CHROME


def _report(b: Builder, published: Line | None) -> None:
    """Add the publication itself to the reports, with the day that is printed under its title."""
    number, text = (published.number, PUBLISHED.sub(r"\1", published.text)) if published else (1, None)
    if published is None:
        b.flag("section_missing", "The publication does not say when it was published.")
    else:
        b.claim("reports", published)
    if b.page.title is None:
        return
    b.reports.append(
        Report(
            title=b.page.title,
            summary=None,
            report=None,
            url=b.page.url,
            published=b.day(text, number),
            published_text=text,
            block=number,
        )
    )


def _contents(b: Builder, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part the lines of the list of contents from the others; where a copy lost its links, they come again below."""
    start = next((place for place, line in enumerate(lines) if _CONTENTS.match(line.text)), None)
    if start is None:
        return [], lines
    last = {fold(line.text): place for place, line in enumerate(lines)}
    end = start + 1
    while end < len(lines) and _is_listed(lines[end], last[fold(lines[end].text)] > end):
        end += 1
    b.claim("boilerplate:menu", *lines[start:end])
    return lines[start + 1 : end], [*lines[:start], *lines[end:]]


def _is_listed(line: Line, comes_again: bool) -> bool:
    block = line.block
    if _is_chrome(line):
        return False
    return block.links[0][1].startswith("#") if block.linked else comes_again


def _highest(lines: list[Line]) -> list[Line]:
    top = min((line.block.level for line in lines if line.block.level is not None), default=None)
    return [line for line in lines if top is not None and line.block.level == top]


def _parted(lines: list[Line], names: dict[str, str]) -> Iterator[Section]:
    """Give what stands before the first section, then the sections; `names` has them by their folded headings."""
    section = Section(None, "Publication")
    for line in lines:
        name = names.get(fold(line.text))
        if name is not None:
            yield section
            section = Section(Role.TOPIC, name, line)
        else:
            section.body.append(line)
    yield section


def _read(b: Builder, section: Section) -> None:
    if section.heading is not None:
        b.claim("findings", section.heading)
    for line in section.body:
        b.finding(section, line)


def _check(b: Builder, listed: list[Line], sections: list[Section]) -> None:
    """Flag sections that only the list of contents has, and headings as high as the sections' that it has not."""
    found = {fold(section.text) for section in sections}
    for line in listed:
        if fold(line.text) not in found:
            b.flag(
                "section_missing", f"The section “{line.text}” of the list of contents is not on the page.", line.number
            )
    levels = {section.level for section in sections if section.level is not None}
    for line in (line for section in sections for line in section.body):
        level = line.block.level
        if level is not None and levels and level <= max(levels):
            b.flag(
                "unknown_heading", f"“{line.text}” looks like a section that the list of contents lacks.", line.number
            )
