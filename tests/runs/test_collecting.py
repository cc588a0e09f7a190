"""Runs over what people have collected: when they are clean, what they leave alone, and files of the tools themselves."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import permutations
from pathlib import Path

import pytest

from benchmarks.forms import captures, compare
from scraper.cli import cli
from tests.support.forms import Written, by_record, put, record, wacz, with_revisits

from .site import ask, page, report, run_here

HOST = "hmicfrs.justiceinspectorates.gov.uk"
URL = f"https://{HOST}/peel-assessments/peel-2016/{{}}/"
OUTCOMES = (
    "SELECT outcome, reason FROM outcomes WHERE run = (SELECT id FROM runs ORDER BY rowid DESC LIMIT 1) ORDER BY page"
)


def one(force: str = "Surrey", year: int = 2021, *, grade: str = "requires improvement") -> Written:
    body = page(force).replace("requires improvement", grade).replace("Requires improvement", grade.capitalize())
    return Written(URL.format(force.lower()), dt.datetime(year, 2, 15, 10, tzinfo=dt.UTC), body.encode())


def line(out: Path) -> str:
    verdict = report(out)["verdict"]
    assert isinstance(verdict, dict)
    return " ".join([str(verdict["line"]), *map(str, verdict["reasons"])])


def test_sixty_captures_say_the_same_in_every_form_and_order() -> None:
    assert with_revisits(captures(6)) != [(each, "response") for each in captures(6)]
    assert compare(6, 1) == []  # the whole set, in five orders: `python benchmarks/forms.py`, in `make soak`


# --- clean means that something was read --------------------------------------------------------------------------


def test_an_empty_folder_and_one_without_pages_are_not_clean(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run_here(tmp_path / "a", tmp_path / "empty") == 1
    assert f"{tmp_path / 'empty'}: no page is in it; 0 planned" in line(tmp_path / "a")
    put(tmp_path, "notes/list.txt", b"kent")
    put(tmp_path, "notes/a.pdf", b"%PDF-1.7")
    put(tmp_path, "notes/b.pdf", b"%PDF-1.7")
    assert run_here(tmp_path / "b", tmp_path / "notes") == 1
    assert "passed over 2 PDF documents, 1 text file" in line(tmp_path / "b")
    assert report(tmp_path / "b")["passed_over"] == {"PDF documents": 2, "text files": 1}


@pytest.mark.parametrize("form", ["warc", "wacz"])
def test_a_crawl_of_other_sites_is_not_clean(tmp_path: Path, form: str) -> None:
    raw = by_record([(Written("https://example.org/", one().at, one().body), "response")])
    source = put(tmp_path, f"a.{form}", raw if form == "warc" else wacz({"a.warc.gz": raw}))
    assert run_here(tmp_path, source) == 1
    assert "passed over 1 answer of other hosts" in line(tmp_path)


def test_a_target_without_a_page_beside_a_good_one_is_partial_and_named(tmp_path: Path) -> None:
    good = put(tmp_path, "good.warc.gz", by_record([(one(), "response")]))
    (tmp_path / "empty").mkdir()
    assert run_here(tmp_path, good, tmp_path / "empty") == 4
    assert f"{tmp_path / 'empty'}: no page is in it" in line(tmp_path)
    assert ask(tmp_path / "peel.db", "SELECT count(*) FROM pages") == [(1,)]


def test_what_is_known_already_or_named_twice_was_read(tmp_path: Path) -> None:
    folder = put(tmp_path, "in/good.warc.gz", by_record([(one(), "response")])).parent
    (tmp_path / "link").symlink_to(folder)
    assert [run_here(tmp_path, folder, folder, tmp_path / "link", folder / "good.warc.gz") for _ in range(2)] == [0, 0]
    assert ask(tmp_path / "state.db", OUTCOMES) == [("unchanged", "known")]


def test_a_page_that_is_set_aside_by_name_was_read(tmp_path: Path) -> None:
    body = b"<html><head><title>News</title></head><body><main><h1>News</h1><p>HMICFRS</p></main></body></html>"
    source = put(tmp_path, "a.warc.gz", by_record([(Written(f"https://{HOST}/news/", one().at, body), "response")]))
    assert run_here(tmp_path, source) == 0
    assert ask(tmp_path / "peel.db", "SELECT type FROM pages") == [("news",)]


# --- gone, and the order of answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order)))
def test_when_a_page_is_gone_is_decided_by_the_dates_of_the_answers(tmp_path: Path, order: tuple[int, ...]) -> None:
    missing = b"<html><body><h1>Page not found</h1></body></html>"
    old, late = (
        Written(URL.format("surrey"), dt.datetime(year, 5, 5, tzinfo=dt.UTC), missing) for year in (2015, 2023)
    )
    raw = [record(old, status=404), record(one()), record(late, status=410)]
    source = put(tmp_path, "a.warc.gz", b"".join(gzip.compress(raw[number]) for number in order))
    assert run_here(tmp_path, source) == 4
    gone = "SELECT substr(gone_at, 1, 10) FROM pages"
    assert ask(tmp_path / "peel.db", gone) == [("2023-05-05",)]
    words = ["--db", str(tmp_path / "peel.db"), "--archive-dir", str(tmp_path / "archive")]
    assert cli.main(["rebuild", *words], standalone_mode=False) == 0
    assert ask(tmp_path / "peel.db", gone) == [("2023-05-05",)]


def test_an_old_404_says_nothing_of_a_page_that_was_there_later(tmp_path: Path) -> None:
    old = Written(
        "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/surrey", one(year=2015).at, b"gone"
    )
    for name, raw in (
        ("first", [record(old, status=404), record(one())]),
        ("last", [record(one()), record(old, status=404)]),
    ):
        source = put(tmp_path, f"{name}.warc.gz", b"".join(map(gzip.compress, raw)))
        assert run_here(tmp_path / name, source) == 0
        assert ask(tmp_path / name / "peel.db", "SELECT gone_at FROM pages") == [(None,)]


@pytest.mark.parametrize("status", [404, 200])
@pytest.mark.parametrize("date", ["never", "2023", "2999-01-01T00:00:00Z"])
def test_a_404_of_no_day_marks_no_page_as_gone_now(tmp_path: Path, date: str, status: int) -> None:
    missing = Written(URL.format("surrey"), one().at, b"<html><body><h1>Page not found</h1></body></html>")
    raw = gzip.compress(record(one())) + gzip.compress(record(missing, status=status, WARC_Date=date))
    assert run_here(tmp_path, put(tmp_path, "a.warc.gz", raw)) == 4
    assert ask(tmp_path / "peel.db", "SELECT gone_at FROM pages") == [(None,)]
    told = ("failed", "http_404") if status == 404 else ("rejected", "soft_404")
    assert told in ask(tmp_path / "state.db", OUTCOMES)


# --- revisits, the archive and its folder -----------------------------------------------------------------------------


def test_a_revisit_finds_its_original_in_the_archive_of_an_earlier_run(tmp_path: Path) -> None:
    packed = Written(one().url, one().at, gzip.compress(one().body, mtime=0))
    later = Written(one().url, one(year=2022).at, packed.body)
    coded = "Content-Encoding: gzip\r\n"
    put(tmp_path, "old.warc.gz", gzip.compress(record(packed, headers=coded)))
    put(tmp_path, "new.warc.gz", gzip.compress(record(later, "revisit", headers=coded)))
    assert run_here(tmp_path, tmp_path / "new.warc.gz") == 1
    assert ask(tmp_path / "state.db", OUTCOMES) == [("failed", "revisit_without_original")]
    assert run_here(tmp_path, tmp_path / "old.warc.gz") == 0
    assert run_here(tmp_path, tmp_path / "new.warc.gz") == 0
    assert ask(tmp_path / "peel.db", "SELECT substr(last_seen, 1, 4) FROM pages") == [("2022",)]


def test_files_of_other_programs_in_the_archive_are_named_and_left_alone(tmp_path: Path) -> None:
    torn = by_record([(one("Kent"), "response"), (one("Essex"), "response")])[:-300]
    names = ("crawl-2017.warc.gz", "peel-2016-00000.warc.gz", "peel-x.warc.gz")
    foreign = [put(tmp_path / "archive", name, torn) for name in names]
    odd = [tmp_path / "archive" / name for name in ("peel-a-00000.warc.gz", "b.wacz")]
    odd[0].mkdir()
    odd[1].symlink_to("nowhere")
    source = put(tmp_path, "surrey.warc.gz", by_record([(one(), "response")]))
    for _ in range(2):
        assert run_here(tmp_path, source) == 0
    assert [path.read_bytes() == torn for path in foreign] == [True] * 3
    assert [path.name for path in (tmp_path / "archive").iterdir() if "torn" in path.name] == []
    notes = " ".join(map(str, report(tmp_path)["notes"]))  # type: ignore[call-overload]
    assert all(f"{path} is not peel's and is left as it is" in notes for path in (*foreign, *odd))
    words = ["--db", str(tmp_path / "peel.db"), "--archive-dir", str(tmp_path / "archive")]
    assert cli.main(["archive", "check", *words], standalone_mode=False) == 0
    assert cli.main(["rebuild", *words], standalone_mode=False) == 0


def test_no_two_outcomes_share_a_key_whatever_files_are_called(tmp_path: Path) -> None:
    bad = Written(
        URL.format("kent"), one().at, b"<html><head><title>Just a moment...</title></head><body></body></html>"
    )
    for name, each in (("bad.wacz", bad), ("good.wacz", one())):
        put(tmp_path, name, wacz({"data.warc.gz": by_record([(each, "response")])}))
    put(tmp_path, "a/x.warc.gz", gzip.compress(record(one("Essex")) + record(one("Dorset"))))
    put(tmp_path, "b/x.warc.gz", gzip.compress(record(one("Durham")) + record(bad)))
    targets = [tmp_path / name for name in ("bad.wacz", "good.wacz", "a", "b")]
    assert run_here(tmp_path / "out", *targets) == 4
    outcomes = [row[0] for row in ask(tmp_path / "out/state.db", OUTCOMES)]
    assert sorted(map(str, outcomes)) == ["blocked", "blocked", "loaded", "loaded", "loaded", "loaded"]


# --- names, in every verb that reads files -------------------------------------------------------------------------


def test_a_name_that_is_no_utf_8_stops_nothing(tmp_path: Path) -> None:
    folder = put(tmp_path / os.fsdecode(b"in \x96"), os.fsdecode(b"Surrey \x96 2016.html"), one().body).parent
    assert run_here(tmp_path / "out", str(folder)) == 0
    assert "\\x96" in str(ask(tmp_path / "out/state.db", "SELECT page FROM outcomes")[0][0])
    assert cli.main(["parse", str(folder)], standalone_mode=False) == 0


# --- files that the tools themselves write, where they are installed -------------------------------------------------


class _Site(BaseHTTPRequestHandler):
    """Answers as a proxy, so that pages have the site's own address."""

    def do_GET(self) -> None:
        name = self.path.strip("/").split("/")[-1].split("?")[0]
        style = "</head>", '<link rel="stylesheet" href="/style.css"></head>'
        found = {
            "surrey": ("text/html; charset=utf-8", page("Surrey").replace(*style)),
            "kent": ("text/html; charset=utf-8", page("Kent").replace(*style)),
            "style.css": ("text/css", "p { color: black }"),
            "robots.txt": ("text/plain", "User-agent: *\nAllow: /\n"),
        }.get(name)
        label, body = found or ("text/html", "<html><body><h1>Not found</h1></body></html>")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", label)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


PAGES = [f"http://{HOST}/peel-assessments/peel-2016/{force}/" for force in ("surrey", "kent")]


def wget(folder: Path, at: str, *words: str) -> None:
    folder.mkdir(exist_ok=True)
    env = {**os.environ, "http_proxy": at, "no_proxy": ""}
    command = ["wget", "--no-config", "--quiet", "--tries=3", "--timeout=20", *words, *PAGES]
    subprocess.run(command, cwd=folder, env=env, timeout=60, check=False)


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_what_wget_writes_is_read(tmp_path: Path) -> None:
    with proxy() as at:
        wget(tmp_path / "one", at, "--page-requisites", "--warc-file=../one", "--warc-cdx")
        wget(tmp_path / "two", at, "--page-requisites", "--warc-file=../two", "--warc-dedup=../one.cdx")
        wget(tmp_path / "mirror", at, "--page-requisites", "--force-directories")
    for number, names in enumerate((("one.warc.gz", "two.warc.gz"), ("two.warc.gz", "one.warc.gz"))):
        out = tmp_path / f"out-{number}"
        assert run_here(out, *(tmp_path / name for name in names)) == 0
        assert {row[0] for row in ask(out / "state.db", OUTCOMES)} <= {"loaded", "unchanged"}
        assert ask(out / "peel.db", "SELECT count(*) FROM pages") == [(2,)]
    assert run_here(tmp_path / "mirrored", tmp_path / "mirror") == 0
    urls = ask(tmp_path / "mirrored/peel.db", "SELECT url FROM pages ORDER BY url")
    assert [row[0] for row in urls] == [URL.format("kent"), URL.format("surrey")]


SINGLE_FILE = shutil.which("single-file") or str(Path.home() / "node_modules/.bin/single-file")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.mark.skipif(
    not Path(SINGLE_FILE).exists() or not CHROMIUM, reason="SingleFile's CLI or Chromium is not installed"
)
def test_what_single_file_saves_is_read(tmp_path: Path) -> None:
    with proxy() as at:
        options = json.dumps(["--no-sandbox", f"--proxy-server={at}"])
        command = [SINGLE_FILE, f"--browser-executable-path={CHROMIUM}", f"--browser-args={options}", PAGES[0]]
        subprocess.run([*command, str(tmp_path / "saved.html")], timeout=100, check=True)
    assert run_here(tmp_path, tmp_path / "saved.html") == 0
    assert ask(tmp_path / "peel.db", "SELECT dated_by FROM snapshots") == [("saved_page",)]
    assert ask(tmp_path / "peel.db", "SELECT url FROM pages") == [(URL.format("surrey"),)]
