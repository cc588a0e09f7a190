"""The web archives as sources, played by a server on loopback."""

from __future__ import annotations

import datetime as dt
import json
import time
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from scraper.fetcher.archive import check
from scraper.fetcher.cdx import ArchiveName, parse_cdx
from scraper.fetcher.pace import Window
from scraper.fetcher.scope import Scope
from scraper.fetcher.snapshot import Missed, Snapshot
from scraper.fetcher.webarchive import index_queries

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
    assert check(bench.archive_folder).findings == []
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
    assert len(queries) == 18 and all("matchType=prefix" in q for q in queries)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("publication-html/wiltshire-police-peel-causes-of-concern-revisit-letter-may-2024/", True),
        ("publication-html/cleveland-national-child-protection-inspection-january-2025/", True),
        ("publication-html/state-of-policing-2018/", True),
        ("police-forces/kent/", True),
        ("fire-and-rescue-services/data/about-the-data-2018-19/", False),
        ("peel-assessments/what-is-peel/", False),
        ("publications/peel-police-legitimacy-2017-dorset/", False),
    ],
)
def test_a_run_of_everything_asks_an_archive_for_what_is_of_no_round_too(
    path: str, asked: bool, bench: Bench, archive: Site
) -> None:
    url = f"https://hmicfrs.justiceinspectorates.gov.uk/{path}"
    body = json.dumps([HEAD, row("20240601000000", url, "EEE")])
    archive.otherwise = lambda conn, seen: conn.sendall(
        answer(body, Content_Type="application/json")
        if "/cdx" in seen.path
        else memento(page("A page"), "20240601000000")
    )
    found = bench.via("wayback")
    assert [f.url for f in found if isinstance(f, Snapshot)] == [url] * asked
    queries = index_queries(Scope())
    assert len(queries) <= bench.settings.index_calls_per_minute
    assert not asked or any(url.removeprefix("https://").startswith(prefix) for prefix, _ in queries)
    assert len(index_queries(Scope(rounds=frozenset({"2016"})))) == 12


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


@pytest.mark.parametrize("wait", [{}, {"Retry_After": "0.1"}])
@pytest.mark.parametrize("via", ["wayback", "ukgwa"])
def test_an_index_that_answers_429_to_everything_is_left_alone_after_a_few(
    bench: Bench, archive: Site, via: ArchiveName, wait: dict[str, str]
) -> None:
    """Each call waited as long as it was told, three times over: minutes for each address that a scope asks for."""
    archive.otherwise = answer("slow down", 429, **wait)
    found = bench.via(via, archive_wait=0.1)
    assert len(archive.log) == 3 and len(found) > 3
    assert {(m.outcome, m.reason) for m in found if isinstance(m, Missed)} == {("not_reached", "host_blocked")}
    assert all(
        "answered 429 (too many requests) 3 times in a row" in str(m.message) for m in found if isinstance(m, Missed)
    )


def test_an_archive_that_asks_for_a_wait_now_and_then_is_asked_to_the_end(bench: Bench, archive: Site) -> None:
    busy: list[str] = []

    def now_and_then(conn: object, seen: Seen) -> None:
        busy.append(seen.path)
        is_over = len(busy) % 3
        conn.sendall(answer("slow down", 429) if is_over else answer("[]", Content_Type="application/json"))  # type: ignore[attr-defined]

    archive.otherwise = now_and_then
    assert bench.via("wayback", NEW, archive_wait=0.01) == [] and len(busy) == 9


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


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1]", b"\xff", b"<html>", b'["a"]', b'{"message": "slow down"}', b'[["urlkey"],["x"]]', b"[[],[]]x"],
)
def test_garbage_from_an_index_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError):
        parse_cdx(body)


def test_empty_index_answers_have_no_rows() -> None:
    assert parse_cdx(b"[]").rows == parse_cdx(b"[]\n").rows == []


MAINTENANCE = "<html><head><title>Under maintenance</title></head><body><h1>Under maintenance</h1></body></html>"


def paged(site: Site, forces: list[str], odd: dict[str, Reply] | None = None, repeat: bool = False) -> list[str]:
    """Let the index give one row at a time and a key for the next; `odd` answers for some keys. Gives the keys asked."""
    asked: list[str] = []
    rows = [row("20170601000000", NEW.replace("kent", force), force) for force in forces]

    def serve(conn: object, seen: Seen) -> None:
        query = parse_qs(urlsplit(seen.path).query)
        if "/cdx" not in seen.path:
            force = seen.path.rstrip("/").rpartition("/")[2]
            reply: Reply = memento(page(f"{force.capitalize()} 2016"), "20170601000000")
        elif "url" in query and "hmicfrs.justice" in query["url"][0] and query["url"][0].endswith("peel-assessments/"):
            key = query.get("resumeKey", ["0"])[0]
            asked.append(key)
            number = int(key.rpartition(" ")[2])
            table = [HEAD, rows[number]]
            if number + 1 < len(rows):
                table += [[], [f"gb,gov,x)/a?b=1&c +{'0' if repeat and number else ''} {number + 1 - repeat}"]]
            reply = (odd or {}).get(str(number)) or answer(json.dumps(table), Content_Type="application/json")
        else:
            reply = answer("[]", Content_Type="application/json")
        if callable(reply):
            reply(conn, seen)  # type: ignore[arg-type]
        else:
            conn.sendall(reply)  # type: ignore[attr-defined]

    site.otherwise = serve
    return asked


FORCES = ["kent", "essex", "surrey", "sussex"]


def test_an_index_that_ends_in_a_key_is_followed_to_its_end(bench: Bench, archive: Site) -> None:
    asked = paged(archive, FORCES)
    found = bench.via("wayback", index_calls_per_minute=1000)
    assert sorted(str(f.url).split("/")[-2] for f in found if isinstance(f, Snapshot)) == sorted(FORCES)
    assert [key.rpartition(" ")[2] for key in asked] == ["0", "1", "2", "3"]
    assert "gb,gov,x)/a?b=1&c +" in asked[1], "a key is given back as it came"
    queries = [seen.path for seen in archive.log if "cdx" in seen.path]
    assert all("showResumeKey=true" in query and "limit=" in query for query in queries)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (answer("busy", 503), "answers 503"),
        (answer(MAINTENANCE), "an HTML page (“under maintenance”)"),
        (answer('[["urlkey","timestamp"],["x"', Content_Type="application/json"), "cut"),
        (answer('[["urlkey","timestamp"],["x"]]', Content_Type="application/json"), "as many fields"),
        (answer(b"\xff\xfe garbage", Content_Type="application/json"), "no rows"),
    ],
)
def test_an_index_that_breaks_off_gives_what_it_had_and_is_told(
    bench: Bench, archive: Site, reply: Reply, words: str
) -> None:
    paged(archive, FORCES, {"2": reply})
    found = bench.via("wayback", max_tries=1)
    assert len([f for f in found if isinstance(f, Snapshot)]) == 2
    (trouble,) = [f for f in found if isinstance(f, Missed)]
    assert trouble.outcome == "failed" and "the index of wayback is not whole" in trouble.message
    assert words in trouble.message and "\n" not in trouble.message


def test_an_index_that_gives_the_same_key_again_is_not_followed_for_ever(bench: Bench, archive: Site) -> None:
    asked = paged(archive, FORCES, repeat=True)
    found = bench.via("wayback")
    assert len(asked) < 5 and any(isinstance(f, Missed) and "the same again" in f.message for f in found)


def test_an_index_that_is_cut_at_its_limit_is_asked_for_what_follows(
    bench: Bench, archive: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scraper.fetcher.webarchive.LIMIT", 2)
    rows = [row(f"2017060100000{number}", NEW, f"D{number}") for number in range(5)]

    def serve(conn: object, seen: Seen) -> None:
        query = parse_qs(urlsplit(seen.path).query)
        if "id_/" in seen.path:
            stamp = seen.path.split("/")[2][:14]
            conn.sendall(memento(page(f"Kent 2016 {stamp}"), stamp))  # type: ignore[attr-defined]
            return
        at = int(query.get("offset", ["0"])[0])
        table = [HEAD, *rows[at : at + 2]] if "hmicfrs.justice" in query["url"][0] else []
        conn.sendall(answer(json.dumps(table), Content_Type="application/json"))  # type: ignore[attr-defined]

    archive.otherwise = serve
    found = bench.via("wayback", NEW)
    assert len(found) == 5 and all(isinstance(f, Snapshot) for f in found)


@pytest.mark.parametrize("name", ["wayback", "ukgwa"])
def test_a_capture_that_leads_to_anothers_page_is_refused(bench: Bench, archive: Site, name: str) -> None:
    base = f"/{'web' if name == 'wayback' else 'ukgwa'}/20160401000000id_/"
    archive.routes[base + OLD] = [answer("moved", 302, Location=base + OLD.replace("kent", "essex"))]
    archive.routes[base + OLD.replace("kent", "essex")] = [memento(page("Essex 2016"))]
    refused, other = bench.via(name, NEW)
    assert isinstance(refused, Missed) and (refused.outcome, refused.reason) == ("rejected", "identity")
    assert isinstance(other, Snapshot)


def test_an_index_that_stops_at_its_limit_without_a_key_is_not_whole(
    bench: Bench, archive: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scraper.fetcher.webarchive.LIMIT", 1)
    paged(archive, FORCES[:1])
    found = bench.via("wayback")
    assert [type(f) for f in found] == [Missed, Snapshot]
    assert isinstance(found[0], Missed) and "after 1 rows, its limit" in found[0].message


@pytest.mark.parametrize("name", ["wayback", "ukgwa"])
@pytest.mark.parametrize(
    "reply",
    [answer(MAINTENANCE), answer("", Content_Type="text/x-ndjson"), answer("{", Content_Type="application/json"), answer("[1]"), answer("no", 500),
     answer(MAINTENANCE, 403)],
    ids=["html", "empty-is-no-row", "cut", "numbers", "500", "403"],
)  # fmt: skip
def test_what_an_index_answers_is_named_and_no_inner_word_of_a_program_is_shown(
    bench: Bench, archive: Site, name: str, reply: bytes
) -> None:
    archive.otherwise = reply
    found = bench.via(name, NEW, max_tries=1)
    if b"x-ndjson" in reply:
        assert found == []
        return
    assert len(found) == 3
    for missed in found:
        assert isinstance(missed, Missed) and missed.outcome == "failed"
        assert f"the index of {name}" in missed.message
        for word in ("substring", "Expecting", "NoneType", "the site", f"--via {name}"):
            assert word not in missed.message


def test_rows_of_pywb_may_have_key_and_time_before_the_object() -> None:
    line = b'uk,gov)/a 20160401000000 {"url": "http://x/a", "mime": "text/html", "status": "200", "digest": "AAA"}'
    (found,) = parse_cdx(line + b"\n").rows
    assert (found["timestamp"], found["original"], found["digest"]) == ("20160401000000", "http://x/a", "AAA")


@pytest.mark.parametrize(
    "reply",
    [
        answer("", 200),
        answer("", 200, Content_Type=""),
        answer("<html><h1>404 Not Found</h1><hr>nginx</html>", 404),
        answer("<h1>Not Found</h1>", 404, Content_Type=""),
        answer("", 404),
    ],
)
def test_an_index_that_is_not_there_is_no_index_without_rows(bench: Bench, archive: Site, reply: Reply) -> None:
    archive.otherwise = reply
    for name in ("ukgwa", "wayback"):
        found = bench.via(name, NEW, max_tries=1)
        assert found and all(isinstance(m, Missed) and f"the index of {name} is not whole" in m.message for m in found)


def test_pywb_says_with_404_that_it_has_no_rows(bench: Bench, archive: Site) -> None:
    archive.otherwise = answer('{"message": "No Captures found"}', 404, Content_Type="application/json")
    assert bench.via("ukgwa", NEW) == []
    assert all(isinstance(m, Missed) and "404" in m.message for m in bench.via("wayback", NEW))


@pytest.mark.parametrize("name", ["wayback", "ukgwa"])
@pytest.mark.parametrize("status", [200, 403, 404, 410, 451, 500, 502, 503, 504])
def test_what_an_archive_says_for_itself_is_no_capture_and_is_asked_for_again(
    bench: Bench, archive: Site, name: str, status: int
) -> None:
    kept = archive.otherwise
    first = f"/{'web' if name == 'wayback' else 'ukgwa'}/20160401000000id_/{OLD}"
    archive.routes[first] = [answer("<html><title>Temporarily Offline</title></html>", status)]
    missed, other = bench.via(name, NEW, max_tries=1)
    assert isinstance(missed, Missed) and missed.outcome == "failed" and isinstance(other, Snapshot)
    assert missed.message.startswith(f"{name} capture 20160401000000") and "temporarily offline" in missed.message
    assert "the site" not in missed.message and "--via" not in missed.message
    archive.routes[first], archive.otherwise = [memento(page("Kent"))], kept
    again = bench.via(name, NEW)
    assert isinstance(again[0], Snapshot) and again[0].captured_at == dt.datetime(2016, 4, 1, tzinfo=dt.UTC)


def test_captures_that_an_archive_does_not_have_are_no_sign_of_a_failing_host(bench: Bench, archive: Site) -> None:
    forces = ["kent", "essex", "surrey", "sussex", "norfolk", "suffolk", "dorset", "durham"]
    asked = paged(archive, forces)
    serve = archive.otherwise

    def some(conn: object, seen: Seen) -> None:
        if "id_/" in seen.path and "kent" not in seen.path:
            conn.sendall(answer("<html><h1>Not in the archive</h1></html>", 404))  # type: ignore[attr-defined]
        else:
            serve(conn, seen)  # type: ignore[operator]

    archive.otherwise = some
    found = bench.via("wayback", index_calls_per_minute=1000)
    assert asked and [f.outcome for f in found if isinstance(f, Missed)] == ["failed"] * 7
    assert any(isinstance(f, Snapshot) for f in found)


def test_an_archived_refusal_does_not_end_the_archives_turn(bench: Bench, archive: Site) -> None:
    refusal = memento("<html><title>Just a moment...</title></html>")
    paged(archive, FORCES)
    serve = archive.otherwise

    def some(conn: object, seen: Seen) -> None:
        if "id_/" in seen.path and "surrey" not in seen.path:
            conn.sendall(refusal)  # type: ignore[attr-defined]
        else:
            serve(conn, seen)  # type: ignore[operator]

    archive.otherwise = some
    found = bench.via("wayback", index_calls_per_minute=1000)
    assert sorted(getattr(f, "outcome", "page") for f in found) == ["page", "rejected", "rejected", "rejected"]
