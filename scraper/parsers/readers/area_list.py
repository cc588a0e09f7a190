"""Several areas in one text, as in the cell beside a grade: parted by commas, lines or `and`, of which names have some of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

from schemas.questions import Question, plain_words

Named = tuple[str, Question | None]
"""A name as it is published, and the area that it names."""
_SIGN = re.compile(r"[,;•|\n]|\s(?:and|&)\s(?=[A-Z])")
_MOST = 6
"""Of how many parts a name is at the most: with its own commas, broken over lines."""


def areas_in(text: str, area: Callable[[str], Question | None]) -> list[Named]:
    """Return the areas that a text names, each with what is known of it (`area`): one, or several.

    A text of which no part names an area is one area that nobody knows.
    """
    ends = [0, *(edge for sign in _SIGN.finditer(text) for edge in sign.span()), len(text)]
    parts = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if text[start:end].strip()]
    found: list[Named] = []
    place = 0 if len(parts) > 1 else 1
    while place < len(parts):
        ahead = parts[place : place + _MOST]
        count = _run(text, ahead, area)
        name = _between(text, ahead[0][0], ahead[count - 1][1])
        found.append((name, area(name)))
        place += count
    return found if len(found) > 1 and any(known for _, known in found) else [(text, area(text))]


def _run(text: str, parts: list[tuple[int, int]], area: Callable[[str], Question | None]) -> int:
    """Return how many parts make the first name: the most that are a name as it is known, else the most that are near one.

    What is near a name has no part that names another area by itself.
    """
    near = 1
    own = [area(_between(text, start, end)) for start, end in parts]
    for count in range(len(parts), 0, -1):
        run = _between(text, parts[0][0], parts[count - 1][1])
        known = area(run)
        if known is None:
            continue
        if _is_name(run, known):
            return count
        if near == 1 and all(each is None or each.key == known.key for each in own[:count]):
            near = count
    return near


def _between(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _is_name(text: str, area: Question) -> bool:
    return plain_words(text) in map(plain_words, (area.label, *area.names))
