"""Signs in a body's bytes: every known format is named, and a page's end is seen in any spelling."""

from __future__ import annotations

import pytest

from scraper.document.signs import SIGNATURES, format_of, has_end_tag, holds_another, is_ended


@pytest.mark.parametrize(("signature", "name"), SIGNATURES)
def test_a_known_format_is_named_by_its_first_bytes(signature: bytes, name: str) -> None:
    assert format_of(b"\r\n " + signature + b"rest") == name
    assert format_of(b"<p>" + signature) is None


@pytest.mark.parametrize(
    "before", [b"", b"\xef\xbb\xbf", b"\r\n", b"From nobody Fri May 12\n", b"Subject: " + b"x" * 2000 + b"\n"]
)
def test_a_mail_is_named_and_a_page_that_speaks_of_one_is_none(before: bytes) -> None:
    mail = before + b"Date: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
    assert format_of(mail) == "MHTML, as browsers save pages"
    assert format_of(b"<p>" + mail) is None


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


@pytest.mark.parametrize("raw", [b'{"log": {}}', b'{ "log": {}}', b"[{}]", b"{\r\n}", b"{\n}", b"[\r\n]", b"[\n]"])
def test_data_is_no_page(raw: bytes) -> None:
    assert format_of(raw + b"<html><h1>Kent 2016</h1>") == "JSON data"


@pytest.mark.parametrize("name", [b"rss version='2.0'", b"feed xmlns='x'", b"rdf:RDF", b"urlset"])
@pytest.mark.parametrize(
    "before",
    [b"", b"\r\n<?xml version='1.0'?>\n", b"<?xml?><!-- a > b --><?xml-stylesheet href='x'?>" + b"<!---->" * 40],
)
def test_a_feed_is_no_page(before: bytes, name: bytes) -> None:
    assert format_of(before + b"<" + name + b"><title>Kent 2016</title>") == "a feed or a sitemap in XML"
    assert format_of(before + b"<html><" + name + b">") is None


FIRST = b"<html><head><title>Kent</title></head><body><h1>Kent 2016</h1></body></html>"


@pytest.mark.parametrize(
    "between", [b"", b"\n<!-- a -- b --><!DOCTYPE html>\n<!-- c -->", b"<!doctype html PUBLIC 'x'>"], ids=repr
)
def test_a_second_page_behind_the_first_is_seen(between: bytes) -> None:
    assert holds_another(FIRST + between + FIRST.replace(b"Kent", b"Surrey") + b" " * 100)
    assert holds_another((FIRST + between + FIRST).upper() + b" " * 100)


@pytest.mark.parametrize(
    "behind",
    [
        b"<!-- served by node 7 -->" * 10,
        b"<script>document.write('<html><head><title>')</script>" * 9,
        b"<html><body><h1>Fatal error</h1></body></html>" + b" " * 200,
        b"<!--" * 5000,
        b"<html>" + b"<meta>" * 5000,
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_a_server_writes_behind_a_page_is_no_second_one(behind: bytes) -> None:
    assert not holds_another(FIRST + behind)
    assert not holds_another(b"<html><div>" + FIRST + b"</div><div>" + FIRST + b"</div>" + b" " * 200 + b"</html>")
