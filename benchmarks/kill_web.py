"""Kill a run over a local site at random moments, run again, and ask the site what it was asked (F49).

    python benchmarks/kill_web.py 20 [SEED]

A real HTTP server on loopback plays the round 2016 of all forces (258 pages). The installed command is killed with
SIGKILL so often at random moments and started again; then its database must equal that of a run nobody killed, its
archive must check clean, and no page may have been asked for more than once, but for the one in flight at each kill.
Ends with 1 where that does not hold, and prints the figures.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from schemas.page_types import PageType
from scraper.catalogue.grid import Cell, expected_pages
from scraper.catalogue.organisations import ORGANISATIONS
from scraper.loader.database import reading
from scraper.loader.tables import SPECS

ROUND = "2016"
ADJECTIVES = {"effectiveness": "effective", "efficiency": "efficient", "legitimacy": "legitimate"}
PEEL = Path(sys.executable).with_name("peel")


def page_of(cell: Cell) -> bytes:
    """A small page of a force, sound as far as it goes."""
    name = ORGANISATIONS[cell.organisation].name
    if cell.type is PageType.ASSESSMENT:
        body = "".join(
            f"<p>The extent to which the force is {word} at keeping people safe and reducing crime is good.</p>"
            for word in ADJECTIVES.values()
        )
        title = f"{name} {ROUND}"
    elif cell.type is PageType.PILLAR:
        body = f"<h2>{cell.pillar}</h2><p>Last updated 02/03/2017</p><p>Good</p><p>{'The force does well. ' * 40}</p>"
        title = f"{name} PEEL {ROUND}"
    else:
        body = "<h2>Other reports</h2><p>Last updated 24/10/2016</p><p>This section sets out the reports.</p>"
        title = f"{name} PEEL {ROUND}"
    return f"<html><head><title>{title} - HMICFRS</title></head><body><main><h1>{title}</h1>{body}</main></body></html>".encode()


class Site:
    """The pages and what was asked of them."""

    def __init__(self) -> None:
        self.pages = {
            cell.url.split(".uk", 1)[1]: page_of(cell) for cell in expected_pages({ROUND}) if "police/" in cell.page_id
        }
        self.asked: Counter[str] = Counter()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.pages.get(self.path)
                if body is not None:
                    site.asked[self.path] += 1
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def serving(site: Site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), site.handler())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def start(base: str, out: Path) -> subprocess.Popen[bytes]:
    command = [PEEL, "run", "--site", base, "--round", ROUND, "--delay", "0.004", "--quiet",
               "--db", out / "peel.db", "--archive-dir", out / "archive"]  # fmt: skip
    for organisation in ORGANISATIONS:
        if organisation.startswith("police/"):
            command += ["--organisation", organisation]
    environment = {**os.environ, "PEEL_JITTER": "0"}
    return subprocess.Popen(
        list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )


def content(out: Path) -> dict[str, list[tuple[object, ...]]]:
    """All data rows of the published database, without what names a capture's time or place."""
    with reading(out / "peel.db") as db:
        return {
            name: sorted(
                db.conn.execute(
                    "SELECT " + ", ".join(c for c in spec.names if c not in {"snapshot"}) + f" FROM {name}"
                ),
                key=repr,
            )
            for name, spec in SPECS.items()
            if name in {"judgments", "sections", "findings", "observations", "assessments", "witnesses"}
        }


def main(kills: int, seed: int) -> int:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        calm, wild = Path(folder, "calm"), Path(folder, "wild")
        for out in (calm, wild):
            out.mkdir()
        quiet = Site()
        with serving(quiet) as base:
            began = time.monotonic()
            start(base, calm).wait(600)
            length = time.monotonic() - began
        site, killed = Site(), 0
        with serving(site) as base:
            for _ in range(kills):
                process = start(base, wild)
                try:
                    process.wait(chance.uniform(0.3, max(0.6, length * 2 / kills + 1.0)))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    killed += 1
            code = start(base, wild).wait(600)
        twice = {path: count for path, count in site.asked.items() if count > 1}
        check = subprocess.run(
            [str(PEEL), "archive", "check", "--db", str(wild / "peel.db"), "--archive-dir", str(wild / "archive")],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        same = content(calm) == content(wild)
        extra = sum(count - 1 for count in twice.values())
        print(f"{len(site.pages)} pages, {killed} kills of {kills}, last run ended with {code}")
        print(f"pages asked for again: {len(twice)} ({extra} requests more); archive check: exit {check.returncode}")
        print(f"content equals an unbroken run: {same}")
        return 0 if same and extra <= killed and check.returncode == 0 and len(site.asked) == len(site.pages) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
