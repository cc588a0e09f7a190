"""The street in one readable file: sources, archive, document, parsers, schemas, loader, report."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .catalogue.grid import ROUND_INDEX_URLS, Cell, expected_pages
from .catalogue.organisations import ORGANISATIONS
from .catalogue.urls import CANONICAL_HOST
from .errors import ExitCode, PeelError, UsageError
from .fetcher.archive import Archive, read_at
from .fetcher.errors import ArchiveError
from .fetcher.options import DAY, FetchSettings, require_contact
from .fetcher.resume import recover
from .fetcher.scope import Scope, for_targets
from .fetcher.scoped import OUTSIDE, ScopedSource
from .fetcher.snapshot import Missed, Outcome, Snapshot
from .fetcher.sources import Source, is_address, open_target
from .interrupt import Interrupted, Stop
from .loader.captures import Stored, captures, known, stale
from .loader.load import load, mark_gone, reparse, set_organisations
from .loader.publish import Publication, disk_error
from .loader.readings import Parcel
from .parallel import extract, read_all
from .parsers.version import parser_version
from .quality.audit import Audit, accept_run, audit
from .quality.report import GRADES_SHOWN, OutcomeLine, Report, write_report
from .quality.sums import run_sums
from .quality.verdict import (
    NOT_PUBLISHED,
    Verdict,
    combine,
    judge_outcomes,
    page_count,
    sums,
    unknown_pages,
)
from .settings import Settings
from .state import State, utc_now

if TYPE_CHECKING:
    from sqlite_utils import Database

    from .engine.source import EngineSource

_NOT_OBTAINED = frozenset({"blocked", "failed", "rejected", "robots", "not_reached"})
_REASONS = 20  # pages not obtained that the verdict names, at most

Say = Callable[[str], None]
Step = Callable[[str, str, int, int | None], None]


@dataclass(frozen=True)
class Request:
    """What one run is asked to do: targets (addresses, files, folders; none is the whole catalogue) and limits."""

    targets: tuple[str, ...] = ()
    rounds: frozenset[str] | None = None
    organisations: frozenset[str] | None = None
    refetch: bool = False
    sound_only: bool = False
    engine: str | None = None
    scheduler: str | None = None

    @property
    def scope(self) -> Scope:
        """What the run is about."""
        return Scope(self.addresses, self.rounds, self.organisations)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The targets that are addresses."""
        return tuple(t for t in self.targets if is_address(t))

    @property
    def paths(self) -> tuple[str, ...]:
        """The targets that are files or folders."""
        return tuple(t for t in self.targets if not is_address(t))


@dataclass
class _Run:
    """The things one run works with."""

    id: str
    settings: Settings
    request: Request
    db: Database
    state: State
    archive: Archive
    stop: Stop
    say: Say
    step: Step
    obtained: Counter[str] = field(default_factory=Counter)
    captures: Counter[str] = field(default_factory=Counter)
    text: Counter[str] = field(default_factory=Counter)
    newly_gone: int = 0
    done: int = 0
    planned: int = 0


def new_run_id() -> str:
    """Give a run's id: its start in UTC, and four characters that part runs of one second."""
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ-") + secrets.token_hex(2)


def fetch_settings(settings: Settings, request: Request) -> FetchSettings:
    """Give the fetcher's settings of a run."""
    return FetchSettings(
        contact=settings.contact,
        site=settings.site,
        delay=settings.delay,
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        total_timeout=settings.total_timeout,
        max_bytes=settings.max_page_bytes,
        jitter=settings.jitter,
        ca_bundle=settings.ca_bundle,
        max_requests=settings.max_requests,
        max_minutes=settings.max_minutes,
        current_rounds=settings.current_rounds,
        current_every=settings.current_days * DAY,
        settled_every=settings.settled_days * DAY,
        absent_every=settings.absent_days * DAY,
        nightly_share=settings.nightly_share,
        wayback=settings.wayback,
        ukgwa=settings.ukgwa,
        captures=settings.captures,
        max_pages=settings.max_pages,
        refetch=request.refetch,
    )


def _sources(
    settings: Settings, request: Request, state: State, archive: Archive, run: str, say: Say
) -> Sequence[Source | EngineSource]:
    """Give the sources of a run, checked before anything is read or sent."""
    if request.engine:
        return [_engine(settings, request, run, say)]
    found: list[Source] = [
        open_target(path, sound_only=request.sound_only, cap=settings.max_page_bytes) for path in request.paths
    ]
    if request.rounds is not None or request.organisations is not None:
        found = [ScopedSource(source, request.scope) for source in found]
    if request.paths and not request.addresses:
        return found
    fetching = fetch_settings(settings, request)
    if settings.via == "web":
        from .fetcher.web import WebSource

        found.append(
            WebSource(
                for_targets(fetching, request.addresses), request.scope, state, archive, run,
                cells=lambda: _cells(request), index_urls=ROUND_INDEX_URLS, say=say,
            )
        )  # fmt: skip
    else:
        from .fetcher.webarchive import WebArchiveSource

        found.append(WebArchiveSource(settings.via, fetching, request.scope, state, archive, run, say=say))
    return found


def _engine(settings: Settings, request: Request, run: str, say: Say) -> EngineSource:
    """Give the targets as work for a cluster (docs/scale.md)."""
    from .engine.source import EngineSource
    from .engine.units import units_of
    from .engine.work import Job

    if not request.paths:
        raise UsageError("--engine reads files: name WARC files, WACZ files or folders")
    cap = settings.max_page_bytes
    units = units_of(request.targets, sound_only=request.sound_only, absolute=request.scheduler is not None, cap=cap)
    folder = settings.db.parent.resolve() / "engine" / run
    workers = settings.workers if settings.workers > 1 else os.cpu_count() or 2
    return EngineSource(units, Job(run, str(folder), cap), settings.archive_dir, request.scheduler, workers, say)


def _cells(request: Request) -> Iterator[Cell]:
    rounds = set(request.rounds) if request.rounds is not None else None
    organisations = set(request.organisations) if request.organisations is not None else None
    return expected_pages(rounds, organisations)


def plan_lines(settings: Settings, request: Request) -> list[str]:
    """Give what a run would do, in lines; nothing is sent or written."""
    if settings.contact is None:
        settings = settings.model_copy(update={"contact": "nobody: a dry run sends nothing"})
    with State(_state_path(settings)) as state, Archive(settings.archive_dir, "plan") as archive:
        sources = _sources(settings, request, state, archive, "plan", lambda line: None)
        return [line for source in sources for line in source.plan().lines]


def _state_path(settings: Settings) -> Path:
    return settings.db.parent / "state.db"


def run(
    settings: Settings,
    request: Request,
    *,
    say: Say = lambda line: None,
    step: Step | None = None,
    run_id: str | None = None,
) -> Report:
    """Run the street once and give its report, whose verdict is the exit code.

    `say` gets lines for a person, `step` each page as it ends (page, outcome, done, planned). Raises UsageError
    and other PeelErrors, one line each, for what stops a run before its first page.
    """
    _check_targets(settings, request)
    _check_places(settings)
    run_id = run_id or new_run_id()
    stop = Stop()
    steps = step or (lambda *_: None)
    with (
        stop.listening(),
        Publication(settings.db, say=say) as publication,
        State(_state_path(settings)) as state,
        Archive(settings.archive_dir, run_id) as archive,
    ):
        made = _Run(run_id, settings, request, publication.db, state, archive, stop, say, steps)
        return _run(made, publication)


def _check_targets(settings: Settings, request: Request) -> None:
    """Say what is wrong with the targets before anything is written or locked."""
    if request.scheduler and not request.engine:
        raise UsageError("--scheduler is for --engine dask; add it, or leave both out")
    if request.engine:
        from .engine.cluster import require_dask

        require_dask()
        _engine(settings, request, "plan", lambda line: None)
        return
    for path in request.paths:
        open_target(path)
    if (request.addresses or not request.paths) and settings.via == "web":
        fetching = for_targets(fetch_settings(settings, request), request.addresses)
        require_contact(fetching, fetching.site_base or f"https://{CANONICAL_HOST}/")


def _check_places(settings: Settings) -> None:
    """Say before the first request that a place cannot be written (RELIABILITY F51)."""
    for path in (settings.db.parent, settings.archive_dir):
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"{path} can't be made ({error.strerror}); name another with --db or --archive-dir"
            ) from None
        if not path.is_dir() or not os.access(path, os.W_OK):
            raise UsageError(f"{path} can't be written; check its rights, or name another with --db or --archive-dir")
    if settings.db.is_dir():
        raise UsageError(f"{settings.db} is a folder; --db names a file")


def _run(run: _Run, publication: Publication) -> Report:
    started = utc_now()
    sources = _sources(run.settings, run.request, run.state, run.archive, run.id, run.say)
    keys = [getattr(source, "options", "") or f"{source.name}|{run.request.targets}" for source in sources]
    run.state.start_run(run.id, "+".join(keys))
    run.state.reconcile(row[0] for row in run.db.conn.execute("SELECT sha256 FROM snapshots"))
    set_organisations(run.db, ((o.id, o.name, o.continues) for o in ORGANISATIONS.values()))
    interrupted = failed = None
    try:
        for line in recover(run.settings.archive_dir, run.state):
            run.say(line)
        reparse_stale(run)
        for source in sources:
            _take(run, source)
    except Interrupted:
        interrupted = ExitCode.INTERRUPTED
    except PeelError as error:
        failed = error
    except (sqlite3.OperationalError, OSError) as error:
        failed = disk_error(error, publication.working)
    return _finish(run, publication, sources, started, interrupted, failed)


def _take(run: _Run, source: Source | EngineSource) -> None:
    """Load every page of a source; what gave no page is recorded with its reason."""
    for snapshot, parcel in _parsed(run, source):
        with run.stop.deferred():
            if isinstance(snapshot, Missed):
                _record_missed(run, snapshot)
            elif parcel is not None and snapshot.source in _UNPLANNED and not _is_wanted(run, parcel):
                run.obtained[OUTSIDE] += 1
            else:
                _load(run, snapshot, parcel)


_UNPLANNED = frozenset({"folder", "warc"})  # sources that plan nothing, so that a page left out owes no outcome


def _is_wanted(run: _Run, page: Parcel) -> bool:
    """Say whether a page proved to be of no other round or organisation than the run is about."""
    return run.request.scope.covers(page.round, page.organisation)


Parsed = tuple[Snapshot | Missed, Parcel | None]


def _parsed(run: _Run, source: Source | EngineSource) -> Iterator[Parsed]:
    """Give each capture with what it says, parsed here, in worker processes or on a cluster; known ones are not parsed."""

    def fresh(item: Snapshot | Missed) -> bool:
        return isinstance(item, Snapshot) and not _is_read(run, item)

    if isinstance(source, Source):
        limit = run.settings.max_page_bytes
        yield from read_all((_archived(run, item) for item in source.snapshots()), fresh, limit, run.settings.workers)
    else:
        yield from source.read(*captures(run.db, parser_version()), fresh)


def _is_read(run: _Run, snapshot: Snapshot) -> bool:
    """Say whether a capture need not be parsed: it is loaded, or this very parser refused it."""
    stored = known(run.db, snapshot)
    return stored is not None and (stored.refused is None or stored.parser_version == parser_version())


def _archived(run: _Run, item: Snapshot | Missed) -> Snapshot | Missed:
    """Write a capture to the archive before anyone looks inside, if it is not there yet."""
    if isinstance(item, Missed) or item.warc_file is not None or known(run.db, item) is not None:
        return item
    place = run.archive.keep(item)
    return replace(item, warc_file=place.file, warc_offset=place.offset, digest=item.sha256)


def _page_of(item: Snapshot | Missed) -> str:
    return item.page or item.url or (item.origin if isinstance(item, Snapshot) else None) or "?"


def _record_missed(run: _Run, missed: Missed) -> None:
    page = _page_of(missed)
    if missed.outcome == "gone" and missed.reason != NOT_PUBLISHED:
        run.newly_gone += mark_gone(run.db, missed.url, dt.datetime.now(dt.UTC)) is not None
    if missed.outcome == "unchanged":
        run.obtained[missed.reason] += 1
    run.state.record(run.id, page, missed.outcome, missed.reason, None, missed.url, missed.message)
    _step(run, page, missed.outcome)


def _load(run: _Run, snapshot: Snapshot, parcel: Parcel | None) -> None:
    """Load a capture, or note that it is known; either way the page has its one outcome."""
    run.captures["arrived"] += 1
    run.obtained["from folder" if snapshot.source == "folder" else snapshot.obtained] += 1
    if parcel is None:
        _record_known(run, snapshot)
        return
    result = load(run.db, snapshot, parcel, parser_version=parser_version())
    _count_text(run, parcel)
    if parcel.refused is not None:
        _record(run, snapshot, result.outcome, parcel.refused, result.snapshot, parcel.message)
    else:
        reason = "unknown_page" if parcel.is_unknown else None
        _record(run, snapshot, result.outcome, reason, result.snapshot, snapshot.note)


def _record_known(run: _Run, snapshot: Snapshot) -> None:
    stored = known(run.db, snapshot)
    if stored is not None and stored.refused:
        _record(run, snapshot, "rejected", stored.refused, stored.snapshot, "refused when it was first read")
    else:
        _record(run, snapshot, "unchanged", "known", stored.snapshot if stored else None, snapshot.note)


def _record(
    run: _Run, snapshot: Snapshot, outcome: Outcome, reason: str | None, key: str | None, message: str | None
) -> None:
    page = _page_of(snapshot)
    became = f"refused: {reason}" if outcome == "rejected" else "known before" if reason == "known" else outcome
    run.captures[became] += 1
    place = (snapshot.warc_file, snapshot.warc_offset or 0) if snapshot.warc_file else None
    run.state.record(run.id, page, outcome, reason, key, snapshot.url, message, place)
    _step(run, page, outcome)


def _count_text(run: _Run, parcel: Parcel) -> None:
    for kind, count in zip(("claimed", "boilerplate", "unread"), parcel.characters, strict=True):
        if count:
            run.text[f"characters_{kind}"] += count
            run.text["characters_visible"] += count


def _step(run: _Run, page: str, outcome: str) -> None:
    run.done += 1
    if run.done > run.planned or run.done % 100 == 0:  # counting the plan takes time that grows with it
        run.planned = run.state.planned(run.id)
    run.step(page, outcome, run.done, run.planned)


def reparse_stale(run: _Run) -> None:
    """Read current captures again that an older parser read, from the archive, without a request."""
    waiting = stale(run.db, parser_version())
    if not waiting:
        return
    run.say(f"the parser is newer than {len(waiting)} loaded pages; they are read again from the archive")
    for stored in waiting:
        with run.stop.deferred():
            _reparse(run, stored)


def _reparse(run: _Run, stored: Stored) -> None:
    if stored.warc_file is None:
        return
    try:
        snapshot = read_at(run.settings.archive_dir, stored.warc_file, stored.warc_offset or 0)
    except ArchiveError as error:
        run.say(error.message)
        return
    snapshot = replace(snapshot, url=stored.url, captured_at=stored.captured_at)
    extraction = extract(snapshot, run.settings.max_page_bytes)
    result = reparse(run.db, stored, extraction, parser_version=parser_version())
    run.obtained["read again"] += 1
    if result.outcome == "rejected":
        run.say(f"{stored.page}: the newer parser refuses the stored page; the older reading stays")


def _finish(
    run: _Run,
    publication: Publication,
    sources: Sequence[Source | EngineSource],
    started: str,
    interrupted: ExitCode | None,
    failed: PeelError | None,
) -> Report:
    """Close the sums, judge, publish what may be published, and write the report."""
    requests = sum(getattr(source, "requests", 0) for source in sources)
    for source in sources:
        run.obtained.update(getattr(source, "counts", {}))
    planned = run.state.planned(run.id)
    outcomes = [(o.page, o.outcome, o.reason, o.message) for o in run.state.outcomes(run.id)]
    codes = {code for code in (interrupted, failed.exit_code if failed else None) if code is not None}
    reasons = [failed.message] if failed else []
    verdict, found = _judge(run, codes, reasons, planned, outcomes)
    grades = list(run.db.query("SELECT * FROM grades ORDER BY organisation, round LIMIT ?", [GRADES_SHOWN]))
    assessments = run.db.execute("SELECT count(*) FROM grades").fetchone()[0]
    published = False
    if verdict.code in (ExitCode.CLEAN, ExitCode.QUALITY, ExitCode.PARTIAL):
        try:
            published = publication.publish()
        except PeelError as error:
            verdict = combine({error.exit_code}, error.message, [error.message])
    _accept(run, verdict, found)
    counts = run.state.finish_run(run.id, int(verdict.code), requests, dict(run.text))
    report = Report(
        run.id, started, utc_now(), verdict, planned, counts, run.obtained, requests, outcomes, found.flags,
        sums=found.sums, drift=found.drift, grades=grades, assessments=assessments, accounting=dict(run.text),
        database=str(run.settings.db), published=published,
    )  # fmt: skip
    write_report(report, run.settings.db.parent / "runs")
    return report


def _judge(
    run: _Run, codes: set[ExitCode], reasons: list[str], planned: int, outcomes: list[OutcomeLine]
) -> tuple[Verdict, Audit]:
    counts = run.state.counts(run.id)
    counts["not_reached"] += planned - counts.total()
    codes |= judge_outcomes(counts, run.newly_gone)
    strange = unknown_pages(run.db)
    if strange:
        codes.add(ExitCode.PARTIAL)
        reasons += [f"{page}: of no known page type" for page in strange[:5]]
    bad = [line for line in outcomes if line[1] in _NOT_OBTAINED][:_REASONS]
    reasons += [f"{page}: {outcome}: {message or reason or ''}" for page, outcome, reason, message in bad]
    found = audit(run.db, run.state.db, run.settings, more=run_sums(planned, counts, run.captures))
    quality = found.reasons(run.settings.warning_share)
    if quality:
        codes.add(ExitCode.QUALITY)
    reasons += quality
    line = f"{sums(counts, planned)}; {page_count(run.db)} pages in the database"
    return combine(codes, line, reasons), found


def _accept(run: _Run, verdict: Verdict, found: Audit) -> None:
    """Make a run without an alarm the one that the next is compared with."""
    if verdict.code in (ExitCode.CLEAN, ExitCode.PARTIAL) and not found.reasons(run.settings.warning_share):
        try:
            accept_run(run.state.db, run.id, utc_now(), found, parser_version(), run.settings)
        except sqlite3.OperationalError as error:
            run.say(
                f"the baseline of drift could not be written ({error}); the next run is compared with the one before"
            )
