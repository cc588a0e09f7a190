"""The command's first lines: a Ctrl-C that comes while the rest is loaded ends it by a line and an exit code, as at any other time."""

from __future__ import annotations

import os
import signal
from types import FrameType

from .errors import INTERRUPTED, ExitCode


def main() -> None:
    """Run the command line (`cli.main`)."""
    heeds = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # a parent may have it ignored
    if heeds:
        signal.signal(signal.SIGINT, _ended)
    from . import cli

    if heeds:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    cli.main()


def _ended(_number: int, _frame: FrameType | None) -> None:
    """End at once: nothing is half made yet, and what is raised while modules are loaded their loader may print."""
    os.write(2, f"peel: {INTERRUPTED}\n".encode())
    os._exit(ExitCode.INTERRUPTED)
