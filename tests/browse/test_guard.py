"""Only this machine is answered, only for what can be read; nothing that is asked ends in 500."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from scraper.browse.guard import guarded
from scraper.browse.serve import application

HOSTS = {
    "localhost": 200, "LOCALHOST:8001": 200, "127.0.0.1": 200, "127.0.0.1:1": 200, "127.8.9.1:99": 200, "[::1]:8001": 200,
    "localhost.": 200,
    "evil.example": 400, "evil.example:8001": 400, "127.0.0.1.evil.example": 400, "localhost.evil.example": 400,
    "evil@127.0.0.1": 400, "127.0.0.1:x": 400, "": 400, "0.0.0.0": 400, "[::2]": 400, "192.168.1.4": 400,
}  # fmt: skip
PATHS = (
    "/../../etc/passwd", "/peel/../../state.db", "/%2e%2e/x", "/%252e%252e/x", "/peel/..%5c..%5cx", "//evil", "/peel//pages",
    "/%00", "/nothing", "/peel/nothing", "/peel/pages/nothing", "/-/nothing", "/state.db",
    "/" + "x" * 3000,
)  # fmt: skip
QUERIES = (
    "_sort=nothing",
    "_through=x",
    "_facet=nothing",
    "_size=x",
    "_next=~",
    "_next=zzz",
    "_where=)",
    "_shape=x",
    "nothing=1",
)
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO")


@pytest.fixture(scope="module")
def app(database: Path) -> Any:
    return guarded(application(database).app())


def asked(app: Any, path: str, *, query: str = "", method: str = "GET", hosts: tuple[str, ...] = ("localhost",)) -> int:
    """The status of an answer."""
    found: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            found.append(message["status"])

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", host.encode()) for host in hosts], "server": ("127.0.0.1", 8001), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    with ThreadPoolExecutor(1) as apart:  # Playwright keeps a loop of its own running in the tests' thread
        apart.submit(asyncio.run, app(scope, receive, send)).result()
    return found[0]


@pytest.mark.parametrize("host", HOSTS)
def test_only_loopback_names_are_answered(host: str, app: Any) -> None:
    assert asked(app, "/", hosts=(host,)) == HOSTS[host]
    assert asked(app, "/peel.db", hosts=(host,)) == HOSTS[host]


@pytest.mark.parametrize("hosts", [(), ("localhost", "evil.example")])
def test_no_name_and_two_names_are_refused(hosts: tuple[str, ...], app: Any) -> None:
    assert asked(app, "/", hosts=hosts) == 400


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_is_not_served_is_404(path: str, app: Any) -> None:
    assert asked(app, path) == 404


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("path", ["/peel/pages", "/peel/grades_long", "/peel/grades_long.json"])
def test_a_question_that_cannot_be_asked_is_no_500_and_a_line_at_most(
    path: str, query: str, app: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    assert asked(app, path, query=query) < 500
    out, err = capfd.readouterr()
    assert not out and "Traceback" not in err and len(err.splitlines()) <= 1


@pytest.mark.parametrize("path", ["/nothing", "/peel/nothing.json", "/organisation/police/nowhere"])
def test_a_page_that_is_not_there_is_no_word_on_the_terminal(
    path: str, app: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    assert asked(app, path) == 404
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_writes_is_405(method: str, app: Any) -> None:
    assert asked(app, "/peel/pages", method=method) == 405
    assert asked(app, "/nothing", method=method) == 405


def test_what_is_served_is_served(app: Any) -> None:
    assert [asked(app, path) for path in ("/", "/peel", "/peel/pages", "/peel.db")] == [200] * 4
    assert asked(app, "/peel/pages", method="HEAD") == 200
