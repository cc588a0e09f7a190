"""How the last run ended, in the lines of `peel status`: its verdict, where its report is, what is to be done."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from scraper.errors import ExitCode
from scraper.store.file import state_path
from scraper.store.reread import UnreadError, reread

from .grid import read_state
from .terminal import WIDTH
from .words import minute, plain

TO_DO: dict[ExitCode, str] = {
    ExitCode.FAILED: "read the line: blocked, no network, a damaged file, a full disk; then run again",
    ExitCode.USAGE: "mend the setting it names",
    ExitCode.QUALITY: "read `report.md`, or run `peel check`; what is the site's own change, `peel check --accept` accepts",
    ExitCode.PARTIAL: "look at the pages it names; the next run asks for them again",
    ExitCode.INTERRUPTED: "run again, it goes on where it stopped",
}
"""What a person does after a run that was not clean, by its exit code (docs/scheduling.md)."""
_NEWEST = "SELECT id, started_at, ended_at, exit_code FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 1"


@dataclass(frozen=True)
class _Verdict:
    """The verdict of a run as its report.json has it."""

    line: str
    reasons: list[str]


@dataclass(frozen=True)
class _Report:
    """What is read of a run's report.json."""

    verdict: _Verdict


_REPORT = TypeAdapter(_Report)


def verdict_of(db: Path, run: str) -> tuple[str, list[str]]:
    """Return the line in which a run said how it ended, and its reasons; why its report can't be read, and none, where it can't."""
    path = db.parent / "runs" / run / "report.json"
    try:
        told = reread(_REPORT, path.read_bytes()).verdict
    except FileNotFoundError:
        return "its report is not beside the database", []
    except (OSError, UnreadError) as error:
        why = (error.strerror or "") if isinstance(error, OSError) else str(error)
        return f"its report can't be read (runs/{path.parent.name}/{path.name}: {why})", []
    return told.line, told.reasons


def last_run_lines(db: Path) -> list[str]:
    """Return how the last run beside a database ended and what is to be done; nothing where there was none.

    Raises PeelError where the runs' database can't be read.
    """
    for run, started, ended, code in read_state(state_path(db), _NEWEST):
        if ended is None:
            todo = TO_DO[ExitCode.INTERRUPTED]
            return _told(
                [
                    f"last run: began {minute(str(started))} UTC and has not ended; if it is not at work, it was killed: {todo}"
                ]
            )
        verdict, _ = verdict_of(db, str(run))
        lines = [f"last run: {minute(str(ended))} UTC, exit code {code}: {plain(verdict)}"]
        if isinstance(code, int) and code in TO_DO:
            lines.append(f"to do: {TO_DO[ExitCode(code)]} ({db.parent / 'runs' / str(run) / 'report.md'})")
        return _told(lines)
    return []


def _told(lines: list[str]) -> list[str]:
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    ]
