"""The command line: the group that lists the verbs, and how an error ends. Each verb is a file in `commands`."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from . import __version__
from .commands.signals import done, heed, is_of_signal
from .commands.streams import drop_output, prepare, say, words_of
from .commands.verbs import Loaded, Verbs
from .config import name_own_catalogue
from .errors import INTERRUPTED, ExitCode, Interrupted, PeelError

_EPILOG = "Example: peel run fixtures && peel status"
_MOST = 1000
"""Characters of the beginning and of the end of a line that is longer than both."""


def main() -> NoReturn:
    """Run the command line; a user's mistake is one line on standard error and an exit code, no traceback."""
    prepare()
    heed()
    name_own_catalogue()
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        done()
    except PeelError as error:
        _fail(error.message, error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else error.format_message())
        sys.exit(int(ExitCode.USAGE))
    except _of_the_catalogue() as error:
        _fail(str(error), ExitCode.USAGE)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        _fail(error.format_message(), ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt, Interrupted):
        _interrupted()
    except MemoryError:
        _fail("the memory is used up; what was done is kept, run again to go on, with fewer workers", ExitCode.FAILED)
    except OSError as error:
        drop_output()
        _fail(words_of(error), ExitCode.FAILED)
    except _refused_by_sqlite() as error:
        _fail(_words_of_sqlite(error), ExitCode.FAILED)
    except Exception as error:
        if not is_of_signal(error):
            raise
        _interrupted()
    sys.exit(result if isinstance(result, int) else ExitCode.CLEAN)


def _interrupted() -> NoReturn:
    done()
    drop_output()
    _fail(INTERRUPTED, ExitCode.INTERRUPTED)


def _of_the_catalogue() -> type[Exception]:
    """Return what a user's own file of the catalogue raises that can't be read; it is loaded where something failed alone."""
    from schemas.catalogued import CatalogueError

    return CatalogueError


def _refused_by_sqlite() -> type[Exception]:
    """Return what SQLite raises where the disk or another program refuses, or the file is damaged; it is loaded where something failed alone."""
    import sqlite3

    return sqlite3.DatabaseError


def _words_of_sqlite(error: Exception) -> str:
    import sqlite3

    from .places import cause_of

    if not isinstance(error, sqlite3.OperationalError):
        return f"the database is damaged ({error}); `peel check` says where, `peel rebuild` makes it again"
    why, todo = cause_of(error, "see whether another program holds the database, and run again")
    return f"a database can't be read or written ({why}); {todo}"


def _fail(message: str, code: int) -> NoReturn:
    words = " ".join(message.split()).replace("\x1b", "\\u001b")  # of a file's name, or of what was typed
    if len(words) > 2 * _MOST:  # what was typed, whole
        words = f"{words[:_MOST]} … {words[-_MOST:]}"
    say(words)
    sys.exit(int(code))


@click.group(cls=Verbs, commands=Loaded(), epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="peel")
def cli() -> None:
    """Read the published inspections of police forces and fire services as data.

    Exit codes: 0 clean, 1 nothing loaded, 2 wrong usage, 3 quality below the threshold, 4 partial,
    5 another run holds the lock, 130 interrupted.
    """
