"""The catalogue's files: what is known of organisations and addresses, as rows of CSV beside this module.

They are data, not code: a row says what is so and, by a key of `sources.csv`, who says it.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
Line = dict[str, str]
"""A row of a file by its columns; an empty text is nothing."""


@cache
def lines(name: str) -> tuple[Line, ...]:
    """Return the rows of one of the catalogue's files, in its order."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, parted by a bar."""
    return tuple(part for part in text.split("|") if part)
