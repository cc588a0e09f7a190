"""What of a page a reader is shown: hidden elements, landmarks around the content, drawings and their words."""

from __future__ import annotations

from lxml import etree

from schemas.labels import Role, find_label
from schemas.text import squash

from .markup import BLOCK_STYLE, CHROME_ROLES, CHROME_TAGS, HIDDEN_TAGS, INVISIBLE_STYLE


def is_hidden(element: etree._Element, tag: str) -> bool:
    """Return whether a browser would not show the element."""
    if tag in HIDDEN_TAGS or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and INVISIBLE_STYLE.search(style))


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


def is_labelled(element: etree._Element) -> bool:
    """Return whether an aside carries a section of the record, told by its first line (a key-facts panel)."""
    if element.tag != "aside" and element.get("role") != "complementary":
        return False
    for text in element.itertext():
        if text.strip():
            label = find_label(squash(str(text)))
            return label is not None and label.role in (Role.KEY_FACTS, Role.CONTEXT)
    return False


def is_styled_as_box(element: etree._Element) -> bool:
    """Return whether an element is a box by its style or its role."""
    style = element.get("style")
    if style and BLOCK_STYLE.search(style):
        return True
    return element.get("role") == "heading"


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
