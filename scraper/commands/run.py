"""`peel run`: options to settings, the run, the report at its end, the user's command."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.errors import ExitCode, Interrupted, PeelError

from .options import Place, Word, refuse_pipes
from .scope import scope_of, scope_options
from .streams import OutputError, drop_output, words_of

if TYPE_CHECKING:
    from scraper.pipeline import Request
    from scraper.quality.report import Report
    from scraper.settings import Settings

    from .progress import ProgressReporter

_SETTINGS = ("db", "archive_dir", "via", "site", "delay", "max_pages", "workers", "contact", "on_finish")
_HOOK_SECONDS = 600


@click.command(
    epilog="Example: peel run https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/ --contact you@example.org",
)
@click.argument("targets", nargs=-1)
@click.option("--db", type=Place(path_type=Path), help="The database to publish [output/peel.db].")
@click.option("--archive-dir", type=Place(path_type=Path), help="Where the WARC files are kept [output/archive].")
@scope_options()
@click.option("--via", type=click.Choice(["web", "wayback", "ukgwa"]), help="Read addresses through a web archive.")
@click.option("--site", type=Word(), help="Another base for the live site: a mirror, a test server.")
@click.option("--delay", type=float, help="Seconds between requests to one host [1].")
@click.option("--max-pages", type=int, help="Ask for this many pages, at most; files are read whole.")
@click.option("--workers", type=int, help="Processes that parse [1].")
@click.option(
    "--engine",
    type=click.Choice(["dask"]),
    help="Read files on a cluster, by default one of this machine (needs the extra dask).",
)
@click.option("--scheduler", type=Word(), help="Address of a Dask scheduler for --engine, e.g. tcp://10.0.0.5:8786.")
@click.option("--contact", help="Who runs this, for the User-Agent; needed off this machine.")
@click.option("--refetch", is_flag=True, help="Ask for every page again, conditionally.")
@click.option("--sound-only", is_flag=True, help="Leave out fixtures that are marked as no sound page.")
@click.option("--on-finish", help="Command that gets the JSON report on standard input.")
@click.option("--dry-run", is_flag=True, help="Show the plan and the request budget; send nothing.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", help="How progress is told.")
@click.option("--quiet", is_flag=True, help="Only the verdict.")
def run(targets: tuple[str, ...], **options: Any) -> int:
    """Load TARGETS (addresses, saved pages, folders, WARC files; none: the whole catalogue) into the database.

    `peel --help` names the exit codes; where several hold: 130, 5, 2, 1, 4, 3, 0, the first of them.
    """
    from scraper.pipeline import new_run_id

    from .progress import ProgressReporter

    reporter = ProgressReporter(options["log_format"], options["quiet"], new_run_id())
    try:
        return int(_run(targets, options, reporter))
    except PeelError as error:
        if not reporter.is_log:
            raise
        reporter.end(error.exit_code, error.message)
        return int(error.exit_code)
    except Interrupted:
        if not reporter.is_log:
            raise
        reporter.end(ExitCode.INTERRUPTED, "interrupted; what was done is kept, run again to go on")
        return int(ExitCode.INTERRUPTED)


def _run(targets: tuple[str, ...], options: Mapping[str, Any], reporter: ProgressReporter) -> ExitCode:
    from scraper.pipeline import new_run_id, plan_lines
    from scraper.pipeline import run as run_pipeline
    from scraper.settings import load_settings
    from scraper.store.file import state_path

    settings = load_settings(**{name: options.get(name) for name in _SETTINGS})
    refuse_pipes(targets)
    reporter.run_id = new_run_id(state_path(settings.db))
    request = _request(targets, options)
    if options["dry_run"]:
        for line in plan_lines(settings, request):
            click.echo(line)
        return ExitCode.CLEAN
    with reporter:
        report = run_pipeline(settings, request, say=reporter.say, step=reporter.step, run_id=reporter.run_id)
    _tell(reporter, report)
    _hook(settings, report, reporter)
    return report.verdict.code


def _request(targets: tuple[str, ...], options: Mapping[str, Any]) -> Request:
    from scraper.pipeline import Request

    scope = scope_of(options["rounds"], options["organisations"])
    return Request(
        targets=targets,
        rounds=scope.rounds,
        organisations=scope.organisations,
        refetch=options["refetch"],
        sound_only=options["sound_only"],
        engine=options["engine"],
        scheduler=options["scheduler"],
    )


def _tell(reporter: ProgressReporter, report: Report) -> None:
    """Tell the end; where nobody listens any more (`peel run | head`), or the output is full, the run is what it was."""
    try:
        reporter.report(report)
        sys.stdout.flush()
    except OutputError as error:
        drop_output()
        if not isinstance(error.__cause__, BrokenPipeError):
            reporter.say(f"{words_of(error)}; the run is what its report says")


def _hook(settings: Settings, report: Report, reporter: ProgressReporter) -> None:
    """Hand the JSON report to the user's command; what becomes of it is told, and changes no exit code."""
    if not settings.on_finish:
        return
    import json
    import subprocess

    text = json.dumps(report.to_json(), ensure_ascii=False).encode("utf-8", "backslashreplace")
    try:
        done = subprocess.run(  # noqa: S602 - the command is the user's own
            settings.on_finish, shell=True, input=text, timeout=_HOOK_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        reporter.warn(f"the command of --on-finish did not end in {_HOOK_SECONDS} s")
        return
    if done.returncode:
        reporter.warn(f"the command of --on-finish ended with {done.returncode}")
