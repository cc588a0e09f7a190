"""Revisit records, read when all files of a run are: each with the body of its original, wherever that is.

The original is looked for in the files of the run, then in the archive. It is read in the order of the files, each once,
so that memory does not grow with the number of revisits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from .errors import SourceError
from .originals import Originals
from .places import Container, RecordPlace
from .planner import Plan
from .recorded import is_ours, page_of
from .records import page_uri
from .snapshot import Missed, Snapshot
from .wacz import member
from .warcread import Headers, WarcRecord, payloads_of, read_warc

_SLACK = 1 << 16


class RevisitSource:
    """The revisits that wait in an index; `archive` is the folder of peel's own archive, None where it is not asked."""

    name = "warc"
    requests = 0
    options = "revisits"

    def __init__(self, originals: Originals, archive: Path | None, *, cap: int = 20 << 20) -> None:
        self._originals = originals
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
                _index_left(self._originals, self._cap)
            yield from self._resolved(self._originals, lost)
            if self._archive is not None and lost.count():
                index_archive(self._archive, lost)
            yield from self._resolved(lost, None)
        finally:
            lost.close()

    def _resolved(self, originals: Originals, lost: Originals | None) -> Iterator[Snapshot | Missed]:
        with ExitStack() as stack:
            reader = _Reader(stack, self._cap + _SLACK)
            for place, revisits in originals.found():
                record = reader.at(place) if place is not None else None
                for own, headers in revisits:
                    if record is not None:
                        yield from self._page(record, headers, own)
                    elif lost is not None:
                        lost.wait(own, headers)
                    else:
                        yield _without_original(own, headers)

    def _page(self, record: WarcRecord, headers: Headers, place: RecordPlace) -> Iterator[Snapshot | Missed]:
        found = page_of(record, headers, place, self._cap)
        if isinstance(found, str):
            self.counts[found] += 1
        else:
            yield found


def _without_original(place: RecordPlace, headers: Headers) -> Missed:
    words = (
        f"{place.words}: a revisit of a page whose record is in none of the files and not in the archive; "
        "name the file that has it beside this one"
    )
    return Missed(page_uri(headers), "failed", "revisit_without_original", words, place.key)


def note_original(record: WarcRecord, place: RecordPlace, originals: Originals, cap: int) -> Snapshot | Missed | str:
    """Return what a record that holds its answer gives (`page_of`), noted as one that revisits may stand for.

    To know all digests of a page costs a third of reading it: until a revisit asks, only its place is noted.
    """
    found = page_of(record, record.headers, place, cap)
    if originals.is_asked:
        page = found if isinstance(found, Snapshot) else None
        originals.add(place, record.headers, payloads_of(record.block) if page and record.block else (), page)
    else:
        # The end of a member shows with the last of its records; to begin in it is to read it whole.
        originals.leave(place.container, place.offset, max(record.end, place.offset + 1))
    return found


def _index_left(originals: Originals, cap: int) -> None:
    """Add to an index the records of the site that were left out of it, since what they give was known."""
    for container, stretches in groupby(originals.left(), itemgetter(0)):
        with suppress(OSError, SourceError), _opened(container) as file:
            for _, start, behind in stretches:
                for item in read_warc(file, cap=cap + _SLACK, start=start, size=behind):
                    if isinstance(item, WarcRecord) and item.type != "revisit" and is_ours(item.headers):
                        note_original(item, container.at(item), originals, cap)


def _opened(container: Container) -> AbstractContextManager[BinaryIO]:
    return member(container.path, container.member) if container.member else container.path.open("rb")


def index_archive(folder: Path, originals: Originals) -> None:
    """Add the pages of peel's own archive to an index."""
    from .archive.reader import is_page, scan, warc_files

    for path in warc_files(folder):
        for item in scan(path, 0):
            if isinstance(item, WarcRecord) and item.type != "revisit" and is_page(item):
                originals.add(Container(path).at(item), item.headers)


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
