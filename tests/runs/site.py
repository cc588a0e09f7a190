"""A small site of saved pages, the installed command, and what a database says, for the tests of whole runs."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.pipeline import Request
from scraper.pipeline import run as run_street
from scraper.settings import load_settings
from tests.support import warm
from tests.support.warm import PEEL

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "fixtures/assessment/staffordshire-2016/page.html").read_text("utf-8")
FORCES = ("Staffordshire", "Surrey", "Kent", "Essex", "Dorset", "Durham", "Gwent", "Cumbria", "Norfolk", "Suffolk")
BASE = "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016"
_DATA = (
    "assessments", "judgments", "observations", "context", "findings", "recommendations", "key_facts", "sections",
)  # fmt: skip
_NOT_DATA = frozenset({"snapshot", "block", "kind", "agreement", "last_updated_text"})


def page(force: str, text: str = PAGE) -> str:
    """The page of Staffordshire 2016 with another force's name."""
    return text.replace("Staffordshire", force).replace("staffordshire", force.lower())


def save(
    folder: Path,
    captured: str = "2017-04-01T10:00:00Z",
    *,
    forces: Iterable[str] = FORCES,
    change: Callable[[str], str] = lambda text: text,
) -> Path:
    """Save the pages of some forces below a folder, one folder each, as a fixture is."""
    for force in forces:
        place = folder / force.lower()
        place.mkdir(parents=True)
        (place / "page.html").write_text(change(page(force)), "utf-8")
        meta = {"url": f"{BASE}/{force.lower()}/", "captured_at": captured}
        (place / "meta.json").write_text(json.dumps(meta), "utf-8")
    return folder


def swap(pattern: str, by: str, times: int = 0) -> Callable[[str], str]:
    """A change that replaces a pattern, and fails where it is not there."""

    def change(text: str) -> str:
        changed, count = re.subn(pattern, by, text, count=times, flags=re.S)
        assert count, pattern
        return changed

    return change


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PEEL_")}
    return {**kept, **more}


def arguments(out: Path, *targets: object) -> list[str]:
    return [str(PEEL), "run", *map(str, targets), "--db", str(out / "peel.db"), "--archive-dir", str(out / "archive")]


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def peel(*words: object, cwd: Path, room: int | None = None, heeds_rights: bool = False, **env: str) -> Done:
    """Run the command in a folder of its own, with so much room in bytes for a file, heeding the rights of files."""
    done = warm.peel(*words, cwd=cwd, env=environment(**env), room=room, heeds_rights=heeds_rights)
    return Done(done.returncode, done.stdout, done.stderr)


def run(out: Path, *targets: object, **more: Any) -> Done:
    """Run the pages into a folder's database."""
    out.mkdir(parents=True, exist_ok=True)
    return peel(*arguments(out, *targets)[1:], cwd=out, **more)


def run_here(out: Path, *targets: object) -> int:
    """The same in this process, which is quicker; gives the exit code."""
    settings = load_settings(db=out / "peel.db", archive_dir=out / "archive")
    return int(run_street(settings, Request(tuple(map(str, targets)))).verdict.code)


def report(out: Path) -> dict[str, object]:
    """The newest report."""
    newest = max((out / "runs").iterdir(), key=lambda folder: (folder / "report.json").stat().st_mtime_ns)
    return dict(json.loads((newest / "report.json").read_text("utf-8")))


def ask(database: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchall()


def data(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the pages say: all but captures, blocks, the tag a text stood in, the form of a date or a badge."""
    found = {}
    for table in _DATA:
        names = [row[1] for row in ask(database, f"PRAGMA table_info({table})") if row[1] not in _NOT_DATA]
        names = ["lower(grade_text)" if name == "grade_text" else name for name in names]
        found[table] = ask(database, f"SELECT {', '.join(map(str, names))} FROM {table} ORDER BY id")
    return found


def content(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for where in the archive a capture lies and when the file was made."""
    tables = ask(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'")
    found = {}
    for (table,) in tables:
        if str(table) in {"sqlite_sequence", "sqlite_stat1", "_sqlite_migrations"}:
            continue
        names = [str(row[1]) for row in ask(database, f'PRAGMA table_info("{table}")')]
        kept = ", ".join(f'"{name}"' for name in names if name not in {"warc_file", "warc_offset"})
        found[str(table)] = sorted(ask(database, f'SELECT {kept} FROM "{table}"'), key=repr)
    return found


def is_whole(database: Path) -> bool:
    return ask(database, "PRAGMA integrity_check") == [("ok",)] and not ask(database, "PRAGMA foreign_key_check")


def history(folder: Path, captures: int) -> Path:
    """Save several captures of each page, a month apart, each with a paragraph of its own."""
    for number in range(captures):
        extra = f"<p>In month {number} the force told us about its plan number {number}.</p>\n<h3>Working"
        month = f"{2018 + number // 12}-{1 + number % 12:02d}-05T10:00:00Z"
        save(folder / f"{number:03d}", month, change=swap("<h3>Working", extra))
    return folder


class Running:
    """A run in another process that tells its pages as JSON, one event a line."""

    def __init__(self, out: Path, *targets: object) -> None:
        out.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        self._said = os.fdopen(reader, encoding="utf-8")
        with Path(os.devnull).open("r+b") as nothing:
            words = [*arguments(out, *targets)[1:], "--log-format", "json"]
            streams = [nothing.fileno(), nothing.fileno(), writer]
            self._process = warm.Started(words, out, environment(), streams, closed=[])
        os.close(writer)
        self.events: list[dict[str, Any]] = []

    def until_page(self, count: int) -> bool:
        """Wait until so many pages are done; False where the run ended before."""
        for line in self._said:
            self.events.append(json.loads(line))
            if self.events[-1].get("done", 0) >= count:
                return True
        return False

    @property
    def number(self) -> int:
        """The id of its process."""
        return self._process.pid

    def signal(self, number: int) -> None:
        self._process.signal(number)

    def end(self) -> int:
        """Wait for the end; gives the exit code."""
        self.events += [json.loads(line) for line in self._said.read().splitlines()]
        return self._process.wait()

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.signal(signal.SIGKILL)
        self._process.wait()
        self._said.close()
