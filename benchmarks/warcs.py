"""WARC files of made pages, as a crawler of a web archive writes them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

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


def _member(page: MadePage) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="WARC/1.1")
    head = StatusAndHeaders("200 OK", [*_HEADERS, ("Content-Length", str(len(page.body)))], protocol="HTTP/1.1")
    told = {"WARC-Date": format_date(page.captured_at)}
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(page.body),
        length=len(page.body),
        http_headers=head,
        warc_headers_dict=told,
    )
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
