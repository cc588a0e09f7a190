"""Folders, saved pages, WARC and WACZ files as sources."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.fetcher.archive import Archive, copy_of, pages
from scraper.fetcher.errors import SourceError
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.sources import open_target
from scraper.fetcher.warcsource import WarcSource
from scraper.store.temporary import NoRoomError
from tests.support.amount import amount
from tests.support.room import no_file_longer_than

from .server import chunked, page, zipped

URL = "https://www.justiceinspectorates.gov.uk/hmicfrs/peel-assessments/peel-2016/{}/"
DATE = "2017-03-02T10:00:00Z"


def put(writer: WARCWriter, url: str, body: bytes, status: str = "200 OK", *, date: str = DATE, **headers: str) -> None:
    told = [("Content-Type", "text/html"), *((k.replace("_", "-"), v) for k, v in headers.items())]
    http = StatusAndHeaders(status, told, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": date},
        )
    )


def warc(path: Path, count: int = 5, zipped_file: bool = True) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped_file)
    for number in range(count):
        put(writer, URL.format(f"force-{number}"), page(f"Force {number}"))
    path.write_bytes(out.getvalue())
    return out.getvalue()


def bodies(items: list[Snapshot | Missed]) -> list[bytes]:
    return [i.body for i in items if isinstance(i, Snapshot)]


@pytest.mark.parametrize("ending", [".warc.gz", ".warc"])
def test_warc_pages_have_address_time_and_bytes(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    warc(path, zipped_file=ending == ".warc.gz")
    found = list(open_target(str(path)).snapshots())
    assert bodies(found) == [page(f"Force {n}") for n in range(5)]
    first = found[0]
    assert isinstance(first, Snapshot) and first.url == URL.format("force-0")
    assert first.captured_at == dt.datetime(2017, 3, 2, 10, tzinfo=dt.UTC)
    assert first.source == "warc" and "a.warc" in str(first.origin)


def test_warc_other_hosts_errors_redirects_and_files_are_counted_not_given(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    put(writer, "https://example.org/", page("Other"))
    put(writer, URL.format("moved"), b"", "301 Moved", Location="/x")
    put(writer, URL.format("a.css"), b"body{}", Content_Type="text/css")
    put(writer, URL.format("gone"), b"<html>no</html>", "404 Not Found")
    put(writer, URL.format("wall"), b"<html><title>Just a moment...</title></html>", "403 Forbidden")
    put(writer, URL.format("kent"), page("Kent 2016"))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(out.getvalue())
    source = WarcSource(path)
    found = list(source.snapshots())
    assert bodies(found) == [page("Kent 2016")]
    assert [(m.outcome, m.reason) for m in found if isinstance(m, Missed)] == [
        ("gone", "http_404"),
        ("blocked", "challenge"),
    ]
    assert source.counts == {"answers of other hosts": 1, "redirects": 1, "style sheets": 1}


def test_warc_codings_are_undone_and_cut_ones_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    body = page(text="words " * 300)
    put(writer, URL.format("a"), zipped(body), Content_Encoding="gzip")
    put(writer, URL.format("b"), chunked(body).split(b"\r\n\r\n", 1)[1], Transfer_Encoding="chunked")
    put(writer, URL.format("c"), body, Transfer_Encoding="chunked")
    put(writer, URL.format("d"), zipped(body)[:-20], Content_Encoding="gzip")
    put(writer, URL.format("e"), chunked(body, end=b"").split(b"\r\n\r\n", 1)[1], Transfer_Encoding="chunked")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(out.getvalue())
    found = list(WarcSource(path).snapshots())
    assert bodies(found) == [body] * 3
    assert [(m.outcome, m.reason) for m in found[3:] if isinstance(m, Missed)] == [("failed", "cut")] * 2


def test_warc_revisits_have_the_originals_body_and_their_own_time(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    put(writer, URL.format("kent"), page())
    digest = "sha1:" + __import__("base64").b32encode(hashlib.sha1(page()).digest()).decode()
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for url, wanted in ((URL.format("kent"), digest), (URL.format("lost"), "sha1:" + "A" * 32)):
        writer.write_record(
            writer.create_revisit_record(
                url,
                wanted,
                url,
                "2018-01-01T00:00:00Z" if "lost" in url else DATE,
                http,
                {"WARC-Date": "2019-01-01T00:00:00Z"},
            )
        )
    path = tmp_path / "a.warc.gz"
    path.write_bytes(out.getvalue())
    found = list(WarcSource(path).snapshots())
    assert bodies(found) == [page(), page()]
    assert isinstance(found[1], Snapshot) and found[1].captured_at == dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
    assert isinstance(found[2], Missed)
    assert (found[2].outcome, found[2].reason) == ("failed", "revisit_without_original")


@pytest.mark.parametrize("ending", [".warc.gz", ".warc"])
def test_f53_damaged_warc_gives_every_intact_page_and_names_the_bad_one(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    whole = warc(path, 8, ending == ".warc.gz")
    chance = random.Random(53)
    for _ in range(40):
        raw = bytearray(whole)
        start = raw.find(b"<p>", chance.randrange(len(raw) // 2)) if ending == ".warc" else chance.randrange(len(raw))
        raw[start] ^= 0x10
        path.write_bytes(raw)
        found = list(WarcSource(path).snapshots())
        damaged = [m for m in found if isinstance(m, Missed)]
        assert len(bodies(found)) >= 7
        assert set(bodies(found)) <= {page(f"Force {n}") for n in range(8)}
        assert len(bodies(found)) == 8 or (damaged and "at offset" in damaged[0].message)


def test_trap_4_records_appended_after_a_torn_tail_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    whole = warc(path, 3)
    path.write_bytes(whole[:-25] + whole)
    found = list(WarcSource(path).snapshots())
    assert len(bodies(found)) == 5
    assert sum(isinstance(f, Missed) for f in found) == 1


@pytest.mark.parametrize("raw", [b"", b"hello", b"\x1f\x8b", gzip.compress(b"<html>")], ids=["0", "text", "2", "gz"])
def test_f53_what_is_no_warc_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(raw)
    found = list(WarcSource(path).snapshots())
    assert len(found) == 1 and isinstance(found[0], Missed) and found[0].outcome == "failed"


PACKINGS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstd.compress}


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    "broken",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:40],
        lambda raw: raw.replace(b"Content-Length: ", b"Content-Length: 9", 1),
        lambda raw: raw.replace(b"WARC-Type: response\r\n", b"", 1),
        lambda raw: re.sub(rb"WARC-(?:Payload|Block)-Digest", b"X-Digest", raw).rstrip(),
        lambda _: b"nothing of a record" + b"\0" * 70_000,
    ],
    ids=["half", "in its head", "too long", "no type", "not closed", "zeros"],
)
def test_f53_a_broken_record_hides_no_other_whatever_they_are_packed_by(
    tmp_path: Path, packing: str, broken: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a.warc.gz"
    parts = [b"WARC/1.0" + part for part in warc(path, 4, zipped_file=False).split(b"WARC/1.0")[1:]]
    parts[1] = broken(parts[1])
    path.write_bytes(PACKINGS[packing](b"".join(parts)))
    found = list(WarcSource(path).snapshots())
    assert bodies(found) == [page(f"Force {n}") for n in (0, 2, 3)]
    (told,) = [one for one in found if isinstance(one, Missed)]
    assert told.reason.startswith("warc_") and len({one.page for one in found}) == 4


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    ("behind", "damaged"),
    [(bytes(1), 0), (bytes(512), 0), (bytes(200_000), 0), (b"\r\n\0\0", 0), (bytes(9) + b"x", 1), (bytes(70_000) + b"x", 1)],
)  # fmt: skip
def test_zeros_to_the_end_of_a_file_are_no_damage(tmp_path: Path, packing: str, behind: bytes, damaged: int) -> None:
    path = tmp_path / "a.warc.gz"
    whole = PACKINGS[packing](warc(path, 2, zipped_file=False))
    inside = PACKINGS[packing](warc(path, 2, zipped_file=False) + behind)
    for raw in (whole + behind, inside, *([whole + PACKINGS[packing](behind)] if packing != "plain" else [])):
        path.write_bytes(raw)
        found = list(WarcSource(path).snapshots())
        assert bodies(found) == [page(f"Force {n}") for n in range(2)] and len(found) == 2 + damaged
    path.write_bytes(behind)
    (told,) = WarcSource(path).snapshots()
    assert isinstance(told, Missed), "a file of nothing else is none"


def test_a_proven_record_that_is_not_closed_is_read_and_the_next_one_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(path, 3, zipped_file=False).replace(b"</html>\r\n\r\n", b"</html>", 1))
    found = list(WarcSource(path).snapshots())
    assert bodies(found) == [page(f"Force {n}") for n in range(3)] and len({one.page for one in found}) == 4


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (b"es\x1b[31msex", "es%1B[31msex"),
        ("es\u202esex".encode(), "es%E2%80%AEsex"),
        (b"es\0sex", "es%00sex"),
        (b"e" * 9000, None),
    ],
)
def test_an_address_comes_back_from_the_archive_as_it_was_stored(
    tmp_path: Path, written: bytes, url: str | None
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(warc(path, 1, zipped_file=False).replace(b"force-0", written))
    (found,) = WarcSource(path).snapshots()
    if url is None:
        assert isinstance(found, Missed) and "longer than 8,000 characters" in found.message
        return
    assert isinstance(found, Snapshot) and found.url == URL.format(url)
    with Archive(tmp_path / "archive", "run") as archive:
        archive.put(copy_of(found))
    (again,) = pages(tmp_path / "archive")
    assert isinstance(again, Snapshot) and again.url == found.url


def test_a_torn_member_takes_no_place_of_a_sound_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc(path, 3, zipped_file=False))[:-9])
    found = list(WarcSource(path).snapshots())
    assert len(bodies(found)) == 2 and len({one.page for one in found}) == 3


@pytest.mark.parametrize(
    ("old", "new", "known"),
    [
        (b"WARC-Type: response", b"warc-type:Response", True),
        (b"</html>\r\n\r\n", b"</html>" + b"\r\n" * 9, True),
        (b"</html>\r\n\r\n", b"</html>\n\n", True),
        (b"HTTP/1.1 200 OK", b"http/2 200", True),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK", True),
        (b"HTTP/1.1 200 OK", b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK", True),
        (b"Content-Type: text/html", b"Content-Encoding:\r\n identity\r\nContent-Type: text/html", True),
        (b"WARC-Type: response", b"WARC-Type: resource", True),
        (b"WARC-Type: response", b"WARC-Type: capture", False),
        (b"text/html\r\n\r\n", b"text/html\r\n", False),
        (b"WARC-Target-URI: http", b"WARC-Target-URI: /http", False),
    ],
)
def test_a_record_in_an_odd_form_is_read_or_told(tmp_path: Path, old: bytes, new: bytes, known: bool) -> None:
    path = tmp_path / "a.warc"
    raw = warc(path, 1, zipped_file=False)
    assert old in raw
    raw = re.sub(rb"(?m)^WARC-(?:Payload|Block)-Digest:[^\n]*\n", b"", raw.replace(old, new, 1))
    head, _, block = raw.partition(b"\r\n\r\n")
    length = len(block.rstrip(b"\r\n"))
    path.write_bytes(
        re.sub(rb"Content-Length: \d+", b"Content-Length: %d" % length, head, count=1) + b"\r\n\r\n" + block
    )
    source = WarcSource(path)
    found = list(source.snapshots())
    assert bodies(found) == ([page("Force 0")] if known else [])
    assert known or found or source.counts


def test_f53_whole_file_gzip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    plain = warc(path, 4, zipped_file=False)
    path.write_bytes(gzip.compress(plain))
    assert len(bodies(list(WarcSource(path).snapshots()))) == 4


def wacz(path: Path, raw: bytes, wanted: str | None = None, how: int = zipfile.ZIP_STORED) -> None:
    digest = wanted or hashlib.sha256(raw).hexdigest()
    package = {"resources": [{"name": "d", "path": "archive/d.warc.gz", "hash": f"sha256:{digest}"}]}
    with zipfile.ZipFile(path, "w", how) as archive:
        archive.writestr("archive/d.warc.gz", raw)
        archive.writestr("datapackage.json", json.dumps(package))
        archive.writestr("../../evil.txt", "x")


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz_is_read_and_its_hashes_checked(tmp_path: Path, how: int) -> None:
    raw = warc(tmp_path / "a.warc.gz")
    wacz(tmp_path / "a.wacz", raw, how=how)
    assert len(list(open_target(str(tmp_path / "a.wacz")).snapshots())) == 5
    wacz(tmp_path / "b.wacz", raw, wanted="0" * 64)
    found = list(open_target(str(tmp_path / "b.wacz")).snapshots())
    assert isinstance(found[0], Missed) and found[0].reason == "wacz_member"
    assert len(bodies(found)) == 5
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_that_has_no_room_to_be_unpacked_is_not_called_damaged(tmp_path: Path, how: int) -> None:
    raw = warc(tmp_path / "a.warc.gz")
    wacz(tmp_path / "a.wacz", raw, how=how)
    with no_file_longer_than(len(raw) // 2), pytest.raises(NoRoomError) as error:
        list(open_target(str(tmp_path / "a.wacz")).snapshots())
    assert (
        "archive/d.warc.gz" in str(error.value) and "TMPDIR" in str(error.value) and "damaged" not in str(error.value)
    )


def test_wacz_with_a_flipped_byte_gives_the_intact_pages(tmp_path: Path) -> None:
    raw = warc(tmp_path / "a.warc.gz")
    path = tmp_path / "a.wacz"
    wacz(path, raw)
    broken = bytearray(path.read_bytes())
    broken[200] ^= 0xFF
    path.write_bytes(broken)
    found = list(open_target(str(path)).snapshots())
    assert len(bodies(found)) == 4
    assert next(m.reason for m in found if isinstance(m, Missed)) == "wacz_member"


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_wacz_with_any_bits_flipped_is_read_as_far_as_it_goes(tmp_path: Path, how: int) -> None:
    path, chance = tmp_path / "a.wacz", random.Random(how)
    wacz(path, warc(tmp_path / "a.warc.gz"), how=how)
    whole = path.read_bytes()
    for _ in range(150):
        broken = bytearray(whole)
        for at in chance.sample(range(len(whole)), chance.randint(1, 4)):
            broken[at] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        found = list(WarcSource(path).snapshots())
        assert len(bodies(found)) <= 5
        assert len(bodies(found)) == 5 or any(isinstance(one, Missed) for one in found)


def test_a_wacz_whose_package_nothing_here_unpacks_is_read_without_its_hashes(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    wacz(path, warc(tmp_path / "a.warc.gz"), wanted="0" * 64)
    raw = bytearray(path.read_bytes())
    entry = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"datapackage.json"))
    raw[entry + 10 : entry + 12] = (99).to_bytes(2, "little")
    path.write_bytes(raw)
    found = list(WarcSource(path).snapshots())
    assert len(bodies(found)) == 5 and len(found) == 5


def test_many_pages_are_read_in_constant_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.warc.gz"
        warc(path, count)
        tracemalloc.start()
        read = sum(isinstance(s, Snapshot) for s in WarcSource(path).snapshots())
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == count
        return top

    few, many, bound = amount((100, 500, 450_000), (200, 1000, 900_000))
    peak(10)  # what is kept for good is made
    assert peak(many) - peak(few) < bound


def test_a_record_over_the_cap_is_rejected_and_the_next_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    put(writer, URL.format("big"), b"<html>" + b"x" * 400_000 + b"</html>")
    put(writer, URL.format("kent"), page())
    path = tmp_path / "a.warc.gz"
    path.write_bytes(out.getvalue())
    found = list(WarcSource(path, cap=100_000).snapshots())
    assert isinstance(found[0], Missed) and found[0].reason == "too_large"
    assert bodies(found) == [page()]


SINGLE = b"""<!DOCTYPE html><html><!--
 Page saved with SingleFile
 url: https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/
 saved date: Tue Jan 02 2024 11:00:00 GMT+0100 (Central European Standard Time)
--><h1>x</h1></html>"""
BROWSER = b"""<!DOCTYPE html>
<!-- saved from url=(0048)https://hmicfrs.justiceinspectorates.gov.uk/a/ -->
<html><link href='https://hmicfrs.justiceinspectorates.gov.uk/b/' rel="canonical"></html>"""
OLD_SINGLE = b"""<!DOCTYPE html><html><!--
 Archive processed by SingleFile
 url: https://hmicfrs.justiceinspectorates.gov.uk/a/
 saved date: Tue Aug 08 2017 21:46:41 GMT-0400 (Eastern Daylight Time)
--><h1>x</h1></html>"""
HTTRACK = b"""<!DOCTYPE html><html><body>x</body>
<!-- Mirrored from hmicfrs.justiceinspectorates.gov.uk/a/ by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 03 Sep 2024 13:37:21 GMT -->
</html>"""
SAVE_PAGE = b"""<html><head><link rel=canonical href="https://hmicfrs.justiceinspectorates.gov.uk/b/">
<meta name="savepage-url" content="https://hmicfrs.justiceinspectorates.gov.uk/a/?a=1&amp;b=2">
<meta name="savepage-date" content="Wed Jan 01 2020 10:00:00 GMT+0800 (Taipei)"></head></html>"""
IN_A_SCRIPT = b"""<html><script>x = "<!-- saved from url=(0021)https://example.org/ -->"</script>
<template><link rel=canonical href=https://example.org/></template>
<link href="https://hmicfrs.justiceinspectorates.gov.uk/b/" title="a > b" rel="SHORTLINK Canonical"></html>"""
WITHOUT_DATE = OLD_SINGLE.replace(b" saved date: Tue Aug 08 2017 21:46:41 GMT-0400 (Eastern Daylight Time)\n", b"")
MONOLITH = b"""<!-- Saved from https://hmicfrs.justiceinspectorates.gov.uk/a/ at 2023-12-01T10:30:45Z using monolith v2.7.0 -->
<!DOCTYPE html><html></html>"""
SCRAPBOOK = b"""<!DOCTYPE html>
<html lang="en" data-scrapbook-source="https://hmicfrs.justiceinspectorates.gov.uk/a/?a=1&amp;b=2" data-scrapbook-create="20260513141120165">
<head><link rel=canonical href="https://hmicfrs.justiceinspectorates.gov.uk/b/"></head></html>"""
CANONICAL = b'<html><link rel="canonical" href="https://hmicfrs.justiceinspectorates.gov.uk/b/?a=1&amp;b=2"></html>'


@pytest.mark.parametrize(
    ("body", "url", "when"),
    [
        (SINGLE, "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/kent-2021-22/", "2024-01-02T10:00:00+00:00"),
        (OLD_SINGLE, "https://hmicfrs.justiceinspectorates.gov.uk/a/", "2017-08-09T01:46:41+00:00"),
        (HTTRACK, "https://hmicfrs.justiceinspectorates.gov.uk/a/", "2024-09-03T13:37:21+00:00"),
        (HTTRACK.replace(b"Tue, 03 Sep", b"Tue, 33 Sep"), "https://hmicfrs.justiceinspectorates.gov.uk/a/", None),
        (WITHOUT_DATE, "https://hmicfrs.justiceinspectorates.gov.uk/a/", None),
        (MONOLITH, "https://hmicfrs.justiceinspectorates.gov.uk/a/", "2023-12-01T10:30:45+00:00"),
        (SCRAPBOOK, "https://hmicfrs.justiceinspectorates.gov.uk/a/?a=1&b=2", "2026-05-13T14:11:20+00:00"),
        (SAVE_PAGE, "https://hmicfrs.justiceinspectorates.gov.uk/a/?a=1&b=2", "2020-01-01T02:00:00+00:00"),
        (IN_A_SCRIPT, "https://hmicfrs.justiceinspectorates.gov.uk/b/", None),
        (b"<html><link rel=canonical href=/b/></html>", None, None),
        (BROWSER, "https://hmicfrs.justiceinspectorates.gov.uk/a/", None),
        (CANONICAL, "https://hmicfrs.justiceinspectorates.gov.uk/b/?a=1&b=2", None),
        (b"<html></html>", None, None),
    ],
)
def test_saved_pages_tell_address_and_date(tmp_path: Path, body: bytes, url: str | None, when: str | None) -> None:
    path = tmp_path / "a page.html"
    path.write_bytes(body)
    (found,) = FolderSource(path).snapshots()
    assert isinstance(found, Snapshot)
    assert found.url == url
    assert found.captured_at == (dt.datetime.fromisoformat(when) if when else None)


def fixture(folder: Path, **meta: object) -> None:
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(CANONICAL)
    (folder / "meta.json").write_text(json.dumps(meta))


def test_folder_is_read_in_order_with_meta_and_only_sound_pages_when_asked(tmp_path: Path) -> None:
    fixture(tmp_path / "f" / "b", url="https://x/b", captured_at="2020-01-01T00:00:00Z")
    fixture(tmp_path / "f" / "a", url="https://x/a")
    fixture(tmp_path / "f" / "c", sound=False)
    fixture(tmp_path / "f" / "d")
    (tmp_path / "f" / "d" / "failure.json").write_text("{}")
    (tmp_path / "f" / "e.txt").write_text("no")
    (tmp_path / "outside.html").write_bytes(CANONICAL)
    (tmp_path / "f" / "link.html").symlink_to(tmp_path / "outside.html")
    every = [s for s in FolderSource(tmp_path / "f").snapshots() if isinstance(s, Snapshot)]
    assert [Path(str(s.origin)).parent.name for s in every] == ["a", "b", "c", "d"]
    assert every[1].url == "https://x/b" and every[1].captured_at == dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    sound = list(open_target(str(tmp_path / "f"), sound_only=True).snapshots())
    assert len(sound) == 2
    assert FolderSource(tmp_path / "f").plan().items == 4


def test_a_file_over_the_cap_or_unreadable_is_missed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"x" * 100)
    (found,) = FolderSource(tmp_path, cap=50).snapshots()
    assert isinstance(found, Missed) and found.reason == "too_large"


@pytest.mark.parametrize("name", ["missing.html", "a.docx"])
def test_what_is_no_source_is_a_usage_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(SourceError) as error:
        open_target(str(tmp_path / name))
    assert error.value.exit_code == 2


@pytest.mark.parametrize("package", [b"x", b"[]", b'{"resources": 5}', b"[" * 9000])
def test_a_wacz_whose_package_is_none_is_read_and_told(tmp_path: Path, package: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/d.warc.gz", warc(tmp_path / "a.warc.gz"))
        archive.writestr("datapackage.json", package)
    found = list(WarcSource(tmp_path / "a.wacz").snapshots())
    (missed,) = (one for one in found if isinstance(one, Missed))
    assert len(bodies(found)) == 5 and "can't be verified" in missed.message and missed.reason == "wacz_member"
