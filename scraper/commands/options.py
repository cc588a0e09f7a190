"""Options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

Verb = TypeVar("Verb", bound=Callable[..., object])
"""A function that becomes a command."""


def db_option(help_text: str = "The database to read [output/peel.db].") -> Callable[[Verb], Verb]:
    """Return the option `--db`; the database of the settings where it is not given."""
    return click.option("--db", type=click.Path(path_type=Path), help=help_text)


def archive_option() -> Callable[[Verb], Verb]:
    """Return the option `--archive-dir`; the folder of the settings where it is not given."""
    help_text = "Where the WARC files are kept [output/archive]."
    return click.option("--archive-dir", type=click.Path(path_type=Path), help=help_text)
