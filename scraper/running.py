"""The `run` verb: options to settings, progress for a person or a log, the report at the end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import click

from schemas.vocabulary import ROUNDS

from .catalogue.organisations import ORGANISATIONS
from .errors import ExitCode, UsageError
from .pipeline import Request, new_run_id, plan_lines, run
from .quality.report import Report
from .settings import Settings, load_settings
from .state import utc_now

_SETTINGS = ("db", "archive_dir", "via", "site", "delay", "max_pages", "workers", "contact", "on_finish")
_LETTERS_SHOWN = 70  # assessments that the closing table shows at most
_HOOK_SECONDS = 600


def run_command(targets: tuple[str, ...], options: Mapping[str, Any]) -> ExitCode:
    """Run, tell what was done, and give the exit code. Raises UsageError for what the user got wrong."""
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
    run_id = new_run_id()
    teller = Teller(options["log_format"], options["quiet"], run_id)
    with teller:
        report = run(settings, request, say=teller.say, step=teller.step, run_id=run_id)
    teller.report(report)
    _hook(settings, report, teller)
    return report.verdict.code


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


def plain(text: object) -> str:
    """Give text without control characters: no escape of a page reaches the terminal (RELIABILITY F59)."""
    return "".join(c if c.isprintable() else "\\ufffd" for c in str(text))


class Teller:
    """Tells a run's progress: a bar on a terminal, plain lines elsewhere, one JSON object a line for a log."""

    def __init__(self, log_format: str, quiet: bool, run_id: str) -> None:
        self._json = log_format == "json"
        self._quiet = quiet
        self._progress: Any = None
        self._task: Any = None
        self._run = run_id

    def __enter__(self) -> Teller:
        if not self._json and not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("pages"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[page]}"),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
            self._task = self._progress.add_task("pages", total=None, page="")
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def _event(self, event: str, **fields: Any) -> None:
        click.echo(
            json.dumps({"time": utc_now(), "run": self._run, "event": event, **fields}, ensure_ascii=False), err=True
        )

    def say(self, line: str) -> None:
        """Tell a line about the run as a whole."""
        if self._json:
            self._event("note", message=plain(line))
        elif not self._quiet:
            click.echo(f"peel: {plain(line)}", err=True)

    def step(self, page: str, outcome: str, done: int, planned: int | None) -> None:
        """Tell what became of a page."""
        if self._json:
            self._event("page", page=plain(page), outcome=outcome, done=done)
        elif self._progress is not None:
            total = planned if planned and planned >= done else None
            self._progress.update(self._task, completed=done, total=total, page=plain(page)[:60])
        elif not self._quiet and (outcome not in {"loaded", "unchanged"} or done % 100 == 0):
            click.echo(f"{done} {outcome}: {plain(page)}", err=True)

    def report(self, report: Report) -> None:
        """Tell the end: the grades, where the database is, what to ask it next, and the verdict."""
        if self._json:
            self._event("end", exit_code=int(report.verdict.code), verdict=plain(report.verdict.line))
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
    for row in report.grades[:_LETTERS_SHOWN]:
        table.add_row(row["organisation"], row["round"], *(str(row[p] or "").replace("_", " ") for p in pillars))
    Console(width=150 if not sys.stdout.isatty() else None).print(table, highlight=False)
    if len(report.grades) > _LETTERS_SHOWN:
        click.echo(f"… and {len(report.grades) - _LETTERS_SHOWN} more assessments")
