"""What one run is asked to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from scraper.fetcher.scope import Scope
from scraper.fetcher.sources import is_address
from scraper.store.file import newest_run


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
    def fetches(self) -> bool:
        """Whether the site, or a web archive, is asked for anything."""
        return not self.paths or bool(self.addresses)

    @property
    def paths(self) -> tuple[str, ...]:
        """The targets that are files or folders."""
        return tuple(t for t in self.targets if not is_address(t))


def new_run_id(state: Path | None = None) -> str:
    """Return a run's id: its start in UTC, and in four hexadecimal digits when in that second.

    The ids of runs, and with them the names of their archive files, stand in the order of the runs: a rebuild goes by it.
    So where a run of that second is in the state database, `state`, the id is the next one, however coarse the clock is.
    """
    now = dt.datetime.now(dt.UTC)
    second, part = f"{now:%Y%m%dT%H%M%SZ}", now.microsecond * 0x10000 // 1_000_000
    newest = newest_run(state, second) if state is not None else None
    after = int(newest.rpartition("-")[2], 16) + 1 if newest is not None else 0
    return f"{second}-{max(part, after):04x}"
