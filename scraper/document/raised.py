"""Footnote marks: a number that stands raised behind a figure or a word is written raised, never as its last digit.

What a page prints as `0.05` with a small `3` above it is text of the tree as `0.053`. Which numbers are marks is told by
how they are marked up: raised (`sup`, a style), or a link into the page that touches what is before it.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from schemas.text import RAISED

from .markup import BLOCK_KINDS

_RAISED = str.maketrans("0123456789()", RAISED)
_MARK = re.compile(r"\s*\(?\d{1,3}\)?(?:, ?\(?\d{1,3}\)?){0,5}\s*")
_FRACTION = ("/", "⁄")
# Elements of digits alone that may be marks; one call, since a page has hundreds of links.
_MAY_BE_MARKS = etree.XPath(
    "//*[self::sup or (self::a and contains(@href, '#')) or contains(@style, 'super')][not(descendant::*[4])]"
    "[translate(normalize-space(.), '0123456789,() ', '') = '' and normalize-space(.) != '']"
)


# The end of the address of a link into the page, and what it holds: a number, which may be written as an entity.
_NUMBERED_LINK = re.compile(rb"#[^<>\"'\s]{1,80}(?:[\"'][^<>]{0,200})?>\s*(?:<[^<>]{0,200}>\s*){0,3}\(?[\d&]")


def raise_marks(root: etree._Element, page: bytes) -> None:
    """Write the numbers of footnotes below `root` raised where they stand behind something in their line: `0.05³`.

    `page` is the bytes that the tree was made of: to look through them costs a fraction of looking through the tree.
    """
    if next(root.iter("sup"), None) is None and not _may_have_marks(page):
        return
    for element in cast("list[etree._Element]", _MAY_BE_MARKS(root)):
        if not _MARK.fullmatch("".join(map(str, element.itertext()))) or (element.tail or "").startswith(_FRACTION):
            continue
        follows, touches = _what_is_before(element)
        if touches or (follows and element.tag != "a"):
            for each in element.iter():
                each.text = each.text and each.text.translate(_RAISED)
                if each is not element:
                    each.tail = each.tail and each.tail.translate(_RAISED)


def _may_have_marks(page: bytes) -> bool:
    """Return whether the bytes of a page may have marks that are no `sup`: a style, a numbered link into the page."""
    if b"vertical-align" in page and b"super" in page:
        return True
    at = page.find(b"#")
    while at >= 0:
        if _NUMBERED_LINK.match(page, at):
            return True
        at = page.find(b"#", at + 1)
    return False


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
