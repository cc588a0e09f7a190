"""What can become of a page in a run, and which of it means that the page is in the data."""

from __future__ import annotations

from typing import Literal, get_args

Outcome = Literal[
    "loaded", "unchanged", "gone", "blocked", "failed", "rejected", "robots", "not_reached"
]  # docs/fetching.md, Outcomes (`outcomes.outcome`)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OBTAINED: frozenset[str] = frozenset({"loaded", "unchanged"})
"""The page is in the data as the site has it."""
NOT_OBTAINED: frozenset[str] = frozenset({"blocked", "failed", "rejected", "robots", "not_reached"})
"""The page is not in the data although it may exist; `gone` is neither: the site says that there is none."""
INTERRUPTED = "interrupted"
"""The finer reason of `not_reached` for a page that a run was stopped before."""
NOT_PUBLISHED = "not_published"
"""The finer reason of `gone` for an address of the grid at which there never was a page."""
