"""Members of a file: what one holds and where it ends, and that a broken one never passes for whole."""

from __future__ import annotations

import gzip
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetcher.members import BrokenRecordError, stream_at

TEXT = b"".join(b"<li>%d of %d</li>\n" % (n * n, n) for n in range(3000))
PADDED = b"other bytes "


def pack(data: bytes, level: int) -> bytes:
    """Return a gzip member; level 0 stores the bytes as they are."""
    return gzip.compress(data, level, mtime=0)


def unpacked(file: bytes) -> tuple[bytes, int] | str:
    """Return what the member behind the padding holds and the offset of its end, or the kind of its damage."""
    try:
        stream = stream_at(io.BytesIO(file), len(PADDED))
        data = b"".join(iter(lambda: stream.read(1000), b""))
    except BrokenRecordError as error:
        return error.kind
    return data, stream.end


sizes = st.sampled_from([0, 1, 100, 5000, len(TEXT)])
levels = st.sampled_from([0, 1, 6, 9])
tails = st.sampled_from([b"", pack(b"the next", 6), b"\0" * 9, b"WARC/1.1\r\n"])


@given(size=sizes, level=levels, tail=tails)
def test_a_member_is_read_up_to_its_end_whatever_stands_behind_it(size: int, level: int, tail: bytes) -> None:
    member = pack(TEXT[:size], level)
    assert unpacked(PADDED + member + tail) == (TEXT[:size], len(PADDED) + len(member))


@given(size=sizes, level=levels, tail=tails, seed=st.integers(0, 10**6))
def test_a_flipped_bit_never_gives_other_bytes(size: int, level: int, tail: bytes, seed: int) -> None:
    member = bytearray(pack(TEXT[:size], level))
    at, bit = divmod(seed % (8 * len(member)), 8)
    member[at] ^= 1 << bit
    found = unpacked(PADDED + bytes(member) + tail)
    is_plain = at < 2  # it does not begin as a member does any more, and is read as it stands
    assert isinstance(found, str) or is_plain or found == (TEXT[:size], len(PADDED) + len(member))


@pytest.mark.parametrize("bit", [5, 6, 7])
def test_a_header_with_reserved_bits_is_broken(bit: int) -> None:
    member = bytearray(pack(TEXT, 6))
    member[3] |= 1 << bit
    assert unpacked(PADDED + bytes(member)) == "flipped"


@given(size=sizes, level=levels, seed=st.integers(0, 10**6))
def test_a_cut_member_is_torn(size: int, level: int, seed: int) -> None:
    member = pack(TEXT[:size], level)
    cut = 4 + random.Random(seed).randrange(len(member) - 4)
    assert unpacked(PADDED + member[:cut]) == "torn"
