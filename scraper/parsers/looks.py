"""Cheap looks at a page's blocks: which of them have the words without which a reader need not look closer."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.vocabulary import HEADING_KINDS, BlockKind
from scraper.document.blocks import RawBlock

_RUN_IN = 45
"""Characters in which the words of a label stand that runs in, with the sign behind it."""
ALONE = 20  # characters of words that stand alone, at the most
LONGEST_LABEL = 80
"""Characters of a line that heads what is asked for."""
ITEMS = frozenset({BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, *HEADING_KINDS})
"""Kinds of blocks that are no text of findings."""
_ASKS_TO = (" to:", " the following:")
"""What ends a line that may ask something of somebody: `We asked the force to do the following:`."""


def may_ask(blocks: Iterable[RawBlock]) -> frozenset[int]:
    """Return the numbers of the blocks that may say what somebody should do as an item, headed by words of a label, as recommended."""
    found: list[int] = []
    above, is_above = "", False
    for block in blocks:
        text = block.text
        # Most paragraphs ask for nothing, and are looked at for no label.
        says_what = "should" in text or "must" in text or "need" in text
        leads = text[-1] == ":"
        head = text[:LONGEST_LABEL]
        names = (
            "mprovement" in head or "ecommendation" in head or "concern" in head or "AFI" in head or " practice" in head
        )  # fmt: skip
        if (
            (
                says_what
                and (
                    leads
                    or block.kind in ITEMS
                    or "ecommend" in text
                    or " 20" in text
                    or _names_asks(text)
                    or _names_asks(above)
                )
            )
            or (leads and (_names_asks(text) or text.endswith(_ASKS_TO) or "ecommend" in text or "20" in text))
            or (is_above and _may_head_asks(above))
            or (names and _may_run_in(text[:_RUN_IN]))
        ):
            found.append(block.number)
        above, is_above = text, names and not text[LONGEST_LABEL:]
    return frozenset(found)


def alone(words: Iterable[str]) -> frozenset[str]:
    """Return what `Builder.beginnings` has where blocks consist of some words, whatever their case and the sign behind them."""
    forms = [form for word in words for form in (word, word.capitalize(), word.title(), word.upper())]
    return frozenset([f"{form}{end}"[:ALONE] for form in forms for end in ("", ".", ":", " :", "?", " ?")])


def _names_asks(text: str) -> bool:
    """Return whether a text has the words of a label of asks in it, in small letters or in capitals."""
    return (
        "mprovement" in text or "ecommendation" in text or "of concern" in text or "for concern" in text
        or "MPROVEMENT" in text or "ECOMMENDATION" in text or "F CONCERN" in text or "R CONCERN" in text or "AFI" in text
    )  # fmt: skip


def _may_head_asks(text: str) -> bool:
    """Return whether short words may head what is asked for: they have in them what labels end with, and no grade has."""
    return (
        "r improvement" in text or "r-improvement" in text or "f improvement" in text or "ecommendation" in text
        or "f concern" in text or "r concern" in text or "-concern" in text or "ve practice" in text or "ng practice" in text
    )  # fmt: skip


def _may_run_in(head: str) -> bool:
    """Return whether the beginning of a text may be a label that runs in."""
    ends = ":" in head or ". " in head or "–" in head or " - " in head
    return ends and ("ecommendation" in head or "mprovement" in head or "concern" in head or "AFI" in head)
