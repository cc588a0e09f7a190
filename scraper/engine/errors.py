"""What goes wrong between the loader and its workers."""

from __future__ import annotations

from scraper.errors import ExitCode, PeelError

ENDS_ITS_WORKER = "ends_its_worker"
"""The reason of an outcome `failed`: every worker that read it was lost."""


class EngineError(PeelError):
    """The workers cannot be used, or were lost; what was merged before is kept and the next run goes on."""


class EngineUsageError(EngineError):
    """What was asked of the engine cannot be done: Dask is not installed, nobody is at the address, a wrong target."""

    exit_code = ExitCode.USAGE
