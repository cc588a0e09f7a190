"""The web archives as sources, played by a server on loopback."""

from __future__ import annotations

import datetime as dt
import json
import time
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from scraper.fetcher.archive import check
from scraper.fetcher.cdx import parse_cdx
from scraper.fetcher.pace import Window
from scraper.fetcher.snapshot import Missed, Snapshot

from .conftest import Bench
from .server import Reply, Seen, Site, answer, page

OLD = "http://www.justiceinspectorates.gov.uk/hmic/peel-assessments/peel-2016/kent/"
NEW = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/kent/"
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def memento(body: bytes | str, stamp: str = "20160401000000", status: int = 200, **headers: str) -> bytes:
    """What an archive answers with a capture in it."""
    when = dt.datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    return answer(body, status, Memento_Datetime=format_datetime(when, usegmt=True), **headers)


def row(stamp: str, original: str, digest: str, status: str = "200", mime: str = "text/html") -> list[str]:
    return ["key", stamp, original, mime, status, digest, "100"]


ROWS = [
    row("20160401000000", OLD, "AAA"),
    row("20160501000000", OLD, "AAA"),
    row("20170601000000", OLD, "BBB"),
    row("20180101000000", OLD, "CCC", status="403"),
    row("20180201000000", OLD, "DDD", mime="application/pdf"),
]


@pytest.fixture
def archive(bench: Bench, site: Site) -> Site:
    """A web archive that knows the old address; answers depend on the query, so they are made on the fly."""
    rows = {"hmic/": ROWS}
    lists: dict[str, Reply] = {}

    def index(conn: object, seen: Seen) -> None:
        asked = parse_qs(urlsplit(seen.path).query)["url"][0]
        found = rows["hmic/"] if "/hmic/" in asked else []
        if seen.path.startswith("/ukgwa"):
            names = {"original": "url", "mimetype": "mime", "statuscode": "status"}
            lines = [json.dumps({names.get(k, k): v for k, v in zip(HEAD, r, strict=True)}) for r in found]
            conn.sendall(answer("\n".join(lines), Content_Type="text/x-ndjson"))  # type: ignore[attr-defined]
            return
        body = json.dumps([HEAD, *found] if found else [])
        conn.sendall(answer(body, Content_Type="application/json"))  # type: ignore[attr-defined]

    def serve(conn: object, seen: Seen) -> None:
        if "/cdx" in seen.path:
            index(conn, seen)
            return
        for stamp in ("20160401000000", "20170601000000"):
            site.routes.setdefault(f"/web/{stamp}id_/{OLD}", [memento(page(f"Kent {stamp}"), stamp)])
            site.routes.setdefault(f"/ukgwa/{stamp}id_/{OLD}", [memento(page(f"Kent {stamp}"), stamp)])
        reply = site.routes.get(seen.path, [answer("none", 404)])[0]
        if callable(reply):
            reply(conn, seen)  # type: ignore[arg-type]
        else:
            conn.sendall(reply)  # type: ignore[attr-defined]

    site.otherwise = serve
    lists.clear()
    from dataclasses import replace

    bench.settings = replace(bench.settings, site=None, wayback=site.base, ukgwa=site.base + "/ukgwa")
    return site


@pytest.mark.parametrize("name", ["wayback", "ukgwa"])
def test_each_content_is_read_once_raw_and_dated_by_the_archive(bench: Bench, archive: Site, name: str) -> None:
    found = bench.via(name, NEW)
    assert [f.captured_at for f in found if isinstance(f, Snapshot)] == [
        dt.datetime(2016, 4, 1, tzinfo=dt.UTC),
        dt.datetime(2017, 6, 1, tzinfo=dt.UTC),
    ]
    assert all(isinstance(f, Snapshot) and f.url == OLD and f.source == name for f in found)
    assert all("id_/" in seen.path for seen in archive.log if "cdx" not in seen.path)
    assert check(bench.archive_folder) == []
    archive.log.clear()
    again = bench.via(name, NEW)
    assert [f.reason for f in again if isinstance(f, Missed)] == ["in_archive"] * 2
    assert all("cdx" in seen.path for seen in archive.log)


def test_newest_only(bench: Bench, archive: Site) -> None:
    (found,) = bench.via("wayback", NEW, captures="newest")
    assert isinstance(found, Snapshot) and found.captured_at == dt.datetime(2017, 6, 1, tzinfo=dt.UTC)


def test_the_whole_catalogue_is_asked_by_prefix(bench: Bench, archive: Site) -> None:
    assert len(bench.via("wayback")) == 2
    queries = [seen.path for seen in archive.log if "cdx" in seen.path]
    assert len(queries) == 12 and all("matchType=prefix" in q for q in queries)


def test_f28_another_times_capture_is_stored_under_its_own_time(bench: Bench, archive: Site) -> None:
    archive.routes[f"/web/20160401000000id_/{OLD}"] = [
        answer("", 302, Location=f"{archive.base}/web/20160405120000id_/{OLD}")
    ]
    archive.routes[f"/web/20160405120000id_/{OLD}"] = [memento(page("Kent"), "20160405120000")]
    first = bench.via("wayback", NEW)[0]
    assert isinstance(first, Snapshot) and first.captured_at == dt.datetime(2016, 4, 5, 12, tzinfo=dt.UTC)
    assert first.note is not None and "4.5 days" in first.note
    again = bench.via("wayback", NEW)[0]
    assert isinstance(again, Missed) and again.reason == "in_archive"


def test_f28_memento_datetime_wins(bench: Bench, archive: Site) -> None:
    served = dt.datetime(2016, 4, 2, tzinfo=dt.UTC)
    reply = answer(page("Kent"), Memento_Datetime=format_datetime(served, usegmt=True))
    archive.routes[f"/web/20160401000000id_/{OLD}"] = [reply]
    first = bench.via("wayback", NEW)[0]
    assert isinstance(first, Snapshot) and first.captured_at == served


@pytest.mark.parametrize(
    ("reply", "outcome", "reason"),
    [
        (memento("<html><title>Just a moment...</title></html>"), "rejected", "challenge"),
        (memento("<html><title>Page not found</title></html>"), "rejected", "soft_404"),
        (memento("<html>forbidden</html>", status=403), "rejected", "http_403"),
        (memento("<html>not found</html>", status=404), "rejected", "http_404"),
        (memento(page(more="<!-- BEGIN WAYBACK TOOLBAR INSERT -->")), "rejected", "archive_banner"),
        (answer("", 302, Location="http://example.org/"), "rejected", "unsafe_redirect"),
    ],
)
def test_f28_archived_errors_and_banners_are_no_pages(
    bench: Bench, archive: Site, reply: bytes, outcome: str, reason: str
) -> None:
    archive.routes[f"/web/20160401000000id_/{OLD}"] = [reply]
    first, second = bench.via("wayback", NEW)
    assert isinstance(first, Missed) and (first.outcome, first.reason) == (outcome, reason)
    assert isinstance(second, Snapshot)


def test_f28_429_without_a_time_leaves_the_archive_alone_for_the_standing_wait(bench: Bench, archive: Site) -> None:
    path = f"/web/20160401000000id_/{OLD}"
    archive.routes[path] = [answer("slow", 429), memento(page("Kent"))]
    replies = archive.routes[path]

    def slow(conn: object, seen: Seen) -> None:
        conn.sendall(answer("slow", 429) if len(archive.asked(path)) == 1 else replies[1])  # type: ignore[attr-defined]

    archive.routes[path] = [slow]
    first = bench.via("wayback", NEW, archive_wait=0.5)[0]
    assert isinstance(first, Snapshot)
    asked = archive.asked(path)
    assert asked[1].at - asked[0].at >= 0.495


def test_f28_a_long_wait_ends_the_archive_for_this_run(bench: Bench, archive: Site) -> None:
    archive.routes[f"/web/20160401000000id_/{OLD}"] = [answer("slow", 429, Retry_After="3600")]
    found = bench.via("wayback", NEW)
    assert [(m.outcome, m.reason) for m in found if isinstance(m, Missed)] == [("not_reached", "retry_after")] * 2


def test_a_broken_index_is_told_and_no_crash(bench: Bench, archive: Site) -> None:
    archive.otherwise = answer("<html>sorry</html>", 200)
    found = bench.via("wayback", NEW)
    assert len(found) == 3 and all(isinstance(m, Missed) and m.outcome == "failed" for m in found)


def test_index_calls_stay_below_the_rate() -> None:
    window, times = Window(5, 0.3), []
    for _ in range(12):
        window.wait()
        times.append(time.monotonic())
    assert all(b - a >= 0.295 for a, b in zip(times, times[5:], strict=False))


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b"<html>", b'["a"]'])
def test_garbage_from_an_index_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse_cdx(body)


def test_empty_index_answers_have_no_rows() -> None:
    assert parse_cdx(b"").rows == parse_cdx(b"[]").rows == parse_cdx(b"\n").rows == []
