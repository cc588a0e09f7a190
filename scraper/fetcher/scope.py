"""What a run is about, and whose site that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .options import FetchSettings, is_loopback


@dataclass(frozen=True)
class Scope:
    """What a run is about: addresses the user named, else the grid narrowed by rounds and organisations."""

    targets: tuple[str, ...] = ()
    rounds: frozenset[str] | None = None
    organisations: frozenset[str] | None = None

    def covers(self, round_id: str | None, organisation: str | None) -> bool:
        """Return whether a page of this round and organisation is wanted; what is not known of it leaves nothing out."""
        in_round = self.rounds is None or round_id is None or round_id in self.rounds
        return in_round and (self.organisations is None or organisation is None or organisation in self.organisations)

    @property
    def is_whole(self) -> bool:
        """Whether it is about everything."""
        return not self.targets and self.rounds is None and self.organisations is None

    @property
    def key(self) -> str:
        """A text that is the same for the same scope."""
        sets = (",".join(sorted(s)) if s is not None else "*" for s in (self.rounds, self.organisations))
        return "|".join([*sets, *sorted(self.targets)])


def for_targets(settings: FetchSettings, targets: Sequence[str]) -> FetchSettings:
    """Return settings whose site is this machine where the user named addresses on it."""
    local = [t for t in targets if is_loopback(t)]
    if settings.site is not None or not local:
        return settings
    parts = urlsplit(local[0])
    return replace(settings, site=f"{parts.scheme}://{parts.netloc}")
