"""The head and the main landmark of a page cut out of its markup, where the markup proves that nothing else is needed.

Most elements of a page are menus, maps and lists around the content, of which nothing is read; the tree of the rest costs
a quarter. It is the same tree where the landmark begins in no attribute, comment or script, and breaks no rule of
nesting by itself. What is not proven is read from the tree of the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from lxml import etree

from schemas.text import squash

from .markup import VERBATIM_TAGS
from .shown import is_hidden

MOST_TITLES = 100
"""Headings of level 1, and landmarks, that are looked at; a page has one or two."""
# Case is spelt out: a pattern that begins with one literal character finds its places five times faster.
_MAIN = re.compile(rb"<[Mm][Aa][Ii][Nn](?![\w-])")
_MAIN_END = re.compile(rb"</[Mm][Aa][Ii][Nn]\s*>")
_BODY = re.compile(rb"<body(?![\w-])(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_ROLE = re.compile(rb"role\s*=\s*[\"']?\s*main")
_TAGS = sorted(VERBATIM_TAGS | {"plaintext"})  # the last runs to the end of a page, whatever stands in it
_INITIALS = "".join({tag[0] for tag in _TAGS})  # looking for them first spares a trial of each tag
_VERBATIM = re.compile(rf"<(?=[!{_INITIALS}])(?:!--|({'|'.join(_TAGS)})(?![\w-]))".encode())
_OPENS_VALUE = re.compile(rb"=\s*+\Z")
_UNKNOWN_TAG = re.compile(r"Tag \S+ invalid")
"""What older versions of libxml2 say of each element that HTML 4 had not."""
_END = b"<hr class=end-of-main>"
_LONGEST_GAP = 100  # bytes between `=` and the quote of a value


class Titled(NamedTuple):
    """What the head of a page says of it: its title, and the address that it has by its own account."""

    title: str | None
    canonical: str | None


def titled_by(element: etree._Element) -> Titled:
    """Return the first title and the first address that stand in an element: in the head, or anywhere in the page."""
    title = link = None
    for each in element.iter("title", "link"):
        if each.tag == "title":
            title = each if title is None else title
        elif link is None and (each.get("rel") or "").lower() == "canonical":
            link = each
        if title is not None and link is not None:
            break
    text = None if title is None else "".join(map(str, title.itertext())) if len(title) else title.text
    return Titled(squash(text or "") or None, None if link is None else link.get("href"))


def head_and_main(utf8: bytes) -> bytes | None:
    """Return a page of a page's head and its first `main` element alone; None where markup does not tell that it is one.

    An `hr` stands behind the element, so that the tree shows whether it ended where it was cut (`is_proven`).
    """
    main = _MAIN.search(utf8)
    end = _MAIN_END.search(utf8, main.end()) if main else None
    if main is None or end is None or _MAIN.search(utf8, end.end()):
        return None
    before = utf8[: main.start()].lower()
    if _has_role(before) or not before.rstrip().endswith(b">") or _is_in_value(before):
        return None
    body = _end_of_body_tag(before)
    return None if body is None else utf8[:body] + utf8[main.start() : end.end()] + _END


def _has_role(before: bytes) -> bool:
    """Return whether a landmark by its role stands in some markup; from behind CPython goes over it in half the time."""
    at = before.rfind(b"role")
    while at >= 0 and _ROLE.match(before, at) is None:
        at = before.rfind(b"role", 0, at)
    return at >= 0


def _is_in_value(before: bytes) -> bool:
    """Return whether what follows stands in the value of an attribute: the last quote of a kind opened one."""
    quotes = (before.rfind(b'"'), before.rfind(b"'"))
    return any(_OPENS_VALUE.search(before, max(0, at - _LONGEST_GAP), at) for at in quotes if at > 0)


def _end_of_body_tag(before: bytes) -> int | None:
    """Return where the tag of the body ends in what stands before the landmark; None where comments or scripts do not end in it."""
    at, body = 0, None
    while found := _VERBATIM.search(before, at):
        body = body or _BODY.search(before, at, found.start())
        end = b"</" + found[1] if found[1] else b"-->"
        at = before.find(end, found.end())
        if at < 0:
            return None
    body = body or _BODY.search(before, at)
    return body and body.end()


def is_proven(root: etree._Element, titled: Titled, utf8: bytes, errors: Iterable[str]) -> bool:
    """Return whether the tree of `head_and_main`, by the parser's errors and itself, has all that is read of the page, `utf8`.

    So it is where the landmark is what is read, has the page's heading and stands between the head and the mark behind it.
    `titled` is what its head says.
    """
    body = root.find("body")
    if body is None or [element.tag for element in body] != ["main", "hr"]:
        return False
    if not all(map(_UNKNOWN_TAG.fullmatch, errors)) or any(is_hidden(e, str(e.tag)) for e in (root, body, body[0])):
        return False
    if titled.title is None or (titled.canonical is None and utf8.rfind(b"anonical") >= 0):
        return False
    # A landmark with the page's heading is what is read, whatever landmarks stand in it (`main_of`).
    return next(body[0].iter("h1"), None) is not None and _has_text(body[0])


def mains_of(root: etree._Element) -> list[etree._Element]:
    """Return the landmarks of main content that are shown."""
    mains = [e for e in root.iter("main", "div", "section", "article") if e.tag == "main" or e.get("role") == "main"]
    mains = [e for e in mains if not is_hidden(e, str(e.tag))]
    if len(mains) < 2:
        return mains
    return [e for e in mains[:MOST_TITLES] if not any(is_hidden(o, str(o.tag)) for o in e.iterancestors())]


def _has_text(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())


def _outermost(mains: list[etree._Element]) -> list[etree._Element]:
    """Return the landmarks that stand in no other, each of which is as long as all in it."""
    known = set(mains)
    return [e for e in mains if known.isdisjoint(e.iterancestors())]


def _length(element: etree._Element) -> int:
    return sum(len(str(text)) for text in element.itertext())


def main_of(root: etree._Element) -> etree._Element:
    """Return the element of the main content: the `main` landmark with the h1, of several without one the longest, else the body."""
    mains = mains_of(root)
    if len(mains) > 1:
        holders = {e for heading in islice(root.iter("h1"), MOST_TITLES) for e in heading.iterancestors()}
        mains = [e for e in mains if e in holders][:1] or [max(_outermost(mains), key=_length)]
    if mains and _has_text(mains[0]):
        return mains[0]
    body = root.find("body")
    return root if body is None else body
