"""What of a page a reader is shown: hidden elements, landmarks around the content, drawings and their words."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from lxml import etree

from schemas.labels import ASKS, OF_CONTENT, find_label
from schemas.text import squash

from .markup import (
    BLOCK_KINDS,
    BLOCK_STYLE,
    CHROME_ROLES,
    CHROME_TAGS,
    HEADINGS,
    HIDDEN_TAGS,
    INLINE_TAGS,
    INVISIBLE_STYLE,
    STRUCK_STYLE,
    STRUCK_TAGS,
    UNSEEN_TAGS,
)

PERMALINKS = frozenset("#¶§🔗")
"""Signs behind a heading that are all of a link: it leads to the heading itself."""
_OPENERS = frozenset({*HEADINGS, "button", "dt"})  # what opens a closed part
_MOST_IN_OPENER = 8  # elements in a box around a heading or a button
_TEXTS = frozenset({"p", "li", "td", "dd"})
_MOST_TAGS = 60  # that a first line has in it and before it: boxes in boxes cost no more than they are


class Rest(NamedTuple):
    """What was left out of the blocks: boxes beside the text and footers among it, parts that a click opens, words that are struck out, menus and what scripts show, labels."""

    beside: list[etree._Element]
    closed: list[etree._Element]
    struck: list[etree._Element]
    unseen: list[etree._Element]
    labels: list[etree._Element]

    def hide(self, element: etree._Element, tag: str) -> None:
        """Keep an element that is not shown where it may be a part of the page, or heads one."""
        if is_struck(element):
            self.struck.append(element)
        elif tag in UNSEEN_TAGS:
            self.unseen.append(element)
        elif tag not in HIDDEN_TAGS and heads_asks(element):
            self.labels.append(element)
        elif is_closed_part(element):
            self.closed.append(element)


def is_hidden(element: etree._Element, tag: str) -> bool:
    """Return whether a browser would not show the element, or shows it struck out; what is hidden until it is found is shown to who looks for it."""
    hidden = element.get("hidden")
    if tag in HIDDEN_TAGS or (hidden is not None and hidden.strip().lower() != "until-found"):
        return True
    style = element.get("style")
    return bool(style and INVISIBLE_STYLE.search(style))


def is_struck(element: etree._Element) -> bool:
    """Return whether an element that is left out is one that stands struck out, and has text."""
    struck = element.tag in STRUCK_TAGS or STRUCK_STYLE.search(element.get("style") or "")
    return bool(struck) and any(not str(text).isspace() for text in element.itertext())


def is_closed_part(element: etree._Element) -> bool:
    """Return whether a hidden element is a part of the page that a click opens.

    Such is the panel of a tab, and what is all that stands under a heading, a button or a box around one.
    """
    if element.tag in HIDDEN_TAGS:
        return False
    if element.get("role") == "tabpanel":
        return True
    above, below = element.getprevious(), element.getnext()
    return above is not None and _opens(above) and (below is None or _opens(below))


def _opens(element: etree._Element) -> bool:
    """Return whether an element is what a click opens a part with: a heading, a button, a small box with one alone."""
    if element.tag in _OPENERS or element.get("aria-expanded") or element.get("aria-controls"):
        return True
    inner = [each.tag for each in islice(element.iterdescendants(), _MOST_IN_OPENER + 1)]
    return 0 < len(inner) <= _MOST_IN_OPENER and not _OPENERS.isdisjoint(inner) and _TEXTS.isdisjoint(inner)


def heads_asks(element: etree._Element) -> bool:
    """Return whether all of an element is the label of what is asked for."""
    return is_ask("".join(map(str, islice(element.itertext(), _MOST_IN_OPENER))))


def is_ask(text: str) -> bool:
    """Return whether a text is the label of what is asked for."""
    label = find_label(squash(text))
    return label is not None and label.role in ASKS


def is_chrome(element: etree._Element, tag: str) -> bool:
    """Return whether the element is a landmark around the content: menus, asides, footers, dialogs."""
    if tag in CHROME_TAGS or (tag == "header" and _is_masthead(element)):
        return True
    role = element.get("role")
    return role is not None and role in CHROME_ROLES


def _is_masthead(element: etree._Element) -> bool:
    """Return whether a header is the site's: a child of the body without the page's heading."""
    parent = element.getparent()
    return parent is not None and parent.tag == "body" and next(element.iter("h1"), None) is None


def is_box_beside(element: etree._Element) -> bool:
    """Return whether an element is shown beside the text or over it: an aside, a dialog that stands open.

    Sites put their menus there, and editors what they call out of the text.
    """
    if element.tag == "dialog":
        return element.get("open") is not None
    return element.tag == "aside" or element.get("role") == "complementary"


def is_labelled(element: etree._Element) -> bool:
    """Return whether a box beside the text carries a section of the record, told by its first line.

    A label that is a link is the line of a menu.
    """
    if not is_box_beside(element):
        return False
    line, linked = first_line(element)
    label = None if linked else find_label(line)
    return label is not None and label.role in OF_CONTENT


def first_line(element: etree._Element) -> tuple[str, bool]:
    """Return the first line that an element shows, and whether a link begins it; "" where it does not begin with one."""
    parts: list[str] = []
    linked = False
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in islice(walk, _MOST_TAGS):
        if parts and (each is element or each.tag == "br" or each.tag in BLOCK_KINDS):
            break
        starts = event == "start"
        text = each.text if starts else each.tail
        if starts and is_hidden(each, str(each.tag)):
            walk.skip_subtree()
            text = None
        if text and not text.isspace():
            linked = linked or (not parts and _is_in_link(each if starts else each.getparent(), element))
            parts.append(text)
    return squash("".join(parts)), linked


def _is_in_link(inner: etree._Element | None, outer: etree._Element) -> bool:
    """Return whether an element is in a link that stands in an outer one, or is one."""
    while inner is not None and inner is not outer:
        if inner.tag == "a":
            return True
        inner = inner.getparent()
    return False


def is_styled_as_box(element: etree._Element, tag: str) -> bool:
    """Return whether an element is a box by its style or its role, or is of no known kind and stands as one."""
    style = element.get("style")
    if style and BLOCK_STYLE.search(style):
        return True
    return element.get("role") == "heading" or (tag not in INLINE_TAGS and _stands_alone(element))


def _stands_alone(element: etree._Element) -> bool:
    """Return whether an element is in a box that has elements alone, and no text between them: what the site made up (`x-text`) is a line there."""
    parent = element.getparent()
    if parent is None or BLOCK_KINDS.get(parent.tag) is not None or parent.tag in INLINE_TAGS:
        return False
    above = element.getprevious()
    return all(
        not text or text.isspace() for text in (parent.text, element.tail, None if above is None else above.tail)
    )


def drawn_text(element: etree._Element) -> str | None:
    """Return what a reader is told of a drawing: its label, else its title, else the words drawn in it."""
    label = element.get("aria-label")
    if label:
        return label
    for child in element.iter():
        # Not etree.QName: it raises for the names that broken markup makes (`svg"`, `hmi's`).
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == "title":
            return child.text
    return " ".join(map(str, element.itertext()))
