"""A tree to numbered blocks: one walk over the main content, in the order a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from schemas.labels import Role, find_label
from schemas.text import squash
from schemas.vocabulary import BlockKind

from .markup import (
    BLOCK_KINDS,
    BLOCK_STYLE,
    BOLD,
    BULLETS,
    CHROME_ROLES,
    CHROME_TAGS,
    HEADINGS,
    HIDDEN_TAGS,
    INVISIBLE_STYLE,
    one_direction,
)

Link = tuple[str, str]
"""The text of a link and its address."""
_BREAK = "\x00"  # stands for a `br`; control characters were taken out before the tree was built
_ENDS = (".", ";", ":", "!", "?", "”", '"', "; and", "; or")


@dataclass(slots=True)
class RawBlock:
    """A block before it is read: `links` are (text, address); `linked` says that all its text is one link."""

    number: int
    kind: BlockKind
    level: int | None
    text: str
    path: str
    links: list[tuple[str, str]] = field(default_factory=list)
    linked: bool = False
    bold: bool = False


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
    counts: dict[str, int]


class _Walk:
    """Collects the text of inline elements and cuts it into blocks where a box begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self.stack: list[_Frame] = []
        self._parts: list[str] = []
        self._open: list[tuple[int, str]] = []
        self._closed: list[tuple[str, str]] = []
        self._bold = 0
        self._pre = 0
        self._plain = False
        self._kind = BlockKind.PARAGRAPH
        self._level: int | None = None

    def run(self, root: etree._Element) -> list[RawBlock]:
        """Give the blocks below `root`; deep nesting costs no recursion."""
        self._enter(root, str(root.tag), top=True)
        stack = self.stack
        while stack:
            child = next(stack[-1].children, None)
            if child is None:
                self._leave()
            elif isinstance(child.tag, str):
                self._child(child, child.tag)
            else:
                self._add(child.tail)
        return self.blocks

    def _child(self, element: etree._Element, tag: str) -> None:
        attributes = element.keys()
        told = bool(attributes) and not (len(attributes) == 1 and attributes[0] in _SILENT)
        if not told and tag in _SIMPLE and len(element) == 0:
            self._simple(element, tag)
        elif tag == "br":
            self._parts.append(_BREAK)
        elif tag == "img":
            self._spaced(element.get("alt"))
        elif self._is_shown(element, tag, told):
            if tag == "svg" or (told and element.get("role") == "img"):
                self._spaced(_drawn_text(element))
            else:
                self._enter(element, tag, told=told)
                return
        elif tag in BLOCK_KINDS:
            self._flush()
        tail = element.tail
        if tail and (self._parts or not tail.isspace()):
            self._add(tail)

    @staticmethod
    def _is_shown(element: etree._Element, tag: str, told: bool) -> bool:
        if tag in HIDDEN_TAGS or (told and is_hidden(element, tag)):
            return False
        chrome = is_chrome(element, tag) if told or tag in CHROME_TAGS or tag == "header" else False
        return not chrome or _labelled(element)

    def _simple(self, element: etree._Element, tag: str) -> None:
        """Read a box that holds text alone: the usual paragraph, heading, bullet or cell."""
        if self._parts:
            self._flush()
        text = element.text
        path = self._path(tag)
        if not text or text.isspace():
            return
        kind, level = self._kind_of(BLOCK_KINDS.get(tag), HEADINGS.get(tag))
        links = [(squash(text), href) for _, href in self._open] if self._open else []
        if "\n" in text and tag == "pre":
            self._lines(text.split("\n"), kind, level, path, links, self._bold > 0)
        else:
            self._block(squash(text), kind, level, path, links, self._bold > 0)

    def _enter(self, element: etree._Element, tag: str, top: bool = False, told: bool = True) -> None:
        box = top or tag in BLOCK_KINDS or (told and _styled_as_box(element))
        bold = tag in BOLD
        if box:
            self._flush()
        frame = _Frame(element, iter(element), self._path(tag), box, bold, False, self._kind, self._level, {})
        if box:
            self._take_kind(element, tag, told)
        self._bold += bold
        if tag == "a" and told and element.get("href"):
            frame.link = True
            self._open.append((len(self._parts), element.get("href", "")))
        self.stack.append(frame)
        self._pre += tag == "pre"
        self._add(element.text)

    def _take_kind(self, element: etree._Element, tag: str, told: bool) -> None:
        if told and element.get("role") == "heading":
            level = element.get("aria-level") or ""
            self._kind, self._level = BlockKind.HEADING, int(level) if level in _LEVELS else None
        else:
            self._kind, self._level = self._kind_of(BLOCK_KINDS.get(tag), HEADINGS.get(tag))

    def _kind_of(self, kind: BlockKind | None, level: int | None) -> tuple[BlockKind, int | None]:
        """Give kind and level inside a box of a kind; a paragraph in a list item, cell or heading is that."""
        if kind is None or (kind is BlockKind.PARAGRAPH and self._kind in _KEPT):
            return self._kind, self._level
        return kind, level

    def _leave(self) -> None:
        frame = self.stack[-1]
        if frame.link:
            start, href = self._open.pop()
            self._closed_link(start, href)
        if frame.box:
            self._flush()
            self._kind, self._level = frame.kind, frame.level
        self._bold -= frame.bold
        self._pre -= frame.element.tag == "pre"
        self.stack.pop()
        if self.stack:
            self._add(frame.element.tail)

    def _path(self, tag: str) -> str:
        if not self.stack:
            return tag
        parent = self.stack[-1]
        count = parent.counts[tag] = parent.counts.get(tag, 0) + 1
        return f"{parent.path}/{tag}[{count}]"

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            text = text.replace("\n", _BREAK)
        if not self._parts and text.isspace():
            return
        self._parts.append(text)
        if not self._bold and not self._plain and not text.isspace():
            self._plain = True

    def _spaced(self, text: str | None) -> None:
        if text and not text.isspace():
            self._add(f" {text} ")

    def _closed_link(self, start: int, href: str) -> None:
        text = squash("".join(self._parts[start:]).replace(_BREAK, " "))
        if text:
            self._closed.append((text, href))

    def _flush(self) -> None:
        if not self._parts:
            return
        for start, href in self._open:
            self._closed_link(start, href)
        if self._open:
            self._open = [(0, href) for _, href in self._open]
        links, self._closed = self._closed, []
        bold, self._plain = not self._plain, False
        raw = "".join(self._parts)
        self._parts.clear()
        path = self.stack[-1].path
        if _BREAK in raw:
            self._lines(raw.split(_BREAK), self._kind, self._level, path, links, bold)
        else:
            self._block(squash(raw), self._kind, self._level, path, links, bold)

    def _lines(
        self, parts: list[str], kind: BlockKind, level: int | None, path: str, links: list[Link], bold: bool
    ) -> None:
        lines = [line for line in map(squash, parts) if line]
        if len(lines) > 1:
            lines = _heading_lines(lines) if level is not None else rejoin(lines)
        for line in lines:
            self._block(line, kind, level, path, links, bold)

    def _block(self, line: str, kind: BlockKind, level: int | None, path: str, links: list[Link], bold: bool) -> None:
        if not line:
            return
        if line[0] in BULLETS:
            line = line.lstrip(BULLETS + " ")
            kind = BlockKind.LIST_ITEM if kind is BlockKind.PARAGRAPH else kind
            if not line:
                return
        if bold and kind is BlockKind.PARAGRAPH and len(line) <= 160:
            kind = BlockKind.HEADING
        if "%" in line:
            line = one_direction(line)
        mine = [link for link in links if link[0] in line] if links else []
        linked = len(mine) == 1 and mine[0][0] == line
        self.blocks.append(RawBlock(len(self.blocks) + 1, kind, level, line, path, mine, linked, bold))


_SILENT = frozenset({"class", "id"})  # attributes that say nothing to a reader
_LEVELS = frozenset("123456")
_SIMPLE = frozenset(tag for tag, kind in BLOCK_KINDS.items() if kind is not None) | {"div"}
_KEPT = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.QUOTE, BlockKind.HEADING, BlockKind.TERM})


def _heading_lines(lines: list[str]) -> list[str]:
    """Put the lines of a heading together, unless its first line alone is a label and all of them are none."""
    joined = " ".join(lines)
    return [joined] if find_label(joined) is not None or find_label(lines[0]) is None else lines


def rejoin(lines: list[str]) -> list[str]:
    """Put lines together that a hard break parted inside a sentence.

    A line goes on in the next where it ends in a word or a comma and the next begins in lower case, unless the
    line is a label or either begins like a figure (docs/layouts.md, trap 18).
    """
    joined = [lines[0]]
    for line in lines[1:]:
        last = joined[-1]
        if (
            (line[0].islower() or last.endswith(","))
            and not last.endswith(_ENDS)
            and "%" not in line[:8]
            and not any(c.isdigit() for c in last[:4])
            and "%" not in last[:8]
            and last[0] not in BULLETS
            and find_label(last) is None
        ):
            joined[-1] = f"{last} {line}"
        else:
            joined.append(line)
    return joined


def is_hidden(element: etree._Element, tag: str) -> bool:
    """Say whether a browser would not show the element."""
    if tag in HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and INVISIBLE_STYLE.search(style))


def is_chrome(element: etree._Element, tag: str) -> bool:
    """Say whether the element is a landmark around the content: menus, asides, footers, dialogs."""
    if tag in CHROME_TAGS or (tag == "header" and _is_masthead(element)):
        return True
    role = element.get("role")
    return role is not None and role in CHROME_ROLES


def _is_masthead(element: etree._Element) -> bool:
    """Say whether a header is the site's: a child of the body without the page's heading."""
    parent = element.getparent()
    return parent is not None and parent.tag == "body" and next(element.iter("h1"), None) is None


def _labelled(element: etree._Element) -> bool:
    """Say whether an aside carries a section of the record, told by its first line (a key-facts panel)."""
    if element.tag != "aside" and element.get("role") != "complementary":
        return False
    for text in element.itertext():
        if text.strip():
            label = find_label(squash(str(text)))
            return label is not None and label.role in (Role.KEY_FACTS, Role.CONTEXT)
    return False


def _styled_as_box(element: etree._Element) -> bool:
    style = element.get("style")
    if style and BLOCK_STYLE.search(style):
        return True
    return element.get("role") == "heading"


def _drawn_text(element: etree._Element) -> str | None:
    """Give what a reader is told of a drawing: its label, else its title, else the words drawn in it."""
    label = element.get("aria-label")
    if label:
        return label
    for child in element.iter():
        # Not etree.QName: it raises for the names that broken markup makes (`svg"`, `hmi's`).
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == "title":
            return child.text
    return " ".join(map(str, element.itertext()))


def blocks_of(root: etree._Element) -> list[RawBlock]:
    """Give the numbered blocks below `root`, chrome and hidden parts left out."""
    return _Walk().run(root)


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

    def _block(self, line: str, kind: BlockKind, level: int | None, path: str, links: list[Link], bold: bool) -> None:
        super()._block(line, kind, level, path, links, bold)
        if len(self.blocks) > len(self.elements):
            self.elements.append(self.stack[-1].element if self._inner is None else self._inner)


def located(root: etree._Element) -> list[tuple[RawBlock, etree._Element]]:
    """Give the blocks below `root`, each with the innermost element that holds its text."""
    walk = _Locating()
    blocks = walk.run(root)
    return list(zip(blocks, walk.elements, strict=True))
