"""A page that says 'not found' with status 200 (F05).

Title and heading decide, not prose: a report may well say that something was not found. A site that answers
any old address with its home page is told by the canary: an address that cannot exist.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from .rough import Look, rough_text, visible_text

_SORRY = r"(?:(?:sorry|oops|whoops)\W*)?(?:the |this |that )?"
_NOT_FOUND = (
    r"(?:error\W*)?(?:404|410)(?:\W.*)?",
    _SORRY + r"page (?:you \w+(?: \w+){0,4} )?(?:was |is |could |can)?(?:not|n't| not)(?: be)? "
    r"(?:found|exist|available)\b.*",
    _SORRY + r"page (?:does ?n['o]t exist|does not exist|no longer exists|cannot be found|can't be found)\b.*",
    r"(?:nothing|page|content) (?:was )?(?:not )?found(?:\W.*)?",
    r"not found",
    r"(?:sorry, )?we (?:can't|cannot|couldn't|could not) find (?:that|the|this|your) page\b.*",
)
_PATTERN = re.compile("|".join(f"(?:{p})" for p in _NOT_FOUND))
_SITE_SUFFIX = re.compile(r"\s+[-|–—]\s+[^-|–—]{1,80}$")
_SHORT = 1500
_SHORT_PAGE = re.compile(
    r"the page (?:you (?:are|were) (?:looking for|after|requested)|requested) "
    r"(?:could not be found|cannot be found|can't be found|does not exist|was not found|has moved)"
)
_DIGITS = re.compile(r"\d+")


def is_soft_404(page: bytes | Look) -> str | None:
    """Return the words that say 'not found', None for a page that does not.

    `page` is decoded bytes, or the look that was taken at them; its address is not needed.
    """
    look = Look.at(page)
    for words in (look.title, look.heading):
        if words and (_PATTERN.fullmatch(words) or _PATTERN.fullmatch(_SITE_SUFFIX.sub("", words))):
            return words[:100]
    if len(look.body) > 1 << 16 or look.has_text(_SHORT):
        return None
    text = visible_text(look.markup)
    match = _SHORT_PAGE.search(text) if len(text) < _SHORT else None
    return match.group(0) if match else None


def signature(body: bytes) -> str:
    """Return a hash of what a page says, without numbers, markup, scripts: clocks and nonces do not count."""
    text = _DIGITS.sub("0", visible_text(rough_text(body)))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def went_home(asked: str, served: str) -> bool:
    """Return whether a deep address ended at the site's front page."""
    home = {"", "hmic", "hmicfrs"}
    return urlsplit(served).path.strip("/") in home and urlsplit(asked).path.strip("/") not in home
