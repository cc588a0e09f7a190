"""`peel check`: what is not whole in a database."""

from __future__ import annotations

from pathlib import Path

import click

from .options import db_option
from .streams import OutputError, drop_output, say, words_of


@click.command(epilog="Example: peel check --db output/peel.db")
@db_option("The database to check [output/peel.db].")
@click.option("--accept", is_flag=True, help="Make what the database holds the baseline that drift is measured from.")
def check(db: Path | None, accept: bool) -> int:
    """Say what is not whole in a database: problems, drift, sums that do not close. The verdict comes first.

    Ends with exit code 3 where something is not as it should be and not accepted.
    """
    from scraper.quality.check import check_command, write_lines
    from scraper.settings import load_settings

    return int(check_command(load_settings(db=db), accept, _told if accept else write_lines))


def _told(lines: list[str]) -> None:
    """Tell what was found and accepted; where nobody listens any more (`peel check --accept | head`), or the output is full, that stands."""
    from scraper.quality.check import write_lines

    try:
        write_lines(lines)
    except OutputError as error:
        drop_output()
        if not isinstance(error.__cause__, BrokenPipeError):
            say(words_of(error))
