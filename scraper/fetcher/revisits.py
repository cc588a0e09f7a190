"""Revisit records, read when all files of a run are: each with the body of its original, wherever that is.

The original is looked for in the files of the run, then in the archive. It is read in the order of the files, each once,
so that memory does not grow with the number of revisits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from .before import Before, Proven, Stretch, replay
from .errors import SourceError
from .originals import Entry, Noted, Originals, entry_of
from .places import Container, RecordPlace
from .planner import Plan
from .recorded import is_ours, page_of
from .records import page_uri
from .snapshot import Missed, Snapshot
from .stood import Stood
from .wacz import member
from .warcread import Damage, Headers, WarcRecord, payloads_of, read_warc

_SLACK = 1 << 16


class RevisitSource:
    """The revisits that wait in an index; `archive` is the folder of peel's own archive, None where it is not asked.

    `before` is what files gave in other runs, None where all is to be read.
    """

    name = "warc"
    requests = 0
    options = "revisits"

    def __init__(
        self, originals: Originals, archive: Path | None, *, cap: int = 20 << 20, before: Before | None = None
    ) -> None:
        self._originals = originals
        self._before = before
        self._stood = Stood(before) if before is not None else None
        self._archive = archive
        self._cap = cap
        self.counts: Counter[str] = Counter()

    def plan(self) -> Plan:
        """Return a plan of nothing: what revisits there are shows when the files are read."""
        return Plan(0, 0, 0.0, ())

    def snapshots(self) -> Iterator[Snapshot | Missed]:
        """Return each revisit as the page that it repeats; one without an original anywhere is Missed."""
        lost = Originals()
        try:
            if self._originals.count():
                _index_left(self._originals, self._before, self._cap)
            yield from self._resolved(self._originals, lost)
            if self._archive is not None and lost.count():
                index_archive(self._archive, lost, self._before, cap=self._cap)
            yield from self._resolved(lost, None)
        finally:
            lost.close()

    def _resolved(self, originals: Originals, lost: Originals | None) -> Iterator[Snapshot | Missed]:
        with ExitStack() as stack:
            reader = _Reader(stack, self._cap + _SLACK)
            for place, revisits in originals.found():
                for own, headers in revisits:
                    found = self._page(reader, place, own, headers) if place is not None else None
                    if isinstance(found, str):
                        self.counts[found] += 1
                    elif found is not None:
                        yield found
                    elif lost is not None:
                        lost.wait(own, headers)
                    else:
                        yield _without_original(own, headers)

    def _page(
        self, reader: _Reader, place: RecordPlace, own: RecordPlace, headers: Headers
    ) -> Snapshot | Missed | str | None:
        """Return what a revisit gives with the original at a place (`page_of`), None where no sound record is there."""
        before = self._stood.gave(own, place) if self._stood is not None else None
        if before is not None:
            return before
        record = reader.at(place)
        if record is None:
            return None
        found = page_of(record, headers, own, self._cap)
        if self._stood is not None:
            self._stood.keep(own, place, found)
        return found


def _without_original(place: RecordPlace, headers: Headers) -> Missed:
    words = (
        f"{place.words}: a revisit of a page whose record is in none of the files and not in the archive; "
        "name the file that has it beside this one"
    )
    return Missed(page_uri(headers), "failed", "revisit_without_original", words, place.key)


def note_original(
    record: WarcRecord, place: RecordPlace, originals: Originals, cap: int
) -> tuple[Snapshot | Missed | str, Entry | None]:
    """Return what a record that holds its answer gives (`page_of`), noted as one that revisits may stand for, and its entry.

    To know all digests of a page costs a third of reading it: until a revisit asks, only its place is noted.
    """
    found = page_of(record, record.headers, place, cap)
    entry = _entry(record, found) if originals.is_asked else None
    if entry is not None:
        originals.add(place, entry)
    else:
        # The end of a member shows with the last of its records; to begin in it is to read it whole.
        originals.leave(place.container, place.offset, max(record.end, place.offset + 1))
    return found, entry


def _entry(record: WarcRecord, found: Snapshot | Missed | str) -> Entry:
    """Return by what a record may be named; `found` is what it gives."""
    page = found if isinstance(found, Snapshot) else None
    return entry_of(record.headers, payloads_of(record.block) if page and record.block else (), page)


def _index_left(originals: Originals, before: Before | None, cap: int) -> None:
    """Add to an index the records of the site that were left out of it, since what they give was known."""

    def named(record: WarcRecord, place: RecordPlace) -> Entry | None:
        if record.type == "revisit" or not is_ours(record.headers):
            return None
        return _entry(record, page_of(record, record.headers, place, cap))

    for container, parts in groupby(originals.left(), itemgetter(0)):
        with suppress(OSError, SourceError), _opened(container) as file:
            for _, start, behind in parts:
                at = start
                for one in before.proven(container, start, behind) if before else ():
                    _add_all(container, _read_part(file, container, at, one.start, named, cap), originals)
                    _add_all(container, _noted(file, container, one, before, named, cap), originals)
                    at = one.behind
                _add_all(container, _read_part(file, container, at, behind, named, cap), originals)


_Named = Callable[[WarcRecord, RecordPlace], Entry | None]
"""Returns by what a record may be named that revisits may stand for, None for any other."""


def _noted(
    file: BinaryIO, container: Container, stretch: Proven, before: Before | None, named: _Named, cap: int
) -> Noted:
    """Return the records of a stretch that revisits may stand for; those that are not kept are read and kept."""
    noted = before.noted(container, stretch) if before else None
    if noted is None:
        noted = list(_read_part(file, container, stretch.start, stretch.behind, named, cap))
        if before:
            before.keep_noted(container, stretch, noted)
    return noted


def _read_part(
    file: BinaryIO, container: Container, start: int, behind: int, named: _Named, cap: int
) -> Iterator[tuple[int, int, Entry]]:
    """Read the records of a part of a file that revisits may stand for."""
    if start < behind:
        for item in read_warc(file, cap=cap + _SLACK, start=start, size=behind):
            entry = named(item, container.at(item)) if isinstance(item, WarcRecord) else None
            if entry is not None:
                yield item.offset, item.inner, entry


def _add_all(container: Container, noted: Iterable[tuple[int, int, Entry]], originals: Originals) -> None:
    for offset, inner, entry in noted:
        originals.add(RecordPlace(container, offset, inner), entry)


def _opened(container: Container) -> AbstractContextManager[BinaryIO]:
    return member(container.path, container.member) if container.member else container.path.open("rb")


def index_archive(folder: Path, originals: Originals, before: Before | None = None, *, cap: int = 20 << 20) -> None:
    """Add the pages of peel's own archive to an index; what was read of it `before` and is kept is not read again."""
    from .archive.reader import is_page, warc_files

    def named(record: WarcRecord, _: RecordPlace) -> Entry | None:
        return entry_of(record.headers) if record.type != "revisit" and is_page(record) else None

    kept = before.of_the_archive() if before is not None else None
    for path in warc_files(folder):
        container = Container(path)
        with path.open("rb") as file:
            for item in replay(kept, file, container, lambda _: False, cap + _SLACK):
                if isinstance(item, Stretch):
                    _add_all(container, _noted(file, container, item.where, kept, named, cap), originals)
                elif not isinstance(item, Damage):
                    record, gave = item
                    place = container.at(record)
                    entry = named(record, place)
                    if entry is not None:
                        originals.add(place, entry)
                        gave.name(place, entry)


class _Reader:
    """Reads records at places that come in order: a file is opened once, a member of several is unpacked once."""

    def __init__(self, stack: ExitStack, cap: int) -> None:
        self._stack = stack.enter_context(ExitStack())
        self._cap = cap
        self._container: Container | None = None
        self._file: BinaryIO | None = None
        self._start: tuple[int, int] | None = None
        self._items: Iterator[object] = iter(())

    def at(self, place: RecordPlace) -> WarcRecord | None:
        """Return the record at a place that is not before the one asked for last; None where no sound one is there."""
        try:
            file = self._open(place.container)
        except (OSError, SourceError):
            return None
        if self._start is None or self._start[0] != place.offset or self._start[1] >= place.inner:
            self._items = read_warc(file, cap=self._cap, start=place.offset)
        self._start = place.offset, place.inner
        for item in self._items:
            if isinstance(item, WarcRecord) and (item.offset, item.inner) == (place.offset, place.inner):
                return item
            if getattr(item, "offset", place.offset) != place.offset:
                return None
        return None

    def _open(self, container: Container) -> BinaryIO:
        if self._file is None or container != self._container:
            self._stack.close()
            self._container, self._start = container, None
            self._file = self._stack.enter_context(_opened(container))
        return self._file
