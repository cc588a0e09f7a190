"""Pages in WARC and WACZ files of any crawler: every sound record of the site's hosts, damage named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schemas.text import printable, some_of

from .before import Before, Gave, Stretch, replay
from .errors import SourceError
from .forms import Form, form_of, head_of
from .kinds import HIDDEN, is_hidden
from .leftout import WACZ, members_of, pages_beside
from .originals import Originals
from .places import Container, RecordPlace
from .planner import Plan
from .recorded import TYPES, is_ours, pending_of, told_by
from .records import VERDICT
from .revisits import RevisitSource, note_original
from .snapshot import Missed, Snapshot
from .wacz import WARCS, members, named_in
from .warcread import Damage, WarcRecord

_SLACK = 1 << 16
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
"""What an address begins with that can be told to be of the site or of another."""
OTHER_HOSTS, EVIDENCE = "answers of other hosts", "answers kept as evidence"
CONVERTED, UNKNOWN = "converted records", "records of no known type"
_OF_OTHERS = frozenset({"warcinfo", "request", "metadata", "continuation"})
"""Types of records that describe others, or hold the rest of one that is told as cut."""


class WarcSource:
    """One WARC or WACZ file. `counts` tells after reading what was passed over, by kind.

    `originals` is the index of a run, in which revisits wait until all its files are read; a file that is read alone has
    an index of its own. `before` is what files gave that were read before, None where all is to be read.
    """

    name = "warc"
    requests = 0

    def __init__(
        self, path: Path, *, cap: int = 20 << 20, originals: Originals | None = None, before: Before | None = None
    ) -> None:
        self._path = path
        self._before = before
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
            revisits = RevisitSource(originals, None, cap=self._cap, before=self._before)
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
        self.counts.update(HIDDEN for one in members_of(self._path) if is_hidden(one))
        for member in members(self._path):
            count += 1
            container = Container(self._path, member.name)
            if member.fault:
                message = f"{container.name} {member.fault}" + ("; its sound records are read" if member.file else "")
                yield Missed(container.name, "failed", "wacz_member", message, container.name)
            if member.file is not None:
                yield from self._pages(member.file, container, originals)
        beside = pages_beside(self._path, WARCS)
        if beside:
            where = "beside its WARC files " if count else ""
            what = "WACZ files" if beside[0].lower().endswith(WACZ) else "saved pages"
            message = f"{name} holds {what} {where}({printable(beside[0])}), which are not read; unpack it"
            yield Missed(f"{name}!", "rejected", "not_html", message, f"{name}!")
        elif not count:
            others = some_of(named_in(self._path), 3)
            names = f"; it names WACZ files (multi-WACZ), get these ({printable(others)})" if others else ""
            yield Missed(name, "failed", "empty", f"{name} holds no WARC file{names}", name)

    def _pages(self, file: BinaryIO, container: Container, originals: Originals) -> Iterator[Snapshot | Missed]:
        """Return what a container gives: what it gave before as far as that is proven, the rest is read."""
        for item in replay(self._before, file, container, is_ours, self._cap + _SLACK):
            if isinstance(item, Stretch):
                yield from self._again(item, container, originals)
            elif isinstance(item, Damage):
                place = container.at(item)
                rest = "; the sound records around it are read" if item.kind != "empty" else ""
                message = f"{place.words}: {item.message}{rest}"
                yield Missed(place.key, "failed", f"warc_{item.kind}", message, place.key)
            else:
                record, gave = item
                yield from self._record(record, container.at(record), originals, gave)

    def _again(self, stretch: Stretch, container: Container, originals: Originals) -> Iterator[Snapshot | Missed]:
        """Return what a stretch gave before; its records are read only if a revisit waits for one."""
        originals.leave(container, stretch.where.start, stretch.where.behind)
        self.counts.update(stretch.gave.counts)
        for offset, inner, headers in stretch.gave.waiting:
            originals.wait(RecordPlace(container, offset, inner), headers)
        yield from stretch.found

    def _record(
        self, record: WarcRecord, place: RecordPlace, originals: Originals, gave: Gave
    ) -> Iterator[Snapshot | Missed]:
        """Return the page of a record, or what was missed; what it is that is neither is counted. All is noted."""
        if is_ours(record.headers):
            found = (
                pending_of(record, place)
                if record.type == "revisit"
                else self._original(record, place, originals, gave)
            )
            if found is None:
                # A revisit of a page waits for its original; what it says itself of no page is settled at once.
                headers = told_by(record)
                originals.wait(place, headers)
                gave.waiting.append((place.offset, place.inner, headers))
                return
        else:
            found = _beside(record, place)
            if found is None:
                return
        gave.note(place, found)
        if isinstance(found, str):
            self.counts[found] += 1
        else:
            yield found

    def _original(
        self, record: WarcRecord, place: RecordPlace, originals: Originals, gave: Gave
    ) -> Snapshot | Missed | str:
        found, entry = note_original(record, place, originals, self._cap)
        gave.name(place, entry)
        return found


def _beside(record: WarcRecord, place: RecordPlace) -> Missed | str | None:
    """Return what a record is that is no answer of the site's to an address of it; None for what describes other records."""
    if record.type == "conversion":
        return CONVERTED
    if record.type not in TYPES:
        return None if record.type in _OF_OTHERS else UNKNOWN
    if VERDICT.lower() in record.headers:
        return EVIDENCE
    if not _ADDRESS.match(record.headers.get("warc-target-uri", "")):
        words = f"{place.words}: the record does not say which address it answers (WARC-Target-URI)"
        return Missed(place.key, "failed", "unreadable", words, place.key)
    return OTHER_HOSTS
