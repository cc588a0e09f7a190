"""The earlier round that a sentence names: by its years, or as the last one."""

from __future__ import annotations

import re

from schemas.vocabulary import ROUNDS
from scraper.parsers.builder import Builder

# What was before a round, or until it, was in none that is named. The digits stand first: so they are found soonest.
_NOT_BEFORE = r"(?<!before )(?<!before our )(?<!before the )(?<!until )(?<!until our )(?<!until the )"
_YEARS = re.compile(rf"(20(?<!\w20){_NOT_BEFORE.replace(' )', ' 20)')}\d\d(?:[/-](?:20)?\d\d)?)\b")
_LAST_YEAR = re.compile(rf"\b{_NOT_BEFORE}(?:last|previous) year")
_LAST_TIME = re.compile(
    rf"\b{_NOT_BEFORE}(?:last|previous) (?:inspection|assessment|report|judge?ment|grade|rating|round)"
)


def round_named(b: Builder, folded: str) -> str | None:
    """Return the earlier round that a folded sentence names, by its years or as the last year's; else None."""
    for match in _YEARS.finditer(folded):
        named = _as_round(b, match[1])
        if named and b.page.round and named < b.page.round:
            return named
    return round_before(b) if _LAST_YEAR.search(folded) else None


def names_several(b: Builder, folded: str) -> bool:
    """Return whether a folded sentence names several earlier rounds by their years."""
    found = {_as_round(b, match[1]) for match in _YEARS.finditer(folded)}
    return len([named for named in found if named and b.page.round and named < b.page.round]) > 1


def round_told(b: Builder, folded: str) -> str | None:
    """Return the earlier round that a folded sentence names, also as that of the last inspection; else None."""
    named = round_named(b, folded)
    return round_before(b) if named is None and _LAST_TIME.search(folded) else named


_THEN = re.compile(r"\b(?:until|before|previously|formerly|last time|in the past)\b")
_SINCE = re.compile(r"\bsince\b")


def is_of_then(b: Builder, folded: str) -> bool:
    """Return whether folded words are of an earlier time alone: they name it, or say so, and do not name the page's own round.

    What has not been since an earlier round has not been in this one either.
    """
    if any(_as_round(b, match[1]) == b.page.round for match in _YEARS.finditer(folded)):
        return False
    return _THEN.search(folded) is not None or (_SINCE.search(folded) is None and round_told(b, folded) is not None)


def _as_round(b: Builder, text: str) -> str | None:
    year = int(text[:4])
    for r in ROUNDS:
        if r.kind is b.kind and (r.first == year or (len(text) == 4 and r.first <= year <= r.last)):
            return r.id
    return None


def round_before(b: Builder) -> str | None:
    """Return the round of the page's body before the page's own, None where it is the first."""
    earlier = [r.id for r in ROUNDS if r.kind is b.kind and b.page.round and r.id < b.page.round]
    return max(earlier, default=None)
