"""Why a night got nothing, in words for its one line: refused, unreachable, robots.txt, a broken site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.store.outcomes import NOT_OBTAINED, SITE_BROKEN

from .verdict import told_once

Ended = tuple[str, str, str | None, str | None]
"""What became of a page: its id, the outcome, the finer reason, a message for a person."""

REFUSED, UNREACHABLE, ROBOTS, BROKEN = "refused", "unreachable", "robots", "broken"
_CAUSES: dict[tuple[str, str], str] = {
    ("robots", "unreachable"): UNREACHABLE,
    ("robots", "challenge"): REFUSED,
    ("not_reached", "host_blocked"): REFUSED,
    ("not_reached", "host_failing"): UNREACHABLE,
    ("failed", SITE_BROKEN): BROKEN,
}
_BY_OUTCOME = {"robots": ROBOTS, "blocked": REFUSED, "failed": UNREACHABLE}
_NO_ANSWER = frozenset({"connect", "dns", "timeout", "reset", "tls", "protocol", "cut"})
_WORDS = {
    REFUSED: "refused",
    UNREACHABLE: "unreachable",
    ROBOTS: "robots.txt forbids it",
    BROKEN: "the site looks broken",
}
_ADDRESS = re.compile(r"https?://\S+: ")
_LONGEST = 240
_OF_ITS_OWN = 1000  # what an answer says goes before what follows from many of them (a host that is left alone)


@dataclass(frozen=True)
class Cause:
    """What kept a night from getting anything: a word for machines, a sentence for people, pages of which it is true."""

    word: str
    sentence: str
    pages: int


def cause_of(ended: Iterable[Ended]) -> Cause | None:
    """Return what most pages were not obtained for, None where it was no fault of the host's (a page refused by its own text)."""
    found: Counter[str] = Counter()
    said: dict[str, Counter[str]] = {}
    for _, outcome, reason, message in ended:
        word = _word(outcome, reason)
        if word is not None:
            found[word] += 1
            told = briefly(without_address(message))
            said.setdefault(word, Counter())[told] += 1 if outcome == "not_reached" else _OF_ITS_OWN
    if not found:
        return None
    word, pages = found.most_common(1)[0]
    because = next((text for text, _ in said[word].most_common() if text), "")
    return Cause(word, f"{_WORDS[word]}{f': {because}' if because else ''}", pages)


def _word(outcome: str, reason: str | None) -> str | None:
    known = _CAUSES.get((outcome, reason or ""))
    if known is not None or outcome != "failed":
        return known or _BY_OUTCOME.get(outcome)
    return UNREACHABLE if reason in _NO_ANSWER or str(reason).startswith("http_5") else None


def briefly(text: str) -> str:
    """Return a sentence that fits into a line with others."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"


def without_address(message: str | None) -> str:
    """Return a message without the page's own address before it, so that the same sentence reads the same."""
    return _ADDRESS.sub("", message or "", count=1)


def not_obtained(ended: Iterable[Ended]) -> list[str]:
    """Return a line for each reason for which pages were not obtained, with the pages."""
    return told_once(
        (page, f"{outcome}: {without_address(message) or reason or ''}")
        for page, outcome, reason, message in ended
        if outcome in NOT_OBTAINED
    )
