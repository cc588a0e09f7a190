"""How far a block of the site's goes that stands in the text of a page: its links and short lines, never what the text goes on with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.labels import IN_TEXT_TOO, TOPIC_LABELS, Role
from schemas.text import fold
from schemas.vocabulary import HEADING_KINDS, BlockKind

from .lines import Line, LineKind

_OF_LISTS = re.compile(r"/(?:li|ul|ol)\[\d+\]$")
_DIGIT = re.compile(r"\d")
_STOPS = (".", "?", ":", ";", "”")
_LONG = 60
_NEAR = 20  # lines of a menu, of which one is a link
_HIGHEST = 2  # the level of a page's highest headings below its title
_NAMES = frozenset({LineKind.LABEL, LineKind.QUESTION, LineKind.PILLAR_QUESTION, LineKind.OTHER_QUESTION})


_GETS_REPORT = re.compile(r"(?:get|read) the (?:full )?report\b.{0,40}", re.I)


def gets_report(text: str) -> bool:
    """Return whether a line, a heading too, stands above the link to a report as a file: it opens no section of the page."""
    return _GETS_REPORT.fullmatch(text) is not None


def is_surely_of_site(line: Line) -> bool:
    """Return whether a line is a label of what the site puts on its pages, and one that no text has as its own words."""
    label = line.label
    return label is not None and label.role is Role.CHROME and label.text not in IN_TEXT_TOO


def heads_furniture(line: Line) -> bool:
    """Return whether a label of the site's heads a block of it: a heading, or a line alone.

    The entry of a list or a table does where no text has such words: copies make lists and tables of whole pages.
    """
    if line.block.kind in HEADING_KINDS:
        return True
    alone = line.block.kind is BlockKind.PARAGRAPH or is_surely_of_site(line)
    return alone and line.text[0].isupper() and not line.text.endswith((".", ";", ","))


def part_of_text(line: Line) -> Line:
    """Return the line of a label of the site's that heads nothing: an entry of the text's own, or a lone link."""
    line.kind, line.rule = (LineKind.BOILERPLATE, "related") if line.block.linked else (LineKind.PROSE, None)
    return line


def is_sentence(line: Line) -> bool:
    """Return whether a line is prose, by its looks: long, with a stop at its end, and more of it than its links."""
    text, block = line.text, line.block
    if line.kind not in (LineKind.PROSE, LineKind.HEADLINE) or block.kind in HEADING_KINDS:
        return False
    if block.kind in (BlockKind.TABLE_CELL, BlockKind.FIGURE) or not text.endswith(_STOPS):
        return False
    return len(text) > _LONG and 2 * sum(len(words) for words, _ in block.links) < len(text)


_IN_ROWS = frozenset({LineKind.PROSE, LineKind.NUMBER})


@dataclass
class Furniture:
    """A block of the site's in a section of the page, while it is open.

    `own` is the path of the box that holds it alone, None where it has none; `places` are the paths of the boxes in which
    the text around it stands; `level` is the level of the section's heading, `among_figures` says that the section is the
    key facts, whose lines are no sentences, `among_terms` that its heading and the block's are terms of one list.
    """

    heading: Line
    own: str | None
    places: frozenset[str]
    level: int | None
    among_figures: bool
    among_terms: bool

    @classmethod
    def after(cls, last: Line | None, heading: Line, above: Line | None) -> Furniture:
        """Make the block under a heading; `last` is the line before it, `above` the heading of the section it stands in.

        What stands between the title and the first heading has none: it is as high as the first headings are.
        """
        own = _box(heading)
        if last is None or last.block.path.startswith(own):
            own = ""
        places = frozenset(_place(line) for line in (last, above) if line is not None)
        level = above.block.level if above is not None else _HIGHEST
        label = above.label if above is not None else None
        figures = label is not None and label.role is Role.KEY_FACTS
        terms = above is not None and heading.block.kind is above.block.kind is BlockKind.TERM
        return cls(heading, own or None, places, level, figures, terms)

    @property
    def is_inside(self) -> bool:
        """Whether it stands inside the section before it: deeper than its heading, or in a box among its text."""
        level = self.heading.block.level
        if not self.among_terms and (level is None or self.level is None or level > self.level):
            return True
        return self.own is not None and any(self.own.startswith(place) for place in self.places)

    def holds(self, line: Line, body: list[Line]) -> bool:
        """Return whether a line belongs to the block; `body` are the lines that do already."""
        block, boxed = line.block, self._boxes(line)
        if not body and not boxed:
            self.own = None  # a box around the heading alone
        if line.kind in _NAMES:
            return block.linked or block.kind not in (*HEADING_KINDS, BlockKind.PARAGRAPH)
        if not body and self.is_of_text(line):
            return False
        if boxed:
            return True
        if self.own is not None and _place(line) in self.places:
            return line.kind in (LineKind.BOILERPLATE, LineKind.VIEW)
        if block.linked:
            return True
        if block.level is not None and line.kind is LineKind.PROSE:
            return not self._is_back(block.level)
        return not (is_sentence(line) or self._goes_on(line, body))

    def is_of_text(self, line: Line) -> bool:
        """Return whether the block is none, but a sub-heading of the text: one that may be, with prose right below it."""
        bullet = line.block.kind is BlockKind.LIST_ITEM and not line.block.links and line.text.endswith((".", ";"))
        return _text_of(self.heading) in IN_TEXT_TOO and (bullet or is_sentence(line))

    def is_loose(self, line: Line) -> bool:
        """Return whether a line is a sentence that stands in no box of the block: it may be the page's own."""
        return line.block.kind is BlockKind.PARAGRAPH and not self._boxes(line) and is_sentence(line)

    def _boxes(self, line: Line) -> bool:
        return self.own is not None and line.block.path.startswith(self.own)

    def _is_back(self, level: int) -> bool:
        """Return whether a heading is one of the section around: as high as the block's own, and deeper than the section's."""
        own = self.heading.block.level
        return (own is None or level <= own) and (self.level is None or level > self.level)

    def _goes_on(self, line: Line, body: list[Line]) -> bool:
        """Return whether a short line without a link is of the text: a sentence, a figure, the bullet of another list."""
        if line.block.links or line.kind not in (LineKind.PROSE, LineKind.HEADLINE):
            return False
        if line.block.kind is BlockKind.LIST_ITEM:
            other_list = bool(body) and _box(line) != _box(body[-1])
            return other_list and any(other.block.links for other in body[-_NEAR:])
        if line.block.kind is not BlockKind.PARAGRAPH:
            return False
        if self.among_figures:
            return bool(_DIGIT.search(line.text)) or fold(line.text) in TOPIC_LABELS
        return line.text.endswith((".", ":", ".”")) and line.text.count(" ") > 1


def sub_headings_at_end(body: list[Line]) -> list[Line]:
    """Take the headings at the end of a block away that are no links, and return them: they head what goes on below it."""
    found: list[Line] = []
    while body and body[-1].block.kind in HEADING_KINDS and not body[-1].block.links:
        found.insert(0, body.pop())
    return found


def _text_of(line: Line) -> str | None:
    return line.label.text if line.label is not None else None


def _box(line: Line) -> str:
    """Return the path of the box that a line stands in."""
    return line.block.path.rpartition("/")[0] + "/"


def _place(line: Line) -> str:
    """Return the path of the box in which a paragraph, or the list or table of a line, stands."""
    path = line.block.path.rpartition("/")[0]
    while _OF_LISTS.search(path):
        path = path.rpartition("/")[0]
    return path + "/"


def goes_on_in_row(before: Line | None, line: Line) -> bool:
    """Return whether a line is a further cell of the row of a table that text begins: a number there numbers nothing."""
    cell = BlockKind.TABLE_CELL
    if before is None or before.kind not in _IN_ROWS or line.block.kind is not cell or before.block.kind is not cell:
        return False
    return line.block.row_path == before.block.row_path
