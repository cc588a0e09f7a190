"""The one interface of everything that pages come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from schemas.text import printable
from scraper.addresses import fault_of_address
from scraper.catalogue.urls import is_ours

from .errors import SourceError
from .planner import Plan
from .snapshot import Missed, Snapshot

if TYPE_CHECKING:
    from .before import Before
    from .originals import Originals

FETCHED = frozenset({"web", "wayback", "ukgwa"})
"""The names of sources whose pages are worth a request; those of others can be read again where they are."""


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


def _has_scheme(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def _meant(target: str) -> str:
    """Return what a target may have been meant for that is no path: an address without its scheme, or in brackets."""
    bare = target.strip(" \t\r\n<>\"'")
    address = bare if _has_scheme(bare) else f"https://{bare}"
    if not fault_of_address(address) and is_ours(address):
        return f"did you mean {printable(address)}?"
    return "an address begins with https://"


def is_address(target: str) -> bool:
    """Return whether a target is an address and no path; raises SourceError (exit 2) for one that can't be asked."""
    if not _has_scheme(target):
        return False
    if fault := fault_of_address(target):
        raise SourceError(f"{printable(target)} is no address that can be asked: {fault}; correct it")
    return True


def open_target(
    target: str,
    *,
    sound_only: bool = False,
    cap: int = 20 << 20,
    originals: Originals | None = None,
    seen: set[tuple[int, int]] | None = None,
    before: Before | None = None,
    is_named: bool = True,
) -> Source:
    """Return the source for a path: a saved page, a folder, a WARC or WACZ file, told by what it holds.

    `sound_only` skips fixtures that are marked as no sound page; `cap` (bytes) bounds a page; `originals`, `seen`
    and `before` are those of a run of several (`FolderSource`). Raises SourceError (exit 2) for a path that is none of these,
    and where it `is_named` by a person, not found in a folder, for pages in a form that is not read.
    """
    from .folder import FolderSource
    from .forms import Form, form_of, head_of
    from .leftout import left_out
    from .warcsource import WarcSource

    path = Path(target)
    name = printable(target)
    if not target:
        raise SourceError("a target is empty; name an address, a file or a folder")
    if not path.exists():
        raise SourceError(f"{name} is neither an address nor a file or folder that is there; {_meant(target)}")
    if path.is_dir():
        return FolderSource(path, sound_only=sound_only, cap=cap, originals=originals, seen=seen, before=before)
    try:
        head = head_of(path)
        form = form_of(path, head)
    except OSError as error:
        raise SourceError(f"{name} cannot be read ({error.strerror})") from error
    if form is Form.LEFT_OUT and is_named:
        raise SourceError(f"{name} is {left_out(path, head)}")
    if form is not None and form.is_archive:
        return WarcSource(path, cap=cap, originals=originals, before=before)
    if form is not None:
        return FolderSource(path, sound_only=sound_only, cap=cap)
    forms = ", ".join(form.value for form in Form if form is not Form.LEFT_OUT)
    raise SourceError(f"{name} is no page and no archive that peel reads; it reads folders, {forms}")
