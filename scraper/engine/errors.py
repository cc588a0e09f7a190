"""What goes wrong between the loader and a cluster."""

from __future__ import annotations

from scraper.errors import ExitCode, PeelError


class EngineError(PeelError):
    """The cluster cannot be used, or was lost; what was merged before is kept and the next run goes on."""


class EngineUsageError(EngineError):
    """What was asked of the engine cannot be done: Dask is not installed, nobody is at the address, a wrong target."""

    exit_code = ExitCode.USAGE
