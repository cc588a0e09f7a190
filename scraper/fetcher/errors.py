"""What goes wrong in the fetcher, each as one line that says what to do next."""

from __future__ import annotations

from scraper.errors import PeelError, UsageError


class SourceError(UsageError):
    """A target names nothing that peel can read."""


class NoContactError(SourceError):
    """Requests would leave this machine, and nobody is named whom a site could reach."""


class ArchiveError(PeelError):
    """The archive cannot be written or read: the message names the file and its size in bytes.

    `damaged` is the name of the file that does not hold what was written to it, empty where none is known to.
    """

    def __init__(self, message: str, *, damaged: str = "") -> None:
        super().__init__(message)
        self.damaged = damaged
