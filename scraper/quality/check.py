"""The `check` verb: quality and drift of any database, the verdict first."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import click

from scraper.errors import ExitCode, UsageError
from scraper.loader.database import reading
from scraper.loader.lock import locked
from scraper.loader.migrations import SCHEMA_VERSION, version_of
from scraper.loader.restated import left_out
from scraper.parsers.version import parser_version
from scraper.settings import Settings
from scraper.store.file import reading as reading_state
from scraper.store.file import refuse_damaged, state_path
from scraper.store.freshness import freshness
from scraper.store.moments import utc_now
from scraper.store.sqlite import Database
from scraper.store.state import State

from .accepted import accept_alarms, alarm_of
from .audit import Audit, audit, to_accept
from .checks import sqlite_line
from .drift import accept
from .fresh import ahead_reasons, stale_reasons
from .report import flag_line, plain, sums_lines
from .verdict import Verdict, combine

Write = Callable[[list[str]], None]
_MOST = 25
_DAMAGE = frozenset({"database_damaged", "reference_broken"})


def write_lines(lines: list[str]) -> None:
    """Write lines to standard output, all of them before anything else is done."""
    for line in lines:
        click.echo(line)
    sys.stdout.flush()


def check_command(settings: Settings, accepting: bool, write: Write = write_lines) -> ExitCode:
    """Write what is not whole in a database; with `accepting`, make what it holds the baseline of drift, before anything is written.

    Returns 0 where all is whole, 3 where it is not, 1 where the file is damaged. Raises PeelErrors for a database
    that is missing, damaged or not peel's.
    """
    with reading(settings.db) as db:
        found, verdict = _judged(db, settings)
        lines = [*_lines(found, verdict), *_unlooked(db), "", sqlite_line()]
        refused = _refused(settings, found, verdict) if accepting else None
        if accepting and refused is None:
            verdict = _accept(db, settings, found, verdict)
            lines.append(f"accepted: the next run is compared with these {len(found.pages)} pages; {_what(found)}")
            lines += [f"not accepted, for accepting it does not mend it: {reason}" for reason in verdict.reasons]
    write(lines)
    if refused is not None:
        raise UsageError(refused)
    return verdict.code


def _what(found: Audit) -> str:
    """Return in words what was accepted beside the layouts."""
    problems = f"{len(found.alarms)} problems are known from now on"
    return problems + (f", {len(found.lost)} files of the archive are taken as lost" if found.lost else "")


def _judged(db: Database, settings: Settings) -> tuple[Audit, Verdict]:
    path = state_path(settings.db)
    with reading_state(path) as state:
        if state is not None:
            refuse_damaged(path, state)
        age = freshness(state, settings.settled_days)
        found = audit(
            db, state, settings, of_file=True, cache=False, tell=lambda line: click.echo(f"peel: {line}", err=True)
        )
    return found, _verdict(found, [*ahead_reasons(db), *stale_reasons(age)], settings)


def _verdict(found: Audit, stale: list[str], settings: Settings) -> Verdict:
    reasons = [f"{page}: of no known page type" for page in found.strange]
    reasons += [*found.reasons(settings.warning_share), *stale]
    is_damaged = any(flag.code in _DAMAGE for flag in found.flags)
    codes = {ExitCode.FAILED} if is_damaged else {ExitCode.QUALITY} if reasons else set()
    known = sum(alarm_of(flag) in found.accepted for flag in found.flags)
    problems = f"{len(found.flags)} problems above info" + (f" ({known} accepted)" if known else "")
    line = f"{len(found.pages)} pages in {settings.db}; {problems}; {found.drift.line(parser_version())}"
    verdict = combine(codes, line, reasons)
    return Verdict(verdict.code, f"damaged, run `peel rebuild`: {line}", reasons) if is_damaged else verdict


def _lines(found: Audit, verdict: Verdict) -> Iterator[str]:
    yield plain(verdict.line, escape=False)
    yield from (f"- {plain(reason, escape=False)}" for reason in verdict.reasons[:_MOST])
    if len(verdict.reasons) > _MOST:
        yield f"- … and {len(verdict.reasons) - _MOST} more"
    if found.flags:
        yield from ("", "Problems")
        yield from (flag_line(flag, escape=False) for flag in found.flags)
    yield from (line.replace("## ", "") for line in sums_lines(found.sums, escape=False))


def _unlooked(db: Database) -> Iterator[str]:
    """Say of how many pages the rows were not laid beside the stored readings."""
    if (version := version_of(db)) != SCHEMA_VERSION:
        yield f"the rows were not looked at: the file has schema {version}; `peel run` brings it up to {SCHEMA_VERSION}"
        return
    count = left_out(db, parser_version())
    if count:
        pages = "1 page" if count == 1 else f"{count} pages"
        yield f"the rows of {pages} were not laid beside what is stored of them: another version of peel read it; `peel run` reads it again"


def _refused(settings: Settings, found: Audit, verdict: Verdict) -> str | None:
    """Return why what a database holds can't be accepted."""
    if verdict.code is ExitCode.FAILED:
        return f"{settings.db} is damaged and can't be accepted; run `peel rebuild` first"
    return None if found.pages else f"{settings.db} has no pages to accept; run `peel run` first"


def _accept(db: Database, settings: Settings, found: Audit, verdict: Verdict) -> Verdict:
    path = state_path(settings.db)
    with locked(settings.db), locked(path), State(path) as state:
        last = state.last_run()
        run, at = last["id"] if last else "check", utc_now()
        pages = to_accept(db, state.db, found, parser_version())
        with state.transaction():
            if pages is not None:
                accept(state.db, run, at, pages, parser_version(), settings.skeleton_distance)
            accept_alarms(state.db, run, at, found.alarms)
        left = [*ahead_reasons(db), *stale_reasons(freshness(state.db, settings.settled_days))]
    return Verdict(ExitCode.QUALITY if left else ExitCode.CLEAN, verdict.line, left)
