"""A rough look at a page's markup without a tree: title, first heading, visible text.

Parsing proper is done by `read.py`; these patterns only tell a page from a refusal, in time linear in the
page's length.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from functools import cached_property

# Case is spelt out: a pattern that begins with one literal character finds its places five times faster.
_TITLE = re.compile(r"<[Tt][Ii][Tt][Ll][Ee]\b[^>]*>([^<]{0,1000})")
_H1 = re.compile(r"<[Hh]1\b[^>]*>")
_H1_END = re.compile(r"</[Hh]1")
_HIDDEN_START = re.compile(r"<(?=[sStTnN!])(?:(script|style|template|noscript)\b|!--)", re.I)
_HIDDEN_END = {name: re.compile(f"</{name}", re.I) for name in ("script", "style", "template", "noscript")}
_LONG = re.compile(r">([^<>]{10,})")  # shorter runs cost more to look at than they show
_TAG = re.compile(r"<[^<>]*>")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_MOST = 1 << 19  # bytes of a page that are looked at


class Look:
    """A rough look at the bytes of a page: what several judges ask of it is made once, when the first one asks."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self._shows = 0

    @classmethod
    def at(cls, page: bytes | Look) -> Look:
        """Return the look at a page, the one that was taken already where there is one."""
        return page if isinstance(page, Look) else cls(page)

    @cached_property
    def markup(self) -> str:
        """The first half megabyte as text."""
        return rough_text(self.body[:_MOST])

    @cached_property
    def title(self) -> str:
        """The folded title, empty where there is none."""
        return title_of(self.markup)

    @cached_property
    def heading(self) -> str:
        """The folded text of the first h1, empty where there is none."""
        return heading_of(self.markup)

    def has_text(self, least: int) -> bool:
        """Return whether a quick look shows so many characters of text (`has_text`)."""
        if self._shows < least and has_text(self.markup, least):
            self._shows = least
        return self._shows >= least


def rough_text(body: bytes) -> str:
    """Return bytes as text for patterns of ASCII words; never raises."""
    codec = next((name for bom, name in _BOMS if body.startswith(bom)), None)
    if codec is None and body[:200].count(0) > len(body[:200]) // 3:
        codec = "utf-16-le" if body[1:2] == b"\0" else "utf-16-be"
    return body.decode(codec or "utf-8", "replace")


def fold(text: str) -> str:
    """Return text with entities resolved, curly apostrophes straight and white space folded, in lower case."""
    return " ".join(html.unescape(text).replace("’", "'").split()).lower()


def title_of(markup: str) -> str:
    """Return the folded title, empty where there is none."""
    match = _TITLE.search(markup)
    return fold(match.group(1)) if match else ""


def heading_of(markup: str) -> str:
    """Return the folded text of the first h1, empty where there is none."""
    match = _H1.search(markup)
    if match is None:
        return ""
    end = _H1_END.search(markup, match.end())
    inner = markup[match.end() : end.start() if end else match.end() + 500]
    return fold(_TAG.sub(" ", inner))


def visible_text(markup: str) -> str:
    """Return the folded text outside tags, comments, scripts and styles."""
    return text_of(shown_markup(markup))


def has_text(markup: str, least: int) -> bool:
    """Return whether the longer runs of text alone show so many characters: a quick look, which sound pages pass.

    It may miss text, and counts none that `visible_text` does not have.
    """
    count, found, length = 0, list[str](), 0
    for shown in _shown(markup):
        for match in _LONG.finditer(shown):
            found.append(match.group(1))
            length += len(found[-1])
            if count + length >= least:
                count += len(fold(" ".join(found)))
                if count >= least:
                    return True
                found, length = [], 0
    return False


def text_of(markup: str) -> str:
    """Return the folded text between tags."""
    return fold(_TAG.sub(" ", markup))


def shown_markup(markup: str) -> str:
    """Return markup without comments, scripts, styles and templates."""
    return " ".join(_shown(markup))


def _shown(markup: str) -> Iterator[str]:
    """Return the pieces of markup between comments, scripts, styles and templates."""
    at = 0
    while match := _HIDDEN_START.search(markup, at):
        yield markup[at : match.start()]
        at = _hidden_end(markup, match.group(1), match.end())
    yield markup[at:]


def _hidden_end(markup: str, name: str | None, start: int) -> int:
    """Return where a hidden element (by its name), or a comment (None), that is open at `start` ends."""
    if name is None:
        end = markup.find("-->", start)
        return len(markup) if end < 0 else end + 3
    match = _HIDDEN_END[name.lower()].search(markup, start)
    return match.end() if match else len(markup)
