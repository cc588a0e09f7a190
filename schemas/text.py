"""One way to compare published words: typography and case never matter, letters do."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

APOSTROPHES = "'’‘ʼ´`"
"""What stands for an apostrophe in names and titles that are looked for as they are written."""
# The published pages use straight and curly apostrophes, three dashes, non-breaking hyphens and
# no-break spaces for the same word (docs/layouts.md, traps 8 and 9).
_TYPOGRAPHY: dict[str, str] = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'",
    "“": '"', "”": '"', "„": '"',
    "–": "-", "—": "-", "‑": "-", "‒": "-", "―": "-", "−": "-", "‐": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "…": "...",
}  # fmt: skip
_TYPOGRAPHIC = re.compile(f"[{''.join(_TYPOGRAPHY)}]")
# Zero-width and soft characters, the marks that turn the direction of writing, tags, and code points that are no characters.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
"""What the marks of footnotes are written in: the digits in their order, and brackets."""
# Behind a figure, a year, a date: what is compared is the number before the mark.
_MARK = re.compile(rf"(?<=\d)[{RAISED}]++(?:, ?[{RAISED}]++)*+(?!\d)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WORDS = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")


def squash(text: str) -> str:
    """Return `text` as it is kept: NFC, invisible characters out, white space folded to single spaces."""
    if text.isprintable() and "  " not in text:  # `_is_single_spaced`, spelt out: each block is asked
        text = text.strip(" ")
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def _is_single_spaced(text: str) -> bool:
    """Return whether a text has no white space but single spaces, and nothing invisible: as most blocks stand there."""
    return text.isprintable() and "  " not in text


def fold(text: str) -> str:
    """Return the form two texts share when only typography, case or spacing differ.

    >>> fold("HMI’s  observations:")
    "hmi's observations"
    >>> fold("2018/19¹")
    '2018/19'
    """
    return _fold_short(text) if len(text) <= _LONGEST_KEPT else _fold_long(text)


_LONGEST_KEPT = 300
"""Labels, names and sentences come again and are kept; a paragraph would only push them out, and is soon done with."""


def _fold(text: str) -> str:
    text = _straight(text)
    if not text.isascii():
        text = _straight(_INVISIBLE.sub("", unicodedata.normalize("NFKC", _MARK.sub("", text))))
    text = text.strip(" ") if _is_single_spaced(text) else " ".join(text.split())
    return text.casefold().rstrip(" :.")


def _straight(text: str) -> str:
    if text.isascii():
        return text
    text = text.replace("’", "'").replace("`", "'")  # most texts are done so
    return text if text.isascii() else _TYPOGRAPHIC.sub(lambda match: _TYPOGRAPHY[match.group()], text)


_fold_short = lru_cache(maxsize=2048)(_fold)
_fold_long = lru_cache(maxsize=16)(_fold)


@lru_cache(maxsize=2048)
def slug(text: str, limit: int = 60) -> str:
    """Return a lower-case, hyphenated key of `text`, cut at a word to at most `limit` characters."""
    plain = unicodedata.normalize("NFKD", fold(text).replace("'", "").replace("&", " and "))
    plain = _NOT_WORD.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(plain) <= limit:
        return plain
    cut = plain[:limit]
    return cut.rsplit("-", 1)[0] if "-" in cut else cut


def word_start(form: str) -> str:
    """Return the pattern of a form that begins a word; found several times faster than with the word's edge before it."""
    return rf"{form[0]}(?<!\w{form[0]}){form[1:]}"


def has_any(text: str, *parts: str) -> bool:
    """Return whether a text has one of some parts, letter by letter: a quick look before a pattern that needs one."""
    for part in parts:  # noqa: SIM110 - a generator costs thrice as much
        if part in text:
            return True
    return False


def words(text: str) -> list[str]:
    """Return the folded words of `text`, punctuation out."""
    return _WORDS.findall(fold(text))


def digest8(text: str) -> str:
    """Return the first 8 hexadecimal digits of the SHA-256 of the folded text (docs/database.md, Ids)."""
    return digest8_of(fold(text))


def digest8_of(folded: str) -> str:
    """Return what `digest8` returns, of a text that is folded already."""
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first names with commas, and how many more there are: `a, b, c and 4 more`; `most` are named."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


_COMMAND = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What ends a line, or is a command to a terminal, as the name of a file may hold it."""


def printable(path: str | os.PathLike[str]) -> str:
    """Return a file's name as text of one line that can be stored and printed: a byte that is no UTF-8, and what a terminal obeys, stand escaped."""
    text = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return text if text.isprintable() else _COMMAND.sub(lambda one: one[0].encode("unicode_escape").decode(), text)
