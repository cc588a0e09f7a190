"""Bytes to a document: proof that it is a page, the tree, the main content, the blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, cast

from lxml import etree

from schemas.extraction import Problem, problem
from schemas.labels import OF_CONTENT, Role, find_label
from schemas.text import fold, squash
from schemas.vocabulary import GRADE_WORDS, BlockKind, RefusalReason

from .attributes import fewer_attributes
from .blocks import RawBlock, blocks_and_rest, blocks_of
from .decode import decode
from .footer import without_footer
from .landmark import MOST_TITLES, Titled, head_and_main, is_proven, main_of, mains_of, titled_by
from .markup import HEADINGS
from .mending import has_swallowed, is_suspect, mended
from .raised import raise_marks
from .shown import Rest, first_line, is_ask, is_box_beside, is_chrome, is_hidden
from .signs import format_of, has_end_tag, holds_another
from .tables import give_captions

MAX_BYTES = 20 * 1024 * 1024
_TAG = re.compile(rb"<(?:!doctype|html|head|body|title|div|main|article|section|table|p|h[1-6])[\s>]", re.I)
_SAVED = re.compile(rb"<!--\s*(?:Page saved with|Archive processed by) SingleFile")
_HIDDEN_BY_SAVING = re.compile(
    rb"""\sclass=(?:sf-hidden(?=[\s>])|"(?:[^"<>]*\s)?sf-hidden(?:\s[^"<>]*)?"|'(?:[^'<>]*\s)?sf-hidden(?:\s[^'<>]*)?')"""
)
"""The class that SingleFile gives to what the browser did not show, in place of the style that hid it."""
_BOX = re.compile(rb"<(/?)(main|article|section|table|div)(?=[\s>])", re.I)
"""Elements whose end tag no saver leaves out."""
_TEXT_ENDS = (".", "!", "?", "”", "’", '"', ")", "…")
_SAID = (".", ";")
_SHORTEST = 20  # characters of a sentence in a second main part; shorter ones say that something is loading
_NAMES = etree.XPath("descendant::*/@aria-label")
_WORDS = etree.XPath("string()", smart_strings=False)
_ALTERNATIVES = etree.XPath("descendant-or-self::*/@alt | descendant-or-self::*/@aria-label", smart_strings=False)
"""What stands for a picture."""
_DRAWN = frozenset({"a", "button", "nav", "svg"})
"""What says its name too: it leads to a thing, or draws it."""
_PIECES = frozenset({*HEADINGS, "p", "ul", "ol", "table", "aside"}) - {"h1"}
_MOST_BOXES = 20  # beside the text that are looked at
_LONGEST_OF_MENUS = 60  # characters of a line beside the text that needs be no sentence
_LANDMARK_AT_END = re.compile(rb"<footer[\s>]|role=[\"']?contentinfo|Crown copyright", re.I)


class Unreadable(Exception):
    """The bytes are not a page that can be read; carries the contract's reason and a line for a person."""

    def __init__(self, reason: RefusalReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@dataclass
class Document:
    """A page as numbered blocks. `title` is the text of `<title>`; `complete` says whether its end is there."""

    blocks: list[RawBlock]
    title: str | None = None
    canonical: str | None = None
    language: str | None = None
    encoding: str = "utf-8"
    complete: bool = True
    problems: list[Problem] = field(default_factory=list)


def _prove_html(body: bytes, limit: int) -> None:
    head = body[:1024].lstrip()
    if not head and not body.strip():
        raise Unreadable(RefusalReason.EMPTY, "the page is empty; fetch it again")
    if len(body) > limit:
        raise Unreadable(
            RefusalReason.TOO_LARGE, f"{len(body):,} bytes are more than the limit of {limit:,} for a page"
        )
    what = format_of(head)
    if what is not None:
        raise Unreadable(RefusalReason.NOT_HTML, f"this is {what}, not an HTML page")
    if not _TAG.search(body) and not _TAG.search(body.replace(b"\x00", b"")):
        raise Unreadable(RefusalReason.NOT_HTML, "no HTML markup was found in it")


def _is_complete(utf8: bytes) -> bool:
    """Return whether a page has its end: the closing tag, or the footer that stands behind the content."""
    return has_end_tag(utf8) or _LANDMARK_AT_END.search(utf8) is not None


def _is_saved_whole(utf8: bytes, whole: list[RawBlock], blocks: list[RawBlock]) -> bool:
    """Return whether a page is SingleFile's, which leaves out the last end tags, and does not break off.

    `whole` are its blocks, `blocks` those without the lines that close a page.
    """
    if not whole or not _SAVED.search(utf8, 0, 4096) or utf8.rfind(b"<") > utf8.rfind(b">"):
        return False
    ends = len(whole) > len(blocks) or whole[-1].linked or whole[-1].text.endswith(_TEXT_ENDS)
    return ends or _closes_its_boxes(utf8)


def _closes_its_boxes(utf8: bytes) -> bool:
    """Return whether all boxes of a page are closed, in which what ends without a full stop stands: a table, a list of grades."""
    tags = Counter(_BOX.findall(utf8))
    return bool(tags) and all(tags[b"", name] == tags[b"/", name] for _, name in tags)


def _tree(utf8: bytes) -> etree._Element:
    """Return the tree of a whole page."""
    root, errors = _parsed(utf8)
    if is_suspect(root, utf8, errors):
        better = mended(utf8)
        root = root if better == utf8 else _parsed(better)[0]
    return root


def _landmark_alone(utf8: bytes) -> tuple[etree._Element, Titled] | None:
    """Return the tree of a page's head and main landmark, and what that head says; None where that may not be all that is read."""
    part = head_and_main(utf8)
    if part is None:
        return None
    try:
        root, errors = _parsed(part)
    except Unreadable:
        return None
    head = root.find("head")
    titled = Titled(None, None) if head is None else titled_by(head)
    return (root, titled) if is_proven(root, titled, utf8, errors) and not has_swallowed(root, part) else None


def _parsed(utf8: bytes) -> tuple[etree._Element, list[str]]:
    """Return the tree of a page and what the parser found wrong with its markup."""
    # No element is asked for by its id; without the table of ids a tenth of the time is spared.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(utf8, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(RefusalReason.UNDECODABLE, f"the markup can't be read: {error}") from None
    errors = [entry.message for entry in parser.error_log]
    for message in errors:
        if "xcessive depth" in message:
            raise Unreadable(RefusalReason.TOO_DEEP, f"its elements are nested too deep: {message}")
    if root is None:
        raise Unreadable(RefusalReason.EMPTY, "the page has no content; fetch it again")
    return root, errors


def _outer_headings(root: etree._Element, main: etree._Element) -> list[etree._Element]:
    """Return the h1 elements that stand before the main content, in a masthead, where it has none of its own."""
    if next(main.iter("h1"), None) is not None:
        return []
    found = []
    for heading in islice(root.iter("h1"), MOST_TITLES):
        around = [e for e in heading.iterancestors() if isinstance(e.tag, str)]
        if not any(is_hidden(e, e.tag) or (is_chrome(e, e.tag) and e.get("role") != "banner") for e in around):
            found.append(heading)
    return found[:1]


def _renumbered(outer: list[etree._Element], blocks: list[RawBlock]) -> list[RawBlock]:
    before = [block for element in outer for block in blocks_of(element)]
    for block in before:
        block.kind, block.level = block.kind.HEADING, 1
    everything = [*before, *blocks]
    for number, block in enumerate(everything, 1):
        block.number = number
    return everything


def _told(main: etree._Element, rest: Rest) -> list[Problem]:
    """Return what is to be told of all that was left out of a page's blocks."""
    return [
        *_left_out(main, rest.beside), *_closed(rest.closed), *_struck(rest.struck), *_unseen(rest.unseen),
        *_unshown(_text(element) for element in rest.labels[:_MOST_BOXES]),
    ]  # fmt: skip


def _left_out(main: etree._Element, boxes: list[etree._Element]) -> list[Problem]:
    """Return what is to be told of the boxes beside the text that were not read; without a landmark most are the site's, unless they have a label of the record."""
    if main.tag != "main" and main.get("role") != "main":
        placed = ((box, _is_amid_text(box)) for box in boxes[:_MOST_BOXES])
        parts = ((blocks_of(box), amid) for box, amid in placed if amid or _may_say(box))
        return [
            _beside(blocks[0].text)
            for blocks, amid in parts
            if _hold_record(blocks) or (amid and any(map(_is_sentence, blocks)))
        ]
    lines = [(box, *first_line(box)) for box in boxes[:_MOST_BOXES]]
    return [_beside(line) for box, line, linked in lines if _may_be_content(box, line, linked)]


def _is_amid_text(box: etree._Element) -> bool:
    """Return whether a box beside the text stands between two pieces of text: the site's stand around it all."""
    return _is_piece(box.getprevious()) and _is_piece(box.getnext())


def _may_say(element: etree._Element) -> bool:
    """Look whether a part may have what ends a sentence: to read the menus of a page, which have none, costs a tenth of the page."""
    texts = [cast("str", _WORDS(element)), *cast("list[str]", _ALTERNATIVES(element))]
    return any(end in text for text in texts for end in _SAID)


def _is_piece(element: etree._Element | None) -> bool:
    """Return whether an element holds text by itself: a paragraph, a heading, a list, a box of text."""
    if element is None:
        return False
    return element.tag in _PIECES or (element.tag == "div" and not (element.text or " ").isspace())


def _beside(line: str) -> Problem:
    return problem("unread_text", f"A box beside the text is unread, from “{line[:60]}”.")


def _may_be_content(box: etree._Element, line: str, linked: bool) -> bool:
    """Return whether a box may hold text of the page: it has a label or sentences, and is not headed as the site's are."""
    if not is_box_beside(box):
        return _is_of_text(box)
    label = find_label(line)
    if label is not None:
        return label.role is not Role.CHROME and not linked
    blocks = blocks_of(box)
    return any(map(_is_sentence, blocks)) or (_is_amid_text(box) and _speaks(box, blocks))


def _speaks(box: etree._Element, blocks: list[RawBlock]) -> bool:
    """Return whether a box between two pieces of text may say something of them: few words that end as a sentence does, or any beside a grade."""
    beside = any(
        fold(first_line(each)[0]) in GRADE_WORDS for each in (box.getprevious(), box.getnext()) if each is not None
    )
    return any(not block.linked and (beside or block.text.endswith(_SAID)) for block in blocks)


def _is_of_text(box: etree._Element) -> bool:
    """Return whether a footer among the text has sentences that are not the site's."""
    return any(_is_sentence(block) and "ookie" not in block.text for block in without_footer(blocks_of(box)))


def _closed(parts: list[etree._Element]) -> list[Problem]:
    """Return what is to be told of parts that a click opens: their text is on the page, but a browser shows none of it."""
    return [
        problem("unread_text", f"The part under “{_heading_of(part)[:60]}” is closed, and unread.")
        for part in parts[:_MOST_BOXES]
        if _has_sentences(part) or _is_asked_or_told(_heading_of(part), part) or _says_of_record(blocks_of(part))
    ]


def _says_of_record(blocks: list[RawBlock]) -> bool:
    """Return whether a part has a label of the record with a sentence, or a grade alone."""
    return _hold_record(blocks) or any(fold(block.text) in GRADE_WORDS for block in blocks)


def _struck(elements: list[etree._Element]) -> list[Problem]:
    """Return what is to be told of words that are struck out: they are said no more, and a reader may ask since when."""
    texts = map(_text, elements[:_MOST_BOXES])
    return [problem("unread_text", f"“{text[:60]}” is struck out, and unread.") for text in texts]


def _unseen(elements: list[etree._Element]) -> list[Problem]:
    """Return what is to be told of what no reader is shown, or is shown as a menu: sentences below the label of a section."""
    parts = (blocks_of(element) for element in elements[:_MOST_BOXES] if _may_say(element))
    return [
        problem("unread_text", f"A part is not shown, and unread, from “{blocks[0].text[:60]}”.")
        for blocks in parts
        if _hold_record(blocks)
    ]


def _text(element: etree._Element) -> str:
    return squash("".join(map(str, element.itertext())))


def _unshown(labels: Iterable[str]) -> list[Problem]:
    """Return what is to be told of labels that no reader is shown: what they head is not read as theirs."""
    told = "is not shown; what it heads is not read as asked for."
    return [problem("section_missing", f"“{label}” {told}") for label in labels]


def _spoken(main: etree._Element) -> Iterator[str]:
    """Yield the labels of what is asked for that only screen readers hear: no text says them, in an element or above it."""
    named = (cast("etree._Element", name.getparent()) for name in cast("list[Any]", _NAMES(main)))
    unsaid = (element for element in named if element.tag not in _DRAWN and element.get("role") is None)
    for element in islice(unsaid, _MOST_BOXES):
        above = element.getprevious()
        near = (element,) if above is None else (element, above)
        name = element.get("aria-label", "")
        if is_ask(name) and not any(is_ask(first_line(each)[0]) for each in near):
            yield name


def _hold_record(blocks: list[RawBlock]) -> bool:
    """Return whether blocks have the label of a section and a sentence, however short."""
    return any(map(_is_of_record, blocks)) and any(block.text.endswith(_SAID) for block in blocks)


def _is_of_record(block: RawBlock) -> bool:
    label = None if block.linked else find_label(block.text)
    return label is not None and label.role is not Role.CHROME


def _other_mains(root: etree._Element, main: etree._Element, blocks: list[RawBlock]) -> list[Problem]:
    """Return what is to be told of landmarks beside the one that is read: the sentences, labels and cells that it has not."""
    known = {block.text for block in blocks}
    others = (blocks_of(other) for other in mains_of(root)[: _MOST_BOXES + 1] if not _holds(main, other))
    firsts = (next((b for b in more if b.text not in known and _says_something(b)), None) for more in others)
    return [
        problem("unread_text", f"A second main part of the page is unread, from “{first.text[:60]}”.")
        for first in firsts
        if first is not None
    ]


def _says_something(block: RawBlock) -> bool:
    sentence = len(block.text) > _SHORTEST and block.text.endswith(_SAID)
    said = sentence or block.kind is BlockKind.TABLE_CELL or _is_of_record(block)
    return said and not block.linked


def _holds(one: etree._Element, other: etree._Element) -> bool:
    """Return whether two elements are the same, or one stands in the other."""
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _is_asked_or_told(heading: str, part: etree._Element) -> bool:
    """Return whether a part has text under the label of a section, however short its lines."""
    label = find_label(heading)
    return label is not None and label.role in OF_CONTENT and bool(blocks_of(part))


def _heading_of(part: etree._Element) -> str:
    if part.get("role") == "tabpanel":
        return next((block.text for block in blocks_of(part)), "")
    above = part.getprevious()
    return first_line(above)[0] if above is not None else ""


def _has_sentences(element: etree._Element) -> bool:
    return any(map(_is_sentence, blocks_of(element)))


def _is_sentence(block: RawBlock) -> bool:
    return len(block.text) > _LONGEST_OF_MENUS and block.text.endswith(_TEXT_ENDS) and not block.linked


def read_document(body: bytes, content_type: str | None = None, limit: int = MAX_BYTES) -> Document:
    """Return the document of a page's bytes; raises Unreadable for what is not a whole HTML page.

    `content_type` is the header's value where there was one, `limit` the largest page in bytes. A cut page is
    returned with `complete` False, so that whoever asks can still say what it was.
    """
    _prove_html(body, limit)
    decoded = decode(body, content_type)
    if holds_another(decoded.utf8):
        raise Unreadable(RefusalReason.NOT_A_PAGE, "a second page follows the first; save each as a file of its own")
    utf8 = fewer_attributes(decoded.utf8)
    if _SAVED.search(utf8, 0, 4096):
        utf8 = _HIDDEN_BY_SAVING.sub(b" hidden", utf8)
    alone = _landmark_alone(utf8)
    if alone is None:
        root = _tree(utf8)
        titled, main = titled_by(root), main_of(root)
    else:
        root, titled = alone
        main = next(root.iter("main"))
    outer = _outer_headings(root, main)
    for read in (main, *outer):
        raise_marks(read)
        give_captions(read)
    whole, rest = blocks_and_rest(main)
    blocks = without_footer(whole)
    if outer:
        blocks = _renumbered(outer, blocks)
    problems = [*decoded.problems, *_told(main, rest)] if any(rest) else decoded.problems
    problems = [*problems, *_unshown(_spoken(main))]
    if alone is None:
        problems += _other_mains(root, main, whole)
    return Document(
        blocks=blocks,
        title=titled.title,
        canonical=titled.canonical,
        language=root.get("lang"),
        encoding=decoded.encoding,
        complete=_is_complete(decoded.utf8) or _is_saved_whole(decoded.utf8, whole, blocks),
        problems=problems,
    )
