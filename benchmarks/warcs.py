"""WARC files of made pages, as a crawler of a web archive writes them."""

from __future__ import annotations

import datetime as dt
import io
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.fetcher.archive import payload_digest
from scraper.store.moments import format_date

from .pages import MadePage, crawls

_HEADERS = [("Content-Type", "text/html; charset=UTF-8"), ("Server", "made")]


def write_warc(path: Path, pages: Iterable[MadePage]) -> int:
    """Write pages as response records, a gzip member each; give how many."""
    count = 0
    with path.open("wb") as file:
        for count, page in enumerate(pages, 1):  # noqa: B007 - the last number is the count
            file.write(_member(page))
    return count


def write_revisits(path: Path, pages: Sequence[MadePage], times: int) -> int:
    """Write pages as response records, then each of them as so many revisit records, a day apart; give how many records."""
    with path.open("wb") as file:
        for page in pages:
            file.write(_member(page))
        for day in range(1, times + 1):
            for page in pages:
                file.write(_member(page, dt.timedelta(days=day)))
    return len(pages) * (times + 1)


def _member(page: MadePage, later: dt.timedelta | None = None) -> bytes:
    """Return a page's record, that of a revisit so much `later` where that is said."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    head = StatusAndHeaders("200 OK", [*_HEADERS, ("Content-Length", str(len(page.body)))], protocol="HTTP/1.1")
    date = format_date(page.captured_at)
    if later is None:
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            http_headers=head,
            warc_headers_dict={"WARC-Date": date},
        )
    else:
        told = {"WARC-Date": format_date(page.captured_at + later)}
        digest = payload_digest(page.body)
        record = writer.create_revisit_record(page.url, digest, page.url, date, head, warc_headers_dict=told)
    writer.write_record(record)
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(out.getvalue()) + packer.flush()


def write_set(folder: Path, count: int, *, each: int = 1000, only: tuple[int, int] = (0, 1)) -> list[Path]:
    """Write `count` captures into files of `each`; `only` (part, parts) writes every so-manieth file of them.

    Gives the paths of the files written. A file that is there is left as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part, parts = only
    written = []
    for number, start in enumerate(range(0, count, each)):
        path = folder / f"crawl-{number:04d}.warc.gz"
        if number % parts == part and not path.exists():
            write_warc(path, crawls(min(start + each, count), start=start))
            written.append(path)
    return written
