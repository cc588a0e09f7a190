"""What can go wrong when results are shown."""

from __future__ import annotations

from scraper.errors import PeelError, UsageError, how_to_install


class MissingExtraError(UsageError):
    """An optional part of peel is not installed (exit 2)."""

    def __init__(self, package: str | None, extra: str) -> None:
        super().__init__(f"{package} is not installed; {how_to_install(extra)}")


class NoDocstringsError(UsageError):
    """Python leaves docstrings out, and the chart library needs its own (exit 2)."""

    def __init__(self) -> None:
        super().__init__(
            "charts can't be drawn where Python leaves docstrings out; run it without -OO and PYTHONOPTIMIZE"
        )


class ChartError(PeelError):
    """The chart library failed: it needs threads, files and memory of its own (exit 1)."""

    def __init__(self, why: BaseException) -> None:
        words = " ".join(str(why).splitlines()[:2])  # behind these is the library's own trace
        super().__init__(
            f"a chart can't be drawn ({words}); see whether files, processes or memory are limited (ulimit -a)"
        )


class PortError(UsageError):
    """The port can not be listened on (exit 2)."""


class UnknownAssessmentError(UsageError):
    """No assessment has the id that was asked for (exit 2)."""
