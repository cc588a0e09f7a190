"""Per how many people a rate of the key facts is: as it says itself, and, where it says nothing, as the one beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from schemas.text import fold
from scraper.parsers.builder import Builder
from scraper.parsers.lines import Line

from .scopes import BARE

if TYPE_CHECKING:
    from .key_facts import Reading

BASE = r"(?P<base>10{0,2}[, ]?000|10{0,2}k|thousand|1[, ]?000[, ]?000|million)"
_BASES = {"thousand": 1_000, "million": 1_000_000}
_PER = re.compile(rf"\bper {BASE}")
MEASURED_PER = {"per_1000_population": 1000, "per_person": 1}
"""Per how many people each rate is, by its measure."""


_PEOPLE = frozenset({"people", "People", "population", "Population", "residents", "Residents"})
_ENDS_IN_BASE = re.compile(rf"\bper {BASE}$")


def with_people_joined(b: Builder, lines: list[Line]) -> list[Line]:
    """Return the lines of a panel, `people` on a line of its own behind `per 1000` in one with it: it may be a topic's name too."""
    for place in [place for place, line in enumerate(lines) if place and line.text in _PEOPLE][::-1]:
        line, above = lines[place], lines[place - 1]
        before = " ".join([each.text for each in lines[max(0, place - 2) : place]])
        if _ENDS_IN_BASE.search(fold(before)) is not None:
            b.claim("key_facts.figures", line)
            above.text = f"{above.text} {line.text}"
            del lines[place]
    return lines


def per_person(base: str) -> Decimal:
    """Return what a rate per so many people is per person, as the factor of its number."""
    return 1 / Decimal(_BASES.get(base) or re.sub("[, ]", "", base).replace("k", "000"))


def in_base_beside(beside: str, text: str, reading: Reading) -> Reading:
    """Return a comparator that names no base (`369 national level`) in that of the rate beside it (`288 per 100,000 people`)."""
    base = _PER.search(fold(beside)) if BARE.fullmatch(text) else None
    if base is None:
        return reading
    value = Decimal(str(reading.value)) * MEASURED_PER[reading.measure] * per_person(base["base"])
    return replace(reading, value=int(value) if value == value.to_integral_value() else float(value))
