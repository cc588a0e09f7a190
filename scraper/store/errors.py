"""What goes wrong with the state database, each as one line that says what to do next."""

from __future__ import annotations

from scraper.errors import ExitCode, PeelError


class StateError(PeelError):
    """The state database cannot be used: the message names the file (exit 1)."""


class NewerStateError(StateError):
    """The state database was written by a newer peel (exit 2)."""

    exit_code = ExitCode.USAGE
