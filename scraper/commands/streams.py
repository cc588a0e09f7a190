"""Standard output and standard error that survive any locale, a full disk, a reader who leaves, and being closed.

A character that the terminal cannot show is written as the escape that JSON has for it; so are a byte of a file's
name that is no UTF-8, and what a terminal would take for a command, as the names of files may hold it (F59). Standard error never stops a run: what cannot be told is not told.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

import click

_HANDLER = "peel-escape"
_COMMANDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\\[)")
"""Control characters and marks of direction, but for white space and the beginning of what styles a text."""


class OutputError(OSError):
    """Standard output could not be written: a full disk, a closed stream, a reader who has left."""


def escaped(error: UnicodeError) -> tuple[str, int]:
    """Return what cannot be encoded as JSON's escape, in pairs beyond the first plane; other errors are raised."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return _as_escapes(text), error.end


def _as_escapes(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def tame(text: str) -> str:
    """Return a text in which what a terminal would take for a command is written as an escape."""
    return text if text.isprintable() else _COMMANDS.sub(lambda found: _as_escapes(found.group()), text)


class _Output(io.TextIOWrapper):
    """Standard output, whose failure is told from that of any other file."""

    def write(self, text: str) -> int:
        with told():
            return super().write(tame(text))

    def flush(self) -> None:
        with told():
            super().flush()


@contextmanager
def told() -> Iterator[None]:
    """Tell what fails in the block as OutputError, that of a reader who has left too, at which click ends in silence."""
    try:
        yield
    except BrokenPipeError as error:
        raise OutputError("the output could not be written: nobody reads it any more") from error
    except OSError as error:
        raise OutputError(f"the output could not be written ({error.strerror})") from error


class _Errors(io.TextIOWrapper):
    """Standard error, which drops what nobody can take."""

    def write(self, text: str) -> int:
        with suppress(OSError):
            return super().write(tame(text))
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()


def prepare() -> None:
    """Make both streams fit to be written to, whatever they are."""
    codecs.register_error(_HANDLER, escaped)
    _open_closed()
    out, err = sys.stdout, sys.stderr
    if isinstance(out, io.TextIOWrapper):
        lines, encoding = out.line_buffering, out.encoding
        sys.stdout = _Output(_whole(out.detach()), encoding=encoding, errors=_HANDLER, line_buffering=lines)
    if isinstance(err, io.TextIOWrapper):
        encoding = err.encoding
        sys.stderr = _Errors(_whole(err.detach()), encoding=encoding, errors=_HANDLER, line_buffering=True)


def _whole(stream: BinaryIO) -> BinaryIO:
    """Return what writes all that it is given, or fails.

    Under PYTHONUNBUFFERED, as in many containers, a stream is the file itself: of what a full disk takes half of it says no more than how much.
    """
    return io.BufferedWriter(stream) if isinstance(stream, io.RawIOBase) else stream


def _open_closed() -> None:
    """Put something in the place of a closed stream, so that no file that is opened later gets its number.

    What is written to a closed standard output fails there as on a full disk; a closed standard error takes all.
    """
    for number, mode in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8")


def say(line: str) -> None:
    """Tell a person a line on standard error, as peel's."""
    click.echo(f"peel: {line}", err=True)


def drop_output() -> None:
    """Throw away what is still to be written to standard output: it has failed, or nobody may be there to read it."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def words_of(error: OSError) -> str:
    """Return an error of the system in one line: which file, or that it is the output, and why."""
    if isinstance(error, FileNotFoundError) and error.filename is None:  # what the system says of `getcwd` alone
        return "the working folder is not there any more; change into one that is"
    why = error.strerror or str(error) or type(error).__name__
    more = "; check the rights of the file and its folder" if isinstance(error, PermissionError) else ""
    return f"{error.filename}: {why}{more}" if error.filename is not None else why
