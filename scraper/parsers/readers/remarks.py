"""A few words beside a grade that may say that it is of a part, of another time, or nobody's: `For adults only`, `Graded in 2017`.

Beside a grade nothing else is said in few words, and no field of the record has it: so it is told, whatever it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line
from scraper.parsers.outline import Section
from scraper.parsers.subject import Whole, judges_all, read_judged

from .noted import is_nobodys, is_of_another
from .rounds_named import round_told
from .stood import is_note_of_then

_CODE = "unknown_heading"
LONGEST = 60
"""Characters of a remark on a grade."""
_PART_BEGINS = (
    "apart from ", "as assessed ", "as graded ", "as judged ", "as rated ", "as seen ", "assessed by ", "average", "based on ", "but not ", "except", "excluding ", "for ", "graded by ",
    "grade for ", "in part ", "in some ", "interim", "judged by ", "largely", "limited to ", "mainly", "mostly", "not all ", "not counting ", "not for ", "not in ",
    "not including ", "only ", "other than ", "partial", "partly", "provisional", "rated by ", "restricted to ", "self-assess", "some of ", "with exceptions", "without ",
)  # fmt: skip
_NO_PART = re.compile(r"for (?:improvement|(?:\w+ )?(?:details?|information)\b)")
"""What begins as a part does and leads elsewhere: `For improvement`, `For more information`."""
_LONGEST_SENTENCE = 40
_SAYS = re.compile(r"\b(?:are|had|has|have|is|it|must|should|they|was|we|were|will)\b")
"""What a sentence has that says more than of what the grade above it is."""
_PART_ENDS = (" alone", " only")
_SOME_OF = re.compile(r"\w+ (?:out )?of (?:the )?\w+ (?:areas|questions)\b")


def narrows(text: str) -> bool:
    """Return whether a few words right below a grade may say that it is of a part, or of whom: `For domestic abuse only`, `(adults)`."""
    if text[-1] in ":;?!":
        return False
    said = f"{text.lower().rstrip('.')} "
    if said.startswith(_PART_BEGINS) and (
        text[-1] != "." or (not text[_LONGEST_SENTENCE:] and _SAYS.search(said) is None)
    ):
        return _NO_PART.match(said) is None
    in_brackets = text[0] + text[-1] == "()" and _SAYS.search(said) is None
    return in_brackets or said.rstrip(" ).").endswith(_PART_ENDS) or _SOME_OF.match(said) is not None


def may_remark(b: Builder, text: str) -> bool:
    """Return whether a text beside a grade, or in its footnote, may say of it that it is not all of this page's."""
    if text[LONGEST:]:
        return False
    is_anothers = is_nobodys if b.round is None else is_of_another
    return narrows(text) or is_note_of_then(b, text) or is_anothers(b, text)


def tell_remark(b: Builder, text: str, block: int) -> None:
    """Flag a text beside a grade, that of a block or some of it, where it may be a remark on the grade."""
    if text[LONGEST:]:
        return
    said = text.lstrip("–—- ").rstrip(";")
    said = said if said.startswith("For ") else said.rstrip(":")
    if said and may_remark(b, said) and not is_told(b, block):
        told = f"“{text}” may be a note on a grade beside it, that it is of a part or of another time; no field of the record says so."
        b.flag(_CODE, told, block)


def tell_remarks(b: Builder, lines: Iterable[Line]) -> None:
    """Flag the lines beside grades that may be remarks on them."""
    for line in lines:
        tell_remark(b, line.text, line.number)


def is_told(b: Builder, block: int) -> bool:
    """Return whether a block is told as a remark, or as a heading that nobody knows."""
    return any(one.code == _CODE and block in one.blocks for one in b.problems)


def is_of_history(b: Builder, text: str) -> bool:
    """Return whether a text is a sentence that names an earlier round: what it says of a grade is read as that of one that was carried over, or told."""
    return text[-1] == "." and "20" in text and round_told(b, fold(text)) is not None


def tell_behind(b: Builder, section: Section, line: Line, said: list[str]) -> None:
    """Flag what stands right behind a judging sentence and may be a remark on it: the first of the other sentences of its line, or the next line."""
    block = line.number if said else line.number + 1
    text = said[0] if said else next((below.text for below in section.body if below.number == block), "")
    if text and not text[LONGEST:] and not is_of_history(b, text):
        tell_remark(b, text, block)


_END = re.compile(r"(?:[,;]| [–—-]|(?= \()) (?=[^,;–—]*$)")
"""What parts a remark at the end of a sentence from what it says: `… is good at …, for adults only.`"""


def _part_end(text: str) -> tuple[str, str] | None:
    """Return a text without what stands behind its last sign, and that, where it is short enough for a remark."""
    found = _END.search(text)
    if found is None or text[found.end() + LONGEST :]:
        return None
    return text[: found.start()], text[found.end() :].rstrip(".")


def tell_end(b: Builder, line: Line, sentence: str, whole: Whole) -> None:
    """Flag the remark at the end of a sentence that would judge all of a thing without it."""
    parted = _part_end(sentence)
    judged = read_judged(f"{parted[0]}.", b.names) if parted is not None else None
    if parted is not None and judged is not None and judges_all(judged, whole):
        tell_remark(b, parted[1], line.number)


def tell_end_of_name(b: Builder, line: Line, name: str) -> None:
    """Flag the remark at the end of the words that name an area in a clause: `investigating offending, for adults only`."""
    parted = _part_end(name)
    if parted is not None:
        tell_remark(b, parted[1], line.number)
    elif name.endswith(_PART_ENDS):
        tell_remark(b, name, line.number)
