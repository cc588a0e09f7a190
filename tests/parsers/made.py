"""Blocks, lines and sections written for a test, each as a page would give it.

A line is written as text with a mark in front: `## ` for a heading of level 2, `* ` for a list item, `: ` for a term,
`| ` for a cell of a table in a row of its own, `> ` for a quote, `! ` for the words of a figure; no mark for a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from schemas.extraction import Page
from schemas.labels import Role
from schemas.page_types import PageType
from schemas.vocabulary import BlockKind, OrganisationKind, Pillar, Round, find_round
from scraper.document.blocks import RawBlock
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line, LineKind, Reader
from scraper.parsers.outline import Outline, Section

MARKS = {
    "*": BlockKind.LIST_ITEM,
    ":": BlockKind.TERM,
    "|": BlockKind.TABLE_CELL,
    ">": BlockKind.QUOTE,
    "!": BlockKind.FIGURE,
}
_MARK = re.compile(r"(#{1,6}|[*:|>!]) ")
_numbers = count(1)


def round_of(kind: str, round_id: str) -> Round:
    """Return a round; fails the test where there is none."""
    found = find_round(kind, round_id)
    assert found is not None
    return found


R2014, R2016 = round_of("police", "2014"), round_of("police", "2016")
R2023 = round_of("police", "2023-25")
FIRE = round_of("fire", "2018-19")


def block(
    marked: str, number: int | None = None, path: str | None = None, links: Iterable[tuple[str, str]] = ()
) -> RawBlock:
    """Return a block, numbered on from the last one; all its text is a link where a link has its text."""
    mark = _MARK.match(marked)
    text = marked[mark.end() :] if mark else marked
    sign = mark[1] if mark else ""
    level = len(sign) if sign.startswith("#") else None
    kind = BlockKind.HEADING if level else MARKS.get(sign, BlockKind.PARAGRAPH)
    number = number or next(_numbers)
    links = list(links)
    linked = [link_text for link_text, _ in links] == [text]
    return RawBlock(number, kind, level, text, path or f"main/table[{number}]/tr[1]/td[1]", links, linked)


def reader(round_: Round | None = R2016, named: bool = False, graded: bool = False) -> Reader:
    """Return a reader of pages about a force of this name."""
    return Reader(round_.kind if round_ else None, round_, "Staffordshire", named, graded)


def line(marked: str, round_: Round | None = R2016, path: str | None = None) -> Line:
    """Return the line of a block, read as on a page on which names may head what they name."""
    return reader(round_, named=True, graded=True).read(block(marked, path=path))


def lines(*marked: str, round_: Round | None = R2016) -> list[Line]:
    """Return the lines of a page."""
    return [line(each, round_) for each in marked]


def section(
    role: Role | None = None, heading: str | None = None, *body: str,
    pillar: Pillar | None = None, question: str | None = None, head: Iterable[str] = (), round_: Round | None = R2016,
) -> Section:  # fmt: skip
    """Return a section with a heading, the lines of its head and those of its body."""
    top = line(heading, round_) if heading else None
    name = top.text if top else "Judgments"
    return Section(
        role, name, top, pillar, question, head=lines(*head, round_=round_), body=lines(*body, round_=round_)
    )  # fmt: skip


def outline(*sections: Section) -> Outline:
    """Return the outline of a page that has these sections after an empty preamble."""
    return Outline([section(), *sections])


def texts(found: Iterable[Line]) -> list[str]:
    """Return the texts of some lines."""
    return [each.text for each in found]


def kinds(found: Iterable[Line]) -> list[LineKind]:
    """Return the kinds of some lines."""
    return [each.kind for each in found]


def builder(
    *blocks: RawBlock, round_: Round | None = R2016, pillar: Pillar | None = None, url: str | None = None
) -> Builder:
    """Return the builder of a page that has these blocks."""
    page = Page(
        type=PageType.ASSESSMENT, assessment=None, organisation=None, round=round_.id if round_ else None,
        pillar=pillar, title=None, url=url,
    )  # fmt: skip
    kind: OrganisationKind | None = round_.kind if round_ else None
    return Builder(page, list(blocks), re.compile("staffordshire"), kind, round_)
