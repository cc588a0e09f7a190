"""What files hold is told by their bytes: folders of every kind, saved pages, mirrors, crawls with all their assets."""

from __future__ import annotations

import base64
import bz2
import datetime as dt
import gc
import gzip
import io
import json
import lzma
import os
import plistlib
import re
import tarfile
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetcher.errors import SourceError
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.forms import Form, form_of, head_of
from scraper.fetcher.kinds import begins_like_html, kind_of_answer
from scraper.fetcher.mhtml import page_of
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.sources import open_target
from scraper.fetcher.warcsource import WarcSource
from tests.support.forked import forked
from tests.support.forms import Written, by_record, mhtml, mirrored, put, record, single_file, wacz
from tests.support.room import heed_rights

from .server import page

SITE = "https://hmicfrs.justiceinspectorates.gov.uk"
URL = SITE + "/peel-assessments/peel-2016/{}/"
AT = dt.datetime(2017, 5, 12, 9, 15, tzinfo=dt.UTC)
APPLE = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        "


def one(force: str = "kent") -> Written:
    return Written(URL.format(force), AT, page(f"{force.title()} 2016"))


def read(folder: Path) -> tuple[list[str], dict[str, int]]:
    """The titles of the pages that are found, and what was passed over."""
    source = FolderSource(folder)
    found = [item for item in source.snapshots() if isinstance(item, Snapshot)]
    return sorted(
        item.body.decode("utf-8", "replace").split("<title>")[1].split(" ")[0] for item in found
    ), source.counts


@pytest.mark.parametrize(
    ("name", "raw", "form"),
    [
        ("a.html", page(), Form.PAGE),
        ("no-ending", page(), Form.PAGE),
        ("page.html?view=all", page(), Form.PAGE),
        ("a.txt", b"\xef\xbb\xbf \n<!-- saved -->\n<html><body></body></html>", Form.PAGE),
        ("commented", b"<?xml version='1.0'?><!--" + b"x" * 30_000 + b"--><!-- y -->" + page(), Form.PAGE),
        ("commented.gz", gzip.compress(b"<!--" + b"x" * 30_000 + b"-->" + page()), Form.PAGE),
        ("brotli", brotli.compress(page()), Form.PAGE),
        ("deflated.cms", zlib.compress(page() * 90), Form.PAGE),
        ("brotli.png", brotli.compress(page()), None),
        ("utf-16.php", page().decode().encode("utf-16"), Form.PAGE),
        ("xhtml", b'<?xml version="1.0"?>\n<!DOCTYPE html><html></html>', Form.PAGE),
        ("a.html.gz", gzip.compress(page()), Form.PAGE),
        ("a.bin", gzip.compress(page()), Form.PAGE),
        ("empty.html", b"", Form.PAGE),
        ("without-head", b"<meta charset=utf-8><title>x</title><main><h1>Kent</h1></main>", Form.PAGE),
        ("KENT.HTM", page(), Form.PAGE),
        ("a.mhtml", mhtml(one()), Form.MHTML),
        ("mhtml-named.html", mhtml(one()), Form.MHTML),
        ("a.warc.gz", by_record([(one(), "response")]), Form.WARC),
        ("crawl.open", by_record([(one(), "response")]), Form.WARC),
        ("plain", gzip.decompress(by_record([(one(), "response")])), Form.WARC),
        ("broken.warc.gz", b"nothing", Form.WARC),
        ("a.wacz", wacz({"a.warc.gz": by_record([(one(), "response")])}), Form.WACZ),
        ("download.zip", wacz({"a.warc.gz": by_record([(one(), "response")])}), Form.WACZ),
        ("list.txt", b"kent, surrey", None),
        ("a.js", b"var t = '<html><body>';", None),
        ("a.pdf", b"%PDF-1.7", None),
        ("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', None),
        ("mail.eml", b"Subject: hello\r\nFrom: a@example.org\r\n\r\ntext", None),
    ],
)
def test_a_file_is_what_its_bytes_say(tmp_path: Path, name: str, raw: bytes, form: Form | None) -> None:
    path = put(tmp_path, name, raw)
    assert form_of(path, head_of(path)) is form


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["a.html", "a.warc.gz", "a.warc.zst", "a.wacz", "a.mhtml", "a", "a.gz"])
)
def test_any_bytes_under_any_name_have_a_form_or_none(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str
) -> None:
    path = put(tmp_path_factory.mktemp("any"), name, raw)
    form_of(path, head_of(path))
    for prefix in (b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"\x5d\x2a\x4d\x18", b"MIME-Version: 1.0\nContent-Type: "):
        path.write_bytes(prefix + raw)
        form_of(path, head_of(path))
        assert all(isinstance(item, Snapshot | Missed) for item in FolderSource(path.parent).snapshots())


def test_a_folder_is_read_whatever_forms_and_depths_it_holds(tmp_path: Path) -> None:
    put(tmp_path, "deep/er/still/kent.html", one("kent").body)
    put(tmp_path, "essex", one("essex").body)
    put(tmp_path, "deep/surrey.mhtml", mhtml(one("surrey")))
    put(tmp_path, "dorset.html.gz", gzip.compress(one("dorset").body))
    put(tmp_path, "crawls/rec.warc.gz", by_record([(one("durham"), "response")]))
    put(tmp_path, "crawls/ext.wacz", wacz({"data.warc.gz": by_record([(one("gwent"), "response")])}))
    put(tmp_path, "notes/list.txt", b"kent, surrey")
    put(tmp_path, "notes/report.pdf", b"%PDF-1.7")
    found, counts = read(tmp_path)
    assert found == ["Dorset", "Durham", "Essex", "Gwent", "Kent", "Surrey"]
    assert counts == {"text files": 1, "PDF documents": 1}
    assert FolderSource(tmp_path).plan().items == 6


def test_an_answer_without_an_address_is_told_and_a_converted_record_counted(tmp_path: Path) -> None:
    nameless = record(one("kent")).replace(b"WARC-Target-URI", b"X-Target-URI")
    converted = record(one("essex")).replace(b"WARC-Type: response", b"WARC-Type: conversion")
    source = WarcSource(put(tmp_path, "a.warc", record(one("surrey")) + nameless + converted))
    found = list(source.snapshots())
    assert [(m.outcome, m.reason) for m in found if isinstance(m, Missed)] == [("failed", "unreadable")]
    assert len(found) == 2 and source.counts == {"converted records": 1}


@pytest.mark.parametrize(
    "beside",
    [
        *("Kent_files", "Kent-Dateien", "Kent_fichiers", "Kent.files", "KENT_FILES"),
        *(
            "Kent-filer",
            "Kent_ficheiros",
            "Kent_soubory",
            "Kent_tiedostot",
            "Kent_elemei",
            "Kent_dosyalar",
            "Kent_bylos",
        ),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_what_browsers_and_systems_put_beside_a_page_is_counted_and_not_read(
    tmp_path: Path, beside: str, packed: bool
) -> None:
    put(tmp_path, *(("Kent.html.gz", gzip.compress(one().body)) if packed else ("Kent.html", one().body)))
    put(tmp_path, f"{beside}/saved_resource.html", b"<html></html>")
    put(tmp_path, f"{beside}/deep/a.css", b"p {}")
    put(tmp_path, "__MACOSX/._Kent.html", APPLE)
    put(tmp_path, "._Kent.html", APPLE)
    put(tmp_path, "AppleDouble.html", APPLE)
    put(tmp_path, ".hidden/essex.html", one("essex").body)
    put(tmp_path, "essex.html.part", one("essex").body)
    put(tmp_path, "index.html.orig", one("essex").body)
    put(tmp_path, "#Kent.html#", one("essex").body)
    found, counts = read(tmp_path)
    assert found == ["Kent"]
    assert counts == {"files saved beside a page": 2, "hidden files": 4, "working files": 3}


def test_a_folder_with_such_a_name_and_no_page_beside_it_is_read(tmp_path: Path) -> None:
    put(tmp_path, "my_files/kent.html", one().body)
    assert read(tmp_path) == (["Kent"], {})


@pytest.mark.parametrize("name", ["Kent 2016", "Kent 2016.aspx", "Kent 2016.txt"])
def test_a_page_whose_name_has_no_ending_of_a_page_has_its_folder_of_files_too(name: str, tmp_path: Path) -> None:
    put(tmp_path, name, one().body)
    put(tmp_path, "Kent 2016_files/saved_resource.html", b"<html></html>")
    assert read(tmp_path) == (["Kent"], {"files saved beside a page": 1})


def test_a_file_beside_a_folder_of_files_that_is_no_page_is_told_and_the_folder_read(tmp_path: Path) -> None:
    put(tmp_path, "Kent 2016", b"Kent: Good")
    put(tmp_path, "Kent 2016_files/kent.html", one().body)
    put(tmp_path, "notes", b"of nothing")
    source = FolderSource(tmp_path)
    first, second = source.snapshots()
    assert isinstance(first, Snapshot) and str(first.origin).endswith("/Kent 2016") and first.body == b"Kent: Good"
    assert isinstance(second, Snapshot) and source.counts == {"other files": 1}


def test_links_lead_nowhere_twice_and_not_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    put(inside, "kent.html", one().body)
    put(tmp_path, "outside/essex.html", one("essex").body)
    (inside / "again.html").symlink_to("kent.html")
    (inside / "loop").symlink_to(".")
    (inside / "out.html").symlink_to(tmp_path / "outside/essex.html")
    (inside / "out").symlink_to(tmp_path / "outside")
    (inside / "nowhere.html").symlink_to("not-there.html")
    os.mkfifo(inside / "pipe.html")
    os.link(inside / "kent.html", inside / "same.html")
    told = {
        "files named twice": 2,
        "links out of the folder": 2,
        "links that lead nowhere": 1,
        "pipes, sockets and devices": 1,
    }
    assert read(inside) == (["Kent"], told)


def test_what_can_not_be_read_is_missed_whatever_it_is_called(tmp_path: Path) -> None:
    put(tmp_path, "kent.html", one().body)
    locked = [put(tmp_path, name, b"x") for name in ("crawl.warc.gz", "essex", "logo.png")]
    (tmp_path / "more").mkdir()
    for path in (*locked, tmp_path / "more"):
        path.chmod(0)

    def look() -> None:
        heed_rights()
        source = FolderSource(tmp_path)
        missed = [one for one in source.snapshots() if isinstance(one, Missed)]
        print(*(f"{Path(one.url).name} {one.reason}" for one in missed), dict(source.counts), sep="\n")

    child = forked(look)
    assert child.stdout.read().splitlines() == [
        "crawl.warc.gz unreadable", "essex unreadable", "more unreadable", "{'images': 1}"
    ]  # fmt: skip
    assert child.wait() == 0
    (tmp_path / "more").chmod(0o700)


def test_a_device_without_an_end_is_too_large(tmp_path: Path) -> None:
    (found,) = FolderSource(Path("/dev/zero"), cap=1 << 12).snapshots()
    assert isinstance(found, Missed) and found.reason == "too_large"


def test_names_that_are_no_utf_8_are_kept_escaped(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"Surrey \x96 2016")
    put(folder, os.fsdecode(b"kent \x96.html"), one().body)
    put(folder, os.fsdecode(b"essex\xff.warc.gz"), by_record([(one("essex"), "response")]))
    found = list(FolderSource(tmp_path).snapshots())
    names = [str(item.page) for item in found]
    assert [name.removeprefix(str(tmp_path)) for name in sorted(names)] == [
        "/Surrey \\x96 2016/essex\\xff.warc.gz@0", "/Surrey \\x96 2016/kent \\x96.html"
    ]  # fmt: skip
    assert all(
        name.encode("utf-8") for name in [*names, *(str(item.origin) for item in found if isinstance(item, Snapshot))]
    )


# --- saved pages ----------------------------------------------------------------------------------------------------


def saved(tmp_path: Path, name: str, raw: bytes) -> Snapshot:
    (found,) = FolderSource(put(tmp_path, name, raw)).snapshots()
    assert isinstance(found, Snapshot), found
    return found


def test_mhtml_gives_the_page_its_address_and_the_moment_of_saving(tmp_path: Path) -> None:
    found = saved(tmp_path, "a.mhtml", mhtml(one()))
    assert (found.url, found.captured_at, found.body.rstrip()) == (one().url, AT, one().body)
    archived = Written("https://web.archive.org/web/20170118103000/" + one().url, AT, one().body)
    found = saved(tmp_path, "b.mht", mhtml(archived))
    assert found.captured_at == dt.datetime(2017, 1, 18, 10, 30, tzinfo=dt.UTC)


EXPLORER = (
    "From: <Saved by Windows Internet Explorer 8>\r\nSubject: Kent\r\nDate: Fri, 12 May 2017 10:15:00 +0100\r\n"
    'MIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset="Windows-1252"\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {url}\r\n\r\n"
    "<html><title>Kent</title><p>It=92s =\r\nwell.</p></html>"
)


def test_old_mhtml_of_one_part_keeps_its_charset(tmp_path: Path) -> None:
    found = saved(tmp_path, "kent.mht", EXPLORER.format(url=one().url).encode())
    assert (found.url, found.captured_at) == (one().url, AT)
    assert found.body == b"<html><title>Kent</title><p>It\x92s well.</p></html>"
    assert found.content_type == "text/html; charset=windows-1252"


def test_the_page_of_mhtml_is_the_sites_wherever_it_stands_and_however_its_address_is_written(tmp_path: Path) -> None:
    frame = b"----MultipartBoundary--x1y2----\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>ad</p>\r\n--"
    raw = mhtml(one()).replace(
        b"----MultipartBoundary--x1y2----\r\nC", frame + b"----MultipartBoundary--x1y2----\r\nC", 1
    )
    raw = raw.replace(f"Content-Location: {one().url}".encode(), f"Content-Location: <{one().url}>".encode())
    found = saved(tmp_path, "a.mhtml", raw)
    assert (found.url, found.body.rstrip()) == (one().url, one().body)


@pytest.mark.parametrize(
    ("own", "of_frame", "of_page"),
    [
        (b"Snapshot-Content-Location: https://x.org/\r\n", b"Content-Location: https://hmicfrs.justiceinspectorates.gov.uk/f/\r\n", b"Content-Location: https://x.org/\r\n"),
        (b"", b"", b"Content-Location: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/\r\n"),
        (b"", b"", b""),
    ],
)  # fmt: skip
def test_a_frame_before_the_page_of_mhtml_is_not_taken_for_it(own: bytes, of_frame: bytes, of_page: bytes) -> None:
    part = b"--x\r\nContent-Type: text/html\r\n%b\r\n%b\r\n"
    whole = b'<html><link rel="canonical" href="https://hmicfrs.justiceinspectorates.gov.uk/p/"><p>page</p>'
    head = b'MIME-Version: 1.0\r\n%bContent-Type: multipart/related; boundary="x"\r\n\r\n' % own
    found = page_of(head + part % (of_frame, b"<p>frame</p>") + part % (of_page, whole) + b"--x--\r\n")
    assert not isinstance(found, str) and found.body.strip() == whole


def test_mhtml_without_a_page_is_named(tmp_path: Path) -> None:
    raw = EXPLORER.format(url="x").replace("text/html", "text/plain").encode()
    (found,) = FolderSource(put(tmp_path, "a.mht", raw)).snapshots()
    assert isinstance(found, Missed) and (found.outcome, found.reason) == ("rejected", "not_html")


RAW = "\r\n--x\r\nContent-Type: text/html\r\n{more}\r\n{page}\r\n--x--\r\n"
MAIL = 'From: <Saved by Blink>\r\n{more}Content-Type: multipart/related; boundary="x"\r\n'
LOCATED = f"MIME-Version: 1.0\r\nSnapshot-Content-Location: {one().url}\r\nDate: {AT:%a, %d %b %Y %H:%M:%S} +0000\r\n"


@pytest.mark.parametrize(
    ("top", "part"),
    [
        (LOCATED, ""),
        (LOCATED.replace("MIME-Version: 1.0\r\n", ""), ""),
        (LOCATED.replace("Snapshot-Content-Location", "Content-Location").replace("/peel-2016/kent/", "/x"), "Content-Location: peel-2016/kent/\r\n"),
        (LOCATED.replace("Snapshot-Content-Location", "Content-Base").replace("/kent/", "/essex/"), "Content-Location: ../kent/\r\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mailbox", ["", "From - Fri May 12 2017\r\n"])
def test_mhtml_is_known_without_its_version_and_a_relative_address_is_the_mails(
    top: str, part: str, mailbox: str, tmp_path: Path
) -> None:
    raw = mailbox + MAIL.format(more=top) + RAW.format(more=part, page=page("Kent 2016").decode())
    found = saved(tmp_path, "a.mhtml", raw.encode())
    assert (found.url, found.captured_at, found.body.strip()) == (one().url, AT, page("Kent 2016"))


@pytest.mark.parametrize(
    ("other", "is_told"),
    [
        (one("essex").url, True),
        ("https://web.archive.org/web/20170118103000/" + one("essex").url, True),
        (f"{one().url}#top", False),
        (one().url.replace("https", "http"), False),
        (f"{SITE}/no-page/frame/", False),
        ("https://www.youtube.com/embed/x", False),
        ("cid:frame-2@mhtml.blink", False),
    ],
)
def test_mhtml_of_several_pages_is_told_and_of_a_page_with_frames_read(
    other: str, is_told: bool, tmp_path: Path
) -> None:
    part = f"--x\r\nContent-Type: text/html\r\nContent-Location: {{}}\r\n\r\n{page('Kent 2016').decode()}\r\n"
    raw = MAIL.format(more=LOCATED) + "\r\n" + part.format(one().url) + part.format(other) + "--x--\r\n"
    (found,) = FolderSource(put(tmp_path, "a.mht", raw.encode())).snapshots()
    assert isinstance(found, Missed) is is_told
    assert not isinstance(found, Missed) or f"several pages ({other})" in found.message


CODED = base64.encodebytes(page("Kent 2016" * 99)).decode()


@pytest.mark.parametrize(
    ("how", "coded"),
    [
        ("base64", CODED.rstrip().rstrip("=")[:-3]),
        ("base64", CODED[:200] + "<br>" + CODED[200:]),
        ("base64", page().decode()),
        ("x-uuencode", "begin 644 a\r\nzz\r\nend"),
        ("x-gzip64", CODED),
    ],
)
def test_mhtml_whose_page_can_not_be_decoded_is_told_and_not_read_as_it_stands(
    how: str, coded: str, tmp_path: Path
) -> None:
    raw = MAIL.format(more=LOCATED) + RAW.format(more=f"Content-Transfer-Encoding: {how}\r\n", page=coded)
    (found,) = FolderSource(put(tmp_path, "a.mhtml", raw.encode())).snapshots()
    assert isinstance(found, Missed) and "can't be decoded" in found.message


@pytest.mark.parametrize(
    "raw",
    [
        mhtml(one()).replace(b"\r\n", b"\r"),
        mhtml(one()).decode().encode("utf-16"),
        b"X-Long: " + bytes(20_000) + b"\r\n" + mhtml(one()),
    ],
    ids=["CR", "UTF-16", "a long head"],
)
def test_what_is_called_mhtml_and_is_none_is_not_read_as_text(raw: bytes, tmp_path: Path) -> None:
    for name, whole in (("a.mhtml", raw), ("b.mht.gz", gzip.compress(raw))):
        (found,) = FolderSource(put(tmp_path / name, name, whole)).snapshots()
        assert isinstance(found, Missed) and "is no MHTML" in found.message
    assert saved(tmp_path, "page.mhtml", page()).body == page()


@pytest.mark.parametrize(
    ("raw", "unread"),
    [
        (mhtml(one()).replace(b"Date: ", b"Date: Freitag "), "Freitag Fri, 12 May 2017 09:15:00 +0000"),
        (single_file(one()).replace(b"Fri May", b"ven. mai"), "ven. mai 12 2017 09:15:00 GMT+0000 (Greenwich Mean Time)"),
        (single_file(one()).replace(b"saved date: Fri May 12 2017 09:15:00 GMT+0000 (Greenwich Mean Time)", b"saved date: 2017"), "2017"),
        (b'<html><head><meta name="savepage-url" content="https://x.org/"><meta name="savepage-date" content="heute">', "heute"),
        (single_file(one()), None),
        (re.sub(rb" saved date: [^\n]*", b"", single_file(one())), None),
        (page(), None),
    ],
)  # fmt: skip
def test_a_date_of_saving_that_can_not_be_read_is_told(raw: bytes, unread: str | None, tmp_path: Path) -> None:
    found = saved(tmp_path, "a.mhtml" if raw.startswith(b"From") else "a.html", raw)
    assert found.claimed == unread and (unread is None or found.captured_at is None)


def wrapped(comment: str, inner: bytes = page("Kent 2016")) -> bytes:
    """A page as SingleFile packs it into a ZIP file that unpacks itself in a browser."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", inner)
    before = f"<!DOCTYPE html> <html data-sfz><!--{comment}--><meta charset=windows-1252><title>Kent 2016</title><xmp>"
    return before.encode() + made.getvalue() + b"</xmp><script>/* */</script>"


def test_a_page_that_is_packed_into_itself_is_told_and_its_wrapper_not_read(tmp_path: Path) -> None:
    comment = f"\n Page saved with SingleFile \n url: {one().url} \n saved date: {AT:%a %b %d %Y} 09:15:00 GMT+0000\n"
    path = put(tmp_path, "kent.u.zip.html", wrapped(comment))
    (found,) = FolderSource(tmp_path).snapshots()
    assert isinstance(found, Missed) and "SingleFile packed" in found.message
    with pytest.raises(SourceError, match="is not read; open it"):
        open_target(str(path))
    unpacked = single_file(one()).replace(b"<html>", b'<html data-sfz="">')
    assert saved(tmp_path, "saved-again.html", unpacked).body == unpacked, "a page that was opened keeps the mark"


def test_the_root_of_mhtml_is_the_part_that_it_names() -> None:
    raw = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"; start="<two>"\r\n\r\n--x\r\n'
        b"Content-Type: text/html\r\nContent-ID: <one>\r\n\r\n<p>frame</p>\r\n--x\r\nContent-Type: text/html\r\n"
        b"Content-ID: <two>\r\nContent-Location: https://x.org/\r\n\r\n<p>page</p>\r\n--x--\r\n"
    )
    found = page_of(raw)
    assert not isinstance(found, str) and (found.body.strip(), found.origin.url) == (b"<p>page</p>", "https://x.org/")


BEHIND = (
    b"""
<!--
     FILE ARCHIVED ON 10:30:00 Jan 18, 2017 AND RETRIEVED FROM THE
     INTERNET ARCHIVE ON 10:00:00 Nov 12, 2024.
-->
<!--
playback timings (ms):
"""
    + b"  load: 1\n" * 40
    + b"-->"
)


def test_a_record_of_mhtml_is_no_page_as_it_stands(tmp_path: Path) -> None:
    saved = Written(one().url, AT, mhtml(one()))
    (found,) = WarcSource(put(tmp_path, "a.warc", record(saved))).snapshots()
    assert isinstance(found, Missed) and (found.outcome, found.reason) == ("rejected", "not_html")


@pytest.mark.parametrize("how", [lambda each: each.body, single_file], ids=["plain", "SingleFile"])
def test_a_page_of_the_wayback_machine_is_dated_by_what_it_says_behind_its_end(
    tmp_path: Path, how: Callable[[Written], bytes]
) -> None:
    found = saved(tmp_path, "a.html", how(one()) + BEHIND)
    assert found.captured_at == dt.datetime(2017, 1, 18, 10, 30, tzinfo=dt.UTC)
    assert found.dated_by == "address"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/index.html", URL.format("kent")),
        ("m/www.justiceinspectorates.gov.uk/hmicfrs/a/index.htm", "https://www.justiceinspectorates.gov.uk/hmicfrs/a/"),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index.html?view=all", f"{SITE}/a/?view=all"),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index.html@view=all.html", f"{SITE}/a/?view=all"),
        ("hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent.html", URL.format("kent").rstrip("/")),
        ("hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent.1.html", URL.format("kent").rstrip("/")),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index.html.1", f"{SITE}/a/"),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index-2.html", f"{SITE}/a/"),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index.html.gz", f"{SITE}/a/"),
        ("hmicfrs.justiceinspectorates.gov.uk/a/index.html%3Fview=all.html", f"{SITE}/a/?view=all"),
        ("hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent", URL.format("kent").rstrip("/")),
        (
            "web.archive.org/web/20170118103000/https:/hmicfrs.justiceinspectorates.gov.uk/a/index.html",
            "https://web.archive.org/web/20170118103000/https:/hmicfrs.justiceinspectorates.gov.uk/a/",
        ),
        (
            "webarchive.nationalarchives.gov.uk/20170118103000/http_/hmicfrs.justiceinspectorates.gov.uk/a/index.html",
            "https://webarchive.nationalarchives.gov.uk/20170118103000/http:/hmicfrs.justiceinspectorates.gov.uk/a/",
        ),
        *(
            (
                f"web.archive.org/web/20170118103000id_/{scheme}/hmicfrs.justiceinspectorates.gov.uk/a/index.html",
                "https://web.archive.org/web/20170118103000id_/https:/hmicfrs.justiceinspectorates.gov.uk/a/",
            )
            for scheme in ("https_", "https", "https%3A", "https@3A", "https+3a")
        ),
        (
            "websites/hmicfrs.justiceinspectorates.gov.uk/20170118103000/a/index.html",
            "https://web.archive.org/web/20170118103000/https://hmicfrs.justiceinspectorates.gov.uk/a/",
        ),
        ("https/hmicfrs.justiceinspectorates.gov.uk/https/index.html", f"{SITE}/https/"),
        ("example.org/a/index.html", None),
        ("plain/kent.html", None),
    ],
)
def test_the_path_in_a_mirror_is_the_address(tmp_path: Path, path: str, url: str | None) -> None:
    put(tmp_path, path, page())
    (found,) = FolderSource(tmp_path).snapshots()
    assert isinstance(found, Snapshot) and found.url == url
    assert (found.captured_at is not None) is ("20170118103000" in path)


def test_a_mirror_of_httrack_is_read_without_what_httrack_made(tmp_path: Path) -> None:
    put(tmp_path, *mirrored(one()))
    put(
        tmp_path,
        "index.html",
        b"<HTML><!-- Mirror and index made by HTTrack Website Copier/3.49-2 [XR&CO'2014] --></HTML>",
    )
    put(tmp_path, "hts-log.txt", b"HTTrack3")
    put(tmp_path, "hts-cache/new.zip", b"PK\x03\x04")
    put(tmp_path, "backblue.gif", b"GIF89a")
    found, counts = read(tmp_path)
    assert found == ["Kent"]
    assert counts == {"pages made by a mirroring tool": 1, "hidden files": 2, "images": 1}


def test_a_target_that_holds_no_page_says_what_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.docx", b"PK\x03\x04 nothing")
    with pytest.raises(SourceError, match="is no page and no archive that peel reads"):
        open_target(str(path))


@pytest.mark.parametrize("mark", ["{}", "<{}>"])
def test_a_field_that_begins_on_the_next_line_says_what_it_says(mark: str, tmp_path: Path) -> None:
    """The blank in front of the address went into the archive, from which no rebuild took the page."""
    head = b"WARC-Target-URI: "
    raw = record(one()).replace(head + one().url.encode(), head.strip() + b"\r\n\t" + mark.format(one().url).encode())
    put(tmp_path, "crawl.warc", raw)
    [found] = FolderSource(tmp_path).snapshots()
    assert isinstance(found, Snapshot) and found.url == one().url


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, page())
    return made.getvalue()


def tarred(name: str, raw: bytes = b"", mode: str = "w:gz") -> bytes:
    """A tar file with some other file before the one of a name."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for each, data in (("a.css", bytes(30_000)), (name, raw)):
            told = tarfile.TarInfo(each)
            told.size = len(data)
            archive.addfile(told, io.BytesIO(data))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("crawl.arc.gz", gzip.compress(b"filedesc://crawl.arc 0.0.0.0 20170302100000 text/plain 9\n" + page()), "ARC"),
        (
            "torn.arc",
            b"https://hmicfrs.justiceinspectorates.gov.uk/ 10.0.0.1 20170302100000 text/html 99\n" + page(),
            "ARC",
        ),
        ("all.har", b'{\n  "log": {"entries": [{"text": "<html>"}]}}', "HAR"),
        ("kent", plistlib.dumps({"WebMainResource": {"WebResourceData": page()}}), "Safari"),
        ("kent.webarchive", b"bplist00\xd1\x01\x02_WebMainResource", "Safari"),
        ("pages.zip", zipped("kent.html"), "ZIP"),
        ("kent.maff", zipped("1/index.rdf", "1/index.html"), "ZIP"),
        ("pages.tgz", tarred("pages/kent.html"), "tar"),
        ("kent.html.xz", b"\xfd7zXZ\0", "form of its own"),
        ("crawl.warc.bz2", b"BZh9", "form of its own"),
        ("late.har", '\ufeff{"_meta": {}, "log": {"entries": []}}'.encode("utf-16"), "HAR"),
        ("mirror.zip", zipped("index.html?view=all"), "ZIP"),
        ("no-ending.zip", zipped("peel-2016/kent"), "ZIP"),
        ("nested.zip", zipped("all.har"), "ZIP"),
        ("before.zip", b"MZ" + bytes(99) + zipped("kent.html"), "ZIP"),
        ("long.tar", tarred("d/" * 70 + "KENT.HTML", mode="w"), "tar"),
        ("no-ending.tar.bz2", tarred("kent", page(), mode="w:bz2"), "tar"),
        ("packed", lzma.compress(tarred("kent.html", mode="w")), "form of its own"),
        ("kent", bz2.compress(page()), "form of its own"),
        ("all.7z", b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        ("kent.html.gz.gz", gzip.compress(gzip.compress(page())), "form of its own"),
    ],
)
def test_a_file_of_pages_that_is_not_read_is_no_clean_folder(name: str, raw: bytes, what: str, tmp_path: Path) -> None:
    put(tmp_path, "kent.html", page())
    path = put(tmp_path, name, raw)
    found = {type(one): one for one in FolderSource(tmp_path).snapshots()}
    assert found[Snapshot].origin == str(tmp_path / "kent.html")
    missed = found[Missed]
    assert (missed.outcome, missed.reason, what in missed.message) == ("rejected", "not_html", True)
    with pytest.raises(SourceError, match="is not read; "):
        open_target(str(path))


@pytest.mark.parametrize(
    "raw",
    [zipped("mimetype", "EPUB/a.xhtml"), zipped("a.txt"), tarred("a.txt")],
    ids=["a book", "a ZIP file", "a tar file"],
)
def test_a_packed_file_without_saved_pages_is_passed_over(raw: bytes, tmp_path: Path) -> None:
    put(tmp_path, "a.bin", raw)
    assert read(tmp_path)[0] == []


def test_what_is_damaged_or_holds_more_than_is_read_of_it_is_told(tmp_path: Path) -> None:
    put(tmp_path, "cut.zip", zipped("kent.html")[:-30])
    put(tmp_path, "two.mhtml", mhtml(one()) + mhtml(one("essex")))
    both = io.BytesIO(wacz({"a.warc.gz": by_record([(one(), "response")])}))
    with zipfile.ZipFile(both, "a") as archive:
        archive.writestr("essex.html", page())
    put(tmp_path, "both.zip", both.getvalue())
    found = list(FolderSource(tmp_path).snapshots())
    told = {item.message for item in found if isinstance(item, Missed)}
    assert len(found) == 4 and {word for word in ("is damaged", "(essex.html)", "behind it") if word in str(told)} == {
        "is damaged", "(essex.html)", "behind it"
    }  # fmt: skip


def members_in(more: dict[str, bytes], stated: dict[str, bytes] | None = None) -> bytes:
    """A WACZ with Kent's page in a WARC file, and other members; `stated` is what its package says of members."""
    there = {"archive/kent.warc.gz": by_record([(one(), "response")])}
    named = [{"path": name, "hash": f"sha256:{sha256(raw).hexdigest()}"} for name, raw in (stated or there).items()]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, raw in {**there, **more, "datapackage.json": json.dumps({"resources": named}).encode()}.items():
            archive.writestr(name, raw)
    return made.getvalue()


ESSEX = by_record([(one("essex"), "response")])


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (members_in({}, {"archive/kent.warc.gz": by_record([(one(), "response")]), "archive/essex.warc.gz": ESSEX}), "archive/essex.warc.gz is named in datapackage.json and is not there"),
        (members_in({}, {".\\archive\\kent.warc.gz": ESSEX}), "does not match its hash"),
        (members_in({}, {"/archive/kent.warc.gz": ESSEX}), "does not match its hash"),
        (members_in({"archive/essex.warc.gz.open": ESSEX}), "(archive/essex.warc.gz.open)"),
        (members_in({"archive/essex": ESSEX}), "(archive/essex)"),
        (members_in({"archive/essex.warc.br": b"x"}), "(archive/essex.warc.br)"),
        (members_in({"essex.html.bz2": b"x"}), "(essex.html.bz2)"),
    ],
)  # fmt: skip
def test_what_a_wacz_lacks_or_holds_beside_what_is_read_is_told(raw: bytes, told: str, tmp_path: Path) -> None:
    found = list(FolderSource(put(tmp_path, "a.wacz", raw)).snapshots())
    (missed,) = [item for item in found if isinstance(item, Missed)]
    assert told in missed.message and len(found) == 2, missed


def test_what_macos_adds_to_a_zip_file_is_counted_and_no_damage(tmp_path: Path) -> None:
    raw = members_in({"__MACOSX/archive/._kent.warc.gz": APPLE, "__MACOSX/._kent.html": APPLE, ".DS_Store": b"x"})
    put(tmp_path, "a.zip", raw)
    assert read(tmp_path) == (["Kent"], {"hidden files": 3})
    assert len(list(FolderSource(tmp_path).snapshots())) == 1


@pytest.mark.parametrize(
    ("at", "value", "told"), [(6, 1, "is encrypted; unpack"), (8, 93, "is packed by a method that is not read (93)")]
)
def test_a_member_that_is_closed_is_told_as_such_and_once(at: int, value: int, told: str, tmp_path: Path) -> None:
    raw = bytearray(members_in({"archive/essex.warc.gz": ESSEX}))
    for mark, place in ((b"PK\3\4", at), (b"PK\1\2", at + 2)):
        raw[raw.index(mark) + place] = value
    missed, found = FolderSource(put(tmp_path, "a.wacz", bytes(raw))).snapshots()
    assert isinstance(missed, Missed) and isinstance(found, Snapshot) and "Essex" in found.body.decode()
    assert told in missed.message and "is damaged" not in missed.message


def test_two_members_of_one_name_are_told(tmp_path: Path) -> None:
    both = io.BytesIO(members_in({}))
    with zipfile.ZipFile(both, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("archive/kent.warc.gz", ESSEX)
    missed, found = FolderSource(put(tmp_path, "a.wacz", both.getvalue())).snapshots()
    assert isinstance(missed, Missed) and "2 times" in missed.message and isinstance(found, Snapshot)


def test_a_member_without_a_name_ends_nothing(tmp_path: Path) -> None:
    raw = zipped("\x7f").replace(b"\x7f", b"\0")  # a name ends at the first such byte
    (missed,) = FolderSource(put(tmp_path, "a.zip", raw).parent).snapshots()
    assert isinstance(missed, Missed) and "saved pages in it" in missed.message


@pytest.mark.parametrize("name", ["a.zip", "a.wacz"])
def test_a_zip_file_whose_members_tell_nothing_by_their_names_is_told(name: str, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("rec-0001", ESSEX)
    (missed,) = FolderSource(put(tmp_path, name, made.getvalue()).parent).snapshots()
    assert isinstance(missed, Missed) and missed.message.endswith("unpack it")
    (missed,) = FolderSource(put(tmp_path / "t", "a.tar", tarred("rec-0001", ESSEX, mode="w")).parent).snapshots()
    assert isinstance(missed, Missed) and "tar file" in missed.message


@pytest.mark.parametrize("name", ["kent.html", "kent", "kent.txt"])
def test_an_answer_that_was_saved_with_its_head_is_read_without_it(name: str, tmp_path: Path) -> None:
    head = b"HTTP/2 200\r\ncontent-type: text/html; charset=utf-8\r\ncontent-encoding: gzip\r\n\r\n"
    found = saved(tmp_path, name, head + gzip.compress(page()))
    assert found.body == page() and found.content_type == "text/html; charset=utf-8"
    (missed,) = FolderSource(put(tmp_path, name, head.replace(b"200", b"503") + page())).snapshots()
    assert isinstance(missed, Missed) and "(503)" in missed.message


def test_a_collection_of_wacz_files_is_told_as_one_unless_they_are_all_there(tmp_path: Path) -> None:
    package = json.dumps(
        {"profile": "multi-wacz-package", "resources": [{"path": "a.wacz"}, {"path": "https://x.invalid/b.wacz"}]}
    )
    inner = wacz({"a.warc.gz": by_record([(one(), "response")])})
    put(tmp_path, "list/datapackage.json", package.encode())
    put(tmp_path, "list/a.wacz", inner)
    (told,) = (item for item in FolderSource(tmp_path / "list").snapshots() if isinstance(item, Missed))
    assert (
        "a list of WACZ files (multi-WACZ), which holds no page itself; get the files that it names (https://x.invalid/b.wacz)"
        in told.message
    )
    put(tmp_path, "list/b.wacz", inner + bytes(9))
    assert not any(isinstance(item, Missed) for item in FolderSource(tmp_path / "list").snapshots())
    for name, members, words in (
        ("in.wacz", {"a.wacz": inner}, "holds WACZ files (a.wacz), which are not read; unpack it"),
        ("in.zip", {"a.wacz": inner}, "a ZIP file with WACZ files in it, which is not read; unpack it"),
        (
            "names.wacz",
            {},
            "holds no WARC file; it names WACZ files (multi-WACZ), get these (a.wacz, https://x.invalid/b.wacz)",
        ),
    ):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for member, raw in {"datapackage.json": package.encode(), **members}.items():
                archive.writestr(member, raw)
        (told,) = (WarcSource(path) if name.endswith("wacz") else FolderSource(path)).snapshots()
        assert isinstance(told, Missed) and words in told.message


def test_a_wacz_whose_end_is_out_of_reach_says_what_to_do(tmp_path: Path) -> None:
    inner = wacz({"a.warc.gz": by_record([(one(), "response")])})
    assert any(
        isinstance(item, Snapshot) for item in WarcSource(put(tmp_path, "near.wacz", inner + bytes(65_000))).snapshots()
    )
    (told,) = WarcSource(put(tmp_path, "far.wacz", inner + bytes(70_000))).snapshots()
    assert isinstance(told, Missed) and "more than 64 KiB stand behind its end" in told.message
    (told,) = WarcSource(put(tmp_path, "cut.wacz", inner[: len(inner) // 2])).snapshots()
    assert isinstance(told, Missed) and "64 KiB" not in told.message


# --- crawls with all that a browser asked for -----------------------------------------------------------------------

ASSETS = (
    ("/wp-includes/js/jquery.min.js", "application/javascript", b"var t = '<html><body><p>text</p>';", 200, "scripts"),
    ("/app.js?ver=2", "text/html", b"<!DOCTYPE html><html><title>Page not found</title></html>", 404, "scripts"),
    (
        "/wp-json/wp/v2/pages/1",
        "application/json; charset=UTF-8",
        b'{"content": "<div><p>x</p></div>"}',
        200,
        "data files",
    ),
    ("/feed/", "application/rss+xml", b"<?xml version='1.0'?><rss></rss>", 200, "data files"),
    ("/sitemap", "text/xml", b"<?xml version='1.0'?><urlset></urlset>", 200, "data files"),
    ("/px.gif", "image/gif", b"", 200, "images"),
    ("/logo", "image/svg+xml", b"<svg></svg>", 200, "images"),
    ("/style.css", "text/css", b"", 200, "style sheets"),
    ("/a.woff2", None, b"wOF2", 200, "fonts"),
    ("/film.mp4", "video/mp4", b"\0\0\0\x18ftyp", 206, "videos"),
    ("/wp-admin/admin-ajax.php", "text/html; charset=UTF-8", b"0", 400, "other files"),
    ("/hmicfrs/wp-content/plugins/a/frame", "text/html", b"<html><body>x</body></html>", 200, "fragments of pages"),
    ("/cdn-cgi/challenge/x", "text/html", b"<html><title>Just a moment...</title></html>", 403, "fragments of pages"),
    ("/wp-admin/admin-ajax.php?a=b", "text/html", b"<div class='entry'><p>More</p></div>", 200, "fragments of pages"),
    ("/collect?v=1", "text/plain", b"", 204, "empty answers"),
    ("/ping", None, b"", 200, "empty answers"),
    ("/news/feed/", "application/rss+xml", b"<?xml version='1.0'?><rss></rss>", 200, "data files"),
    ("/peel-assessments/peel-2016/kent/?format=json", "application/json", b"{}", 200, "data files"),
    ("/guide", "application/pdf", b"%PDF-1.7", 200, "documents"),
    ("/download", "application/octet-stream", b"PK\x03\x04", 200, "documents"),
)


@pytest.mark.parametrize(("path", "label", "body", "status", "kind"), ASSETS)
def test_what_a_browser_asked_for_beside_the_page_is_known_by_its_kind(
    path: str, label: str | None, body: bytes, status: int, kind: str
) -> None:
    assert kind_of_answer(SITE + path, label, body, status) == kind


PAGES = (
    ("/peel-assessments/peel-2016/kent/", "text/html", b"", 200),
    ("/peel-assessments/peel-2016/kent/", "text/html", b"OK", 200),
    ("/peel-assessments/peel-2016/kent/", "text/html", b"<html>Service unavailable</html>", 503),
    ("/peel-assessments/peel-2016/kent/", "application/octet-stream", page(), 200),
    ("/peel-assessments/peel-2016/kent/", "application/json", page(), 200),
    ("/peel-assessments/peel-2016/kent/", "application/pdf", b"%PDF-1.7", 200),
    ("/peel-reports/kent-2021-22/", "application/rss+xml", b"<?xml version='1.0'?><rss></rss>", 200),
    ("/peel-reports/kent-2021-22/", "application/problem+json", b"{}", 503),
    ("/anything/", "text/html", page(), 200),
    ("/anything/", "text/plain", page(), 200),
    ("/anything/", None, page(), 200),
    ("/anything/", "text/html", b"<html><title>Just a moment...</title></html>", 403),
)


@pytest.mark.parametrize(("path", "label", "body", "status"), PAGES)
def test_what_may_be_a_page_is_always_judged(path: str, label: str | None, body: bytes, status: int) -> None:
    assert kind_of_answer(SITE + path, label, body, status) is None


def answer(path: str, label: str | None, body: bytes, status: int) -> bytes:
    head = (
        f"HTTP/1.1 {status} OK\r\n"
        + (f"Content-Type: {label}\r\n" if label else "")
        + f"Content-Length: {len(body)}\r\n\r\n"
    )
    block = head.encode() + body
    told = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{path}>\r\nWARC-Target-URI: {SITE}{path}\r\n"
        f"WARC-Date: 2021-05-01T10:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(told.encode() + block + b"\r\n\r\n", mtime=0)


def test_a_crawl_of_a_browser_with_some_400_assets_gives_its_page_and_counts_the_rest(tmp_path: Path) -> None:
    raw = [answer(f"{path}#{n}", label, body, status) for n in range(22) for path, label, body, status, _ in ASSETS]
    raw += [answer("/video", "video/mp4", b"x" * 3_000_000, 200), by_record([(one(), "response")])]
    raw.append(answer("/x", "text/html", page(), 200))
    path = put(tmp_path, "crawl.warc.gz", b"".join(raw))
    source = WarcSource(path, cap=1_000_000)
    found = list(source.snapshots())
    assert [item.url for item in found if isinstance(item, Snapshot)] == [one().url, f"{SITE}/x"]
    assert len(found) == 2
    assert sum(source.counts.values()) == 441 and source.counts["videos"] == 23


def test_answers_of_a_web_archive_speak_of_the_archive(tmp_path: Path) -> None:
    wrapped = "https://web.archive.org/web/20170118103000/" + one().url
    at = dt.datetime(2024, 11, 12, 10, tzinfo=dt.UTC)
    missing = Written(wrapped, at, b"<html><title>Page cannot be displayed due to robots.txt</title></html>")
    from tests.support.forms import record

    put(tmp_path, "a.warc.gz", gzip.compress(record(missing, status=404)))
    put(tmp_path, "b.warc.gz", gzip.compress(record(missing, status=404, headers="Memento-Datetime: x\r\n")))
    put(tmp_path, "c.warc.gz", by_record([(Written(wrapped, at, one().body), "response")]))
    first, second, third = FolderSource(tmp_path).snapshots()
    assert isinstance(first, Missed) and (first.outcome, first.reason) == ("failed", "http_404")
    assert "the web archive answers 404" in first.message
    assert isinstance(second, Missed) and (second.outcome, second.at) == ("gone", "2017-01-18T10:30:00+00:00")
    assert isinstance(third, Snapshot) and third.captured_at == dt.datetime(2017, 1, 18, 10, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("end", [b"<x>", b"x", b"<html>", b"<!--"])
def test_where_a_page_begins_is_seen_at_once_however_many_comments_stand_before_it(end: bytes) -> None:
    start = time.monotonic()
    assert (
        begins_like_html(b"<!---->" * 5_000 + end)
        == begins_like_html(b"<!--" + b" " * 40_000 + b"-->" + end)
        == (end == b"<html>")
    )
    assert time.monotonic() - start < 1, "each comment is tried at each of the ends behind it"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress])
def test_a_tar_file_is_closed_in_every_form(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    gc.freeze()  # what other tests left is not looked at
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        (found,) = FolderSource(put(tmp_path, "a.tar.zst", pack(tarred("kent.html", mode="w")))).snapshots()
        gc.collect()
    assert isinstance(found, Missed) and "a tar file with saved pages" in found.message
    assert [str(one.message) for one in warned] == []
