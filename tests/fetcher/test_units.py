"""The small pure parts: block and soft-404 signs, Retry-After, content coding, hosts, safe addresses."""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.metadata
import random
import re
import socket
import tracemalloc
import zlib
from pathlib import Path

import pytest
import requests
import urllib3
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.document.challenge import find_block
from scraper.document.soft404 import is_soft_404, signature, went_home
from scraper.fetcher import links
from scraper.fetcher.coding import CodingError, decode, decode_body
from scraper.fetcher.exchange import Exchange
from scraper.fetcher.hosts import AllowList
from scraper.fetcher.http_client import is_public
from scraper.fetcher.links import links_of
from scraper.fetcher.pace import LONGEST_WAIT, clock_ahead, retry_after
from scraper.fetcher.revalidated import of_another

from .server import page

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 3, 1, 12, 0, tzinfo=dt.UTC)
MONDAY, TUESDAY = "Mon, 02 Feb 2026 10:00:00 GMT", "Tue, 03 Feb 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    "body",
    [
        "<title>Attention Required! | Cloudflare</title>",
        "<title>Access Denied</title>",
        "<title>Pardon Our Interruption</title>",
        "<title>Security check</title>",
        "<title>Log In &lsaquo; HMICFRS &#8212; WordPress</title><form></form>",
        "<title>Sign in to your account</title>",
        "<title>Protected: Kent 2016 - HMICFRS</title><p>To view this page, please enter the password.</p>",
        "<title>Verifying you are human</title>",
        "<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.",
        "<html>Request unsuccessful. Incapsula incident ID: 1</html>",
        "<html><script src='https://x.token.awswaf.com/challenge.js'></script></html>",
        "<html><div class='g-recaptcha'></div></html>",
        "<title>403 Forbidden</title>",
        "<h1>Website is under maintenance</h1>",
        "<title>Service Unavailable</title>",
    ],
)
@pytest.mark.parametrize("status", [200, 403, 503])
def test_f02_twelve_refusals_are_told_by_their_words(body: str, status: int) -> None:
    assert find_block(status, {}, body.encode()) is not None
    assert find_block(status, {}, body.encode("utf-16")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Officers were denied access to the building; the request was rejected.",
        "The force has blocked 1020 numbers. Maintenance of the fleet is good.",
        "Please wait while we check your browser, says the fraud e-mail.",
        "The page was not found. 404 crimes were recorded.",
    ],
)
def test_words_in_prose_are_no_refusal_and_no_soft_404(text: str) -> None:
    body = page("Kent 2016", text)
    assert find_block(200, {"server": "cloudflare", "cf-ray": "1"}, body) is None
    assert is_soft_404(body) is None


@pytest.mark.parametrize(
    ("value", "date", "wanted"),
    [
        ("120", None, 120.0),
        (" 5 ", None, 5.0),
        ("0", None, 0.0),
        ("-5", None, None),
        ("1.5", None, 2.0),
        (".5", None, 1.0),
        ("+5", None, 5.0),
        ("60 seconds", None, 60.0),
        ("60s;x=1", None, 60.0),
        ("5, 120,", None, 120.0),
        ("5, soon", None, None),
        ("1.5.2", None, None),
        ("1e3", None, None),
        (",", None, None),
        ("soon", None, None),
        ("2026-03-01T12:00:30Z", None, 30.0),
        ("1772366430", None, 30.0),
        ("1583060430", "Sun, 01 Mar 2020 11:00:00 GMT", 30.0),
        ("1583060430", None, LONGEST_WAIT),
        (None, None, None),
        ("Sun, 01 Mar 2026 12:00:30 GMT", None, 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None, None),
        ("Sun, 01 Mar 2020 11:00:30 GMT", "Sun, 01 Mar 2020 11:00:00 GMT", 30.0),
        ("Sun, 99 Mar 2026 12:00:30 GMT", None, None),
        ("999999999", None, LONGEST_WAIT),
        ("9" * 20, None, LONGEST_WAIT),
        ("9" * 5000, None, LONGEST_WAIT),
        ("\u0665", None, None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", LONGEST_WAIT),
    ],
)
def test_retry_after_in_both_forms_and_as_servers_write_it(
    value: str | None, date: str | None, wanted: float | None
) -> None:
    assert retry_after(value, date, NOW) == wanted


def test_a_clock_is_compared_by_the_date_of_an_answer_and_the_time_that_a_cache_kept_it() -> None:
    assert clock_ahead("Sun, 01 Mar 2026 12:10:00 GMT", None, NOW) == 600
    assert clock_ahead("Sun, 01 Mar 2026 11:50:00 GMT", "0", NOW) == -600
    assert clock_ahead("Sun, 01 Mar 2026 11:50:00 GMT", "600", NOW) == 0
    assert clock_ahead("soon", None, NOW) == clock_ahead(None, "5", NOW) == 0


@pytest.mark.parametrize(
    ("asked", "told", "is_ours"),
    [
        ({"If-None-Match": '"a1"'}, {"ETag": '"a1"'}, True),
        ({"If-None-Match": '"a1"'}, {"ETag": 'W/"a1"'}, True),
        ({"If-None-Match": 'W/"a1-gzip"'}, {"ETag": '"a1"'}, True),
        ({"If-None-Match": '"a1"'}, {}, True),
        ({"If-None-Match": '"a1"'}, {"ETag": '"b2"'}, False),
        ({"If-None-Match": '"a1"', "If-Modified-Since": MONDAY}, {"ETag": '"a1"', "Last-Modified": TUESDAY}, True),
        ({"If-Modified-Since": MONDAY}, {"Last-Modified": MONDAY}, True),
        ({"If-Modified-Since": MONDAY}, {"Last-Modified": TUESDAY}, False),
        ({}, {"ETag": '"a1"'}, False),
    ],
)
def test_a_304_with_another_validator_speaks_of_another_copy(
    asked: dict[str, str], told: dict[str, str], is_ours: bool
) -> None:
    exchange = Exchange("http://h/", [], NOW, NOW, 304, headers=list(told.items()))
    assert (of_another(exchange, asked) is None) is is_ours


@pytest.mark.parametrize(
    ("names", "coder"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda b: zlib.compress(b)[2:-4]),
        ("gzip, deflate", lambda b: zlib.compress(gzip.compress(b, mtime=0))),
        ("identity", bytes),
        ("gzip", lambda b: gzip.compress(b[:50], mtime=0) + gzip.compress(b[50:])),
        ("gzip", lambda b: gzip.compress(b, mtime=0) + b"\0" * 20),
    ],
)
def test_codings_are_undone(names: str, coder: object) -> None:
    body = page(text="words " * 200)
    assert decode_body(coder(body), names, 1 << 20) == body  # type: ignore[operator]


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_chunks_that_no_label_names_are_undone_and_cut_ones_are_told(coding: str) -> None:
    body = page(text="words " * 200)
    raw = packed(coding, body) if coding != "identity" else body
    whole = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (raw[:70], raw[70:])) + b"0\r\n\r\n"
    found = decode(whole, coding, 1 << 20)
    assert found.body == body and found.note is not None
    with pytest.raises(CodingError):
        decode(whole[:-9], coding, 1 << 20)


def test_trap_1_no_cut_of_a_gzip_stream_decodes() -> None:
    raw, chance = gzip.compress(random.Random(1).randbytes(3000) + page()), random.Random(2)
    for at in [chance.randrange(len(raw)) for _ in range(200)]:
        with pytest.raises(CodingError) as error:
            decode_body(raw[:at], "gzip", 1 << 20)
        assert error.value.reason == "cut"


@pytest.mark.parametrize(
    ("raw", "names", "reason"),
    [
        (b"x", "compress", "undecodable"),
        (gzip.compress(b"x", mtime=0) + b"tail", "gzip", "undecodable"),
        (zlib.compress(b"x") + b"tail", "deflate", "undecodable"),
        (b"", "gzip", "cut"),
        (gzip.compress(b"x" * 2000, mtime=0), "gzip", "too_large"),
        (gzip.compress(b"x", mtime=0), ",".join(["gzip"] * 6), "too_many_codings"),
    ],
)
def test_codings_that_fail_say_how(raw: bytes, names: str, reason: str) -> None:
    with pytest.raises(CodingError) as error:
        decode_body(raw, names, 1000)
    assert error.value.reason == reason


def test_trap_10_a_bomb_is_decoded_in_bounded_memory() -> None:
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    raw = b"".join(machine.compress(b"\0" * (1 << 20)) for _ in range(128)) + machine.flush()
    tracemalloc.start()
    with pytest.raises(CodingError):
        decode_body(raw, "gzip", 2 << 20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "224.0.0.1", "240.0.0.1"],
)  # fmt: skip
def test_f08_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)
    assert is_public("93.184.216.34") and is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    ("url", "ok"),
    [
        ("https://site.example/a", True),
        ("HTTPS://SITE.example:443/a", True),
        ("http://site.example/a", True),
        ("http://site.example:443/a", False),
        ("https://site.example:99999/a", False),
        ("https://site.example\t/a", False),
        ("https:///a", False),
        ("//site.example/a", False),
        ("http://127.0.0.1:8000/x", True),
        ("http://127.0.0.1:8001/x", False),
        ("https://127.0.0.1:8000/x", False),
        ("http://u:p@127.0.0.1:8000/x", False),
        ("https://[bad/", False),
    ],
)
def test_f08_allow_list(url: str, ok: bool) -> None:
    assert (AllowList(["site.example"], ["http://127.0.0.1:8000/base/"]).refusal(url) is None) is ok


def test_signature_does_not_see_clocks_and_nonces() -> None:
    first = page("Home", "It is 12:01", "<script>nonce='a'</script><!-- 1 -->")
    assert signature(first) == signature(page("Home", "It is 13:59", "<script>nonce='b'</script><!-- 2 -->"))
    assert signature(first) != signature(page("Home", "It is late"))
    assert went_home("https://x/a/b/", "https://x/") and not went_home("https://x/", "https://x/")


def test_links_are_the_catalogues_own_with_the_words_beside_them() -> None:
    body = page(
        more="<a href='/peel-assessments/peel-2016/kent/'>Kent</a> good"
        "<!-- <a href='/peel-assessments/peel-2016/essex/'>Essex</a> -->"
        '<a class="x" href="effectiveness/">E</a><a href="https://example.org/peel-assessments/peel-2016/x/">x</a>'
        "<a href='/news/'>News</a><a href='http://[bad'>?</a>"
    )
    found = links_of(body, "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/").shown
    assert sorted(found) == ["police/kent/2016/assessment", "police/kent/2016/pillar/effectiveness"]
    other = links_of(body.replace(b"good", b"inadequate"), "https://hmicfrs.justiceinspectorates.gov.uk/").shown
    key = "police/kent/2016/assessment"
    assert found[key].context != other[key].context


KENT = "police/kent/2016/assessment"


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=/peel-assessments/peel-2016/kent/>Kent</a>",
        "<a title='a > b' data-href=/peel-assessments/peel-2016/essex/ href='/peel-assessments/peel-2016/kent/'>Kent</a>",
        "<A HREF=' /peel-assessments/peel-2016/kent/\n'>Kent",
        "<map><area href=/peel-assessments/peel-2016/kent/ alt=Kent></map>",
        "<a href='/peel&#45;assessments/peel-2016/kent/?a=1&amp;b=2'>Kent</a>",
        "<base><base href='/peel-assessments/peel-2016/x/'><base href=/news/><a href=../kent/>Kent</a>",
        "<template><base href=https://example.org/></template><a href=/peel-assessments/peel-2016/kent/>Kent</a>",
        "\0<?xml version='1.0' encoding='utf-16'?><a href=/peel-assessments/peel-2016/kent/>Kent</a>",
    ],
)
def test_a_link_is_what_a_browser_takes_for_one(markup: str) -> None:
    found = links_of(page(more=markup), "https://hmicfrs.justiceinspectorates.gov.uk/news/").shown
    assert set(found) == {KENT}


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- <a href=/peel-assessments/peel-2016/kent/>Kent</a> -->",
        "<script>x = '<a href=/peel-assessments/peel-2016/kent/>Kent</a>'</script>",
        "<template><p><a href=/peel-assessments/peel-2016/kent/>Kent</a></p></template>",
        "<noscript><a href=/peel-assessments/peel-2016/kent/>Kent</a></noscript>",
        "<p title='<a href=/peel-assessments/peel-2016/kent/>'>Kent</p>",
        "<link href=/peel-assessments/peel-2016/kent/><a name=/peel-assessments/peel-2016/kent/>Kent</a>",
        "<base href=https://example.org/><a href=/peel-assessments/peel-2016/kent/>Kent</a>",
        "<base href='http://[bad'><a href='http://[bad'>Kent</a>",
        "",
    ],
)
def test_what_only_looks_like_a_link_is_none(markup: str) -> None:
    assert links_of(page(more=markup), "https://hmicfrs.justiceinspectorates.gov.uk/news/").shown == {}


def test_what_stands_beside_a_link_ends_at_the_next_and_soon_behind_the_last() -> None:
    def context(after: str, end: str) -> str:
        body = f"<a href=/peel-assessments/peel-2016/kent/>Kent</a>{after}<a href=/x/>x</a>{end}".encode()
        return links_of(body, "https://hmicfrs.justiceinspectorates.gov.uk/").shown[KENT].context

    first = context("<b>Good</b>", "")
    assert first == context("<!-- 12:01 --> good<script>nonce = 1</script>", "more")
    assert first != context("<b>Inadequate</b>", "")
    last = "<a href=/peel-assessments/peel-2016/kent/>Kent</a><p>" + "word " * 200
    site = "https://hmicfrs.justiceinspectorates.gov.uk/"
    found = [links_of(f"{last}{end}".encode(), site).shown for end in ("1", "2")]
    assert found[0] == found[1] != {}


def test_markup_without_end_is_looked_through_as_far_as_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_MOST_MARKUP", 1 << 12)
    body = b"<a href=/x/>x</a>" * 1000 + b"<a href=/peel-assessments/peel-2016/kent/>Kent</a>"
    assert links_of(body, "https://hmicfrs.justiceinspectorates.gov.uk/").shown == {}
    assert set(links_of(body[-(1 << 12) :], "https://hmicfrs.justiceinspectorates.gov.uk/").shown) == {KENT}


@pytest.mark.parametrize(
    ("name", "floor"),
    [("requests", (2, 33)), ("urllib3", (2, 7)), ("sqlite-utils", (4, 2)), ("beautifulsoup4", (4, 13))],
)
def test_the_floors_hold(name: str, floor: tuple[int, int]) -> None:
    version = importlib.metadata.version(name)
    assert tuple(int(part) for part in version.split(".")[:2]) >= floor


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (urllib3.connection.HTTPConnection, "_new_conn"),
        (urllib3.connection.HTTPConnection("example.org"), "_dns_host"),
        (urllib3.PoolManager(), "pool_classes_by_scheme"),
        (urllib3.HTTPResponse(), "_fp"),
        (requests.adapters.HTTPAdapter, "init_poolmanager"),
        (requests.adapters.HTTPAdapter, "proxy_manager_for"),
    ],
)
def test_parts_that_no_page_documents_are_where_the_client_takes_them_from(owner: object, name: str) -> None:
    assert hasattr(owner, name), f"{name} is gone: mend scraper/fetcher/http_client.py, or lower the ceiling"


def test_only_the_two_files_of_the_client_know_such_parts() -> None:
    names = re.compile(r"\._(?:new_conn|dns_host|fp|sock)\b")
    files = {path.name for path in (ROOT / "scraper").rglob("*.py") if names.search(path.read_text("utf-8"))}
    assert files == {"http_client.py", "framing.py"}
    left, right = socket.socketpair()
    with left, right, left.makefile("rb") as file:
        assert file.raw._sock is left  # type: ignore[attr-defined]


# --- codings that browsers ask for, and labels that lie --------------------------------------------------------------


def packed(name: str, body: bytes) -> bytes:
    import brotli
    from backports import zstd

    return {"br": brotli.compress, "zstd": zstd.compress, "gzip": gzip.compress, "deflate": zlib.compress}[name](body)


CODINGS = ("br", "zstd", "gzip", "deflate")


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=5000), st.lists(st.sampled_from(CODINGS), max_size=4))
def test_every_coding_is_undone_in_any_order(body: bytes, names: list[str]) -> None:
    raw = body = b"<html>" + body
    for name in names:
        raw = packed(name, raw)
    assert decode_body(raw, ", ".join(names), 1 << 20) == body


@pytest.mark.parametrize("label", [*CODINGS, "", "identity", "none", "utf-8", "compress"])
@pytest.mark.parametrize("coding", [*CODINGS, None])
def test_the_bytes_win_over_the_label(label: str, coding: str | None) -> None:
    body = page(text="words " * 300)
    raw = packed(coding, body) if coding else body
    if label == "compress" and coding in {"br", "deflate"}:
        return  # neither has a mark of its own, and the label names what nobody reads
    found = decode(raw, label, 1 << 20)
    assert found.body == body
    is_right = label == (coding or "") or (coding is None and label in {"identity", "none", "utf-8"})
    assert (found.note is None) is is_right


@pytest.mark.parametrize("coding", CODINGS)
def test_a_cut_stream_of_any_coding_is_cut_and_a_bomb_is_too_large(coding: str) -> None:
    raw = packed(coding, page(text="words " * 300))
    for at in range(4, len(raw)):
        with pytest.raises(CodingError) as error:
            decode_body(raw[:at], coding, 1 << 20)
        assert error.value.reason in {"cut", "undecodable"}
    bomb = packed(coding, b"\0" * (16 << 20))
    tracemalloc.start()
    with pytest.raises(CodingError) as error:
        decode_body(bomb, coding, 1 << 20)
    top = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert error.value.reason == "too_large" and top < 4 << 20
