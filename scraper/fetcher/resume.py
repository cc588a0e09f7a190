"""After a crash: torn archive files are mended, and whole records that nobody noted are taken up."""

from __future__ import annotations

from collections.abc import Mapping
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
    copies = []
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
        lines.append(f"{name}: the page at {record.offset} was fetched and not loaded; it is taken from there")
    for path in warc_files(folder, known):
        size = path.stat().st_size
        if known.get(path.name) != size:
            frontier.written(Place(path.name, size))
    return Recovered(lines, copies)
