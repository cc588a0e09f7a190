"""Options that several verbs have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Verb = TypeVar("Verb", bound=Callable[..., object])
"""A function that becomes a command."""


class Place(click.Path):
    """A path of a file or a folder; an empty one is refused, which would stand for the working folder.

    A lone dash stands for standard output where that is allowed (`is_output`), and is refused elsewhere.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, of a file that is called `-` the whole one.

        Fails (exit 2) for an empty one, as a variable leaves that is not set, and for a dash.
        """
        if value == "":
            self.fail("it is empty; name a file or a folder", param, ctx)
        if value == DASH and not self.allow_dash:
            self.fail("- stands for no file or folder here; name one (./- is one of that name)", param, ctx)
        path = super().convert(value, param, ctx)
        return Path(DASH).absolute() if value != DASH and str(path) == DASH else path


DASH = "-"


def is_output(path: Path | None) -> bool:
    """Return whether a path that was given stands for standard output."""
    return str(path) == DASH


def db_option(help_text: str = "The database to read [output/peel.db].") -> Callable[[Verb], Verb]:
    """Return the option `--db`; the database of the settings where it is not given."""
    return click.option("--db", type=Place(path_type=Path), help=help_text)


def archive_option() -> Callable[[Verb], Verb]:
    """Return the option `--archive-dir`; the folder of the settings where it is not given."""
    help_text = "Where the WARC files are kept [output/archive]."
    return click.option("--archive-dir", type=Place(path_type=Path), help=help_text)
