"""The verbs of the command line, each a file of this room that is loaded when it is asked for: `peel --help` loads none."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterator
from importlib import import_module

import click

VERBS = {
    "archive": "Look after the archive of fetched pages.",
    "browse": "The database in a browser.",
    "changes": "What changed on the pages.",
    "check": "What is not whole in a database.",
    "export": "The tables and views as files.",
    "fixtures": "Pages with what they say (in a checkout).",
    "parse": "Print what saved PAGES say: one JSON object each.",
    "rebuild": "Make the database again from the archive alone.",
    "reconcile": "Compare grades with another statement.",
    "report": "One HTML file: grades first.",
    "run": "Load pages into the database.",
    "schema": "Print a JSON Schema of the contract.",
    "settings": "Every setting and where it comes from.",
    "show": "One assessment, for reading.",
    "status": "What of the catalogue is loaded.",
    "why": "The sentence behind a row.",
}
"""What the list of verbs says of each, in the order of their names."""


class Loaded(UserDict[str, click.Command]):
    """The commands by their names, those too that are not loaded yet."""

    def __getitem__(self, name: str) -> click.Command:
        if name in VERBS and name not in self.data:
            self.data[name] = getattr(import_module(f"{__package__}.{name}"), name)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in VERBS

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)


class Verbs(click.Group):
    """A group of all verbs, which lists them without loading them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))
