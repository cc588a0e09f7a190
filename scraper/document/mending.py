"""Markup in which one lost tag swallows the page, mended so that the tree can be built again.

A browser's rules (HTML, 13.2.6) let an end tag close what was left open in its element; libxml2 does not where a box
or a cell is open. And where a menu, a hidden part, a comment or a title is never closed, what follows is in it by
every rule, though no author meant it: it ends where the content begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, takewhile
from typing import Any, cast

from lxml import etree

from .markup import CHROME_ROLES, CHROME_TAGS, HEADINGS, INVISIBLE_STYLE, VERBATIM_TAGS
from .shown import is_chrome, is_hidden

_TABLE_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
_BLOCKING = _TABLE_PARTS | {"div", "table"}
"""What libxml2 lets no end tag of another kind close."""
_LANDMARKS = CHROME_TAGS | {"header", "main"}
_CLOSING = _LANDMARKS | frozenset(HEADINGS) | frozenset(
    ["address", "article", "blockquote", "button", "center", "dd", "details", "dl", "dt", "fieldset", "figcaption", "figure", "form", "hgroup", "li", "menu", "ol", "pre", "section", "summary", "ul"]
)  # fmt: skip
_HIDING = frozenset({"noscript", "select", "object", "template", "audio", "video", "canvas"})
_SEALED = frozenset({"template", "select"})
"""What ends by its own end tag whatever was left open in it."""
_CODE = frozenset({"script", "style"})
_BOXES = _BLOCKING | _CLOSING | {"p", "hr"}
_CONTENT = frozenset({"main", "article", "h1"})
_MISMATCH = re.compile(r"mismatch: (\w+) and ")
TOKEN = re.compile(r"<!--|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)", re.I)
ATTRIBUTES = re.compile(r"((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>")
_COMMENT_END = re.compile(r"--!?>")
_AFTER_CODE = re.compile(
    r"</?(?:head|body|main|div|header|nav|h\d|p|article|section|footer|script|style|link|meta)\b", re.I
)
_ROLE = re.compile(r"\brole\s*=\s*[\"']?([\w-]+)", re.I)
_HIDDEN = re.compile(r"(?:^|\s)hidden(?=[\s=/]|$)(?!\s*=\s*[\"']?until-found)", re.I)
_DEEPEST = 256  # open elements; a page nested deeper is left as it is
_SELF_CLOSED = re.compile(r"(?:\A|[\s\"'])/\Z")
_SILENT = frozenset({"class", "id", "lang"})  # attributes that hide nothing
_SWALLOWED = ("p", "section", *HEADINGS)
_LISTED = ("li", "dt", "dd", "tr")
_HOLDERS = (*CHROME_TAGS, *_HIDING, "header", "svg")
"""Elements of which none of the text is read, but the heading of a page."""
_TOLD = [etree.XPath(f"descendant-or-self::*/@{name}") for name in ("hidden", "role", "style")]
"""What may hide or frame an element; one query for all costs three times as much, and one for the elements the square of many."""
_PAGE_END = re.compile(rb"</(?:[Bb][Oo][Dd][Yy]|[Hh][Tt][Mm][Ll])\s*>")
_CONTENT_BEHIND = re.compile(r"<(?:p|h[1-6]|main|article|section|table|ul|ol|dl)(?![\w-])", re.I)


def is_suspect(root: etree._Element, utf8: bytes, errors: Iterable[str]) -> bool:
    """Return whether a tag may have swallowed what stands behind it, by the parser's errors, the markup and the tree."""
    for message in errors:
        found = _MISMATCH.search(message)
        if found and found[1] in _CLOSING:
            return True
    return _comment_is_open(utf8) or _text_is_open(root) or _ends_early(utf8) or has_swallowed(root, utf8)


def has_swallowed(root: etree._Element, utf8: bytes) -> bool:
    """Return whether an element whose end is lost may hold what stood behind it, by the tree."""
    if any(map(_is_kept_in, root.iter("h1", "main"))):
        return True
    ends = _Ends(utf8)
    told = (cast("etree._Element", found.getparent()) for query in _TOLD for found in cast("list[Any]", query(root)))
    holders = chain(root.iter(*_HOLDERS), filter(_keeps, told))
    return any(_has_swallowed(element, ends) for element in holders)


def _ends_early(utf8: bytes) -> bool:
    """Return whether content stands behind the end of the page, where the parser reads none; a browser shows it."""
    end = _PAGE_END.search(utf8)
    return end is not None and _CONTENT_BEHIND.search(utf8[end.end() :].decode("latin-1")) is not None


def _comment_is_open(utf8: bytes) -> bool:
    begin = utf8.rfind(b"<!--")
    return begin >= 0 and utf8.find(b"-->", begin + 2) < 0 and utf8.find(b"--!>", begin) < 0


def _text_is_open(root: etree._Element) -> bool:
    """Return whether the last element is one whose text runs to the end of the page, tags and all."""
    last = root
    while len(last):
        last = last[-1]
    return last.tag in VERBATIM_TAGS and "</" in (last.text or "")


class _Ends:
    """Tells of which tags a page has fewer ends than beginnings; it is looked through once for each."""

    def __init__(self, utf8: bytes) -> None:
        self._utf8 = utf8
        self._lack: dict[str, bool] = {}

    def lack(self, tag: str) -> bool:
        """Return whether an end is lost."""
        if tag not in self._lack:
            start, end = f"<{tag}".encode(), f"</{tag}".encode()
            utf8 = self._utf8 if start in self._utf8 else self._utf8.lower()
            self._lack[tag] = utf8.count(start) > utf8.count(end)
        return self._lack[tag]


def _is_kept_in(element: etree._Element) -> bool:
    """Return whether a heading or landmark of the content stands in what is kept from a reader."""
    return any(map(_keeps, takewhile(lambda e: e.tag != "body", element.iterancestors())))


def _has_swallowed(holder: etree._Element, ends: _Ends) -> bool:
    """Return whether what holds text back holds what stood behind it: it is the last of its box, and holds more than the links of a menu."""
    tag = str(holder.tag)
    swallowed = (*_SWALLOWED, *_LISTED) if tag in _HIDING else _SWALLOWED
    return holder.getnext() is None and next(holder.iter(*swallowed), None) is not None and ends.lack(tag)


def _keeps(element: etree._Element) -> bool:
    """Return whether an element keeps what stands in it from a reader of the content."""
    tag = str(element.tag)
    if tag == "svg" or tag in _HIDING or tag in CHROME_TAGS:
        return True
    told = tag == "header" or not _SILENT.issuperset(element.keys())
    return told and (is_hidden(element, tag) or is_chrome(element, tag))


@dataclass(slots=True, eq=False)
class _Open:
    """An open element; `holds` is what it would keep from a reader ("chrome", "hidden", "drawing" or nothing)."""

    tag: str
    after: int
    holds: str
    end: tuple[int, str] | None = None
    """Where it would end if it were never closed, and the tags that would close it."""


@dataclass
class _Scan:
    """The tags of a page in their order, and what is to be changed: (from, to, text instead)."""

    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    opened: Counter[str] = field(default_factory=Counter)
    boxes: list[_Open] = field(default_factory=list)
    """Divs that are boilerplate by role or attribute: which `</div>` is theirs can't be told where one is lost."""
    followed: set[str] = field(default_factory=lambda: set(_BLOCKING | _CLOSING | _HIDING | {"svg"}))
    begun: bool = False

    def run(self) -> bool:
        """Collect the edits; False for a page that is nested too deep."""
        at = 0
        ends = {tag: self.text.lower().rfind(f"</{tag}") for tag in VERBATIM_TAGS}
        last_comment = max(self.text.rfind("-->"), self.text.rfind("--!>"))
        while match := TOKEN.search(self.text, at):
            tag = (match["tag"] or "").lower()
            if not tag:
                at = self._comment(match.end(), last_comment)
                continue
            rest = ATTRIBUTES.match(self.text, match.end())
            if rest is None:  # the page ends within a tag
                break
            at = rest.end()
            if match["end"] and tag in ("body", "html"):
                self._page_ends(match.start(), at)
            elif match["end"]:
                self._closes(tag, match.start())
            elif tag in VERBATIM_TAGS:
                at = self._raw(tag, at, ends[tag])
            else:
                self._opens(tag, match.start(), at, rest[1])
            if len(self.stack) > _DEEPEST:
                return False
        self._finish()
        return True

    def _finish(self) -> None:
        lost = any(element.tag == "div" for element in self.stack)
        self._pop_to(0)
        for element in self.boxes if lost else ():
            self._ended(element)

    def _page_ends(self, at: int, after: int) -> None:
        """Take out the end of a page before its content ends; by HTML's rules what follows is in the body all the same."""
        if after <= self._last_content:
            self.edits.append((at, after, ""))

    @cached_property
    def _last_content(self) -> int:
        """Where the last box of content begins, -1 where none does."""
        return max((found.start() for found in _CONTENT_BEHIND.finditer(self.text)), default=-1)

    def _comment(self, at: int, last: int) -> int:
        """Return where a comment ends; one without an end gets it before the next tag."""
        if last >= at - 2:
            found = _COMMENT_END.search(self.text, at - 2)
            return found.end() if found else at
        place = self.text.find("<", at)
        if place < 0:
            return len(self.text)
        self.edits.append((place, place, "-->"))
        return place

    def _raw(self, tag: str, at: int, last_end: int) -> int:
        """Return where the text of an element without markup ends; the end tag is put there where it has none."""
        if last_end >= at:
            return re.compile(f"</{tag}", re.I).search(self.text, at).start()  # type: ignore[union-attr]
        found = _AFTER_CODE.search(self.text, at) if tag in _CODE else None
        place = found.start() if found else self.text.find("<", at)
        if place < 0 or (tag in _CODE and found is None):
            return len(self.text)
        self.edits.append((place, place, f"</{tag}>"))
        return place

    def _opens(self, tag: str, at: int, after: int, attributes: str) -> None:
        role = _ROLE.search(attributes) if "role" in attributes.lower() else None
        content = tag in _CONTENT or (role is not None and role[1].lower() == "main")
        if tag in _TABLE_PARTS:
            if not self.opened["table"]:
                self.edits.append((at, after, ""))
                return
            self._close_cells(tag, at)
        self._boundary(tag, at, content)
        self.begun = self.begun or content
        holds = _holds(tag, attributes, role[1].lower() if role else "")
        if holds:
            self.followed.add(tag)
        if tag in self.followed and not _SELF_CLOSED.search(attributes):
            self.stack.append(_Open(tag, after, holds))
            self.opened[tag] += 1

    def _close_cells(self, tag: str, at: int) -> None:
        """Close the cell, the row or the group that a new one ends, with what was left open in it."""
        ends = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"td", "th", "tr"}}.get(tag, _TABLE_PARTS)
        for place in range(len(self.stack) - 1, -1, -1):
            element = self.stack[place]
            if element.tag == "table" or element.tag in _TABLE_PARTS - ends:
                return
            if element.tag in ends and (place == 0 or self.stack[place - 1].tag not in ends):
                self._insert(at, self.stack[place + 1 :])
                self._pop_to(place)
                return

    def _boundary(self, tag: str, at: int, content: bool) -> None:
        """Note that elements which hide or frame would end here, were they never closed."""
        if not content and tag not in _BOXES:
            return
        for place, element in enumerate(self.stack):
            if element.holds and element.end is None and self._ends(element, tag, at, content):
                inner = "".join(f"</{e.tag}>" for e in reversed(self.stack[place + 1 :]) if e.tag in _BLOCKING)
                element.end = (at, f"{inner}</{element.tag}>")

    def _ends(self, element: _Open, tag: str, at: int, content: bool) -> bool:
        if content or element.holds == "drawing":
            return True
        if element is not self.stack[-1] or element.tag == "div":
            return False
        filled = not self.text[element.after : min(at, element.after + 200)].isspace() and at > element.after
        if element.holds == "hidden":
            return filled
        opens = tag in HEADINGS or tag == "section" or (tag == "p" and element.tag == "nav")
        return filled and self.begun and opens and element.tag not in ("header", "footer")

    def _closes(self, tag: str, at: int) -> None:
        """Close an element with all that was left open in it, if the end tag may (HTML, "has an element in scope")."""
        if not self.opened[tag]:
            return
        for place in range(len(self.stack) - 1, -1, -1):
            other = self.stack[place].tag
            if other == tag:
                if tag not in _BLOCKING:
                    self._insert(at, self.stack[place + 1 :])
                closed = self.stack[place]
                self._pop_to(place + 1)
                self.stack.pop()
                self.opened[tag] -= 1
                if closed.tag == "div" and closed.end is not None:
                    self.boxes.append(closed)
                return
            if tag in _SEALED:
                continue
            if other in ("table", "td", "th") and tag not in _LANDMARKS and tag not in _BLOCKING - {"div"}:
                return
            if tag not in _BLOCKING and tag not in _CLOSING and other in _BLOCKING | _CLOSING:
                return

    def _insert(self, at: int, elements: list[_Open]) -> None:
        ends = "".join(f"</{e.tag}>" for e in reversed(elements) if e.tag in _BLOCKING)
        if ends:
            self.edits.append((at, at, ends))

    def _pop_to(self, depth: int) -> None:
        """Take elements off that were never closed themselves."""
        while len(self.stack) > depth:
            element = self.stack.pop()
            self.opened[element.tag] -= 1
            self._ended(element)

    def _ended(self, element: _Open) -> None:
        if element.end is not None:
            at, ends = element.end
            self.edits.append((at, at, ends))


def _holds(tag: str, attributes: str, role: str) -> str:
    if tag == "svg":
        return "drawing"
    if tag in _HIDING or _HIDDEN.search(attributes) or INVISIBLE_STYLE.search(attributes):
        return "hidden"
    return "chrome" if tag in CHROME_TAGS or tag == "header" or role in CHROME_ROLES else ""


def mended(utf8: bytes) -> bytes:
    """Return a page's markup with the end tags that it lacks; the same bytes where none is needed."""
    text = utf8.decode("latin-1")
    scan = _Scan(text)
    if not scan.run():
        return utf8
    parts, at = [], 0
    for start, end, instead in sorted(scan.edits, key=lambda edit: edit[0]):
        parts += [text[at:start], instead]
        at = max(at, end)
    return "".join([*parts, text[at:]]).encode("latin-1")
