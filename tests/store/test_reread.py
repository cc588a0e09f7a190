"""What peel kept for itself comes back as it was written, or is refused in words."""

from __future__ import annotations

import zlib

import pytest
from pydantic import TypeAdapter

from scraper.store.reread import UnreadError, made_again, reread, reread_packed

FORM = TypeAdapter(list[tuple[str, int]])
SOUND = b'[["a",1]]'
BROKEN = (b"", b"x", SOUND[:-2], b"null", b"5", b"{}", b'"a"', b'[["a"]]', b'[["a","1"]]', b'[["a",1.5]]', b"[" * 100_000, b"\xff[", b"NaN")  # fmt: skip
"""Empty, no JSON, cut, of another type, nested wrongly, too deep, no UTF-8."""


def test_what_was_written_comes_back() -> None:
    assert (
        reread(FORM, SOUND) == reread(FORM, SOUND.decode()) == reread_packed(FORM, zlib.compress(SOUND)) == [("a", 1)]
    )


@pytest.mark.parametrize("kept", BROKEN)
def test_anything_else_is_refused_in_a_line(kept: bytes) -> None:
    for read, data in ((reread, kept), (reread_packed, zlib.compress(kept)), (reread_packed, kept)):
        with pytest.raises(UnreadError) as raised:
            read(FORM, data)
        assert "\n" not in str(raised.value) and len(str(raised.value)) < 200


def test_a_line_says_how_much_of_what_is_made_again() -> None:
    assert made_again("profiles", 1, "why").startswith("1 row of profiles in the state database can't be read (why)")
    assert made_again("profiles", 2, "why").startswith("2 rows of profiles")
