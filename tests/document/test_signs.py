"""Signs in a body's bytes: every known format is named, and a page's end is seen in any spelling."""

from __future__ import annotations

import pytest

from scraper.document.signs import SIGNATURES, format_of, has_end_tag, is_ended


@pytest.mark.parametrize(("signature", "name"), SIGNATURES)
def test_a_known_format_is_named_by_its_first_bytes(signature: bytes, name: str) -> None:
    assert format_of(b"\r\n " + signature + b"rest") == name
    assert format_of(b"<p>" + signature) is None


@pytest.mark.parametrize("end", [b"</html>", b"</HTML >", b"</body\n>"])
def test_an_end_tag_is_seen(end: bytes) -> None:
    assert has_end_tag(b"<p>x" + end)
    assert is_ended(b"<p>x" + end, by_body=True)
    assert is_ended("<p>x</html>".encode("utf-16"))


@pytest.mark.parametrize("cut", [b"<p>x", b"<p>x</ht", b"<p>html body", b"<html><body>"])
def test_a_page_that_is_cut_has_none(cut: bytes) -> None:
    assert not has_end_tag(cut)
    assert not is_ended(cut, by_body=True)


def test_the_end_of_the_body_is_not_the_end_of_a_response_unless_it_is_enough() -> None:
    assert is_ended(b"x</body>", by_body=True)
    assert not is_ended(b"x</body>")
