"""What can become of a page in a run, and which of it means that the page is in the data."""

from __future__ import annotations

from typing import Literal, get_args

Outcome = Literal[
    "loaded", "unchanged", "gone", "not_published", "blocked", "failed", "rejected", "robots", "not_reached"
]  # docs/fetching.md, Outcomes (`outcomes.outcome`)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OBTAINED: frozenset[str] = frozenset({"loaded", "unchanged"})
"""The page is in the data as the site has it."""
NOT_OBTAINED: frozenset[str] = frozenset({"blocked", "failed", "rejected", "robots", "not_reached"})
"""The page is not in the data although it may exist; `gone` and `not_published` are neither: the site says that there
is none (any more, or never was)."""
TROUBLES: frozenset[str] = frozenset({"blocked", "failed", "robots", "not_reached"})
"""What tells nothing of the page: the host was not reached, refused, or broke off. What was known of it stands."""
INTERRUPTED = "interrupted"
"""The finer reason of `not_reached` for a page that a run was stopped before."""
NOT_PUBLISHED: Outcome = "not_published"
"""The outcome of an address at which there never was a page; before version 3 of state.db the reason of a `gone`."""
SITE_BROKEN = "site_broken"
"""The finer reason of `failed` for pages that seem gone with so many others that the site looks broken."""
_LEAST, _SHARE = 5, 0.2
"""Pages, and the share of those that were asked for, from which on a site that says that they are gone looks broken."""
SAME_WORDS = "same_words"
"""The finer reason of `unchanged` for a page in other bytes that says what it said; its capture is in the archive alone."""
SEEN_AGAIN: frozenset[str] = frozenset({"revalidated", "identical", SAME_WORDS})
"""Finer reasons of `unchanged` that say that the site had the page at that moment, as it was known; they leave no capture."""


def are_many(pages: int, asked: int) -> bool:
    """Return whether so many of the pages that were asked for seem gone that the site looks broken."""
    return pages >= _LEAST and pages >= _SHARE * asked


def seen_again(table: str) -> str:
    """Return the SQL condition that an outcome in a table, or its alias, says that the page was there as it was known."""
    reasons = ", ".join(f"'{reason}'" for reason in sorted(SEEN_AGAIN))
    return f"({table}.outcome = 'unchanged' AND {table}.reason IN ({reasons}))"
