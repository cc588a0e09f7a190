"""A `meta.json` beside a saved page: what it states is believed, and one that can't be read makes no undated page."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from scraper.fetcher.beside import is_unsound, told_beside
from scraper.fetcher.folder import FolderSource
from scraper.fetcher.snapshot import Missed, Snapshot
from tests.support.forms import put

from .server import page

URL = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"
STATED = json.dumps({"url": URL, "captured_at": "2017-03-02T10:00:00Z"}).encode()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["page.html", "page.mhtml", "page.html.gz"])
def test_what_stands_beside_a_page_is_believed(name: str, mark: bytes, tmp_path: Path) -> None:
    put(tmp_path, "meta.json", mark + STATED)
    (found,) = FolderSource(put(tmp_path, name, gzip.compress(page()) if name.endswith("gz") else page())).snapshots()
    assert isinstance(found, Snapshot) and (found.url, str(found.captured_at)) == (URL, "2017-03-02 10:00:00+00:00")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (STATED[:-1] + b",}", "is no JSON"),
        (STATED.decode().encode("utf-16"), "is no JSON"),
        (b'{"a":' * 9000, "is no JSON"),
        (b"[]", "is no JSON object"),
        (b'{"url": 5}', "a url that is no text"),
        (b'{"captured_at": 1494580500}', "a captured_at that is no text"),
        (b'{"url": "/peel-assessments/"}', "it has no http://"),
        (json.dumps({"url": f"{URL}\0"}).encode(), "it holds a control character"),
        (b'{"url": "https://h\\ud800/"}', "it holds a control character"),
        *(
            (json.dumps({key: URL}).encode(), f"has {key!r} where 'url' is read")
            for key in ("ur", "URL", "uri", " url")
        ),
        *(
            (json.dumps({"url": URL, key: "2017-03-02"}).encode(), f"has {key!r} where 'captured_at' is read")
            for key in ("captured", "capturedAt", "Captured at", "capture_date", "captured_on")
        ),
        (b'{"sounds": false}', "has 'sounds' where 'sound' is read"),
    ],
)
def test_one_that_cannot_be_read_is_told_and_its_page_not_taken_for_undated(
    raw: bytes, words: str, tmp_path: Path
) -> None:
    put(tmp_path, "meta.json", raw)
    (found,) = FolderSource(put(tmp_path, "page.html", page())).snapshots()
    assert isinstance(found, Missed) and (found.outcome, found.reason) == ("failed", "unreadable")
    assert found.message.startswith(f"{tmp_path}/meta.json ") and words in found.message


def test_it_is_of_the_page_of_that_name_alone(tmp_path: Path) -> None:
    put(tmp_path, "meta.json", b'{"sound": false, "url": 5}')
    assert told_beside(tmp_path / "kent.html") == told_beside(tmp_path / "none/page.html") == (None, None, None)
    assert is_unsound(tmp_path / "page.html") and not is_unsound(tmp_path / "kent.html")


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("kent.html", "kent.meta.json"),
        ("kent.html", "kent.html.meta.json"),
        ("kent.mht.gz", "kent.meta.json"),
        ("kent 2016", "kent 2016.meta.json"),
        ("page.html", "Meta.JSON"),
        ("Page.HTML", "meta.json"),
        ("PAGE.html.GZ", "META.json"),
    ],
)
def test_one_of_a_pages_own_name_is_of_that_page_and_capitals_tell_nothing_apart(
    name: str, beside: str, tmp_path: Path
) -> None:
    raw = gzip.compress(page()) if name.lower().endswith("gz") else page()
    put(tmp_path, beside, STATED)
    put(tmp_path, "essex.html", page())
    found = {
        Path(str(one.origin)).name: one
        for one in FolderSource(put(tmp_path, name, raw).parent).snapshots()
        if isinstance(one, Snapshot)
    }
    assert (found[name].url, str(found[name].captured_at)) == (URL, "2017-03-02 10:00:00+00:00")
    assert found["essex.html"].url is None
    put(tmp_path, beside, b"{")
    missed = [one for one in FolderSource(tmp_path).snapshots() if isinstance(one, Missed)]
    assert [beside in one.message and one.reason == "unreadable" for one in missed] == [True]


def test_of_two_the_one_of_the_pages_own_name_is_believed(tmp_path: Path) -> None:
    put(tmp_path, "meta.json", STATED.replace(b"kent", b"essex"))
    put(tmp_path, "page.html.meta.json", STATED)
    assert told_beside(put(tmp_path, "page.html", page())).url == URL


def test_one_that_is_of_no_page_is_counted_as_such(tmp_path: Path) -> None:
    put(tmp_path, "a/meta.json", STATED)
    put(tmp_path, "a/kent.html", page())
    put(tmp_path, "b/meta.json", STATED)
    put(tmp_path, "b/page.html.gz", gzip.compress(page()))
    source = FolderSource(tmp_path)
    assert len(list(source.snapshots())) == 2
    assert source.counts == {"meta.json files beside no page.html": 1, "data files": 1}


def test_other_keys_may_stand_in_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        "meta.json",
        b'{"state": "x", "title": "Kent", "published": "2017", "notes": [], "Url": 5, "url": null}',
    )
    assert told_beside(tmp_path / "page.html") == (None, None, None)


def test_what_is_no_file_in_its_place_makes_no_undated_page(tmp_path: Path) -> None:
    path = put(tmp_path, "page.html", page())
    (tmp_path / "meta.json").symlink_to(tmp_path / "unmounted" / "meta.json")
    assert "meta.json is no file" in (told_beside(path).fault or "")
    (tmp_path / "meta.json").unlink()
    (tmp_path / "meta.json").mkdir()
    assert "meta.json is no file" in (told_beside(path).fault or "")
