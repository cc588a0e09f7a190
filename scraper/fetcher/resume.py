"""After a crash: torn archive files are mended, and whole records that nobody noted are taken up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from schemas.text import printable
from scraper.store.frontier import Frontier, page_key
from scraper.store.rows import Place
from scraper.store.state import State

from .archive import foreign_files, is_page, read_at, repair, warc_files
from .capture import captured
from .errors import ArchiveError
from .records import PAGE_URI, SOURCE
from .sources import FETCHED

_NAMED = 3  # pages that are told each by its place


def foreign_lines(folder: Path, known: Mapping[str, int] = MappingProxyType({})) -> list[str]:
    """Return a line for each file of another program in the archive's folder; `known` are lengths of our files (bytes)."""
    words = "is not peel's and is left as it is; name it as a target to read it, and keep it in another folder"
    return [f"{printable(path)} {words}" for path in foreign_files(folder, known)]


class Recovered(NamedTuple):
    """What was left behind: a line for each thing done, and where the copies of captures from files are that nobody noted."""

    lines: list[str]
    copies: list[Place]


def recover(folder: Path, state: State) -> Recovered:
    """Mend the archive in `folder` and bring the state up to it; what was fetched waits to be loaded.

    Call it once at the start of a run, under the run's lock, before anything is written. Raises ArchiveError
    where a torn end cannot be cut off.
    """
    frontier = Frontier(state)
    known = frontier.files()
    repairs, records = repair(folder, known)
    lines = foreign_lines(folder, known)
    lines += [f"{r.file}: a torn record at {r.offset} was cut off and kept as {r.side}" for r in repairs]
    copies, taken = [], []
    for name, record in records:
        if not is_page(record):
            continue
        if record.headers.get(SOURCE.lower()) not in FETCHED:
            copies.append(Place(name, record.offset))
            continue
        try:
            snapshot = read_at(folder, name, record.offset)
        except ArchiveError as error:
            lines.append(error.message)
            continue
        digest, date = record.headers.get("warc-payload-digest"), record.headers.get("warc-date")
        page = page_key(record.headers[PAGE_URI.lower()])
        frontier.keep(captured(page, snapshot, Place(name, record.offset), digest, date), snapshot.url or page)
        taken.append(Place(name, record.offset))
    lines += _taken_up(taken)
    for path in warc_files(folder, known):
        size = path.stat().st_size
        if known.get(path.name) != size:
            frontier.written(Place(path.name, size))
    return Recovered(lines, copies)


def _taken_up(places: Sequence[Place]) -> list[str]:
    """Say which pages wait in the archive: each by its place where they are few, as a crash leaves them.

    They are many where the archive was away, or `state.db` is another: what had been noted of its files is not known then.
    """
    if len(places) <= _NAMED:
        return [
            f"{one.file}: the page at {one.offset} was fetched and not loaded; it is taken from there" for one in places
        ]
    files = len({one.file for one in places})
    where = places[0].file if files == 1 else f"{files} files of the archive, the first {places[0].file}"
    return [f"{len(places)} pages, of which nothing was noted, are taken from {where}"]
