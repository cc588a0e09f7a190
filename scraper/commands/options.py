"""Options that several verbs have."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from scraper.errors import NO_FILE, UsageError

Verb = TypeVar("Verb", bound=Callable[..., object])
"""A function that becomes a command."""


class Place(click.Path):
    """A path of a file or a folder; an empty one is refused, which would stand for the working folder.

    A lone dash stands for standard output or input where that is allowed (`is_stream`), and is refused elsewhere.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, of a file that is called `-` the whole one.

        Fails (exit 2) for an empty one, as a variable leaves that is not set, and for a dash.
        """
        if value == "":
            self.fail("it is empty; name a file or a folder", param, ctx)
        if value == DASH and not self.allow_dash:
            self.fail(NO_FILE, param, ctx)
        path = super().convert(value, param, ctx)
        return Path(DASH).absolute() if value != DASH and str(path) == DASH else path


DASH = "-"


def is_stream(path: Path | None) -> bool:
    """Return whether a path that was given stands for standard output, or for standard input where pages are read."""
    return str(path) == DASH


class Word(click.types.StringParamType):
    """A name, a day or any text that is wanted; an empty one is refused, which would stand for none or for all."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the text, of UTF-8 whatever the locale. Fails (exit 2) for an empty one, as a variable leaves that is not set, and for no text."""
        text = super().convert(value, param, ctx)
        if isinstance(text, str) and not text.strip():
            self.fail("it is empty; say what is meant, or leave it out", param, ctx)
        try:
            return text.encode("utf-8", "surrogateescape").decode("utf-8")
        except UnicodeError:
            self.fail(
                f"{text.encode('ascii', 'backslashreplace').decode()} holds bytes that are no UTF-8; type it again",
                param,
                ctx,
            )


class Address(Word):
    """The address of a page. One that names no place of the web is refused: a page can't be laid beside it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the address. Fails (exit 2) where it is empty, or can't be one."""
        from scraper.addresses import fault_of_address

        text = super().convert(value, param, ctx)
        if fault := fault_of_address(text):
            self.fail(f"{text} is no address of a page: {fault}", param, ctx)
        return text


def refuse_pipes(paths: Iterable[str | Path], *, instead: str = "save it as a file and name that") -> None:
    """Refuse a pipe, as a shell makes of `<(…)`: what a page is its first bytes say, and these come only once.

    Raises UsageError, which names it, and what to do `instead`.
    """
    for path in paths:
        with suppress(OSError, ValueError):
            if stat.S_ISFIFO(Path(path).stat().st_mode):
                raise UsageError(f"{path} is a pipe, which can be read only once; {instead}")


def db_option(help_text: str = "The database to read [output/peel.db].") -> Callable[[Verb], Verb]:
    """Return the option `--db`; the database of the settings where it is not given."""
    return click.option("--db", type=Place(path_type=Path), help=help_text)


def archive_option() -> Callable[[Verb], Verb]:
    """Return the option `--archive-dir`; the folder of the settings where it is not given."""
    help_text = "Where the WARC files are kept [output/archive]."
    return click.option("--archive-dir", type=Place(path_type=Path), help=help_text)
