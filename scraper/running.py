"""The `run` verb: options to settings, progress for a person or a log, the report at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

import click

from schemas.vocabulary import ROUNDS

from .browse.words import plain
from .catalogue.organisations import ORGANISATIONS
from .errors import ExitCode, PeelError, UsageError
from .interrupt import Interrupted
from .pipeline import Request, new_run_id, plan_lines, run
from .quality.report import Report
from .settings import Settings, load_settings
from .state import utc_now

_SETTINGS = ("db", "archive_dir", "via", "site", "delay", "max_pages", "workers", "contact", "on_finish")
_HOOK_SECONDS = 600


def run_command(targets: tuple[str, ...], options: Mapping[str, Any]) -> ExitCode:
    """Run, tell what was done, and give the exit code.

    Raises PeelErrors, UsageError for what the user got wrong; a JSON log gets them as its last event instead.
    """
    teller = Teller(options["log_format"], options["quiet"], new_run_id())
    try:
        return _run(targets, options, teller)
    except PeelError as error:
        if not teller.is_log:
            raise
        teller.end(error.exit_code, error.message)
        return error.exit_code
    except Interrupted:
        if not teller.is_log:
            raise
        teller.end(ExitCode.INTERRUPTED, "interrupted; what was done is kept, run again to go on")
        return ExitCode.INTERRUPTED


def _run(targets: tuple[str, ...], options: Mapping[str, Any], teller: Teller) -> ExitCode:
    settings = load_settings(**{name: options.get(name) for name in _SETTINGS})
    request = Request(
        targets=targets,
        rounds=_known(options["rounds"], {r.id for r in ROUNDS}, "round"),
        organisations=_known(options["organisations"], set(ORGANISATIONS), "organisation"),
        refetch=options["refetch"],
        sound_only=options["sound_only"],
        engine=options["engine"],
        scheduler=options["scheduler"],
    )
    if options["dry_run"]:
        for line in plan_lines(settings, request):
            click.echo(line)
        return ExitCode.CLEAN
    with teller:
        report = run(settings, request, say=teller.say, step=teller.step, run_id=teller.run_id)
    _tell(teller, report)
    _hook(settings, report, teller)
    return report.verdict.code


def _tell(teller: Teller, report: Report) -> None:
    """Tell the end; where nobody listens any more (`peel run | head`), the run is what it was (RELIABILITY F57)."""
    try:
        teller.report(report)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _known(given: tuple[str, ...], known: set[str], what: str) -> frozenset[str] | None:
    for value in given:
        if value not in known:
            raise UsageError(f"{value} is no {what} of the catalogue; one is, e.g., {min(known)}")
    return frozenset(given) if given else None


def _hook(settings: Settings, report: Report, teller: Teller) -> None:
    """Give the JSON report to the user's command; what becomes of it is told, and changes no exit code."""
    if not settings.on_finish:
        return
    text = json.dumps(report.to_json(), ensure_ascii=False)
    try:
        done = subprocess.run(  # noqa: S602 - the command is the user's own
            settings.on_finish, shell=True, input=text, text=True, timeout=_HOOK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        teller.say(f"the command of --on-finish did not end in {_HOOK_SECONDS} s")
        return
    if done.returncode:
        teller.say(f"the command of --on-finish ended with {done.returncode}")


class Teller:
    """Tells a run's progress: a bar on a terminal, plain lines elsewhere, one JSON object a line for a log."""

    def __init__(self, log_format: str, quiet: bool, run_id: str) -> None:
        self.is_log = log_format == "json"
        self._quiet = quiet
        self._progress: Any = None
        self._task: Any = None
        self._started = time.monotonic()
        self.run_id = run_id

    def __enter__(self) -> Teller:
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
        elif not self._quiet and (outcome not in {"loaded", "unchanged"} or done % 100 == 0):
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
        if not self._quiet and report.grades:
            click.echo(
                f"database {report.database}; report {report.database.rsplit('/', 1)[0]}/runs/{report.run}/report.md"
            )
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
