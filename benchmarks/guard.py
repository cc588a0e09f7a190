"""The guard against a slow creep: how many calls the main paths make, beside the figures last accepted.

A count of calls (of Python functions and of C functions from Python) is the same on every machine and under any
load, so it can fail a build; times can not. `python -m benchmarks.guard` shows the figures, with `--accept` they
become the accepted ones.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from scraper.engine.extract import extract
from scraper.fetcher.archive.records import copy_of
from scraper.fetcher.snapshot import Snapshot
from scraper.fetcher.warcsource import WarcSource
from scraper.loader.captures import known
from scraper.loader.load import load
from scraper.loader.readings import parcel_of
from scraper.parsers.parse import parse_page
from scraper.pipeline import Request, run
from scraper.settings import load_settings
from scraper.store.state import State

from .pages import MODEL, base, crawls, make_page
from .street import fresh, snapshot
from .warcs import write_warc

ACCEPTED = Path(__file__).parent / "results" / "accepted.json"
MOST = 115
"""Per cent of the accepted calls that a path may make."""
_LAYOUTS = (
    MODEL,
    "pillar/essex-2017-effectiveness-question-not-inspected",
    "report/avon-fire-2023-25-grade-table",
)


def calls(work: Callable[[], object]) -> int:
    """Count the calls that `work` makes, once it has been done before, so that caches are warm."""
    work()
    count = 0

    def seen(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    gc.collect()
    before = sys.getprofile()
    gc.disable()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def _quiet(folder: Path, count: int) -> int:
    """Count the calls of a run over pages that are all known."""
    warc = folder / f"{count}.warc.gz"
    write_warc(warc, crawls(count, of=(MODEL,)))
    settings = load_settings(db=folder / f"{count}" / "peel.db", archive_dir=folder / f"{count}" / "archive")
    run(settings, Request((str(warc),)))
    return calls(lambda: run(settings, Request((str(warc),))))


def _archived(folder: Path, count: int = 10) -> tuple[int, int]:
    """Count the calls of reading a page of a WARC file, and of packing the archive's copy of it."""
    warc = folder / "read.warc.gz"
    write_warc(warc, crawls(count, of=(MODEL,)))
    found = [one for one in WarcSource(warc).snapshots() if isinstance(one, Snapshot)]
    read_, packed = calls(lambda: list(WarcSource(warc).snapshots())), calls(lambda: [copy_of(one) for one in found])
    return read_ // count, packed // count


def measure(folder: Path) -> dict[str, int]:
    """Return the calls of bytes → record (three layouts), of a page loaded, of one that is unchanged, of a page of a WARC
    file read and copied, and of a quiet run.

    Of a quiet run counts what a page more of the record costs it.
    """
    pages = [make_page(of, of.others[0]) for of in map(base, _LAYOUTS)]
    found = {
        f"bytes to record: {name}": calls(lambda p=page: parse_page(p.body, p.url))  # type: ignore[misc]
        for name, page in zip(_LAYOUTS, pages, strict=True)
    }
    captures = [
        (one, parcel_of(extract(one)))
        for one in (snapshot(make_page(base(MODEL), o), "web") for o in base(MODEL).others[:3])
    ]
    db = fresh(folder / "guard.db")
    load(db, *captures[0])
    rest = iter(captures[1:])
    found["record to rows"] = calls(lambda: load(db, *next(rest)))
    with State(folder / "state.db") as state:
        state.start_run("guard", "")
        one = captures[0][0]
        found["unchanged: known bytes"] = calls(lambda: known(db, one))
        found["unchanged: outcome"] = calls(lambda: state.record("guard", "a", "unchanged", "not_modified", None, "a"))
    db.close()
    found["WARC file to capture"], found["capture to archive"] = _archived(folder)
    found["quiet run: a known page"] = (_quiet(folder, 30) - _quiet(folder, 10)) // 20
    return found


def worse(found: dict[str, int], accepted: dict[str, int]) -> list[str]:
    """Return a line for each path that makes too many calls, or that has no accepted figure."""
    lines = [
        f"{path}: {count} calls, {count / accepted[path] - 1:+.0%} of the accepted {accepted[path]}"
        for path, count in found.items()
        if path in accepted and count * 100 > accepted[path] * MOST
    ]
    return lines + [f"{path}: no accepted figure" for path in found if path not in accepted]


def accepted() -> dict[str, int]:
    """Return the accepted figures."""
    figures: dict[str, int] = json.loads(ACCEPTED.read_text("ascii"))
    return figures


def main() -> None:
    """Show the figures; with --accept keep them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.guard", description=__doc__)
    parser.add_argument("--accept", action="store_true", help="make today's figures the accepted ones")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder))
    if arguments.accept:
        ACCEPTED.parent.mkdir(exist_ok=True)
        ACCEPTED.write_text(json.dumps(found, indent=1) + "\n", "ascii")
    for path, count in found.items():
        print(f"{count:6} {path}")
    sys.exit("\n".join(worse(found, accepted())) or 0)


if __name__ == "__main__":
    main()
