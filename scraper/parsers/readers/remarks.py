"""A few words beside a grade that may say that it is of a part, of another time, or nobody's: `For adults only`, `Graded in 2017`.

Beside a grade nothing else is said in few words, and no field of the record has it: so it is told, whatever it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line

from .noted import is_nobodys
from .stood import is_note_of_then

LONGEST = 60
"""Characters of a remark on a grade."""
_PART_BEGINS = (
    "apart from ", "as assessed ", "as graded ", "as judged ", "as rated ", "as seen ", "average", "based on ", "but not ", "except", "excluding ", "for ",
    "grade for ", "in part ", "in some ", "interim", "largely", "limited to ", "mainly", "mostly", "not all ", "not counting ", "not for ", "not in ",
    "not including ", "only ", "other than ", "partial", "partly", "provisional", "restricted to ", "self-assess", "some of ", "with exceptions", "without ",
)  # fmt: skip
_NO_PART = re.compile(r"for (?:improvement|(?:\w+ )?(?:details?|information)\b)")
"""What begins as a part does and leads elsewhere: `For improvement`, `For more information`."""
_PART_ENDS = (" alone", " only")
_SOME_OF = re.compile(r"\w+ (?:out )?of (?:the )?\w+ (?:areas|questions)\b")


def narrows(text: str) -> bool:
    """Return whether a few words right below a grade may say that it is of a part, or of whom: `For domestic abuse only`, `(adults)`."""
    if text[-1] in ":;?!":
        return False
    said = f"{text.lower()} "
    if said.startswith(_PART_BEGINS) and text[-1] != ".":
        return _NO_PART.match(said) is None
    return said.rstrip(" .").endswith(_PART_ENDS) or text[0] + text[-1] == "()" or _SOME_OF.match(said) is not None


def may_remark(b: Builder, text: str) -> bool:
    """Return whether a text beside a grade, or in its footnote, may say of it that it is not all of this page's."""
    if text[LONGEST:]:
        return False
    return narrows(text) or is_nobodys(b, text) or is_note_of_then(b, text)


def tell_remarks(b: Builder, lines: Iterable[Line]) -> None:
    """Flag the lines beside grades that may be remarks on them."""
    for line in lines:
        said = line.text if line.text.startswith("For ") else line.text.rstrip(":")
        if said and may_remark(b, said):
            told = f"“{line.text}” may be a note on a grade beside it, that it is of a part or of another time; no field of the record says so."
            b.flag("unknown_heading", told, line.number)
