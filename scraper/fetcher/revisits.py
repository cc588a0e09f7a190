"""Revisit records, read when all files of a run are: each with the body of its original, wherever that is.

The original is looked for in the files of the run, then in the archive. It is read in the order of the files, each once,
so that memory does not grow with the number of revisits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import BinaryIO, TypeGuard

from .before import SIZE
from .errors import SourceError
from .originals import Entry, Noted, Originals, entry_of
from .places import Container, RecordPlace
from .planner import Plan
from .recorded import is_ours, page_of
from .records import page_uri
from .snapshot import Missed, Snapshot
from .stood import Piece, Stood
from .wacz import member
from .warcread import Damage, Headers, WarcRecord, payloads_of, read_warc

_SLACK = 1 << 16


class RevisitSource:
    """The revisits that wait in an index; `archive` is the folder of peel's own archive, None where it is not asked.

    `stood` is what revisits and their originals gave in other runs, None where all is to be read.
    """

    name = "warc"
    requests = 0
    options = "revisits"

    def __init__(
        self, originals: Originals, archive: Path | None, *, cap: int = 20 << 20, stood: Stood | None = None
    ) -> None:
        self._originals = originals
        self._stood = stood
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
                _index_left(self._originals, self._stood, self._cap)
            yield from self._resolved(self._originals, lost)
            if self._archive is not None and lost.count():
                index_archive(self._archive, lost, self._stood)
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


def _index_left(originals: Originals, stood: Stood | None, cap: int) -> None:
    """Add to an index the records of the site that were left out of it, since what they give was known."""
    for container, parts in groupby(originals.left(), itemgetter(0)):
        with suppress(OSError, SourceError), _opened(container) as file:
            for _, start, behind in parts:
                pieces = stood.pieces(container, start, behind) if stood else [Piece(start, behind, None, None)]
                for piece in pieces:
                    _index_piece(file, container, piece, originals, stood, cap)


def _index_piece(
    file: BinaryIO, container: Container, piece: Piece, originals: Originals, stood: Stood | None, cap: int
) -> None:
    """Add the records of a part of a file to an index; what is read of a stretch is kept."""
    if piece.noted is not None:
        _add_all(container, piece.noted, originals)
        return
    noted: Noted = []
    for item in read_warc(file, cap=cap + _SLACK, start=piece.start, size=piece.behind):
        if isinstance(item, WarcRecord) and item.type != "revisit" and is_ours(item.headers):
            place = container.at(item)
            entry = _entry(item, page_of(item, item.headers, place, cap))
            originals.add(place, entry)
            if piece.stretch is not None:
                noted.append((place.offset, place.inner, entry))
    if stood is not None and piece.stretch is not None:
        stood.keep_records(container, piece.stretch, noted)


def _add_all(container: Container, noted: Noted, originals: Originals) -> None:
    for offset, inner, entry in noted:
        originals.add(RecordPlace(container, offset, inner), entry)


def _opened(container: Container) -> AbstractContextManager[BinaryIO]:
    return member(container.path, container.member) if container.member else container.path.open("rb")


def index_archive(folder: Path, originals: Originals, stood: Stood | None = None) -> None:
    """Add the pages of peel's own archive to an index; what was read of it before and is kept (`stood`) is not read again."""
    from .archive.reader import warc_files

    for path in warc_files(folder):
        container = Container(path)
        with path.open("rb") as file:
            ends = stood.ends(container) if stood is not None else {}
            offset, end = 0, file.seek(0, 2)
            while offset < end:
                noted = stood.proven(file, container, offset, ends[offset]) if stood and offset in ends else None
                if noted is not None:
                    _add_all(container, noted, originals)
                    offset = ends[offset]
                else:
                    offset = _index_from(file, container, offset, originals, stood, ends)


def _index_from(
    file: BinaryIO, container: Container, start: int, originals: Originals, stood: Stood | None, stops: Collection[int]
) -> int:
    """Add to an index what stands in a file of the archive from an offset on, as far as the first of `stops` behind it.

    It is kept in stretches of whole members. Returns that place, the file's end where there is none.
    """
    stretch = _Stretch(file, container, stood)
    for offset, items in groupby(read_warc(file, want=lambda _: False, start=start), attrgetter("offset")):
        if offset > start and offset in stops:
            stretch.close()
            return int(offset)
        member = list(items)
        noted = [(offset, one.inner, entry_of(one.headers)) for one in member if _is_original(one)]
        _add_all(container, noted, originals)
        stretch.add(offset, member, noted)
    stretch.close()
    return file.seek(0, 2)


def _is_original(item: WarcRecord | Damage) -> TypeGuard[WarcRecord]:
    from .archive.reader import is_page

    return isinstance(item, WarcRecord) and item.type != "revisit" and is_page(item)


class _Stretch:
    """A stretch of a file of the archive as it is read: whole members that follow one another; damage ends it."""

    def __init__(self, file: BinaryIO, container: Container, stood: Stood | None) -> None:
        self._file, self._container, self._stood = file, container, stood
        self._start = self._behind = self._members = 0
        self._noted: Noted = []

    def add(self, offset: int, member: list[WarcRecord | Damage], noted: Noted) -> None:
        """Add a member, which begins at an offset, and the records of it that revisits may stand for."""
        last = member[-1]
        if any(isinstance(item, Damage) for item in member) or isinstance(last, Damage) or last.end <= offset:
            self.close()
            return
        if self._members >= SIZE or (self._members and offset != self._behind):
            self.close()
        self._start = self._start if self._members else offset
        self._behind, self._members = last.end, self._members + 1
        self._noted += noted

    def close(self) -> None:
        """Keep it, if there is one."""
        if self._members and self._stood is not None:
            self._stood.keep_stretch(self._file, self._container, self._start, self._behind, self._noted)
        self._members, self._noted = 0, []


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
