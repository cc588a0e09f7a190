"""The progress reporter of a run: a bar on a terminal, plain lines elsewhere, one JSON object a line for a log."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import click

from scraper.browse.words import plain
from scraper.quality.report import Report
from scraper.store.moments import utc_now
from scraper.store.outcomes import OBTAINED


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
            click.echo(f"peel: {plain(line)}", err=True)

    def step(self, page: str, outcome: str, done: int, planned: int | None) -> None:
        """Tell what became of a page."""
        if self.is_log:
            self._event("page", page=plain(page), outcome=outcome, done=done)
        elif self._progress is not None:
            total = planned if planned and planned >= done else None
            rate = f"{done / max(0.001, time.monotonic() - self._started):.1f} pages/s"
            self._progress.update(self._task, completed=done, total=total, page=plain(page)[:60], rate=rate)
        elif not self._quiet and (outcome not in OBTAINED or done % 100 == 0):
            click.echo(f"{done} {outcome}: {plain(page)}", err=True)

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
            click.echo(f"peel: {plain(note)}", err=True)
        if not self._quiet and report.grades:
            click.echo(plain(report.known.line()))
            where = f"; report {report.written}" if report.written else ""
            click.echo(f"database {report.database}{where}")
            click.echo(f'ask it: sqlite3 {report.database} "SELECT round, count(*) FROM judgments j JOIN assessments a '
                       "ON a.id = j.assessment WHERE grade = 'requires_improvement' GROUP BY round\"")  # fmt: skip


def _grades(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    if not report.grades:
        return
    pillars = [
        p
        for p in ("effectiveness", "efficiency", "legitimacy", "leadership", "people")
        if any(r[p] for r in report.grades)
    ]
    table = Table(title="Grades", box=None, pad_edge=False)
    for name in ("organisation", "round", *pillars):
        table.add_column(name, no_wrap=True)
    for row in report.grades:
        table.add_row(row["organisation"], row["round"], *(str(row[p] or "").replace("_", " ") for p in pillars))
    Console(width=150 if not sys.stdout.isatty() else None).print(table, highlight=False)
    if report.assessments > len(report.grades):
        click.echo(f"… and {report.assessments - len(report.grades)} more assessments")
