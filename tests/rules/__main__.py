"""`python -m tests.rules [MODULE …]`: delete each rule, run the module's quick tests, tell what survives.

Exit code 0: every survivor has a reason. 1: one has none, a module has no quick tests, or a reason is no longer true.
2: a wrong argument, a list that can not be read, or tests that fail with nothing deleted.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .accepted import BadList, read_accepted, rotten
from .find import Source, find_rules
from .imports import tests_of, to_load
from .modules import Suite, modules, suite_of
from .trial import Bounds, Fate, Unfit, fates, load


@dataclass
class _Run:
    root: Path
    bounds: Bounds
    accepted: set[tuple[str, str]]
    survived: dict[str, dict[str, bool]] = field(default_factory=dict)
    told: int = 0
    total: Counter[str] = field(default_factory=Counter)

    def module(self, suite: Suite, scratch: Path) -> None:
        """Try the rules of one module; print its sums and what survived."""
        source = read_source(self.root, suite)
        if not source.rules:
            return
        if not suite.tests:
            self.tell(f"{suite.module}: {len(source.rules)} rules and no quick tests")
            return
        started = time.monotonic()
        found = fates(self.root, suite, source, self.bounds, scratch)
        name = suite.module.as_posix()
        self.survived[name], left = {}, []
        sums = Counter({"rules": len(source.rules), "skipped": source.skipped + found.count(Fate.BROKEN)})
        for rule, fate in zip(source.rules, found, strict=True):
            self.survived[name][rule.key] = fate is Fate.SURVIVED
            accepted = fate is Fate.SURVIVED and (name, rule.key) in self.accepted
            sums["accepted" if accepted else fate.value] += 1
            if fate is Fate.SURVIVED and not accepted:
                left.append(f"{name}:{rule.line}: {rule.key}")
        self.total += sums
        print(f"{name}: {told(sums)}; {time.monotonic() - started:.0f} s", flush=True)
        self.tell(*left)

    def tell(self, *lines: str) -> None:
        """Print what is amiss, and count it."""
        self.told += len(lines)
        for line in lines:
            print(line, flush=True)


def told(sums: Counter[str]) -> str:
    """Return the sums of a module or of all as one phrase."""
    words = ", ".join(f"{sums[word]:,} {word}" for word in ("rules", "killed", "accepted", "survived"))
    return words + (f", {sums['skipped']:,} not tried" if sums["skipped"] else "")


def read_source(root: Path, suite: Suite) -> Source:
    """Return the rules of a suite's module."""
    return find_rules((root / suite.module).read_text("utf-8"))


def chosen(root: Path, names: Sequence[str], since: str | None) -> list[Suite]:
    """Return the modules to look at: the named ones, else all; of them those that changed since a revision.

    Raises Unfit for a name that is no file, or has no quick tests, and for an unknown revision.
    """
    suites = [suite_of(root, Path(name)) for name in names] or [suite_of(root, m) for m in modules(root)]
    for suite in suites if names else []:
        if not (root / suite.module).is_file() or not suite.tests:
            raise Unfit(f"{suite.module}: no such module, or no quick tests of it")
    if since is None:
        return suites
    changed = _changed(root, since)
    return [s for s in suites if any(path.is_relative_to(own) for own in (s.module, *s.tests) for path in changed)]


def _changed(root: Path, since: str) -> list[Path]:
    found: list[Path] = []
    for command in (["diff", "--name-only", "--relative", since, "--"], ["ls-files", "--others", "--exclude-standard"]):
        done = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Unfit(f"git {' '.join(command)}: {done.stderr.strip()}")
        found += map(Path, done.stdout.splitlines())
    return found


def list_rules(root: Path, suites: Sequence[Suite]) -> int:
    """Print the rules without trying them."""
    for suite in suites:
        for rule in read_source(root, suite).rules:
            print(f"{suite.module}:{rule.line}: {rule.key}")
    return 0


def try_rules(root: Path, suites: Sequence[Suite], bounds: Bounds, whole: bool) -> int:
    """Try the rules of all suites; return the exit code."""
    accepted = read_accepted(root)
    run = _Run(root, bounds, {(a.module, a.rule) for a in accepted})
    load(sorted({name for s in suites for name in to_load(root, tests_of(root, s.tests), s.module)[1]}))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rules-") as scratch:
        for suite in suites:
            run.module(suite, Path(scratch, suite.name))
    run.tell(*rotten(accepted, run.survived, whole))
    print(f"{told(run.total)}; {time.monotonic() - started:.0f} s")
    return 1 if run.told else 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rules", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="a path such as scraper/parsers/dates.py; else all"
    )
    parser.add_argument("--list", action="store_true", help="print the rules, try none")
    parser.add_argument("--since", metavar="REV", help="only modules that, or whose tests, changed since a revision")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="trials at a time")
    parser.add_argument(
        "--seconds", type=int, metavar="N", help="processor time of one trial; else 5 × the sound run + 2"
    )
    given = parser.parse_args(arguments)
    root = Path.cwd()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        suites = chosen(root, given.modules, given.since)
        if given.list:
            return list_rules(root, suites)
        whole = not given.modules and given.since is None
        return try_rules(root, suites, Bounds(max(1, given.jobs), given.seconds), whole)
    except (Unfit, BadList) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
