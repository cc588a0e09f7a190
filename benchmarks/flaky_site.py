"""Run the whole catalogue against a site that stumbles: is every page loaded, within the requests that a dry run names?

    python benchmarks/flaky_site.py [ROUND …]

A real HTTP server on loopback has a page at every address of the grid (of the rounds that are named, else of all). One
page in ten redirects, with a body, to another address; one in fifty answers with 500, a cut body or a closed connection
once. The installed command is asked for its plan, then runs; every page must be loaded, and no more requests sent than
the plan named. A second run must load nothing anew. Ends with 1 where that does not hold, and prints the figures.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from schemas.page_types import PageType
from scraper.catalogue.grid import Cell, expected_pages
from scraper.catalogue.organisations import ORGANISATIONS

PEEL = Path(sys.executable).with_name("peel")
MOVED = "<html><head><title>301 Moved Permanently</title></head><body><center><h1>301 Moved Permanently</h1></center></body></html>"
_HOST = "https://hmicfrs.justiceinspectorates.gov.uk"
_REDIRECTS, _FAILS = 10, 50  # one page in so many


def page_of(cell: Cell) -> str:
    """Return a small page for a cell: title, sections and sentences of its type, as far as its proof goes."""
    name, years = ORGANISATIONS[cell.organisation].name, cell.round.replace("-", "/")
    body = "".join(
        f"<h2>{pillar.capitalize()}</h2><p>Last updated 02/03/2017</p><p>Good</p><p>{'They do well. ' * 20}</p>"
        for pillar in ((cell.pillar,) if cell.pillar else ("effectiveness", "efficiency"))
    )
    title = f"{name} {years}"
    if cell.type is PageType.REPORT:
        title = f"PEEL {years} – An inspection of {name} Police"
        if cell.organisation.startswith("fire/"):
            title = f"{name} Fire and Rescue Service {years}"
        body = (
            "<h2>Overall summary</h2><h3>Our judgments</h3><p>We inspected how good they are.</p>"
            "<h2>HM Inspector’s summary</h2><p>I thank them for their help.</p>"
            f"<h2>Preventing crime</h2><p>Good</p><p>They are good at preventing crime.</p>{'<p>They do well.</p>' * 9}"
        )
    elif cell.type is PageType.OTHER_REPORTS:
        body = "<h2>Other reports</h2><p>Last updated 24/10/2016</p><p>This section sets out the reports.</p>"
    return (
        f"<!DOCTYPE html><html><head><title>{title} - HMICFRS</title></head><body><main><h1>{title}</h1>"
        f"<p>{cell.page_id}</p>{body}</main><footer>© Crown copyright</footer></body></html>"
    )


@dataclass
class StumblingSite:
    """A page at each address, behind a redirect or a first failure where its number says so; counts what is asked."""

    cells: list[Cell]
    asked: Counter[str] = field(default_factory=Counter)
    redirects: int = 0
    failures: int = 0

    def __post_init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.fails: dict[str, int] = {}
        for number, cell in enumerate(self.cells):
            path = at = cell.url.removeprefix(_HOST)
            if number % _REDIRECTS == 3:
                at = f"/inspections{path}"
                self.moved[path] = at
            self.pages[at] = page_of(cell)
            if number % _FAILS == 7:
                self.fails[at] = number
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop the server."""
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked[self.path] += 1
                with suppress(OSError):
                    site.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer a request: a page, a redirect with a body, a failure the first time, or 404."""
        path = request.path
        if path in self.moved:
            self.redirects += 1
            _send(request, 301, MOVED, Location=self.moved[path])
        elif path in self.fails and self.asked[path] == 1:
            self.failures += 1
            self._fail(request, self.fails[path])
        elif path in self.pages:
            etag = f'"{len(self.pages[path])}"'
            known = request.headers.get("If-None-Match") == etag
            _send(request, 304 if known else 200, "" if known else self.pages[path], ETag=etag)
        else:
            _send(request, 404, "<html><body><h1>Not found</h1></body></html>")

    def _fail(self, request: BaseHTTPRequestHandler, number: int) -> None:
        how = number // _FAILS % 3
        if how == 0:
            _send(request, 500, "<html><body><h1>Error</h1></body></html>")
        elif how == 1:
            _send(request, 200, self.pages[request.path], cut=200)


def _send(request: BaseHTTPRequestHandler, status: int, text: str, cut: int = 0, **headers: str) -> None:
    body = text.encode()
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.send_header("Content-Type", "text/html; charset=utf-8")
    if status != 304:
        request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body[: len(body) - cut] if cut else body)


@dataclass(frozen=True)
class Found:
    """What came of it: the plan's bound, the requests that arrived, the outcomes of both runs, the seconds of the first."""

    bound: int
    requests: int
    first: Counter[str]
    second: Counter[str]
    redirects: int
    failures: int
    seconds: float
    pages: int

    @property
    def holds(self) -> bool:
        """Whether every page was loaded, within the bound, and nothing anew by the second run."""
        return self.first["loaded"] == self.pages and self.requests <= self.bound and not self.second["loaded"]


def try_it(folder: Path, rounds: tuple[str, ...] = ()) -> Found:
    """Ask for the plan, run twice, and return what came of it; raises RuntimeError where a command fails otherwise."""
    site = StumblingSite(list(expected_pages(set(rounds) or None)))
    narrow = [word for name in rounds for word in ("--round", name)]
    try:
        plan = _peel(folder, site, *narrow, "--dry-run")
        bound = int(re.search(r"at most (\d+) requests", plan)[1])  # type: ignore[index]
        begin = time.monotonic()
        first = _run(folder, site, *narrow)
        seconds, requests = time.monotonic() - begin, site.asked.total()
        second = _run(folder, site, *narrow)
        return Found(bound, requests, first, second, site.redirects, site.failures, seconds, len(site.cells))
    finally:
        site.close()


def _run(folder: Path, site: StumblingSite, *words: str) -> Counter[str]:
    """Run, and return how many pages of the grid ended in each outcome."""
    _peel(folder, site, *words, "--quiet", "--on-finish", "cat > told.json")
    told = json.loads((folder / "told.json").read_text("utf-8"))
    counts = Counter({name: value for name, value in told["pages"].items() if name != "planned"})
    if counts.total() != told["pages"]["planned"]:
        raise RuntimeError(f"the outcomes do not add up: {told['pages']}")
    return counts


def _peel(folder: Path, site: StumblingSite, *words: str) -> str:
    command = [
        str(PEEL),
        "run",
        "--site",
        site.base,
        "--delay",
        "0",
        "--db",
        "out/peel.db",
        "--archive-dir",
        "out/archive",
    ]
    environment = {**os.environ, "PEEL_JITTER": "0"}
    done = subprocess.run([*command, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3} or "Traceback" in done.stderr:
        raise RuntimeError(f"peel ended with {done.returncode}: {(done.stdout + done.stderr)[-600:]}")
    return done.stdout


def main() -> None:
    """Try it, print the figures, end with 1 where it does not hold."""
    with tempfile.TemporaryDirectory(prefix="peel-flaky-") as folder:
        found = try_it(Path(folder), tuple(sys.argv[1:]))
    print(f"{found.pages} pages; {found.redirects} redirects, {found.failures} first failures")
    print(f"plan: at most {found.bound} requests; sent: {found.requests}, in {found.seconds:.0f} s")
    print(f"first run: {dict(found.first)}; second run: {dict(found.second)}")
    sys.exit(0 if found.holds else 1)


if __name__ == "__main__":
    main()
