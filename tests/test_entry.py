"""An interruption while the command is still being loaded: a line and an exit code, as later."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from scraper.errors import INTERRUPTED

_AT_IMPORT = """
import os, signal, sys
_, module, how = sys.argv
class At:
    def find_spec(self, name, path=None, target=None):
        if name == module: os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.SIG_IGN if how == "ignored" else signal.default_int_handler)
sys.meta_path.insert(0, At())
from scraper.entry import main
sys.argv = ["peel", "--version"]
main()
"""
"""Runs the command, to which a Ctrl-C comes while it loads a module."""


@pytest.mark.parametrize("module", ["scraper.cli", "click", "click.core", "scraper.commands.signals", "scraper.config"])
def test_a_signal_while_modules_are_loaded_is_a_line_and_130(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", _AT_IMPORT, module, ""], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", f"peel: {INTERRUPTED}\n")


def test_one_that_the_parent_set_to_be_ignored_stays_so() -> None:
    done = subprocess.run([sys.executable, "-c", _AT_IMPORT, "click", "ignored"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("peel, version ")


def test_afterwards_the_command_hears_it_itself() -> None:
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from scraper import cli, entry; cli.main = lambda: print(signal.getsignal(signal.SIGINT)); entry.main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{signal.default_int_handler}\n"
