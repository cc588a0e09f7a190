"""How many areas a long report says it assessed and graded: `in nine areas of policing … in eight of these nine`.

The totals are closed against the judgments that were found (docs/layouts.md, 9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.text import fold
from schemas.vocabulary import Status
from scraper.parsers.builder import Builder
from scraper.parsers.outline import Section

Totals = tuple[int | None, int | None]
"""How many areas the page says it assessed, and how many of them it graded; None where it gives no number."""

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_AREAS = re.compile(r"\b(?:in|across|against|of) (?:all |these |the )?(\w+) areas\b")
_GRADED = re.compile(
    r"\bgraded judge?ments (?:in|for|on) (?P<graded>\w+) (?:of (?:these|the|those)(?: (?P<all>\w+))?|areas)\b"
)
_ALL_GRADED = re.compile(r"\bgraded judge?ments\b")


def number(word: str) -> int | None:
    """Return the number that a word or digits say, from 0 to 99; None for any other word."""
    if word.isdecimal() and len(word) <= 2:
        return int(word)
    return _NUMBERS.index(word) if word in _NUMBERS else None


def read_totals(text: str) -> Totals | None:
    """Return the counts of a text such as `in nine areas of policing. We make graded judgments in 8 of these 9`.

    None where the text counts no graded areas; where it states two different totals the total is None.
    """
    folded = fold(text)
    areas = _AREAS.search(folded)
    graded = _GRADED.search(folded)
    if areas is None or not _ALL_GRADED.search(folded):
        return None
    total = number(areas[1])
    if graded is None:
        return total, total
    again = number(graded["all"]) if graded["all"] else None
    if again is not None and again != total:
        total = None
    return total, number(graded["graded"])


def find_totals(front: Iterable[Section]) -> tuple[Totals, int] | None:
    """Return the first totals that the front's prose states and their block, None where it states none."""
    for line in (line for section in front for line in section.body):
        totals = read_totals(line.text) if "areas" in line.text else None
        if totals is not None:
            return totals, line.number
    return None


def check_totals(b: Builder, found: tuple[Totals, int] | None) -> None:
    """Flag totals that do not close against the judgments that were found.

    An area whose grade is told in a report of its own, or that was not inspected, is counted by some pages and by others not.
    """
    if found is None:
        return
    (total, of_them), block = found
    areas = len(b.judgments)
    apart = sum(draft.elsewhere is not None for draft in b.drafts.all())
    apart += sum(judgment.status is Status.NOT_INSPECTED for judgment in b.judgments)
    graded = sum(judgment.status is Status.GRADED for judgment in b.judgments)
    if total in (areas, areas - apart) and of_them == graded:
        return
    says = f"{'no one number of' if total is None else total} areas, {'?' if of_them is None else of_them} graded"
    b.flag("counts_differ", f"The page says: {says}; found: {areas} areas, {graded} graded.", block)
