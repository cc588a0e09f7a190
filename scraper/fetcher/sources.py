"""The one interface of everything that pages come from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, runtime_checkable

from .errors import SourceError
from .planner import Plan
from .snapshot import Missed, Snapshot

WARC_ENDINGS = (".warc", ".warc.gz", ".wacz")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


@runtime_checkable
class Source(Protocol):
    """Where snapshots come from. `plan` sends nothing; `snapshots` gives each page once."""

    @property
    def name(self) -> str:
        """What the source is called in reports."""
        ...

    def plan(self) -> Plan:
        """Give what is going to be done."""
        ...

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Give a Snapshot for each page that may be parsed, a Missed for each that gave none."""
        ...


def is_address(target: str) -> bool:
    """Say whether a target is an address and no path."""
    return target.lower().startswith(("http://", "https://"))


def open_target(target: str, *, sound_only: bool = False, cap: int = 20 << 20) -> Source:
    """Give the source for a path: a saved page, a folder, a WARC or WACZ file.

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
