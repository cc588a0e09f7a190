"""Debian's Chromium driven by Playwright, and a served database: shared by the tests and the screenshots."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
LOOPBACK = {"127.0.0.1", "localhost", ""}
DESK = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
_SECONDS = 30
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What a Chromium is called: the one without windows takes half of the work."""


def executable() -> str | None:
    """Return the path of a Chromium of the system, None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Any]:
    """Start a headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS, headless=True)
        try:
            yield running
        finally:
            running.close()


@dataclass
class Watched:
    """A page with all that its browser asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda said: self._said(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("a dialog opened"), dialog.dismiss()))

    def start_anew(self, size: dict[str, int]) -> None:
        """Make it an empty page of some size that keeps nothing of what it showed, asked and said."""
        self.page.context.clear_cookies()
        self.page.goto("about:blank")
        self.page.set_viewport_size(size)
        self.requests.clear()
        self.complaints.clear()

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def off_loopback(self) -> list[str]:
        """Return what was asked of another machine."""
        own = {"data", "blob", "about"}
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in own and (urlsplit(url).hostname or "") not in LOOPBACK
        ]


@contextmanager
def served(db: Path) -> Iterator[str]:
    """Run `peel browse` on a free port; give its address."""
    command = [
        sys.executable,
        "-u",
        "-c",
        "from scraper.cli import main; main()",
        "browse",
        "--db",
        str(db),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment()) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, f"peel browse did not say where it is: {line!r}"
            yield found.group()
        finally:
            process.terminate()
            process.wait(_SECONDS)


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}


def axe_script() -> Path | None:
    """Return axe-core's script where npm has put it, None where it is not installed."""
    script = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    return script if script.is_file() else None
