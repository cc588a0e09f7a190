"""How the tests are parted among processes: a file's are run by one, a browser's by one, and what takes long begins first."""

from __future__ import annotations

import gc
import os
import signal
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.support import warm
from tests.support.in_memory import write_in_memory

_BROWSER = "a browser"
_IN_BROWSER = ("tests/browse/test_in_browser.py", "tests/browse/test_tasks.py", "tests/browse/test_fragments.py")
"""The files that share a browser and what it is served: a part by themselves, and the longest."""
_LONG = (
    "tests/runs/test_calendar.py",
    "tests/fetcher/test_faults_http.py",
    "tests/performance/test_flaky_site.py",
    "tests/loader/test_export.py",
    "tests/runs/test_rebuilt.py",
    "tests/fetcher/test_web.py",
    "tests/rules/test_rules.py",
    "tests/browse/test_browse.py",
    "tests/commands/test_older.py",
    "tests/runs/test_live_site.py",
    "tests/runs/test_site_changes.py",
    "tests/performance/test_engine.py",
    "tests/browse/test_report.py",
    "tests/commands/test_streams.py",
    "tests/commands/test_given.py",
    "tests/fetcher/test_mirror.py",
    "tests/test_cli.py",
    "tests/runs/test_storage.py",
    "tests/loader/test_line.py",
    "tests/runs/test_exit_codes.py",
    "tests/fetcher/test_revisits.py",
    "tests/fixtures_tool/test_tool.py",
    "tests/fetcher/test_webarchive.py",
    "tests/runs/test_kill.py",
    "tests/catalogue/test_own_file.py",
    "tests/quality/test_checks.py",
    "tests/fetcher/test_local_sources.py",
    "tests/performance/test_guard.py",
    "tests/performance/test_workers.py",
    "tests/commands/test_dash.py",
    "tests/test_wheel.py",
    "tests/runs/test_recipes.py",
)
"""The parts that take longest, the longest first: begun last, one of them would keep a process while others have ended."""


class _Parts(LoadFileScheduling):
    """Gives each process a part at a time."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return _BROWSER if file in _IN_BROWSER else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _Parts | None:
    """Return the scheduler that parts the tests (`--dist loadfile`)."""
    return _Parts(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_configure(config: pytest.Config) -> None:
    """Let the processes that will share the tests write in memory, and share the process that commands are forked from.

    What a shell starts in the background ignores Ctrl-C, and so would all that the tests start and interrupt.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("dist", "no") != "no":
        config.add_cleanup(write_in_memory())
        config.add_cleanup(warm.share())


@pytest.hookimpl(tryfirst=True)
def pytest_collection() -> None:
    """Look for no garbage while the tests are found: all that is made then stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Pass over what is there from now on, and look seldom: a look at all that tests keep is a twentieth of what they take."""
    gc.freeze()
    gc.set_threshold(50_000)
    gc.enable()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name packed bytes by their form: they hold the second in which they were packed, and each process packs its own."""
    return "gzip" if isinstance(val, bytes) and val.startswith(b"\x1f\x8b") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the parts that take longest first, where several processes share the tests."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        order = {file: place for place, file in enumerate((*_IN_BROWSER, *_LONG))}
        items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))
