"""The faults of docs/sources.md that a server can commit, one test or more for each; the server's log is the witness."""

from __future__ import annotations

import datetime as dt
import gzip
import random
import socket
import time
import zlib
from dataclasses import replace
from email.utils import format_datetime
from typing import Any

import pytest

from scraper.fetcher.archive import Archive, check, warc_files
from scraper.fetcher.http_client import HttpClient
from scraper.fetcher.scope import Scope
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.web import WebSource

from .conftest import Bench
from .server import Seen, Site, answer, chunked, drip, hang, page, reset, zipped

P = "/peel-assessments/peel-2016/staffordshire/"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body>Enable JavaScript and cookies</body></html>"


def one(bench: Bench, site: Site, *replies: object, path: str = P, **more: object) -> Snapshot | Missed:
    """Fetch one page that answers so, and see that the archive stays sound."""
    site.routes[path] = list(replies)
    found = bench.web(site.base + path, **more)
    assert len(found) == 1
    assert check(bench.archive_folder).findings == []
    return found[0]


def missed(found: Snapshot | Missed, outcome: str, reason: str) -> Missed:
    assert isinstance(found, Missed), found
    assert (found.outcome, found.reason) == (outcome, reason), found.message
    assert found.message and "\n" not in found.message
    return found


def loaded(found: Snapshot | Missed) -> Snapshot:
    assert isinstance(found, Snapshot), found
    return found


def test_a_page_is_fetched_archived_and_named(bench: Bench, site: Site) -> None:
    found = loaded(one(bench, site, answer(page(), ETag='"a"')))
    assert found.body == page()
    assert found.url == "https://hmicfrs.justiceinspectorates.gov.uk" + P
    assert found.page == "police/staffordshire/2016/assessment"
    assert found.warc_file is not None and (bench.archive_folder / found.warc_file).exists()
    assert site.log[0].path == "/robots.txt"
    assert site.log[1].headers["user-agent"].startswith("peel/")
    assert "+tests@example.org" in site.log[1].headers["user-agent"]


@pytest.mark.parametrize("status", [403, 503])
def test_f01_challenge_page_is_blocked_and_not_retried(bench: Bench, site: Site, status: int) -> None:
    found = one(bench, site, answer(CHALLENGE, status, cf_mitigated="challenge"), answer(page()))
    assert "--via wayback" in missed(found, "blocked", "challenge").message
    assert site.pages() == [P]


def test_f01_two_blocks_in_a_row_leave_the_host_alone(bench: Bench, site: Site) -> None:
    site.otherwise = answer(CHALLENGE, 403, cf_mitigated="challenge")
    targets = [f"{site.base}/peel-assessments/peel-2016/{slug}/" for slug in ("kent", "essex", "surrey", "sussex")]
    found = bench.web(*targets)
    assert [m.outcome for m in found] == ["blocked", "blocked", "not_reached", "not_reached"]
    assert len(site.pages()) == 2


@pytest.mark.parametrize("status", [200, 202, 405, 500])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (CHALLENGE, "challenge"),
        ("<html><head><title>Website Maintenance</title></head><body>Back soon</body></html>", "maintenance"),
        ("<html><body><h1>Access Denied</h1>Reference #18.2f4a1002.1700000000.1</body></html>", "challenge"),
    ],
)
def test_f02_block_page_with_another_status(bench: Bench, site: Site, status: int, body: str, reason: str) -> None:
    missed(one(bench, site, answer(body, status)), "blocked", reason)


def test_f02_one_body_under_many_addresses_is_no_page(bench: Bench, site: Site) -> None:
    site.otherwise = answer(page("Welcome", "Please come in."))
    slugs = ("kent", "essex", "surrey", "sussex")
    found = bench.web(*(f"{site.base}/peel-assessments/peel-2016/{slug}/" for slug in slugs))
    assert [getattr(f, "reason", "page") for f in found[2:]] == ["same_body", "same_body"]


def test_f02_a_sound_page_with_a_waf_script_is_no_block(bench: Bench, site: Site) -> None:
    body = page(text="Text. " * 1000, more="<script>_cf_chl_opt = 1</script>")
    loaded(one(bench, site, answer(body)))


@pytest.mark.parametrize(("status", "wait"), [(429, "1"), (503, "0.5"), (502, "1"), (500, "0, 1")])
def test_f03_retry_after_seconds_is_waited_for(bench: Bench, site: Site, status: int, wait: str) -> None:
    loaded(one(bench, site, answer("busy", status, Retry_After=wait), answer(page())))
    first, second = site.asked(P)
    assert second.at - first.at >= 0.995


def test_f03_retry_after_date_is_read_against_the_answers_own_date(bench: Bench, site: Site) -> None:
    wrong = dt.datetime(2020, 1, 1, 12, tzinfo=dt.UTC)
    headers = {
        "Date": format_datetime(wrong, usegmt=True),
        "Retry_After": format_datetime(wrong + dt.timedelta(seconds=1), usegmt=True),
    }
    loaded(one(bench, site, answer("busy", 503, **headers), answer(page())))
    first, second = site.asked(P)
    assert 0.995 <= second.at - first.at < 2


@pytest.mark.parametrize(
    ("status", "mark"), [(429, "challenge"), (503, "challenge"), (403, ""), (503, ""), (200, "challenge")]
)
@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_f03_retry_after_on_a_refusal_holds_the_host(
    bench: Bench, site: Site, status: int, mark: str, as_date: bool
) -> None:
    now = dt.datetime.now(dt.UTC)
    wait = format_datetime(now + dt.timedelta(seconds=1), usegmt=True) if as_date else "1"
    maintenance = "<html><head><title>Site under maintenance</title></head></html>"
    refusal = answer(maintenance, status, Retry_After=wait, Date=format_datetime(now, usegmt=True), cf_mitigated=mark)
    surrey = "/peel-assessments/peel-2016/surrey/"
    site.routes |= {P: [refusal], surrey: [answer(page("Surrey 2016"))]}
    first, second = bench.web(site.base + P, site.base + surrey)
    assert isinstance(first, Missed) and first.outcome == "blocked"
    assert isinstance(second, Snapshot)
    assert site.asked(surrey)[0].at - site.asked(P)[0].at >= 0.9
    assert len(site.asked(P)) == 1, "a refused page is not asked for again in the same run"


def test_f03_a_long_wait_on_a_refusal_is_kept_by_the_next_run(bench: Bench, site: Site) -> None:
    site.otherwise = answer(CHALLENGE, 429, cf_mitigated="challenge", Retry_After="86400")
    targets = [f"{site.base}/peel-assessments/peel-2016/{slug}/" for slug in ("kent", "essex")]
    assert [m.reason for m in bench.web(*targets)] == ["challenge", "retry_after"]
    assert [m.reason for m in bench.web(*targets)] == ["retry_after", "retry_after"]
    assert len(site.pages()) == 1


def test_f03_a_wait_asked_for_by_robots_txt_is_kept(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer("slow down", 429, Retry_After="86400")]
    missed(one(bench, site, answer(page())), "robots", "unreachable")
    missed(one(bench, site, answer(page())), "not_reached", "retry_after")
    assert len(site.log) == 1


@pytest.mark.parametrize("status", [429, 503, 408, 522])
def test_f03_robots_txt_is_asked_again_after_a_short_wait_as_a_page_is(bench: Bench, site: Site, status: int) -> None:
    site.routes["/robots.txt"] = [answer("busy", status, Retry_After="1"), answer("User-agent: *\nAllow: /")]
    loaded(one(bench, site, answer(page())))
    first, second = site.asked("/robots.txt")
    assert status not in {429, 503} or second.at - first.at >= 0.995


@pytest.mark.parametrize("value", ["soon", "-5", "0", "Wed, 21 Oct 2015 07:28:00 GMT", "1e9", ""])
def test_f03_garbage_or_past_retry_after_means_our_own_backoff(bench: Bench, site: Site, value: str) -> None:
    loaded(one(bench, site, answer("busy", 503, Retry_After=value), answer(page())))
    first, second = site.asked(P)
    assert second.at - first.at < 1


def test_f03_a_long_wait_ends_the_host_for_this_run_and_the_next(bench: Bench, site: Site) -> None:
    site.otherwise = answer("busy", 429, Retry_After="86400")
    targets = [f"{site.base}/peel-assessments/peel-2016/{slug}/" for slug in ("kent", "essex")]
    found = bench.web(*targets)
    assert [(m.outcome, m.reason) for m in found] == [("not_reached", "retry_after")] * 2
    assert len(site.pages()) == 1
    bench.web(*targets)
    assert len(site.pages()) == 1


@pytest.mark.parametrize("statuses", [(500,), (502, 504), (408,), (522, 524)])
def test_f04_flapping_server_ends_with_the_page(bench: Bench, site: Site, statuses: tuple[int, ...]) -> None:
    loaded(one(bench, site, *(answer("oops", s) for s in statuses), answer(page())))
    assert len(site.asked(P)) == len(statuses) + 1


def test_f04_server_that_never_heals_is_asked_three_times(bench: Bench, site: Site) -> None:
    missed(one(bench, site, answer("oops", 500)), "failed", "http_500")
    assert len(site.asked(P)) == 3


@pytest.mark.parametrize("status", [400, 401, 404, 410, 451])
def test_f04_hopeless_statuses_are_not_retried(bench: Bench, site: Site, status: int) -> None:
    assert isinstance(one(bench, site, answer("no", status)), Missed)
    assert len(site.asked(P)) == 1


def test_f04_five_failed_pages_open_the_circuit(bench: Bench, site: Site) -> None:
    site.otherwise = answer("oops", 500)
    slugs = ("kent", "essex", "surrey", "sussex", "norfolk", "suffolk", "dorset")
    found = bench.web(*(f"{site.base}/peel-assessments/peel-2016/{slug}/" for slug in slugs))
    assert [m.outcome for m in found] == ["failed"] * 5 + ["not_reached"] * 2
    assert found[-1].reason == "host_failing"
    assert len(site.pages()) == 15


@pytest.mark.parametrize(
    "title", ["Page not found", "404", "404 Not Found", "Sorry, this page cannot be found", "Oops! Page not found"]
)
def test_f05_soft_404_of_a_page_never_seen_is_not_published_and_of_one_once_seen_is_refused(
    bench: Bench, site: Site, title: str
) -> None:
    soft = answer(page(title, "Try the search."))
    missed(one(bench, site, soft), "not_published", "soft_404")
    loaded(one(bench, site, answer(page())))
    missed(one(bench, site, soft), "rejected", "soft_404")


def test_f05_a_page_that_says_not_found_in_prose_is_a_page(bench: Bench, site: Site) -> None:
    loaded(one(bench, site, answer(page(text="The page was not found wanting; the file was not found."))))


def test_f05_redirect_to_the_front_page_is_no_page(bench: Bench, site: Site) -> None:
    site.routes["/"] = [answer(page("HMICFRS", "Welcome."))]
    home = answer("", 301, Location="/")
    missed(one(bench, site, home), "not_published", "soft_404")
    loaded(one(bench, site, answer(page())))
    missed(one(bench, site, home), "rejected", "soft_404")


def test_f05_hard_404_of_a_page_never_seen_is_not_published(bench: Bench, site: Site) -> None:
    missed(one(bench, site, answer("no", 404)), "not_published", "http_404")


def test_f05_hard_404_of_a_page_once_seen_is_gone(bench: Bench, site: Site) -> None:
    loaded(one(bench, site, answer(page())))
    missed(one(bench, site, answer("no", 404)), "gone", "http_404")


def test_f06_redirect_loop_ends_at_the_repeat(bench: Bench, site: Site) -> None:
    site.routes["/b"] = [answer("", 302, Location=P)]
    found = missed(one(bench, site, answer("", 302, Location="/b")), "failed", "redirect_loop")
    assert "->" in found.message
    assert site.pages() == [P, "/b"]


def test_f06_endless_redirects_end_after_ten_hops(bench: Bench, site: Site) -> None:
    for number in range(30):
        site.routes[f"/r{number}"] = [answer("", 302, Location=f"/r{number + 1}")]
    missed(one(bench, site, answer("", 302, Location="/r0")), "failed", "redirects")
    assert len(site.pages()) == 11


def test_f07_redirect_to_another_host_is_not_followed(bench: Bench, site: Site) -> None:
    other = Site()
    try:
        found = one(bench, site, answer("", 302, Location=other.base + "/x"))
        assert other.base in missed(found, "rejected", "unsafe_redirect").message
        assert other.log == []
    finally:
        other.close()


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:9/",
        "http://127.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://localhost/",
        "file:///etc/passwd",
        "data:text/html,<h1>x</h1>",
        "ftp://hmicfrs.justiceinspectorates.gov.uk/",
        "https://hmicfrs.justiceinspectorates.gov.uk@evil.example/",
        "https://hmicfrs.justiceinspectorates.gov.uk.evil.example/",
        "https://hmicfrs.justiceinspectorates.gov.uk:8443/",
        "https://hmicfrs.justiceinspectorates.gov.uk./",
        "http://evil.example\\@hmicfrs.justiceinspectorates.gov.uk/",
    ],
)
def test_f08_unsafe_redirect_is_rejected_without_a_packet(bench: Bench, site: Site, target: str) -> None:
    missed(one(bench, site, answer("", 302, Location=target)), "rejected", "unsafe_redirect")
    assert site.pages() == [P]


@pytest.mark.parametrize(
    "location",
    [b"http://[::1", b"http://[bad/", b"//[", b"http://127.0.0.1:x/", b"http://\xd9\xa1/", b"/x\0y", b"\xff\\x"],
)
def test_f08_a_redirect_to_an_address_that_cannot_be_read_is_told(bench: Bench, site: Site, location: bytes) -> None:
    reply = answer("moved", 302, Location="@").replace(b"Location: @", b"Location: " + location)
    found = one(bench, site, reply)
    assert isinstance(found, Missed) and found.outcome in {"failed", "rejected"}
    assert "\n" not in found.message and site.pages() == [P]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/caf\u00e9/".encode(), "/caf%C3%A9/"),
        (b"/caf\xe9/", "/caf%E9/"),
        (b"/caf%C3%A9/", "/caf%C3%A9/"),
        (b"/a b/", "/a%20b/"),
        (b" new/ ", f"{P}new/"),
        (b"?page=1#here", f"{P}?page=1"),
    ],
)
def test_f09_a_redirect_is_followed_as_a_browser_reads_it(bench: Bench, site: Site, location: bytes, path: str) -> None:
    site.routes[path] = [answer(page())]
    reply = answer("moved", 302, Location="@").replace(b"Location: @", b"Location: " + location)
    loaded(one(bench, site, reply))
    assert site.pages() == [P, path]


def test_f09_an_address_that_a_redirect_names_twice_is_one_and_two_are_none(bench: Bench, site: Site) -> None:
    """Joined with a comma they were an address that is not there, which made the page gone."""
    site.routes["/new/"] = [answer(page())]
    twice = answer("moved", 302, Location="/new/").replace(b"Location: ", b"Location: /new/\r\nLocation: ")
    loaded(one(bench, site, twice))
    other = twice.replace(b"/new/", b"/old/", 1)
    assert "several addresses" in str(missed(one(bench, site, other), "failed", "redirects").message)


def test_an_address_that_is_not_ascii_is_asked_for_and_archived(bench: Bench, site: Site) -> None:
    site.routes["/peel-assessments/peel-2016/caf%C3%A9/"] = [answer(page())]
    loaded(bench.web(f"{site.base}/peel-assessments/peel-2016/caf\u00e9/")[0])
    assert check(bench.archive_folder).findings == []


MOVED = b"<html><head><title>301 Moved Permanently</title></head><body><hr><center>nginx</center></body></html>"
CODED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(MOVED), MOVED)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (MOVED, {"length": "right"}),
        (CODED, {"length": None, "Transfer_Encoding": "chunked"}),
        (MOVED, {"length": None}),
        (zipped(MOVED), {"length": "right", "Content_Encoding": "gzip"}),
        (b"", {"length": "right"}),
        (b"", {"length": None}),
        (MOVED, {"length": "9999"}),
        (MOVED, {"length": "20"}),
        (CODED[:-8], {"length": None, "Transfer_Encoding": "chunked"}),
        (b"zz\r\nbroken", {"length": None, "Transfer_Encoding": "chunked"}),
    ],
    ids=["length", "chunked", "to-close", "gzip", "empty", "no-length", "cut", "longer", "cut-chunk", "bad-chunk"],
)
def test_f09_a_redirect_is_followed_whatever_its_body(
    bench: Bench, site: Site, status: int, body: bytes, headers: dict[str, Any]
) -> None:
    old = P.rstrip("/")
    site.routes[P] = [answer(page())]
    loaded(one(bench, site, answer(body, status, Location=P, **headers), path=old))
    assert site.pages() == [old, P]
    assert check(bench.archive_folder).findings == []


def test_f09_moved_page_keeps_its_identity_and_every_hop_is_archived(bench: Bench, site: Site) -> None:
    old, older = "/hmicfrs" + P, "/hmic" + P
    site.routes[old] = [answer("", 301, Location=P)]
    site.routes[P] = [answer(page())]
    found = loaded(one(bench, site, answer("", 301, Location=old), path=older))
    assert found.page == "police/staffordshire/2016/assessment"
    assert found.url == "https://hmicfrs.justiceinspectorates.gov.uk" + P
    text = gzip.decompress(b"".join(p.read_bytes() for p in warc_files(bench.archive_folder)))
    for path in (older, old, P):
        assert f"WARC-Target-URI: {site.base}{path}\r\n".encode() in text


@pytest.mark.parametrize("length", ["9999", "20"])
def test_f10_body_unlike_its_content_length_is_retried_and_never_a_page(bench: Bench, site: Site, length: str) -> None:
    missed(one(bench, site, answer(page(), length=length)), "failed", "cut")
    assert len(site.asked(P)) == 3


def test_f10_two_content_lengths_are_no_page(bench: Bench, site: Site) -> None:
    double = answer(page()).replace(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n", 1)
    missed(one(bench, site, double), "failed", "cut")


def test_f10_a_cut_that_heals_gives_the_page(bench: Bench, site: Site) -> None:
    assert loaded(one(bench, site, answer(page(), length="9999"), answer(page()))).body == page()


@pytest.mark.parametrize("end", [b"", b"zz\r\nbroken", b"ffff\r\nshort"])
def test_f11_cut_or_broken_chunks_are_never_a_page(bench: Bench, site: Site, end: bytes) -> None:
    missed(one(bench, site, chunked(page(), end=end)), "failed", "cut")


def test_f11_a_whole_chunked_body_is_a_page(bench: Bench, site: Site) -> None:
    assert loaded(one(bench, site, chunked(page(), end=b"0\r\nX-Trailer: 1\r\n\r\n"))).body == page()


HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload; as=style\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@pytest.mark.parametrize(
    "whole",
    [
        HINTS + answer(page()),
        CONTINUE + HINTS + HINTS + answer(page()),
        HINTS + chunked(page()),
        HINTS + answer(page(), length=None),
        answer(page()).replace(b"HTTP/1.1", b"HTTP/1.0", 1),
        answer(page(), length=None).replace(b"HTTP/1.1", b"HTTP/1.0", 1),
        answer(page()).replace(b"200 OK", b"200", 1),
        answer(page()).replace(b"200 OK", b"200 ", 1),
        answer(page()).replace(b"\r\n", b"\n"),
        answer(page()).replace(b"200 OK", b"200 D\xe9j\xe0"),
        HINTS + answer(page()).replace(b"200 OK", b"200 D\xe9j\xe0"),
        answer(page()).replace(
            b"\r\n\r\n", b"\r\nX-\xe9: \xff \xe2\x80\x99\r\n folded\r\nno colon\r\n: none\r\n\r\n", 1
        ),
        answer(page(), length=f"{len(page())}, {len(page())}"),
        answer(page(), Transfer_Encoding="").replace(b"Content-Length:", b"content-length :", 1),
        chunked(page()).replace(b"64\r\n", b"0064;name=value\r\n"),
        chunked(page(), Content_Length="7"),
        answer(page(), Set_Cookie="a=1", X_Cache="HIT", Vary="Accept-Encoding", Alt_Svc='h3=":443"'),
    ],
)
def test_f10_heads_and_framings_that_servers_send_are_read(bench: Bench, site: Site, whole: bytes) -> None:
    assert loaded(one(bench, site, whole)).body == page()


@pytest.mark.parametrize("after", [b"", HINTS * 30, b"no head at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n"])
def test_f10_an_interim_answer_that_no_whole_one_follows_is_no_page(bench: Bench, site: Site, after: bytes) -> None:
    found = one(bench, site, HINTS + after, max_tries=1)
    assert isinstance(found, Missed) and found.outcome == "failed"


def test_f12_gzip_cut_is_not_a_page_though_the_length_agrees(bench: Bench, site: Site) -> None:
    half = zipped(page(text="words " * 500))[:-30]
    missed(one(bench, site, answer(half, Content_Encoding="gzip")), "failed", "cut")
    missed(one(bench, site, answer(half, length=None, Content_Encoding="gzip")), "failed", "cut")


def test_f12_cut_without_a_length_is_incomplete(bench: Bench, site: Site) -> None:
    missed(one(bench, site, answer(page()[:-9], length=None)), "failed", "incomplete")
    missed(one(bench, site, answer(page()[:-40])), "failed", "incomplete")
    assert loaded(one(bench, site, answer(page(), length=None))).body == page()


FRAMINGS = {
    "length": lambda b, cut: answer(b[:cut], length=str(len(b))),
    "agreeing": lambda b, cut: answer(b[:cut]),
    "close": lambda b, cut: answer(b[:cut], length=None),
    "chunks": lambda b, cut: chunked(b[:cut], end=b""),
    "gzip": lambda b, cut: answer(zipped(b)[: cut * len(zipped(b)) // len(b)], Content_Encoding="gzip"),
}


@pytest.mark.parametrize("framing", FRAMINGS)
def test_f12_no_random_cut_is_ever_a_page(bench: Bench, site: Site, framing: str) -> None:
    chance, body, paths = random.Random(framing), page(text="A sentence. " * 40), []
    for number in range(30):
        path = f"/peel-assessments/peel-2016/force-{number}/"
        site.routes[path] = [FRAMINGS[framing](body, chance.randrange(1, len(body) - 14))]
        paths.append(site.base + path)
    found = bench.web(*paths, max_tries=1, failures_in_a_row=100)
    assert len(found) == 30
    assert all(isinstance(f, Missed) and f.outcome in {"failed", "rejected"} for f in found)


@pytest.mark.parametrize(
    "raw",
    [b"garbage" * 50, zipped(page())[:-8] + b"\0" * 8, b"\x1f\x8b\x08\x00" + b"\xff" * 60],
    ids=["garbage", "checksum", "stream"],
)
def test_f13_undecodable_gzip_is_asked_once_more_as_identity(bench: Bench, site: Site, raw: bytes) -> None:
    missed(one(bench, site, answer(raw, Content_Encoding="gzip")), "failed", "undecodable")
    first, second = site.asked(P)
    assert first.headers["accept-encoding"] == "gzip, deflate"
    assert second.headers["accept-encoding"] == "identity"


def bomb(size: int, layers: int = 1) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(machine.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)) + machine.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return body


@pytest.mark.parametrize("layers", [1, 5])
def test_f14_gzip_bomb_stops_at_the_cap_and_is_not_retried(bench: Bench, site: Site, layers: int) -> None:
    raw = bomb(64 << 20, layers)
    found = one(bench, site, answer(raw, Content_Encoding=", ".join(["gzip"] * layers)))
    assert "20 MiB decoded" in missed(found, "rejected", "too_large").message
    assert len(site.asked(P)) == 1


def test_f14_six_codings_are_too_many(bench: Bench, site: Site) -> None:
    found = one(bench, site, answer(bomb(1 << 20, 6), Content_Encoding=", ".join(["gzip"] * 6)))
    missed(found, "rejected", "too_many_codings")


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\nX-A: 1\r\n", answer(b"", length="5000")])
def test_f15_slow_drip_ends_at_the_total_limit(bench: Bench, site: Site, first: bytes) -> None:
    start = time.monotonic()
    missed(one(bench, site, drip(first, b"X-B: 2\r\n"), total_timeout=0.4, max_tries=1), "failed", "timeout")
    assert time.monotonic() - start < 1.5


def test_f16_body_without_end_stops_at_the_byte_cap(bench: Bench, site: Site) -> None:
    endless = drip(answer(b"<html>", length=None), b"x" * 100_000, every=0)
    missed(one(bench, site, endless, max_page_bytes=1 << 20), "rejected", "too_large")
    assert len(site.asked(P)) == 1


@pytest.mark.parametrize("reply", [answer(b""), answer(b"", 204), answer(b" \r\n\t")], ids=["empty", "204", "blank"])
def test_f17_empty_answer_is_rejected_and_retried_once(bench: Bench, site: Site, reply: bytes) -> None:
    missed(one(bench, site, reply), "rejected", "empty")
    assert len(site.asked(P)) == 2


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_f18_f19_any_encoding_passes_as_sent(bench: Bench, site: Site, codec: str) -> None:
    body = page(text="£5 – the force’s").decode().encode(codec)
    assert loaded(one(bench, site, answer(body, Content_Type="text/html"))).body == body


@pytest.mark.parametrize(
    ("body", "label", "ok"),
    [
        (b"%PDF-1.7 ...", "application/pdf", False),
        (b"%PDF-1.7 ...", "text/html", False),
        (b"\x89PNG\r\n", "image/png", False),
        (b'{"a": 1}', "application/json", False),
        (page(), "application/octet-stream", True),
        (page(), "", True),
    ],
)
def test_f20_bytes_decide_over_a_wrong_label_only_for_html(
    bench: Bench, site: Site, body: bytes, label: str, ok: bool
) -> None:
    found = one(bench, site, answer(body, Content_Type=label))
    if ok:
        loaded(found)
    else:
        missed(found, "rejected", "not_html")


def test_f21_304_to_a_plain_request_is_asked_once_more_then_failed(bench: Bench, site: Site) -> None:
    missed(one(bench, site, answer(b"", 304, length=None)), "failed", "http_304")
    assert len(site.asked(P)) == 2
    assert not any("if-none-match" in seen.headers for seen in site.log)


def test_f21_304_to_a_plain_request_does_not_let_a_stored_copy_stand(bench: Bench, site: Site) -> None:
    loaded(one(bench, site, answer(page())))
    missed(one(bench, site, answer(b"", 304, length=None)), "failed", "http_304")


def test_a_412_to_a_request_about_a_copy_is_asked_again_without_conditions(bench: Bench, site: Site) -> None:
    """It failed each night: the conditions went with every request for the page."""
    loaded(one(bench, site, answer(page(), ETag='"a"')))
    site.routes[P] = [answer("", 412), answer(page(text="The force is inadequate."), ETag='"b"')]
    assert b"inadequate" in loaded(bench.web(site.base + P)[0]).body
    assert "if-none-match" not in site.asked(P)[-1].headers
    missed(one(bench, site, answer("", 412), path="/peel-assessments/peel-2016/kent/"), "failed", "http_412")


def test_f21_304_is_worth_nothing_when_the_stored_copy_is_broken(bench: Bench, site: Site) -> None:
    first = loaded(one(bench, site, answer(page(), ETag='"a"')))
    path, at = bench.archive_folder / str(first.warc_file), int(first.warc_offset or 0) + 100
    raw = path.read_bytes()
    path.write_bytes(raw[:at] + b"\0" * 50 + raw[at + 50 :])
    site.routes[P] = [answer(page(), ETag='"a"')]
    loaded(bench.web(site.base + P, refetch=True)[0])
    assert "if-none-match" not in site.asked(P)[-1].headers


def test_f21_f22_second_run_is_conditional_and_costs_no_body(bench: Bench, site: Site) -> None:
    loaded(one(bench, site, answer(page(), ETag='W/"a"', Last_Modified="Wed, 01 Mar 2017 00:00:00 GMT")))
    found = missed(one(bench, site, answer(b"", 304, length=None)), "unchanged", "revalidated")
    assert found.page == "police/staffordshire/2016/assessment"
    last = site.asked(P)[-1].headers
    assert last["if-none-match"] == 'W/"a"' and last["if-modified-since"].endswith("2017 00:00:00 GMT")
    newest = gzip.decompress(warc_files(bench.archive_folder)[-1].read_bytes())
    assert b"WARC-Type: revisit" in newest and b"server-not-modified" in newest and b"<h1>" not in newest


def test_f22_flapping_validator_with_the_same_bytes_is_unchanged(bench: Bench, site: Site) -> None:
    loaded(one(bench, site, answer(page(), ETag='"a"')))
    missed(one(bench, site, answer(page(), ETag='"b"')), "unchanged", "identical")
    missed(one(bench, site, answer(page(), ETag='"c"')), "unchanged", "identical")
    assert site.asked(P)[-1].headers["if-none-match"] == '"b"'


def test_f22_a_clock_far_ahead_is_a_note_and_our_clock_counts(bench: Bench, site: Site) -> None:
    ahead = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(days=1), usegmt=True)
    found = loaded(one(bench, site, answer(page(), Date=ahead)))
    assert found.note is not None and "clock" in found.note
    assert found.captured_at is not None
    assert abs((found.captured_at - dt.datetime.now(dt.UTC)).total_seconds()) < 60


def close_now(conn: object, _: Seen) -> None:
    """The connection ends without an answer."""


@pytest.mark.parametrize(
    "fault",
    [reset, close_now, b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"],
    ids=["reset", "closed", "not-http", "in-the-head"],
)
def test_f23_broken_connection_is_retried_and_heals(bench: Bench, site: Site, fault: object) -> None:
    loaded(one(bench, site, fault, fault, answer(page())))
    assert len(site.asked(P)) == 3


def test_f23_silence_ends_at_the_read_limit(bench: Bench, site: Site) -> None:
    start = time.monotonic()
    missed(one(bench, site, hang, read_timeout=0.2, max_tries=1), "failed", "timeout")
    assert time.monotonic() - start < 1.5


def test_f24_plain_http_on_the_tls_port_is_tls_and_never_retried(bench: Bench, site: Site) -> None:
    base = site.base.replace("http:", "https:")
    found = bench.web(base + P, site=base)[0]
    assert found.reason == "unreachable" and "TLS" in found.message
    assert len(site.log) == 0


def test_f24_a_name_that_does_not_resolve_is_retried_with_a_hint(bench: Bench) -> None:
    found = bench.web("http://nosuch.invalid" + P, site="http://nosuch.invalid")[0]
    assert found.outcome == "robots" and "online" in found.message
    assert bench.source is not None and bench.source.requests == 3


def test_f25_header_flood_and_long_header_fail_without_a_crash(bench: Bench, site: Site) -> None:
    flood = answer(page()).replace(b"\r\n\r\n", b"\r\n" + b"X-N: 1\r\n" * 150 + b"\r\n", 1)
    missed(one(bench, site, flood), "failed", "protocol")
    long = answer(page(), X_Long="x" * 70_000)
    missed(one(bench, site, long), "failed", "protocol")


def test_f25_cookies_are_not_kept(bench: Bench, site: Site) -> None:
    other = "/peel-assessments/peel-2016/kent/"
    site.routes["/robots.txt"] = [answer("User-agent: *", Set_Cookie="robots=1; Path=/")]
    site.routes[P] = [answer("", 302, Location=other, Set_Cookie="id=1; Path=/")]
    site.routes[other] = [answer(page("Kent 2016"), Set_Cookie="id=2; Path=/")]
    assert len(bench.web(site.base + P, site.base + other)) == 2
    assert len(site.log) >= 3
    assert not any("cookie" in seen.headers for seen in site.log)


CLOSED = "User-agent: *\nDisallow: /\n"
IN_PARAGRAPHS = "<p>User-agent: *</p>\n<p>Disallow: /</p>"
DISALLOWED = ("robots", "disallowed")
ROBOTS = {
    "404": (answer(b"", 404), None),
    "403": (answer("no", 403), None),
    "500": (answer(b"", 500), ("robots", "unreachable")),
    "429": (answer(b"", 429), ("robots", "unreachable")),
    "reset": (reset, ("robots", "unreachable")),
    "hang": (hang, ("robots", "unreachable")),
    "html": (answer(page("Disallow: /")), None),
    "empty": (answer(b"", Content_Type="text/plain"), None),
    "challenge": (answer(CHALLENGE, 403, cf_mitigated="challenge"), ("blocked", "challenge")),
    "redirect": (answer("", 301, Location="/r.txt"), None),
    "elsewhere": (answer("", 301, Location="http://127.0.0.1:9/r.txt"), ("robots", "unreachable")),
    "comment": (answer(f"<!-- keep out -->\n{CLOSED}", Content_Type="text/plain"), DISALLOWED),
    "in-a-comment": (answer(f"<!--\n{CLOSED}-->"), DISALLOWED),
    "in-tags": (answer(f"<html><body><pre>{CLOSED}</pre></body></html>"), DISALLOWED),
    "in-paragraphs": (answer(f"<html><body>{IN_PARAGRAPHS}</body></html>"), DISALLOWED),
    "no page, with rules in its prose": (
        answer(f"<title>Page not found</title><h1>Not found</h1>{IN_PARAGRAPHS}"),
        None,
    ),
    "no page, with lines of rules": (answer(f"{CLOSED}<title>Page not found</title><p>Sorry</p>"), DISALLOWED),
    "lines-with-br": (answer(CLOSED.replace("\n", "<br>\n")), DISALLOWED),
    "bom-within": (answer(f"# ours\n\ufeff{CLOSED}"), DISALLOWED),
    "utf-16": (answer(CLOSED.encode("utf-16")), DISALLOWED),
    "utf-16 without a mark": (answer(CLOSED.encode("utf-16-le")), DISALLOWED),
    "unseen": (answer("\u200bUser-agent:\u00a0*\nDis\0allow: /\n"), DISALLOWED),
    "204": (answer(b"", 204, length=None), None),
    "slow, in words": (answer("User-agent: *\nCrawl-delay: 3600 seconds"), ("robots", "crawl_delay")),
    "slow, with a comma": (answer("User-agent: *\nCrawl-delay: 61,5 # s"), ("robots", "crawl_delay")),
    "bom": (answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /peel"), ("robots", "disallowed")),
    "named": (answer("User-agent: *\nAllow: /\n\nUser-agent: peel\nDisallow: /"), ("robots", "disallowed")),
    "named with a version": (
        answer("User-agent: *\nAllow: /\n\nUser-agent: Peel/0.1 (+x) # us\nDisallow: /"),
        ("robots", "disallowed"),
    ),
    "named in a list": (
        answer("User-agent: *\nAllow: /\n\nUser-agent: a, peel\nDisallow: /"),
        ("robots", "disallowed"),
    ),
    "named as a pattern": (
        answer("User-agent: *\nAllow: /\n\nUser-agent: peel*\nDisallow: /"),
        ("robots", "disallowed"),
    ),
    "another of the same beginning": (answer("User-agent: pee\nAllow: /\n\nUser-agent: *\nDisallow: /"), DISALLOWED),
    "another of a longer name": (answer("User-agent: peelbot\nDisallow: /"), None),
    "another's version": (answer("User-agent: other/peel\nDisallow: /"), None),
    "wildcard": (answer("User-agent: *\nDisallow: /*/peel-2016/"), ("robots", "disallowed")),
    "longest": (answer("User-agent: *\nDisallow: /\nAllow: /peel-assessments/"), None),
    "slow": (answer("User-agent: *\nCrawl-delay: 3600"), ("robots", "crawl_delay")),
    "long": (answer("User-agent: *\n" + "# x\n" * 140_000 + "Disallow: /"), None),
}


@pytest.mark.parametrize("kind", ROBOTS)
def test_f26_f27_robots_txt(bench: Bench, site: Site, kind: str) -> None:
    reply, wanted = ROBOTS[kind]
    site.routes["/robots.txt"] = [reply]
    site.routes["/r.txt"] = [answer("User-agent: *\nAllow: /")]
    found = one(bench, site, answer(page()), read_timeout=0.2)
    if wanted is None:
        loaded(found)
    else:
        missed(found, *wanted)
        assert site.asked(P) == []
    assert site.log[0].path == "/robots.txt"


def test_f26_a_copy_of_the_last_day_stands_in(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer("User-agent: *\nDisallow: /private"), answer(b"", 500)]
    loaded(one(bench, site, answer(page())))
    missed(one(bench, site, answer(page())), "unchanged", "identical")
    assert len(site.asked("/robots.txt")) == 1


def test_f27_disallowed_path_is_not_reached_through_a_redirect(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer("User-agent: *\nDisallow: /private")]
    missed(one(bench, site, answer("", 302, Location="/private/x")), "robots", "disallowed")
    assert site.pages() == [P]


def test_f27_crawl_delay_is_obeyed(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer("User-agent: *\nCrawl-delay: 0.3")]
    loaded(one(bench, site, answer(page())))
    assert site.log[1].at - site.log[0].at >= 0.295


def test_f27_crawl_delay_shows_in_the_plans_time(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = [answer("User-agent: *\nCrawl-delay: 0.3")]
    loaded(one(bench, site, answer(page())))
    with bench.state() as state, Archive(bench.archive_folder, "dry") as archive:
        plan = WebSource(bench.settings, Scope((site.base + P,)), state, archive, "dry", cells=list).plan()
    assert 2 * 0.3 / 60 < plan.minutes < 2 * 0.4 / 60


def test_f07_f08_f09_through_a_proxy_only_the_sites_hosts_are_asked(
    bench: Bench, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = "http://www.justiceinspectorates.gov.uk", "http://hmicfrs.justiceinspectorates.gov.uk"
    kent = "/peel-assessments/peel-2016/kent/"
    site.routes[f"{old}/hmic{kent}"] = [answer("", 301, Location=f"{old}/hmicfrs{kent}")]
    site.routes[f"{old}/hmicfrs{kent}"] = [answer("", 301, Location=new + kent)]
    site.routes[new + kent] = [answer(page("Kent 2016"))]
    site.routes[new + P] = [answer("", 302, Location="http://169.254.169.254/latest/")]
    monkeypatch.setenv("http_proxy", site.base)
    found = bench.web(f"{old}/hmic{kent}", new + P, site=None)
    assert loaded(found[0]).url == "https://hmicfrs.justiceinspectorates.gov.uk" + kent
    missed(found[1], "rejected", "unsafe_redirect")
    assert {seen.path.split("/")[2] for seen in site.log} == {old[7:], new[7:]}
    assert [seen.path for seen in site.log if seen.path.endswith("robots.txt")] == [
        old + "/robots.txt",
        new + "/robots.txt",
    ]
    assert not any("authorization" in seen.headers for seen in site.log)


def test_a_proxy_that_does_not_answer_is_told_as_one(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{port}")
    exchange = HttpClient(bench.settings).get("http://hmicfrs.justiceinspectorates.gov.uk/")
    assert exchange.fault is not None
    told = f"hmicfrs.justiceinspectorates.gov.uk (through the proxy 127.0.0.1:{port}) refuses connections"
    assert exchange.fault.message == told


def test_credentials_of_the_users_netrc_are_never_sent(
    bench: Bench, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = bench.folder / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    loaded(one(bench, site, answer(page())))
    assert not any("authorization" in seen.headers for seen in site.log)


def test_f08_a_name_that_resolves_to_this_machine_gets_no_packet(bench: Bench, site: Site) -> None:
    client = HttpClient(replace(bench.settings, site=None))
    exchange = client.get(site.base.replace("127.0.0.1", "localhost") + P)
    assert exchange.fault is not None and exchange.fault.kind == "unsafe"
    assert not exchange.fault.transient and site.log == []


def test_f21_a_copy_that_its_parser_refused_is_parsed_again_after_a_304(bench: Bench, site: Site) -> None:
    first = loaded(one(bench, site, answer(page(), ETag='"a"')))
    with bench.state() as state:
        place = (str(first.warc_file), int(first.warc_offset or 0))
        state.record("run-1", str(first.page), "rejected", "identity", place=place)
    again = loaded(one(bench, site, answer(b"", 304, length=None)))
    assert again.body == page() and again.obtained == "archive"
