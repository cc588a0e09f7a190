"""A tree to numbered blocks: one walk over the main content, in the order a reader meets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from schemas.text import squash
from schemas.vocabulary import BlockKind

from .joining import heading_lines, rejoin
from .markup import (
    BLOCK_KINDS,
    BOLD,
    BULLETS,
    CHROME_TAGS,
    DECORATIVE,
    HIDDEN_TAGS,
    INLINE_TAGS,
    STAR,
    TYPED_BULLETS,
    meaning,
    one_direction,
)  # fmt: skip
from .shown import (
    PERMALINKS,
    Rest,
    drawn_text,
    is_box_beside,
    is_chrome,
    is_hidden,
    is_labelled,
    is_styled_as_box,
)
from .tables import Spot, hide_repeated_heads, is_layout, spots

Link = tuple[str, str]
"""The text of a link and its address."""
_NONE: Sequence[Link] = ()
_Spots = dict[etree._Element, Spot]
_Span = tuple[str, str, int, int]
"""A link with the number of breaks before its beginning and before its end."""
_BREAK = "\x00"  # stands for a `br`; control characters were taken out before the tree was built
_AROUND = "\u2003"  # white space around the words of a picture, which text hardly has at both ends


@dataclass(slots=True)
class RawBlock:
    """A block before it is read: `links` are (text, address); `linked` says that all its text is one link.

    `spot` is where its cell stands in a table with cells that span others' places, or with heading cells behind others (`spots`);
    `drawn` says that its text stands for a picture.
    """

    number: int
    kind: BlockKind
    level: int | None
    text: str
    path: str
    links: Sequence[Link] = ()
    linked: bool = False
    bold: bool = False
    spot: Spot | None = None
    drawn: bool = False

    @property
    def row_path(self) -> str:
        """The path of the table's row in which it is a cell, or in a cell."""
        return self.path.rpartition("/t")[0]


@dataclass(slots=True)
class _Frame:
    """An open element of the walk, and what to restore when it is closed."""

    element: etree._Element
    children: Iterator[etree._Element]
    path: str
    box: bool
    bold: bool
    link: bool
    kind: BlockKind
    level: int | None
    counts: defaultdict[str, int]
    spot: Spot | None


class _Walk:
    """Collects the text of inline elements and cuts it into blocks where a box begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.rest, self._open = Rest([], [], [], [], []), list[tuple[int, str, int]]()
        self.stack: list[_Frame] = []
        self._parts: list[str] = []
        self._breaks = 0
        self._closed: list[_Span] = []
        self._bold = 0
        self._cut = 0
        self._layout = False  # whether the innermost table lays the page out
        self._spots: _Spots = {}  # where the cells of the innermost table stand, if any spans others' places
        self._spot: Spot | None = None
        self._tables: list[tuple[bool, _Spots]] = []  # both of what is around each open table
        self._pre = self._star = 0  # open `pre`; the number of the last line that began with a star
        self._plain, self._drawn, self._kind = False, False, BlockKind.PARAGRAPH
        self._level: int | None = None

    def run(self, root: etree._Element) -> list[RawBlock]:
        """Return the blocks below `root`; deep nesting costs no recursion."""
        self._enter(root, str(root.tag), box=True)
        stack = self.stack
        while stack:
            for child in stack[-1].children:
                tag = child.tag
                if not isinstance(tag, str):
                    self._add(child.tail)
                elif self._child(child, tag):
                    break
            else:
                self._leave()
        return self.blocks

    def _child(self, element: etree._Element, tag: str) -> bool:
        """Read an element; return True for one that was entered instead, so that its children come next."""
        told = not _SILENT.issuperset(element.keys())
        leaf = len(element) == 0
        if leaf and not told and tag in _SIMPLE:
            self._simple(element, tag)
        elif tag == "br":
            self._parts.append(_BREAK)
            self._breaks += 1
        elif tag == "img":
            alt = element.get("alt")
            self._spaced(None if alt in DECORATIVE else alt)
        elif not (told or tag in _SPECIAL) or self._is_shown(element, tag, told):
            box = tag in BLOCK_KINDS or ((told or tag not in INLINE_TAGS) and is_styled_as_box(element, tag))
            if tag == "svg" or (told and element.get("role") == "img"):
                self._spaced(drawn_text(element))
            elif leaf and not box:
                self._inline(element, tag, told)
            else:
                self._enter(element, tag, box, told)
                return True
        elif tag in BLOCK_KINDS:
            self._flush()
        tail = element.tail
        if tail and (self._parts or not tail.isspace()):
            self._add(tail)
        return False

    def _is_shown(self, element: etree._Element, tag: str, told: bool) -> bool:
        if tag in HIDDEN_TAGS or (told and is_hidden(element, tag)):
            self.rest.hide(element, tag)
            return False
        chrome = is_chrome(element, tag) if told or tag in CHROME_TAGS or tag == "header" else False
        if not chrome or is_labelled(element):
            return True
        (self.rest.beside if is_box_beside(element) or tag == "footer" else self.rest.unseen).append(element)
        return False

    def _simple(self, element: etree._Element, tag: str) -> None:
        """Read a box that holds text alone: the usual paragraph, heading, bullet or cell."""
        if self._parts:
            self._flush()
        text = element.text
        path = self._path(tag)
        if not text or text.isspace():
            return
        kind, level = meaning(tag, self._kind, self._level, self._layout)
        links = [(squash(text), self._open[-1][1])] if self._open else _NONE
        around = self._spot
        if self._spots:
            self._spot = self._spots.get(element, around)
        if tag == "pre" and "\n" in text:
            parts = text.split("\n")
            spans = [(words, href, 0, len(parts) - 1) for words, href in links]
            self._lines(parts, kind, level, path, spans, self._bold > 0)
        else:
            self._block(squash(text), kind, level, path, links, self._bold > 0)
        self._spot = around

    def _inline(self, element: etree._Element, tag: str, told: bool) -> None:
        """Read an inline element that holds text alone: a link, words in bold."""
        self.stack[-1].counts[tag] += 1
        start, first, bold = len(self._parts), self._breaks, tag in BOLD
        self._bold += bold
        self._add(element.text)
        self._bold -= bold
        href = element.get("href") if told and tag == "a" else None
        if href:
            self._closed_link(start, href, first)

    def _enter(self, element: etree._Element, tag: str, box: bool, told: bool = True) -> None:
        bold = tag in BOLD
        if box and self._parts:
            self._flush()
        path = self._path(tag) if self.stack else tag
        if len(path) > _LONGEST_PATH and tag not in _TABLE_PARTS:
            self._cut += 1
            path = f"…{self._cut}/{tag}"
        frame = _Frame(
            element, iter(element), path, box, bold, False, self._kind, self._level, defaultdict(int), self._spot
        )
        if box and told and element.get("role") == "heading":
            level = element.get("aria-level") or ""
            self._kind, self._level = BlockKind.HEADING, int(level) if level in _LEVELS else None
        elif box:
            self._kind, self._level = meaning(tag, self._kind, self._level, self._layout)
        self._bold += bold
        if tag == "a" and told and element.get("href"):
            frame.link = True
            self._open.append((len(self._parts), element.get("href", ""), self._breaks))
        if tag == "pre":
            self._pre += 1
        elif tag == "table":
            self._tables.append((self._layout, self._spots))
            self._layout = is_layout(element, len(self._tables) - 1)
            self._spots, self._spot = {} if self._layout else spots(element), None
            if not self._layout:
                hide_repeated_heads(element)
        elif self._spots:
            self._spot = self._spots.get(element, self._spot)
        self.stack.append(frame)
        text = element.text
        if text and (self._parts or not text.isspace()):
            self._add(text)

    def _leave(self) -> None:
        frame = self.stack[-1]
        if frame.link:
            self._closed_link(*self._open.pop())
        if frame.box:
            if self._parts:
                self._flush()
            self._kind, self._level = frame.kind, frame.level
        self._spot = frame.spot
        self._bold -= frame.bold
        tag = frame.element.tag
        if tag == "pre":
            self._pre -= 1
        elif tag == "table":
            self._layout, self._spots = self._tables.pop()
        self.stack.pop()
        tail = frame.element.tail
        if tail and self.stack and (self._parts or not tail.isspace()):
            self._add(tail)

    def _path(self, tag: str) -> str:
        parent = self.stack[-1]
        parent.counts[tag] += 1
        return f"{parent.path}/{tag}[{parent.counts[tag]}]"

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            self._breaks += text.count("\n")
            text = text.replace("\n", _BREAK)
        if not self._parts and text.isspace():
            return
        self._parts.append(text)
        if not self._bold and not self._plain and not text.isspace():
            self._plain = True

    def _spaced(self, text: str | None) -> None:
        if text and not text.isspace():
            self._add(f"{_AROUND}{text}{_AROUND}")

    def _closed_link(self, start: int, href: str, first: int) -> None:
        text = squash("".join(self._parts[start:]).replace(_BREAK, " "))
        if text:
            self._closed.append((text, href, first, self._breaks))

    def _flush(self) -> None:
        if not self._parts:
            return
        if self._open:  # a link in a link is none: the innermost holds the text
            self._closed_link(*self._open[-1])
            self._open = [(0, href, 0) for _, href, _ in self._open]
        spans, self._closed = self._closed, []
        bold, self._plain = not self._plain, False
        raw = "".join(self._parts)
        self._parts.clear()
        self._breaks = 0
        path = self.stack[-1].path
        if _BREAK in raw:
            self._lines(raw.split(_BREAK), self._kind, self._level, path, spans, bold)
        else:
            links = [(words, href) for words, href, _, _ in spans] if spans else _NONE
            self._drawn = raw[0] == _AROUND == raw[-1]
            self._block(squash(raw), self._kind, self._level, path, links, bold)
            self._drawn = False

    def _lines(
        self, parts: list[str], kind: BlockKind, level: int | None, path: str, spans: list[_Span], bold: bool
    ) -> None:
        """Add the lines of a box; each has the links that begin and end in it."""
        placed = [(line, place) for place, line in enumerate(map(squash, parts)) if line]
        lines = [line for line, _ in placed]
        joined = [(line, 1) for line in lines]
        if len(lines) > 1:
            joined = heading_lines(lines) if level is not None else rejoin(lines)
        at = link = 0
        for line, count in joined:
            first, last = placed[at][1], placed[at + count - 1][1]
            at += count
            mine = []
            while link < len(spans) and spans[link][2] <= last:
                words, href, begin, end = spans[link]
                link += 1
                if begin >= first and end <= last:
                    mine.append((words, href))
            self._block(line, kind, level, path, mine, bold)

    def _starred(self, line: str, kind: BlockKind) -> tuple[str, BlockKind]:
        """Return text and kind of a line that begins with a star: an item behind a colon, or where the line before is one."""
        last, at = self.blocks[-1] if self.blocks else None, len(self.blocks)
        follows, self._star = last is not None and (0 < self._star == at or last.text[-1] == ":"), at + 1
        if last is None or not follows:
            return line, kind
        if last.text.startswith(STAR):
            last.text, last.kind = last.text.removeprefix(STAR), BlockKind.LIST_ITEM
        return line.removeprefix(STAR), BlockKind.LIST_ITEM

    def _block(
        self, line: str, kind: BlockKind, level: int | None, path: str, links: Sequence[Link], bold: bool
    ) -> None:
        if not line:
            return
        if line[0] in BULLETS:
            line = line.lstrip(BULLETS + " ")
            links = [(words.lstrip(BULLETS + " "), href) for words, href in links]
            kind = BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind
            if not line:
                return
        elif line[0] in TYPED_BULLETS and line[1:2] == " " and kind in _LISTED and line[2:3].isalpha():
            line, kind = line[2:], BlockKind.LIST_ITEM
            links = [(words.lstrip(TYPED_BULLETS + " "), href) for words, href in links]
        elif line[0] == STAR[0] and line[1:2] == " " and kind in _LISTED:
            line, kind = self._starred(line, kind)
        if bold and kind is BlockKind.PARAGRAPH and len(line) <= 160:
            kind = BlockKind.HEADING
        if "%" in line:
            line = one_direction(line)
        if links and level is not None and links[-1][0] in PERMALINKS:
            line, links = line.removesuffix(links[-1][0]).rstrip(), links[:-1]
        linked = len(links) == 1 and links[0][0] == line
        number = len(self.blocks) + 1
        self.blocks.append(RawBlock(number, kind, level, line, path, links, linked, bold, self._spot, self._drawn))


_SILENT = frozenset({"class", "id"})  # attributes that say nothing to a reader
_SPECIAL = HIDDEN_TAGS | CHROME_TAGS | {"header"}
_LEVELS = frozenset("123456")
_LONGEST_PATH = 1_000  # characters; below one as long a new path begins: deep markup costs no more than its bytes
_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
_SIMPLE = frozenset(tag for tag, kind in BLOCK_KINDS.items() if kind is not None) | {"div"}
_LISTED = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def blocks_of(root: etree._Element) -> list[RawBlock]:
    """Return the numbered blocks below `root`, chrome and hidden parts left out."""
    return _Walk().run(root)


def blocks_and_rest(root: etree._Element) -> tuple[list[RawBlock], Rest]:
    """Return the blocks below `root` as `blocks_of` does, and what was left out of them."""
    walk = _Walk()
    return walk.run(root), walk.rest


class _Locating(_Walk):
    """A walk that also keeps the element in which each block's text stands."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[etree._Element] = []
        self._inner: etree._Element | None = None

    def _simple(self, element: etree._Element, tag: str) -> None:
        self._flush()
        self._inner = element
        super()._simple(element, tag)
        self._inner = None

    def _block(
        self, line: str, kind: BlockKind, level: int | None, path: str, links: Sequence[Link], bold: bool
    ) -> None:
        super()._block(line, kind, level, path, links, bold)
        if len(self.blocks) > len(self.elements):
            self.elements.append(self.stack[-1].element if self._inner is None else self._inner)


def located(root: etree._Element) -> list[tuple[RawBlock, etree._Element]]:
    """Return the blocks below `root`, each with the innermost element that holds its text."""
    walk = _Locating()
    return list(zip(walk.run(root), walk.elements, strict=True))
