"""What stands beside a figure of the key facts and says of whom, or of when, it is: `(resident)`, `(mid-2019)`, `(national)`."""

from __future__ import annotations

import re

from schemas.vocabulary import Topic
from scraper.parsers.dates import MONTH

_OPEN, _CLOSED = r"[(\[]", r"[)\]]"
_YEAR = r"20\d\d(?: ?[/-] ?\d\d)?"
# What leaves a figure what it is; `gross`, `excluding visitors` make it another one, and it is unread.
_NOTHING = re.compile(
    rf" ?{_OPEN}(?:(?:(?:as at|mid)[ -])?(?:(?:\d{{1,2}} )?{MONTH} )?{_YEAR}(?: estimate)?|estimated?|land(?: area)?){_CLOSED}",
    re.I,
)
_SCOPE = re.compile(rf"{_OPEN}((?:local|national)(?: level| average)?){_CLOSED}")
_WHO = re.compile(
    rf",?(?: -)? ?{_OPEN}?(?:local )?(?P<who>residents?|transient|daytime)\b(?: population)?{_CLOSED}?:? ?"
)


_SCOPE_FIRST = re.compile(r"^(local|national)(?: level| average)? ?: ?(.+)$")


def scope_last(folded: str) -> str:
    """Return a folded figure with the scope that stands before it behind it: `92% national` for `national: 92%`."""
    return _SCOPE_FIRST.sub(r"\2 \1", folded) if ":" in folded else folded


def unqualified(topic: Topic, folded: str) -> tuple[str, bool]:
    """Return a folded figure without what says of whom or when it is, and whether it is of those who only pass through.

    What is not known to leave the figure what it is stays, so that the figure fits no form.
    """
    bare = _NOTHING.sub("", _SCOPE.sub(r"\1", folded)).rstrip(" :.")
    who = _WHO.findall(bare) if topic is Topic.POPULATION and "people" in bare else []
    if len(who) != 1:
        return bare, False
    return _WHO.sub(" ", bare).strip(), not who[0].startswith("resident")
