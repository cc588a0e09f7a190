"""Saved pages and archives narrowed to some rounds and organisations, by what their addresses state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scraper.catalogue.urls import read_address

from .planner import Plan
from .scope import Scope
from .snapshot import Missed, Snapshot
from .sources import Source

OUTSIDE = "outside the rounds and organisations asked for"


class ScopedSource:
    """Another source without the captures whose address states another round or organisation.

    A capture whose address states neither is kept: only its text can say what it is. `counts` tells how many were
    left out.
    """

    def __init__(self, source: Source, scope: Scope) -> None:
        self._source = source
        self._scope = scope
        self.counts: Counter[str] = Counter()

    @property
    def name(self) -> str:
        """The narrowed source's name."""
        return self._source.name

    @property
    def options(self) -> str:
        """The narrowed source's key, and what it was narrowed to."""
        return f"{self._source.options}|{self._scope.key}"

    @property
    def requests(self) -> int:
        """The narrowed source's requests."""
        return self._source.requests

    def plan(self) -> Plan:
        """Return the narrowed source's plan; what is left out shows only when it is read."""
        return self._source.plan()

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return the captures inside the scope, and all that is missed."""
        for found in self._source.snapshots():
            if isinstance(found, Snapshot) and found.url and self._is_outside(found.url):
                self.counts[OUTSIDE] += 1
            else:
                yield found
        self.counts.update(self._source.counts)

    def _is_outside(self, url: str) -> bool:
        address = read_address(url)
        return address is not None and not self._scope.covers(address.round, address.organisation)
