"""The progress reporter of a run: a bar on a terminal, plain lines elsewhere, one JSON object a line for a log."""

from __future__ import annotations

import json
import shlex
import sys
import time
from pathlib import Path
from typing import Any

import click

from schemas.text import printable
from scraper.browse.terminal import grade_lines
from scraper.browse.words import plain
from scraper.quality.report import Report
from scraper.store.moments import utc_now
from scraper.store.outcomes import OBTAINED

from .invoked import invoked
from .streams import say


def duration(seconds: float) -> str:
    """Return a time for a person, in the largest unit of which there is more than one: `40 s`, `12 min`, `3 h`."""
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


class ProgressReporter:
    """Tells a run's progress: a bar on a terminal, plain lines elsewhere, one JSON object a line for a log."""

    def __init__(self, log_format: str, quiet: bool, run_id: str) -> None:
        self.is_log = log_format == "json"
        self._quiet = quiet
        self._progress: Any = None
        self._task: Any = None
        self._started = time.monotonic()
        self.run_id = run_id

    def __enter__(self) -> ProgressReporter:
        if not self.is_log and not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("pages"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[page]}"),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
            self._task = self._progress.add_task("pages", total=None, page="", rate="")
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _event(self, event: str, **fields: Any) -> None:
        click.echo(
            json.dumps({"time": utc_now(), "run": self.run_id, "event": event, **fields}, ensure_ascii=False), err=True
        )

    def end(self, code: int, line: str) -> None:
        """Log the end: the exit code and the verdict, or what kept the run from starting."""
        self._event("end", exit_code=int(code), verdict=plain(line))

    def say(self, line: str) -> None:
        """Tell a line about the run as a whole."""
        if self.is_log:
            self._event("note", message=plain(line))
        elif not self._quiet:
            say(plain(line))

    def warn(self, line: str) -> None:
        """Tell a line that nobody may miss who asked for the verdict alone: who should be told was not."""
        if self._quiet and not self.is_log:
            say(plain(line))
        else:
            self.say(line)

    def step(self, page: str, outcome: str, done: int, planned: int | None) -> None:
        """Tell what became of a page."""
        if self.is_log:
            self._event("page", page=plain(page), outcome=outcome, done=done)
        elif self._progress is not None:
            total = planned if planned and planned >= done else None
            rate = f"{done / max(0.001, time.monotonic() - self._started):.1f} pages/s"
            self._progress.update(self._task, completed=done, total=total, page=plain(page)[:60], rate=rate)
        elif not self._quiet and (outcome not in OBTAINED or done % 100 == 0):
            click.echo(f"{done}{self._of(done, planned)} {outcome}: {plain(page)}", err=True)

    def _of(self, done: int, planned: int | None) -> str:
        """Return of how many, and the time left at the pace so far; empty where no more are known to come.

        What comes from a folder or an archive is planned as it comes: so many of as many would be no news.
        """
        if not planned or planned <= done:
            return ""
        left = (time.monotonic() - self._started) / max(1, done) * (planned - done)
        return f" of {planned} ({duration(left)} left)"

    def report(self, report: Report) -> None:
        """Tell the end: the grades, where the database is, what to ask it next, and the verdict."""
        if self.is_log:
            self.end(report.verdict.code, report.verdict.line)
            return
        if not self._quiet:
            _grades(report)
            for reason in report.verdict.reasons[:10]:
                click.echo(f"  {plain(reason)}")
        click.echo(plain(report.verdict.line))
        for note in report.notes:
            say(plain(note))
        if not self._quiet and report.grades:
            click.echo(plain(report.known.line()))
            for line in _next_lines(report):
                click.echo(line)


def _grades(report: Report) -> None:
    for line in grade_lines(report.grades):
        click.echo(line)
    if report.assessments > len(report.grades):
        click.echo(f"… and {report.assessments - len(report.grades)} more assessments")
    click.echo("")


def _next_lines(report: Report) -> list[str]:
    """Return where everything is, and the next commands as they can be typed here."""
    peel, at = invoked(), _where(report.database)
    first = report.grades[0]["assessment"]
    told = f", report {printable(report.written)}" if report.written else ""
    nexts = (
        (f"browse --open{at}", "the database in a browser"),
        (f"report{at}", "one HTML file of all grades"),
        (f"show {first}{at}", "one assessment"),
        (f"status{at}", "what is loaded, and what is not"),
    )
    wide = max(len(words) for words, _ in nexts)
    return [
        f"database {report.database}{told}",
        "next:",
        *(f"  {peel} {words:<{wide}}  # {what}" for words, what in nexts),
    ]


def _where(database: str) -> str:
    """Return the option that names a database, nothing where the settings name it by themselves."""
    from scraper.settings import load_settings

    if printable(load_settings().db) == database:
        return ""
    is_escaped = "\\" in database and not Path(database).exists()
    return " --db " + ("$'" + database.replace("'", "\\'") + "'" if is_escaped else shlex.quote(database))
