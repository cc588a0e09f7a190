"""When a text says that an inspection was: the month that its sentence names, as `2023-12`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.text import fold

from .dates import MONTHS
from .grades import sentences

_INSPECTED = re.compile(
    r"\b(?:we|was|were) (?:\w+ ){0,2}?inspected\b|\b(?:carried out|completed|conducted|undertook)\b.*\binspection\b"
)
_ANOTHER = re.compile(r"\b(?:re-?visit|re-?inspect|returned|progress|next|will)")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (20\d\d))?")
_ONLY_YEAR = re.compile(r"\b(?:in|during) (20\d\d)\b(?! ?[/-])")


def inspected_in(texts: Iterable[str]) -> str | None:
    """Return the last month in which an inspection was, by the sentence that says when `we inspected`.

    Of several such sentences the one of the latest month is meant: what is told besides is an earlier inspection. A year
    alone stands for its last month. None where no sentence says when.
    """
    said = (sentence for text in texts if "20" in text for sentence in sentences(text))
    return max((month for sentence in said if (month := _told(fold(sentence)))), default=None)


def _told(folded: str) -> str | None:
    if not _INSPECTED.search(folded) or _ANOTHER.search(folded):
        return None
    months = list(_MONTH.finditer(folded))
    dated = [f"{match[2]}-{MONTHS.index(match[1]) + 1:02}" for match in months if match[2]]
    years = [f"{match[1]}-12" for match in _ONLY_YEAR.finditer(folded)]
    return max(dated or years, default=None)
