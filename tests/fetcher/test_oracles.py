"""The same files read by warcio and by FastWARC: every record that they give, ours gives too, with the same bytes.

What they and we differ in: both take a record that was cut short for a whole one, and stop where a gzip member is broken;
ours names the damage and reads on. warcio reads a file in one gzip member only without its records' boundaries, and says
so; FastWARC reads it. Neither looks at digests unless asked, and neither finds a revisit's original.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pytest
from warcio.archiveiterator import ArchiveIterator

from scraper.fetcher.warcread import Damage, WarcRecord, read_warc
from tests.support.forms import Records, as_one_member, by_record, plain

from .test_revisits import RECORDS, zstandard

Row = tuple[str, str, bytes]


def ours(raw: bytes) -> list[Row]:
    found = [item for item in read_warc(io.BytesIO(raw)) if isinstance(item, WarcRecord)]
    return [(one.headers["warc-record-id"], one.type, one.block or b"") for one in found]


def of_warcio(raw: bytes) -> list[Row]:
    rows = []
    for one in ArchiveIterator(io.BytesIO(raw), no_record_parse=True):
        rows.append((one.rec_headers.get_header("WARC-Record-ID"), one.rec_type, one.raw_stream.read()))
    return rows


def of_fastwarc(raw: bytes) -> list[Row]:
    warc = pytest.importorskip("fastwarc.warc")
    rows = []
    for one in warc.ArchiveIterator(io.BytesIO(raw), parse_http=False):
        rows.append((one.headers["WARC-Record-ID"], one.headers["WARC-Type"], one.reader.read()))
    return rows


@pytest.mark.parametrize(
    ("oracle", "write"),
    [
        (of_warcio, by_record),
        (of_warcio, plain),
        (of_fastwarc, by_record),
        (of_fastwarc, plain),
        (of_fastwarc, as_one_member),
    ],
)
def test_what_stock_readers_give_ours_gives_too(
    oracle: Callable[[bytes], list[Row]], write: Callable[[Records], bytes]
) -> None:
    mixed = random.Random(17).sample(RECORDS, len(RECORDS))
    raw = write(mixed)
    assert ours(raw) == oracle(raw)
    assert len(ours(raw)) == len(RECORDS)


def test_every_packing_gives_the_same_records() -> None:
    wanted = ours(plain(RECORDS))
    for write in (by_record, as_one_member, zstandard, lambda records: zstandard(records, words=True)):
        assert ours(write(RECORDS)) == wanted


def test_where_stock_readers_take_a_cut_record_for_a_whole_one_ours_names_it() -> None:
    raw = plain(RECORDS)[:-200]
    items = list(read_warc(io.BytesIO(raw)))
    assert isinstance(items[-1], Damage) and items[-1].kind == "torn"
    assert len(of_warcio(raw)) == len(RECORDS) and len(ours(raw)) == len(RECORDS) - 1
