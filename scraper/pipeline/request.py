"""What one run is asked to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scraper.fetcher.scope import Scope
from scraper.fetcher.sources import is_address


@dataclass(frozen=True)
class Request:
    """What one run is asked to do: targets (addresses, files, folders; none is the whole catalogue) and limits."""

    targets: tuple[str, ...] = ()
    rounds: frozenset[str] | None = None
    organisations: frozenset[str] | None = None
    refetch: bool = False
    sound_only: bool = False
    engine: str | None = None
    scheduler: str | None = None

    @property
    def scope(self) -> Scope:
        """What the run is about."""
        return Scope(self.addresses, self.rounds, self.organisations)

    @property
    def is_whole(self) -> bool:
        """Whether the run looks after the catalogue, or a scope of it: no target is named."""
        return not self.targets

    @property
    def addresses(self) -> tuple[str, ...]:
        """The targets that are addresses."""
        return tuple(t for t in self.targets if is_address(t))

    @property
    def paths(self) -> tuple[str, ...]:
        """The targets that are files or folders."""
        return tuple(t for t in self.targets if not is_address(t))


def new_run_id() -> str:
    """Return a run's id: its start in UTC, and in four hexadecimal digits when in that second.

    The ids of runs, and with them the names of their archive files, stand in the order of the runs: a rebuild goes by it.
    """
    now = dt.datetime.now(dt.UTC)
    return f"{now:%Y%m%dT%H%M%SZ}-{now.microsecond * 0x10000 // 1_000_000:04x}"
