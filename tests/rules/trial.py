"""The trials of one module: each rule deleted in a process of its own, in memory; no file is written.

The run's process has pytest and the packages of others loaded. It forks one process for the module, which loads what
does not import the module; that one forks a process for each rule, in which the changed module is imported first.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib
import importlib.util
import math
import multiprocessing
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.machinery import ModuleSpec
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

import pytest

from .find import Source
from .imports import tests_of, to_load
from .modules import Suite

_FORK = multiprocessing.get_context("fork")
_BROKEN = 70  # exit code of a child in which no pattern, or no Python, was left: the rule can not be tried
_SOUND = 300  # seconds for the tests with nothing deleted
_MEMORY = 4 << 30  # bytes of address space; a list that grows without end is a rule that a test has killed
_PYTEST = (
    "--quiet", "--exitfirst", "--tb=no", "--no-header", "--no-summary", "--assert=plain", "--override-ini=addopts=",
    "--override-ini=tmp_path_retention_policy=none", "-pno:cacheprovider", "-pno:warnings", "-pno:faulthandler",
)  # fmt: skip


class Fate(StrEnum):
    """What became of a rule that was deleted."""

    KILLED = "killed"
    SURVIVED = "survived"
    BROKEN = "broken"


class Unfit(Exception):
    """The tests of a module fail, or there are none, with nothing deleted."""


@dataclass(frozen=True)
class Bounds:
    """How many trials run at a time, and the processor seconds each may take; None: five times the sound run and two."""

    jobs: int
    seconds: int | None


def load(names: Iterable[str]) -> None:
    """Import what can be; a name of a module's member, or of a package that is not installed, is passed by."""
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def settle_hypothesis() -> None:
    """Have property tests try the same examples for each rule, and neither shrink nor keep the failing ones."""
    if "hypothesis" in sys.modules:
        from hypothesis import Phase, settings

        settings.register_profile(
            "rules", deadline=None, database=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
        )
        settings.load_profile("rules")


def fates(root: Path, suite: Suite, source: Source, bounds: Bounds, scratch: Path) -> list[Fate]:
    """Return the fate of each rule of a module, in their order. `scratch` takes the tests' files.

    Raises Unfit where the tests do not pass with nothing deleted.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    ours, theirs = _FORK.Pipe(duplex=False)
    nursery = _FORK.Process(target=_nurse, args=(theirs, _Trials(root, suite, source, scratch), bounds))
    nursery.start()
    theirs.close()
    found: dict[int, Fate] = {}
    try:
        with contextlib.suppress(EOFError):
            while True:
                place, fate = ours.recv()
                found[place] = fate
        nursery.join()
    finally:
        nursery.terminate()
        nursery.join()
    if len(found) < len(source.rules):
        raise Unfit(f"{suite.module}: its tests do not pass as they stand: {' '.join(map(str, suite.tests))}")
    return [found[place] for place in range(len(source.rules))]


@dataclass
class _Trials:
    root: Path
    suite: Suite
    source: Source
    scratch: Path

    def run(self, rule: int | None, seconds: int) -> NoReturn:
        """Run the tests in this process, without one rule, and end it with pytest's exit code."""
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(quiet, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        if rule is not None:
            self.source.rules[rule].edit()
        sys.meta_path.insert(0, _Changed(self.suite.name, self.root / self.suite.module, self.source.tree))
        code = pytest.main(self._arguments(rule))
        os._exit(int(code))

    def _arguments(self, rule: int | None) -> list[str]:
        arguments = [*_PYTEST, f"--basetemp={self.scratch / str(rule)}", *map(str, self.suite.tests)]
        if self.suite.with_fixtures:  # the root's conftest.py loads their plugin, and with it the whole package
            return arguments
        return [*arguments, f"--confcutdir={self.suite.tests[0].parent}"]


class Untried(Exception):
    """What is left of a module without a rule is no Python."""


def compiled(tree: ast.Module, path: Path) -> CodeType:
    """Return the code of a changed tree. Raises Untried where the change left none."""
    try:
        return compile(ast.fix_missing_locations(tree), str(path), "exec")
    except (ValueError, TypeError, SyntaxError) as error:
        raise Untried(f"{path}: {error}") from error


class _Changed:
    """Finds the module under trial, and runs the changed tree for it."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self._name, self._path, self._tree = name, path, tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        folders = [str(self._path.parent)] if self._path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name,
            self._path,
            loader=self,
            submodule_search_locations=folders,  # type: ignore[arg-type]
        )

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        try:
            exec(compiled(self._tree, self._path), module.__dict__)
        except (Untried, re.error):
            os._exit(_BROKEN)


def _nurse(out: Connection, trials: _Trials, bounds: Bounds) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(trials.root)
    sys.path.insert(0, str(trials.root))
    own, _ = to_load(trials.root, tests_of(trials.root, trials.suite.tests), trials.suite.module)
    load(own)
    gc.freeze()
    settle_hypothesis()
    taken = _sound(trials)
    if taken is not None:
        seconds = bounds.seconds or math.ceil(5 * taken) + 2
        _Children(trials, seconds, bounds.jobs).run(out)
    out.close()


def _sound(trials: _Trials) -> float | None:
    """Return the processor seconds that the tests take with nothing deleted; None where they do not pass."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = _FORK.Process(target=trials.run, args=(None, _SOUND))
    child.start()
    try:
        child.join(_SOUND)
    finally:
        child.kill()
    child.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime if child.exitcode == 0 else None


_FATES = {int(pytest.ExitCode.OK): Fate.SURVIVED, _BROKEN: Fate.BROKEN}


@dataclass
class _Children:
    trials: _Trials
    seconds: int
    jobs: int
    running: dict[int, tuple[ForkProcess, int, float]] = field(default_factory=dict)

    def run(self, out: Connection) -> None:
        """Try each rule, at most `jobs` at a time; whatever ends this ends the children too."""
        try:
            for rule in range(len(self.trials.source.rules)):
                while len(self.running) >= self.jobs:
                    self._tell(out)
                child = _FORK.Process(target=self.trials.run, args=(rule, self.seconds))
                child.start()
                self.running[child.sentinel] = child, rule, time.monotonic() + 4 * self.seconds + 10
            while self.running:
                self._tell(out)
        finally:
            for child, _, _ in self.running.values():
                child.kill()

    def _tell(self, out: Connection) -> None:
        for place in self._ended():
            child, rule, _ = self.running.pop(place)
            child.join()
            fate = Fate.KILLED if child.exitcode is None else _FATES.get(child.exitcode, Fate.KILLED)
            out.send((rule, fate))
            child.close()

    def _ended(self) -> Iterator[int]:
        """Yield who has ended; who is late (a test that waits uses no processor) is ended here."""
        late = min(deadline for _, _, deadline in self.running.values())
        ended = wait(list(self.running), max(0.0, late - time.monotonic()))
        yield from [sentinel for sentinel in self.running if sentinel in ended]
        for child, _, deadline in self.running.values():
            if deadline < time.monotonic():
                child.kill()
