"""Pages in WARC and WACZ files of any crawler: every sound record of the site's hosts, damage named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schemas.text import printable
from scraper.catalogue.urls import is_ours as is_address_of_ours

from .errors import SourceError
from .forms import Form, form_of, head_of
from .originals import Originals
from .places import Container, RecordPlace
from .planner import Plan
from .recorded import page_of, pending_of
from .records import VERDICT, page_uri
from .revisits import RevisitSource
from .snapshot import Missed, Snapshot
from .wacz import members
from .warcread import Damage, Headers, WarcRecord, payloads_of, read_warc

_TYPES = frozenset({"response", "revisit", "resource"})
_SLACK = 1 << 16
OTHER_HOSTS, EVIDENCE = "answers of other hosts", "answers kept as evidence"


def is_ours(headers: Headers) -> bool:
    """Return whether a record may hold a page of the site, under its own address or a web archive's."""
    if headers.get("warc-type") not in _TYPES or VERDICT.lower() in headers:
        return False
    url = page_uri(headers)
    return url.startswith("urn:sha256:") or is_address_of_ours(url)


class WarcSource:
    """One WARC or WACZ file. `counts` tells after reading what was passed over, by kind.

    `originals` is the index of a run, in which revisits wait until all its files are read; a file that is read alone has
    an index of its own.
    """

    name = "warc"
    requests = 0

    def __init__(self, path: Path, *, cap: int = 20 << 20, originals: Originals | None = None) -> None:
        self._path = path
        self.options = f"warc|{printable(path)}"
        self._cap = cap
        self._originals = originals
        self.counts: Counter[str] = Counter()

    def plan(self) -> Plan:
        """Return the file's size; what is in it shows when it is read."""
        size = self._path.stat().st_size
        return Plan(0, 0, 0.0, (f"warc {printable(self._path)}: {size / 1e6:.1f} MB to read, no requests",))

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each page of the site's hosts in the file's order; damage is a Missed with its place."""
        self.counts.clear()
        if self._originals is not None:
            yield from self._read(self._originals)
            return
        originals = Originals()
        try:
            yield from self._read(originals)
            revisits = RevisitSource(originals, None, cap=self._cap)
            yield from revisits.snapshots()
            self.counts.update(revisits.counts)
        finally:
            originals.close()

    def _read(self, originals: Originals) -> Iterator[Snapshot | Missed]:
        name = printable(self._path)
        try:
            if form_of(self._path, head_of(self._path)) is Form.WACZ:
                yield from self._wacz(originals)
                return
            with self._path.open("rb") as file:
                yield from self._pages(file, Container(self._path), originals)
        except SourceError as error:
            yield Missed(name, "failed", "wacz_broken", error.message, name)
        except OSError as error:
            yield Missed(name, "failed", "unreadable", f"{name} cannot be read ({error.strerror or error})", name)

    def _wacz(self, originals: Originals) -> Iterator[Snapshot | Missed]:
        name, count = printable(self._path), 0
        for member in members(self._path):
            count += 1
            container = Container(self._path, printable(member.name))
            if member.fault:
                message = f"{container.name} {member.fault}; its sound records are read"
                yield Missed(container.name, "failed", "wacz_member", message, container.name)
            yield from self._pages(member.file, container, originals)
        if not count:
            yield Missed(name, "failed", "empty", f"{name} holds no WARC file", name)

    def _pages(self, file: BinaryIO, container: Container, originals: Originals) -> Iterator[Snapshot | Missed]:
        for item in read_warc(file, is_ours, self._cap + _SLACK):
            place = container.at(item)
            if isinstance(item, Damage):
                message = f"{place.words}: {item.message}; the sound records around it are read"
                yield Missed(place.key, "failed", f"warc_{item.kind}", message, place.key)
            elif not is_ours(item.headers):
                self._pass_over(item.headers)
            elif item.type == "revisit":
                yield from self._revisit(item, place, originals)
            else:
                yield from self._page(item, place, originals)

    def _pass_over(self, headers: Headers) -> None:
        if headers.get("warc-type") in _TYPES:
            self.counts[EVIDENCE if VERDICT.lower() in headers else OTHER_HOSTS] += 1

    def _page(self, record: WarcRecord, place: RecordPlace, originals: Originals) -> Iterator[Snapshot | Missed]:
        found = page_of(record, record.headers, place, self._cap)
        page = found if isinstance(found, Snapshot) else None
        originals.add(place, record.headers, payloads_of(record.block) if page and record.block else (), page)
        if isinstance(found, str):
            self.counts[found] += 1
        else:
            yield found

    def _revisit(self, record: WarcRecord, place: RecordPlace, originals: Originals) -> Iterator[Snapshot | Missed]:
        """Let a revisit of a page wait for its original; what it says itself of no page is settled at once."""
        pending = pending_of(record, place)
        if isinstance(pending, str):
            self.counts[pending] += 1
        elif isinstance(pending, Missed):
            yield pending
        else:
            originals.wait(place, record.headers)
