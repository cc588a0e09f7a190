"""The labels of a letter's head: which field of the letter each names, and what stands beside it."""

from __future__ import annotations

import re

from .dates import LONG_DATE, NUMERIC_DATE

LABEL = re.compile(
    r"^(?P<label>from|sender|author|sent by(?=:| ?$)|to|addressees?|recipients?|sent to|b?cc|copied to|copy to|copy(?= ?:|$)|copies(?: to)?|"
    r"(?:date )?sent(?: (?:by (?:e-?mail|post) )?on)?|date of (?:the |this )?letter|letter date|dated?)\b\s*(?P<colon>:?)\s*(?P<rest>.*)$",
    re.I,
)
"""A line that begins with a label of a field."""
_FIELDS = {"from": "sender", "sender": "sender", "author": "sender", "sent by": "sender", "to": "addressee", "addressee": "addressee",
           "addressees": "addressee", "recipient": "addressee", "recipients": "addressee", "sent to": "addressee",
           "cc": "copied", "bcc": "copied"}  # fmt: skip
_SAYS_WHEN = re.compile(rf"(?:(?:date )?sent(?: on)?:? |dated?:? )?(?:{LONG_DATE}|{NUMERIC_DATE})", re.I)
LONGEST = 200
"""The most characters of a line of the head."""


def field_of(text: str) -> tuple[str, str] | None:
    """Return the field that a line of the head names and what follows on it; a lone `To` needs no colon."""
    match = LABEL.match(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    rest = match["rest"].strip()
    if rest and not match["colon"] and not (rest[0].isupper() or rest[0].isdigit()):
        return None
    label = match["label"].lower()
    return _FIELDS.get(label, "copied" if label.startswith("cop") else "date"), rest


def is_lone(text: str) -> bool:
    """Return whether a line is a label and nothing else: what it labels stands below it, whatever the tags of both."""
    named = field_of(text)
    return named is not None and not named[1]


def says_when(text: str) -> bool:
    """Return whether a line says when the letter was sent, and nothing else."""
    return _SAYS_WHEN.fullmatch(text) is not None


def is_of_head(text: str, above: str) -> bool:
    """Return whether a line that looks like a heading is one of the letter's head: a label, what stands below it, a day."""
    return says_when(text) or is_lone(text) or is_lone(above)


_SALUTES = re.compile(
    r"(?:dear (?:[\w.'’-]+ ?){1,5}|yours (?:sincerely|faithfully|truly|ever)|(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)),?",
    re.I,
)


def salutes(text: str) -> bool:
    """Return whether a line is the form with which a letter begins or ends: `Dear Chief Fire Officer`, `Yours sincerely`."""
    return _SALUTES.fullmatch(text) is not None
