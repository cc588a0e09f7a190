"""A text parted by its own list of contents: the list says what the sections are, each stands once more as a heading."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.labels import Role
from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line
from scraper.parsers.listing import CONTENTS, is_chrome
from scraper.parsers.outline import Section

from .prose import set_aside


def is_aside(b: Builder, line: Line) -> bool:
    """Set aside a line that is boilerplate or of the page's menus; return whether it is."""
    if is_chrome(line):
        b.claim("boilerplate:menu", line)
        return True
    return set_aside(b, line)


def claim_contents(b: Builder, lines: list[Line], listed: list[Line]) -> None:
    """Set the list of contents aside: its heading and the lines that it lists."""
    heading = next((line for line in lines if CONTENTS.match(line.text)), None)
    b.claim("boilerplate:menu", *([heading] if heading else []), *listed)


def highest(lines: list[Line]) -> list[Line]:
    """Return the headings of the highest level that the lines have."""
    top = min((line.block.level for line in lines if line.block.level is not None), default=None)
    return [line for line in lines if top is not None and line.block.level == top]


def parted(lines: list[Line], names: dict[str, str]) -> Iterator[Section]:
    """Return what stands before the first section, then the sections; `names` has them by their folded headings."""
    section = Section(None, "Opening")
    for line in lines:
        name = names.get(fold(line.text))
        if name is not None:
            yield section
            section = Section(Role.TOPIC, name, line)
        else:
            section.body.append(line)
    yield section
