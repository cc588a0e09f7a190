"""What a person may have meant: organisations and rounds near a name that is none."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from schemas.vocabulary import ROUNDS

from .organisations import ORGANISATIONS, find_organisation, name_key

_MOST, _LIKE, _BEHIND = 3, 0.6, 0.1
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def near_rounds(text: str) -> list[str]:
    """Return the rounds that a text may mean: those of a year that it names, else those spelt much like it."""
    rounds = dict.fromkeys(r.id for r in ROUNDS)
    years = {int(year) for year in _YEAR.findall(text)}
    of_years = dict.fromkeys(r.id for r in ROUNDS if years & set(range(r.first, r.last + 1)))
    return [*(of_years or difflib.get_close_matches(text.strip(), rounds, _MOST, _LIKE))]


def near_organisations(text: str) -> list[str]:
    """Return the ids that a text may mean: by any name of theirs, with or without `police/`, by its first words, else by the spelling."""
    parts = text.strip().casefold().split("/")
    known = _kinds()
    kinds = [parts[0]] if parts[0] in known and len(parts) > 1 else known
    name = parts[1] if len(parts) > 1 else parts[0]
    own = [o for o in ORGANISATIONS.values() if o.id.partition("/")[0] in kinds]
    named = [found.id for kind in dict.fromkeys(o.kind for o in own) if (found := find_organisation(kind, name))]
    if named:
        return named
    words = name_key(name.replace("-", " "))
    begun = [o.id for o in own if words and f"{name_key(o.name)} ".startswith(f"{words} ")]
    if 0 < len(begun) <= _MOST:
        return begun
    ratios = ((difflib.SequenceMatcher(None, name_key(o.name), words).ratio(), o.id) for o in own)
    near = [(ratio, key) for ratio, key in ratios if ratio >= _LIKE]
    best = max((ratio for ratio, _ in near), default=1.0)
    return [key for ratio, key in sorted(near, key=lambda one: -one[0]) if ratio >= best - _BEHIND][:_MOST]


def near_assessments(text: str, known: Sequence[str]) -> list[str]:
    """Return the ids among those known that a text may mean: of the organisation that it may name, else those spelt much like it."""
    key = text.strip().casefold()
    begins = ["/".join(key.split("/")[:2]), key.partition("/")[0]]
    for named in map(near_organisations, begins):
        theirs = [one for one in known if "/".join(one.split("/")[:2]) in named]
        if theirs:
            return difflib.get_close_matches(key, theirs, _MOST, 0)
    return difflib.get_close_matches(key, known, _MOST, 0.5)


def _kinds() -> list[str]:
    return list(dict.fromkeys(o.id.partition("/")[0] for o in ORGANISATIONS.values()))
