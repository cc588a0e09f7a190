"""The command line: verbs only, no logic. Heavy imports stand inside the commands, so that --help is quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from . import __version__
from .errors import ExitCode, PeelError
from .fixtures.verbs import fixtures
from .interrupt import Interrupted

_EPILOG = "Example: peel run fixtures && peel status"


def main() -> NoReturn:
    """Run the command line; a user's mistake is one line on standard error and an exit code, no traceback."""
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(result if isinstance(result, int) else ExitCode.CLEAN)
    except PeelError as error:
        _fail(error.message, error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt, Interrupted):
        _fail("interrupted; what was done is kept, run again to go on", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.CLEAN)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"peel: {' '.join(message.split())}", err=True)
    sys.exit(int(code))


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="peel")
def cli() -> None:
    """Read the published inspections of police forces and fire services as data.

    Exit codes: 0 clean, 1 nothing loaded, 2 wrong usage, 3 quality below the threshold, 4 partial,
    5 another run holds the lock, 130 interrupted.
    """


@cli.command(epilog="Example: peel parse --pretty page.html --url https://hmicfrs.justiceinspectorates.gov.uk/…")
@click.argument("pages", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", help="The address of the pages; holds for every page named.")
@click.option("--pretty", is_flag=True, help="Indent the JSON.")
def parse(pages: tuple[Path, ...], url: str | None, pretty: bool) -> int:
    """Print what saved PAGES say: one JSON object each."""
    from .commands import parse_files

    return int(parse_files(pages, url, pretty))


cli.add_command(fixtures)


@cli.command(epilog="Example: peel schema record")
@click.argument("name", type=click.Choice(["extraction", "record"]), default="extraction")
@click.option("--write", is_flag=True, help="Write schemas/json and the generated docs of a checkout again.")
def schema(name: str, write: bool) -> None:
    """Print a JSON Schema of the contract."""
    from .generated import schema_json, write_generated

    if write:
        for path in write_generated(Path.cwd()):
            click.echo(path)
    else:
        click.echo(schema_json(name))


@cli.command(epilog="Example: PEEL_DELAY=5 peel settings")
def settings() -> None:
    """Print every setting: its value, where it comes from, what it means."""
    from .settings import load_settings, origins

    for name, value, origin, meaning in origins(load_settings(), {}):
        click.echo(f"{name} = {value if value is not None else ''}  [{origin}]  {meaning}")


@cli.command(epilog="Example: peel run https://hmicfrs.justiceinspectorates.gov.uk/… --contact you@example.org")
@click.argument("targets", nargs=-1)
@click.option("--db", type=click.Path(path_type=Path), help="The database to publish [output/peel.db].")
@click.option("--archive-dir", type=click.Path(path_type=Path), help="Where the WARC files are kept [output/archive].")
@click.option("--round", "rounds", multiple=True, help="Only this round, e.g. 2016 or 2018-19; may be repeated.")
@click.option(
    "--organisation",
    "organisations",
    multiple=True,
    help="Only this one, e.g. police/surrey; may be repeated.",
)
@click.option("--via", type=click.Choice(["web", "wayback", "ukgwa"]), help="Read addresses through a web archive.")
@click.option("--site", help="Another base for the live site: a mirror, a test server.")
@click.option("--delay", type=float, help="Seconds between requests to one host [1].")
@click.option("--max-pages", type=int, help="Stop after this many pages.")
@click.option("--workers", type=int, help="Processes that parse [1].")
@click.option(
    "--engine",
    type=click.Choice(["dask"]),
    help="Read files on a cluster, by default one of this machine (needs peel[dask]).",
)
@click.option("--scheduler", help="Address of a Dask scheduler for --engine, e.g. tcp://10.0.0.5:8786.")
@click.option("--contact", help="Who runs this, for the User-Agent; needed off this machine.")
@click.option("--refetch", is_flag=True, help="Ask for every page again, conditionally.")
@click.option("--sound-only", is_flag=True, help="Leave out fixtures that are marked as no sound page.")
@click.option("--on-finish", help="Command that gets the JSON report on standard input.")
@click.option("--dry-run", is_flag=True, help="Show the plan and the request budget; send nothing.")
@click.option("--log-format", type=click.Choice(["text", "json"]), default="text", help="How progress is told.")
@click.option("--quiet", is_flag=True, help="Only the verdict.")
def run(targets: tuple[str, ...], **options: Any) -> int:
    """Load TARGETS (addresses, saved pages, folders, WARC files; none: the whole catalogue) into the database."""
    from .running import run_command

    return int(run_command(targets, options))


def _db_option(command: Any) -> Any:
    return click.option("--db", type=click.Path(path_type=Path), help="The database [output/peel.db].")(command)


def _archive_option(command: Any) -> Any:
    help_text = "Where the WARC files are kept [output/archive]."
    return click.option("--archive-dir", type=click.Path(path_type=Path), help=help_text)(command)


@cli.command(epilog="Example: peel why judgments police/staffordshire/2016/effectiveness")
@click.argument("table")
@click.argument("id")
@_db_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def why(table: str, id: str, db: Path | None, as_json: bool) -> int:
    """Print why a row says what it says: all witnesses, the capture, a link to the sentence."""
    from .asking import tell_why

    return int(tell_why(db, table, id, as_json))


@cli.command(epilog="Example: peel changes --since 2017-01-01")
@click.option("--since", help="A day, or a run's id: only what was captured from then on.")
@_db_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def changes(since: str | None, db: Path | None, as_json: bool) -> int:
    """Print what changed on the pages, oldest first, in sentences."""
    from .asking import tell_changes

    return int(tell_changes(db, since, as_json))


@cli.command(epilog="Example: peel export csv output/csv")
@click.argument("form", type=click.Choice(["csv", "jsonl", "parquet"]))
@click.argument("folder", type=click.Path(path_type=Path))
@_db_option
@click.option("--raw", is_flag=True, help="Leave CSV cells as published, also those that a spreadsheet would run.")
def export(form: str, folder: Path, db: Path | None, raw: bool) -> int:
    """Write the tables as files to FOLDER, with a datapackage.json."""
    from .asking import write_export

    return int(write_export(db, form, folder, raw))  # type: ignore[arg-type]


@cli.command(epilog="Example: peel rebuild --as-of 2017-01-15 --db state-of-2017.db")
@click.option("--as-of", help="The state of this day: captures made later are left out.")
@_db_option
@_archive_option
def rebuild(as_of: str | None, db: Path | None, archive_dir: Path | None) -> int:
    """Make the database again from the archive alone."""
    from .asking import rebuild_database

    return int(rebuild_database(db, archive_dir, as_of))


@cli.group()
def archive() -> None:
    """Look after the archive of fetched pages."""


@archive.command("check", epilog="Example: peel archive check")
@_db_option
@_archive_option
def archive_check(db: Path | None, archive_dir: Path | None) -> int:
    """Verify every record's digest, and every place that the database names."""
    from .asking import check_archive

    return int(check_archive(db, archive_dir))


@cli.command(epilog="Example: peel browse --open")
@click.option("--db", type=click.Path(path_type=Path), help="The database to show [output/peel.db].")
@click.option("--port", type=int, default=8001, show_default=True, help="Port on this machine; 0 takes a free one.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser too.")
@click.option("--metadata", is_flag=True, help="Only print Datasette's metadata, for a Datasette of your own.")
def browse(db: Path | None, port: int, open_browser: bool, metadata: bool) -> None:
    """Show the database in a browser, read-only, on this machine alone (needs peel[browse])."""
    from .browse.serve import browse as serve
    from .browse.serve import metadata_json
    from .settings import load_settings

    if metadata:
        click.echo(metadata_json())
    else:
        serve(load_settings(db=db).db, port, open_browser)


@cli.command(epilog="Example: peel report -o output/report.html")
@click.option("--db", type=click.Path(path_type=Path), help="The database to report on [output/peel.db].")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write [report.html beside the database]."
)
def report(db: Path | None, output: Path | None) -> None:
    """Write one HTML file: grades, forces, changes, what is missing (needs peel[report])."""
    from .browse.report import write_html
    from .settings import load_settings

    click.echo(write_html(load_settings(db=db).db, output))


@cli.command(epilog="Example: peel show police/staffordshire/2016")
@click.argument("assessment")
@click.option("--db", type=click.Path(path_type=Path), help="The database to read [output/peel.db].")
def show(assessment: str, db: Path | None) -> None:
    """Print one ASSESSMENT, `<organisation>/<round>`, for reading."""
    from .browse.show import show as print_assessment
    from .settings import load_settings

    print_assessment(load_settings(db=db).db, assessment)


@cli.command(epilog="Example: peel status --missing")
@click.option("--db", type=click.Path(path_type=Path), help="The database to read [output/peel.db].")
@click.option("--missing", is_flag=True, help="List the pages that are not there and why.")
def status(db: Path | None, missing: bool) -> None:
    """Print what of the whole catalogue is loaded: organisation by round by page type."""
    from .browse.status import status as print_status
    from .settings import load_settings

    print_status(load_settings(db=db).db, missing)


@cli.command(epilog="Example: peel check --db output/peel.db")
@click.option("--db", type=click.Path(path_type=Path), help="The database to check [output/peel.db].")
@click.option("--accept", is_flag=True, help="Make what the database holds the baseline that drift is measured from.")
def check(db: Path | None, accept: bool) -> int:
    """Say what is not whole in a database: problems, drift, sums that do not close. The verdict comes first."""
    from .quality.check import check_command
    from .settings import load_settings

    return int(check_command(load_settings(db=db), accept))


@cli.command(epilog="Example: peel reconcile grades.csv")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--db", type=click.Path(path_type=Path), help="The database to compare [output/peel.db].")
def reconcile(page: Path, db: Path | None) -> int:
    """Compare grades with PAGE: a saved overview, a service data table, or a CSV of grades.

    A CSV has the columns organisation, round, pillar or question, grade.
    """
    from .quality.reconcile import reconcile_command
    from .settings import load_settings

    return int(reconcile_command(page, load_settings(db=db).db))
