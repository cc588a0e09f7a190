"""A run from its start to its report, in one readable file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from scraper.catalogue.organisations import organisation_rows
from scraper.errors import ExitCode, Interrupted, PeelError
from scraper.fetcher.archive import Archive
from scraper.fetcher.before import Before
from scraper.fetcher.resume import recover
from scraper.garbage import seldom_searched
from scraper.loader.captures import are_read, is_overtaken
from scraper.loader.load import set_organisations
from scraper.loader.lock import alone
from scraper.loader.publish import Publication, disk_error
from scraper.parsers.version import parser_version, reading_version
from scraper.quality.accepted import note_lost
from scraper.quality.kept import is_proven, kept_of
from scraper.quality.report import Report
from scraper.settings import Settings
from scraper.store.file import reading, state_path
from scraper.store.moments import utc_now
from scraper.store.state import State

from .captures import settle_gone, take
from .context import RunContext, Say, Step
from .disappearance import Disappearance
from .finish import finish
from .groups import SIZE
from .interrupt import Stop
from .left import Left
from .looks import settle_looks
from .places import check_places
from .request import Request, new_run_id
from .sources import check_targets, sources_of
from .stale import reparse_stale

_IN_DATABASE = ("SELECT sha256 FROM snapshots", "SELECT id FROM pages UNION SELECT url FROM pages")


def run(
    settings: Settings,
    request: Request,
    *,
    say: Say = lambda line: None,
    step: Step | None = None,
    run_id: str | None = None,
) -> Report:
    """Run the pipeline once and return its report, whose verdict is the exit code.

    `say` gets lines for a person, `step` each page as it ends (page, outcome, done, planned). Raises UsageError
    and other PeelErrors, one line each, for what stops a run before its first page.
    """
    check_targets(settings, request)
    check_places(settings)
    run_id = run_id or new_run_id(state_path(settings.db))
    stop = Stop()
    steps = step or (lambda *_: None)
    with (
        _told_in_a_line(settings),
        seldom_searched(),
        stop.listening(),
        alone(state_path(settings.db), settings.archive_dir),
        Publication(settings.db, say=say, is_proven=lambda digest: _is_proven(settings, digest)) as publication,
        State(state_path(settings.db)) as state,
        Archive(settings.archive_dir, run_id) as archive,
    ):
        made = RunContext(run_id, settings, request, publication.db, state, archive, stop, say, steps)
        return _run(made, publication)


@contextmanager
def _told_in_a_line(settings: Settings) -> Iterator[None]:
    """Tell what SQLite refuses outside the pages, before the first or behind the last: a full disk has no good moment."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise disk_error(error, settings.db) from error


def _is_proven(settings: Settings, digest: str) -> bool:
    """Return whether the published file with a digest was checked whole when it was published."""
    try:
        with reading(state_path(settings.db)) as state:
            return is_proven(state, digest)
    except (PeelError, sqlite3.Error):
        return False


def _run(run: RunContext, publication: Publication) -> Report:
    started = utc_now()
    version = f"{reading_version()}|{run.settings.max_page_bytes}"
    before = Before(run.state, version, lambda found: are_read(run.db, found, parser_version()), run.note)
    sources = sources_of(
        run.settings, run.request, run.state, run.archive, run.id, run.say, before, lambda one: is_overtaken(run.db, one)
    )  # fmt: skip
    run.state.start_run(run.id, "+".join(source.options for source in sources))
    run.missing_files = note_lost(run.state, run.db, run.settings.archive_dir, run.id, started)
    digests, pages = ((row[0] for row in run.db.conn.execute(sql)) for sql in _IN_DATABASE)
    run.state.reconcile(digests, pages)
    if publication.digest is not None:
        run.kept = kept_of(run.state.db, publication.digest, run.note)
    set_organisations(run.db, organisation_rows())
    run.lost = Disappearance.before(run)
    interrupted = failed = None
    try:
        recovered = recover(run.settings.archive_dir, run.state)
        for line in recovered.lines:
            run.note(line)
        # A kill leaves a group; where `state.db` was lost it may be all of a large archive, which is not read for that.
        run.left = Left.read(run.settings, recovered.copies[-SIZE:])
        reparse_stale(run)
        for source in sources:
            take(run, source)
        settle_looks(run)
        run.lost.settle(run)
        settle_gone(run, publication.path, goes_on=publication.goes_on)
    except Interrupted:  # what is held of pages that seem gone is asked again by the run that goes on from here
        interrupted = ExitCode.INTERRUPTED
    except PeelError as error:
        failed = error
    except sqlite3.IntegrityError as error:
        failed = run.state.damage() or publication.refused(error)
        if failed is None:
            raise
    except (sqlite3.OperationalError, OSError) as error:
        failed = run.state.damage() or disk_error(error, publication.working)
    return finish(run, publication, sources, started, interrupted, failed)
