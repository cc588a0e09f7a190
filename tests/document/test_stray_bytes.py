"""Pages with a few damaged bytes: what was not touched is read as it stands, whatever the encoding.

The sound pages are read by charset-normalizer, a second opinion that knows nothing of ours.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from charset_normalizer import from_bytes
from hypothesis import given
from hypothesis import strategies as st

from scraper.document.decode import decode

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/*/page.html"))
CODES = {"encoding_fallback", "characters_lost", "characters_cleaned", "encoding_overridden"}
_MOJIBAKE = re.compile("Ã[\x80-¿]|Â[£\xa0]|â€")


def names(pages: list[Path]) -> list[str]:
    return ["/".join(page.parts[-3:-1]) for page in pages]


def second_opinion(body: bytes) -> str | None:
    """Return the text of a page by charset-normalizer; None where it does not take it for UTF-8."""
    best = from_bytes(body).best()
    return str(best) if best is not None and best.encoding in {"utf_8", "ascii"} else None


def damaged(body: bytes, rng: random.Random, count: int, values: range) -> tuple[bytes, list[int]]:
    """Return a page with some bytes of its second half replaced, and where they are."""
    places = sorted(rng.sample(range(len(body) // 2, len(body)), count))
    changed = bytearray(body)
    for place in places:
        changed[place] = rng.choice(values)
    return bytes(changed), places


def untouched(body: bytes, places: list[int]) -> list[str]:
    """Return the stretches of a UTF-8 page that are at least a character away from the damage."""
    edges = [0, *(edge for place in places for edge in (place - 4, place + 5)), len(body)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [body[start:end].decode("utf-8", "ignore") for start, end in pairs if end > start]


def stands_in_order(pieces: list[str], text: str) -> bool:
    """Return whether all pieces stand in a text, one behind the other."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return True


def is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_damaged_bytes_spoil_themselves_alone(page: Path) -> None:
    body = page.read_bytes()
    opinion = second_opinion(body)
    if opinion is None or body.isascii() or opinion.encode() != body:
        pytest.skip("not a page with characters beyond ASCII that the second opinion takes for UTF-8")
    rng = random.Random(len(body))
    for count in (1, 2, 3, 4, 5):
        changed, places = damaged(body, rng, count, range(128, 256))
        decoded = decode(changed, "text/html")
        pieces = untouched(body, places)
        assert all(piece in opinion for piece in pieces)
        assert stands_in_order(pieces, decoded.utf8.decode())
        assert {p.code for p in decoded.problems} <= CODES
        assert is_utf8(changed) or "encoding_fallback" in {p.code for p in decoded.problems}


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("label", [None, "windows-1252", "iso-8859-1", "utf-8", "koi8-r", "us-ascii"])
@pytest.mark.parametrize("page", PAGES[::9], ids=names(PAGES[::9]))
def test_utf16_without_a_mark_is_read_whatever_is_declared(page: Path, label: str | None, order: str) -> None:
    sound = decode(page.read_bytes())
    text = sound.utf8.decode()
    decoded = decode(text.encode(order), f"text/html; charset={label}" if label else None)
    assert decoded.utf8 == sound.utf8
    assert decoded.encoding == order
    assert {p.code for p in decoded.problems} <= ({"encoding_overridden"} if label else set())


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_damaged_bytes_of_utf16_spoil_themselves_alone(order: str) -> None:
    body = ("<html><body>" + "<p>£5 – it’s “so” € </p>" * 60 + "</body></html>").encode(order)
    rng = random.Random(7)
    for count in (1, 2, 3, 4, 5):
        changed, _ = damaged(body, rng, count, range(256))
        text = decode(changed, "text/html; charset=windows-1252").utf8.decode()
        assert text.count("<p>£5 – it’s “so” € </p>") >= 60 - 2 * count


@given(
    st.lists(st.sampled_from(["’", "–", "£", "é", "ô", "▲", "x", " word ", "<p>"]), min_size=1, max_size=40),
    st.integers(0, 39),
    st.sampled_from([b"\x96", b"\xa3", b"\xe9", b"\xff", b"\x81", b"\xe2\x80", b"\xc3"]),
    st.sampled_from([None, "utf-8", "windows-1252", "iso-8859-1"]),
)
def test_a_stray_byte_anywhere_leaves_the_rest_as_it_is(
    parts: list[str], place: int, stray: bytes, label: str | None
) -> None:
    before, after = " ".join(parts[:place]), " ".join(parts[place:])
    body = b"<html><p>Ynys M\xc3\xb4n " + before.encode() + b" x" + stray + b"x " + after.encode()
    decoded = decode(body, f"text/html; charset={label}" if label else None)
    text = decoded.utf8.decode()
    assert text.startswith(f"<html><p>Ynys Môn {before} x")
    assert text.endswith(f"x {after}")
    assert decoded.encoding == "utf-8"
    assert "encoding_fallback" in {p.code for p in decoded.problems}
    assert not _MOJIBAKE.search(text)


@pytest.mark.parametrize(
    ("stray", "stands"),
    [
        (b"\x96", "–"),
        (b"\x92", "’"),
        (b"\xa3", "£"),
        (b"\xe9", "é"),
        (b"\x81", "\ufffd"),
        (b"\xff", "\ufffd"),
        (b"\xe2\x80", "\ufffd"),
        (b"\x80\x99", "\ufffd\ufffd"),
    ],
)
def test_a_byte_alone_is_its_windows_character_and_the_rest_of_a_sequence_is_none(stray: bytes, stands: str) -> None:
    text = decode(b"<p>M\xc3\xb4n x" + stray + b"x \xe2\x96\xb2 4%</p>").utf8.decode()
    assert text == f"<p>Môn x{stands}x ▲ 4%</p>"


def test_the_last_sequence_of_a_page_declared_utf8_is_not_read_as_three_letters() -> None:
    decoded = decode(b"<meta charset=utf-8><p>the force\xe2\x80 s</p>")
    assert "â" not in decoded.utf8.decode()
    assert {p.code for p in decoded.problems} == {"encoding_fallback", "characters_lost"}


@pytest.mark.parametrize("label", ["koi8-r", "windows-1251", "shift_jis", "gb18030"])
def test_other_alphabets_are_not_taken_for_utf8_by_a_chance_pair(label: str) -> None:
    words = {"shift_jis": "日本語の文章です。", "gb18030": "中文的一段文字。"}.get(
        label, "Русский текст, Вђ всё верно "
    )
    body = f"<html><p>{words * 5}</p>".encode(label, "ignore")
    assert decode(body, f"text/html; charset={label}").utf8.decode() == body.decode(label)


@pytest.mark.parametrize("filling", [b"\xff", b"\xe2\x80", b"x\x96"])
def test_strays_without_number_cost_no_more_than_their_bytes(filling: bytes) -> None:
    decoded = decode(b"<html><p>\xc3\xa9" + filling * (400_000 // len(filling)))
    assert decoded.utf8.startswith("<html><p>é".encode())
    assert "encoding_fallback" in {p.code for p in decoded.problems}
