"""Which encoding a page is in (F18, F19, F35): the pound sign, the dash and the apostrophe are right."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from charset_normalizer import from_bytes

from scraper.document.decode import decode
from scraper.parsers.parse import parse_page

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXT = "£0.49 – the force’s"
DECLARATIONS = (None, "utf-8", "iso-8859-1", "windows-1252", "utf-16")


def markup(meta: str | None) -> str:
    tag = f'<meta charset="{meta}">' if meta else ""
    return f"<!DOCTYPE html><html><head>{tag}<title>x</title></head><body><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    ("encoding", "header", "meta"),
    [
        (e, h, m)
        for e, h, m in itertools.product(("utf-8", "cp1252", "utf-8-sig", "utf-16"), DECLARATIONS, DECLARATIONS)
        if not (e == "cp1252" and "utf-16" in (h, m))
    ],
)
def test_f18_f19_text_is_right_whatever_is_declared(encoding: str, header: str | None, meta: str | None) -> None:
    content_type = f"text/html; charset={header}" if header else "text/html"
    decoded = decode(markup(meta).encode(encoding), content_type)
    assert TEXT in decoded.utf8.decode("utf-8")


def test_utf8_wins_over_a_single_byte_label_and_says_so() -> None:
    decoded = decode(markup("iso-8859-1").encode("utf-8"), None)
    assert decoded.encoding == "utf-8"
    assert [p.code for p in decoded.problems] == ["encoding_overridden"]


def test_a_label_that_does_not_fit_leaves_a_problem() -> None:
    decoded = decode(markup("utf-8").encode("cp1252"), None)
    assert decoded.encoding == "cp1252"
    assert [p.code for p in decoded.problems] == ["encoding_fallback"]


@pytest.mark.parametrize("label", ["utf-7", "base64", "idna", "nonsense", "hex", ""])
def test_labels_that_are_no_text_encodings_are_not_believed(label: str) -> None:
    assert TEXT in decode(markup(label).encode("utf-8"), f"text/html; charset={label}").utf8.decode()


def test_f35_control_characters_are_taken_out_and_counted() -> None:
    body = markup("utf-8").replace("the", "t\x00h\x0be").encode()
    decoded = decode(body)
    assert TEXT in decoded.utf8.decode()
    assert [p.code for p in decoded.problems] == ["characters_cleaned"]


@pytest.mark.parametrize(
    ("reference", "is_control"),
    [("&#27;", True), ("&#x1B;", True), ("&#X007", True), ("&#157;", True), ("&#x7f;", True)]
    + [(one, False) for one in ("&#9;", "&#10;", "&#128;", "&#270;", "&#x1b0;", "&#8217;", "&amp;#27;")],
)
def test_f35_a_reference_to_a_control_character_is_taken_out_as_one(reference: str, is_control: bool) -> None:
    decoded = decode(f"<p>Go{reference} od</p>".encode())
    assert (decoded.utf8 == b"<p>Go od</p>") is is_control
    assert [p.code for p in decoded.problems] == ["characters_cleaned"] * is_control


@pytest.mark.parametrize("before", [0, 1, 255, 256, 257, 600])
@pytest.mark.parametrize("between", ["&amp; ", "&& "])
def test_f35_a_reference_is_found_behind_however_many_ampersands(before: int, between: str) -> None:
    text = f"<p>{between * before}Go%s od</p>"
    decoded = decode((text % "&#27;").encode())
    assert decoded.utf8 == (text % "").encode()
    assert [p.code for p in decoded.problems] == ["characters_cleaned"]
    assert decode((text % "").encode()).problems == []


def test_f35_a_stray_byte_in_utf8_is_lost_and_told_and_nothing_else_suffers() -> None:
    body = markup("utf-8").encode().replace(b"</p>", b"\xff caf\xc3\xa9</p>")
    decoded = decode(body)
    text = decoded.utf8.decode()
    assert TEXT in text
    assert "café" in text
    assert "characters_lost" in {p.code for p in decoded.problems}


def test_f36_numeric_references_are_what_a_browser_shows() -> None:
    page = (
        "<html><body><main><h1>Staffordshire 2016</h1><h2>Context</h2>"
        "<p>a&#150;b &pound;1 &#0;c &nbsp;d &#x110000;e</p></main></body></html>"
    )
    found = parse_page(page.encode())
    assert found.record is not None
    text = found.record.context[0].text
    assert "£1" in text
    assert "\x96" not in text
    assert "\x00" not in text


def _pages() -> list[Path]:
    """Return the fixture pages that are UTF-8 and not ASCII alone: of others no bytes tell the encoding."""
    pages = sorted(FIXTURES.glob("*/*/page.html"))
    return [page for page in pages if not page.read_bytes().isascii() and decode(page.read_bytes()).encoding == "utf-8"]


def _letters(text: str) -> str:
    """Return what a reader sees of a text: no marks of byte order, no control characters, line ends of one kind."""
    return "".join(letter for letter in text if letter.isprintable() and letter != "\ufeff")


def _is_woven(text: str, longer: str) -> bool:
    """Return whether a text stands in a longer one, letter for letter in order."""
    letters = iter(longer)
    return all(letter in letters for letter in text)


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.parent.name)
def test_a_second_opinion_agrees_on_every_page_also_with_stray_bytes_in_it(page: Path) -> None:
    body, rng = page.read_bytes(), random.Random(page.parent.name)
    whole = decode(body)
    opinion = from_bytes(body, preemptive_behaviour=False).best()  # by the bytes, not by what the page declares
    assert opinion is not None
    assert _letters(str(opinion)) == _letters(whole.utf8.decode())
    strays = rng.randint(1, 5)
    damaged = body
    for _ in range(strays):
        place = rng.randrange(len(damaged) // 4, len(damaged))
        if damaged[place] < 0x80:
            damaged = damaged[:place] + bytes([rng.randrange(0x80, 0x100)]) + damaged[place:]
    found = decode(damaged)
    assert found.encoding == "utf-8"
    text = found.utf8.decode()
    assert _is_woven(whole.utf8.decode(), text)
    assert len(text) - len(whole.utf8.decode()) <= strays


@pytest.mark.parametrize(
    "name",
    [
        "amp",
        "nbsp",
        "lsquo",
        "rdquo",
        "quot",
        "apos",
        "ndash",
        "mdash",
        "hellip",
        "pound",
        "shy",
        "#38",
        "#39",
        "#160",
        "#173",
        "#8217",
    ],
)
def test_a_reference_that_was_escaped_again_is_read_as_it_was(name: str) -> None:
    for times in (1, 2):
        body = f"<html><p>Fire &{'amp;' * times}{name}; rescue</p></html>".encode()
        assert decode(body).utf8 == f"<html><p>Fire &{name}; rescue</p></html>".encode()


@pytest.mark.parametrize("text", ["a &amp; b", "?a=1&amp;b=2", "&amp;#27;", "&amp;lt;p>", "&amp;amp", "&amp;copy;"])
def test_another_ampersand_stays(text: str) -> None:
    assert decode(f"<html><p>{text}</p></html>".encode()).utf8 == f"<html><p>{text}</p></html>".encode()


@pytest.mark.parametrize("before", [0, 1, 255, 256, 257, 600])
@pytest.mark.parametrize("between", ["&amp; ", "&& ", "&nbsp;"])
def test_one_that_was_escaped_again_is_found_behind_however_many_ampersands(before: int, between: str) -> None:
    text = f"<html><p>{between * before}Fire %s rescue</p></html>"
    assert decode((text % "&amp;amp;").encode()).utf8 == (text % "&amp;").encode()
    assert decode((text % "&amp;#8217;").encode()).utf8 == (text % "&#8217;").encode()
