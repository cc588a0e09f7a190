"""What is asked for below the name of a body that has no part of its own in a report of several: it is asked of that body.

In a report of a region a name heads its part where it stands as high as the others. One that stands deeper, or that is of
another kind of body, heads what is told of that body, down to the next heading as high that asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.labels import ASKS
from schemas.text import fold
from schemas.vocabulary import BlockKind, OrganisationKind, Round
from scraper.catalogue.organisations import Organisation, find_organisation
from scraper.parsers.builder import Builder
from scraper.parsers.by_forces import UNIT
from scraper.parsers.grades import split_badge
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section

from .noted import LONGEST_NAME
from .others import UNTAGGED, close_asks
from .states import States

_LISTED = frozenset({BlockKind.TABLE_CELL, BlockKind.LIST_ITEM, BlockKind.FIGURE})


def close_asks_of_others(b: Builder, round_: Round, sections: list[Section], region: Organisation | None) -> None:
    """Take from what is asked in a report what stands below another body's name than that of the part, and tell it."""
    states = States(round_)
    owner, name, asked = region, None, list[Section]()
    for section in sections:
        if name is not None and _ends(section, name):
            _close(b, name, asked)
            name, asked = None, []
        if section.heading is not None and section.heading.names_whose:
            owner = find_organisation(OrganisationKind.POLICE, _bare(section.heading.text)) or region
        if name is not None and section.role in ASKS:
            asked.append(section)
        for line in _names(states, section, owner):
            _close(b, name, asked)
            name, asked = line, []
        if name is not None and section.role not in ASKS and _asks_below(b, section, name):
            asked.append(section)
    _close(b, name, asked)


def _close(b: Builder, name: Line | None, asked: list[Section]) -> None:
    if name is not None and asked:
        close_asks(b, name.text, name.number, asked)


def _asks_below(b: Builder, section: Section, name: Line) -> bool:
    """Return whether the text of a section may ask for something below a name."""
    return any(line.number > name.number and line.number in b.may_ask for line in section.body)


def _ends(section: Section, name: Line) -> bool:
    """Return whether a section is no longer told of the body whose name stands above it."""
    if section.heading is None or section.heading.names_whose:
        return True
    level, own = section.level or UNTAGGED, name.block.level or UNTAGGED
    if section.role in ASKS:
        return level < own != UNTAGGED
    return level <= own


def _names(states: States, section: Section, owner: Organisation | None) -> Iterator[Line]:
    """Yield the lines of a section that are the name of another body than the one whose part it is, and head no part."""
    for line in section.lines():
        short = line.text[LONGEST_NAME:] == "" and line.text[-1] not in ".;?!"
        if short and not line.names_whose and not line.block.linked and line.block.kind not in _LISTED:
            found = _body(line.text)
            if found is not None:
                is_other = found is not owner
            else:
                is_other = UNIT.search(fold(line.text)) is None and states.of_name(line.text) == (None,)
            if is_other:
                yield line


def _body(text: str) -> Organisation | None:
    """Return the organisation of any kind that a line names and says nothing else."""
    bare = _bare(text).rstrip(":")
    return next((found for kind in OrganisationKind if (found := find_organisation(kind, bare)) is not None), None)


def _bare(text: str) -> str:
    split = split_badge(text)
    return split[0] if split is not None else text
