"""Footnote marks: a number that stands raised behind a figure or a word is written raised, never as its last digit.

What a page prints as `0.05` with a small `3` above it is text of the tree as `0.053`. Which numbers are marks is told by
how they are marked up: raised (`sup`, a style), or a link into the page that touches what is before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import cast

from lxml import etree

from schemas.text import RAISED

from .markup import BLOCK_KINDS

_RAISED = str.maketrans("0123456789()", RAISED)
_MARK = re.compile(r"\s*\(?\d{1,3}\)?(?:, ?\(?\d{1,3}\)?){0,5}\s*")
_FRACTION = ("/", "⁄")
_STYLED = etree.XPath("descendant-or-self::*/@style[contains(., 'super')]/..")
_MOST_TAGS = 4  # of a mark, its own among them


def raise_marks(root: etree._Element) -> None:
    """Write the numbers of footnotes below `root` raised where they stand behind something in their line: `0.05³`."""
    for element in _marked_up(root):
        if len(list(islice(element.iter(), _MOST_TAGS + 1))) > _MOST_TAGS:
            continue
        if not _MARK.fullmatch("".join(map(str, element.itertext()))) or (element.tail or "").startswith(_FRACTION):
            continue
        follows, touches = _what_is_before(element)
        if touches or (follows and element.tag != "a"):
            for each in element.iter():
                each.text = each.text and each.text.translate(_RAISED)
                if each is not element:
                    each.tail = each.tail and each.tail.translate(_RAISED)


def _marked_up(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what is marked up as marks are, each kind by itself: one query for all costs five times as much."""
    yield from root.iter("sup")
    yield from (link for link in root.iter("a") if "#" in link.get("href", ""))
    yield from cast("list[etree._Element]", _STYLED(root))


def _what_is_before(element: etree._Element) -> tuple[bool, bool]:
    """Return whether an element follows other text in its line, and whether it touches it."""
    apart = False
    node: etree._Element | None = element
    while node is not None and node.tag not in BLOCK_KINDS:
        before = node.getprevious()
        while before is not None:
            ends = before.tag == "br" or before.tag in BLOCK_KINDS
            for text in (before.tail, None if ends else "".join(map(str, before.itertext()))):
                if text and not text.isspace():
                    return True, not (apart or text[-1].isspace())
                apart = apart or bool(text)
            if ends:
                return False, False
            before = before.getprevious()
        node = node.getparent()
        text = node.text if node is not None else None
        if text and not text.isspace():
            return True, not (apart or text[-1].isspace())
        apart = apart or bool(text)
    return False, False
