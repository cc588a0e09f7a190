"""The one interface of everything that pages come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from .errors import SourceError
from .planner import Plan
from .snapshot import Missed, Snapshot

FETCHED = frozenset({"web", "wayback", "ukgwa"})
"""The names of sources whose pages are worth a request; those of others can be read again where they are."""
WARC_ENDINGS = (".warc", ".warc.gz", ".wacz")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


class Provider(Protocol):
    """What a run knows of everything that pages come from, whether it reads them itself or has them read."""

    @property
    def name(self) -> str:
        """What the source is called in reports."""
        ...

    @property
    def options(self) -> str:
        """The key of `State.start_run`: a run with the same key may go on where this one stopped."""
        ...

    @property
    def requests(self) -> int:
        """Requests sent so far; 0 for what needs none."""
        ...

    @property
    def counts(self) -> Counter[str]:
        """What was passed over and has no outcome, by kind; whole when the source has been read."""
        ...

    def plan(self) -> Plan:
        """Return what is going to be done; nothing is sent."""
        ...


@runtime_checkable
class Source(Provider, Protocol):
    """Where snapshots come from; each page comes once."""

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Yield a Snapshot for each page that may be parsed, a Missed for each that gave none."""
        ...


def is_address(target: str) -> bool:
    """Return whether a target is an address and no path."""
    return target.lower().startswith(("http://", "https://"))


def open_target(target: str, *, sound_only: bool = False, cap: int = 20 << 20) -> Source:
    """Return the source for a path: a saved page, a folder, a WARC or WACZ file.

    `sound_only` skips fixtures that are marked as no sound page; `cap` (bytes) bounds a page. Raises
    SourceError (exit 2) for a path that is none of these.
    """
    from .folder import FolderSource
    from .warcsource import WarcSource

    path = Path(target)
    if not path.exists():
        raise SourceError(f"{target} is neither an address nor a file or folder that is there")
    if path.is_dir() or path.name.lower().endswith(PAGE_ENDINGS):
        return FolderSource(path, sound_only=sound_only, cap=cap)
    if path.name.lower().endswith(WARC_ENDINGS):
        return WarcSource(path, cap=cap)
    endings = ", ".join((*PAGE_ENDINGS, *WARC_ENDINGS))
    raise SourceError(f"{target} is no page and no archive that peel reads; it reads folders and {endings}")
