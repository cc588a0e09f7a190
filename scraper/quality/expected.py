"""What a page of each type and round should hold: the expectations that the sums are closed against.

The table of page types says which sections, judgments and areas a whole page has, the vocabulary which questions and
figures. This module only lays them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemas.figures import FIGURES
from schemas.page_types import facts_of
from schemas.vocabulary import Pillar, find_round

PANEL: tuple[str, ...] = tuple("/".join(figure) for figure in FIGURES)
"""The figures of a key-facts panel: topic, measure, scope."""


@dataclass(frozen=True)
class Expectation:
    """The judgments (pillars, or keys of questions), sections and figures of a page; `least` judgments of any key."""

    judgments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    least: int = 0


@lru_cache(maxsize=1024)
def expectation(body: str, round_id: str | None, page_type: str, pillar: str | None, *, panel: bool) -> Expectation:
    """Return what a page should hold; `panel` says whether it has key facts at all. Nothing without a known round."""
    found, facts = find_round(body, round_id or ""), facts_of(page_type)
    if found is None:
        return Expectation()
    judged = facts.judgments_of(found, Pillar(pillar) if pillar else None)
    return Expectation(judged, facts.sections_of(found), PANEL if panel else (), facts.least)
