"""The archive's writer: every exchange as it was, in WARC 1.1 files, on disk before anyone looks inside.

A record is written whole, flushed and synced, or cut off again; a file with a torn end is repaired into a
side file before the run, and never appended to.
"""

from __future__ import annotations

import io
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from scraper.fetcher.errors import ArchiveError
from scraper.fetcher.exchange import Exchange
from scraper.fetcher.options import FetchSettings
from scraper.fetcher.records import CAPTURED_AT, PAGE_URI, SOURCE, VERDICT, one_line
from scraper.fetcher.snapshot import Snapshot
from scraper.store.moments import format_date
from scraper.store.rows import Place, SourceName

from .records import (
    Original,
    answer_record,
    copy_of,
    pack,
    refers_to,
    request_record,
)

_PREFIX = "peel-"
_TRUNCATED = {"too_large": "length", "timeout": "time", "cut": "disconnect", "reset": "disconnect"}


class Archive:
    """The WARC files of one run, beside those of other runs. One writer at a time (the run's lock)."""

    def __init__(self, folder: Path, run: str, settings: FetchSettings | None = None) -> None:
        self.folder = folder
        self._run = re.sub(r"[^\w.-]", "-", run)
        self._settings = settings or FetchSettings()
        self._file: _Whole | None = None
        self._name = ""
        self._size = 0
        self._ends: dict[str, int] = {}
        self._in_group = self._unsynced = False

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file in use; nothing is lost without it."""
        if self._file is not None:
            self._sync()
            self._file.close()
            self._file = None

    @contextmanager
    def group(self) -> Iterator[None]:
        """Let the records that are written inside reach the disk together, when the block ends.

        Raises ArchiveError where the disk refuses them then.
        """
        self._in_group = True
        try:
            yield
        finally:
            self._in_group = False
            self._sync()

    def _sync(self) -> None:
        if not self._unsynced or self._file is None:
            return
        try:
            self._file.sync()
        except OSError as error:
            raise self._refused(error) from error
        self._unsynced = False

    @property
    def end(self) -> Place | None:
        """The end of the file in use, None before the first record."""
        return Place(self._name, self._size) if self._name else None

    @property
    def ends(self) -> list[Place]:
        """The ends of all the files that it wrote."""
        return [Place(name, size) for name, size in self._ends.items()]

    def write(
        self,
        exchange: Exchange,
        page: str | None = None,
        source: SourceName = "web",
        captured: str | None = None,
        verdict: str | None = None,
        original: Original | None = None,
    ) -> Place:
        """Keep a request and its answer; gives the place of the answer's record.

        `page` is the page's address on the site where the answer is one; `captured` (WARC-Date form) the
        web archive's time; `verdict` says why the answer is evidence only; with `original` the body is left
        out and a revisit record written. Raises ArchiveError where the disk refuses; the file is then as it
        was before.
        """
        date = format_date(exchange.started_at)
        answer_id = f"<urn:uuid:{uuid.uuid4()}>"
        own = {PAGE_URI: page, SOURCE: source, CAPTURED_AT: captured, VERDICT: verdict}
        told = {k: one_line(v) for k, v in own.items() if v is not None}
        answer = {"WARC-Record-ID": answer_id, "WARC-Date": date, **told}
        if exchange.fault is not None:
            answer["WARC-Truncated"] = _TRUNCATED.get(exchange.fault.kind, "unspecified")
        if original is not None:
            answer.update(refers_to(original))
        makers = (answer_record(exchange, answer, original is not None), request_record(exchange, date, answer_id))
        return self.put(b"".join(map(pack, makers)))

    def keep(self, snapshot: Snapshot) -> Place:
        """Keep a snapshot that came from a folder or from another WARC file; gives its record's place."""
        return self.put(copy_of(snapshot))

    def put(self, data: bytes) -> Place:
        """Keep what `copy_of` made, maybe in another process; gives its place.

        Raises ArchiveError where the disk refuses; the file is then as it was before.
        """
        try:
            return self._write(data)
        except OSError as error:
            refused = self._refused(error)
            with suppress(OSError):
                self._cut_back()
            raise refused from error

    def _refused(self, error: OSError) -> ArchiveError:
        path = self.folder / (self._name or "")
        words = f"the archive {path} cannot be written at {self._size} bytes ({error.strerror or error})"
        return ArchiveError(f"{words}; free space or give another --archive-dir, then run again")

    def _write(self, data: bytes) -> Place:
        file = self._ready(len(data))
        place = Place(self._name, self._size)
        file.write(data)
        self._unsynced = True
        if not self._in_group:
            self._sync()
        self._size += len(data)
        self._ends[self._name] = self._size
        return place

    def _cut_back(self) -> None:
        if self._file is None:
            return
        with suppress(OSError):
            self._file.close()
        self._file = None
        path = self.folder / self._name
        if self._size == 0:
            path.unlink()
            return
        os.truncate(path, self._size)
        self._file = _Whole(path.open("ab", buffering=0))

    def _ready(self, more: int) -> _Whole:
        if self._file is not None and self._size + more <= self._settings.max_archive_file:
            return self._file
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        number = 0
        while (self.folder / self._file_name(number)).exists():
            number += 1
        self._name, self._size = self._file_name(number), 0
        self._file = _Whole((self.folder / self._name).open("xb", buffering=0))
        head = pack(lambda w: w.create_warcinfo_record(self._name, self._info()))
        self._file.write(head)
        self._size = len(head)
        _sync_folder(self.folder)
        return self._file

    def _file_name(self, number: int) -> str:
        return f"{_PREFIX}{self._run}-{number:05d}.warc.gz"

    def _info(self) -> dict[str, str]:
        info = {
            "software": self._settings.user_agent.split(" ")[0],
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
            "isPartOf": self._run,
            "http-header-user-agent": self._settings.user_agent,
        }
        if self._settings.contact:
            info["operator"] = self._settings.contact
        return info


class _Whole:
    """A raw file whose writes are whole or raise: a full disk may take a part of the bytes first."""

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw

    def write(self, data: bytes) -> None:
        """Write all bytes."""
        view = memoryview(data)
        while view:
            view = view[self._raw.write(view) or 0 :]

    def sync(self) -> None:
        """Wait until the disk has them."""
        os.fsync(self._raw.fileno())

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def _sync_folder(folder: Path) -> None:
    """Make the name of a new file as durable as its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
