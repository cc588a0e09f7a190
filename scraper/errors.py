"""What goes wrong in words a person can act on, and the exit codes of the contract."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended (docs/scheduling.md)."""

    CLEAN = 0
    FAILED = 1
    USAGE = 2
    QUALITY = 3
    PARTIAL = 4
    LOCKED = 5
    INTERRUPTED = 130


INTERRUPTED = "interrupted; what was done is kept, run again to go on"
"""The line of a command that a person or the system ended."""
PRECEDENCE = (
    ExitCode.INTERRUPTED,
    ExitCode.LOCKED,
    ExitCode.USAGE,
    ExitCode.FAILED,
    ExitCode.PARTIAL,
    ExitCode.QUALITY,
    ExitCode.CLEAN,
)


def worst(codes: set[ExitCode]) -> ExitCode:
    """Return the code that a run ends with where several hold; CLEAN for none."""
    return next((code for code in PRECEDENCE if code in codes), ExitCode.CLEAN)


class PeelError(Exception):
    """An error of the user's or of the world's: one line that says what to do, and an exit code."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, exit_code: ExitCode | None = None) -> None:
        super().__init__(message)
        self.message = message
        if exit_code is not None:
            self.exit_code = exit_code


class UsageError(PeelError):
    """The command, a setting or a path was wrong."""

    exit_code = ExitCode.USAGE


def how_to_install(extra: str) -> str:
    """Return how an optional part of peel is installed: from a checkout, by no name that a registry could give away."""
    return f"install it in a checkout of peel with: pipx install --force '.[{extra}]'"


STUMBLES = (LookupError, TypeError, ValueError, AttributeError, AssertionError)
"""What reading may end with that meets something else than peel has written."""


class Interrupted(BaseException):
    """A signal asked the run to end. Not an Exception, so that no handler of errors takes it for one."""


NO_FILE = "- stands for no file or folder here; name one (./- is one of that name)"
"""What is said of a lone dash, given as an option or as a setting."""
