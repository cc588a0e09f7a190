"""The day that a page says it was published: the line below its title; further down such a line is of another report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from schemas.labels import Role, find_label
from schemas.vocabulary import BlockKind
from scraper.document.blocks import RawBlock

from .builder import Builder
from .dates import PUBLISHED, PUBLISHED_LABEL, read_date
from .lines import Line, LineKind
from .listing import CONTENTS

_HEAD = 30  # blocks in which the day of publication stands


class Published(NamedTuple):
    """A day of publication and the blocks that state it: the line, or its label and the day below."""

    day: dt.date
    blocks: tuple[RawBlock, ...]


def published_days(blocks: list[RawBlock], title: int) -> list[Published]:
    """Return what the head of a page says of when it was published, no more than once a day; `title` is the title's number.

    The head are the lines from the title to the first heading but those of the contents and of a letter's own head; a bullet of those is none of it.
    Where nothing stands there, it may stand above the title.
    """
    return list(_stated(_head(blocks[title : title + _HEAD]))) or list(_stated(blocks[: min(title, _HEAD)]))


def _head(blocks: list[RawBlock]) -> list[RawBlock]:
    found: list[RawBlock] = []
    listed = False
    for block in blocks:
        if CONTENTS.match(block.text):
            listed = True
        elif block.level is not None and not (PUBLISHED_LABEL.match(block.text) or _is_labelled_day(found, block)):
            if not _goes_on(block):
                break
        elif not listed or block.kind is BlockKind.PARAGRAPH:
            found.append(block)
    return found


def _is_labelled_day(above: list[RawBlock], block: RawBlock) -> bool:
    """Return whether a heading is the day that the label above it is of."""
    return bool(above) and PUBLISHED_LABEL.fullmatch(above[-1].text) is not None and read_date(block.text) is not None


def _goes_on(heading: RawBlock) -> bool:
    """Return whether a page's head goes on below a heading: one of the site's, or of what a letter says of itself."""
    label = find_label(heading.text)
    return label is not None and label.role in (Role.CHROME, Role.LETTER)


_NAMED = 4  # words that a link's text has at the least where it is the title of another page


def links_to_other(block: RawBlock) -> bool:
    """Return whether a block is a link with the title of another page, whose day of publication may stand below it."""
    return block.linked and block.text.count(" ") >= _NAMED - 1


def _stated(blocks: list[RawBlock]) -> Iterator[Published]:
    met: set[dt.date] = set()
    for place, block in enumerate(blocks):
        match = PUBLISHED.match(block.text)
        lines = tuple(blocks[place : place + 2]) if PUBLISHED_LABEL.fullmatch(block.text) else (block,)
        day = read_date(lines[1].text if len(lines) > 1 else match[1] if match else "")
        if day is not None and day not in met and not (place and links_to_other(blocks[place - 1])):
            met.add(day)
            yield Published(day, lines)


def take_published_line(b: Builder, lines: list[Line], title: int) -> tuple[list[Line], list[Line]]:
    """Part the line that says when a page was published from the others, whatever its tag; none where several days are stated."""
    stated = published_days(b.blocks, title)
    numbers = [block.number for one in stated for block in one.blocks]
    mine = [line for line in lines if line.number in numbers]
    if not mine:
        return [], lines
    if len(stated) > 1:
        texts = ", ".join(f"{one.day:%Y-%m-%d}" for one in stated)
        b.flag("dates_repeated", f"The page has several days of publication: {texts}; none is read.", *numbers)
        for line in mine:
            line.kind, line.rule = LineKind.BOILERPLATE, "publication_date"
        return [], lines
    first = mine[0]
    first.kind, first.label, first.text = LineKind.PROSE, None, " ".join([line.text for line in mine])
    b.claim("reports", *mine[1:])
    return [first], [line for line in lines if line not in mine]
